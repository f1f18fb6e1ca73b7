"""What keeps a draft from being published; as a draft it may stay like that, and nobody waits for it."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..archive import Release, grouped, original_of
from ..records import (
    Draft,
    Problem,
    did_you_mean,
    files_in,
    quoted,
    read_bytes,
    read_file,
    read_release,
    split_front_matter,
    unsaid_in,
)
from ..records.labels import embargo_in
from ..tree import SHOWN, path_of

#: What `press-archive new` writes where the text will be.
PLACEHOLDER = "Write the text here: one paragraph, a blank line, the next. The dateline is printed before it."


def lacking(
    root: Path, releases: Sequence[Release], others: Sequence[Release], own: str
) -> Iterator[Problem]:
    """Yield all that keeps drafts from being published.

    Arguments:
        others: every release, public or not.
        own: the archive's own language.

    """
    yield from _without_text(root, releases)
    yield from _without_files(root, releases)
    yield from _only_labelled(root, releases)
    yield from before_the_original(releases, others, own)


def _without_text(root: Path, releases: Iterable[Release]) -> Iterator[Problem]:
    """Yield drafts whose text is still the one that `press-archive new` wrote."""
    for release in releases:
        path = path_of(release.name)
        for number, line in enumerate((root / path).read_text("utf-8-sig").splitlines(), 1):
            if line.strip() == PLACEHOLDER:
                yield Problem(path, number, "", "there is no text yet; write it in place of this line")


def _without_files(root: Path, releases: Iterable[Release]) -> Iterator[Problem]:
    """Yield drafts that show or link to what is not there, and pictures without words for who sees none."""
    for release in releases:
        path = path_of(release.name)
        text, first_line = text_of(root, path)
        found = [
            (line, message)
            for line, file in _paths(text, first_line, path)
            if not (root / file).is_file() and (message := _nowhere(root, path, file))
        ]
        unsaid = "say in words what the picture shows, for those who do not see it (:alt: Two people sign.)"
        found += ((line, unsaid) for line in unsaid_in(text, first_line))
        for line, message in sorted(found):
            yield Problem(path, line, "", message)


def _nowhere(root: Path, path: str, file: str) -> str:
    """Say what is wrong with a file that a text points to and that is not there, if it has to be."""
    written = posixpath.relpath(file, posixpath.dirname(path))
    if Path(file).suffix.lower() in SHOWN:
        folder = (root / file).parent
        there = [beside.name for beside in folder.iterdir()] if folder.is_dir() else []
        near = did_you_mean(Path(file).name, there)
        return (
            f"there is no {file}, to which the text points{near or '; put it there, or mend its name here'}"
        )
    if "." not in written.partition("/")[0].strip("."):  # a label, say
        return ""
    begun = f"mailto:{written}" if "@" in written else f"https://{written}"
    shown = begun if "@" in written or written.startswith("www.") else "https://example.org"
    return (
        f"{quoted(written)} leads nowhere; an address is written with its beginning, as in {shown}, "
        f"and a file is kept beside the release ({', '.join(sorted(SHOWN))})"
    )


def pointed_to(root: Path, name: str, seen_from: str = "") -> Iterator[tuple[int, str]]:
    """Yield the line and the path of each file that a release shows or links to, there or not.

    Arguments:
        seen_from: the address at which the release was, if that is meant.

    """
    yield from _paths(*text_of(root, path_of(name)), path_of(seen_from or name))


def _paths(text: str, first_line: int, seen_from: str) -> Iterator[tuple[int, str]]:
    folder = posixpath.dirname(seen_from)
    for line, file in files_in(text, first_line):
        yield line, posixpath.normpath(posixpath.join(folder, file))


def text_of(root: Path, path: str) -> tuple[str, int]:
    """Return the text of a release without its front matter, and the line on which it starts."""
    _, _, first_line, text = split_front_matter(read_bytes(read_file(root, path), path), path)
    return text, first_line


def _only_labelled(root: Path, releases: Iterable[Release]) -> Iterator[Problem]:
    """Yield drafts that speak of an embargo, in words that are only printed, and have none.

    They do so in a label, or in a line by itself that begins with it and has a day or a time.
    """
    for release in releases:
        if release.embargo is not None:
            continue
        path = path_of(release.name)
        said = [("label", 0, release.label or "")]
        if not embargo_in(release.label or ""):
            text, first_line = text_of(root, path)
            said = [(field, 0, getattr(release, field) or "") for field in ("title", "deck")]
            said += (("", line, words) for line, words in enumerate(text.splitlines(), first_line))
            said = [one for one in said if _begins_with_embargo(one[2])]
        for field, line, words in said:
            place = line or read_release((root / path).read_bytes(), path).line(field)
            message = (
                f"{quoted(words.strip())} speaks of an embargo, and nothing keeps the text back until then; "
                "write its end, past or not, with its zone, as in embargo: 2026-07-17T10:00 Europe/Rome"
            )
            yield Problem(path, place, field, message)


def _begins_with_embargo(line: str) -> bool:
    words = line.strip(" \t*_#>")
    if len(words) >= 160 or not any(map(str.isdigit, words)):
        return False
    found = embargo_in(words)
    return found is not None and found.start() == 0


def before_the_original(
    releases: Iterable[Release], others: Sequence[Release], own: str
) -> Iterator[Problem]:
    """Yield those of some releases that would be public while what they translate is under embargo."""
    secret = {other.work for other in others if other.status == "embargoed"}
    if not secret:
        return
    versions = grouped((other for other in others if other.work in secret), lambda other: [other.work])
    for release in releases:
        original = original_of(versions.get(release.work, ()), own)
        until = original.embargo if original and original.status == "embargoed" else None
        if original and until and (release.embargo is None or release.embargo < until):
            message = (
                f"{path_of(original.name)} is this text under embargo until {until:%Y-%m-%d %H:%M %Z}, "
                "and nothing keeps this one back until then; write the same embargo here"
            )
            yield Problem(path_of(release.name), 1, "embargo", message)


def too_early(drafts: Iterable[Draft], now: dt.datetime) -> Iterator[Problem]:
    """Yield drafts of a day to come that would be public today: as it is in the archive's own time zone."""
    for draft in drafts:
        date = draft.front.date
        embargo = draft.front.embargo
        if date.first > now.date() and (embargo is None or embargo <= now):
            message = (
                f"{date} is still to come (by press_timezone, {now.tzinfo}), "
                "and without an embargo the text would be public at once; "
                f"mend the date, or say when, as in embargo: {date.first}T10:00 Europe/Rome"
            )
            yield Problem(path_of(draft.name), draft.line("date"), "date", message)
