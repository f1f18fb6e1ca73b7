"""The pages of campaigns: all of them, and each with its focus months and its releases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from .. import addresses
from ..addresses import PAGES
from ..catalogue import Catalogue
from ..names import date_words, month_name
from ..records import Campaign
from ..words import translator
from .lists import index, split_off
from .page import Page
from .rows import Link, Rows, crumb


def pages(catalogue: Catalogue, rows: Rows) -> Iterator[Page]:
    """Yield the page of all campaigns, and the pages of each."""
    items = [
        {
            "link": rows.campaign(key),
            "period": period(campaign, catalogue.language),
            "description": campaign.description,
            "count": len(catalogue.by_campaign.get(key, ())),
            "states": len({focus.state for focus in campaign.focus}),
        }
        for key, campaign in catalogue.campaigns
    ]
    yield index("campaigns", catalogue.language, {"campaigns": items})
    for key, campaign in catalogue.campaigns:
        yield from _campaign(catalogue, rows, key, campaign)


def _campaign(catalogue: Catalogue, rows: Rows, key: str, campaign: Campaign) -> Iterator[Page]:
    language, base = catalogue.language, addresses.campaign(key)
    releases = catalogue.by_campaign.get(key, ())
    shelves, split = rows.shelves(base, {"all": releases})
    strip: defaultdict[int, list[list[Link]]] = defaultdict(lambda: [[] for _ in range(12)])
    for focus in campaign.focus:
        if focus.month.month:
            strip[focus.month.year][focus.month.month - 1].append(rows.state(focus.state))
    context: dict[str, Any] = {
        "crumbs": [crumb(PAGES["campaigns"], language)],
        "period": period(campaign, language),
        "description": campaign.description,
        "source": campaign.source or "",
        "months": [month_name(month, language, "abbreviated") for month in range(1, 13)],
        "strip": [(str(year), cells) for year, cells in sorted(strip.items())],
        "shelves": shelves,
        "count": len(releases),
    }
    yield Page(base, "campaign.html", campaign.name, context)
    crumbs = [*context["crumbs"], Link(base, campaign.name)]
    yield from split_off(crumbs, campaign.name, split, language)


def period(campaign: Campaign, language: str) -> str:
    """Say from when to when a campaign ran; nothing where its start is not known."""
    if campaign.start is None:
        return ""
    _, start = translator(language), date_words(campaign.start, language)
    if campaign.end is None:
        return _("since {date}").replace("{date}", start)
    return start if campaign.start == campaign.end else f"{start} – {date_words(campaign.end, language)}"
