"""Texts as HTML: Sphinx's writer, with what the pages of an archive have besides."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from ..names import direction
from .bodies import links_in
from .domain import press_of
from .shared import Shared, made, says

#: The hyphens of code, with the sign that follows them.
HYPHENS = re.compile(r"-+(?:&[^;]+;|[^-\s<])?")


class ArchiveTranslator(HTML5Translator):
    """Writes a document as HTML: links to single paragraphs, and what many releases print alike."""

    def starttag(
        self, node: nodes.Element, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any
    ) -> str:
        """Say a cell's column, and from which side a foreign name is read: browsers only guess it."""
        classes: list[str] = node.get("classes", [])
        for name in classes:
            if name.startswith("language-"):
                attributes["dir"] = direction(name.removeprefix("language-"))
        if side := node.get("dir"):
            attributes["dir"] = side
        if column := node.get("column"):
            attributes["data-column"] = column
        return super().starttag(node, tagname, suffix, empty, **attributes)

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802 (named after the node)
        """Keep the hyphens of code in the line of what follows them: an option begins with its dashes."""
        start = len(self.body)
        super().visit_Text(node)
        if self.protect_literal_text:
            written = [HYPHENS.sub(r'<span class="hyphen">\g<0></span>', part) for part in self.body[start:]]
            self.body[start:] = written

    def visit_table(self, node: nodes.table) -> None:
        """Let each cell name its column: on a phone those of a row stand below each other."""
        for head in node.findall(nodes.thead):
            names = [cell.astext() for cell in head.findall(nodes.entry)]
            for row in node.findall(nodes.row):
                cells = list(row.findall(nodes.entry))
                if row.parent is not head and len(cells) == len(names):  # none is as wide as several
                    for cell, name in zip(cells, names, strict=True):
                        cell["column"] = name if cell.astext().strip() else ""
        super().visit_table(node)

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        self._anchor(node)
        super().depart_paragraph(node)

    def depart_list_item(self, node: nodes.list_item) -> None:
        self._anchor(node)
        super().depart_list_item(node)

    def _anchor(self, node: nodes.Element) -> None:
        """Link a paragraph to itself; the sign is in the stylesheet, so that copied text does not hold it."""
        if "anchor" in node:
            name, title = node["anchor"]
            title = escape(title, {'"': "&quot;"})
            self.body.append(f'<a class="anchor" href="#{name}" title="{title}"></a>')

    def visit_Shared(self, node: Shared) -> None:  # noqa: N802 (named after the node)
        """Write a part as it was written for the first release that says the same, or as that one.

        Its links serve all releases that are as deep in the archive, if they lead by way of the site's
        root: not those to releases, which may be neighbours, or the page itself.
        """
        builder, docname = self.builder, node["docname"]
        press = press_of(builder.env)
        release = press.release_of(docname)
        said = says(press.catalogue, release, node["part"], node.get("entry", ""))
        key = (node["part"], release.language, docname.count("/"), said)
        written = press.shown.get(key)
        if written is None:
            part = made(builder.env, node)
            if "entry" in node:  # else all that can be looked up is in parts of its own
                builder.env.resolve_references(part, docname, builder)  # type: ignore[arg-type]
                builder.post_process_images(part)
            start = len(self.body)
            for child in part.children:
                child.parent = node.parent
                child.walkabout(self)
            written = "".join(self.body[start:])
            del self.body[start:]
            root = "../" * builder.get_target_uri(docname).count("/")
            if all(":" in link or link.startswith(root) for link in links_in(written)):
                press.shown[key] = written
        self.body.append(written)
        raise nodes.SkipNode
