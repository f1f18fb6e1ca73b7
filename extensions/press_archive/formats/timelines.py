"""A state's timeline as data: what it did, when it was in focus and what was released, in one list."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from ..catalogue import Catalogue


def files(catalogue: Catalogue, base_url: str) -> Iterator[tuple[str, object, Callable[[], bytes]]]:
    """Yield path, content as data, and maker of the timeline of each state that has one."""
    for code in catalogue.registers.states:
        entries = sorted(_entries(catalogue, code, base_url), key=lambda e: (e["date"], json.dumps(e)))
        if entries and catalogue.registers.treaties:
            data = {"state": code, "items": entries}
            yield f"states/{code.lower()}/timeline.json", data, partial(_json, data)


def _entries(catalogue: Catalogue, code: str, base_url: str) -> Iterator[dict[str, Any]]:
    for treaty in catalogue.registers.treaties.values():
        for step in treaty.steps(code):
            entry = {
                "date": step.date.isoformat(),
                "kind": step.kind,
                "treaty": treaty.key,
                "instrument": step.instrument,
                "computed_by": step.rule,
                "certainty": step.certainty,
                "sources": [
                    treaty.record.sources[key].url or treaty.record.sources[key].name for key in step.sources
                ],
                "note": step.note,
            }
            yield {key: value for key, value in entry.items() if value}
    for focus in catalogue.focus_by_state.get(code, ()):
        yield {
            "date": str(focus.month),
            "kind": "focus",
            "campaign": focus.campaign,
            "sources": [focus.source] if focus.source else [],
        }
    for release in catalogue.by_state.get(code, ()):
        url = f"{base_url}{release.docname}/"
        yield {"date": str(release.date), "kind": "release", "title": release.title, "url": url}


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
