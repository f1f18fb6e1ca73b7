"""What the benchmark has to know of a program, and what the peers have in common."""

from __future__ import annotations

import os
import subprocess
import sys
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal, get_args

from ..corpus import TERMS, Item, key, titled, wording

Scenario = Literal["cold", "second", "no change", "edit one", "add one", "delete one"]
#: In the order in which they are run.
SCENARIOS: tuple[Scenario, ...] = get_args(Scenario)
#: The second build after a cold one is like any other with no change, but for ours (see there).
USUAL: tuple[Scenario, ...] = tuple(name for name in SCENARIOS if name != "second")


class Unavailable(Exception):  # noqa: N818  (an answer, not an error)
    """A program cannot be had here; the message says why."""


@dataclass(frozen=True)
class Tool(ABC):
    """A program that makes a site.

    Attributes:
        name: what the tables call it.
        scenarios: what is measured of it.
        leftovers: the folders in its source where it keeps things from run to run.

    """

    name: str
    scenarios: tuple[Scenario, ...] = USUAL
    leftovers: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def install(self, cache: Path) -> None:
        """Make sure that the program is there, in a folder of its own; raises :class:`Unavailable`."""

    @abstractmethod
    def files(self, items: Sequence[Item]) -> Iterator[tuple[str, str]]:
        """Yield the path and the text of every source file."""

    @abstractmethod
    def command(self, cache: Path, source: Path, site: Path) -> list[str]:
        """The command that brings the site up to date; it runs in the source folder.

        What it keeps from run to run is beside the site or in :attr:`leftovers`.
        """

    @property
    def environment(self) -> dict[str, str]:
        """The environment it runs in: ours, with hashes that are the same in each run."""
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        return kept | {"PYTHONHASHSEED": "0"}

    def pages(self, site: Path) -> int:
        """How many pages it made, to notice a program that ends well and makes nothing."""
        return sum(1 for _ in site.rglob("*.html"))


def installed(folder: Path, wanted: Sequence[str], *commands: Sequence[str]) -> None:
    """Run the commands that install a program, unless they have run for the same requirements."""
    note = folder / "installed.txt"
    if note.exists() and note.read_text("utf-8").splitlines() == list(wanted):
        return
    folder.mkdir(parents=True, exist_ok=True)
    for command in commands:
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        except OSError as error:
            raise Unavailable(f"{command[0]}: {error.strerror}") from None
        if done.returncode:
            said = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
            raise Unavailable(said[-1])
    note.write_text("".join(f"{line}\n" for line in wanted), "utf-8")


def virtualenv(folder: Path, *requirements: str) -> None:
    """Make a virtual environment with some packages and whatever they need."""
    make = [sys.executable, "-m", "venv", "--clear", str(folder)]
    pip = [str(folder / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    installed(folder, requirements, make, [*pip, *requirements])


def body(item: Item, *, cite: str, term: str) -> str:
    """The text of a release in Markdown, with the contacts and the background that ours puts there.

    Arguments:
        cite: how the program points to the release that is cited, and ``term`` to the background entry.

    """
    text = "\n\n".join(item.paragraphs).format(
        cite=cite, term=term, link="[there](https://example.org/there)"
    )
    contacts = "\n\n".join(
        f"{titled(name)}, Press officer, The Hague, <{name}@example.org>" for name in item.contacts
    )
    entries = [wording(term) for term in TERMS if key(term) in item.background]
    return f"{text}\n\n## Contacts\n\n{contacts}\n\n## Background\n\n" + "\n\n".join(entries) + "\n"


def groups(items: Iterable[Item]) -> dict[str, list[Item]]:
    """The lists of releases by address: of each state, month and campaign, newest first."""
    lists: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        for code in item.about:
            lists[f"states/{code}"].append(item)
        lists[f"months/{item.month}"].append(item)
        if item.campaign:
            lists[f"campaigns/{item.campaign}"].append(item)
    return {name: found[::-1] for name, found in sorted(lists.items())}
