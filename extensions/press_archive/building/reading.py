"""The Sphinx events up to the reading of documents: what is read, what is left out, and what is refused.

In the order of a build:

1. ``builder-inited``: the archive is scanned into a complete catalogue, or the build is refused. What is made
   of it is from here on for the site (``site.py``), where pages are made at all.
2. ``env-get-outdated``: withheld releases are taken out of the project, so that they are in no output;
   documents are read again when something they take from other files has changed.
3. ``source-read``: a record's file becomes the document that Sphinx reads.
4. ``env-updated``: what was read is what was checked, or the build ends.

A project without registers is no archive: it only uses our roles to cite one (intersphinx), and has an empty
catalogue.
"""

from __future__ import annotations

from contextvars import ContextVar
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from ..archive import Archive
from ..catalogue import Catalogue
from ..documents import document
from ..documents.bodies import Bodies
from ..documents.domain import PressDomain, press_of
from ..records import Problem, RecordError, content_digest
from ..scan import scan as scan_archive
from ..settings import from_config
from ..tree import RELEASES, is_archive, name_of, records_cache
from . import parts, refusals, trial
from .builders import ArchiveDirectoryHTMLBuilder, ArchiveHTMLBuilder
from .refusals import ArchiveError
from .site import Site

logger = logging.getLogger(__name__)

#: MyST's syntax that would let raw HTML run, or lose a line that begins with % or +++ without a word; what
#: counts the words of each document, for a role that nobody uses; ...
NO_SYNTAX = frozenset({"html_block", "html_inline", "myst_block_break", "myst_line_comment", "wordcount"})
#: ... and its extensions that print other signs than those that were typed.
NO_TYPOGRAPHY = frozenset({"replacements", "smartquotes"})
#: What a text means on its page, to the checks and in a mail: notes (``:::``), and terms with what they mean.
SYNTAX = frozenset({"colon_fence", "deflist"})
#: The archive, when whoever runs this build has scanned it a moment ago.
SCANNED: ContextVar[Archive | None] = ContextVar("SCANNED", default=None)
#: Marks a folder that holds what is not public yet.
PREVIEW = ".press-archive-preview"


def configure(app: Sphinx, config: Config) -> None:
    """Set what must not be forgotten: what people wrote is printed as they wrote it, and never runs."""
    if not is_archive(Path(app.srcdir)):
        return
    for builder in (ArchiveHTMLBuilder, ArchiveDirectoryHTMLBuilder):
        app.add_builder(builder, override=True)
    config.template_bridge = "press_archive.building.theming.Templates"
    # Sphinx would look for a translation of each document in folders that are not there.
    config.locale_dirs = [name for name in config.locale_dirs if Path(app.srcdir, name).is_dir()]
    # A copy of a source would outlive it.
    config.html_copy_source = False
    config.myst_disable_syntax = sorted({*config.myst_disable_syntax, *NO_SYNTAX})
    config.myst_enable_extensions = sorted({*config.myst_enable_extensions, *SYNTAX} - NO_TYPOGRAPHY)
    config.smartquotes = False
    # Lists take the place of an index, and paragraphs have links of their own.
    config.html_use_index = config.html_domain_indices = config.html_permalinks = False


def scan(app: Sphinx) -> None:
    """Read the whole archive before anything else, and refuse to build a faulty one."""
    root = Path(app.srcdir)
    if not is_archive(root):
        press_of(app.env).stand_on(Catalogue.empty())
        return
    settings = from_config(app.config, root)
    _keep_previews_apart(Path(app.outdir), preview=bool(settings.preview))
    try:
        # Never among what Sphinx keeps: that may be in the site, and this is of what is withheld, too.
        cache = records_cache(root)
        archive = SCANNED.get() or scan_archive(settings, cache=cache, jobs=max(app.parallel, 1))
    except RecordError as error:
        for problem in error.problems:
            field = f"{problem.field}: " if problem.field else ""
            _report(root, problem, field + problem.message)
        count = sum(problem.severity == "error" for problem in error.problems)
        raise ArchiveError(f"{count} problem{'s' * (count != 1)}; nothing was written") from None
    for problem in archive.warnings:
        _report(root, problem, problem.message)
    press_of(app.env).stand_on(Catalogue(archive))
    # Half of Sphinx's time goes into one search file that grows with the archive; ours replaces it.
    app.builder.search = False  # type: ignore[attr-defined]
    # No document reads another file or writes raw HTML, and addresses are printed as they are.
    app.env.settings |= {
        "file_insertion_enabled": False,
        "raw_enabled": False,
        "cloak_email_addresses": False,
        "stylesheet_path": [],  # docutils' own, which it would look for with each document
    }
    if isinstance(app.builder, ArchiveHTMLBuilder):
        Site(app, app.builder, settings, archive).connect()


def _report(root: Path, problem: Problem, message: str) -> None:
    log = {"error": logger.error, "warning": logger.warning, "note": logger.info}[problem.severity]
    log("%s", message, location=f"{root / problem.path}:{problem.line}", type="press", subtype="record")


def _keep_previews_apart(out: Path, *, preview: bool) -> None:
    """Refuse to publish from a folder that a preview wrote to: something of it might stay behind."""
    marker = out / PREVIEW
    if preview:
        marker.write_text("A preview was written here. It must never be published.\n", "utf-8")
    elif marker.exists():
        raise ArchiveError(f"{out} holds a preview; build into another folder")


def outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Keep withheld releases out, and name the documents that other files have made stale."""
    if not is_archive(Path(app.srcdir)):  # a folder "releases" is its own
        return []
    press = press_of(env)
    # Not only what is withheld: a file that came after the scan, or by a link, was never checked.
    left_out = {
        docname
        for docname in env.found_docs
        if docname.startswith(f"{RELEASES}/") and press.catalogue.get(name_of(docname)) is None
    }
    if part := app.config.press_part:
        left_out |= {docname for docname in env.found_docs if not parts.belongs(docname, part)}
    else:
        refusals.left_out(env, press.catalogue)
    refusals.forget(env, left_out)
    for docname in left_out:
        added.discard(docname)
        changed.discard(docname)
        if docname in env.all_docs:
            removed.add(docname)
    if drafts := app.config.press_trial:
        added &= trial.reads(env, drafts, Path(app.srcdir))
    bodies = Bodies(Path(app.doctreedir))
    for docname in removed:  # what was public once stays nowhere: Sphinx's folder may be in the site
        Path(app.doctreedir, f"{docname}.doctree").unlink(missing_ok=True)
        bodies.remove(docname)
    return [name for name in env.found_docs if name in press.read and _is_stale(env, press, name)]


def _is_stale(env: BuildEnvironment, press: PressDomain, docname: str) -> bool:
    """Whether a document would be read otherwise now, though its own file may be the same."""
    made_with, source, there = press.read[docname]
    return (
        made_with != document.read_with(press.catalogue, docname)
        # Sphinx takes a file for changed when it is newer; one that was restored is older.
        or (
            press.catalogue.is_guide(docname) and source != content_digest(env.doc2path(docname).read_bytes())
        )
        or any(Path(env.srcdir, linked).is_file() != was for linked, was in there)
        or any(
            press.printed(docname, *figure) != printed
            for figure, printed in press.figures.get(docname, {}).items()
        )
    )


def source_read(app: Sphinx, docname: str, source: list[str]) -> None:
    """Give MyST the text of a document, and note what else of the archive it is read with."""
    press = press_of(app.env)
    # MyST decides while reading whether a link leads to a file; when one comes or goes, it reads again.
    linked = document.linked(docname, source[0])
    press.read[docname] = (
        document.read_with(press.catalogue, docname),
        content_digest(app.env.doc2path(docname).read_bytes()),
        tuple((path, Path(app.srcdir, path).is_file()) for path in linked),
    )
    source[0] = document.source(press.catalogue, docname, source[0])
    if not press.catalogue.is_guide(docname):
        # No toctree holds releases or entries: its cost would grow with every page of the archive.
        app.env.metadata[docname]["orphan"] = True


def document_read(app: Sphinx, doctree: nodes.document) -> None:
    """Forget the contents of a record: no page shows them, and every build would load them again."""
    docname = app.env.current_document.docname
    if not press_of(app.env).catalogue.is_guide(docname):
        app.env.tocs[docname] = nodes.bullet_list("")
    if app.config.press_trial:
        trial.colour(doctree)


def checked(app: Sphinx, env: BuildEnvironment) -> None:
    """End the build where something was read that was not checked."""
    press = press_of(env)
    refusals.unchecked(press)
    refusals.hidden_figures(env, press)
    if app.config.press_trial:
        trial.know(env, press.catalogue)
