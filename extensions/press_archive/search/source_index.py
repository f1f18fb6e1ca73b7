"""The index of the source: what authors have on disk, in one SQLite file that keeps itself up to date.

It stands beside Sphinx's own state (``.build/search.sqlite``) and is never published. At each use every
file is looked at (size and time of change), and only what changed is read, by the same readers as in a
build. Other code discards it. What a warm search needs is in it, so that neither the schema of the
records, nor Babel, nor Sphinx has to be loaded.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..digests import PACKAGE, files_digest
from ..tree import (
    BACKGROUND,
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
from .searched import facts_of, words_of, words_of_entry

if TYPE_CHECKING:
    from ..records import BackgroundEntry, Draft

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
create virtual table entry_texts using fts5(
    path unindexed, name unindexed, term, other_names, text,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* M* N* Co'"
);
"""


class SourceIndex:
    """The index of one archive, up to date once it is open.

    ``problems`` tells, by path, what is wrong with the releases and entries that cannot be read and
    therefore not found.

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
                    "select name from sqlite_master where type = 'table' and name not like '%texts_%'"
                ).fetchall():
                    base.execute(f"drop table {name}")
                for statement in _SCHEMA.split(";\n"):
                    base.execute(statement)
                base.execute(f"pragma user_version = {_version()}")
            self._configuration()
            self._registers()
            self._ledger()
            self._texts(seen)
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
        """Note files that are about to be read: one that is saved meanwhile is read again."""
        self.base.execute("insert or replace into stamps values (?, ?)", (sources[0], self._stamp(sources)))

    def _configuration(self) -> None:
        if not self._changed(*_CONFIGURATION):
            return
        self._note(*_CONFIGURATION)
        from ..settings import load

        settings = load(self._root)
        held = self.base.execute("select languages from settings").fetchone()
        languages = json.dumps(settings.languages)
        if held and held[0] != languages:  # what a release leaves out follows from these, and so do names
            self.base.execute("delete from files")
            self.base.execute("delete from stamps where source = ?", (_REGISTERS[0],))
        self.base.execute("delete from settings")
        self.base.execute("insert into settings values (?, ?)", (settings.base_url, languages))

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
        self._note(*_REGISTERS)
        from ..names import StateNames
        from ..records import Campaign, State, register_of

        base, root = self.base, self._root
        states, _ = register_of(root, STATES, State)
        campaigns, _ = register_of(root, CAMPAIGNS, Campaign)
        names = StateNames(states, self.languages)
        for table in ("states", "names", "campaigns"):
            base.execute(f"delete from {table}")  # noqa: S608  (our own names)
        own = self.languages[0]
        base.executemany("insert into states values (?, ?)", [(c, names.name(c, own)) for c in states])
        base.executemany("insert into names values (?, ?)", names.known.items())
        base.executemany("insert into campaigns values (?, ?)", [(k, c.name) for k, c in campaigns.items()])

    def _ledger(self) -> None:
        if not self._changed(*_LEDGER):
            return
        self._note(*_LEDGER)
        from ..ledger.file import read_ledger

        holds = read_ledger(self._root).holds
        self.base.execute("delete from ledger")
        lines = [(address, line.reference, line.state) for address, line in holds.items()]
        self.base.executemany("insert into ledger values (?, ?, ?)", lines)

    def _texts(self, seen: Mapping[str, Stamp]) -> None:
        known = self._known()
        changed = [path for path, held in seen.items() if known.get(path) != held]
        for path in [*changed, *(known.keys() - seen.keys())]:
            self._forget(path)
        if not changed:
            return
        from ..records import Draft

        own = self.languages[0]
        for path, raw, found in self._read(changed):
            problem = None
            if isinstance(found, str):
                problem = found
            elif isinstance(found, Draft):
                self._insert(path, raw, found, own)
            else:
                self._insert_entry(path, raw, found)
            self.base.execute("insert into files values (?, ?, ?, ?)", (path, *seen[path], problem))
        if len(changed) > MANY:
            self.base.execute("insert into texts (texts) values ('optimize')")

    def _read(self, paths: list[str]) -> Iterator[tuple[str, bytes, Draft | BackgroundEntry | str]]:
        """Yield each file's path, its bytes, and the record in it or what is wrong with it."""
        from ..records import Problem, RecordError, read_entry, read_release

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
                if path.startswith(f"{BACKGROUND}/"):
                    yield path, raw, read_entry(raw, path)[0]
                else:
                    yield path, raw, remembered.get(path) or read_release(raw, path)
            except RecordError as error:
                yield path, raw, str(error.problems[0])
            except OSError as error:
                yield path, raw, f"{path}: {error.strerror}"

    def _forget(self, path: str) -> None:
        base = self.base
        base.execute("delete from files where path = ?", (path,))
        if path.startswith(f"{BACKGROUND}/"):
            base.execute("delete from entry_texts where path = ?", (path,))
        row = base.execute("select id from releases where path = ?", (path,)).fetchone()
        if row:
            base.execute("delete from texts where rowid = ?", row)
            base.execute("delete from release_states where release = ?", row)
            base.execute("delete from releases where id = ?", row)

    def _insert_entry(self, path: str, raw: bytes, entry: BackgroundEntry) -> None:
        values = [path, entry.term, *words_of_entry(raw, path, entry)]
        self.base.execute("insert into entry_texts values (?, ?, ?, ?, ?)", values)

    def _insert(self, path: str, raw: bytes, draft: Draft, own: str) -> None:
        row = facts_of(path, draft, own)
        columns, values = ", ".join(row), ", ".join(f":{column}" for column in row)
        number = self.base.execute(f"insert into releases ({columns}) values ({values})", row).lastrowid  # noqa: S608
        states = [(number, code, "about") for code in draft.front.about]
        states += [(number, code, "mentions") for code in draft.front.mentions]
        self.base.executemany("insert into release_states values (?, ?, ?)", states)
        columns = "rowid, title, deck, summary, topics, text, slug"
        self.base.execute(
            f"insert into texts ({columns}) values (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            [number, *words_of(raw, draft)],
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
        Path(__file__).with_name("searched.py"),
    )
    return int(files_digest(code)[:8], 16) >> 1  # SQLite keeps 31 bits of it


def _files(root: Path) -> Iterator[tuple[str, Stamp]]:
    """Yield the files of releases and entries, and their stamps; hidden ones are left out, as in a build."""
    for folder in (RELEASES, BACKGROUND):
        for name, entry in files(root / folder):
            if name.endswith(".md"):
                yield f"{folder}/{name}", stamp(entry.stat())
