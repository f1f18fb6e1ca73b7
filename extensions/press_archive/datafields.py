"""The fields of the open data, told to all who show, write or explain them.

The data themselves are made in ``formats/opendata.py``; the guide, the page of the data and
``datapackage.json`` say what each field means.
"""

from __future__ import annotations

from collections.abc import Mapping

#: Each field and what it says, in the order of the columns of the CSV and of the database; there, lists are
#: joined by "; ".
FIELDS: Mapping[str, str] = {
    "name": "the release's name, which is its path and its target in citations: `YYYY/MM/<name>`",
    "url": "its permanent address",
    "reference": "its reference number",
    "reference_by": "who gave the number: `issuer`, or `archive` when it was assigned later",
    "title": "the headline, as published",
    "deck": "the line under it",
    "kind": "`press-release`, `media-advisory`, `statement`, `letter`, `newsletter` or `news`",
    "date": "the day, or only the month or year where no more is known (`2014-05`)",
    "language": "the language of the text (BCP 47)",
    "places": "the dateline's places",
    "about": "the states it is about (ISO 3166-1 alpha-2)",
    "mentions": "states it only mentions",
    "campaign": "the campaign it belongs to, by name in the register",
    "issuer": "the body that issued it",
    "licence": "the address of the licence of its text; empty when none is known",
    "topics": "subjects, in the archive's words",
    "summary": "one sentence of the archive's own",
    "held": "`text` when the archive holds the full text, `record` when only the record",
    "source": "the original address, which may be gone",
    "work": "the name that all language versions share",
    "corrected": "the day of the last correction; empty when there was none",
    "withdrawn": "the day on which it was withdrawn; empty when it stands",
    "cites": "names of the releases that its text cites",
    "cited_by": "names of the releases whose texts cite it",
    "reason": "why it was withdrawn",
    "successor": "the name of the release to read instead of one that was withdrawn",
    "former": "the names it had before it moved, and its addresses on earlier websites",
}
