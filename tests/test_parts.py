"""An archive built in parts of whole years, by Dask on two processes: the same bytes as one build."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from press_archive.parts import cut

from tests.desk import Desk
from tests.helpers import Site, build

# Dask's workers close their sockets when they are told to stop, not when Python collects them.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


@given(st.lists(st.integers(1990, 2030), max_size=60), st.integers(1, 8))
def test_a_cut_keeps_every_year_once_and_in_order(years: list[int], count: int) -> None:
    parts = cut(years, count)
    assert len(parts) <= count
    assert [year for part in parts for year in part.split()] == [str(year) for year in sorted(set(years))]


def test_the_parts_together_are_the_bytes_of_one_build(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "archive", fresh=False)
    said = desk.must("build", "--parts", "2", "--jobs", "2", "--out", str(tmp_path / "site"))
    whole = build(desk.root, tmp_path / "whole").files()
    assert " 7  releases" in said
    assert Site(tmp_path / "site", "", "").files() == whole
    # What has changed since is in the next, and what is gone is not.
    desk.edit("releases/2016/09/lagoon-ratifies.md", "mentions", "mentions")
    desk.must("build", "--parts", "3", "--jobs", "2", "--out", str(tmp_path / "site"))
    assert Site(tmp_path / "site", "", "").files() == build(desk.root, tmp_path / "again").files()
