"""The end of an embargo as releases print it: a day, a time and whose time it is, or nothing that can be relied on.

An hour too early cannot be taken back. What can be read in two ways (midnight, "local time", a date in figures,
the time of winter in July) is therefore not read at all, and a person is asked.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from ..records.labels import embargo_in
from . import dates
from .plain import squash

_MORNING = r"a\.?\s?m\b\.?|du\s+matin|de\s+la\s+mañana|утра|صباحا?ً?"
_EVENING = (
    r"p\.?\s?m\b\.?|in\s+the\s+(?:afternoon|evening)|de\s+l[’']après-midi|du\s+soir|de\s+la\s+(?:tarde|noche)"
    r"|дня|вечера|مساءا?ً?|بعد\s+الظهر"
)
_CLOCK = re.compile(
    rf"""(?<![\d:.,+-])(?:
        (?P<hour>[01]?\d|2[0-3])(?:\s?[:.h]\s?(?P<minute>[0-5]\d)(?![\d:]))
      | (?P<run>[01]\d|2[0-3])(?P<rest>[0-5]\d)(?=\s*(?:hrs|hours|h)?\.?\s*\(?(?:GMT|UTC|[A-Z]{{2,4}})\b)
      | (?P<whole>[01]?\d|2[0-3])(?=\s*(?:{_MORNING}|{_EVENING}|h(?:eures?|rs|ours)?\b|horas\b|часов\b))
      | (?P<noon>\bnoon\b|\bmidday\b))
      \s*(?:hrs|hours|heures?|horas|часов|h\b)?\s*(?:(?P<morning>{_MORNING})|(?P<evening>{_EVENING}))?""",
    re.IGNORECASE | re.VERBOSE,
)
#: Times that are those of a place in one half of the year only: relied on where the place agrees.
_SEASONS = {
    "CET": "Europe/Paris", "CEST": "Europe/Paris", "BST": "Europe/London", "EET": "Europe/Helsinki", "EEST": "Europe/Helsinki",
    "EST": "America/New_York", "EDT": "America/New_York", "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles",
    "MSK": "Europe/Moscow", "EAT": "Africa/Nairobi", "SAST": "Africa/Johannesburg",
}  # fmt: skip
#: Places of the trade that the time zone database calls otherwise.
_CITIES = {
    "the hague": "Europe/Amsterdam", "la haye": "Europe/Amsterdam", "la haya": "Europe/Amsterdam", "geneva": "Europe/Zurich",
    "genève": "Europe/Zurich", "ginebra": "Europe/Zurich", "bruxelles": "Europe/Brussels", "bruselas": "Europe/Brussels",
    "londres": "Europe/London", "nueva york": "America/New_York", "washington": "America/New_York", "roma": "Europe/Rome",
}  # fmt: skip
_ZONE = re.compile(
    rf"""\b(?:GMT|UTC)(?P<offset>\s?[+-]\s?\d{{1,2}}(?::?\d\d)?)?(?!\w) | \b(?P<season>{"|".join(_SEASONS)})\b
      | (?<=[\dmM.]\s)(?P<eastern>ET)\b | \b(?P<key>[A-Z][a-z]+/[A-Z][A-Za-z_]+)\b
      | \b(?P<city>[^\W\d_]+(?:\s[^\W\d_]+)?)\s+(?:local\s+)?(?i:time)\b
      | \b(?i:heure|hora)(?:\s(?i:locale?))?\s+de\s+(?P<city2>[^\W\d_]+(?:\s[^\W\d_]+)?)""",
    re.VERBOSE,
)
#: In running text: a press embargo, rather than one on arms.
_SPOKEN = re.compile(
    r"\b(?:under|sous|bajo|под)\s+(?:\w+\s+)?(?:embargo|эмбарго)|\bembargo(?:ed\b|\W+(?:until|till|jusqu|hasta|до|حتى|\d))",
    re.IGNORECASE,
)


def read(text: str) -> str:
    """Return the moment that a line names, as the field ``embargo`` has it; nothing when any of it is in doubt."""
    text = squash(text)
    if len(text) > 1000:  # no line of a release; and patterns need not try their luck on it
        return ""
    days = dates.find(text)
    if len(days) != 1 or not days[0].date.day or days[0].other or days[0].sure < 0.85:
        return ""
    day = days[0]
    rest = f"{text[: day.start]} ; {text[day.end :]}"  # a year is no time of day
    clocks, zones = list(_CLOCK.finditer(rest)), list(_ZONE.finditer(rest))
    if (
        not clocks
        or len(clocks) != len(zones)
        or re.search(r"midnight|minuit|medianoche|полноч|منتصف", rest, re.IGNORECASE)
    ):
        return ""
    read = [_moment(day.date.first, *pair) for pair in zip(clocks, zones, strict=True)]
    moments = {moment for moment, _ in read}
    return read[0][1] if len(moments) == 1 and None not in moments else ""  # 10:00 CET / 09:00 GMT


def _moment(day: dt.date, clock: re.Match[str], zone: re.Match[str]) -> tuple[dt.datetime | None, str]:
    """Return a moment, and how it is written."""
    hour = 12 if clock["noon"] else int(clock["hour"] or clock["run"] or clock["whole"])
    if clock["morning"] or clock["evening"]:
        if hour > 12 or (hour == 12 and clock["morning"]):  # midnight: which of the two?
            return None, ""
        hour = hour % 12 + (12 if clock["evening"] else 0)
    local = dt.datetime(day.year, day.month, day.day, hour, int(clock["minute"] or clock["rest"] or 0))
    key = _place(zone)
    if key is None:
        return None, ""
    moment = local.replace(tzinfo=_offset(zone["offset"]) if not key else ZoneInfo(key))
    if zone["season"] and moment.tzname() != zone["season"]:
        return None, ""  # CET in July: the hour of the clocks there, or an hour later?
    named = f" {key}" if key and not zone["season"] else ""
    return moment.astimezone(dt.UTC), f"{local:%Y-%m-%dT%H:%M}{named or moment.isoformat()[-6:]}"


def _place(zone: re.Match[str]) -> str | None:
    """Return the key of a zone's place, nothing for one that is an offset, ``None`` for one that is not known."""
    if zone["season"] or zone["eastern"]:
        return _SEASONS[zone["season"] or "EST"]
    if zone["key"]:
        return zone["key"] if zone["key"] in available_timezones() else None
    if city := zone["city"] or zone["city2"]:
        words = city.casefold().split()
        found = (_cities().get(" ".join(words[at:])) for at in range(len(words)))
        return next(filter(None, found), None)
    return ""


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    keys = sorted(key for key in available_timezones() if key.count("/") == 1 and not key.startswith("Etc/"))
    return {key.rpartition("/")[2].replace("_", " ").casefold(): key for key in keys} | _CITIES


def _offset(written: str | None) -> dt.timezone:
    if not written:
        return dt.UTC
    sign, figures = written.strip()[0], re.sub(r"\D", "", written).rjust(2, "0")
    hours, minutes = (figures[:2], figures[2:]) if len(figures) != 3 else (figures[:1], figures[1:])
    size = dt.timedelta(hours=int(hours), minutes=int(minutes or 0))
    return dt.timezone(size if sign == "+" else -size)


def spoken_of(text: str) -> str:
    """Return the line of a text that speaks of a press embargo, wherever it stands; or nothing."""
    for line in text.split("\n"):
        found = embargo_in(line)
        word = found and re.search("embargo|эмбарго", found[0], re.IGNORECASE)
        if found and (not word or _SPOKEN.search(line)):
            return line.strip()
    return ""
