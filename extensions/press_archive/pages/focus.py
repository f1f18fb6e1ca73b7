"""Where states were in focus: what pages tell of a month that a campaign gave to a state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..catalogue import Catalogue, FocusMonth
from ..names import date_words, month_name
from ..words import translator
from .rows import Link, Rows

#: Releases of such a month are listed up to this number, and counted beyond it.
LIMIT = 12


def month(catalogue: Catalogue, rows: Rows, item: FocusMonth) -> Mapping[str, Any]:
    """Return what is told of one month of one state."""
    language, _ = catalogue.language, translator(catalogue.language)
    releases = catalogue.by_state.get(item.state, ())
    here = [r for r in releases if r.date[:2] == item.month[:2] and r.campaign == item.campaign]
    state, few = rows.state(item.state), len(here) <= LIMIT
    number = _("{count} releases").replace("{count}", str(len(here)))
    return {
        "state": state,
        "campaign": rows.campaign(item.campaign),
        "month": rows.month(item.month)
        if item.month[:2] in catalogue.by_month
        else Link("", date_words(item.month, language)),
        "iso": str(item.month),
        "source": item.source or "",
        "rows": rows.of(here) if few else (),
        "more": None if few else Link(state.page, number),
    }


def now(catalogue: Catalogue, rows: Rows) -> Mapping[str, Any] | None:
    """Return the state in focus this month, or the last one that was, with this month in earlier years."""
    today = catalogue.today
    here = (today.year, today.month)
    past = [item for item in catalogue.focus if item.month[:2] <= here]
    if not past:
        return None
    last = [item for item in past if item.month == past[-1].month]
    same = [item for item in past if item.month.month == today.month and item.month != past[-1].month]
    return {
        "current": past[-1].month[:2] == here,
        "items": [month(catalogue, rows, item) for item in last],
        "month_name": month_name(today.month, catalogue.language),
        "earlier_years": [(item.month.year, rows.state(item.state)) for item in reversed(same)],
    }
