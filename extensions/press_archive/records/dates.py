"""Dates as archives know them: a day, a month or a year."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache
from typing import Annotated, Literal, NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from .problems import did_you_mean, quoted

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_EMBARGO = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)\s*(.*)")


class PartialDate(NamedTuple):
    """A date to its known precision (ISO 8601, reduced precision); 0 stands for not known.

    It sorts by time; a month stands before its first day, a year before its first month.
    """

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def of(cls, day: dt.date) -> PartialDate:
        """Return a day, or that of a moment, as a date."""
        return cls(day.year, day.month, day.day)

    @classmethod
    @lru_cache(maxsize=32_768)
    def parse(cls, text: str) -> PartialDate:
        """Read ``2014``, ``2014-05`` or ``2014-05-06``.

        Raises:
            ValueError: another form, or a day that the calendar does not have.

        """
        match = _FORM.fullmatch(text.strip())
        if match is None:
            raise ValueError("write a day (2014-05-06), a month (2014-05) or a year (2014)")
        year, month, day = (int(part) if part else 0 for part in match.groups())
        if match[2] is not None and not 1 <= month <= 12:
            raise ValueError(f"there is no month {match[2]}")
        if match[3] is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
            raise ValueError(f"{calendar.month_name[month]} {year} has no day {match[3]}")
        if year < 1800:
            raise ValueError("no release is older than 1800")
        if year > 2999:  # and what is worked out from it stays in the calendar
            raise ValueError("no date is later than 2999")
        return cls(year, month, day)

    @property
    def folder(self) -> str:
        """Where releases of the date are kept: ``2014/05``, or ``2014`` where the month is not known."""
        return f"{self.year:04}" + (f"/{self.month:02}" if self.month else "")

    @property
    def precision(self) -> Literal["year", "month", "day"]:
        return "day" if self.day else "month" if self.month else "year"

    @property
    def first(self) -> dt.date:
        """The first day that the date can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The last day that the date can mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @lru_cache(maxsize=32_768)  # noqa: B019  (it keeps dates, which are small, and no more than so many)
    def __str__(self) -> str:
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in self[1:] if part)])


def _partial(value: object) -> object:
    return PartialDate.parse(value) if isinstance(value, str) else value


def parse_embargo(text: str) -> dt.datetime:
    """Read ``2026-07-17T10:00 Europe/Rome`` (or ``…+02:00``): a moment, with its zone.

    Raises:
        ValueError: no zone, an unknown zone, or no such moment.

    """
    match = _EMBARGO.fullmatch(text.strip())
    if match is None:
        raise ValueError('write a moment and a zone, as in "2026-07-17T10:00 Europe/Rome"')
    day, clock, zone = match.groups()
    if not zone:
        raise ValueError(f'the zone is missing: write "{day}T{clock} Europe/Rome" or "{day}T{clock}+02:00"')
    moment = dt.datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=parse_zone(zone))
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():  # where clocks are put forward or back
        raise ValueError(
            f'"{day}T{clock}" is not one moment in {zone}, where the clocks are changed then; '
            f'write it with an offset, as in "{moment.isoformat()}"'
        )
    return moment


def parse_zone(text: str) -> dt.tzinfo:
    """Read a time zone: ``Europe/Rome``, ``+02:00`` or ``Z``.

    Raises:
        ValueError: there is none of this name; the message names the nearest.

    """
    if re.fullmatch(r"Z|[+-]\d{2}:\d{2}", text):
        return dt.datetime.strptime(text, "%z").tzinfo or dt.UTC
    try:
        if text == "localtime":  # on each machine another moment
            raise LookupError(text)
        return ZoneInfo(text)
    except (ValueError, LookupError, OSError):
        raise ValueError(f"unknown zone {quoted(text)}{_near(text)}") from None


def _near(zone: str) -> str:
    """Name the zone that was meant, as by its city alone; else say how zones are written."""
    # Those of Etc count hours the other way round: Etc/GMT+1 is an hour behind.
    zones = sorted(known for known in available_timezones() if "/" in known and not known.startswith("Etc/"))
    return did_you_mean(zone.replace(" ", "_"), zones) or '; write "Europe/Rome", or "+02:00"'


def _moment(value: object) -> object:
    return parse_embargo(value) if isinstance(value, str) else value


#: The field types of the models: text in, a date out, and their JSON Schema for editors.
DateField = Annotated[
    PartialDate,
    BeforeValidator(_partial),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}),
]
MomentField = Annotated[
    dt.datetime,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "examples": ["2026-07-17T10:00 Europe/Rome"]}),
]
