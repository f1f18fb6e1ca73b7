"""What is costly to work out, kept on disk from one run to the next, each value under a stamp."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Hashable
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

from .tree import write_new

V = TypeVar("V")


class Kept(Generic[V]):
    """Values by path, in one file for each year, so that an edit writes one of them again.

    Arguments:
        folder: where the files are; without one, nothing outlives the run.
        made_by: identifies the code that made the values: another version of it must not trust them.

    """

    def __init__(self, folder: Path | None, made_by: str) -> None:
        self._folder = folder
        self._made_by = made_by
        self._last: dict[str, dict[str, tuple[Hashable, V]]] = {}
        self._now: dict[str, dict[str, tuple[Hashable, V]]] = {}
        self._changed: set[str] = set()

    def value(self, path: str, stamp: Hashable, work_out: Callable[[], V]) -> V:
        """Return the value of a path; it is worked out where its stamp is not the one of the last run.

        What ``work_out`` raises is raised here, and nothing is kept for the path.
        """
        shard = self._opened(path)
        known = self._last[shard].get(path)
        if known is None or known[0] != stamp:
            known = (stamp, work_out())
            self._changed.add(shard)
        self._now[shard][path] = known
        return known[1]

    def knows(self, path: str, stamp: Hashable) -> bool:
        """Whether the value of a path need not be worked out."""
        known = self._last[self._opened(path)].get(path)
        return known is not None and known[0] == stamp

    def save(self) -> None:
        """Keep the values that were asked for, and none besides; if none were, all stay as they are.

        Where nothing can be written, nothing is kept: the next run works it out again.
        """
        with suppress(OSError):
            self._save()

    def _save(self) -> None:
        if self._folder is None:
            return
        for shard, values in self._now.items():
            if shard in self._changed or len(values) != len(self._last[shard]):
                content = pickle.dumps((self._made_by, values), pickle.HIGHEST_PROTOCOL)
                write_new(f"{self._folder}/{shard}.pickle", content)
        if self._now and self._folder.is_dir():
            for file in self._folder.iterdir():
                if file.stem not in self._now:  # or is being written by another run, which works it out again
                    file.unlink(missing_ok=True)

    def _opened(self, path: str) -> str:
        """Return the shard of a path, which is loaded when it is first asked for."""
        shard = _shard(path)
        if shard not in self._now:
            self._last[shard], self._now[shard] = self._load(shard), {}
        return shard

    def _load(self, shard: str) -> dict[str, tuple[Hashable, V]]:
        """Return what is kept; nothing when other code wrote it or it is broken."""
        if self._folder is None:
            return {}
        try:
            made_by, values = pickle.loads((self._folder / f"{shard}.pickle").read_bytes())  # noqa: S301  (ours)
        except Exception:
            return {}
        return values if made_by == self._made_by else {}


def _shard(path: str) -> str:
    """Return the year of ``releases/2014/05/azerbaijan``; other things have a file in common."""
    year = path.split("/")[1:2]
    return year[0] if year and year[0].isdigit() else "others"
