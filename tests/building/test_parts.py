"""An archive built in parts of whole years, by Dask on two processes: the same bytes as one build."""

from __future__ import annotations

import gc
import sys
import weakref
from pathlib import Path
from typing import Any

import dask
import pytest
from hypothesis import given
from hypothesis import strategies as st
from press_archive import garbage
from press_archive.archive import Archive as Scanned
from press_archive.building import reading, runner
from press_archive.building.parts import build_part, cut
from press_archive.scan import scan
from sphinx.application import Sphinx

from tests.desk import Desk
from tests.helpers import Archive, Site, build, publish_all

# Dask's, not ours to mend: sockets are left to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def test_what_a_part_was_built_with_goes_while_the_process_builds_others(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each has the whole catalogue in view, which a worker could not hold once for each part."""
    publish_all(archive.root)
    applications: list[weakref.ref[Sphinx]] = []

    def application(**options: Any) -> Sphinx:
        app = Sphinx(**options)
        applications.append(weakref.ref(app))
        return app

    monkeypatch.setattr(runner, "Sphinx", application)
    monkeypatch.setattr(garbage, "_MANY_DOCUMENTS", 1)
    for part in ("2012", "2013", "2014"):
        assert build_part(str(archive.root), part, "").code == 0
    assert applications[0]() is None


def test_the_next_archive_of_a_process_is_read_without_looking_for_garbage(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though it was looked for often among the documents of the one before."""
    looked: list[int] = []

    def noting(*args: Any, **options: Any) -> Scanned:
        looked.append(gc.get_threshold()[0])
        return scan(*args, **options)

    monkeypatch.setattr(reading, "scan_archive", noting)
    monkeypatch.setattr(garbage, "_MANY_DOCUMENTS", 1)
    for site in ("one", "other"):
        build(archive.root, tmp_path / site)
    assert looked == [garbage._SELDOM] * 2


@given(st.lists(st.integers(1990, 2030), max_size=60), st.integers(1, 8))
def test_a_cut_keeps_every_year_once_and_in_order(years: list[int], count: int) -> None:
    parts = cut(years, count)
    assert len(parts) <= count
    assert [year for part in parts for year in part.split()] == [str(year) for year in sorted(set(years))]


def test_the_parts_together_are_the_bytes_of_one_build_also_after_changes(tmp_path: Path) -> None:
    Archive(tmp_path / "archive")
    desk = Desk(tmp_path / "archive")
    publish_all(desk.root)
    desk.must("build", "--parts", "2", "--jobs", "2", "--out", str(tmp_path / "site"))
    desk.change("2016/09/lagoon-ratifies", title="The lagoon has ratified", about=["TL"])
    desk.delete("releases/2014/harbour-review.md")
    (desk.root / "releases/ledger.csv").unlink()
    publish_all(desk.root)
    said = desk.must("build", "--parts", "3", "--jobs", "2", "--out", str(tmp_path / "site"))
    assert " 6  releases" in said
    assert Site(tmp_path / "site", "", "").files() == build(desk.root, tmp_path / "whole").files()


def test_a_page_that_a_part_has_written_is_not_written_again(tmp_path: Path) -> None:
    Archive(tmp_path / "archive")
    desk = Desk(tmp_path / "archive")
    publish_all(desk.root)
    desk.must("build", "--parts", "2", "--jobs", "2", "--out", str(tmp_path / "site"))
    page = "releases/2014/05/azure-coast/index.html"
    written = [next((desk.root / ".build/parts").glob(f"*2014*/site/{page}")), tmp_path / "site" / page]
    assert written[0].stat().st_mtime_ns == written[1].stat().st_mtime_ns


def test_parts_warn_of_what_is_wrong_once_and_of_nothing_else(tmp_path: Path) -> None:
    """A guide may point to any year, and so may a release; a part knows its own."""
    Archive(tmp_path / "archive")
    desk = Desk(tmp_path / "archive")
    desk.release("2016/10/cross", "See {ref}`it <2013/11/open-harbour-begins>`.")
    all_years = "{ref}`2012/03/lagoon-hearing`, [](../releases/2016/09/lagoon-ratifies.md)"
    desk.write("docs/guide.md", f"# Years\n\n{all_years}, {{doc}}`/releases/2014/05/azure-coast`.\n")
    publish_all(desk.root)
    build_it = ("build", "--strict", "--parts", "2", "--jobs", "2", "--out", str(tmp_path / "site"))
    assert "WARNING" not in desk.must(*build_it)
    assert Site(tmp_path / "site", "", "").files() == build(desk.root, tmp_path / "whole").files()

    desk.edit("docs/guide.md", all_years, "![A map](https://maps.example.org/map.png)")
    said = desk.press(*build_it).said
    assert said.count("a picture on another host is not shown") == 1
    assert said.endswith("the parts have warnings; the old site stands\n")
    said = desk.must(*(word for word in build_it if word != "--strict"))
    assert " 1  problems" in said


def test_a_part_whose_workers_are_ended_is_told_in_a_line(tmp_path: Path) -> None:
    """As by a machine that has no memory left."""
    desk = Desk(tmp_path / "archive")
    desk.published("2014/05/harbour")
    killed = "\nimport multiprocessing, os\nif multiprocessing.parent_process():\n    os._exit(1)\n"
    desk.write("conf.py", desk.read("conf.py") + killed)
    with dask.config.set({"distributed.scheduler.allowed-failures": 0}):
        answer = desk.press("build", "--parts", "1", "--out", str(tmp_path / "site"))
    assert not answer.done
    assert answer.said.endswith(
        "Error: every process that built 2014 was ended; it may need more memory; the old site stands\n"
    )


def test_where_dask_is_missing_the_answer_is_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    answer = Desk(tmp_path / "archive").press("build", "--parts", "2", "--out", str(tmp_path / "site"))
    assert answer.error == "parts need Dask: pip install 'press-archive[parts]'"
