"""How well the importer reads the development set: precision and recall of each field.

``python -m tests.importers.score`` prints the table, and with ``-v`` each miss. Precision: of what was found, how
much is right. Recall: of what there is, how much was found and is right.
"""

from __future__ import annotations

import sys
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

from press_archive.importers import Failure, read_bytes, understand
from press_archive.importers.match import Known
from press_archive.importers.plain import squash
from press_archive.importers.understood import Understood
from press_archive.records import State, read_register

from tests.importers.samples import samples

_REGISTER = Path(__file__).parents[2] / "docs/registers/states.yaml"


@lru_cache(maxsize=1)
def known() -> Known:
    """The register of states, which is fact; everything else of the real archive stays out."""
    states, _ = read_register(_REGISTER.read_bytes(), "docs/registers/states.yaml", State, "[A-Z]{2}")
    return Known(states)


def found_in(item: Understood) -> dict[str, Any]:
    return {
        "date": str(item.date or ""),
        "title": item.title,
        "deck": item.deck,
        "places": item.places,
        "about": item.about,
        "language": item.language,
        "kind": item.kind,
        "label": item.label,
        "contacts": tuple(person.name for person in item.people),
        "opening": squash(item.body[0]) if item.body else "",
        "notes": len(item.notes),
        "background": len(item.background),
    }


def right(field: str, expected: Any, found: Any) -> bool:
    if field == "opening":
        return str(found).startswith(squash(expected))
    if field == "about":
        return set(found) == set(expected)
    return bool(expected == found)


def compare() -> tuple[dict[str, Counter[str]], list[str]]:
    """Read every sample; returns the counts of each field and the misses in words."""
    counts: dict[str, Counter[str]] = {}
    misses = []
    for sample in samples():
        items = [
            item
            for document in read_bytes(sample.name, sample.raw)
            if not isinstance(document, Failure)
            for item in understand(document, known())
        ]
        tally = counts.setdefault("releases in a file", Counter())
        tally["right"] += len(items) == len(sample.expected)
        tally["found"] += 1
        tally["there"] += 1
        if len(items) != len(sample.expected):
            misses.append(f"{sample.name}: {len(items)} releases, not {len(sample.expected)}")
        for number, expected in enumerate(sample.expected):
            got = found_in(items[number]) if number < len(items) else {}
            for field, value in expected.items():
                if field not in got and got:
                    continue
                tally = counts.setdefault(field, Counter())
                mine = got.get(field)
                good = bool(got) and right(field, value, mine)
                tally["there"] += bool(value)
                tally["found"] += bool(mine)
                tally["right"] += good and bool(value)
                if not good:
                    misses.append(f"{sample.name}: {field}: {mine!r}, not {value!r}")
            if got and "deck" not in expected:
                counts.setdefault("deck", Counter())["found"] += bool(got["deck"])
                if got["deck"]:
                    misses.append(f"{sample.name}: deck: {got['deck']!r}, not there")
    return counts, misses


def table() -> str:
    counts, _ = compare()
    lines = ["| Field | Releases | Precision | Recall |", "| --- | --- | --- | --- |"]
    for field, tally in counts.items():
        precision = tally["right"] / tally["found"] if tally["found"] else 1.0
        recall = tally["right"] / tally["there"] if tally["there"] else 1.0
        lines.append(f"| {field} | {tally['there']} | {precision:.0%} | {recall:.0%} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
    if "-v" in sys.argv:
        print("\n".join(compare()[1]))
