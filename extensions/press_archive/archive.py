"""The whole archive, read and checked before anything is built.

Every file is read once (and remembered by size and time of change), every problem of every file is
collected, and only then is the run refused or a complete :class:`Archive` returned.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from . import records
from .facts import Facts
from .names import StateNames
from .records import (
    BackgroundEntry,
    Campaign,
    Contact,
    Draft,
    FrontMatter,
    Group,
    Issuer,
    Lines,
    Problem,
    Record,
    RecordError,
    Reference,
    State,
    Wording,
    did_you_mean,
    find_references,
    quoted,
    read_entry,
    read_register,
    read_release,
)
from .records.figures import Figure
from .treaties import Treaty
from .treaty_files import read_treaties

REGISTERS = "docs/registers"
BACKGROUND = "docs/background"
RELEASES = "releases"

_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
T = TypeVar("T")
R = TypeVar("R", bound=Record)


class Release(FrontMatter):
    """A release of the archive: its front matter, with its name and all defaults filled in.

    ``name`` is its path (``2014/05/azerbaijan``), its domain target and its inventory name in one.
    """

    name: str
    language: str
    issuer: str
    body_line: int
    references: tuple[Reference, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def docname(self) -> str:
        return f"{RELEASES}/{self.name}"

    @property
    def work(self) -> str:
        """The name shared by all language versions: ``2014/05/azerbaijan``."""
        head, slash, slug = self.name.rpartition("/")
        return head + slash + slug.partition(".")[0]


@dataclass(frozen=True)
class Registers:
    """What releases name by key."""

    states: Mapping[str, State]
    campaigns: Mapping[str, Campaign]
    contacts: Mapping[str, Contact]
    issuers: Mapping[str, Issuer]
    background: Mapping[str, BackgroundEntry]
    groups: Mapping[str, Group] = dataclasses.field(default_factory=dict)
    treaties: Mapping[str, Treaty] = dataclasses.field(default_factory=dict)

    @property
    def facts(self) -> Facts:
        return Facts(self.treaties)

    def wording(self, key: str, release: FrontMatter) -> Wording | None:
        """Return the wording of a background entry that held on the release's date."""
        held = [w for w in self.background[key].wordings if w.from_.first <= release.date.last]
        return held[-1] if held else None


@dataclass(frozen=True)
class Archive:
    """Everything public at ``now``, checked; ``withheld`` names what is still under embargo."""

    releases: tuple[Release, ...]
    withheld: frozenset[str]
    registers: Registers
    names: StateNames
    warnings: tuple[Problem, ...]


def scan(
    root: Path,
    *,
    now: dt.datetime,
    languages: tuple[str, ...],
    issuer: str,
    cache: Path | None = None,
    on_file: Callable[[int, int], None] = lambda done, total: None,
    treaties: tuple[str, ...] = (),
) -> Archive:
    """Read and check the archive under ``root``.

    Arguments:
        now: the moment the build stands at, with a zone; releases embargoed past it are withheld.
        languages: the archive's languages, its own first.
        issuer: the key of the body whose releases these are, unless they say otherwise.
        cache: a file in which parsed releases are kept between runs.
        on_file: told, after each release, how many of how many are read.
        treaties: the keys of the treaties whose facts are checked, the one usually meant first.

    Raises:
        RecordError: with every problem of every file.

    """
    problems: list[Problem] = []
    registers = _read_registers(root, problems, treaties)
    names = StateNames(registers.states, languages)
    drafts = _read_releases(root, problems, cache, on_file)
    releases = [_release(draft, languages[0], issuer) for draft in drafts]
    withheld = frozenset(r.name for r in releases if r.embargo is not None and r.embargo > now)
    checker = _Checker(registers, names, {r.name for r in releases}, withheld)
    if not problems:  # a broken register would make every release that uses it look broken
        problems += checker.registers()
        problems += checker.wordings(now.date())
    for draft, release in zip(drafts, releases, strict=True):
        problems += checker.release(draft, release)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise RecordError(sorted(set(problems), key=lambda p: (p.path, p.line, p.field)))
    public = [release for release in releases if release.name not in withheld]
    public.sort(key=lambda release: (release.date, release.name))
    return Archive(tuple(public), withheld, registers, names, tuple(sorted(problems)))


def _release(draft: Draft, language: str, issuer: str) -> Release:
    fields = dict(draft.front)
    fields["language"] = draft.front.language or draft.suffix or language
    fields["issuer"] = draft.front.issuer or issuer
    return Release.model_construct(
        **fields,
        name=draft.name,
        body_line=draft.body_line,
        references=draft.references,
        figures=draft.figures,
    )


def _collect(problems: list[Problem], read: Callable[[], T], default: T) -> T:
    try:
        return read()
    except RecordError as error:
        problems += error.problems
        return default


def _read_registers(root: Path, problems: list[Problem], treaties: tuple[str, ...]) -> Registers:
    def register(name: str, model: type[R], key_form: str = _SLUG) -> dict[str, R]:
        path = f"{REGISTERS}/{name}.yaml"
        if not (root / path).exists():
            problems.append(Problem(path, 1, "", "this register is missing"))
            return {}
        nothing: tuple[dict[str, R], Lines] = ({}, {})
        return _collect(
            problems, lambda: read_register((root / path).read_bytes(), path, model, key_form), nothing
        )[0]

    background: dict[str, BackgroundEntry] = {}
    for path in sorted(_markdown(root, BACKGROUND)):
        key = path.removeprefix(f"{BACKGROUND}/").removesuffix(".md")
        entry = _collect(problems, lambda p=path: read_entry((root / p).read_bytes(), p)[0], None)  # type: ignore[misc]
        if entry is not None:
            background[key] = entry
    states = register("states", State, "[A-Z]{2}")
    none: tuple[dict[str, Group], dict[str, Treaty]] = ({}, {})
    groups, known = _collect(problems, lambda: read_treaties(root, treaties, states), none)
    return Registers(
        states=states,
        campaigns=register("campaigns", Campaign),
        contacts=register("contacts", Contact),
        issuers=register("issuers", Issuer),
        background=background,
        groups=groups,
        treaties=known,
    )


def _markdown(root: Path, folder: str) -> Iterator[str]:
    """Yield the Markdown files below a folder, relative to the root, hidden ones left out."""
    for place, folders, files in os.walk(root / folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inside = Path(place).relative_to(root).as_posix()
        yield from (f"{inside}/{name}" for name in files if name.endswith(".md") and name[0] != ".")


def _read_releases(
    root: Path, problems: list[Problem], cache: Path | None, on_file: Callable[[int, int], None]
) -> list[Draft]:
    remembered = _load(cache)
    kept: dict[str, tuple[tuple[int, int], Draft]] = {}
    drafts: list[Draft] = []
    paths = sorted(_markdown(root, RELEASES))
    for done, path in enumerate(paths, 1):
        status = (root / path).stat()
        stamp = (status.st_mtime_ns, status.st_size)
        known = remembered.get(path)
        if known is None or known[0] != stamp:
            try:
                known = (stamp, read_release((root / path).read_bytes(), path))
            except RecordError as error:
                problems += error.problems
                continue
            except OSError as error:
                problems.append(Problem(path, 1, "", f"cannot be read: {error.strerror}"))
                continue
        kept[path] = known
        drafts.append(known[1])
        on_file(done, len(paths))
    if cache is not None and kept != remembered:
        _save(cache, kept)
    return drafts


def _code_digest() -> str:
    """Identify the code that made a cache: another version of it must not trust the old one."""
    digest = hashlib.sha256()
    for file in sorted(Path(records.__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _load(cache: Path | None) -> dict[str, Any]:
    if cache is None or not cache.exists():
        return {}
    try:
        made_by, kept = pickle.loads(cache.read_bytes())  # noqa: S301  (our own file, beside Sphinx's pickles)
    except (pickle.UnpicklingError, EOFError, ValueError, AttributeError, ImportError, ValidationError):
        return {}
    return kept if made_by == _code_digest() else {}


def _save(cache: Path, kept: dict[str, Any]) -> None:
    cache.parent.mkdir(parents=True, exist_ok=True)
    beside = cache.with_suffix(".new")
    beside.write_bytes(pickle.dumps((_code_digest(), kept), pickle.HIGHEST_PROTOCOL))
    beside.replace(cache)


class _Checker:
    """What can only be seen with the whole archive in view."""

    def __init__(
        self, registers: Registers, names: StateNames, releases: Iterable[str], withheld: frozenset[str]
    ) -> None:
        self._registers = registers
        self._names = names
        self._releases = frozenset(releases)
        self._withheld = withheld

    def registers(self) -> Iterator[Problem]:
        for key, campaign in self._registers.campaigns.items():
            for index, focus in enumerate(campaign.focus):
                field = f"{key}.focus.{index}.state"
                yield from self._states(f"{REGISTERS}/campaigns.yaml", 1, field, (focus.state,))
        for key, entry in self._registers.background.items():
            for other in entry.see_also:
                if other not in self._registers.background:
                    near = did_you_mean(other, self._registers.background)
                    yield Problem(f"{BACKGROUND}/{key}.md", 1, "see_also", f"no entry {quoted(other)}{near}")

    def wordings(self, today: dt.date) -> Iterator[Problem]:
        """Check the figures of shared wordings over the whole time in which each holds."""
        facts = self._registers.facts
        for key, entry in self._registers.background.items():
            path = f"{BACKGROUND}/{key}.md"
            ends = [w.from_.first - dt.timedelta(days=1) for w in entry.wordings[1:]]
            for number, (wording, end) in enumerate(zip(entry.wordings, [*ends, today], strict=False)):
                field = f"wordings.{number}.text"
                for _, fact in facts.references(find_references(wording.text)):
                    if isinstance(fact, ValueError):
                        yield Problem(path, 1, field, str(fact))
                    elif expired := facts.expiry(fact, wording.from_.first, end):
                        day, why = expired
                        message = f"the figure stops being true on {day}: {why}; add a wording from that day"
                        yield Problem(path, 1, field, message, "warning")

    def release(self, draft: Draft, release: Release) -> Iterator[Problem]:
        path = f"{RELEASES}/{draft.name}.md"

        def line(*where: str | int) -> int:
            return draft.lines.get(where) or draft.lines.get(where[:1], 1)

        def unknown(field: str, key: str, known: Iterable[str], where: str, *at: int) -> Problem:
            message = f"{quoted(key)} is not in {where}{did_you_mean(key, known)}"
            return Problem(path, line(field, *at), field, message)

        for field in ("about", "mentions"):
            for index, code in enumerate(getattr(release, field)):
                yield from self._states(path, line(field, index), field, (code,))
        registers = self._registers
        if release.campaign and release.campaign not in registers.campaigns:
            where = f"{REGISTERS}/campaigns.yaml"
            yield unknown("campaign", release.campaign, registers.campaigns, where)
        if release.issuer not in registers.issuers:
            yield unknown("issuer", release.issuer, registers.issuers, f"{REGISTERS}/issuers.yaml")
        for index, key in enumerate(release.contacts):
            if key not in registers.contacts:
                where = f"{REGISTERS}/contacts.yaml"
                yield unknown("contacts", key, registers.contacts, where, index)
            elif registers.contacts[key].on(release.date) is None:
                message = f"{quoted(key)} has no details for {release.date} in {REGISTERS}/contacts.yaml"
                yield Problem(path, line("contacts", index), "contacts", message)
        for index, key in enumerate(release.background):
            if key not in registers.background:
                yield unknown("background", key, registers.background, f"{BACKGROUND}/", index)
            elif wording := registers.wording(key, release):
                for _, fact in registers.facts.references(find_references(wording.text)):
                    found = (
                        None if isinstance(fact, ValueError) else registers.facts.check(fact, release.date)
                    )
                    if found:
                        message = f"{quoted(key)} prints a figure: {found.message}"
                        yield Problem(path, line("background", index), "background", message, found.severity)
            else:
                wordings = registers.background[key].wordings
                since = f"its first is from {wordings[0].from_}" if wordings else "it has none"
                message = f"{quoted(key)} has no wording that held on {release.date}; {since}"
                yield Problem(path, line("background", index), "background", message)
        yield from self._references(path, release)
        yield from registers.facts.problems(path, release.references, release.date)

    def _states(self, path: str, line: int, field: str, codes: Iterable[str]) -> Iterator[Problem]:
        for code in codes:
            if code not in self._registers.states:
                message = f"unknown state {quoted(code)}{self._names.suggest(code)}"
                yield Problem(path, line, field, message)

    def _references(self, path: str, release: Release) -> Iterator[Problem]:
        for role, target, line, _ in release.references:
            field = f"{{press:{role}}}"
            if role == "release" and target in self._withheld and release.name not in self._withheld:
                message = f"{quoted(target)} is under embargo and cannot be cited yet"
                yield Problem(path, line, field, message)
            elif role == "release" and target not in self._releases:
                near = did_you_mean(target, self._releases)
                yield Problem(path, line, field, f"there is no release {quoted(target)}{near}")
            elif role == "campaign" and target not in self._registers.campaigns:
                near = did_you_mean(target, self._registers.campaigns)
                yield Problem(path, line, field, f"there is no campaign {quoted(target)}{near}")
            elif role == "state" and self._names.code(target) is None:
                message = f"unknown state {quoted(target)}{self._names.suggest(target)}"
                yield Problem(path, line, field, message)
