"""Word files, OpenDocument texts and PDFs with text: no picture, macro or entity of theirs is opened."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from dataclasses import replace
from typing import Any

from lxml import etree

from ..records import quoted
from .numbering import Numbering, parse, said
from .plain import Block, Document, ImportProblem, lost, squash, words
from .repair import repair
from .webpages import COUNTED, read_html

#: The most pages of a PDF, and the most that the parts of a Word file may unpack to.
PAGES, DOCX_PARTS = 300, 60_000_000


_DAMAGED = "this file is damaged or cut short; if a word processor still opens it, save it again"


def opened(raw: bytes) -> tuple[dict[str, bytes], list[str]]:
    """Return the parts of a Word or OpenDocument file that are text, and what is to be said of the others."""
    warnings = []
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            members = package.infolist()
            if sum(m.file_size for m in members if m.filename.endswith((".xml", ".rels"))) > DOCX_PARTS:
                raise ImportProblem(
                    "this file unpacks to more than any release; save it again without what is not text"
                )
            parts = {}
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    with package.open(member) as part:
                        data = parts[member.filename] = part.read(DOCX_PARTS)
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
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error):
        raise ImportProblem(_DAMAGED) from None
    return parts, warnings


def read_docx(name: str, raw: bytes, digest: str) -> Document:
    """Read a Word file: its text, headings, lists, notes and links; no picture, macro or entity is opened."""
    import mammoth

    parts, warnings = opened(raw)
    try:
        texts = _simplified(parts, warnings)
        page = mammoth.convert_to_html(
            _packed(texts), convert_image=lambda image: [], style_map="p[style-name='Title'] => h1:fresh"
        )
    except Exception:
        raise ImportProblem(_DAMAGED) from None
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
            elif (_looks(run, "strike") or _looks(run, "dstrike")) and (struck := _words_of(run)):
                warnings.append(f"struck: {struck} is struck through in the file; Markdown cannot say that")
        if _CHANGED not in warnings and next(tree.iter("{*}ins", "{*}del", "{*}moveTo"), None) is not None:
            warnings.append(_CHANGED)
        for paragraph in tree.iter("{*}p"):
            if mark := numbering.mark(paragraph):
                space = f"{{{etree.QName(paragraph).namespace}}}"
                paragraph.insert(1, etree.Element(f"{space}bookmarkStart", {f"{space}name": mark}))
        done[name] = etree.tostring(tree)
    if not numbering.sure:
        warnings.append(COUNTED)
    return done


_CHANGED = "changes: the file holds some that nobody accepted or refused; they were read as accepted"


def _looks(run: Any, how: str) -> bool:
    """Whether a run of letters looks so."""
    return said(run.find(f"{{*}}rPr/{{*}}{how}"), otherwise="on") not in {"", "0", "false", "off"}


def _words_of(run: Any) -> str:
    text = squash("".join(run.itertext("{*}t")))
    return quoted(text) if text else ""


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


def read_odt(name: str, raw: bytes, digest: str) -> Document:
    """Read an OpenDocument text, as a word processor that is free writes it."""
    from .opendocument import Writer

    parts, warnings = opened(raw)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise ImportProblem("locked with a password; open it in a word processor and save it without one")
    content, styles = (parse(parts.get(part, b"")) for part in ("content.xml", "styles.xml"))
    if content is None:
        raise ImportProblem(_DAMAGED)
    warnings += [_CHANGED] if content.find(".//{*}tracked-changes") is not None else []
    document = read_html(name, Writer(content, styles).page(), digest, kind="odt")
    edges = [] if styles is None else styles.iterfind(".//{*}master-styles//{*}p")
    beside = dict.fromkeys(line for edge in edges if (line := squash("".join(edge.itertext()))))
    menu = tuple(Block((line,), "menu") for line in beside)
    return replace(document, blocks=menu + document.blocks, warnings=(*warnings, *document.warnings))


def read_pdf(name: str, raw: bytes, digest: str) -> Document:
    """Read a PDF that has text; a picture of text holds none."""
    import logging

    import pypdf

    from .lines import blocks_of

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ImportProblem("this PDF is locked with a password")
        if len(reader.pages) > PAGES:
            raise ImportProblem(f"this PDF has {len(reader.pages)} pages; the most for a release is {PAGES}")
        text = "\n\n".join(page.extract_text() or "" for page in reader.pages)
        info = reader.metadata
        title = squash(str(info.title)) if info and info.title else ""
    except ImportProblem:
        raise
    except Exception as error:
        raise ImportProblem(
            f"this PDF is damaged or cut short ({type(error).__name__}: {str(error)[:100]})"
        ) from None
    text, repairs = repair(text.encode("utf-8", "replace").decode())
    return Document(name, "pdf", blocks_of(text), digest, title=title, repairs=repairs)
