"""The text of a release and what follows it: contacts, notes, background, end marks, block by block."""

from __future__ import annotations

import re
from dataclasses import replace

from . import contacts, datelines, lexicon, split
from .head import Head
from .match import Known
from .plain import Block, BlockKind, bare, squash
from .understood import Origin, Understood
from .worked_out import set_dateline

#: A note from the foot of a page: it belongs to the text, whatever section stands above it.
_NOTE = re.compile(r"\[\d+\]\s")
#: What stands at the head of a page that was turned.
_RUNNING_HEAD = re.compile(r"^.{0,60}\bpage\s+\d{1,3}\W*$", re.IGNORECASE)
_PAGE = re.compile(r"\W*(?:page\s+)?\d{1,3}\W*(?:of\s+\d+\W*)?", re.IGNORECASE)
_BOILERPLATE = re.compile(
    r"^\W*(?:The\s+|La\s+|Le\s+|L[’'])?(?:[A-ZÀ-Þ][\w’'&.-]*|of|for|the|de|la|des|pour|para|en)(?:\s+(?:[A-ZÀ-Þ(][\w’'&.()-]*|of|for|the|de|la|des|du|del|pour|para|and|et|y)){1,12},?\s+"
    r"(?:is\s+(?:a|an|the)|are\s+(?:a|an|the)|was\s+(?:founded|established)|works\s+to|est\s+(?:un|une|la|le)|es\s+(?:un|una|la|el)|представляет|является|unites|comprises|includes\s+\d|[—–-]\s+(?:an?|un|une|una)\s)"
)


def take_body(item: Understood, head: Head, blocks: list[Block], known: Known) -> None:
    item.body += head.text()
    mode, ended, first = "text", False, True
    turned = False  # a page was turned since the last paragraph
    contact_lines: list[str] = list(item.contact_text)
    item.contact_text = []
    if contact_lines:
        item.people += contacts.people(contact_lines)
        item.contact_text.append("\n".join(contact_lines))
    section: list[str] = []
    last_prose = max((at for at, block in enumerate(blocks) if split.is_prose(block)), default=0)
    last_end = max((at for at, block in enumerate(blocks) if _is_end(block)), default=0)

    def close() -> None:
        if section:
            item.people += contacts.people(section)
            item.contact_text.append("\n".join(section))
            section.clear()

    for index, block in enumerate(blocks):
        text = bare(squash(block.text))
        if not text or block.kind == "rule" or lexicon.RULE.match(text):
            over = index > max(last_prose, last_end) or ("#" in block.text and index >= last_end)
            if over or ended or mode != "text":  # Sphinx has no breaks in notes
                item.aside += [("end mark" if over else "rule", block.text)] * (block.kind != "rule")
                ended = ended or (over and bool(item.body))
            else:
                item.body.append(replace(block, kind="rule"))
            continue
        if block.kind == "table":
            close()
            mode, turned = "after" if mode == "contacts" else mode, False
            late = item.body and (ended or mode != "text")
            (item.notes if late else item.body).append(block)
            continue
        prose = split.is_prose(block)
        if first and (prose or ((place := datelines.read(text)) and place.sure >= 0.85)):
            first = False
            block = _without_dateline(item, block)  # noqa: PLW2901  (the block, less its dateline)
            text = squash(block.text)
        mark = _mark(squash(block.text), prose, block) if index else ""
        if turned and not prose and _RUNNING_HEAD.search(text):
            mark = "page mark"
        if mark:
            item.aside.append((mark, block.text))
            turned = mark == "page mark" and mode == "text"
            if mark == "end mark":
                close()
                ended, mode = True, "text"
            continue
        heading = _section(
            text,
            prose,
            block,
            blocks[index + 1] if index + 1 < len(blocks) else None,
            ended or mode != "text" or bool(item.body),
        )
        if heading and not heading == mode == "contacts":
            close()
            mode = heading
        elif mode == "background" and block.kind == "heading":
            mode = "text"
        if _NOTE.match(text) and mode != "text":
            close()
            mode = "after"
        if mode == "contacts" and not heading and (prose or _sentence(text)) and not _reaches(text):
            close()
            mode = "after"
        if mode == "contacts":
            section += list(block.lines)
            continue
        if mode in {"background", "notes"} and heading:
            block = _headed(item, block, mode)  # noqa: PLW2901  (the block, less its heading)
            if not squash(block.text):
                continue
            text = squash(block.text)
        if mode == "about":
            item.aside.append(("heading", block.text))
            mode = "background"
            continue
        if turned and mode == "text" and item.body and _runs_over(item.body[-1], text):
            item.body[-1] = replace(item.body[-1], lines=item.body[-1].lines + block.lines, markdown="")
            continue
        turned = False
        _place(item, block, text, mode, ended=ended, prose=prose, known=known, last=index >= len(blocks) - 2)
    close()
    item.body = _parted(item.body)


def _is_end(block: Block) -> bool:
    return bool(lexicon.END.match(squash(block.text)))


def _parted(blocks: list[Block]) -> list[Block]:
    """Leave the rules that part two texts, and of several one."""
    kept: list[Block] = []
    for block in blocks:
        if block.kind != "rule" or (kept and kept[-1].kind not in {"rule", "heading"}):
            kept.append(block)
    return kept[:-1] if kept and kept[-1].kind == "rule" else kept


def _without_dateline(item: Understood, block: Block) -> Block:
    """Take the dateline off the first paragraph; one that is only a date goes to the date."""
    text = bare(block.text)
    found = datelines.read(text)
    if not found:
        return block
    if found.places:
        set_dateline(item, found.printed, found, Origin("printed", found.sure, found.printed))
    else:
        item.aside.append(("date", found.printed))
    lines = tuple(text[found.end :].split("\n"))
    return replace(block, lines=lines, markdown=_without(block.markdown, found.printed))


def _runs_over(before: Block, text: str) -> bool:
    """Whether a paragraph goes on after the foot of a page."""
    done = before.kind == "rule" or re.search(r"[.!?:][”\"’)]*$", before.text.rstrip())
    return text[:1].islower() and not done


def _mark(text: str, prose: bool, block: Block) -> str:
    """Say whether a block is a mark: of the end, of a page, or what a mailer wrote under the text."""
    if len(text) < 300 and lexicon.MAILER.search(text):
        return "mail footer"
    if prose or block.kind in {"item", "heading", "cell"} or len(text) >= 60:
        return ""
    if lexicon.MORE.match(text):
        return "page mark"
    if lexicon.END.match(text):
        return "end mark"
    return "page mark" if _PAGE.fullmatch(text) else ""


def _sentence(text: str) -> bool:
    """Whether a short block says something, where names and telephones would be expected."""
    return (
        bool(re.search(r"[^\W\d_]{2,}[.!?]$", text))
        and len(text.split()) > 5
        and not contacts.ROLE.search(text)
    )


def _reaches(text: str) -> bool:
    return bool(len(text) < 600 and (lexicon.EMAIL.search(text) or lexicon.PHONE.search(text)))


def _section(text: str, prose: bool, block: Block, following: Block | None, late: bool) -> str:
    """Return the section that a block opens: contacts, notes, background, about, or none."""
    if lexicon.IN_CITY.match(text) and following and not split.is_prose(following):
        return "contacts"
    match = lexicon.CONTACTS.match(text)
    if match and (len(text) < 60 or match.end() > 0.7 * len(text) or _reaches(text)):
        return "contacts"
    if not late:
        return ""
    if lexicon.NOTES.match(text):
        return "notes"
    match = lexicon.BACKGROUND.match(text)
    if match and (":" in match[0] or len(text) < 40):
        return "background"
    if lexicon.ABOUT.match(text) and not prose and len(text) < 90 and following and split.is_prose(following):
        return "about"
    if (
        not prose
        and block.kind not in {"heading", "cell"}
        and contacts.is_contact_line(text)
        and len(block.lines) > 1
    ):
        return "contacts"
    return ""


def _headed(item: Understood, block: Block, mode: str) -> Block:
    """Take a section's heading off its first paragraph; that of notes stays over them, as no other is printed."""
    form = lexicon.BACKGROUND if mode == "background" else lexicon.NOTES
    text = block.text
    match = form.match(text)
    if match is None:
        return block
    end = match.end()
    if text[end - 1 : end + 1].isalnum() and end < len(text):  # within a word: no heading after all
        return block
    while end < len(text) and text[end] in ":*_ .–—-":
        end += 1
    heading = text[:end].strip()
    if mode == "notes":
        item.notes.append(Block((heading,), markdown=f"\x07{heading}\x08"))
    else:
        item.aside.append(("heading", heading))
    rest = tuple(line for line in text[end:].split("\n") if line.strip())
    kind: BlockKind = "text" if block.kind == "heading" else block.kind
    return replace(block, lines=rest, kind=kind, markdown=_without(block.markdown, text[:end]))


def _place(
    item: Understood,
    block: Block,
    text: str,
    mode: str,
    *,
    ended: bool,
    prose: bool,
    known: Known,
    last: bool,
) -> None:
    match = known.wording(block) if prose or mode == "background" else None
    after = (ended or mode == "after" or last) and len(item.body) > 1
    own = after and _BOILERPLATE.match(text) and not text.startswith(("“", '"'))
    if match and (match.ratio >= 0.9 or mode == "background" or own):
        item.background.append(match)
    elif mode == "notes" or (mode == "after" and item.body) or (ended and item.body):
        item.notes.append(block)
    else:
        item.body.append(block)


def _without(markdown: str, printed: str) -> str:
    """Take printed words off the beginning of a text with its marks of emphasis."""
    match = re.match("[\x05-\x08]*".join(["", *map(re.escape, printed)]) + "[\x06\x08]*", markdown)
    return markdown[match.end() :].lstrip() if match else ""
