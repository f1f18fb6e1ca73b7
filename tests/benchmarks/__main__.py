"""``python -m tests.benchmarks``: ours and its peers on the same made-up texts, run by run, interleaved."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
from press_archive.search.pagefind import why_not
from rich.console import Console

from . import measuring, plot, report
from .peers import OWN, PARALLEL, PEERS, PEERS_BY_DEFAULT, SCENARIOS, Scenario, Tool, Unavailable
from .results import Result, load, save
from .rounds import rounds

err = Console(stderr=True, highlight=False, soft_wrap=True)


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


def _scenarios(_context: click.Context, _option: click.Parameter, value: str) -> list[Scenario]:
    names = [name.strip() for name in value.split(",")]
    if unknown := sorted(set(names).difference(SCENARIOS)):
        raise click.BadParameter(f"there is no {unknown[0]}; there are {', '.join(SCENARIOS)}")
    return [name for name in SCENARIOS if name in names or name == "cold"]


def _peers(_context: click.Context, _option: click.Parameter, value: str) -> list[Tool]:
    names = [name.strip() for name in value.split(",") if name.strip()]
    if unknown := sorted(set(names) - set(PEERS)):
        raise click.BadParameter(f"there is no {unknown[0]}; there are {', '.join(PEERS)}")
    return [tool for name in names for tool in PEERS[name]]


def _asked(tool: Tool, scenarios: Sequence[Scenario]) -> Tool:
    """A program with those of its scenarios that were asked for."""
    return replace(tool, scenarios=tuple(name for name in tool.scenarios if name in scenarios))


_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.option("--sizes", callback=_numbers, default="1000,5000,14000", help="How many releases.")
@click.option("--runs", type=click.IntRange(1), default=3, help="Interleaved rounds.")
@click.option("--seed", default=1, help="Another seed makes other texts of the same kind.")
@click.option("--peers", callback=_peers, default=",".join(PEERS_BY_DEFAULT), help="Whom to compare with.")
@click.option(
    "--scenarios", callback=_scenarios, default=",".join(SCENARIOS), help="What is measured; cold always."
)
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
    scenarios: list[Scenario],
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
        cache = cache.expanduser().resolve()
        counter = _counter(valgrind=valgrind)
        # Valgrind tells nothing of elapsed time, and counts what came before a fork once more.
        own = [tool for tool in OWN if counter != "valgrind" or tool is not PARALLEL]
        asked = [_asked(tool, scenarios) for tool in [*own, *peers]]
        tools = [tool for tool in asked if _installed(tool, cache)]
        total = runs * len(sizes) * sum(len(tool.scenarios) for tool in tools)
        if reason := why_not():
            err.print(reason, markup=False)
        with _workplace(folder) as place:
            for size in sizes:
                for run in rounds(tools, size, seed, runs, place, cache, counter):
                    results.append(run)
                    _tell(run, f"{len(results)}/{total}")
                    if data:
                        save(results, data)
                if not folder:
                    shutil.rmtree(place / str(size))
    if drawing:
        drawing.write_text(plot.svg(results), "utf-8")
    if page:
        page.write_text(report.markdown(results), "utf-8")
    Console(width=max(Console().width, report.WIDTH)).print(report.table(results))


def _tell(run: Result, progress: str) -> None:
    cost = f"{run.cpu:.2f} s of processor time" if run.cpu else f"{run.instructions:,} instructions"
    heading = f"[{progress}] {run.size:,} releases, round {run.round}, {run.scenario}: {run.tool}"
    err.print(f"{heading}: {run.failed or cost}", markup=False)


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
