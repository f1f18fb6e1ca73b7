"""What states and languages are called, and how a date is written, in each language.

Names come from Unicode CLDR through Babel; the register of states adds the archive's own choice
and the names that a state used to have.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from .words import translator

if TYPE_CHECKING:  # a search in the terminal only folds: it should not wait for Babel
    from babel import Locale

    from .records import PartialDate, State

_RTL_SCRIPTS = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"})


@lru_cache(maxsize=64)
def locale(language: str) -> Locale:
    """Return the locale of a language tag.

    English is written as coalitions in The Hague and New York write it: 6 May 2014.
    """
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse("en_GB" if language == "en" else language, sep="-" if "-" in language else "_")
    except (ValueError, UnknownLocaleError):
        return Locale("en", "GB")


@lru_cache(maxsize=256)
def direction(language: str) -> str:
    """Return ``rtl`` or ``ltr``: by the script that a tag names, else as CLDR writes the language."""
    script = next((part for part in language.split("-")[1:] if len(part) == 4), "")
    if script:
        return "rtl" if script in _RTL_SCRIPTS else "ltr"
    return "rtl" if locale(language).character_order == "right-to-left" else "ltr"


@lru_cache(maxsize=32_768)
def date_words(date: PartialDate | dt.date, language: str) -> str:
    """Write a date out, to its precision: ``6 May 2014``, ``May 2014`` or ``2014``."""
    if isinstance(date, dt.date) or date.day:
        before, after = _around_year(date.month, date.day, language)
        return f"{before}{date.year}{after}"
    if date.month:
        from babel.dates import format_skeleton

        return format_skeleton("yMMMM", date.first, locale=locale(language))
    return str(date.year)


@lru_cache(maxsize=4096)
def _around_year(month: int, day: int, language: str) -> tuple[str, str]:
    """What is written before and after the year of a day: an archive has many years, and each 366 days."""
    from babel.dates import format_date

    leap = 2000
    words = format_date(dt.date(leap, month, day), "long", locale=locale(language))
    before, _, after = _first(words, day, language).partition(str(leap))
    return before, after


def _first(words: str, day: int, language: str) -> str:
    """Count the first of a month as the language does, 1er mai; CLDR counts it like the other days."""
    return re.sub(r"\b1\b", translator(language)("1"), words, count=1) if day == 1 else words


def short_date(day: dt.date, language: str) -> str:
    """Write a day in short, for tables: ``6 May 2014`` of May, ``10 Feb 2003`` of February."""
    from babel.dates import format_date

    return _first(format_date(day, "medium", locale=locale(language)), day.day, language)


def moment_words(moment: dt.datetime, language: str) -> str:
    """Write a moment out, with its zone: ``17 July 2026, 10:00 CEST``."""
    return f"{date_words(moment.date(), language)}{translator(language)(',')} {moment:%H:%M %Z}"


def heading(words: str) -> str:
    """Begin words as a heading begins: French, Spanish and Russian write months small within a sentence."""
    return words[:1].upper() + words[1:]


@lru_cache(maxsize=256)
def month_name(month: int, language: str, width: str = "wide") -> str:
    """Name a month on its own: ``September``, or ``Sept`` in ``abbreviated`` width."""
    name: str = locale(language).months["stand-alone"][width][month]
    return name


@lru_cache(maxsize=256)
def language_name(tag: str, language: str) -> str:
    """Name a language in another one: ``French``; in itself, ``français``."""
    from babel import Locale, UnknownLocaleError

    try:
        known = Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return tag
    return known.get_display_name(locale(language)) or tag


#: The scripts that set no spaces between words (Thai to Khmer, Chinese, Japanese), as a class of characters.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"


def fold(text: str) -> str:
    """Fold a name for comparing: no case, accents, punctuation or doubled spaces."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("&", " and "))
    plain = "".join(c if c.isalnum() else " " for c in plain.casefold() if not unicodedata.combining(c))
    return " ".join(plain.removeprefix("the ").split())


class StateNames:
    """The names of the states of one register, in the archive's languages."""

    def __init__(self, states: Mapping[str, State], languages: Iterable[str]) -> None:
        self.languages = tuple(languages)
        self._states = states
        self._codes: dict[str, str] = {}
        for code in states:
            for name in (code, *self.called(code)):
                self._codes.setdefault(fold(name), code)

    def called(self, code: str) -> list[str]:
        """Return all names that a state has or had, in any of the languages; those we print come first."""
        state = self._states[code]
        names = [self.name(code, language) for language in self.languages]
        names += [name for language in self.languages if (name := locale(language).territories.get(code))]
        names += [*state.name.values(), *state.other_names, *(former.name for former in state.former_names)]
        return list(dict.fromkeys(names))

    def name(self, code: str, language: str) -> str:
        """Return a state's name; the code itself when no one knows it."""
        state = self._states.get(code)
        own = state.name.get(language) if state else None
        return own or locale(language).territories.get(code) or code

    @property
    def known(self) -> Mapping[str, str]:
        """The code that every name stands for, codes included; the names are folded."""
        return self._codes

    def code(self, text: str) -> str | None:
        """Return the code of the state that goes, or went, by a name in any of the languages."""
        return self._codes.get(fold(text))

    def suggest(self, found: str) -> str:
        """Finish a message about an unknown state: ``; did you mean "CI" (Côte d'Ivoire)?``."""
        import difflib

        words = fold(found)
        code = self.code(found) or self._codes.get(words.partition(" ")[2])
        if code is None:
            near = difflib.get_close_matches(words, self._codes, n=1, cutoff=0.7)
            code = self._codes[near[0]] if near else None
        if code is None:
            return "; states are written as two letters, as in AZ (ISO 3166-1 alpha-2)"
        return f'; did you mean "{code}" ({self.name(code, self.languages[0])})?'
