"""The catalogue to take away: JSON, CSV, citations and an SQLite database, whole and in parts.

What is in them is what the pages show; what each field says is in ``datafields.py``.
:data:`VERSION` changes when a field changes its meaning or goes away, and not when one is added.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from .. import addresses
from ..archive import Release
from ..catalogue import Catalogue
from ..datafields import FIELDS
from ..digests import digest
from ..settings import Settings
from . import bibliography
from .cited import cited as cited_of
from .file import File, listed

VERSION = 1

_SCHEMA = f"""
create table about (version integer, title text, url text, licence text);
create table releases (id integer primary key, {", ".join(f"{name} text" for name in FIELDS)});
create unique index releases_name on releases (name);
create index releases_date on releases (date);
create table release_states (release integer references releases (id), state text, role text);
create index release_states_state on release_states (state, role);
create table states (code text primary key, name text, region text);
create table campaigns (key text primary key, name text, start text, "end" text, description text);
create table campaign_focus (month text, state text, campaign text, source text);
create virtual table releases_fts using fts5(
    title, deck, summary, topics,
    content = 'releases', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
"""


class Form(NamedTuple):
    """A form in which releases can be downloaded: what it is called, and its media type."""

    name: str
    media: str


#: The forms by the ends of their files' names.
FORMS: Mapping[str, Form] = {
    "json": Form("JSON", "application/json"),
    "csv": Form("CSV", "text/csv"),
    "bib": Form("BibLaTeX", "application/x-bibtex"),
    "ris": Form("RIS", "application/x-research-info-systems"),
    "csl.json": Form("CSL-JSON", "application/vnd.citationstyles.csl+json"),
}


def files(catalogue: Catalogue, settings: Settings, said: Mapping[str, str], kept: Keep) -> Iterator[File]:
    """Yield each file.

    Arguments:
        said: digests of what the releases say.
        kept: gives what was made for a release at an earlier build, while it says the same.

    """
    data = _Data(catalogue, settings, said, kept)
    makers = dict(zip(FORMS, (data.json, data.csv, data.bib, data.ris, data.csl), strict=True))
    parts: list[tuple[str, Sequence[Release]]] = [("data/releases", catalogue.releases)]
    parts += [(f"data/{addresses.state(code)}", part) for code, part in sorted(catalogue.by_state.items())]
    parts += [
        (f"data/{addresses.campaign(key)}", part) for key, part in sorted(catalogue.by_campaign.items())
    ]
    for path, releases in parts:
        shows = listed(releases, said)
        for end, make in makers.items():
            yield File(f"{path}.{end}", shows, partial(make, releases))
    registers = (catalogue.registers.states, catalogue.registers.campaigns)
    shows = digest((listed(catalogue.releases, said), registers))
    yield File("data/catalogue.sqlite", shows, data.sqlite)


class Pieces(NamedTuple):
    """What each file says of one release; ``row`` are the cells of a table."""

    json: str
    row: tuple[str, ...]
    csv: str
    bib: str
    ris: str
    csl: str


#: Returns the pieces of a release, known by its document and a digest of what it says, or has them made.
Keep = Callable[[str, str, Callable[[], Pieces]], Pieces]


class _Data:
    """The data of one catalogue; what a release says is worked out once for all files."""

    def __init__(self, catalogue: Catalogue, settings: Settings, said: Mapping[str, str], kept: Keep) -> None:
        self._catalogue = catalogue
        self._settings = settings
        self._said = said
        self._kept = kept
        self._pieces: dict[str, Pieces] = {}

    def pieces(self, release: Release) -> Pieces:
        known = self._pieces.get(release.name)
        if known is None:
            said = self._said.get(release.docname, "")
            known = self._kept(release.docname, said, partial(self._write, release))
            self._pieces[release.name] = known
        return known

    def _write(self, release: Release) -> Pieces:
        record = self._record(release)
        cells = (record[column] for column in FIELDS)
        row = tuple("; ".join(cell) if isinstance(cell, list) else cell for cell in cells)
        table = io.StringIO()
        csv.writer(table).writerow(map(safe_cell, row))
        cited = cited_of(self._catalogue, self._settings.base_url, release)
        return Pieces(
            json=json.dumps(record, ensure_ascii=False),
            row=row,
            csv=table.getvalue(),
            bib=bibliography.biblatex(cited),
            ris=bibliography.ris(cited),
            csl=json.dumps(bibliography.csl(cited), ensure_ascii=False),
        )

    def _record(self, release: Release) -> dict[str, Any]:
        """Return a release as plain data."""
        catalogue = self._catalogue
        issuer = catalogue.registers.issuers[release.issuer]
        by = "archive" if release.number_note else "issuer"
        line = release.withdrawn
        successor = catalogue.resolve(line.target) if line else None
        return {
            "name": release.name,
            "url": addresses.url(self._settings.base_url, release.docname),
            "reference": release.reference or "",
            "reference_by": by if release.reference else "",
            "title": release.title,
            "deck": release.deck or "",
            "kind": release.kind,
            "date": str(release.date),
            "language": release.language,
            "places": list(release.dateline.places) if release.dateline else [],
            "about": list(release.about),
            "mentions": list(release.mentions),
            "campaign": release.campaign or "",
            "issuer": issuer.name,
            "licence": issuer.licence.url if issuer.licence else "",
            "topics": list(release.topics),
            "summary": release.summary or "",
            "held": "record" if release.is_record else "text",
            "source": (release.source.url if release.source else None) or "",
            "work": release.work,
            "corrected": str(release.corrected or ""),
            "withdrawn": line.day if line else "",
            "cites": [other.name for other in catalogue.cites(release)],
            "cited_by": [other.name for other in catalogue.cited_by.get(release.name, ())],
            "reason": line.note if line else "",
            "successor": successor.name if successor else "",
            "former": list(catalogue.stood_at[release.name]),
        }

    def json(self, releases: Sequence[Release]) -> bytes:
        head = {"version": VERSION, "title": self._settings.title, "url": self._settings.base_url}
        if self._settings.licence:
            head["licence"] = self._settings.licence[1]
        opening = json.dumps(head, ensure_ascii=False)[:-1]
        lines = ",\n".join(self.pieces(release).json for release in releases)
        return f'{opening}, "releases": [\n{lines}\n]}}\n'.encode()

    def csv(self, releases: Sequence[Release]) -> bytes:
        """Write a table as RFC 4180 has it, in UTF-8 with the mark that spreadsheets look for."""
        head = ",".join(FIELDS) + "\r\n"
        return (head + "".join(self.pieces(release).csv for release in releases)).encode("utf-8-sig")

    def bib(self, releases: Sequence[Release]) -> bytes:
        return "\n".join(self.pieces(release).bib for release in releases).encode()

    def ris(self, releases: Sequence[Release]) -> bytes:
        return "\n".join(self.pieces(release).ris for release in releases).encode()

    def csl(self, releases: Sequence[Release]) -> bytes:
        lines = ",\n".join(self.pieces(release).csl for release in releases)
        return f"[\n{lines}\n]\n".encode()

    def sqlite(self) -> bytes:
        """Write the database; the same records give the same bytes with the same SQLite."""
        catalogue = self._catalogue
        with sqlite3.connect(":memory:") as base:
            base.executescript(_SCHEMA)
            own = self._settings
            licence = own.licence[1] if own.licence else ""
            base.execute("insert into about values (?, ?, ?, ?)", (VERSION, own.title, own.base_url, licence))
            marks = ", ".join("?" * (len(FIELDS) + 1))
            rows = [
                (number, *self.pieces(release).row) for number, release in enumerate(catalogue.releases, 1)
            ]
            base.executemany(f"insert into releases values ({marks})", rows)  # noqa: S608  (only marks)
            base.executemany(
                "insert into release_states values (?, ?, ?)",
                (
                    (number, code, role)
                    for number, release in enumerate(catalogue.releases, 1)
                    for role, codes in (("about", release.about), ("mentions", release.mentions))
                    for code in codes
                ),
            )
            language = self._settings.language
            base.executemany(
                "insert into states values (?, ?, ?)",
                [
                    (code, catalogue.names.name(code, language), state.group)
                    for code, state in sorted(catalogue.registers.states.items())
                ],
            )
            base.executemany(
                "insert into campaigns values (?, ?, ?, ?, ?)",
                [
                    (key, item.name, str(item.start or ""), str(item.end or ""), item.description)
                    for key, item in sorted(catalogue.registers.campaigns.items())
                ],
            )
            base.executemany(
                "insert into campaign_focus values (?, ?, ?, ?)",
                [(str(month), state, key, source or "") for month, state, key, source in catalogue.focus],
            )
            base.execute("insert into releases_fts (releases_fts) values ('rebuild')")
            base.execute("insert into releases_fts (releases_fts) values ('optimize')")
        base.execute("vacuum")
        content = base.serialize()
        base.close()
        return content


def safe_cell(cell: str) -> str:
    """Keep a spreadsheet from running a title as a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
