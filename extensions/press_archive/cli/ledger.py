"""What the commands share that change the ledger: one at a time, what was published, what to commit then."""

from __future__ import annotations

import datetime as dt
import functools
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import click
from filelock import FileLock, Timeout

from ..checks.readiness import pointed_to
from ..ledger import Ledger, Line
from ..ledger.publishing import Refused
from ..names import date_words
from ..records import did_you_mean, quoted, read_release
from ..tree import LEDGER, RELEASES, name_of, path_of, state_folder
from .common import err, find_root, out, read_settings, refusing, release_name


def one_at_a_time(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command have the ledger for itself: two at once would give one number twice.

    What it refuses, or cannot read, is said in the author's words.
    """

    @functools.wraps(command)
    def run(**options: object) -> None:
        lock = FileLock(state_folder(find_root()) / "ledger.lock")
        try:
            lock.acquire(timeout=1)
        except Timeout:
            err.print("another command is at work on the ledger; waiting for it (Ctrl+C stops)")
            lock.acquire()
        try:
            with refusing("nothing was changed"):
                command(**options)
        except Refused as error:
            raise click.ClickException(str(error)) from None
        finally:
            lock.release()

    return run


def commit_hint(
    root: Path,
    names: Iterable[str],
    lines: Iterable[Line],
    what: str,
    states: Mapping[str, str] | None = None,
) -> None:
    """Say what the ledger has now (``states``: in other words than its own), and what to commit."""
    paths = {LEDGER}
    for name in names:
        paths |= {path_of(name), *files_beside(root, name)}
    files = shlex.join(sorted(paths)) if len(paths) < 10 else RELEASES  # the ledger is there, too
    for line in lines:
        state = (states or {}).get(line.address, line.state)
        out.print(f"{line.reference}  {line.address}  {state}", markup=False)
    out.print(f"Now commit it: git add -A {files} && git commit -m {shlex.quote(what)}", markup=False)


def files_beside(root: Path, name: str) -> list[str]:
    """Return the files that a release shows or links to, if it has a text."""
    shown = pointed_to(root, name) if (root / path_of(name)).is_file() else ()
    return sorted({file for _, file in shown if (root / file).is_file()})


def under_embargo(root: Path, names: Iterable[str], now: dt.datetime) -> Iterator[tuple[str, str]]:
    """Yield those of some releases that are under embargo, and until when, in words."""
    for name in names:
        embargo = read_release((root / path_of(name)).read_bytes(), path_of(name)).front.embargo
        if embargo is not None and embargo > now:
            day = date_words(embargo.date(), "en")
            yield name, f"under embargo until {day}, {embargo:%H:%M} ({embargo.tzinfo})"


def versions_of(root: Path, name: str) -> list[str]:
    """Return the language versions of a release that stand beside it."""
    work = name.partition(".")[0]
    files = [path_of(work), *(path_of(f"{work}.{tag}") for tag in read_settings(root).languages)]
    return [name_of(path) for path in files if path != path_of(name) and (root / path).exists()]


def tell_of_version(version: str, command: str) -> None:
    err.print(f"{version} is the same in another language: press-archive {command}", markup=False)


def named(root: Path, ledger: Ledger, given: str) -> str:
    """Return the name of the release that a name, a file, an address or a number means."""
    name = release_name(root, given)
    return name if name in ledger.holds else ledger.resolve(name)


def published_name(root: Path, ledger: Ledger, given: str) -> str:
    """Return the name of what was published, or of a draft, of which the rooms say what to do instead."""
    name = named(root, ledger, given)
    if name not in ledger.holds and not (root / path_of(name)).is_file():
        raise click.ClickException(f"{quoted(name)} was never published{did_you_mean(name, ledger.holds)}")
    return name
