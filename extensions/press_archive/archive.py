"""What an archive is: its releases, what they name by key, and what holds of all. ``scan.py`` makes one."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, Self, TypeVar

from . import addresses
from .facts import MARK, Facts
from .ledger import Ledger, Line
from .names import StateNames
from .records import (
    BackgroundEntry,
    Campaign,
    Contact,
    ContactDetail,
    FrontMatter,
    Group,
    Issuer,
    Lines,
    PartialDate,
    Problem,
    Reference,
    State,
    Wording,
)
from .records.figures import Figure
from .treaties import Treaty
from .tree import BACKGROUND

Status = Literal["published", "draft", "embargoed"]

Item = TypeVar("Item")
K = TypeVar("K", str, int, tuple[int, int])


class Release(FrontMatter):
    """A release of the archive: its front matter, with its name and all defaults filled in.

    ``name`` is its path (``2014/05/azerbaijan``), its domain target and its inventory name in one.
    ``published`` is the day of the ledger's first line, ``withdrawn`` the line that withdrew it, and
    ``number_note`` what the ledger says of its number. ``digest`` identifies the file's bytes.
    """

    name: str
    language: str
    issuer: str
    body_line: int
    digest: str
    status: Status
    published: PartialDate | None
    withdrawn: Line | None
    number_note: str
    references: tuple[Reference, ...] = ()
    figures: tuple[Figure, ...] = ()

    @classmethod
    def of(cls, front: FrontMatter, **known: Any) -> Self:
        """Make a release of front matter that was checked, and of what is known besides.

        As unpickling does: to look at each field again would take a third of a scan.
        """
        release = cls.__new__(cls)
        release.__setstate__(
            {
                "__dict__": front.__dict__ | known,
                "__pydantic_fields_set__": front.model_fields_set,
                "__pydantic_extra__": None,
                "__pydantic_private__": None,
            }
        )
        return release

    @cached_property
    def docname(self) -> str:
        return addresses.release(self.name)

    @property
    def corrected(self) -> PartialDate | None:
        """The day of the last correction."""
        return self.corrections[-1].date if self.corrections else None

    @cached_property
    def changes(self) -> Sequence[PartialDate]:
        """The days on which it was corrected or withdrawn, in order."""
        days = [correction.date for correction in self.corrections]
        if self.withdrawn:
            days.append(self.withdrawn.date)
        return sorted(days)

    @property
    def changed(self) -> PartialDate | None:
        """The day on which it was last changed; ``None`` while it stands as published."""
        return self.changes[-1] if self.changes else None

    @cached_property
    def work(self) -> str:
        """The name shared by all language versions: ``2014/05/azerbaijan``."""
        head, slash, slug = self.name.rpartition("/")
        return head + slash + slug.partition(".")[0]


def grouped(items: Iterable[Item], keys: Callable[[Item], Iterable[K]]) -> Mapping[K, Sequence[Item]]:
    """Return releases, or others, under each of their keys; they stay in their order."""
    groups: defaultdict[K, list[Item]] = defaultdict(list)
    for item in items:
        for key in keys(item):
            groups[key].append(item)
    return dict(groups)


def original_of(versions: Sequence[Release], own: str) -> Release | None:
    """Return the one of a text's language versions from which the others are translated.

    It is named without a language. Where none is, it is the one in the archive's ``own``; in none of the two
    cases is it known.
    """
    return next((r for r in versions if r.name == r.work), None) or next(
        (r for r in versions if r.language == own), None
    )


@dataclass(frozen=True)
class Registers:
    """What releases name by key."""

    states: Mapping[str, State]
    campaigns: Mapping[str, Campaign]
    contacts: Mapping[str, Contact]
    issuers: Mapping[str, Issuer]
    background: Mapping[str, BackgroundEntry]
    #: Where each thing stands in its file, by the file's path: for messages.
    lines: Mapping[str, Lines]
    groups: Mapping[str, Group] = dataclasses.field(default_factory=dict)
    treaties: Mapping[str, Treaty] = dataclasses.field(default_factory=dict)

    @cached_property
    def facts(self) -> Facts:
        return Facts(self.treaties)

    @cached_property
    def with_figures(self) -> frozenset[str]:
        """The entries of the background with marked figures in one of their wordings."""
        return frozenset(
            key for key, entry in self.background.items() if any(MARK in held.text for held in entry.wordings)
        )

    def entry_of(self, docname: str) -> tuple[str, BackgroundEntry] | None:
        """Return the entry of the shared background that a document is, if it is one, and its key."""
        folder, _, key = docname.rpartition("/")
        entry = self.background.get(key) if folder == BACKGROUND else None
        return (key, entry) if entry else None

    def contacts_of(self, release: FrontMatter) -> Iterator[tuple[str, ContactDetail]]:
        """Yield the name of each contact of a release that was checked, with the details of its date."""
        for key in release.contacts:
            detail = self.contacts[key].on(release.date)
            assert detail is not None, "the scan refuses a contact without details"
            yield self.contacts[key].name, detail

    def wording(self, key: str, release: FrontMatter) -> Wording | None:
        """Return the wording of a background entry that held on the release's date."""
        at = key, release.date
        if at not in self._wordings:
            self._wordings[at] = self.background[key].on(release.date)
        return self._wordings[at]

    @cached_property
    def _wordings(self) -> dict[tuple[str, PartialDate], Wording | None]:
        """Those that were asked for: thousands of releases print one, and each is asked several times."""
        return {}


@dataclass(frozen=True)
class Archive:
    """Everything public at ``now``, checked.

    ``withheld`` names the drafts and what is still under embargo: they are in no output, unless a
    preview shows them, when they are among the ``releases`` with a status that says so. ``unpublished``
    are all of these themselves, for the eyes of authors only: no output is made of them. ``today`` is the
    day it was scanned for.
    """

    releases: tuple[Release, ...]
    withheld: frozenset[str]
    ledger: Ledger
    registers: Registers
    names: StateNames
    warnings: tuple[Problem, ...]
    today: dt.date
    unpublished: tuple[Release, ...] = ()
