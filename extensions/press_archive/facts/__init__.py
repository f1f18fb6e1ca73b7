"""Figures that were true on a day: how authors write them, and whether they are.

A fact is written where the figure stands, as a figure and what it counts::

    {press:fact}`122 <states-parties>`
    {press:fact}`42 <states-parties in cicc-europe>`
    {press:fact}`12 <not states-parties in cicc-europe>`
    {press:fact}`122nd <states-parties deposited>`

What stands before ``<`` is printed and never changed. What stands inside is, in this order: the figure
where the words do not show it (``twelve <12 …>``), ``not``, what is counted, ``deposited`` (from the deposit
instead of from entry into force), ``in`` and a group, ``of`` and a treaty, ``on`` and a day other than the
release's own.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .. import addresses
from ..records import PartialDate, Problem, Reference, Severity, quoted, suggest
from ..treaties import BASES, WHATS, Count, Treaty, What
from ..treaties.history import Basis
from . import spelled

#: What a text has that has a fact: looked for before the text is read for roles.
MARK = "{press:fact}"
#: An example for messages.
FORM = (
    "write a figure and what it counts, as in `122 <states-parties>` or `42 <states-parties in cicc-europe>`"
)
#: A number as it is written, with what makes more of its digits: 3,000; 3.5; 3/4; 3 %.
_NUMBER = re.compile(r"\d+(?:[.,/'’]\d+|[ \u00a0\u202f]\d{3}(?!\d))*(?:\s?[%‰٪])?")
#: One that can count states.
_WHOLE = re.compile(r"\d{1,4}")


class Fact(NamedTuple):
    """One figure and what it counts; ``figure`` is ``None`` when it is to be computed."""

    figure: int | None
    what: What
    basis: Basis
    group: str
    invert: bool
    treaty: str
    on: PartialDate | None


class Finding(NamedTuple):
    """What is wrong with a fact.

    A ``warning`` means that it cannot be checked; a ``note``, that it cannot be yet.
    """

    severity: Severity
    message: str


@dataclass(frozen=True)
class Facts:
    """The facts that an archive can check: its treaties, the first of which is meant when none is named."""

    treaties: Mapping[str, Treaty]

    def parse(self, text: str, target: str, language: str = "") -> Fact:
        """Read a fact: the words printed (empty for a computed one) and what they count.

        Arguments:
            language: of the words, where these are still to be compared with a number that is given.

        Raises:
            ValueError: saying what is not understood and what could be meant.

        """
        if not self.treaties:
            raise ValueError("there is no treaty to check it against; name one in press_treaties in conf.py")
        words = target.split()
        given = words.pop(0) if words and words[0].isdecimal() else ""
        if given and not text:
            raise ValueError(FORM)
        figure = _figure(text, given, language) if text else None
        invert = bool(words) and words[0] == "not"
        what, *rest = words[invert:] or [""]
        if what not in WHATS:
            raise ValueError(f"{quoted(what)} cannot be counted{suggest(what, WHATS)}")
        basis: Basis = "in-force"
        if rest[:1] == ["deposited"]:
            basis, rest = "deposited", rest[1:]
        elif rest[:2] == ["in", "force"]:
            rest = rest[2:]
        limits: dict[str, str] = {}
        while len(rest) >= 2 and rest[0] in {"in", "of", "on"} and rest[0] not in limits:
            limits[rest[0]] = rest[1]
            rest = rest[2:]
        if rest:
            hint = "; write `not` first: `12 <not states-parties in …>`" if rest[0] == "not" else ""
            raise ValueError(f"{quoted(' '.join(rest))} is not understood{hint or '; ' + FORM}")
        key = limits.get("of", next(iter(self.treaties)))
        if key not in self.treaties:
            raise ValueError(f"{quoted(key)} is not a treaty of this archive{suggest(key, self.treaties)}")
        group = limits.get("in", "")
        groups = self.treaties[key].groups
        if group and group not in groups:
            raise ValueError(f"{quoted(group)} is not in docs/registers/groups.yaml{suggest(group, groups)}")
        on = PartialDate.parse(limits["on"]) if "on" in limits else None
        return Fact(figure, what, basis, group, invert, key, on)

    def day(self, fact: Fact, date: PartialDate) -> dt.date:
        """Return the day a fact speaks of: of a month or a year, one on which its figure is right."""
        when = fact.on or date
        days = self._days(fact, when)
        if len(days) == 1:  # nothing to choose: counting is what takes time
            return days[0]
        right = [day for day in days if self.on(fact, day).value == fact.figure]
        return (right or days)[-1]

    def count(self, fact: Fact, date: PartialDate) -> Count:
        """Count what a fact counts, at the end of its day."""
        return self.on(fact, self.day(fact, date))

    def on(self, fact: Fact, day: dt.date) -> Count:
        """Count what a fact counts, at the end of any day."""
        return self.treaties[fact.treaty].count(fact.what, day, fact.basis, fact.group, fact.invert)

    def _days(self, fact: Fact, when: PartialDate) -> list[dt.date]:
        """Return the days of a date on which a count can be another than before."""
        if when.precision == "day":
            return [when.first]
        treaty = self.treaties[fact.treaty]
        last = max(when.first, min(when.last, treaty.as_of))
        turns = (day for day in treaty.turns(fact.group) if when.first <= day <= last)
        return sorted({when.first, last, *turns})

    def check(self, fact: Fact, date: PartialDate) -> Finding | None:
        """Say what is wrong with a written figure as of a date, or nothing.

        Of a date known to the month or year, the figure must have been true on one of its days.
        """
        treaty, when = self.treaties[fact.treaty], fact.on or date
        if fact.figure is None:
            return None
        if not treaty.known(when):
            then = self.on(fact, treaty.as_of).value
            until = f"the list of {treaty.record.short_name} goes to {treaty.as_of}, when it was {then}"
            file = f"{addresses.treaty(treaty.key)}.yaml"
            mend = f"bring `events` and `as_of` in {file} up to date"
            return Finding("note", f"cannot be checked yet: {until}; {mend}")
        days = self._days(fact, when)
        counts = {basis: [self.on(fact._replace(basis=basis), day) for day in days] for basis in BASES}
        caveats = [count.caveat for count in counts[fact.basis] if count.caveat]
        if caveats:
            return Finding("warning", f"cannot be checked: {caveats[0]}")
        if fact.figure in {count.value for count in counts[fact.basis]}:
            return None
        return Finding("error", self._right(fact, when, counts))

    def _right(self, fact: Fact, when: PartialDate, counts: Mapping[Basis, Sequence[Count]]) -> str:
        def figures(basis: Basis) -> str:
            return " or ".join(map(str, sorted({count.value for count in counts[basis]})))

        what = f"{'not ' * fact.invert}{fact.what}{' in ' * bool(fact.group)}{fact.group}"
        if fact.what != "states-parties":
            return f"{fact.figure} is not the figure on {when}; {what}: {figures('in-force')}"
        found = f"{figures('in-force')} in force, {figures('deposited')} deposited"
        message = f"{fact.figure} is not the figure on {when}; {what}: {found}"
        other: Basis = "deposited" if fact.basis == "in-force" else "in-force"
        if fact.figure in {count.value for count in counts[other]}:
            message += f"; if that is meant, write {other.replace('-', ' ')} after what is counted"
        return message

    def references(
        self, references: Iterable[Reference], language: str = ""
    ) -> Iterator[tuple[Reference, Fact | ValueError]]:
        """Yield every fact of a text, or why it is none; ``language`` as for :meth:`parse`."""
        for reference in references:
            if reference.role == "fact":
                try:
                    yield reference, self.parse(reference.text, reference.target, language)
                except ValueError as error:
                    yield reference, error

    def problems(
        self, path: str, references: Iterable[Reference], date: PartialDate, language: str
    ) -> Iterator[Problem]:
        """Yield what is wrong with the facts of a release, whose text must say each figure itself."""
        for reference, fact in self.references(references, language):
            if isinstance(fact, ValueError):
                yield Problem(path, reference.line, MARK, str(fact))
            elif fact.figure is None:
                yield Problem(path, reference.line, MARK, f"a release says its figures itself; {FORM}")
            elif found := self.check(fact, date):
                yield Problem(path, reference.line, MARK, found.message, found.severity)

    def expiry(self, fact: Fact, start: dt.date, end: dt.date) -> tuple[dt.date, str] | None:
        """Return the first day, from ``start`` to ``end``, on which a fixed figure is false, and why."""
        treaty = self.treaties[fact.treaty]
        last = min(end, treaty.as_of)
        for day in sorted({start, *(day for day in treaty.turns(fact.group) if start < day <= last)}):
            found = self.check(fact, PartialDate.of(day))
            if found and found.severity == "error":
                return day, found.message
        return None


def _figure(words: str, given: str, language: str) -> int:
    """Return the figure that words say: their first number, or the one that is ``given`` with them.

    Raises:
        ValueError: they say none, another, or one that cannot count states.

    """
    said = _NUMBER.findall(words)
    if not (given or said):
        raise ValueError(f"{quoted(words)} has no figure in it; {FORM}, or `twelve <12 states-parties>`")
    figure = given or said[0]
    if not _WHOLE.fullmatch(figure):
        raise ValueError(f"{quoted(figure)} is no number of states; {FORM}")
    if given and language:
        numbers = {int(number) for number in said if _WHOLE.fullmatch(number)} | spelled.said(words, language)
        if (said or numbers) and int(given) not in numbers:
            raise ValueError(f"{quoted(words)} does not say {given}, which would be checked; {FORM}")
    return int(figure)
