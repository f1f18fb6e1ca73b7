"""Where things are in an archive, relative to its root, and in its site."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


def _(text: str) -> str:
    """Mark a text for translation."""
    return text


REGISTERS = "docs/registers"
BACKGROUND = "docs/background"
TREATIES = "docs/treaties"
QUALITY = "docs/quality"
RELEASES = "releases"

#: Where what is worked out of the source is kept, out of the site and out of version control.
STATE_FOLDER = ".build"


class IndexPage(NamedTuple):
    """A page that the archive makes: its address in the site, and what it is called."""

    name: str
    title: str


#: The index pages that a document can point to (``{press:page}``).
PAGES: Mapping[str, IndexPage] = {
    "home": IndexPage("index", _("Home")),
    "releases": IndexPage("releases", _("Releases")),
    "states": IndexPage("states", _("States")),
    "campaigns": IndexPage("campaigns", _("Campaigns")),
    "background": IndexPage(BACKGROUND, _("Shared background")),
    "quality": IndexPage(QUALITY, _("Weak spots")),
    "data": IndexPage("data", _("Data")),
    "search": IndexPage("search", _("Search")),
}
