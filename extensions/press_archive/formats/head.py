"""What a page's head tells programs: Zotero's set, Dublin Core, OpenGraph, languages, COinS.

Each reader takes another dialect, and each dialect has a trap that was found with the reader itself:

* Zotero (Embedded Metadata) does not read JSON-LD. ``z:itemType`` has its highest precedence;
  ``citation_title`` would make a journal article of the page and is left out; a comma at the end of
  ``DC.creator`` keeps the name of a body in one field.
* The date stands in ``DC.date`` and ``article:published_time`` alike.
* OpenGraph's article properties are ``article:…``, never ``og:article:…``; a locale has an underscore.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from babel.core import get_global

from .. import addresses
from ..archive import Release
from ..catalogue import Catalogue
from ..pages.rows import Row
from ..settings import Settings
from .cited import cited as cited_of

#: The picture of link previews, in the theme's static files: name, width and height.
IMAGE = ("_static/preview.png", 1200, 630)


class Meta(NamedTuple):
    kind: str
    name: str
    content: str


def release(catalogue: Catalogue, settings: Settings, item: Release) -> list[Meta]:
    """Return the meta elements of a release's page."""
    cited = cited_of(catalogue, settings.base_url, item)
    day = str(item.date)
    tags = [Meta("name", "z:itemType", "webpage"), Meta("name", "DC.title", cited.title)]
    tags += [
        Meta("name", "DC.creator", f"{cited.author},"),
        Meta("name", "DC.date", day),
        Meta("name", "DC.type", cited.genre),
        Meta("name", "DC.language", item.language),
    ]
    if cited.reference:
        tags.append(Meta("name", "DC.identifier", cited.reference))
    issuer = catalogue.registers.issuers[item.issuer]
    if issuer.licence:
        tags.append(Meta("name", "DC.rights", issuer.licence.statement))
    tags += _graph(settings, "article", cited.title, cited.url, item.summary or "", item.language)
    tags += [
        Meta("property", "og:locale:alternate", og_locale(other.language))
        for other in catalogue.translations(item)
    ]
    tags.append(Meta("property", "article:published_time", day))
    if cited.corrected:
        tags.append(Meta("property", "article:modified_time", str(cited.corrected)))
    if item.withdrawn:
        tags.append(Meta("property", "article:expiration_time", item.withdrawn.day))
    if issuer.url:
        tags.append(Meta("property", "article:author", issuer.url))
    if item.campaign:
        tags.append(Meta("property", "article:section", catalogue.registers.campaigns[item.campaign].name))
    return tags + [Meta("property", "article:tag", word) for word in cited.keywords]


def page(settings: Settings, title: str, url: str, description: str) -> list[Meta]:
    """Return the meta elements of any other page."""
    return _graph(settings, "website", title, url, description, settings.language)


def _graph(
    settings: Settings, kind: str, title: str, url: str, description: str, language: str
) -> list[Meta]:
    path, width, height = IMAGE
    tags = [
        ("og:type", kind),
        ("og:title", title),
        ("og:url", url),
        ("og:description", description),
        ("og:site_name", settings.title),
        ("og:locale", og_locale(language)),
        ("og:image", settings.base_url + path),
        ("og:image:width", str(width)),
        ("og:image:height", str(height)),
        ("og:image:alt", settings.title),
    ]
    found = [Meta("property", name, content) for name, content in tags if content]
    return [*found, Meta("name", "twitter:card", "summary_large_image")]


def og_locale(language: str) -> str:
    """Return a locale in OpenGraph's form, with the territory where the language is most at home."""
    parts = language.split("-")
    if len(parts[-1]) == 2 and len(parts) > 1:
        return f"{parts[0]}_{parts[-1]}"
    if language == "en":
        return "en_GB"
    known = get_global("likely_subtags")  # a script other than the usual one is at home elsewhere
    likely = known.get("_".join(parts)) or known.get(parts[0], "")
    territory = likely.rpartition("_")[2]
    return f"{parts[0]}_{territory}" if len(territory) == 2 else parts[0]


def languages(catalogue: Catalogue, settings: Settings, item: Release) -> list[tuple[str, str]]:
    """Return the language versions of a release, itself among them, and the one for all others."""
    others = catalogue.translations(item)
    if not others:
        return []
    versions = sorted([item, *others], key=lambda version: version.language)
    found = [(version.language, addresses.url(settings.base_url, version.docname)) for version in versions]
    default = next((address for tag, address in found if tag == settings.language), found[0][1])
    return [*found, ("x-default", default)]


def coins(base_url: str, row: Row) -> str:
    """Return the title attribute of a COinS span (OpenURL, Z39.88-2004, Dublin Core).

    Zotero reads every item of a list by it; ``rft.aucorp`` keeps the name of a body whole.
    """
    pairs: Sequence[tuple[str, Any]] = (
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.title", row.mark + row.title),
        ("rft.aucorp", row.issuer),
        ("rft.date", row.iso),
        ("rft.identifier", addresses.url(base_url, row.page)),
        ("rft.type", row.kind),
        ("rft.language", row.lang),
    )
    return urlencode(pairs)
