"""What stands beside a release: what each of its figures counts, and what happened since.

All of it is the archive's own words, computed from the events; the text of the release stays as it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .. import addresses
from ..archive import Release
from ..catalogue import Catalogue
from ..facts import Fact
from ..records import PartialDate
from ..treaties import Treaty
from ..words import translator
from .rows import Link, Rows, sort_key
from .standing import day_words, horizon, step_name


class Counted(NamedTuple):
    """One figure of a release: what it counts, and the states."""

    anchor: str
    figure: str
    words: str
    states: tuple[Link, ...]
    treaty: Link
    caveat: str
    since: str


def anchor(fact: Fact) -> str:
    """Name a fact within its page: by what it says, so that text and note find each other."""
    counted = (fact.what, fact.basis, fact.group, fact.treaty, fact.on)
    return "-".join(str(part) for part in ("fact", fact.figure, "not" * fact.invert, *counted) if part)


def fact_words(fact: Fact, treaty: Treaty, day: dt.date, language: str) -> str:
    """Say what a fact counts, on which day."""
    _ = translator(language)
    patterns = {
        ("states-parties", "in-force", False): _("{treaty}: states parties on {date}"),
        ("states-parties", "in-force", True): _("{treaty}: states that were not parties on {date}"),
        ("states-parties", "deposited", False): _("{treaty}: states that had deposited by {date}"),
        ("states-parties", "deposited", True): _("{treaty}: states that had not deposited by {date}"),
        ("signatories", "in-force", False): _("{treaty}: signatories on {date}"),
        ("signatories", "in-force", True): _("{treaty}: states that were not signatories on {date}"),
        ("signatures", "in-force", False): _("{treaty}: states that had signed by {date}"),
        ("signatures", "in-force", True): _("{treaty}: states that had not signed by {date}"),
    }
    basis = fact.basis if fact.what == "states-parties" else "in-force"
    words = patterns[fact.what, basis, fact.invert]
    words = words.replace("{treaty}", treaty.record.short_name)
    words = words.replace("{date}", day_words(day, language))
    return f"{words} ({treaty.groups[fact.group].name})" if fact.group else words


class Printed(NamedTuple):
    """What a fact prints in a text, and where what it counts is said."""

    text: str
    words: str  # what it counts, where that is said on the same page
    anchor: str
    treaty: str


def printed(catalogue: Catalogue, release: Release | None, written: str, target: str) -> Printed:
    """Return what a fact prints in a release, or in another document (``None``).

    Without a figure it prints the one that is right for the release; in another document, for the last
    day that the list covers.

    Raises:
        ValueError: saying what is not understood and what could be meant.

    """
    facts = catalogue.registers.facts
    fact = facts.parse(written, target)
    treaty = facts.treaties[fact.treaty]
    date = release.date if release else PartialDate.of(horizon(catalogue, treaty))
    text = written or str(facts.count(fact, date).value)
    if release is None:
        return Printed(text, "", "", treaty.key)
    words = fact_words(fact, treaty, facts.day(fact, date), release.language)
    return Printed(text, words, anchor(fact), treaty.key)


class ReleaseFacts:
    """The figures of the releases of one catalogue."""

    def __init__(self, catalogue: Catalogue, rows: Rows) -> None:
        self._catalogue = catalogue
        self._rows = rows
        self._treaties = tuple(catalogue.registers.treaties.values())

    def beside(self, release: Release, language: str) -> Mapping[str, Any]:
        """Return what stands beside a release: what its figures count, and what happened since."""
        return {
            "facts": self._facts(release, language),
            "since": [line for treaty in self._treaties for line in self._since(treaty, release, language)],
        }

    def _facts(self, release: Release, language: str) -> list[Counted]:
        _ = translator(language)
        facts = self._catalogue.registers.facts
        shown = []
        for fact in self._catalogue.facts(release):
            treaty = facts.treaties[fact.treaty]
            count = facts.count(fact, release.date)
            today = horizon(self._catalogue, treaty)
            now = facts.on(fact, today)
            since = ""
            if now.value != count.value and not now.caveat and not fact.on:
                since = _("On {date} the figure was {figure}.").replace("{figure}", str(now.value))
                since = since.replace("{date}", day_words(today, language))
            states = (self._rows.state(code, language) for code in count.states)
            words = fact_words(fact, treaty, facts.day(fact, release.date), language)
            shown.append(
                Counted(
                    anchor(fact),
                    str(count.value if fact.figure is None else fact.figure),
                    words,
                    tuple(sorted(states, key=lambda link: sort_key(link.text))),
                    Link(addresses.treaty(treaty.key), treaty.record.short_name),
                    count.caveat_words(language),
                    since,
                )
            )
        return shown

    def _since(self, treaty: Treaty, release: Release, language: str) -> Iterator[tuple[str, str, Link, str]]:
        """Yield day, its ISO form, state and what happened, for the states a release is about."""
        _ = translator(language)
        today = horizon(self._catalogue, treaty)
        if release.date.last >= today:
            return
        for code in release.about:
            link = self._rows.state(code, language)
            happened = [step for step in treaty.steps(code) if release.date.last < step.date <= today]
            for step in happened:
                words = step_name(step, language, today)
                yield day_words(step.date, language), step.date.isoformat(), link, words
            status = treaty.status(code, today)
            if not happened and status.standing in {"none", "signatory", "declined", "former"}:
                words = _("still not a party to the {treaty}").replace("{treaty}", treaty.record.short_name)
                yield day_words(today, language), today.isoformat(), link, words
            elif status.standing == "leaving" and status.until:
                words = _("the withdrawal takes effect on {date}, unless revoked")
                words = words.replace("{date}", day_words(status.until, language))
                yield day_words(today, language), today.isoformat(), link, words
