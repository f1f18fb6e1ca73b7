"""What no build publishes, whatever its settings and whoever saves a file meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from .. import addresses
from ..checks.facts import seen
from ..facts import MARK
from ..outputs.proof import prove
from ..tree import RELEASES, SHOWN, state_folder

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from ..archive import Archive
    from ..catalogue import Catalogue
    from ..documents.domain import PressDomain
    from ..settings import Settings

logger = logging.getLogger(__name__)


class ArchiveError(SystemExit):
    """The archive cannot be built as it is; what is wrong has been said.

    It ends the run: Sphinx shows a traceback for errors of its own kind, which helps no author.
    """

    def __init__(self, message: str) -> None:
        logger.error("%s", message, type="press", subtype="archive")
        super().__init__(1)


def left_out(env: BuildEnvironment, catalogue: Catalogue) -> None:
    """Publish no site without a page that was promised: settings may leave documents out."""
    entries = map(addresses.entry, catalogue.registers.background)
    wanted = {*entries, *(release.docname for release in catalogue.releases)}
    if lacking := sorted(wanted - env.found_docs):
        more = f" and {len(lacking) - 1} more" if len(lacking) > 1 else ""
        raise ArchiveError(
            f"conf.py: include_patterns and exclude_patterns leave out {lacking[0]}.md{more}; "
            "every release and every entry has a page"
        )


def forget(env: BuildEnvironment, docnames: Set[str]) -> None:
    """Take documents out of the project, and their paths out of what Sphinx keeps: it may be in the site."""
    env.project.docnames -= docnames
    if not docnames:
        return
    for table in vars(env.project).values():
        if isinstance(table, dict):
            for key in [key for key, value in table.items() if docnames & {key, value}]:
                del table[key]


def twins(generated: Iterable[str], docnames: Iterable[str], path_of: Callable[[str], str]) -> set[str]:
    """Publish no two pages in one file: which of them stood would be chance.

    Arguments:
        generated: the names of the pages that the archive makes.
        path_of: tells the file of a page.

    Returns:
        The file of each page.

    """
    own = {path_of(name) for name in generated}
    documents: dict[str, str] = {}
    for docname in sorted(docnames):
        path = path_of(docname)
        if path in own:
            raise ArchiveError(f"{docname}.md: the archive makes a page of this name; give it another")
        if (other := documents.setdefault(path, docname)) != docname:
            raise ArchiveError(f"{docname}.md would be the same page as {other}.md; give it another name")
    return own | documents.keys()


def copied_over(copied: Set[str], made: Iterable[str]) -> None:
    """Copy no file to where one is made: which of them stood would be chance."""
    for path in sorted(path for path in made if path in copied):
        raise ArchiveError(
            f"conf.py: html_extra_path or html_static_path has a file {path[1:]}, and the archive makes "
            "one of this name; give it another"
        )


def unchecked(domain: PressDomain) -> None:
    """Publish no text but the one that was checked: a file may be saved between scan and reading."""
    for release in domain.catalogue.releases:
        read = domain.read.get(release.docname)
        if read and read[1] != release.digest:
            raise ArchiveError(
                f"{release.docname}.md was saved while the archive was being built; build again"
            )


def hidden_figures(env: BuildEnvironment, domain: PressDomain) -> None:
    """Publish no marked figure that was not checked: to the checks, a stray ` can begin what is no text."""
    catalogue, registers = domain.catalogue, domain.catalogue.registers
    for docname, figures in domain.figures.items():
        if release := catalogue.release_of(docname):
            checked = catalogue.facts(release)
        else:
            text = env.doc2path(docname).read_text("utf-8-sig")
            checked = list(seen(f"{docname}.md", text, registers))
        for (written, target), printed in figures.items():
            if not isinstance(printed, str) and registers.facts.parse(written, target) not in checked:
                shown = f"{written} <{target}>" if written else target
                raise ArchiveError(
                    f"{docname}.md: {MARK}`{shown}` was not checked: before it, a ` seems to begin what "
                    "is no text; write \\` where it is meant as itself"
                )


def sources(env: BuildEnvironment) -> None:
    """A link to a file that is no document makes Sphinx publish a copy of the file: never a source."""
    for file, (docnames, _) in env.dlfiles.items():
        beside = str(file).startswith(f"{RELEASES}/") and Path(file).suffix.lower() in SHOWN
        if not beside and (not str(file).startswith("docs/") or str(file).endswith(".md")):
            where = ", ".join(f"{docname}.md" for docname in sorted(docnames))
            raise ArchiveError(f"{where}: a link would publish the file {file}; use {{press:release}}")


def leaks(site: Path, archive: Archive, settings: Settings) -> None:
    """End a build that has put something of what is withheld into the site."""
    found = prove(site, archive, settings, state_folder(settings.root) / "proven.json")
    for leak in found[:20]:
        logger.error("%s holds %r of %s, which is not public", leak.file, leak.found, leak.name)
    named = sorted({leak.name for leak in found if leak.found == leak.name})
    for name in named:
        how = f"`press-archive move {name} …`" if name in archive.ledger.holds else "rename its file"
        logger.error(
            "where a published text holds %r itself, a correction would tell it again; "
            "give that release another address instead: %s",
            name,
            how,
        )
    if found:
        raise ArchiveError("this site must not be published")
