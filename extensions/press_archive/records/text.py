"""The text of a release, looked at without rendering it: what it may not hold, and what it points to.

A text is looked at in time that grows with its length, whatever it holds: it may come from anyone.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from .problems import quoted

#: What a release may use besides plain Markdown. Nothing here reads a file or writes raw HTML.
RELEASE_DIRECTIVES = frozenset({"press:notes", "figure", "image", "epigraph", "note"})
RELEASE_ROLES = frozenset({"abbr", "doc", "ref", "sub", "sup", "term"})

#: A fence whose inside is text to MyST, as that of a note or a figure; that of any other is an example.
HOLDS_TEXT = re.compile(r"[`~]+[ \t]*\{(?!code|sourcecode|parsed-literal|raw\b|math\b)[^}\n]*\}")
#: What backticks hold (CommonMark, code spans and fences), with the role before them, if any. Read from
#: left to right, an example of a role inside a longer run of backticks is only an example. Where one can
#: begin is searched for first: most of a text has none. After a backslash, none begins.
_SIGNS = frozenset("`~{\\")
_BEGIN = re.compile(r"[`~{\\]")
#: A line that can open a fence, and whether it can close one.
_FENCE_LINE = re.compile(
    r"^[ \t]*(?P<fence>(?P<sign>[`~])(?P=sign){2,})(?P<closes>[`~]*[ \t]*$)?", re.MULTILINE
)
_SPAN = re.compile(
    r"(?:\{(?P<role>[a-zA-Z][a-zA-Z0-9:+_-]*)\})?(?<!`)(?P<run>`+)(?!`)"
    r"(?P<inside>(?:(?!\n[ \t]*\n).)+?)(?<!`)(?P=run)(?!`)",
    re.DOTALL,
)
#: The beginning of a directive, in a list, a quotation or a definition too.
_FENCE = r"^(?:[ \t>*+-]|[0-9]{1,9}[.)](?=[ \t])|:(?=[ \t]))*(?:`{3,}|~{3,}|:{3,})[ \t]*"
_DIRECTIVE = re.compile(_FENCE + r"\{([^}\n]*)\}", re.MULTILINE)
_FIGURE = re.compile(_FENCE + r"\{(?:image|figure)\}[ \t]*(\S[^\n]*)", re.MULTILINE)
#: The brackets of links and pictures, a closing one with the address that follows it. What has spaces in it
#: is an address in ``<…>`` only, and was meant as one in a picture.
_BRACKETS = re.compile(
    r"!?\[|\](?:\([ \t\n]*(?:<(?P<held>[^<>\n]*)>|(?P<plain>[^)\s]+)(?P<more>(?:[ \t]+[^)\s\"'(\[\]]+)*)))?"
)
_OWN_PICTURE = re.compile(r"(?!.*\.\.)[^/:\\][^:\\]*\.(?:png|jpe?g|gif|webp|svg)", re.IGNORECASE)
#: What says in words what a picture shows.
_ALT = re.compile(r"^[ \t>]*:?alt:[ \t]*\S", re.MULTILINE)
#: Of the name of a picture, what an address writes otherwise: Sphinx does not find it.
_NO_NAME = re.compile(r"[^A-Za-z0-9._/-]+")
#: A role's text with words of its own: ``words <target>``.
_TARGET = re.compile(r".*<([^<>]+)>\s*", re.DOTALL)
#: A heading of the first rank: ``# so``, or a line of text with a line of ``===`` below; in a list or a
#: quotation, such a line is text.
_FIRST_RANK = re.compile(
    r"^ {0,3}(?:#(?=[ \t]|$)|(?=\S)(?!>|[-*+][ \t]|\d+[.)][ \t]).*\n {0,3}=+[ \t]*$)", re.MULTILINE
)


class Reference(NamedTuple):
    """A role of the press domain in the text: its kind, its target, its line, and its own words if any."""

    role: str
    target: str
    line: int
    text: str = ""


def text_problems(text: str, first_line: int) -> Iterator[tuple[int, str]]:
    """Yield the line and the fault of everything that a release may not hold.

    Arguments:
        text: the MyST text, without the front matter.
        first_line: the line of the file on which it starts.

    """
    line_of = _line_counter(text, first_line)
    for match in _DIRECTIVE.finditer(text) if _may_fence(text) else ():
        name = match[1].strip()
        if name not in RELEASE_DIRECTIVES and not name.startswith("code"):
            allowed = ", ".join(sorted(RELEASE_DIRECTIVES))
            yield line_of(match.start(1)), f"{{{name}}} cannot be used in a release; allowed: {allowed}"
    for name, _, line in _roles(text, first_line):
        if not name.startswith(("press:", "external+")) and name not in RELEASE_ROLES:
            allowed = ", ".join(sorted(RELEASE_ROLES))
            yield line, f"{{{name}}} cannot be used in a release; allowed: press:…, {allowed}"
    for start, address in _addresses(text, "!["):
        if not _OWN_PICTURE.fullmatch(address):
            allowed = "a release shows pictures kept beside it (.png, .jpg, .gif, .webp, .svg)"
            yield line_of(start), f"{quoted(address)}: {allowed}"
        elif _NO_NAME.search(address):
            plain = unicodedata.normalize("NFKD", unquote(address)).encode("ascii", "ignore").decode()
            name = re.sub(r"^\.", "picture.", _NO_NAME.sub("-", plain))
            allowed = f"a picture's name has no spaces, accents or signs; call it {quoted(name)}"
            yield line_of(start), f"{quoted(address)}: {allowed}, here and in its folder"
    headings = _FIRST_RANK.finditer(text) if "#" in text or "=" in text else ()
    for place in _outside(_fenced(text), (match.start() for match in headings)):
        message = "the title is the only heading of its rank; start headings in the text with ##"
        yield line_of(place), f"{message}, and take an end mark out"


def _outside(fences: Mapping[int, tuple[int, int]], places: Iterable[int]) -> Iterator[int]:
    """Yield those of some places, in order, that are in no fence."""
    spans: list[tuple[int, int]] = []
    for begin, (_, end) in sorted(fences.items()):
        if not spans or begin >= spans[-1][1]:  # others are held by the one before
            spans.append((begin, end))
    begins = [begin for begin, _ in spans]
    for place in places:
        at = bisect_right(begins, place) - 1
        if at < 0 or place >= spans[at][1]:
            yield place


def references_in(text: str, first_line: int) -> Iterator[Reference]:
    """Yield the roles of the press domain in a MyST text that starts on ``first_line`` of its file."""
    for name, inside, line in _roles(text, first_line):
        if name.startswith("press:"):
            target, words = role_parts(inside)
            yield Reference(name.removeprefix("press:"), target.removeprefix("~"), line, words)  # ~: short


def role_parts(inside: str) -> tuple[str, str]:
    """Return the target of a role and its own words, if any: ``words <target>``."""
    match = _TARGET.fullmatch(inside)
    return (match[1].strip(), inside[: match.start(1) - 1].strip()) if match else (inside.strip(), "")


def _line_counter(text: str, first_line: int) -> Callable[[int], int]:
    """Return what tells the line of a place; most texts are asked for none."""
    ends: list[int] = []

    def line_of(place: int) -> int:
        if not ends:
            ends.extend(match.start() for match in re.finditer("\n", text))
            ends.append(len(text))
        return first_line + bisect_right(ends, place - 1)

    return line_of


def _may_fence(text: str) -> bool:
    """Whether a fence or a directive can begin in a text; few have one, and to look takes long."""
    return "```" in text or ":::" in text or "~~~" in text


def files_in(text: str, first_line: int) -> Iterator[tuple[int, str]]:
    """Yield the line and the path of each file that a text shows or links to, as seen from its own file.

    Another text is none: it has an address, and comes and goes by itself.
    """
    line_of = _line_counter(text, first_line)
    for start, address in sorted(_addresses(text, "![", "[")):
        path = unquote(address.partition("#")[0])
        if path and ":" not in path and not path.startswith("/") and not path.endswith(".md"):
            yield line_of(start), path


def unsaid_in(text: str, first_line: int) -> Iterator[int]:
    """Yield the line of each picture of which no words say what it shows, for those who do not see it."""
    line_of = _line_counter(text, first_line)
    for match in re.finditer(r"!\[\s*\]\(", text):
        yield line_of(match.start())
    figures = [*_FIGURE.finditer(text)] if _may_fence(text) else []
    ends = [*(figure.start() for figure in figures[1:]), len(text)]
    for figure, end in zip(figures, ends, strict=False):  # none looks into the next: there may be many
        blank = text.find("\n\n", figure.end(), end)
        if not _ALT.search(text, figure.end(), blank if blank >= 0 else end):
            yield line_of(figure.start())


def _addresses(text: str, *signs: str) -> Iterator[tuple[int, str]]:
    """Yield where each picture (``![``) and each link (``[``) stands, and its address.

    A picture is ``![words](address)``, or a figure's argument.
    """
    open_brackets: list[re.Match[str]] = []
    for bracket in _BRACKETS.finditer(text) if any(sign in text for sign in signs) else ():
        if bracket[0].endswith("["):
            open_brackets.append(bracket)
        elif open_brackets:
            opening = open_brackets.pop()
            if opening[0] in signs and (address := bracket["held"] or bracket["plain"]):
                yield opening.start(), address + (bracket["more"] or "" if opening[0] == "![" else "")
    for match in _FIGURE.finditer(text) if _may_fence(text) else ():
        yield match.start(), match[1].rstrip()


@lru_cache(maxsize=1)  # what a text points to is asked for right after what it may not hold
def _roles(text: str, first_line: int) -> Sequence[tuple[str, str, int]]:
    """Return each role with what it holds and the line it stands on."""
    return tuple(_find_roles(text, first_line)) if "}`" in text else ()


def _find_roles(text: str, first_line: int) -> Iterator[tuple[str, str, int]]:
    line_of = _line_counter(text, first_line)
    fenced = _fenced(text)
    parts = [(0, len(text))]  # of the text, the innermost last: each ends before what comes after it
    while parts:
        place, stop = parts.pop()
        while begin := _BEGIN.search(text, place, stop):
            place = begin.start()
            if begin[0] == "\\":
                place = begin.end() + (text[begin.end() : begin.end() + 1] in _SIGNS)
            elif place in fenced:
                last_line, end = fenced[place]
                if holds := HOLDS_TEXT.match(text, place, stop):
                    parts.append((min(end, stop), stop))
                    place, stop = holds.end(), min(last_line, stop)
                else:
                    place = end
            elif span := _SPAN.match(text, place, stop):
                if span["role"]:
                    yield span["role"], span["inside"], line_of(place)
                place = span.end()
            else:
                place += 1


def _fenced(text: str) -> dict[int, tuple[int, int]]:
    """Return where each fence that is closed would begin, if no other holds it, and its last line: from, to.

    It ends with the next line that closes as many signs; where none does, with one of the longest.
    """
    if "```" not in text and "~~~" not in text:
        return {}
    ends = {}
    # From the last line to the first, with the closing lines that follow, the nearest last. Those behind a
    # longer one are never asked for, so each line is put in and taken out once.
    following: dict[str, list[tuple[int, tuple[int, int]]]] = {"`": [], "~": []}
    for line in reversed(list(_FENCE_LINE.finditer(text))):
        length, closing = len(line["fence"]), following[line["sign"]]
        if closing:
            long_enough = bisect_right(closing, -length, key=lambda item: -item[0])
            ends[line.start("fence")] = closing[max(long_enough - 1, 0)][1]
        if line["closes"] is not None:
            while closing and closing[-1][0] <= length:
                closing.pop()
            closing.append((length, line.span()))
    return ends
