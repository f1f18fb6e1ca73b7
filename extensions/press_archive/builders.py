"""The builders of an archive: Sphinx's own, which leave to ``build.py`` what it knows better."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder

from .tree import RELEASES


class ArchiveHTMLBuilder(StandaloneHTMLBuilder):
    """Sphinx's ``html`` for an archive."""

    #: Whether the inventory of the last build is still right.
    inventory_stands = False

    def get_outdated_docs(self) -> Iterator[str]:
        """Name no document: pages are told apart by what they show, not by the times of their files."""
        return iter(())

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, Any]:
        """Leave out of a release's page what only a page of a manual shows: its contents, its way."""
        if docname.startswith(f"{RELEASES}/"):
            return {"title": "", "body": body, "metatags": metatags, "meta": self.env.metadata[docname]}
        return super().get_doc_context(docname, body, metatags)

    def dump_inventory(self) -> None:
        if not self.inventory_stands:
            super().dump_inventory()


class ArchiveDirectoryHTMLBuilder(ArchiveHTMLBuilder, DirectoryHTMLBuilder):
    """Sphinx's ``dirhtml`` for an archive."""

    name = "dirhtml"
