"""Releases as lists show them: rows, and shelves of rows by year and month."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from .archive import Release
from .catalogue import Catalogue
from .names import date_words, direction, fold, language_name
from .records import PartialDate
from .words import KIND_NAMES, translator

#: A list longer than this is split by year, then by month; never by "page 2".
LIMIT = 100
#: A month longer than this is split by day. So many rows are about 60 kB as a server sends them.
MONTH_LIMIT = 400


class Link(NamedTuple):
    page: str
    text: str


class Row(NamedTuple):
    """One release in a list."""

    page: str
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
    """A stretch of a list: a year, a month or a day, with its releases, or the page that has them."""

    heading: str
    page: str
    total: int
    rows: tuple[Row, ...]


class Shelf(NamedTuple):
    """All releases under one heading, newest first, in sections."""

    key: str
    total: int
    sections: tuple[Section, ...]


def marked_title(release: Release, language: str) -> str:
    """Return a release's title; one that was withdrawn says so wherever it is named."""
    return f"{translator(language)('[Withdrawn]')} {release.title}" if release.withdrawn else release.title


class Rows:
    """The rows, links and shelves of one catalogue, in the site's own language unless told otherwise."""

    def __init__(self, catalogue: Catalogue, language: str) -> None:
        self._catalogue = catalogue
        self._language = language
        self._rows: dict[tuple[str, str], Row] = {}

    def row(self, release: Release, language: str = "") -> Row:
        """Return a release as lists in a language show it."""
        key = (release.name, language or self._language)
        if key not in self._rows:
            self._rows[key] = self._row(release, key[1])
        return self._rows[key]

    def _row(self, release: Release, ui: str) -> Row:
        foreign = release.language != ui
        row = Row(
            page=release.docname,
            title=marked_title(release, ui),
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
        return row._replace(stamp=hashlib.sha256(repr(row).encode()).hexdigest()[:16])

    def of(self, releases: Iterable[Release]) -> tuple[Row, ...]:
        return tuple(self.row(release) for release in releases)

    def state(self, code: str, language: str = "") -> Link:
        return Link(f"states/{code.lower()}", self._catalogue.names.name(code, language or self._language))

    def campaign(self, key: str) -> Link:
        return Link(f"campaigns/{key}", self._catalogue.registers.campaigns[key].name)

    def month(self, date: PartialDate) -> Link:
        return Link(f"releases/{date.year:04}/{date.month:02}", date_words(date, self._language))

    def shelves(
        self, base: str, lists: Mapping[str, Sequence[Release]]
    ) -> tuple[tuple[Shelf, ...], list[tuple[str, str, tuple[Shelf, ...]]]]:
        """Lay releases out by year below ``base``, splitting what is too long.

        Returns the shelves of the page itself, and name, heading and shelves of each page split off.
        """
        if sum(map(len, lists.values())) <= LIMIT:
            return tuple(self.shelf(key, releases, "year") for key, releases in lists.items()), []
        years: defaultdict[int, dict[str, list[Release]]] = defaultdict(lambda: {key: [] for key in lists})
        for key, releases in lists.items():
            for release in releases:
                years[release.date.year][key].append(release)
        split = []
        for year, parts in sorted(years.items()):
            name = f"{base}/{year:04}"
            if sum(map(len, parts.values())) <= LIMIT:
                shelves = tuple(self.shelf(key, releases, "month") for key, releases in parts.items())
                split.append((name, str(year), shelves))
                continue
            months: defaultdict[int, dict[str, list[Release]]] = defaultdict(
                lambda: {key: [] for key in lists}
            )
            for key, releases in parts.items():
                for release in releases:
                    months[release.date.month][key].append(release)
            for month, these in sorted(months.items()):
                if month:
                    heading = date_words(PartialDate(year, month), self._language)
                    shelves, days = self.by_day(f"{name}/{month:02}", these)
                    split += [*days, (f"{name}/{month:02}", heading, shelves)]
            split.append((name, str(year), self.pointers(name, parts, "month")))
        return self.pointers(base, lists, "year"), split

    def by_day(
        self, base: str, lists: Mapping[str, Sequence[Release]]
    ) -> tuple[tuple[Shelf, ...], list[tuple[str, str, tuple[Shelf, ...]]]]:
        """Lay the releases of one month out, as :meth:`shelves` does: by day, where there are too many.

        Those of which only the month is known stay on the page of the month.
        """
        if sum(map(len, lists.values())) <= MONTH_LIMIT:
            return tuple(self.shelf(key, releases, "none") for key, releases in lists.items()), []
        days: defaultdict[PartialDate, dict[str, list[Release]]] = defaultdict(
            lambda: {key: [] for key in lists}
        )
        for key, releases in lists.items():
            for release in releases:
                if release.date.day:
                    days[release.date][key].append(release)
        split = [
            (
                f"{base}/{date.day:02}",
                date_words(date, self._language),
                tuple(self.shelf(key, releases, "none") for key, releases in these.items()),
            )
            for date, these in sorted(days.items())
        ]
        return self.pointers(base, lists, "day"), split

    def shelf(self, key: str, releases: Sequence[Release], unit: str) -> Shelf:
        sections = tuple(
            Section(heading, "", len(part), self.of(reversed(part)))
            for heading, _, part in reversed(self._units(releases, unit))
        )
        return Shelf(key, len(releases), sections)

    def pointers(self, base: str, lists: Mapping[str, Sequence[Release]], unit: str) -> tuple[Shelf, ...]:
        """Shelves whose sections point to the pages that hold the releases."""
        shelves = []
        for key, releases in lists.items():
            sections = tuple(
                Section(
                    heading,
                    f"{base}/{name}" if name else "",
                    len(part),
                    () if name else self.of(reversed(part)),
                )
                for heading, name, part in reversed(self._units(releases, unit))
            )
            shelves.append(Shelf(key, len(releases), sections))
        return tuple(shelves)

    def _units(self, releases: Sequence[Release], unit: str) -> list[tuple[str, str, list[Release]]]:
        """Cut a list, oldest first, into years, months or days: heading, end of the address, releases."""
        units: dict[tuple[int, ...], list[Release]] = {}
        precision = {"year": 1, "month": 2, "day": 3}.get(unit, 0)
        for release in releases:
            units.setdefault(release.date[:precision], []).append(release)
        found = []
        for date, part in units.items():
            heading = date_words(PartialDate(*date), self._language) if date else ""
            name = "" if not date or date[-1] == 0 else f"{date[-1]:0{4 if precision == 1 else 2}}"
            found.append((heading, name, part))
        return found


def sort_key(name: str) -> str:
    """Order names as an index does: without accents, case or a leading article."""
    return fold(name) or unicodedata.normalize("NFKD", name)
