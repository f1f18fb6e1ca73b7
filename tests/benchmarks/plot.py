"""The results as a drawing: what a release costs each program, at each size, in SVG without a library."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence
from html import escape

from .results import Result, chosen

_PANELS = ("cold", "no change", "edit one")
_LABELS, _PANEL, _GAP, _ROW, _TOP = 210, 230, 56, 26, 84
_STYLE = """\
svg { background: #fff; font: 13px system-ui, sans-serif; fill: #222; color: #222 }
.grid { stroke: #ddd } .dot, .line { fill: #2a6db0; stroke: #2a6db0 } .ours { fill: #b3471d; stroke: #b3471d }
.strong { font-weight: 600 } .small { font-size: 11px } .end { text-anchor: end } .mid { text-anchor: middle }
@media (prefers-color-scheme: dark) {
  svg { background: #1a1a1a; fill: #e6e6e6; color: #e6e6e6 }
  .grid { stroke: #444 } .dot, .line { fill: #7db4ea; stroke: #7db4ea }
  .ours { fill: #f0936b; stroke: #f0936b }
}
"""
_TITLE = "Processor time for each release"


def svg(results: Sequence[Result]) -> str:
    """Draw a panel for each scenario, a row for each program and a dot for each size.

    Time is drawn by its logarithm; the larger the archive, the larger the dot.
    """
    tools = list(dict.fromkeys(run.tool for run in results))
    sizes = sorted({run.size for run in results})
    costs = {
        (panel, tool, size): 1000 * statistics.median(run.cpu for run in runs) / size
        for panel in _PANELS
        for tool in tools
        for size in sizes
        if (runs := chosen(results, tool, panel, size))
    }
    low = math.floor(math.log10(max(min(costs.values(), default=1), 1e-3)))
    high = max(math.ceil(math.log10(max(costs.values(), default=1))), low + 1)
    width, height = _LABELS + len(_PANELS) * (_PANEL + _GAP), _TOP + len(tools) * _ROW + 40
    said = f"Milliseconds a release for {', '.join(tools)}, at {_list(sizes)} releases; by their logarithm."
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        f' aria-labelledby="title desc"><title id="title">{_TITLE}</title>',
        f'<desc id="desc">{escape(said)}</desc><style>{_STYLE}</style>',
        f'<text class="strong" x="8" y="22">{_TITLE}, in milliseconds</text>',
        f'<text class="small" x="8" y="42">A dot for each size, from small to large: '
        f"{_list(sizes)} releases; the figure is that of the largest.</text>",
    ]
    for row, tool in enumerate(tools):
        parts.append(
            f'<text class="end" x="{_LABELS - 14}" y="{_TOP + row * _ROW + 18}">{escape(tool)}</text>'
        )
    for column, panel in enumerate(_PANELS):
        left = _LABELS + column * (_PANEL + _GAP)
        parts.append(f'<text class="strong" x="{left}" y="{_TOP - 14}">{panel}</text>')
        for power in range(low, high + 1):
            x, foot = left + _PANEL * (power - low) / (high - low), _TOP + len(tools) * _ROW
            parts.append(f'<path class="grid" d="M{x:.1f} {_TOP - 4}V{foot}"/>')
            parts.append(f'<text class="small mid" x="{x:.1f}" y="{foot + 18}">{10.0**power:g}</text>')
        for row, tool in enumerate(tools):
            points = [
                (
                    left + _PANEL * (math.log10(max(costs[panel, tool, size], 10**low)) - low) / (high - low),
                    rank,
                    size,
                )
                for rank, size in enumerate(sizes)
                if (panel, tool, size) in costs
            ]
            parts += _points(
                points, _TOP + row * _ROW + 13, "ours" if tool.startswith("press-archive") else ""
            )
            if points:
                x, _, size = points[-1]
                right = max(point[0] for point in points)
                value = f"{costs[panel, tool, size]:.3g}"
                parts.append(
                    f'<text class="small" x="{right + 11:.1f}" y="{_TOP + row * _ROW + 17}">{value}</text>'
                )
    return "\n".join([*parts, "</svg>\n"])


def _points(points: Sequence[tuple[float, int, int]], y: int, kind: str) -> Iterator[str]:
    if points:
        yield f'<path class="line {kind}" d="M{min(points)[0]:.1f} {y}H{max(points)[0]:.1f}"/>'
    for x, rank, size in points:
        spot = f'cx="{x:.1f}" cy="{y}" r="{3 + 1.5 * rank}"'
        yield f'<circle class="dot {kind}" {spot}><title>{size:,}</title></circle>'


def _list(sizes: Sequence[int]) -> str:
    return ", ".join(f"{size:,}" for size in sizes)
