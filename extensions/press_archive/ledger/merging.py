"""What cannot stand in one ledger: two sides of a merge may have written without knowing of each other."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from itertools import chain, pairwise

from . import Ledger, Line, Row


def apart(ledger: Ledger) -> Iterator[tuple[Line, Line]]:
    """Yield lines that were written as if one above them were not there: a merge puts them together.

    What was withdrawn, removed or moved stays so, and takes with it the text that it had.
    """
    for lines in ledger.history.values():
        for before, line in pairwise(lines):
            if line.state == before.state and (line.state != "moved" or line.target == before.target):
                continue
            told = before.state != "withdrawn" or line.state != "moved" or _is_told(ledger, line)
            follows = line.state != "live" and before.has_text
            if not (follows and told and line.fingerprint == before.fingerprint):
                yield before, line


def _is_told(ledger: Ledger, moved: Line) -> bool:
    """Whether a move took the withdrawal along."""
    return any(line.state == "withdrawn" for line in ledger.history.get(moved.target, ()))


def are_at_odds(ledger: Ledger, lines: Sequence[Line], then: Sequence[Line], seen: Container[Row]) -> bool:
    """Whether lines of one number cannot stand with those of a ledger, as on two sides of a merge.

    Others have seen their address under another number; another text has the number; or put back
    above what has come since, they do not know of each other.

    Arguments:
        then: all lines that stood when these did, in their order.
        seen: the lines that others have seen.

    """
    reference, ours = lines[0].reference, {line.address for line in lines}
    others = (line for line in ledger.own if line.reference != reference and line.address in ours)
    if any(line.row in seen for line in others):
        return True
    bearers = ledger.of_number.get(reference, ())
    ours.update(line.fingerprint for line in lines)
    if ours.isdisjoint(word for line in bearers for word in (line.address, line.fingerprint)):
        return bool(bearers)
    known, there = {line.row for line in then}, {line.row for line in (*ledger.lines, *lines)}
    before = [line for line in then if line.row in there]
    since = [line for line in ledger.lines if line.row not in known]
    return any(apart(Ledger([*before, *since])))


def staying(ledger: Ledger, pushed: Callable[[], Container[Row]]) -> Callable[[Sequence[Line]], Line]:
    """Return what tells, of lines of one number or of one address, the one that stays for good.

    That is the first; of two on two sides of a merge, the one that others have seen.

    Arguments:
        pushed: asked for the lines that others have seen, where there are such two.

    """

    def are_of_one(lines: Sequence[Line]) -> bool:
        return len({(line.reference, ledger.destination(line.address)) for line in lines}) == 1

    some = (lines for lines in chain(ledger.of_number.values(), ledger.history.values()) if len(lines) > 1)
    if all(map(are_of_one, some)):
        return lambda lines: lines[0]
    seen = pushed()
    return lambda lines: next((line for line in lines if line.row in seen), lines[0])
