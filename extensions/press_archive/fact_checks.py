"""Facts, checked with the rest of the archive before anything is built: in releases and shared wordings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from . import addresses
from .archive import Registers, Release
from .facts import MARK
from .records import Draft, Problem, quoted, references_in
from .tree import path_of


def wordings(registers: Registers, today: dt.date) -> Iterator[Problem]:
    """Check the figures of shared wordings over the whole time in which each holds, up to today."""
    facts = registers.facts
    for key, entry in registers.background.items():
        path = f"{addresses.entry(key)}.md"
        ends = [later.from_.first - dt.timedelta(days=1) for later in entry.wordings[1:]]
        for number, (wording, end) in enumerate(zip(entry.wordings, [*ends, today], strict=False)):
            field = f"wordings.{number}.text"
            line = registers.lines.get(path, {}).get(("wordings", number, "text"), 1)
            for _, fact in facts.references(references_in(wording.text, 1)):
                if isinstance(fact, ValueError):
                    yield Problem(path, line, field, str(fact))
                elif expired := facts.expiry(fact, wording.from_.first, end):
                    day, why = expired
                    message = f"the figure stops being true on {day}: {why}; add a wording from that day"
                    yield Problem(path, line, field, message, "warning")


def release(draft: Draft, of: Release, registers: Registers) -> Iterator[Problem]:
    """Check the figures of a release as of its date: those of its text, and those of its background."""
    path, facts = path_of(draft.name), registers.facts
    yield from facts.problems(path, of.references, of.date)
    for index, key in enumerate(of.background):
        wording = registers.wording(key, of) if key in registers.background else None
        if wording is None or MARK not in wording.text:
            continue
        for _, fact in facts.references(references_in(wording.text, 1)):
            found = None if isinstance(fact, ValueError) else facts.check(fact, of.date)
            if found:
                line = draft.lines.get(("background", index)) or draft.lines.get(("background",), 1)
                message = f"{quoted(key)} prints a figure: {found.message}"
                yield Problem(path, line, "background", message, found.severity)
