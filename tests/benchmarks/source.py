"""The files that a program is given: only what differs is written, as an author would do it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


class Source:
    """A folder of files that follows what it is told to hold."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._holds: dict[str, int] = {}

    def lay(self, files: Iterable[tuple[str, str]]) -> None:
        """Let the folder hold these files; those that it holds already keep their times of change."""
        now: dict[str, int] = {}
        for path, text in files:
            now[path] = hash(text)
            if self._holds.get(path) != now[path]:
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                (self.root / path).write_text(text, "utf-8")
        for path in self._holds.keys() - now.keys():
            (self.root / path).unlink()
        self._holds = now
