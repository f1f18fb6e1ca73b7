"""The head of a release: everything before its text; which of its lines are the title and the deck.

Each run of lines that could be the title is scored by what speaks for it and against it, all of it named, so that
the report can say why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from . import contacts, lexicon
from .plain import Block, fold, squash, terms
from .roles import DECK_LABEL, TITLE_LABEL, Line, assign, is_person, lines_of, open_end, says_something

_VENUE = re.compile(
    r"(?:Room|Hall|Office|Hotel|Garden|House|Center|Centre|Building|University|Club|Theat(?:er|re)|Auditorium|Library|School|Palace|Airport|Church|Lawn|Base|Museum)\W*$",
    re.IGNORECASE,
)
_MENU = re.compile(
    r"\||>|»|\b(?:home|about|contact|search|follow|share|browse|print|login|menu|news|subscribe|facebook|twitter|accueil|inicio|recherche|buscar)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:[a-z]{3,}(?:es|s|ed|ing)|to|must)\b|\b(?i:must|calls?|urges?|welcomes?|joins?|announces?|says?|will|is|are|opens?|names?|appoints?|visits?|meets?|holds?|adopts?|ratif\w+|statement|remarks|asks?|awards?|selects?|gets?|receives?|extends?|begins?|launch\w*|plans?|signs?|wins?)\b"
)
_SMALL = frozenset(
    ["of", "the", "for", "and", "de", "la", "des", "del", "du", "para", "on", "&", "pour", "в", "и"]
)


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
    _choose(head, fold(squash(hint)))
    for line in head.lines:  # what nothing claimed is text
        if line.role in {"candidate", "title-label", "deck-label"}:
            line.role = "body"
    return head


# --- what a run of lines speaks for


@dataclass
class _Run:
    """Lines that would be a title together, where they stand, and what is known of the rest of the head."""

    lines: list[Line]
    at: int
    rank: int
    head: Head
    hint: str
    anchor: int

    @cached_property
    def text(self) -> str:
        return squash(" ".join(line.bare for line in self.lines))

    @cached_property
    def terms(self) -> list[str]:
        return terms(self.text)

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def body_name(self) -> bool:
        return names_a_body(self.text) and not (self.lines[0].kind == "heading" and len(self.terms) > 3)

    def beside(self, *roles: str) -> bool:
        lines = self.head.lines
        end = self.at + len(self.lines)
        return any(
            line.role in roles for line in (*lines[max(0, self.at - 1) : self.at], *lines[end : end + 1])
        )


#: What is said for or against a run being the title, with its weight.
_EVIDENCE: tuple[tuple[str, float, Callable[[_Run], object]], ...] = (
    ("labelled as the title", 6.0, lambda run: run.lines[0].role == "title-label"),
    ("the carrier's title", 3.5, lambda run: len(run.terms) > 2 and run.folded and run.folded in run.hint),
    ("a heading", 3.0, lambda run: run.lines[0].kind == "heading" and len(run.terms) > 1),
    ("after the release line", 1.5, lambda run: 0 <= run.anchor < run.at),
    ("before the release line", -1.0, lambda run: run.anchor > run.at),
    ("capitals", 1.5, lambda run: run.text.isupper() and len(run.terms) > 2),
    ("says something", 1.0, lambda run: says_something(run.text) or (len(run.terms) > 2 and _VERB.search(run.text))),
    ("names its kind", 1.5, lambda run: any(m.lastgroup != "release" and (m.start() < 3 or m.end() == len(run.text)) for m in lexicon.KIND.finditer(run.text)) and len(run.terms) > 2),
    ("a subject and a colon", 0.5, lambda run: re.match(r"[^\W\d_][^:]{2,30}\s?:\s\w", run.text)),
    ("beside the date", 0.4, lambda run: run.beside("date", "dateline")),
    ("printed again", 1.0, lambda run: len(run.terms) > 2 and sum(run.folded in fold(line.bare) for line in run.head.lines) > len(run.lines)),
    ("the name of a body", -3.0, lambda run: run.body_name),
    ("the name of a person", -2.5, lambda run: is_person(run.text) and run.beside("contact", "reach", "byline", "date", "place")),
    ("a role", -2.0, lambda run: contacts.ROLE.match(run.text) and len(run.terms) < 7 and not _VERB.search(run.text)),
    ("a menu", -3.0, lambda run: len(_MENU.findall(run.text)) > 2 or (len(run.terms) < 9 and len(_MENU.findall(run.text)) > 1)),
    ("an addressee", -2.0, lambda run: re.match(r"(?:H\.\s?E\.|His|Her|The\s+Hon|S\.\s?E\.|To\b|Mr\b|Ms\b|Mrs\b)", run.text) and not _VERB.search(run.text)),
    ("a venue", -1.5, lambda run: len(run.terms) < 6 and _VENUE.search(run.text)),
    ("a form's field", -2.0, lambda run: run.text.endswith(":") or re.fullmatch(r"\w+:\s?\S+", run.text)),
    ("a sentence", -0.7, lambda run: re.search(r"[.;,]$", run.text) and len(run.terms) > 7),
    ("a list's line", -1.5, lambda run: re.match(r"(?:\d{1,3}[-–.)]|[-•*])\s?\d*\s", run.text)),
    ("one word", -2.0, lambda run: len(run.terms) == 1),
    ("two words", -0.6, lambda run: len(run.terms) == 2),
    ("long", -2.0, lambda run: len(run.terms) > 45),
)  # fmt: skip


def names_a_body(text: str) -> bool:
    """Whether a line looks like a name in a letterhead."""
    said = terms(text)
    if open_end(text):
        return False
    if len(said) == 1 and len(text) < 14:
        return True
    if not lexicon.BODY_NAME.search(text) or len(said) > 9:
        return len(said) <= 2 and text.isupper()
    capital = all(not term[0].isalpha() or term[0].isupper() or term.casefold() in _SMALL for term in said)
    return capital and not _VERB.search(text if text.isupper() else re.sub(r"\b[A-Z][\w'’]*", "", text))


def _weigh(run: _Run) -> tuple[float, tuple[str, ...]]:
    said = [(name, weight) for name, weight, holds in _EVIDENCE if holds(run)]
    return sum(weight for _, weight in said) - 0.3 * run.rank, tuple(name for name, _ in said)


# --- the choice


def _choose(head: Head, hint: str) -> None:
    runs = _runs(head, hint)
    weighed = sorted(((*_weigh(run), run) for run in runs), key=lambda item: (-item[0], item[2].at))
    if not weighed or weighed[0][0] < -1.2:
        _by_kind(head)
        for run in runs:  # names of a letterhead, and nothing that is said
            for line in run.lines:
                line.role = "letterhead" if names_a_body(line.bare) else "body"
        return
    score, because, best = weighed[0]
    margin = score - weighed[1][0] if len(weighed) > 1 else 2.0
    head.sure = round(max(0.3, min(0.97, 0.5 + 0.07 * score + 0.05 * min(margin, 3.0))), 2)
    head.because = because
    head.title = best.lines
    for line in best.lines:
        if line.role == "title-label":
            line.unlabelled(TITLE_LABEL)
        line.role = "title"
    _deck(head, best)


def _runs(head: Head, hint: str) -> list[_Run]:
    anchor = max(
        (i for i, line in enumerate(head.lines) if line.role in {"label", "kind", "embargo"}), default=-1
    )
    runs: list[_Run] = []
    group: list[Line] = []
    for index, line in enumerate(head.lines):
        if line.role not in {"candidate", "title-label"}:
            group = []
            continue
        if group and _continues(group, line, head, hint):
            group.append(line)
            continue
        group = [line]
        rank = sum(run.at > anchor and not run.body_name for run in runs)
        runs.append(_Run(group, index, rank, head, hint, anchor))
    return runs


def _continues(group: list[Line], line: Line, head: Head, hint: str) -> bool:
    """Whether a line goes on with the title that the lines above began."""
    before, text = group[-1].bare, line.bare
    if line.kind == "item" or len(group) > 4 or sum(len(item.bare) for item in group) > 300:
        return False
    joined = fold(" ".join([*(item.bare for item in group), text]))
    if hint and joined in hint:
        return True
    if (open_end(before) and not before.endswith(("—", ":"))) or (text[0].islower() and text[0].isalpha()):
        return True
    shouted = before.isupper() and text.isupper() and line.kind == group[-1].kind != "heading"
    if shouted and (line.block == group[-1].block or len(before) > 30):
        return names_a_body(before) == names_a_body(text) or not names_a_body(before)
    if line.block != group[-1].block or line.kind == "heading":
        return False
    same = [item for item in head.lines if item.block == line.block]
    later = [item for item in head.lines if item.block > line.block and item.role == "candidate"]
    return len(same) == 2 and bool(later) and len(before) > 45


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


def _deck(head: Head, chosen: _Run) -> None:
    """Say what the lines around the title are: a deck, the title again, the sender, the text already."""
    title, first, last = chosen.folded, chosen.at, chosen.at + len(chosen.lines) - 1
    for index, line in enumerate(head.lines):
        if line.role == "deck-label":
            line.unlabelled(DECK_LABEL)
            line.role = "deck"
            head.deck.append(line)
        if line.role not in {"candidate", "title-label"}:
            continue
        text = fold(line.bare)
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
    short = len(text.split()) < 7 and not _VERB.search(re.sub(r"\b[A-Z][\w'’]*", "", text))
    return is_person(text) or (
        short
        and bool(
            names_a_body(text) or _VENUE.search(text) or contacts.ROLE.search(text) or text.endswith(":")
        )
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
