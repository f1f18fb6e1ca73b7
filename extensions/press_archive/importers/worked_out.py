"""Fields that are worked out from the whole of a release: its date, language, kind, states and campaign."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

from ..records import PartialDate
from . import contacts, datelines, dates, lexicon
from .head import Head
from .language import detect
from .match import Known
from .plain import Document, squash
from .states import about_and_mentions, campaign_of, focus_of
from .understood import Origin, Understood

_EDGE = "*_# \t"


def set_dateline(item: Understood, printed: str, found: datelines.Dateline, origin: Origin) -> None:
    item.dateline, item.places = printed, found.places
    item.origins["dateline"] = Origin(origin.source, round(found.sure, 2), printed)


def work_out_date(item: Understood, head: Head, document: Document) -> None:
    """Choose the date: printed alone in the head, in the dateline, beside the label; else what the carrier says."""
    candidates: list[tuple[float, PartialDate, str, str]] = []
    for line in head.lines:
        if line.role == "date" and (found := dates.alone(line.text.strip(_EDGE))):
            candidates.append(
                (0.95 * found.sure if found.date.day else 0.6, found.date, "printed", line.text)
            )
        elif line.role == "dateline" and (place := datelines.alone(line.text)) and place.date:
            candidates.append((0.95, place.date, "dateline", line.text))
            if not item.dateline and place.places:
                set_dateline(item, line.text, place, Origin("printed", place.sure))
                item.aside.remove(("dateline", line.text))
        elif line.role in {"label", "embargo", "kind"} and (several := dates.find(line.text)):
            candidates.append(
                (
                    (0.9 if line.role != "embargo" else 0.85) * several[0].sure,
                    several[0].date,
                    "printed",
                    line.text,
                )
            )
        elif line.role in {"letterhead", "reference", "byline", "body", "deck", "contact"} and (
            several := dates.find(line.text)
        ):
            weight = 0.7 if several[0].date.day else 0.4
            candidates.append((weight * several[0].sure, several[0].date, "text", line.text))
    monthday = None
    if item.dateline and (
        place := datelines.read(item.dateline + " X" * 40) or datelines.alone(item.dateline)
    ):
        monthday = place.monthday
        if place.date:
            candidates.append((0.93 if place.date.day else 0.6, place.date, "dateline", item.dateline))
        elif monthday:
            years = [c[1].year for c in candidates] or [
                int(y) for y in re.findall(r"(?<![\d.,/-])(19[4-9]\d|20[0-4]\d)(?![\d])", item.text[:6000])
            ]
            if years and (made := _whole(years[0], *monthday)):
                candidates.append((0.86, made, "dateline", item.dateline))
    for text in item.body[-4:] + item.notes[:2]:
        if (
            (lexicon.SIGNATURE.match(text) or len(text) < 60)
            and (several := dates.find(text))
            and several[0].date.day
        ):
            candidates.append((0.8, several[0].date, "text", squash(text)))  # noqa: PERF401  (as its neighbours)
    for kind, text in item.aside:
        if kind == "date" and not any(c[3] == text for c in candidates) and (several := dates.find(text)):
            candidates.append((0.9 * several[0].sure, several[0].date, "printed", text))
        elif kind in {"covering note", "kind"} and (several := dates.find(text)) and several[0].date.day:
            candidates.append((0.5, several[0].date, "text", squash(text)[:100]))
    if carried := _carried(document.date):
        candidates.append((0.72 if document.format == "eml" else 0.8, carried, "metadata", document.date))
    if document.address and (named := dates.in_name(document.address)):
        candidates.append((named.sure, named.date, "address", document.address))
    if named := dates.in_name(document.name):
        candidates.append((0.9 * named.sure, named.date, "file-name", document.name))
    if not any(c[0] >= 0.5 and c[1].day for c in candidates):
        for text in item.body[:6]:
            if (several := dates.find(text)) and several[0].date.day:
                candidates.append((0.45, several[0].date, "text", squash(text)[:100]))
                break
    if not candidates:
        _year_only(item, candidates)
    if not candidates:
        item.warnings.append("no date was found; write it before the release is published")
        return
    scored = [
        (score + 0.12 * sum(o[1] == date for o in candidates if o is not c), bool(date.day), c)
        for c in candidates
        for score, date in [c[:2]]
    ]
    best = max(scored, key=lambda s: (s[0], s[1]))[2]
    if not best[1].day:  # a fuller date that agrees says more
        fuller = [c for c in candidates if c[1].day and c[1][:2] == best[1][:2]]
        best = fuller[0] if fuller else best
    agree = sum(c[1] == best[1] for c in candidates)
    item.date = best[1]
    if (
        monthday
        and not item.date.day
        and item.date.month in {0, monthday[0]}
        and (made := _whole(item.date.year, *monthday))
    ):
        item.date = made
    item.origins["date"] = Origin(
        best[2], round(min(0.99, best[0] + 0.04 * (agree - 1)), 2), squash(best[3])[:160]
    )
    others = sorted({str(c[1]) for c in candidates if c[1] != item.date and c[0] > 0.65 and c[1].day})
    if others:
        item.warnings.append(f"other dates stand there too: {', '.join(others)}")


def _whole(year: int, month: int, day: int) -> PartialDate | None:
    try:
        dt.date(year, month, day)
    except ValueError:
        return None
    return PartialDate(year, month, day)


def _year_only(item: Understood, candidates: list[tuple[float, PartialDate, str, str]]) -> None:
    text = item.text[:3000]
    part = dates.yearless(item.dateline) if item.dateline else None
    months = [found for found in dates.find(text) if found.date.month]
    years = re.findall(r"(?<![\d.,/-])(19[4-9]\d|20[0-4]\d)(?![\d.,/-]\d)", text)
    if part and years and (made := _whole(int(years[0]), part[0], part[1])):
        candidates.append((0.5, made, "dateline", item.dateline))
    elif months:
        candidates.append((0.4, months[0].date, "text", text[months[0].start : months[0].end]))
    elif years:
        candidates.append((0.2, PartialDate(int(max(years))), "text", max(years)))


def _carried(text: str) -> PartialDate | None:
    """Read the date that a mail or page carries in its head."""
    if not text:
        return None
    try:
        moment = parsedate_to_datetime(text)
        return PartialDate(moment.year, moment.month, moment.day) if moment.year > 1970 else None
    except (ValueError, TypeError, IndexError, OverflowError):
        found = dates.find(text)
        return found[0].date if found else None


def match_registers(item: Understood, known: Known) -> None:
    """Match contacts and background again, now that the date is known."""
    item.background = [known.wording(match.text, item.date) for match in item.background]
    people = []
    for person in item.people:
        matched, say = contacts.known(person, known.contacts, item.date)
        people.append(matched)
        if say:
            item.warnings.append(f"contact: {say}")
    item.people = people
    for match in item.background:
        if not match.key:
            item.warnings.append(f"background: {match.offer or 'a wording that the archive does not have'}")


def work_out_language(item: Understood, document: Document) -> None:
    found, sure = detect("\n".join([item.title, item.deck, *item.body]))
    if not found or (sure < 0.4 and document.language):
        found, sure = (
            (document.language, 0.6)
            if re.fullmatch(r"[a-z]{2}", document.language)
            else (found or "en", sure or 0.2)
        )
    item.language = found
    item.origins["language"] = Origin("text", sure, "")


def work_out_kind(item: Understood, head: Head) -> None:
    said = [line.text for line in head.of("kind", "label")] + [
        text for kind, text in item.aside if kind == "kind"
    ]
    kind, sure, source = "", 0.0, ""
    for text in [*said, item.title]:
        match = lexicon.KIND.search(text)
        if match and (text is not item.title or match.start() < 4) and match.lastgroup:
            found = lexicon.KIND_NAMES[match.lastgroup]
            if not kind or (kind == "press-release" and found != kind):
                kind, sure, source = found, 0.9 if text is not item.title else 0.75, text
    opening = "\n".join(item.body[:2])
    if not kind and re.match(
        r"^\W*(?:Dear|Your\s+Excellenc|Excellenc|Honou?rable|Monsieur|Madame|Excelent[íi]sim)", opening
    ):
        kind, sure, source = "letter", 0.75, squash(opening)[:60]
    if (
        not kind
        and len(re.findall(r"^\W*(?:WHAT|WHO|WHEN|WHERE|WHY|HOW)\s*:", "\n".join(item.body), re.MULTILINE))
        >= 3
    ):
        kind, sure, source = "media-advisory", 0.85, "WHAT, WHO, WHEN, WHERE"
    if item.label and kind in {"", "letter"}:
        kind, sure, source = "press-release", 0.9, item.label
    item.kind = kind or "press-release"
    item.origins["kind"] = Origin(
        "printed" if sure >= 0.9 else "text" if kind else "layout", sure or 0.5, squash(source)[:120]
    )


def work_out_states(item: Understood, known: Known) -> None:
    if known.states:
        focus = focus_of(known.campaigns, item.date)
        opening = item.body[0] if item.body else ""
        about, mentions, sure, where = about_and_mentions(
            known.finder, item.title, item.deck, opening, "\n".join(item.body), focus
        )
        item.about, item.mentions = about, mentions
        if about:
            item.origins["about"] = Origin("text", sure, where)
        if mentions:
            item.origins["mentions"] = Origin("text", 0.8, "body")
    found = campaign_of(
        known.campaigns, item.about, item.date, "\n".join([item.title, item.deck, *item.body])
    )
    if found:
        item.campaign = found[0]
        item.origins["campaign"] = Origin(
            found[2], found[1], "the state and the month" if found[2] == "register" else "its name"
        )
    if item.issuer:
        item.origins["issuer"] = Origin("printed", 0.9, "letterhead")
    if item.people:
        item.origins["contacts"] = Origin(
            "printed", 0.9 if all(person.key for person in item.people) else 0.7, ""
        )
    if item.background:
        item.origins["background"] = Origin(
            "text", 0.98 if all(match.key for match in item.background) else 0.6, ""
        )
