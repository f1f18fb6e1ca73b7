"""Figures in plain text that speak of how many states joined: found, not judged.

Only words that say so are looked for, in the archive's languages: "122 states parties", "108 member
states", "the 123rd member". Figures marked as facts are left out; they are checked as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_CARDINAL = r"""
  (?P<c>\d{1,3})\s+(?:
    (?:other\s+|current\s+|ICC\s+)*(?:
      states?[ -]part(?:y|ies)\b | member[ -](?:states|countries)\b | ratifications\b
      | (?:states|countries)\s+that\s+are\s+(?:members|parties)\b
    )
    | (?:autres\s+)?(?:[ée]tats\s+parties|[ée]tats\s+membres|pays\s+membres)\b
    | (?:otros\s+)?(?:estados\s+partes?|estados\s+miembros|pa[ií]ses\s+miembros|ratificaciones)\b
    | государств\w*[ -](?:участни|член)\w+
    | (?:دولة|دول)\s+(?:طرف|أطراف|عضو|أعضاء)\w*
  )"""
_ORDINAL = r"""
  (?P<o>\d{1,3})(?:
    (?:st|nd|rd|th)\s+(?:new\s+|[A-Z]{2,5}\s+)*(?:states?|members?|country|party|nation|ratification)\b
    | (?:e|è?me|ᵉ)\s+(?:[ée]tat|pays|membre|ratification)\b
    | (?:\.?[ºª°]|er|do|ro|to|vo|mo)\s+(?:estado|pa[ií]s|miembro|ratificaci[oó]n)\b
    | -(?:е|м|й|го|му|ым)\s+(?:государств|член|участник|стран)\w*
  )"""
#: Numbers are found first, by a search that is fast, and only then are the words after each looked at.
_NUMBER = re.compile(r"[0-9٠-٩]+")
_FIGURE = re.compile(f"{_CARDINAL}|{_ORDINAL}", re.VERBOSE | re.IGNORECASE)
_ARABIC_PLACE = re.compile(r"(?:الدولة|العضو)\s+(?:(?:الطرف|العضو)\s+)?رقم\s+(?P<o>\d{1,3})\b")
_MARK = "{press:fact}"
_MARKED = re.compile(r"\{press:fact\}`[^`]*`")


class Figure(NamedTuple):
    """A figure as found: the number, whether it counts or ranks, where it stands and its words."""

    number: int
    kind: Literal["count", "place"]
    where: str
    line: int
    words: str


def find_figures(text: str, where: str, line: int = 1) -> Iterator[Figure]:
    """Yield the figures of a text that starts on ``line`` of its file; ``where`` names the field."""
    if _MARK in text:
        text = _MARKED.sub(lambda match: " " * len(match[0]), text)
    numbers = (
        _FIGURE.match(text, start)
        for start, end in (number.span() for number in _NUMBER.finditer(text))
        if end - start <= 3 and text[start - 1 : start] not in {".", ",", "-"}
    )
    for match in (*numbers, *(_ARABIC_PLACE.finditer(text) if "رقم" in text else ())):
        if match is None:
            continue
        place, at = match["o"], line + text.count("\n", 0, match.start())
        words = " ".join(match[0].split())
        yield Figure(int(place or match["c"]), "place" if place else "count", where, at, words)


def find_in_address(address: str, where: str, line: int) -> Iterator[Figure]:
    """Yield the figures of a web address, whose last part often keeps the headline it was given first."""
    yield from find_figures(address.rstrip("/").rpartition("/")[2].replace("-", " "), where, line)
