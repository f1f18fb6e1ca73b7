"""OpenDocument texts (.odt), read as pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import Any

from lxml import etree

from .counting import count_on, counted, whole
from .elements import MARK
from .packages import CHANGED, DAMAGED, LOCKED, lineage, opened, parse, said, struck
from .plain import Block, Document, ImportProblem, squash
from .webpages import read_html

#: What elements become in a page; of all others the inside is read.
_TAGS = {"p": "p", "table": "table", "table-row": "tr", "table-cell": "td", "text-box": "div"}
_SPACES = {"s": " ", "tab": "\t", "line-break": "<br>"}
#: Comments, what was struck out, and ``hidden``, as what is not printed is named when it is found.
_SILENT = ("{*}annotation", "{*}tracked-changes", "{*}covered-table-cell", "hidden")


def read_odt(name: str, raw: bytes, digest: str) -> Document:
    """Read an OpenDocument text."""
    parts, warnings = opened(raw)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise ImportProblem(LOCKED)
    content, styles = (parse(parts.get(part, b"")) for part in ("content.xml", "styles.xml"))
    if content is None:
        raise ImportProblem(DAMAGED)
    warnings += [CHANGED] if content.find(".//{*}tracked-changes") is not None else []
    writer = _Writer(content, styles)
    document = read_html(name, writer.page(), digest, kind="odt")
    edges = [] if styles is None else styles.iterfind(".//{*}master-styles//{*}p")
    beside = dict.fromkeys(line for edge in edges if (line := squash("".join(edge.itertext()))))
    menu = tuple(Block((line,), "menu") for line in beside)
    return replace(
        document, blocks=menu + document.blocks, warnings=(*warnings, *writer.warnings, *document.warnings)
    )


class _Writer:
    """The elements of a text as a page. Lists have their marks counted, as the file only says how to count."""

    def __init__(self, content: Any, styles: Any) -> None:
        self._body = content.find("{*}body")
        self._notes: list[str] = []
        self.warnings: list[str] = []
        #: The styles of words and paragraphs.
        self._styles: dict[str, Any] = {}
        self._levels: dict[str, dict[int, Any]] = {"": {}}
        trees = [tree for tree in (styles, content) if tree is not None]
        for node in (n for tree in trees for n in tree.iter("{*}style", "{*}list-style", "{*}outline-style")):
            if _tag(node) == "style":
                self._styles[said(node, "name")] = node
            else:
                name = said(node, "name") if _tag(node) == "list-style" else "outline"
                self._levels[name] = {whole(said(level, "level"), 1): level for level in node}
        for tree in trees:
            self._take_out(tree)
        #: How far lists are counted, by what a later one names to count on.
        self._counts: dict[str, dict[int, int]] = {"outline": {}}
        self._open: dict[int, int] = {}

    def _take_out(self, tree: Any) -> None:
        """Take out of a tree what is not printed."""
        for node in tree.iter(
            "{*}p", "{*}h", "{*}span", "{*}section", "{*}hidden-text", "{*}hidden-paragraph"
        ):
            hidden = said(node, "display") == "none" or said(node, "is-hidden") == "true"
            if hidden or self._look(node, "display") == "none":
                (node.getparent() if _tag(node) == "hidden-paragraph" else node).tag = "hidden"
        etree.strip_elements(tree, *_SILENT, with_tail=False)

    def _look(self, node: Any, name: str) -> str:
        """Return how an element looks, by its style or the nearest of those that this is based on."""
        looks = (style.find("{*}text-properties") for style in self._lineage(node))
        return next((value for look in looks if (value := said(look, name))), "")

    def _lineage(self, node: Any) -> Iterator[Any]:
        return lineage(self._styles, said(node, "style-name"))

    def _named(self, node: Any) -> set[str]:
        """Return the names of the styles of an element."""
        return {said(node, "style-name")}.union(
            said(style, "parent-style-name") for style in self._lineage(node)
        )

    def page(self) -> str:
        text = self._of(self._body) if self._body is not None else ""
        notes = "".join(f"<li>{note}</li>" for note in self._notes)
        return f"<p></p>{text}<ol>{notes}</ol>"

    def _of(self, node: Any, style: str = "", depth: int = 0) -> str:
        """Write an element; ``style`` and ``depth`` are those of the list it stands in."""
        tag = _tag(node)
        if "svg-compatible" in node.tag:  # the title and the description of a picture
            return f'<img alt="{escape("".join(node.itertext()))}">'
        if tag == "note":
            self._notes.append(self._inside(node.find("{*}note-body"), style, 0))
            return f"[{len(self._notes)}]"
        if tag == "list":
            return self._list(node, said(node, "style-name") or style, depth + 1)
        inside = self._inside(node, style, depth)
        if tag == "h":
            level = whole(said(node, "outline-level"), 1)
            mark = "" if depth else self._mark("outline", level, self._counts["outline"], "")
            return f"<h2>{escape(f'{mark} ' * (mark not in {'', '-'}))}{inside}</h2>"
        if tag == "p" and "Title" in self._named(node):
            return f"<h1>{inside}</h1>"
        if tag == "a":
            return f'<a href="{escape(said(node, "href"))}">{inside}</a>'
        if tag == "span":
            if self._look(node, "text-line-through-style") not in {"", "none"}:
                self.warnings.append(struck(squash("".join(node.itertext()))))
            for sign, key, value in (("b", "font-weight", "bold"), ("i", "font-style", "italic")):
                inside = f"<{sign}>{inside}</{sign}>" if self._look(node, key) == value else inside
            return inside
        if tag in _TAGS:
            wide = "".join(f' {side}span="{much}"' for side, key in (("col", "columns"), ("row", "rows"))
                           if (much := said(node, f"number-{key}-spanned")) not in {"", "1"})  # fmt: skip
            return f"<{_TAGS[tag]}{wide}>{inside}</{_TAGS[tag]}>"
        return _SPACES.get(tag, inside)

    def _inside(self, node: Any, style: str, depth: int) -> str:
        said = [_text(node.text)]
        for child in node:
            said += [
                self._of(child, style, depth) if isinstance(child.tag, str) else "",
                _text(child.tail),
            ]
        return "".join(said)

    def _list(self, node: Any, style: str, depth: int) -> str:
        """Write a list; one within another goes on with its counts, of which each item ends the deeper ones."""
        on = said(node, "continue-list") or (style if said(node, "continue-numbering") == "true" else "")
        if depth == 1:
            self._open = dict(self._counts.get(on, {})) if on else {}
        counts = self._open
        self._counts[said(node, "id")] = self._counts[style] = counts
        items = ""
        for item in node:
            has_own = item.find("{*}p") is not None or item.find("{*}h") is not None
            counts_too = has_own and _tag(item) == "list-item"
            mark = self._mark(style, depth, counts, said(item, "start-value")) if counts_too else ""
            inside = self._inside(item, style, depth)
            items += f'<li {MARK}="{escape(mark)}">{inside}</li>' if counts_too else inside
        return f"<ul>{items}</ul>"

    def _mark(self, style: str, depth: int, counts: dict[int, int], start: str) -> str:
        """Count an item and return its mark."""
        levels = self._levels.get(style, {})
        level = levels.get(depth)
        count_on(counts, depth, whole(start or said(level, "start-value"), 1), anew=bool(start))
        if level is None or not _tag(level).endswith(("number", "outline-level-style")):
            return "-"
        shown = range(max(1, depth + 1 - whole(said(level, "display-levels"), 1)), depth + 1)
        ways = [(counts.get(at, 1), said(levels.get(at), "num-format")) for at in shown]
        number = ".".join(counted(count, way) for count, way in ways if way)
        return squash(f"{said(level, 'num-prefix')}{number}{said(level, 'num-suffix')}") if number else ""


def _text(said: str | None) -> str:
    return escape(re.sub(r"[ \t\r\n]+", " ", said or ""))  # tabs and further spaces are elements


def _tag(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]
