"""The end of an embargo as releases print it: a day, a time and whose time it is, or nothing that can be relied on.

An hour too early cannot be taken back. What can be read in two ways (midnight, "local time", a date in figures,
the time of winter in July) is therefore not read at all, and a person is asked; so is one where a line says anything
beside day, time and zone that is not the word of a label: "tonight", "24 hours after", "until delivery".
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from ..records.dates import parse_embargo
from ..records.labels import embargo_in
from . import dates
from .plain import squash

_MORNING = r"a\.?\s?m\b\.?|du\s+matin|de\s+la\s+mañana|утра|صباحا?ً?"
_EVENING = (
    r"p\.?\s?m\b\.?|in\s+the\s+(?:afternoon|evening)|de\s+l[’']après-midi|du\s+soir|de\s+la\s+(?:tarde|noche)"
    r"|дня|вечера|مساءا?ً?|بعد\s+الظهر"
)
_CLOCK = rf"""(?<![\d:.,+-])(?:
        (?P<noon>\b(?:12(?:[:.]00)?\s+)?(?:noon|midday)\b)
      | (?P<hour>[01]?\d|2[0-3])(?:\s?[:.h]\s?(?P<minute>[0-5]\d)(?![\d:]))
      | (?P<run>[01]\d|2[0-3])(?P<rest>[0-5]\d)(?=\s*(?:hrs|hours|h)?\.?\s*\(?(?:GMT|UTC|[A-Z]{{2,4}})\b)
      | (?P<whole>[01]?\d|2[0-3])(?=\s*(?:{_MORNING}|{_EVENING}|h(?:eures?|rs|ours)?\b|horas\b|часов\b)))
      \s*(?:hrs|hours|heures?|horas|часов|h\b)?\s*(?:(?P<morning>{_MORNING})|(?P<evening>{_EVENING}))?"""
_USE = r"(?:released?|publication|published|used?|broadcast)"
#: What a label says beside day, time and zone; anything else can change what they mean.
_LABEL = re.compile(
    rf"""(?<!\w)(?:
        strictly | under | embargo(?:ed|t[ée]e?)? | until | till | at | on | of | the | after | hold
      | for\s+{_USE}(?:\s+not\s+before)? | no\s+(?:release|publication)\s+(?:before|until|prior\s+to)
      | not\s+(?:for|to\s+be)\s+{_USE}(?:(?:\s+or|,)\s+{_USE})*(?:\s+(?:before|until|prior\s+to))?
      | sous | strict | jusqu[’'](?:au|à) | à | le | du | ne\s+pas\s+(?:publier|diffuser|utiliser)(?:\s+avant)?
      | (?:publication|diffusion)\s+(?:interdite\s+avant | autoris[ée]e\s+(?:dès|après|à\s+(?:partir|compter)\s+d[eu]))
      | bajo | embargad[oa] | hasta | (?:a\s+)?las | el | del | día
      | (?:no\s+(?:publicar|difundir|divulgar)|prohibida\s+su\s+(?:difusi[óo]n|publicaci[óo]n))(?:\s+(?:antes\s+de|hasta))?
      | под | эмбарго | до | года? | г | в | не\s+(?:публиковать|распространять|для\s+публикации)(?:\s+ранее)?
      | (?:опубликовать|публикация)\s+не\s+ранее
      | (?:محظور|حظر|يحظر|ممنوع)\s+(?:ال)?نشر | للنشر\s+بعد | (?:لا\s+[يت]نشر|ليس\s+للنشر)(?:\s+قبل)?
      | حتى | الساعة | يوم | في | بتوقيت
      | sperrfrist | bis | um | uhr | den
    )(?!\w)""",
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
#: In running text: a press embargo, rather than one on arms.
_SPOKEN = re.compile(
    r"\b(?:under|sous|bajo|под)\s+(?:\w+\s+)?(?:embargo|эмбарго)|\bembargo(?:ed\b|\W+(?:until|till|jusqu|hasta|до|حتى|\d))",
    re.IGNORECASE,
)


def read(text: str) -> str:
    """Return the moment that a line names, as the field ``embargo`` has it; nothing when any of it is in doubt."""
    text = re.sub("[\u2010-\u2015\u2212]", "-", squash(text))  # of UTC−5, too
    if len(text) > 1000:  # no line of a release; and patterns need not try their luck on it
        return ""
    days = dates.find(text)
    if len(days) != 1 or not days[0].date.day or days[0].other or days[0].sure < 0.9:
        return ""
    day, printed = days[0].date.first, text[days[0].start : days[0].end]
    if re.search(r"[^\W\d_]", printed) and ("/" in printed or len(re.findall(r"\d+", printed)) != 2):
        return ""  # GMT+1 5 May 2026: the 15th?
    rest = f"{text[: days[0].start]} ; {text[days[0].end :]}"  # a year is no time of day
    found = list(_hours().finditer(rest))
    clocks, zones = ([match for match in found if bool(match["clock"]) is kind] for kind in (True, False))
    left = _LABEL.sub(" ", _hours().sub(" ", rest)).casefold()
    beside = set(re.findall(r"[^\W_]+", left)) - dates.weekday(day)
    if not clocks or len(clocks) != len(zones) or beside or re.search(r"[^\w\s,;:.()\[\]/|\"“”«»*،!-]", left):
        return ""
    read = [_moment(day, *pair) for pair in zip(clocks, zones, strict=True)]
    moments = {moment for moment, _ in read}
    return read[0][1] if len(moments) == 1 and None not in moments else ""  # 10:00 CET / 09:00 GMT


@lru_cache(maxsize=1)
def _hours() -> re.Pattern[str]:
    """Return what finds times of day and zones; a zone that a sign goes on with is none: what is UTC - 5 May?"""
    city = "|".join(sorted(map(re.escape, _cities()), key=len, reverse=True))
    zone = rf"""(?<!\w)(?:(?:GMT|UTC)(?P<offset>\s?[+-]\s?\d{{1,2}}(?::?\d\d)?)? | (?P<season>{"|".join(_SEASONS)})
      | (?<=[\dmMnN.]\s)(?P<eastern>ET) | (?P<key>[A-Z][a-z]+(?:/[A-Z][A-Za-z_]+)+)
      | (?P<city>(?i:{city}))\s+(?i:(?:local\s+)?time)
      | (?i:(?:heure|hora)(?:\slocale?)?\s+de\s+(?P<city2>{city})))(?!\w|\s*[+-])"""
    return re.compile(f"(?P<clock>(?i:{_CLOCK})) | {zone}", re.VERBOSE)


def _moment(day: dt.date, clock: re.Match[str], found: re.Match[str]) -> tuple[dt.datetime | None, str]:
    """Return a moment, and how it is written."""
    hour = 12 if clock["noon"] else int(clock["hour"] or clock["run"] or clock["whole"])
    if clock["morning"] or clock["evening"]:
        if hour >= 12 or (hour == 0 and clock["evening"]):  # 12 p.m., las 12 de la noche: noon or midnight?
            return None, ""
        hour += 12 if clock["evening"] else 0
    local = dt.datetime(day.year, day.month, day.day, hour, int(clock["minute"] or clock["rest"] or 0))
    zone = _zone(found)
    if zone is None:
        return None, ""
    moment = local.replace(tzinfo=zone)
    if found["season"] and moment.tzname() != found["season"]:
        return None, ""  # CET in July: the hour of the clocks there, or an hour later?
    named = f" {zone}" if isinstance(zone, ZoneInfo) and not found["season"] else moment.isoformat()[-6:]
    written = f"{local:%Y-%m-%dT%H:%M}{named}"
    try:
        return parse_embargo(written).astimezone(dt.UTC), written
    except ValueError:  # the hour in which clocks are changed
        return None, ""


def _zone(found: re.Match[str]) -> dt.tzinfo | None:
    """Return the zone that was found, ``None`` for one that is not known."""
    city = found["city"] or found["city2"]
    if key := _cities().get(city.casefold(), "") if city else found["key"]:
        return ZoneInfo(key) if key in available_timezones() else None
    if found["season"] or found["eastern"]:
        return ZoneInfo(_SEASONS[found["season"] or "EST"])
    return None if city else _offset(found["offset"])


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    areas = "Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific"  # US/Eastern is no city
    keys = sorted(key for key in available_timezones() if re.fullmatch(rf"(?:{areas})/\w+", key))
    return {key.rpartition("/")[2].replace("_", " ").casefold(): key for key in keys} | _CITIES


def _offset(written: str | None) -> dt.timezone | None:
    if not written:
        return dt.UTC
    sign, figures = written.strip()[0], re.sub(r"\D", "", written)
    hours, minutes = (figures[:-2], figures[-2:]) if len(figures) > 2 else (figures, "0")
    if int(hours) > 14 or int(minutes) > 59:
        return None
    size = dt.timedelta(hours=int(hours), minutes=int(minutes))
    return dt.timezone(size if sign == "+" else -size)


def spoken_of(text: str) -> str:
    """Return the line of a text that speaks of a press embargo, wherever it stands; or nothing."""
    for line in text.split("\n"):
        found = embargo_in(line)
        word = found and re.search("embargo|эмбарго", found[0], re.IGNORECASE)
        if found and (not word or _SPOKEN.search(line)):
            return line.strip()
    return ""
