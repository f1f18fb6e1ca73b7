"""The head of a release: everything before its text; which of its lines are the title and the deck."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..names import fold
from . import contacts, dates, embargoes, lexicon
from .match import Known
from .plain import Block, comparable, squash, terms
from .roles import DECK_LABEL, TITLE_LABEL, Line, assign, is_person, lines_of, open_end
from .titles import VENUE, VERB, Run, names_a_body, weighed
from .understood import Origin, Understood


@dataclass
class Head:
    """The lines of a head, and those of them that are the title and the deck."""

    lines: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    title: list[Line] = field(default_factory=list)
    deck: list[Line] = field(default_factory=list)
    sure: float = 0.0
    because: tuple[str, ...] = ()

    def of(self, *roles: str) -> list[Line]:
        return [line for line in self.lines if line.role in roles]

    def text(self) -> Iterator[Block]:
        """Yield what belongs to the text, with its links and emphasis where a line is all of its block."""
        for line in self.of("body"):
            block = self.blocks[line.block]
            yield block if len(block.lines) == 1 and squash(block.text) == line.text else Block((line.text,))


def read_head(blocks: list[Block], hint: str, issuer_names: frozenset[str]) -> Head:
    """Say what each line before the text is. ``hint`` is what the carrier calls the document."""
    head = Head(lines_of(blocks), blocks)
    assign(head.lines, issuer_names)
    _choose(head, comparable(squash(hint)))
    for line in head.lines:  # what nothing claimed is text
        if line.role in {"candidate", "title-label", "deck-label"}:
            line.role = "body"
    return head


# --- the title and the deck


def _choose(head: Head, hint: str) -> None:
    runs = weighed(head.lines, hint)
    if not runs or runs[0][0] < -1.2:
        _by_kind(head)
        for line in (
            line for _, _, run in runs for line in run.lines
        ):  # of a letterhead, and nothing that is said
            line.role = "letterhead" if names_a_body(line.bare) else "body"
        return
    score, because, best = runs[0]
    margin = score - runs[1][0] if len(runs) > 1 else 2.0
    head.sure = round(max(0.3, min(0.97, 0.5 + 0.07 * score + 0.05 * min(margin, 3.0))), 2)
    head.because = because
    head.title = best.lines
    for line in best.lines:
        if line.role == "title-label":
            line.unlabelled(TITLE_LABEL)
        line.role = "title"
    _deck(head, best)


def _by_kind(head: Head) -> None:
    """A statement or a letter without a headline is called what it calls itself, with whose it is."""
    for index, line in enumerate(head.lines):
        match = lexicon.KIND.search(line.text)
        if line.role == "kind" and match and match.lastgroup != "release":
            follows = head.lines[index + 1 : index + 2]
            head.title = [line, *(item for item in follows if item.role == "byline")]
            head.sure, head.because = 0.6, ("names its kind",)
            for item in head.title:
                item.role = "title"
            return


def _deck(head: Head, chosen: Run) -> None:
    """Say what the lines around the title are: a deck, the title again, the sender, the text already."""
    title, first, last = chosen.folded, chosen.at, chosen.at + len(chosen.lines) - 1
    for index, line in enumerate(head.lines):
        if line.role == "deck-label":
            line.unlabelled(DECK_LABEL)
            line.role = "deck"
            head.deck.append(line)
        if line.role not in {"candidate", "title-label"}:
            continue
        text = comparable(line.bare)
        if _again(text, title):
            line.role, last = "title-again", max(last, index)
        elif index < first:
            above = first - index == 1 and len(terms(line.bare)) > 4 and not names_a_body(line.bare)
            kicker = above and chosen.text.isupper() and not line.bare.isupper() and not head.deck
            line.role = "deck" if kicker else "letterhead"
        elif line.kind == "item":
            line.role = "body"
        elif _beside(line.bare) and not _wrapped(head.deck, line):
            line.role = "byline"
            last = max(last, index) if index == last + 1 else last
        elif _decks(head, line, index, last):
            line.role = "deck"
        else:
            line.role = "body"
        if line.role == "deck":
            head.deck.append(line)


def _wrapped(deck: list[Line], line: Line) -> bool:
    """Whether a line is the rest of a deck that was too long for one."""
    return bool(deck) and deck[-1].block == line.block and len(deck[-1].bare) > 45


def _again(text: str, title: str) -> bool:
    words = len(terms(text))
    shorter = words > 1 and (text in title or title.startswith(text))
    longer = title and text.startswith(title) and len(text) < 2 * len(title) + 30 and len(terms(title)) > 3
    return bool(text and (shorter or longer))


def _beside(text: str) -> bool:
    """Whether a line under the title says who speaks or where, not what."""
    if text[:1].islower():
        return False
    short = len(text.split()) < 7 and not VERB.search(re.sub(r"\b[A-Z][\w'’]*", "", text))
    return is_person(text) or (
        short
        and bool(names_a_body(text) or VENUE.search(text) or contacts.ROLE.search(text) or text.endswith(":"))
    )


def _decks(head: Head, line: Line, index: int, last: int) -> bool:
    if line.linked or line.bare.endswith(":") or lexicon.ASPECT.match(line.bare):
        return False
    if not head.deck:
        return index <= last + 2 and len(terms(line.bare)) > 2 and len(line.bare) < 400
    before = head.deck[-1]
    follows = head.lines.index(before) + 1 == index
    joined = line.block == before.block or line.bare[:1].islower() or open_end(before.bare)
    return follows and joined and len(head.deck) < 5


# --- what the release has of it

#: Lines of a head that are set aside by what they are.
_ASIDE = frozenset([
    "date", "dateline", "place", "letterhead", "reach", "delivery", "reference", "byline", "kind", "furniture",
    "title-again",
])  # fmt: skip


def take_head(item: Understood, head: Head, known: Known) -> None:
    """Take from a head what the release has of it; the rest of it is set aside."""
    item.title = squash(" ".join(line.bare for line in head.title))
    item.deck = squash(" ".join(line.bare for line in head.deck))
    if item.title:
        item.origins["title"] = Origin("printed", head.sure, item.title, head.because)
    if item.deck:
        item.origins["deck"] = Origin("layout", 0.75, item.deck)
    labels: list[str] = []
    contact_lines: list[str] = []
    for line in head.lines:
        if line.label:
            item.aside.append(("form label", line.label))
        if line.role in {"label", "embargo"}:
            labels += _label(item, line.bare, contact_lines)
        elif line.role == "contact":
            contact_lines.append(line.text)
        elif line.role == "kind" and not labels and lexicon.LABEL.search(line.bare):
            labels.append(line.bare)
        elif line.role in _ASIDE:
            item.aside.append((line.role, line.text))
        elif line.role == "rule" and re.search(r"\w", line.bare):
            item.aside.append(("mark", line.text))
        if line.role == "letterhead" and (key := known.issuer_names.get(fold(line.bare))):
            item.issuer = item.issuer or key
    item.take_contacts(contact_lines)
    if labels:
        item.label = squash(" ".join(labels))
        item.origins["label"] = Origin("printed", 0.97, item.label)
    if lines := head.of("embargo"):
        _take_embargo(item, head, lines)


def _take_embargo(item: Understood, head: Head, lines: list[Line]) -> None:
    item.embargo = " ".join(line.bare for line in lines)
    below = head.lines[head.lines.index(lines[-1]) + 1 :][:1]
    goes_on = not re.search(r"\d", item.embargo) or item.embargo.endswith(",") or open_end(item.embargo)
    rest = [line.bare for line in below if goes_on]  # of "EMBARGOED UNTIL:", the moment under it
    item.until = embargoes.read(item.embargo) or embargoes.read(" ".join([item.embargo, *rest]))
    item.origins["embargo"] = Origin("printed", 0.9, item.embargo)


def _label(item: Understood, text: str, contact_lines: list[str]) -> list[str]:
    """Keep the label's own words as the label; what shares its line goes where it belongs."""
    match = lexicon.LABEL.search(text)
    if match is None or lexicon.EMBARGO.search(text):
        return [text]
    rest = [part for part in (text[: match.start()], text[match.end() :]) if re.search(r"\w", part)]
    for part in rest:
        if lexicon.CONTACTS.match(part.strip(" :*-–—")) or contacts.is_contact_line(part):
            contact_lines.append(part.strip())
        elif dates.find(part):
            item.aside.append(("date", part.strip()))
        else:
            item.aside.append(("beside the label", part.strip()))
    said = match[0].strip()
    return [f"{said}:" if text[match.end() :].strip() == ":" else said]
