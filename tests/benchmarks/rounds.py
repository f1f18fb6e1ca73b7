"""The programs run in turn, so that what else the machine does falls on all of them alike."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from . import corpus, measuring
from .corpus import Item
from .peers import SCENARIOS, Scenario, Tool
from .results import Result
from .source import Source


class _Bench:
    """One program at one size: its source, its site, and whether it still takes part."""

    def __init__(self, tool: Tool, folder: Path, cache: Path, counter: str) -> None:
        self.tool = tool
        self.failed = ""
        self._cache, self._counter = cache, counter
        self._folder = folder
        self._source = Source(folder / "source")

    def run(self, scenario: Scenario, items: Sequence[Item], size: int, number: int) -> Result:
        """Lay the source as the scenario has it, run the program, and say what it cost."""
        tool, source, site = self.tool, self._source.root, self._folder / "site"
        self._source.lay(tool.files(items))
        if scenario == "cold":
            kept = [path for path in self._folder.iterdir() if path != source]
            for path in [*kept, *(source / name for name in tool.leftovers)]:
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        log = self._folder / "log.txt"
        command = tool.command(self._cache, source, site)
        cost = measuring.run(command, cwd=source, env=tool.environment, log=log, counter=self._counter)
        if cost.code:
            said = log.read_text("utf-8", "replace").strip().splitlines() if log.exists() else []
            self.failed = f"exit code {cost.code}" + (f": {said[-1][:200]}" if said else "")
        elif (pages := tool.pages(site)) < len(items):
            self.failed = f"{pages} pages for {len(items)} releases"
        files = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
        return Result(
            tool.name,
            scenario,
            size,
            number,
            cost.cpu,
            cost.elapsed,
            cost.memory,
            sum(files),
            len(files),
            cost.instructions,
            self.failed,
        )


def rounds(
    tools: Sequence[Tool], size: int, seed: int, runs: int, folder: Path, cache: Path, counter: str
) -> Iterator[Result]:
    """Run every scenario of every program, one program after the other, round by round."""
    items = list(corpus.items(size, seed))
    more = corpus.extra(items[-1])
    benches = []
    for tool in tools:
        place = folder / str(size) / "-".join(re.findall(r"\w+", tool.name.lower()))
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        benches.append(_Bench(tool, place, cache, counter))
    for number in range(1, runs + 1):
        middle = items[size // 2]
        changed = middle._replace(summary=f"{middle.summary} Edited {number}.")
        edited = [*items[: size // 2], changed, *items[size // 2 + 1 :]]
        states: dict[Scenario, Sequence[Item]] = {
            "cold": items,
            "second": items,
            "no change": items,
            "edit one": edited,
            "add one": [*edited, more],
            "delete one": edited,
        }
        for scenario in SCENARIOS:
            for bench in benches:
                if scenario in bench.tool.scenarios and not bench.failed:
                    yield bench.run(scenario, states[scenario], size, number)
