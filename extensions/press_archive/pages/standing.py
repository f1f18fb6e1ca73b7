"""Where states stand, in words for a reader's page.

All of it is plain data for the templates, as of a treaty's horizon (``catalogue.py``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from ..names import date_words
from ..records.treaties import Certainty
from ..treaties import Standing, Treaty
from ..treaties.history import Step, StepKind
from ..words import mark as _
from ..words import translator

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


def step_name(step: Step, language: str, today: dt.date) -> str:
    """Say what a state did, or what followed from it; of a withdrawal, whether it is still to come."""
    _ = translator(language)
    if step.kind == "deposited":
        return _(INSTRUMENT_NAMES.get(step.instrument, STEP_NAMES["deposited"]))
    if step.kind == "withdrawal-effective" and step.date > today:
        return _("Withdrawal takes effect, unless revoked")
    return _(STEP_NAMES[step.kind])


def sources(treaty: Treaty, step: Step) -> tuple[tuple[str, str], ...]:
    """Return name and address of what a date rests on."""
    known = treaty.record.sources
    return tuple((known[key].name, known[key].url or "") for key in step.sources)


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
