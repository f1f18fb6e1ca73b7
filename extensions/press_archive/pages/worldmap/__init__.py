"""The world as a picture: an outline or a point for each state (``prepare.py``, from Natural Earth)."""

from __future__ import annotations

import json
from collections.abc import Container
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple


class Place(NamedTuple):
    """Where a state is drawn: SVG path data; a state too small for its outline is a ``point``."""

    code: str
    path: str
    point: bool


class World(NamedTuple):
    """The places of states, points last so that they lie on top, and the land of nobody listed."""

    width: int
    height: int
    places: tuple[Place, ...]
    land: str


def world(states: Container[str]) -> World:
    """Draw a world in which these states are places of their own; all other land is one shape."""
    data = _data()
    shapes, points = data["shapes"], data["points"]
    outlines = [Place(code, path, point=False) for code, path in shapes.items() if code in states]
    small = [Place(code, f"M{x} {y}h0", point=True) for code, (x, y) in points.items() if code in states]
    # Outlines begin with a relative step from the corner; one after another they must begin anew.
    land = "".join(f"M0 0{path}" for code, path in shapes.items() if code not in states)
    width, height = data["size"]
    return World(width, height, (*outlines, *small), land)


@cache
def _data() -> Any:
    return json.loads(files(__name__).joinpath("world.json").read_text("utf-8"))
