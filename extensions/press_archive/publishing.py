"""Publishing, moving, withdrawing and correcting: the only ways in which the ledger grows.

Each change is worked out whole before a byte is written; the release's file is written first and the
ledger last, so that a change cut short leaves a draft, never a promise without a text.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from .ledger import Ledger, Line, append
from .records import Draft, Problem, RecordError, not_a_typo, quoted, read_release
from .records.writing import scalar
from .tree import RELEASES

#: What the ledger says of a number that the sender never gave.
ASSIGNED = "number assigned by the archive"


class Refused(Exception):  # noqa: N818  (it is an answer, not an error)
    """A change that cannot be made; the message says why and what to do instead."""


class Change(NamedTuple):
    """A correction as the author tells it."""

    date: str
    kind: str
    was: str
    now: str
    note: str = ""


def path_of(name: str) -> str:
    return f"{RELEASES}/{name}.md"


def publish(
    root: Path, ledger: Ledger, drafts: Sequence[Draft], prefix: str, *, assigned: bool = False
) -> list[Line]:
    """Give drafts their numbers and put them into the ledger, oldest first.

    The address from which an imported release was taken leads to it from then on.

    Arguments:
        prefix: what numbers begin with (``CICC``).
        assigned: say that the numbers are the archive's, not the sender's. Always so for records
            whose text the archive does not hold.

    Raises:
        Refused: one of them is published already.
        RecordError: a file cannot be written as a valid release.

    """
    lines: list[Line] = []
    texts: dict[Path, str] = {}
    for draft in sorted(drafts, key=lambda draft: (draft.front.date, draft.name)):
        if draft.name in ledger.holds:
            raise Refused(f"{draft.name} is published already ({ledger.holds[draft.name].reference})")
        so_far = Ledger([*ledger.lines, *lines])
        reference = so_far.next_reference(prefix, draft.front.date.year)
        file = root / path_of(draft.name)
        texts[file] = with_field(file.read_text("utf-8-sig"), "reference", scalar(reference))
        read_release(texts[file].encode(), path_of(draft.name))
        note = ASSIGNED if assigned or draft.front.is_record else ""
        lines.append(
            Line(
                str(draft.front.date),
                draft.name,
                reference,
                "live",
                draft.fingerprint,
                draft.front.title,
                note=note,
            )
        )
        lines += _old_addresses(so_far, draft, lines[-1])
    _write(root, texts, lines)
    return lines


def _old_addresses(ledger: Ledger, draft: Draft, line: Line) -> Iterable[Line]:
    """Return the line of the address at which an imported text stood; the first text there keeps it."""
    source = draft.front.source
    if source and source.sha256 and source.url and source.url not in ledger.elsewhere:
        yield line._replace(address=source.url, state="moved", target=draft.name, note="")


def move(root: Path, ledger: Ledger, old: str, new: str, day: str) -> list[Line]:
    """Give a published release another address; the old one leads there for ever.

    Raises:
        Refused: there is nothing to move, or something is in the way.
        RecordError: the new path does not fit the release.

    """
    line = ledger.holds.get(old)
    if line is None:
        raise Refused(f"{old} was never published; rename the file as you like")
    if line.state in {"moved", "gone"}:
        raise Refused(f"{old} is {line.state} already")
    if new in ledger.holds:
        raise Refused(f"{new} was published as {quoted(ledger.holds[new].title)}; an address is used once")
    source, target = root / path_of(old), root / path_of(new)
    if source.exists() == target.exists():
        raise Refused(
            f"both {path_of(old)} and {path_of(new)} exist"
            if source.exists()
            else f"there is no {path_of(old)}"
        )
    file = source if source.exists() else target
    draft = read_release(file.read_bytes(), path_of(new))
    if draft.fingerprint != line.fingerprint:
        raise Refused(f"the text of {path_of(new)} is not that of {old}; correct it after moving it")
    withdrawn = [line._replace(address=new)] if line.state == "withdrawn" else []
    lines = [
        line._replace(day=day, address=new, state="live", target="", note=""),
        *withdrawn,  # what was withdrawn stays so, since the same day and for the same reason
        line._replace(day=day, state="moved", target=new, note=""),
    ]
    if file == source:
        target.parent.mkdir(parents=True, exist_ok=True)
        source.rename(target)
    append(root, lines)
    return lines


def withdraw(
    root: Path, ledger: Ledger, name: str, reason: str, day: str, *, successor: str = "", gone: bool = False
) -> list[Line]:
    """Withdraw a release: its page stays with a notice, or, when ``gone``, only the notice stays.

    Raises:
        Refused: it was never published, or is withdrawn that far already.

    """
    line = ledger.holds.get(name)
    if line is None:
        raise Refused(f"{name} was never published; a draft is simply deleted")
    if line.state == "moved":
        raise Refused(f"{name} has moved to {ledger.destination(name)}; withdraw that")
    if line.state == "gone" or (line.state == "withdrawn" and not gone):
        raise Refused(f"{name} is {line.state} already")
    if successor and successor not in ledger.holds:
        raise Refused(f"the successor {quoted(successor)} was never published")
    state = "gone" if gone else "withdrawn"
    lines = [line._replace(day=day, state=state, target=successor, note=reason)]
    append(root, lines)
    if gone:
        (root / path_of(name)).unlink(missing_ok=True)
    return lines


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
    before = published or _undone(_without(text, "corrections"), changes, path_of(name), line.fingerprint)
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
    _write(root, {file: new}, lines)
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


def _without(text: str, key: str) -> str:
    head, end, rest = _cut(text)
    return re.sub(rf"^{key}:[ \t]*\n((?:[ \t]+.*\n|\n)*)", "", head, flags=re.MULTILINE) + end + rest


def draft_text(text: str) -> str:
    """Return the text of a release's file, below its front matter."""
    return re.split(r"^---[ \t]*$", text, maxsplit=2, flags=re.MULTILINE)[-1]


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


def with_field(text: str, key: str, value: str) -> str:
    """Add a one-line field at the end of a file's front matter, leaving the rest to the letter."""
    head, end, rest = _cut(text)
    return f"{head}{key}: {value}\n{end}{rest}"


def with_items(text: str, key: str, items: Iterable[str]) -> str:
    """Add items to a list field of a file's front matter; the field is made when it is missing."""
    head, end, rest = _cut(text)
    block = "".join(f"{item}\n" for item in items)
    match = re.search(rf"^{key}:[ \t]*\n((?:[ \t]+.*\n|\n)*)", head, re.MULTILINE)
    if match:
        return f"{head[: match.end()]}{block}{head[match.end() :]}{end}{rest}"
    return f"{head}{key}:\n{block}{end}{rest}"


def _cut(text: str) -> tuple[str, str, str]:
    match = re.search(r"^---[ \t]*\r?$", text[3:], re.MULTILINE)
    assert match is not None, "the file was read as a release before"
    at = match.start() + 3
    return text[:at], text[at : match.end() + 3], text[match.end() + 3 :]


def _write(root: Path, texts: Mapping[Path, str], lines: Sequence[Line]) -> None:
    for file, text in texts.items():
        beside = file.with_suffix(".md.new")
        beside.write_text(text, "utf-8")
        beside.replace(file)
    append(root, lines)
