"""Where things are in an archive, relative to its root, and in its site; and whether files are the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
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


def files_digest(files: Iterable[Path]) -> str:
    """Return one SHA-256 of what some files hold, in hexadecimal; of code, to know what made a cache."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()
