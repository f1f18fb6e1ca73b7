"""A release as an entry of a feed, in Atom (RFC 4287) and JSON Feed 1.1; what is left of one that is gone.

* An entry's id is a ``tag:`` made of the reference number: no edit, move or new title changes it.
* ``updated`` comes from the record (a correction, a withdrawal), never from a build, and each of them moves
  it. Only their days are known: a change is told as of the first second of its day that is not taken.
* What was corrected or withdrawn says so before its text: a reader of a feed does not see the page.
* What was removed leaves a tombstone (RFC 6721) in every feed and, for readers that do not know them, a
  note in the archive's own.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from functools import cache, cached_property, lru_cache, partial
from html import escape
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from .. import addresses
from ..archive import Release
from ..catalogue import Catalogue
from ..records import PartialDate
from ..settings import Settings
from ..targets import marked_title, withdrawn
from ..words import KIND_NAMES, spoken
from .atom import LANG, TOMBSTONES, add, beginning, rfc3339
from .changes import Change, changes

#: The text of a release as HTML, given its document and its address.
Body = Callable[[str, str], str]

#: A release stands in several feeds: of so many, what they have in common is kept once it is written.
_KEPT = 2000


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


class Entries:
    """The entries of one archive, each by the name of a release: ``atom``, ``short`` and ``json``.

    The short one points to the page in place of the text.
    """

    def __init__(self, catalogue: Catalogue, settings: Settings, body: Body) -> None:
        self._catalogue = catalogue
        self._settings = settings
        self._base = settings.base_url
        self._host = urlsplit(settings.base_url).netloc
        self._url = partial(addresses.url, settings.base_url)
        self._body = body
        self._content = lru_cache(_KEPT)(self._read_content)
        self.atom = lru_cache(_KEPT)(self._write_entry)
        self.short = cache(partial(self._write_entry, whole=False))
        self.json = lru_cache(_KEPT)(self._write_item)

    def _id(self, reference: str, year: str) -> str:
        """An id for good (RFC 4151), dated with the year of the record."""
        return f"tag:{self._host},{year}:{reference}"

    @cached_property
    def removed(self) -> list[Removed]:
        """The releases that are gone, by their addresses."""
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

    def updated(self, release: Release) -> dt.datetime:
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

    def _title(self, release: Release) -> str:
        return marked_title(release, spoken(release.language, self._settings.language))

    # Atom

    def _write_entry(self, name: str, *, whole: bool = True) -> str:
        catalogue = self._catalogue
        release = catalogue[name]
        address = self._url(release.docname)
        entry = ET.Element("entry", {LANG: release.language})
        add(entry, "id", self._entry_id(release))
        add(entry, "title", self._title(release))
        add(entry, "published", rfc3339(self._published(release)))
        add(entry, "updated", rfc3339(self.updated(release)))
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

    def entomb(self, root: ET.Element, gone: Removed, *, noted: bool) -> None:
        """Tell in a feed that a release was removed; ``noted``: to those who know no tombstone as well."""
        when = rfc3339(beginning(gone.date))
        stone = ET.SubElement(root, f"{{{TOMBSTONES}}}deleted-entry", ref=gone.id, when=when)
        ET.SubElement(stone, f"{{{TOMBSTONES}}}comment").text = gone.reason
        if not noted:
            return
        note = add(root, "entry")
        add(note, "id", gone.note_id)
        add(note, "title", gone.title)
        add(note, "updated", when)
        add(add(note, "author"), "name", self._settings.title)
        add(note, "link", rel="alternate", type="text/html", href=gone.address)
        add(note, "summary", gone.reason)

    # JSON Feed

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
            "title": self._title(release),
            "content_html": self._content(name, address),
            "date_published": rfc3339(self._published(release)),
            "language": release.language,
            "authors": [author],
            "tags": [*tags, KIND_NAMES[release.kind]],
        }
        if summary := release.summary or release.deck:
            item["summary"] = summary
        if release.changes:
            item["date_modified"] = rfc3339(self.updated(release))
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


def json_note(gone: Removed) -> str:
    """Tell that a release was removed: this form knows no tombstone."""
    note = {
        "id": gone.note_id,
        "url": gone.address,
        "title": gone.title,
        "content_text": gone.reason,
        "date_published": rfc3339(beginning(gone.date)),
    }
    return json.dumps(note, ensure_ascii=False)
