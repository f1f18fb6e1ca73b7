"""Fields that are worked out from the whole of a release: its language, kind, states and campaign."""

from __future__ import annotations

import re

from . import contacts, lexicon
from .head import Head
from .language import detect
from .match import Known
from .plain import squash
from .states import about_and_mentions, campaign_of, focus_of
from .understood import Origin, Understood


def match_registers(item: Understood, known: Known) -> None:
    """Match contacts and background again, now that the date is known."""
    item.background = [known.wording(match.block, item.date) for match in item.background]
    people = []
    for person in item.people:
        matched, say = contacts.known(person, known.contacts, item.date)
        people.append(matched)
        if say:
            item.warnings.append(f"contact: {say}")
    item.people = people
    offers = [match.offer for match in item.background if not match.key]
    for offer in dict.fromkeys(offers):
        item.warnings.append(f"background: {offer or 'a wording that the archive does not have'}")


def work_out_language(item: Understood) -> None:
    found, sure = detect("\n".join([item.title, item.deck, item.said]))
    said = item.document.language
    if (not found or sure < 0.4) and re.fullmatch(r"[a-z]{2}", said):
        found, sure = said, 0.6
    elif not found:
        found, sure = "en", sure or 0.2
    item.language = found
    item.origins["language"] = Origin("text", sure)


_ADDRESSED = re.compile(
    r"^\W*(?:Dear|Your\s+Excellenc|Excellenc|Honou?rable|Monsieur|Madame|Excelent[íi]sim)"
)
#: A kind of text, how sure it is, and in which words it was found.
_Kind = tuple[str, float, str]


def work_out_kind(item: Understood, head: Head) -> None:
    """Say what kind of text it is: what it calls itself, else what it is written like."""
    kind, sure, source = _kind_said(item, head) or _kind_seen(item) or ("", 0.0, "")
    if item.label and kind in {"", "letter"}:
        kind, sure, source = "press-release", 0.9, item.label
    item.kind = kind or "press-release"
    item.origins["kind"] = Origin(
        "printed" if sure >= 0.9 else "text" if kind else "layout", sure or 0.5, squash(source)[:120]
    )


def _kind_said(item: Understood, head: Head) -> _Kind | None:
    """Return the kind that a line of the head or the title names; a press release may be of a kind of its own."""
    lines = [line.text for line in head.of("kind", "label")]
    lines += [text for what, text in item.aside if what == "kind"]
    found = [
        (lexicon.KIND_NAMES[match.lastgroup], sure, text)
        for text, sure, latest in [*((text, 0.9, len(text)) for text in lines), (item.title, 0.75, 3)]
        if (match := lexicon.KIND.search(text)) and match.lastgroup and match.start() <= latest
    ]
    return next((said for said in found if said[0] != "press-release"), next(iter(found), None))


def _kind_seen(item: Understood) -> _Kind | None:
    """Return the kind that the carrier's title begins with, or of which the text has the form."""
    subject = item.document.title
    match = lexicon.KIND.match(subject)
    if match and match.lastgroup and subject[match.end() :].lstrip().startswith(":"):
        return lexicon.KIND_NAMES[match.lastgroup], 0.85, subject
    opening = "\n".join(block.text for block in item.body[:2])
    if _ADDRESSED.match(opening):
        return "letter", 0.75, squash(opening)[:60]
    if len(lexicon.ASPECT.findall(item.said)) >= 3:
        return "media-advisory", 0.85, "WHAT, WHO, WHEN, WHERE"
    return None


def work_out_states(item: Understood, known: Known) -> None:
    """Say which states it is about, and which it mentions."""
    if not known.states:
        return
    opening = item.body[0].text if item.body else ""
    focus = focus_of(known.campaigns, item.date)
    item.about, item.mentions, sure, where = about_and_mentions(
        known.finder, item.title, item.deck, opening, item.said, focus
    )
    if item.about:
        item.origins["about"] = Origin("text", sure, where)
    if item.mentions:
        item.origins["mentions"] = Origin("text", 0.8, "body")


def work_out_campaign(item: Understood, known: Known) -> None:
    text = "\n".join([item.title, item.deck, item.said])
    if found := campaign_of(known.campaigns, item.about, item.date, text):
        item.campaign, sure, source = found
        where = "the state and the month" if source == "register" else "its name"
        item.origins["campaign"] = Origin(source, sure, where)


def say_how_sure(item: Understood) -> None:
    """Say how sure it is what was matched with the registers: the issuer, the contacts, the background."""
    if item.issuer:
        item.origins["issuer"] = Origin("printed", 0.9, "letterhead")
    if item.people:
        item.origins["contacts"] = Origin(
            "printed", 0.9 if all(person.key for person in item.people) else 0.7
        )
    if item.background:
        item.origins["background"] = Origin(
            "text", 0.98 if all(match.key for match in item.background) else 0.6
        )
