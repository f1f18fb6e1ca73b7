"""Facts, checked with the rest of the archive before anything is built.

In a release they must be true on its date, in a shared wording as long as it holds, and in a guide or a
definition now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from .. import addresses
from ..archive import Registers, Release
from ..facts import MARK, Fact
from ..records import Draft, PartialDate, Problem, quoted, references_in, split_front_matter
from ..tree import path_of


def wordings(registers: Registers, today: dt.date, own: str) -> Iterator[Problem]:
    """Check the figures of shared wordings over the whole time in which each holds, up to today.

    Arguments:
        own: the archive's own language.

    """
    facts = registers.facts
    for key, entry in registers.background.items():
        path = f"{addresses.entry(key)}.md"
        ends = [later.from_.first - dt.timedelta(days=1) for later in entry.wordings[1:]]
        for number, (wording, end) in enumerate(zip(entry.wordings, [*ends, today], strict=False)):
            field = f"wordings.{number}.text"
            line = registers.lines[path].get(("wordings", number, "text"), 1)
            for _, fact in facts.references(references_in(wording.text, 1), wording.language or own):
                if isinstance(fact, ValueError):
                    yield Problem(path, line, field, str(fact))
                elif expired := facts.expiry(fact, wording.from_.first, end):
                    day, why = expired
                    message = f"the figure stops being true on {day}: {why}; add a wording from that day"
                    yield Problem(path, line, field, message, "warning")


def release(draft: Draft, of: Release, registers: Registers) -> Iterator[Problem]:
    """Check the figures of a release as of its date: those of its text, and those of its background."""
    path, facts = path_of(draft.name), registers.facts
    if of.references:
        yield from facts.problems(path, of.references, of.date, of.language)
    if registers.with_figures.isdisjoint(of.background):
        return
    for index, key in enumerate(of.background):
        wording = registers.wording(key, of) if key in registers.background else None
        if wording is None or MARK not in wording.text:
            continue
        for _, fact in facts.references(references_in(wording.text, 1)):
            found = None if isinstance(fact, ValueError) else facts.check(fact, of.date)
            if found:
                message = f"{quoted(key)} prints a figure: {found.message}"
                yield Problem(path, draft.line("background", index), "background", message, found.severity)


def document(path: str, text: str, registers: Registers, today: dt.date, own: str) -> Iterator[Problem]:
    """Check the figures of a guide or of an entry's own page, which speak of today; ``own`` as before."""
    facts = registers.facts
    for line, part in _of_today(path, text, registers):
        for reference, fact in facts.references(references_in(part, line), own):
            if isinstance(fact, ValueError):
                yield Problem(path, reference.line, MARK, str(fact))
                continue
            day = min(today, facts.treaties[fact.treaty].as_of)
            if found := facts.check(fact, PartialDate.of(day)):
                mend = "leave the figure out and each build counts it, or say of which day it is (`on`)"
                message = f"{found.message}; {mend}" if found.severity == "error" else found.message
                yield Problem(path, reference.line, MARK, message, found.severity)


def seen(path: str, text: str, registers: Registers) -> Iterator[Fact]:
    """Yield the figures of a guide or of an entry's page that are checked: those of its wordings, too."""
    found = registers.entry_of(path.removesuffix(".md"))
    parts = [part for _, part in _of_today(path, text, registers)]
    for part in (*parts, *(held.text for held in (found[1].wordings if found else ()))):
        facts = registers.facts.references(references_in(part, 1))
        yield from (fact for _, fact in facts if not isinstance(fact, ValueError))


def _of_today(path: str, text: str, registers: Registers) -> Iterator[tuple[int, str]]:
    """Yield what a document says of today, with the line on which it starts: all but dated wordings."""
    found = registers.entry_of(path.removesuffix(".md"))
    if found is None:
        yield 1, text
        return
    if definition := found[1].definition:
        yield registers.lines[path].get(("definition",), 1), definition
    _, _, body_line, body = split_front_matter(text, path)
    yield body_line, body
