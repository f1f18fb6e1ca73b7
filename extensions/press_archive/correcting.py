"""Corrections of published texts: found, judged and put on record.

What was published is known by its fingerprint. A correction is taken only when the text without it is the
one that was published, so that nothing is changed in silence.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from .ledger import Ledger, Line
from .publishing import Refused, write
from .records import Problem, RecordError, not_a_typo, quoted, read_release
from .records.editing import draft_text, with_items, without
from .records.writing import scalar
from .tree import path_of


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
    if line.state == "gone":
        raise Refused(f"{name} is gone; there is no text to correct")
    return line


def correct(
    root: Path, ledger: Ledger, name: str, changes: Sequence[Change], published: str = ""
) -> list[Line]:
    """Put corrections of a published text, already made in its file, on record.

    The fingerprint is the proof: with each correction undone, the text must be the one published.

    Arguments:
        published: the file as it was published, where it is known and the changes were found in it.

    Raises:
        Refused: never published, nothing changed, or the corrections do not explain the change.
        RecordError: a correction that cannot be told like that.

    """
    line = correctable(ledger, name)
    file = root / path_of(name)
    text = file.read_text("utf-8-sig")
    draft = read_release(text.encode(), path_of(name))
    if draft.fingerprint == line.fingerprint:
        raise Refused(
            f"the text of {name} is the one that was published; make the change in {path_of(name)} first"
        )
    before = published or _undone(without(text, "corrections"), changes, path_of(name), line.fingerprint)
    if _paragraphs(before) != _paragraphs(text):
        raise Refused(
            "paragraphs are cited by number, so a correction keeps them: change the words inside one, "
            "and leave [removed] in place of one that goes"
        )
    if wrong := _never_a_typo(draft_text(before), draft_text(text), changes):
        message = f"this changes {wrong}, which is never a typo"
        raise RecordError([Problem(path_of(name), draft.body_line, "corrections", message)])
    new = with_items(text, "corrections", [_item(change) for change in changes])
    read_release(new.encode(), path_of(name))
    corrected = line._replace(fingerprint=draft.fingerprint, title=draft.front.title)
    if line.state == "live":  # the line of what was withdrawn says since when, and why
        note = ", ".join(dict.fromkeys(change.kind for change in changes))
        corrected = corrected._replace(day=changes[-1].date, note=f"corrected: {note}")
    lines = [corrected]
    write(root, {file: new}, lines)
    return lines


def changes_between(before: str, after: str) -> list[tuple[str, str]]:
    """Return the passages that differ between two texts, as whole words: what it said, what it says.

    What was only added or taken away is given with two words before it (at the beginning, after it).
    """
    found = []
    old, new, spans = _spans(before, after)
    for tag, a, b, c, d in spans:
        ahead = 0 if tag == "replace" else min(a, 4)
        behind = 0 if tag == "replace" or ahead > 1 else 4
        was, now = old[a - ahead : b + behind], new[c - ahead : d + behind]
        found.append(("".join(was).strip(), "".join(now).strip()))
    return [(was, now) for was, now in found if was != now]


def _spans(before: str, after: str) -> tuple[list[str], list[str], list[tuple[str, int, int, int, int]]]:
    """Cut two texts into words and spaces, and say where they differ."""
    old, new = re.findall(r"\S+|\s+", before), re.findall(r"\S+|\s+", after)
    codes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return old, new, [code for code in codes if code[0] != "equal"]


def _undone(text: str, changes: Sequence[Change], path: str, fingerprint: str) -> str:
    """Return the published text: the one in which each change is undone, wherever it stands."""
    texts = [text]
    for change in reversed(changes):
        if not any(change.now in text for text in texts):
            raise Refused(f"the text does not say {quoted(change.now)}")
        texts = [
            text[: match.start()] + change.was + text[match.end() :]
            for text in texts
            for match in re.finditer(re.escape(change.now), text)
        ][:1000]
    for before in texts:
        with suppress(RecordError):  # the words may stand in a date as well
            if read_release(before.encode(), path).fingerprint == fingerprint:
                return before
    raise Refused("more was changed than these corrections say: undone, they must give the published text")


def _never_a_typo(before: str, after: str, changes: Sequence[Change]) -> str:
    """Name what typos among the changes touch that a typo never does; the text around them tells."""
    typos = [change for change in changes if change.kind == "typo"]
    old, new, spans = _spans(before, after)
    for _, a, b, c, d in spans:
        was, now = "".join(old[a:b]).strip(), "".join(new[c:d]).strip()
        if not any(was in change.was and now in change.now for change in typos):
            continue
        if any(
            _in_quotation("".join(words[:at]) + _opening(words[at:])) for words, at in ((old, a), (new, c))
        ):
            return "a quotation"
        if wrong := not_a_typo(was, now):
            return wrong
        if any(_is_name(words, at) for words, *at in ((old, a, b), (new, c, d))):
            return "a name"
    return ""


def _opening(words: Sequence[str]) -> str:
    """Return the marks with which the first of some words begins."""
    return words[0][: len(words[0]) - len(words[0].lstrip('“«„"'))] if words else ""


def _is_name(words: Sequence[str], span: Sequence[int]) -> bool:
    """Whether a capital letter stands among some words where no sentence begins."""
    for place in range(*span):
        ahead = "".join(words[:place])
        begins = (
            not ahead.strip() or ahead.rstrip(" “”«»\"'(*_\n")[-1:] in ".!?:" or re.search(r"\n\s*$", ahead)
        )
        if words[place].lstrip("“«\"'(*_")[:1].isupper() and not begins:
            return True
    return False


def _paragraphs(text: str) -> int:
    return len([part for part in re.split(r"\n[ \t]*\n", draft_text(text)) if part.strip()])


def _in_quotation(ahead: str) -> bool:
    """Whether a quotation is open after some text. Straight marks open and close within a paragraph."""
    if re.split(r"\n[ \t]*\n", ahead)[-1].count('"') % 2:
        return True
    return any(ahead.count(opening) > ahead.count(closing) for opening, closing in ("“”", "«»", "„“"))


def _item(change: Change) -> str:
    fields = change._asdict()
    lines = [f"{key}: {scalar(value)}" for key, value in fields.items() if value]
    return "  - " + "\n    ".join(lines)
