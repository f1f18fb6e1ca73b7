"""The site that is made of an archive: which pages and files are made, and which are removed.

In the order of a build, when all documents are read (``reading.py``):

1. ``env-updated``: documents whose page shows something that changed around them are written again.
2. ``html-page-context``, ``html-collect-pages``: what a page shows (``given.py``); only pages that
   changed are made.
3. ``build-finished``: the files beside the pages are made while the texts are indexed, outputs that
   nothing makes any more are removed, and what every page shows now is noted in the output folder, for
   the next build. Last of all, the site is searched for what is withheld.

What each output shows, and so which must be made, is in ``outputs/``.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import replace
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from .. import addresses, formats
from ..archive import Archive
from ..catalogue import Catalogue
from ..digests import code_digest, digest, folders_digest, theme_digest
from ..documents.bodies import Bodies
from ..documents.domain import press_of
from ..formats.metadata import Metadata
from ..formats.opendata import Pieces
from ..kept import Kept
from ..outputs import Outputs, manifest
from ..pages import notfound
from ..pages.around import Around
from ..pages.generated import pages
from ..pages.page import Page
from ..pages.rows import Rows
from ..scan import reread
from ..search import pagefind
from ..settings import Settings
from ..tree import RELEASES, Stamp, name_of, remove_file, write_new
from . import parts, refusals
from .builders import ArchiveHTMLBuilder
from .given import Given
from .shown import Shown

logger = logging.getLogger(__name__)
#: So many lost pages are named, the others counted.
_TOLD = 10

INVENTORY = "objects.inv"
#: The files of the output folder, when whoever runs this build has looked at them a moment ago.
FOUND: ContextVar[Mapping[str, Stamp] | None] = ContextVar("FOUND", default=None)


class Site:
    """The site of one archive, as one application makes it.

    Arguments:
        builder: the application's.
        archive: the one whose catalogue documents point to.

    """

    def __init__(
        self, app: Sphinx, builder: ArchiveHTMLBuilder, settings: Settings, archive: Archive
    ) -> None:
        self._app, self._builder, self._settings = app, builder, settings
        self._domain = press_of(app.env)
        self._bodies = Bodies(Path(app.doctreedir))
        self._generated: dict[str, Page] = {}
        self._copied: set[str] = set()  # the files that Sphinx copies, as outputs
        self._said: dict[str, str] = {}  # a digest of what each release and entry says, by its document
        self._stand_on(archive)

    def connect(self) -> None:
        """Take part in the application's build from here on."""
        app = self._app
        if app.config.press_parts and not app.env.all_docs:
            parts.take_over(app, Path(app.config.press_parts), self._made_by)
        app.connect("press-changed", self.changed)
        app.connect("env-updated", self.updated)
        app.connect("write-started", self.write_started)
        app.connect("html-page-context", self.page_context)
        app.connect("html-collect-pages", self.collect_pages)
        app.connect("build-finished", self.finished)
        app.connect("build-finished", self.prove, priority=sys.maxsize)  # whatever else writes has written

    def _stand_on(self, archive: Archive) -> None:
        """Let every page be made of an archive; its catalogue is the domain's."""
        self._archive, self._catalogue = archive, self._domain.catalogue
        self._rows = Rows(self._catalogue)
        self._around = Around(self._catalogue, self._rows)
        self._metadata = Metadata(self._catalogue, self._settings)
        self._given = Given(self._catalogue, self._settings, self._around, self._metadata, self._bodies)

    def changed(self, app: Sphinx, paths: Sequence[str]) -> bool:
        """Write the pages of releases whose files have changed since this application's build, and no others.

        Returns whether that could be done (``press-changed``, an event of ours: see ``runner.py``).
        """
        names = [name_of(path) for path in paths]
        if not all(self._catalogue.get(name) for name in names):
            return False
        archive = reread(self._archive, self._settings, paths)
        self._domain.stand_on(Catalogue(archive))
        self._stand_on(archive)
        docnames = {addresses.release(name) for name in names}
        for docname in docnames:
            app.emit("env-purge-doc", app.env, docname)
            app.env.clear_doc(docname)
            self._builder.read_doc(docname)
        _name_pictures(app.env)
        self._builder.write_documents(docnames)
        return True

    # Which pages are written

    def updated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the documents whose page would show something else than it does now."""
        refusals.sources(env)
        _name_pictures(env)
        self._domain.mark_withdrawn(env)
        outputs, builder = self._outputs, self._builder
        if not app.config.press_part:  # lists are made with the whole
            made = pages(self._catalogue, self._settings, self._rows)
            self._generated = {page.name: page for page in made}
        files = refusals.twins(self._generated, env.found_docs, self._path_of)
        for name, page in self._generated.items():
            outputs.show(name, page.digest)
        folder = Path(app.doctreedir) / "around"
        documents = Shown(env, self._domain, self._around, folder, made_by=self._made_by, common=self._common)
        bodies = self._bodies.made_with()
        stale, self._said = [], {}
        for docname in sorted(filter(builder.writes, env.found_docs)):
            said, shown = documents.of(docname)
            is_stale = outputs.show(docname, shown)
            if self._catalogue.release_of(docname) or self._catalogue.entry_of(docname):
                self._said[docname] = said
                is_stale |= bodies.get(docname) != said  # its text is lost
            if is_stale:
                stale.append(docname)
        documents.save()
        self._copied = {f"/{path}" for path in builder.copied()}
        refusals.copied_over(self._copied, (f"/{path}" for path in files))
        for path in self._copied:
            outputs.show(path, "copied")
        outputs.wrote(self._copied)
        builder.inventory_stands = not outputs.show(f"/{INVENTORY}", self._inventory(env))
        return stale

    def write_started(self, app: Sphinx, builder: object) -> None:
        self._outputs.begin(self._outputs.shows)
        self._bodies.distrust()

    @cached_property
    def _outputs(self) -> Outputs:
        """The outputs of this build: what is in the folder is looked at when all documents are read."""
        folders = Path(self._app.outdir), Path(self._app.doctreedir)
        return Outputs(*folders, self._path_of, self._made_by, FOUND.get())

    def _inventory(self, env: BuildEnvironment) -> str:
        """Digest what the inventory lists: to put it together costs as much as all the rest of an edit.

        The title of a release is that of its label (``PressDomain.mark_withdrawn``).
        """
        std = env.domains.standard_domain
        others = sorted(env.found_docs - {release.docname for release in self._catalogue.releases})
        titles = [(docname, env.titles[docname].astext()) for docname in others]
        project = (self._app.config.project, self._app.config.version)
        places = (sorted(std.labels.items()), sorted(std.anonlabels.items()), sorted(std.objects.items()))
        return digest((self._common, project, titles, places))

    @cached_property
    def _made_by(self) -> str:
        """Digest what makes all outputs: the program, the theme, and what conf.py says of the site."""
        told = self._builder.build_info
        sphinx = (told.config_hash, told.tags_hash)
        # An archive's own templates come before those of the theme.
        own = folders_digest(*(Path(self._app.confdir, name) for name in self._app.config.templates_path))
        settings = replace(self._settings, root=Path(), now=dt.datetime.min)
        return digest((theme_digest(), own, code_digest(), sphinx, settings))

    @cached_property
    def _common(self) -> bytes:
        """Identify what the surroundings of all releases draw on, besides the releases."""
        registers = folders_digest(self._settings.root / "docs")
        return digest((self._made_by, self._settings.now.date(), registers)).encode()

    def _path_of(self, name: str) -> str:
        """Return the path of a page's file in the output folder."""
        uri = unquote(self._builder.get_target_uri(name))
        return f"{uri}index.html" if not uri or uri.endswith("/") else uri

    # What a page is given

    def page_context(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> str | None:
        """Give a page what it shows, and say which template it needs (``given.py``)."""
        address = self._builder.get_target_uri(context.get("stands_for", pagename))
        context["canonical"] = self._settings.base_url + address
        return self._given.complete(pagename, templatename, context, doctree)

    def collect_pages(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        for name, page in self._generated.items():
            if self._outputs.is_stale(name):
                yield name, {"title": page.title, **page.context}, page.template

    # What is beside the pages

    def finished(self, app: Sphinx, error: Exception | None) -> None:
        """Make the files and the index, remove what nothing makes any more, and note what is shown now."""
        if error is not None:
            return
        self._around.forget()
        outputs = self._outputs
        self._bodies.note(self._said)
        if app.config.press_part:
            outputs.finish(whole=False)
            return
        former = {"moved.html", "gone.html"}  # answered, but not to be found
        listed = [name for name, page in self._generated.items() if page.template not in former]
        listed += (name for name in app.env.found_docs if not name.startswith(f"{RELEASES}/"))
        # The program that indexes words runs beside this one.
        with ThreadPoolExecutor(1) as beside:
            indexing = beside.submit(
                pagefind.write,
                *(self._catalogue, self._settings, self._bodies, self._said),
                site=Path(app.outdir),
                work=Path(app.doctreedir) / "indexing",
                jobs=max(app.parallel, 1),
            )
            self._write_files(listed)
        self._tell(indexing)
        self._remove_unused(app.env.images, "_images")
        self._remove_unused(dict(app.env.dlfiles), "_downloads")
        earlier = bool(self._catalogue.earlier_addresses)
        if outputs.show(f"/{notfound.NAME}", digest(earlier)):
            templates = self._builder.templates
            everywhere = dict(self._metadata.everywhere)
            page = notfound.render(templates.render, self._settings, everywhere, earlier=earlier)
            write_new(outputs.place(f"/{notfound.NAME}"), page)
        if not self._settings.preview:
            self._tell_lost(outputs.lost)
        outputs.remove_unmade()
        outputs.wrote(self._builder.written)
        outputs.finish()

    def prove(self, app: Sphinx, error: Exception | None) -> None:
        """Search what is there when everybody has finished, whoever runs the build."""
        if error is None and not (app.config.press_part or self._settings.preview):
            refusals.leaks(Path(app.outdir), self._archive, self._settings)

    def _write_files(self, pages: list[str]) -> None:
        """Write the files beside the pages that would say something else than they do now."""
        pieces: Kept[Pieces] = Kept(Path(self._app.doctreedir) / "data", code_digest())
        bodies = self._bodies.read
        outputs = self._outputs
        made = formats.files(self._catalogue, self._settings, pages, self._said, bodies, pieces.value)
        files = {f"/{file.path}": file for file in made}
        others = f"/{INVENTORY}", f"/{notfound.NAME}", f"/{manifest.NAME}"
        refusals.copied_over(self._copied, (*files, *others))
        outputs.begin(files)
        for name, file in files.items():
            if outputs.show(name, file.shows):
                write_new(outputs.place(name), file.make())
        pieces.save()

    def _remove_unused(self, used: Mapping[Any, tuple[set[str], Any]], folder: str) -> None:
        """Remove copies of pictures and downloads that no document uses any more."""
        keep, out = {f"{folder}/{name}" for _, name in used.values()}, Path(self._app.outdir)
        for file in [path for path in (out / folder).rglob("*") if path.is_file()]:
            if (path := file.relative_to(out).as_posix()) not in keep:
                remove_file(out, path)

    @staticmethod
    def _tell_lost(pages: Sequence[str]) -> None:
        """Warn of pages that the last site had: whoever links to one, or cites it, finds nothing now."""
        for page in pages[:_TOLD]:
            logger.warning("%s", manifest.lost(page), type="press", subtype="lost")
        if more := len(pages[_TOLD:]):
            logger.warning("and %s more pages", more, type="press", subtype="lost")

    @staticmethod
    def _tell(indexing: Future[None]) -> None:
        """Say what became of the index of words.

        Raises:
            OSError: a text or the index could not be read or written.

        """
        if reason := pagefind.why_not():
            logger.info(reason)
        try:
            indexing.result()
        except pagefind.IndexingError as error:
            logger.warning("%s", error, type="press", subtype="search")


def _name_pictures(env: BuildEnvironment) -> None:
    """Publish each picture under a name that its path alone decides; Sphinx counts those of one name.

    It does so in the order in which it meets them: a later ``map.png`` would take the address of an earlier
    one, and only in a clean build.
    """
    for path, (docnames, _) in env.images.items():
        file = PurePath(path)
        env.images[path] = (docnames, f"{file.stem}-{digest(path)[:8]}{file.suffix}")
