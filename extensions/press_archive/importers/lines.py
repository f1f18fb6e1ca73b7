"""From lines to paragraphs: how typists, scanners and mail programs broke a text.

A paragraph is marked by a blank line, by an indent, or by nothing but a short last line; lines may be wrapped,
double-spaced or as long as the paragraph. Words are never touched: only where a paragraph starts is decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median

from . import dates, lexicon
from .plain import Block, BlockKind, core

#: A point of a list; Word's "o" is a letter.
_BULLET = re.compile(
    rf"^\s*(?:[{lexicon.BULLETS}{lexicon.WORD_BULLETS}]|o(?=\s\s)|\(?(?:\d{{1,2}}|[a-zA-Z]|[ivx]{{1,4}})[.)])\s+(?=\S)"
)
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(\S.*?)\s*#*$")
_OPEN = re.compile(
    r"(?:[,–—-]|\b(?:of|the|to|for|in|on|and|at|by|with|from|a|de|la|le|les|des|du|et|en|el|los|del|y|pour|para))$",
    re.IGNORECASE,
)
DONE = re.compile(r"[.!?:;…”\"»)\]؟。][”\"»)\]’']*\**$")


def blocks_of(text: str, *, markdown: bool = False) -> tuple[Block, ...]:
    """Cut a plain text into blocks."""
    lines = [line.rstrip() for line in text.expandtabs(8).split("\n")]
    if _double_spaced(lines):
        lines = _single_spaced(lines)
    blocks = (block for group in _groups(lines) for block in _cut(group, _width(group), markdown))
    return _nested(blocks, markdown=markdown)


def _nested(blocks: Iterable[Block], *, markdown: bool) -> tuple[Block, ...]:
    """Say how deep blocks are, of which each has its indent for a level yet.

    In Markdown a paragraph that stands further in is of the point above; elsewhere it may be anything.
    """
    done: list[Block] = []
    indents: list[int] = []  # those of the points that an item stands under
    for block in blocks:
        within = block.kind == "item" or markdown
        while indents and not (within and indents[-1] <= block.level - 2):
            indents.pop()
        if block.kind == "item":
            indents.append(block.level)
        done.append(replace(block, level=len(indents)))
    return tuple(done)


def _groups(lines: list[str]) -> list[list[str]]:
    return [list(group) for blank, group in groupby(lines, key=lambda line: not line.strip()) if not blank]


def _double_spaced(lines: list[str]) -> bool:
    """Whether a blank line follows each line, as on a typewriter set to two."""
    groups = _groups(lines)
    single = [group[0].strip() for group in groups if len(group) == 1]
    if len(groups) < 8 or len(single) < 0.9 * len(groups) or max(map(len, single)) > 110:
        return False
    # Paragraphs on a line each look alike; but of a full line, none begins in the middle of its sentence.
    full = 0.6 * max(map(len, single))
    broken = sum(
        len(before) > full and not DONE.search(before) and _goes_on(line) for before, line in pairwise(single)
    )
    return broken > 0.2 * len(single)


def _goes_on(line: str) -> bool:
    return line[0].islower() or (line[0].isalpha() and line[0].upper() == line[0].lower())


def _single_spaced(lines: list[str]) -> list[str]:
    """Take out the blank line after each line; where there were more, one stays."""
    kept: list[str] = []
    for blank, group in groupby(lines, key=lambda line: not line.strip()):
        run = list(group)
        kept += run if not blank else [""] * (len(run) > 1)
    return kept


def _width(lines: list[str]) -> float:
    """How long the full lines of a group are."""
    lengths = sorted(len(line) for line in lines)
    return float(lengths[int(len(lengths) * 0.8)]) if lengths else 0.0


def _is_column(lines: list[str], width: float) -> bool:
    """Whether lines are narrow because they fill a column: those of addresses and verses end where they will."""
    lengths = [len(line.strip()) for line in lines]
    return (
        25 <= width < 45 and len(lines) >= 8 and median(lengths) > 0.8 * width and max(lengths) < 1.2 * width
    )


def _cut(lines: list[str], width: float, markdown: bool) -> list[Block]:
    """Cut a group of lines without a blank one into blocks."""
    indents = [len(line) - len(line.lstrip()) for line in lines]
    margin = median(indents) if indents else 0
    narrow = width < 45 and not _is_column(lines, width)
    blocks: list[Block] = []
    run: list[str] = []
    kind: BlockKind = "text"

    def flush() -> None:
        nonlocal kind
        if run:
            indent = len(run[0]) - len(run[0].lstrip())
            blocks.append(Block(tuple(line.strip() for line in run), kind, level=indent))
            run.clear()
        kind = "text"

    for index, line in enumerate(lines):
        text = line.strip()
        heading = _HEADING.match(line) if markdown else None
        if heading:
            flush()
            blocks.append(Block((heading[2],), "heading"))
            continue
        if len(run) == 1 and kind == "text" and _underlines(text, run[0].strip(), markdown=markdown):
            kind = "heading"
            flush()
            continue
        if run and _starts(line, run, width, indents[index] - margin, narrow=narrow):
            flush()
        if not run and _BULLET.match(line) and not (lexicon.END.match(text) or lexicon.RULE.match(text)):
            kind = "item"
        elif not run and markdown and text.startswith(">"):
            kind = "quote"
        run.append(line)
        if is_whole(text) or len(text) > 160:
            flush()
    flush()
    return blocks


def _underlines(text: str, above: str, *, markdown: bool) -> bool:
    """Whether a line makes a heading of the one above: it is as long, as typists drew it, but for Markdown."""
    drawn = re.fullmatch(r"=+|-+" if markdown else r"={3,}|-{3,}|~{3,}|_{3,}|\*{3,}", text)
    return bool(drawn and re.search(r"\w", above) and (markdown or abs(len(text) - len(above)) < 3))


def is_whole(text: str) -> bool:
    """Whether a line is a part of a release by itself."""
    if lexicon.RULE.match(text):
        return True
    bare = text.strip("*_ ")
    if len(bare) > 90:
        return False
    return bool(
        lexicon.LABEL.fullmatch(core(bare))
        or lexicon.END.match(bare)
        or lexicon.KIND.fullmatch(bare)
        or lexicon.EMBARGO.match(bare)
        or (lexicon.SALUTATION.match(bare) and bare.endswith((",", ":")))
        or lexicon.IN_CITY.match(bare)
        or dates.alone(bare)
    )


def _starts(line: str, run: list[str], width: float, indent: float, *, narrow: bool) -> bool:
    """Whether a line starts a new block although no blank line stands between it and the run before."""
    before = run[-1]
    text, previous = line.strip(), before.strip()
    if is_whole(text) or len(text) > 160 or lexicon.SPEAKER.match(text):
        return True
    if lexicon.CONTACTS.match(text) or lexicon.NOTES.match(text) or lexicon.BACKGROUND.match(text):
        return True
    done = bool(DONE.search(previous))
    # A line is filled before the next is begun: where the next word would have fitted, something ended.
    room = width - len(before) - 1 - len(text.split(None, 1)[0])
    if _BULLET.match(line):  # else a dash that a sentence has, or a figure
        return done or narrow or room > 0.1 * width or bool(_BULLET.match(run[0]))
    if narrow:
        return False
    if done:
        return indent >= 3 or room > 0.1 * width
    if previous.isupper() and len(previous) > 12 and not text.isupper():
        return True
    if previous.isupper() and text.isupper():
        return False
    ended = room > 0.25 * width and not text[0].islower() and not _OPEN.search(previous)
    return ended or (indent >= 4 and room > 0)
