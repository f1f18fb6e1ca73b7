"""What is wrong with the lines of a ledger by themselves, whatever files there are."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence

from ..records import RELEASE_PATH, PartialDate, Problem, did_you_mean, parse_embargo, quoted
from ..tree import LEDGER, path_of
from . import STATES, Ledger, Line, Row
from .merging import apart, staying


def check(ledger: Ledger, pushed: Callable[[], Container[Row]]) -> Iterator[Problem]:
    """Yield what is wrong with the lines of a ledger.

    Arguments:
        pushed: asked for the lines that others have seen, where two cannot stand beside each other.

    """
    if pairs := list(apart(ledger)):  # the rest would only follow from it
        yield from _without_knowing(pairs, pushed())
        return
    for line in ledger.elsewhere.values():
        if line.state != "moved" or line.target not in ledger.holds:
            message = (
                f"{line.address} is no address of this archive; "
                "it can only be moved to a release that was published"
            )
            yield _problem(line, "state", message)
    yield from _own(ledger, staying(ledger, pushed))


def _without_knowing(pairs: Sequence[tuple[Line, Line]], seen: Container[Row]) -> Iterator[Problem]:
    for pair in pairs:
        known, goes = sorted(pair, key=lambda line: line.row not in seen)
        message = (
            f"this was written without knowing of line {known.number} ({known.state}), on another "
            "side of a merge; take out what that side wrote, here and in the file, and give its "
            "command again"
        )
        yield _problem(goes, "state", message)


def _own(ledger: Ledger, stays: Callable[[Sequence[Line]], Line]) -> Iterator[Problem]:
    """Yield what is wrong with the lines of addresses of this archive."""
    for line in ledger.own:
        there = ledger.history[line.address]
        if line.state not in STATES:
            near = did_you_mean(line.state, STATES)
            message = f"{quoted(line.state)} is not a state{near}; allowed: {', '.join(STATES)}"
            yield _problem(line, "state", message)
        if not RELEASE_PATH.fullmatch(path_of(line.address)):
            message = f"{quoted(line.address)} is no address of a release, as 2014/05/azerbaijan is"
            yield _problem(line, "address", message)
        if line is there[0] and line.state != "live":
            yield _problem(line, "state", f"the first line of {line.address} must publish it (live)")
        holds = stays(there)
        if line.reference != holds.reference:
            message = f"{line.address} has the number {holds.reference} (line {holds.number}) for good"
            yield _problem(line, "reference", message)
        other = stays(ledger.of_number[line.reference]).address
        if other != line.address and ledger.destination(other) != ledger.destination(line.address):
            message = (
                f"{line.reference} belongs to {other}; a number is used once. If both were published at "
                f"once, take out this line and `reference:` in {path_of(line.address)}; publish it again"
            )
            yield _problem(line, "reference", message)
        yield from _said(line, "day", PartialDate.parse)
        if line.state == "live" and line.target:
            yield from _said(line, "target", parse_embargo)
        if line.state == "moved" and line.target not in ledger.holds:
            message = f"{line.address} moved to {quoted(line.target)}, which was never published"
            yield _problem(line, "target", message)
        if line.state == "moved" and ledger.destination(line.address) == line.address:
            yield _problem(line, "target", f"{line.address} is moved in a circle")


def _said(line: Line, field: str, read: Callable[[str], object]) -> Iterator[Problem]:
    said: str = getattr(line, field)
    try:
        read(said)
    except ValueError as error:
        yield _problem(line, field, f"{quoted(said)}: {error}")


def _problem(line: Line, field: str, message: str) -> Problem:
    return Problem(LEDGER, line.number, field, message)
