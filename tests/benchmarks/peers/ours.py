"""press-archive: the build as its users run it, and the check alone."""

from __future__ import annotations

import compileall
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import press_archive

from .. import archives
from ..corpus import Item
from .tool import SCENARIOS, Scenario, Tool

_PACKAGE = Path(press_archive.__file__).parent
#: The moment a build stands at: after the last release, and the same in each run.
_NOW = "2026-01-01T12:00:00Z"


@dataclass(frozen=True)
class Ours(Tool):
    """``press-archive build``, with the interpreter that runs the benchmark.

    The first change copies the site: from then on there are two, which are exchanged.

    Attributes:
        index: let Pagefind's program index the texts.
        jobs: processes.

    """

    scenarios: tuple[Scenario, ...] = SCENARIOS
    index: bool = True
    jobs: int = 1
    leftovers = (".build",)

    def install(self, cache: Path) -> None:
        compileall.compile_dir(_PACKAGE, quiet=2)  # as pip does for the others

    def files(self, items: Sequence[Item]) -> Iterator[tuple[str, str]]:
        return archives.files(items)

    def command(self, cache: Path, source: Path, site: Path) -> list[str]:
        return [
            *(sys.executable, "-m", "press_archive", "build"),
            *("--out", str(site), "--now", _NOW, "--jobs", str(self.jobs)),
        ]

    @property
    def environment(self) -> dict[str, str]:
        path = os.pathsep.join(filter(None, [str(_PACKAGE.parent), os.environ.get("PYTHONPATH")]))
        found = super().environment | {"PYTHONPATH": path}
        if not self.index:  # a program that is not there: texts are then not indexed
            found["PAGEFIND_BINARY_PATH"] = os.devnull
        return found


@dataclass(frozen=True)
class Check(Ours):
    """``press-archive check``: everything read and checked, nothing made."""

    def command(self, cache: Path, source: Path, site: Path) -> list[str]:
        return [sys.executable, "-m", "press_archive", "check"]

    def pages(self, site: Path) -> int:
        return sys.maxsize
