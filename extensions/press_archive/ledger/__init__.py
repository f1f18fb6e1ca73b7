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
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from ..records import PartialDate, parse_embargo
from ..records.fingerprint import has_text

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
        #: The lines of addresses of this archive.
        self.own = tuple(line for line in self.lines if not is_elsewhere(line.address))

    @cached_property
    def history(self) -> Mapping[str, list[Line]]:
        """The lines of each address, oldest first."""
        return _grouped(self.own, attrgetter("address"))

    @cached_property
    def of_number(self) -> Mapping[str, list[Line]]:
        """The lines of each number, at all addresses that it has had, oldest first."""
        return _grouped(self.own, attrgetter("reference"))

    @cached_property
    def elsewhere(self) -> Mapping[str, Line]:
        """The addresses of earlier websites, with the line that says which release stood there."""
        return {line.address: line for line in self.lines if is_elsewhere(line.address)}

    def corrections(self, reference: str) -> int:
        """Count how often the text that has a number was corrected, at all addresses it has had."""
        lines = self.of_number[reference]
        if len(lines) == 1:  # as of nearly all; this is asked for each
            return 0
        texts = pairwise(line.fingerprint for line in lines)
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
        return self.of_number[reference][0]

    def embargo(self, reference: str) -> dt.datetime | None:
        """Return the embargo under which what has a number was published."""
        until = self.first(reference).target
        return parse_embargo(until) if until else None

    def addresses_of(self, reference: str) -> list[str]:
        """Return every address that what has a number has had, the first one first."""
        return list(dict.fromkeys(line.address for line in self.of_number[reference]))

    def date_of(self, line: Line, corrections: Iterable[Correction]) -> str:
        """Return the date under which a text was given out, as its corrections have left it."""
        date = self.first(line.reference).day
        if not (corrections := tuple(corrections)):
            return date
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
        lines = self.of_number.get(target)
        return self.destination(lines[0].address if lines else target)

    def numbering(self, prefix: str) -> Callable[[int], str]:
        """Return what gives the next reference number of a year, ``CICC/2014/017``: none a second time."""
        last: Counter[str] = Counter()
        for line in self.lines:
            if match := _REFERENCE.fullmatch(line.reference):
                last[match[2]] = max(last[match[2]], int(match[3]))

        def give(of: int) -> str:
            year = f"{of:04}"
            last[year] += 1
            return f"{prefix}/{year}/{last[year]:03}"

        return give


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
