"""What states did about a treaty, and so where each stood, and how many there were, on any day.

The archive keeps what states did (:class:`~press_archive.records.treaties.TreatyRecord`); what follows
from it under the treaty's own rules is computed here: the day from which it binds a state and the day
on which a withdrawal takes effect.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

from .records.dates import PartialDate
from .records.treaties import Certainty, EntryIntoForce, Group, TreatyEvent, TreatyRecord, Withdrawal

What = Literal["states-parties", "signatories", "signatures"]
Basis = Literal["in-force", "deposited"]
Standing = Literal["party", "leaving", "consented", "former", "signatory", "declined", "none"]
StepKind = Literal[
    "signed",
    "deposited",
    "in-force",
    "withdrawal-notified",
    "notice-revoked",
    "withdrawal-effective",
    "instrument-withdrawn",
    "declined",
]
WHATS: tuple[What, ...] = get_args(What)
BASES: tuple[Basis, ...] = get_args(Basis)
STANDINGS: tuple[Standing, ...] = get_args(Standing)


def enters_into_force(rule: EntryIntoForce, deposit: dt.date, began: dt.date) -> dt.date:
    """Return the day from which a deposit binds its state.

    Rome Statute, article 126: the first day of the month after the 60th day following the deposit of the
    60th instrument; for a state that deposits after that, following its own deposit. ``began`` is the
    day of the instrument that completed the number the treaty asks for. A treaty without the month's
    first day (Arms Trade Treaty, article 22: ninety days following) binds on the last of the days.
    """
    day = max(deposit, began) + dt.timedelta(days=int(rule.days))
    if rule.first_of_month == "false":
        return day
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)


def withdrawal_effective(rule: Withdrawal, notice: dt.date) -> dt.date:
    """Return the day on which a withdrawal takes effect, unless its notice names a later one.

    Rome Statute, article 127(1): one year after the date of receipt of the notification.
    """
    months = notice.month - 1 + int(rule.months)
    year, month = notice.year + months // 12, months % 12 + 1
    return dt.date(year, month, min(notice.day, calendar.monthrange(year, month)[1]))


class Step(NamedTuple):
    """One date in what a state did: an event of the record, or what the treaty makes of one.

    ``rule`` names the article for a date that was computed; ``sources`` are keys of the record's.
    """

    date: dt.date
    kind: StepKind
    instrument: str
    rule: str
    certainty: Certainty
    sources: tuple[str, ...]
    note: str


@dataclass
class Notice:
    """A notice of withdrawal, the day on which it takes effect, and the day it was taken back, if it was."""

    notified: dt.date
    effective: dt.date
    revoked: dt.date | None = None

    def runs(self, on: dt.date) -> bool:
        return self.notified <= on < (self.revoked or self.effective)


@dataclass
class Membership:
    """A stretch from a deposit to the day it ended, if it did; ``binds`` is when it was to be in force."""

    deposited: dt.date
    instrument: str
    binds: dt.date | None
    ended: dt.date | None = None
    notices: list[Notice] = field(default_factory=list)

    @property
    def in_force(self) -> dt.date | None:
        """The day from which it bound the state, unless the instrument was taken back before."""
        return None if self.binds and self.ended and self.ended <= self.binds else self.binds

    def counts(self, on: dt.date, basis: Basis) -> bool:
        start = self.deposited if basis == "deposited" else self.in_force
        return start is not None and start <= on and (self.ended is None or self.ended > on)


@dataclass(frozen=True)
class Status:
    """Where a state stood on a day: ``since`` when, and ``until`` when if a notice was running."""

    standing: Standing
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True)
class Count:
    """How many states something was true of, which they were, and what stands in the way of saying so."""

    states: tuple[str, ...]
    caveat: str = ""

    @property
    def value(self) -> int:
        return len(self.states)


class Join(NamedTuple):
    """A state becoming one of those counted: its place is between ``first`` and ``last`` of its day."""

    date: dt.date
    state: str
    basis: Basis
    first: int
    last: int


class Treaty:
    """One treaty, as far as its record goes (``as_of``); ``states`` is every state there is."""

    def __init__(
        self,
        key: str,
        record: TreatyRecord,
        states: Mapping[str, str],
        groups: Mapping[str, Group] | None = None,
    ) -> None:
        """Work out what follows from the record.

        Arguments:
            key: the name of its file.
            record: what was written; faults in its order are in ``faults``.
            states: the code of every state, and the regional group that the register gives it.
            groups: the groups that counts can be limited to.

        """
        self.key = key
        self.record = record
        self.groups: Mapping[str, Group] = groups or {}
        self._states = states
        self.faults: list[tuple[int, str]] = []
        self._events = self._corrected()
        self._signed: dict[str, dt.date] = {}
        self._declined: dict[str, dt.date] = {}
        self._memberships: dict[str, list[Membership]] = {}
        self._steps: dict[str, list[Step]] = {}
        deposits = sorted(event.date.first for event in self._events if event.event == "deposited")
        needed = int(record.entry_into_force.deposits)
        self._began = deposits[needed - 1] if len(deposits) >= needed else None
        for number, event in sorted(
            enumerate(self._events), key=lambda item: (item[1].date, item[1].event != "signed", item[0])
        ):
            self._apply(number, event)
        for steps in self._steps.values():
            steps.sort(key=lambda step: (step.date, _ORDER[step.kind]))

    @property
    def as_of(self) -> dt.date:
        return self.record.as_of.first

    @property
    def in_force_since(self) -> dt.date | None:
        """The day on which the treaty itself began to bind."""
        rule = self.record.entry_into_force
        return enters_into_force(rule, self._began, self._began) if self._began else None

    def _corrected(self) -> list[TreatyEvent]:
        kept: list[TreatyEvent | None] = []
        for number, event in enumerate(self.record.events):
            if event.corrects is not None:
                wrong = (event.state, event.event, event.corrects)
                places = [i for i, e in enumerate(kept) if e and (e.state, e.event, e.date) == wrong]
                if not places:
                    self.faults.append((number, f"no earlier line {' '.join(map(str, wrong))} to correct"))
                for place in places:
                    kept[place] = None
            kept.append(event)
        return [event for event in kept if event is not None]

    def _apply(self, number: int, event: TreatyEvent) -> None:
        day, state = event.date.first, event.state
        memberships = self._memberships.setdefault(state, [])
        current = memberships[-1] if memberships else None
        if current and current.ended and current.ended <= day:
            current = None
        self._step(event, day, event.event)
        match event.event:
            case "signed":
                self._signed.setdefault(state, day)
            case "declined":
                self._declined[state] = day
            case "deposited":
                if current:
                    self._fault(event, f"{state} deposited already on {current.deposited}")
                in_force = event.effective.first if event.effective else self._in_force(day)
                memberships.append(Membership(day, event.instrument or "", in_force))
                if in_force:
                    rule = "" if event.effective else self.record.entry_into_force.article
                    self._step(event, in_force, "in-force", rule)
            case "withdrawal-notified" if current and self.record.withdrawal:
                rule = self.record.withdrawal.article
                leaves = withdrawal_effective(self.record.withdrawal, day)
                current.ended = max(leaves, event.effective.first) if event.effective else leaves
                current.notices.append(Notice(day, current.ended))
                self._step(event, current.ended, "withdrawal-effective", rule)
            case "notice-revoked" if current and current.notices and current.notices[-1].runs(day):
                current.notices[-1].revoked, current.ended = day, None
                steps = self._steps[state]
                self._steps[state] = [s for s in steps if s.kind != "withdrawal-effective" or s.date <= day]
            case "instrument-withdrawn" if current and (current.binds is None or current.binds > day):
                current.ended = day
                steps = self._steps[state]
                self._steps[state] = [s for s in steps if s.kind != "in-force" or s.date <= day]
            case _:
                self._fault(event, f"{event.event}: there is nothing of {state} on {event.date} to undo")

    def _fault(self, event: TreatyEvent, message: str) -> None:
        self.faults.append((self.record.events.index(event), message))

    def _in_force(self, deposit: dt.date) -> dt.date | None:
        if self._began is None:
            return None
        return enters_into_force(self.record.entry_into_force, deposit, self._began)

    def _step(self, event: TreatyEvent, day: dt.date, kind: StepKind, rule: str = "") -> None:
        note = event.note or "" if kind == event.event else ""
        step = Step(day, kind, event.instrument or "", rule, event.certainty, event.sources, note)
        self._steps.setdefault(event.state, []).append(step)

    def steps(self, state: str) -> Sequence[Step]:
        """Return every date of a state, oldest first, those to come included."""
        return self._steps.get(state, [])

    def status(self, state: str, on: dt.date) -> Status:
        """Return where a state stood at the end of a day."""
        memberships = [m for m in self._memberships.get(state, ()) if m.deposited <= on]
        last = memberships[-1] if memberships else None
        if last and last.counts(on, "in-force"):
            running = [notice for notice in last.notices if notice.runs(on)]
            if running:
                return Status("leaving", last.in_force, running[-1].effective)
            return Status("party", last.in_force)
        if last and last.counts(on, "deposited"):
            return Status("consented", last.deposited, last.binds)
        if last and last.in_force and last.ended:
            return Status("former", last.ended)
        declined, signed = self._declined.get(state), self._signed.get(state)
        if declined and declined <= on:
            return Status("declined", declined)
        if signed and signed <= on:
            return Status("signatory", signed)
        return Status("none")

    def count(
        self,
        what: What = "states-parties",
        on: dt.date | None = None,
        basis: Basis = "in-force",
        group: str = "",
        invert: bool = False,
    ) -> Count:
        """Count states at the end of a day (default: the record's own date).

        Arguments:
            what: ``states-parties``; ``signatories``, as the depositary counts them (a state that left is
                none any more); or ``signatures``, all that were ever given.
            on: the day.
            basis: for states parties, from entry into force (the law) or already from the deposit, as
                releases that greet "the 122nd state" count; in both until the state has left.
            group: a key of the groups register; only its members on that day are counted.
            invert: count the states, of the group or of all, that are *not*.

        Raises:
            KeyError: there is no such group.

        """
        day = on or self.as_of
        members, caveat = self.members(group, day) if group else (tuple(self._states), "")
        if day > self.as_of and not caveat:
            caveat = f"the record of {self.record.short_name} goes to {self.as_of} only"
        states = (state for state in members if self._is(what, state, day, basis) != invert)
        return Count(tuple(sorted(states)), caveat)

    def _is(self, what: What, state: str, day: dt.date, basis: Basis) -> bool:
        memberships = self._memberships.get(state, ())
        if what == "states-parties":
            return any(m.counts(day, basis) for m in memberships)
        signed = self._signed.get(state)
        if signed is None or signed > day:
            return False
        return what == "signatures" or self.status(state, day).standing != "former"

    def members(self, group: str, day: dt.date) -> tuple[tuple[str, ...], str]:
        """Return a group's members on a day, and why they are not certain, if they are not.

        Raises:
            KeyError: there is no such group.

        """
        found = self.groups[group]
        caveat = ""
        if day < found.from_.first:
            caveat = f"the members of {group} are known from {found.from_} on"
        elif found.until and day > found.until.last:
            caveat = f"the members of {group} are known until {found.until}"
        if found.un_group:
            return tuple(s for s, region in self._states.items() if region == found.un_group), caveat
        states = []
        for member in found.members:
            if (member.from_ and day < member.from_.first) or (member.until and day >= member.until.first):
                if member.until and day <= member.until.last:
                    caveat = f"{member.state} left {group} in {member.until}; the day is not known"
                continue
            states.append(member.state)
        return tuple(states), caveat

    def changes(self, basis: Basis) -> Iterator[tuple[dt.date, int, tuple[str, ...], tuple[str, ...]]]:
        """Yield each day on which the number of states parties changed: new number, who came, who went."""
        came: dict[dt.date, list[str]] = {}
        went: dict[dt.date, list[str]] = {}
        for state, memberships in self._memberships.items():
            for m in memberships:
                start = m.deposited if basis == "deposited" else m.in_force
                if start is not None:
                    came.setdefault(start, []).append(state)
                    if m.ended:
                        went.setdefault(m.ended, []).append(state)
        number = 0
        for day in sorted(came.keys() | went.keys()):
            here, gone = sorted(came.get(day, ())), sorted(went.get(day, ()))
            number += len(here) - len(gone)
            yield day, number, tuple(here), tuple(gone)

    def stretches(self, state: str) -> Iterator[tuple[dt.date, dt.date | None, Basis]]:
        """Yield the times between deposit and entry into force, and those in force, of a state."""
        for m in self._memberships.get(state, ()):
            begins = m.in_force or m.ended
            if begins is None or m.deposited < begins:
                yield m.deposited, begins, "deposited"
            if m.in_force:
                yield m.in_force, m.ended, "in-force"

    def joins(self) -> Iterator[Join]:
        """Yield every joining, on each basis, with the place it had: its number among the parties then.

        States that deposit on one day share the places of that day.
        """
        for basis in BASES:
            for day, number, came, _ in self.changes(basis):
                for state in came:
                    yield Join(day, state, basis, number - len(came) + 1, number)

    def known(self, date: PartialDate) -> bool:
        """Whether the record reaches the date."""
        return date.first <= self.as_of


_ORDER: Mapping[StepKind, int] = {kind: place for place, kind in enumerate(get_args(StepKind))}
