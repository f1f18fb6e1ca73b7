"""The plan of the house names every room, so that whoever comes to it finds the one for a change."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "extensions/press_archive"


def _planned() -> Iterator[str]:
    """The modules in the tables of the plan; one that is “…, in `records/`:” names them without that."""
    plan = (ROOT / "docs/contributing/architecture.md").read_text("utf-8")
    rooms = plan.partition("\n## Rooms\n")[2].partition("\n## ")[0]
    for room, table in re.findall(r"(?:in `(\w+/)`)?:\n\n((?:\|.*\n)+)", rooms):
        for row in table.splitlines():
            for module in re.findall(r"`([\w/]+\.py)`", row.split("|")[1]):
                yield module if "/" in module else room + module


def test_the_plan_names_every_module_and_no_other() -> None:
    modules = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")}
    planned = set(_planned())
    assert planned <= modules
    # A room's own __init__.py needs no line where it says only what the room is for.
    assert {name for name in modules - planned if not name.endswith("__init__.py")} == set()


def _taken(file: Path) -> Iterator[str]:
    """The rooms, and the modules between them, from which a module takes more than the name of a type."""
    *folders, _ = file.relative_to(PACKAGE).parts
    tree = ast.parse(file.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body.clear()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level > len(folders):
            yield from [node.module.partition(".")[0]] if node.module else [name.name for name in node.names]


def test_no_room_takes_anything_from_one_that_comes_later() -> None:
    plan = (ROOT / "docs/contributing/architecture.md").read_text("utf-8")
    table = plan.partition("\n## Rooms\n")[2].partition("\n| Room |")[2].partition("\n\n")[0]
    rows = [re.findall(r"`(\w+)(?:/|\.py)`", row.split("|")[1]) for row in table.splitlines()[2:]]
    place = {room: at for at, row in enumerate(rows) for room in row if room != "__init__"}
    graph: defaultdict[str, set[str]] = defaultdict(set)
    for file in PACKAGE.rglob("*.py"):
        room = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if room != "__init__":
            graph[room].update(set(_taken(file)) - {room})
    backwards = [
        (room, other)
        for room, others in graph.items()
        for other in others
        if room in place and other in place and place[other] > place[room]
    ]
    assert not backwards
    assert place.keys() <= {"theme", "locale", *TopologicalSorter(graph).static_order()}  # no circle
