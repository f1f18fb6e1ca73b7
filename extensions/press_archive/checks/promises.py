"""Whether the files of releases keep what the ledger has promised of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterator, Mapping

from ..ledger import PUBLIC_BEFORE, Ledger, Line, agree
from ..records import Draft, Problem, Severity
from ..records.fingerprint import words_of
from ..tree import LEDGER, path_of


def published(
    ledger: Ledger, drafts: Mapping[str, Draft], now: dt.datetime, previewed: Container[str]
) -> Iterator[Problem]:
    """Yield what was promised by the ledger and is not kept by the files.

    Arguments:
        previewed: names of releases that are looked at as if they were published.

    """
    new = {name: draft for name, draft in drafts.items() if name not in ledger.holds}
    by_text = {words_of(draft.fingerprint): name for name, draft in new.items()}
    by_number = {draft.front.reference: name for name, draft in new.items()}
    for address, line in ledger.holds.items():
        draft = drafts.get(address)
        if draft is None:
            if line.has_text:
                moved = by_text.get(words_of(line.fingerprint)) or by_number.get(line.reference)
                yield _without_file(line, moved)
        elif not line.has_text:
            since = f"line {line.number} of {LEDGER}"
            message = f"this address is {line.state} ({since}); a new text needs another name"
            yield Problem(path_of(address), 1, "", message)
        else:
            yield from _number_and_date(draft, ledger, line)
            yield from _embargo(draft, ledger, line, now)
            yield from _text(draft, ledger, line, is_previewed=address in previewed)


def _without_file(line: Line, moved: str | None) -> Problem:
    """Say that what was published has no file; ``moved`` names the one that its text is in now."""
    address, path = line.address, path_of(line.address)
    mend = (
        f"its text is now in {moved}: `press-archive move {address} {moved}`"
        if moved
        else f"bring it back (`git checkout HEAD -- {path}`), or then "
        f"`press-archive withdraw {address} --gone --reason …`"
    )
    message = f"{address} was published on {line.day} and has no file; {mend}"
    return Problem(LEDGER, line.number, "address", message)


def _number_and_date(draft: Draft, ledger: Ledger, line: Line) -> Iterator[Problem]:
    if draft.front.reference not in {None, line.reference}:
        message = f"the ledger gives this release the number {line.reference}; write it here"
        yield Problem(path_of(draft.name), draft.line("reference"), "reference", message)
    date = ledger.date_of(line, draft.front.corrections)
    if not agree(str(draft.front.date), date):
        path = path_of(draft.name)
        mend = f"put that back, or say what was wrong: `press-archive correct {path}`"
        yield Problem(path, draft.line("date"), "date", f"it was given out on {date}; {mend}")


def _text(draft: Draft, ledger: Ledger, line: Line, *, is_previewed: bool) -> Iterator[Problem]:
    path = path_of(draft.name)
    if not ledger.has(draft):
        if not is_previewed:
            yield Problem(path, draft.body_line, "", text_of_record(path))
    elif draft.fingerprint != line.fingerprint:
        message = (
            f"the text is not the one published on {line.day}; put it back, or say what was wrong: "
            f"`press-archive correct {path}`"
        )
        if words_of(draft.fingerprint) == words_of(line.fingerprint):
            message = (
                f"paragraphs were joined or parted since {line.day}; they are cited by number: put the blank "
                "lines back where they were"
            )
        yield Problem(path, draft.body_line, "", message)
    elif len(draft.front.corrections) < (corrected := ledger.corrections(line.reference)):
        message = f"the ledger has {corrected} corrections of this text; they must all be told here"
        yield Problem(path, draft.line("corrections"), "corrections", message)


def _embargo(draft: Draft, ledger: Ledger, line: Line, now: dt.datetime) -> Iterator[Problem]:
    """Yield where the embargo of what was published neither is nor was the one that the ledger knows of."""
    embargo, until = draft.front.embargo, ledger.embargo(line.reference)
    is_hidden, is_over = embargo is not None and embargo > now, until is not None and until <= now
    severity: Severity = "error"
    if is_hidden and until is None and ledger.has(draft):
        message = f"it {PUBLIC_BEFORE}"
    elif is_hidden and is_over:
        severity = "note"
        message = (
            f"its first embargo ended on {until:%Y-%m-%d %H:%M %Z}; if it was not put off in time, the "
            "release is known, and its page must not go: take out the embargo it has now"
        )
    elif embargo is None and until and not is_over:
        message = (
            f"it was published under embargo until {until:%Y-%m-%d %H:%M %Z}, and nothing keeps it back; "
            "write the embargo back, or, to lift it, the moment from which it was over"
        )
    else:
        return
    yield Problem(path_of(draft.name), draft.line("embargo"), "embargo", message, severity)


def text_of_record(path: str) -> str:
    """Say what to do with a text of which a record was published."""
    return (
        "the archive held only a record of this release; when the text is as it was issued, and under no "
        f"embargo, `press-archive publish {path}`"
    )


def drafts_without_number(ledger: Ledger, drafts: Mapping[str, Draft]) -> Iterator[Problem]:
    """Yield drafts that claim a number: only publishing gives one."""
    gone = [line for address, line in ledger.holds.items() if address not in drafts and line.has_text]
    lost = {known for line in gone for known in (line.reference, words_of(line.fingerprint))}
    for name, draft in drafts.items():
        if not draft.front.reference or name in ledger.holds:
            continue
        # A published text under another name is told about once, by :func:`published`.
        if draft.front.reference not in lost and words_of(draft.fingerprint) not in lost:
            message = (
                f"numbers are given by `press-archive publish {path_of(name)}`; remove this line, or, if it "
                f"was published, bring back its line of {LEDGER}"
            )
            yield Problem(path_of(name), draft.line("reference"), "reference", message)
