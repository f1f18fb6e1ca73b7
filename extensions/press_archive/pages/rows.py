"""Releases as lists show them: rows, and shelves of rows by year, month, day and part."""

from __future__ import annotations

import hashlib
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from .. import addresses
from ..addresses import IndexPage
from ..archive import Release, grouped
from ..catalogue import Catalogue, newest_first
from ..digests import digest
from ..names import date_words, direction, fold, heading, language_name
from ..records import PartialDate
from ..targets import mark
from ..words import KIND_NAMES, translator

#: A list longer than this is split by year, then by month; never by "page 2", which shifts.
LIMIT = 100
#: A month longer than this is split by day, and what is still longer into numbered parts. So many rows are
#: about 60 kB as a server sends them.
MONTH_LIMIT = 400
#: A release's page lists so many of the releases that cite it; a page of their own lists all.
CITING_LIMIT = 50
#: So many parts: of a thousand releases a day, each has about a hundred.
PARTS = 10


class Link(NamedTuple):
    page: str
    text: str

    def __repr__(self) -> str:
        return tuple.__repr__(self)  # for digests, of which there are many: that of a named tuple is slow


def crumb(page: IndexPage, language: str) -> Link:
    """Return the way up to an index page."""
    return Link(page.name, translator(language)(page.title))


class Row(NamedTuple):
    """One release in a list."""

    page: str
    mark: str  # before the title of one that was withdrawn, in the list's language
    title: str
    lang: str
    dir: str
    language: str  # its name, when it is not the site's own
    date: str
    iso: str
    kind: str
    states: tuple[Link, ...]
    campaign: Link | None
    summary: str
    held: bool
    issuer: str
    stamp: str = ""  # a digest of all the others

    def __repr__(self) -> str:
        """Stand for the row in digests: one row is in many lists, and need not be digested in each."""
        return self.stamp or tuple.__repr__(self)


class Section(NamedTuple):
    """A piece of a list: a year, a month or a day, with its releases, or the page that has them."""

    heading: str
    page: str
    total: int
    rows: tuple[Row, ...]

    def __repr__(self) -> str:
        return tuple.__repr__(self)


class Shelf(NamedTuple):
    """All releases under one heading, newest first, in sections."""

    key: str
    total: int
    sections: tuple[Section, ...]


class Branch(NamedTuple):
    """The releases of one or more lists that have the first ``depth`` steps of their way in common.

    The way to a release is its year, month and day, and then numbers (see :func:`_by_name`).
    """

    page: str
    heading: str
    lists: Mapping[str, Sequence[Release]]
    depth: int

    @property
    def total(self) -> int:
        return sum(map(len, self.lists.values()))


class SplitPage(NamedTuple):
    """A page that was split off a list: its name, heading and shelves."""

    name: str
    heading: str
    shelves: tuple[Shelf, ...]


class Rows:
    """The rows, links and shelves of one catalogue, in the archive's own language unless told otherwise."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._language = catalogue.language
        self._rows: defaultdict[str, dict[str, Row]] = defaultdict(dict)

    def row(self, release: Release, language: str = "") -> Row:
        """Return a release as lists in a language show it."""
        language = language or self._language
        rows = self._rows[language]
        if release.name not in rows:
            rows[release.name] = self._row(release, language)
        return rows[release.name]

    def _row(self, release: Release, ui: str) -> Row:
        foreign = release.language != ui
        row = Row(
            page=release.docname,
            mark=mark(release, ui),
            title=release.title,
            lang=release.language,
            dir=direction(release.language),
            language=language_name(release.language, ui) if foreign else "",
            date=date_words(release.date, ui),
            iso=str(release.date),
            kind=translator(ui)(KIND_NAMES[release.kind]),
            states=tuple(self.state(code, ui) for code in release.about),
            campaign=self.campaign(release.campaign) if release.campaign else None,
            summary=release.summary or "",
            held=not release.is_record,
            issuer=self._catalogue.registers.issuers[release.issuer].name,
        )
        return row._replace(stamp=digest(tuple(row)))

    def of(self, releases: Iterable[Release]) -> tuple[Row, ...]:
        return tuple(self.row(release) for release in releases)

    def state(self, code: str, language: str = "") -> Link:
        return Link(addresses.state(code), self._catalogue.names.name(code, language or self._language))

    def campaign(self, key: str) -> Link:
        return Link(addresses.campaign(key), self._catalogue.registers.campaigns[key].name)

    def citing(self, release: Release) -> Link | None:
        """Return the page that lists all releases that cite one, where its own page does not."""
        total = len(self._catalogue.cited_by.get(release.name, ()))
        return Link(f"{release.docname}/cited-by", str(total)) if total > CITING_LIMIT else None

    def years(self) -> list[tuple[str, str, int]]:
        """Return each year, newest first, with its page and the number of its releases."""
        by_year = self._catalogue.by_year
        return [(year, addresses.year(year), len(part)) for year, part in reversed([*by_year.items()])]

    def month(self, date: PartialDate, language: str = "") -> Link:
        words = date_words(PartialDate(*date[:2]), language or self._language)
        return Link(addresses.month(date.year, date.month), words)

    def shelves(
        self, base: str, lists: Mapping[str, Sequence[Release]]
    ) -> tuple[tuple[Shelf, ...], Iterator[SplitPage]]:
        """Lay releases out below ``base``: the shelves of the page itself, and the pages split off it."""
        shelves, below = self.lay(Branch(base, "", lists, 0))
        return shelves, self.split(below)

    def split(self, branches: Iterable[Branch]) -> Iterator[SplitPage]:
        """Yield the page of each branch and all pages below it."""
        for branch in branches:
            shelves, below = self.lay(branch)
            yield SplitPage(branch.page, branch.heading, shelves)
            yield from self.split(below)

    def lay(self, branch: Branch) -> tuple[tuple[Shelf, ...], list[Branch]]:
        """Return the shelves of a branch's page, and the branches that have pages of their own.

        Of one that is too long, only those stay on the page whose next date is not known, unless they are
        too many themselves.
        """
        _, _, lists, depth = branch
        limit = LIMIT if depth < 2 else MONTH_LIMIT
        fits = branch.total <= limit
        parts = [branch._replace(heading="")] if fits and depth >= 2 else self._parts(branch)
        sections: dict[str, list[Section]] = {key: [] for key in lists}
        below = []
        for part in parts:
            stays = fits or (part.page.endswith("/00") and part.total <= limit)
            if not stays:
                below.append(part)
            for key, releases in part.lists.items():
                if releases:
                    page, rows = ("", self.of(newest_first(releases))) if stays else (part.page, ())
                    sections[key].append(Section(heading(part.heading), page, len(releases), rows))
        return tuple(Shelf(key, len(lists[key]), tuple(found)) for key, found in sections.items()), below

    def _parts(self, branch: Branch) -> list[Branch]:
        """Cut a branch at the next step: into years, months or days, newest first, or numbered parts."""
        page, heading, lists, depth = branch
        first = next((release for releases in lists.values() for release in releases), None)
        if first is None:
            return []
        dated = depth < _dated(first)
        cut, digits = (_by_date, 2 if depth else 4) if dated else (_by_name, 1)
        steps: defaultdict[int, dict[str, Sequence[Release]]] = defaultdict(lambda: dict.fromkeys(lists, ()))
        for key, releases in lists.items():
            for step, part in cut(releases, depth):
                steps[step][key] = part
        _, way = translator(self._language), first.date[:depth]

        def name(step: int) -> str:
            if dated:
                return date_words(PartialDate(*(*way, step)), self._language)
            return _("{date}, part {number}").replace("{date}", heading).replace("{number}", str(step))

        return [
            Branch(f"{page}/{step:0{digits}}", name(step), steps[step], depth + 1)
            for step in sorted(steps, reverse=dated)
        ]


def _dated(release: Release) -> int:
    """Return how many steps of a release's way are of its date: a month that is not known is the last."""
    return 3 if release.date.month else 2


def _by_date(releases: Sequence[Release], depth: int) -> Iterator[tuple[int, Sequence[Release]]]:
    """Cut releases, oldest first, where their year, month or day changes."""

    def step(release: Release) -> int:
        return release.date[depth]

    at = 0
    while at < len(releases):
        end = bisect_right(releases, step(releases[at]), at, key=step)
        yield step(releases[at]), releases[at:end]
        at = end


def _by_name(releases: Sequence[Release], depth: int) -> Iterator[tuple[int, Sequence[Release]]]:
    """Deal releases of one date out by their names: whatever comes later, each stays in its part."""

    def step(release: Release) -> int:
        return 1 + hashlib.sha256(release.name.encode()).digest()[depth - _dated(release)] % PARTS

    yield from grouped(releases, lambda release: [step(release)]).items()


def sort_key(name: str) -> str:
    """Order names as an index does: without accents, case or a leading article."""
    return fold(name) or unicodedata.normalize("NFKD", name)
