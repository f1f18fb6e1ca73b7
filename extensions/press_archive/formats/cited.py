"""A release as citations see it; every form of a citation is made of a :class:`Cited`.

A reference number that the archive gave later, and not the sender, is not part of what was published:
it is left out of the printed citation unless asked for, and still identifies the record.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from .. import addresses
from ..archive import Release
from ..catalogue import Catalogue
from ..names import month_name
from ..records import PartialDate
from ..targets import mark, marked_title
from ..words import KIND_NAMES


class Cited(NamedTuple):
    """A release as citations see it.

    ``number`` is the reference number where it is to be printed, ``reference`` the number whoever gave
    it. ``title`` begins with its ``mark``, "[Withdrawn]", when it was: the only one that every style
    prints.
    """

    key: str
    name: str
    author: str
    title: str
    kind: str
    date: PartialDate
    number: str
    reference: str
    corrected: PartialDate | None
    version: int
    places: tuple[str, ...]
    keywords: tuple[str, ...]
    summary: str
    language: str
    url: str
    mark: str = ""

    @property
    def genre(self) -> str:
        """The kind, with the correction: a style prints the genre, and never a note."""
        return self.kind + self.correction

    @property
    def correction(self) -> str:
        """What follows the kind of what was corrected."""
        return f", corrected {day_first(self.corrected)}" if self.corrected else ""


def cited(catalogue: Catalogue, base_url: str, release: Release, *, number: bool | None = None) -> Cited:
    """Return a release as citations see it; ``number`` overrules whether its number is printed."""
    # A style runs a genre with a correction and a number together: the number then stays out.
    printed = not release.number_note and release.corrected is None if number is None else number
    reference = release.reference or ""
    keywords = [catalogue.names.name(code, "en") for code in release.about]
    if release.campaign:
        keywords.append(catalogue.registers.campaigns[release.campaign].name)
    return Cited(
        key=re.sub(r"[^a-z0-9]+", "-", (reference or release.name).lower()),
        name=release.name,
        author=catalogue.registers.issuers[release.issuer].name,
        title=marked_title(release, "en"),
        kind=KIND_NAMES[release.kind],
        date=release.date,
        number=reference if printed else "",
        reference=reference,
        corrected=release.corrected,
        version=len(release.corrections) + 1,
        places=release.dateline.places if release.dateline else (),
        keywords=(*keywords, *release.topics),
        summary=release.summary or "",
        language=release.language,
        url=addresses.url(base_url, release.docname),
        mark=mark(release, "en"),
    )


def english(month: int) -> str:
    return month_name(month, "en")


def day_first(date: PartialDate, months: Callable[[int], str] = english) -> str:
    day = f"{date.day} " if date.day else ""
    month = f"{months(date.month)} " if date.month else ""
    return f"{day}{month}{date.year}"


def kind_words(item: Cited, *, title_case: bool = False) -> str:
    kind = item.kind.title() if title_case else item.kind
    return f"{kind} {item.number}" if item.number else kind
