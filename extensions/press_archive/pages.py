"""The generated pages, as plain data: home, years and months, states, campaigns, background, search.

A :class:`Page` names a template and gives it everything it shows, already in words. The data *are* the page: what is
not in them cannot be shown, so their digest says whether the page must be written again.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .archive import BACKGROUND, Release
from .catalogue import Catalogue, FocusMonth
from .names import date_words, direction, fold, language_name, month_name
from .records import KINDS, PartialDate
from .settings import Settings
from .words import KIND_NAMES, ORIGIN_NAMES, Translator, has_words, translator

#: A list longer than this is split by year, then by month; never by "page 2".
LIMIT = 100


class Page(NamedTuple):
    """A page to write: its name (``states/az``), its template and what it shows."""

    name: str
    template: str
    title: str
    context: Mapping[str, Any]

    @property
    def digest(self) -> str:
        return digest((self.template, self.title, self.context))


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


class Section(NamedTuple):
    """A stretch of a list: a year or a month, with its releases, or the page that has them."""

    heading: str
    page: str
    count: int
    rows: tuple[Row, ...]


class Shelf(NamedTuple):
    """All releases under one heading, newest first, in sections."""

    key: str
    count: int
    sections: tuple[Section, ...]


class Side(NamedTuple):
    """What stood before or after a release along one of its states or its campaign."""

    along: Link
    reason: str
    earlier: Row | None
    later: Row | None


def digest(shown: object) -> str:
    """Digest displayed values; ``repr`` of plain tuples, lists and dicts is stable."""
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


class Pages:
    """The pages of one catalogue."""

    def __init__(self, catalogue: Catalogue, settings: Settings) -> None:
        self._catalogue = catalogue
        self._settings = settings
        self._language = settings.language
        self._: Translator = translator(settings.language)
        self._rows: dict[str, Row] = {}

    def __iter__(self) -> Iterator[Page]:
        yield self._home()
        yield from self._years()
        yield self._states()
        for code in self._catalogue.registers.states:
            yield from self._state(code)
        yield self._campaigns()
        for key, _campaign in self._catalogue.campaigns:
            yield from self._campaign(key)
        yield self._background()
        yield self._search()

    # Parts

    def row(self, release: Release) -> Row:
        """Return a release as lists show it, in the site's language."""
        row = self._rows.get(release.name)
        if row is None:
            row = self._rows[release.name] = self._row(release, self._language)
        return row

    def _row(self, release: Release, ui: str) -> Row:
        foreign = release.language != ui
        return Row(
            page=release.docname,
            title=release.title,
            lang=release.language,
            dir=direction(release.language),
            language=language_name(release.language, ui) if foreign else "",
            date=date_words(release.date, ui),
            iso=str(release.date),
            kind=translator(ui)(KIND_NAMES[release.kind]),
            states=tuple(self._state_link(code, ui) for code in release.about),
            campaign=self._campaign_link(release.campaign) if release.campaign else None,
            summary=release.summary or "",
            held=not release.is_record,
        )

    def _rows_of(self, releases: Iterable[Release]) -> tuple[Row, ...]:
        return tuple(self.row(release) for release in releases)

    def _state_link(self, code: str, language: str = "") -> Link:
        return Link(f"states/{code.lower()}", self._catalogue.names.name(code, language or self._language))

    def _campaign_link(self, key: str) -> Link:
        return Link(f"campaigns/{key}", self._catalogue.registers.campaigns[key].name)

    def _month_link(self, date: PartialDate) -> Link:
        return Link(f"releases/{date.year:04}/{date.month:02}", date_words(date, self._language))

    def _shelves(
        self, base: str, lists: Mapping[str, Sequence[Release]]
    ) -> tuple[tuple[Shelf, ...], list[tuple[str, str, tuple[Shelf, ...]]]]:
        """Lay releases out by year below ``base``, splitting what is too long.

        Returns the shelves of the page itself, and name, heading and shelves of each page split off.
        """
        if sum(map(len, lists.values())) <= LIMIT:
            return tuple(self._shelf(key, releases, "year") for key, releases in lists.items()), []
        years: defaultdict[int, dict[str, list[Release]]] = defaultdict(lambda: {key: [] for key in lists})
        for key, releases in lists.items():
            for release in releases:
                years[release.date.year][key].append(release)
        split = []
        for year, parts in sorted(years.items()):
            name = f"{base}/{year:04}"
            if sum(map(len, parts.values())) <= LIMIT:
                shelves = tuple(self._shelf(key, releases, "month") for key, releases in parts.items())
                split.append((name, str(year), shelves))
                continue
            months: defaultdict[int, dict[str, list[Release]]] = defaultdict(lambda: {key: [] for key in lists})
            for key, releases in parts.items():
                for release in releases:
                    months[release.date.month][key].append(release)
            for month, these in sorted(months.items()):
                if month:
                    heading = date_words(PartialDate(year, month), self._language)
                    shelves = tuple(self._shelf(key, releases, "none") for key, releases in these.items())
                    split.append((f"{name}/{month:02}", heading, shelves))
            split.append((name, str(year), self._pointers(name, parts, "month")))
        return self._pointers(base, lists, "year"), split

    def _shelf(self, key: str, releases: Sequence[Release], unit: str) -> Shelf:
        sections = tuple(
            Section(heading, "", len(part), self._rows_of(reversed(part)))
            for heading, _, part in reversed(self._units(releases, unit))
        )
        return Shelf(key, len(releases), sections)

    def _pointers(self, base: str, lists: Mapping[str, Sequence[Release]], unit: str) -> tuple[Shelf, ...]:
        """Shelves whose sections point to the pages that hold the releases."""
        shelves = []
        for key, releases in lists.items():
            sections = tuple(
                Section(heading, f"{base}/{name}" if name else "", len(part), () if name else self._rows_of(reversed(part)))
                for heading, name, part in reversed(self._units(releases, unit))
            )
            shelves.append(Shelf(key, len(releases), sections))
        return tuple(shelves)

    def _units(self, releases: Sequence[Release], unit: str) -> list[tuple[str, str, list[Release]]]:
        """Cut a list, oldest first, into years or months: heading, last part of the address, releases."""
        units: dict[tuple[str, str], list[Release]] = {}
        for release in releases:
            date = release.date
            if unit == "year":
                key = (str(date.year), f"{date.year:04}")
            elif unit == "month":
                name = f"{date.month:02}" if date.month else ""
                key = (date_words(PartialDate(date.year, date.month), self._language), name)
            else:
                key = ("", "")
            units.setdefault(key, []).append(release)
        return [(*key, part) for key, part in units.items()]

    # Pages

    def _home(self) -> Page:
        catalogue, _ = self._catalogue, self._
        newest = list(reversed(catalogue.releases))[:8]
        held = [release for release in reversed(catalogue.releases) if not release.is_record][:3]
        states = sorted(
            (
                (*self._state_link(code), len(catalogue.by_state[code]))
                for code in catalogue.by_state
            ),
            key=lambda item: (-item[2], sort_key(item[1])),
        )
        context = {
            "latest": self._rows_of(newest),
            "held": [row for row in self._rows_of(held) if row.page not in {r.docname for r in newest}],
            "focus": self._focus_now(),
            "years": [(year, f"releases/{year}", len(part)) for year, part in reversed(catalogue.by_year.items())],
            "states": sorted(states[:24], key=lambda item: sort_key(item[1])),
            "campaigns": [
                (*self._campaign_link(key), self._period(campaign.start, campaign.end), len(catalogue.by_campaign.get(key, ())))
                for key, campaign in catalogue.campaigns
            ],
            "counts": (len(catalogue.releases), len(catalogue.by_state), len(catalogue.registers.states)),
        }
        return Page("index", "home.html", self._settings.title, context)

    def _focus_now(self) -> Mapping[str, Any] | None:
        """The state in focus this month, or the last one that was, with this month in earlier years."""
        catalogue, today = self._catalogue, self._catalogue.today
        here = (today.year, today.month)
        past = [item for item in catalogue.focus if item.month[:2] <= here]
        if not past:
            return None
        last = [item for item in past if item.month == past[-1].month]
        same = [item for item in past if item.month.month == today.month and item.month != past[-1].month]
        return {
            "current": past[-1].month[:2] == here,
            "items": [self._focus_item(item) for item in last],
            "month_name": month_name(today.month, self._language),
            "earlier_years": [(item.month.year, self._state_link(item.state)) for item in reversed(same)],
        }

    def _focus_item(self, item: FocusMonth) -> Mapping[str, Any]:
        releases = self._catalogue.by_state.get(item.state, ())
        rows = [self.row(r) for r in releases if r.date[:2] == item.month[:2] and r.campaign == item.campaign]
        has_page = any(r.date[:2] == item.month[:2] for r in self._catalogue.by_year.get(str(item.month.year), ()))
        return {
            "state": self._state_link(item.state),
            "campaign": self._campaign_link(item.campaign),
            "month": self._month_link(item.month) if has_page else Link("", date_words(item.month, self._language)),
            "iso": str(item.month),
            "source": item.source or "",
            "rows": rows,
        }

    def _period(self, start: PartialDate | None, end: PartialDate | None) -> str:
        def words(date: PartialDate | None) -> str:
            return date_words(date, self._language) if date else ""

        if start and end and str(start) == str(end):
            return words(start)
        if start and end:
            return f"{words(start)} – {words(end)}"
        if start:
            return self._("since {date}").replace("{date}", words(start))
        return ""

    def _years(self) -> Iterator[Page]:
        catalogue = self._catalogue
        counts = Counter((release.date.year, release.date.month) for release in catalogue.releases)
        most = max((count for (_, month), count in counts.items() if month), default=1)
        months = [month_name(month, self._language, "abbreviated") for month in range(1, 13)]
        grid = []
        years = sorted(catalogue.by_year)
        if years:
            for year in range(int(years[-1]), int(years[0]) - 1, -1):
                cells = [
                    (
                        count,
                        f"releases/{year:04}/{month:02}" if count else "",
                        date_words(PartialDate(year, month), self._language),
                        -(-count * 4 // most),
                    )
                    for month in range(1, 13)
                    for count in (counts[year, month],)
                ]
                total = len(catalogue.by_year.get(f"{year:04}", ()))
                grid.append((str(year), f"releases/{year:04}" if total else "", total, cells, counts[year, 0]))
        context = {"months": months, "grid": grid, "count": len(catalogue.releases)}
        yield Page("releases", "releases.html", self._("Releases by month"), context)
        for place, year_name in enumerate(years):
            yield self._year(year_name, years, place)
        filled = sorted(key for key in counts if key[1])
        for place, (year, month) in enumerate(filled):
            yield self._month(year, month, filled, place)

    def _year(self, year: str, years: Sequence[str], place: int) -> Page:
        releases = self._catalogue.by_year[year]
        if len(releases) > LIMIT:
            shelves = self._pointers(f"releases/{year}", {"all": releases}, "month")
        else:
            shelves = (self._shelf("all", releases, "month"),)
            # every month has its page, whether or not it was split off
            sections = tuple(
                section._replace(page=f"releases/{year}/{section.rows[0].iso[5:7]}") if len(section.rows[0].iso) > 4 else section
                for section in shelves[0].sections
            )
            shelves = (shelves[0]._replace(sections=sections),)
        context = {
            "crumbs": [Link("releases", self._("Releases"))],
            "shelves": shelves,
            "earlier": Link(f"releases/{years[place - 1]}", years[place - 1]) if place else None,
            "later": Link(f"releases/{years[place + 1]}", years[place + 1]) if place + 1 < len(years) else None,
            "count": len(releases),
        }
        return Page(f"releases/{year}", "listing.html", year, context)

    def _month(self, year: int, month: int, filled: Sequence[tuple[int, int]], place: int) -> Page:
        catalogue = self._catalogue
        here = PartialDate(year, month)
        releases = [r for r in catalogue.by_year[f"{year:04}"] if r.date.month == month]
        context = {
            "crumbs": [Link("releases", self._("Releases")), Link(f"releases/{year:04}", str(year))],
            "shelves": (self._shelf("all", releases, "none"),),
            "focus": [self._focus_item(item) for item in catalogue.focus if item.month[:2] == (year, month)],
            "earlier": self._month_link(PartialDate(*filled[place - 1])) if place else None,
            "later": self._month_link(PartialDate(*filled[place + 1])) if place + 1 < len(filled) else None,
            "count": len(releases),
        }
        return Page(f"releases/{year:04}/{month:02}", "listing.html", date_words(here, self._language), context)

    def _states(self) -> Page:
        catalogue = self._catalogue
        letters: defaultdict[str, list[Any]] = defaultdict(list)
        groups: defaultdict[str, list[Any]] = defaultdict(list)
        for code, state in catalogue.registers.states.items():
            link = self._state_link(code)
            item = (*link, len(catalogue.by_state.get(code, ())), len(catalogue.mentioning.get(code, ())))
            letters[sort_key(link.text)[:1].upper()].append(item)
            groups[state.group].append(item)
        order = lambda items: sorted(items, key=lambda item: sort_key(item[1]))  # noqa: E731
        context = {
            "letters": [(letter, order(letters[letter])) for letter in sorted(letters)],
            "groups": [(group, order(groups[group])) for group in sorted(groups)],
            "counts": (len(catalogue.by_state), len(catalogue.registers.states)),
        }
        return Page("states", "states.html", self._("States"), context)

    def _state(self, code: str) -> Iterator[Page]:
        catalogue = self._catalogue
        name = catalogue.names.name(code, self._language)
        base = f"states/{code.lower()}"
        about, mentions = catalogue.by_state.get(code, ()), catalogue.mentioning.get(code, ())
        shelves, split = self._shelves(base, {"about": about, "mentions": mentions})
        campaigns = Counter(release.campaign for release in about if release.campaign)
        state = catalogue.registers.states[code]
        context = {
            "crumbs": [Link("states", self._("States"))],
            "code": code,
            "group": state.group,
            "other_names": state.other_names,
            "focus": [self._focus_item(item) for item in catalogue.focus_by_state.get(code, ())],
            "campaigns": [(*self._campaign_link(key), count) for key, count in sorted(campaigns.items())],
            "shelves": shelves,
            "count": len(about),
            "mentioned": len(mentions),
        }
        yield Page(base, "state.html", name, context)
        crumbs = [*context["crumbs"], Link(base, name)]
        yield from self._split_pages(crumbs, name, split)

    def _split_pages(
        self, crumbs: Sequence[Link], title: str, split: Sequence[tuple[str, str, tuple[Shelf, ...]]]
    ) -> Iterator[Page]:
        for page, heading, shelves in split:
            context = {"crumbs": crumbs, "shelves": shelves, "count": sum(shelf.count for shelf in shelves)}
            yield Page(page, "listing.html", f"{title}: {heading}", context)

    def _campaigns(self) -> Page:
        catalogue = self._catalogue
        items = [
            {
                "link": self._campaign_link(key),
                "period": self._period(campaign.start, campaign.end),
                "description": campaign.description,
                "count": len(catalogue.by_campaign.get(key, ())),
                "states": len({focus.state for focus in campaign.focus}),
            }
            for key, campaign in catalogue.campaigns
        ]
        return Page("campaigns", "campaigns.html", self._("Campaigns"), {"campaigns": items})

    def _campaign(self, key: str) -> Iterator[Page]:
        catalogue = self._catalogue
        campaign = catalogue.registers.campaigns[key]
        base = f"campaigns/{key}"
        releases = catalogue.by_campaign.get(key, ())
        shelves, split = self._shelves(base, {"all": releases})
        strip: defaultdict[int, list[list[Link]]] = defaultdict(lambda: [[] for _ in range(12)])
        for focus in campaign.focus:
            if focus.month.month:
                strip[focus.month.year][focus.month.month - 1].append(self._state_link(focus.state))
        context = {
            "crumbs": [Link("campaigns", self._("Campaigns"))],
            "period": self._period(campaign.start, campaign.end),
            "description": campaign.description,
            "source": campaign.source or "",
            "months": [month_name(month, self._language, "abbreviated") for month in range(1, 13)],
            "strip": [(str(year), cells) for year, cells in sorted(strip.items())],
            "shelves": shelves,
            "count": len(releases),
        }
        yield Page(base, "campaign.html", campaign.name, context)
        crumbs = [*context["crumbs"], Link(base, campaign.name)]
        yield from self._split_pages(crumbs, campaign.name, split)

    def _background(self) -> Page:
        entries = self._catalogue.registers.background
        letters: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for key, entry in entries.items():
            page = f"{BACKGROUND}/{key}"
            for name in (entry.term, *entry.other_names):
                see = "" if name == entry.term else entry.term
                letters[sort_key(name)[:1].upper() or "#"].append((page, name, see))
        context = {
            "crumbs": [Link("docs/index", self._("Knowledge base"))],
            "letters": [(k, sorted(letters[k], key=lambda item: (sort_key(item[1]), item))) for k in sorted(letters)],
            "count": len(entries),
        }
        return Page(BACKGROUND, "background.html", self._("Shared background"), context)

    def _search(self) -> Page:
        catalogue = self._catalogue
        context = {
            "states": sorted((self._state_link(code) for code in catalogue.by_state), key=lambda link: sort_key(link.text)),
            "years": [(year, f"releases/{year}") for year in reversed(sorted(catalogue.by_year))],
            "campaigns": [self._campaign_link(key) for key, _ in catalogue.campaigns],
            "count": len(catalogue.releases),
        }
        return Page("search", "search.html", self._("Search"), context)

    # What stands around a document

    def around_release(self, release: Release) -> Mapping[str, Any]:
        """Return what a release's page shows besides its own text, in the release's language."""
        catalogue = self._catalogue
        ui = release.language if has_words(release.language) else self._language
        _ = translator(ui)
        date = release.date
        reasons = {"state": _("same state"), "campaign": _("same campaign")}

        def side(along: str, key: str) -> Link:
            return self._state_link(key, ui) if along == "state" else self._campaign_link(key)

        source = release.source
        issuer = catalogue.registers.issuers[release.issuer]
        return {
            "ui_lang": ui,
            "title": release.title,
            "label": release.label or "",
            "kind": _(KIND_NAMES[release.kind]),
            "date": date_words(date, ui),
            "iso": str(date),
            "precision": date.precision,
            "year": Link(f"releases/{date.year:04}", str(date.year)),
            "month": Link(
                f"releases/{date.year:04}/{date.month:02}", date_words(PartialDate(date.year, date.month), ui)
            )
            if date.month
            else None,
            "places": release.dateline.places if release.dateline else (),
            "states": [self._state_link(code, ui) for code in release.about],
            "mentions": [self._state_link(code, ui) for code in release.mentions],
            "campaign": self._campaign_link(release.campaign) if release.campaign else None,
            "issuer": (issuer.name, issuer.url or ""),
            "topics": release.topics,
            "attachments": [(a.title, a.url, a.language or "") for a in release.attachments],
            "summary": release.summary or "",
            "is_record": release.is_record,
            "source": (source.url or "", source.evidence or "", source.note or "") if source else None,
            "origin": [
                (_(name), _(ORIGIN_NAMES[origin.from_]), origin.note or "")
                for name, origin in sorted(release.origin.items())
            ],
            "lang": release.language,
            "language": language_name(release.language, ui),
            "translations": [
                (other.docname, other.language, direction(other.language), language_name(other.language, other.language), other.title)
                for other in catalogue.translations(release)
            ],
            "neighbours": [
                Side(
                    side(item.along, item.key),
                    reasons[item.along],
                    self._row(item.earlier, ui) if item.earlier else None,
                    self._row(item.later, ui) if item.later else None,
                )
                for item in catalogue.neighbours(release)
            ],
            "related": [
                (self._row(item.release, ui), ", ".join(reasons[reason] for reason in item.reasons))
                for item in catalogue.related(release)
            ],
        }

    def around_entry(self, key: str) -> Mapping[str, Any]:
        """Return what a background entry's page shows besides its text: the releases that print it."""
        used_by = self._catalogue.by_background.get(key, ())
        return {"used_by": self._rows_of(reversed(used_by[-LIMIT:])), "used": len(used_by)}


def sort_key(name: str) -> str:
    """Order names as an index does: without accents, case or a leading article."""
    return fold(name) or unicodedata.normalize("NFKD", name)
