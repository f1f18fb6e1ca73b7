"""The reading of a press release: from plain blocks to its parts.

The head is read line by line (:mod:`.head`), the text and what follows it block by block here. The rule that
governs all of it: a word that no rule claims stays in the text; at the end the words are counted, and a release of
which one would be missing is written as plain text instead.
"""

from __future__ import annotations

import re
from dataclasses import replace

from . import contacts, datelines, dates, lexicon, split
from .head import Head, read_head
from .match import Known
from .opening import body_start, cut
from .plain import Block, Document, squash
from .understood import Origin, Understood
from .worked_out import (
    match_registers,
    set_dateline,
    work_out_date,
    work_out_kind,
    work_out_language,
    work_out_states,
)

_EDGE = "*_# \t"
_ADDRESS = re.compile(r"https?://[^\s/]+/[^\s]{3,}")
_BOILERPLATE = re.compile(
    r"^\W*(?:The\s+|La\s+|Le\s+|L[’'])?(?:[A-ZÀ-Þ][\w’'&.-]*|of|for|the|de|la|des|pour|para|en)(?:\s+(?:[A-ZÀ-Þ(][\w’'&.()-]*|of|for|the|de|la|des|du|del|pour|para|and|et|y)){1,12},?\s+"
    r"(?:is\s+(?:a|an|the)|are\s+(?:a|an|the)|was\s+(?:founded|established)|works\s+to|est\s+(?:un|une|la|le)|es\s+(?:un|una|la|el)|представляет|является|unites|comprises|includes\s+\d|[—–-]\s+(?:an?|un|une|una)\s)"
)


def understand(document: Document, known: Known) -> list[Understood]:
    """Take a document apart into the releases it holds, in order; at least one, and no word lost."""
    document, signed = _address_below(document)
    menu = [block for block in document.blocks if block.kind == "menu"]
    blocks = [block for block in document.blocks if block.kind != "menu"]
    blocks, again = split.printed_twice(blocks)
    note = split.covering_note(blocks)
    before, blocks = blocks[:note], blocks[note:]
    parts = split.split(blocks)
    found = []
    for number, part in enumerate(parts, 1):
        aside: list[tuple[str, str]] = []
        if number == 1:
            aside += [("page", block.text) for block in menu]
            aside += [("covering note", block.text) for block in before]
            aside += [("printed twice", block.text) for block in again]
            aside += [("address", block.text) for block in signed]
        item = _one(document, number, len(parts), part, aside, known)
        missing = item.unaccounted()
        if missing:  # never lose a word: give up what was understood rather than that
            item = _plain(document, number, part, aside)
            item.warnings.append(
                f"its parts could not be told apart without losing words ({' '.join(missing[:5])}); all of it is in the text"
            )
        found.append(item)
    return found


def _address_below(document: Document) -> tuple[Document, tuple[Block, ...]]:
    """Take off the address under a text, as our own mails have it: it says where the text was published."""
    last = document.blocks[-1]
    if len(document.blocks) < 3 or not _ADDRESS.fullmatch(last.text):
        return document, ()
    address = document.address or last.text
    return replace(document, blocks=document.blocks[:-1], address=address), (last,)


def _plain(document: Document, number: int, blocks: list[Block], aside: list[tuple[str, str]]) -> Understood:
    item = Understood(document, number, aside=list(aside))
    item.text = "\n\n".join([*(text for _, text in aside), *(block.text for block in blocks)])
    item.body = [block.text for block in blocks]
    item.title = _clip(squash(blocks[0].text if blocks else document.name))
    item.origins["title"] = Origin("layout", 0.2, item.title)
    return item


def _clip(text: str, most: int = 160) -> str:
    """Take a title out of running text: its first sentence, or as many words as a title can have."""
    text = text.strip(_EDGE) or "Untitled"
    sentence = re.match(r".{15,160}?[.!?](?=\s|$)", text)
    if sentence:
        return sentence[0].rstrip(".")
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def _one(
    document: Document,
    number: int,
    total: int,
    blocks: list[Block],
    aside: list[tuple[str, str]],
    known: Known,
) -> Understood:
    item = Understood(document, number, aside=list(aside))
    item.text = "\n\n".join([*(text for _, text in aside), *(block.text for block in blocks)])
    blocks = cut(blocks)
    start = body_start(blocks)
    hint = document.title if total == 1 else ""
    head = read_head(blocks[:start], hint, frozenset(known.issuer_names))
    _take_head(item, head, document, known)
    _take_body(item, head, blocks[start:], known)
    work_out_date(item, head, document)
    match_registers(item, known)
    work_out_language(item, document)
    work_out_kind(item, head)
    work_out_states(item, known)
    return item


# --- the head


def _take_head(item: Understood, head: Head, document: Document, known: Known) -> None:
    item.title = squash(" ".join(line.text.strip(_EDGE) for line in head.title))
    item.deck = squash(" ".join(line.text.strip(_EDGE) for line in head.deck))
    if item.title:
        item.origins["title"] = Origin("printed", head.sure, item.title, head.because)
    if item.deck:
        item.origins["deck"] = Origin("layout", 0.75, item.deck)
    labels = []
    for line in head.lines:
        text = line.text.strip(_EDGE)
        if line.label:
            item.aside.append(("form label", line.label))
        if line.role in {"label", "embargo"}:
            labels += _label(item, text)
        elif line.role == "contact":
            item.contact_text.append(line.text)
        elif line.role == "kind":
            if not labels and not item.label and lexicon.LABEL.search(text):
                labels.append(text)
            else:
                item.aside.append(("kind", line.text))
        elif line.role in {"date", "dateline", "place"} or line.role in {
            "letterhead",
            "reach",
            "delivery",
            "reference",
            "byline",
            "furniture",
            "title-again",
        }:
            item.aside.append((line.role, line.text))
        elif line.role == "rule" and re.search(r"\w", text):
            item.aside.append(("mark", line.text))
        if line.role in {"letterhead", "candidate"} and (key := known.issuer_names.get(datelines.fold(text))):
            item.issuer = item.issuer or key
    if labels:
        item.label = squash(" ".join(labels))
        item.origins["label"] = Origin("printed", 0.97, item.label)
    for line in head.of("embargo"):
        item.embargo = item.embargo or line.text.strip(_EDGE)
        item.origins["embargo"] = Origin("printed", 0.9, item.embargo)


def _label(item: Understood, text: str) -> list[str]:
    """Keep the label's own words as the label; what shares its line goes where it belongs."""
    match = lexicon.LABEL.search(text)
    if match is None or lexicon.EMBARGO.search(text):
        return [text]
    rest = [part for part in (text[: match.start()], text[match.end() :]) if re.search(r"\w", part)]
    for part in rest:
        if lexicon.CONTACTS.match(part.strip(" :*-–—")) or contacts.is_contact_line(part):
            item.contact_text.append(part.strip())
        elif dates.find(part):
            item.aside.append(("date", part.strip()))
        else:
            item.aside.append(("beside the label", part.strip()))
    said = match[0].strip()
    return [f"{said}:" if text[match.end() :].strip() == ":" else said]


# --- the text, and what follows it


def _take_body(item: Understood, head: Head, blocks: list[Block], known: Known) -> None:
    for line in head.of("body"):
        item.body.append(line.text)
    mode, ended, first = "text", False, True
    turned = False  # a page was turned since the last paragraph
    contact_lines: list[str] = list(item.contact_text)
    item.contact_text = []
    if contact_lines:
        item.people += contacts.people(contact_lines)
        item.contact_text.append("\n".join(contact_lines))
    section: list[str] = []

    def close() -> None:
        if section:
            item.people += contacts.people(section)
            item.contact_text.append("\n".join(section))
            section.clear()

    for index, block in enumerate(blocks):
        text = squash(block.text).strip(_EDGE)
        if not text:
            item.aside.append(("end mark", block.text))
            ended = ended or (bool(item.body) and "#" in block.text)
            continue
        prose = split.is_prose(block)
        if first and (prose or ((place := datelines.read(text)) and place.sure >= 0.85)):
            first = False
            block = _without_dateline(item, block)  # noqa: PLW2901  (the block, less its dateline)
            text = squash(block.text)
        mark = _mark(text, prose, block) if index else ""
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
        if mode == "contacts" and not heading and (prose or _sentence(text)) and not _reaches(text):
            close()
            mode = "after"
        if mode == "contacts":
            section += list(block.lines)
            continue
        if mode in {"background", "notes"} and heading:
            form = lexicon.BACKGROUND if mode == "background" else lexicon.NOTES
            block = _headed(item, block, form)  # noqa: PLW2901  (the block, less its heading)
            if not squash(block.text):
                continue
            text = squash(block.text)
        if mode == "about":
            item.aside.append(("heading", block.text))
            mode = "background"
            continue
        if turned and mode == "text" and item.body and _runs_over(item.body[-1], text):
            item.body[-1] += f"\n{block.text}"
            continue
        turned = False
        _place(item, block, text, mode, ended=ended, prose=prose, known=known, last=index >= len(blocks) - 2)
    close()
    _fill(item)


def _without_dateline(item: Understood, block: Block) -> Block:
    """Take the dateline off the first paragraph; one that is only a date goes to the date."""
    text = block.text.strip(_EDGE)
    found = datelines.read(text)
    if not found:
        return block
    if found.places:
        set_dateline(item, found.printed, found, Origin("printed", found.sure, found.printed))
    else:
        item.aside.append(("date", found.printed))
    return Block(tuple(text[found.end :].split("\n")), block.kind, _without(block.markdown, found.printed))


def _runs_over(before: str, text: str) -> bool:
    """Whether a paragraph goes on after the foot of a page."""
    return text[:1].islower() and not re.search(r"[.!?:][”\"’)]*$", before.rstrip())


def _mark(text: str, prose: bool, block: Block) -> str:
    """Say whether a block is a mark: of the end, of a page, or a rule between parts."""
    if prose or block.kind in {"item", "heading"} or len(text) >= 60:
        return ""
    if lexicon.MORE.match(text) or re.fullmatch(
        r"\W*(?:page\s+)?\d{1,3}\W*(?:of\s+\d+\W*)?", text, re.IGNORECASE
    ):
        return "page mark"
    if lexicon.RULE.match(text):
        return "rule"
    return "end mark" if lexicon.END.match(text) else ""


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
    if not prose and block.kind != "heading" and contacts.is_contact_line(text) and len(block.lines) > 1:
        return "contacts"
    return ""


def _headed(item: Understood, block: Block, form: re.Pattern[str]) -> Block:
    """Take a section's heading off its first paragraph."""
    text = block.text
    match = form.match(text)
    if match is None:
        return block
    end = match.end()
    if text[end - 1 : end + 1].isalnum() and end < len(text):  # within a word: no heading after all
        return block
    while end < len(text) and text[end] in ":*_ .–—-":
        end += 1
    item.aside.append(("heading", text[:end].strip()))
    rest = tuple(line for line in text[end:].split("\n") if line.strip())
    return Block(rest, "text" if block.kind == "heading" else block.kind, "")


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
    match = known.wording(text, None) if prose else None
    if match and match.ratio >= 0.9:
        item.background.append(match)
    elif mode == "background" or (
        prose
        and (ended or mode == "after" or last)
        and len(item.body) > 1
        and _BOILERPLATE.match(text)
        and not text.startswith(("“", '"'))
    ):
        item.background.append(known.wording(text, None))
    elif mode == "notes" or (mode == "after" and item.body) or (ended and item.body):
        item.notes.append(_keep(item, block))
    else:
        item.body.append(_keep(item, block))


def _keep(item: Understood, block: Block) -> str:
    """Return a block's text, remembering what its carrier marked it as."""
    text = block.text
    if block.markdown:
        item.markup[text] = block.markdown
    elif block.kind in {"item", "heading", "quote"}:
        item.markup[text] = block.kind
    return text


def _without(markdown: str, printed: str) -> str:
    return markdown[len(printed) :].lstrip() if markdown.startswith(printed) else ""


def _fill(item: Understood) -> None:
    """A release needs a title and a text; what is missing is taken from what is there, and said."""
    if not item.title:
        source = next(
            iter([*item.body, *item.notes, *item.contact_text, *(text for _, text in item.aside)]), ""
        )
        subject = item.document.title
        item.title = squash(subject) if len(subject) > 8 and item.part == 1 else _clip(squash(source))
        item.origins["title"] = (
            Origin("metadata", 0.6, subject)
            if item.title == squash(subject) and subject
            else Origin("layout", 0.25, item.title)
        )
        item.warnings.append(
            "no headline was found; the title is the first words of the text"
            if item.origins["title"].source == "layout"
            else "the title is what the carrier calls it"
        )
    if not item.body:
        if item.deck:
            item.body, item.deck = [item.deck], ""
            item.origins.pop("deck", None)
        elif item.notes:
            item.body, item.notes = item.notes, []
        elif item.background:
            item.body = [match.text for match in item.background]
            item.background = []
        elif item.contact_text:
            item.body, item.contact_text, item.people = item.contact_text, [], []
        else:
            item.body = [item.title]
            item.warnings.append("nothing was found under the title; the text repeats it")
