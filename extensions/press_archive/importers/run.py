"""A whole import: file after file, nothing twice, nothing overwritten, safe to stop and start again."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..archive import Archive, Release
from ..records import PartialDate, RecordError, read_yaml
from ..tree import path_of
from . import readers, report
from .drafts import draft, place
from .match import Held, Holdings, Known, fingerprint, said_in
from .understand import understand
from .understood import Understood

_FRONT = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*\n", re.DOTALL | re.MULTILINE)


class Import:
    """One run: the registers it matches against, the releases it knows of, and where drafts go."""

    def __init__(self, archive: Archive, root: Path, into: Path, *, language: str, dry: bool) -> None:
        registers = archive.registers
        self.known = Known(
            registers.states, registers.campaigns, registers.contacts, registers.issuers, registers.background
        )
        self.into, self.dry, self.language = into, dry, language
        #: What is known of releases of which the text was not held: it goes into the drafts of their texts.
        self._records = {release.name: release for release in archive.releases if release.is_record}
        #: The languages, as names end in them, in which each work is there: in the archive, once, or as a draft;
        #: of a record, in none.
        self._works: dict[str, set[str]] = {name.partition(".")[0]: set() for name in self._records}
        for name in (release.name for release in archive.releases if not release.is_record):
            self._note(name)
        for name in archive.ledger.holds.keys() - self._records.keys():
            self._note(name)
        for path in into.rglob("*.md"):
            self._note(path.relative_to(into).as_posix().removesuffix(".md"))
        self._holdings = Holdings([*(_held(release, root) for release in archive.releases), *_drafts(into)])

    def read(self, path: Path, name: str) -> Iterator[dict[str, Any]]:
        """Import one file; yields the report of each release, and of each part that could not be read."""
        for found in readers.read_path(path, name):
            if isinstance(found, readers.Failure):
                yield report.failed(found)
                continue
            for item in understand(found, self.known):
                yield self._keep(item)

    def _keep(self, item: Understood) -> dict[str, Any]:
        own = f"{item.document.sha256}#{item.part}"
        if before := self._holdings.imported(own):
            return report.report(item, "imported before", before)
        text = fingerprint(item)
        if same := self._holdings.same_text(text):
            return report.report(item, "duplicate", "", same=same, why="the same text")
        alike, why = self._holdings.alike(item.title, item.date, item.language, item.about) or (None, "")
        is_version = alike is not None and (alike.record or alike.language != item.language)
        work = alike.name.partition(".")[0] if alike and is_version else ""
        name = place(item, self.language, work)
        if not work or self._has(name):  # that work has a text in this language: this is another
            name = self._free(place(item, self.language))
        try:
            made = draft(item, name, self._records.get(name))
        except RecordError as error:
            item.warnings.append(f"no draft could be made of it: {error.problems[0].message}")
            return report.report(item, "failed", "")
        if not self.dry and not self._write(made.path, made.text):
            return report.report(item, "failed", made.path)
        self._note(name)
        self._holdings.add(Held(name, item.title, item.date, item.language, item.about, False, own, text))
        return report.report(item, "draft", made.path, same=alike, why=why)

    def _note(self, name: str) -> None:
        work, _, language = name.partition(".")
        self._works.setdefault(work, set()).add(language)

    def _has(self, name: str) -> bool:
        work, _, language = name.partition(".")
        return language in self._works.get(work, ())

    def _free(self, name: str) -> str:
        """Return the name of a new work: the name itself, else with a number.

        No text has it in another language either, of which this one would be taken for the translation.
        """
        work, dot, language = name.partition(".")
        numbered = (work if number == 1 else f"{work}-{number}" for number in itertools.count(1))
        return f"{next(tried for tried in numbered if tried not in self._works)}{dot}{language}"

    def _write(self, path: str, text: str) -> bool:
        """Write a draft whole or not at all, and never over another file."""
        target = self.into / path
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            beside.write_text(text, encoding="utf-8")
            return _put(beside, target)
        finally:
            beside.unlink(missing_ok=True)


def _put(file: Path, target: Path) -> bool:
    """Give a file another name, if no file has it yet."""
    try:
        os.link(file, target)
    except FileExistsError:
        return False
    except OSError:  # a file system without links
        if target.exists():
            return False
        file.replace(target)
    return True


def paths_of(paths: list[Path]) -> Iterator[tuple[Path, str]]:
    """Yield each file and the name under which it is reported: below the folder that was named."""
    for path in paths:
        for file in readers.files([path]):
            yield file, file.relative_to(path).as_posix() if path.is_dir() else file.name


def _held(release: Release, root: Path) -> Held:
    """Return what a copy of a release of the archive is recognised by."""
    source = release.source
    return Held(
        release.name,
        release.title,
        release.date,
        release.language,
        release.about,
        release.is_record,
        f"{source.sha256}#{source.part or 1}" if source and source.sha256 else "",
        "" if release.is_record else said_in(release.title, _body(root / path_of(release.name))),
    )


def _body(path: Path) -> str:
    try:
        return _FRONT.sub("", path.read_text("utf-8"), count=1)
    except OSError:
        return ""


def _drafts(into: Path) -> Iterator[Held]:
    """Read what earlier runs left in the drafts folder; a draft that a person broke is left to that person."""
    if not into.is_dir():
        return
    for path in sorted(into.rglob("*.md")):
        if path.name.startswith("."):
            continue
        try:
            text = path.read_text("utf-8")
            match = _FRONT.match(text)
            data, _ = read_yaml(match[1], str(path)) if match else ({}, {})
        except (RecordError, OSError, UnicodeDecodeError):
            continue
        source = data.get("source")
        source = source if isinstance(source, dict) else {}
        try:
            date = PartialDate.parse(str(data.get("date", "")))
        except ValueError:
            date = None
        about = data.get("about")
        yield Held(
            path.relative_to(into).as_posix().removesuffix(".md"),
            str(data.get("title", "")),
            date,
            str(data.get("language", "")),
            tuple(about) if isinstance(about, list) else (),
            False,
            f"{source['sha256']}#{source.get('part') or 1}" if source.get("sha256") else "",
            said_in(str(data.get("title", "")), text[match.end() :] if match else ""),
        )
