"""The benchmark gives everybody the same texts, its archive is sound, its report says what was measured."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from press_archive.records import RecordError
from press_archive.scan import scan
from press_archive.settings import load as settings_of

from tests.benchmarks import archives, corpus, plot, report
from tests.benchmarks.__main__ import main
from tests.benchmarks.measuring import run
from tests.benchmarks.peers import OURS, OWN, PEERS, SCENARIOS, Tool, Unavailable
from tests.benchmarks.peers.tool import USUAL, installed
from tests.benchmarks.results import Result, load, save
from tests.benchmarks.rounds import rounds
from tests.benchmarks.source import Source

ITEMS = list(corpus.items(20))
TOOLS = [*OWN, *(tool for tools in PEERS.values() for tool in tools)]


@given(st.integers(0, 2**32), st.integers(1, 12))
def test_the_same_seed_gives_the_same_texts(seed: int, count: int) -> None:
    assert list(corpus.items(count, seed)) == list(corpus.items(count, seed))
    assert list(corpus.items(count, seed)) != list(corpus.items(count, seed + 1))


@given(st.integers(2, 40))
def test_a_corpus_is_in_order_and_cites_what_was_there(count: int) -> None:
    items = list(corpus.items(count))
    assert [item.day for item in items] == sorted(item.day for item in items)
    assert len({item.name for item in items}) == count
    for number, item in enumerate(items[1:], 1):
        assert item.cites in {before.name for before in items[:number]}


def test_the_texts_are_the_same_on_any_machine() -> None:
    """They do not hang on the order of sets or on the seed of hashes."""
    command = "from tests.benchmarks import corpus; print(list(corpus.items(3)))"
    told = {
        subprocess.run(
            [sys.executable, "-c", command],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert told == {str(list(corpus.items(3)))}


@pytest.fixture
def scanned(tmp_path: Path) -> Callable[[list[corpus.Item]], list[str]]:
    source = Source(tmp_path / "archive")

    def names(items: list[corpus.Item]) -> list[str]:
        source.lay(archives.files(items))
        found = scan(settings_of(source.root))
        return [release.name for release in found.releases]

    return names


def test_each_state_of_the_archive_is_sound(scanned: Callable[[list[corpus.Item]], list[str]]) -> None:
    middle = ITEMS[10]._replace(summary="Another summary.")
    edited = [*ITEMS[:10], middle, *ITEMS[11:]]
    for items in (ITEMS, edited, [*edited, corpus.extra(ITEMS[-1])], edited):
        assert sorted(scanned(items)) == sorted(item.name for item in items)


def test_a_changed_text_would_not_be_measured(
    scanned: Callable[[list[corpus.Item]], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit of the benchmark is one that an archive accepts: this one is not."""
    ledger = archives._ledger(ITEMS)
    monkeypatch.setattr(archives, "_ledger", lambda _items: ledger)
    with pytest.raises(RecordError):
        scanned([ITEMS[0]._replace(paragraphs=("Another text.",)), *ITEMS[1:]])


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    source = Source(tmp_path)
    source.lay([("a", "1"), ("b/c", "2"), ("d", "3")])
    before = (tmp_path / "a").stat().st_mtime_ns
    source.lay([("a", "1"), ("b/c", "4")])
    assert (tmp_path / "a").stat().st_mtime_ns == before
    assert (tmp_path / "b/c").read_text() == "4"
    assert not (tmp_path / "d").exists()


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_every_program_gets_the_same_texts(tool: Tool) -> None:
    files = dict(tool.files(ITEMS))
    for item in ITEMS:
        (text,) = (text for path, text in files.items() if path.endswith(f"{item.name}.md"))
        for part in (item.title, item.summary, item.paragraphs[1], item.paragraphs[4], item.cites, item.term):
            assert part in text
    assert files == dict(tool.files(ITEMS))


def test_a_cost_is_that_of_the_program_and_what_it_started(tmp_path: Path) -> None:
    inner = "sum(range(3_000_000)); bytearray(90_000_000)"
    outer = f"import subprocess, sys; sys.exit(subprocess.call([sys.executable, '-c', {inner!r}]) + 3)"
    big = bytearray(200_000_000)
    cost = run([sys.executable, "-c", outer], cwd=tmp_path, env=dict(os.environ), log=tmp_path / "log")
    assert cost.code == 3
    assert cost.cpu > 0
    assert 90_000_000 < cost.memory < len(big)


def test_a_program_that_cannot_be_had_says_why(tmp_path: Path) -> None:
    said = [sys.executable, "-c", "import sys; sys.exit('no such package')"]
    with pytest.raises(Unavailable, match="no such package"):
        installed(tmp_path / "one", ["it"], said)
    with pytest.raises(Unavailable, match="not-there"):
        installed(tmp_path / "two", ["it"], ["not-there"])
    installed(tmp_path / "three", ["it"], [sys.executable, "-c", ""])
    installed(tmp_path / "three", ["it"], ["not-there"])  # it is there already


@dataclass(frozen=True)
class _MadeUp(Tool):
    """A program that makes a page of each file, and no page more than ``most``; it remembers each run."""

    most: int = 99
    leftovers = ("kept",)

    def install(self, cache: Path) -> None:
        """It is there."""

    def files(self, items: Sequence[corpus.Item]) -> Iterator[tuple[str, str]]:
        for item in items:
            yield f"{item.name.rpartition('/')[2]}.md", item.summary

    def command(self, cache: Path, source: Path, site: Path) -> list[str]:
        work = (
            "import pathlib, sys; site = pathlib.Path(sys.argv[1]); site.mkdir(exist_ok=True)\n"
            "kept = pathlib.Path('kept'); kept.mkdir(exist_ok=True)\n"
            "kept.joinpath('runs').open('a').write('.')\n"
            "for file in sorted(pathlib.Path().glob('*.md'))[:int(sys.argv[2])]:\n"
            "    site.joinpath(file.stem + '.html').write_text(kept.joinpath('runs').read_text())\n"
            "sys.exit('stopped' if int(sys.argv[2]) == 0 else 0)"
        )
        return [sys.executable, "-I", "-S", "-c", work, str(site), str(self.most)]


def test_programs_take_turns_and_one_that_fails_is_left_out(tmp_path: Path) -> None:
    tools = [_MadeUp("good"), _MadeUp("stops", most=0), _MadeUp("makes too little", most=2)]
    found = list(rounds(tools, 3, 1, 2, tmp_path, tmp_path, ""))
    assert [(run.tool, run.scenario, run.failed) for run in found[:4]] == [
        ("good", "cold", ""),
        ("stops", "cold", "exit code 1: stopped"),
        ("makes too little", "cold", "2 pages for 3 releases"),
        ("good", "no change", ""),
    ]
    assert {run.tool for run in found[3:]} == {"good"}
    good = [run for run in found if run.tool == "good"]
    assert [run.scenario for run in good] == [*USUAL, *USUAL]
    # Each page tells of every run since the last cold one, the four pages of the last two too.
    assert [run.output for run in good] == [3 * 1, 3 * 2, 3 * 3, 4 * 4, 3 * 5 + 4] * 2


def _result(tool: str, size: int, scenario: str, number: int, cpu: float, failed: str = "") -> Result:
    return Result(tool, scenario, size, number, cpu, cpu, 50_000_000, 9_000_000, size, 0, failed)


MADE_UP = [
    _result(
        name, size, scenario, number, cost * size / 100 + number, "exit code 3" if name == "Broken" else ""
    )
    for size in (100, 1000)
    for scenario in SCENARIOS
    for name, cost in ((OURS.name, 2), ("Other & <sons>", 1), ("Broken", 1))
    for number in (1, 2, 3)
]


def test_ratios_are_of_runs_of_one_round() -> None:
    row = next(row for row in report.rows(MADE_UP) if row[:3] == ["100", "cold", "Other & <sons>"])
    told = dict(zip(report.HEADS, row, strict=True))
    assert (told["CPU s"], told["ms a release"]) == ("3.00", "30.00")
    assert told["ours ÷ it"] == "1.25–1.33–1.50"  # 5/4, 4/3, 3/2


def test_a_program_that_failed_is_reported_and_compared_with_nothing() -> None:
    broken = [row for row in report.rows(MADE_UP) if row[2].startswith("Broken")]
    assert {row[2] for row in broken} == {"Broken failed: exit code 3"}
    assert not any(any(row[3:]) for row in broken)


def test_instructions_are_compared_where_they_were_counted() -> None:
    counted = [replace(run, instructions=10**9 * run.size, cpu=0) for run in MADE_UP]
    row = next(row for row in report.rows(counted) if row[:3] == ["100", "cold", "Other & <sons>"])
    told = dict(zip(report.HEADS, row, strict=True))
    assert (told["G instructions"], told["M a release"], told["CPU s"]) == ("100", "1000.0", "")
    assert told["ours ÷ it"] == "1.00"
    assert "Instructions for each release" in plot.svg(counted)


def test_the_report_is_written_from_what_was_kept(tmp_path: Path) -> None:
    kept, page, drawing = tmp_path / "runs.json", tmp_path / "table.md", tmp_path / "plot.svg"
    save(MADE_UP, kept)
    assert load(kept) == MADE_UP
    assert len(json.loads(kept.read_text("utf-8"))) == len(MADE_UP)
    arguments = ["--read", str(kept), "--markdown", str(page), "--svg", str(drawing)]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    assert "Other & <sons>" in done.output
    lines = page.read_text("utf-8").splitlines()
    assert len({line.count("|") for line in lines}) == 1
    assert "G instructions" not in lines[0]  # a column with nothing in it is left out
    assert len(lines) == 2 + len(list(report.rows(MADE_UP)))
    root = ET.parse(drawing).getroot()
    texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "Other & <sons>" in texts
    assert root.find("{http://www.w3.org/2000/svg}desc") is not None
    dots = list(root.iter("{http://www.w3.org/2000/svg}circle"))
    assert len(dots) == 3 * 2 * 2  # panels, programs that ran, sizes
    assert plot.svg([])


def test_only_what_is_asked_for_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change is one of a site that is there: everything is made first, whatever is asked for."""
    monkeypatch.setattr("tests.benchmarks.__main__.OWN", [_MadeUp(OURS.name)])
    kept = tmp_path / "runs.json"
    asked = ["--sizes", "3", "--runs", "1", "--peers", "", "--scenarios", "edit one", "--json", str(kept)]
    done = CliRunner().invoke(main, asked)
    assert done.exit_code == 0, done.output
    assert [run.scenario for run in load(kept)] == ["cold", "edit one"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--sizes", "many"], "1000,5000"),
        (["--peers", "nobody"], "there is no nobody; there are sphinx,"),
        (["--scenarios", "cold,warm"], "there is no warm; there are cold, second,"),
    ],
)
def test_what_is_not_understood_is_said(arguments: list[str], said: str) -> None:
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 2
    assert said in done.output
