"""The page of the data that can be taken away (see ``formats/opendata.py``)."""

from __future__ import annotations

from .. import addresses
from ..catalogue import Catalogue
from ..datafields import FIELDS
from ..settings import Settings
from ..words import translator
from .lists import index
from .page import Page
from .rows import Link, Rows, sort_key


def page(catalogue: Catalogue, settings: Settings, rows: Rows) -> Page:
    """Return the page of the data."""
    _ = translator(catalogue.language)
    issuer, releases = catalogue.registers.issuers[settings.issuer], catalogue.releases
    states = [
        (rows.state(code), f"data/{addresses.state(code)}", len(part))
        for code, part in catalogue.by_state.items()
    ]
    campaigns = [
        (rows.campaign(key), f"data/{addresses.campaign(key)}", len(part))
        for key, part in catalogue.by_campaign.items()
    ]
    context = {
        "groups": [
            (heading, sorted(items, key=lambda item: sort_key(item[0].text)))
            for heading, items in ((_("States"), states), (_("Campaigns"), campaigns))
        ],
        "count": len(releases),
        "licence": settings.licence,
        "treaties": [
            (Link(addresses.treaty(treaty.key), treaty.record.name), addresses.treaty_events(treaty.key))
            for treaty in catalogue.registers.treaties.values()
        ],
        "fields": [(name, said.replace("`", "")) for name, said in FIELDS.items()],
        "for_programs": (
            (issuer.name, issuer.url, issuer.same_as),
            sorted({release.language for release in releases}),
            [str(release.date) for release in (*releases[:1], *releases[-1:])],
        ),
    }
    return index("data", catalogue.language, context)
