"""The archive's search for a browser's address bar (OpenSearch 1.1)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from xml.etree import ElementTree as ET

from ..digests import digest
from ..settings import Settings
from .file import File, xml

_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"


def files(settings: Settings) -> Iterator[File]:
    """Yield the one file."""
    yield File("opensearch.xml", digest((settings.base_url, settings.title)), partial(_xml, settings))


def _xml(settings: Settings) -> bytes:
    """Write the description document; a short name has 16 characters at most."""
    root = ET.Element("OpenSearchDescription", xmlns=_NAMESPACE)
    words = settings.title.split()
    while len(" ".join(words)) > 16 and len(words) > 1:
        words.pop()
    ET.SubElement(root, "ShortName").text = " ".join(words)[:16]
    ET.SubElement(root, "Description").text = settings.title
    ET.SubElement(root, "InputEncoding").text = "UTF-8"
    address = f"{settings.base_url}search/?q={{searchTerms}}"
    ET.SubElement(root, "Url", type="text/html", template=address)
    return xml(root)
