"""The builders of an archive: Sphinx's own, which leave it to ``build.py`` to say what is written again."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder


class ArchiveHTMLBuilder(StandaloneHTMLBuilder):
    """Sphinx's ``html`` for an archive."""

    def get_outdated_docs(self) -> Iterator[str]:
        """Name no document: pages are told apart by what they show, not by the times of their files."""
        return iter(())


class ArchiveDirectoryHTMLBuilder(DirectoryHTMLBuilder):
    """Sphinx's ``dirhtml`` for an archive."""

    def get_outdated_docs(self) -> Iterator[str]:
        """Name no document, as in :class:`ArchiveHTMLBuilder`."""
        return iter(())
