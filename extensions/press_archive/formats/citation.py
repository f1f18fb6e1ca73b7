"""Citations of a release: data for reference managers, and texts that are ready to print.

One :class:`Cited` is made of a record, and every form is made of it: CSL-JSON, BibTeX, BibLaTeX, RIS,
and the texts of the common styles. No format has a type for press releases, so each uses the one whose
printed result is right (a web page with a genre). The rules behind each text stand beside it.

A reference number that the archive gave later, and not the sender, is not part of what was published:
it is left out of the printed citation unless asked for, and still identifies the record.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from ..archive import Release
from ..catalogue import Catalogue
from ..names import language_name, month_name
from ..records import PartialDate
from ..rows import marked_title
from ..words import KIND_NAMES

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
#: Braces are counted even when escaped, so they are written as commands.
_TEX = {
    **{char: f"\\{char}" for char in "&%#_$"},
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}


class Cited(NamedTuple):
    """A release as citations see it.

    ``number`` is the reference number where it is to be printed, ``reference`` the number whoever gave
    it. ``title`` begins with "[Withdrawn]" when it was: the only mark that every style prints.
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

    @property
    def genre(self) -> str:
        """The kind, with the correction: a style prints the genre, and never a note."""
        return f"{self.kind}, corrected {_day_first(self.corrected)}" if self.corrected else self.kind


class Text(NamedTuple):
    """A ready text around its title; ``accessed`` says that the day of reading comes last."""

    before: str
    title: str
    after: str
    italic: bool = False
    accessed: bool = False

    def markdown(self, accessed: str = "") -> str:
        title = f"*{self.title}*" if self.italic else self.title
        return self.before + title + self.after + (accessed if self.accessed else "")


def cited(catalogue: Catalogue, base_url: str, release: Release, *, number: bool | None = None) -> Cited:
    """Return a release as citations see it; ``number`` overrules whether its number is printed."""
    corrected = release.corrections[-1].date if release.corrections else None
    # A style runs a genre with a correction and a number together: the number then stays out.
    printed = not release.number_note and corrected is None if number is None else number
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
        corrected=corrected,
        version=len(release.corrections) + 1,
        places=release.dateline.places if release.dateline else (),
        keywords=(*keywords, *release.topics),
        summary=release.summary or "",
        language=release.language,
        url=f"{base_url}{release.docname}/",
    )


# Dates


def _day_first(date: PartialDate) -> str:
    day = f"{date.day} " if date.day else ""
    month = f"{month_name(date.month, 'en')} " if date.month else ""
    return f"{day}{month}{date.year}"


def _month_first(date: PartialDate, months: Callable[[int], str] = lambda n: month_name(n, "en")) -> str:
    if not date.month:
        return str(date.year)
    return (
        f"{months(date.month)} {date.day}, {date.year}" if date.day else f"{months(date.month)} {date.year}"
    )


def _short_month(number: int) -> str:
    return _MONTHS[number - 1]


# Ready texts


def _stop(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def _inner(title: str, marks: str) -> str:
    """Put quotation marks inside quotation marks into the other kind."""
    straight = re.sub(r'"([^"]*)"', r"“\1”", title)
    return straight.translate(str.maketrans("“”", marks)) if marks != "“”" else straight


def _kind(item: Cited, *, title_case: bool = False, end: str = "") -> str:
    kind = item.kind.title() if title_case else item.kind
    return (f"{kind} {item.number}" if item.number else kind) + end


def _corrected(item: Cited, date: Callable[[PartialDate], str]) -> str:
    return f" (corrected {date(item.corrected)})" if item.corrected else ""


def _apa(item: Cited) -> Text:
    # apastyle.apa.org, "Press release references"; the title stays as published, since no machine
    # can tell a name from a noun. The publisher is left out when it is the author.
    date = item.date
    when = f"{date.year}"
    when += f", {month_name(date.month, 'en')}" if date.month else ""
    when += f" {date.day}" if date.day else ""
    corrected = f", corrected {_day_first(item.corrected)}" if item.corrected else ""
    numbered = f"({_kind(item, title_case=True)}{corrected})"
    what = numbered if item.number else f"[{item.kind}{corrected}]"
    return Text(f"{_stop(item.author)} ({when}). ", item.title, f" {what}. {item.url}", italic=True)


def _chicago_note(item: Cited) -> Text:
    # Chicago Manual of Style, 18th edition, as its official CSL style prints a web page.
    title = _inner(item.title, "‘’")
    comma = "" if title.endswith(("?", "!")) else ","
    when = _month_first(item.date) + _corrected(item, _month_first)
    kind = _kind(item)
    what = kind[0].lower() + kind[1:]
    return Text(f"{item.author}, “", title, f"{comma}” {what}, {when}, {item.url}.")


def _chicago_author_date(item: Cited) -> Text:
    title = _inner(item.title, "‘’")
    end = "" if title.endswith((".", "?", "!")) else "."
    month = f", {month_name(item.date.month, 'en')}" if item.date.month else ""
    day = f" {item.date.day}" if item.date.day else ""
    what = _kind(item) + month + day + _corrected(item, _month_first)
    before = f"{_stop(item.author)} {item.date.year}. “"
    return Text(before, title, f"{end}” {what}. {item.url}.")


def _mla(item: Cited) -> Text:
    # MLA Handbook, 9th edition: the kind of text is optional and comes last.
    date = item.date
    day = f"{date.day} " if date.day else ""
    month = f"{_short_month(date.month)} " if date.month else ""
    end = "" if item.title.endswith((".", "?", "!")) else "."
    when = f"{day}{month}{date.year}{_corrected(item, _day_first)}"
    return Text(
        f"{_stop(item.author)} ", item.title, f"{end} {when}, {item.url}. {_kind(item)}.", italic=True
    )


def _oscola(item: Cited) -> Text:
    # OSCOLA, 4th edition, 3.4; the day of reading is asked for.
    what = f"({_kind(item, title_case=True)}, {_day_first(item.date)}{_corrected(item, _day_first)})"
    title = _inner(item.title, "“”")
    return Text(f"{item.author}, ‘", title, f"’ {what} <{item.url}> accessed ", accessed=True)


def _bluebook(item: Cited) -> Text:
    # The common form of rule 17; names of bodies and months as in tables T6, T10 and T12.
    author = " ".join(_SHORT.get(word, word) for word in item.author.split() if word.lower() != "the")
    author = author.replace(" for Int’l", " for the Int’l")
    when = _month_first(item.date, _short_month)
    corrected = _corrected(item, lambda date: _month_first(date, _short_month))
    before = f"{_kind(item, title_case=True)}, {author}, "
    return Text(before, item.title, f" ({when}){corrected}, {item.url}.")


#: The texts by the name of their style, in the order in which a page shows them.
TEXTS: Mapping[str, tuple[str, Callable[[Cited], Text]]] = {
    "apa": ("APA", _apa),
    "chicago-note": ("Chicago, note", _chicago_note),
    "chicago-author-date": ("Chicago, author-date", _chicago_author_date),
    "mla": ("MLA", _mla),
    "oscola": ("OSCOLA", _oscola),
    "bluebook": ("Bluebook", _bluebook),
}


def myst(item: Cited) -> str:
    """Return the role by which a release of this archive cites it."""
    return f"{{press:release}}`{item.name}`"


# Data


def csl(item: Cited) -> dict[str, Any]:
    """Return the item in CSL-JSON (citationstyles.org, schema 1.0.2).

    The publisher is left out: as the author is the same, styles would print it twice.
    """
    parts = [part for part in item.date if part]
    data: dict[str, Any] = {
        "id": item.key,
        "type": "webpage",
        "genre": item.genre,
        "author": [{"literal": item.author}],
        "title": item.title,
        "issued": {"date-parts": [parts]},
        "language": item.language,
        "URL": item.url,
    }
    if item.number:
        data["number"] = item.number
    elif item.reference:
        data["note"] = f"Archive reference {item.reference}"
    if item.corrected:
        data["version"] = str(item.version)
    if item.places:
        data["publisher-place"] = ", ".join(item.places)
    if item.keywords:
        data["keyword"] = ", ".join(item.keywords)
    if item.summary:
        data["abstract"] = item.summary
    return data


def csl_json(item: Cited) -> str:
    """Return a list of the one item, a line for each field."""
    fields = (
        f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in csl(item).items()
    )
    return "[\n {\n" + ",\n".join(fields) + "\n }\n]\n"


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in text)


def _entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    lines = [f"  {name:<12} = {value}" for name, value in fields.items() if value]
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _braced(text: str) -> str:
    return f"{{{text}}}" if text else ""


def biblatex(item: Cited) -> str:
    """Return the item for BibLaTeX: ``@online``; double braces keep a body's name one name."""
    return _entry(
        "online",
        item.key,
        {
            "author": f"{{{{{_tex(item.author)}}}}}",
            "title": f"{{{{{_tex(item.title)}}}}}",
            "titleaddon": _braced(_tex(_kind(item))),
            "date": _braced(str(item.date)),
            "language": _braced(language_name(item.language, "en").lower()),
            "url": _braced(item.url),
            "addendum": _braced(f"Corrected {_day_first(item.corrected)}" if item.corrected else ""),
            "keywords": _braced(_tex(", ".join(item.keywords))),
        },
    )


def bibtex(item: Cited) -> str:
    """Return the item for classic BibTeX, which knows neither web pages nor days."""
    return _entry(
        "misc",
        item.key,
        {
            "author": f"{{{{{_tex(item.author)}}}}}",
            "title": f"{{{{{_tex(item.title)}}}}}",
            "howpublished": _braced(_tex(_kind(item))),
            "day": _braced(str(item.date.day or "")),
            "month": month_name(item.date.month, "en")[:3].lower() if item.date.month else "",
            "year": _braced(str(item.date.year)),
            "note": _braced(f"Corrected {_day_first(item.corrected)}" if item.corrected else ""),
            "url": _braced(item.url),
        },
    )


def ris(item: Cited) -> str:
    """Return the item in RIS, as the specification of 2012 has it: CR LF, two spaces, ``ER`` last.

    ``ELEC`` is what Zotero reads as a web page; a comma or an asterisk in ``AU`` or ``KW`` has a meaning.
    """
    year, month, day = item.date
    date = f"{year:04}/{f'{month:02}' if month else ''}/{f'{day:02}' if day else ''}/"
    lines = [
        ("TY", "ELEC"),
        ("AU", item.author.replace(",", "").replace("*", "")),
        ("TI", item.title),
        ("DA", date),
        ("PY", f"{year:04}"),
        ("M3", f"{_kind(item)}, corrected {_day_first(item.corrected)}" if item.corrected else _kind(item)),
        ("CY", ", ".join(item.places)),
        ("LA", item.language),
        *(("KW", word.replace("*", "")) for word in item.keywords),
        ("AB", item.summary),
        ("UR", item.url),
        ("ID", item.reference),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value) + "ER  - \r\n"


#: The data formats by the name of their style: title, maker for one item.
DATA: Mapping[str, tuple[str, Callable[[Cited], str]]] = {
    "bibtex": ("BibTeX", bibtex),
    "biblatex": ("BibLaTeX", biblatex),
    "ris": ("RIS", ris),
    "csl-json": ("CSL-JSON", csl_json),
}
STYLES: tuple[str, ...] = (*TEXTS, "myst", *DATA)


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


def write(item: Cited, style: str, accessed: str = "") -> str:
    """Return the citation in a style (one of :data:`STYLES`); ``accessed`` is the day of reading."""
    if style == "myst":
        return myst(item)
    if style in TEXTS:
        return TEXTS[style][1](item).markdown(accessed)
    return DATA[style][1](item)


def panel(item: Cited) -> dict[str, Any]:
    """Return what the page of a release shows under "Cite": texts, and data to copy or to take."""
    return {
        "texts": [(style, name, make(item)) for style, (name, make) in TEXTS.items()],
        "data": [
            (style, name, _ENDS.get(style, ""), make(item).replace("\r\n", "\n").strip())
            for style, (name, make) in DATA.items()
        ],
        "myst": myst(item),
        "key": item.key,
    }


#: The end of the name of the file beside a release's page, for the styles that have one.
_ENDS = {"biblatex": "bib", "ris": "ris", "csl-json": "csl.json"}
#: How each of these files is made, by the end of its name.
FILES: Mapping[str, Callable[[Cited], str]] = {end: DATA[style][1] for style, end in _ENDS.items()}
