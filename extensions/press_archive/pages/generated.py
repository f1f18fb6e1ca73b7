"""The generated pages, as plain data: home, years and months, states, campaigns, background, search.

Those of the treaties, of the weak spots and at former addresses are in rooms of their own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from .. import addresses
from ..addresses import GUIDE, PAGES
from ..archive import Release
from ..catalogue import Catalogue, FocusMonth
from ..datafields import FIELDS
from ..names import date_words, heading, month_name
from ..records import PartialDate
from ..settings import Settings
from ..targets import marked_title
from ..words import translator
from . import former as former_pages
from . import quality
from . import search as search_page
from . import states as states_page
from . import treaties as treaty_pages
from .page import Page
from .rows import Branch, Link, Rows, SplitPage, crumb, sort_key
from .state_timeline import StateTimelines

#: Where a state was in focus, releases are listed up to this number, and counted beyond it.
FOCUS_LIMIT = 12

P = TypeVar("P", str, PartialDate)


class Pages:
    """The generated pages of one catalogue."""

    def __init__(self, catalogue: Catalogue, settings: Settings, rows: Rows) -> None:
        self._catalogue = catalogue
        self._settings = settings
        self._language = catalogue.language
        self._ = translator(catalogue.language)
        self._rows = rows
        self._timelines = StateTimelines(catalogue, rows)

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
        for key, entry in self._catalogue.registers.background.items():
            yield from self._used_by(key, entry.term)
        yield self._index("search", search_page.context(self._catalogue, self._rows))
        for name in self._catalogue.cited_by:
            yield from self._citing(self._catalogue[name])
        yield self._data()
        yield from former_pages.pages(self._catalogue, self._rows)
        yield from treaty_pages.pages(self._catalogue, self._rows)
        yield quality.page(self._catalogue)

    def _crumb(self, key: str) -> Link:
        return crumb(PAGES[key], self._language)

    def _index(self, key: str, context: Mapping[str, Any]) -> Page:
        page, title = self._crumb(key)
        return Page(page, f"{key}.html", title, context)

    def _home(self) -> Page:
        catalogue, _ = self._catalogue, self._
        issuer = catalogue.registers.issuers[self._settings.issuer]
        releases = catalogue.newest(self._language)
        newest = releases[:8]
        held = [release for release in releases if not release.is_record][:3]
        states = sorted(
            ((*self._rows.state(code), len(catalogue.by_state[code])) for code in catalogue.by_state),
            key=lambda item: (-item[2], sort_key(item[1])),
        )
        context = {
            "description": _("{name}: press releases, each at a permanent address.").replace(
                "{name}", issuer.name
            ),
            "latest": self._rows.of(newest),
            "held": self._rows.of(release for release in held if release not in newest),
            "focus": self._focus_now(),
            "years": self._rows.years(),
            "states": sorted(states[:24], key=lambda item: sort_key(item[1])),
            "campaigns": [
                (
                    *self._rows.campaign(key),
                    self._period(campaign.start, campaign.end),
                    len(catalogue.by_campaign.get(key, ())),
                )
                for key, campaign in catalogue.campaigns
            ],
            "counts": (len(catalogue.releases), len(catalogue.by_state), len(catalogue.registers.states)),
            "held_count": sum(not release.is_record for release in catalogue.releases),
            "treaties": [
                (addresses.treaty(treaty.key), treaty.count(on=catalogue.horizon(treaty)).value)
                for treaty in catalogue.registers.treaties.values()
            ],
            "for_programs": (issuer.name, issuer.url, issuer.same_as),
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
            "earlier_years": [(item.month.year, self._rows.state(item.state)) for item in reversed(same)],
        }

    def _focus_item(self, item: FocusMonth) -> Mapping[str, Any]:
        releases = self._catalogue.by_state.get(item.state, ())
        here = [r for r in releases if r.date[:2] == item.month[:2] and r.campaign == item.campaign]
        state, few = self._rows.state(item.state), len(here) <= FOCUS_LIMIT
        number = self._("{count} releases").replace("{count}", str(len(here)))
        return {
            "state": state,
            "campaign": self._rows.campaign(item.campaign),
            "month": self._rows.month(item.month)
            if item.month[:2] in self._catalogue.by_month
            else Link("", date_words(item.month, self._language)),
            "iso": str(item.month),
            "source": item.source or "",
            "rows": self._rows.of(here) if few else (),
            "more": None if few else Link(state.page, number),
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
        by_month = catalogue.by_month
        most = max(map(len, by_month.values()), default=1)
        months = [month_name(month, self._language, "abbreviated") for month in range(1, 13)]
        grid = []
        years = sorted(catalogue.by_year)
        if years:
            for year in range(int(years[-1]), int(years[0]) - 1, -1):
                counts = [len(by_month.get((year, month), ())) for month in range(1, 13)]
                cells = [
                    (count, *self._rows.month(PartialDate(year, month)), -(-count * 4 // most))
                    for month, count in enumerate(counts, 1)
                ]
                total = len(catalogue.by_year.get(f"{year:04}", ()))
                page = addresses.year(year) if total else ""
                grid.append((str(year), page, total, cells, total - sum(counts)))
        context: dict[str, Any] = {"months": months, "grid": grid, "count": len(catalogue.releases)}
        context["some_undated"] = any(undated for *_, undated in grid)
        yield Page("releases", "releases.html", self._("Releases by month"), context)
        dates = [PartialDate(*month) for month in sorted(by_month)]
        for date in catalogue.periods:
            if date.month:
                yield from self._month(date, *_beside(date, dates))
            else:
                yield from self._year(date.folder, *_beside(date.folder, years))

    def _year(self, year: str, earlier: str | None, later: str | None) -> Iterator[Page]:
        base, releases = addresses.year(year), self._catalogue.by_year.get(year, ())
        (shelf,), below = self._rows.lay(Branch(base, year, {"all": releases}, 1))
        # every month has its page, whether or not it was split off
        sections = tuple(
            section._replace(page=f"{base}/{section.rows[0].iso[5:7]}")
            if section.rows and len(section.rows[0].iso) > 4
            else section
            for section in shelf.sections
        )
        crumbs = [self._crumb("releases")]
        context = {
            "crumbs": crumbs,
            "shelves": (shelf._replace(sections=sections),),
            "earlier": Link(addresses.year(earlier), earlier) if earlier else None,
            "later": Link(addresses.year(later), later) if later else None,
            "count": len(releases),
        }
        yield Page(base, "listing.html", year, context)
        of_no_month = self._rows.split(branch for branch in below if branch.page == f"{base}/00")
        yield from self._split_pages([*crumbs, Link(base, year)], "", of_no_month)

    def _month(
        self, date: PartialDate, earlier: PartialDate | None, later: PartialDate | None
    ) -> Iterator[Page]:
        catalogue = self._catalogue
        name, words = self._rows.month(date)
        releases = catalogue.by_month.get(date[:2], ())
        shelves, below = self._rows.lay(Branch(name, words, {"all": releases}, 2))
        crumbs = [self._crumb("releases"), Link(addresses.year(date.year), str(date.year))]
        context = {
            "crumbs": crumbs,
            "shelves": shelves,
            "focus": [self._focus_item(item) for item in catalogue.focus if item.month[:2] == date[:2]],
            "earlier": self._rows.month(earlier) if earlier else None,
            "later": self._rows.month(later) if later else None,
            "count": len(releases),
        }
        yield Page(name, "listing.html", heading(words), context)
        yield from self._split_pages([*crumbs, Link(name, words)], "", self._rows.split(below))

    def _states(self) -> Page:
        return self._index("states", states_page.context(self._catalogue, self._rows))

    def _state(self, code: str) -> Iterator[Page]:
        catalogue = self._catalogue
        name = catalogue.names.name(code, self._language)
        base = addresses.state(code)
        about, mentions = catalogue.by_state.get(code, ()), catalogue.mentioning.get(code, ())
        shelves, split = self._rows.shelves(base, {"about": about, "mentions": mentions})
        campaigns = Counter(release.campaign for release in about if release.campaign)
        state = catalogue.registers.states[code]
        context: dict[str, Any] = {
            "crumbs": [self._crumb("states")],
            "code": code,
            "for_programs": catalogue.names.name(code, "en"),
            "group": state.group,
            "other_names": state.other_names,
            "former_names": [
                self._("{name} (until {date})")
                .replace("{name}", former.name)
                .replace("{date}", date_words(former.until, self._language))
                for former in state.former_names
            ],
            **self._timelines.state(code),
            "focus": [self._focus_item(item) for item in catalogue.focus_by_state.get(code, ())],
            "campaigns": [(*self._rows.campaign(key), count) for key, count in sorted(campaigns.items())],
            "shelves": shelves,
            "count": len(about),
            "mentioned": len(mentions),
        }
        yield Page(base, "state.html", name, context)
        crumbs = [*context["crumbs"], Link(base, name)]
        yield from self._split_pages(crumbs, name, split)

    def _split_pages(self, crumbs: Sequence[Link], title: str, split: Iterable[SplitPage]) -> Iterator[Page]:
        """The pages split off the list of something; a date of the archive itself needs no other title."""
        colon = self._(":")
        for page, part, shelves in split:
            context = {"crumbs": crumbs, "shelves": shelves, "count": sum(shelf.total for shelf in shelves)}
            yield Page(page, "listing.html", f"{title}{colon} {part}" if title else heading(part), context)

    def _campaigns(self) -> Page:
        catalogue = self._catalogue
        items = [
            {
                "link": self._rows.campaign(key),
                "period": self._period(campaign.start, campaign.end),
                "description": campaign.description,
                "count": len(catalogue.by_campaign.get(key, ())),
                "states": len({focus.state for focus in campaign.focus}),
            }
            for key, campaign in catalogue.campaigns
        ]
        return self._index("campaigns", {"campaigns": items})

    def _campaign(self, key: str) -> Iterator[Page]:
        catalogue = self._catalogue
        campaign = catalogue.registers.campaigns[key]
        base = addresses.campaign(key)
        releases = catalogue.by_campaign.get(key, ())
        shelves, split = self._rows.shelves(base, {"all": releases})
        strip: defaultdict[int, list[list[Link]]] = defaultdict(lambda: [[] for _ in range(12)])
        for focus in campaign.focus:
            if focus.month.month:
                strip[focus.month.year][focus.month.month - 1].append(self._rows.state(focus.state))
        context: dict[str, Any] = {
            "crumbs": [self._crumb("campaigns")],
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
            page = addresses.entry(key)
            for name in (entry.term, *entry.other_names):
                see = "" if name == entry.term else entry.term
                letters[sort_key(name)[:1].upper() or "#"].append((page, name, see))
        context = {
            "crumbs": [crumb(GUIDE, self._language)],
            "letters": [
                (k, sorted(letters[k], key=lambda item: (sort_key(item[1]), item))) for k in sorted(letters)
            ],
            "count": len(entries),
        }
        return self._index("background", context)

    def _used_by(self, key: str, term: str) -> Iterator[Page]:
        """The years of an entry that more releases print than its own page can list."""
        base = addresses.entry(key)
        _, split = self._rows.shelves(base, {"all": self._catalogue.by_background.get(key, ())})
        crumbs = [self._crumb("background"), Link(base, term)]
        yield from self._split_pages(crumbs, term, split)

    def _citing(self, release: Release) -> Iterator[Page]:
        """The list of all releases that cite one, where its own page has no room for them."""
        if not (link := self._rows.citing(release)):
            return
        title = marked_title(release, self._language)
        name = self._("Releases that cite “{title}”").replace("{title}", title)
        citing = self._catalogue.cited_by[release.name]
        shelves, split = self._rows.shelves(link.page, {"all": citing})
        crumbs = [self._crumb("releases"), Link(release.docname, title)]
        context = {"crumbs": crumbs, "shelves": shelves, "count": len(citing)}
        yield Page(link.page, "listing.html", name, context)
        yield from self._split_pages([*crumbs, Link(link.page, name)], name, split)

    def _data(self) -> Page:
        """What can be taken away (see ``formats/opendata.py``)."""
        catalogue, _ = self._catalogue, self._
        issuer = catalogue.registers.issuers[self._settings.issuer]
        states = [
            (self._rows.state(code), f"data/{addresses.state(code)}", len(part))
            for code, part in catalogue.by_state.items()
        ]
        campaigns = [
            (self._rows.campaign(key), f"data/{addresses.campaign(key)}", len(part))
            for key, part in catalogue.by_campaign.items()
        ]
        groups = [
            (heading, sorted(items, key=lambda item: sort_key(item[0].text)))
            for heading, items in ((_("States"), states), (_("Campaigns"), campaigns))
        ]
        context = {
            "groups": groups,
            "count": len(catalogue.releases),
            "licence": self._settings.licence,
            "treaties": [
                (Link(addresses.treaty(treaty.key), treaty.record.name), addresses.treaty_events(treaty.key))
                for treaty in catalogue.registers.treaties.values()
            ],
            "fields": [(name, said.replace("`", "")) for name, said in FIELDS.items()],
            "for_programs": (
                (issuer.name, issuer.url, issuer.same_as),
                sorted({release.language for release in catalogue.releases}),
                [str(release.date) for release in (*catalogue.releases[:1], *catalogue.releases[-1:])],
            ),
        }
        return self._index("data", context)


def _beside(period: P, there: Sequence[P]) -> tuple[P | None, P | None]:
    """Return what comes before and after a year or a month among those that have releases, in order."""
    before, after = bisect_left(there, period), bisect_right(there, period)
    return there[before - 1] if before else None, there[after] if after < len(there) else None
