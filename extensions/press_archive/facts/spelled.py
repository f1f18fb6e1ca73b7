"""Numbers said in words ("one hundred and twenty-two", *douzième*), read where they are certain.

num2words writes a number in some fifty languages and reads none: so each number is written, and the text is
compared with all of them. It knows one form of each word. A number that stands beside what may be another
form of such a word (*сто двадцать* beside *вторая*) is therefore not read at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from itertools import groupby

#: More than there are states; and two in which Russian uses its feminine words for one and two.
_READ = (*range(1, 300), 1000, 2000)
_WORD = re.compile(r"[^\W\d_](?:[^\s\W]|[^\s\w.,;:()\-\u2010-\u2015…/])*")
_ACCENT = re.compile("[\u0300-\u036f]")
#: "And" may be left out in English, and is part of the next word in Arabic.
_AND, _ARABIC_AND = "and", re.compile(r"\bو\s+")


def said(text: str, language: str) -> set[int]:
    """Return the numbers that a text says in words, from 1 on; none where one of them is not certain.

    Case, accents, hyphens and the English "and" make no difference.

    Arguments:
        language: of the text (BCP 47); in one that num2words does not know, nothing is read.

    """
    numbers, known = _numbers(language)
    words = _words(text)
    found: set[int] = set()
    for is_known, run in groupby(words, known.__contains__):
        if is_known:
            number = numbers.get(tuple(run))
            if number is None:
                return set()
            found.add(number)
    return set() if found and any(_resembles(word, known) for word in words) else found


def _resembles(word: str, known: frozenset[str]) -> bool:
    """Whether a word may be another form of one that is known, or hold one: *une*, *вторая*, *thirds*."""

    def same(other: str) -> bool:
        letters = min(3, max(len(word), len(other)) - 1)
        return len(other) >= letters and other[:letters] in word

    return word not in known and any(map(same, known))


def _words(text: str) -> list[str]:
    plain = _ACCENT.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return [word for word in _WORD.findall(_ARABIC_AND.sub("و", plain)) if word != _AND]


@lru_cache(maxsize=16)
def _numbers(language: str) -> tuple[Mapping[tuple[str, ...], int], frozenset[str]]:
    """Return the numbers of a language by their words, and all words of these."""
    numbers: dict[tuple[str, ...], int] = {}
    for number, words in _written(language):
        numbers.setdefault(tuple(_words(words)), number)
    return numbers, frozenset(word for words in numbers for word in words)


def _written(language: str) -> Iterator[tuple[int, str]]:
    from num2words import CONVERTER_CLASSES, num2words

    # Asked for a language that it does not know, it would take one whose name begins alike.
    names = (language.replace("-", "_"), language.partition("-")[0])
    name = next((name for name in names if name in CONVERTER_CLASSES), "")
    for kind in ("cardinal", "ordinal") if name else ():
        for number in _READ:
            with suppress(NotImplementedError, LookupError):  # some languages lack ordinals, or high ones
                yield number, num2words(number, lang=name, to=kind)
