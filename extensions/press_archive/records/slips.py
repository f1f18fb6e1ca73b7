"""What is no YAML, in an author's words: the line of the slip, and what to write there."""

from __future__ import annotations

import re
from typing import Any

#: A field and the first sign of its value.
_FIELD = re.compile(r"[ ]*(?:- +)*[\w-]+:[ ]+(.)")
#: A field without the space that makes it one, or with another than that of the space bar.
_UNSPACED = re.compile(r"[ ]*(?:- +)*[\w-]+:([^\s/]|(?![ \t])\s)")

#: The last bracket behind which none is closed.
_LEFT_OPEN = re.compile(r"[\[{](?=[^\[\]{}]*\Z)")

_SET_IN = "the line is set in; begin it where the fields around it begin"


def slip(text: str, error: Any) -> tuple[int, str]:
    """Return the line, counted from 0, and the fault of a text that cannot be read as YAML.

    Arguments:
        text: what was read.
        error: what PyYAML says of it; it is right about the place, and speaks to programmers.

    """
    lines = [*text.split("\n"), ""]
    mark, begun = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
    context = getattr(error, "context", None) or ""
    last = len(lines) - 1  # a place may be behind the end
    at = min(mark.line, last) if mark else 0
    line = lines[at]
    opened = min(begun.line, last) if begun else at
    sign = lines[opened][begun.column : begun.column + 1] if begun else ""
    first, after = (field[1], field.end()) if (field := _FIELD.match(line)) else ("", -1)
    if re.match(r" *(?:- *)*\t", line):
        return at, "the line begins with a tab; write spaces in its place, or nothing"
    if "quoted scalar" in context:
        if "end of stream" in what:
            return opened, f"{sign} is not closed; end the value with the same sign, a straight one"
        return at, r"inside double quotes, \ is written \\"
    if "flow" in context and sign in {"[", "{"}:
        return opened, f"{sign} lacks its end, {']' if sign == '[' else '}'}, or a comma between two items"
    if mark and "flow node" in context:
        if not lines[at][mark.column :].strip() and (left := _LEFT_OPEN.search("\n".join(lines[:at]))):
            opened = left.string.count("\n", 0, left.start())
            return opened, f"{left[0]} lacks its end, {']' if left[0] == '[' else '}'}"
        return at, f"nothing stands before {lines[at][mark.column : mark.column + 1]} here; take a sign out"
    if "simple key" in context:
        if unspaced := _UNSPACED.match(lines[opened]):
            return opened, _no_space(unspaced[1])
        return opened, 'expected "field: value"; a value of several lines begins with >- and is set in'
    if "mapping values" in what and at and (unspaced := _UNSPACED.match(lines[at - 1])):
        return at - 1, _no_space(unspaced[1])
    if first and mark and mark.column >= after and first in "\"'[{" and "expected key" in what:
        if mark.column == after:  # what was meant to begin it has ended another
            return at, f"a {first} above it is not closed; end that value with the same sign, a straight one"
        inside = r', and write \" for each " inside' if first == '"' else ""
        return at, f"more follows a value that begins with {first}; put double quotes round the whole{inside}"
    if line.count(": ") > 1:
        straight = ", straight ones" if re.search("[“”„«»]", line) else ""
        return at, f'a value that holds ": " needs quotes around it{straight}'
    if "document start" in what:
        at = next((number for number, each in enumerate(lines) if each.strip()), at)
        return at, _SET_IN
    if first and line.startswith(" ") and ("mapping values" in what or "block mapping" in context):
        return at, _SET_IN
    if first and first in "*&!@%>|`-]},":
        return at, f"a value that begins with {first} needs quotes around it"
    if line.startswith(" ") and "expected" in what:
        return at, "the line is not set in as far as those to which it belongs"
    return at, f"not YAML: {what}"


def _no_space(found: str) -> str:
    if found.isspace():
        return f"the space after the colon is not that of the space bar (U+{ord(found):04X}); type it anew"
    return "a space is missing after the colon"
