"""Lists of Word files: a Word file holds no marks, only how to count them; here they are counted as Word does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from .counting import WAYS, counted


def number(parts: Mapping[str, bytes]) -> tuple[dict[str, bytes], bool]:
    """Return the parts of a Word file with the mark of each listed paragraph written out, and whether all are sure.

    A mark is the name of a bookmark, ``press <list> <level> <mark>``, with which the paragraph begins.
    """
    trees = {
        name: tree
        for name, part in sorted(parts.items())
        if re.fullmatch(r"word/(?:document|footnotes|endnotes|styles|numbering)\d*\.xml", name)
        and (tree := parse(part)) is not None
    }
    lists = next((tree for name, tree in trees.items() if "numbering" in name), None)
    if lists is None:
        return dict(parts), True
    numbering = _Numbering(lists, next((tree for name, tree in trees.items() if "styles" in name), None))
    done = {name: part for name, part in parts.items() if "numbering" not in name}
    for name, tree in trees.items():
        if "numbering" not in name and "styles" not in name:
            for paragraph in tree.iter("{*}p"):
                if said := numbering.mark(paragraph):
                    space = f"{{{etree.QName(paragraph).namespace}}}"
                    paragraph.insert(1, etree.Element(f"{space}bookmarkStart", {f"{space}name": said}))
            done[name] = etree.tostring(tree)
    return done, numbering.sure


def parse(part: bytes) -> Any:
    """Parse a part of a Word file; a broken one is nothing."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError:
        return None


class _Numbering:
    """The lists of a file, and how far each is counted."""

    def __init__(self, lists: Any, styles: Any) -> None:
        self.sure = True
        self._styles = {_said(s, "styleId"): s for s in styles.iter("{*}style")} if styles is not None else {}
        self._kinds = {_said(kind, "abstractNumId"): kind for kind in lists.findall("{*}abstractNum")}
        self._lists = {_said(one, "numId"): one for one in lists.findall("{*}num")}
        self._levels: dict[str, tuple[Any, dict[int, Any]]] = {}
        #: How far the levels of each kind are counted: lists of one kind count on from each other.
        self._counts: dict[Any, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def mark(self, paragraph: Any) -> str:
        """Count a paragraph and return what is to be said of it; nothing of one that is in no list."""
        properties = paragraph.find("{*}pPr")
        if properties is None or properties.find("{*}rPr/{*}del") is not None:
            return ""  # a paragraph whose end was struck out is one with the next
        name, level = self._place(properties)
        kind, levels = self._of(name)
        if level not in levels:
            return ""
        counts = self._counts.setdefault(kind, {})
        anew = [
            _start(each.find("{*}startOverride"))
            for each in self._lists[name].findall("{*}lvlOverride")
            if _said(each, "ilvl") == str(level) and each.find("{*}startOverride") is not None
        ]
        if anew and (name, level) not in self._begun:
            counts[level] = anew[0]
        else:
            counts[level] = counts[level] + 1 if level in counts else _start(levels[level].find("{*}start"))
        self._begun.add((name, level))
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        mark = self._printed(levels, level, counts)
        return f"press {name} {level + 1} {mark}" if mark else ""

    def _place(self, properties: Any) -> tuple[str, int]:
        """Return the list and the level that a paragraph names, or the nearest of its styles."""
        name = level = ""
        style = _said(properties.find("{*}pStyle"))
        for _ in range(12):  # styles that are based on each other
            if properties is not None:
                name = name or _said(properties.find("{*}numPr/{*}numId"))
                level = level or _said(properties.find("{*}numPr/{*}ilvl"))
            based = self._styles.get(style)
            if name or based is None:
                break
            properties, style = based.find("{*}pPr"), _said(based.find("{*}basedOn"))
        return name, int(level or 0)

    def _of(self, name: str) -> tuple[Any, dict[int, Any]]:
        """Return the kind of a list, and its levels."""
        if name not in self._levels:
            kind = _said(self._lists[name].find("{*}abstractNumId")) if name in self._lists else ""
            link = _said(self._kinds[kind].find("{*}numStyleLink")) if kind in self._kinds else ""
            self._levels[name] = kind, {}  # whatever is linked in a circle
            if link in self._styles:
                inner = _said(self._styles[link].find("{*}pPr/{*}numPr/{*}numId"))
                self._levels[name] = self._of(inner)
            elif kind in self._kinds:
                found = [
                    *self._kinds[kind].findall("{*}lvl"),
                    *self._lists[name].findall("{*}lvlOverride/{*}lvl"),
                ]
                self._levels[name] = kind, {int(_said(each, "ilvl") or 0): each for each in found}
        return self._levels[name]

    def _printed(self, levels: dict[int, Any], level: int, counts: dict[int, int]) -> str:
        way = _said(levels[level].find("{*}numFmt")) or "decimal"
        if way == "bullet":
            return "-"
        in_figures = levels[level].find("{*}isLgl") is not None

        def figure(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            if at not in levels:
                return ""
            way = "decimal" if in_figures else _said(levels[at].find("{*}numFmt")) or "decimal"
            self.sure = self.sure and way in WAYS
            return counted(counts.get(at, _start(levels[at].find("{*}start"))), way)

        return " ".join(re.sub(r"%(\d)", figure, _said(levels[level].find("{*}lvlText"))).split())


def _start(node: Any) -> int:
    return int(_said(node) or 1)


def _said(node: Any, name: str = "val") -> str:
    """Return an attribute of an element of Word's; nothing where there is none."""
    return str(node.get(f"{{{etree.QName(node).namespace}}}{name}", "")) if node is not None else ""
