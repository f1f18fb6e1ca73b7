"""The schema of what releases name by key: the shared background, states, campaigns, contacts and issuers."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from .dates import DateField, PartialDate
from .models import Key, LanguageTag, Line, Record, StateCode, Text, WebAddress


class Wording(Record):
    """What a background entry says from one day on."""

    from_: DateField = Field(alias="from", description="The first day on which this wording holds.")
    text: Text = Field(description="The wording, in MyST Markdown; a blank line starts a paragraph.")
    language: LanguageTag | None = Field(None, description="Its language, if it is not the archive's own.")


def _in_order(items: tuple[Any, ...]) -> tuple[Any, ...]:
    for earlier, later in pairwise(items):
        if earlier.from_ >= later.from_:
            raise ValueError(f"{later.from_} must come after {earlier.from_}: oldest first, one for each day")
    return items


class BackgroundEntry(Record):
    """An entry of the shared background: `docs/background/<key>.md`."""

    term: Line = Field(description="The term, as it heads the entry.")
    other_names: tuple[Line, ...] = Field((), description="Other names under which it is looked up.")
    see_also: tuple[Key, ...] = Field((), description="Keys of entries to read next.")
    source: Line | None = Field(None, description="The article or document the entry rests on.")
    definition: Text | None = Field(
        None, description="The glossary's definition; left out, it is the newest wording."
    )
    wordings: Annotated[tuple[Wording, ...], AfterValidator(_in_order)] = Field(
        (), description="What releases print, dated, oldest first."
    )

    @model_validator(mode="after")
    def _says_something(self) -> BackgroundEntry:
        if self.definition is None and not self.wordings:
            raise ValueError("an entry needs a definition or a wording")
        return self

    def on(self, date: PartialDate) -> Wording | None:
        """Return the wording that held on the date, or ``None`` before the first."""
        held = [wording for wording in self.wordings if wording.from_.first <= date.last]
        return held[-1] if held else None


class FormerName(Record):
    """A name that a state had until a known time."""

    name: Line = Field(description="The name.")
    until: DateField = Field(description="When it ceased to be used, as precisely as known.")


class State(Record):
    """A state of the register, `docs/registers/states.yaml`; its names come from Unicode CLDR."""

    key_form = "[A-Z]{2}"
    key_words = "two capital letters, as in AZ (ISO 3166-1 alpha-2)"

    name: dict[LanguageTag, Line] = Field({}, description="Names where the archive does not use CLDR's.")
    group: Line = Field(description="The United Nations regional group.")
    other_names: tuple[Line, ...] = Field((), description="Former and everyday names, for finding it.")
    former_names: tuple[FormerName, ...] = Field((), description="Former names, with the end of each.")


class Focus(Record):
    """A state that a campaign put in focus for a month."""

    month: DateField = Field(description="The month (2014-05).")
    state: StateCode = Field(description="The state (ISO 3166-1 alpha-2).")
    source: WebAddress | None = Field(None, description="Where it is said.")


class Campaign(Record):
    """A campaign, in `docs/registers/campaigns.yaml`."""

    name: Line = Field(description="Its name.")
    start: DateField | None = Field(None, description="When it began, as precisely as known.")
    end: DateField | None = Field(None, description="When it ended; left out while it runs.")
    description: Text = Field(description="What it was for, in a sentence or two.")
    source: WebAddress | None = Field(None, description="Where the details were found.")
    focus: tuple[Focus, ...] = Field((), description="The state of each month.")


class ContactDetail(Record):
    """How a press contact could be reached in one period."""

    from_: DateField = Field(alias="from", description="The first day on which this is known to be true.")
    until: DateField | None = Field(None, description="The last day on which it was true, if over.")
    role: Line = Field(description="The role, as printed.")
    organisation: Line | None = Field(None, description="The body, as printed.")
    place: Line = Field(description="The city under which the contact is printed.")
    tel: Line | None = Field(None, description="Telephone, as printed.")
    email: Annotated[str, StringConstraints(pattern=r"^[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+$")] | None = (
        Field(None, description="Mail address.")
    )


class Contact(Record):
    """A press contact, in `docs/registers/contacts.yaml`."""

    name: Line = Field(description="The person's name.")
    details: Annotated[tuple[ContactDetail, ...], Field(min_length=1), AfterValidator(_in_order)] = Field(
        description="Dated details, oldest first."
    )

    def on(self, date: PartialDate) -> ContactDetail | None:
        """Return the detail that was true on the date, or ``None`` when none is known to be."""
        day = date.last
        held = [detail for detail in self.details if detail.from_.first <= day]
        if not held or (held[-1].until is not None and held[-1].until.last < date.first):
            return None
        return held[-1]


class Licence(Record):
    """What allows others to use texts or data again."""

    name: Line = Field(description="What it is called, as in `CC BY 4.0`.")
    url: WebAddress = Field(description="The address of its text.")

    @property
    def statement(self) -> str:
        """The licence in a line, where there is no room for a link."""
        return f"{self.name} {self.url}"


class Issuer(Record):
    """A body that gives out releases, in `docs/registers/issuers.yaml`."""

    name: Line = Field(description="Its full name.")
    short_name: Line | None = Field(None, description="A short form for narrow places.")
    other_names: tuple[Line, ...] = Field((), description="Other names and abbreviations.")
    url: WebAddress | None = Field(None, description="Its site.")
    same_as: tuple[WebAddress, ...] = Field(
        (), description="Addresses that mean this body elsewhere: at Wikidata, in the register ROR."
    )
    licence: Licence | None = Field(
        None, description="The licence under which its texts may be used again, if it gives one."
    )
