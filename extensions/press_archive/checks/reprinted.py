"""Contacts and wordings that were changed in place: what is out would print what it never said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from ..archive import Registers, Release
from ..ledger.file import git
from ..records import (
    BackgroundEntry,
    Contact,
    ContactDetail,
    Lines,
    Problem,
    RecordError,
    Wording,
    quoted,
    read_entry,
    read_register,
)
from ..tree import BACKGROUND, CONTACTS


def reprinted(root: Path, registers: Registers, releases: Iterable[Release]) -> Iterator[Problem]:
    """Yield what published releases print otherwise than by the registers that git has; once for each item.

    Nothing where git is not there, or has nothing yet.
    """
    compared = "diff", "--name-only", "--relative", "--no-renames", "-z", "HEAD", "--"
    changed = git(root, *compared, CONTACTS, BACKGROUND).decode("utf-8", "replace").split("\0")
    published = [release for release in releases if release.published] if any(changed) else []
    for path in filter(None, changed):
        raw, key = git(root, "show", f"HEAD:./{path}"), Path(path).stem
        with suppress(RecordError):  # what was not right there was printed by none
            if path == CONTACTS:
                before, _ = read_register(raw, path, Contact)
                yield from _changed(path, before, registers.contacts, registers.lines, published)
            elif key in registers.background:
                entry, _ = read_entry(raw, path)
                yield from _changed(path, {key: entry}, registers.background, registers.lines, published)


def _changed(
    path: str,
    before: Mapping[str, Contact] | Mapping[str, BackgroundEntry],
    now: Mapping[str, Contact] | Mapping[str, BackgroundEntry],
    lines: Mapping[str, Lines],
    releases: Iterable[Release],
) -> Iterator[Problem]:
    items = "details" if path == CONTACTS else "wordings"
    found: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for release in releases:
        for key in release.contacts if path == CONTACTS else release.background:
            was = before[key].on(release.date) if key in before else None
            held = now[key].on(release.date) if key in now else None  # else an error says so
            if was and held and _printed(was) != _printed(held):
                found[key, getattr(now[key], items).index(held)].append(release.name)
    for (key, index), names in found.items():
        where = (key, items, index) if path == CONTACTS else (items, index)
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        message = (
            f"{quoted(key)} is not what git has for {names[0]}{more}, published, and would now "
            "print it; put back what was there, and add what is new as an item of its own, with its first day"
        )
        yield Problem(path, lines[path].get(where, 1), ".".join(map(str, where)), message, "warning")


def _printed(item: ContactDetail | Wording) -> list[list[str]]:
    """Return the words of an item, without the days between which it holds."""
    return [str(value).split() for value in item.model_dump(exclude={"from_", "until"}).values()]
