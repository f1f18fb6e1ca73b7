"""The schema of treaties and groups: who signed, joined and left, when, and where that was seen."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from .dates import DateField
from .models import Key, Line, Record, StateCode, Text, WebAddress

EventKind = Literal[
    "signed", "deposited", "withdrawal-notified", "notice-revoked", "instrument-withdrawn", "declined"
]
Instrument = Literal["ratification", "accession", "acceptance", "approval", "succession"]
Certainty = Literal["confirmed", "reported", "one-source", "recalled"]
_DAY = Annotated[DateField, Field(json_schema_extra={"pattern": r"^\d{4}-\d{2}-\d{2}$"})]
_Count = Annotated[str, StringConstraints(pattern=r"^\d{1,4}$")]


class TreatySource(Record):
    """Where details were found."""

    name: Line = Field(description="What it is, in words a reader can look it up by.")
    url: WebAddress | None = Field(None, description="Its address.")
    retrieved: DateField | None = Field(None, description="The day it was read; left out if it was not.")
    note: Line | None = Field(None, description="What a reader must know about it.")


class TreatyEvent(Record):
    """One thing that one state did, on one day."""

    date: _DAY = Field(description="The day, as the depositary records it.")
    state: StateCode = Field(description="The state (ISO 3166-1 alpha-2).")
    event: EventKind = Field(
        description="What it did. `declined`: it told the depositary that it will not become a party. "
        "`instrument-withdrawn`: it took its instrument back before the treaty bound it."
    )
    instrument: Instrument | None = Field(None, description="What was deposited.")
    effective: _DAY | None = Field(
        None,
        description="The day from which it has effect, where that is not what the treaty's own rule gives: "
        "a succession, or a withdrawal that names a later day.",
    )
    certainty: Certainty = Field("confirmed", description="How sure the day is.")
    sources: Annotated[tuple[Key, ...], Field(min_length=1)] = Field(
        description="Where it was seen: keys of the file's `sources`."
    )
    corrects: _DAY | None = Field(
        None, description="The date of the earlier line, of this state and event, that this line replaces."
    )
    note: Line | None = Field(None, description="What a reader must know about it.")

    @model_validator(mode="after")
    def _consistent(self) -> TreatyEvent:
        for name in ("date", "effective", "corrects"):
            date = getattr(self, name)
            if date is not None and date.precision != "day":
                raise ValueError(f"{name} needs a day (2014-05-06); found {date}")
        if (self.instrument is not None) != (self.event == "deposited"):
            raise ValueError("an instrument goes with `deposited`, and `deposited` needs one")
        return self


class EntryIntoForce(Record):
    """The treaty's rule on when it begins to bind."""

    article: Line = Field(description="Where the treaty says it.")
    deposits: Annotated[str, StringConstraints(pattern=r"^[1-9]\d{0,3}$")] = Field(
        description="The number of instruments with which the treaty itself began."
    )
    days: _Count = Field(description="The days that follow a deposit before it counts.")
    first_of_month: Literal["true", "false"] = Field(
        "false", description="`true` when it then begins on the first day of the next month."
    )


class Withdrawal(Record):
    """The treaty's rule on when a withdrawal takes effect."""

    article: Line = Field(description="Where the treaty says it.")
    months: _Count = Field(description="The months after the notice.")


class TreatyRecord(Record):
    """A treaty: `docs/treaties/<key>.yaml`, an append-only list of what states did."""

    name: Line = Field(description="Its full name.")
    short_name: Line = Field(description="The name used in sentences.")
    adopted: _DAY = Field(description="The day it was adopted.")
    as_of: _DAY = Field(description="The day up to which the list is complete; nothing later is claimed.")
    entry_into_force: EntryIntoForce = Field(description="When it begins to bind.")
    withdrawal: Withdrawal | None = Field(None, description="How it is left; left out if it cannot be.")
    sources: dict[Key, TreatySource] = Field(description="Where the details were found.")
    events: tuple[TreatyEvent, ...] = Field(description="What states did.")


class GroupMember(Record):
    """A state in a group, for as long as it is in it."""

    state: StateCode = Field(description="The state (ISO 3166-1 alpha-2).")
    from_: DateField | None = Field(None, alias="from", description="When it joined, if the group was known.")
    until: DateField | None = Field(None, description="When it ceased to be a member.")


def _member(value: object) -> object:
    return {"state": value} if isinstance(value, str) else value


class Group(Record):
    """A group of states, in `docs/registers/groups.yaml`."""

    name: Line = Field(description="Its name, with whose grouping it is.")
    from_: DateField = Field(alias="from", description="From when on its members are known.")
    until: DateField | None = Field(None, description="Until when, if it changed in ways not known.")
    members: tuple[Annotated[GroupMember, BeforeValidator(_member)], ...] = Field(
        (), description="Its states: codes, or codes with the dates between which they were in it."
    )
    un_group: Line | None = Field(
        None, description="Instead of members: the states of this regional group in the states register."
    )
    source: Line = Field(description="Where the membership was seen.")
    url: WebAddress | None = Field(None, description="Its address.")
    retrieved: DateField = Field(description="The day it was read.")
    note: Text | None = Field(None, description="What a reader must know about it.")

    @model_validator(mode="after")
    def _has_members(self) -> Group:
        if bool(self.members) == bool(self.un_group):
            raise ValueError("write members, or un_group, and not both")
        stays: dict[str, list[tuple[dt.date, dt.date]]] = {}
        for member in self.members:
            began = member.from_.first if member.from_ else dt.date.min
            ended = member.until.first if member.until else dt.date.max
            if began >= ended:
                raise ValueError(f"{member.state} leaves before it joins")
            stays.setdefault(member.state, []).append((began, ended))
        for state, spans in stays.items():
            if any(later[0] < earlier[1] for earlier, later in pairwise(sorted(spans))):
                raise ValueError(f"{state} is a member twice at the same time, and would be counted twice")
        return self
