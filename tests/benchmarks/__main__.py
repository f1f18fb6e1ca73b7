"""``python -m tests.benchmarks``: ours and its peers on the same made-up texts, run by run, interleaved."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
from press_archive.search import why_not
from rich.console import Console

from . import corpus, measuring, plot, report
from .corpus import Item
from .peers import OWN, PEERS, PEERS_BY_DEFAULT, SCENARIOS, Scenario, Tool, Unavailable
from .results import Result, load, save
from .source import Source

err = Console(stderr=True, highlight=False, soft_wrap=True)


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
            self.failed = f"exit code {cost.code}" + (f", {said[-1][:200]}" if said else "")
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


def _rounds(
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


def _installed(tool: Tool, cache: Path) -> bool:
    """Whether a program is there, now that it was installed if need be; says why not."""
    with err.status(f"installing {tool.name}"):
        try:
            tool.install(cache)
        except Unavailable as error:
            err.print(f"{tool.name} is left out: {error}", markup=False)
            return False
    return True


def _counter(*, valgrind: bool) -> str:
    if measuring.perf_counts():
        return "perf"
    if valgrind and shutil.which("valgrind"):
        return "valgrind"
    err.print("no instructions are counted here; processor time is compared")
    return ""


def _numbers(_context: click.Context, _option: click.Parameter, value: str) -> list[int]:
    try:
        return [max(int(number.replace("_", "")), 2) for number in value.split(",")]
    except ValueError:
        raise click.BadParameter("write numbers with commas between: 1000,5000") from None


def _peers(_context: click.Context, _option: click.Parameter, value: str) -> list[Tool]:
    names = [name.strip() for name in value.split(",") if name.strip()]
    if unknown := sorted(set(names) - set(PEERS)):
        raise click.BadParameter(f"there is no {unknown[0]}; there are {', '.join(PEERS)}")
    return [tool for name in names for tool in PEERS[name]]


_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.option("--sizes", callback=_numbers, default="1000,5000,14000", help="How many releases.")
@click.option("--runs", type=click.IntRange(1), default=3, help="Interleaved rounds.")
@click.option("--seed", default=1, help="Another seed makes other texts of the same kind.")
@click.option("--peers", callback=_peers, default=",".join(PEERS_BY_DEFAULT), help="Whom to compare with.")
@click.option("--valgrind", is_flag=True, help="Count instructions with Valgrind (slow) where perf cannot.")
@click.option("--folder", type=click.Path(path_type=Path), help="Work here; sources and sites are kept.")
@click.option(
    "--cache",
    type=click.Path(path_type=Path),
    default=Path("~/.cache/press-archive-benchmarks"),
    help="Where peers are installed, once.",
)
@click.option("--json", "data", type=_FILE, help="Write every run here, as soon as it is done.")
@click.option("--read", type=_FILE, multiple=True, help="Report what --json wrote; measure nothing.")
@click.option("--svg", "drawing", type=_FILE, help="Draw a plot here.")
@click.option("--markdown", "page", type=_FILE, help="Write the table here.")
def main(
    sizes: list[int],
    runs: int,
    seed: int,
    peers: list[Tool],
    folder: Path | None,
    cache: Path,
    data: Path | None,
    read: Sequence[Path],
    drawing: Path | None,
    page: Path | None,
    *,
    valgrind: bool,
) -> None:
    """Measure press-archive and its peers on the same made-up texts.

    Each program makes a site from nothing, again with no change, and after one release was edited, added
    and deleted, all in turn. Nothing here fails on a time.
    """
    results: list[Result] = []
    if read:
        # Only runs of one file are compared with each other: they were made in turn.
        for file_number, file in enumerate(read):
            results += [replace(run, round=run.round + 1000 * file_number) for run in load(file)]
    else:
        cache = cache.expanduser()
        tools = [tool for tool in [*OWN, *peers] if _installed(tool, cache)]
        counter = _counter(valgrind=valgrind)
        total = runs * len(sizes) * sum(len(tool.scenarios) for tool in tools)
        if reason := why_not():
            err.print(reason, markup=False)
        with _workplace(folder) as place:
            for size in sizes:
                for run in _rounds(tools, size, seed, runs, place, cache, counter):
                    results.append(run)
                    said = run.failed or f"{run.cpu:.2f} s of processor time"
                    heading = f"[{len(results)}/{total}] {size:,} releases, round {run.round}, {run.scenario}"
                    err.print(f"{heading}: {run.tool}: {said}", markup=False)
                    if data:
                        save(results, data)
                if not folder:
                    shutil.rmtree(place / str(size))
    if drawing:
        drawing.write_text(plot.svg(results), "utf-8")
    if page:
        page.write_text(report.markdown(results), "utf-8")
    Console(width=max(Console().width, report.WIDTH)).print(report.table(results))


@contextmanager
def _workplace(folder: Path | None) -> Iterator[Path]:
    """A folder for sources and sites; a temporary one is taken away."""
    if folder:
        yield folder.resolve()
    else:
        with tempfile.TemporaryDirectory(prefix="press-archive-benchmarks-") as made:
            yield Path(made)


if __name__ == "__main__":
    main(prog_name="python -m tests.benchmarks")
