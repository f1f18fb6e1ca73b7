"""Where states stand, in words for a reader's page.

All of it is plain data for the templates, as of :func:`horizon`: the day up to which the list of events
is complete, or the day the build stands at if that is earlier.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from . import addresses
from .catalogue import Catalogue
from .names import date_words
from .records import PartialDate
from .records.treaties import Certainty
from .rows import Link
from .treaties import Standing, Treaty
from .treaty_history import Step, StepKind
from .words import mark as _
from .words import translator

STANDING_NAMES: Mapping[Standing, str] = {
    "party": _("State party"),
    "leaving": _("State party that has notified its withdrawal"),
    "consented": _("Has deposited its instrument; not yet in force"),
    "former": _("No longer a party"),
    "signatory": _("Signatory, not a party"),
    "declined": _("Signed, and has since said that it will not become a party"),
    "none": _("Neither a party nor a signatory"),
}
#: The same where there is little room.
STANDING_SHORT: Mapping[Standing, str] = {
    "party": _("State party"),
    "leaving": _("Leaving"),
    "consented": _("Joining"),
    "former": _("Former party"),
    "signatory": _("Signatory"),
    "declined": _("Signed, then declined"),
    "none": _("Not a party"),
}
STEP_NAMES: Mapping[StepKind, str] = {
    "signed": _("Signed"),
    "deposited": _("Deposited its instrument"),
    "in-force": _("Entered into force"),
    "withdrawal-notified": _("Notified its withdrawal"),
    "notice-revoked": _("Revoked its notice of withdrawal"),
    "withdrawal-effective": _("Withdrawal took effect"),
    "instrument-withdrawn": _("Withdrew its instrument"),
    "declined": _("Said that it will not become a party"),
}
INSTRUMENT_NAMES: Mapping[str, str] = {
    "ratification": _("Ratified"),
    "accession": _("Acceded"),
    "acceptance": _("Accepted"),
    "approval": _("Approved"),
    "succession": _("Succeeded"),
}
CERTAINTY_NAMES: Mapping[Certainty, str] = {
    "confirmed": "",
    "reported": _("as reported; the record itself was not read"),
    "one-source": _("from one source"),
    "recalled": _("the day is not confirmed"),
}


def horizon(catalogue: Catalogue, treaty: Treaty) -> dt.date:
    """Return the last day of which anything is said."""
    return min(catalogue.today, treaty.as_of)


def day_words(day: dt.date, language: str) -> str:
    return date_words(PartialDate.of(day), language)


def step_name(step: Step, language: str, today: dt.date) -> str:
    _ = translator(language)
    if step.kind == "deposited":
        return _(INSTRUMENT_NAMES.get(step.instrument, STEP_NAMES["deposited"]))
    if step.kind == "withdrawal-effective" and step.date > today:
        return _("Withdrawal takes effect, unless revoked")
    return _(STEP_NAMES[step.kind])


class Standings:
    """The standing of the states of one catalogue, in the site's own language unless told otherwise."""

    def __init__(self, catalogue: Catalogue, language: str) -> None:
        self._catalogue = catalogue
        self._language = language
        self._treaties = tuple(catalogue.registers.treaties.values())

    @property
    def treaty(self) -> Treaty | None:
        """The treaty that is meant when none is named."""
        return self._treaties[0] if self._treaties else None

    def words(self, treaty: Treaty, code: str, language: str = "") -> str:
        """Say in a few words where a state stands."""
        status = treaty.status(code, horizon(self._catalogue, treaty))
        return translator(language or self._language)(STANDING_NAMES[status.standing])

    def states(self, codes: Sequence[str]) -> Mapping[str, tuple[Standing, str]]:
        """Return the standing of states to the first treaty: a word for style, and words to read."""
        if not self._treaties:
            return {}
        treaty = self._treaties[0]
        today = horizon(self._catalogue, treaty)
        return {code: (treaty.status(code, today).standing, self.words(treaty, code)) for code in codes}

    def legend(self, codes: Sequence[str]) -> Mapping[str, Any] | None:
        """Return how many of the states stand how to the first treaty, and where to read more."""
        if not self._treaties:
            return None
        _ = translator(self._language)
        found = [standing for standing, _words in self.states(codes).values()]
        return {
            "treaty": Link(addresses.treaty(self._treaties[0].key), self._treaties[0].record.short_name),
            "today": day_words(horizon(self._catalogue, self._treaties[0]), self._language),
            "parties": self._treaties[0].count(on=horizon(self._catalogue, self._treaties[0])).value,
            "items": [
                (key, _(name), _(STANDING_SHORT[key]), found.count(key))
                for key, name in STANDING_NAMES.items()
                if key in found
            ],
        }


def sources(treaty: Treaty, step: Step) -> tuple[tuple[str, str], ...]:
    """Return name and address of what a date rests on."""
    known = treaty.record.sources
    return tuple((known[key].name, known[key].url or "") for key in step.sources if key in known)


def source_words(treaty: Treaty, language: str) -> list[tuple[str, str, str, str]]:
    """Return name, address, day of reading and note of each source of a treaty's list."""
    return [
        (
            source.name,
            source.url or "",
            date_words(source.retrieved, language) if source.retrieved else "",
            source.note or "",
        )
        for source in treaty.record.sources.values()
    ]
