"""Structured data (JSON-LD, schema.org): a release, a list, the archive itself, a term.

schema.org has no type for press releases: a release is a ``NewsArticle`` with a genre and, as its
additional type, the class that the SPAR ontologies have for it. ``dateModified`` comes only from a
correction, never from a build. The block is data: browsers do not run it, and a content security
policy without inline scripts lets it stand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from .. import addresses
from ..archive import Release
from ..catalogue import Catalogue, campaign_of
from ..pages.rows import Link, Shelf
from ..records import BackgroundEntry, Issuer
from ..settings import Settings
from ..targets import marked_title
from ..tree import BACKGROUND
from ..webarchives import is_copy, nearest_copy
from ..words import translator
from . import opendata
from .cited import cited as cited_of

FABIO = "http://purl.org/spar/fabio/PressRelease"

#: Languages that put no spaces between words.
_WITHOUT_SPACES = frozenset({"bo", "dz", "ja", "km", "lo", "my", "th", "yue", "zh"})

Node = dict[str, Any]


def script(node: Mapping[str, Any]) -> str:
    """Return a node as the content of a script element: it cannot end the element early."""
    named = {"@context": "https://schema.org", **node}
    text = json.dumps(named, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def release(catalogue: Catalogue, settings: Settings, item: Release, body: str = "") -> Node:
    """Return a release; ``body`` is its text as HTML, for counting words."""
    base = settings.base_url
    cited = cited_of(catalogue, base, item)
    registers = catalogue.registers
    issuer = registers.issuers[item.issuer]
    publisher = organisation(settings, item.issuer, issuer)
    countries = [country(catalogue, base, code) for code in item.about]
    terms = [_term(base, addresses.campaign(key), registers.campaigns[key].name) for key in campaign_of(item)]
    background = [
        _term(base, addresses.entry(key), registers.background[key].term) for key in item.background
    ]
    versions = catalogue.translations(item)
    original = catalogue.original(item)
    return _drop(
        {
            "@type": "NewsArticle",
            "@id": cited.url,
            "url": cited.url,
            "headline": cited.title,
            "alternativeHeadline": item.deck,
            "description": item.summary,
            "genre": cited.kind,
            "additionalType": FABIO if item.kind == "press-release" else None,
            "datePublished": str(item.date),
            "dateModified": str(cited.corrected) if cited.corrected else None,
            "inLanguage": item.language,
            "author": [publisher],
            "publisher": publisher,
            "copyrightHolder": publisher,
            "license": issuer.licence.url if issuer.licence else None,
            "identifier": {
                "@type": "PropertyValue",
                "propertyID": "reference number",
                "value": item.reference,
            }
            if item.reference
            else None,
            "dateline": ", ".join(cited.places),
            "locationCreated": [{"@type": "Place", "name": place} for place in cited.places],
            "spatialCoverage": countries,
            "about": [*countries, *terms],
            "mentions": [*(country(catalogue, base, code) for code in item.mentions), *background],
            "keywords": list(item.topics),
            "isPartOf": {"@type": "Collection", "@id": base, "name": settings.title, "url": base},
            "isAccessibleForFree": True,
            "wordCount": None if item.is_record else _words(body, item.language),
            "correction": list(_corrections(catalogue, base, item)),
            "version": str(cited.version) if cited.corrected else None,
            "creativeWorkStatus": "Withdrawn" if item.withdrawn else None,
            "expires": item.withdrawn.day if item.withdrawn else None,
            "citation": [_stub(base, other) for other in catalogue.cites(item)],
            "isBasedOn": _first_page(item),
            "translationOfWork": _stub(base, original) if original and original is not item else None,
            "workTranslation": [_stub(base, other) for other in versions] if original is item else [],
            "associatedMedia": [
                _drop(
                    {
                        "@type": "MediaObject",
                        "name": file.title,
                        "contentUrl": file.url,
                        "inLanguage": file.language,
                    }
                )
                for file in item.attachments
            ],
        }
    )


def _corrections(catalogue: Catalogue, base: str, item: Release) -> Iterator[Node | str]:
    """Yield each correction, the withdrawal with its reason, and the address of what to read instead.

    schema.org has ``supersededBy`` for its own terms only; a correction may be "in another document".
    """
    said = [(str(c.date), f"It said “{c.was}”, it says “{c.now}”.") for c in item.corrections]
    if line := item.withdrawn:
        said.append((line.day, f"Withdrawn. {line.note}"))
    for day, text in said:
        yield {"@type": "CorrectionComment", "datePublished": day, "text": text}
    if line and (instead := catalogue.resolve(line.target)):
        yield addresses.url(base, instead.docname)


def _first_page(item: Release) -> Node | None:
    """Return the page on which a release stood first, with where an archive of the web has it."""
    if not (item.source and (url := item.source.url)):
        return None
    where = {"archivedAt": url} if is_copy(url) else {"url": url, "archivedAt": nearest_copy(url, item.date)}
    return {"@type": "WebPage", **where}


def organisation(settings: Settings, key: str, issuer: Issuer) -> Node:
    """Return a body; the archive has a logo of none but its own."""
    own = settings.logo and key == settings.issuer
    logo = f"{settings.base_url}_static/{quote(settings.logo)}" if own else None
    named = {"name": issuer.name, "url": issuer.url, "sameAs": list(issuer.same_as), "logo": logo}
    return _drop({"@type": "Organization", **named})


def _term(base: str, page: str, name: str) -> Node:
    return {"@type": "DefinedTerm", "@id": addresses.url(base, page), "name": name}


def _stub(base: str, item: Release) -> Node:
    address, title = addresses.url(base, item.docname), marked_title(item, "en")
    return {"@type": "NewsArticle", "@id": address, "headline": title, "inLanguage": item.language}


def country(catalogue: Catalogue, base: str, code: str) -> Node:
    page, name = addresses.url(base, addresses.state(code)), catalogue.names.name(code, "en")
    return {"@type": "Country", "@id": page, "name": name, "identifier": code}


def _drop(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, "", [], ())}


def _words(body: str, language: str) -> int | None:
    """Count the words of a text, where they stand apart."""
    if language.partition("-")[0] in _WITHOUT_SPACES:
        return None
    return len(re.sub(r"<[^>]*>", " ", body).split()) or None


def listing(
    settings: Settings,
    title: str,
    address: str,
    shelves: Iterable[Shelf],
    crumbs: Sequence[Link],
    about: Node | None,
) -> Node:
    """Return a page that lists releases, with its place in the archive."""
    base = settings.base_url
    rows = [row for shelf in shelves for section in shelf.sections for row in section.rows]
    items = [
        {"@type": "ListItem", "position": number, "url": addresses.url(base, row.page)}
        for number, row in enumerate(rows, 1)
    ]
    return {
        "@graph": [
            _drop(
                {
                    "@type": "CollectionPage",
                    "@id": address,
                    "name": title,
                    "inLanguage": settings.language,
                    "about": about,
                    "isPartOf": {"@type": "Collection", "@id": base, "name": settings.title},
                    "mainEntity": {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}
                    if items
                    else None,
                }
            ),
            breadcrumbs(base, [*crumbs, Link(address.removeprefix(base).strip("/"), title)]),
        ]
    }


def breadcrumbs(base: str, crumbs: Sequence[Link]) -> Node:
    steps = enumerate(((link.text, addresses.url(base, link.page)) for link in crumbs), 1)
    items = [{"@type": "ListItem", "position": at, "name": name, "item": page} for at, (name, page) in steps]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def site(catalogue: Catalogue, settings: Settings) -> Node:
    """Return the archive itself, for its home page."""
    issuer = catalogue.registers.issuers[settings.issuer]
    base = settings.base_url
    return {
        "@type": "WebSite",
        "@id": base,
        "url": base,
        "name": settings.title,
        "inLanguage": list(settings.languages),
        "publisher": organisation(settings, settings.issuer, issuer),
        **({"license": settings.licence[1]} if settings.licence else {}),
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{base}search/?q={{search_term_string}}",
            "query-input": "required name=search_term_string",
        },
    }


def dataset(catalogue: Catalogue, settings: Settings) -> Node:
    """Return the whole catalogue as data to download, by which it is found as a data set."""
    base, releases = settings.base_url, catalogue.releases
    said = translator(settings.language)(
        "The whole catalogue to take away, without a key and without a limit."
    )
    files = {f"data/releases.{end}": form.media for end, form in opendata.FORMS.items()}
    files["data/catalogue.sqlite"] = "application/vnd.sqlite3"
    return _drop(
        {
            "@type": "Dataset",
            "@id": addresses.url(base, "data"),
            "url": addresses.url(base, "data"),
            "name": settings.title,
            "description": f"{settings.title}. {said}",
            "creator": organisation(settings, settings.issuer, catalogue.registers.issuers[settings.issuer]),
            "license": settings.licence[1] if settings.licence else None,
            "inLanguage": sorted({release.language for release in releases}),
            "temporalCoverage": f"{releases[0].date}/{releases[-1].date}" if releases else None,
            "isAccessibleForFree": True,
            "distribution": [
                {"@type": "DataDownload", "contentUrl": f"{base}{path}", "encodingFormat": kind}
                for path, kind in files.items()
            ],
        }
    )


def term(settings: Settings, key: str, entry: BackgroundEntry) -> Node:
    """Return an entry of the shared background."""
    base = settings.base_url
    return _drop(
        {
            **_term(base, addresses.entry(key), entry.term),
            "alternateName": list(entry.other_names),
            "description": entry.definition or entry.wordings[-1].text,
            "inDefinedTermSet": {"@type": "DefinedTermSet", "@id": addresses.url(base, BACKGROUND)},
        }
    )
