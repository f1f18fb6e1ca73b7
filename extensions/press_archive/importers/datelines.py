"""Datelines: ``The Hague—``, ``(New York, 11 April 2002) –``, ``ROME/LIMA, le 3 mai 2012 -``, ``Lima, Peru:``.

Cities are known from Unicode CLDR's time zones (every capital has one, or nearly) and a short list of places from
which releases are sent; an unknown place is believed only with a date, a country or capitals beside it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from babel import Locale
from babel.core import get_global

from ..records import PartialDate
from . import dates, lexicon
from .plain import comparable
from .states import LANGUAGES

#: Places that are no capital and no city of a time zone, and capitals as others write them.
_MORE = """The Hague|La Haye|La Haya|Den Haag|Гаага|لاهاي|Geneva|Genève|Ginebra|Женева|جنيف|Washington|Washington D.C.|
Washington, D.C.|Strasbourg|Estrasburgo|Barcelona|Milan|Milano|Bonn|Munich|Hamburg|Frankfurt|Cologne|Boston|
Houston|Cape Canaveral|Kennedy Space Center|San Francisco|Philadelphia|Atlanta|Dallas|Miami|Pasadena|Huntsville|
Greenbelt|Cleveland|Seattle|Baltimore|Pittsburgh|St. Louis|New Orleans|San Diego|Austin|Ottawa|Quebec|
Addis Abeba|Abuja|Yaoundé|Rabat|Islamabad|New Delhi|Delhi|Mumbai|Bombay|Rio de Janeiro|Brasilia|Ankara|Tel Aviv|
Beijing|Peking|Pretoria|Cape Town|Canberra|Wellington|United Nations|U.N.|Goma|Bukavu|Arusha|Aceh|Cotabato|
San Salvador|Quito|Lausanne|Lyon|Marseille|Bern|Berne|Basel|Turin|Florence|Naples|Venice|Nuremberg|Oxford|
Cambridge|Edinburgh|Cardiff|Belfast|Manchester|Birmingham|Liverpool|Glasgow|Hyderabad|Bangalore|Chennai|Madras|
Lahore|Peshawar|Aleppo|Ramallah|Erbil|Sana'a|Sanaa|Marrakech|Fez|Alexandria|Benghazi|Cotonou|Port Louis|
Vatican City|Cali|Medellín|Guatemala City|Ciudad de Guatemala|México D.F.|Panama City|San José|Davao|
Quezon City|Makati|Hanoi|Saigon|Rangoon|Nay Pyi Taw|Suva|Osaka|Kyoto|Hiroshima|Nagasaki|Leiden|Utrecht|
Rotterdam|Salzburg|Kraków|Gdansk|الرباط|صنعاء|الدوحة|المنامة|Astana|Cape Kennedy|Key Biscayne|San Clemente|
Hyannis Port|Gettysburg|Independence|Little Rock|Camp David|Springfield|Albany|Sacramento|Annapolis"""

_SEPARATOR = re.compile(
    r"\s*(?:(?<=[\w)])\.\s?[-—–―]+|[—–―]+|-{2,}|(?<=[\s)\d.])-(?=\s|[A-Z“\"])|\s-|:|(?<=\d)\.|(?<=\d\sг)\.|(?<=\d\sгода)\.|(?<=\))\.?|\?(?=\s))\s*"
)
_PLACE_WORD = re.compile(r"^(?:[^\W\d_][\w'’.-]*|&)$")
_PARTICLES = frozenset([
    "de", "la", "le", "los", "las", "of", "the", "d", "del", "el", "al", "da", "do", "dos", "des", "du",
    "and", "y", "et", "e", "upon", "sur", "am", "saint", "st", "in",
])  # fmt: skip
_NOT_A_PLACE = frozenset([
    "this", "that", "these", "in", "on", "for", "today", "he", "she", "it", "we", "they", "our", "as", "at",
    "by", "to", "from", "when", "while", "after", "before", "during", "since", "with", "and", "but", "if",
    "there", "here", "what", "who", "why", "how", "where", "note", "notes", "contact", "contacts",
    "background", "press", "news", "media", "release", "tel", "fax", "email", "date", "title", "subject",
    "re", "dear", "question", "answer", "mr", "ms", "mrs", "dr", "president", "secretary", "chairman",
    "minister", "professor", "q", "a", "about", "article", "chapter", "section", "part", "annex", "table",
    "figure", "page", "summary", "introduction", "conclusion", "today's", "yesterday",
])  # fmt: skip
_WIRE = re.compile(r"\s*[(/](?:[A-Z][\w .&'-]{1,30})[)/]\s*$")
#: What can stand between the dateline's first dash and the text: a wire's name, the date after a dash of its own.
_AFTER_DASH = re.compile(r"(?:\((?:[A-Z][\w .&'-]{1,30})\)|/(?:[A-Z][\w .&'-]{1,30})/)\s*(?:-{1,2}|[—–])\s*")
_TIED = re.compile(r"\s*(?:,|\b(?:le|el|on|den|the|al|à|am|du|den|في)\b)\s*$", re.IGNORECASE)


class Dateline(NamedTuple):
    """A dateline as printed, its places without their countries, its date, and where the text after it starts."""

    places: tuple[str, ...]
    printed: str
    sure: float
    end: int = 0
    found: dates.Found | None = None
    #: The month and day of a date without its year.
    monthday: tuple[int, int] | None = None

    @property
    def date(self) -> PartialDate | None:
        return self.found.date if self.found else None


def is_city(text: str) -> bool:
    return comparable(text) in _cities()


def is_country(text: str) -> bool:
    return comparable(text) in _countries()


@lru_cache(maxsize=1)
def _cities() -> frozenset[str]:
    zones = (zone for zone in get_global("zone_territories") if "/" in zone and not zone.startswith("Etc"))
    named = (
        str(item["city"])
        for language in LANGUAGES
        for item in Locale(language).time_zones.values()
        if "city" in item
    )
    names = (
        *_MORE.replace("\n", "").split("|"),
        *(zone.rpartition("/")[2].replace("_", " ") for zone in zones),
        *named,
    )
    return frozenset(map(comparable, names))


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    names = {
        comparable(name)
        for language in LANGUAGES
        for code, name in Locale(language).territories.items()
        if len(code) == 2
    }
    more = "the netherlands|netherlands|usa|us|uk|the gambia|drc|cote d'ivoire|holland|pays-bas|paises bajos|eeuu|england|scotland|wales|dc|d c|ny|ca|tx|fla|mass|calif|va|md|ussr"
    return frozenset(names | set(more.split("|")))


def read(text: str) -> Dateline | None:
    """Read the dateline that a paragraph starts with."""
    head = text[:170].lstrip("*_ ")
    skipped = len(text[:170]) - len(head)
    if not head or not (head[0].isupper() or head[0] in "([" or not head[0].isascii() or head[0].isdigit()):
        return None
    if head[0] in "([":
        close = head.find(")" if head[0] == "(" else "]")
        if 3 < close < 120:
            made = _made(head[1:close], "")
            if made and (made.date or made.monthday or made.sure > 0.85):
                sep = _SEPARATOR.match(head, close + 1)
                end = sep.end() if sep else close + 1
                while end < len(head) and head[end] == " ":
                    end += 1
                end += skipped
                return made._replace(printed=text[:end].strip(), end=end, sure=0.97)
        return None
    for sep in _SEPARATOR.finditer(head):
        if sep.start() < 2:
            continue
        if sep.start() > 130:
            break
        made = _made(_WIRE.sub("", head[: sep.start()]), sep[0].strip())
        if made:
            return _with_what_follows(text, made, skipped + sep.end())
    return None


def _with_what_follows(text: str, made: Dateline, end: int) -> Dateline:
    """Take in what stands between a dateline's first dash and the text."""
    if wire := _AFTER_DASH.match(text, end):
        end = wire.end()
    elif not (made.date or made.monthday) and made.places:
        rest = text[end : end + 60]
        found = next(iter(dates.find(rest)), None)
        sep = _SEPARATOR.match(rest, found.end) if found else None
        if found and sep and found.start < 3:
            made, end = made._replace(found=found), end + sep.end()
    return made._replace(printed=text[:end].strip(), end=end)


def alone(text: str) -> Dateline | None:
    """Read a line that is a dateline and nothing more: places and a date."""
    bare = text.strip().strip("()[]*_ ").rstrip(" .,:;-–—")
    if len(bare) > 110 or not any(c.isdigit() for c in bare):
        return None
    made = _made(bare, "")
    return made._replace(printed=text.strip(), end=len(text)) if made and made.date else None


def _made(head: str, sep: str) -> Dateline | None:
    found = monthday = None
    rest = head
    stand = dates.find(head)
    if len(stand) > 1:
        return None
    if stand:
        found = stand[0]
        before, after = head[: found.start], head[found.end :]
        if len(re.findall(r"[^\W\d_]{2,}", after)) > 3:
            return None
        rest = before or after
    elif part := dates.yearless(head):
        monthday, rest = part[:2], head[: part[2]]
        if len(re.findall(r"[^\W\d_]{2,}", head[part[3] :])) > 2:
            return None
    dated = bool(found or monthday)
    if dated:
        rest = _weekday().sub("", rest.strip(" ,،(-–—"))
    for _ in range(3):
        rest = _TIED.sub("", rest).strip(" ,،(")
    if not rest:
        alone = found and sep in {".", "—", "–", "-", "--"} and len(head) < 40
        return Dateline((), head, 0.6, 0, found) if alone else None
    places, sure = _places(rest)
    if not places:
        return None
    if dated:
        sure = max(sure, 0.9)
    if sep in {":", ".", "?"} and not dated:
        shouted = rest.isupper() and len(rest) > 3
        if sure < 0.85 or is_country(places[0]) or (sep != ":" and not shouted):
            return None
    if sure < (0.55 if sep and sep[0] in "—–―-" else 0.85):
        return None
    return Dateline(places, head, sure, 0, found, monthday)


def _with_district(bits: list[str]) -> str:
    """Return the city of a place; Washington with its district, in full."""
    if comparable(bits[0]) != "washington" or len(bits) == 1 or comparable(bits[1]) not in {"dc", "d c"}:
        return bits[0]
    return f"{bits[0]}, {bits[1]}" + ("." if "." in bits[1] else "")


@lru_cache(maxsize=1)
def _weekday() -> re.Pattern[str]:
    """Return what finds the name of a weekday at the end of a text."""
    names = "|".join(sorted(map(re.escape, dates.weekdays()), key=len, reverse=True))
    return re.compile(rf"\b(?:{names})\b\.?,?\s*$", re.IGNORECASE)


def _places(text: str) -> tuple[tuple[str, ...], float]:
    """Split the places of a dateline and say how sure it is that they are places."""
    named: list[str] = []
    best = 0.0
    parts = re.split(r"\s*/\s*|\s+(?:and|et|y|&)\s+(?=[A-ZÀ-Þ])|\s*;\s*", text)
    if len(parts) == 1 and text.count("-") in {1, 2} and all(is_city(bit) for bit in text.split("-")):
        parts = text.split("-")
    for part in parts:
        bits = [bit.strip(" ().") for bit in re.split("[,،]", part) if bit.strip(" ().")]
        sure = _sure_of(part, bits)
        if not sure:
            return (), 0
        if is_city(bits[0]) or not (is_country(bits[0]) and named):  # in "Lima/Peru" Peru says where that is
            named.append(_with_district(bits))
        best = max(best, sure)
    return tuple(named), best


def _sure_of(part: str, bits: list[str]) -> float:
    """Return how sure it is that a part of a dateline is a place: a city, and where that is; 0 for what is none."""
    if not 1 <= len(bits) <= 3 or not all(map(_may_be_called, bits)):
        return 0
    if is_city(bits[0]):
        return 0.95
    if len(bits) > 1 and is_country(bits[-1]):
        return 0.9
    short = len(bits[0].split()) <= 3
    if is_country(bits[0]):
        sure = 0.7
    elif part.isupper() and len(bits[0]) > 3 and short:
        sure = 0.8
    else:
        sure = 0.55 if len(bits) == 1 and short else 0
    return sure if len(bits) == 1 else min(sure, 0.5)


def _may_be_called(bit: str) -> bool:
    """Whether a place can have such a name: a few words with capitals, of which the first does not begin a sentence."""
    terms = bit.split()
    return (
        1 <= len(terms) <= 5
        and all(_PLACE_WORD.match(term) for term in terms)
        and terms[0].casefold().strip(".") not in _NOT_A_PLACE
        and not lexicon.KIND.fullmatch(bit)
        and all(not term[0].islower() or term.casefold().strip("'’") in _PARTICLES for term in terms)
    )
