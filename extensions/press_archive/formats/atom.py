"""Atom (RFC 4287) as our feeds have it, written by the standard library's ElementTree.

Feed libraries were tried: feedgen has neither a language for each entry nor elements of other
namespaces in a feed without classes of our own that would be longer than this, and it sets the time of
the build.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from ..records import PartialDate

ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def opened(language: str) -> ET.Element:
    """Begin a feed. Atom's namespace is the document's default, so that entries can be written apart."""
    return ET.Element("feed", {"xmlns": ATOM, LANG: language})


def add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """Add an element of Atom's own namespace."""
    element = ET.SubElement(parent, name, attributes)
    element.text = text or None
    return element


def written(root: ET.Element, entries: Iterable[str] = ()) -> bytes:
    """Write a feed as a file, with entries that are text already at its end."""
    # Prefixes are ElementTree's for the whole process, and others set them too.
    for prefix, uri in (("fh", HISTORY), ("at", TOMBSTONES)):
        ET.register_namespace(prefix, uri)
    ET.indent(root)
    head = ET.tostring(root, encoding="unicode").removesuffix("</feed>")
    return f"<?xml version='1.0' encoding='utf-8'?>\n{head}{''.join(entries)}</feed>\n".encode()


def beginning(date: PartialDate) -> dt.datetime:
    """Return when a date begins, in UTC: RFC 3339 wants an hour, and none is known."""
    return dt.datetime.combine(date.first, dt.time(tzinfo=dt.UTC))


def rfc3339(moment: dt.datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
