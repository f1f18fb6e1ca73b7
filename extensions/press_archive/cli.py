"""The command line: ``press-archive``. Thin; every command calls the room that knows."""

from __future__ import annotations

import re
import sys
import time
import webbrowser
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table

from .records import KINDS, Problem, RecordError

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def _root() -> Path:
    """Find the archive: the folder, here or above, that holds ``conf.py`` and ``releases``."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "conf.py").is_file() and (folder / "releases").is_dir():
            return folder
    raise click.ClickException(
        "no archive here: there is no folder with conf.py and releases/ at or above this one"
    )


def _settings(root: Path, now: str = "") -> Any:
    from sphinx.errors import ConfigError

    from . import settings

    try:
        return settings.load(root, now)
    except ConfigError as error:
        raise click.ClickException(str(error)) from None


def _scan(root: Path, now: str = "") -> Any:
    """Read and check the archive; raises :class:`RecordError` with everything that is wrong."""
    from .archive import scan
    from .runner import records_cache

    options = _settings(root, now)
    total: list[int] = []
    with Progress(
        TextColumn("reading releases"), BarColumn(), console=err, transient=True, disable=not err.is_terminal
    ) as progress:
        task = progress.add_task("", total=None)

        def on_file(done: int, count: int) -> None:
            if not total:
                total.append(count)
            if done % 50 == 0 or done == count:
                progress.update(task, completed=done, total=count)

        return scan(
            root,
            now=options.now,
            languages=options.languages,
            issuer=options.issuer,
            cache=records_cache(root),
            on_file=on_file,
        )


def _print(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        err.print(f"{problem}" if problem.severity == "error" else f"{problem} (warning)", markup=False)


def _plural(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="press-archive")
def main() -> None:
    """Keep, check, build and read a press archive."""


@main.command()
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
    root = _root()
    if not _build(root, folder.resolve(), now=now, jobs=jobs, strict=strict, started=started):
        sys.exit(1)


def _build(root: Path, folder: Path, *, now: str, jobs: int, strict: bool, started: float) -> bool:
    from .runner import build_site

    try:
        archive = _scan(root, now)
    except RecordError as error:
        _print(error.problems)
        err.print(f"{_plural(len(error.problems), 'problem')}; nothing was built", style="bold red")
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


def _summary(archive: Any, folder: Path, problems: int, started: float) -> None:
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


@main.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one."
)
@click.option("--open", "open_browser", is_flag=True, help="Open a browser.")
@click.option("--now", default="", help="The moment to stand at, ISO 8601.")
def serve(port: int, open_browser: bool, now: str) -> None:
    """Build, serve on this machine only, and build again at each change."""
    from . import runner
    from .serve import in_child
    from .serve import serve as run

    root = _root()
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


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Say everything that is wrong, without building.

    With FILES, say only what is wrong in them; they are read together with the rest of the archive.
    """
    root = _root()
    wanted = {_inside(root, file) for file in files}
    try:
        archive = _scan(root)
        problems, count = archive.warnings, len(archive.releases)
    except RecordError as error:
        problems, count = error.problems, 0
    problems = tuple(p for p in problems if not wanted or p.path in wanted)
    _print(problems)
    if any(problem.severity == "error" for problem in problems):
        err.print(_plural(len(problems), "problem"), style="bold red")
        sys.exit(1)
    found = f"{_plural(count, 'release')}, " if count and not wanted else ""
    out.print(f"{found}{'nothing is wrong' if not problems else _plural(len(problems), 'warning')}")


def _inside(root: Path, file: Path) -> str:
    path = file.resolve()
    if not path.is_relative_to(root):
        raise click.ClickException(f"{file} is not in the archive at {root}")
    if not path.exists():
        raise click.ClickException(f"there is no file {file}")
    return path.relative_to(root).as_posix()


@main.command()
@click.option("--title", prompt="Title (as it will be published)", help="The headline.")
@click.option("--date", prompt="Date (2014-05-06)", help="The day it is given out.")
@click.option("--kind", type=click.Choice(KINDS), default="press-release", prompt="Kind", help="What it is.")
@click.option(
    "--about",
    default="",
    prompt="States it is about (codes or names, separated by ;)",
    help="Codes or names, separated by semicolons.",
)
@click.option(
    "--campaign", default="", prompt="Campaign (key, empty for none)", help="A key of the campaigns register."
)
@click.option(
    "--place",
    default="",
    prompt="Dateline (places, separated by ;)",
    help="The dateline's places, separated by semicolons.",
)
@click.option(
    "--name", default="", help="The file's name, without .md (default: from the state or the title)."
)
@click.option(
    "--language", default="", help="The language, if it is not the archive's own; makes NAME.LANGUAGE.md."
)
@click.option("--contact", "contacts", multiple=True, help="A key of the contacts register; may be repeated.")
@click.option("--background", multiple=True, help="A key of the background; may be repeated.")
def new(
    title: str,
    date: str,
    kind: str,
    about: str,
    campaign: str,
    place: str,
    name: str,
    language: str,
    contacts: tuple[str, ...],
    background: tuple[str, ...],
) -> None:
    """Write the file of a new release, at the right place."""
    from .records import PartialDate, read_release
    from .records.writing import front_matter

    root = _root()
    try:
        archive = _scan(root)
    except RecordError as error:
        _print(error.problems)
        raise click.ClickException("the archive has problems; mend them first") from None
    codes = []
    for text in filter(None, (part.strip() for part in about.split(";"))):
        code = archive.names.code(text)
        if code is None:
            raise click.ClickException(f'unknown state "{text}"{archive.names.suggest(text)}')
        codes.append(code)
    for given, known, where in (
        ([campaign] if campaign else [], archive.registers.campaigns, "campaigns"),
        (contacts, archive.registers.contacts, "contacts"),
        (background, archive.registers.background, "background"),
    ):
        from .records import did_you_mean

        for key in given:
            if key not in known:
                raise click.ClickException(f'"{key}" is not in {where}{did_you_mean(key, known)}')
    try:
        day = PartialDate.parse(date)
    except ValueError as error:
        raise click.ClickException(f"date: {error}") from None
    stem = name or _stem(archive.names.name(codes[0], "en") if codes else title)
    month = f"/{day.month:02}" if day.month else ""
    path = f"releases/{day.year:04}{month}/{stem}{'.' + language if language else ''}.md"
    if (root / path).exists():
        raise click.ClickException(f"{path} is there already; choose another with --name")
    text = front_matter(
        {
            "title": title,
            "kind": kind,
            "date": str(day),
            "dateline": [part.strip() for part in place.split(";") if part.strip()],
            "about": codes,
            "campaign": campaign,
            "contacts": list(contacts),
            "background": list(background),
            "language": language,
        },
        path,
    )
    text += (
        "\nWrite the text here: one paragraph, a blank line, the next. The dateline is printed before it.\n"
    )
    try:
        read_release(text.encode(), path)
    except RecordError as error:
        _print(error.problems)
        raise click.ClickException("nothing was written") from None
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
    out.print(
        f"Wrote {path}. It will be at {_settings(root).base_url}{path.removesuffix('.md')}/", markup=False
    )


def _stem(words: str) -> str:
    """Suggest a file name: the first words, in plain letters."""
    from .names import fold

    plain = re.sub(r"[^a-z0-9 ]", "", fold(words))
    return "-".join(plain.split()[:6]) or "release"


@main.command()
def schema() -> None:
    """Write the JSON Schema that editors use, from the models."""
    from .records.schema import SCHEMA_PATH, release_schema

    (_root() / SCHEMA_PATH).write_text(release_schema(), encoding="utf-8")
    out.print(f"Wrote {SCHEMA_PATH}")
