"""``build`` and ``serve``: the archive as a site."""

from __future__ import annotations

import sys
import time
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table

from ..records import RecordError
from .common import err, find_root, out, plural, print_problems, scan_archive

if TYPE_CHECKING:
    from ..archive import Archive


@click.command()
@click.option(
    "-o", "--out", "folder", type=click.Path(path_type=Path), default=Path("site"), show_default=True
)
@click.option(
    "--now",
    default="",
    help="The moment the build stands at, ISO 8601 (default: SOURCE_DATE_EPOCH, else the clock).",
)
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to use.")
@click.option("-W", "--strict", is_flag=True, help="Let warnings fail the build.")
def build(folder: Path, now: str, jobs: int, strict: bool) -> None:
    """Build the archive into a folder, ready to be published."""
    started = time.perf_counter()
    root = find_root()
    if not _build(root, folder.resolve(), now=now, jobs=jobs, strict=strict, started=started):
        sys.exit(1)


def _build(root: Path, folder: Path, *, now: str, jobs: int, strict: bool, started: float) -> bool:
    from ..runner import build_site

    try:
        archive = scan_archive(root, now)
    except RecordError as error:
        print_problems(error.problems)
        err.print(f"{plural(len(error.problems), 'problem')}; nothing was built", style="bold red")
        return False
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task("building", total=100)
        code, warnings = build_site(
            root,
            folder,
            now=now,
            jobs=jobs,
            strict=strict,
            on_step=lambda name, percent: progress.update(task, description=name, completed=percent),
        )
    err.print(warnings.strip(), markup=False, end="\n" if warnings.strip() else "")
    _summary(archive, folder, len([line for line in warnings.splitlines() if "WARNING" in line]), started)
    return code == 0


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
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one."
)
@click.option("--open", "open_browser", is_flag=True, help="Open a browser.")
@click.option("--now", default="", help="The moment to stand at, ISO 8601.")
def serve(port: int, open_browser: bool, now: str) -> None:
    """Build, serve on this machine only, and build again at each change."""
    from .. import runner
    from ..serve import in_child
    from ..serve import serve as run

    root = find_root()
    site = root / runner.STATE_FOLDER / "serve"

    def ready(address: str) -> None:
        out.print(f"The archive is at {address} (stop with Ctrl+C)", markup=False)
        if open_browser:
            webbrowser.open(address)

    def work() -> None:
        started = time.perf_counter()
        _build(root, site, now=now, jobs=1, strict=False, started=started)

    try:
        run(root, site, port, lambda: in_child(work), ready)
    except OSError as error:
        raise click.ClickException(f"port {port} cannot be used ({error.strerror}); try --port 0") from None
