"""A made-up archive of any size: the same number and seed give the same texts, on any machine.

Each item is told in neutral parts (title, day, states, paragraphs, …), so that every program that is
measured gets the same text in its own form. Words follow a natural distribution (Zipf's law), and so
do the states: a few are in many releases, most in few.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

FIRST, LAST = dt.date(1996, 1, 8), dt.date(2025, 12, 19)
STATES = (  # noqa: SIM905
    "AR AT AZ BD BE BR BW CA CH CI CL CO CR CY DE DK EC EE ES FI FJ FR GB GH GR HR HU ID IE IN "
    "IT JM JO JP KE KH KR LK LT LV MA MG ML MN MX MY NA NE NG NL NO NP NZ PE PH PL PT PY RO RS "
    "SE SI SK SN TH TL TN TZ UA UG UY VN ZA ZM"
).split()
CAMPAIGNS = ("open-harbour", "night-ferry", "quiet-bridge", "long-table", "second-reading", "clear-water")
TERMS = tuple(f"Entry {number}" for number in range(1, 21))
CONTACTS = ("ada-lind", "ben-okoro", "carla-ruiz", "dan-osei")
_COMMON = (  # noqa: SIM905
    "the of and to a in that is for on with as was by this which from at have it an be not are their or "
    "we said has its all they will more can law court state states treaty members support today meeting"
).split()
_LETTERS = ("b", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr"), ("a", "e", "i", "o", "u")


class Item(NamedTuple):
    """One release; ``name`` is its path, ``cites`` names an earlier one, ``terms`` stand in its text.

    In ``paragraphs``, ``{term}``, ``{cite}`` and ``{link}`` say where a term, the citation and a link to
    another site stand; the paragraph that begins with ``> `` is a quotation.
    """

    name: str
    day: dt.date
    title: str
    summary: str
    language: str
    about: tuple[str, ...]
    mentions: tuple[str, ...]
    campaign: str
    contacts: tuple[str, ...]
    background: tuple[str, ...]
    term: str
    cites: str
    paragraphs: tuple[str, ...]

    @property
    def month(self) -> str:
        return f"{self.day:%Y-%m}"


def key(term: str) -> str:
    """The name of a background entry's file."""
    return term.lower().replace(" ", "-")


def titled(name: str) -> str:
    """What a contact or a campaign is called."""
    return name.replace("-", " ").title()


def wording(term: str) -> str:
    """The text of a background entry."""
    return f"{term} is the subject of a made-up sentence, and of [a page](https://example.org/{key(term)})."


@cache
def _vocabulary() -> list[str]:
    """The words, most frequent first: the same whatever the seed."""
    chance = random.Random(0)
    heads, tails = _LETTERS
    made: dict[str, None] = dict.fromkeys(_COMMON)
    while len(made) < 8000:
        made["".join(chance.choice(heads) + chance.choice(tails) for _ in range(chance.randint(1, 4)))] = None
    return list(made)


class _Writer:
    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self._words = _vocabulary()
        self._weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(self._words))))
        self._states = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(STATES))))

    def words(self, count: int) -> list[str]:
        return self.chance.choices(self._words, cum_weights=self._weights, k=count)

    def sentence(self, length: int) -> str:
        words = self.words(length)
        words[0] = words[0].capitalize()
        return " ".join(words) + "."

    def paragraph(self, sentences: int) -> str:
        return " ".join(self.sentence(self.chance.randint(8, 26)) for _ in range(sentences))

    def states(self, count: int) -> tuple[str, ...]:
        found = self.chance.choices(STATES, cum_weights=self._states, k=count)
        return tuple(dict.fromkeys(found))


def items(count: int, seed: int = 1, *, states: int = 0) -> Iterator[Item]:
    """Yield ``count`` releases, oldest first.

    Arguments:
        seed: another seed gives other texts of the same kind.
        states: how many states a release is about; 0 for one or two, by chance.

    """
    writer = _Writer(seed)
    chance = writer.chance
    names: list[str] = []
    span = (LAST - FIRST).days
    for number in range(count):
        day = FIRST + dt.timedelta(days=number * span // max(count - 1, 1))
        slug = "-".join(word for word in writer.words(12) if len(word) > 3)[:40].strip("-") or "release"
        name = f"{day:%Y/%m}/{slug}-{number}"
        about = writer.states(states or chance.choice((1, 1, 1, 2)))
        lead, term, link = writer.sentence(24)[:-1], writer.sentence(9), writer.sentence(12)
        paragraphs = [
            f"{lead} {{cite}}." if names else f"{lead}.",
            *(writer.paragraph(chance.randint(2, 5)) for _ in range(3)),
            f"> {writer.paragraph(3)}",
            f"{term} {{term}} {link.lower()} {{link}} {writer.paragraph(2)}",
            *(writer.paragraph(chance.randint(2, 5)) for _ in range(3)),
        ]
        yield Item(
            name=name,
            day=day,
            title=writer.sentence(chance.randint(5, 12)).removesuffix("."),
            summary=writer.sentence(14),
            language="fr" if number % 20 == 19 else "en",
            about=about,
            mentions=tuple(code for code in writer.states(1) if code not in about),
            campaign=chance.choice(("", *CAMPAIGNS)),
            contacts=tuple(chance.sample(CONTACTS, 2)),
            background=tuple(key(term) for term in chance.sample(TERMS, 2)),
            term=chance.choice(TERMS),
            cites=chance.choice(names[-200:]) if names else "",
            paragraphs=tuple(paragraphs),
        )
        names.append(name)


def extra(last: Item, seed: int = 2) -> Item:
    """Return one more release for an archive: the one that a benchmark adds."""
    writer = _Writer(seed)
    title = writer.sentence(8).removesuffix(".")
    name = f"{last.name.rpartition('/')[0]}/one-more"
    body = tuple(writer.paragraph(4) for _ in range(6))
    return last._replace(name=name, title=title, paragraphs=(f"{writer.sentence(9)} {{cite}}.", *body))
