"""Unmarked figures, judged: those that fit no way of counting are suggested to editors.

A figure near the right one (within a quarter) and equal to none is likely a slip, or counts in a way that
the release should say; one far from it speaks of something else ("12 states parties of the region").
A release of today is mostly later than the list of events: it is judged by the list's last day, and that
is said. One whose words stand in the release's ``source.note`` has been looked at: readers are told of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from ..archive import Registers, Release
from ..records import Problem
from ..records.figures import Figure
from ..treaties import BASES, Treaty
from ..tree import path_of

#: A joining counts as news for so long before it binds the state and after it was announced.
_BEFORE, _AFTER = dt.timedelta(days=400), dt.timedelta(days=120)


def suggestions(releases: Iterable[Release], registers: Registers) -> Iterator[Problem]:
    """Yield what an editor should look at; nothing here keeps a release from being published."""
    treaties = list(registers.treaties.values())
    for release in releases:
        figures = _untold(release)
        for figure in figures:
            if treaties and (message := _judge(figure, release, treaties)):
                yield Problem(path_of(release.name), figure.line, figure.where, message, "warning")
        yield from _disagreements(release, figures)


def _untold(release: Release) -> list[Figure]:
    note = release.source.note if release.source else None
    return [figure for figure in release.figures if figure.words.casefold() not in (note or "").casefold()]


def _judge(figure: Figure, release: Release, treaties: Iterable[Treaty]) -> str:
    """Say why a figure fits none of the treaties, or nothing."""
    said = []
    for treaty in treaties:
        message = (
            _place(figure, release, treaty) if figure.kind == "place" else _count(figure, release, treaty)
        )
        if not message:
            return ""
        said.append(message if treaty.known(release.date) else f"{message} (the list goes to {treaty.as_of})")
    if figure.kind == "place":
        return (
            f'"{figure.words}" is the place of no state that joined around {release.date}; {"; ".join(said)}'
        )
    return f'"{figure.words}" fits no count on {release.date}; {"; ".join(said)}'


def _totals(release: Release, treaty: Treaty) -> dict[str, set[int]]:
    first, last = (min(day, treaty.as_of) for day in (release.date.first, release.date.last))
    found: dict[str, set[int]] = {}
    for basis in BASES:
        days = {first, last, *(day for day, *_ in treaty.changes(basis) if first <= day <= last)}
        found[basis] = {treaty.count(on=day, basis=basis).value for day in days}
    return found


def _words(totals: dict[str, set[int]]) -> str:
    return ", ".join(
        f"{' or '.join(map(str, sorted(numbers)))} {basis.replace('-', ' ')}"
        for basis, numbers in totals.items()
    )


def _near(number: int, totals: dict[str, set[int]]) -> bool:
    right = {total for numbers in totals.values() for total in numbers}
    return any(abs(number - total) * 4 <= total for total in right)


def _count(figure: Figure, release: Release, treaty: Treaty) -> str:
    totals = _totals(release, treaty)
    signed = treaty.count("signatories", min(release.date.last, treaty.as_of)).value
    allowed = set().union(*totals.values()) | {signed}
    if figure.number in allowed or not _near(figure.number, totals):
        return ""
    return f"{treaty.record.short_name}: {_words(totals)}"


def _place(figure: Figure, release: Release, treaty: Treaty) -> str:
    """A place must be that of a state that had just joined or was about to, or that the release is about."""
    totals = _totals(release, treaty)
    if not _near(figure.number, totals):
        return ""
    states = {*release.about, *release.mentions}
    places = []
    for join in treaty.joins():
        soon = join.date <= release.date.last + _AFTER
        recent = release.date.first - _BEFORE <= join.date
        if soon and (recent or join.state in states):
            if join.first <= figure.number <= join.last:
                return ""
            if join.state in states:
                place = str(join.last) if join.first == join.last else f"{join.first} to {join.last}"
                places.append(
                    f"{join.state} was number {place} on {join.date} ({join.basis.replace('-', ' ')})"
                )
    known = f"; {', '.join(places)}" if places else ""
    return f"{treaty.record.short_name}: {_words(totals)}{known}"


def _disagreements(release: Release, figures: Iterable[Figure]) -> Iterator[Problem]:
    """Two places for one newcomer, as when a headline was mended after the address was made of it."""
    places = [figure for figure in figures if figure.kind == "place"]
    for figure in places[1:]:
        if figure.number != places[0].number and len(release.about) == 1:
            path = path_of(release.name)
            message = f'"{figure.words}" here, but "{places[0].words}" in {places[0].where}'
            yield Problem(path, figure.line, figure.where, message, "warning")
