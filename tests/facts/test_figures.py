"""Unmarked figures: what is found in five languages, and what an editor is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner
from press_archive.cli import main
from press_archive.records.figures import find_figures, find_in_address

from tests.desk import Desk
from tests.helpers import REPOSITORY, Archive, Site, publish_all, texts


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("It has 122 States Parties.", 122, "count"),
        ("the 108 other member states", 108, "count"),
        ("to join the 122 other states that are members", 122, "count"),
        ("the 116th ICC State Party", 116, "place"),
        ("becoming the 123rd member", 123, "place"),
        ("les 122 États parties", 122, "count"),
        ("le 122e État partie", 122, "place"),
        ("los 109 Estados Partes", 109, "count"),
        ("el 121.º Estado", 121, "place"),
        ("122 государства-участника", 122, "count"),
        ("122-е государство", 122, "place"),
        ("122 دولة طرف", 122, "count"),
        ("الدولة الطرف رقم 122", 122, "place"),
    ],
)
def test_found(text: str, number: int, kind: str) -> None:
    assert [(f.number, f.kind) for f in find_figures(text, "title")] == [(number, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "the 12th anniversary",
        "the 18th session of the Assembly of States Parties",
        "{press:fact}`122 <states-parties>` member states",
        "Resolution 1644 states that",
        "2014 member states",
    ],
)
def test_left_alone(text: str) -> None:
    assert list(find_figures(text, "")) == []


def test_an_address_keeps_the_first_headline() -> None:
    [figure] = find_in_address("https://example.org/news/xx-becoming-124th-member-court/", "source.url", 3)
    assert (figure.number, figure.kind, figure.line) == (124, "place", 3)


def run(monkeypatch: pytest.MonkeyPatch, archive: Archive, *arguments: str) -> tuple[int, str, str]:
    publish_all(archive.root)
    monkeypatch.chdir(archive.root)
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.stdout, result.stderr


def test_what_an_editor_is_told(harbour: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    harbour.release("2014/05/tl", title="TL is the 4th state to join", about=["TL"], date="2014-05-20")
    harbour.release("2014/05/slip", title="TL is the 5th state to join", about=["TL"], date="2014-05-20")
    code, out, err = run(monkeypatch, harbour, "check")
    assert code == 0
    assert "nothing is wrong" in out
    assert "slip.md" in err
    assert '"5th state" is the place of no state that joined around 2014-05-20' in err.replace("\n", " ")
    assert "TL was number 4 on 2014-04-01 (deposited)" in err
    assert "tl.md" not in err


def test_a_draft_is_told_before_its_text_is_fixed(harbour: Archive) -> None:
    publish_all(harbour.root)
    desk = Desk(harbour.root)
    path = "releases/2014/05/count.md"
    desk.release("2014/05/count", "Of the 5 states parties, one is new.", date="2014-05-06")
    told = f'{path}:6: "5 states parties" fits no count on 2014-05-06; Harbour Convention: '
    for command in ("check", "publish"):
        lines = desk.must(command, path).splitlines()
        assert lines[0].startswith(told)
        assert lines[0].endswith(" (suggestion)")


def test_a_release_later_than_the_list_is_judged_by_its_last_day(harbour: Archive) -> None:
    line = "  - {date: 2016-12-01, state: AZ, event: deposited, instrument: accession, sources: [gazette]}\n"
    harbour.edit("docs/treaties/harbour-convention.yaml", "events:\n", f"events:\n{line}")
    publish_all(harbour.root)
    desk = Desk(harbour.root)
    desk.release("2018/05/slip", "Of the 5 states parties, one is new.", date="2018-05-06")
    desk.release("2018/05/right", "Of the 4 states parties, one is new.", date="2018-05-06")
    told, _ = desk.must("check", "releases/2018").splitlines()
    assert told == (
        'releases/2018/05/slip.md:6: "5 states parties" fits no count on 2018-05-06; Harbour Convention: '
        "3 in force, 4 deposited (the list goes to 2016-12-31) (suggestion)"
    )


def test_what_stays_as_it_was_printed_is_settled_by_a_word_to_readers(harbour: Archive) -> None:
    publish_all(harbour.root)
    desk = Desk(harbour.root)
    source = {"url": "https://example.org/tl-becomes-4th-member"}
    desk.release("2014/05/tl", title="TL is the 5th State", about=["TL"], date="2014-05-20", source=source)
    told = desk.must("check")
    assert '"5th State" is the place of no state' in told
    assert '"4th member" here, but "5th State" in title' in told
    desk.change("2014/05/tl", source={**source, "note": "TL was the fourth, not the “5th state”."})
    assert "(suggestion)" not in desk.must("check")


def test_the_real_archive_s_one_slip_is_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    answer = CliRunner().invoke(main, ["check", "releases/2019"])
    assert (answer.exit_code, answer.output) == (0, "nothing is wrong\n")


def test_the_report_says_what_the_page_says(
    harbour: Archive, site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    harbour.release("2014/late", title="Known to the year")
    page = site().page("docs/quality")
    _, out, _ = run(monkeypatch, harbour, "check", "--report")
    assert "  releases/2014/late.md\n" in out
    told = {line.replace(": ", " ") for line in out.splitlines()}
    shown = texts(page.xpath("//main//section/h2"))
    assert len(shown) == 8
    assert set(shown) <= told


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        ("--on 2014-05-06", "122"),
        ("--on 2014-05-06 --group cicc-europe", "42"),
        ("--on 2014-05-06 --not --group cicc-europe", "12"),
        ("--on 2010-07-16", "111"),
        ("--on 2008-12-31", "108"),
        ("--on 2012-07-01", "121"),
        ("--on 2013-02-20 --basis deposited", "122"),
    ],
)
def test_facts_on_the_command_line(monkeypatch: pytest.MonkeyPatch, arguments: str, answer: str) -> None:
    monkeypatch.chdir(REPOSITORY)
    result = CliRunner().invoke(main, ["facts", "states-parties", *arguments.split()])
    assert (result.stdout, result.stderr) == (f"{answer}\n", "")


def test_the_twelve_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    asked = "facts states-parties --on 2014-05-06 --not --group cicc-europe --list"
    lines = CliRunner().invoke(main, asked.split()).stdout.splitlines()
    assert lines[0] == "12"
    assert len(lines) == 13
    assert {"Azerbaijan", "Holy See", "Ukraine"} < set(lines)


def test_what_cannot_be_said_is_not(monkeypatch: pytest.MonkeyPatch, harbour: Archive) -> None:
    code, out, err = run(monkeypatch, harbour, "facts", "--on", "2020-01-01")
    assert (code, out) == (0, "3\n")
    assert "not certain: the record of Harbour Convention goes to 2016-12-31 only" in err
    assert "did you mean" in run(monkeypatch, harbour, "facts", "--group", "example-cost")[2]
    assert "write it as 2014-05-06" in run(monkeypatch, harbour, "facts", "--on", "2014-05")[2]
