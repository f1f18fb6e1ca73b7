"""The date of a release, chosen among all those that it and its carrier have."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from ..records import PartialDate
from . import datelines, dates, lexicon
from .head import Head
from .language import detect
from .plain import Document, squash
from .understood import Origin, Understood


class Candidate(NamedTuple):
    """A date that a release may be of: how sure, from what, the text it was read in, and its other reading."""

    sure: float
    date: PartialDate
    source: str
    text: str
    other: PartialDate | None = None


def _printed(sure: float, text: str, source: str = "printed", *, whole: bool = False) -> Iterator[Candidate]:
    """Yield the first date of a text; ``whole``: only one with its day."""
    for found in dates.find(text)[:1]:
        if found.date.day or not whole:
            yield Candidate(sure * found.sure, found.date, source, text, found.other)


def work_out_date(item: Understood, head: Head, first: Understood | None) -> None:
    """Choose the date: printed alone in the head, in the dateline, beside the label; else what the carrier says.

    A translation below a text, the first of its file, has the date of that where it has none of its own.
    """
    candidates = [*_in_head(item, head), *_in_dateline(item)]
    candidates += [c for c in _below(item) if not any(c.text == other.text for other in candidates)]
    candidates += _carried(item.document)
    if not any(c.sure >= 0.5 and c.date.day for c in candidates):
        candidates += [c for block in item.body[:6] for c in _printed(0.45, block.text, "text", whole=True)][
            :1
        ]
    if not candidates and first and first.date and detect(item.said)[0] not in {"", first.language}:
        candidates.append(Candidate(0.6, first.date, "layout", first.title))
    if not candidates:
        candidates += _year_only(item)
    if not candidates:
        item.warnings.append("no date was found; write it before the release is published")
        return
    candidates = _ordered(candidates, dates.month_first(item.text))
    best = max(candidates, key=lambda c: (c.sure + 0.12 * (_agree(c.date, candidates) - 1), bool(c.date.day)))
    if not best.date.day:  # a fuller date that agrees says more
        best = next((c for c in candidates if c.date.day and c.date[:2] == best.date[:2]), best)
    item.date = best.date
    place = _place_of(item)
    if place and place.monthday and not item.date.day and item.date.month in {0, place.monthday[0]}:
        item.date = _whole(item.date.year, *place.monthday) or item.date
    most = 0.59 if best.other else 0.99
    sure = round(min(most, best.sure + 0.04 * (_agree(best.date, candidates) - 1)), 2)
    item.origins["date"] = Origin(best.source, sure, squash(best.text)[:160])
    others = sorted({str(c.date) for c in candidates if c.date != item.date and c.sure > 0.65 and c.date.day})
    if others:
        item.warnings.append(f"other dates stand there too: {', '.join(others)}")
    if best.other:
        item.warnings.append(f"the date can be read as {best.other} too")


def _agree(date: PartialDate, candidates: Iterable[Candidate]) -> int:
    return sum(c.date == date for c in candidates)


def _ordered(candidates: list[Candidate], month_first: bool) -> list[Candidate]:
    """Read figures alone (06/05/14) as another date has them, else in the order of the house that writes them."""
    sure = {c.date for c in candidates if not c.other}
    done = []
    for c in candidates:
        if c.other and c.date not in sure and (c.other in sure or month_first):
            done.append(c._replace(date=c.other, other=None if c.other in sure else c.date))
        else:
            done.append(c._replace(other=None) if c.date in sure else c)
    return done


#: How much a date in a line of the head says, by what the line is.
_IN_LINES = {"label": 0.9, "kind": 0.9, "embargo": 0.85, "title": 0.55} | dict.fromkeys(
    ("letterhead", "reference", "byline", "body", "deck", "contact", "reach", "title-again", "furniture"), 0.7
)


def _in_head(item: Understood, head: Head) -> Iterator[Candidate]:
    for line in head.lines:
        if line.role == "date" and (found := dates.alone(line.bare)):
            yield Candidate(
                0.95 * found.sure if found.date.day else 0.6, found.date, "printed", line.text, found.other
            )
        elif line.role == "dateline" and (place := datelines.alone(line.text)) and (found := place.found):
            yield Candidate(0.95, found.date, "dateline", line.text, found.other)
            if not item.dateline and place.places:
                item.take_dateline(line.text, place)
                item.aside.remove(("dateline", line.text))
        elif weight := _IN_LINES.get(line.role):
            for c in _printed(weight, line.text, "printed" if weight > 0.7 else "text"):
                yield c if c.date.day else c._replace(sure=min(c.sure, 0.4))


def _place_of(item: Understood) -> datelines.Dateline | None:
    if not item.dateline:
        return None
    return datelines.read(item.dateline + " X" * 40) or datelines.alone(item.dateline)


def _in_dateline(item: Understood) -> Iterator[Candidate]:
    place = _place_of(item)
    if place is None:
        return
    if found := place.found:
        sure = 0.93 if found.date.day else 0.6
        yield Candidate(sure, found.date, "dateline", item.dateline, found.other)
    elif place.monthday:
        years = [f.date.year for f in dates.find(item.text)] or _years(item.text[:6000])
        if years and (made := _whole(years[0], *place.monthday)):
            yield Candidate(0.86, made, "dateline", item.dateline)


def _below(item: Understood) -> Iterator[Candidate]:
    """Yield the dates of a closing line, of what was set aside, and of what stands after the text."""
    for text in (block.text for block in (*item.body[-4:], *item.notes[:2])):
        if lexicon.SIGNATURE.match(text) or len(text) < 60:
            yield from _printed(0.8, squash(text), "text", whole=True)
    for kind, text in item.aside:
        if kind == "date":
            yield from _printed(0.9, text)
        elif kind in {"covering note", "kind"}:
            yield from (c._replace(sure=0.5) for c in _printed(0.5, text, "text", whole=True))


def _carried(document: Document) -> Iterator[Candidate]:
    """Yield the dates that the carrier itself has: its head, its address, its name."""
    if carried := _in_metadata(document.date):
        yield Candidate(0.72 if document.format == "eml" else 0.8, carried, "metadata", document.date)
    if named := dates.in_name(document.address) if document.address else None:
        yield Candidate(named.sure, named.date, "address", document.address)
    if named := dates.in_name(document.name):
        yield Candidate(0.9 * named.sure, named.date, "file-name", document.name)


def _years(text: str) -> list[int]:
    return [int(year) for year in re.findall(r"(?<![\d.,/-])(19[4-9]\d|20[0-4]\d)(?![\d])", text)]


def _whole(year: int, month: int, day: int) -> PartialDate | None:
    try:
        dt.date(year, month, day)
    except ValueError:
        return None
    return PartialDate(year, month, day)


def _year_only(item: Understood) -> Iterator[Candidate]:
    """Yield what little there is: a dateline's day in the text's first year, a month, a year."""
    text = item.text[:3000]
    part = dates.yearless(item.dateline) if item.dateline else None
    months = [found for found in dates.find(text) if found.date.month]
    years = _years(text)
    if part and years and (made := _whole(years[0], part[0], part[1])):
        yield Candidate(0.5, made, "dateline", item.dateline)
    elif months:
        yield Candidate(0.4, months[0].date, "text", text[months[0].start : months[0].end])
    elif years:
        yield Candidate(0.2, PartialDate(max(years)), "text", str(max(years)))


def _in_metadata(text: str) -> PartialDate | None:
    """Read the date that a mail or page carries in its head."""
    if not text:
        return None
    try:
        moment = parsedate_to_datetime(text)
        return PartialDate.of(moment) if moment.year > 1970 else None
    except (ValueError, TypeError, IndexError, OverflowError):
        found = dates.find(text)
        return found[0].date if found else None
