"""A block as MyST Markdown: its words as they are, with the links, emphasis, lists and tables that the carrier had."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from textwrap import indent
from typing import NamedTuple
from urllib.parse import quote

from markdown_it import MarkdownIt

from . import lexicon
from .plain import Block

#: How an item begins: its number, or another mark.
_MARK = re.compile(rf"\s*(?:((?:0|[1-9][0-9]{{0,8}})[.)])\s+|[{lexicon.BULLETS}{lexicon.WORD_BULLETS}]\s+)?")
#: The signs of lists that Markdown keeps apart, and the marks before which it needs no blank line.
_OTHER = {"-": "*", "*": "-", ".": ")", ")": "."}
_MAY_FOLLOW = {"-", "*", "1.", "1)"}
_SPECIAL = re.compile(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_LINE_START = re.compile(r"^(?:([#>+=:%~|-])|(\d{1,9})([.)])(?=\s|$)|(\([^)\n]*\))(=))", re.MULTILINE)
#: The end of a line that was broken within a word.
_HYPHEN = re.compile(r"(?<=[^\W\d_]{2})([-‐])\n(?=[a-zà-ÿа-я])(?!(?:and|or|et|ou|y|o|und|oder|to)\b)")
_LINK = re.compile("\x02([^\x02\x03\x04]*)\x03([^\x02\x03\x04]*)\x04")

#: The marks of emphasis in a block's ``markdown`` (:class:`.plain.Block`).
_SIGNS = "\x05\x06\x07\x08"
_MARKDOWN = MarkdownIt("commonmark")


def escape(text: str) -> str:
    """Write plain text so that MyST prints it as it is, with as few backslashes as that takes."""
    text = _SPECIAL.sub(lambda match: "\\" + match[0], text)

    def start(match: re.Match[str]) -> str:
        if match[1]:
            return "\\" + match[1]
        return f"{match[2]}\\{match[3]}" if match[2] else f"{match[4]}\\="

    return _LINE_START.sub(start, text)


def text_of(blocks: Iterable[Block], *, raw: bool = False) -> str:
    """Write blocks under each other, what is in a list under the point that it belongs to.

    Arguments:
        raw: the text is Markdown already.

    """
    written, after_item = "", False
    lists: list[_List] = []  # those that are open, the outermost first
    for block in blocks:
        is_item, close, before = block.kind == "item", False, None
        while lists and lists[-1].level >= block.level + (not is_item):
            before = lists.pop()
        left = " " * sum(len(outer.mark) + 1 for outer in lists)
        new = paragraph(block, raw=raw)
        if is_item:
            item = _List.next(block, before, raw=raw)
            close = after_item and (not item.begins or (not before and item.mark in _MAY_FOLLOW))
            new = f"{item.mark} {indent(new, ' ' * (len(item.mark) + 1)).lstrip()}"
            lists.append(item)
        written += (("\n" if close else "\n\n") if written else "") + indent(new, left)
        after_item = is_item
    return written


class _List(NamedTuple):
    """A list as far as it is written: the mark of its last item, as it was printed and as it is written."""

    level: int
    number: int
    printed: str
    mark: str
    begins: bool = True

    @classmethod
    def next(cls, block: Block, before: _List | None, *, raw: bool) -> _List:
        """Return the list of an item. Markdown takes what has the same sign for one list and counts on by itself.

        So where another list begins, or the numbers do not follow each other, the item has another sign; not in
        Markdown (``raw``) of somebody who left the counting to it, with ``1.`` before each point.
        """
        printed = _mark(block.text)[1] or "-"
        item = cls(block.level, block.list, printed, printed)
        if before is None or before.is_numbered != item.is_numbered:
            return item
        goes_on = before[:2] == item[:2]
        if item.is_numbered:
            follows = f"{int(before.printed[:-1]) + 1}{before.printed[-1]}"
            left_to_it = raw and printed == before.printed and int(printed[:-1]) < 2
            goes_on = goes_on and (printed == follows or left_to_it)
        sign = before.mark[-1] if goes_on else _OTHER[before.mark[-1]]
        return item._replace(mark=printed[:-1] + sign, begins=not goes_on)

    @property
    def is_numbered(self) -> bool:
        return self.printed != "-"


def paragraph(block: Block, *, raw: bool = False) -> str:
    """Write one block in MyST Markdown, an item without its mark."""
    text, kind, rich = block.text, block.kind, block.markdown
    if kind == "table":
        return _table(rich or text)
    if kind == "rule":
        return "* * *"
    source = rich or text
    if kind == "item":
        source = source[_mark(source).end() :]
    lines = [line.strip() for line in source.split("\n") if line.strip()]
    if raw and all(line.startswith("|") for line in lines):
        return "\n".join(lines)
    wrapped = not rich and len(lines) > 1 and _is_wrapped(lines)
    if rich:
        done = _said(source)
    else:
        plain = [line.lstrip("> ") if kind == "quote" else line for line in lines]
        done = [_safe(line) if raw else escape(line) for line in plain]
    broken = rich and "\n" in rich  # by the carrier, not by the width of a page
    if wrapped or kind == "heading" or (kind == "item" and not broken):
        joined = _HYPHEN.sub(r"\1", "\n".join(done)).replace("\n", " ")
    else:
        joined = "\\\n".join(done)
    if kind == "heading":
        return f"## {joined}"
    return "\n".join(f"> {line}" for line in joined.split("\n")) if kind == "quote" else joined


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines end where a page or a column did: they are long, or fill it and go on within sentences."""
    lengths = [len(line) for line in lines]
    if sum(lengths[:-1]) / (len(lines) - 1) >= 45:
        return True
    on = sum(line[0].islower() and before[-1] not in ".,;:!?" for before, line in pairwise(lines))
    full = lengths[1:-1] or lengths[:1]  # a dateline may have been taken off the first
    return on > 0.5 * (len(lines) - 1) and max(lengths) >= 28 and min(full) > 0.5 * max(lengths)


def _mark(text: str) -> re.Match[str]:
    """Find the mark of an item. All but numbers are written as a point, letters and ``01.`` as words of it."""
    match = _MARK.match(text)
    assert match
    return match


def _table(text: str) -> str:
    """Write rows with tabs between their cells; Markdown has the first as the head."""
    rows = [
        [" ".join(_said(cell)).replace("|", "\\|") for cell in line.split("\t")] for line in text.split("\n")
    ]
    rows.insert(1, ["---"] * len(rows[0]))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _safe(line: str) -> str:
    """Let Markdown through, but nothing that names a directive, a role, HTML or a target."""
    line = re.sub(r"^(\s*)(`{3,}|~{3,}|:{3,}|[%+=|]|\([^)]*\)=)", r"\1\\\2", line)
    return re.sub(r"<(?![A-Za-z][\w+.-]*:|[\w.+-]+@)", r"\\<", re.sub(r"\{(?=[\w:-]+\}`)", r"\\{", line))


def _said(rich: str) -> list[str]:
    """Write a text with links and emphasis, line by line; without emphasis where Markdown would read it otherwise."""
    done = _linked(rich)
    return done if _reads("\\\n".join(done), rich) else _linked(re.sub(f"[{_SIGNS}]", "", rich))


def _linked(rich: str) -> list[str]:
    """Write a text with links and emphasis, line by line."""
    out, last = [], 0
    rich = _emphasis(rich)
    for match in _LINK.finditer(rich):
        out.append(
            escape(rich[last : match.start()]) if not last else escape("." + rich[last : match.start()])[1:]
        )
        said = " ".join(match[1].split())
        before, after = (" " * (match[1] != side) for side in (match[1].lstrip(), match[1].rstrip()))
        # Browsers and word processors take addresses with blanks and brackets in them, Markdown does not.
        href = re.sub(r"[\x00-\x20\x7f-\x9f\s<>\"\\^`{|}\[\]]", lambda sign: quote(sign[0]), match[2])
        web = href.startswith(("http://", "https://", "mailto:"))
        label = f"[{escape(said)}](<{href}>)" if web and said else escape(said)
        out.append(f"{before}{label}{after}")
        last = match.end()
    out.append(escape("." + rich[last:])[1:] if last else escape(rich[last:]))
    # Of a link that is within another, or has no end, the words are left.
    text = re.sub("\x02|\x03[^\x04]*\x04", "", "".join(out))
    text = re.sub("[\x05\x06]", "*", re.sub("[\x07\x08]", "**", text))
    return [line.strip() for line in text.split("\n") if line.strip()]


def _reads(markdown: str, rich: str) -> bool:
    """Whether Markdown prints the words and marks that a text has: signs of emphasis may run into each other."""
    pieces = [piece for token in _MARKDOWN.parse(markdown) for piece in token.children or ()]
    plain = re.sub(f"\x03[^\x04]*\x04|[\x02{_SIGNS}]", "", rich)
    return "".join("".join(piece.content for piece in pieces).split()) == "".join(plain.split())


def _emphasis(rich: str) -> str:
    """Leave the marks of emphasis that Markdown can say: round whole words, and none right after another."""
    for opening, closing in ("\x05\x06", "\x07\x08"):
        rich = re.sub(rf"{closing}(\s*){opening}", r"\1", rich)
    # Spaces go outside, and what holds nothing goes away; a few rounds do for what people write. A run is looked at
    # from its start only: from each of its places, a long one would take as many looks as places, squared.
    for _ in range(8):
        before = rich
        rich = re.sub("(?<![\x05\x07])([\x05\x07]+)(\\s+)", r"\2\1", rich)
        rich = re.sub("(?<!\\s)(\\s+)([\x06\x08]+)", r"\2\1", rich)
        rich = re.sub("\x05\x06|\x07\x08", "", rich)
        if rich == before:
            break
    ahead, behind = _beside(rich), _beside(rich[::-1])[::-1]
    opened: dict[str, int] = {}
    kept: set[int] = set()
    for at, sign in enumerate(rich):
        if sign in "\x05\x07":
            opened[sign] = at
        elif sign in "\x06\x08" and (start := opened.pop(chr(ord(sign) - 1), -1)) >= 0:
            within_a_word = ahead[start].isalnum() or behind[at].isalnum()
            if start - 1 not in kept and not within_a_word:
                kept |= {start, at}
    return "".join(sign for at, sign in enumerate(rich) if sign not in _SIGNS or at in kept)


def _beside(rich: str) -> list[str]:
    """Return, for each place, the letter before it that is no sign."""
    found, last = [], ""
    for letter in rich:
        found.append(last)
        last = last if letter in _SIGNS else letter
    return found
