"""How well the importer reads the labelled documents: precision and recall of each field.

``python -m tests.importers.score`` prints the table, and with ``-v`` each miss in what is open to be worked on
(``-vv``: in what is held out, too). Precision: of what was found, how much is right. Recall: of what there is, how
much was found and is right.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from press_archive.importers import Failure, lexicon, read_bytes, understand
from press_archive.importers.match import Known
from press_archive.importers.plain import squash
from press_archive.importers.understood import Understood
from press_archive.records import State, read_register

from tests.importers.labelled import labelled
from tests.importers.samples import Sample, samples

_REGISTER = Path(__file__).parents[2] / "docs/registers/states.yaml"


@lru_cache(maxsize=1)
def known() -> Known:
    """The register of states, which is fact; everything else of the real archive stays out."""
    states, _ = read_register(_REGISTER.read_bytes(), "docs/registers/states.yaml", State)
    return Known(states)


def open_samples() -> list[Sample]:
    return [*samples(), *labelled("open")]


def held_out() -> list[Sample]:
    return list(labelled("held_out"))


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
        "embargo": item.embargo,
        "contacts": tuple(person.name for person in item.people),
        "opening": squash(item.body[0].text) if item.body else "",
        "ending": squash(item.body[-1].text) if item.body else "",
        "notes": sum(not lexicon.NOTES.match(note.text) for note in item.notes),
        "background": len(item.background),
    }


def right(field: str, expected: Any, found: Any) -> bool:
    if field == "opening":
        return str(found).startswith(squash(expected))
    if field == "ending":
        return str(found).endswith(squash(expected))
    if field == "about":
        return set(found) == set(expected)
    return bool(expected == found)


def _judged(sample: Sample) -> Iterator[tuple[str, Any, Any, bool]]:
    """Yield field, what is there, what was found, and whether that is right."""
    items = [
        item
        for document in read_bytes(sample.name, sample.raw)
        if not isinstance(document, Failure)
        for item in understand(document, known())
    ]
    yield "releases in a file", len(sample.expected), len(items), len(items) == len(sample.expected)
    for number, expected in enumerate(sample.expected):
        got = found_in(items[number]) if number < len(items) else {}
        for field, value in {"deck": "", **expected}.items():
            if field in got or not got:
                mine = got.get(field)
                yield field, value, mine, bool(got) and right(field, value, mine)


def compare(documents: Iterable[Sample]) -> tuple[dict[str, Counter[str]], list[str]]:
    """Read every document; returns the counts of each field and the misses in words."""
    counts: dict[str, Counter[str]] = {}
    misses = []
    for sample in documents:
        for field, there, found, good in _judged(sample):
            tally = counts.setdefault(field, Counter())
            tally["there"] += bool(there)
            tally["found"] += bool(found)
            tally["right"] += good and bool(there)
            if not good:
                misses.append(f"{sample.name}: {field}: {found!r}, not {there!r}")
    return counts, misses


def table() -> str:
    """Return the figures as the guide shows them."""
    sets = [compare(open_samples())[0], compare(held_out())[0]]
    lines = [
        "| Field | Open | Precision | Recall | Held out | Precision | Recall |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for field in sets[0]:
        cells = []
        for counts in sets:
            tally = counts.get(field, Counter())
            shares = [f"{tally['right'] / tally[of]:.0%}" if tally[of] else "–" for of in ("found", "there")]
            cells += [str(tally["there"]), *shares]
        lines.append(f"| {field} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
    if "-v" in sys.argv or "-vv" in sys.argv:
        print("\n".join(compare(open_samples())[1]))
    if "-vv" in sys.argv:
        print("\n".join(compare(held_out())[1]))
