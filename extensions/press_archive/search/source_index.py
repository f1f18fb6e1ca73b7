"""The index of the source: what authors have on disk, in one SQLite file that keeps itself up to date.

It stands beside Sphinx's own state (``.build/search.sqlite``) and is never published. At each use every
file is looked at (size and time of change), and only what changed is read, by the same readers as in a
build. Other code discards it. What a warm search needs is in it, so that neither the schema of the
records, nor Babel, nor Sphinx has to be loaded.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..digests import PACKAGE, files_digest
from ..names import UNSPACED
from ..tree import (
    CAMPAIGNS,
    LEDGER,
    RELEASES,
    STATE_FOLDER,
    STATES,
    Stamp,
    files,
    path_of,
    records_cache,
    stamp,
    stamp_of,
    state_folder,
)

if TYPE_CHECKING:
    from ..records import Draft

#: From so many changed files on, the records that the last build remembered are worth loading.
MANY = 200

#: The files that are read whole, as what is made of them belongs together.
_CONFIGURATION = ("conf.py",)
_REGISTERS = (STATES, CAMPAIGNS)
_LEDGER = (LEDGER,)
_SOURCES = (_CONFIGURATION, _REGISTERS, _LEDGER)

_SCHEMA = """
create table stamps (source text primary key, stamp text);
create table settings (base_url text, languages text);
create table files (path text primary key, size integer, changed integer, problem text);
create table releases (
    id integer primary key, path text unique, name text, title text, deck text, kind text, language text,
    campaign text, summary text, about text, mentions text, date text, first text, last text, held text,
    embargo integer
);
create table release_states (release integer, state text, role text);
create index release_states_state on release_states (state, role);
create index release_states_release on release_states (release);
create table states (code text primary key, name text);
create table names (name text primary key, code text);
create table campaigns (key text primary key, name text);
create table ledger (address text primary key, reference text, state text);
create virtual table texts using fts5(
    title, deck, summary, topics, text, slug,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* M* N* Co'"
);
"""

#: A role: the words that it prints where it has any of its own, as marked figures have, and its target.
_ROLE = re.compile(r"\{[a-z][a-z:+-]*\}`([^`<]*)(?:<([^<>`]*)>)?`")
#: What else MyST writes around words: a role's name, where a link leads, the fence of a directive.
_MARKS = re.compile(r"\{[a-z][a-z:+-]*\}(?=`)|(?<=\])\([^)\s]*\)|^[ \t]*[:`~]{3,}.*$", re.MULTILINE)
#: Arabic vowel signs and the line that stretches a word: written or not, the word is the same.
_SIGNS = re.compile("[\u064b-\u065f\u0670\u0640]")
#: A stretch of a script without spaces: where its words begin and end, cannot be seen.
_STRETCH = re.compile(f"[{UNSPACED}]+")
#: Keeps such characters apart, so that to SQLite each is a word, and a word is a phrase. Nobody sees it.
APART = "\u200b"


def searchable(text: str) -> str:
    """Return a text as it is searched: without marks that may or may not be written, its words apart."""
    return _STRETCH.sub(lambda found: APART.join(["", *found[0], ""]), _SIGNS.sub("", text))


class SourceIndex:
    """The index of one archive, up to date once it is open.

    ``problems`` tells, by path, what is wrong with the releases that cannot be read and therefore not
    found.

    Arguments:
        root: the archive's root.
        on_file: told, when many files have to be read, how many of how many are.

    Raises:
        RecordError: a register or the ledger cannot be read.
        ConfigError: ``conf.py`` cannot be used.
        OSError: a register or the folder of releases is missing.

    """

    def __init__(self, root: Path, on_file: Callable[[int, int], None] = lambda done, total: None) -> None:
        self._root = root
        self._on_file = on_file
        self.base = self._ready(_place(root))
        self.problems: Mapping[str, str] = dict(
            self.base.execute("select path, problem from files where problem is not null order by path")
        )

    def __enter__(self) -> SourceIndex:
        return self

    def __exit__(self, *_: object) -> None:
        self.base.close()

    def _ready(self, place: Path) -> sqlite3.Connection:
        """Open the index and bring it up to date; where nothing can be written, it lives for this once."""
        try:
            return self._update(str(place))
        except sqlite3.OperationalError:
            return self._update(":memory:")
        except sqlite3.DatabaseError:  # cut short, or another file altogether
            place.unlink()
            return self._update(str(place))

    def _update(self, place: str) -> sqlite3.Connection:
        """Open the index and bring everything up to date at once; a second search waits for the first."""
        self.base = base = sqlite3.connect(place, timeout=60, isolation_level=None)
        try:
            base.execute("pragma synchronous = off")  # it can be made again
            seen = dict(_files(self._root))
            if not self._stale(seen):
                return base
            base.execute("begin immediate")
            if base.execute("pragma user_version").fetchone()[0] != _version():
                for (name,) in base.execute(
                    "select name from sqlite_master where type = 'table' and name not like 'texts_%'"
                ).fetchall():
                    base.execute(f"drop table {name}")
                for statement in _SCHEMA.split(";\n"):
                    base.execute(statement)
                base.execute(f"pragma user_version = {_version()}")
            self._configuration()
            self._registers()
            self._ledger()
            self._releases(seen)
            base.execute("commit")
        except BaseException:
            base.close()  # what was begun is undone
            raise
        return base

    def _stale(self, seen: Mapping[str, Stamp]) -> bool:
        if self.base.execute("pragma user_version").fetchone()[0] != _version():
            return True
        return self._known() != seen or any(self._changed(*sources) for sources in _SOURCES)

    def _known(self) -> dict[str, Stamp]:
        rows = self.base.execute("select path, size, changed from files")
        return {path: (size, changed) for path, size, changed in rows}

    def _stamp(self, sources: Iterable[str]) -> str:
        return repr([stamp_of(self._root / source) for source in sources])

    def _changed(self, *sources: str) -> bool:
        held = self.base.execute("select stamp from stamps where source = ?", (sources[0],)).fetchone()
        return held is None or held[0] != self._stamp(sources)

    def _note(self, *sources: str) -> None:
        self.base.execute("insert or replace into stamps values (?, ?)", (sources[0], self._stamp(sources)))

    def _configuration(self) -> None:
        if not self._changed(*_CONFIGURATION):
            return
        from ..settings import load

        settings = load(self._root)
        held = self.base.execute("select languages from settings").fetchone()
        languages = json.dumps(settings.languages)
        if held and held[0] != languages:  # what a release leaves out follows from these, and so do names
            self.base.execute("delete from files")
            self.base.execute("delete from stamps where source = ?", (_REGISTERS[0],))
        self.base.execute("delete from settings")
        self.base.execute("insert into settings values (?, ?)", (settings.base_url, languages))
        self._note(*_CONFIGURATION)

    @property
    def languages(self) -> tuple[str, ...]:
        """The archive's languages, its own first."""
        return tuple(json.loads(self.base.execute("select languages from settings").fetchone()[0]))

    @property
    def base_url(self) -> str:
        return str(self.base.execute("select base_url from settings").fetchone()[0])

    def _registers(self) -> None:
        if not self._changed(*_REGISTERS):
            return
        from ..names import StateNames
        from ..records import Campaign, State, read_register

        base, root = self.base, self._root
        states, _ = read_register((root / STATES).read_bytes(), STATES, State)
        campaigns, _ = read_register((root / CAMPAIGNS).read_bytes(), CAMPAIGNS, Campaign)
        names = StateNames(states, self.languages)
        for table in ("states", "names", "campaigns"):
            base.execute(f"delete from {table}")  # noqa: S608  (our own names)
        own = self.languages[0]
        base.executemany("insert into states values (?, ?)", [(c, names.name(c, own)) for c in states])
        base.executemany("insert into names values (?, ?)", names.known.items())
        base.executemany("insert into campaigns values (?, ?)", [(k, c.name) for k, c in campaigns.items()])
        self._note(*_REGISTERS)

    def _ledger(self) -> None:
        if not self._changed(*_LEDGER):
            return
        from ..ledger.file import read_ledger

        holds = read_ledger(self._root).holds
        self.base.execute("delete from ledger")
        lines = [(address, line.reference, line.state) for address, line in holds.items()]
        self.base.executemany("insert into ledger values (?, ?, ?)", lines)
        self._note(*_LEDGER)

    def _releases(self, seen: Mapping[str, Stamp]) -> None:
        known = self._known()
        changed = [path for path, held in seen.items() if known.get(path) != held]
        for path in [*changed, *(known.keys() - seen.keys())]:
            self._forget(path)
        own = self.languages[0]
        for path, raw, found in self._read(changed):
            if isinstance(found, str):
                problem = found
            else:
                problem = None
                self._insert(path, raw, found, own)
            self.base.execute("insert into files values (?, ?, ?, ?)", (path, *seen[path], problem))
        if len(changed) > MANY:
            self.base.execute("insert into texts (texts) values ('optimize')")

    def _read(self, paths: list[str]) -> Iterator[tuple[str, bytes, Draft | str]]:
        """Yield each file's path, its bytes, and the record in it or what is wrong with it."""
        if not paths:
            return
        from ..records import Problem, RecordError, read_release

        remembered: dict[str, Draft] = {}
        if len(paths) > MANY:  # the index is new, and a build may have read all of this before
            from ..scan import read_releases

            problems: list[Problem] = []
            cache, jobs = records_cache(self._root), os.cpu_count() or 1
            drafts = read_releases(self._root, problems, cache, self._on_file, jobs)
            remembered = {path_of(draft.name): draft for draft in drafts}
        for path in paths:
            raw = b""
            try:
                raw = (self._root / path).read_bytes()
                yield path, raw, remembered.get(path) or read_release(raw, path)
            except RecordError as error:
                yield path, raw, str(error.problems[0])
            except OSError as error:
                yield path, raw, f"{path}: {error.strerror}"

    def _forget(self, path: str) -> None:
        base = self.base
        base.execute("delete from files where path = ?", (path,))
        row = base.execute("select id from releases where path = ?", (path,)).fetchone()
        if row:
            base.execute("delete from texts where rowid = ?", row)
            base.execute("delete from release_states where release = ?", row)
            base.execute("delete from releases where id = ?", row)

    def _insert(self, path: str, raw: bytes, draft: Draft, own: str) -> None:
        front = draft.front
        row = {
            "path": path,
            "name": draft.name,
            "title": front.title,
            "deck": front.deck,
            "kind": front.kind,
            "language": front.language or draft.suffix or own,
            "campaign": front.campaign,
            "summary": front.summary,
            "about": " ".join(front.about),
            "mentions": " ".join(front.mentions),
            "date": str(front.date),
            "first": str(front.date.first),
            "last": str(front.date.last),
            "held": "record" if front.is_record else "text",
            "embargo": int(front.embargo.timestamp()) if front.embargo else 0,
        }
        columns, values = ", ".join(row), ", ".join(f":{column}" for column in row)
        number = self.base.execute(f"insert into releases ({columns}) values ({values})", row).lastrowid  # noqa: S608
        states = [(number, code, "about") for code in front.about]
        states += [(number, code, "mentions") for code in front.mentions]
        self.base.executemany("insert into release_states values (?, ?, ?)", states)
        lines = raw.decode("utf-8-sig").splitlines()
        body = _ROLE.sub(
            lambda role: role[1].strip() or role[2] or "", "\n".join(lines[draft.body_line - 1 :])
        )
        body = _MARKS.sub(" ", body)
        parts = (front.title, front.deck or "", front.summary or "", " ".join(front.topics), body, draft.name)
        columns = "rowid, title, deck, summary, topics, text, slug"
        self.base.execute(
            f"insert into texts ({columns}) values (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            [number, *map(searchable, parts)],
        )


def _place(root: Path) -> Path:
    with suppress(OSError):  # SQLite will say so
        state_folder(root)
    return root / STATE_FOLDER / "search.sqlite"


@lru_cache(maxsize=1)
def _version() -> int:
    """Identify the code that made the index: other code must not trust it."""
    code = (
        *sorted(PACKAGE.glob("records/*.py")),
        PACKAGE / "names.py",
        *sorted(PACKAGE.glob("ledger/*.py")),
        Path(__file__),
    )
    return int(files_digest(code)[:8], 16) >> 1  # SQLite keeps 31 bits of it


def _files(root: Path) -> Iterator[tuple[str, Stamp]]:
    """Yield the release files and their stamps; hidden ones are left out, as in a build."""
    for name, entry in files(root / RELEASES):
        if name.endswith(".md"):
            yield f"{RELEASES}/{name}", stamp(entry.stat())
