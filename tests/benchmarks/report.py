"""The results as a table, in the terminal or as Markdown."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from itertools import product

from rich import box
from rich.table import Table

from .peers import OURS, OWN, PARALLEL, SCENARIOS, UNINDEXED
from .results import Measure, Result, Spread, chosen, ratio

HEADS = (
    "releases",
    "scenario",
    "program",
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
    """Yield a row for each size, scenario and program: medians, and what ours took of it.

    Where instructions were counted they are compared, else processor time. A ratio is
    the least – the median – the most of the rounds.
    """
    measure: Measure = "instructions" if any(run.instructions for run in results) else "cpu"
    sizes = sorted({run.size for run in results})
    tools = list(dict.fromkeys(run.tool for run in results))
    for size, scenario, tool in product(sizes, SCENARIOS, tools):
        runs = chosen(results, tool, scenario, size)
        if not runs:
            if reasons := {
                r.failed for r in results if (r.tool, r.size, r.scenario) == (tool, size, scenario)
            }:
                yield [f"{size:,}", scenario, tool, f"failed: {min(reasons)}", *[""] * (len(HEADS) - 4)]
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
            tool + (f", {counted / 1e9:.3g} G instructions" if counted else ""),
            f"{cpu:.2f}",
            f"{1000 * cpu / size:.2f}",
            f"{elapsed:.2f}",
            f"{memory / 1e6:.0f}",
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
    return "–".join(dict.fromkeys(f"{value:.2f}" if value < 10 else f"{value:.0f}" for value in found))


def table(results: Sequence[Result]) -> Table:
    """The rows for a terminal."""
    made = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for column, head in enumerate(HEADS):
        figure = column >= _WORDS
        made.add_column(head, justify="right" if figure else "left", min_width=14 if "÷" in head else None)
    before = None
    for row in rows(results):
        if before and before != row[:2]:
            made.add_section()
        before = row[:2]
        made.add_row(*row)
    return made


def markdown(results: Sequence[Result]) -> str:
    """The rows as a table in Markdown."""
    line = ["---"] * _WORDS + ["---:"] * (len(HEADS) - _WORDS)
    return "".join(f"| {' | '.join(row)} |\n" for row in [[*HEADS], line, *rows(results)])
