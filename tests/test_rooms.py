"""The plan of the house names every room, so that whoever comes to it finds the one for a change."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_module_is_in_the_plan() -> None:
    plan = (ROOT / "docs/contributing/architecture.md").read_text("utf-8")
    modules = {path.name for path in (ROOT / "extensions/press_archive").rglob("*.py")}
    assert {name for name in modules if f"{name}`" not in plan} == set()
