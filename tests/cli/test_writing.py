"""``press-archive new``: each answer is looked at when it is given."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk import TODAY, Desk

PATH = "releases/2014/05/azerbaijan.md"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "archive")


def test_a_wrong_answer_is_asked_for_again_and_nothing_is_thrown_away(desk: Desk) -> None:
    desk.release("2014/05/azerbaijan")
    answers = (
        "Azerbaijan: Open the harbour", "6 May 2014", "2014-05-06", "press release", "", "Azerbaidjann",
        "Azerbaijan", "open-harbor", "open-harbour", "The Hague; Lima", "",
        "Azer baijan", "azerbaijan-harbour",
    )  # fmt: skip
    said = desk.must("new", answers="\n".join(answers) + "\n")
    assert [line for line in said.splitlines() if line.startswith("Error")] == [
        "Error: date: write a day (2014-05-06), a month (2014-05) or a year (2014)",
        'Error: "press release" is not allowed; did you mean "press-release"?; allowed: press-release, '
        "media-advisory, statement, letter, newsletter, news",
        'Error: unknown state "Azerbaidjann"; did you mean "AZ" (Azerbaijan)?',
        'Error: "open-harbor" is not in campaigns; did you mean "open-harbour"?',
        f"Error: {PATH} is there already; choose another name (--name)",
        'Error: "Azer baijan": write a name in lower-case letters, digits and hyphens',
    ]
    text = desk.read("releases/2014/05/azerbaijan-harbour.md")
    assert 'title: "Azerbaijan: Open the harbour"\nkind: press-release\ndate: 2014-05-06\n' in text
    assert "dateline: [The Hague, Lima]\nabout: [AZ]\ncampaign: open-harbour\n" in text


def test_the_date_is_today_and_the_name_is_offered_before_it_is_an_address(desk: Desk) -> None:
    said = desk.must("new", answers="The bay is open\n\n\nAzerbaijan; Niger\n\n\nopen-bay\n")
    assert f"Date (2014-05-06) [{TODAY}]: " in said
    assert "Name in its address, for good [azerbaijan]: " in said
    year, month, _ = TODAY.split("-")
    assert desk.releases() == [f"{year}/{month}/open-bay"]


def test_who_gives_what_is_required_is_asked_nothing(desk: Desk) -> None:
    said = desk.must("new", "--title", "The bay", "--date", "2014-05-06", "--about", "AZ")
    assert said == f"Wrote {PATH}. It will be at https://archive.example.org/{PATH.removesuffix('.md')}/\n"
    assert "kind: press-release\ndate: 2014-05-06\nabout: [AZ]\n---" in desk.read(PATH)


@pytest.mark.parametrize(
    ("option", "value", "error"),
    [
        ("--date", "May", "date: write a day (2014-05-06), a month (2014-05) or a year (2014)"),
        ("--about", "Azerbaidjann", 'unknown state "Azerbaidjann"; did you mean "AZ" (Azerbaijan)?'),
        ("--campaign", "open-harbor", '"open-harbor" is not in campaigns; did you mean "open-harbour"?'),
        ("--contact", "ada-lindt", '"ada-lindt" is not in contacts; did you mean "ada-lind"?'),
        ("--name", "The Bay", '"The Bay": write a name in lower-case letters, digits and hyphens'),
        ("--title", "  ", "the title is empty; write the headline"),
        ("--title", "البحر", "no letter of the title can stand in an address; choose a name (--name)"),
    ],
)
def test_an_option_that_is_wrong_is_refused_without_a_question(
    desk: Desk, option: str, value: str, error: str
) -> None:
    refused = desk.press("new", "--title", "The bay", "--date", "2014-05-06", option, value)
    assert refused.error == error
    assert desk.releases() == []
