"""The catalogue: all public releases, immutable and in order, and every way into them.

Pages, formats and search are pure functions of it. Nothing in it changes after the scan, so forked
workers can share it and an index can be looked up without asking whether it is complete.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from . import addresses
from .archive import Archive, Registers, Release, grouped, original_of
from .facts import MARK, Fact
from .ledger import Ledger
from .names import StateNames, fold
from .records import BackgroundEntry, Campaign, PartialDate, references_in
from .treaties import Treaty
from .tree import RELEASES

Reason = Literal["state", "campaign"]
#: A list along which releases are read: of what kind, and the key of the state or of the campaign.
Trail = tuple[Reason, str]
#: So many days a contact is taken to stay as it is.
STAYS_TRUE = 365


class FocusMonth(NamedTuple):
    """A month in which a campaign put a state in focus."""

    month: PartialDate
    state: str
    campaign: str
    source: str | None


def newest_first(releases: Iterable[Release]) -> list[Release]:
    """Order releases as lists show them; those of one day stay in the catalogue's order.

    An original therefore stands before its translations, whichever way a list runs.
    """
    return sorted(releases, key=lambda release: release.date, reverse=True)


def campaign_of(release: Release) -> Sequence[str]:
    return [release.campaign] if release.campaign else []


class Catalogue:
    """All public releases, oldest first, each original before its translations of the same day.

    ``language`` is the archive's own, ``today`` the day the build stands at.
    """

    def __init__(self, archive: Archive) -> None:
        self.releases: tuple[Release, ...] = archive.releases
        self.registers: Registers = archive.registers
        self.names: StateNames = archive.names
        self.language = archive.names.languages[0]
        self.withheld: frozenset[str] = archive.withheld
        self.ledger: Ledger = archive.ledger
        self.today = archive.today
        self._by_name = {release.name: release for release in self.releases}
        self.place = {release.name: place for place, release in enumerate(self.releases)}
        self._facts: dict[str, Sequence[Fact]] = {}

    @classmethod
    def empty(cls) -> Catalogue:
        """Return the catalogue of a project that is no archive."""
        registers = Registers({}, {}, {}, {}, {}, {})
        names = StateNames({}, ["en"])
        return cls(Archive((), frozenset(), Ledger(), registers, names, (), dt.date(1970, 1, 1)))

    def __getitem__(self, name: str) -> Release:
        return self._by_name[name]

    def get(self, name: str) -> Release | None:
        return self._by_name.get(name)

    def release_of(self, docname: str) -> Release | None:
        """Return the release that a document is, if it is one."""
        folder, _, name = docname.partition("/")
        return self.get(name) if folder == RELEASES else None

    def entry_of(self, docname: str) -> tuple[str, BackgroundEntry] | None:
        """Return the entry of the shared background that a document is, if it is one, and its key."""
        return self.registers.entry_of(docname)

    def is_guide(self, docname: str) -> bool:
        """Whether a document is neither a release nor an entry of the shared background."""
        return not (self.release_of(docname) or self.entry_of(docname))

    @cached_property
    def earlier_addresses(self) -> Mapping[str, str]:
        """The addresses of earlier websites, in order, each with the public release that stood there."""
        found = ((old, self.ledger.destination(line.target)) for old, line in self.ledger.elsewhere.items())
        return {old: to for old, to in sorted(found) if to in self._by_name}

    @cached_property
    def stood_at(self) -> Mapping[str, Sequence[str]]:
        """Where else each release stood: its former names here, and its addresses on other websites."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name, line in self.ledger.promised.items():
            if line.state == "moved":
                found[self.ledger.destination(name)].append(name)
        for old, to in self.earlier_addresses.items():
            found[to].append(old)
        for release in self.releases:
            if release.source and (url := release.source.url) and url not in found[release.name]:
                found[release.name].append(url)
        return {name: found[name] for name in self._by_name}

    def resolve(self, target: str) -> Release | None:
        """Return the release that a name, a former address or a reference number means."""
        return self._by_name.get(target) or self._by_name.get(self.ledger.resolve(target))

    def find(self, words: str, base_url: str = "") -> Sequence[Release]:
        """Return the release that is named, by address too, or those whose titles have the words.

        The newest come first.
        """
        if release := self.resolve(addresses.named(words, base_url)):
            return [release]
        wanted = fold(words).split()
        found = (r for r in self.releases if all(word in f"{fold(r.title)} {r.name}" for word in wanted))
        return newest_first(found) if wanted else []

    def horizon(self, treaty: Treaty) -> dt.date:
        """Return the last day of which anything is said: today, or where the list of events ends before."""
        return min(self.today, treaty.as_of)

    def has_old_contacts(self, release: Release) -> bool:
        """Whether a release prints contacts that may no longer answer: a reader is to know it before them."""
        return bool(release.contacts) and (self.today - release.date.last).days > STAYS_TRUE

    def cites(self, release: Release) -> Sequence[Release]:
        """Return the releases that a text cites, each once, by name."""
        found = (self.resolve(ref.target) for ref in release.references if ref.role == "release")
        cited = {other.name: other for other in found if other}
        return [cited[name] for name in sorted(cited)]

    @cached_property
    def cited_by(self) -> Mapping[str, Sequence[Release]]:
        """The releases whose text cites each release, oldest first; language versions of one count once."""
        citing: defaultdict[str, dict[str, Release]] = defaultdict(dict)
        for release in self.releases:
            for cited in self.cites(release):
                if cited.work != release.work:
                    citing[cited.name].setdefault(release.work, release)
        return {name: list(releases.values()) for name, releases in citing.items()}

    @cached_property
    def by_state(self) -> Mapping[str, Sequence[Release]]:
        """The releases about each state, oldest first."""
        return grouped(self.releases, lambda release: release.about)

    @cached_property
    def mentioning(self) -> Mapping[str, Sequence[Release]]:
        """The releases that mention a state without being about it."""
        return grouped(self.releases, lambda release: release.mentions)

    @cached_property
    def by_campaign(self) -> Mapping[str, Sequence[Release]]:
        return grouped(self.releases, campaign_of)

    @cached_property
    def by_year(self) -> Mapping[str, Sequence[Release]]:
        """The releases of each year (``2014``)."""
        return grouped(self.releases, lambda release: [f"{release.date.year:04}"])

    def facts(self, release: Release) -> Sequence[Fact]:
        """Return the figures that a release prints, in its text and its background, each once."""
        if release.name not in self._facts:
            registers, references = self.registers, list(release.references)
            for key in release.background:
                wording = registers.wording(key, release)
                if wording and MARK in wording.text:
                    references += references_in(wording.text, 1)
            found = (fact for _, fact in registers.facts.references(references))
            self._facts[release.name] = list(
                dict.fromkeys(fact for fact in found if not isinstance(fact, ValueError))
            )
        return self._facts[release.name]

    @cached_property
    def by_month(self) -> Mapping[tuple[int, int], Sequence[Release]]:
        """The releases of each year and month; those of which only the year is known are in none."""
        return grouped(self.releases, lambda release: [release.date[:2]] if release.date.month else [])

    @cached_property
    def periods(self) -> Sequence[PartialDate]:
        """Every year and every month that a release is of, or has its address in.

        What was listed there may have been removed or dated anew since; the page was published as well.
        """
        ledger = self.ledger
        public = (name for name in ledger.promised if ledger.destination(name) not in self.withheld)
        folders = {*self.by_year, *(name.rpartition("/")[0] for name in public)}
        dates = {PartialDate.parse(folder.replace("/", "-")) for folder in folders}
        months = {PartialDate(*month) for month in self.by_month}
        return sorted({*dates, *months, *(PartialDate(date.year) for date in dates)})

    @cached_property
    def by_background(self) -> Mapping[str, Sequence[Release]]:
        """The releases that print each background entry."""
        return grouped(self.releases, lambda release: release.background)

    @cached_property
    def by_work(self) -> Mapping[str, Sequence[Release]]:
        """The language versions of each text."""
        return grouped(self.releases, lambda release: [release.work])

    def newest(self, language: str) -> Sequence[Release]:
        """Return the releases, newest first; of a text in several languages one: in this, or as written."""
        texts: dict[tuple[str, PartialDate], Release] = {}
        for release in newest_first(self.releases):
            key = release.work, release.date
            if key not in texts or release.language == language:
                texts[key] = release
        return list(texts.values())

    def translations(self, release: Release) -> Sequence[Release]:
        """Return the other language versions of a release, by language."""
        versions = (other for other in self.by_work[release.work] if other.name != release.name)
        return sorted(versions, key=lambda other: other.language)

    def original(self, release: Release) -> Release | None:
        """Return the version from which the others are translated, if that is known."""
        return original_of(self.by_work[release.work], self.language)

    @cached_property
    def focus(self) -> Sequence[FocusMonth]:
        """Every focus month of every campaign, oldest first."""
        months = (
            FocusMonth(item.month, item.state, key, item.source)
            for key, campaign in self.registers.campaigns.items()
            for item in campaign.focus
        )
        return sorted(months, key=lambda item: (*item[:3], item.source or ""))

    @cached_property
    def focus_by_state(self) -> Mapping[str, Sequence[FocusMonth]]:
        return grouped(self.focus, lambda item: [item.state])

    @cached_property
    def campaigns(self) -> Sequence[tuple[str, Campaign]]:
        """The campaigns, newest first; those without a known start last."""
        by_key = sorted(self.registers.campaigns.items())
        return sorted(by_key, key=lambda item: item[1].start or PartialDate(0), reverse=True)

    @cached_property
    def trails(self) -> Mapping[Trail, Sequence[Release]]:
        """The lists along which a release has neighbours: each state's and each campaign's."""
        trails: dict[Trail, Sequence[Release]] = {("state", code): r for code, r in self.by_state.items()}
        return trails | {("campaign", key): r for key, r in self.by_campaign.items()}

    def trails_of(self, release: Release) -> list[Trail]:
        """Return the trails that a release is on, its states first."""
        trails: list[Trail] = [("state", code) for code in release.about]
        return [*trails, ("campaign", release.campaign)] if release.campaign else trails

    @cached_property
    def places(self) -> Mapping[Trail, Mapping[str, int]]:
        """Where each release stands on each trail."""
        return {
            trail: {release.name: place for place, release in enumerate(releases)}
            for trail, releases in self.trails.items()
        }
