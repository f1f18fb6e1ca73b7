"""What the archive already knows: background wordings, contacts, issuers, and releases of the same text."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..names import fold
from ..records import BackgroundEntry, Campaign, Contact, Issuer, PartialDate, State
from ..records.fingerprint import as_printed
from .plain import Block, comparable
from .states import StateFinder
from .understood import Match, Understood

_WORD = re.compile(r"[^\W_]+")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


@dataclass
class Known:
    """The registers as the importer uses them; made once for a run."""

    states: Mapping[str, State] = field(default_factory=dict)
    campaigns: Mapping[str, Campaign] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    issuers: Mapping[str, Issuer] = field(default_factory=dict)
    background: Mapping[str, BackgroundEntry] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.finder = StateFinder(self.states)
        self.issuer_names = {
            fold(name): key
            for key, issuer in self.issuers.items()
            for name in (issuer.name, issuer.short_name or "", *issuer.other_names)
            if name
        }
        self._wordings = [
            (key, wording, _words(wording.text))
            for key, entry in self.background.items()
            for wording in entry.wordings
        ]

    def wording(self, block: Block, date: PartialDate | None = None) -> Match:
        """Match a paragraph with the wordings of the background.

        A key is given only when the words are those of the wording that held on the date: anything else would
        change what the release said. What is near is offered as a new version.
        """
        own = _words(block.text)
        best = Match(block)
        if len(own) < 8:
            return best
        for key, wording, other in self._wordings:
            if not 0.5 < len(own) / max(1, len(other)) < 2:
                continue
            shared = len(set(own) & set(other)) / max(len(set(own)), len(set(other)))
            if shared < 0.45:
                continue
            ratio = 1.0 if own == other else difflib.SequenceMatcher(None, own, other, autojunk=False).ratio()
            if ratio > best.ratio:
                best.ratio = round(ratio, 3)
                entry = self.background[key]
                held = [w for w in entry.wordings if date is None or w.from_.first <= date.last]
                current = bool(held) and held[-1] is wording
                if ratio == 1.0 and current:
                    best.key, best.offer = key, ""
                elif ratio == 1.0:
                    best.key = ""
                    best.offer = (
                        f"the wording of “{key}” from {wording.from_}, seen here on {date}; give it that day"
                    )
                elif ratio >= 0.6:
                    best.key = ""
                    best.offer = f"near the wording of “{key}” from {wording.from_} ({ratio:.0%}); a new version of it from {date or 'its day'}?"
        return best


def fingerprint(item: Understood) -> str:
    """Identify a text by its words alone, so that another carrier of the same text has the same."""
    return _identity(f"{item.title} {item.said}")


def _identity(text: str) -> str:
    return hashlib.sha256(" ".join(_words(text)).encode()).hexdigest()[:24]


@dataclass(frozen=True)
class Held:
    """A release that the archive or this run has: enough to recognise another copy of it."""

    name: str
    title: str
    date: PartialDate | None
    language: str
    about: tuple[str, ...]
    record: bool = False
    sha256: str = ""
    text: str = ""


class Holdings:
    """The releases held so far, looked up by file, by text and by title."""

    def __init__(self, held: Iterable[Held]) -> None:
        self._by_file: dict[str, str] = {}
        self._by_text: dict[str, Held] = {}
        self._by_month: dict[tuple[int, int], list[Held]] = {}
        for item in held:
            self.add(item)

    def add(self, item: Held) -> None:
        if item.sha256:
            self._by_file.setdefault(item.sha256, item.name)
        if item.text:
            self._by_text.setdefault(item.text, item)
        if item.date:
            self._by_month.setdefault((item.date.year, item.date.month), []).append(item)

    def imported(self, sha256: str) -> str:
        """Return the release that was made from a file (and part) before, or an empty string."""
        return self._by_file.get(sha256, "")

    def same_text(self, text: str) -> Held | None:
        return self._by_text.get(text)

    def alike(
        self, title: str, date: PartialDate | None, language: str, about: tuple[str, ...]
    ) -> tuple[Held, str] | None:
        """Return a release that is probably the same event, and why it is thought so."""
        if date is None:
            return None
        folded = comparable(title)
        for item in self._near(date):
            assert item.date is not None
            days = abs((item.date.first - date.first).days) if item.date.day and date.day else 0
            if days > 7:
                continue
            if (
                item.language == language
                and difflib.SequenceMatcher(None, comparable(item.title), folded, autojunk=False).ratio()
                >= 0.85
            ):
                return item, "near-equal title within a week"
            if (
                item.language != language
                and item.language
                and language
                and days <= 1
                and date.day
                and item.date.day
                and about
                and set(about) == set(item.about)
            ):
                return item, "another language, the same day and states"
        return None

    def _near(self, date: PartialDate) -> Iterable[Held]:
        months = {(date.year, date.month), (date.year, 0)}
        if date.day and date.day < 8:
            months.add((date.year, date.month - 1) if date.month > 1 else (date.year - 1, 12))
        if date.day > 22:
            months.add((date.year, date.month + 1) if date.month < 12 else (date.year + 1, 1))
        return [item for month in sorted(months) for item in self._by_month.get(month, ())]


_NOTES = re.compile(r"^:::+\{press:notes\}.*?^:::+\s*$", re.MULTILINE | re.DOTALL)


def said_in(title: str, body: str) -> str:
    """Identify the text of a release file as :func:`fingerprint` identifies an understood one."""
    plain = re.sub(r"\]\(<[^>]*>\)", "]", as_printed(_NOTES.sub("", body)))
    return _identity(f"{title} {plain}")
