"""A release's file changed in one place, the rest left to the letter: for programs that write for authors.

Texts are those of files as they are, with a byte-order mark, if there is one, and whatever line ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import yaml

from .writing import flow, scalar

_END_OF_LINE = r"(?:\r\n?|\n)"
_END_OF_FRONT_MATTER = re.compile(r"(?<=[\r\n])---[ \t]*(?=[\r\n]|\Z)")
#: Lines that belong to a list in lines: its items, what is set in, remarks, and empty ones.
_ITEMS = re.compile(rf"(?:[ \t\#-][^\r\n]*{_END_OF_LINE}|{_END_OF_LINE})*")


def draft_text(text: str) -> str:
    """Return the text of a release's file, below its front matter."""
    return re.split(r"^---[ \t]*$", text, maxsplit=2, flags=re.MULTILINE)[-1]


def with_field(text: str, key: str, value: str) -> str:
    """Add a one-line field at the end of a file's front matter, leaving the rest to the letter."""
    return _insert(text, _end(text), f"{key}: {scalar(value)}\n")


def with_items(text: str, key: str, items: Iterable[Mapping[str, str]]) -> str:
    """Add items to a list field of a file's front matter; the field is made when it is missing."""
    head = text[: _end(text)]
    fields = yaml.compose(head, Loader=yaml.BaseLoader)
    assert isinstance(fields, yaml.MappingNode), "the file was read as a release before"
    found = next((value for name, value in fields.value if name.value == key), None)
    if found is None:
        return _insert(text, len(head), f"{key}:\n{_lines(items, 2)}")
    if found.flow_style:
        at, ahead = found.start_mark.index + 1, ""
        if found.value:
            at, ahead = found.value[-1].end_mark.index, ", "
        return _insert(text, at, ahead + ", ".join(map(flow, items)))
    block = _ITEMS.match(head, found.start_mark.index)
    assert block is not None, "it may be empty"
    return _insert(text, block.end(), _lines(items, found.start_mark.column))


def _lines(items: Iterable[Mapping[str, str]], margin: int) -> str:
    fields = ([f"{key}: {scalar(value)}\n" for key, value in item.items()] for item in items)
    return "".join(" " * margin + "- " + (" " * (margin + 2)).join(lines) for lines in fields)


def _end(text: str) -> int:
    """Return where the line begins that closes a file's front matter."""
    match = _END_OF_FRONT_MATTER.search(text)
    assert match is not None, "the file was read as a release before"
    return match.start()


def _insert(text: str, at: int, new: str) -> str:
    ends = re.search(_END_OF_LINE, text)
    assert ends is not None, "front matter has lines"
    return text[:at] + new.replace("\n", ends[0]) + text[at:]
