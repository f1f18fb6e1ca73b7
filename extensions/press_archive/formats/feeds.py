"""Feeds: Atom (RFC 4287) and JSON Feed 1.1, for the archive and for each way into it.

The 50 that were published last are in the feed, and older ones that were corrected since, so that
subscribers learn of it. Everything is reached through archived documents (RFC 5005) of 50 entries each, in
the order of the ledger: as that only grows, a full document stays as it is, also when old releases are added
later. The archive's own hold the whole texts; those of states and campaigns point to the pages (``content``
with ``src``).

What an entry says is in ``entries.py``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple
from xml.etree import ElementTree as ET

from .. import addresses
from ..archive import Release, grouped
from ..catalogue import Catalogue, campaign_of
from ..digests import digest
from ..names import language_name
from ..records import PartialDate
from ..settings import Settings
from ..words import translator
from .atom import HISTORY, add, beginning, opened, rfc3339, written
from .entries import Body, Entries, json_note
from .file import File, listed

#: Entries in a feed, and in each of its archived documents.
LENGTH = 50


class Feed(NamedTuple):
    """A feed: its folder, its title, the page it belongs to, and its releases in the order of the ledger."""

    folder: str
    title: str
    page: str
    releases: Sequence[Release]

    def path(self, form: str, archived: int = 0) -> str:
        name = f"feed-{archived}.{form}" if archived else f"feed.{form}"
        return f"{self.folder}/{name}" if self.folder else name


class _Feeds:
    """How each feed is called and where it is."""

    def __init__(self, catalogue: Catalogue, settings: Settings) -> None:
        self._catalogue, self._language, self._title = catalogue, settings.language, settings.title
        self._part = settings.title + translator(settings.language)(":")

    def all(self, releases: Sequence[Release]) -> Feed:
        return Feed("", self._title, "index", releases)

    def language(self, tag: str, releases: Sequence[Release]) -> Feed:
        name = language_name(tag, self._language)
        return Feed(f"languages/{tag.lower()}", f"{self._part} {name}", "index", releases)

    def state(self, code: str, releases: Sequence[Release]) -> Feed:
        name, page = self._catalogue.names.name(code, self._language), addresses.state(code)
        return Feed(page, f"{self._part} {name}", page, releases)

    def campaign(self, key: str, releases: Sequence[Release]) -> Feed:
        name, page = self._catalogue.registers.campaigns[key].name, addresses.campaign(key)
        return Feed(page, f"{self._part} {name}", page, releases)

    def both(self, key: str, code: str, releases: Sequence[Release]) -> Feed:
        """Return the feed of a campaign in a state."""
        campaign = self._catalogue.registers.campaigns[key].name
        title = f"{self._part} {campaign}, {self._catalogue.names.name(code, self._language)}"
        return Feed(f"{addresses.campaign(key)}/{code.lower()}", title, addresses.state(code), releases)


def feeds(catalogue: Catalogue, settings: Settings) -> Iterator[Feed]:
    """Yield every feed: all, by language, by state, by campaign, by campaign and state."""
    make = _Feeds(catalogue, settings)
    places = _places(catalogue)
    everything = sorted(catalogue.releases, key=lambda release: places[release.name])
    yield make.all(everything)
    for tag, part in sorted(grouped(everything, lambda release: [release.language]).items()):
        yield make.language(tag, part)
    for code, about in sorted(grouped(everything, lambda release: release.about).items()):
        yield make.state(code, about)
    for key, releases in sorted(grouped(everything, campaign_of).items()):
        yield make.campaign(key, releases)
        for code, both in sorted(grouped(releases, lambda release: release.about).items()):
            yield make.both(key, code, both)


def of_page(catalogue: Catalogue, settings: Settings, page: str, campaigns: Sequence[str] = ()) -> list[Feed]:
    """Return the feeds that a page names, without their releases.

    Arguments:
        campaigns: those of a state, on its own page.

    """
    make = _Feeds(catalogue, settings)
    kind, _, rest = page.partition("/")
    key = rest.partition("/")[0]
    if kind == "states" and (code := key.upper()) in catalogue.by_state:
        return [make.state(code, ()), *(make.both(campaign, code, ()) for campaign in campaigns)]
    if kind == "campaigns" and key in catalogue.by_campaign:
        return [make.campaign(key, ())]
    tags = sorted({release.language for release in catalogue.releases}) if page == "index" else ()
    return [make.all(()), *(make.language(tag, ()) for tag in tags)]


def _places(catalogue: Catalogue) -> Mapping[str, int]:
    """Return where each release stands in the ledger; one that a preview shows comes after all."""
    first = catalogue.ledger.first
    return {r.name: first(r.reference).number if r.reference else sys.maxsize for r in catalogue.releases}


def _newest(releases: Sequence[Release], news: Mapping[str, PartialDate]) -> list[Release]:
    """Return what a feed itself holds: the last ones, and those before them that are news since.

    They were changed, or their embargo has ended: those who subscribe have not seen them.

    Arguments:
        news: the day of the last news of each release that has any, by its name.

    """
    last, earlier = releases[-LENGTH:], releases[:-LENGTH]
    since = min((r.published or r.date for r in last), default=PartialDate(0))

    def latest(release: Release) -> PartialDate:
        return news.get(release.name, release.date)

    back = sorted((r for r in earlier if r.name in news and news[r.name] >= since), key=latest)
    return sorted([*back[-LENGTH:], *last], key=latest)


def _news(release: Release) -> PartialDate | None:
    """Return the day on which a release was last changed, or became public after its publication."""
    opened = release.embargo
    days = [release.changed, PartialDate.of(opened) if opened else None]
    return max((day for day in days if day), default=None)


def files(catalogue: Catalogue, settings: Settings, said: Mapping[str, str], body: Body) -> Iterator[File]:
    """Yield each file; ``said`` are digests of what the releases say."""
    entries = Entries(catalogue, settings, body)
    writer, removed = _Writer(settings, entries), entries.removed
    news = {release.name: day for release in catalogue.releases if (day := _news(release))}
    for feed in feeds(catalogue, settings):
        newest = _newest(feed.releases, news)
        full = len(feed.releases) // LENGTH if len(feed.releases) > LENGTH else 0
        shows = (feed.title, listed(newest, said), removed)
        yield File(feed.path("atom"), digest((shows, full)), partial(writer.atom, feed, newest, 0, full))
        yield File(feed.path("json"), digest(shows), partial(writer.json, feed, newest))
        for number in range(1, full + 1):
            part = feed.releases[(number - 1) * LENGTH : number * LENGTH]
            shows_part = digest((feed.title, listed(part, said), number < full))
            make = partial(writer.atom, feed, part, number, full)
            yield File(feed.path("atom", number), shows_part, make)


class _Writer:
    def __init__(self, settings: Settings, entries: Entries) -> None:
        self._settings, self._entries = settings, entries
        self._base = settings.base_url
        self._url = partial(addresses.url, settings.base_url)

    def atom(self, feed: Feed, releases: Sequence[Release], number: int, full: int) -> bytes:
        """Write a feed, or one of its archived documents (``number`` from 1, of ``full``)."""
        entries, root = self._entries, opened(self._settings.language)
        removed = entries.removed if not number else []
        add(root, "id", self._base + feed.path("atom", number))
        add(root, "title", feed.title)
        times = [entries.updated(r) for r in releases] + [beginning(r.date) for r in removed]
        add(root, "updated", rfc3339(max(times, default=beginning(PartialDate(1970)))))
        add(root, "link", rel="alternate", type="text/html", href=self._url(feed.page))
        add(
            root, "link", rel="self", type="application/atom+xml", href=self._base + feed.path("atom", number)
        )
        if number:
            ET.SubElement(root, f"{{{HISTORY}}}archive")
            add(root, "link", rel="current", href=self._base + feed.path("atom"))
        earlier = number - 1 if number else full
        if earlier:
            add(root, "link", rel="prev-archive", href=self._base + feed.path("atom", earlier))
        if number and number < full:
            add(root, "link", rel="next-archive", href=self._base + feed.path("atom", number + 1))
        for gone in removed:
            entries.entomb(root, gone, noted=not feed.folder)
        entry = entries.short if number and feed.folder else entries.atom
        return written(root, [entry(release.name) for release in reversed(releases)])

    def json(self, feed: Feed, releases: Sequence[Release]) -> bytes:
        data = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "home_page_url": self._url(feed.page),
            "feed_url": self._base + feed.path("json"),
            "language": self._settings.language,
        }
        head = json.dumps(data, ensure_ascii=False, indent=1).removesuffix("\n}")
        notes = [] if feed.folder else [json_note(gone) for gone in self._entries.removed]
        items = ",\n".join([*notes, *(self._entries.json(release.name) for release in reversed(releases))])
        return f'{head},\n "items": [\n{items}\n]}}\n'.encode()
