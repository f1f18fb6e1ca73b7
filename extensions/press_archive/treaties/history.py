"""What follows from what states did, under the treaty's own rules: who was bound, from when, until when.

Computed are the day from which an instrument binds its state and the day on which a withdrawal takes
effect; everything else is as the record has it.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

from ..records.treaties import Certainty, EntryIntoForce, TreatyEvent, TreatyRecord, Withdrawal

Basis = Literal["in-force", "deposited"]
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
_ORDER: Mapping[StepKind, int] = {kind: place for place, kind in enumerate(get_args(StepKind))}


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


class History:
    """All that states did about one treaty, by state, and the ``faults`` that were met in the record."""

    def __init__(self, record: TreatyRecord) -> None:
        self._record = record
        self.faults: list[tuple[int, str]] = []
        self.signed: dict[str, dt.date] = {}
        self.declined: dict[str, dt.date] = {}
        self.memberships: dict[str, list[Membership]] = {}
        self.steps: dict[str, list[Step]] = {}
        events = self._corrected()
        deposits = sorted(event.date.first for event in events if event.event == "deposited")
        needed = int(record.entry_into_force.deposits)
        self._began = deposits[needed - 1] if len(deposits) >= needed else None
        for event in sorted(events, key=lambda event: (event.date, event.event != "signed")):
            self._apply(event)
        for steps in self.steps.values():
            steps.sort(key=lambda step: (step.date, _ORDER[step.kind]))

    @property
    def in_force_since(self) -> dt.date | None:
        """The day on which the treaty itself began to bind."""
        rule = self._record.entry_into_force
        return enters_into_force(rule, self._began, self._began) if self._began else None

    def _corrected(self) -> list[TreatyEvent]:
        kept: list[TreatyEvent | None] = []
        for number, event in enumerate(self._record.events):
            if event.corrects is not None:
                wrong = (event.state, event.event, event.corrects)
                places = [i for i, e in enumerate(kept) if e and (e.state, e.event, e.date) == wrong]
                if not places:
                    self.faults.append((number, f"no earlier line {' '.join(map(str, wrong))} to correct"))
                for place in places:
                    kept[place] = None
            kept.append(event)
        return [event for event in kept if event is not None]

    def _apply(self, event: TreatyEvent) -> None:
        day, state = event.date.first, event.state
        memberships = self.memberships.setdefault(state, [])
        current = memberships[-1] if memberships else None
        if current and current.ended and current.ended <= day:
            current = None
        self._step(event, day, event.event)
        match event.event:
            case "signed":
                self.signed.setdefault(state, day)
            case "declined":
                self.declined.setdefault(state, day)
            case "deposited":
                if current:
                    self._fault(event, f"{state} deposited already on {current.deposited}")
                in_force = event.effective.first if event.effective else self._in_force(day)
                memberships.append(Membership(day, event.instrument or "", in_force))
                if in_force:
                    rule = "" if event.effective else self._record.entry_into_force.article
                    self._step(event, in_force, "in-force", rule)
            case "withdrawal-notified" if current and self._record.withdrawal:
                if current.notices and current.notices[-1].runs(day):
                    self._fault(event, f"{state} notified already on {current.notices[-1].notified}")
                rule = self._record.withdrawal.article
                leaves = withdrawal_effective(self._record.withdrawal, day)
                current.ended = max(leaves, event.effective.first) if event.effective else leaves
                current.notices.append(Notice(day, current.ended))
                self._step(event, current.ended, "withdrawal-effective", rule)
            case "notice-revoked" if current and current.notices and current.notices[-1].runs(day):
                current.notices[-1].revoked, current.ended = day, None
                steps = self.steps[state]
                self.steps[state] = [s for s in steps if s.kind != "withdrawal-effective" or s.date <= day]
            case "instrument-withdrawn" if current and (current.binds is None or current.binds > day):
                current.ended = day
                steps = self.steps[state]
                self.steps[state] = [s for s in steps if s.kind != "in-force" or s.date <= day]
            case _:
                self._fault(event, f"{event.event}: there is nothing of {state} on {event.date} to undo")

    def _fault(self, event: TreatyEvent, message: str) -> None:
        events = enumerate(self._record.events)
        self.faults.append((next(number for number, one in events if one is event), message))

    def _in_force(self, deposit: dt.date) -> dt.date | None:
        if self._began is None:
            return None
        return enters_into_force(self._record.entry_into_force, deposit, self._began)

    def _step(self, event: TreatyEvent, day: dt.date, kind: StepKind, rule: str = "") -> None:
        note = event.note or "" if kind == event.event else ""
        step = Step(day, kind, event.instrument or "", rule, event.certainty, event.sources, note)
        self.steps.setdefault(event.state, []).append(step)
