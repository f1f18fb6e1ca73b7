"""What can only be seen with the whole archive in view: here, keys and references that name nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..archive import Registers, Release
from ..facts import MARK
from ..ledger import Ledger
from ..names import StateNames
from ..records import (
    Draft,
    PartialDate,
    Problem,
    RecordError,
    Reference,
    did_you_mean,
    misprinted,
    quoted,
    read_bytes,
    read_file,
    references_in,
)
from ..targets import KINDS, ROLES, keys, missing, not_public
from ..tree import BACKGROUND, CAMPAIGNS, CONTACTS, REGISTERS, STATES, files, path_of
from . import facts


class Checker:
    """Checks that what files name is there, and may be named.

    Arguments:
        releases: the names of those of which there is a file.

    """

    def __init__(
        self,
        registers: Registers,
        names: StateNames,
        releases: Iterable[str],
        withheld: frozenset[str],
        ledger: Ledger,
    ) -> None:
        self._ledger = ledger
        self._registers = registers
        self._names = names
        there = set(releases)
        self._releases = there | {old for old in ledger.holds if ledger.destination(old) in there}
        self._withheld = withheld

    def registers(self) -> Iterator[Problem]:
        """Yield what the registers and the background name and is not there, and codes of no state."""
        for code, state in self._registers.states.items():
            if not state.name and self._names.name(code, "en") == code:
                line = self._registers.lines[STATES].get((code,), 1)
                message = "no state has this code (ISO 3166-1 alpha-2); mend it, or write the state's name"
                yield Problem(STATES, line, code, message)
        for key, campaign in self._registers.campaigns.items():
            for index, focus in enumerate(campaign.focus):
                field = f"{key}.focus.{index}.state"
                line = self._registers.lines[CAMPAIGNS].get((key, "focus", index), 1)
                yield from self._state(CAMPAIGNS, line, field, focus.state)
        for key, entry in self._registers.background.items():
            for other in entry.see_also:
                if other not in self._registers.background:
                    near = did_you_mean(other, self._registers.background)
                    path = f"{BACKGROUND}/{key}.md"
                    line = self._registers.lines[path].get(("see_also",), 1)
                    yield Problem(path, line, "see_also", f"there is no entry {quoted(other)}{near}")

    def release(self, draft: Draft, release: Release) -> Iterator[Problem]:
        """Yield what a release names and is not there, or was not on its date; and what is misprinted."""
        path = path_of(draft.name)

        def unknown(field: str, key: str, known: Iterable[str], where: str, *at: int) -> Problem:
            message = f"{quoted(key)} is not in {where}{did_you_mean(key, known)}"
            return Problem(path, draft.line(field, *at), field, message)

        registers = self._registers
        if not registers.states.keys() >= {*release.about, *release.mentions}:
            for field in ("about", "mentions"):
                for index, code in enumerate(getattr(release, field)):
                    yield from self._state(path, draft.line(field, index), field, code)
        if release.campaign and release.campaign not in registers.campaigns:
            yield unknown("campaign", release.campaign, registers.campaigns, CAMPAIGNS)
        if release.issuer not in registers.issuers:
            yield unknown("issuer", release.issuer, registers.issuers, f"{REGISTERS}/issuers.yaml")
        for index, key in enumerate(release.contacts):
            if key not in registers.contacts:
                yield unknown("contacts", key, registers.contacts, CONTACTS, index)
            elif registers.contacts[key].on(release.date) is None:
                details = registers.contacts[key].details
                before = [detail for detail in details if detail.from_.first <= release.date.last]
                when = (
                    f"those from {before[-1].from_} end on {before[-1].until}"
                    if before
                    else f"the first are from {details[0].from_}"
                )
                message = f"{quoted(key)} has no details for {release.date} in {CONTACTS}; {when}"
                yield Problem(path, draft.line("contacts", index), "contacts", message)
        for index, key in enumerate(release.background):
            if key not in registers.background:
                yield unknown("background", key, registers.background, f"{BACKGROUND}/", index)
            elif registers.wording(key, release) is None:
                wordings = registers.background[key].wordings
                since = f"its first is from {wordings[0].from_}" if wordings else "it has none"
                message = f"{quoted(key)} has no wording that held on {release.date}; {since}"
                yield Problem(path, draft.line("background", index), "background", message)
        if release.references:
            yield from self._references(path, release.references, release)
        for at, message in draft.misprinted:
            yield Problem(path, at, "", message, "warning")

    def _state(self, path: str, line: int, field: str, code: str) -> Iterator[Problem]:
        if code not in self._registers.states:
            yield Problem(path, line, field, f"unknown state {quoted(code)}{self._names.suggest(code)}")

    def documents(self, root: Path, today: dt.date, own: str) -> Iterator[Problem]:
        """Yield what the knowledge base points to and is not there, counts and is not so, or misprints.

        It is in the archive's ``own`` language.
        """
        links: list[str] = []
        for name in sorted(name for name, _ in files(root / "docs", links=links) if name.endswith(".md")):
            path = f"docs/{name}"
            try:
                text = read_bytes(read_file(root, path), path)
            except RecordError as error:
                yield from error.problems
                continue
            yield from self._references(path, references_in(text, 1))
            for at, message in misprinted(text, 1):
                yield Problem(path, at, "", message, "warning")
            if MARK in text:
                yield from facts.document(path, text, self._registers, today, own)
        yield from not_followed("docs", links)

    def _references(
        self, path: str, references: Iterable[Reference], release: Release | None = None
    ) -> Iterator[Problem]:
        """Yield what is wrong with the references of a release, or of a page that is none."""
        public = release is None or release.name not in self._withheld
        for role, target, line, _ in references:
            field = f"{{press:{role}}}"
            named = target
            if role == "release" and target not in self._releases:
                target = self._ledger.resolve(target)  # noqa: PLW2901  (a number, or a former address)
            line_of = self._ledger.holds.get(target) if role == "release" else None
            if line_of and line_of.state == "withdrawn" and self._is_later(release, line_of.date):
                hint = withdrawn_hint(line_of.target)
                message = f"{quoted(named)} was withdrawn on {line_of.day} and cannot be cited{hint}"
                yield Problem(path, line, field, message)
            if line_of and line_of.state == "gone":
                hint = withdrawn_hint(line_of.target) if self._is_later(release, line_of.date) else ""
                message = f"{quoted(named)} was removed on {line_of.day} and cannot be cited{hint}"
                yield Problem(path, line, field, message)
            elif role == "release" and target in self._withheld and public:
                yield Problem(path, line, field, not_public(named))
            elif role in KINDS and not self._is_there(role, target):
                said = missing(role, named, self._registers, self._names, self._releases)
                yield Problem(path, line, field, said)
            elif role not in ROLES:
                allowed = ", ".join(f"press:{known}" for known in ROLES)
                message = f"there is no such role{did_you_mean(role, ROLES)}; allowed: {allowed}"
                yield Problem(path, line, field, message)

    def _is_there(self, kind: str, target: str) -> bool:
        if kind == "state":
            return self._names.code(target) is not None
        return target in keys(kind, self._registers, self._releases)

    def _is_later(self, release: Release | None, date: PartialDate) -> bool:
        """Whether a text is from after a date: what was cited before it in good faith stands."""
        if release is None or release.published is None:
            return True
        return release.published.first > date.last


def not_followed(folder: str, links: Iterable[str]) -> Iterator[Problem]:
    """Yield the links to folders that a folder holds: what is behind them is not checked."""
    for path in sorted(links):
        message = "a link to a folder is not followed; put the folder itself here"
        yield Problem(f"{folder}/{path}", 1, "", message)


def withdrawn_hint(successor: str) -> str:
    """Finish the message about a withdrawn target: what to cite instead."""
    instead = f"cite {quoted(successor)} instead" if successor else "name it without the role"
    return f"; {instead}"


def versions(releases: Iterable[Release]) -> Iterator[Problem]:
    """Yield releases that are the same text in the same language as another."""
    seen: dict[tuple[str, str], str] = {}
    for release in releases:
        other = seen.setdefault((release.work, release.language), release.name)
        if other != release.name:
            message = f"{path_of(other)} is this release in {quoted(release.language)} already"
            yield Problem(path_of(release.name), 1, "language", message)
