"""The states a text names: which it is about, and which it only mentions.

Names come from the register of states and Unicode CLDR, in the archive's languages. A release is about the states
of its title; failing that of its deck, of the month's focus, or of the paragraph that opens it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from babel import Locale

from ..records import Campaign, PartialDate, State
from .plain import unaccented

LANGUAGES = ("en", "fr", "es", "ar", "ru")
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PREFIX = re.compile(r"^(?:l|d|qu|L|D)['’]")
_POSSESSIVE = re.compile(r"['’][sS]$")
_CASE_ENDINGS = 3
#: Names of states that people have, too, and what is written before these.
_SURNAMES = ("chad", "cuba", "georgia", "israel", "jordan", "malta")
_FORENAMES = (
    "Mr", "Ms", "Mrs", "Dr", "Ambassador", "Barbara", "David", "Hamilton", "James", "John", "Mary", "Michael",
    "Robert", "Vernon", "William",
)  # fmt: skip
#: The words before a state's name, and those behind it, with which it is the name of something else.
_BEFORE = dict.fromkeys(_SURNAMES, _FORENAMES) | {
    "guinea": ("Equatorial", "Gulf of", "New"),
    "mexico": ("New",),
}
_BEHIND = {"georgia": ("Institute", "Tech")}


class Named(NamedTuple):
    """States found in a text, in the order of their first place."""

    codes: tuple[str, ...]
    counts: Mapping[str, int]


def _tokens(text: str) -> list[tuple[str, int]]:
    """Return the words of a text and where they stand; of ``Kenya’s``, the name."""
    return [(_POSSESSIVE.sub("", m[0]), m.start()) for m in _TOKEN.finditer(text)]


class StateFinder:
    """Finds the names of the states of a register in running text."""

    def __init__(self, states: Mapping[str, State]) -> None:
        self._names: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._short: dict[str, str] = {}
        seen: set[tuple[str, ...]] = set()
        for code, state in states.items():
            names = [
                *state.other_names,
                *(former.name for former in state.former_names),
                *state.name.values(),
            ]
            names += [name for lang in LANGUAGES if (name := Locale(lang).territories.get(code))]
            for raw in names:
                name = re.sub(r"\s*\(.*?\)", "", raw).strip()
                if name.isupper() and name.isascii() and len(name) < 5:
                    self._short.setdefault(name, code)
                    continue
                saint = name.replace("St. ", "Saint ")
                for form in (name, saint, name.replace("&", "and"), saint.replace("&", "and")):
                    key = tuple(unaccented(_PREFIX.sub("", word)) for word, _ in _tokens(form))
                    if key and key[0] in {"the", "la", "le", "les", "el"} and len(key) > 1:
                        key = key[1:]
                    if key and key not in seen:
                        seen.add(key)
                        self._names.setdefault(key[0], []).append((key, code))
        for forms in self._names.values():
            forms.sort(key=lambda item: -len(item[0]))
        self._stems = {
            first[:-1] if len(first) > 4 and first[-1] in "аеийоуыьюя" else first: forms
            for first, forms in self._names.items()
            if "а" <= first[0] <= "я" and len(first) > 3
        }

    def find(self, text: str) -> Named:
        """Return the states that a text names; a name needs a capital where the script has them."""
        tokens = _tokens(text)
        folded = [unaccented(_PREFIX.sub("", token)) for token, _ in tokens]
        counts: dict[str, int] = {}
        index = 0
        shouting = text.isupper()
        while index < len(tokens):
            found = self._at(tokens, folded, index, shouting)
            if found:
                code, length = found
                counts[code] = counts.get(code, 0) + 1
                index += length
            else:
                index += 1
        return Named(tuple(counts), counts)

    def _at(
        self, tokens: list[tuple[str, int]], folded: list[str], index: int, shouting: bool
    ) -> tuple[str, int] | None:
        token, first = tokens[index][0], folded[index]
        if not first:
            return None
        bare = _PREFIX.sub("", token)
        if token in self._short and not shouting:
            return self._short[token], 1
        if bare[:1].islower() and bare[:1] != bare[:1].upper():
            return None
        candidates = self._names.get(first) or self._names.get(self._arabic(first)) or ()
        for key, code in candidates:
            length = len(key)
            if tuple(folded[index + 1 : index + length]) == key[1:] and not _is_part_of_more(
                tokens, index, key
            ):
                return code, length
        if "а" <= first[0] <= "я":
            return self._russian(folded, index)
        return None

    @staticmethod
    def _arabic(word: str) -> str:
        if len(word) > 4 and word[0] in "وبلفك" and "\u0600" <= word[0] <= "\u06ff":
            return word[1:] if not word.startswith("لل") else "ال" + word[2:]
        return word

    def _russian(self, folded: list[str], index: int) -> tuple[str, int] | None:
        """A Russian name changes its ending with its case: ``Азербайджана``."""
        word = folded[index]
        for cut in range(_CASE_ENDINGS + 1):
            stem = word[: len(word) - cut]
            forms = self._stems.get(stem) or (self._names.get(stem) if cut else None)
            if forms and len(stem) > 3:
                for key, code in forms:
                    if len(key) == 1:
                        return code, 1
        return None


def _is_part_of_more(tokens: list[tuple[str, int]], index: int, key: tuple[str, ...]) -> bool:
    """Whether a name is a part of another: ``Guinea`` in ``New Guinea``, ``Jordan`` in ``Michael Jordan``."""
    if len(key) > 1:
        return False
    before, behind = tokens[max(0, index - 2) : index], tokens[index + 1 : index + 2]
    above = " ".join(["", *(word for word, _ in before)])
    return above.endswith(tuple(f" {words}" for words in _BEFORE.get(key[0], ()))) or any(
        word in _BEHIND.get(key[0], ()) for word, _ in behind
    )


def about_and_mentions(
    finder: StateFinder, title: str, deck: str, opening: str, body: str, focus: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...], float, str]:
    """Tell the states a release is about from those it mentions; and how sure, and from what."""
    everywhere = finder.find("\n".join((title, deck, body)))
    wanted = set(focus)
    places = (
        (finder.find(title).codes, 0.95, "title"),
        (finder.find(deck).codes, 0.8, "deck"),
        (tuple(code for code in everywhere.codes if code in wanted), 0.75, "focus"),
        (finder.find(opening).codes, 0.55, "opening"),
    )
    often = [code for code in everywhere.codes if everywhere.counts[code] >= 4]
    about, sure, where = next(
        (found for found in places if 0 < len(found[0]) <= 12), (tuple(often[:1]), 0.4, "body")
    )
    return about, tuple(code for code in everywhere.codes if code not in about), sure, where


def campaign_of(
    campaigns: Mapping[str, Campaign], about: Iterable[str], date: PartialDate | None, text: str
) -> tuple[str, float, str] | None:
    """Return the campaign of a release: by state and month, else by its name in the text."""
    codes = set(about)
    folded = unaccented(text)
    by_focus = [
        key for key, campaign in campaigns.items() for f in campaign.focus
        if date and date.month and f.state in codes and (f.month.year, f.month.month) == (date.year, date.month)
    ]  # fmt: skip
    if by_focus:
        named = unaccented(campaigns[by_focus[0]].name) in folded
        return by_focus[0], 0.98 if named else 0.85, "register"
    for key, campaign in campaigns.items():
        held = date is None or (
            (campaign.start is None or campaign.start.first <= date.last)
            and (campaign.end is None or campaign.end.last >= date.first)
        )
        if held and len(campaign.name) > 15 and unaccented(campaign.name) in folded:
            return key, 0.7, "text"
    return None


def focus_of(campaigns: Mapping[str, Campaign], date: PartialDate | None) -> tuple[str, ...]:
    """Return the states that campaigns put in focus in a month."""
    if date is None or not date.month:
        return ()
    return tuple(
        f.state
        for c in campaigns.values()
        for f in c.focus
        if (f.month.year, f.month.month) == (date.year, date.month)
    )
