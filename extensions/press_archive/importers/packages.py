"""Files of word processors: packages of XML, of which no picture, macro or entity is opened."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from ..records import quoted
from .plain import ImportProblem

#: The most that the parts of one may unpack to.
PARTS = 60_000_000
DAMAGED = "this file is damaged or cut short; if a word processor still opens it, save it again"
LOCKED = "locked with a password; open it in a word processor and save it without one"
CHANGED = "changes: the file holds some that nobody accepted or refused; they were read as accepted"


def struck(text: str) -> str:
    return f"struck: {quoted(text)} is struck through in the file; Markdown cannot say that"


def opened(raw: bytes) -> tuple[dict[str, bytes], list[str]]:
    """Return the parts of a Word or OpenDocument file that are text, and what is to be said of the others."""
    warnings = []
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            members = package.infolist()
            if sum(m.file_size for m in members if m.filename.endswith((".xml", ".rels"))) > PARTS:
                raise ImportProblem(
                    "this file unpacks to more than any release; save it again without what is not text"
                )
            parts = {}
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    with package.open(member) as part:
                        data = parts[member.filename] = part.read(PARTS)
                    if (
                        b"<!DOCTYPE" in data
                        or b"<!ENTITY" in data
                        or "<!DOCTYPE".encode("utf-16-le") in data
                        or "<!ENTITY".encode("utf-16-be") in data
                    ):
                        raise ImportProblem(
                            "this file declares XML entities, which no word processor writes; it was not opened"
                        )
            if any(m.filename.lower().endswith("vbaproject.bin") for m in members):
                warnings.append("the file holds macros; they were not run and are not kept")
            if pictures := sum(m.filename.startswith(("word/media/", "Pictures/")) for m in members):
                own = "put those that belong to the release beside it"
                warnings.append(f"pictures: the file holds {pictures}, which are not taken; {own}")
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error):
        raise ImportProblem(DAMAGED) from None
    return parts, warnings


def parse(part: bytes) -> Any:
    """Parse a part of a package; a broken one is nothing."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError:
        return None


def said(node: Any, name: str = "val", otherwise: str = "") -> str:
    """Return an attribute of an element by its name alone, and what holds for one without it; nothing for none."""
    if node is None:
        return ""
    return next((str(v) for key, v in node.attrib.items() if key.rpartition("}")[2] == name), otherwise)


def lineage(styles: Mapping[str, Any], name: str) -> Iterator[Any]:
    """Yield a style and those that it is based on, the nearest first; of a circle, each once."""
    seen: set[str] = set()
    while name not in seen and name in styles:
        seen.add(name)
        style = styles[name]
        yield style
        name = said(style, "parent-style-name") or said(style.find("{*}basedOn"))  # OpenDocument, Word
