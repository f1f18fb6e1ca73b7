"""What every command needs: the archive it stands in, its settings, and a voice in the terminal."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePosixPath
from traceback import extract_tb
from typing import TYPE_CHECKING, Any

import click

from ..tree import REGISTERS, RELEASES, files, is_archive, name_of

if TYPE_CHECKING:
    from rich.console import Console

    from ..archive import Archive, Release
    from ..catalogue import Catalogue
    from ..records import Problem
    from ..settings import Settings

    out: Console
    err: Console


@cache
def _console(*, stderr: bool) -> Console:
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=True)


def __getattr__(name: str) -> Console:
    """Make the voices ``out`` and ``err`` when a command asks for one: some commands do without."""
    if name not in {"out", "err"}:
        raise AttributeError(name)
    return _console(stderr=name == "err")


class Place(click.Path):
    """A file or folder that was named; an empty name, as of a variable not set, would mean this folder."""

    def __init__(self, **how: Any) -> None:
        super().__init__(path_type=Path, **how)

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:
        if value == "":
            raise click.ClickException("an empty name was given for a file or folder; this folder is .")
        return super().convert(value, param, ctx)


#: The option for the moment a build stands at.
as_of = click.option(
    "--now",
    default="",
    help="Build as of this date and time, ISO 8601 (default: SOURCE_DATE_EPOCH, else the clock).",
)


def words(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Take an option's text as a line that is published: of plain characters, with its spaces folded."""
    from ..records import RecordError, read_bytes

    try:
        return value and " ".join(read_bytes(value.encode("utf-8", "surrogateescape"), "").split())
    except RecordError as error:
        raise click.BadParameter(error.problems[0].message) from None


def refusal_of(error: OSError) -> click.ClickException:
    """Say what the system refused, and of which file where it is known: a full disk, say."""
    where = f"{error.filename}: " if error.filename else ""
    return click.ClickException(f"{where}{error.strerror or error}")


class NoArchive(click.ClickException):
    """The command was not given in an archive."""


def find_root() -> Path:
    """Find the archive: the folder, here or above, that holds ``conf.py`` and the registers.

    Raises:
        NoArchive: there is none.

    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "conf.py").is_file() and is_archive(folder):
            return folder
    raise NoArchive(f"no archive here: there is no folder with conf.py and {REGISTERS}/ at or above this one")


def read_settings(root: Path, now: str = "") -> Settings:
    """Read ``conf.py``; where it cannot be used, the command ends, and says in which line."""
    from sphinx.errors import ConfigError

    from .. import settings

    try:
        return settings.load(root, now)
    except ConfigError as error:
        raise broken_settings(error) from None


def broken_settings(error: Exception) -> click.ClickException:
    """Say where ``conf.py`` broke off, and why; in Sphinx's message of it is a traceback, or no line."""
    cause = error.__cause__ or error.__context__
    if isinstance(cause, SyntaxError):
        return click.ClickException(f"conf.py:{cause.lineno or 1}: {type(cause).__name__}: {cause.msg}")
    if cause is None or "Traceback" not in str(error):
        return click.ClickException(str(error))
    frames = extract_tb(cause.__traceback__)
    line = next((frame.lineno for frame in reversed(frames) if frame.filename.endswith("conf.py")), 1)
    return click.ClickException(f"conf.py:{line}: {type(cause).__name__}: {cause}")


def scan_archive(
    root: Path, now: str = "", preview: str = "", jobs: int = 0, correcting: str = ""
) -> Archive:
    """Read and check the archive; raises :class:`RecordError` with everything that is wrong.

    Arguments:
        jobs: processes to use where much is new; 0 for all processors.
        correcting: the file of a release whose text is being corrected.

    """
    from rich.progress import BarColumn, Progress, TextColumn

    from ..scan import scan
    from ..tree import records_cache

    err = _console(stderr=True)
    options = replace(read_settings(root, now), preview=preview)
    with Progress(
        TextColumn("reading releases"), BarColumn(), console=err, transient=True, disable=not err.is_terminal
    ) as bar:
        task = bar.add_task("", total=None)

        def on_file(done: int, count: int) -> None:
            if done % 50 == 0 or done == count:
                bar.update(task, completed=done, total=count)

        return scan(
            options,
            cache=records_cache(root),
            on_file=on_file,
            jobs=jobs or os.cpu_count() or 1,
            correcting=correcting,
        )


def read_archive(root: Path, now: str = "", preview: str = "") -> Archive:
    """Read the archive as :func:`scan_archive` does; what is wrong is printed, and ends the command."""
    with refusing("the archive has problems; fix them first"):
        return scan_archive(root, now, preview)


@contextmanager
def progress() -> Iterator[Callable[[str, int], None]]:
    """Show how far a build is; yields what it has to be told."""
    from rich.progress import BarColumn, Progress, TextColumn

    err = _console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("building", total=100)
        yield lambda name, percent: bar.update(task, description=name, completed=percent)


@contextmanager
def refusing(outcome: str) -> Iterator[None]:
    """End a command that meets a :class:`RecordError`: with all that is wrong, and with what comes of it."""
    from ..records import RecordError

    try:
        yield
    except RecordError as error:
        print_problems(error.problems)
        raise click.ClickException(outcome) from None


def print_problems(problems: Iterable[Problem]) -> None:
    err = _console(stderr=True)
    for problem in problems:
        kind = "" if problem.severity == "error" else f" ({problem.severity})"
        err.print(f"{problem}{kind}", markup=False)


def plural(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def inside(root: Path, file: Path) -> str:
    """Return a file's path relative to the archive's root."""
    path = file.resolve()
    if not path.is_relative_to(root):
        raise click.ClickException(f"{file} is not in the archive at {root}")
    if not path.exists():
        from ..records import did_you_mean

        name = f"{name_of(str(file))}.md"  # a name alone is near to its file, too
        near = did_you_mean(name, (f"{RELEASES}/{name}" for name, _ in files(root / RELEASES)))
        raise click.ClickException(f"there is no file {file}{near}")
    return path.relative_to(root).as_posix()


def release_files(root: Path, given: Path) -> list[str]:
    """Return the files of releases that a path stands for: itself, or all in a folder.

    Only the archive's folder of releases is walked: the one that was given may hold a whole disk.
    """
    path = inside(root, given)
    found = [path]
    if given.is_dir():
        every = (f"{RELEASES}/{name}" for name, _ in files(root / RELEASES))
        found = sorted(file for file in every if PurePosixPath(file).is_relative_to(path))
    found = [file for file in found if file.startswith(f"{RELEASES}/") and file.endswith(".md")]
    if not found:
        what = "holds no release" if given.is_dir() else "is not a release"
        raise click.ClickException(f"{given} {what}: those are {RELEASES}/YYYY/MM/<name>.md")
    return found


def release_name(root: Path, given: str) -> str:
    """Return the name of a release that somebody gives by its file, its name or its address."""
    from .. import addresses

    path = Path(given)
    if path.suffix == ".md" and path.is_file():
        given = inside(root, path)
    return addresses.named(given, read_settings(root).base_url if "://" in given else "")


def release_called(root: Path, catalogue: Catalogue, given: str) -> Release:
    """Return the release that a name, a file, an address (a former one too) or a number means."""
    from ..records import did_you_mean
    from ..targets import not_public

    name = release_name(root, given)
    found = catalogue.resolve(name)
    if found is None and name in catalogue.withheld:
        raise click.ClickException(not_public(name))
    if found is None:
        near = did_you_mean(name, (release.name for release in catalogue.releases))
        raise click.ClickException(f'there is no release "{given}"{near}')
    return found
