"""The theme's own words in the languages of the archive.

The catalogues in ``locale/<language>.po`` are read as they are, so translators need no compiler.
A word without a translation is shown in English.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .records.models import CorrectionKind, Kind, OriginKind

Translator = Callable[[str], str]

LOCALES = Path(__file__).parent / "locale"


def mark(text: str) -> str:
    """Mark a text for translation where no language is known yet; it is imported as ``_``."""
    return text


_ = mark

KIND_NAMES: dict[Kind, str] = {
    "press-release": _("Press release"),
    "media-advisory": _("Media advisory"),
    "statement": _("Statement"),
    "letter": _("Letter"),
    "newsletter": _("Newsletter"),
    "news": _("News"),
}

CORRECTION_NAMES: dict[CorrectionKind, str] = {
    "typo": _("typing error"),
    "fact": _("fact"),
    "figure": _("figure"),
    "name": _("name"),
    "quotation": _("quotation"),
    "translation": _("translation"),
    "legal": _("legal reasons"),
}

ORIGIN_NAMES: dict[OriginKind, str] = {
    "text": _("from what the text says"),
    "address": _("from the address"),
    "file-name": _("from the file name"),
    "event": _("from the event it reports"),
    "other": _("from another source"),
    "printed": _("as printed"),
    "dateline": _("from the dateline"),
    "metadata": _("from the data of the file or page"),
    "register": _("from the register"),
    "layout": _("from its place on the page"),
}


@lru_cache(maxsize=16)
def translator(language: str) -> Translator:
    """Return the function that puts an English word of the theme into a language."""
    from babel.messages.pofile import read_po

    path = LOCALES / f"{language}.po"
    if not path.exists():
        return _
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    words = {str(m.id): str(m.string) for m in catalogue if m.id and m.string and not m.fuzzy}
    return lambda text: words.get(text, text)


def has_words(language: str) -> bool:
    """Whether the theme can speak a language."""
    return language == "en" or (LOCALES / f"{language}.po").exists()


def spoken(language: str, own: str) -> str:
    """Return in which language the theme speaks beside a text: the text's, or the archive's ``own``."""
    return language if has_words(language) else own
