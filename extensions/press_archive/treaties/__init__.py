"""Where each state stood to a treaty, and how many there were, on any day.

The archive keeps what states did (:class:`~press_archive.records.treaties.TreatyRecord`);
:mod:`~press_archive.treaties.history` says what follows from it, and here it is asked about.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from ..names import date_words
from ..records.dates import PartialDate
from ..records.treaties import Group, TreatyRecord
from ..words import mark as _
from ..words import translator
from .history import Basis, History, Step

What = Literal["states-parties", "signatories", "signatures"]
Standing = Literal["party", "leaving", "consented", "former", "signatory", "declined", "none"]
WHATS: tuple[What, ...] = get_args(What)
BASES: tuple[Basis, ...] = get_args(Basis)
STANDINGS: tuple[Standing, ...] = get_args(Standing)


@dataclass(frozen=True)
class Status:
    """Where a state stood on a day: ``since`` when, and ``until`` when if a notice was running."""

    standing: Standing
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True)
class Caveat:
    """Why a count is not certain: to authors in English, with keys and dates as they are written in files."""

    words: str
    key: str  # of the treaty or group ...
    name: str  # ... and what readers call it
    date: PartialDate
    state: str = ""

    def __str__(self) -> str:
        return self._filled(self.words, self.key, str(self.date))

    def said(self, language: str) -> str:
        """Say it to readers."""
        return self._filled(translator(language)(self.words), self.name, date_words(self.date, language))

    def _filled(self, text: str, name: str, date: str) -> str:
        return text.replace("{name}", name).replace("{date}", date).replace("{state}", self.state)


@dataclass(frozen=True)
class Count:
    """How many states something was true of, which they were, and what stands in the way of saying so."""

    states: tuple[str, ...]
    caveat: Caveat | None = None

    def caveat_words(self, language: str) -> str:
        return self.caveat.said(language) if self.caveat else ""

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
        self, key: str, record: TreatyRecord, states: Mapping[str, str], groups: Mapping[str, Group]
    ) -> None:
        """Work out what follows from the record.

        Arguments:
            key: the name of its file.
            record: what was written.
            states: the code of every state, and the regional group that the register gives it.
            groups: the groups that counts can be limited to.

        """
        self.key = key
        self.record = record
        self.groups = groups
        self._states = states
        self._history = History(record)

    @property
    def as_of(self) -> dt.date:
        return self.record.as_of.first

    @property
    def in_force_since(self) -> dt.date | None:
        """The day on which the treaty itself began to bind."""
        return self._history.in_force_since

    @property
    def faults(self) -> Sequence[tuple[int, str]]:
        """What cannot be in the order of the record: the number of an event, and why."""
        return self._history.faults

    def steps(self, state: str) -> Sequence[Step]:
        """Return every date of a state, oldest first, those to come included."""
        return self._history.steps.get(state, ())

    def status(self, state: str, on: dt.date) -> Status:
        """Return where a state stood at the end of a day."""
        memberships = [m for m in self._history.memberships.get(state, ()) if m.deposited <= on]
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
        declined, signed = self._history.declined.get(state), self._history.signed.get(state)
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
        members, caveat = self.members(group, day) if group else (tuple(self._states), None)
        if day > self.as_of and not caveat:
            name, end = self.record.short_name, PartialDate.of(self.as_of)
            caveat = Caveat(_("the record of {name} goes to {date} only"), name, name, end)
        states = (state for state in members if self._is(what, state, day, basis) != invert)
        return Count(tuple(sorted(states)), caveat)

    def _is(self, what: What, state: str, day: dt.date, basis: Basis) -> bool:
        memberships = self._history.memberships.get(state, ())
        if what == "states-parties":
            return any(m.counts(day, basis) for m in memberships)
        signed = self._history.signed.get(state)
        if signed is None or signed > day:
            return False
        return what == "signatures" or self.status(state, day).standing != "former"

    def members(self, group: str, day: dt.date) -> tuple[tuple[str, ...], Caveat | None]:
        """Return a group's members on a day, and why they are not certain, if they are not.

        Raises:
            KeyError: there is no such group.

        """
        found = self.groups[group]
        caveat = None
        if day < found.from_.first:
            words = _("the members of {name} are known from {date} on")
            caveat = Caveat(words, group, found.name, found.from_)
        elif found.until and day > found.until.last:
            words = _("the members of {name} are known until {date}")
            caveat = Caveat(words, group, found.name, found.until)
        if found.un_group:
            return tuple(s for s, region in self._states.items() if region == found.un_group), caveat
        states = []
        for member in found.members:
            if member.until and day >= member.until.first:
                if day <= member.until.last and member.until.precision != "day":
                    words = _("{state} left {name} in {date}; the day is not known")
                    caveat = Caveat(words, group, found.name, member.until, member.state)
            elif not member.from_ or day >= member.from_.first:
                states.append(member.state)
        return tuple(states), caveat

    def turns(self, group: str = "") -> set[dt.date]:
        """Return every day on which a count can be another than on the day before.

        Arguments:
            group: counted are only its members.

        """
        days = {event.date.first for event in self.record.events}
        days |= {day for basis in BASES for day, *_ in self.changes(basis)}
        if group:
            found = self.groups[group]
            bounds = [
                found.from_,
                *(date for member in found.members for date in (member.from_, member.until)),
            ]
            days |= {date.first for date in bounds if date}
        return days

    def changes(self, basis: Basis) -> Iterator[tuple[dt.date, int, tuple[str, ...], tuple[str, ...]]]:
        """Yield each day on which the number of states parties changed: new number, who came, who went."""
        came: dict[dt.date, list[str]] = {}
        went: dict[dt.date, list[str]] = {}
        for state, memberships in self._history.memberships.items():
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
        for m in self._history.memberships.get(state, ()):
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
            for day, number, came, _went in self.changes(basis):
                for state in came:
                    yield Join(day, state, basis, number - len(came) + 1, number)

    def known(self, date: PartialDate) -> bool:
        """Whether the record reaches the date."""
        return date.first <= self.as_of
