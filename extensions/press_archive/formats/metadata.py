"""What every page carries for programs, put together for the templates.

Everything here is worked out when a page is written, of what it shows anyway and of what its data hold
``for_programs``, which no template prints: so it needs no digest of its own and costs nothing for pages that
stay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property, partial
from typing import Any

from ..archive import Release
from ..catalogue import Catalogue
from ..names import direction
from ..records import BackgroundEntry
from ..settings import Settings
from . import citation, cited, feeds, head, jsonld, opendata

#: Pages that list releases without shelves.
LISTS = frozenset({"index", "releases", "states", "campaigns"})


class Metadata:
    """The metadata of one site's pages."""

    def __init__(self, catalogue: Catalogue, settings: Settings) -> None:
        self._catalogue = catalogue
        self._settings = settings

    @cached_property
    def everywhere(self) -> Mapping[str, Any]:
        """Return what templates may count on on any page."""
        return {
            "own_lang": self._settings.language,
            "own_dir": direction(self._settings.language),
            "icon": f"_static/{self._settings.icon}",
            "meta_tags": (),
            "hreflang": (),
            "feeds": _links(feeds.of_page(self._catalogue, self._settings, "releases")),
            "feeds_shown": False,
            "data": "",
            "forms": [(end, form.name) for end, form in opendata.FORMS.items()],
            "jsonld": "",
            "coins": cache(partial(head.coins, self._settings.base_url)),  # a release is in several lists
        }

    def release(self, release: Release, body: str) -> Mapping[str, Any]:
        catalogue, settings = self._catalogue, self._settings
        return {
            "cite": citation.panel(cited.cited(catalogue, settings.base_url, release)),
            "meta_tags": head.release(catalogue, settings, release),
            "hreflang": head.languages(catalogue, settings, release),
            "jsonld": jsonld.script(jsonld.release(catalogue, settings, release, body)),
        }

    def entry(self, key: str, entry: BackgroundEntry, address: str) -> Mapping[str, Any]:
        return {
            "meta_tags": head.page(self._settings, entry.term, address, ""),
            "jsonld": jsonld.script(jsonld.term(self._settings, key, entry)),
        }

    def page(self, name: str, title: str, address: str, context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the metadata of a generated page, or of a guide."""
        catalogue, settings = self._catalogue, self._settings
        meta = head.page(settings, title, address, context.get("description", ""))
        about = jsonld.country(catalogue, settings.base_url, context["code"]) if "code" in context else None
        links: Mapping[str, Any] = {}
        if "shelves" in context or name in LISTS:
            campaigns = [page.rpartition("/")[2] for page, *_ in context["campaigns"]] if about else []
            found = feeds.of_page(catalogue, settings, name, campaigns)
            data = _data(found[0])
            shown = not (about and data)  # a state's page has them beside its list
            links = {"feeds": _links(found), "feeds_shown": shown, "data": data}
        if name == "index":
            node = jsonld.site(catalogue, settings)
        elif name == "data":
            node = jsonld.dataset(catalogue, settings)
        elif "shelves" in context:
            crumbs = context.get("crumbs", ())
            node = jsonld.listing(settings, title, address, context["shelves"], crumbs, about)
        else:
            node = {}
        return {**links, "meta_tags": meta, "jsonld": jsonld.script(node) if node else ""}


def _links(found: Sequence[feeds.Feed]) -> list[tuple[str, str, str]]:
    return [(feed.title, feed.path("atom"), feed.path("json")) for feed in found]


def _data(feed: feeds.Feed) -> str:
    """Where the data files that belong to a feed are; nothing for the whole archive."""
    return f"data/{feed.folder}" if feed.folder else ""
