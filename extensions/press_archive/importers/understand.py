"""The reading of a press release: from plain blocks to its parts.

The head is read line by line (:mod:`.head`), the text and what follows it block by block here. The rule that
governs all of it: a word that no rule claims stays in the text; at the end the words are counted, and a release of
which one would be missing is written as plain text instead.
"""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

from ..records import PartialDate
from . import contacts, datelines, dates, lexicon, split
from .head import Head, body_start, cut, read_head
from .language import detect
from .match import Known
from .plain import Block, Document, squash
from .states import about_and_mentions, campaign_of, focus_of
from .understood import Origin, Understood

_EDGE = "*_# \t"
_BOILERPLATE = re.compile(
    r"^\W*(?:The\s+|La\s+|Le\s+|L[’'])?(?:[A-ZÀ-Þ][\w’'&.-]*|of|for|the|de|la|des|pour|para|en)(?:\s+(?:[A-ZÀ-Þ(][\w’'&.()-]*|of|for|the|de|la|des|du|del|pour|para|and|et|y)){1,12},?\s+"
    r"(?:is\s+(?:a|an|the)|are\s+(?:a|an|the)|was\s+(?:founded|established)|works\s+to|est\s+(?:un|une|la|le)|es\s+(?:un|una|la|el)|представляет|является|unites|comprises|includes\s+\d|[—–-]\s+(?:an?|un|une|una)\s)"
)


def understand(document: Document, known: Known) -> list[Understood]:
    """Take a document apart into the releases it holds, in order; at least one, and no word lost."""
    menu = [block for block in document.blocks if block.kind == "menu"]
    blocks = [block for block in document.blocks if block.kind != "menu"]
    blocks, again = split.printed_twice(blocks)
    note = split.covering_note(blocks)
    before, blocks = blocks[:note], blocks[note:]
    parts = split.split(blocks)
    found = []
    for number, part in enumerate(parts, 1):
        aside: list[tuple[str, str]] = []
        if number == 1:
            aside += [("page", block.text) for block in menu]
            aside += [("covering note", block.text) for block in before]
            aside += [("printed twice", block.text) for block in again]
        item = _one(document, number, len(parts), part, aside, known)
        missing = item.unaccounted()
        if missing:  # never lose a word: give up what was understood rather than that
            item = _plain(document, number, part, aside)
            item.warnings.append(
                f"its parts could not be told apart without losing words ({' '.join(missing[:5])}); all of it is in the text"
            )
        found.append(item)
    return found


def _plain(document: Document, number: int, blocks: list[Block], aside: list[tuple[str, str]]) -> Understood:
    item = Understood(document, number, aside=list(aside))
    item.text = "\n\n".join([*(text for _, text in aside), *(block.text for block in blocks)])
    item.body = [block.text for block in blocks]
    item.title = _clip(squash(blocks[0].text if blocks else document.name))
    item.origins["title"] = Origin("layout", 0.2, item.title)
    return item


def _clip(text: str, most: int = 160) -> str:
    """Take a title out of running text: its first sentence, or as many words as a title can have."""
    text = text.strip(_EDGE) or "Untitled"
    sentence = re.match(r".{15,160}?[.!?](?=\s|$)", text)
    if sentence:
        return sentence[0].rstrip(".")
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def _one(
    document: Document,
    number: int,
    total: int,
    blocks: list[Block],
    aside: list[tuple[str, str]],
    known: Known,
) -> Understood:
    item = Understood(document, number, aside=list(aside))
    item.text = "\n\n".join([*(text for _, text in aside), *(block.text for block in blocks)])
    blocks = cut(blocks)
    start = body_start(blocks)
    hint = document.title if total == 1 else ""
    head = read_head(blocks[:start], hint, frozenset(known.issuer_names))
    _take_head(item, head, document, known)
    _take_body(item, head, blocks[start:], known)
    _date(item, head, document)
    _match(item, known)
    _language(item, document)
    _kind(item, head)
    _about(item, known)
    return item


# --- the head


def _take_head(item: Understood, head: Head, document: Document, known: Known) -> None:
    item.title = squash(" ".join(line.text.strip(_EDGE) for line in head.title))
    item.deck = squash(" ".join(line.text.strip(_EDGE) for line in head.deck))
    if item.title:
        item.origins["title"] = Origin("printed", head.sure, item.title)
    if item.deck:
        item.origins["deck"] = Origin("layout", 0.75, item.deck)
    labels = []
    for line in head.lines:
        text = line.text.strip(_EDGE)
        if line.role in {"label", "embargo"}:
            labels += _label(item, text)
        elif line.role in {"contact", "reach"}:
            item.contact_text.append(line.text)
        elif line.role == "kind":
            if not labels and not item.label and lexicon.LABEL.search(text):
                labels.append(text)
            else:
                item.aside.append(("kind", line.text))
        elif line.role in {"date", "dateline", "place"} or line.role in {
            "letterhead",
            "reference",
            "byline",
            "furniture",
            "title-again",
        }:
            item.aside.append((line.role, line.text))
        elif line.role == "rule" and re.search(r"\w", text):
            item.aside.append(("mark", line.text))
        if line.role in {"letterhead", "candidate"} and (key := known.issuer_names.get(datelines.fold(text))):
            item.issuer = item.issuer or key
    if labels:
        item.label = squash(" ".join(labels))
        item.origins["label"] = Origin("printed", 0.97, item.label)
    for line in head.of("embargo"):
        item.embargo = item.embargo or line.text.strip(_EDGE)
        item.origins["embargo"] = Origin("printed", 0.9, item.embargo)


def _label(item: Understood, text: str) -> list[str]:
    """Keep the label's own words as the label; what shares its line goes where it belongs."""
    match = lexicon.LABEL.search(text)
    if match is None or lexicon.EMBARGO.search(text):
        return [text]
    rest = [part for part in (text[: match.start()], text[match.end() :]) if re.search(r"\w", part)]
    for part in rest:
        if lexicon.CONTACTS.match(part.strip(" :*-–—")) or contacts.is_contact_line(part):
            item.contact_text.append(part.strip())
        elif dates.find(part):
            item.aside.append(("date", part.strip()))
        else:
            item.aside.append(("beside the label", part.strip()))
    return [match[0].strip()]


# --- the text, and what follows it


def _take_body(item: Understood, head: Head, blocks: list[Block], known: Known) -> None:
    for line in head.of("body"):
        item.body.append(line.text)
    mode, ended, first = "text", False, True
    contact_lines: list[str] = list(item.contact_text)
    item.contact_text = []
    if contact_lines:
        item.people += contacts.people(contact_lines)
        item.contact_text.append("\n".join(contact_lines))
    section: list[str] = []

    def close() -> None:
        if section:
            item.people += contacts.people(section)
            item.contact_text.append("\n".join(section))
            section.clear()

    for index, block in enumerate(blocks):
        text = squash(block.text).strip(_EDGE)
        if not text:
            item.aside.append(("end mark", block.text))
            ended = ended or (bool(item.body) and "#" in block.text)
            continue
        prose = split.is_prose(block)
        if first and prose:
            found = datelines.read(block.text.strip(_EDGE))
            first = False
            if found and not found.places and found.end:
                item.aside.append(("date", found.printed))
                stripped = block.text.strip(_EDGE)
                block = Block(
                    tuple(stripped[found.end :].split("\n")),
                    block.kind,
                    _without(block.markdown, found.printed),
                )
                text = squash(block.text)
            elif found:
                _dateline(item, found.printed, found, Origin("printed", found.sure, found.printed))
                stripped = block.text.strip(_EDGE)
                block = Block(
                    tuple(stripped[found.end :].split("\n")),
                    block.kind,
                    _without(block.markdown, found.printed),
                )
                text = squash(block.text)
        if (
            len(text) < 60
            and lexicon.END.match(text)
            and not prose
            and block.kind not in {"item", "heading"}
            and index > 0
        ):
            close()
            item.aside.append(("end mark" if not lexicon.MORE.match(text) else "page mark", block.text))
            if not lexicon.MORE.match(text) and not lexicon.RULE.match(text):
                ended, mode = True, "text"
            continue
        if (
            re.fullmatch(r"\W*(?:page\s+)?\d{1,3}\W*(?:of\s+\d+\W*)?", text, re.IGNORECASE)
            and len(text) < 18
            and index
        ):
            item.aside.append(("page mark", block.text))
            continue
        heading = _section(
            text,
            prose,
            block,
            blocks[index + 1] if index + 1 < len(blocks) else None,
            ended or mode != "text" or bool(item.body),
        )
        if heading and not heading == mode == "contacts":
            close()
            mode = heading
        if mode == "contacts" and not heading and (prose or _sentence(text)) and not _reaches(text):
            close()
            mode = "after"
        if mode == "contacts":
            section += list(block.lines)
            continue
        if mode in {"background", "notes"} and heading:
            block = _headed(item, block, lexicon.BACKGROUND if mode == "background" else lexicon.NOTES, mode)
            if not squash(block.text):
                continue
            text = squash(block.text)
        if mode == "about":
            item.aside.append(("heading", block.text))
            mode = "background"
            continue
        _place(item, block, text, mode, ended=ended, prose=prose, known=known, last=index >= len(blocks) - 2)
    close()
    _fill(item)


def _sentence(text: str) -> bool:
    """Whether a short block says something, where names and telephones would be expected."""
    return (
        bool(re.search(r"[^\W\d_]{2,}[.!?]$", text))
        and len(text.split()) > 5
        and not contacts.ROLE.search(text)
    )


def _reaches(text: str) -> bool:
    return bool(len(text) < 600 and (lexicon.EMAIL.search(text) or lexicon.PHONE.search(text)))


def _section(text: str, prose: bool, block: Block, following: Block | None, late: bool) -> str:
    """Return the section that a block opens: contacts, notes, background, about, or none."""
    if lexicon.IN_CITY.match(text) and following and not split.is_prose(following):
        return "contacts"
    match = lexicon.CONTACTS.match(text)
    if match and (len(text) < 60 or match.end() > 0.7 * len(text) or _reaches(text)):
        return "contacts"
    if not late:
        return ""
    if lexicon.NOTES.match(text):
        return "notes"
    match = lexicon.BACKGROUND.match(text)
    if match and (":" in match[0] or len(text) < 40):
        return "background"
    if lexicon.ABOUT.match(text) and not prose and len(text) < 90 and following and split.is_prose(following):
        return "about"
    if not prose and block.kind != "heading" and contacts.is_contact_line(text) and len(block.lines) > 1:
        return "contacts"
    return ""


def _headed(item: Understood, block: Block, form: re.Pattern[str], what: str) -> Block:
    """Take a section's heading off its first paragraph."""
    text = block.text
    match = form.match(text)
    if match is None:
        return block
    end = match.end()
    while end < len(text) and text[end] in ":*_ .–—-":
        end += 1
    item.aside.append(("heading", text[:end].strip()))
    rest = tuple(line for line in text[end:].split("\n") if line.strip())
    return Block(rest, "text" if block.kind == "heading" else block.kind, "")


def _place(
    item: Understood,
    block: Block,
    text: str,
    mode: str,
    *,
    ended: bool,
    prose: bool,
    known: Known,
    last: bool,
) -> None:
    match = known.wording(text, None) if prose else None
    if match and match.ratio >= 0.9:
        item.background.append(match)
    elif mode == "background" or (
        prose
        and (ended or mode == "after" or last)
        and len(item.body) > 1
        and _BOILERPLATE.match(text)
        and not text.startswith(("“", '"'))
    ):
        item.background.append(known.wording(text, None))
    elif mode == "notes" or (mode == "after" and item.body) or (ended and item.body):
        item.notes.append(_keep(item, block))
    else:
        item.body.append(_keep(item, block))


def _keep(item: Understood, block: Block) -> str:
    """Return a block's text, remembering what its carrier marked it as."""
    text = block.text
    if block.markdown:
        item.markup[text] = block.markdown
    elif block.kind in {"item", "heading", "quote"}:
        item.markup[text] = block.kind
    return text


def _without(markdown: str, printed: str) -> str:
    return markdown[len(printed) :].lstrip() if markdown.startswith(printed) else ""


def _fill(item: Understood) -> None:
    """A release needs a title and a text; what is missing is taken from what is there, and said."""
    if not item.title:
        source = next(
            iter([*item.body, *item.notes, *item.contact_text, *(text for _, text in item.aside)]), ""
        )
        subject = item.document.title
        item.title = squash(subject) if len(subject) > 8 and item.part == 1 else _clip(squash(source))
        item.origins["title"] = (
            Origin("metadata", 0.6, subject)
            if item.title == squash(subject) and subject
            else Origin("layout", 0.25, item.title)
        )
        item.warnings.append(
            "no headline was found; the title is the first words of the text"
            if item.origins["title"].source == "layout"
            else "the title is what the carrier calls it"
        )
    if not item.body:
        if item.deck:
            item.body, item.deck = [item.deck], ""
            item.origins.pop("deck", None)
        elif item.notes:
            item.body, item.notes = item.notes, []
        elif item.background:
            item.body = [match.text for match in item.background]
            item.background = []
        elif item.contact_text:
            item.body, item.contact_text, item.people = item.contact_text, [], []
        else:
            item.body = [item.title]
            item.warnings.append("nothing was found under the title; the text repeats it")


# --- fields that are worked out


def _dateline(item: Understood, printed: str, found: datelines.Dateline, origin: Origin) -> None:
    item.dateline, item.places = printed, found.places
    item.origins["dateline"] = Origin(origin.source, round(found.sure, 2), printed)


def _date(item: Understood, head: Head, document: Document) -> None:
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
                _dateline(item, line.text, place, Origin("printed", place.sure))
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
            candidates.append((0.8, several[0].date, "text", squash(text)))
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


def _match(item: Understood, known: Known) -> None:
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


def _language(item: Understood, document: Document) -> None:
    found, sure = detect("\n".join([item.title, item.deck, *item.body]))
    if not found or (sure < 0.4 and document.language):
        found, sure = (
            (document.language, 0.6)
            if re.fullmatch(r"[a-z]{2}", document.language)
            else (found or "en", sure or 0.2)
        )
    item.language = found
    item.origins["language"] = Origin("text", sure, "")


def _kind(item: Understood, head: Head) -> None:
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


def _about(item: Understood, known: Known) -> None:
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
