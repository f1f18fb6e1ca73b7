"""The events of each treaty as a table (RFC 4180): what was recorded, and what follows from it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import partial

from .. import addresses
from ..catalogue import Catalogue
from ..digests import digest
from .file import File

_HEAD = ("date", "state", "name", "event", "instrument", "computed_by", "certainty", "sources", "note")


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
    writer.writerow(_HEAD)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")
