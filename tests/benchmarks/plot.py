"""The results as a drawing: what a release costs each program, at each size, in SVG without a library."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import product

from .results import Measure, Result, chosen, measure_of

_PANELS = ("cold", "no change", "edit one")
_LABELS, _PANEL, _GAP, _ROW, _TOP = 210, 230, 56, 26, 84
_STYLE = """\
svg { background: #fff; font: 13px system-ui, sans-serif; fill: #222; color: #222 }
.grid { stroke: #ddd } .dot { fill: #2a6db0; stroke: #2a6db0 } .ours { fill: #b3471d; stroke: #b3471d }
.strong { font-weight: 600 } .small { font-size: 11px } .end { text-anchor: end } .mid { text-anchor: middle }
@media (prefers-color-scheme: dark) {
  svg { background: #1a1a1a; fill: #e6e6e6; color: #e6e6e6 }
  .grid { stroke: #444 } .dot { fill: #7db4ea; stroke: #7db4ea }
  .ours { fill: #f0936b; stroke: #f0936b }
}
"""
#: What a release costs, by what is measured: from the measure to the unit, and its name.
_TITLES: dict[Measure, tuple[float, str]] = {
    "cpu": (1e3, "Processor time for each release, in milliseconds"),
    "instructions": (1e-6, "Instructions for each release, in millions"),
}


def svg(results: Sequence[Result]) -> str:
    """Draw a panel for each scenario, a row for each program and a dot for each size.

    Costs are drawn by their logarithm; the larger the archive, the larger the dot.
    """
    measure = measure_of(results)
    scale, title = _TITLES[measure]
    tools = list(dict.fromkeys(run.tool for run in results))
    sizes = sorted({run.size for run in results})
    told = ", ".join(f"{size:,}" for size in sizes)
    width, height = _LABELS + len(_PANELS) * (_PANEL + _GAP), _TOP + len(tools) * _ROW + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        f' aria-labelledby="title desc"><title id="title">{title}</title>',
        f'<desc id="desc">{escape(", ".join(tools))}, each at {told} releases, by the logarithm.</desc>',
        f"<style>{_STYLE}</style>",
        _text(8, 22, title, "strong"),
        _text(
            8,
            42,
            f"The larger the dot, the larger the archive: {told} releases. The figure is the largest's.",
            "small",
        ),
        *(_text(_LABELS - 14, _TOP + row * _ROW + 18, tool, "end") for row, tool in enumerate(tools)),
    ]
    costs = {
        (panel, tool, size): scale * statistics.median(getattr(run, measure) for run in runs) / size
        for panel, tool, size in product(_PANELS, tools, sizes)
        if (runs := chosen(results, tool, panel, size))
    }
    powers = [math.log10(cost) for cost in costs.values()] or [0]
    low, high = math.floor(min(powers)), math.floor(max(powers)) + 1
    for column, panel in enumerate(_PANELS):
        left, step = _LABELS + column * (_PANEL + _GAP), _PANEL / (high - low)
        parts.append(_text(left, _TOP - 14, panel, "strong"))
        for power in range(low, high + 1):
            x, foot = left + step * (power - low), _TOP + len(tools) * _ROW
            parts.append(f'<path class="grid" d="M{x:.1f} {_TOP - 4}V{foot}"/>')
            parts.append(_text(x, foot + 18, f"{10.0**power:g}", "small mid"))
        for row, tool in enumerate(tools):
            found = {size: costs[panel, tool, size] for size in sizes if (panel, tool, size) in costs}
            dots = {size: left + step * (math.log10(cost) - low) for size, cost in found.items()}
            parts += _row(dots, _TOP + row * _ROW + 13, "ours" if tool.startswith("press-archive") else "")
            if found:
                last = f"{found[max(found)]:.3g}"
                parts.append(_text(max(dots.values()) + 11, _TOP + row * _ROW + 17, last, "small"))
    return "\n".join([*parts, "</svg>\n"])


def _row(dots: Mapping[int, float], y: int, kind: str) -> Iterator[str]:
    """A dot for each size, and the line that joins them."""
    if dots:
        yield f'<path class="dot {kind}" d="M{min(dots.values()):.1f} {y}H{max(dots.values()):.1f}"/>'
    for rank, (size, x) in enumerate(dots.items()):
        spot = f'cx="{x:.1f}" cy="{y}" r="{3 + 1.5 * rank}"'
        yield f'<circle class="dot {kind}" {spot}><title>{size:,}</title></circle>'


def _text(x: float, y: float, text: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y}">{escape(text)}</text>'
