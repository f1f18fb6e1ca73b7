"""What answers where a release stands no longer: here, where it is now or why it is gone; and elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from .. import addresses
from ..catalogue import Catalogue
from ..names import date_words
from ..targets import withdrawn
from ..words import translator
from .page import Page
from .rows import Link, Row, Rows


def pages(catalogue: Catalogue, rows: Rows) -> Iterator[Page]:
    """Yield a page for each address here that holds no text now, and those of earlier websites' addresses."""
    yield from _here(catalogue, rows)
    yield from _elsewhere(catalogue, rows)


def _here(catalogue: Catalogue, rows: Rows) -> Iterator[Page]:
    language, ledger = catalogue.language, catalogue.ledger
    _ = translator(language)
    for address, line in ledger.promised.items():
        destination = ledger.destination(address)
        if destination in catalogue.withheld:
            continue
        name, end = addresses.release(address), ledger.holds[destination]
        target = catalogue.resolve(end.target if end.state == "gone" else end.address)
        to = rows.row(target) if target else None
        context: dict[str, Any]
        if line.state == "moved" and end.state != "gone" and to:
            context = {"to": to, "stands_for": to.page}
            yield Page(name, "moved.html", _("This release has moved"), context)
        elif line.state in {"moved", "gone"}:
            context = {
                "published": date_words(ledger.first(end.reference).date, language),
                "removed": date_words(end.date, language),
                "reference": end.reference,
                "named": end.title,
                "reason": end.note,
                "to": to,
            }
            yield Page(name, "gone.html", withdrawn(end.title, language), context)


def _elsewhere(catalogue: Catalogue, rows: Rows) -> Iterator[Page]:
    """Yield pages on which an address of an earlier website is found, by the year of its release."""
    _ = translator(catalogue.language)
    years: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for address, name in catalogue.earlier_addresses.items():
        release, shown = catalogue[name], address.partition("://")[2].removeprefix("www.")
        years[f"{release.date.year:04}"].append((shown, rows.row(release)))
    if not years:
        return
    shelf, title = "old-addresses", _("Old addresses")
    index = [(year, f"{shelf}/{year}", len(years[year])) for year in sorted(years, reverse=True)]
    yield Page(shelf, "old_addresses.html", title, {"years": index, "items": ()})
    for year, items in years.items():
        context = {"crumbs": [Link(shelf, title)], "years": (), "items": sorted(items, key=itemgetter(0))}
        yield Page(f"{shelf}/{year}", "old_addresses.html", f"{title}{_(',')} {year}", context)
