"""Word files (.docx), made such that the library which reads them loses nothing."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from dataclasses import replace
from typing import Any

from lxml import etree

from ..records import quoted
from .numbering import Numbering
from .packages import CHANGED, DAMAGED, opened, parse, said, struck
from .plain import Block, Document, ImportProblem, lost, squash, words
from .webpages import COUNTED, read_html

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""


def read_docx(name: str, raw: bytes, digest: str) -> Document:
    """Read a Word file: its text, headings, lists, notes and links; no picture, macro or entity is opened."""
    import mammoth

    parts, warnings = opened(raw)
    try:
        texts = _simplified(parts, warnings)
        said_of = mammoth.images.img_element(lambda image: {})
        page = mammoth.convert_to_html(_packed(texts), convert_image=said_of, style_map=_STYLES)
    except Exception:
        raise ImportProblem(DAMAGED) from None
    document = read_html(name, page.value or "<p></p>", digest, kind="docx")
    beside, unread = _beside(texts, document.text)
    aside = "could not be read whole; it is set aside as it stood"
    warnings += [f"text: {quoted(line)} {aside}" for line in unread]
    menu = tuple(Block((line,), "menu") for line in (*beside, *unread))
    return replace(document, blocks=menu + document.blocks, warnings=(*warnings, *document.warnings))


def _simplified(parts: dict[str, bytes], warnings: list[str]) -> dict[str, bytes]:
    """Return the parts of a Word file without what the library does not know: fields, hidden words, marks of lists.

    A mark becomes the name of a bookmark with which its paragraph begins.
    """
    named = re.compile(r"word/(document|footnotes|endnotes|styles|numbering)\d*\.xml")
    trees = {
        name: tree
        for name in sorted(parts)
        if named.fullmatch(name) and (tree := parse(parts[name])) is not None
    }
    styles, lists = (
        next((tree for name, tree in trees.items() if kind in name), None) for kind in ("styles", "numbering")
    )
    numbering = Numbering(lists, styles)
    done = {name: part for name, part in parts.items() if not name.startswith("word/numbering")}
    for name, tree in trees.items():
        if tree is styles or tree is lists:
            continue
        etree.strip_tags(tree, "{*}fldSimple")
        for run in list(tree.iter("{*}r")):
            if _looks(run, "vanish"):
                run.getparent().remove(run)
            elif (_looks(run, "strike") or _looks(run, "dstrike")) and (text := _words_of(run)):
                warnings.append(struck(text))
        if CHANGED not in warnings and next(tree.iter("{*}ins", "{*}del", "{*}moveTo"), None) is not None:
            warnings.append(CHANGED)
        for turn in tree.iter("{*}br"):  # that of a page parts words as that of a line does
            turn.attrib.clear()
        for paragraph in tree.iter("{*}p"):
            if mark := numbering.mark(paragraph):
                space = f"{{{etree.QName(paragraph).namespace}}}"
                paragraph.insert(1, etree.Element(f"{space}bookmarkStart", {f"{space}name": mark}))
        done[name] = etree.tostring(tree)
    if not numbering.sure:
        warnings.append(COUNTED)
    return done


def _looks(run: Any, how: str) -> bool:
    """Whether a run of letters looks so."""
    return said(run.find(f"{{*}}rPr/{{*}}{how}"), otherwise="on") not in {"", "0", "false", "off"}


def _words_of(run: Any) -> str:
    return squash("".join(run.itertext("{*}t")))


def _packed(parts: dict[str, bytes]) -> io.BytesIO:
    """Make a Word file of its parts, for the library."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return packed


def _beside(parts: dict[str, bytes], read: str) -> tuple[list[str], list[str]]:
    """Return what a Word file says at the head and foot of its pages, and lines of its text that were not read.

    So nothing is lost, whatever the library knows.
    """
    edges = [name for name in sorted(parts) if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name)]
    beside = [line for name in edges for line in _lines_of(parts[name])]
    texts = [part for name, part in parts.items() if re.fullmatch(r"word/document\d*\.xml", name)]
    text = [line for part in texts for line in _lines_of(part)]
    whole = _compared(read)
    gone = set(lost(_compared(" ".join(text)), [whole]))
    unread = [line for line in text if gone & words(_compared(line)).keys() and _compared(line) not in whole]
    return list(dict.fromkeys(beside)), list(dict.fromkeys(unread))


def _compared(text: str) -> str:
    """Return a text on one line without what two readers may write in two ways: raised figures, soft hyphens."""
    return squash(unicodedata.normalize("NFKC", text).replace("\xad", ""))


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BETWEEN = dict.fromkeys(("br", "cr", "tab", "ptab", "sym"), " ") | {
    "noBreakHyphen": "-",
    "softHyphen": "\xad",
}


def _lines_of(part: bytes) -> list[str]:
    """Return the lines of a part of a Word file; what was struck out in it is not said."""
    root = parse(part)
    if root is None:  # a broken header is no reason to refuse the text
        return []
    said: list[str] = []
    silent = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = str(node.tag).replace(_W, "")
        again = tag.endswith("}Choice") and node.getparent().find("{*}Fallback") is not None
        if tag in {"del", "moveFrom"} or again:
            silent += 1 if event == "start" else -1
        elif tag == "p" or (tag in _BETWEEN and event == "start"):
            said.append(_BETWEEN.get(tag, "\n"))
        elif (tag == "t" or tag.endswith("}t")) and event == "start" and not silent:
            said.append(node.text or "")
    return [line for text in "".join(said).split("\n") if (line := squash(text))]
