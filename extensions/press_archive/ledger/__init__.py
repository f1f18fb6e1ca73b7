"""The ledger: every address ever published, its number, and the fingerprint of what was said there.

``releases/ledger.csv`` only grows. The first line of an address publishes it; a later line says what
became of it: ``live`` again with a new fingerprint (a correction, or the text of what was a record),
``moved``, ``withdrawn``, ``gone``, or ``cancelled`` while it was under embargo, so that no reader ever learns
of it. The last line of an address is what holds. A release that the ledger does not have is a draft.

An address of an earlier website (``https://…``), from which a release was brought in, is ``moved`` to it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from ..records import RELEASE_PATH, PartialDate, Problem, did_you_mean, parse_embargo, quoted
from ..records.fingerprint import has_text
from ..tree import LEDGER, path_of

if TYPE_CHECKING:
    from ..records import Draft
    from ..records.models import Correction

State = Literal["live", "moved", "withdrawn", "gone", "cancelled"]
STATES: tuple[State, ...] = get_args(State)

#: A line as it stands in the file, by which others know it.
Row = tuple[str, ...]
_REFERENCE = re.compile(r"(.+)/(\d{4})/(\d{3,})")


class Line(NamedTuple):
    """One line of the ledger; ``number`` is its line in the file.

    ``day`` is when it took effect, as precisely as known; ``target`` is the new address of what moved, the
    successor of what was withdrawn, or the embargo under which a text was published; ``note`` says why, for
    readers.
    """

    day: str
    address: str
    reference: str
    state: str
    fingerprint: str
    title: str
    target: str = ""
    note: str = ""
    number: int = 0

    @property
    def date(self) -> PartialDate:
        return PartialDate.parse(self.day)

    @property
    def row(self) -> Row:
        return self[:-1]

    @property
    def has_text(self) -> bool:
        """Whether the text of the release is at this address, withdrawn or not."""
        return self.state in {"live", "withdrawn"}


COLUMNS = Line._fields[:-1]
#: Of a release that is under embargo now and was public before.
PUBLIC_BEFORE = "was published without an embargo, so it is known; take out the one it has now"


class Ledger:
    """The lines of a ledger, and what they say of an address."""

    def __init__(self, lines: Iterable[Line] = ()) -> None:
        self.lines = tuple(lines)
        self._own = tuple(line for line in self.lines if not is_elsewhere(line.address))

    @cached_property
    def history(self) -> Mapping[str, list[Line]]:
        """The lines of each address, oldest first."""
        return _grouped(self._own, attrgetter("address"))

    @cached_property
    def _of_number(self) -> Mapping[str, list[Line]]:
        return _grouped(self._own, attrgetter("reference"))

    @cached_property
    def elsewhere(self) -> Mapping[str, Line]:
        """The addresses of earlier websites, with the line that says which release stood there."""
        return {line.address: line for line in self.lines if is_elsewhere(line.address)}

    def corrections(self, reference: str) -> int:
        """Count how often the text that has a number was corrected, at all addresses it has had."""
        texts = pairwise(line.fingerprint for line in self._of_number[reference])
        return sum(a != b and has_text(a) == has_text(b) for a, b in texts)

    def has(self, draft: Draft) -> bool:
        """Whether a release is published; a text of which only a record was published is not."""
        line = self.holds.get(draft.name)
        if line is None or not line.has_text:
            return line is not None
        return has_text(line.fingerprint) or not has_text(draft.fingerprint)

    @cached_property
    def holds(self) -> Mapping[str, Line]:
        """The line that holds for each address."""
        return {address: lines[-1] for address, lines in self.history.items()}

    @cached_property
    def promised(self) -> Mapping[str, Line]:
        """What holds for each address that must be answered for ever, once its embargo is over."""
        holds = self.holds
        return {
            address: line
            for address, line in holds.items()
            if (end := holds.get(self.destination(address))) is None or end.state != "cancelled"
        }

    def first(self, reference: str) -> Line:
        """Return the line that published what has a number, wherever it has moved since."""
        return self._of_number[reference][0]

    def embargo(self, reference: str) -> dt.datetime | None:
        """Return the embargo under which what has a number was published."""
        until = self.first(reference).target
        return parse_embargo(until) if until else None

    def addresses_of(self, reference: str) -> list[str]:
        """Return every address that what has a number has had, the first one first."""
        return list(dict.fromkeys(line.address for line in self._of_number[reference]))

    def date_of(self, line: Line, corrections: Iterable[Correction]) -> str:
        """Return the date under which a text was given out, as its corrections have left it."""
        date = self.first(line.reference).day
        years = {address.partition("/")[0] for address in self.addresses_of(line.reference)}
        for correction in corrections:
            # A year alone may be any number of the text; that of its date is in its address as well.
            if correction.was == date and ("-" in date or correction.now[:4] in years):
                date = correction.now
        return date

    def published(self, line: Line, draft: Draft) -> bool:
        """Whether a text is to the letter, and of the date, what a line says was published."""
        date = self.date_of(line, draft.front.corrections)
        return draft.fingerprint == line.fingerprint and agree(str(draft.front.date), date)

    def destination(self, address: str) -> str:
        """Follow moves to where an address leads now; a circle ends where it began."""
        seen = {address}
        while (line := self.holds.get(address)) and line.state == "moved" and line.target not in seen:
            address = line.target
            seen.add(address)
        return address

    def resolve(self, target: str) -> str:
        """Return the present address of what a name, a former address or a reference number means."""
        lines = self._of_number.get(target)
        return self.destination(lines[0].address if lines else target)

    def next_reference(self, prefix: str, year: int) -> str:
        """Return the next reference number of a year: ``CICC/2014/017``. A number is never used again."""
        used = [
            int(match[3])
            for line in self.lines
            if (match := _REFERENCE.fullmatch(line.reference)) and match[2] == f"{year:04}"
        ]
        return f"{prefix}/{year:04}/{max(used, default=0) + 1:03}"

    def is_at_odds(self, lines: Sequence[Line], then: Sequence[Line], seen: Container[Row]) -> bool:
        """Whether lines of one number cannot stand with these, as on two sides of a merge.

        Others have seen their address under another number; another text has the number; or put back
        above what has come since, they do not know of each other.

        Arguments:
            then: all lines that stood when these did, in their order.
            seen: the lines that others have seen.

        """
        reference, ours = lines[0].reference, {line.address for line in lines}
        others = (line for line in self._own if line.reference != reference and line.address in ours)
        if any(line.row in seen for line in others):
            return True
        bearers = self._of_number.get(reference, ())
        ours.update(line.fingerprint for line in lines)
        if ours.isdisjoint(word for line in bearers for word in (line.address, line.fingerprint)):
            return bool(bearers)
        known, there = {line.row for line in then}, {line.row for line in (*self.lines, *lines)}
        before = [line for line in then if line.row in there]
        since = [line for line in self.lines if line.row not in known]
        return any(Ledger([*before, *since])._apart())

    def check(self, pushed: Callable[[], Container[Row]]) -> Iterator[Problem]:
        """Yield what is wrong with the lines by themselves.

        Arguments:
            pushed: asked for the lines that others have seen, where two cannot stand beside each other.

        """
        if apart := list(self._apart()):  # the rest would only follow from it
            seen = pushed()
            for pair in apart:
                known, goes = sorted(pair, key=lambda line: line.row not in seen)
                message = (
                    f"this was written without knowing of line {known.number} ({known.state}), on another "
                    "side of a merge; take out what that side wrote, here and in the file, and give its "
                    "command again"
                )
                yield _problem(goes, "state", message)
            return
        stays = self._staying(pushed)
        for line in self.elsewhere.values():
            if line.state != "moved" or line.target not in self.holds:
                message = (
                    f"{line.address} is no address of this archive; "
                    "it can only be moved to a release that was published"
                )
                yield _problem(line, "state", message)
        for line in self._own:
            there = self.history[line.address]
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
            other = stays(self._of_number[line.reference]).address
            if other != line.address and self.destination(other) != self.destination(line.address):
                message = (
                    f"{line.reference} belongs to {other}; a number is used once. If both were published at "
                    f"once, take out this line and `reference:` in {path_of(line.address)}; publish it again"
                )
                yield _problem(line, "reference", message)
            dates: list[tuple[str, str, Callable[[str], object]]] = [("day", line.day, PartialDate.parse)]
            if line.state == "live" and line.target:
                dates.append(("target", line.target, parse_embargo))
            for field, said, read in dates:
                try:
                    read(said)
                except ValueError as error:
                    yield _problem(line, field, f"{quoted(said)}: {error}")
            if line.state == "moved" and line.target not in self.holds:
                message = f"{line.address} moved to {quoted(line.target)}, which was never published"
                yield _problem(line, "target", message)
            if line.state == "moved" and self.destination(line.address) == line.address:
                yield _problem(line, "target", f"{line.address} is moved in a circle")

    def _staying(self, pushed: Callable[[], Container[Row]]) -> Callable[[Sequence[Line]], Line]:
        """Return what tells, of lines of one number or of one address, the one that stays for good.

        That is the first; of two on two sides of a merge, the one that others have seen.
        """

        def are_of_one(lines: Sequence[Line]) -> bool:
            return len({(line.reference, self.destination(line.address)) for line in lines}) == 1

        some = (lines for lines in chain(self._of_number.values(), self.history.values()) if len(lines) > 1)
        if all(map(are_of_one, some)):
            return lambda lines: lines[0]
        seen = pushed()
        return lambda lines: next((line for line in lines if line.row in seen), lines[0])

    def _apart(self) -> Iterator[tuple[Line, Line]]:
        """Yield lines that were written as if one above them were not there: a merge puts them together.

        What was withdrawn, removed or moved stays so, and takes with it the text that it had.
        """
        for lines in self.history.values():
            for before, line in pairwise(lines):
                if line.state == before.state and (line.state != "moved" or line.target == before.target):
                    continue
                told = before.state != "withdrawn" or line.state != "moved" or self._is_told(line)
                follows = line.state != "live" and before.has_text
                if not (follows and told and line.fingerprint == before.fingerprint):
                    yield before, line

    def _is_told(self, moved: Line) -> bool:
        """Whether a move took the withdrawal along."""
        return any(line.state == "withdrawn" for line in self.history.get(moved.target, ()))


def _grouped(lines: Iterable[Line], key: Callable[[Line], str]) -> Mapping[str, list[Line]]:
    groups: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        groups[key(line)].append(line)
    return dict(groups)


def agree(date: str, other: str) -> bool:
    """Whether two dates can be the same: one may be known less precisely."""
    return date.startswith(other) or other.startswith(date)


def is_elsewhere(address: str) -> bool:
    """Whether an address of the ledger is of an earlier website rather than of this archive."""
    return "://" in address


def _problem(line: Line, field: str, message: str) -> Problem:
    return Problem(LEDGER, line.number, field, message)
