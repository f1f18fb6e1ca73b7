"""Corrections of published texts: found, judged and put on record.

What was published is known by its fingerprint. A correction is taken only when the text without it is the
one that was published, so that nothing is changed in silence.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from .ledger import Ledger, Line, agree
from .publishing import Refused, write
from .records import (
    Draft,
    PartialDate,
    Problem,
    RecordError,
    never_a_typo,
    not_a_typo,
    quoted,
    read_bytes,
    read_file,
    read_release,
)
from .records.editing import draft_text, with_items
from .records.fingerprint import fingerprint as fingerprint_of
from .records.fingerprint import paragraphs, plain
from .tree import path_of


class Said(NamedTuple):
    """What a release says to its readers, so that corrections are told of it.

    All but the date is in the fingerprint; the ledger has the date itself.
    """

    date: str
    label: str
    title: str
    deck: str
    dateline: str
    text: str


class Change(NamedTuple):
    """A correction as the author tells it."""

    date: str
    kind: str
    was: str
    now: str
    note: str = ""


def correctable(ledger: Ledger, name: str) -> Line:
    """Return the line of a text that can be corrected.

    Raises:
        Refused: it was never published, or is not at this address.

    """
    line = ledger.holds.get(name)
    if line is None:
        raise Refused(f"{name} was never published; a draft is simply edited")
    if line.state == "moved":
        raise Refused(f"{name} has moved to {ledger.destination(name)}; correct that")
    if not line.has_text:
        raise Refused(f"{name} is {line.state}; there is no text to correct")
    return line


def said(text: str, path: str) -> Said:
    """Return what a release's file prints, as it is compared: roles as their words, in one form of Unicode.

    Raises:
        RecordError: it is no valid release.

    """
    front = read_release(text.encode(), path).front
    dateline = front.dateline.printed if front.dateline else ""
    parts = (str(front.date), front.label or "", front.title, front.deck or "", dateline, draft_text(text))
    return Said._make(map(plain, parts))


def changed(root: Path, ledger: Ledger, name: str) -> Said:
    """Return what the file of a published text says now.

    Raises:
        Refused: that is what was published, or it cannot be corrected.
        RecordError: it is no valid release.

    """
    raw, _ = _changed(root, ledger, name)
    return said(read_bytes(raw, path_of(name)), path_of(name))


def _changed(root: Path, ledger: Ledger, name: str) -> tuple[bytes, Draft]:
    """Return the file of a published text, as it is and as it was read; refused where it was not changed."""
    path = path_of(name)
    raw = read_file(root, path)
    draft = read_release(raw, path)
    if ledger.published(correctable(ledger, name), draft):
        raise Refused(f"the text of {name} is the one that was published; make the change in {path} first")
    return raw, draft


def correct(
    root: Path, ledger: Ledger, name: str, changes: Sequence[Change], published: Said | None = None
) -> list[Line]:
    """Put corrections of a published text, already made in its file, on record.

    The fingerprint is the proof: with each correction undone, the text must be the one published.

    Arguments:
        published: what was published, where it is known and the changes were found in it.

    Raises:
        Refused: never published, nothing changed, or the corrections do not explain the change.
        RecordError: a correction that cannot be told like that.

    """
    line, path = correctable(ledger, name), path_of(name)
    raw, draft = _changed(root, ledger, name)
    now = said(read_bytes(raw, path), path)
    date = ledger.date_of(line, draft.front.corrections)
    before = published or _undone(now, changes, line.fingerprint, date)
    if len(paragraphs(before.text)) != len(paragraphs(now.text)):
        raise Refused(
            "paragraphs are cited by number, so a correction keeps them: change the words inside one, "
            "and leave [removed] in place of one that goes"
        )
    if wrong := no_typo(before, now, [change for change in changes if change.kind == "typo"]):
        raise RecordError([Problem(path, draft.body_line, "corrections", never_a_typo(wrong))])
    told = [{key: value for key, value in change._asdict().items() if value} for change in changes]
    new = with_items(raw.decode(), "corrections", told)
    read_release(new.encode(), path)
    day = ledger.first(line.reference).day
    for change in changes if draft.front.embargo is None else ():  # else it may be corrected before its day
        if PartialDate.parse(change.date).last < PartialDate.parse(day).first:
            raise Refused(f"a correction of {change.date} is before {name} was published, on {day}")
    corrected = line._replace(fingerprint=draft.fingerprint, title=draft.front.title)
    if line.state == "live":  # the line of what was withdrawn says since when, and why
        note = ", ".join(dict.fromkeys(change.kind for change in changes))
        corrected = corrected._replace(day=changes[-1].date, note=f"corrected: {note}")
    lines = [corrected]
    write(root, {root / path: new}, lines)
    return lines


def changes_between(before: Said, after: Said) -> list[tuple[str, str]]:
    """Return the passages that differ: what it said, what it says.

    In the text these are whole words; differences a few words apart are one. What was only added, taken
    away or set otherwise is given with two words before it (at the beginning, after it). They are given as
    readers see them; where these see no difference, as an author wrote them.
    """
    nothing = "(nothing)"  # a line that was added or taken away has to be told as well
    lines = [(a or nothing, b or nothing) for a, b in zip(before[:-1], after[:-1], strict=True) if a != b]
    return lines + [(was, now) for was, now in _passages(before.text, after.text) if was != now]


def _passages(before: str, after: str) -> Iterator[tuple[str, str]]:
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


#: What Markdown has at the beginning of a line for points, quotations and headings; numbers are printed.
_LINE_START = re.compile(r"^[ \t]*(?:(?:[-*+>]|#{1,6})(?:[ \t]+|$))+", re.MULTILINE)
_BREAK = re.compile(r"\\(?=\n|$)")
_LINK = re.compile(r"\[([^\]\n]*)\]\(<?[^()<>\s]*>?\)")
#: The end of a link whose words begin before a passage.
_ADDRESS = re.compile(r"\]\(<?([^()<>\s]+)>?\)?")
_EMPHASIS = re.compile(r"(?<!\\)\*+(?=\S)|(?<=[^\s\\])\*+")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


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


#: Marks at the edges of words; within one (don't, 10,000) they belong to it.
_MARKS = r"“”„«»‹›\"'‘’()\[\]{}.,;:!?…*_—–¿¡؟،؛"
_PIECE = re.compile(rf"\s+|[{_MARKS}]|[^\s{_MARKS}](?:\S*[^\s{_MARKS}])?")
#: So many words between two differences are told with them, so that readers get one passage to compare.
_FEW = 3


def _spans(before: str, after: str) -> tuple[list[str], list[str], list[tuple[int, int, int, int]]]:
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


def _joined(
    spans: Iterable[tuple[int, int, int, int]], old: Sequence[str]
) -> list[tuple[int, int, int, int]]:
    """Join differences with few words between them, within a paragraph."""
    joined: list[tuple[int, int, int, int]] = []
    for a, b, c, d in spans:
        between = old[joined[-1][1] : a] if joined else []
        if joined and _words(between) <= _FEW and not any(piece.count("\n") > 1 for piece in between):
            joined[-1] = (joined[-1][0], b, joined[-1][2], d)
        else:
            joined.append((a, b, c, d))
    return joined


def _words(pieces: Iterable[str]) -> int:
    return sum(not re.fullmatch(rf"\s+|[{_MARKS}]|[-+>#|\\]+", piece) for piece in pieces)


def _reach(pieces: Sequence[str]) -> int:
    """Return how many pieces hold two words; all of them where there are fewer."""
    return next((at for at in range(len(pieces) + 1) if _words(pieces[:at]) == 2), len(pieces))


def _undone(now: Said, changes: Sequence[Change], fingerprint: str, date: str) -> Said:
    """Return what was published: that in which each change is undone, wherever it stands."""
    texts = [now]
    for change in reversed(changes):
        words = re.compile(r"\s+".join(map(re.escape, plain(change.now).split())))
        texts = [
            text._replace(**{part: found[: match.start()] + plain(change.was) + found[match.end() :]})
            for text in texts
            for part, found in text._asdict().items()
            for match in words.finditer(found)
        ][:1000]
        if not texts:
            raise Refused(f"the text does not say {quoted(change.now)}")
    for before in texts:
        if agree(before.date, date) and fingerprint_of(before[1:-1], before.text) == fingerprint:
            return before
    raise Refused("more was changed than these corrections say: undone, they must give the published text")


def no_typo(before: Said, now: Said, changes: Sequence[Change]) -> str:
    """Name what some changes touch that a typo never does, or nothing; the text around them tells."""
    old, new, spans = _spans(before.text, now.text)
    for a, b, c, d in spans:
        was, is_now = _as_read(old, a, b), _as_read(new, c, d)
        told = any(was in _as_told(change.was) and is_now in _as_told(change.now) for change in changes)
        if was == is_now or not told:
            continue
        if any(_in_quotation("".join(words[:at])) for words, at in ((old, a), (new, c))):
            return "a quotation"
        if wrong := not_a_typo(was, is_now):
            return wrong
        if any(_is_name(words, at) for words, *at in ((old, a, b), (new, c, d))):
            return "a name"
    return ""


def _as_told(text: str) -> str:
    return _as_read([plain(text)], 0, 1)


def _is_name(words: Sequence[str], span: Sequence[int]) -> bool:
    """Whether a capital letter stands among some words where no sentence begins."""
    for place in range(*span):
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
