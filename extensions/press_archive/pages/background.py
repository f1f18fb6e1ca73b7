"""The pages of the shared background: its entries by letter, and who prints one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from .. import addresses
from ..addresses import GUIDE, PAGES
from ..catalogue import Catalogue
from .lists import index, split_off
from .page import Page
from .rows import Link, Rows, crumb, sort_key


def pages(catalogue: Catalogue, rows: Rows) -> Iterator[Page]:
    """Yield the glossary, and the years of entries that more releases print than their own pages can list."""
    language, entries = catalogue.language, catalogue.registers.background
    letters: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for key, entry in entries.items():
        page = addresses.entry(key)
        for name in (entry.term, *entry.other_names):
            see = "" if name == entry.term else entry.term
            letters[sort_key(name)[:1].upper() or "#"].append((page, name, see))
    context = {
        "crumbs": [crumb(GUIDE, language)],
        "letters": [
            (k, sorted(letters[k], key=lambda item: (sort_key(item[1]), item))) for k in sorted(letters)
        ],
        "count": len(entries),
    }
    yield index("background", language, context)
    for key, entry in entries.items():
        base = addresses.entry(key)
        _, split = rows.shelves(base, {"all": catalogue.by_background.get(key, ())})
        crumbs = [crumb(PAGES["background"], language), Link(base, entry.term)]
        yield from split_off(crumbs, entry.term, split, language)
