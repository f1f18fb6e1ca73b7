"""A state's timeline, apart from its page: all of it as JSON, and what has happened as an Atom feed.

What a state did, when it was in focus and what was released stand in one list, each with its sources.
The feed of a state (``feeds.py``) has its releases only.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import Any
from urllib.parse import urlsplit

from .. import addresses
from ..catalogue import Catalogue
from ..digests import digest
from ..pages.standing import step_name
from ..records import PartialDate
from ..settings import Settings
from ..targets import marked_title
from ..words import translator
from .atom import LANG, add, beginning, opened, rfc3339, written
from .file import File

#: Entries in the feed; the JSON has all.
LENGTH = 50


def files(catalogue: Catalogue, settings: Settings) -> Iterator[File]:
    """Yield the timelines of each state that has any."""
    for code in catalogue.registers.states:
        entries = sorted(_entries(catalogue, settings, code), key=itemgetter("date"))
        if entries and catalogue.registers.treaties:
            name = catalogue.names.name(code, settings.language)
            folder = addresses.state(code)
            data = {"state": code, "name": name, "items": entries}
            yield File(f"{folder}/timeline.json", digest(data), partial(_json, data))
            page = addresses.url(settings.base_url, folder)
            passed = [entry for entry in entries if not entry.get("to_come")][-LENGTH:]
            shows = digest((name, settings.title, page, passed))
            make = partial(_atom, name, settings.title, page, passed, settings.language)
            yield File(f"{folder}/timeline.atom", shows, make)


def _entries(catalogue: Catalogue, settings: Settings, code: str) -> Iterator[dict[str, Any]]:
    for treaty in catalogue.registers.treaties.values():
        today = catalogue.horizon(treaty)
        of_treaty = treaty.record.short_name + translator(settings.language)(":")
        known = treaty.record.sources
        for step in treaty.steps(code):
            entry = {
                "date": step.date.isoformat(),
                "kind": step.kind,
                "title": f"{of_treaty} {step_name(step, settings.language, today)}",
                "treaty": treaty.key,
                "instrument": step.instrument,
                "computed_by": step.rule,
                "certainty": step.certainty,
                "sources": [known[key].url or known[key].name for key in step.sources],
                "note": step.note,
                "to_come": step.date > today,
            }
            yield {key: value for key, value in entry.items() if value}
    for focus in catalogue.focus_by_state.get(code, ()):
        yield {
            "date": str(focus.month),
            "kind": "focus",
            "title": catalogue.registers.campaigns[focus.campaign].name,
            "campaign": focus.campaign,
            "sources": [focus.source] if focus.source else [],
        }
    for release in catalogue.by_state.get(code, ()):
        yield {
            "date": str(release.date),
            "kind": "release",
            "title": marked_title(release, settings.language),
            "language": release.language,
            "url": addresses.url(settings.base_url, release.docname),
            "reference": release.reference or release.name,  # a draft, which a preview shows, has no number
        }


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _atom(name: str, site: str, page: str, entries: Sequence[Mapping[str, Any]], language: str) -> bytes:
    """Write a feed in which each event is an entry of its day; its id holds what makes it that event.

    A release is told by its number: it keeps that when it moves.
    """
    root, colon = opened(language), translator(language)(":")
    add(root, "id", f"{page}timeline.atom")
    add(root, "title", f"{site}{colon} {name}")
    add(root, "updated", _begins(entries[-1]["date"] if entries else "1970"))
    add(add(root, "author"), "name", site)
    add(root, "link", rel="alternate", type="text/html", href=page)
    add(root, "link", rel="self", type="application/atom+xml", href=f"{page}timeline.atom")
    for entry in reversed(entries):
        item = add(root, "entry")
        what = entry.get("reference") or entry.get("treaty") or entry.get("campaign")
        address = urlsplit(page)
        add(
            item,
            "id",
            f"tag:{address.netloc},{entry['date'][:4]}:{address.path}{entry['kind']}/{entry['date']}/{what}",
        )
        title = add(item, "title", f"{name}{colon} {entry['title']}")
        title.set(LANG, entry.get("language", language))
        add(item, "updated", _begins(entry["date"]))
        add(item, "link", rel="alternate", type="text/html", href=entry.get("url", page))
        for source in entry.get("sources", ()):
            if source.startswith("http"):
                add(item, "link", rel="via", href=source)
        add(item, "summary", " ".join([entry["date"], entry.get("note", "")]).strip())
    return written(root)


def _begins(date: str) -> str:
    return rfc3339(beginning(PartialDate.parse(date)))
