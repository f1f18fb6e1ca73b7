"""The Sphinx events: which documents are read, which pages are written, what is removed.

In the order of a build:

1. ``builder-inited``: the archive is scanned into a complete catalogue, or the build is refused.
2. ``env-get-outdated``: withheld releases are taken out of the project, so that they are in no output;
   documents are read again when something they take from other files has changed.
3. ``source-read``: a record's file becomes the document that Sphinx reads.
4. ``env-updated``: documents whose page shows something that changed around them are written again.
5. ``html-page-context``, ``html-collect-pages``: what a page shows; only pages that changed are made.
6. ``build-finished``: the files beside the pages are made while the texts are indexed, outputs that
   nothing makes any more are removed, and what every page shows now is noted in the output folder, for
   the next build. Last of all, the site is searched for what is withheld.

What each output shows, and so which must be made, is in ``outputs.py``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import replace
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any, cast
from urllib.parse import unquote

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from . import addresses, document, formats, manifest, notfound, parts, refusals, search
from .archive import Archive
from .around import Around
from .bodies import Bodies
from .builders import ArchiveDirectoryHTMLBuilder, ArchiveHTMLBuilder
from .catalogue import Catalogue
from .digests import code_digest, digest, files_digest
from .domain import PressDomain
from .formats.opendata import Lines
from .kept import Kept
from .metadata import Metadata
from .names import direction
from .outputs import Outputs
from .page import Page
from .pages import Pages
from .records import Problem, RecordError, content_digest
from .refusals import ArchiveError
from .rows import Rows
from .scan import reread, scan
from .settings import Settings, from_config
from .shown import Shown
from .targets import marked_title
from .theming import theme_digest
from .tree import REGISTERS, RELEASES, Stamp, name_of, records_cache, remove_file, write_new
from .words import translator

logger = logging.getLogger(__name__)

EPOCH = dt.datetime.fromtimestamp(0, dt.UTC)
#: MyST's syntax that would let raw HTML run, or lose a line that begins with % or +++ without a word; ...
NO_SYNTAX = frozenset({"html_block", "html_inline", "myst_block_break", "myst_line_comment"})
#: ... and its extensions that print other signs than those that were typed.
NO_TYPOGRAPHY = frozenset({"replacements", "smartquotes"})
INVENTORY = "objects.inv"
#: The archive, when whoever runs this build has scanned it a moment ago.
SCANNED: ContextVar[Archive | None] = ContextVar("SCANNED", default=None)
#: The files of the output folder, when whoever runs this build has looked at them a moment ago.
FOUND: ContextVar[Mapping[str, Stamp] | None] = ContextVar("FOUND", default=None)
#: The templates that show where states stand: with drawings and tables, and what these need.
STANDING = frozenset(f"{name}.html" for name in ("group", "quality", "state", "states", "treaties", "treaty"))
#: Marks a folder that holds what is not public yet.
PREVIEW = ".press-archive-preview"


class Build:
    """One application's build of one archive."""

    settings: Settings
    catalogue: Catalogue
    pages: Pages
    around: Around
    metadata: Metadata
    _bodies: Bodies
    _archive: Archive
    _rows: Rows
    _outputs: Outputs
    _copied: set[str]  # the files that Sphinx copies, as outputs
    _said: dict[str, str]  # a digest of what each release says, by its document

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._is_archive = False
        self._generated: dict[str, Page] = {}

    @property
    def _domain(self) -> PressDomain:
        return cast(PressDomain, self._app.env.domains["press"])

    @property
    def _makes_pages(self) -> bool:
        return self._is_archive and self._app.builder.name in {"html", "dirhtml"}

    def configure(self, app: Sphinx, config: Config) -> None:
        """Set what must not be forgotten: what people wrote is printed as they wrote it, and never runs."""
        if not (Path(app.srcdir) / REGISTERS).is_dir():
            return
        for builder in (ArchiveHTMLBuilder, ArchiveDirectoryHTMLBuilder):
            app.add_builder(builder, override=True)
        config.template_bridge = "press_archive.theming.Templates"
        # Sphinx would look for a translation of each document in folders that are not there.
        config.locale_dirs = [name for name in config.locale_dirs if Path(app.srcdir, name).is_dir()]
        # A copy of a source would outlive it.
        config.html_copy_source = False
        config.myst_disable_syntax = sorted({*config.myst_disable_syntax, *NO_SYNTAX})
        config.myst_enable_extensions = sorted({*config.myst_enable_extensions} - NO_TYPOGRAPHY)
        config.smartquotes = False

    # 1

    def scan(self, app: Sphinx) -> None:
        """Read the whole archive before anything else, and refuse to build a faulty one."""
        # A project without registers is no archive: it only uses our roles to cite one (intersphinx).
        self._is_archive = (Path(app.srcdir) / REGISTERS).is_dir()
        if not self._is_archive:
            self.catalogue = self._domain.catalogue = Catalogue.empty()
            return
        self.settings = settings = from_config(app.config, Path(app.srcdir))
        self._keep_previews_apart(Path(app.outdir))
        try:
            # Never among what Sphinx keeps: that may be in the site, and this is of what is withheld, too.
            cache = records_cache(settings.root)
            archive = SCANNED.get() or scan(settings, cache=cache, jobs=max(app.parallel, 1))
        except RecordError as error:
            for problem in error.problems:
                field = f"{problem.field}: " if problem.field else ""
                self._report(problem, field + problem.message)
            count = sum(problem.severity == "error" for problem in error.problems)
            raise ArchiveError(f"{count} problem{'s' * (count != 1)}; nothing was written") from None
        for problem in archive.warnings:
            self._report(problem, problem.message)
        self._stand_on(archive)
        self.pages = Pages(self.catalogue, settings, self._rows)
        # Half of Sphinx's time goes into one search file that grows with the archive; ours replaces it.
        app.builder.search = False  # type: ignore[attr-defined]
        # No document reads another file or writes raw HTML, and addresses are printed as they are.
        app.env.settings |= {
            "file_insertion_enabled": False,
            "raw_enabled": False,
            "cloak_email_addresses": False,
        }
        if app.config.press_parts and not app.env.all_docs:
            parts.take_over(app, Path(app.config.press_parts), self._made_by)

    def _report(self, problem: Problem, message: str) -> None:
        log = {"error": logger.error, "warning": logger.warning, "note": logger.info}[problem.severity]
        location = f"{Path(self._app.srcdir) / problem.path}:{problem.line}"
        log("%s", message, location=location, type="press", subtype="record")

    def _stand_on(self, archive: Archive) -> None:
        """Let every page be made of an archive."""
        settings = self.settings
        self._archive = archive
        self.catalogue = self._domain.catalogue = Catalogue(archive)
        self._rows = Rows(self.catalogue, settings.language)
        self.around = Around(self.catalogue, settings.language, self._rows)
        self.metadata = Metadata(self.catalogue, settings)
        self._bodies = Bodies(Path(self._app.doctreedir) / "bodies")
        self._domain.language = settings.language
        self._domain.shown = {}

    def changed(self, app: Sphinx, paths: Sequence[str]) -> bool:
        """Write the pages of releases whose files have changed since this application's build, and no others.

        Returns whether that could be done (``press-changed``, an event of ours: see ``runner.py``).
        """
        names = [name_of(path) for path in paths]
        if not self._makes_pages or not all(self.catalogue.get(name) for name in names):
            return False
        self._stand_on(reread(self._archive, self.settings, paths))
        builder, docnames = app.builder, {addresses.release(name) for name in names}
        for docname in docnames:
            app.emit("env-purge-doc", app.env, docname)
            app.env.clear_doc(docname)
            builder.read_doc(docname)
        _name_pictures(app.env)
        builder.write_documents(docnames)
        return True

    def _keep_previews_apart(self, out: Path) -> None:
        """Refuse to publish from a folder that a preview wrote to: something of it might stay behind."""
        marker = out / PREVIEW
        if self.settings.preview:
            marker.write_text("A preview was written here. It must never be published.\n", "utf-8")
        elif marker.exists():
            raise ArchiveError(f"{out} holds a preview; build into another folder")

    # 2

    def outdated(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
    ) -> list[str]:
        """Keep withheld releases out, and name the documents that other files have made stale."""
        if not self._is_archive:  # a folder "releases" is its own
            return []
        # Not only what is withheld: a file that came after the scan, or by a link, was never checked.
        left_out = {
            docname
            for docname in env.found_docs
            if docname.startswith(f"{RELEASES}/") and self.catalogue.get(name_of(docname)) is None
        }
        if part := app.config.press_part:
            left_out |= {docname for docname in env.found_docs if not parts.belongs(docname, part)}
        else:
            refusals.left_out(env, self.catalogue)
        refusals.forget(env, left_out)
        for docname in left_out:
            added.discard(docname)
            changed.discard(docname)
            if docname in env.all_docs:
                removed.add(docname)
        for docname in removed:  # what was public once stays nowhere: Sphinx's folder may be in the site
            Path(app.doctreedir, f"{docname}.doctree").unlink(missing_ok=True)
            self._bodies.remove(docname)
        read = self._domain.read
        return [name for name in env.found_docs if name in read and self._is_stale(env, name)]

    def _is_stale(self, env: BuildEnvironment, docname: str) -> bool:
        """Whether a document would be read otherwise now, though its own file may be the same."""
        made_with, source, there = self._domain.read[docname]
        return (
            made_with != document.read_with(self.catalogue, docname)
            # Sphinx takes a file for changed when it is newer; one that was restored is older.
            or (
                not document.is_record(self.catalogue, docname)
                and source != content_digest(env.doc2path(docname).read_bytes())
            )
            or any(Path(env.srcdir, linked).is_file() != was for linked, was in there)
            or any(
                self._domain.printed(docname, *figure) != printed
                for figure, printed in self._domain.figures.get(docname, {}).items()
            )
        )

    # 3

    def source_read(self, app: Sphinx, docname: str, source: list[str]) -> None:
        made_with = document.read_with(self.catalogue, docname)
        # MyST decides while reading whether a link leads to a file; when one comes or goes, it reads again.
        linked = document.linked(docname, source[0])
        there = tuple((path, Path(app.srcdir, path).is_file()) for path in linked)
        self._domain.read[docname] = (
            made_with,
            content_digest(app.env.doc2path(docname).read_bytes()),
            there,
        )
        source[0] = document.source(self.catalogue, docname, source[0])
        if document.is_record(self.catalogue, docname):
            # No toctree holds releases or entries: its cost would grow with every page of the archive.
            app.env.metadata[docname]["orphan"] = True

    def document_read(self, app: Sphinx, doctree: nodes.document) -> None:
        """Forget the contents of a record: no page shows them, and every build would load them again."""
        docname = app.env.current_document.docname
        if document.is_record(self.catalogue, docname):
            app.env.tocs[docname] = nodes.bullet_list("")

    # 4

    def updated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the documents whose page would show something else than it does now."""
        refusals.unchecked(self._domain, self.catalogue)
        refusals.hidden_figures(env, self._domain, self.catalogue)
        if not self._makes_pages:
            return []
        refusals.sources(env)
        _name_pictures(env)
        folders = Path(app.outdir), Path(app.doctreedir)
        outputs = self._outputs = Outputs(*folders, self._path_of, self._made_by, FOUND.get())
        if not app.config.press_part:  # lists are made with the whole
            self._generated = {page.name: page for page in self.pages}
        made = refusals.twins(self._generated, env.found_docs, self._path_of)
        for name, page in self._generated.items():
            outputs.show(name, page.digest)
        folder = Path(app.doctreedir) / "around"
        pages = Shown(env, self._domain, self.around, folder, made_by=self._made_by, common=self._common)
        bodies = self._bodies.made_with()
        stale, self._said = [], {}
        builder = cast(ArchiveHTMLBuilder, app.builder)
        for docname in sorted(filter(builder.writes, env.found_docs)):
            said, shown = pages.of(docname)
            is_stale = outputs.show(docname, shown)
            if document.release_of(self.catalogue, docname):
                self._said[docname] = said
                is_stale |= bodies.get(docname) != said  # its text is lost
            if is_stale:
                stale.append(docname)
        pages.save()
        self._copied = {f"/{path}" for path in builder.copied()}
        refusals.copied_over(self._copied, (f"/{path}" for path in made))
        for path in self._copied:
            outputs.show(path, "copied")
        outputs.wrote(self._copied)
        builder.inventory_stands = not outputs.show(f"/{INVENTORY}", self._inventory(env))
        return stale

    def _inventory(self, env: BuildEnvironment) -> str:
        """Digest what the inventory lists: to put it together costs as much as all the rest of an edit."""
        std = env.domains.standard_domain
        releases = [
            (release.docname, marked_title(release, self.settings.language))
            for release in self.catalogue.releases
        ]
        others = sorted(env.found_docs - {docname for docname, _ in releases})
        titles = [(docname, env.titles[docname].astext()) for docname in others]
        project = (self._app.config.project, self._app.config.version)
        places = (sorted(std.labels.items()), sorted(std.anonlabels.items()), sorted(std.objects.items()))
        return digest((self._common, project, releases, titles, places))

    @cached_property
    def _made_by(self) -> str:
        """Digest what makes all outputs: the program, the theme, and what conf.py says of the site."""
        told = cast(ArchiveHTMLBuilder, self._app.builder).build_info
        sphinx = (told.config_hash, told.tags_hash)
        # An archive's own templates come before those of the theme.
        folders = (Path(self._app.confdir, name) for name in self._app.config.templates_path)
        own = files_digest(sorted(file for folder in folders for file in folder.rglob("*") if file.is_file()))
        settings = replace(self.settings, root=Path(), now=EPOCH)
        return digest((theme_digest(), own, code_digest(), sphinx, settings))

    @cached_property
    def _common(self) -> bytes:
        """Identify what the surroundings of all releases draw on, besides the releases."""
        registers = sorted(path for path in (self.settings.root / "docs").rglob("*") if path.is_file())
        return digest((self._made_by, self.settings.now.date(), files_digest(registers))).encode()

    def write_started(self, app: Sphinx, builder: object) -> None:
        if self._makes_pages:
            self._outputs.begin(self._outputs.shows)
            self._bodies.distrust()

    # 5

    def page_context(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> str | None:
        """Give a page its words, its language and only the assets it uses."""
        if not self._makes_pages:
            context["meta"] = ()  # a document's fields, to Sphinx; what the head says, to our templates
            return None
        own = self.settings.language
        context |= {
            "site": self.settings.title,
            "preview": bool(self.settings.preview),
            "lang": own,
            "ui_lang": own,
            "own_lang": own,
            "own_dir": direction(own),
            "canonical": self.settings.base_url
            + app.builder.get_target_uri(context.get("stands_for", pagename)),
            "description": context.get("description", ""),
            "crumbs": context.get("crumbs", ()),
        }
        context |= self.metadata.everywhere
        template = None
        styles, scripts = {"press.css"}, {"press.js"}
        if pagename == "search":
            styles, scripts = {"press.css", "search.css"}, {"search.js"}
        elif templatename in STANDING:
            styles, scripts = {"press.css", "standing.css"}, {"press.js", "standing.js"}
        # Sphinx hands over a document's title as HTML, a generated page's as it is.
        context["heading"] = context["title"] if doctree is None else _plain(context["title"])
        if release := document.release_of(self.catalogue, pagename):
            around = self.around.taken(release)
            context |= {"release": around, "description": release.summary or ""}
            context |= {"lang": release.language, "ui_lang": around["ui_lang"]}
            context |= {"title": release.title, "heading": around["title"]}  # marked, when it was withdrawn
            context |= self.metadata.release(release, context["body"])
            self._bodies.write(pagename, context["body"])
            template = "release.html"
        elif found := document.entry_of(self.catalogue, pagename):
            context |= self.around.entry(found[0])
            context |= self.metadata.entry(*found, context["canonical"])
            template = "entry.html"
        elif doctree is not None:
            styles.add("pygments.css")
            if _uses_design(doctree):
                styles.add("sphinx-design.min.css")
        if not context["meta"]:
            context |= self.metadata.page(pagename, context["heading"], context["canonical"], context)
        context["dir"] = direction(context["lang"])
        context["ui_dir"] = direction(context["ui_lang"])
        context["_"] = translator(context["ui_lang"])
        for kind, names in (("css_files", styles), ("script_files", scripts)):
            context[kind] = [
                file for file in context[kind] if str(file.filename or "").rpartition("/")[2] in names
            ]
        return template

    def collect_pages(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        if not self._makes_pages:
            return
        for name, page in self._generated.items():
            if self._outputs.is_stale(name):
                yield name, {"title": page.title, **page.context}, page.template

    def _remove_unused(self, used: Mapping[Any, tuple[set[str], Any]], folder: str) -> None:
        """Remove copies of pictures and downloads that no document uses any more."""
        keep, out = {f"{folder}/{name}" for _, name in used.values()}, Path(self._app.outdir)
        for file in [path for path in (out / folder).rglob("*") if path.is_file()]:
            if (path := file.relative_to(out).as_posix()) not in keep:
                remove_file(out, path)

    def _path_of(self, name: str) -> str:
        """Return the path of a page's file in the output folder."""
        uri = unquote(self._app.builder.get_target_uri(name))
        return f"{uri}index.html" if not uri or uri.endswith("/") else uri

    # 6

    def finished(self, app: Sphinx, error: Exception | None) -> None:
        """Make the files and the index, remove what nothing makes any more, and note what is shown now."""
        if error is not None or not self._makes_pages:
            return
        self.around.forget()
        outputs = self._outputs
        self._bodies.note(self._said)
        if app.config.press_part:
            outputs.finish(whole=False)
            return
        former = {"moved.html", "gone.html"}  # answered, but not to be found
        pages = [name for name, page in self._generated.items() if page.template not in former]
        pages += (name for name in app.env.found_docs if not name.startswith(f"{RELEASES}/"))
        # The program that indexes words runs beside this one.
        with ThreadPoolExecutor(1) as beside:
            indexing = beside.submit(
                search.write,
                *(self.catalogue, self.settings, self._bodies, self._said),
                site=Path(app.outdir),
                work=Path(app.doctreedir) / "indexing",
                jobs=max(app.parallel, 1),
            )
            self._write_files(pages)
        self._tell(indexing)
        self._remove_unused(app.env.images, "_images")
        self._remove_unused(dict(app.env.dlfiles), "_downloads")
        earlier = bool(self.catalogue.earlier_addresses)
        if outputs.show(f"/{notfound.NAME}", digest(earlier)):
            templates = cast(ArchiveHTMLBuilder, app.builder).templates
            everywhere = dict(self.metadata.everywhere)
            page = notfound.render(templates.render, self.settings, everywhere, earlier=earlier)
            write_new(outputs.place(f"/{notfound.NAME}"), page)
        outputs.remove_unmade()
        outputs.wrote(cast(ArchiveHTMLBuilder, app.builder).written)
        outputs.finish()

    def prove(self, app: Sphinx, error: Exception | None) -> None:
        """Search what is there when everybody has finished, whoever runs the build."""
        is_public = self._makes_pages and not (app.config.press_part or self.settings.preview)
        if error is None and is_public:
            refusals.leaks(Path(app.outdir), self._archive, self.settings)

    def _write_files(self, pages: list[str]) -> None:
        """Write the files beside the pages that would say something else than they do now."""
        lines: Kept[Lines] = Kept(Path(self._app.doctreedir) / "data", code_digest())
        bodies = self._bodies.read
        outputs = self._outputs
        made = formats.files(self.catalogue, self.settings, pages, self._said, bodies, lines.value)
        files = {f"/{file.path}": file for file in made}
        others = f"/{INVENTORY}", f"/{notfound.NAME}", f"/{manifest.NAME}"
        refusals.copied_over(self._copied, (*files, *others))
        outputs.begin(files)
        for name, file in files.items():
            if outputs.show(name, file.shows):
                write_new(outputs.place(name), file.make())
        lines.save()

    @staticmethod
    def _tell(indexing: Future[None]) -> None:
        """Say what became of the index of words.

        Raises:
            OSError: a text or the index could not be read or written.

        """
        if reason := search.why_not():
            logger.info(reason)
        try:
            indexing.result()
        except search.IndexingError as error:
            logger.warning("%s", error, type="press", subtype="search")


def _name_pictures(env: BuildEnvironment) -> None:
    """Publish each picture under a name that its path alone decides; Sphinx counts those of one name.

    It does so in the order in which it meets them: a later ``map.png`` would take the address of an earlier
    one, and only in a clean build.
    """
    for path, (docnames, _) in env.images.items():
        file = PurePath(path)
        env.images[path] = (docnames, f"{file.stem}-{digest(path)[:8]}{file.suffix}")


def _plain(html: str) -> str:
    return Markup(html).striptags()  # noqa: S704  (only to take the tags out)


def _uses_design(doctree: nodes.document) -> bool:
    classes = (name for node in doctree.findall(nodes.Element) for name in node["classes"])
    return any(str(name).startswith("sd-") for name in classes)
