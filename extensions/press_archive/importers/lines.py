"""From lines to paragraphs: how typists, scanners and mail programs broke a text.

A paragraph is marked by a blank line, by an indent, or by nothing but a short last line; lines may be wrapped,
double-spaced or as long as the paragraph. Words are never touched: only where a paragraph starts is decided.
"""

from __future__ import annotations

import re
from statistics import median

from . import dates, lexicon
from .plain import Block, BlockKind

_BULLET = re.compile(r"^\s*(?:[•●▪■◦‣·*–—-]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)])\s+(?=\S)")
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(\S.*?)\s*#*$")
_DONE = re.compile(r"[.!?:;…”\"»)\]؟。][”\"»)\]’']*\**$")


def blocks_of(text: str, *, markdown: bool = False) -> tuple[Block, ...]:
    """Cut a plain text into blocks."""
    lines = [line.rstrip() for line in text.expandtabs(8).split("\n")]
    groups = _groups(lines)
    if _double_spaced(groups):
        groups = [[line for group in groups for line in group]]
        width = _width(groups[0])
        return tuple(block for part in _cut(groups[0], width, markdown) for block in [part])
    blocks: list[Block] = []
    for group in groups:
        blocks += _cut(group, _width(group), markdown)
    return tuple(blocks)


def _groups(lines: list[str]) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _double_spaced(groups: list[list[str]]) -> bool:
    """Whether a blank line follows each line, as on a typewriter set to two."""
    if len(groups) < 12:
        return False
    single = [group[0] for group in groups if len(group) == 1]
    if len(single) < 0.9 * len(groups):
        return False
    broken = [line for line in single if 35 <= len(line.strip()) <= 100 and not _DONE.search(line)]
    return len(broken) > 0.55 * len(single)


def _width(lines: list[str]) -> float:
    """How long the full lines of a group are."""
    lengths = sorted(len(line) for line in lines)
    return float(lengths[int(len(lengths) * 0.8)]) if lengths else 0.0


def _cut(lines: list[str], width: float, markdown: bool) -> list[Block]:
    """Cut a group of lines without a blank one into blocks."""
    indents = [len(line) - len(line.lstrip()) for line in lines]
    margin = median(indents) if indents else 0
    blocks: list[Block] = []
    run: list[str] = []
    kind: BlockKind = "text"

    def flush() -> None:
        nonlocal kind
        if run:
            blocks.append(Block(tuple(line.strip() for line in run), kind))
            run.clear()
        kind = "text"

    for index, line in enumerate(lines):
        text = line.strip()
        heading = _HEADING.match(line) if markdown else None
        if heading:
            flush()
            blocks.append(Block((heading[2],), "heading"))
            continue
        if run and _starts(line, run[-1], width, indents[index] - margin):
            flush()
        if not run and _BULLET.match(line) and not lexicon.END.match(text):
            kind = "item"
        elif not run and markdown and text.startswith(">"):
            kind = "quote"
        run.append(line)
        if _whole(text) or len(text) > 160:
            flush()
    flush()
    return blocks


def _whole(text: str) -> bool:
    """Whether a line is a part of a release by itself."""
    bare = text.strip("*_ ")
    if len(bare) > 90:
        return False
    return bool(
        lexicon.LABEL.fullmatch(bare.strip(' :.-—–*#[]()"“”'))
        or lexicon.END.match(bare)
        or lexicon.RULE.match(bare)
        or lexicon.IN_CITY.match(bare)
        or dates.alone(bare)
    )


def _starts(line: str, before: str, width: float, indent: float) -> bool:
    """Whether a line starts a new block although no blank line stands before it."""
    text, previous = line.strip(), before.strip()
    if _whole(text) or _BULLET.match(line) or len(text) > 160:
        return True
    if lexicon.CONTACTS.match(text) or lexicon.NOTES.match(text) or lexicon.BACKGROUND.match(text):
        return True
    if width >= 45 and _DONE.search(previous):
        # A paragraph ends with a short line, or the next one starts with an indent.
        return indent >= 3 or len(before) < 0.72 * width
    return bool(width >= 45 and indent >= 4 and len(before) < 0.9 * width)
