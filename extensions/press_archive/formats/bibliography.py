"""Citations as data for reference managers: CSL-JSON, BibTeX, BibLaTeX and RIS.

No format has a type for press releases, so each uses the one whose printed result is right: a web page
with a genre.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from ..names import language_name, month_name
from .cited import Cited, day_first, kind_words

#: Braces are counted even when escaped, so they are written as commands; of the last three, the fonts that
#: LaTeX takes by itself print others.
_TEX = str.maketrans(
    {
        **{char: f"\\{char}" for char in "&%#_$"},
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\\": r"\textbackslash{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
    }
)
#: Each value as JSON; an encoder is made but once.
_as_json = json.JSONEncoder(ensure_ascii=False).encode


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
        data["note"] = f"Reference number {item.reference}"
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
    fields = (f"  {_as_json(key)}: {_as_json(value)}" for key, value in csl(item).items())
    return "[\n {\n" + ",\n".join(fields) + "\n }\n]\n"


def _tex(text: str) -> str:
    return text.translate(_TEX)


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
            "titleaddon": _braced(_tex(kind_words(item))),
            "date": _braced(str(item.date)),
            "language": _braced(language_name(item.language, "en").lower()),
            "url": _braced(item.url),
            "addendum": _braced(f"Corrected {day_first(item.corrected)}" if item.corrected else ""),
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
            "howpublished": _braced(_tex(kind_words(item))),
            "day": _braced(str(item.date.day or "")),
            "month": month_name(item.date.month, "en")[:3].lower() if item.date.month else "",
            "year": _braced(str(item.date.year)),
            "note": _braced(f"Corrected {day_first(item.corrected)}" if item.corrected else ""),
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
        ("M3", kind_words(item) + item.correction),
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
