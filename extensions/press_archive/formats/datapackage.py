"""What the data files are, said for programs: a Data Package with a Table Schema (Frictionless, version 1).

It stands at the top of the site, as its files may not be above it. The meanings of the columns are those that
the guide prints; the sources of a treaty's events, which its table names by key, are those of its resource.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .. import addresses
from ..catalogue import Catalogue
from ..datafields import FIELDS
from ..records.models import KINDS
from ..settings import Settings
from ..treaties import Treaty
from . import opendata, treaty_csv
from .file import File

_DATE = {"pattern": r"\d{4}(-\d{2}(-\d{2})?)?"}
#: What holds of the cells of a column, besides being text.
_CONSTRAINTS: Mapping[str, Mapping[str, Any]] = {
    "name": {"required": True, "unique": True},
    "url": {"required": True, "unique": True},
    "reference_by": {"enum": ["issuer", "archive"]},
    "title": {"required": True},
    "kind": {"required": True, "enum": KINDS},
    "date": {"required": True, **_DATE},
    "language": {"required": True},
    "held": {"required": True, "enum": ["text", "record"]},
    "corrected": _DATE,
    "withdrawn": _DATE,
}


def files(catalogue: Catalogue, settings: Settings) -> Iterator[File]:
    """Yield the one file."""
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": settings.issuer,
        "title": settings.title,
        "homepage": addresses.url(settings.base_url, "data"),
    }
    if settings.licence:
        package["licenses"] = [dict(zip(("title", "path"), settings.licence, strict=True))]
    table = {"fields": _columns(FIELDS, _CONSTRAINTS), "primaryKey": "name"}
    package["resources"] = [
        _table("releases", "data/releases.csv", settings.title, table),
        *(
            {
                "name": f"releases-{end.replace('.', '-')}",
                "path": f"data/releases.{end}",
                "mediatype": form.media,
            }
            for end, form in opendata.FORMS.items()
            if end != "csv"
        ),
        *map(_treaty, catalogue.registers.treaties.values()),
    ]
    yield File.of("datapackage.json", json.dumps(package, ensure_ascii=False, indent=1) + "\n")


def _treaty(treaty: Treaty) -> Mapping[str, Any]:
    sources = [
        {"name": key, "title": source.name, **({"path": source.url} if source.url else {})}
        for key, source in treaty.record.sources.items()
    ]
    table = {"fields": _columns(treaty_csv.FIELDS, {})}
    return {
        **_table(treaty.key, addresses.treaty_events(treaty.key), treaty.record.name, table),
        "sources": sources,
    }


def _table(name: str, path: str, title: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": path,
        "title": title,
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _columns(
    fields: Mapping[str, str], constraints: Mapping[str, Mapping[str, Any]]
) -> Sequence[Mapping[str, Any]]:
    return [
        {
            "name": name,
            "type": "string",
            "description": said.replace("`", ""),
            **({"constraints": constraints[name]} if name in constraints else {}),
        }
        for name, said in fields.items()
    ]
