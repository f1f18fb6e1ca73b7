"""The archive's weak spots, in the open: honest to researchers, a list of things to do for staff.

Everything is counted from the catalogue; the page and ``press-archive check --report`` say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .. import addresses
from ..addresses import GUIDE
from ..archive import Release
from ..catalogue import Catalogue, newest_first
from ..checks.figures import suggestions
from ..tree import name_of, path_of
from ..webarchives import is_copy
from ..words import mark as _
from ..words import translator
from .lists import index
from .page import Page
from .rows import LIMIT, Link, crumb


class Spot(NamedTuple):
    """One kind of weak spot: what it is, and the releases that have it with a word about each."""

    key: str
    heading: str
    about: str
    items: tuple[tuple[Release, str], ...]


HEADINGS = {
    "day": (_("Without a day"), _("Only the month or the year of these is known.")),
    "state": (_("About no state"), _("No list of a state leads to these.")),
    "inferred": (_("Inferred fields"), _("What the source does not print, and from what it was inferred.")),
    "facts": (_("Facts not checked"), _("Marked figures that the list of events cannot check.")),
    "figures": (_("Figures that fit no count"), _("Printed as published; each deserves a look.")),
    "text": (_("Without their text"), _("The archive holds a record of these; the address may be gone.")),
    "links": (
        _("Links never archived"),
        _("Addresses of the source and of attachments; the record names no copy in a web archive."),
    ),
    "language": (_("In one language only"), _("No other language version is in the archive.")),
}


def spots(catalogue: Catalogue) -> Iterator[Spot]:
    """Yield every kind of weak spot, with all that it was found in, newest first."""
    found: dict[str, list[tuple[Release, str]]] = {key: [] for key in HEADINGS}
    facts, releases = catalogue.registers.facts, newest_first(catalogue.releases)
    for release in releases:
        if release.date.precision != "day":
            found["day"].append((release, ""))
        if not release.about and not release.mentions:
            found["state"].append((release, ""))
        if release.origin:
            found["inferred"].append((release, ", ".join(sorted(release.origin))))
        for _reference, fact in facts.references(release.references):
            finding = None if isinstance(fact, ValueError) else facts.check(fact, release.date)
            if finding:
                found["facts"].append((release, finding.message))
        if release.is_record:
            found["text"].append((release, ""))
        if links := unarchived(release):
            found["links"].append((release, ", ".join(links)))
        if not catalogue.translations(release):
            found["language"].append((release, release.language))
    for problem in suggestions(releases, catalogue.registers):
        name = name_of(problem.path)
        if at := catalogue.get(name):
            found["figures"].append((at, problem.message))
    for key, items in found.items():
        yield Spot(key, *HEADINGS[key], tuple(items))


def unarchived(release: Release) -> list[str]:
    """Return the addresses of a release's source and attachments that no web archive is known to hold.

    A copy is an address at a web archive, which ends with the address that was copied.
    """
    source = release.source
    given = [source.url, source.evidence] if source else []
    links = [link for link in [*given, *(file.url for file in release.attachments)] if link]
    copies = [link for link in links if is_copy(link)]
    return [
        link
        for link in dict.fromkeys(links)
        if link not in copies and not any(copy.endswith(link.partition("://")[2]) for copy in copies)
    ]


def marked(releases: Iterable[Release]) -> int:
    """Count the figures that are marked as facts."""
    return sum(reference.role == "fact" for release in releases for reference in release.references)


def page(catalogue: Catalogue) -> Page:
    """Return the page of weak spots; a long list shows its newest."""
    _ = translator(catalogue.language)
    by_year = [(year, len(part)) for year, part in catalogue.by_year.items()]
    records = Counter(f"{release.date.year:04}" for release in catalogue.releases if release.is_record)
    shown = [
        (
            spot.key,
            _(spot.heading),
            _(spot.about),
            len(spot.items),
            [
                (Link(release.docname, release.title), release.language, str(release.date), word)
                for release, word in spot.items[:LIMIT]
            ],
        )
        for spot in spots(catalogue)
    ]
    context = {
        "crumbs": [crumb(GUIDE, catalogue.language)],
        "count": len(catalogue.releases),
        "marked": marked(catalogue.releases),
        "spots": shown,
        "years": [(year, addresses.year(year), number, records[year]) for year, number in reversed(by_year)],
        "limit": LIMIT,
    }
    return index("quality", catalogue.language, context)


def report(catalogue: Catalogue) -> Iterator[str]:
    """Yield the lines of the same in plain text, for the terminal."""
    count = len(catalogue.releases)
    yield f"{count} releases, {marked(catalogue.releases)} figures marked as facts"
    for spot in spots(catalogue):
        yield f"{spot.heading}: {len(spot.items)}"
        for release, word in spot.items:
            yield f"  {path_of(release.name)}{': ' + word if word else ''}"
    for year, part in catalogue.by_year.items():
        held = sum(not release.is_record for release in part)
        yield f"{year}: {held} of {len(part)} with their text"
