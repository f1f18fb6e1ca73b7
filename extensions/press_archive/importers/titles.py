"""Which lines of a head could be the title, and what speaks for each.

Each run of lines that could be the title is scored by what speaks for it and against it, all of it named, so that
the report can say why.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from . import contacts, lexicon
from .plain import comparable, squash, terms
from .roles import Line, is_person, open_end, says_something

VENUE = re.compile(
    r"(?:Room|Hall|Office|Hotel|Garden|House|Center|Centre|Building|University|Club|Theat(?:er|re)|Auditorium|Library|School|Palace|Airport|Church|Lawn|Base|Museum)\W*$",
    re.IGNORECASE,
)
_MENU = re.compile(
    r"\||>|»|\b(?:home|about|contact|search|follow|share|browse|print|login|menu|news|subscribe|facebook|twitter|accueil|inicio|recherche|buscar)\b",
    re.IGNORECASE,
)
VERB = re.compile(
    r"\b(?:[a-z]{3,}(?:es|s|ed|ing)|to|must)\b|\b(?i:must|calls?|urges?|welcomes?|joins?|announces?|says?|will|is|are|opens?|names?|appoints?|visits?|meets?|holds?|adopts?|ratif\w+|statement|remarks|asks?|awards?|selects?|gets?|receives?|extends?|begins?|launch\w*|plans?|signs?|wins?)\b"
)
_SMALL = frozenset(
    ["of", "the", "for", "and", "de", "la", "des", "del", "du", "para", "on", "&", "pour", "в", "и"]
)


@dataclass
class Run:
    """Lines that would be a title together, and where in the ``head`` they stand.

    ``rank`` is how many likely runs stand above it, ``hint`` what the carrier calls the document, and ``anchor``
    where the last line is that says what kind of text this is.
    """

    lines: list[Line]
    at: int
    rank: int
    head: list[Line]
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
        return comparable(self.text)

    @cached_property
    def body_name(self) -> bool:
        return names_a_body(self.text) and not (self.lines[0].kind == "heading" and len(self.terms) > 3)

    def beside(self, *roles: str) -> bool:
        """Whether the line above it or the one below has one of these roles."""
        end = self.at + len(self.lines)
        around = (*self.head[max(0, self.at - 1) : self.at], *self.head[end : end + 1])
        return any(line.role in roles for line in around)


#: What is said for or against a run being the title, with its weight.
_EVIDENCE: tuple[tuple[str, float, Callable[[Run], object]], ...] = (
    ("labelled as the title", 6.0, lambda run: run.lines[0].role == "title-label"),
    ("the carrier's title", 3.5, lambda run: len(run.terms) > 2 and run.folded and run.folded in run.hint),
    ("a heading", 3.0, lambda run: run.lines[0].kind == "heading" and len(run.terms) > 1),
    ("after the release line", 1.5, lambda run: 0 <= run.anchor < run.at),
    ("before the release line", -1.0, lambda run: run.anchor > run.at),
    ("capitals", 1.5, lambda run: run.text.isupper() and len(run.terms) > 2),
    ("says something", 1.0, lambda run: says_something(run.text) or (len(run.terms) > 2 and VERB.search(run.text))),
    ("names its kind", 1.5, lambda run: any(m.lastgroup != "release" and (m.start() < 3 or m.end() == len(run.text)) for m in lexicon.KIND.finditer(run.text)) and len(run.terms) > 2),
    ("a subject and a colon", 0.5, lambda run: re.match(r"[^\W\d_][^:]{2,30}\s?:\s\w", run.text)),
    ("beside the date", 0.4, lambda run: run.beside("date", "dateline")),
    ("printed again", 1.0, lambda run: len(run.terms) > 2 and sum(run.folded in comparable(line.bare) for line in run.head) > len(run.lines)),
    ("the name of a body", -3.0, lambda run: run.body_name),
    ("the name of a person", -2.5, lambda run: is_person(run.text) and run.beside("contact", "reach", "byline", "date", "place")),
    ("a role", -2.0, lambda run: contacts.ROLE.match(run.text) and len(run.terms) < 7 and not VERB.search(run.text)),
    ("a menu", -3.0, lambda run: len(_MENU.findall(run.text)) > 2 or (len(run.terms) < 9 and len(_MENU.findall(run.text)) > 1)),
    ("an addressee", -2.0, lambda run: re.match(r"(?:H\.\s?E\.|His|Her|The\s+Hon|S\.\s?E\.|To\b|Mr\b|Ms\b|Mrs\b)", run.text) and not VERB.search(run.text)),
    ("a venue", -1.5, lambda run: len(run.terms) < 6 and VENUE.search(run.text)),
    ("a form's field", -2.0, lambda run: run.text.endswith(":") or re.fullmatch(r"\w+:\s?\S+", run.text)),
    ("a sentence", -0.7, lambda run: re.search(r"[.;,]$", run.text) and len(run.terms) > 7),
    ("a list's line", -1.5, lambda run: re.match(r"(?:\d{1,3}[-–.)]|[-•*])\s?\d*\s", run.text)),
    ("one word", -2.0, lambda run: len(run.terms) == 1),
    ("two words", -0.6, lambda run: len(run.terms) == 2),
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
    return capital and not VERB.search(text if text.isupper() else re.sub(r"\b[A-Z][\w'’]*", "", text))


def weighed(head: list[Line], hint: str) -> list[tuple[float, tuple[str, ...], Run]]:
    """Return the runs that could be the title, the likeliest first, each with its score and what spoke for it."""
    runs = ((*_weigh(run), run) for run in _runs(head, hint))
    return sorted(runs, key=lambda item: (-item[0], item[2].at))


def _weigh(run: Run) -> tuple[float, tuple[str, ...]]:
    said = [(name, weight) for name, weight, holds in _EVIDENCE if holds(run)]
    return sum(weight for _, weight in said) - 0.3 * run.rank, tuple(name for name, _ in said)


def _runs(head: list[Line], hint: str) -> list[Run]:
    anchor = max((i for i, line in enumerate(head) if line.role in {"label", "kind", "embargo"}), default=-1)
    runs: list[Run] = []
    group: list[Line] = []
    for index, line in enumerate(head):
        if line.role not in {"candidate", "title-label"}:
            group = []
            continue
        if group and _continues(group, line, head, hint):
            group.append(line)
            continue
        group = [line]
        rank = sum(run.at > anchor and not run.body_name for run in runs)
        runs.append(Run(group, index, rank, head, hint, anchor))
    return runs


def _continues(group: list[Line], line: Line, head: list[Line], hint: str) -> bool:
    """Whether a line goes on with the title that the lines above began."""
    before, text = group[-1].bare, line.bare
    if line.kind == "item" or len(group) > 4 or sum(len(item.bare) for item in group) > 300:
        return False
    joined = comparable(" ".join([*(item.bare for item in group), text]))
    if hint and joined in hint:
        return True
    if (open_end(before) and not before.endswith(("—", ":"))) or (text[0].islower() and text[0].isalpha()):
        return True
    shouted = before.isupper() and text.isupper() and line.kind == group[-1].kind != "heading"
    if shouted and (line.block == group[-1].block or len(before) > 30):
        return names_a_body(before) == names_a_body(text) or not names_a_body(before)
    if line.block != group[-1].block or line.kind == "heading":
        return False
    same = [item for item in head if item.block == line.block]
    later = [item for item in head if item.block > line.block and item.role == "candidate"]
    return len(same) == 2 and bool(later) and len(before) > 45
