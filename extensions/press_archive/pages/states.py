"""The pages of states: a map of the world and the table that says the same, and each state's own."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .. import addresses
from ..addresses import PAGES
from ..catalogue import Catalogue
from ..names import date_words
from ..treaties import Standing, Treaty
from ..words import translator
from . import focus
from .lists import index, split_off
from .page import Page
from .rows import Link, Rows, crumb, sort_key
from .standing import STANDING_NAMES, STANDING_SHORT
from .state_timeline import StateTimelines
from .worldmap import world


class StateRow(NamedTuple):
    """A state in the table: ``letter`` where one begins; ``step`` is its shade by number of releases."""

    page: str
    name: str
    letter: str
    standing: str
    short: str
    about: int
    mentioned: int
    step: int
    groups: str
    also: str


class Choice(NamedTuple):
    """A group that the table can be limited to, and the page that tells who was in it, if there is one."""

    name: str
    page: str
    states: frozenset[str]


def pages(catalogue: Catalogue, rows: Rows) -> Iterator[Page]:
    """Yield the page of all states, and the pages of each."""
    yield index("states", catalogue.language, _all(catalogue, rows))
    timelines = StateTimelines(catalogue, rows)
    for code in catalogue.registers.states:
        yield from _state(catalogue, rows, timelines, code)


def _all(catalogue: Catalogue, rows: Rows) -> Mapping[str, Any]:
    """Return what the page of all states shows; where they stand is to the first treaty, if there is any."""
    _ = translator(catalogue.language)
    codes = list(catalogue.registers.states)
    treaty = next(iter(catalogue.registers.treaties.values()), None)
    today = catalogue.horizon(treaty) if treaty else catalogue.today
    standing = {code: treaty.status(code, today).standing for code in codes} if treaty else {}
    words = {code: _(STANDING_NAMES[key]) for code, key in standing.items()}
    groups = list(_groups(catalogue, treaty))
    tops = _tops(max((len(part) for part in catalogue.by_state.values()), default=0))
    table: dict[str, StateRow] = {}
    letter = ""
    for code in sorted(codes, key=lambda code: sort_key(rows.state(code).text)):
        link, about = rows.state(code), len(catalogue.by_state.get(code, ()))
        first = sort_key(link.text)[:1].upper()
        key = standing.get(code)
        table[code] = StateRow(
            *link,
            first if first != letter else "",
            key or "",
            _(STANDING_SHORT[key]) if key else "",
            about,
            len(catalogue.mentioning.get(code, ())),
            bisect_left(tops, about) + 1 if about else 0,
            " ".join(str(place) for place, group in enumerate(groups) if code in group.states),
            ", ".join(name for name in catalogue.names.called(code) if name != link.text),
        )
        letter = first
    drawn = world(table)
    return {
        "rows": list(table.values()),
        "letters": [row.letter for row in table.values() if row.letter],
        "groups": [(group.name, group.page) for group in groups],
        "size": (drawn.width, drawn.height),
        "land": drawn.land,
        # Read and stepped through from A to Z; points stay last, on top.
        "places": [
            (place.path, place.point, table[place.code], words.get(place.code, ""))
            for place in sorted(
                drawn.places, key=lambda place: (place.point, sort_key(table[place.code].name))
            )
        ],
        "shades": [
            (step + 1, str(top) if top == bottom else f"{bottom}–{top}")
            for step, (bottom, top) in enumerate(zip([1, *(top + 1 for top in tops)], tops, strict=False))
        ],
        "legend": _legend(treaty, list(standing.values()), today, catalogue.language) if treaty else None,
        "counts": (len(catalogue.by_state), len(codes)),
    }


def _state(catalogue: Catalogue, rows: Rows, timelines: StateTimelines, code: str) -> Iterator[Page]:
    language = catalogue.language
    _ = translator(language)
    name, base = catalogue.names.name(code, language), addresses.state(code)
    about, mentions = catalogue.by_state.get(code, ()), catalogue.mentioning.get(code, ())
    shelves, split = rows.shelves(base, {"about": about, "mentions": mentions})
    campaigns = Counter(release.campaign for release in about if release.campaign)
    state = catalogue.registers.states[code]
    context: dict[str, Any] = {
        "crumbs": [crumb(PAGES["states"], language)],
        "code": code,
        "for_programs": catalogue.names.name(code, "en"),
        "group": state.group,
        "other_names": state.other_names,
        "former_names": [
            _("{name} (until {date})")
            .replace("{name}", former.name)
            .replace("{date}", date_words(former.until, language))
            for former in state.former_names
        ],
        **timelines.state(code),
        "focus": [focus.month(catalogue, rows, item) for item in catalogue.focus_by_state.get(code, ())],
        "campaigns": [(*rows.campaign(key), count) for key, count in sorted(campaigns.items())],
        "shelves": shelves,
        "count": len(about),
        "mentioned": len(mentions),
    }
    yield Page(base, "state.html", name, context)
    yield from split_off([*context["crumbs"], Link(base, name)], name, split, language)


def _legend(
    treaty: Treaty, standings: Sequence[Standing], today: dt.date, language: str
) -> Mapping[str, Any]:
    """Return how many states stand how to a treaty, and where to read more."""
    _ = translator(language)
    return {
        "treaty": Link(addresses.treaty(treaty.key), treaty.record.short_name),
        "today": date_words(today, language),
        "parties": treaty.count(on=today).value,
        "items": [
            (key, _(name), _(STANDING_SHORT[key]), standings.count(key))
            for key, name in STANDING_NAMES.items()
            if key in standings
        ],
    }


def _groups(catalogue: Catalogue, treaty: Treaty | None) -> Iterator[Choice]:
    """Yield the groups of the register on the day of the page; without any, the UN's as states have them."""
    _ = translator(catalogue.language)
    if treaty and treaty.groups:
        day = catalogue.horizon(treaty)
        for key, group in treaty.groups.items():
            members, _caveat = treaty.members(key, day)
            yield Choice(group.name, addresses.group(treaty.key, key), frozenset(members))
        return
    states = catalogue.registers.states
    for name in sorted({state.group for state in states.values()}):
        yield Choice(_(name), "", frozenset(code for code, state in states.items() if state.group == name))


def _tops(most: int) -> Sequence[int]:
    """Return the largest number of each of up to four shades; each spans a like factor, as numbers do."""
    return sorted({round(most ** (step / 4)) for step in range(1, 5)} - {0})
