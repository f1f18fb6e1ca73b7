"""A file that stands beside the pages, and what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, Self
from xml.etree import ElementTree as ET

from ..archive import Release
from ..digests import digest


class File(NamedTuple):
    """A file to write: its path in the site, what it is made of, and how.

    What it is made of is told by a digest (``digests.py``); it is made again only when that has changed.
    """

    path: str
    shows: str
    make: Callable[[], bytes]

    @classmethod
    def of(cls, path: str, text: str) -> Self:
        """Return a file whose text is known already."""
        return cls(path, digest(text), text.encode)


def listed(releases: Iterable[Release], said: Mapping[str, str]) -> str:
    """Digest what the releases of a list say: a list is long, and stands behind many files."""
    return digest("".join([said.get(release.docname, "") for release in releases]))


def xml(root: ET.Element) -> bytes:
    """Write a document as a file."""
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
