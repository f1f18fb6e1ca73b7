"""What stands around a document on its page: facts, languages, neighbours, and who prints it.

Like the generated pages, this is plain data: the digest of what is shown says whether the document's
page must be written again, and the template sees nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .. import addresses
from ..archive import Release
from ..catalogue import Catalogue, newest_first
from ..digests import digest
from ..names import date_words, direction, language_name, moment_words
from ..nearby import neighbours, related
from ..targets import marked_title
from ..webarchives import is_copy, nearest_copy
from ..words import CORRECTION_NAMES, KIND_NAMES, ORIGIN_NAMES, spoken, translator
from .release_facts import ReleaseFacts
from .rows import CITING_LIMIT, Link, Row, Rows


class Side(NamedTuple):
    """What stood before or after a release along one of its states or its campaign."""

    along: Link
    reason: str
    earlier: Row | None
    later: Row | None


class Notice(NamedTuple):
    """A correction as readers are told of it."""

    date: str
    iso: str
    kind: str
    was: str
    now: str
    note: str


#: Of so many releases, what stands around them is kept until it is taken; more would fill the memory.
REMEMBERED = 3_000


class Around:
    """The surroundings of the documents of one catalogue."""

    def __init__(self, catalogue: Catalogue, rows: Rows) -> None:
        self._catalogue = catalogue
        self._rows = rows
        self._facts = ReleaseFacts(catalogue, rows)
        self._remembered: dict[str, Mapping[str, Any]] = {}

    def digests(self, release: Release) -> tuple[str, str]:
        """Digest what is told of a release, and what is near it; its page is likely to be written next."""
        told, near = self._told(release), self._near(release)
        if len(self._remembered) < REMEMBERED:
            self._remembered[release.name] = {**told, **near}
        return digest(told), digest(near)

    def taken(self, release: Release) -> Mapping[str, Any]:
        """Return what a release's page shows besides its text; what was remembered of it is let go."""
        known = self._remembered.pop(release.name, None)
        return known or {**self._told(release), **self._near(release)}

    def forget(self) -> None:
        """Let go of all that was remembered: every page is written."""
        self._remembered.clear()

    def _ui(self, release: Release) -> str:
        return spoken(release.language, self._catalogue.language)

    def _told(self, release: Release) -> Mapping[str, Any]:
        """Return what is told of a release besides its text, on its page and in the files beside it."""
        catalogue, ui = self._catalogue, self._ui(release)
        _ = translator(ui)
        date = release.date
        source, cited_by = release.source, catalogue.cited_by.get(release.name, ())
        original = source.url if source else None
        issuer, translations = catalogue.registers.issuers[release.issuer], catalogue.translations(release)
        return {
            **self._facts.beside(release, ui),
            "ui_lang": ui,
            "title": marked_title(release, ui),
            "status": release.status,
            "embargo": moment_words(release.embargo, ui) if release.embargo else "",
            "reference": release.reference or "",
            "number_note": _(release.number_note) if release.number_note else "",
            "corrections": [
                Notice(
                    date_words(item.date, ui),
                    str(item.date),
                    _(CORRECTION_NAMES[item.kind]),
                    item.was,
                    item.now,
                    item.note or "",
                )
                for item in release.corrections
            ],
            "withdrawn": self._withdrawn(release, ui),
            "changed_citations": self._changed_citations(release, ui),
            "label": release.label or "",
            "kind": _(KIND_NAMES[release.kind]),
            "date": date_words(date, ui),
            "iso": str(date),
            "precision": date.precision,
            "year": Link(addresses.year(date.year), str(date.year)),
            "month": self._rows.month(date, ui) if date.month else None,
            "places": release.dateline.places if release.dateline else (),
            "states": [self._rows.state(code, ui) for code in release.about],
            "mentions": [self._rows.state(code, ui) for code in release.mentions],
            "campaign": self._rows.campaign(release.campaign) if release.campaign else None,
            "issuer": (issuer.name, issuer.url or "", issuer.same_as),
            "licence": (issuer.licence.name, issuer.licence.url) if issuer.licence else None,
            "topics": release.topics,
            "attachments": [(a.title, a.url, a.language or "") for a in release.attachments],
            "summary": release.summary or "",
            "is_record": release.is_record,
            "source": (source.url or "", source.evidence or "", source.note or "") if source else None,
            "contacts_of": date_words(date, ui) if catalogue.has_old_contacts(release) else "",
            "nearest_copy": nearest_copy(original, date) if original and not is_copy(original) else "",
            "origin": [
                (_(name), _(ORIGIN_NAMES[origin.from_]), origin.note or "")
                for name, origin in sorted(release.origin.items())
                if origin.from_ != "printed"  # an import says so of each field; a reader need not be told
            ],
            "lang": release.language,
            "language": language_name(release.language, ui),
            "translations": [
                (
                    other.docname,
                    other.language,
                    direction(other.language),
                    language_name(other.language, other.language),
                )
                for other in translations
            ],
            "cited_by": [self._rows.row(other, ui) for other in newest_first(cited_by)[:CITING_LIMIT]],
            "citing": self._rows.citing(release),
            # What the files say: names of states in English, whatever the page's language, and all that cite.
            "for_programs": (
                [marked_title(other, "en") for other in translations],
                [catalogue.names.name(code, "en") for code in (*release.about, *release.mentions)],
                [other.name for other in cited_by],
                catalogue.stood_at[release.name],
            ),
        }

    def _near(self, release: Release) -> Mapping[str, Any]:
        """Return the releases that are near one, which only its page shows: one change is seen on many."""
        catalogue, ui = self._catalogue, self._ui(release)
        _ = translator(ui)
        reasons = {"state": _("same state"), "campaign": _("same campaign")}
        beside = neighbours(catalogue, release)

        def side(along: str, key: str) -> Link:
            return self._rows.state(key, ui) if along == "state" else self._rows.campaign(key)

        return {
            "neighbours": [
                Side(
                    side(item.along, item.key),
                    reasons[item.along],
                    self._rows.row(item.earlier, ui) if item.earlier else None,
                    self._rows.row(item.later, ui) if item.later else None,
                )
                for item in beside
            ],
            "related": [
                (
                    self._rows.row(item.release, ui),
                    f"{_(',')} ".join(reasons[reason] for reason in item.reasons),
                )
                for item in related(catalogue, release, beside)
            ],
        }

    def _withdrawn(self, release: Release, ui: str) -> tuple[str, str, str, Row | None] | None:
        line = release.withdrawn
        if line is None:
            return None
        successor = self._catalogue.resolve(line.target)
        row = self._rows.row(successor, ui) if successor else None
        return date_words(line.date, ui), line.day, line.note, row

    def _changed_citations(self, release: Release, ui: str) -> list[tuple[Row, str]]:
        """The releases this one cites that were withdrawn or corrected since, and which of the two."""
        _ = translator(ui)
        return [
            (self._rows.row(other, ui), _("withdrawn") if other.withdrawn else _("corrected"))
            for other in self._catalogue.cites(release)
            if other.withdrawn or other.corrections
        ]

    def entry(self, key: str) -> Mapping[str, Any]:
        """Return what a background entry's page shows besides its text: the releases that print it."""
        used_by = self._catalogue.by_background.get(key, ())
        shelves, _ = self._rows.shelves(addresses.entry(key), {"all": used_by})
        return {"shelves": shelves, "used": len(used_by)}
