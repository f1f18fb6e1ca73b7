"""PDFs that hold text."""

from __future__ import annotations

import io
import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from .plain import Block, Document, ImportProblem, squash
from .repair import repair

if TYPE_CHECKING:
    import pypdf

#: So many lines stand at the head and at the foot of a page.
_EDGE = 2
#: By how much of its letters' size a line stands under another at least, and how much more room parts paragraphs.
_NEXT_LINE, _GAP = 0.6, 1.25
#: The most that one may have.
PAGES = 300
ORDER = "order: in a PDF, words from right to left may stand in another order than on the page; compare them"
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff]")
#: The space between two words of a line that was stretched to the width of its column.
_STRETCHED = re.compile(r"(?<=\S)  (?=\S)")


def read_pdf(name: str, raw: bytes, digest: str) -> Document:
    """Read a PDF that has text; a picture of text holds none."""
    import logging

    import pypdf

    from .lines import blocks_of

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ImportProblem("this PDF is locked with a password")
        if len(reader.pages) > PAGES:
            raise ImportProblem(f"this PDF has {len(reader.pages)} pages; the most for a release is {PAGES}")
        beside, text = _text_of([_STRETCHED.sub(" ", _printed(page)) for page in reader.pages])
        info = reader.metadata
        title = squash(str(info.title)) if info and info.title else ""
    except ImportProblem:
        raise
    except Exception as error:
        raise ImportProblem(
            f"this PDF is damaged or cut short ({type(error).__name__}: {str(error)[:100]})"
        ) from None
    text, repairs = repair(text.encode("utf-8", "replace").decode())
    menu = tuple(Block((line,), "menu") for line in beside)
    looks = (ORDER,) if _RIGHT_TO_LEFT.search(text) else ()
    return Document(name, "pdf", menu + blocks_of(text), digest, title=title, repairs=repairs, warnings=looks)


class _Piece(NamedTuple):
    """A piece of a page's text, how high it stands on the page, and the size of its letters."""

    text: str
    height: float
    size: float

    def below(self, other: _Piece) -> float:
        """Return how far it stands below another, in the size of its letters."""
        return (other.height - self.height) / self.size


def _printed(page: pypdf.PageObject) -> str:
    """Return the text of a page with a blank line where more room than usual is left between two lines."""
    pieces: list[_Piece] = []

    def note(text: str, within: list[float], at: list[float], _: object, size: float) -> None:
        height = within[1] * at[4] + within[3] * at[5] + within[5]
        pieces.append(_Piece(text, height, size * abs(within[3] * at[3]) or 1))

    text = page.extract_text(visitor_text=note) or ""
    lines = [piece for piece in pieces if piece.text.strip()]
    drops = [drop for above, line in pairwise(lines) if (drop := line.below(above)) > _NEXT_LINE]
    if not drops or "".join(piece.text for piece in pieces) != text:
        return text
    gap = _GAP * median(drops)
    spaced, above = "", lines[0]
    for piece in pieces:
        if piece.text.strip():
            spaced += "\n" * (piece.below(above) > gap)
            above = piece
        spaced += piece.text
    return spaced


def _text_of(pages: list[str]) -> tuple[list[str], str]:
    """Return what stands at the head or foot of each page, and the text, in which a sentence goes on over the page."""
    from .lines import DONE, is_whole

    printed = [[line for line in page.split("\n") if line.strip()] for page in pages]

    def said(number: int, line: str) -> str:
        """Return a line as it would be on any page."""
        return re.sub(rf"\b(?:{number}|{len(pages)})\b", "#", squash(line))

    edges = [
        {said(number, line) for line in (*lines[:_EDGE], *lines[-_EDGE:])}
        for number, lines in enumerate(printed, 1)
    ]
    times = Counter(line for edge in edges for line in edge)
    often = {line for line, count in times.items() if count > max(1, len(pages) / 2)}
    beside: list[str] = []
    text = ""
    for number, page in enumerate(pages, 1):
        lines = page.strip("\n").split("\n")
        for end in (0, -1):
            for _ in range(_EDGE):
                while lines and not lines[end].strip():
                    lines.pop(end)
                if not lines or is_whole(lines[end]) or said(number, lines[end]) not in often:
                    break
                beside.append(squash(lines.pop(end)))
        goes_on = lines and lines[0].lstrip()[:1].islower() and text and not DONE.search(text[-100:])
        text += ("\n" if goes_on else "\n\n" if text else "") + "\n".join(lines)
    return list(dict.fromkeys(beside)), text
