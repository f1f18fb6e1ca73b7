"""YAML as authors write it, read to plain text values with the line of each.

Every scalar stays the text that was written: ``NO`` is Norway, ``012`` is not ten and a date is
turned into one only by the field that wants it. Anchors, tags, several documents and duplicate
keys are refused, so that a file says one thing in one way.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from .problems import Problem, RecordError, quoted
from .slips import slip

#: A path into the data (``("contacts", 0)``) and the line it stands on.
Lines = dict[tuple[str | int, ...], int]

#: Registers are long, front matter is not; both stay far below what could hurt the reader.
SIZE_LIMIT = 2_000_000
DEPTH_LIMIT = 12

#: What no text has a use for: controls, line ends that only some programs see, and what XML does not allow.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
#: What git leaves in a file that was changed on two sides.
_CONFLICT = re.compile("^<{7} .*?^>{7} ", re.MULTILINE | re.DOTALL)
#: What YAML leaves out of a value that has no quotes.
_REMARK = re.compile(r"[ \t]+#")
#: What looks like a space at the edge of a value or a key, or like nothing, and is a part of it.
_UNSEEN = re.compile("^[\u00a0\u2000-\u200b\u202f\u3000\ufeff]|[\u00a0\u2000-\u200b\u202f\u3000\ufeff]$")
#: What a node is when its file does not say otherwise.
_TAGS: dict[type[yaml.Node], str] = {
    node: f"tag:yaml.org,2002:{kind}"
    for node, kind in ((yaml.ScalarNode, "str"), (yaml.SequenceNode, "seq"), (yaml.MappingNode, "map"))
}
_Base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Loader(_Base):  # type: ignore[misc]
    """Takes each node for plain text, a list or a mapping, without asking what else it could be."""

    def resolve(self, kind: type[yaml.Node], value: object, implicit: object) -> str:
        return _TAGS[kind]

    def descend_resolver(self, node: object, index: object) -> None:
        """No node's tag depends on where it stands."""

    def ascend_resolver(self) -> None:
        """Nothing was kept on the way down."""


def read_file(root: Path, path: str) -> bytes:
    """Read a file of the archive.

    Raises:
        RecordError: it cannot be read.

    """
    try:
        return (root / path).read_bytes()
    except OSError as error:
        raise RecordError([Problem(path, 1, "", f"cannot be read: {error.strerror}")]) from None


def read_bytes(raw: bytes, path: str, limit: int = SIZE_LIMIT) -> str:
    """Decode a file: UTF-8, with or without a byte-order mark, any line ends.

    Raises:
        RecordError: not UTF-8, too large, with control characters, or with what a merge left to be decided.

    """
    if len(raw) > limit:
        size, most = len(raw) / 1_000_000, limit / 1_000_000
        raise RecordError([Problem(path, 1, "", f"the file has {size:.1f} MB; the most is {most:g} MB")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"not UTF-8 (byte 0x{raw[error.start]:02X}); save the file as UTF-8"
        raise RecordError([Problem(path, line, "", message)]) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if bad := _CONTROL.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        raise RecordError([Problem(path, line, "", _control(bad))])
    if "<<<<<<< " in text and (conflict := _CONFLICT.search(text)):
        line = text.count("\n", 0, conflict.start()) + 1
        said = "a merge left two versions here; keep what holds (of a ledger: both) and no line of <, = and >"
        raise RecordError([Problem(path, line, "", said)])
    return text


def _control(found: re.Match[str]) -> str:
    what = "a line end that few programs know" if found[0] in "\x85\u2028\u2029" else "a control character"
    return f"{what} (U+{ord(found[0]):04X}); take it out"


def read_yaml(text: str, path: str, first_line: int = 1) -> tuple[dict[str, Any], Lines]:
    """Read one YAML mapping, empty where nothing is written; ``text`` starts on ``first_line`` of its file.

    Raises:
        RecordError: it is not YAML, or not a plain mapping.

    """
    # libyaml recurses in C: a deep nest must be turned away before it can exhaust the stack.
    if text.count("[") + text.count("{") > 10_000:
        raise RecordError([Problem(path, first_line, "", "too many brackets to be a record")])
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
    except yaml.YAMLError as error:
        line, message = slip(text, error)
        raise RecordError([Problem(path, first_line + line, "", message)]) from None
    finally:
        loader.dispose()
    if root is None:
        return {}, {(): first_line}
    if not isinstance(root, yaml.MappingNode):
        raise RecordError([Problem(path, first_line, "", 'expected "field: value" lines')])
    reader = _Reader(text, path, first_line)
    data: dict[str, Any] = reader.construct(root, ())
    if reader.problems:
        raise RecordError(reader.problems)
    return data, reader.lines


def _not_the_space_bar(found: str) -> str:
    return f"a space here is not that of the space bar (U+{ord(found):04X}); type it anew"


class _Reader:
    """Turns YAML's nodes into plain values, noting where each stands and what is wrong with it."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self._text = text
        self._path = path
        self._first_line = first_line
        self._seen: set[int] = set()
        self.lines: Lines = {}
        self.problems: list[Problem] = []

    def construct(self, node: yaml.Node, where: tuple[str | int, ...]) -> Any:
        line = self.lines[where] = self._first_line + node.start_mark.line
        if message := self._refusal(node, where):
            self.problems.append(Problem(self._path, line, ".".join(map(str, where)), message))
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            return node.value
        if isinstance(node, yaml.SequenceNode):
            return [self.construct(item, (*where, index)) for index, item in enumerate(node.value)]
        return self._mapping(node, where)

    def _refusal(self, node: yaml.Node, where: tuple[str | int, ...]) -> str:
        if id(node) in self._seen:
            return "anchors and aliases (& and *) are not used here; write the value out"
        if node.tag != _TAGS[type(node)]:
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            return f"tags ({quoted(tag)[1:-1]}) are not used here"
        if isinstance(node, yaml.ScalarNode):
            if not node.style and self._text[node.start_mark.index : node.start_mark.index + 1] in {"&", "!"}:
                return f"what begins with {self._text[node.start_mark.index]} needs quotes around it"
            if not node.style and _REMARK.match(self._text, node.end_mark.index):
                return "what follows # is lost; put the value in quotes, or the remark on its own line"
            if not node.style and (unseen := _UNSEEN.search(node.value)):
                return _not_the_space_bar(unseen[0])
            if node.style == '"' and (bad := _CONTROL.search(node.value)):
                return _control(bad)
        elif len(where) >= DEPTH_LIMIT:
            return "nested too deeply"
        return ""

    def _mapping(self, node: yaml.Node, where: tuple[str | int, ...]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value in node.value:
            line = self._first_line + key_node.start_mark.line
            if not isinstance(key_node, yaml.ScalarNode):
                field = ".".join(map(str, where))
                self.problems.append(Problem(self._path, line, field, "a key must be plain text"))
            elif unseen := _UNSEEN.search(key_node.value):
                message = _not_the_space_bar(unseen[0])
                self.problems.append(Problem(self._path, line, key_node.value, message))
            elif key_node.value in data:
                earlier = self.lines[(*where, key_node.value)]
                message = f"written twice (first on line {earlier})"
                self.problems.append(Problem(self._path, line, key_node.value, message))
            else:
                data[key_node.value] = self.construct(value, (*where, key_node.value))
                self.lines[(*where, key_node.value)] = line
        return data
