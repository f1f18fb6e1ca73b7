"""The pages of all releases by time: the grid of years and months, each year, each month."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from .. import addresses
from ..addresses import PAGES
from ..catalogue import Catalogue
from ..names import heading, month_name
from ..records import PartialDate
from ..words import translator
from . import focus
from .lists import split_off
from .page import Page
from .rows import Branch, Link, Rows, crumb

P = TypeVar("P", str, PartialDate)


def pages(catalogue: Catalogue, rows: Rows) -> Iterator[Page]:
    """Yield the grid, and the page of every year and month that has releases, or had some."""
    yield _grid(catalogue, rows)
    years = sorted(catalogue.by_year)
    months = [PartialDate(*month) for month in sorted(catalogue.by_month)]
    for date in catalogue.periods:
        if date.month:
            yield from _month(catalogue, rows, date, *_beside(date, months))
        else:
            yield from _year(catalogue, rows, date.folder, *_beside(date.folder, years))


def _grid(catalogue: Catalogue, rows: Rows) -> Page:
    language, by_month = catalogue.language, catalogue.by_month
    most = max(map(len, by_month.values()), default=1)
    months = [month_name(month, language, "abbreviated") for month in range(1, 13)]
    grid = []
    years = sorted(catalogue.by_year)
    if years:
        for year in range(int(years[-1]), int(years[0]) - 1, -1):
            counts = [len(by_month.get((year, month), ())) for month in range(1, 13)]
            cells = [
                (count, *rows.month(PartialDate(year, month)), -(-count * 4 // most))
                for month, count in enumerate(counts, 1)
            ]
            total = len(catalogue.by_year.get(f"{year:04}", ()))
            page = addresses.year(year) if total else ""
            grid.append((str(year), page, total, cells, total - sum(counts)))
    context: dict[str, Any] = {"months": months, "grid": grid, "count": len(catalogue.releases)}
    context["some_undated"] = any(undated for *_, undated in grid)
    return Page("releases", "releases.html", translator(language)("Releases by month"), context)


def _year(
    catalogue: Catalogue, rows: Rows, year: str, earlier: str | None, later: str | None
) -> Iterator[Page]:
    base, releases = addresses.year(year), catalogue.by_year.get(year, ())
    (shelf,), below = rows.lay(Branch(base, year, {"all": releases}, 1))
    # every month has its page, whether or not it was split off
    sections = tuple(
        section._replace(page=f"{base}/{section.rows[0].iso[5:7]}")
        if section.rows and len(section.rows[0].iso) > 4
        else section
        for section in shelf.sections
    )
    crumbs = [crumb(PAGES["releases"], catalogue.language)]
    context = {
        "crumbs": crumbs,
        "shelves": (shelf._replace(sections=sections),),
        "earlier": Link(addresses.year(earlier), earlier) if earlier else None,
        "later": Link(addresses.year(later), later) if later else None,
        "count": len(releases),
    }
    yield Page(base, "listing.html", year, context)
    of_no_month = rows.split(branch for branch in below if branch.page == f"{base}/00")
    yield from split_off([*crumbs, Link(base, year)], "", of_no_month, catalogue.language)


def _month(
    catalogue: Catalogue,
    rows: Rows,
    date: PartialDate,
    earlier: PartialDate | None,
    later: PartialDate | None,
) -> Iterator[Page]:
    name, words = rows.month(date)
    releases = catalogue.by_month.get(date[:2], ())
    shelves, below = rows.lay(Branch(name, words, {"all": releases}, 2))
    crumbs = [crumb(PAGES["releases"], catalogue.language), Link(addresses.year(date.year), str(date.year))]
    context = {
        "crumbs": crumbs,
        "shelves": shelves,
        "focus": [
            focus.month(catalogue, rows, item) for item in catalogue.focus if item.month[:2] == date[:2]
        ],
        "earlier": rows.month(earlier) if earlier else None,
        "later": rows.month(later) if later else None,
        "count": len(releases),
    }
    yield Page(name, "listing.html", heading(words), context)
    yield from split_off([*crumbs, Link(name, words)], "", rows.split(below), catalogue.language)


def _beside(period: P, there: Sequence[P]) -> tuple[P | None, P | None]:
    """Return what comes before and after a year or a month among those that have releases, in order."""
    before, after = bisect_left(there, period), bisect_right(there, period)
    return there[before - 1] if before else None, there[after] if after < len(there) else None
