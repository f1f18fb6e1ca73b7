"""What pages of many kinds have in common: an index page, a long list split up, and who cites a release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..addresses import PAGES
from ..catalogue import Catalogue
from ..names import heading
from ..targets import marked_title
from ..words import translator
from .page import Page
from .rows import Link, Rows, SplitPage, crumb


def index(key: str, language: str, context: Mapping[str, Any]) -> Page:
    """Return one of the pages to which a document can point by a key."""
    page, title = crumb(PAGES[key], language)
    return Page(page, f"{key}.html", title, context)


def split_off(
    crumbs: Sequence[Link], title: str, split: Iterable[SplitPage], language: str
) -> Iterator[Page]:
    """Yield the pages split off the list of something; a date of the archive itself needs no other title."""
    colon = translator(language)(":")
    for page, part, shelves in split:
        context = {"crumbs": crumbs, "shelves": shelves, "count": sum(shelf.total for shelf in shelves)}
        yield Page(page, "listing.html", f"{title}{colon} {part}" if title else heading(part), context)


def citing(catalogue: Catalogue, rows: Rows) -> Iterator[Page]:
    """Yield the lists of all releases that cite one, where its own page has no room for them."""
    language = catalogue.language
    _ = translator(language)
    for cited, releases in catalogue.cited_by.items():
        release = catalogue[cited]
        if not (link := rows.citing(release)):
            continue
        title = marked_title(release, language)
        name = _("Releases that cite “{title}”").replace("{title}", title)
        shelves, split = rows.shelves(link.page, {"all": releases})
        crumbs = [crumb(PAGES["releases"], language), Link(release.docname, title)]
        context = {"crumbs": crumbs, "shelves": shelves, "count": len(releases)}
        yield Page(link.page, "listing.html", name, context)
        yield from split_off([*crumbs, Link(link.page, name)], name, split, language)
