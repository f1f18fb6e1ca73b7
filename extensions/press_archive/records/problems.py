"""What is wrong with what an author wrote, said so that the author can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Literal, NamedTuple

#: An error stops a build, a warning a strict one; a note is for whoever writes.
Severity = Literal["error", "warning", "note"]


class Problem(NamedTuple):
    """One fault in a file: where it is, what was found and what is allowed.

    ``path`` is relative to the archive's root, ``line`` counts from 1 and ``field`` is the
    front-matter key (``""`` when the fault is not in a field).
    """

    path: str
    line: int
    field: str
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        field = f"{quoted(self.field)[1:-1]}: " if self.field else ""
        return f"{self.path}:{self.line}: {field}{self.message}"


class RecordError(Exception):
    """A file that cannot be used; carries every problem found in it, not just the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def quoted(value: object, limit: int = 60) -> str:
    """Show a found value in a message: in quotes, on one line, never longer than ``limit``."""
    text = " ".join(str(value).split())
    return f'"{text[: limit - 1]}…"' if len(text) > limit else f'"{text}"'


def did_you_mean(found: str, allowed: Iterable[str]) -> str:
    """Return ``; did you mean "x"?`` for the nearest allowed value, or an empty string.

    The last part of a path is near to it: ``azerbaijan`` to ``2014/05/azerbaijan``.
    """
    known, wanted = list(allowed), found.casefold()
    near = [path for path in known if path.casefold().endswith(f"/{wanted}")]
    near = near or difflib.get_close_matches(wanted, known, n=1, cutoff=0.6)
    return f'; did you mean "{near[0]}"?' if near else ""


def suggest(found: str, allowed: Iterable[str]) -> str:
    """Finish a message about a value that is not allowed: with the nearest, or with all there are."""
    known = list(allowed)
    return did_you_mean(found, known) or f"; it can be {', '.join(known)}"
