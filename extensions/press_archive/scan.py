"""From files to one complete archive: the whole of it, read and checked before anything is built.

Every file is read once (and remembered by size and time of change), every problem of every file is
collected, and only then is the run refused or an :class:`~press_archive.archive.Archive` returned.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from . import records
from .archive import Archive, Registers, Release, Status
from .checks import Checker, facts, not_followed, promises, versions
from .checks.readiness import before_the_original
from .checks.reprinted import reprinted
from .digests import digest, files_digest
from .kept import Kept
from .ledger import Ledger
from .ledger.file import read_ledger
from .names import StateNames
from .records import (
    BackgroundEntry,
    Campaign,
    Contact,
    Draft,
    Group,
    Issuer,
    Lines,
    Problem,
    Record,
    RecordError,
    State,
    read_entry,
    read_file,
    read_release,
    register_of,
)
from .treaties import Treaty
from .treaties.files import read_treaties
from .tree import BACKGROUND, LEDGER, REGISTERS, RELEASES, SHOWN, files, stamp_of

if TYPE_CHECKING:
    from .settings import Settings

#: So many new releases are sooner read by several processes.
WORTH_SHARING = 1000
#: The libraries with which a file is read.
_READERS = ("markdown-it-py", "mdit-py-plugins", "pydantic", "pyyaml")

R = TypeVar("R", bound=Record)


def scan(
    settings: Settings,
    *,
    cache: Path | None = None,
    on_file: Callable[[int, int], None] = lambda done, total: None,
    jobs: int = 1,
    correcting: str = "",
) -> Archive:
    """Read and check the archive of some settings, as it is public at their moment.

    Withheld releases are in it only when the settings preview them.

    Arguments:
        cache: a folder in which parsed releases are kept between runs.
        on_file: called after each release, with the number read and the total.
        jobs: processes to use, where many releases are new.
        correcting: the file of a release whose text is being corrected, and is not the one promised.

    Raises:
        RecordError: with every problem of every file.

    """
    root, now = settings.root, settings.now
    problems: list[Problem] = []
    registers = _read_registers(root, problems, settings.treaties)
    names = StateNames(registers.states, settings.languages)
    drafts = read_releases(root, problems, cache, on_file, jobs)
    ledger = Ledger()
    with _collected(problems):
        ledger = read_ledger(root)
    releases = [published_as(draft, ledger, settings) for draft in drafts]
    withheld = frozenset(
        r.name for r in releases if r.status != "published" and r.name not in settings.previewed
    )
    checker = Checker(registers, names, (r.name for r in releases), withheld, ledger)
    if not problems:  # a broken register, ledger or file would make others look broken
        by_name = {draft.name: draft for draft in drafts}
        problems += checker.registers()
        problems += facts.wordings(registers, now.date(), settings.language)
        kept = promises.published(ledger, by_name, now, settings.previewed)
        problems += (problem for problem in kept if problem.path != correcting)
        problems += promises.drafts_without_number(ledger, by_name)
        problems += checker.documents(root, now.date(), settings.language)
        problems += reprinted(root, registers, releases)
        problems += versions(releases)
        problems += before_the_original((r for r in releases if r.reference), releases, settings.language)
        for draft, release in zip(drafts, releases, strict=True):
            problems += checker.release(draft, release)
            problems += facts.release(draft, release, registers)
    if any(problem.severity == "error" for problem in problems):
        raise RecordError(sorted(set(problems)))
    public = _in_order(release for release in releases if release.name not in withheld)
    unpublished = _in_order(release for release in releases if release.status != "published")
    warnings = tuple(sorted(problems))
    return Archive(public, withheld, ledger, registers, names, warnings, now.date(), unpublished)


def reread(archive: Archive, settings: Settings, paths: Iterable[str]) -> Archive:
    """Return an archive with some of its releases as their files are now; all else stays as it was scanned.

    Raises:
        RecordError: with every problem of those files.

    """
    releases = {release.name: release for release in archive.releases}
    there = releases.keys() | archive.withheld
    checker = Checker(archive.registers, archive.names, there, archive.withheld, archive.ledger)
    problems: list[Problem] = []
    for path in paths:
        draft = _read(settings.root, path)
        release = published_as(draft, archive.ledger, settings)
        problems += checker.release(draft, release)
        releases[release.name] = release
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise RecordError(errors)
    return dataclasses.replace(archive, releases=_in_order(releases.values()))


def _in_order(releases: Iterable[Release]) -> tuple[Release, ...]:
    return tuple(sorted(releases, key=lambda release: (release.date, release.work, release.name)))


def published_as(draft: Draft, ledger: Ledger, settings: Settings) -> Release:
    """Return a draft as the release that it is at a moment, with all that is known of it."""
    front = draft.front
    line = ledger.holds.get(draft.name)
    first = ledger.first(line.reference) if line else None
    status: Status = "published" if ledger.has(draft) else "draft"
    if front.embargo is not None and front.embargo > settings.now:
        status = "embargoed"
    return Release.of(
        front,
        language=front.language or draft.suffix or settings.language,
        issuer=front.issuer or settings.issuer,
        reference=line.reference if line else None,
        name=draft.name,
        body_line=draft.body_line,
        digest=draft.digest,
        status=status,
        published=first.date if first else None,
        withdrawn=line if line and line.state == "withdrawn" else None,
        number_note=first.note if first else "",
        references=draft.references,
        figures=draft.figures,
    )


@contextmanager
def _collected(problems: list[Problem]) -> Iterator[None]:
    """Read something; where it cannot be used, go on without it."""
    try:
        yield
    except RecordError as error:
        problems += error.problems


def _read_registers(root: Path, problems: list[Problem], treaties: tuple[str, ...]) -> Registers:
    lines: dict[str, Lines] = {}

    def register(name: str, model: type[R]) -> dict[str, R]:
        path = f"{REGISTERS}/{name}.yaml"
        records: dict[str, R] = {}
        with _collected(problems):
            records, lines[path] = register_of(root, path, model)
        return records

    background: dict[str, BackgroundEntry] = {}
    for name in sorted(name for name, _ in files(root / BACKGROUND) if name.endswith(".md")):
        path, key = f"{BACKGROUND}/{name}", name.removesuffix(".md")
        with _collected(problems):
            background[key], lines[path] = read_entry(read_file(root, path), path)
    states = register("states", State)
    groups: dict[str, Group] = {}
    known: dict[str, Treaty] = {}
    with _collected(problems):
        groups, known = read_treaties(root, treaties, states)
    return Registers(
        states=states,
        campaigns=register("campaigns", Campaign),
        contacts=register("contacts", Contact),
        issuers=register("issuers", Issuer),
        background=background,
        lines=lines,
        groups=groups,
        treaties=known,
    )


def read_releases(
    root: Path,
    problems: list[Problem],
    cache: Path | None,
    on_file: Callable[[int, int], None],
    jobs: int,
) -> list[Draft]:
    """Read every release file, or remember it from the cache; what is wrong goes to ``problems``."""
    kept: Kept[Draft] = Kept(cache, _code_digest())
    drafts: list[Draft] = []
    links: list[str] = []
    found = sorted((f"{RELEASES}/{name}", entry) for name, entry in files(root / RELEASES, links=links))
    problems += _strangers(path for path, _ in found)
    problems += not_followed(RELEASES, links)
    releases = [(path, stamp_of(entry)) for path, entry in found if path.endswith(".md")]
    new = [path for path, seen in releases if not kept.knows(path, seen)]
    with _reading(root, new, jobs) as texts:
        read = partial(_next, texts)
        for done, (path, seen) in enumerate(releases, 1):
            try:
                drafts.append(kept.value(path, seen, read))
            except RecordError as error:
                problems += error.problems
            on_file(done, len(releases))
    kept.save()
    return drafts


@contextmanager
def _reading(root: Path, paths: Sequence[str], jobs: int) -> Iterator[Iterator[Draft | list[Problem]]]:
    """Read files in their order; yields what each holds, or what is wrong with it."""
    read = partial(_attempt, root)
    if jobs == 1 or len(paths) < WORTH_SHARING:
        yield map(read, paths)
    else:
        with ProcessPoolExecutor(jobs) as pool:
            yield pool.map(read, paths, chunksize=WORTH_SHARING // 10)


def _next(texts: Iterator[Draft | list[Problem]]) -> Draft:
    found = next(texts)
    if isinstance(found, list):
        raise RecordError(found)
    return found


def _attempt(root: Path, path: str) -> Draft | list[Problem]:
    try:
        return _read(root, path)
    except RecordError as error:
        return list(error.problems)


def _read(root: Path, path: str) -> Draft:
    return read_release(read_file(root, path), path)


def _strangers(paths: Iterable[str]) -> Iterator[Problem]:
    """Yield files among the releases that are neither releases nor what a release shows."""
    for path in paths:
        end = f".{path.rpartition('.')[2].lower()}"
        if path != LEDGER and not path.endswith(".md") and end not in SHOWN:
            known = ", ".join(sorted(SHOWN))
            message = f"not a release: those end in .md; what they show ends in {known}"
            yield Problem(path, 1, "", message)


def _code_digest() -> str:
    """Identify what makes drafts of files and packs them: our code, Python, and what files are read with."""
    own = files_digest(sorted(Path(records.__file__).parent.glob("*.py")))
    return digest((own, sys.version, [version(name) for name in _READERS]))
