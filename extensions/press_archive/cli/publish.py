"""``publish``, ``move`` and ``withdraw``: what the world may see, and what becomes of it."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..checks.figures import suggestions
from ..checks.readiness import lacking, pointed_to, too_early
from ..ledger import is_elsewhere
from ..ledger.file import read_ledger
from ..ledger.publishing import move as move_address
from ..ledger.publishing import publish as publish_drafts
from ..ledger.publishing import withdraw as withdraw_text
from ..records import RecordError, read_file, read_release
from ..tree import path_of
from .common import (
    Place,
    err,
    find_root,
    out,
    plural,
    print_problems,
    read_settings,
    refusing,
    release_files,
    release_name,
    scan_archive,
    words,
)
from .ledger import (
    commit_hint,
    files_beside,
    named,
    one_at_a_time,
    published_name,
    tell_of_version,
    under_embargo,
    versions_of,
)

if TYPE_CHECKING:
    from ..archive import Archive, Release
    from ..settings import Settings


@click.command()
@click.argument("files", nargs=-1, required=True, type=Place())
@click.option("--assigned", is_flag=True, help="Say that the archive, not the sender, gave the numbers.")
@one_at_a_time
def publish(files: tuple[Path, ...], *, assigned: bool) -> None:
    """Publish the drafts in FILES: number them and put them into the ledger.

    A folder means all drafts in it.
    """
    root = find_root()
    settings = read_settings(root)
    ledger, now = read_ledger(root), settings.now
    paths = sorted({path for file in files for path in release_files(root, file)})
    public = " ".join(_public(root, paths, now))
    # What is published fits the whole archive, as published.
    archive = scan_archive(root, now.isoformat(), public)
    drafts = [read_release(read_file(root, path), path) for path in paths]
    if any(file.is_dir() for file in files):
        drafts = [draft for draft in drafts if not ledger.has(draft)]
    new = {draft.name: draft for draft in drafts if not ledger.has(draft)}
    chosen = [release for release in archive.unpublished if release.name in new]
    every = (*archive.releases, *archive.unpublished)
    paths_of_new = {path_of(name) for name in new}  # now is the last moment to change a text
    told = [problem for problem in archive.warnings if problem.path in paths_of_new]
    found = [*lacking(root, chosen, every, settings.language), *too_early(new.values(), now)]
    print_problems([*found, *told])
    if found:
        raise click.ClickException("nothing was published")
    if any(problem.severity == "warning" for problem in told):  # of a fixed text it could only be corrected
        raise click.ClickException("nothing was published; a strict build fails on a warning: mend it first")
    with refusing("nothing was published"):
        _try(settings, archive, chosen)
    for problem in sorted(suggestions(chosen, archive.registers)):
        err.print(f"{problem} (suggestion)", markup=False)
    prefix, day = settings.reference_prefix, now.date().isoformat()
    lines = publish_drafts(root, ledger, drafts, prefix, day, assigned=assigned)
    if not lines:
        out.print("Nothing to publish: the ledger has them all.")
        return
    here = [line for line in lines if not is_elsewhere(line.address)]
    title = here[0].title if len(here) == 1 else plural(len(here), "release")
    said = dict(under_embargo(root, new, now))
    commit_hint(root, (line.address for line in here), lines, f"Publish: {title}", said)


def _try(settings: Settings, archive: Archive, drafts: Sequence[Release]) -> None:
    """Read drafts as a build will, with whose warnings a strict one fails.

    Raises:
        RecordError: with what it would warn of.

    """
    from ..building.trial import found

    if problems := sorted(set(found(settings, archive, drafts))):
        raise RecordError(problems)


def _public(root: Path, paths: Iterable[str], now: dt.datetime) -> Iterator[str]:
    """Yield the names of those of some files that are public once the ledger has them."""
    for path in paths:
        with suppress(RecordError):  # the scan says what is wrong with it
            draft = read_release(read_file(root, path), path)
            if draft.front.embargo is None or draft.front.embargo <= now:
                yield draft.name


@click.command()
@click.argument("old")
@click.argument("new")
@one_at_a_time
def move(old: str, new: str) -> None:
    """Give the release OLD the address NEW; the old address leads there for ever."""
    root = find_root()
    ledger = read_ledger(root)
    old_name, new_name = published_name(root, ledger, old), release_name(root, new)
    now = read_settings(root).now
    lines = move_address(root, ledger, old_name, new_name, now.date().isoformat())
    for sentence in _left_behind(root, old_name, new_name):
        err.print(sentence, markup=False)
    said = dict(under_embargo(root, [new_name], now))
    commit_hint(root, [old_name, new_name], lines, f"Move {old_name} to {new_name}", said)
    for version in versions_of(root, old_name):  # told apart by their names, they would not be found any more
        new = new_name.partition(".")[0] + version.removeprefix(old_name.partition(".")[0])
        tell_of_version(version, f"move {version} {new}")


def _left_behind(root: Path, old: str, new: str) -> Iterator[str]:
    """Say of each file that a release which was moved had beside it that it has to follow."""
    for (line, before), (_, now) in zip(pointed_to(root, new, old), pointed_to(root, new), strict=True):
        if (root / before).is_file() and not (root / now).exists():
            command = shlex.join(["git", "mv", before, now])
            yield f"{path_of(new)}:{line}: {before} stays behind: {command} (or copy it, if others show it)"


@click.command()
@click.argument("release")
@click.option("--reason", callback=words, required=True, help="Why, for readers.")
@click.option("--successor", default="", help="The release to read instead.")
@click.option(
    "--gone", is_flag=True, help="Remove the text as well; only a notice stays, and nothing under embargo."
)
@one_at_a_time
def withdraw(release: str, reason: str, successor: str, *, gone: bool) -> None:
    """Withdraw RELEASE; its address goes on answering, with a notice."""
    root = find_root()
    ledger = read_ledger(root)
    name = published_name(root, ledger, release)
    beside = files_beside(root, name) if gone else []
    instead = named(root, ledger, successor) if successor else ""
    now = read_settings(root).now
    lines = withdraw_text(root, ledger, name, reason, now, successor=instead, gone=gone)
    for _, until in () if gone else under_embargo(root, [name], now):
        err.print(f"{name} is {until}: then its text is public, below the notice; with --gone it never is")
    for file in beside:
        err.print(f"{file} stays; remove it, too, if no other release shows it", markup=False)
    commit_hint(root, [name], lines, f"Withdraw {name}")
    for version in versions_of(root, name):
        if (line := ledger.holds.get(version)) and line.state == "live":
            tell_of_version(version, f"withdraw {version} --reason …{' --gone' if gone else ''}")
    try:
        scan_archive(root)
    except RecordError as error:
        print_problems(error.problems)
        err.print("these have to follow before the site can be built", style="bold red")
