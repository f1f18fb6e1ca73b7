"""The plan of the house names every room, so that whoever comes to it finds the one for a change."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
