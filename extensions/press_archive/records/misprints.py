"""What is printed otherwise than it was typed: lists, what is set in, end marks, rules, blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import TYPE_CHECKING

from .blocks import blocks, literal
from .problems import quoted
from .text import HOLDS_TEXT, RELEASE_DIRECTIVES

if TYPE_CHECKING:
    from markdown_it.token import Token

_POINT = re.compile(r"\n[ \t>*+:-]*(\d{1,9})[.)][ \t]")
_OTHER = {".": ")", ")": "."}
#: The points of a list as a word processor sets them: its own fonts have the last signs, and ``o`` is a ring.
_SIGNS = "[•‣⁃∙▪■□●○◦·\uf0a7\uf0b7\uf0d8\uf0fc]|o\\t"
_BULLET = re.compile(f"^[ \\t]*(?:{_SIGNS})", re.MULTILINE)
#: A line that may begin with one, or be a heading or a rule.
_MARK = re.compile(rf"\n[ \t>]*(?:{_SIGNS}|##|(?:[*_-][ \t]*){{3}}|--?[ \t]*(?:\n|$))")
_FENCES = ("```", "~~~", ":::")
#: The fields before a text, or the options before that of a figure: the lines round them are no rules.
_HEAD = re.compile(r"---[ \t]*\n.*?^---[ \t]*$", re.MULTILINE | re.DOTALL)
#: Stars that may be printed otherwise than they were meant, or as they stand.
_STARS = re.compile(r"\*(?:(?<=\d\*)\d|(?<=[ \t]\*)\*?(?![\w*])|\*[ \t]|(?<=[\n \t>]\*)[ \t])")
_TIMES = re.compile(r"\d\*\d[\d.,]*\*\d")
_CODE = re.compile(r"(?<!`)(`++)[^`]+\1")
#: A link whose address has a space in it: Markdown takes it for none.
_SPLIT_LINK = re.compile(r"\[[^\[\]\n]*\]\((?:https?:|mailto:|www\.)[^)\s]*[ \t\n]+[^)\s\"'(][^)\n\[]*\)")
#: What was meant to be bold or italic, with a space at its wrong side.
_SPACED = re.compile(
    r"(?<![\w*])(?P<sign>\*\*?)(?![\s*])[^*\n]*[\w)”’\"'][ \t]+(?P=sign)(?![\w*])"
    r"|(?<![\w*])\*\*[ \t][^*\n]*[\w)”’\"'.,]\*\*(?![\w*])"
)
#: A word with the sign of a note that is no footnote.
_NOTED = re.compile(r"[\w)%”’\"']\*(?![\w*])")
#: What no heading is: several lines, or a sentence with its end.
_SENTENCE = re.compile(r"\n|[.!?…][\W_]*$")
#: How deep notes and figures may stand in each other to be looked into.
_DEPTH = 10


def misprinted(text: str, first_line: int, depth: int = 0) -> Iterator[tuple[int, str]]:
    """Yield the line and the fault of what Markdown would print otherwise than its author typed it.

    A list is counted on from the number of its first point, whatever the others say (CommonMark, lists). Who
    types ``1.`` before each point leaves the counting to it, so that is no fault. A paragraph that is set in
    by a tab or four spaces, as in many a text of Word, is taken for the listing of a program (CommonMark,
    indented code blocks), and ``###``, the end mark of many a release, for a heading. The points of a word
    processor are letters to it, and run together.

    Arguments:
        text: a MyST text, with or without front matter.
        first_line: the line of its file on which it starts.
        depth: in how many notes or figures it stands.

    """
    if not _may_be(text):
        return
    lists: list[list[Token]] = []  # the points of those that are open, the outermost first
    alone: list[int] = []  # the lines of points with a star that are a list by themselves
    tokens, rows = blocks(text), text.split("\n")
    head = _HEAD.match(text)
    yield from _stars(tokens, first_line)
    yield from _split_links(tokens, first_line)
    yield from _marks(tokens, first_line, depth, head[0].count("\n") if head else -1)
    for token in tokens:
        start = first_line + (token.map or [0])[0]
        if token.type in {"ordered_list_open", "bullet_list_open"}:
            lists.append([])
        elif token.type == "list_item_open":
            lists[-1].append(token)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            points = lists.pop()
            yield from _fault(points, first_line)
            if len(points) == 1 and points[0].markup == "*":
                alone.append((points[0].map or [0])[0])
        elif token.type == "code_block":
            message = (
                "what is set in by a tab or four spaces is printed in typewriter letters, as a program is; "
                "begin its lines at the margin, or, if it is one, write it between two lines ```"
            )
            yield start, message
        elif token.type == "inline" and (
            bullet := _BULLET.search(token.content, token.content.find("\n") + 1)
        ):
            if line := token.content.count("\n", 0, bullet.start()):
                sign = quoted(bullet[0].strip())
                message = f'points that begin with {sign} are printed as one paragraph; begin each with "- "'
                yield start + line, message
        elif token.type in {"fence", "colon_fence"}:
            name = token.info.strip()
            if not name.startswith("{") and (token.type == "colon_fence" or name in RELEASE_DIRECTIVES):
                meant = f"{token.markup}{{{name or 'press:notes'}}}"
                what = f"{token.markup}{name} begins no block, and what it holds is printed where it stands"
                yield start, f"{what}; write {meant}{'' if name else ', say, or take it out'}"
                continue
            if not _is_closed(token, rows):
                message = (
                    "what begins here is not closed, and takes in all that follows; end it with a line "
                    f"{token.markup}"
                )
                yield start, message
            if depth == _DEPTH or not HOLDS_TEXT.match(f"```{token.info}"):
                continue
            yield from misprinted(token.content, start + 1, depth + 1)
    first = _first_noted(tokens) if alone else 0
    for line in alone:
        if line > first:
            what = "a note that begins with * is printed as the point of a list"
            yield first_line + line, rf"{what}; begin it with \*"


def _may_be(text: str) -> bool:
    """Whether a text has a sign of what may be misprinted: most have none, and need not be parsed.

    Each sign is looked for by its first letter, which is fast.
    """
    lines = f"\n{text}"
    typed = [int(number) for number in _POINT.findall(lines)]
    is_counted = len(typed) < 2 or typed == list(range(1, len(typed) + 1))
    parts = "\t", "    ", *_FENCES
    signs = _MARK, _STARS, _SPLIT_LINK
    return not is_counted or any(part in text for part in parts) or any(sign.search(lines) for sign in signs)


def _stars(tokens: Sequence[Token], first_line: int) -> Iterator[tuple[int, str]]:
    """Yield stars that multiply, and are taken for italics, and those that are none for a space too many."""
    for token in tokens:
        line = first_line + (token.map or [0])[0]
        if token.type == "inline" and _STARS.search(f"\n{token.content}"):
            plain = _CODE.sub("", token.content)
            if found := _TIMES.search(plain):
                kept = found[0].replace("*", r"\*")
                message = f"{quoted(found[0])} is printed without its stars, in italics; write {kept}"
                yield line + plain.count("\n", 0, found.start()), message
            plain = literal(token.content)
            if found := _SPACED.search(plain):
                message = f"{quoted(found[0])} is printed with its stars; take out the spaces inside them"
                yield line + plain.count("\n", 0, found.start()), message


def _split_links(tokens: Iterable[Token], first_line: int) -> Iterator[tuple[int, str]]:
    for token in tokens:
        if token.type == "inline" and "](" in token.content and _SPLIT_LINK.search(token.content):
            plain = literal(token.content)
            for found in _SPLIT_LINK.finditer(plain):
                message = f"{quoted(found[0])} is printed as it stands; an address has no space: write %20"
                yield first_line + (token.map or [0])[0] + plain.count("\n", 0, found.start()), message


def _first_noted(tokens: Iterable[Token]) -> float:
    """Return the line of the first paragraph in which a word ends with a star, as the sign of a note."""
    for token in tokens:
        if token.type == "inline" and "*" in token.content and _NOTED.search(literal(token.content)):
            return (token.map or [0])[0]
    return inf


def _marks(tokens: Sequence[Token], first_line: int, depth: int, head: int) -> Iterator[tuple[int, str]]:
    """Yield headings that were none, have no words or lack the one above them, and rules that divide nothing.

    Arguments:
        head: the last of the lines, counted from 0, that are before the text.

    """
    rank, before = 1, ""
    for at, token in enumerate(tokens):
        place = (token.map or [0])[0]
        line = first_line + place
        if place <= head:
            continue
        if token.type == "heading_open" and not token.level and not depth:
            found = int(token.tag[1:])
            if token.markup == "-" and _SENTENCE.search(tokens[at + 1].content):
                message = (
                    "a line of - right below a paragraph makes a heading of it; put a blank line between "
                    "them, or, if it is one, write ## before it"
                )
                yield line, message
            elif not tokens[at + 1].content:
                yield line, f"{token.markup} alone is printed as an empty heading; take this end mark out"
            elif found > rank + 1:
                above, right = "#" * (found - 1), "#" * (rank + 1)
                yield line, f"a heading of {token.markup} needs one of {above} above it; write {right}"
            rank = found
        elif token.type == "hr":
            is_last = at + 1 == len(tokens)
            if depth or token.level or is_last or before in {"heading_close", "hr"}:
                what = f"a line of {token.markup[0]} is printed as a rule between two paragraphs of the text"
                yield line, f"{what}; there are none here, so take it out"
        before = token.type


def _is_closed(fence: Token, rows: Sequence[str]) -> bool:
    first, end = fence.map or [0, 0]
    last = rows[end - 1].strip(" \t\r>")
    return end - 1 > first and len(last) >= len(fence.markup) and set(last) == {fence.markup[0]}


def _fault(points: list[Token], first_line: int) -> Iterator[tuple[int, str]]:
    typed = [int(point.info) for point in points if point.info]
    if not typed or set(typed) in ({0}, {1}):
        return
    printed = range(typed[0], typed[0] + len(typed))
    at = next(
        (at for at, (number, shown) in enumerate(zip(typed, printed, strict=True)) if number != shown), 0
    )
    if at:
        point = points[at]
        message = (
            f"a list typed {_numbers(typed)} would be printed {_numbers(printed)}, counted on from its first "
            f"number; write {typed[at]}{_OTHER[point.markup]} after {typed[at - 1]}{point.markup}, as "
            "another sign begins another list"
        )
        yield first_line + (point.map or [0])[0], message


def _numbers(numbers: Iterable[int]) -> str:
    return quoted(", ".join(map(str, numbers)))
