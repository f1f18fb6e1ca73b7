"""Feeds: Atom (RFC 4287) and JSON Feed 1.1, for the archive and for each way into it.

* An entry's id is a ``tag:`` made of the reference number: no edit, move or new title changes it.
* ``updated`` comes from the record (a correction, a withdrawal), never from a build, and each of them moves
  it. Only their days are known: a change is told as of the first second of its day that is not taken.
* The 50 that were published last are in the feed, and older ones that were corrected since, so that
  subscribers learn of it. Everything is reached through archived documents (RFC 5005) of 50 entries each,
  in the order of the ledger: as that only grows, a full document stays as it is, also when old releases
  are added later. The archive's own hold the whole texts; those of states and campaigns point to the
  pages (``content`` with ``src``).
* What was corrected or withdrawn says so before its text: a reader of a feed does not see the page.
* What was removed leaves a tombstone (RFC 6721) in every feed and, for readers that do not know them, a
  note in the archive's own.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache, partial
from html import escape
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from .. import addresses
from ..archive import Release, grouped
from ..catalogue import Catalogue, campaign_of
from ..digests import digest
from ..names import language_name
from ..records import PartialDate
from ..settings import Settings
from ..targets import marked_title, withdrawn
from ..words import KIND_NAMES, translator
from .atom import HISTORY, LANG, TOMBSTONES, add, beginning, opened, rfc3339, written
from .changes import Change, changes
from .file import File, listed

#: Entries in a feed, and in each of its archived documents.
LENGTH = 50

#: The text of a release as HTML, given its document and its address.
Body = Callable[[str, str], str]

#: A release stands in several feeds: of so many, what they have in common is kept once it is written.
_KEPT = 2000


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
    writer = _Writer(catalogue, settings, body)
    removed = writer.removed
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


class Removed(NamedTuple):
    """A release that is gone: only the notice stands at its address."""

    id: str
    title: str
    address: str
    date: PartialDate
    reason: str

    @property
    def note_id(self) -> str:
        return f"{self.id}#removed"


class _Writer:
    def __init__(self, catalogue: Catalogue, settings: Settings, body: Body) -> None:
        self._catalogue = catalogue
        self._settings = settings
        self._base = settings.base_url
        self._host = urlsplit(settings.base_url).netloc
        self._url = partial(addresses.url, settings.base_url)
        self._body = body
        self._content = lru_cache(_KEPT)(self._read_content)
        self._entry = lru_cache(_KEPT)(self._write_entry)
        self._short_entry = cache(partial(self._write_entry, whole=False))
        self._item = lru_cache(_KEPT)(self._write_item)

    def _id(self, reference: str, year: str) -> str:
        """An id for good (RFC 4151), dated with the year of the record."""
        return f"tag:{self._host},{year}:{reference}"

    @cached_property
    def removed(self) -> list[Removed]:
        ledger = self._catalogue.ledger
        found = []
        for address, line in sorted(ledger.promised.items()):
            if line.state == "gone":
                year = ledger.first(line.reference).day[:4]
                where = self._url(addresses.release(address))
                title = withdrawn(line.title, self._settings.language)
                found.append(Removed(self._id(line.reference, year), title, where, line.date, line.note))
        return found

    # What both forms say of a release

    def _published(self, release: Release) -> dt.datetime:
        return release.embargo or beginning(release.date)

    def _updated(self, release: Release) -> dt.datetime:
        """Return when a release was last changed: after it came out, and after each change before."""
        last = self._published(release)
        for day in release.changes:
            last = max(beginning(day), last + dt.timedelta(seconds=1))
        return last

    def _read_content(self, name: str, address: str) -> str:
        release = self._catalogue[name]
        body = self._body(release.docname, address)
        if release.is_record and release.summary:
            # The summary is the archive's own sentence, in the archive's language.
            body += f'<p lang="{self._settings.language}">{escape(release.summary)}</p>'
        body = body or f'<p lang="{release.language}">{escape(release.title)}</p>'
        return "".join([*map(self._change, changes(self._catalogue, release)), body])

    def _change(self, change: Change) -> str:
        link = f'<a href="{self._url(change.docname)}">{escape(change.title)}</a>' if change.docname else ""
        return f"<p><strong>{escape(change.text)}{link}</strong></p>\n"

    def _entry_id(self, release: Release) -> str:
        if not release.reference:  # a draft, which a preview shows
            return self._id(release.name, f"{release.date.year:04}")
        # The date may be corrected; what the ledger said first stays.
        return self._id(release.reference, self._catalogue.ledger.first(release.reference).day[:4])

    # Atom

    def atom(self, feed: Feed, releases: Sequence[Release], number: int, full: int) -> bytes:
        """Write a feed, or one of its archived documents (``number`` from 1, of ``full``)."""
        root = opened(self._settings.language)
        removed = self.removed if not number else []
        add(root, "id", self._base + feed.path("atom", number))
        add(root, "title", feed.title)
        times = [self._updated(r) for r in releases] + [beginning(r.date) for r in removed]
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
            when = rfc3339(beginning(gone.date))
            stone = ET.SubElement(root, f"{{{TOMBSTONES}}}deleted-entry", ref=gone.id, when=when)
            ET.SubElement(stone, f"{{{TOMBSTONES}}}comment").text = gone.reason
            if feed.folder:
                continue
            note = add(root, "entry")
            add(note, "id", gone.note_id)
            add(note, "title", gone.title)
            add(note, "updated", when)
            add(add(note, "author"), "name", self._settings.title)
            add(note, "link", rel="alternate", type="text/html", href=gone.address)
            add(note, "summary", gone.reason)
        entry = self._short_entry if number and feed.folder else self._entry
        return written(root, [entry(release.name) for release in reversed(releases)])

    def _write_entry(self, name: str, *, whole: bool = True) -> str:
        catalogue = self._catalogue
        release = catalogue[name]
        address = self._url(release.docname)
        entry = ET.Element("entry", {LANG: release.language})
        add(entry, "id", self._entry_id(release))
        add(entry, "title", marked_title(release, release.language))
        add(entry, "published", rfc3339(self._published(release)))
        add(entry, "updated", rfc3339(self._updated(release)))
        issuer = catalogue.registers.issuers[release.issuer]
        author = add(entry, "author")
        add(author, "name", issuer.name)
        if issuer.url:
            add(author, "uri", issuer.url)
        if issuer.licence:  # RFC 4946
            add(entry, "rights", issuer.licence.statement)
            add(entry, "link", rel="license", href=issuer.licence.url)
        add(entry, "link", rel="alternate", type="text/html", href=address, hreflang=release.language)
        # As alternates, translations would be what readers open: some take the first one, some the last.
        for other in catalogue.translations(release):
            href = self._url(other.docname)
            add(entry, "link", rel="related", type="text/html", href=href, hreflang=other.language)
        for other in catalogue.cites(release):
            add(entry, "link", rel="related", href=self._url(other.docname))
        for file in release.attachments:
            add(entry, "link", rel="enclosure", href=file.url, title=file.title)
        kind = KIND_NAMES[release.kind]
        add(entry, "category", term=release.kind, scheme=f"{self._base}kinds", label=kind)
        for code in release.about:
            label = catalogue.names.name(code, release.language)
            add(entry, "category", term=code, scheme="urn:iso:std:iso:3166", label=label)
        for code in release.mentions:
            label = catalogue.names.name(code, release.language)
            add(entry, "category", term=code, scheme=f"{self._base}mentions", label=label)
        if release.campaign:
            label = catalogue.registers.campaigns[release.campaign].name
            add(entry, "category", term=release.campaign, scheme=f"{self._base}campaigns/", label=label)
        summary = release.summary or release.deck or ""
        if summary or not whole:
            language = self._settings.language if release.summary else release.language
            add(entry, "summary", summary or release.title).set(LANG, language)
        if whole:
            add(entry, "content", self._content(name, address), type="html")
        else:
            add(entry, "content", type="text/html", src=address)
        ET.indent(entry, level=1)
        return f"  {ET.tostring(entry, encoding='unicode').rstrip()}\n"

    # JSON Feed

    def json(self, feed: Feed, releases: Sequence[Release]) -> bytes:
        data = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "home_page_url": self._url(feed.page),
            "feed_url": self._base + feed.path("json"),
            "language": self._settings.language,
        }
        head = json.dumps(data, ensure_ascii=False, indent=1).removesuffix("\n}")
        notes = [] if feed.folder else [self._note(gone) for gone in self.removed]
        items = ",\n".join([*notes, *(self._item(release.name) for release in reversed(releases))])
        return f'{head},\n "items": [\n{items}\n]}}\n'.encode()

    def _note(self, gone: Removed) -> str:
        """Tell that a release was removed: this form knows no tombstone."""
        note = {
            "id": gone.note_id,
            "url": gone.address,
            "title": gone.title,
            "content_text": gone.reason,
            "date_published": rfc3339(beginning(gone.date)),
        }
        return json.dumps(note, ensure_ascii=False)

    def _write_item(self, name: str) -> str:
        catalogue = self._catalogue
        release = catalogue[name]
        address = self._url(release.docname)
        issuer = catalogue.registers.issuers[release.issuer]
        tags = [catalogue.names.name(code, release.language) for code in release.about]
        if release.campaign:
            tags.append(catalogue.registers.campaigns[release.campaign].name)
        author = {"name": issuer.name} | ({"url": issuer.url} if issuer.url else {})
        item: dict[str, Any] = {
            "id": self._entry_id(release),
            "url": address,
            "title": marked_title(release, release.language),
            "content_html": self._content(name, address),
            "date_published": rfc3339(self._published(release)),
            "language": release.language,
            "authors": [author],
            "tags": [*tags, KIND_NAMES[release.kind]],
        }
        if summary := release.summary or release.deck:
            item["summary"] = summary
        if release.changes:
            item["date_modified"] = rfc3339(self._updated(release))
        versions = catalogue.translations(release)
        item["_archive"] = {
            "reference": release.reference or "",
            "about": list(release.about),
            "mentions": list(release.mentions),
            "campaign": release.campaign or "",
            "licence": issuer.licence.url if issuer.licence else "",
            "corrected": str(release.corrected or ""),
            "withdrawn": release.withdrawn.day if release.withdrawn else "",
            "translations": {other.language: self._url(other.docname) for other in versions},
        }
        return json.dumps(item, ensure_ascii=False)
