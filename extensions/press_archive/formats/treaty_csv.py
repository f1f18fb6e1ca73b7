"""The events of each treaty as a table (RFC 4180): what was recorded, and what follows from it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from functools import partial

from .. import addresses
from ..catalogue import Catalogue
from ..digests import digest
from .file import File

#: The columns and what each says; ``datapackage.json`` tells it.
FIELDS: Mapping[str, str] = {
    "date": "the day",
    "state": "the state (ISO 3166-1 alpha-2)",
    "name": "its name",
    "event": "what it did, or what followed from that",
    "instrument": "what was deposited",
    "computed_by": "the article by which the day was computed; empty when it was recorded",
    "certainty": "how sure the day is: `confirmed`, `reported`, `one-source` or `recalled`",
    "sources": "where it was seen: names of the table's sources, with spaces between",
    "note": "what a reader must know about it",
}


def files(catalogue: Catalogue) -> Iterator[File]:
    """Yield each treaty's table."""
    for treaty in catalogue.registers.treaties.values():
        rows: list[tuple[str, ...]] = sorted(
            (
                step.date.isoformat(),
                code,
                catalogue.names.name(code, catalogue.language),
                step.kind,
                step.instrument,
                step.rule,
                step.certainty,
                " ".join(step.sources),
                step.note,
            )
            for code in catalogue.registers.states
            for step in treaty.steps(code)
        )
        yield File(addresses.treaty_events(treaty.key), digest(rows), partial(_csv, rows))


def _csv(rows: list[tuple[str, ...]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(FIELDS)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")
