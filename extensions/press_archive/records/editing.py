"""A release's file changed in one place, the rest left to the letter: for programs that write for authors."""

from __future__ import annotations

import re
from collections.abc import Iterable
from textwrap import indent

#: A field that holds a list, with its items, which YAML lets begin anywhere, and how far the first is set in.
_BLOCK = r"^{key}:[ \t]*\n(?:(?:[ \t]*#.*)?\n)*(?=([ \t]*)-)(?:(?:[ \t]+|-|#).*\n|\n)*"


def draft_text(text: str) -> str:
    """Return the text of a release's file, below its front matter."""
    return re.split(r"^---[ \t]*$", text, maxsplit=2, flags=re.MULTILINE)[-1]


def with_field(text: str, key: str, value: str) -> str:
    """Add a one-line field at the end of a file's front matter, leaving the rest to the letter."""
    head, end, rest = _cut(text)
    return f"{head}{key}: {value}\n{end}{rest}"


def with_items(text: str, key: str, items: Iterable[str]) -> str:
    """Add items to a list field of a file's front matter; the field is made when it is missing.

    Arguments:
        items: each in one or more lines, as it is written at the left margin.

    """
    head, end, rest = _cut(text)
    match = re.search(_BLOCK.format(key=key), head, re.MULTILINE)
    margin = match[1] if match else "  "
    block = "".join(f"{indent(item, margin)}\n" for item in items)
    if match:
        return f"{head[: match.end()]}{block}{head[match.end() :]}{end}{rest}"
    return f"{head}{key}:\n{block}{end}{rest}"


def _cut(text: str) -> tuple[str, str, str]:
    match = re.search(r"^---[ \t]*\r?$", text[3:], re.MULTILINE)
    assert match is not None, "the file was read as a release before"
    at = match.start() + 3
    return text[:at], text[at : match.end() + 3], text[match.end() + 3 :]
