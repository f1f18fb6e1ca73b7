"""The desk of those who keep an archive: a few small files and the command line, without a build.

A :class:`Desk` begins with registers, a guide and no release. A test writes drafts and says
``desk.press("publish", …)`` as one would in a terminal; what was answered is kept to the letter.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from contextlib import chdir
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner
from press_archive import settings
from press_archive.cli import main
from press_archive.ledger import Line
from press_archive.ledger.file import read_ledger
from press_archive.records import RecordError
from press_archive.scan import scan
from press_archive.tree import LEDGER

from tests.helpers import Archive, Site

#: The day of the tests' "now" (``SOURCE_DATE_EPOCH`` in ``conftest.py``).
TODAY = "2026-05-24"
LATER = "2100-01-01T00:00+00:00"


class Answer(NamedTuple):
    """What a command said, and whether it did what it was asked to."""

    done: bool
    said: str

    @property
    def error(self) -> str:
        """The one line with which it refused."""
        assert not self.done, self.said
        lines = [line for line in self.said.splitlines() if line.strip()]
        assert len(lines) == 1, self.said
        return lines[0].removeprefix("Error: ")


class Desk(Archive):
    """An archive with registers and a guide, no release yet, and its command line."""

    def __init__(self, root: Path) -> None:
        fresh = not root.exists()
        super().__init__(root)
        if fresh:
            for name in (*self.releases(),):
                self.delete(f"releases/{name}.md")
            self.delete("docs/links.md")
            self.write("docs/guide.md", "# Reading the archive\n\nEverything by month is in the grid.\n")
            self.write("docs/index.md", "# Guide\n\nWhat this archive is.\n\n:::{toctree}\nguide\n:::\n")

    def press(self, *arguments: str, answers: str = "") -> Answer:
        """Type ``press-archive …`` in the archive's folder."""
        with chdir(self.root):
            result = CliRunner().invoke(main, arguments, input=answers, env={"PRESS": ""})
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception  # a traceback is never an answer
        return Answer(result.exit_code == 0, result.output)

    def must(self, *arguments: str, answers: str = "") -> str:
        answer = self.press(*arguments, answers=answers)
        assert answer.done, answer.said
        return answer.said

    def start(self, *arguments: str, before: str = "", typing: bool = False) -> subprocess.Popen[str]:
        """Start ``press-archive …`` in a process of its own; ``before`` is Python run first in it."""
        code = f"{before}\nfrom press_archive.cli import main\nmain()"
        return subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            cwd=self.root,
            stdin=subprocess.PIPE if typing else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def published(self, name: str, body: str = "The text.", **fields: object) -> None:
        """Write a release and publish it."""
        self.release(name, body, **fields)
        self.must("publish", f"releases/{name}.md")

    def build(self, *arguments: str) -> Site:
        said = self.must("build", *arguments)
        return Site(self.root / "site", said, "")

    def git(self, *arguments: str) -> None:
        command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
        kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
        kept |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        subprocess.run(command, cwd=self.root, env=kept, check=True, capture_output=True)

    def commit(self) -> None:
        """Commit everything as it stands."""
        if not (self.root / ".git").exists():
            self.git("init", "-q")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "as it stands")

    def problems(self, preview: str = "") -> list[str]:
        """Return what a build would refuse, as its authors read it."""
        try:
            found = scan(replace(settings.load(self.root), preview=preview))
        except RecordError as error:
            return [str(problem) for problem in error.problems]
        return [str(problem) for problem in found.warnings]

    @property
    def ledger(self) -> Mapping[str, Line]:
        """The line that holds for each address."""
        return read_ledger(self.root).holds

    def lines(self) -> list[list[str]]:
        with (self.root / LEDGER).open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    def rewrite(self, rows: Iterable[Iterable[str]]) -> None:
        """Write the ledger by hand, which no one should."""
        with (self.root / LEDGER).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
