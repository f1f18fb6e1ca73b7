"""What became of a release since it came out, in the words of its page, for forms that travel alone.

A mail and an entry of a feed are read where no page of the archive stands around them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..archive import Release
from ..catalogue import Catalogue
from ..names import date_words
from ..targets import marked_title
from ..words import CORRECTION_NAMES, spoken, translator


class Change(NamedTuple):
    """A sentence, and the release that it ends with, by its title and its document, if it names one."""

    text: str
    title: str = ""
    docname: str = ""


def changes(catalogue: Catalogue, release: Release) -> Iterator[Change]:
    """Yield the withdrawal of a release, what to read instead, and each correction."""
    language = spoken(release.language, catalogue.language)
    _ = translator(language)
    if line := release.withdrawn:
        day = date_words(line.date, language)
        said = _("This release was withdrawn on {date}.").replace("{date}", day)
        yield Change(f"{said} {line.note}")
        if instead := catalogue.resolve(line.target):
            yield Change(f"{_('Read instead')}{_(':')} ", marked_title(instead, language), instead.docname)
    for item in release.corrections:
        when = _("Corrected on {date}").replace("{date}", date_words(item.date, language))
        said = f"{when} ({_(CORRECTION_NAMES[item.kind])}){_(':')} {_('it said')} “{item.was}”{_(',')} "
        said += f"{_('it says')} “{item.now}”."
        yield Change(f"{said} {item.note}" if item.note else said)
