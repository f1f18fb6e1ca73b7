"""What was measured, run by run; kept as JSON, compared pair by pair."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, NamedTuple

Measure = Literal["cpu", "elapsed", "instructions"]


@dataclass(frozen=True)
class Result:
    """One run of one program.

    Attributes:
        round: which of the interleaved rounds it belongs to; runs of a round are compared.
        size: how many releases.
        cpu: user and system time of all its processes, in seconds.
        memory: the most that one process held, in bytes.
        output: bytes of the site, in so many ``files``.
        failed: why it does not count; empty when it does.

    """

    tool: str
    scenario: str
    size: int
    round: int
    cpu: float
    elapsed: float
    memory: int
    output: int
    files: int
    instructions: int = 0
    failed: str = ""


class Spread(NamedTuple):
    """The least, the middle and the most of some figures."""

    least: float
    middle: float
    most: float


def spread(values: Sequence[float]) -> Spread | None:
    """Return how some figures spread, or nothing when there is none."""
    return Spread(min(values), statistics.median(values), max(values)) if values else None


def chosen(results: Iterable[Result], tool: str, scenario: str, size: int) -> list[Result]:
    """The runs that ended well, of one tool, scenario and size, by round."""
    wanted = (tool, scenario, size)
    return [r for r in results if (r.tool, r.scenario, r.size) == wanted and not r.failed]


def ratio(ours: Iterable[Result], theirs: Iterable[Result], measure: Measure) -> Spread | None:
    """Compare runs of the same round: how many times as dear ours were as theirs."""
    by_round: dict[int, float] = {run.round: getattr(run, measure) for run in theirs}
    pairs = [(getattr(run, measure), by_round[run.round]) for run in ours if by_round.get(run.round)]
    return spread([mine / other for mine, other in pairs])


def measure_of(results: Iterable[Result]) -> Measure:
    """What programs are compared by: instructions where they were counted, else processor time."""
    return "instructions" if any(run.instructions for run in results) else "cpu"


def save(results: Iterable[Result], file: Path) -> None:
    """Write results, a run a line."""
    lines = ",\n".join(json.dumps(asdict(result)) for result in results)
    file.write_text(f"[\n{lines}\n]\n", "utf-8")


def load(file: Path) -> list[Result]:
    """Read results back."""
    return [Result(**result) for result in json.loads(file.read_text("utf-8"))]
