"""Where two texts differ, in words as readers see them, and whether a difference is more than a typo."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence

from .fingerprint import plain

#: Where two texts differ: from and to in the pieces of the one, from and to in those of the other.
Span = tuple[int, int, int, int]

#: What Markdown has at the beginning of a line for points, quotations and headings; numbers are printed.
_LINE_START = re.compile(r"^[ \t]*(?:(?:[-*+>]|#{1,6})(?:[ \t]+|$))+", re.MULTILINE)
_BREAK = re.compile(r"\\(?=\n|$)")
_LINK = re.compile(r"\[([^\]\n]*)\]\(<?[^()<>\s]*>?\)")
#: The end of a link whose words begin before a passage.
_ADDRESS = re.compile(r"\]\(<?([^()<>\s]+)>?\)?")
_EMPHASIS = re.compile(r"(?<!\\)\*+(?=\S)|(?<=[^\s\\])\*+")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
#: Marks at the edges of words; within one (don't, 10,000) they belong to it.
_MARKS = r"“”„«»‹›\"'‘’()\[\]{}.,;:!?…*_—–¿¡؟،؛"
_PIECE = re.compile(rf"\s+|[{_MARKS}]|[^\s{_MARKS}](?:\S*[^\s{_MARKS}])?")
_NO_WORD = re.compile(rf"\s+|[{_MARKS}]|[-+>#|\\]+")
#: So many words between two differences are told with them, so that readers get one passage to compare.
_FEW = 3
_NUMBER_WORD = re.compile(
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozen|hundred|thousand|million"
    "|billion|half|quarter"
)


def passages(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield the passages that differ: what it said, what it says.

    These are whole words; differences a few words apart are one. What was only added, taken away or set
    otherwise is given with two words before it (at the beginning, after it). They are given as readers see
    them; where these see no difference, as an author wrote them.
    """
    old, new, spans = _spans(before, after)
    for a, b, c, d in _joined(spans, old):
        ahead = behind = 0
        if not (_words(old[a:b]) and _words(new[c:d])):
            ahead = _reach(old[:a][::-1])
            behind = 0 if _words(old[a - ahead : a]) else _reach(old[b:])
        sides = (old, a - ahead, b + behind), (new, c - ahead, d + behind)
        was, now = (_as_read(*side) for side in sides)
        yield (was, now) if was != now else _as_written(sides)


def _as_written(sides: Iterable[tuple[Sequence[str], int, int]]) -> tuple[str, str]:
    was, now = ("".join(words[start:end]).strip() for words, start, end in sides)
    return was, now


def _as_read(words: Sequence[str], start: int, end: int) -> str:
    """Return some words of a text without the signs of Markdown."""
    ahead = "".join(words[max(0, start - 2) : start]).rstrip(" \t")
    text = "".join(words[start:end])
    # A dash within a line is one, not the mark of a point.
    text = _LINE_START.sub("", text) if ahead[-1:] in {"", "\n"} else _LINE_START.sub("", f"\0{text}")[1:]
    for sign, said in (
        (_BREAK, ""),
        (_LINK, r"\1"),
        (_ADDRESS, r" (\1)"),
        (_EMPHASIS, ""),
        (_ESCAPED, r"\1"),
    ):
        text = sign.sub(said, text)
    return " ".join(text.split())


def _spans(before: str, after: str) -> tuple[list[str], list[str], list[Span]]:
    """Cut two texts into words, marks and spaces, and say where they differ."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    # Most of a long text is the same, and is not worth comparing piece by piece.
    ahead = _alike(old, new)
    behind = _alike(old[ahead:][::-1], new[ahead:][::-1])
    middle = old[ahead : len(old) - behind], new[ahead : len(new) - behind]
    codes = difflib.SequenceMatcher(None, *middle, autojunk=False).get_opcodes()
    spans = [(a, b, c, d) for tag, a, b, c, d in codes if tag != "equal"]
    return old, new, [(a + ahead, b + ahead, c + ahead, d + ahead) for a, b, c, d in spans]


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """Return with how many same pieces two texts begin."""
    both = enumerate(zip(old, new, strict=False))
    return next((at for at, (a, b) in both if a != b), min(len(old), len(new)))


def _joined(spans: Iterable[Span], old: Sequence[str]) -> list[Span]:
    """Join differences with few words between them, within a paragraph."""
    joined: list[Span] = []
    for a, b, c, d in spans:
        between = old[joined[-1][1] : a] if joined else []
        if joined and _words(between) <= _FEW and not any(piece.count("\n") > 1 for piece in between):
            joined[-1] = (joined[-1][0], b, joined[-1][2], d)
        else:
            joined.append((a, b, c, d))
    return joined


def _words(pieces: Iterable[str]) -> int:
    return sum(not _NO_WORD.fullmatch(piece) for piece in pieces)


def _reach(pieces: Sequence[str]) -> int:
    """Return how many pieces hold two words; all of them where there are fewer."""
    return next((at for at in range(len(pieces) + 1) if _words(pieces[:at]) == 2), len(pieces))


def not_a_typo(was: str, now: str) -> str:
    """Say why a change is more than a typo (a figure, a name, a quotation), or return an empty string."""
    if re.findall(r"\d+", was) != re.findall(r"\d+", now):
        return "a figure"
    if re.findall(r"[“”„«»\"]", was) != re.findall(r"[“”„«»\"]", now):
        return "a quotation"
    before, after = was.split(), now.split()
    changed = [*(w for w in before if w not in after), *(w for w in after if w not in before)]
    if any(_NUMBER_WORD.fullmatch(word.strip("“”«»\"'(.,;").lower()) for word in changed):
        return "a figure"
    inner = {word for text in (before, after) for word in text[1:]}
    if any(word[:1].isupper() and word in inner for word in changed):
        return "a name"
    return ""


def not_a_typo_in(before: str, after: str, told: Sequence[tuple[str, str]]) -> str:
    """Say why some differences, given as passages, are more than a typo: what stands around them tells."""
    old, new, spans = _spans(before, after)
    for a, b, c, d in spans:
        sides = (old, a, b), (new, c, d)
        was, is_now = (_as_read(*side) for side in sides)
        is_told = any(was in _as_told(one) and is_now in _as_told(other) for one, other in told)
        if was == is_now or not is_told:
            continue
        if any(_in_quotation("".join(words[:start])) for words, start, _ in sides):
            return "a quotation"
        if wrong := not_a_typo(was, is_now):
            return wrong
        if any(_has_name(*side) for side in sides):
            return "a name"
    return ""


def _as_told(text: str) -> str:
    return _as_read([plain(text)], 0, 1)


def _has_name(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a capital letter stands among some words where no sentence begins."""
    for place in range(start, end):
        ahead = "".join(words[:place])
        begins = (
            not ahead.strip()
            or ahead.rstrip(" “”«»\"'(*_\n")[-1:] in ".!?:"
            or re.search(r"\n\s*[“«„\"'(*_]*$", ahead)
        )
        if words[place][:1].isupper() and not begins:
            return True
    return False


def _in_quotation(ahead: str) -> bool:
    """Whether a quotation is open after some text. Straight marks open and close within a paragraph."""
    if re.split(r"\n[ \t]*\n", ahead)[-1].count('"') % 2:
        return True
    return any(ahead.count(opening) > ahead.count(closing) for opening, closing in ("“”", "«»", "„“"))
