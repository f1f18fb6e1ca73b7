"""Finding releases in the source, by words and by what their front matter says.

Words are all meant; one of four letters or more also finds longer words that begin with it, unless it is
the name of a state (Niger is not Nigeria). Nothing is ever replaced by a similar word: what is in no
release is said to be in none.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ..names import fold
from .searched import APART, searchable
from .source_index import SourceIndex

_QUOTES = re.compile(r'["“”„«»]')
_YEAR = re.compile("(?:18|19|20)[0-9]{2}")
#: The order of the hits, by the weights of title, deck, summary, topics, text and slug. A record without
#: its text is short, which the measure takes for being to the point; it is worth half of what can be read.
_ORDER = "bm25(texts, 10, 4, 3, 3, 1, 2) * iif(held = 'record', 0.5, 1)"
#: Marks round the words found, in an excerpt: no text has them.
OPEN, CLOSE = "\x02", "\x03"


class Term(NamedTuple):
    """A word or a phrase that a release must have; ``begins``: longer words count too."""

    text: str
    begins: bool = False

    @property
    def is_phrase(self) -> bool:
        return " " in self.text

    @property
    def match(self) -> str:
        quoted = '"' + searchable(self.text).replace('"', '""') + '"'
        return f"{quoted} *" if self.begins else quoted

    def __str__(self) -> str:
        return f'"{self.text}"'


@dataclass(frozen=True)
class Question:
    """What is looked for. Several values of one kind mean any of them; different kinds all hold.

    ``since`` and ``until`` are days, months or years in ISO 8601; ``mentions`` also takes releases that
    only mention one of the states; ``drafts`` also those that are not public at ``now`` (seconds since
    1970).
    """

    now: int
    terms: tuple[Term, ...] = ()
    states: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    mentions: bool = False
    drafts: bool = False

    def _conditions(self) -> Iterator[tuple[str, Sequence[object]]]:
        if self.terms:
            yield "texts match ?", [" AND ".join(term.match for term in self.terms)]
        if self.states:
            roles = "" if self.mentions else " and role = 'about'"
            states = f"select release from release_states where state in ({_marks(self.states)}){roles}"  # noqa: S608
            yield f"releases.id in ({states})", self.states
        for column, values in (
            ("campaign", self.campaigns),
            ("kind", self.kinds),
            ("language", self.languages),
        ):
            if values:
                yield f"{column} in ({_marks(values)})", values
        if self.since:
            yield "last >= ?", [self.since]
        if self.until:
            yield "first < ?", [self.until + "~"]  # "2014-12-31" < "2014-12~" < "2015"
        if not self.drafts:
            yield "embargo <= ? and ledger.address is not null", [self.now]

    def sql(self, columns: str, order: str = "") -> tuple[str, list[object]]:
        conditions = list(self._conditions())
        words = "join texts on texts.rowid = releases.id" if self.terms else ""
        source = f"releases {words} left join ledger on ledger.address = releases.name"
        where = " and ".join(condition for condition, _ in conditions) or "true"
        text = f"select {columns} from {source} where {where}{order}"  # noqa: S608  (values are bound)
        return text, [value for _, values in conditions for value in values]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


class Hit(NamedTuple):
    """A release that was found, as plain data; ``excerpt`` has the words between OPEN and CLOSE."""

    name: str
    title: str
    kind: str
    date: str
    language: str
    about: tuple[str, ...]
    mentions: tuple[str, ...]
    campaign: str
    summary: str
    reference: str
    status: str
    excerpt: str


def find(index: SourceIndex, question: Question, limit: int | None = None) -> tuple[list[Hit], int]:
    """Return the hits, and how many there are without the limit.

    The best come first when there are words, else the newest.
    """
    count = index.base.execute(*question.sql("count(*)")).fetchone()[0]
    excerpt = f"snippet(texts, 4, '{OPEN}', '{CLOSE}', '…', 28)" if question.terms else "''"
    order = f"{_ORDER}, " if question.terms else ""
    columns = f"releases.*, reference, state, {excerpt} as excerpt"
    text, values = question.sql(columns, f" order by {order}first desc, name limit ?")
    cursor = index.base.cursor()
    cursor.row_factory = sqlite3.Row
    rows = cursor.execute(text, [*values, -1 if limit is None else limit])
    return [_hit(row, question.now) for row in rows], count


class Entry(NamedTuple):
    """An entry of the shared background: its file and its term."""

    path: str
    term: str


def entries(index: SourceIndex, terms: Sequence[Term], limit: int = 3) -> list[Entry]:
    """Return the entries that have all of some words, the best first: releases print what they say."""
    if not terms:
        return []
    match = " AND ".join(term.match for term in terms)
    found = "select path, name from entry_texts where entry_texts match ? order by bm25(entry_texts) limit ?"
    return [Entry(*row) for row in index.base.execute(found, [match, limit])]


def _hit(row: sqlite3.Row, now: int) -> Hit:
    status = "embargoed" if row["embargo"] > now else "draft" if row["state"] is None else "published"
    return Hit(
        name=row["name"],
        title=row["title"],
        kind=row["kind"],
        date=row["date"],
        language=row["language"],
        about=tuple(row["about"].split()),
        mentions=tuple(row["mentions"].split()),
        campaign=row["campaign"] or "",
        summary=row["summary"] or "",
        reference=row["reference"] or "",
        status="withdrawn" if row["state"] == "withdrawn" else status,
        excerpt=" ".join(row["excerpt"].replace(APART, "").split()) if OPEN in row["excerpt"] else "",
    )


def terms(index: SourceIndex, words: Iterable[str]) -> tuple[Term, ...]:
    """Read what was typed: each argument is a word, or, if it holds several, a phrase.

    Within one argument quotation marks make phrases too. A word that ends in ``*`` is the beginning of
    words.
    """
    found: list[Term] = []
    for word in words:
        parts = _QUOTES.split(word)
        if len(parts) == 1:
            found.append(_term(index, word, " " in word.strip()))
            continue
        for place, part in enumerate(parts):
            found += [_term(index, part, True)] if place % 2 else [_term(index, w) for w in part.split()]
    return tuple(term for term in found if fold(term.text))


def _term(index: SourceIndex, word: str, phrase: bool = False) -> Term:
    text = " ".join(word.split())
    if text.endswith("*"):
        return Term(text.rstrip("*"), begins=True)
    long = len(fold(text)) >= 4 and not text.isdigit()
    return Term(text, begins=long and not phrase and state_called(index, text) is None)


def state_called(index: SourceIndex, name: str) -> str | None:
    """Return the code of the state that goes, or went, by a name in any of the archive's languages."""
    row = index.base.execute("select code from names where name = ?", (fold(name),)).fetchone()
    return row[0] if row else None


def state_name(index: SourceIndex, code: str) -> str:
    row = index.base.execute("select name from states where code = ?", (code,)).fetchone()
    return str(row[0]) if row else code


def states_in(index: SourceIndex, words: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the states named in what was typed, the longest names first taken, and the years in it.

    A code is no name here: “in” is a word, and not India.
    """
    tokens = fold(" ".join(words)).split()
    codes: list[str] = []
    years: list[str] = []
    at = 0
    while at < len(tokens):
        for end in range(min(at + 8, len(tokens)), at, -1):
            name = " ".join(tokens[at:end])
            code = state_called(index, name)
            if code and fold(code) != name:
                codes.append(code)
                at = end
                break
        else:
            if _YEAR.fullmatch(tokens[at]):
                years.append(tokens[at])
            at += 1
    return list(dict.fromkeys(codes)), years


def nothing_found(index: SourceIndex, question: Question) -> Iterator[str]:
    """Say why nothing was found, and what would be: one sentence each."""
    if not question.drafts and (count := _count(index, replace(question, drafts=True))):
        yield f"{count} not public yet: add --drafts"
    anywhere = Question(question.now, drafts=question.drafts)
    absent = [
        term
        for term in question.terms
        if not _count(index, replace(anywhere, terms=(term,))) and not entries(index, (term,))
    ]
    for term in absent:
        apart = tuple(_term(index, word) for word in term.text.split())
        if term.is_phrase and (count := _count(index, replace(anywhere, terms=apart))):
            yield f"no release has the phrase {term}; {count} have its words: write each as a word of its own"
            continue
        start = term.text[:-2]
        near = "" if term.is_phrase or len(start) < 4 else _beginning(index, anywhere, start)
        yield f"no release has {term}{near}"
    if question.terms and not absent:
        count = _count(index, replace(anywhere, terms=question.terms))
        if count:
            yield f"{count} with these words do not meet the other conditions"
        elif len(question.terms) > 1 and not entries(index, question.terms):
            yield "each is in some release or entry; none has them all"


def _beginning(index: SourceIndex, anywhere: Question, start: str) -> str:
    count = _count(index, replace(anywhere, terms=(Term(start, begins=True),)))
    return f"; {count} have words that begin with {start}: search '{start}*'" if count else ""


def _count(index: SourceIndex, question: Question) -> int:
    count: int = index.base.execute(*question.sql("count(*)")).fetchone()[0]
    return count
