"""Dates as releases print them, in many languages, with the misreadings of scans.

Month and weekday names come from Unicode CLDR through Babel; the forms are those listed in
``docs/guides/importing.md``. A search is one regular expression over a line, so a page costs little.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from babel import Locale

from ..records import PartialDate
from .plain import unaccented

#: Languages in which dates were seen; the five of the archive first.
LANGUAGES = ("en", "fr", "es", "ar", "ru", "pt", "de", "it", "nl", "sv", "uk", "id")
_MORE_MONTHS = {
    "sept": 9, "setiembre": 9, "set": 9, "juill": 7, "juil": 7, "janv": 1, "févr": 2, "fev": 2, "fevr": 2, "fevrier": 2,
    "aout": 8, "decembre": 12, "déc": 12, "ene": 1, "abr": 4, "ago": 8, "dic": 12, "avr": 4, "mai": 5, "août": 8,
    "كانون الثاني": 1, "شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6, "تموز": 7, "آب": 8, "أيلول": 9,
    "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12, "جوان": 6, "جويلية": 7, "أوت": 8, "فيفري": 2, "جانفي": 1,
    "ماي": 5, "أفريل": 4, "julv": 7, "augustus": 8, "jumio": 6, "janaury": 1, "febuary": 2, "feburary": 2, "septmber": 9,
    "marzo": 3, "januari": 1, "februari": 2,
}  # fmt: skip
#: What a scan makes of figures.
_MISREAD = str.maketrans({"l": "1", "I": "1", "O": "0", "o": "0", "i": "1", "|": "1", "S": "5", "B": "8"})
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
#: The first year that a release can be from, and the last: an archive is of the past.
_FIRST, _LAST = 1900, 2099


class Found(NamedTuple):
    """A date in a text: what it says, where it stands, and how sure its reading is (0 to 1)."""

    date: PartialDate
    start: int
    end: int
    sure: float
    #: The other reading of figures alone: 5 June for what was read as 6 May.
    other: PartialDate | None = None


def _plain(name: str) -> str:
    return name.casefold().strip(" .\u200f\u200e")


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    names: dict[str, int] = {}
    for language in LANGUAGES:
        months = Locale(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    plain = _plain(name)
                    if len(plain) < 3 and plain.isascii():
                        continue
                    names.setdefault(plain, number)
                    bare = unaccented(plain)
                    if plain.isascii() or "a" <= bare[0] <= "z":
                        names.setdefault(bare, number)
    names.update(_MORE_MONTHS)
    return {name: number for name, number in names.items() if not name.isdigit()}


def _any_month() -> str:
    """Return what finds the name of a month, a longer one before one that it begins with."""
    return "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))


@lru_cache(maxsize=1)
def _form() -> re.Pattern[str]:
    months = _any_month()
    month = rf"(?P<{{0}}>(?:{months}))\.?(?:\s?/\s?(?:{months}))?(?![^\W\d_])"
    day = r"(?P<{0}>(?:[0-3]\s?[0-9]|[0-9]|[lIO][0-9]|[0-3][lIOo]|[lI]{{1,2}}|[٠-٩]{{1,2}}))"
    year = r"(?P<{0}>[12][0-9][0-9lIOoSB][0-9lIOoSB]|[lI][09][0-9lIOoSB][0-9lIOoSB]|[12] ?[09] ?[0-9] ?[0-9]|[٠-٩]{{4}})(?!\d)"
    ordinal = r"\s?(?:st|nd|rd|th|er|º|°|re|ro|\.|-?(?:ый|го|е))?"
    of = r"(?:\s+(?:de|del|of|in|d['’]))?"
    joint = r"\s*[,.\-–/ ]?\s*"
    short = r"|['’`´]?(?P<{0}>\d\d)(?![\d:.])"
    forms = [
        rf"(?<![\w/]){day.format('d1')}{ordinal}{of}{joint}{month.format('m1')}{joint}(?:(?:de|del|of|du)\s+)?(?:{year.format('y1')}{short.format('s1')})",
        rf"(?<![^\W_]){month.format('m2')}\s*{day.format('d2')}{ordinal}\s*[,.]?\s*(?:{year.format('y2')}|['’`´](?P<s2>\d\d)(?!\d))",
        r"(?<!\d)(?P<y3>(?:19|20)\d\d)[-/.](?P<m3>[01]?\d)[-/.](?P<d3>[0-3]?\d)(?!\d)",
        r"(?<![\d/.\-])(?P<a4>[0-3]?\d)\s?[-/.]\s?(?P<b4>[0-3]?\d)\s?[-/.]\s?(?P<y4>(?:19|20)\d\d|\d\d)(?![\d/]|\.\d|-\d)",
        r"(?P<y5>(?:19|20)\d\d)\s?年\s?(?P<m5>\d{1,2})\s?月\s?(?P<d5>\d{1,2})\s?日",
        r"(?<![٠-٩])(?P<a6>[٠-٩]{1,2})\s?[-/.]\s?(?P<b6>[٠-٩]{1,2})\s?[-/.]\s?(?P<y6>[٠-٩]{4})",
        r"(?<![\d/.\-])(?P<d8>[0-3]?\d)\s?[-/.]\s?(?P<m8>I{1,3}|IV|VI{0,3}|I?X|XI{1,2})\s?[-/.]\s?(?P<y8>(?:19|20)\d\d|\d\d)(?!\d)",
        rf"(?<![^\W_]){month.format('m7')}{of}\s*,?\s*{year.format('y7')}",
    ]
    return re.compile("|".join(f"(?:{form})" for form in forms), re.IGNORECASE)


def _number(text: str) -> int:
    return int("".join(str(unicodedata.digit(c)) for c in text.replace(" ", "").translate(_MISREAD)))


def _year(text: str) -> int:
    year = _number(text)
    return year if year > 99 else (1900 if year >= 45 else 2000) + year


def _made(year: int, month: int, day: int) -> PartialDate | None:
    if not (_FIRST <= year <= _LAST and 1 <= month <= 12):
        return None
    if day and not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return PartialDate(year, month, day)


def _read(match: re.Match[str]) -> tuple[PartialDate | None, float]:
    g = match.groupdict()
    for at in ("1", "2"):
        if g[f"m{at}"]:
            year, day = g[f"y{at}"], g[f"d{at}"]
            sure = 1.0 if year and year.isdigit() and day.isdigit() else 0.85
            return _made(_year(year or g[f"s{at}"]), _months()[_plain(g[f"m{at}"])], _number(day)), sure
    for at in ("3", "5"):
        if g[f"y{at}"]:
            return _made(int(g[f"y{at}"]), int(g[f"m{at}"]), int(g[f"d{at}"])), 1.0
    for at in ("4", "6"):
        if g[f"y{at}"]:
            first, second = _number(g[f"a{at}"]), _number(g[f"b{at}"])
            year = _year(g[f"y{at}"])
            if second > 12:  # only the American order gives a month
                return _made(year, first, second), 0.8
            return _made(year, second, first), 0.9 if first > 12 or first == second else 0.6
    if g["y8"]:
        return _made(_year(g["y8"]), _ROMAN.index(g["m8"].upper()) + 1, _number(g["d8"])), 0.85
    return _made(_number(g["y7"]), _months()[_plain(g["m7"])], 0), 0.8


def find(text: str, limit: int = 4000) -> list[Found]:
    """Return the dates printed in the first part of a text, in order."""
    found = []
    for match in _form().finditer(text[:limit]):
        try:
            date, sure = _read(match)
        except (ValueError, KeyError):
            continue
        if date is not None:
            found.append(Found(date, match.start(), match.end(), sure, _other(match, date)))
    return found


def _other(match: re.Match[str], date: PartialDate) -> PartialDate | None:
    return (
        _made(date.year, date.day, date.month) if match["y4"] and 0 < date.day <= 12 != date.month else None
    )


@lru_cache(maxsize=1)
def _orders() -> tuple[re.Pattern[str], re.Pattern[str]]:
    months = "|".join(
        sorted((name for name in map(re.escape, _months()) if name.isascii()), key=len, reverse=True)
    )
    american = rf"(?<![^\W_])(?:{months})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,\s*(?:19|20)\d\d|\(\d{{3}}\)\s?\d{{3}}-\d{{4}}|\bD\.\s?C\.|\bWASHINGTON\b|\b[A-Z]{{2}}\s\d{{5}}\b"
    other = rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?\s+(?:de\s+)?(?:{months})\s+(?:de\s+)?(?:19|20)\d\d|\+(?!1\b)\d{{2}}"
    return re.compile(american, re.IGNORECASE), re.compile(other, re.IGNORECASE)


def month_first(text: str) -> bool:
    """Whether a text is of a house that writes the month before the day: by its other dates, its telephones, its place."""
    american, other = (len(form.findall(text[:8000])) for form in _orders())
    return american > other


@lru_cache(maxsize=1)
def weekdays() -> frozenset[str]:
    names: set[str] = set()
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            names.update(_plain(name) for name in Locale(language).days["format"][width].values())
    return frozenset(names | {"tues", "thur", "thurs"})


def weekday(day: dt.date) -> frozenset[str]:
    """Return the words that name the weekday of a day."""
    forms = (
        Locale(language).days["format"][width] for language in LANGUAGES for width in ("wide", "abbreviated")
    )
    return frozenset(word for form in forms for word in re.findall(r"\w+", form[day.weekday()].casefold()))


_AROUND = frozenset([
    "date", "dated", "le", "el", "la", "the", "on", "du", "del", "de", "publié", "publicado", "publicada",
    "published", "posted", "release", "released", "updated", "last", "modified", "issued", "am", "pm", "a",
    "p", "m", "h", "gmt", "utc", "est", "edt", "et", "cet", "cest", "pst", "pdt", "noon", "midnight",
    "local", "time", "hrs", "hours", "hora", "horas", "дата", "опубликовано", "г", "года", "год", "التاريخ",
    "تاريخ", "م", "هـ", "للنشر", "يوم", "publicerad", "date:", "at", "à", "par", "for", "papers", "of",
    "day", "fecha",
])  # fmt: skip


def alone(text: str) -> Found | None:
    """Return the date of a line that holds a date and nothing else worth a word."""
    if len(text) > 90 or not any(c.isdigit() for c in text):
        return None
    if run := _RUN.fullmatch(text.strip()):
        date = _made(int(run["y"]), int(run["m"]), int(run["d"]))
        return Found(date, 0, len(text), 0.9) if date else None
    found = find(text)
    if len(found) != 1:
        return None
    rest = text[: found[0].start] + " " + text[found[0].end :]
    for word in re.findall(r"[^\W\d_]+", rest):
        if _plain(word) not in _AROUND and _plain(word) not in weekdays():
            return None
    return found[0] if len(re.findall(r"\d+", rest)) <= 4 else None


#: A date as a run of figures, as cables and databases have it.
_RUN = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])")

#: The forms of dates in names of files and in addresses, the surer before those that are found in them, too.
_IN_NAME = tuple(
    (re.compile(form, re.IGNORECASE), sure)
    for form, sure in (
        (r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_./]?(?P<m>0[1-9]|1[0-2])[-_./]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)", 0.8),
        (r"(?<!\d)(?P<d>0?[1-9]|[12]\d|3[01])[-_.](?P<m>0?[1-9]|1[0-2])[-_.](?P<y>(?:19|20)?\d\d)(?!\d)", 0.65),
        # Sites from which releases were taken: ``?mod=urc0706``, ``/stories/WO0510/``.
        (r"urc(?P<m>0[1-9]|1[0-2])(?P<y>\d\d)(?!\d)", 0.8),
        (r"/WO(?P<y>\d\d)(?P<m>0[1-9]|1[0-2])/", 0.7),
        (r"/(?P<y>(?:19|20)\d\d)/(?P<m>0[1-9]|1[0-2])/", 0.75),
        (r"(?<![\d.])(?P<d>0[1-9]|[12]\d|3[01])(?P<m>0[1-9]|1[0-2])(?P<y>(?:19|20)\d\d)(?!\d)", 0.6),
        (r"(?<!\d)(?P<d>0[1-9]|[12]\d|3[01])(?P<m>0[1-9]|1[0-2])(?P<y>\d\d)(?!\d)", 0.5),
        (r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_](?P<m>0[1-9]|1[0-2])(?![\d])", 0.6),
    )
)  # fmt: skip


@lru_cache(maxsize=1)
def _spelt() -> re.Pattern[str]:
    months = _any_month()
    return re.compile(
        rf"(?:(?<!\d)(\d{{1,2}})[-_ ]?)?(?<![^\W_])({months})[-_ ]?(?:(\d{{1,2}})(?:st|nd|rd|th)?[-_, ]+)?((?:19|20)\d\d|\d\d)(?!\d)",
        re.IGNORECASE,
    )


def in_name(name: str) -> Found | None:
    """Return the date that a file name or an address holds: ``20140506``, ``/2014/05/06/``, ``urc0514``, ``Oct10``."""
    for form, sure in _IN_NAME:
        for match in form.finditer(name):
            g = match.groupdict()
            date = _made(_year(g["y"]), int(g["m"]), int(g.get("d") or 0))
            if date is not None:
                return Found(date, match.start(), match.end(), sure)
    for match in _spelt().finditer(name.replace("_", " ")):
        day = match[1] or match[3]
        date = _made(_year(match[4]), _months()[_plain(match[2])], int(day or 0))
        if date is not None:
            return Found(date, match.start(), match.end(), 0.65 if day else 0.5)
    return None


@lru_cache(maxsize=1)
def _yearless() -> re.Pattern[str]:
    months = _any_month()
    return re.compile(
        rf"(?<![^\W_])(?:(?P<m1>{months})\.?\s+(?P<d1>[0-3]?\d)|(?P<d2>[0-3]?\d)\.?\s+(?:de\s+)?(?P<m2>{months})\.?)(?:st|nd|rd|th)?(?![^\W_])",
        re.IGNORECASE,
    )


def yearless(text: str) -> tuple[int, int, int, int] | None:
    """Return month, day, start and end of a date printed without its year, as datelines have it."""
    match = _yearless().search(text)
    if match is None:
        return None
    month, day = _months()[_plain(match["m1"] or match["m2"])], int(match["d1"] or match["d2"])
    return (month, day, match.start(), match.end()) if 1 <= day <= 31 else None
