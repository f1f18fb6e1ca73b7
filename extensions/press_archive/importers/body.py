"""The text of a release and what follows it: contacts, notes, background, end marks, block by block."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from . import contacts, datelines, lexicon, split
from .head import Head
from .match import Known
from .plain import Block, BlockKind, bare, squash
from .understood import Match, Understood

#: A note from the foot of a page: it belongs to the text, whatever section stands above it.
_NOTE = re.compile(r"\[\d+\]\s")
#: What stands at the head of a page that was turned.
_RUNNING_HEAD = re.compile(r"^.{0,60}\bpage\s+\d{1,3}\W*$", re.IGNORECASE)
_PAGE = re.compile(r"\W*(?:page\s+)?\d{1,3}\W*(?:of\s+\d+\W*)?", re.IGNORECASE)
#: How a body says under its release who it is; where somebody is quoted, it is said in the text.
_BOILERPLATE = re.compile(
    r"^(?![“\"])\W*(?:The\s+|La\s+|Le\s+|L[’'])?(?:[A-ZÀ-Þ][\w’'&.-]*|of|for|the|de|la|des|pour|para|en)(?:\s+(?:[A-ZÀ-Þ(][\w’'&.()-]*|of|for|the|de|la|des|du|del|pour|para|and|et|y)){1,12},?\s+"
    r"(?:is\s+(?:a|an|the)|are\s+(?:a|an|the)|was\s+(?:founded|established)|works\s+to|est\s+(?:un|une|la|le)|es\s+(?:un|una|la|el)|представляет|является|unites|comprises|includes\s+\d|[—–-]\s+(?:an?|un|une|una)\s)"
)
#: The section in which a block stands; ``after`` is what follows contacts and notes without a heading of its own.
_Section = Literal["text", "contacts", "notes", "background", "about", "after"]


def take_body(item: Understood, head: Head, blocks: list[Block], known: Known) -> None:
    """Give each block below the head its place in the release."""
    item.body += head.text()
    _Reading(item, blocks, known).read()
    item.body = _parted(item.body)


class _Reading:
    """A release as it is read, block after block: the section that is open, and what was seen so far.

    A block is a rule, a table or a paragraph. A paragraph may be a mark, which is no text; else it opens a section or
    goes on with the one that is open, and is put where that belongs.
    """

    def __init__(self, item: Understood, blocks: list[Block], known: Known) -> None:
        self._item, self._blocks, self._known = item, blocks, known
        self._section: _Section = "text"
        self._begun = False  # the first paragraph was read, which alone has a dateline
        self._ended = False  # the text is over: what follows is notes
        self._turned = False  # a page was turned since the last paragraph
        self._contact_lines: list[str] = []
        last_prose = max((at for at, block in enumerate(blocks) if split.is_prose(block)), default=0)
        self._last_end = max((at for at, block in enumerate(blocks) if _is_end(block)), default=0)
        self._last_said = max(last_prose, self._last_end)

    def read(self) -> None:
        for at, block in enumerate(self._blocks):
            if _is_rule(block):
                self._rule(at, block)
            elif block.kind == "table":
                self._table(block)
            else:
                self._paragraph(at, block)
        self._enter("text")

    def _enter(self, section: _Section) -> None:
        """Open a section; where that of the contacts ends, the people in it are read."""
        if section != "contacts":
            self._item.take_contacts(self._contact_lines)
            self._contact_lines = []
        self._section = section

    def _rule(self, at: int, block: Block) -> None:
        """Keep a rule between two paragraphs of the text; under the last one it ends the text."""
        over = at > self._last_said or ("#" in block.text and at >= self._last_end)
        if not (over or self._ended or self._section != "text"):
            self._item.body.append(replace(block, kind="rule"))
            return
        if block.kind != "rule":  # typed, not drawn: its signs are kept, though Sphinx has no rules in notes
            self._item.aside.append(("end mark" if over else "rule", block.text))
        self._ended = self._ended or (over and bool(self._item.body))

    def _table(self, block: Block) -> None:
        self._enter("after" if self._section == "contacts" else self._section)
        self._turned = False
        late = self._item.body and (self._ended or self._section != "text")
        (self._item.notes if late else self._item.body).append(block)

    def _paragraph(self, at: int, block: Block) -> None:
        prose = split.is_prose(block)
        if not self._begun and (prose or _has_dateline(block)):
            self._begun = True
            block = _without_dateline(self._item, block)
        if at and (mark := _mark(block, prose, turned=self._turned)):
            self._marked(mark, block)
            return
        section, opens = self._section_of(at, block, prose)
        self._enter(section)
        if section == "contacts":
            self._contact_lines += block.lines
        elif section == "about":  # who somebody is, is told by the next paragraph
            self._item.aside.append(("heading", block.text))
            self._enter("background")
        elif not opens:
            self._put(at, block, prose)
        elif (rest := _headed(self._item, block, section)).text.strip():
            self._put(at, rest, prose)

    def _marked(self, mark: str, block: Block) -> None:
        self._item.aside.append((mark, block.text))
        self._turned = mark == "page mark" and self._section == "text"
        if mark == "end mark":
            self._enter("text")
            self._ended = True

    def _section_of(self, at: int, block: Block, prose: bool) -> tuple[_Section, bool]:
        """Return the section in which a paragraph stands, and whether it opens it."""
        following = self._blocks[at + 1] if at + 1 < len(self._blocks) else None
        late = self._ended or self._section != "text" or bool(self._item.body)
        opened = _opened(block, prose, following, late=late)
        section = opened or self._section
        if section != "text" and not opened:
            if section == "background" and block.kind == "heading":
                section = "text"
            elif section == "contacts" and _ends_contacts(block, prose):
                section = "after"
        if section != "text" and _NOTE.match(_line(block)):
            return "after", False
        return section, opened is not None

    def _put(self, at: int, block: Block, prose: bool) -> None:
        """Put a paragraph into the text, the notes or the background."""
        item, section = self._item, self._section
        if self._turned and section == "text" and item.body and _runs_over(item.body[-1], block):
            item.body[-1] = replace(item.body[-1], lines=item.body[-1].lines + block.lines, markdown="")
            return
        self._turned = False
        if match := self._background(at, block, prose):
            item.background.append(match)
        elif section == "notes" or (item.body and (self._ended or section == "after")):
            item.notes.append(block)
        else:
            item.body.append(block)

    def _background(self, at: int, block: Block, prose: bool) -> Match | None:
        """Return a paragraph as background: it stands there, or is a wording of the archive, or says who somebody is."""
        here = self._section == "background"
        match = self._known.wording(block) if prose or here else None
        if match is None or here or match.ratio >= 0.9:
            return match
        below = self._ended or self._section == "after" or at >= len(self._blocks) - 2
        return match if below and len(self._item.body) > 1 and _BOILERPLATE.match(_line(block)) else None


def _line(block: Block) -> str:
    """Return a block on one line, without the signs of emphasis around it."""
    return bare(squash(block.text))


def _is_rule(block: Block) -> bool:
    text = _line(block)
    return not text or block.kind == "rule" or bool(lexicon.RULE.match(text))


def _is_end(block: Block) -> bool:
    return bool(lexicon.END.match(squash(block.text)))


def _parted(blocks: list[Block]) -> list[Block]:
    """Leave the rules that part two texts, and of several one."""
    kept: list[Block] = []
    for block in blocks:
        if block.kind != "rule" or (kept and kept[-1].kind not in {"rule", "heading"}):
            kept.append(block)
    return kept[:-1] if kept and kept[-1].kind == "rule" else kept


def _has_dateline(block: Block) -> bool:
    found = datelines.read(_line(block))
    return found is not None and found.sure >= 0.85


def _without_dateline(item: Understood, block: Block) -> Block:
    """Take the dateline off the first paragraph; one that is only a date goes to the date."""
    text = bare(block.text)
    found = datelines.read(text)
    if not found:
        return block
    if found.places:
        item.take_dateline(found.printed, found)
    else:
        item.aside.append(("date", found.printed))
    lines = tuple(text[found.end :].split("\n"))
    return replace(block, lines=lines, markdown=_without(block.markdown, found.printed))


def _runs_over(before: Block, block: Block) -> bool:
    """Whether a paragraph goes on after the foot of a page."""
    done = before.kind == "rule" or re.search(r"[.!?:][”\"’)]*$", before.text.rstrip())
    return _line(block)[:1].islower() and not done


def _mark(block: Block, prose: bool, *, turned: bool) -> str:
    """Say whether a block is a mark: of the end, of a page (also above the one ``turned`` to), or a mailer's footer."""
    text = squash(block.text)  # with its signs, of which an end mark is made
    if turned and not prose and _RUNNING_HEAD.search(text):
        return "page mark"
    if len(text) < 300 and lexicon.MAILER.search(text):
        return "mail footer"
    if prose or block.kind in {"item", "heading", "cell"} or len(text) >= 60:
        return ""
    if lexicon.MORE.match(text):
        return "page mark"
    if lexicon.END.match(text):
        return "end mark"
    return "page mark" if _PAGE.fullmatch(text) else ""


def _ends_contacts(block: Block, prose: bool) -> bool:
    """Whether a block says something, where names and telephones would be expected."""
    text = _line(block)
    sentence = (
        re.search(r"[^\W\d_]{2,}[.!?]$", text) and len(text.split()) > 5 and not contacts.ROLE.search(text)
    )
    return bool(prose or sentence) and not _reaches(text)


def _reaches(text: str) -> bool:
    return bool(len(text) < 600 and (lexicon.EMAIL.search(text) or lexicon.PHONE.search(text)))


def _opened(block: Block, prose: bool, following: Block | None, *, late: bool) -> _Section | None:
    """Return the section that a block opens; before there is a text, only that of the contacts."""
    text = _line(block)
    before_prose = following is not None and split.is_prose(following)
    if lexicon.IN_CITY.match(text) and following and not before_prose:
        return "contacts"
    match = lexicon.CONTACTS.match(text)
    if match and (len(text) < 60 or match.end() > 0.7 * len(text) or _reaches(text)):
        return "contacts"
    if not late:
        return None
    if lexicon.NOTES.match(text):
        return "notes"
    match = lexicon.BACKGROUND.match(text)
    if match and (":" in match[0] or len(text) < 40):
        return "background"
    if prose:
        return None
    if lexicon.ABOUT.match(text) and len(text) < 90 and before_prose:
        return "about"
    several = len(block.lines) > 1 and block.kind not in {"heading", "cell"}
    return "contacts" if several and contacts.is_contact_line(text) else None


def _headed(item: Understood, block: Block, section: _Section) -> Block:
    """Take a section's heading off its first paragraph; that of notes stays over them, as no other is printed."""
    form = lexicon.BACKGROUND if section == "background" else lexicon.NOTES
    text = block.text
    match = form.match(text)
    if match is None:
        return block
    end = match.end()
    while end < len(text) and text[end] in ":*_ .–—-":
        end += 1
    heading = text[:end].strip()
    if section == "notes":
        item.notes.append(Block((heading,), markdown=f"\x07{heading}\x08"))
    else:
        item.aside.append(("heading", heading))
    rest = tuple(line for line in text[end:].split("\n") if line.strip())
    kind: BlockKind = "text" if block.kind == "heading" else block.kind
    return replace(block, lines=rest, kind=kind, markdown=_without(block.markdown, text[:end]))


def _without(markdown: str, printed: str) -> str:
    """Take printed words off the beginning of a text with its marks of emphasis."""
    match = re.match("[\x05-\x08]*".join(["", *map(re.escape, printed)]) + "[\x06\x08]*", markdown)
    return markdown[match.end() :].lstrip() if match else ""
