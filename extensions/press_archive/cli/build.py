"""``build``, ``serve``, ``preview`` and ``verify``: the archive as a site."""

from __future__ import annotations

import re
import signal
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table

from ..outputs import is_site
from ..records import RecordError
from ..tree import files, name_of, state_folder
from .common import (
    NoArchive,
    Place,
    as_of,
    err,
    find_root,
    out,
    plural,
    print_problems,
    progress,
    read_archive,
    refusal_of,
    release_files,
    scan_archive,
)

if TYPE_CHECKING:
    from ..archive import Archive
    from ..building.runner import Session

#: A line in which Sphinx warns: a footnote without its note is an error to docutils.
_WARNED = re.compile(r"^(?:.*?: )?(?:WARNING|ERROR|CRITICAL): ", re.MULTILINE)


@click.command()
@click.option("-o", "--out", "folder", type=Place(), default=Path("site"), show_default=True)
@as_of
@click.option(
    "-j", "--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes to use."
)
@click.option("-W", "--strict", is_flag=True, help="Let warnings fail the build.")
@click.option(
    "--parts",
    type=click.IntRange(1),
    metavar="N",
    help="Build N parts of whole years, --jobs at a time, then the whole: for archives of a million.",
)
@click.option("--scheduler", default="", metavar="ADDRESS", help="Give the parts to this Dask scheduler.")
def build(folder: Path, now: str, jobs: int, strict: bool, parts: int | None, scheduler: str) -> None:
    """Build the archive into a folder, ready to be published."""
    from ..building.runner import Busy, publish_site
    from ..outputs.unchanged import sources
    from ..search.pagefind import why_not

    started = time.perf_counter()
    root = find_root()
    place = _outside(root, folder)
    if scheduler and not parts:
        raise click.ClickException("a scheduler gives out parts; say how many (--parts)")
    try:
        found = sources(root, place)
        archive = scan_archive(root, now, jobs=jobs)
        made, said = _parts(root, archive, now, parts, jobs, scheduler) if parts else (None, [])
        if strict and said:
            raise click.ClickException("the parts have warnings; the old site stands")
        with progress() as on_step:
            wrong, warnings = publish_site(
                root,
                place,
                archive,
                sources=found,
                now=now,
                jobs=jobs,
                strict=strict,
                on_step=on_step,
                parts=made,
            )
    except RecordError as error:
        print_problems(error.problems)
        err.print(f"{plural(len(error.problems), 'problem')}; nothing was built", style="bold red")
        sys.exit(1)
    except Busy:
        raise click.ClickException("another build of this archive is running; wait for it") from None
    except OSError as error:
        raise click.ClickException(f"{refusal_of(error).message}; the old site stands") from None
    new = [line for line in warnings.splitlines() if line not in said]
    _say("\n".join(new))
    for sentence in wrong:
        err.print(sentence, markup=False, style="bold red")
    if wrong:
        sys.exit(1)
    _summary(archive, place, _count("\n".join([*said, *new])), started)
    if reason := why_not():
        err.print(reason, markup=False)


def _parts(
    root: Path, archive: Archive, now: str, count: int, jobs: int, scheduler: str
) -> tuple[Path, list[str]]:
    """Build the archive's years as parts; return the folder they are in, and their warnings, each once."""
    from ..building import parts

    cut = parts.cut([release.date.year for release in archive.releases], count)
    said: list[str] = []  # what is wrong with a guide is told by each part
    with progress() as on_step:
        try:
            for done, built in enumerate(parts.run(root, cut, now, workers=jobs, scheduler=scheduler), 1):
                on_step("building parts", 100 * done // len(cut))
                new = [line for line in built.warnings.splitlines() if line.strip() and line not in said]
                _say("\n".join(new))
                said += new
                if built.code:
                    raise click.ClickException(f"{built.part} was not built; the old site stands")
        except ImportError:
            raise click.ClickException("parts need Dask: pip install 'press-archive[parts]'") from None
    return root / parts.FOLDER, said


def _outside(root: Path, folder: Path) -> Path:
    """Return where to build: the default is in the archive's root, and never among its sources.

    Where that is a link, it is the folder that it leads to: the link would be exchanged with it. A folder
    that holds anything but a site is left alone: a site would be put in its place.
    """
    default = folder in {Path("site"), Path("preview")}
    place = (root / folder if default else folder).resolve()
    sources = [root / name for name in ("docs", "releases", "extensions", "tests")]
    if root.is_relative_to(place) or any(place.is_relative_to(source) for source in sources):
        raise click.ClickException(f"{folder} holds the archive's sources; build into a folder of its own")
    if place.is_dir() and any(files(place)) and not is_site(place):
        raise click.ClickException(f"{folder} holds other files than a site; build into a folder of its own")
    return place


def _say(warnings: str) -> None:
    if warnings.strip():
        err.print(warnings.strip(), markup=False)


def _count(warnings: str) -> int:
    return len(_WARNED.findall(warnings))


def _summary(archive: Archive, folder: Path, problems: int, started: float) -> None:
    releases = archive.releases
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(justify="right", style="bold")
    table.add_column()
    for count, word in (
        (len(releases), "releases"),
        (len({code for release in releases for code in release.about}), "states"),
        (len({release.date[:2] for release in releases if release.date.month}), "months"),
        (len({release.campaign for release in releases if release.campaign}), "campaigns"),
        (problems, "problems"),
    ):
        table.add_row(str(count), word)
    table.add_row(f"{time.perf_counter() - started:.1f}", "seconds")
    out.print(table)
    out.print(f"The site is in {folder}", markup=False)


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: a free one.")
@click.option("--open", "open_browser", is_flag=True, help="Open a browser.")
@as_of
def serve(port: int, now: str, *, open_browser: bool) -> None:
    """Build, serve on this machine only, and build again at each change.

    Drafts and embargoed releases are shown, each with a bar that says so.
    """
    from ..building.serve import serve as run
    from ..settings import moment

    root = find_root()
    try:
        moment(now)  # what is wrong in a file may be mended while it serves; this may not
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    site = state_folder(root) / "serve"

    def ready(address: str) -> None:
        out.print(f"The archive is at {address} (stop with Ctrl+C)", markup=False)
        if open_browser:
            import webbrowser

            webbrowser.open(address)

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl+C: what builds is ended, too
    run(root, site, port, partial(_Served, root, site, now), ready)


class _Served:
    """Builds what is served, and keeps the application in memory from one build to the next."""

    def __init__(self, root: Path, site: Path, now: str) -> None:
        from ..building.runner import Session

        self._root, self._site, self._now = root, site, now
        self._session = Session(root, site, now=now, preview="*")

    def build(self) -> str:
        try:
            return _preview(self._root, self._site, "*", self._now, self._session)
        except (click.ClickException, OSError) as error:  # of conf.py, say; the next save may mend it
            told = refusal_of(error) if isinstance(error, OSError) else error
            told.show()
            return told.message

    def show(self, changed: set[str]) -> bool:
        return self._session.show(changed)


@click.command()
@click.argument("files", nargs=-1, required=True, type=Place())
@click.option("-o", "--out", "folder", type=Place(), default=Path("preview"), show_default=True)
@as_of
def preview(files: tuple[Path, ...], folder: Path, now: str) -> None:
    """Build what readers would see if FILES were public, never to be published.

    A folder means all releases in it.
    """
    from ..building.runner import Session

    root = find_root()
    names = [name_of(path) for file in files for path in release_files(root, file)]
    place, shown = _outside(root, folder), " ".join(names)
    with Session(root, place, now=now, preview=shown) as session:
        if _preview(root, place, shown, now, session):
            sys.exit(1)


def _preview(root: Path, folder: Path, shown: str, now: str, session: Session) -> str:
    """Build a site with withheld releases in it; returns what is wrong, or nothing.

    Arguments:
        shown: names the releases; ``*`` means all.

    """
    started = time.perf_counter()
    try:
        archive = scan_archive(root, now, shown)
    except RecordError as error:
        print_problems(error.problems)
        err.print(f"{plural(len(error.problems), 'problem')}; the last good site is kept", style="bold red")
        return str(error)
    with progress() as on_step:
        code, warnings = session.build(archive, on_step)
    _say(warnings)
    if code:
        return warnings.strip() or "the build failed"
    _summary(archive, folder, _count(warnings), started)
    return ""


@click.command()
@click.argument("site", type=Place(exists=True, file_okay=False))
@click.option(
    "--before",
    type=Place(exists=True, dir_okay=False),
    help="The manifest.json of the site that readers see now: each of its pages is to answer here, too.",
)
def verify(site: Path, before: Path | None) -> None:
    """Check a copy of the site against its manifest and against the ledger.

    Whoever has only the copy can check its files anywhere; the ledger is in the archive.
    """
    from ..ledger import Ledger
    from ..outputs import manifest

    earlier = manifest.read(before) if before else {}
    if earlier is None:
        raise click.ClickException(f"{before} is not a manifest")
    ledger, withheld = Ledger(), frozenset[str]()
    try:
        archive = read_archive(find_root())
        ledger, withheld = archive.ledger, archive.withheld
        checked = plural(len(ledger.holds), "address", "addresses")
    except NoArchive:
        checked = "no archive here, so addresses were not checked"
    found = list(manifest.verify(site, ledger, withheld, earlier))
    for sentence in found:
        err.print(sentence, markup=False)
    if found:
        raise click.ClickException(plural(len(found), "difference"))
    out.print(f"{checked}: every file is as it was built")
