"""What every reader makes: a plain document of blocks, and the words by which nothing is lost.

A carrier (a mail, a page, a Word file) is reduced to blocks of text lines. What a press release is made of is
found later, from these blocks alone, so that one understanding serves every carrier.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["text", "heading", "item", "quote", "menu", "picture", "table", "cell", "rule"]

LOOSE_TABLE = "table: it was read cell by cell; compare it with the file"

_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,2}|[^\s\u3040-\u30ff\u3400-\u9fff]+")


class ImportProblem(Exception):  # noqa: N818  (it is told to a person, as the other problems are)
    """A file that cannot be read as a release; its text says why and what to do."""


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list item or table.

    ``level`` says in how many lists it stands, and ``list`` in which of them: an item begins a point of that list
    and has its mark, ``2.`` or ``(b)``, in its first line; what is no item goes on with the point before.

    ``lines`` are its lines as printed, those of a table its rows with tabs between the cells; ``markdown`` is the
    same text with the links and emphasis that the carrier had, and a point's line breaks, empty when there were none.
    They stand in it as control characters, which no text has: ``2`` words ``3`` address ``4`` is a link, and what is
    between ``5`` and ``6`` is printed in italics, between ``7`` and ``8`` in bold.
    ``menu`` is what a page says beside its text, ``picture`` what it says of a picture, ``cell`` a figure of a table
    that was read cell by cell, ``rule`` what parts the text above it from that below.
    """

    lines: tuple[str, ...]
    kind: BlockKind = "text"
    markdown: str = ""
    level: int = 0
    list: int = 0

    @classmethod
    def of(cls, text: str) -> Block:
        return cls(tuple(text.split("\n")))

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def linked(self) -> bool:
        """Whether there is a link in it."""
        return "\x02" in self.markdown

    def cells(self) -> Iterator[Block]:
        """Yield the cells of a table, each as a paragraph."""
        for text in filter(None, (cell for line in self.lines for cell in line.split("\t"))):
            yield Block((text,), "cell" if is_figure(text) else "text")


def is_figure(text: str) -> bool:
    """Whether a text is a figure, which out of its table would look like the number of a page."""
    return bool(re.fullmatch(r"\W*\d[\d.,\s]*(?:(?:of|de|/)\s*\d+)?\W*", text))


@dataclass(frozen=True)
class Repair:
    """One repair of broken text: where it starts in the repaired text, what stood there, what stands now."""

    at: int
    found: str
    became: str


@dataclass(frozen=True)
class Document:
    """One document as a reader saw it.

    ``name`` is the file's name, inside an archive or export with the outer name before it. ``title``, ``date``
    and ``address`` are what the carrier itself says (a mail's subject, a page's head), none of it printed;
    ``covered`` is what the mail says to which it was attached.
    """

    name: str
    format: str
    blocks: tuple[Block, ...]
    sha256: str
    title: str = ""
    date: str = ""
    address: str = ""
    language: str = ""
    covered: str = ""
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[str, ...] = ()
    markdown: bool = False

    @property
    def text(self) -> str:
        return "\n\n".join(block.text for block in self.blocks)


def words(text: str) -> Counter[str]:
    """Count the words of a text: runs of letters and digits, punctuation apart."""
    return Counter(_WORD.findall(text))


def terms(text: str) -> list[str]:
    """Return what a text is made of, to be counted: words; where none are parted, as in Chinese, two signs for one."""
    return _TERM.findall(text)


def lost(before: str, parts: Iterable[str]) -> list[str]:
    """Return the words of a text that its parts do not hold as often as it does."""
    missing = words(before)
    for part in parts:
        missing.subtract(words(part))
    return sorted((+missing).elements())


def unaccented(text: str) -> str:
    """Return a text in small letters without their accents, to be compared."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def comparable(text: str) -> str:
    """Return a text on one line as lines are compared: without capitals, accents and full stops."""
    return squash(unaccented(text).replace(".", ""))


def bare(text: str) -> str:
    """Return a line without what sets it off: emphasis as it is typed, the sign of a heading."""
    return text.strip("*_# \t")


def core(text: str) -> str:
    """Return a line without the brackets, quotation marks and dashes around it, either."""
    return text.strip('*_# \t[]()-–—:."“”')


def squash(text: str) -> str:
    """Put a text on one line."""
    return " ".join(text.split())
