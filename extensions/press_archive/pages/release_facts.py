"""What stands beside a release: what each of its figures counts, and what happened since.

All of it is the archive's own words, computed from the events; the text of the release stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .. import addresses
from ..archive import Release
from ..catalogue import Catalogue
from ..names import date_words
from ..targets import anchor, fact_words
from ..treaties import Treaty
from ..words import translator
from .rows import Link, Rows, sort_key
from .standing import step_name


class Counted(NamedTuple):
    """One figure of a release: what it counts, and the states."""

    anchor: str
    figure: str
    words: str
    states: tuple[Link, ...]
    treaty: Link
    caveat: str
    since: str


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
            today = self._catalogue.horizon(treaty)
            now = facts.on(fact, today)
            since = ""
            if now.value != count.value and not now.caveat and not fact.on:
                since = _("On {date} the figure was {figure}.").replace("{figure}", str(now.value))
                since = since.replace("{date}", date_words(today, language))
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
        today = self._catalogue.horizon(treaty)
        if release.date.last >= today:
            return
        for code in release.about:
            link = self._rows.state(code, language)
            happened = [step for step in treaty.steps(code) if release.date.last < step.date <= today]
            for step in happened:
                words = step_name(step, language, today)
                yield date_words(step.date, language), step.date.isoformat(), link, words
            status = treaty.status(code, today)
            if not happened and status.standing in {"none", "signatory", "declined", "former"}:
                words = _("still not a party to the {treaty}").replace("{treaty}", treaty.record.short_name)
                yield date_words(today, language), today.isoformat(), link, words
            elif status.standing == "leaving" and status.until:
                words = _("the withdrawal takes effect on {date}, unless revoked")
                words = words.replace("{date}", date_words(status.until, language))
                yield date_words(today, language), today.isoformat(), link, words
