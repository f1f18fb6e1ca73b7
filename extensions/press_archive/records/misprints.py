"""What is printed otherwise than it was typed: numbers of lists, and paragraphs that are set in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from .problems import quoted
from .text import HOLDS_TEXT

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_POINT = re.compile(r"^[ \t>*+:-]*(\d{1,9})[.)][ \t]", re.MULTILINE)
_OTHER = {".": ")", ")": "."}
#: How deep notes and figures may stand in each other to be looked into.
_DEPTH = 10


def misprinted(text: str, first_line: int, depth: int = 0) -> Iterator[tuple[int, str]]:
    """Yield the line and the fault of what Markdown would print otherwise than its author typed it.

    A list is counted on from the number of its first point, whatever the others say (CommonMark, lists). Who
    types ``1.`` before each point leaves the counting to it, so that is no fault. A paragraph that is set in
    by a tab or four spaces, as in many a text of Word, is taken for the listing of a program (CommonMark,
    indented code blocks).

    Arguments:
        text: a MyST text, without front matter.
        first_line: the line of its file on which it starts.
        depth: in how many notes or figures it stands.

    """
    typed = [int(number) for number in _POINT.findall(text)]
    is_counted = len(typed) < 2 or typed == list(range(1, len(typed) + 1))
    if is_counted and "\t" not in text and "    " not in text:  # most texts need not be parsed
        return
    lists: list[list[Token]] = []  # the points of those that are open, the outermost first
    for token in _parser().parse(text):
        start = first_line + (token.map or [0])[0]
        if token.type in {"ordered_list_open", "bullet_list_open"}:
            lists.append([])
        elif token.type == "list_item_open":
            lists[-1].append(token)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            yield from _fault(lists.pop(), first_line)
        elif token.type == "code_block":
            message = (
                "what is set in by a tab or four spaces is printed in typewriter letters, as a program is; "
                "begin its lines at the margin, or, if it is one, write it between two lines ```"
            )
            yield start, message
        elif (
            token.type in {"fence", "colon_fence"} and depth < _DEPTH and HOLDS_TEXT.match(f"```{token.info}")
        ):
            yield from misprinted(token.content, start + 1, depth + 1)


@cache
def _parser() -> MarkdownIt:
    """Return what reads the blocks of a text as MyST does; the words in them are of no matter here."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.colon_fence import colon_fence_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark").use(footnote_plugin, inline=False, move_to_end=False)
    parser.disable(["html_block", "inline"])
    return parser.use(colon_fence_plugin).use(deflist_plugin)


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
