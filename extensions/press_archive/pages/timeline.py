"""Drawings as plain numbers: a state's timeline, and the number of parties over the years.

The templates write these as SVG with classes only; colours come from the stylesheet, so that they follow
light and dark, and nothing needs an inline style.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..records import PartialDate

WIDTH = 720
_LEFT, _RIGHT = 12, 708
_LANE = 34


class Mark(NamedTuple):
    """A point in a lane: its date (ISO, to its precision), its kind for style, and what it says."""

    iso: str
    lane: int
    kind: str
    title: str


class Drawing(NamedTuple):
    """A mark with its place."""

    x: int
    y: int
    kind: str
    title: str


class Timeline(NamedTuple):
    """A drawn timeline: the labels of its lanes, year lines, bars and marks."""

    height: int
    lanes: tuple[str, ...]
    years: tuple[tuple[int, str], ...]
    bars: tuple[tuple[int, int, int, str], ...]
    marks: tuple[Drawing, ...]
    now: int


class Scale:
    """From days to places across."""

    def __init__(self, first: int, last: int, left: int = _LEFT) -> None:
        self._first = dt.date(first, 1, 1).toordinal()
        self._days = dt.date(last + 1, 1, 1).toordinal() - self._first
        self._left, self._across = left, _RIGHT - left
        self.range = range(first, last + 1)

    def __call__(self, day: dt.date) -> int:
        return self._left + round((day.toordinal() - self._first) * self._across / self._days)

    def years(self) -> tuple[tuple[int, str], ...]:
        """Return place and label of the start of each year; every fifth year has a label."""
        return tuple((self(dt.date(y, 1, 1)), str(y) if y % 5 == 0 else "") for y in self.range)


def middle(iso: str) -> dt.date:
    """Return the day at which a date of any precision is drawn: a month in its middle, a year in its."""
    year, month, day = PartialDate.parse(iso)
    if day:
        return dt.date(year, month, day)
    return dt.date(year, month, 15) if month else dt.date(year, 7, 1)


def draw(
    marks: Sequence[Mark],
    stretches: Iterable[tuple[dt.date, dt.date | None, str]],
    labels: Sequence[str],
    first: int,
    today: dt.date,
) -> Timeline:
    """Draw lanes of marks over the years; lanes without a label are left out.

    Arguments:
        stretches: when something held, from and until (without an end it runs on), and its kind for style.

    """
    years = [middle(mark.iso).year for mark in marks]
    scale = Scale(min([first, *years]), max([today.year, *years]))
    shown = [lane for lane, label in enumerate(labels) if label]
    tops = {lane: 14 + place * _LANE for place, lane in enumerate(shown)}
    height = 14 + len(shown) * _LANE + 18
    end = dt.date(scale.range[-1], 12, 31)
    bars = tuple(
        (scale(start), tops[0] + 17, max(scale(until or end) - scale(start), 2), kind)
        for start, until, kind in stretches
        if 0 in tops
    )
    drawn = tuple(
        Drawing(scale(middle(mark.iso)), tops[mark.lane] + 20, mark.kind, mark.title) for mark in marks
    )
    lanes = tuple(labels[lane] for lane in shown)
    return Timeline(height, lanes, scale.years(), bars, drawn, scale(today))


class Chart(NamedTuple):
    """Steps over the years: one path for each basis, lines for tens, bars for campaigns."""

    height: int
    floor: int
    paths: tuple[tuple[str, str], ...]
    years: tuple[tuple[int, str], ...]
    lines: tuple[tuple[int, str], ...]
    points: tuple[tuple[int, int, str, str], ...]
    bars: tuple[tuple[int, int, int, str, str, int], ...]


def chart(
    series: Sequence[tuple[str, Sequence[tuple[dt.date, int]]]],
    points: Sequence[tuple[dt.date, int, str, str]],
    campaigns: Sequence[tuple[str, dt.date, dt.date, str]],
    first: int,
    today: dt.date,
) -> Chart:
    """Draw numbers that change by steps.

    Arguments:
        series: a name for style, and each day on which the number changed, with the new number.
        points: days to mark: day, number, title and the page part each leads to.
        campaigns: name, first and last day, and page of each bar under the chart.
        first: the year at which the chart begins.
        today: the day at which it ends.

    """
    scale = Scale(first, today.year, left=44)
    top, floor = 12, 240
    most = max([number for _, steps in series for _, number in steps] + [10])
    ceiling = -(-most // 20) * 20

    def y(number: int) -> int:
        return floor - round(number * (floor - top) / ceiling)

    paths = []
    for name, steps in series:
        path = f"M{scale(dt.date(first, 1, 1))} {y(0)}"
        for day, number in steps:
            if day <= today:
                path += f"H{scale(day)}V{y(number)}"
        paths.append((name, f"{path}H{scale(today)}"))
    lines = tuple((y(number), str(number)) for number in range(0, ceiling + 1, 20))
    marks = tuple((scale(day), y(number), title, part) for day, number, title, part in points)
    bars, ends = [], list[int]()
    for name, start, end, page in sorted(campaigns, key=lambda item: item[1:3]):
        left, right = scale(max(start, dt.date(first, 1, 1))), scale(min(end, today))
        # A label is about seven units a letter; bars share a row when neither bar nor label overlap.
        label = min(left, _RIGHT - 7 * len(name))
        room = max(right, label + 7 * len(name)) + 8
        row = next((place for place, taken in enumerate(ends) if taken <= min(left, label)), len(ends))
        ends[row : row + 1] = [room]
        bars.append((left, floor + 34 + row * 26, max(right - left, 3), name, page, label))
    return Chart(floor + 40 + 26 * len(ends), floor, tuple(paths), scale.years(), lines, marks, tuple(bars))
