"""Lists of Word files: a Word file holds no marks, only how to count them; here they are counted as Word does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .counting import WAYS, count_on, counted, whole
from .packages import lineage, said


def _all_of(tree: Any, name: str) -> list[Any]:
    return [] if tree is None else tree.findall(f"{{*}}{name}")


def styles_of(tree: Any) -> dict[str, Any]:
    """Return the styles of a file by their names."""
    return {said(style, "styleId"): style for style in _all_of(tree, "style")}


class Numbering:
    """The lists of a file, and how far each is counted; whether ``sure`` of all marks."""

    def __init__(self, lists: Any, styles: Mapping[str, Any]) -> None:
        self.sure = True
        self._styles = styles
        self._kinds = {said(kind, "abstractNumId"): kind for kind in _all_of(lists, "abstractNum")}
        self._lists = {said(one, "numId"): one for one in _all_of(lists, "num")}
        self._levels: dict[str, tuple[Any, dict[int, Any]]] = {}
        #: How far the levels of each kind are counted: lists of one kind count on from each other.
        self._counts: dict[Any, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def mark(self, paragraph: Any) -> str:
        """Count a paragraph, and return ``press <list> <level> <mark>``; nothing for one that is in no list."""
        properties = paragraph.find("{*}pPr")
        if properties is None or properties.find("{*}rPr/{*}del") is not None:
            return ""  # a paragraph whose end was struck out is one with the next
        name, level = self._place(properties)
        kind, levels = self._of(name)
        if level not in levels:
            return ""
        counts = self._counts.setdefault(kind, {})
        anew = self._anew(name, level)
        first = _start(levels[level].find("{*}start")) if anew is None else anew
        count_on(counts, level, first, anew=anew is not None)
        mark = self._printed(levels, level, counts)
        deep = max(level + max(1, _indent(levels.get(0))), _indent(levels[level]), _indent(paragraph))
        return f"press {name} {deep} {mark}" if mark else ""

    def _anew(self, name: str, level: int) -> int | None:
        """Return with what a list begins a level anew; it does so once."""
        begun = (name, level) in self._begun
        self._begun.add((name, level))
        overrides = self._lists[name].findall("{*}lvlOverride")
        starts = (each.find("{*}startOverride") for each in overrides if said(each, "ilvl") == str(level))
        return None if begun else next((_start(each) for each in starts if each is not None), None)

    def _place(self, properties: Any) -> tuple[str, int]:
        """Return the list and the level that a paragraph names, or the nearest of its styles."""
        name = level = ""
        based = lineage(self._styles, said(properties.find("{*}pStyle")))
        for each in (properties, *(style.find("{*}pPr") for style in based)):
            if each is not None and not name:
                name = said(each.find("{*}numPr/{*}numId"))
                level = level or said(each.find("{*}numPr/{*}ilvl"))
        return name, whole(level, 0)

    def _of(self, name: str) -> tuple[Any, dict[int, Any]]:
        """Return the kind of a list, and its levels."""
        if name not in self._levels:
            kind = said(self._lists[name].find("{*}abstractNumId")) if name in self._lists else ""
            link = said(self._kinds[kind].find("{*}numStyleLink")) if kind in self._kinds else ""
            self._levels[name] = kind, {}  # whatever is linked in a circle
            if link in self._styles:
                inner = said(self._styles[link].find("{*}pPr/{*}numPr/{*}numId"))
                self._levels[name] = self._of(inner)
            elif kind in self._kinds:
                found = [
                    *self._kinds[kind].findall("{*}lvl"),
                    *self._lists[name].findall("{*}lvlOverride/{*}lvl"),
                ]
                self._levels[name] = kind, {whole(said(each, "ilvl"), 0): each for each in found}
        return self._levels[name]

    def _printed(self, levels: dict[int, Any], level: int, counts: dict[int, int]) -> str:
        way = said(levels[level].find("{*}numFmt")) or "decimal"
        if way == "bullet":
            return "-"
        in_figures = levels[level].find("{*}isLgl") is not None

        def figure(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            if at not in levels:
                return ""
            way = "decimal" if in_figures else said(levels[at].find("{*}numFmt")) or "decimal"
            self.sure = self.sure and way in WAYS
            return counted(counts.get(at, _start(levels[at].find("{*}start"))), way)

        return " ".join(re.sub(r"%(\d)", figure, said(levels[level].find("{*}lvlText"))).split())


def _indent(node: Any) -> int:
    """Return how far in a paragraph or level stands: Word's styles for a list in a list are lists by themselves."""
    return round(whole(said(node.find("{*}pPr/{*}ind"), "left"), 0) / 360) if node is not None else 0


def _start(node: Any) -> int:
    return whole(said(node), 1)
