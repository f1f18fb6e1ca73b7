"""The ledger's file: read, held against what git has of it, and added to."""

from __future__ import annotations

import csv
import io
import os
import subprocess
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from ..records import Problem, RecordError, quoted, read_bytes, read_file
from ..tree import LEDGER, write_new
from . import COLUMNS, Ledger, Line, Row
from .checks import check
from .merging import are_at_odds


def read_ledger(root: Path) -> Ledger:
    """Read the ledger of an archive; one that is missing is empty.

    Raises:
        RecordError: a line that is not of the ledger's form, or one that contradicts another.

    """
    if not os.path.lexists(root / LEDGER):
        if lost := list(_lost(root, Ledger(), "", tuple)):
            raise RecordError(lost)
        return Ledger()
    text = read_bytes(read_file(root, LEDGER), LEDGER, 50_000_000)
    reader = csv.reader(io.StringIO(text))
    number = 0
    try:
        rows = [row for row in reader if (number := reader.line_num)]
    except csv.Error as error:
        message = f"not CSV: {error}; a quotation mark may not be closed"
        raise RecordError([Problem(LEDGER, number + 1, "", message)]) from None
    if not rows or tuple(rows[0]) != COLUMNS:
        problem = Problem(LEDGER, 1, "", f"the first line must be {','.join(COLUMNS)}")
        raise RecordError(list(_lost(root, Ledger(), text, tuple)) or [problem])
    problems = [
        Problem(LEDGER, number, "", f"{len(row)} columns; a line has {len(COLUMNS)}")
        for number, row in enumerate(rows[1:], 2)
        if len(row) != len(COLUMNS)
    ]
    if problems:
        raise RecordError(problems)
    ledger = Ledger(Line._make([*row, number]) for number, row in enumerate(rows[1:], 2))

    @cache
    def pushed() -> Container[Row]:
        return {line.row for line in _lines(_committed(root, "@{upstream}"))}

    problems = [*check(ledger, pushed), *_lost(root, ledger, text, pushed)]
    if problems:
        raise RecordError(problems)
    return ledger


def _lost(root: Path, ledger: Ledger, text: str, pushed: Callable[[], Container[Row]]) -> Iterator[Problem]:
    """Compare with what git has: lines may be added, never changed or taken away.

    But for those that were taken out after a merge, as they cannot stand beside those that are there. A
    commit may have taken some away, as a revert does: what was pushed before, others have seen, and it only
    gives way to what they have seen, too.
    """

    def gave_way(lines: Sequence[Line], then: Sequence[Line]) -> bool:
        return are_at_odds(ledger, lines, then, pushed())

    def gave_way_to_seen(lines: Sequence[Line], then: Sequence[Line]) -> bool:
        seen = Ledger(line for line in ledger.lines if line.row in pushed())
        return are_at_odds(seen, lines, then, pushed())

    count = len(text.splitlines())
    if line := _first_lost(root, "HEAD", ledger, text, gave_way):
        what = "was taken away" if line.number > count else "was changed"
        message = (
            f"a published line {what}; lines are only added. `git checkout HEAD -- {LEDGER}` brings it back"
        )
        yield Problem(LEDGER, max(1, min(line.number, count)), "", message)
        return
    shared = git(root, "merge-base", "HEAD", "@{upstream}").decode().strip()
    if shared and (line := _first_lost(root, shared, ledger, text, gave_way_to_seen)):
        message = (
            f"the line {quoted(','.join(line.row), 100)} was pushed and is here no more; what was published "
            "stays: put it back, with its file, and withdraw the release if it may not stand"
        )
        yield Problem(LEDGER, max(1, count), "", message)


def _first_lost(
    root: Path,
    commit: str,
    ledger: Ledger,
    text: str,
    gave_way: Callable[[Sequence[Line], Sequence[Line]], bool],
) -> Line | None:
    """Return the first line of the ledger in a commit that is not there any more, or not in its order.

    But for those that had to give way, all that are lost of one number.
    """
    then = _committed(root, commit)
    if text.startswith(then) and then.endswith("\n"):
        return None
    committed, here = _lines(then), [line.row for line in ledger.lines]
    known, there = {line.row for line in committed}, set(here)
    lost: dict[str, list[Line]] = {}
    for line in committed:
        if line.row not in there:
            lost.setdefault(line.reference, []).append(line)
    taken_out = {number for number, lines in lost.items() if gave_way(lines, committed)}
    found = (line for line in here if line in known)
    wanted = (line for line in committed if line.row in there or line.reference not in taken_out)
    return next((line for line in wanted if next(found, None) != line.row), None)


def _lines(text: str) -> list[Line]:
    """Read the lines of a ledger as git has it; what was not right there is no line."""
    lines: list[Line] = []
    with suppress(csv.Error):
        for number, row in enumerate(csv.reader(io.StringIO(text)), 1):
            if number > 1 and len(row) == len(COLUMNS):
                lines.append(Line._make([*row, number]))
    return lines


def _committed(root: Path, commit: str) -> str:
    return git(root, "show", f"{commit}:./{LEDGER}").decode("utf-8-sig", "replace")


def git(root: Path, *command: str) -> bytes:
    """Return what git says; nothing where it is not there, or does not know."""
    try:
        result = subprocess.run(  # noqa: S603
            ["git", "-C", str(root), *command],  # noqa: S607
            capture_output=True,
            check=False,
            timeout=20,
        )
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return b"" if result.returncode else result.stdout


def append(root: Path, lines: Iterable[Line]) -> None:
    """Add lines to the ledger, all of them or none."""
    path = root / LEDGER
    before = path.read_bytes() if path.exists() else b""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if not before:
        writer.writerow(COLUMNS)
    writer.writerows(line.row for line in lines)
    if before and not before.endswith(b"\n"):
        before += b"\n"
    write_new(str(path), before + text.getvalue().encode())
