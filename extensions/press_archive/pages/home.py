"""The home page: what is new, what is in focus, and the ways into the archive."""

from __future__ import annotations

from .. import addresses
from ..catalogue import Catalogue
from ..settings import Settings
from ..words import translator
from . import focus
from .campaigns import period
from .page import Page
from .rows import Rows, sort_key


def page(catalogue: Catalogue, settings: Settings, rows: Rows) -> Page:
    """Return the home page."""
    language = catalogue.language
    _ = translator(language)
    issuer = catalogue.registers.issuers[settings.issuer]
    releases = catalogue.newest(language)
    newest = releases[:8]
    held = [release for release in releases if not release.is_record][:3]
    states = sorted(
        ((*rows.state(code), len(catalogue.by_state[code])) for code in catalogue.by_state),
        key=lambda item: (-item[2], sort_key(item[1])),
    )
    context = {
        "description": _("{name}: press releases, each at a permanent address.").replace(
            "{name}", issuer.name
        ),
        "latest": rows.of(newest),
        "held": rows.of(release for release in held if release not in newest),
        "focus": focus.now(catalogue, rows),
        "years": rows.years(),
        "states": sorted(states[:24], key=lambda item: sort_key(item[1])),
        "campaigns": [
            (
                *rows.campaign(key),
                period(campaign, language),
                len(catalogue.by_campaign.get(key, ())),
            )
            for key, campaign in catalogue.campaigns
        ],
        "counts": (len(catalogue.releases), len(catalogue.by_state), len(catalogue.registers.states)),
        "held_count": sum(not release.is_record for release in catalogue.releases),
        "treaties": [
            (addresses.treaty(treaty.key), treaty.count(on=catalogue.horizon(treaty)).value)
            for treaty in catalogue.registers.treaties.values()
        ],
        "for_programs": (issuer.name, issuer.url, issuer.same_as),
    }
    return Page("index", "home.html", settings.title, context)
