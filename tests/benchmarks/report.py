"""The results as a table, in the terminal or as Markdown."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from rich import box
from rich.markup import escape
from rich.table import Table

from .peers import OURS, OWN, PARALLEL, SCENARIOS, UNINDEXED
from .results import Result, Spread, chosen, measure_of, ratio

HEADS = (
    "releases",
    "scenario",
    "program",
    "G instructions",
    "M a release",
    "CPU s",
    "ms a release",
    "elapsed s",
    "peak MB",
    "site MB",
    "files",
    "ours ÷ it",
    "ours, no word index ÷ it",
    "ours, two processes, elapsed ÷ it",
)
#: What the table needs in a terminal.
WIDTH = 160
_WORDS = 3  # the first columns are words, the others figures
_OWN = {tool.name for tool in OWN}


def rows(results: Sequence[Result]) -> Iterator[list[str]]:
    """Yield a row under :data:`HEADS` for each size, scenario and program: medians, and what ours took of it.

    Where instructions were counted they are compared, else processor time. A ratio is
    the least – the median – the most of the rounds.
    """
    measure = measure_of(results)
    sizes = sorted({run.size for run in results})
    tools = list(dict.fromkeys(run.tool for run in results))
    for size, scenario, tool in product(sizes, SCENARIOS, tools):
        runs = chosen(results, tool, scenario, size)
        if not runs:
            for reason in {
                r.failed for r in results if (r.tool, r.size, r.scenario) == (tool, size, scenario)
            }:
                yield [f"{size:,}", scenario, f"{tool} failed: {reason}", *[""] * (len(HEADS) - _WORDS)]
            continue
        cpu, elapsed, memory, output, files, counted = (
            statistics.median(getattr(run, field) for run in runs)
            for field in ("cpu", "elapsed", "memory", "output", "files", "instructions")
        )
        ours = chosen(results, OURS.name, scenario, size)
        unindexed = chosen(results, UNINDEXED.name, scenario, size)
        parallel = chosen(results, PARALLEL.name, scenario, size)
        peer = tool not in _OWN
        yield [
            f"{size:,}",
            scenario,
            tool,
            f"{counted / 1e9:.3g}" if counted else "",
            f"{counted / 1e6 / size:.1f}" if counted else "",
            f"{cpu:.2f}" if cpu else "",
            f"{1000 * cpu / size:.2f}" if cpu else "",
            f"{elapsed:.2f}" if elapsed else "",
            f"{memory / 1e6:.0f}" if memory else "",
            f"{output / 1e6:.1f}" if files else "",
            f"{files:,.0f}" if files else "",
            _ratio(ratio(ours, runs, measure)) if peer else "",
            _ratio(ratio(unindexed, runs, measure)) if peer else "",
            _ratio(ratio(parallel, runs, "elapsed")) if peer else "",
        ]


def _ratio(found: Spread | None) -> str:
    """Print a ratio; of a single round, the one figure."""
    if not found:
        return ""
    figures = found if found.least < found.most else found[:1]
    return "–".join(f"{value:.2f}" if value < 10 else f"{value:.1f}" for value in figures)


def _filled(results: Sequence[Result]) -> tuple[list[str], list[list[str]]]:
    """Return heads and rows, without the columns in which there is nothing."""
    found = list(rows(results))
    kept = [n for n in range(len(HEADS)) if n < _WORDS or any(row[n] for row in found)]
    return [HEADS[n] for n in kept], [[row[n] for n in kept] for row in found]


def table(results: Sequence[Result]) -> Table:
    """The rows for a terminal."""
    heads, found = _filled(results)
    made = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for column, head in enumerate(heads):
        made.add_column(
            head, justify="left" if column < _WORDS else "right", min_width=14 if "÷" in head else None
        )
    for before, row in pairwise([[], *found]):
        if before and before[:2] != row[:2]:
            made.add_section()
        made.add_row(*map(escape, row))
    return made


def markdown(results: Sequence[Result]) -> str:
    """The rows as a table in Markdown."""
    heads, found = _filled(results)
    line = ["---"] * _WORDS + ["---:"] * (len(heads) - _WORDS)
    cells = ([cell.replace("|", "\\|") for cell in row] for row in found)
    return "".join(f"| {' | '.join(row)} |\n" for row in [heads, line, *cells])
