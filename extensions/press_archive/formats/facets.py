"""What the search page filters: the rows of each list, and a table of all releases without titles.

``list.json`` stands beside each state's, campaign's and year's page and holds what that page lists, so
that a question about a state costs the list of that state. ``search/index.json`` answers what no list
covers; the titles of the few rows shown then come from their years' lists. ``search/states.json`` has
every name of every state. ``search/references.json`` and ``search/addresses.json`` have each release's number
and the addresses where else it stood, here and on other websites, and are asked only for such. Rows are
newest first everywhere: a release's place in the table, and among the releases of its year, is the same in
all files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from .. import addresses
from ..archive import Release
from ..catalogue import Catalogue, newest_first
from ..digests import digest
from .file import File, listed

VERSION = 3
TABLE = "search/index.json"
NAMES = "search/states.json"
REFERENCES = "search/references.json"
ADDRESSES = "search/addresses.json"

#: One encoder for all rows: there are tens of thousands.
_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def files(catalogue: Catalogue, said: Mapping[str, str]) -> Iterator[File]:
    """Yield each file; ``said`` are digests of what the releases say."""
    lists: list[tuple[str, Sequence[Release]]] = []
    lists += [(addresses.state(code), part) for code, part in sorted(catalogue.by_state.items())]
    lists += [(addresses.campaign(key), part) for key, part in sorted(catalogue.by_campaign.items())]
    lists += [(addresses.year(year), part) for year, part in sorted(catalogue.by_year.items())]
    for folder, releases in lists:
        shows = listed(releases, said)
        yield File(f"{folder}/list.json", shows, partial(_list, releases))
    shows = listed(catalogue.releases, said)
    yield File(TABLE, shows, partial(_table, catalogue))
    newest = newest_first(catalogue.releases)
    references = [release.reference or "" for release in newest]
    stood_at = [catalogue.stood_at[release.name] for release in newest]
    told: Sequence[object]
    for path, told in ((REFERENCES, references), (ADDRESSES, stood_at)):
        yield File(path, digest(told), partial(_lines, {"version": VERSION}, told))
    names = state_names(catalogue)
    yield File(NAMES, digest(names), partial(_names, names))


def state_names(catalogue: Catalogue) -> dict[str, list[str]]:
    """Return what each state is and was called, in the archive's languages; its shown name is first."""
    return {code: catalogue.names.called(code) for code in sorted(catalogue.registers.states)}


def _list(releases: Sequence[Release]) -> bytes:
    """Rows of name, title, date, states, campaign, kind, language, 1 for a text, and 1 if withdrawn."""
    return _lines(
        {"version": VERSION},
        [
            [
                release.name,
                release.title,
                str(release.date),
                " ".join(release.about),
                release.campaign or "",
                release.kind,
                release.language,
                int(not release.is_record),
                int(release.withdrawn is not None),
            ]
            for release in newest_first(releases)
        ],
    )


def _table(catalogue: Catalogue) -> bytes:
    """Rows of date, states, numbers in the head's lists (campaign, kind, language), and 1 for a text."""
    campaigns = sorted({release.campaign or "" for release in catalogue.releases})
    kinds = sorted({release.kind for release in catalogue.releases})
    languages = sorted({release.language for release in catalogue.releases})
    keys: tuple[Sequence[str], ...] = (campaigns, kinds, languages)
    places = [{key: place for place, key in enumerate(part)} for part in keys]
    rows = [
        [
            str(release.date),
            " ".join(release.about),
            places[0][release.campaign or ""],
            places[1][release.kind],
            places[2][release.language],
            int(not release.is_record),
        ]
        for release in newest_first(catalogue.releases)
    ]
    head = {"version": VERSION, "campaigns": campaigns, "kinds": kinds, "languages": languages}
    return _lines(head, rows)


def _lines(head: Mapping[str, object], rows: Sequence[object]) -> bytes:
    """One row a line: JSON that can be read and compared."""
    opening, lines = _compact(head)[:-1], ",\n".join(map(_compact, rows))
    return f'{opening},"rows":[\n{lines}\n]}}\n'.encode()


def _names(names: Mapping[str, Sequence[str]]) -> bytes:
    return f"{_compact(names)}\n".encode()
