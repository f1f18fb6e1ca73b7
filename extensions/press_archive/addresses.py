"""The addresses of pages, relative to the site and without slashes at the ends: as Sphinx names documents.

An address that was published answers for ever (``ledger``), so what is written here is a promise. The
scripts of the search page link to states, and write that address themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .tree import BACKGROUND, QUALITY, RELEASES, TREATIES, name_of
from .words import mark as _


class IndexPage(NamedTuple):
    """A page that the archive makes: its address, and what it is called."""

    name: str
    title: str


#: The index pages that a document can point to (``{press:page}``).
PAGES: Mapping[str, IndexPage] = {
    "home": IndexPage("index", _("Home")),
    "releases": IndexPage(RELEASES, _("Releases")),
    "states": IndexPage("states", _("States")),
    "campaigns": IndexPage("campaigns", _("Campaigns")),
    "background": IndexPage(BACKGROUND, _("Shared background")),
    "quality": IndexPage(QUALITY, _("Weak spots")),
    "data": IndexPage("data", _("Data")),
    "search": IndexPage("search", _("Search")),
}

#: The guide's own first page, under which those about the archive stand.
GUIDE = IndexPage("docs/index", _("Guide"))


def release(name: str) -> str:
    return f"{RELEASES}/{name}"


def year(year: str | int) -> str:
    return f"{RELEASES}/{year:0>4}"


def month(year: str | int, month: int) -> str:
    return f"{RELEASES}/{year:0>4}/{month:02}"


def state(code: str) -> str:
    return f"states/{code.lower()}"


def campaign(key: str) -> str:
    return f"campaigns/{key}"


def entry(key: str) -> str:
    return f"{BACKGROUND}/{key}"


def treaty(key: str) -> str:
    return f"{TREATIES}/{key}"


def group(treaty_key: str, key: str) -> str:
    """Return the page of a group, as counted for a treaty."""
    return f"{treaty(treaty_key)}/{key}"


def treaty_events(key: str) -> str:
    """Return the file of a treaty's events."""
    return f"{TREATIES}/{key}/{key}.csv"


def url(base_url: str, page: str) -> str:
    """Return the address of a page of the site that is at ``base_url``, as ``dirhtml`` has it."""
    return base_url if page == "index" else f"{base_url}{page.removesuffix('/index')}/"


def named(given: str, base_url: str) -> str:
    """Return the name of a release that somebody gives by its name, its file's path or its address.

    An address may be that of a preview, too, and lead to a paragraph. What is no address of this site (a
    former one, a number) comes back as it is.

    Arguments:
        base_url: where the site is; empty where an address is of no matter.

    """
    given = given.strip()
    site = base_url.partition("://")[2]
    _scheme, is_address, place = given.partition("://")
    if is_address and site and place.startswith(site):
        given = place.removeprefix(site).partition("#")[0]
    elif is_address and place.startswith(("127.0.0.1:", "localhost:")):
        given = place.partition("/")[2].partition("#")[0]
    return name_of(given.strip("/"))
