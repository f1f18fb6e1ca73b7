"""The builders of an archive: Sphinx's own, which leave to ``site.py`` what it knows better."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from sphinx.application import Sphinx
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.html._build_info import BuildInfo
from sphinx.environment import BuildEnvironment
from sphinx.util.display import status_iterator
from sphinx.util.matching import Matcher
from sphinx.util.parallel import ParallelTasks

from ..documents.domain import press_of
from ..documents.writer import ArchiveTranslator
from ..garbage import look_often
from ..tree import RELEASES, beside, stamp_of
from . import parts

Item = TypeVar("Item")
#: Fewer pages than this are written sooner than a process starts.
WORTH_SHARING = 20


class ArchiveHTMLBuilder(StandaloneHTMLBuilder):
    """Sphinx's ``html`` for an archive."""

    default_translator_class = ArchiveTranslator
    #: Whether the inventory of the last build is still right.
    inventory_stands = False

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        self._processes = app.parallel
        self.written: set[str] = set()  # the names of the pages that were

    def create_build_info(self) -> BuildInfo:
        """Identify what ``conf.py`` says by all that changes pages, and all that changes texts, too.

        A text is in files beside its page, which Sphinx does not know.
        """
        return BuildInfo(self.config, self.tags, frozenset({"env", "html"}))

    def get_outdated_docs(self) -> Iterator[str]:
        """Name no document: pages are told apart by what they show, not by the times of their files."""
        return iter(())

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, Any]:
        """Leave out of a release's page what only a page of a manual shows: its contents, its way."""
        if docname.startswith(f"{RELEASES}/"):
            return {"title": "", "body": body, "metatags": metatags, "meta": self.env.metadata[docname]}
        return super().get_doc_context(docname, body, metatags)

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        *,
        outfilename: Path | None = None,
        event_arg: Any = None,
    ) -> None:
        """Put a page in place whole: it may be asked for, the old one may be shared (``outputs/swap.py``)."""
        place = str(outfilename or self.get_output_path(pagename))
        new = Path(beside(place))
        super().handle_page(pagename, addctx, templatename, outfilename=new, event_arg=event_arg)
        with suppress(FileNotFoundError):  # it could not be written, and that has been said
            new.replace(place)

    def dump_inventory(self) -> None:
        if not self.inventory_stands:
            super().dump_inventory()

    def copy_image_files(self) -> None:
        """Copy every picture that is not as it was copied, whoever shows it.

        Sphinx copies those of the pages that it writes. A picture that an older one has replaced makes no
        page be written.
        """
        pictures = {path: name for path, (_, name) in self.env.images.items()}
        self.images = {
            path: name
            for path, name in pictures.items()
            if stamp_of(Path(self.srcdir, path)) != stamp_of(Path(self._images_dir, name))
        }
        super().copy_image_files()

    def copied(self) -> Iterator[str]:
        """Yield the paths in the site of the files that ``conf.py`` has Sphinx copy there as they are."""
        config, static = self.config, Path(self._static_dir).name
        for picture in filter(None, (config.html_logo, config.html_favicon)):
            yield f"{static}/{Path(picture).name}"
        for entry in config.html_static_path:
            for path in self._below(entry, [*config.exclude_patterns, "**/.*"]):
                yield f"{static}/{path.removesuffix('.jinja').removesuffix('_t')}"  # templates, to Sphinx
        for entry in config.html_extra_path:
            yield from self._below(entry, config.exclude_patterns)

    def _below(self, entry: str, left_out: Iterable[str]) -> Iterator[str]:
        """Yield the files of a folder that Sphinx copies, from there; or the one file that is named."""
        source, is_left_out = Path(self.confdir, entry), Matcher(left_out)
        if source.is_file():
            yield source.name
        for place, folders, names in os.walk(source, followlinks=True):
            within = Path(place).relative_to(source).as_posix()
            folders[:] = [name for name in folders if not is_left_out(posixpath.join(within, name))]
            paths = (posixpath.join(within, name) for name in names)
            yield from (posixpath.normpath(path) for path in paths if not is_left_out(path))

    def writes(self, docname: str) -> bool:
        """Whether this build writes the page of a document: a part of an archive leaves some to the whole."""
        if not self.config.press_part:
            return True
        return parts.writes(docname, press_of(self.env).points_to.get(docname, ()))

    def write_documents(self, docnames: Set[str]) -> None:
        """Write documents in as many processes as read them; in Sphinx, one of these would wait."""
        docnames = set(filter(self.writes, docnames))
        self.written |= docnames
        look_often(len(docnames))
        if not self.parallel_ok:
            return super().write_documents(docnames)
        ordered = sorted(docnames)
        return self._share(
            ordered,
            self._write_some,
            lambda share: status_iterator(
                share, "writing output... ", "darkgreen", len(share), self.config.verbosity
            ),
        )

    def _write_some(self, docnames: Iterable[str]) -> None:
        for docname in docnames:
            doctree = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
            self.write_doc_serialized(docname, doctree)
            self.write_doc(docname, doctree)

    def gen_pages_from_extensions(self) -> None:
        """Write generated pages in several processes, too."""
        pages = [page for some in self.events.emit("html-collect-pages") for page in some]
        self.written |= {name for name, _, _ in pages}
        self._share(pages, self._write_pages)

    def _write_pages(self, pages: Iterable[tuple[str, dict[str, Any], str]]) -> None:
        for name, context, template in pages:
            self.handle_page(name, context, template)

    def _share(
        self,
        items: Sequence[Item],
        work: Callable[[Iterable[Item]], None],
        progress: Callable[[Sequence[Item]], Iterable[Item]] = iter,
    ) -> None:
        """Do a part of a work here, while other processes do theirs.

        Each has one large part rather than many small ones: what is worked out for a page serves the next.
        """
        shared = self.parallel_ok and len(items) > WORTH_SHARING
        processes = min(self._processes, len(items)) if shared else 1
        tasks = ParallelTasks(processes)

        for number in range(1, processes):
            tasks.add_task(work, items[number::processes])
        try:
            work(progress(items[::processes]))
            tasks.join()
        finally:
            tasks.terminate()


class ArchiveDirectoryHTMLBuilder(ArchiveHTMLBuilder, DirectoryHTMLBuilder):
    """Sphinx's ``dirhtml`` for an archive."""

    name = "dirhtml"
