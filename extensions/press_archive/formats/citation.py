"""Citations of a release that are ready to print, and every style by its name.

The rules behind each text stand beside it. The data for reference managers are made in
:mod:`.bibliography`; both are made of a :class:`.Cited`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache, partial
from html import escape
from typing import Any, NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from ..catalogue import Catalogue
from ..records import PartialDate, quoted
from .bibliography import DATA
from .cited import Cited, cited, day_first, english, kind_words
from .file import File

#: Words that the Bluebook (tables T6 and T10) shortens in the names of bodies.
_SHORT = {
    "Association": "Ass’n",
    "Coalition": "Coal.",
    "Commission": "Comm’n",
    "Committee": "Comm.",
    "Court": "Ct.",
    "Criminal": "Crim.",
    "Federation": "Fed’n",
    "Foundation": "Found.",
    "Global": "Glob.",
    "International": "Int’l",
    "National": "Nat’l",
    "Organization": "Org.",
    "Organisation": "Org.",
    "University": "Univ.",
}
#: Months as the Modern Language Association and the Bluebook (T12) shorten them.
_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


#: Signs that end a sentence, in any script: the point of a style is left out after them.
_STOPS = (".", "?", "!", "…", "؟", "۔", "。", "？", "！", "।", "։")
#: Those after which its comma is left out too; a point may be that of a short form.
_FULL = tuple(sign for sign in _STOPS if sign not in {".", "…"})
#: Quotation marks, as they open and close.
_QUOTES = (("“", "”"), ("‘", "’"), ('"', '"'))


class Text(NamedTuple):
    """A ready text around its author and its title; ``accessed`` says that the day of reading comes last."""

    author: str
    between: str
    title: str
    after: str
    before: str = ""
    italic: bool = False
    accessed: bool = False

    def markdown(self, accessed: str = "") -> str:
        title = f"*{self.title}*" if self.italic else self.title
        read = accessed if self.accessed else ""
        return self.before + self.author + self.between + title + self.after + read


def _month_first(date: PartialDate, months: Callable[[int], str] = english) -> str:
    if not date.month:
        return str(date.year)
    return (
        f"{months(date.month)} {date.day}, {date.year}" if date.day else f"{months(date.month)} {date.year}"
    )


def _short_month(number: int) -> str:
    return _MONTHS[number - 1]


def _point(text: str) -> str:
    return "" if text.endswith(_STOPS) else "."


def _closed(title: str, sign: str, ends: tuple[str, ...] = _STOPS) -> tuple[str, str]:
    """Return a title and the sign behind it; American styles put it within quotation marks at the end."""
    bare = title
    while any(bare.endswith(close) and opening in bare[:-1] for opening, close in _QUOTES):
        bare = bare[:-1]
    if bare.endswith(ends):
        return title, ""
    return (title, sign) if bare == title else (bare + sign + title[len(bare) :], "")


def _inner(title: str, marks: str) -> str:
    """Put quotation marks inside quotation marks into the other kind."""
    straight = re.sub(r'"([^"]*)"', r"“\1”", title)
    return straight.translate(str.maketrans("“”", marks)) if marks != "“”" else straight


def _corrected(item: Cited, date: Callable[[PartialDate], str]) -> str:
    return f" (corrected {date(item.corrected)})" if item.corrected else ""


def _apa(item: Cited) -> Text:
    # apastyle.apa.org, "Press release references"; the title stays as published, since no machine
    # can tell a name from a noun. The publisher is left out when it is the author.
    date = item.date
    when = f"{date.year}"
    when += f", {english(date.month)}" if date.month else ""
    when += f" {date.day}" if date.day else ""
    numbered = f"({kind_words(item, title_case=True)}{item.correction})"
    what = numbered if item.number else f"[{item.genre}]"
    between = f"{_point(item.author)} ({when}). "
    return Text(item.author, between, item.title, f" {what}. {item.url}", italic=True)


def _chicago_note(item: Cited) -> Text:
    # Chicago Manual of Style, 18th edition, as its official CSL style prints a web page.
    title, comma = _closed(_inner(item.title, "‘’"), ",", _FULL)
    when = _month_first(item.date) + _corrected(item, _month_first)
    kind = kind_words(item)
    what = kind[0].lower() + kind[1:]
    return Text(item.author, ", “", title, f"{comma}” {what}, {when}, {item.url}.")


def _chicago_author_date(item: Cited) -> Text:
    title, point = _closed(_inner(item.title, "‘’"), ".")
    month = f", {english(item.date.month)}" if item.date.month else ""
    day = f" {item.date.day}" if item.date.day else ""
    what = kind_words(item) + month + day + _corrected(item, _month_first)
    between = f"{_point(item.author)} {item.date.year}. “"
    return Text(item.author, between, title, f"{point}” {what}. {item.url}.")


def _mla(item: Cited) -> Text:
    # MLA Handbook, 9th edition: the kind of text is optional and comes last.
    when = day_first(item.date, _short_month) + _corrected(item, day_first)
    title, point = _closed(item.title, ".")
    after = f"{point} {when}, {item.url}. {kind_words(item)}."
    return Text(item.author, f"{_point(item.author)} ", title, after, italic=True)


def _oscola(item: Cited) -> Text:
    # OSCOLA, 4th edition, 3.4; the day of reading is asked for.
    what = f"({kind_words(item, title_case=True)}, {day_first(item.date)}{_corrected(item, day_first)})"
    title = _inner(item.title, "“”")
    return Text(item.author, ", ‘", title, f"’ {what} <{item.url}> accessed ", accessed=True)


def _bluebook(item: Cited) -> Text:
    # The common form of rule 17; names of bodies and months as in tables T6, T10 and T12.
    author = " ".join(_SHORT.get(word, word) for word in item.author.split() if word.lower() != "the")
    author = author.replace(" for Int’l", " for the Int’l")
    when = _month_first(item.date, _short_month)
    corrected = _corrected(item, lambda date: _month_first(date, _short_month))
    before = f"{kind_words(item, title_case=True)}, "
    return Text(author, ", ", item.title, f" ({when}){corrected}, {item.url}.", before)


#: The texts by the name of their style, in the order in which a page shows them.
TEXTS: Mapping[str, tuple[str, Callable[[Cited], Text]]] = {
    "apa": ("APA", _apa),
    "chicago-note": ("Chicago, note", _chicago_note),
    "chicago-author-date": ("Chicago, author-date", _chicago_author_date),
    "mla": ("MLA", _mla),
    "oscola": ("OSCOLA", _oscola),
    "bluebook": ("Bluebook", _bluebook),
}


STYLES: tuple[str, ...] = (*TEXTS, "myst", *DATA)
#: The end of the name of the file beside a release's page, for the styles that have one.
_ENDS = {"biblatex": "bib", "ris": "ris", "csl-json": "csl.json"}


#: An address that plain text prints after the words that lead to it.
_PRINTED_ADDRESS = re.compile(r" <[^<>\s]+>")
_STRAIGHT = str.maketrans("“”„«»‘’\u00a0", '"""""\'\' ')


def as_printed(words: str, text: str) -> str:
    """Return a quotation as a text prints it: its quotation marks, its spaces.

    Arguments:
        words: what somebody typed or pasted.
        text: the text quoted from, as plain text.

    Raises:
        ValueError: the text does not say that; the message gives the words that come nearest.

    """
    printed = " ".join(_PRINTED_ADDRESS.sub("", text).split())
    wanted = " ".join(words.split())
    place = printed.translate(_STRAIGHT).find(wanted.translate(_STRAIGHT))
    if place >= 0:
        return printed[place : place + len(wanted)]
    said, given = printed.split(), wanted.split()
    match = SequenceMatcher(None, said, given, autojunk=False).find_longest_match()
    near = " ".join(said[max(match.a - match.b, 0) :][: len(given)]) if match.size else ""
    raise ValueError(f"it does not say {quoted(wanted)}" + (f"; it says {quoted(near, 200)}" if near else ""))


def fragment(paragraph: int | None, words: str = "") -> str:
    """Return the end of an address that leads to a paragraph and, in it, to a quotation's very words.

    Browsers without text fragments (wicg.github.io/scroll-to-text-fragment) go to the paragraph.
    """
    place = f"p{paragraph}" if paragraph else ""
    parts = words.split()
    if len(parts) > 8:
        spans = [" ".join(parts[:4]), " ".join(parts[-4:])]
    else:
        spans = [" ".join(parts)] if parts else []
    text = ",".join(quote(span, safe="").replace("-", "%2D") for span in spans)
    directive = f":~:text={text}" if text else ""
    return f"#{place}{directive}" if place or directive else ""


def myst(item: Cited) -> str:
    """Return the role by which a release of this archive cites it."""
    return f"{{press:release}}`{item.name}`"


def write(item: Cited, style: str, accessed: str = "") -> str:
    """Return the citation in a style (one of :data:`STYLES`); ``accessed`` is the day of reading."""
    if style == "myst":
        return myst(item)
    if style in TEXTS:
        return TEXTS[style][1](item).markdown(accessed)
    return DATA[style][1](item)


def panel(item: Cited) -> dict[str, Any]:
    """Return what the page of a release shows under "Cite": texts, and data to copy or to take.

    The data are HTML that leaves their many quotation marks as they are.
    """
    return {
        "texts": [(style, name, make(item)) for style, (name, make) in TEXTS.items()],
        "data": [
            (style, name, _ENDS.get(style, ""), Markup(escape(text, quote=False)))  # noqa: S704
            for style, (name, make) in DATA.items()
            for text in [make(item).replace("\r\n", "\n").strip()]
        ],
        "mark": item.mark,
        "myst": myst(item),
        "key": item.key,
    }


def files(catalogue: Catalogue, base_url: str, said: Mapping[str, str]) -> Iterator[File]:
    """Yield each release's files; ``said`` are digests of what the releases say."""

    @lru_cache(maxsize=1)  # the files of a release are made one after the other
    def item(number: int) -> Cited:
        return cited(catalogue, base_url, catalogue.releases[number])

    for number, release in enumerate(catalogue.releases):
        for style, end in _ENDS.items():
            make = partial(_file, item, number, DATA[style][1])
            yield File(f"{release.docname}/cite.{end}", said.get(release.docname, ""), make)


def _file(item: Callable[[int], Cited], number: int, write: Callable[[Cited], str]) -> bytes:
    return write(item(number)).encode()
