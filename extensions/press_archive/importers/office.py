"""Word files (.docx), made such that the library which reads them loses nothing."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lxml import etree

from ..records import quoted
from .counting import COUNTED
from .numbering import Numbering, styles_of
from .packages import CHANGED, DAMAGED, lineage, opened, parse, said, struck
from .plain import Block, Document, ImportProblem, lost, squash, words
from .webpages import read_html

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""
#: What was struck out as a change, or put elsewhere.
_GONE = ("{*}del", "{*}moveFrom", "{*}cellDel")
#: What says of a look that something has it not; nothing, where the look is not named at all.
_OFF = frozenset(["", "0", "false", "off"])


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
    """Return the parts of a Word file without what is not printed, and what the library does not know.

    Those are fields, and marks of lists: a mark becomes the name of a bookmark with which its paragraph begins.
    """
    named = re.compile(r"word/(document|footnotes|endnotes|header|footer|styles|numbering)\d*\.xml")
    trees = {
        name: tree
        for name in sorted(parts)
        if named.fullmatch(name) and (tree := parse(parts[name])) is not None
    }
    styles, lists = (
        next((tree for name, tree in trees.items() if kind in name), None) for kind in ("styles", "numbering")
    )
    known = styles_of(styles)
    numbering = Numbering(lists, known)
    done = {name: part for name, part in parts.items() if not name.startswith("word/numbering")}
    for name, tree in trees.items():
        if tree is styles or tree is lists:
            continue
        etree.strip_tags(tree, "{*}fldSimple")
        if CHANGED not in warnings and next(tree.iter("{*}ins", *_GONE, "{*}moveTo"), None) is not None:
            warnings.append(CHANGED)
        _accept(tree)
        for run in list(tree.iter("{*}r")):
            if _looks(run, "vanish", known):
                run.getparent().remove(run)
            elif any(_looks(run, how, known) for how in ("strike", "dstrike")) and (text := _words_of(run)):
                warnings.append(struck(text))
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


def _accept(tree: Any) -> None:
    """Take out the words, rows and cells that a change struck out; of the ends of paragraphs the library knows."""
    for change in list(tree.iter(*_GONE)):
        within = change.getparent()
        place = etree.QName(within).localname
        gone = within.getparent() if place in {"trPr", "tcPr"} else change
        if place != "rPr" and gone.getparent() is not None:
            gone.getparent().remove(gone)


def _looks(run: Any, how: str, styles: Mapping[str, Any]) -> bool:
    """Whether a run of letters looks so: by itself, by its style or by that of its paragraph."""
    own = run.find("{*}rPr")
    paragraph = next(run.iterancestors("{*}p"), run).find("{*}pPr/{*}pStyle")
    named = (None if own is None else own.find("{*}rStyle"), paragraph)
    looks = (own, *(style.find("{*}rPr") for name in named for style in lineage(styles, said(name))))
    marks = (look.find(f"{{*}}{how}") for look in looks if look is not None)
    nearest = next((mark for mark in marks if mark is not None), None)
    return said(nearest, otherwise="on") not in _OFF


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


#: What parts words, and what is one without being a letter.
_BETWEEN = dict.fromkeys(("br", "cr", "tab", "ptab", "sym"), " ") | {
    "p": "\n",
    "noBreakHyphen": "-",
    "softHyphen": "\xad",
}


def _lines_of(part: bytes) -> list[str]:
    """Return the lines of a part of a Word file."""
    root = parse(part)
    if root is None:  # a broken header is no reason to refuse the text
        return []
    etree.strip_elements(root, "{*}Choice", with_tail=False)  # what a Fallback says again
    said = [
        node.text or "" if tag == "t" else _BETWEEN[tag]
        for node in root.iter("{*}t", *(f"{{*}}{tag}" for tag in _BETWEEN))
        if (tag := etree.QName(node).localname)
    ]
    return [line for text in "".join(said).split("\n") if (line := squash(text))]
