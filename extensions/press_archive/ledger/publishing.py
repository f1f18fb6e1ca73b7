"""Publishing, moving and withdrawing. With correcting, the only ways in which the ledger grows.

Each change is worked out whole before a byte is written; the release's file is written first and the
ledger last, so that a change cut short leaves a draft, never a promise without a text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..records import Draft, quoted, read_release
from ..records.editing import with_field
from ..tree import path_of, write_new
from . import PUBLIC_BEFORE, Ledger, Line
from .file import append

#: What the ledger says of a number that the sender never gave.
ASSIGNED = "number assigned by the archive"


class Refused(Exception):  # noqa: N818  (it is an answer, not an error)
    """A change that cannot be made; the message says why and what to do instead."""


def publish(
    root: Path, ledger: Ledger, drafts: Sequence[Draft], prefix: str, day: str, *, assigned: bool = False
) -> list[Line]:
    """Give drafts their numbers and put them into the ledger, oldest first.

    The address from which an imported release was taken leads to it from then on; of several that were taken
    from one, to the first. The text of what was a record keeps the record's number.

    Arguments:
        prefix: what numbers begin with (``CICC``).
        day: today.
        assigned: say that the numbers are the archive's, not the sender's. Always so for records
            whose text the archive does not hold.

    Raises:
        Refused: one of them is published already.
        RecordError: a file cannot be written as a valid release.

    """
    lines: list[Line] = []
    texts: dict[Path, str] = {}
    number = ledger.numbering(prefix)
    # What was cancelled under embargo answers nowhere.
    taken = {address for address, line in ledger.elsewhere.items() if line.target in ledger.promised}
    for draft in sorted(drafts, key=lambda draft: (draft.front.date, draft.name)):
        if ledger.has(draft):
            raise Refused(f"{draft.name} is published already ({ledger.holds[draft.name].reference})")
        record = ledger.holds.get(draft.name)
        reference = record.reference if record else number(draft.front.date.year)
        file = root / path_of(draft.name)
        texts[file] = text = file.read_bytes().decode()
        if draft.front.reference is None:
            texts[file] = with_field(text, "reference", reference)
        read_release(texts[file].encode(), path_of(draft.name))
        if record:
            line = record._replace(fingerprint=draft.fingerprint, title=draft.front.title)
            # The line of what was withdrawn says since when, and why.
            lines.append(line._replace(day=day, note="text added") if record.state == "live" else line)
            continue
        note = ASSIGNED if assigned or draft.front.is_record else ""
        lines.append(
            Line(
                str(draft.front.date),
                draft.name,
                reference,
                "live",
                draft.fingerprint,
                draft.front.title,
                target=draft.front.embargo.isoformat() if draft.front.embargo else "",
                note=note,
            )
        )
        source = draft.front.source
        if source and source.sha256 and source.url and source.url not in taken:
            taken.add(source.url)
            lines.append(lines[-1]._replace(address=source.url, state="moved", target=draft.name, note=""))
    write(root, texts, lines)
    return lines


def move(root: Path, ledger: Ledger, old: str, new: str, day: str) -> list[Line]:
    """Give a published release another address; the old one leads there for ever.

    Raises:
        Refused: there is nothing to move, or something is in the way.
        RecordError: the new path does not fit the release.

    """
    line = ledger.holds.get(old)
    if line is None:
        raise Refused(f"{old} was never published; rename the file as you like")
    if not line.has_text:
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
        where = file.relative_to(root).as_posix()
        raise Refused(
            f"the text of {where} is not the one published; put it back, move it, and correct it then"
        )
    if draft.front.language is None and draft.suffix != old.partition(".")[2]:
        raise Refused(
            f"{new} would say that the text is in another language than {old}; let it end in the same "
            "letters, or write `language` in the file"
        )
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
    root: Path,
    ledger: Ledger,
    name: str,
    reason: str,
    now: dt.datetime,
    *,
    successor: str = "",
    gone: bool = False,
) -> list[Line]:
    """Withdraw a release: its page stays with a notice, or, when ``gone``, only the notice stays.

    Of one whose embargo is not over, nothing stays: nobody was told of it.

    Raises:
        Refused: it was never published, or is withdrawn that far already; or there is no file of it that
            says whether it is under embargo.

    """
    line = ledger.holds.get(name)
    if not reason.strip():
        raise Refused("readers are told why; give the reason")
    if line is None:
        raise Refused(f"{name} was never published; a draft is simply deleted")
    if line.state == "moved":
        raise Refused(f"{name} has moved to {ledger.destination(name)}; withdraw that")
    if not line.has_text or (line.state == "withdrawn" and not gone):
        raise Refused(f"{name} is {line.state} already")
    if successor and ledger.destination(successor) == name:
        raise Refused(f"{name} cannot be read instead of itself")
    if successor and successor not in ledger.holds:
        raise Refused(f"the successor {quoted(successor)} was never published")
    if successor and (state := ledger.holds[ledger.destination(successor)].state) != "live":
        raise Refused(f"the successor {quoted(successor)} is {state} itself; name one that stands, or none")
    file = root / path_of(name)
    if not file.exists():
        raise Refused(f"there is no {path_of(name)}, which says whether it is public; bring it back first")
    embargo = read_release(file.read_bytes(), path_of(name)).front.embargo
    secret = embargo is not None and embargo > now
    if gone and secret and not ledger.embargo(line.reference):
        raise Refused(f"{name} {PUBLIC_BEFORE}")
    state = "withdrawn" if not gone else "cancelled" if secret else "gone"
    lines = [line._replace(day=now.date().isoformat(), state=state, target=successor, note=reason)]
    append(root, lines)
    if gone:
        file.unlink()
    return lines


def write(root: Path, texts: Mapping[Path, str], lines: Sequence[Line]) -> None:
    """Write the files of releases, each whole or not at all; then the ledger."""
    for file, text in texts.items():
        write_new(str(file), text.encode())
    append(root, lines)
