"""``publish``, ``move``, ``withdraw`` and ``correct``: what the world may see, and what becomes of it."""

from __future__ import annotations

import datetime as dt
import functools
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import click
from filelock import FileLock, Timeout

from ..checks.figures import suggestions
from ..checks.promises import text_of_record
from ..checks.readiness import lacking, pointed_to, too_early
from ..ledger import Ledger, Line, is_elsewhere
from ..ledger.correcting import Change, Said, as_published, changed, changes_between, correctable
from ..ledger.correcting import correct as correct_text
from ..ledger.file import read_ledger
from ..ledger.publishing import Refused
from ..ledger.publishing import move as move_address
from ..ledger.publishing import publish as publish_drafts
from ..ledger.publishing import withdraw as withdraw_text
from ..names import date_words
from ..records import (
    CORRECTION_KINDS,
    PartialDate,
    RecordError,
    did_you_mean,
    not_a_typo,
    quoted,
    read_file,
    read_release,
)
from ..records.differences import not_a_typo_in
from ..records.fingerprint import has_text
from ..tree import LEDGER, RELEASES, name_of, path_of, state_folder
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


def _alone(command: Callable[..., None]) -> Callable[..., None]:
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


def _commit_hint(
    root: Path,
    names: Iterable[str],
    lines: Iterable[Line],
    what: str,
    states: Mapping[str, str] | None = None,
) -> None:
    """Say what the ledger has now (``states``: in other words than its own), and what to commit."""
    paths = {LEDGER}
    for name in names:
        paths |= {path_of(name), *_beside(root, name)}
    files = shlex.join(sorted(paths)) if len(paths) < 10 else RELEASES  # the ledger is there, too
    for line in lines:
        state = (states or {}).get(line.address, line.state)
        out.print(f"{line.reference}  {line.address}  {state}", markup=False)
    out.print(f"Now commit it: git add -A {files} && git commit -m {shlex.quote(what)}", markup=False)


def _beside(root: Path, name: str) -> list[str]:
    """Return the files that a release shows or links to, if it has a text."""
    shown = pointed_to(root, name) if (root / path_of(name)).is_file() else ()
    return sorted({file for _, file in shown if (root / file).is_file()})


@click.command()
@click.argument("files", nargs=-1, required=True, type=Place(exists=True))
@click.option("--assigned", is_flag=True, help="Say that the archive, not the sender, gave the numbers.")
@_alone
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
    for problem in sorted(suggestions(chosen, archive.registers)):
        err.print(f"{problem} (suggestion)", markup=False)
    prefix, day = settings.reference_prefix, now.date().isoformat()
    lines = publish_drafts(root, ledger, drafts, prefix, day, assigned=assigned)
    if not lines:
        out.print("Nothing to publish: the ledger has them all.")
        return
    here = [line for line in lines if not is_elsewhere(line.address)]
    title = here[0].title if len(here) == 1 else plural(len(here), "release")
    said = dict(_secret(root, new, now))
    _commit_hint(root, (line.address for line in here), lines, f"Publish: {title}", said)


def _secret(root: Path, names: Iterable[str], now: dt.datetime) -> Iterator[tuple[str, str]]:
    """Yield those of some releases that are under embargo, and until when, in words."""
    for name in names:
        embargo = read_release((root / path_of(name)).read_bytes(), path_of(name)).front.embargo
        if embargo is not None and embargo > now:
            day = date_words(embargo.date(), "en")
            yield name, f"under embargo until {day}, {embargo:%H:%M} ({embargo.tzinfo})"


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
@_alone
def move(old: str, new: str) -> None:
    """Give the release OLD the address NEW; the old address leads there for ever."""
    root = find_root()
    ledger = read_ledger(root)
    old_name, new_name = _published_name(root, ledger, old), release_name(root, new)
    now = read_settings(root).now
    lines = move_address(root, ledger, old_name, new_name, now.date().isoformat())
    for sentence in _left_behind(root, old_name, new_name):
        err.print(sentence, markup=False)
    said = dict(_secret(root, [new_name], now))
    _commit_hint(root, [old_name, new_name], lines, f"Move {old_name} to {new_name}", said)
    for version in _versions(root, old_name):  # told apart by their names, they would not be found any more
        new = new_name.partition(".")[0] + version.removeprefix(old_name.partition(".")[0])
        _hint(version, f"move {version} {new}")


def _left_behind(root: Path, old: str, new: str) -> Iterator[str]:
    """Say of each file that a release which was moved had beside it that it has to follow."""
    for (line, before), (_, now) in zip(pointed_to(root, new, old), pointed_to(root, new), strict=True):
        if (root / before).is_file() and not (root / now).exists():
            command = shlex.join(["git", "mv", before, now])
            yield f"{path_of(new)}:{line}: {before} stays behind: {command} (or copy it, if others show it)"


def _hint(version: str, command: str) -> None:
    err.print(f"{version} is the same in another language: press-archive {command}", markup=False)


def _versions(root: Path, name: str) -> list[str]:
    """Return the language versions of a release that stand beside it."""
    work = name.partition(".")[0]
    files = [path_of(work), *(path_of(f"{work}.{tag}") for tag in read_settings(root).languages)]
    return [name_of(path) for path in files if path != path_of(name) and (root / path).exists()]


@click.command()
@click.argument("release")
@click.option("--reason", callback=words, required=True, help="Why, for readers.")
@click.option("--successor", default="", help="The release to read instead.")
@click.option(
    "--gone", is_flag=True, help="Remove the text as well; only a notice stays, and nothing under embargo."
)
@_alone
def withdraw(release: str, reason: str, successor: str, *, gone: bool) -> None:
    """Withdraw RELEASE; its address goes on answering, with a notice."""
    root = find_root()
    ledger = read_ledger(root)
    name = _published_name(root, ledger, release)
    beside = _beside(root, name) if gone else []
    instead = _named(root, ledger, successor) if successor else ""
    now = read_settings(root).now
    lines = withdraw_text(root, ledger, name, reason, now, successor=instead, gone=gone)
    for _, until in () if gone else _secret(root, [name], now):
        err.print(f"{name} is {until}: then its text is public, below the notice; with --gone it never is")
    for file in beside:
        err.print(f"{file} stays; remove it, too, if no other release shows it", markup=False)
    _commit_hint(root, [name], lines, f"Withdraw {name}")
    for version in _versions(root, name):
        if (line := ledger.holds.get(version)) and line.state == "live":
            _hint(version, f"withdraw {version} --reason …{' --gone' if gone else ''}")
    try:
        scan_archive(root)
    except RecordError as error:
        print_problems(error.problems)
        err.print("these have to follow before the site can be built", style="bold red")


def _named(root: Path, ledger: Ledger, given: str) -> str:
    """Return the name of the release that a name, a file, an address or a number means."""
    name = release_name(root, given)
    return name if name in ledger.holds else ledger.resolve(name)


def _published_name(root: Path, ledger: Ledger, given: str) -> str:
    """Return the name of what was published, or of a draft, of which the rooms say what to do instead."""
    name = _named(root, ledger, given)
    if name not in ledger.holds and not (root / path_of(name)).is_file():
        raise click.ClickException(f"{quoted(name)} was never published{did_you_mean(name, ledger.holds)}")
    return name


@click.command()
@click.argument("release")
@click.option("--was", default="", help="The words as published (found by itself where git has them).")
@click.option("--now", "now_", default="", help="The words that stand there now.")
@click.option("--kind", type=click.Choice(CORRECTION_KINDS), help="What was wrong.")
@click.option("--note", callback=words, default=None, help="Why, for readers.")
@click.option("--date", "day", default="", help="The day of the correction (default: today).")
@click.option("--edit", is_flag=True, help="Open the file in an editor first.")
@_alone
def correct(
    release: str, was: str, now_: str, kind: str | None, note: str | None, day: str, *, edit: bool
) -> None:
    """Put on record what was changed in the published RELEASE.

    Change the text in its file (or use --edit), then run this: it shows the difference, asks what was
    wrong, and writes the correction and the new fingerprint.
    """
    root = find_root()
    ledger = read_ledger(root)
    name = _published_name(root, ledger, release)
    line = correctable(ledger, name)
    now = read_settings(root).now
    on = _past_day(now.date(), day)
    if edit:
        click.edit(filename=str(root / path_of(name)))
    text = changed(root, ledger, name)
    if text.text and not has_text(line.fingerprint):
        raise click.ClickException(text_of_record(path_of(name)))
    published = None if now_ else as_published(root, ledger, line)
    if not published and not now_:
        raise click.ClickException(
            "the published text is not in git; if it was never committed, take the publishing back as "
            "docs/guides/keeping.md says, else say what it was with --was and what it says with --now"
        )
    pairs = changes_between(published, text) if published else [(was, now_)]
    changes = []
    for before, after in pairs:
        err.print(f"- {before}", style="red", markup=False)
        err.print(f"+ {after}", style="green", markup=False)
        choice = click.Choice(CORRECTION_KINDS)
        guess = _guess(published, text, before, after)
        what = kind or click.prompt("What was wrong", type=choice, default=guess)
        why = note
        if why is None:
            why = click.prompt("Why, for readers (may be empty)", default="", show_default=False)
        changes.append(Change(on, what, before, after, why))
    lines = correct_text(root, ledger, name, changes, published)
    _commit_hint(root, [name], lines, f"Correct {name}", dict(_secret(root, [name], now)))
    known = read_ledger(root)
    for version in _versions(root, name):
        other = known.holds.get(version)
        if other and known.corrections(other.reference) < known.corrections(line.reference):
            _hint(version, f"correct {version}, if it was wrong there, too")


def _past_day(today: dt.date, given: str) -> str:
    """Return a day that was given, or today; one that is still to come is of no correction."""
    try:
        if given and PartialDate.parse(given).first > today:
            raise ValueError(f"{given} is still to come")
    except ValueError as error:
        raise click.ClickException(f"--date: {error}") from None
    return given or today.isoformat()


def _guess(published: Said | None, text: Said, was: str, now: str) -> str:
    """Suggest what was wrong, from the words and from what stands around them."""
    around = not_a_typo_in(published.text, text.text, [(was, now)]) if published else ""
    wrong = around or not_a_typo(was, now)
    return wrong.partition(" ")[2] or "fact"
