"""Corrections of published texts: found, judged and put on record.

What was published is known by its fingerprint. A correction is taken only when the text without it is the
one that was published, so that nothing is changed in silence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ..records import (
    Draft,
    PartialDate,
    Problem,
    RecordError,
    never_a_typo,
    quoted,
    read_bytes,
    read_file,
    read_release,
)
from ..records.differences import not_a_typo_in, passages
from ..records.editing import draft_text, with_items
from ..records.fingerprint import fingerprint as fingerprint_of
from ..records.fingerprint import paragraphs, plain
from ..tree import path_of
from . import Ledger, Line, agree
from .file import git
from .publishing import Refused, write


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


def as_published(root: Path, ledger: Ledger, line: Line) -> Said | None:
    """Find what was published among the committed versions of its file, wherever that was then.

    One from before its date was corrected is none: the date is in no fingerprint.
    """
    here = path_of(line.address)
    date = ledger.date_of(line, read_release(read_file(root, here), here).front.corrections)
    for path in map(path_of, reversed(ledger.addresses_of(line.reference))):
        for commit in git(root, "log", "--format=%H", "-n", "50", "--", path).decode().split():
            raw = git(root, "show", f"{commit}:./{path}")
            with suppress(RecordError):
                draft = read_release(raw, path)
                if ledger.published(line, draft) and agree(str(draft.front.date), date):
                    return said(read_bytes(raw, path), path)
    return None


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
    typos = [(change.was, change.now) for change in changes if change.kind == "typo"]
    if wrong := not_a_typo_in(before.text, now.text, typos):
        raise RecordError([Problem(path, draft.body_line, "corrections", never_a_typo(wrong))])
    told = [{key: value for key, value in change._asdict().items() if value} for change in changes]
    new = with_items(raw.decode(), "corrections", told)
    read_release(new.encode(), path)
    published_on = ledger.first(line.reference).date
    for change in changes if draft.front.embargo is None else ():  # else it may be corrected before its day
        if PartialDate.parse(change.date).last < published_on.first:
            raise Refused(f"a correction of {change.date} is before {name} was published, on {published_on}")
    corrected = line._replace(fingerprint=draft.fingerprint, title=draft.front.title)
    if line.state == "live":  # the line of what was withdrawn says since when, and why
        note = ", ".join(dict.fromkeys(change.kind for change in changes))
        corrected = corrected._replace(day=changes[-1].date, note=f"corrected: {note}")
    lines = [corrected]
    write(root, {root / path: new}, lines)
    return lines


def changes_between(before: Said, after: Said) -> list[tuple[str, str]]:
    """Return the passages that differ: what it said, what it says.

    A line is given whole, and of the text its :func:`passages`.
    """
    nothing = "(nothing)"  # a line that was added or taken away has to be told as well
    lines = [(a or nothing, b or nothing) for a, b in zip(before[:-1], after[:-1], strict=True) if a != b]
    return lines + [(was, now) for was, now in passages(before.text, after.text) if was != now]


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
