"""Sitemaps (sitemaps.org 0.9), one for each year and one for all other pages, and ``robots.txt``.

``lastmod`` is a record's own date, never that of the build: the day of its last correction or of its
withdrawal, else its own. The schema of sitemaps knows whole days only: of a date known to the month or the
year, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from xml.etree import ElementTree as ET

from .. import addresses
from ..catalogue import Catalogue
from ..digests import digest
from ..records import PartialDate
from .file import File, xml

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

Entry = tuple[str, str]


def files(catalogue: Catalogue, base_url: str, pages: Iterable[str]) -> Iterator[File]:
    """Yield each file."""
    parts: dict[str, list[Entry]] = {"pages": [(addresses.url(base_url, page), "") for page in sorted(pages)]}
    for year, releases in catalogue.by_year.items():
        parts[year] = [(addresses.url(base_url, r.docname), _day(r.changed or r.date)) for r in releases]
    for name, entries in parts.items():
        yield File(f"sitemap-{name}.xml", digest(entries), partial(_xml, "urlset", "url", entries))
    index = [
        (f"{base_url}sitemap-{name}.xml", max((modified for _, modified in entries), default=""))
        for name, entries in parts.items()
    ]
    yield File("sitemap.xml", digest(index), partial(_xml, "sitemapindex", "sitemap", index))
    robots = f"User-agent: *\nAllow: /\nSitemap: {base_url}sitemap.xml\n"
    yield File.of("robots.txt", robots)


def _day(date: PartialDate) -> str:
    return str(date) if date.day else ""


def _xml(root_name: str, item_name: str, entries: list[Entry]) -> bytes:
    root = ET.Element(root_name, xmlns=_NAMESPACE)
    for address, modified in entries:
        item = ET.SubElement(root, item_name)
        ET.SubElement(item, "loc").text = address
        if modified:
            ET.SubElement(item, "lastmod").text = modified
    return xml(root)
