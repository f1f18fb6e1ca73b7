"""Publishing, correcting, moving, withdrawing: what an editor types, and what a reader sees of it."""

from __future__ import annotations

import json
import shlex
import shutil
import tempfile
import unicodedata
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import lxml.etree
import lxml.html
import pytest
from filelock import FileLock
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from press_archive.ledger.file import read_ledger
from press_archive.records import read_release
from press_archive.tree import LEDGER
from sphinx.util.inventory import InventoryFile

from tests.desk import LATER, TODAY, Desk
from tests.helpers import Site, texts, words

HARBOUR = "2014/05/harbour"
BODY = """Today 42 ships came to thirty harbours, as Ada Lind had hoped.

“All forty states need to be active,” she said. "Ships are welcome," said the master.
More ships come in May."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """One release, published and committed."""
    desk = Desk(tmp_path / "archive")
    desk.published(
        HARBOUR, BODY, title="The harbour opens for ships", date="2014-05-06", dateline=["The Hague"]
    )
    desk.commit()
    return desk


# Publishing


def test_a_title_with_quotation_marks_can_be_committed_as_the_line_says(desk: Desk) -> None:
    title = """The "harbour's" $(price) `of` a \\ berth"""
    desk.release("2014/05/berth", title=title)
    said = desk.must("publish", "releases/2014/05/berth.md").splitlines()[-1]
    assert shlex.split(said)[-1] == f"Publish: {title}"


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("", "readers are told why; give the reason"),
        (" \n", "readers are told why; give the reason"),
        ("\x1b[31mNo", "Error: Invalid value for '--reason': a control character (U+001B)"),
        ("\udcff", "Error: Invalid value for '--reason': not UTF-8 (byte 0xFF)"),
    ],
)
def test_a_reason_that_cannot_be_told_is_refused(desk: Desk, reason: str, says: str) -> None:
    desk.release("2014/05/berth")
    desk.must("publish", "releases/2014/05/berth.md")
    before = desk.read(LEDGER)
    assert says in desk.press("withdraw", "2014/05/berth", "--reason", reason).said
    assert desk.read(LEDGER) == before


def test_a_reason_is_one_line_of_the_ledger(desk: Desk) -> None:
    desk.release("2014/05/berth")
    desk.must("publish", "releases/2014/05/berth.md")
    desk.must("withdraw", "2014/05/berth", "--reason", "Sent\r\nin  error.")
    assert desk.ledger["2014/05/berth"].note == "Sent in error."
    assert desk.read(LEDGER).splitlines()[-1].endswith("Sent in error.")


def test_publishing_gives_numbers_oldest_first_and_says_what_to_commit(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "archive")
    desk.release("2014/06/bay", title="The bay", date="2014-06-02")
    desk.release("2014/05/bay", title="Before the bay", date="2014-05-30")
    files = [f"releases/2014/{month}/bay.md" for month in ("06", "05")]
    before = desk.read(files[1])
    assert desk.must("publish", *files) == (
        "EXAMPLE/2014/001  2014/05/bay  live\n"
        "EXAMPLE/2014/002  2014/06/bay  live\n"
        "Now commit it: git add -A releases/2014/05/bay.md releases/2014/06/bay.md releases/ledger.csv "
        "&& git commit -m 'Publish: 2 releases'\n"
    )
    assert desk.read(files[1]) == before.replace("\n---\nThe", "\nreference: EXAMPLE/2014/001\n---\nThe")
    assert desk.press("publish", files[0]).error == "2014/06/bay is published already (EXAMPLE/2014/002)"


def test_what_many_that_are_published_say_to_commit_is_all_of_them(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "archive")
    for day in range(10, 20):
        desk.release(f"2014/06/bay-{day}", title=f"The bay, day {day}", date=f"2014-06-{day}")
    said = desk.must("publish", "releases").splitlines()[-1]
    assert said == "Now commit it: git add -A releases && git commit -m 'Publish: 10 releases'"


def test_what_an_import_says_to_commit_are_files(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "archive")
    desk.release("2014/05/old", source={"url": "http://old.example.org/?news=1", "sha256": "0" * 64})
    said = desk.must("publish", "releases/2014/05/old.md")
    assert "http://old.example.org/?news=1  moved\n" in said
    assert said.endswith(
        "git add -A releases/2014/05/old.md releases/ledger.csv && git commit -m 'Publish: On 2014/05/old'\n"
    )


def test_two_who_publish_at_once_get_two_numbers(desk: Desk) -> None:
    names = [f"2014/06/bay-{number}" for number in range(4)]
    for name in names:
        desk.release(name, title=f"On {name}")
    running = [desk.start("publish", f"releases/{name}.md") for name in names]
    for process in running:
        process.communicate()
        assert process.returncode == 0
    assert desk.problems() == []
    assert sorted(desk.ledger[name].reference for name in names) == [
        f"EXAMPLE/2014/00{n}" for n in (2, 3, 4, 5)
    ]


def test_who_has_to_wait_for_the_ledger_is_told(desk: Desk) -> None:
    desk.release("2014/06/bay", title="The bay")
    (desk.root / ".build").mkdir(exist_ok=True)
    with FileLock(desk.root / ".build/ledger.lock"):
        running = desk.start("publish", "releases/2014/06/bay.md")
        assert running.stdout
        assert running.stdout.readline().startswith("another command is at work on the ledger; waiting")
    running.communicate()
    assert running.returncode == 0


def test_what_the_ledger_does_not_have_is_a_draft_and_in_no_list(desk: Desk) -> None:
    desk.release("2014/06/bay", title="A quiet bay")
    site = desk.build()
    assert [address for address, page in site.pages() if "quiet bay" in words(page)] == []
    desk.must("publish", "releases/2014/06/bay.md")
    site = desk.build()
    assert "A quiet bay" in words(site.page("releases/2014/06/"))


def test_a_release_that_cites_a_draft_is_published_with_it_or_not_at_all(desk: Desk) -> None:
    desk.release("2014/06/bay", "As {press:release}`2014/06/cape` says.")
    desk.release("2014/06/cape")
    refused = desk.press("publish", "releases/2014/06/bay.md")
    assert not refused.done
    assert "releases/2014/06/bay.md:6: {press:release}: " in refused.said
    assert '"2014/06/cape" is not public yet' in refused.said
    desk.must("publish", "releases/2014/06/bay.md", "releases/2014/06/cape.md")
    assert desk.problems() == []


def test_a_draft_that_the_guide_cites_can_be_published(desk: Desk) -> None:
    desk.write("docs/guide.md", "# Guide\n\nBegin with {press:release}`2014/06/bay`.\n")
    desk.release("2014/06/bay")
    desk.must("publish", "releases/2014/06/bay.md")
    assert desk.problems() == []


@pytest.mark.parametrize(
    "label",
    [
        "EMBARGOED UNTIL 10:00 CET, 10 December 2026",
        "NOT FOR PUBLICATION BEFORE 10 DECEMBER",
        "Sous embargo jusqu’au 10 décembre",
        "NE PAS DIFFUSER AVANT 10H00",
        "No publicar antes de las 10:00",
        "محظور النشر حتى 10 ديسمبر",
        "НЕ ПУБЛИКОВАТЬ ДО 10 ДЕКАБРЯ",
        "FOR RELEASE 10:00 GMT, 5 JUNE 2026",
        "FOR RELEASE ON DELIVERY",
        "NOT TO BE PUBLISHED OR BROADCAST BEFORE 10:00",
        "Diffusion autorisée à partir du 10 décembre",
        "EMBARGO LIFTED AT 10:00",  # today, or on the day to come?
    ],
)
def test_a_label_that_speaks_of_an_embargo_is_not_published_without_one(tmp_path: Path, label: str) -> None:
    desk = Desk(tmp_path / "archive")
    desk.release("2014/06/bay", label=label)
    assert desk.problems() == []  # a build goes on: the draft is in no output anyway
    for command in ("check", "publish"):
        refused = desk.press(command, "releases/2014/06/bay.md")
        assert not refused.done
        assert refused.said.startswith(
            f'releases/2014/06/bay.md:5: label: "{label}" speaks of an embargo, and '
        )
        assert "as in embargo: 2026-07-17T10:00 Europe/Rome\n" in refused.said
    desk.change("2014/06/bay", embargo="2014-06-02T10:00 Europe/Rome")  # past, or still to come
    desk.must("publish", "releases/2014/06/bay.md")


@pytest.mark.parametrize(
    ("fields", "body", "told"),
    [
        ({}, "**EMBARGOED UNTIL 10 DECEMBER, 10:00 GMT**\n\nThe text.", "6: "),
        ({}, "The text.\n\nNot for release before 10 December", "8: "),
        ({"deck": "Embargo: 10 décembre, 10h00"}, "The text.", "5: deck: "),
        ({"title": "EMBARGOED TO 10:00: The bay"}, "The text.", "2: title: "),
    ],
)
def test_a_line_that_speaks_of_an_embargo_does_so_like_a_label(
    tmp_path: Path, fields: dict[str, object], body: str, told: str
) -> None:
    """Pasted with the text, it is printed and keeps nothing back."""
    desk = Desk(tmp_path / "archive")
    path = "releases/2014/06/bay.md"
    desk.release("2014/06/bay", body, **fields)
    for command in ("check", "publish"):
        refused = desk.press(command, path)
        assert not refused.done
        assert refused.said.startswith(f"{path}:{told}")
        assert "speaks of an embargo, and nothing keeps the text back until then" in refused.said
    desk.change("2014/06/bay", embargo="2014-06-02T10:00 Europe/Rome")
    desk.must("publish", path)


def test_a_draft_that_speaks_of_no_embargo_is_not_read_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An archive may have thousands that were imported, and `check` has read them all."""
    desk = Desk(tmp_path / "archive")
    desk.release("2014/06/bay", "The text of 10 December, 10:00 GMT.")
    monkeypatch.delattr("press_archive.checks.readiness.read_release")
    desk.must("check")


def test_what_is_said_of_embargoes_of_other_kinds_is_published(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "archive")
    body = "The arms embargo of 2011 holds.\n\n## Embargo on arms\n\nEmbargo lifted."
    desk.published("2014/06/bay", body, title="The embargo of 1990")


@pytest.mark.parametrize(
    "label",
    [
        "NO EMBARGO – FOR IMMEDIATE RELEASE",
        "EMBARGO LIFTED",
        "Embargo is now over",
        "EMBARGO: NONE",
        "Not embargoed",
        "Sans embargo",
        "Embargo levé",
        "Sin embargo",
        "Без эмбарго",
        "رفع حظر النشر",
        "FOR RELEASE 5 JUNE 2014",
        "FOR RELEASE: 06.05.2014",
        "FOR RELEASE: IMMEDIATE, 10:00",
    ],
)
def test_a_label_that_says_there_is_none_or_a_day_alone_is_published(tmp_path: Path, label: str) -> None:
    desk = Desk(tmp_path / "archive")
    desk.release("2014/06/bay", label=label)
    desk.must("check", "releases/2014/06/bay.md")
    desk.must("publish", "releases/2014/06/bay.md")


def test_a_label_of_what_was_published_long_ago_may_speak_of_an_embargo(desk: Desk) -> None:
    label = "EMBARGOED UNTIL 10:00, 6 May 2014"
    desk.published("2014/06/bay", label="FOR IMMEDIATE RELEASE")
    desk.change("2014/06/bay", label=label)  # as one that was brought in before this was asked for
    desk.must(
        "correct",
        "2014/06/bay",
        "--was",
        "FOR IMMEDIATE RELEASE",
        "--now",
        label,
        "--kind",
        "fact",
        "--note",
        "",
    )
    assert desk.problems() == []


def test_a_draft_without_a_text_is_checked_and_published_when_it_has_one(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "archive")
    desk.must("new", "--title", "The bay", "--date", "2014-06-02", "--name", "bay")
    path = "releases/2014/06/bay.md"
    desk.build()  # nobody has to wait for it
    for command in ("check", "publish"):
        refused = desk.press(command, path)
        assert not refused.done
        assert refused.said.startswith(f"{path}:8: there is no text yet; write it in place of this line\n")
    desk.edit(
        path, "Write the text here: one paragraph, a blank line, the next. The dateline is", "Ships are"
    )
    desk.must("check", path)
    desk.must("publish", path)


def test_a_draft_is_published_with_the_files_that_its_text_points_to(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "archive")
    path = "releases/2014/06/bay.md"
    body = (
        "```{figure} the-bay.PNG\n:alt: A bay.\n```\n\nSee [the map](map%20of%20it.pdf), "
        "[more](https://example.org/x.pdf) and [another text](harbour)."
    )
    desk.release("2014/06/bay", body)
    there_is_no = (
        f"{path}:6: there is no releases/2014/06/the-bay.PNG, to which the text points; put it there"
    )
    for command in ("check", "publish"):
        assert there_is_no in desk.press(command, path).said
    desk.write("releases/2014/06/the-bay.png", b"A picture.")
    assert 'the text points; did you mean "the-bay.png"?' in desk.press("check", path).said
    desk.write("releases/2014/06/the-bay.PNG", b"A picture.")
    desk.write("releases/2014/06/map of it.pdf", b"A map.")
    said = desk.must("publish", path)
    files = "'releases/2014/06/map of it.pdf' releases/2014/06/the-bay.PNG releases/ledger.csv"
    assert f"Now commit it: git add -A {path} {files} && git commit" in said


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("See [us](www.example.org/a).", "as in https://www.example.org/a, and a file"),
        ("Ask [us](press@example.org).", "as in mailto:press@example.org, and a file"),
        (
            "See [it](letter.docx).",
            "as in https://example.org, and a file is kept beside the release (.gif, .jpeg, .jpg, .pdf,",
        ),
        ("```{figure} bay.png\n```", "say in words what the picture shows"),
        ("```{figure} bay.png\n:alt:\n\nThe bay.\n```", "say in words what the picture shows"),
        ("![](bay.png)", "say in words what the picture shows"),
    ],
)
def test_a_draft_with_a_link_to_nowhere_or_a_picture_without_words_is_not_published(
    tmp_path: Path, body: str, told: str
) -> None:
    """Of the link a build would warn, when it is too late; of the picture it would print the address."""
    desk = Desk(tmp_path / "archive")
    path = "releases/2014/06/bay.md"
    desk.release("2014/06/bay", body)
    desk.write("releases/2014/06/bay.png", b"A picture.")
    for command in ("check", "publish"):
        (line, *_) = desk.press(command, path).said.splitlines()
        assert line.startswith(f"{path}:6: ")
        assert told in line
    good = "[us](https://www.example.org/a), [by mail](mailto:press@example.org), [a text](2014/06/bay)\n\n"
    desk.release(
        "2014/06/bay", f"{good}```{{figure}} bay.png\n---\nalt: A bay.\n---\n```\n\n![A bay](bay.png)"
    )
    desk.must("publish", path)


def test_what_is_under_embargo_is_said_to_be(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "archive")
    desk.release("2026/12/bay", embargo="2026-12-10T10:00 Europe/Rome")
    desk.release("2026/12/cape", embargo="2026-12-10T10:00+02:00")
    desk.release("2014/06/past", embargo="2014-06-02T10:00 Europe/Rome")
    assert desk.must("publish", "releases").splitlines()[:3] == [
        "EXAMPLE/2014/001  2014/06/past  live",
        "EXAMPLE/2026/001  2026/12/bay  under embargo until 10 December 2026, 10:00 (Europe/Rome)",
        "EXAMPLE/2026/002  2026/12/cape  under embargo until 10 December 2026, 10:00 (UTC+02:00)",
    ]
    assert {line.state for line in desk.ledger.values()} == {"live"}
    desk.commit()
    desk.edit("releases/2026/12/bay.md", "The text.", "The words.")
    said = desk.must("correct", "2026/12/bay", "--kind", "fact", "--note", "")
    assert "2026/12/bay  under embargo until 10 December 2026, 10:00 (Europe/Rome)\n" in said


def test_a_release_of_a_day_to_come_needs_an_embargo(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "archive")
    path = "releases/2026/05/bay.md"
    desk.release("2026/05/bay", date="2026-05-26")
    desk.must("check", path)
    refused = desk.press("publish", path)
    assert refused.said == (
        f"{path}:4: date: 2026-05-26 is still to come (by press_timezone, UTC), and without an "
        "embargo the text would be public at once; mend the date, or say when, as in "
        "embargo: 2026-05-26T10:00 Europe/Rome\n"
        "Error: nothing was published\n"
    )
    desk.change("2026/05/bay", embargo="2026-05-24T10:00Z")  # which is over
    assert desk.press("publish", path).said == refused.said


def test_a_day_begins_where_the_archive_is(tmp_path: Path) -> None:
    """It is noon of the 24th in Greenwich, and the 25th has just begun in Auckland."""
    desk = Desk(tmp_path / "archive")
    asked = "\n".join(["Ships are here", "", "", "", "", "", "ships", ""])
    assert "Date (2014-05-06) [2026-05-24]" in desk.must("new", answers=asked)
    desk.write("conf.py", desk.read("conf.py") + 'press_timezone = "Pacific/Auckland"\n')
    assert "Date (2014-05-06) [2026-05-25]" in desk.must("new", answers=asked.replace("ships\n", "bay\n"))
    desk.release("2026/05/bay", date="2026-05-25")
    desk.must("publish", "releases/2026/05/bay.md")
    desk.commit()
    desk.edit("releases/2026/05/bay.md", "The text.", "The words.")
    desk.must("correct", "2026/05/bay", "--kind", "fact", "--note", "", "--date", "2026-05-25")
    desk.write("conf.py", desk.read("conf.py").replace("Pacific/Auckland", "Auckland"))
    said = 'conf.py: press_timezone: unknown zone "Auckland"; did you mean "Pacific/Auckland"?'
    assert desk.press("check").error == said


# Correcting


def test_a_published_release_is_named_by_its_number_too(desk: Desk) -> None:
    desk.published("2014/06/bay")
    desk.edit(f"releases/{HARBOUR}.md", "42 ships", "43 ships")
    desk.must("correct", "EXAMPLE/2014/001", "--kind", "figure", "--note", "")
    desk.must("move", "EXAMPLE/2014/001", "2014/05/port")
    desk.must("withdraw", "EXAMPLE/2014/001", "--reason", "No.", "--successor", "EXAMPLE/2014/002")
    line = desk.ledger["2014/05/port"]
    assert (line.reference, line.state, line.target) == ("EXAMPLE/2014/001", "withdrawn", "2014/06/bay")
    refused = desk.press("withdraw", "EXAMPLE/2014/009", "--reason", "No.")
    assert refused.error.startswith('"EXAMPLE/2014/009" was never published')


def test_what_a_strict_build_would_fail_on_is_not_published(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "archive")
    path = "releases/2014/06/bay.md"
    desk.release("2014/06/bay", "1. Sign.\n3. Ratify.")
    desk.must("check", path)
    refused = desk.press("publish", path)
    assert refused.said.startswith(f'{path}:7: a list typed "1, 3" would be printed "1, 2"')
    assert "nothing was published; a strict build fails on a warning" in refused.said
    assert not (desk.root / "releases/ledger.csv").exists()
    desk.edit(path, "3. Ratify", "\n3) Ratify")
    desk.must("publish", path)
    desk.must("build", "--strict")


def test_a_correction_is_not_older_than_what_it_corrects(desk: Desk) -> None:
    desk.edit(f"releases/{HARBOUR}.md", "42 ships", "43 ships")
    before = desk.read(f"releases/{HARBOUR}.md")
    refused = desk.press("correct", HARBOUR, "--kind", "figure", "--note", "", "--date", "2014-05-05")
    assert f"a correction of 2014-05-05 is before {HARBOUR} was published, on 2014-05-06\n" in refused.said
    assert desk.read(f"releases/{HARBOUR}.md") == before


def test_a_correction_is_not_of_a_day_to_come(desk: Desk) -> None:
    desk.edit(f"releases/{HARBOUR}.md", "42 ships", "43 ships")
    told = ("correct", HARBOUR, "--kind", "figure", "--note", "", "--date")
    assert desk.press(*told, "2026-05-25").error == "--date: 2026-05-25 is still to come"
    assert desk.press(*told, "2026-13").error == "--date: there is no month 13"
    desk.must(*told, "2026-05")


def test_who_corrects_twice_is_told_that_all_is_on_record(desk: Desk) -> None:
    desk.edit(f"releases/{HARBOUR}.md", "42 ships", "43 ships")
    desk.must("correct", HARBOUR, "--kind", "figure", "--note", "")
    again = desk.press("correct", HARBOUR, "--kind", "figure", "--note", "")
    assert again.error.startswith(f"the text of {HARBOUR} is the one that was published; ")


def test_a_withdrawal_says_which_guides_have_to_follow(desk: Desk) -> None:
    desk.write("docs/guide.md", f"# Guide\n\nSee {{press:release}}`{HARBOUR}`.\n")
    said = desk.must("withdraw", HARBOUR, "--reason", "It was wrong.")
    assert f'docs/guide.md:3: {{press:release}}: "{HARBOUR}" was withdrawn on {TODAY}' in said
    assert said.endswith("these have to follow before the site can be built\n")


def test_a_correction_is_found_in_git_shown_asked_about_and_written(desk: Desk) -> None:
    desk.edit(f"releases/{HARBOUR}.md", "42 ships", "43 ships")
    said = desk.must("correct", f"releases/{HARBOUR}.md", answers="\nOne came at night.\n")
    assert said == (
        "- 42\n"
        "+ 43\n"
        "What was wrong (typo, fact, figure, name, quotation, translation, legal) [figure]: \n"
        "Why, for readers (may be empty): One came at night.\n"
        "EXAMPLE/2014/001  2014/05/harbour  live\n"
        "Now commit it: git add -A releases/2014/05/harbour.md releases/ledger.csv "
        "&& git commit -m 'Correct 2014/05/harbour'\n"
    )
    assert (
        "corrections:\n"
        f"  - date: {TODAY}\n"
        "    kind: figure\n"
        "    was: 42\n"
        "    now: 43\n"
        "    note: One came at night.\n"
    ) in desk.read(f"releases/{HARBOUR}.md")
    assert desk.problems() == []
    desk.commit()
    desk.edit(f"releases/{HARBOUR}.md", "title: The harbour opens", "title: The port opens")
    desk.must("correct", HARBOUR, "--kind", "name", "--note", "", "--date", "2026-05-20")
    corrections = read_release(
        desk.read(f"releases/{HARBOUR}.md").encode(), f"releases/{HARBOUR}.md"
    ).front.corrections
    assert [(str(item.date), item.kind) for item in corrections] == [
        (TODAY, "figure"),
        ("2026-05-20", "name"),
    ]
    assert [(line[0], line[7]) for line in desk.lines()[2:]] == [
        (TODAY, "corrected: figure"),
        ("2026-05-20", "corrected: name"),
    ]
    assert desk.problems() == []


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("in May", "in June"),  # a word that stands nowhere else
        ("42 ships", "5 ships"),  # "5" stands in the date above
        ("More ships come", "More ships came"),  # "came" stands earlier in the text
        ("states need", "need"),  # words taken away
        ("Today 42", "42"),  # at the very beginning
        ("in May.", "in May, they say."),  # words added
        ("title: The harbour", "title: The open harbour"),
        ("kind:", "deck: At last\nkind:"),
        ("kind:", "label: FOR THE PRESS\nkind:"),
        ("- The Hague", "- The Hague\n- Lima"),
    ],
)
def test_whatever_was_changed_can_be_put_on_record(desk: Desk, was: str, now: str) -> None:
    desk.edit(f"releases/{HARBOUR}.md", was, now)
    text = desk.read(f"releases/{HARBOUR}.md").split("---\n")[2]
    desk.must("correct", HARBOUR, "--kind", "fact", "--note", "")
    assert desk.read(f"releases/{HARBOUR}.md").split("---\n")[2] == text
    assert desk.problems() == []


def test_without_git_the_words_are_told_and_must_explain_the_whole_change(desk: Desk) -> None:
    shutil.rmtree(desk.root / ".git")
    desk.edit(f"releases/{HARBOUR}.md", "42 ships", "43 ships")
    ledger = desk.read(LEDGER)
    assert desk.press("correct", HARBOUR).error == (
        "the published text is not in git; if it was never committed, take the publishing back as "
        "docs/guides/keeping.md says, else say what it was with --was and what it says with --now"
    )
    other = ("correct", HARBOUR, "--was", "42 ships", "--now", "44 ships", "--kind", "figure", "--note", "")
    assert 'Error: the text does not say "44 ships"' in desk.press(*other).said
    desk.edit(f"releases/{HARBOUR}.md", "in May", "in June")
    told = ("correct", HARBOUR, "--was", "42 ships", "--now", "43 ships", "--kind", "figure", "--note", "")
    refused = desk.press(*told)
    assert not refused.done
    assert "Error: more was changed than these corrections say" in refused.said
    assert desk.read(LEDGER) == ledger
    desk.edit(f"releases/{HARBOUR}.md", "in June", "in May")
    desk.must(*told)
    assert desk.problems() == []


def test_what_was_only_added_is_told_with_what_stood_there(desk: Desk) -> None:
    shutil.rmtree(desk.root / ".git")
    desk.edit(f"releases/{HARBOUR}.md", "42 ships", "42 new ships")
    before = desk.read(f"releases/{HARBOUR}.md"), desk.read(LEDGER)
    refused = desk.press("correct", HARBOUR, "--now", "new", "--kind", "fact", "--note", "")
    assert "corrections.0.was: missing; it is required" in refused.said
    assert (desk.read(f"releases/{HARBOUR}.md"), desk.read(LEDGER)) == before
    desk.must("correct", HARBOUR, "--was", "42", "--now", "42 new", "--kind", "fact", "--note", "")


@pytest.mark.parametrize(
    "change", [("need to be active,” she", "need to.\n\nBe active,” she"), ("\n\n“All", " “All")]
)
def test_a_correction_keeps_the_paragraphs_that_are_cited_by_number(
    desk: Desk, change: tuple[str, str]
) -> None:
    desk.edit(f"releases/{HARBOUR}.md", *change)
    refused = desk.press("correct", HARBOUR, "--kind", "fact", "--note", "")
    assert "paragraphs are cited by number, so a correction keeps them" in refused.said
    assert not refused.done


def test_where_git_is_not_installed_the_words_are_asked_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.edit(f"releases/{HARBOUR}.md", "42 ships", "43 ships")
    monkeypatch.setenv("PATH", "")
    assert "the published text is not in git" in desk.press("correct", HARBOUR).error


@pytest.mark.parametrize(
    ("was", "now", "what"),
    [
        ("42", "43", "a figure"),
        ("thirty", "fifty", "a figure"),
        ("ships came", "ships in twenty fleets came", "a figure"),
        ("Lind", "Lund", "a name"),
        ("The Hague", "The Haag", "a name"),
        ("active", "actve", "a quotation"),
        ("Ships are", "Ship are", "a quotation"),
        ("“All", "All", "a quotation"),
    ],
)
def test_a_figure_a_name_and_a_quotation_are_never_a_typing_error(
    desk: Desk, was: str, now: str, what: str
) -> None:
    text = desk.read(f"releases/{HARBOUR}.md")
    desk.write(f"releases/{HARBOUR}.md", text.replace("Today", "Today ships are here and", 1))
    desk.must("correct", HARBOUR, "--kind", "fact", "--note", "")
    desk.commit()
    desk.edit(f"releases/{HARBOUR}.md", was, now)
    before = desk.read(LEDGER)
    refused = desk.press("correct", HARBOUR, "--kind", "typo", "--note", "")
    assert not refused.done
    assert what in refused.said
    assert (
        "which is never a typo; allowed: fact, figure, name, quotation, translation, legal\n" in refused.said
    )
    assert desk.read(LEDGER) == before
    desk.must("correct", HARBOUR, "--kind", "fact", "--note", "")


def test_a_slip_within_quotation_marks_has_a_kind_of_its_own(desk: Desk) -> None:
    desk.edit(f"releases/{HARBOUR}.md", "Ships are", "Ship are")
    said = desk.must("correct", HARBOUR, answers="\n\n")
    assert "(typo, fact, figure, name, quotation, translation, legal) [quotation]: " in said
    notice = desk.build().page(f"releases/{HARBOUR}/").find_class("corrected")[0]
    assert words(notice) == "Corrected on 24 May 2026 (quotation): it said Ships, it says Ship."


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("active,” she", "activ,” she", [("active", "activ")]),  # without the marks around a word
        ("active,” she said", "activ,” he said", [("active,” she", "activ,” he")]),  # one notice, not two
        ("harbours, as Ada", "ports, as Eva", [("harbours, as Ada", "ports, as Eva")]),
        ("Today 42", "Now 42", [("Today", "Now")]),
        ("harbours, as", "harbours; as", [("thirty harbours,", "thirty harbours;")]),
        ("in May.", "in May, they say.", [("in May", "in May, they say")]),
        ("hoped.\n\n“All", "wished.\n\n“Any", [("hoped", "wished"), ("All", "Any")]),  # in two paragraphs
        ("2 ships came to thirty h", "3 ships came to thirty c", [("42", "43"), ("harbours", "carbours")]),
    ],
)  # fmt: skip
def test_a_difference_is_told_as_whole_words_and_neighbours_together(
    desk: Desk, was: str, now: str, told: list[tuple[str, str]]
) -> None:
    desk.edit(f"releases/{HARBOUR}.md", was, now)
    said = desk.must("correct", HARBOUR, "--kind", "fact", "--note", "")
    shown = [line[2:] for line in said.splitlines() if line.startswith(("- ", "+ "))]
    assert list(zip(shown[::2], shown[1::2], strict=True)) == told
    assert desk.problems() == []


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("  - Ratify it\n", "", ("ask states Ratify it", "ask states")),
        ("  - Ratify it\n", "  - Ratify it\n  - Fund it\n", ("Ratify it", "Ratify it Fund it")),
        ("The *Bay* Treaty", "The *Bays* Treaties", ("Bay Treaty", "Bays Treaties")),
        ("11\\. May\\\n", "12\\. June\\\n", ("11. May", "12. June")),
        ("example.org/a)", "example.org/b)", ("report (https://example.org/a)", "report (https://example.org/b)")),
        ("*Bay*", "**Bay**", ("Bay", "*Bay*")),  # else nothing would be told
    ],
)  # fmt: skip
def test_a_difference_is_told_in_the_words_that_readers_see(
    tmp_path: Path, was: str, now: str, told: tuple[str, str]
) -> None:
    desk = Desk(tmp_path / "archive")
    body = (
        "We ask of [the report](https://example.org/a):\n\n- ask states\n  - Ratify it\n  - Wait a day\n\n"
        "11\\. May\\\nThe *Bay* Treaty - it holds."
    )
    desk.published(HARBOUR, body, title="The harbour opens")
    desk.commit()
    desk.edit(f"releases/{HARBOUR}.md", was, now)
    said = desk.must("correct", HARBOUR, "--kind", "fact", "--note", "")
    assert tuple(line[2:] for line in said.splitlines() if line.startswith(("- ", "+ "))) == told
    assert desk.problems() == []


# However a file is written


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no-mark", "byte-order-mark"])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r"], ids=["lf", "crlf", "cr"])
def test_what_a_file_begins_with_and_its_line_ends_are_no_change_and_stay(
    tmp_path: Path, ends: bytes, mark: bytes
) -> None:
    desk = Desk(tmp_path / "archive")
    desk.release(HARBOUR, BODY, title="The harbour opens", dateline=["The Hague"])
    path = f"releases/{HARBOUR}.md"
    typed = mark + desk.read(path).encode().replace(b"\n", ends)
    desk.write(path, typed)
    desk.must("publish", path)
    desk.commit()
    new = typed.replace(b"42 ships", b"43 ships")
    desk.write(path, (desk.root / path).read_bytes().replace(b"42 ships", b"43 ships"))
    assert desk.must("correct", HARBOUR, "--kind", "figure", "--note", "").startswith("- 42\n+ 43\nEXAMPLE/")
    head, written, text = (desk.root / path).read_bytes().partition(b"reference: ")
    added, end, below = text.partition(b"---" + ends)
    assert head + end + below == new
    assert len((written + added).split(ends)) == 7
    assert desk.problems() == []


def test_what_was_typed_with_two_kinds_of_line_ends_keeps_both(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "archive")
    path = f"releases/{HARBOUR}.md"
    desk.write(path, b"---\ntitle: The harbour opens\r\nkind: statement\ndate: 2014-05\r\n---\nThe text.\r\n")
    desk.must("publish", path)
    assert (
        b"date: 2014-05\r\nreference: EXAMPLE/2014/001\n---\nThe text.\r\n" in (desk.root / path).read_bytes()
    )


@pytest.mark.parametrize("margin", ["", "  ", "      "], ids=["none", "two", "six"])
def test_a_second_correction_stands_below_the_first_wherever_that_begins(desk: Desk, margin: str) -> None:
    path = f"releases/{HARBOUR}.md"
    desk.edit(path, "42 ships", "43 ships")
    desk.must("correct", HARBOUR, "--kind", "figure", "--note", "")
    first = desk.read(path)[desk.read(path).index("  - date:") : desk.read(path).rindex("---\n")]
    written = f"# What was wrong.\n{indent(dedent(first), margin)}# That is all.\n\ntopics: [ships]\n"
    desk.edit(path, first, written)
    desk.commit()
    desk.edit(path, "43 ships", "44 ships")
    desk.must("correct", HARBOUR, "--kind", "figure", "--note", "")
    text = desk.read(path)
    assert written.partition("# That is all.")[0] in text
    assert [item.now for item in read_release(text.encode(), path).front.corrections] == ["43", "44"]
    assert desk.problems() == []


@pytest.mark.parametrize(
    ("written", "then"),
    [
        ("corrections: []", "corrections: [{"),
        (
            "corrections: [{date: 2014-05-07, kind: figure, was: '41', now: '42'}]  # told",
            "corrections: [{date: 2014-05-07, kind: figure, was: '41', now: '42'}, {",
        ),
        (
            "corrections: [\n  {date: 2014-05-07, kind: figure, was: '41', now: '42'},  # told\n]",
            "corrections: [\n  {date: 2014-05-07, kind: figure, was: '41', now: '42'}, {",
        ),
        (
            "corrections:  # told\n- {date: 2014-05-07, kind: figure, was: '41', now: '42'}",
            "corrections:  # told\n- {date: 2014-05-07, kind: figure, was: '41', now: '42'}\n- date: ",
        ),
    ],
    ids=["empty", "one", "lines", "remark"],
)
def test_a_correction_is_written_where_the_others_are_however_they_were(
    desk: Desk, written: str, then: str
) -> None:
    path = f"releases/{HARBOUR}.md"
    desk.edit(path, "reference:", f"{written}\nreference:")
    desk.commit()
    desk.edit(path, "42 ships", "43 ships")
    desk.must("correct", HARBOUR, "--kind", "figure", "--note", "By [sic], one")
    assert then in desk.read(path)
    told = read_release(desk.read(path).encode(), path).front.corrections[-1]
    assert (told.was, told.now, told.note) == ("42", "43", "By [sic], one")
    assert desk.problems() == []


def test_a_title_in_quotes_is_compared_as_it_is_read(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "archive")
    desk.published(HARBOUR, BODY, title="Azerbaijan: Help open the harbour")
    desk.change(HARBOUR, title="Azerbaijan Helps open the harbour")
    told = ("--was", "Azerbaijan: Help", "--now", "Azerbaijan Helps")
    desk.must("correct", HARBOUR, *told, "--kind", "fact", "--note", "")
    assert desk.problems() == []


def test_letters_count_as_the_same_however_their_accents_are_stored(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "archive")
    desk.published(HARBOUR, unicodedata.normalize("NFD", "À Genève, le café était ouvert."))
    desk.edit(f"releases/{HARBOUR}.md", "ouvert", unicodedata.normalize("NFD", "fermé"))
    told = ("--was", "café était ouvert", "--now", unicodedata.normalize("NFC", "café était fermé"))
    desk.must("correct", HARBOUR, *told, "--kind", "fact", "--note", "")
    assert desk.problems() == []


def test_a_figure_that_was_marked_meanwhile_is_no_change(desk: Desk) -> None:
    desk.edit(f"releases/{HARBOUR}.md", "Today 42 ships", "Today {press:state}`42<AZ>` boats")
    assert desk.must("correct", HARBOUR, "--kind", "fact", "--note", "").startswith(
        "- ships\n+ boats\nEXAMPLE/"
    )


@pytest.mark.parametrize(("was", "now"), [("Today", "Tody"), ("hoped", "hopped"), ("Lind had", "Lind  hadd")])
def test_a_letter_too_many_is(desk: Desk, was: str, now: str) -> None:
    desk.edit(f"releases/{HARBOUR}.md", was, now)
    desk.must("correct", HARBOUR, "--kind", "typo", "--note", "")
    assert desk.problems() == []


@pytest.mark.parametrize(
    ("command", "error"),
    [
        ("correct 2014/06/bay", "2014/06/bay was never published; a draft is simply edited"),
        ("correct harbour", '"harbour" was never published; did you mean "2014/05/harbour"?'),
        ("correct 2014/05/harbor", '"2014/05/harbor" was never published; did you mean "2014/05/harbour"?'),
        (
            "correct 2014/05/harbour --was x --now y --kind fact --note z",
            "the text of 2014/05/harbour is the one that was published; make the change in "
            "releases/2014/05/harbour.md first",
        ),
        ("move 2014/05/harbour 2014/05/harbour", None),
        ("move 2014/06/bay 2014/06/cape", "2014/06/bay was never published; rename the file as you like"),
        ("move 2014/05/harbour 2015/01/port", None),
        ("move 2014/05/harbour 2014/05/Port", None),
        ("withdraw 2014/06/bay --reason x", "2014/06/bay was never published; a draft is simply deleted"),
        (
            "withdraw 2014/05/harbour --reason x --successor 2014/05/harbour",
            "2014/05/harbour cannot be read instead of itself",
        ),
        (
            "withdraw 2014/05/harbour --reason x --successor 2014/06/bay",
            'the successor "2014/06/bay" was never published',
        ),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_changed(
    desk: Desk, command: str, error: str | None
) -> None:
    desk.release("2014/06/bay")
    before = {path: path.read_bytes() for path in (desk.root / "releases").rglob("*") if path.is_file()}
    refused = desk.press(*command.split())
    assert not refused.done
    if error is not None:
        assert refused.said.splitlines()[-1].startswith(f"Error: {error}")
    assert {
        path: path.read_bytes() for path in (desk.root / "releases").rglob("*") if path.is_file()
    } == before


def test_a_release_is_corrected_and_withdrawn_where_it_stands_and_once(desk: Desk) -> None:
    port = "2014/05/port"
    desk.must("move", HARBOUR, port)
    assert [line[0] for line in desk.lines()[1:]] == ["2014-05-06", TODAY, TODAY]
    for command, instead in (("correct", "correct that"), ("withdraw --reason No.", "withdraw that")):
        assert desk.press(*command.split(), HARBOUR).error == f"{HARBOUR} has moved to {port}; {instead}"
    desk.must("withdraw", port, "--reason", "No.")
    assert desk.press("withdraw", port, "--reason", "No.").error == f"{port} is withdrawn already"
    desk.must("withdraw", port, "--reason", "No.", "--gone")
    assert desk.press("withdraw", port, "--reason", "No.", "--gone").error == f"{port} is gone already"
    assert desk.press("correct", port).error == f"{port} is gone; there is no text to correct"


def test_a_release_moves_with_its_file_and_over_no_other(desk: Desk) -> None:
    port = "2014/05/port"
    desk.release(port, "Another text.")
    refused = desk.press("move", HARBOUR, port)
    assert refused.error == f"both releases/{HARBOUR}.md and releases/{port}.md exist"
    assert "Another text." in desk.read(f"releases/{port}.md")
    desk.delete(f"releases/{port}.md")
    desk.delete(f"releases/{HARBOUR}.md")
    assert desk.press("move", HARBOUR, port).error == f"there is no releases/{HARBOUR}.md"


def test_what_is_read_in_place_of_another_stands_itself(desk: Desk) -> None:
    """Two that name each other would send readers to and fro."""
    desk.published("2014/05/quay", date="2014-05")
    desk.must("withdraw", HARBOUR, "--reason", "No.", "--successor", "2014/05/quay")
    refused = desk.press("withdraw", "2014/05/quay", "--reason", "No.", "--successor", HARBOUR)
    assert refused.error == f'the successor "{HARBOUR}" is withdrawn itself; name one that stands, or none'


def test_moving_one_language_version_names_the_others(desk: Desk) -> None:
    desk.published(f"{HARBOUR}.fr", "Le port ouvre.", date="2014-05-06")
    said = desk.must("move", HARBOUR, "2014/05/port")
    assert said.splitlines()[-1] == (
        f"{HARBOUR}.fr is the same in another language: press-archive move {HARBOUR}.fr 2014/05/port.fr"
    )
    assert "another language" not in desk.must("move", f"{HARBOUR}.fr", "2014/05/port.fr")


def test_a_text_does_not_move_to_another_language(desk: Desk) -> None:
    desk.published("2014/05/harbour.fr", "Le texte.", date="2014-05-06")
    refused = desk.press("move", "2014/05/harbour.fr", "2014/05/port").error
    assert refused.startswith(
        "2014/05/port would say that the text is in another language than 2014/05/harbour.fr"
    )
    desk.must("move", "2014/05/harbour.fr", "2014/05/port.fr")
    desk.change("2014/05/port.fr", language="fr")
    desk.must("move", "2014/05/port.fr", "2014/05/le-port")


def test_what_a_removed_text_showed_is_named(desk: Desk) -> None:
    desk.write("releases/2014/05/bay.png", b"A picture.")
    desk.published("2014/05/bay", "![A bay.](bay.png)", date="2014-05")
    said = desk.must("withdraw", "2014/05/bay", "--reason", "No.", "--gone")
    assert said.startswith("releases/2014/05/bay.png stays; remove it, too, if no other release shows it\n")


def test_what_cannot_be_read_is_not_removed(desk: Desk) -> None:
    desk.write(f"releases/{HARBOUR}.md", desk.read(f"releases/{HARBOUR}.md").replace("\n---\n", "\n"))
    refused = desk.press("withdraw", HARBOUR, "--reason", "No.", "--gone")
    assert not refused.done
    assert refused.said.startswith(f"releases/{HARBOUR}.md:1: the front matter is not closed")


def test_what_is_removed_in_one_language_is_to_be_removed_in_the_others(desk: Desk) -> None:
    desk.published("2014/05/harbour.fr", "Le texte.", date="2014-05-06")
    said = desk.must("withdraw", HARBOUR, "--reason", "No.", "--gone")
    assert said.endswith("press-archive withdraw 2014/05/harbour.fr --reason … --gone\n")


def test_a_file_that_does_not_move_with_its_release_is_named(desk: Desk) -> None:
    desk.write("releases/2014/05/bay.png", b"A picture.")
    desk.published("2014/05/bay", "![A bay.](bay.png)", date="2014-05")
    assert "stays behind" not in desk.must("move", "2014/05/bay", "2014/05/the-bay")
    desk.change("2014/05/the-bay", date="2014-06")
    files = "releases/2014/05/bay.png releases/2014/06/bay.png"
    assert desk.must("move", "2014/05/the-bay", "2014/06/bay").startswith(
        f"releases/2014/06/bay.md:7: releases/2014/05/bay.png stays behind: git mv {files} (or copy it, "
    )


def test_another_release_is_no_file_of_the_one_that_links_to_it(desk: Desk) -> None:
    """It is not committed with that one, does not follow it, and does not go with it."""
    desk.release("2014/06/bay", "See [the harbour](../05/harbour.md).", date="2014-06")
    desk.must("check")
    said = [desk.must("publish", "releases/2014/06/bay.md")]
    desk.change("2014/06/bay", date="2014")
    said.append(desk.must("move", "2014/06/bay", "2014/bay"))
    said.append(desk.must("withdraw", "2014/bay", "--reason", "No.", "--gone"))
    assert "harbour.md" not in "".join(said)


def test_what_is_wrong_in_one_language_may_be_so_in_another(desk: Desk) -> None:
    desk.published(f"{HARBOUR}.fr", "Le port ouvre aux 42 navires.", date="2014-05-06")
    desk.commit()
    told = {}
    for name in (HARBOUR, f"{HARBOUR}.fr"):
        desk.edit(f"releases/{name}.md", "42", "43")
        told[name] = desk.must("correct", name, "--kind", "figure", "--note", "").splitlines()[-1]
    assert told[HARBOUR] == (
        f"{HARBOUR}.fr is the same in another language: "
        f"press-archive correct {HARBOUR}.fr, if it was wrong there, too"
    )
    assert "another language" not in told[f"{HARBOUR}.fr"]
    said = desk.must("withdraw", HARBOUR, "--reason", "It was false.")
    hint = f"{HARBOUR}.fr is the same in another language: press-archive withdraw {HARBOUR}.fr --reason …"
    assert hint in said.splitlines()
    assert "another language" not in desk.must("withdraw", f"{HARBOUR}.fr", "--reason", "It was false.")


@pytest.mark.parametrize(
    "given",
    [
        HARBOUR,
        f"releases/{HARBOUR}.md",
        f"https://archive.example.org/press/releases/{HARBOUR}/",
        f"https://archive.example.org/press/releases/{HARBOUR}/#p2",
        f"http://127.0.0.1:8000/releases/{HARBOUR}/",
    ],
)
def test_a_release_can_be_given_by_its_name_its_file_or_its_address(desk: Desk, given: str) -> None:
    desk.edit("conf.py", "https://archive.example.org/", "https://archive.example.org/press/")
    assert f"{HARBOUR}  withdrawn\n" in desk.must("withdraw", given, "--reason", "It was false.")


def test_a_date_is_not_changed_without_a_word(desk: Desk) -> None:
    path = f"releases/{HARBOUR}.md"
    desk.change(HARBOUR, date="2014-05")  # what is not known any more is no other date
    assert desk.problems() == []
    desk.change(HARBOUR, date="2014-05-16")
    assert desk.problems() == [
        f"{path}:4: date: it was given out on 2014-05-06; put that back, or say what was wrong: "
        f"`press-archive correct {path}`"
    ]
    desk.must("correct", path, "--kind", "fact", "--note", "It was ten days later.")
    assert desk.problems() == []
    assert "was: 2014-05-06\n    now: 2014-05-16\n" in desk.read(path)
    notice = words(desk.build().page(f"releases/{HARBOUR}/").find(".//article")[0])
    assert notice.startswith("Corrected on 24 May 2026 (fact): it said 2014-05-06, it says 2014-05-16.")
    desk.change(HARBOUR, date="2014-05-26")
    assert "given out on 2014-05-16" in desk.problems()[0]


def test_a_date_that_was_corrected_and_not_committed_is_not_told_again(desk: Desk) -> None:
    desk.published("2014/05/pier-head", "The harbour was open.", date="2014-05-06")
    desk.commit()
    desk.change("2014/05/pier-head", date="2014-05-07")
    how = ("--kind", "fact", "--note", "")
    desk.must("correct", "2014/05/pier-head", *how)
    desk.edit("releases/2014/05/pier-head.md", "was open", "was shut")
    assert "the published text is not in git" in desk.press("correct", "2014/05/pier-head", *how).error
    desk.must("correct", "2014/05/pier-head", "--was", "open", "--now", "shut", *how)
    assert desk.problems() == []


@pytest.mark.parametrize(("year", "other"), [("2014", "2015"), ("2014", "2015-03"), ("2014-05", "2015")])
def test_the_year_of_a_published_date_is_corrected_where_it_belongs(
    desk: Desk, year: str, other: str
) -> None:
    old, new = (f"{date.replace('-', '/')}/quay" for date in (year, other))
    desk.published(old, "The quay is open.", date=year)
    desk.commit()
    desk.change(old, date=other)
    told = f"does not agree with the path; this date belongs in releases/{new.removesuffix('quay')}, "
    assert f"{told}to where `press-archive move` takes what was published" in desk.press("check").said
    desk.must("move", old, new)
    assert f"`press-archive correct releases/{new}.md`" in desk.problems()[0]
    said = desk.must("correct", new, "--kind", "fact", "--note", "")
    assert said.startswith(f"- {year}\n+ {other}\n")
    assert desk.problems() == []


def test_a_year_in_a_text_that_was_corrected_is_not_that_of_its_date(desk: Desk) -> None:
    desk.published("2014/quay", "Closed since 2014.", date="2014")
    desk.edit("releases/2014/quay.md", "since 2014", "since 2015")
    desk.must("correct", "2014/quay", "--was", "2014", "--now", "2015", "--kind", "fact", "--note", "")
    assert desk.problems() == []


# What readers see


def test_a_mail_says_first_that_its_release_was_corrected_or_withdrawn(desk: Desk) -> None:
    desk.edit(f"releases/{HARBOUR}.md", "42 ships", "43 ships")
    desk.must(
        "correct", HARBOUR, "--was", "42", "--now", "43", "--kind", "figure", "--note", "One came at night."
    )
    desk.published("2014/06/port", title="The port opens", date="2014-06-01")
    desk.must("withdraw", HARBOUR, "--reason", "It was false.", "--successor", "2014/06/port")
    title = "[Withdrawn] The harbour opens for ships"
    assert desk.must("mail", HARBOUR, "--subject") == f"Statement: {title}\n"
    first = (
        "This release was withdrawn on 24 May 2026. It was false.",
        "Read instead: The port opens <https://archive.example.org/releases/2014/06/port/>",
        "Corrected on 24 May 2026 (figure): it said “42”, it says “43”. One came at night.",
        "6 May 2014",
        title,
    )
    assert desk.must("mail", HARBOUR, "--no-wrap").startswith("\n\n".join(first))
    html = desk.must("mail", HARBOUR, "--html")
    assert texts(lxml.html.document_fromstring(html).body[0][: len(first)]) == list(first)


def test_a_mail_says_first_that_its_release_is_under_embargo_for_as_long_as_it_is(desk: Desk) -> None:
    for name, year in (("soon", 2099), ("over", 2016)):
        desk.published(f"2014/06/{name}", embargo=f"{year}-07-17T10:00 Europe/Rome")
    notice = "Embargoed until 17 July 2099, 10:00 CEST. Not for publication."
    assert desk.must("mail", "2014/06/soon").startswith(f"{notice}\n\nJune 2014\n")
    html = lxml.html.document_fromstring(desk.must("mail", "2014/06/soon", "--html"))
    assert texts(html.body[0])[0] == notice
    assert desk.must("mail", "2014/06/over").startswith("June 2014\n")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site in which one release was corrected, and others withdrawn, moved and removed."""
    desk = Desk(tmp_path_factory.mktemp("told") / "archive")
    shown: dict[str, Any] = {"about": ["AZ"], "campaign": "open-harbour", "background": ["court"]}
    desk.release(HARBOUR, "Now 42 ships came.", title="The harbour opens", date="2014-05-06", **shown)
    desk.release("2014/06/pier", "It was false.", title="The pier & the sea", date="2014-06-01", **shown)
    desk.release("2014/06/pier.fr", "C’était faux.", title="La jetée", date="2014-06-01", **shown)
    desk.release("2014/06/quay", title="The quay", date="2014-06-02", **shown)
    desk.release("2014/06/jetty", "A hidden text.", title="The jetty", date="2014-06-03", **shown)
    desk.release("2014/06/mole", "A buried text.", title="The mole", date="2014-06-04", **shown)
    cites = " and ".join(f"{{press:release}}`{name}`" for name in (HARBOUR, "2014/06/pier", "2014/06/quay"))
    desk.release("2015/01/review", cites, title="A review", **shown)
    desk.must("publish", "releases")
    desk.edit(f"releases/{HARBOUR}.md", "42 ships", "43 ships")
    desk.must(
        "correct", HARBOUR, "--was", "42", "--now", "43", "--kind", "figure", "--note", "One came at night."
    )
    desk.must("move", "2014/06/mole", "2014/06/dam")
    desk.must("move", "2014/06/dam", "2014/06/weir")
    desk.must("move", "2014/06/quay", "2014/06/wharf")
    desk.must("move", "2014/06/wharf", "2014/06/dock")
    desk.must("withdraw", "2014/06/pier", "--reason", "There is no <pier>.", "--successor", HARBOUR)
    desk.must("withdraw", "2014/06/pier.fr", "--reason", "It was never ours.")
    desk.must(
        "withdraw", "2014/06/jetty", "--gone", "--reason", "A court ordered it.", "--successor", HARBOUR
    )
    desk.must(
        "withdraw", "2014/06/weir", "--gone", "--reason", "It was never ours.", "--successor", "2014/06/quay"
    )
    return desk.build()


def test_a_correction_stands_above_the_title_with_both_wordings(told: Site) -> None:
    article = told.page(f"releases/{HARBOUR}/").find(".//article")
    assert texts(article[0])[0] == (
        "Corrected on 24 May 2026 (figure): it said 42, it says 43. One came at night."
    )
    notice = article[0][0]
    assert (texts(notice.iter("del")), texts(notice.iter("ins"))) == (["42"], ["43"])
    about = words(article.find_class("about")[0])
    assert "Date 6 May 2014 Last corrected24 May 2026" in about
    assert "43 ships" in words(article.find_class("prose")[0])


def test_a_release_that_cites_what_was_corrected_or_withdrawn_says_so(told: Site) -> None:
    article = told.page("releases/2015/01/review/").find(".//article")
    assert words(article[0][0]) == (
        "This release cites: The harbour opens (corrected); [Withdrawn] The pier & the sea (withdrawn)"
    )


def test_a_withdrawn_release_keeps_its_page_under_a_notice_with_its_successor(told: Site) -> None:
    article = told.page("releases/2014/06/pier/").find(".//article")
    assert words(article[0][0]) == (
        "This release was withdrawn on 24 May 2026. There is no <pier>. Read instead: The harbour opens"
    )
    assert "It was false." in words(article)


def test_the_data_say_of_a_withdrawn_release_why_and_what_to_read_instead(told: Site) -> None:
    releases = json.loads(told.files()["data/releases.json"])["releases"]
    (pier,) = (release for release in releases if release["name"] == "2014/06/pier")
    assert (pier["withdrawn"], pier["reason"], pier["successor"]) == (TODAY, "There is no <pier>.", HARBOUR)


def test_the_data_say_where_a_release_stood_before(told: Site) -> None:
    former = {
        release["name"]: release["former"]
        for release in json.loads(told.files()["data/releases.json"])["releases"]
    }
    assert former["2014/06/dock"] == ["2014/06/quay", "2014/06/wharf"]
    assert former["2014/06/pier"] == []


def test_a_feed_says_for_programs_since_when_a_release_is_corrected_or_withdrawn(told: Site) -> None:
    items = json.loads(told.files()["feed.json"])["items"]
    days = {
        item["url"].rpartition("releases/")[2]: (item["_archive"]["corrected"], item["_archive"]["withdrawn"])
        for item in items
        if "_archive" in item
    }
    assert (days[f"{HARBOUR}/"], days["2014/06/pier/"]) == ((TODAY, ""), ("", TODAY))


def test_wherever_a_withdrawn_release_is_named_it_is_marked(told: Site) -> None:
    named = 0
    for address, page in told.pages():
        page.make_links_absolute(f"https://archive.example.org/{address}")
        for link in page.iter("a"):
            at = link.get("href") == "https://archive.example.org/releases/2014/06/pier/"
            if at and link.get("rel") != "alternate" and link.get("id") != "permalink":
                assert words(link).startswith("[Withdrawn] The pier & the sea"), address
                named += 1
    assert named >= 10, "home, year, month, state, campaign, entry, neighbours, citing release"
    title = words(told.page("releases/2014/06/pier/").find(".//title"))
    assert title == "[Withdrawn] The pier & the sea · Example Coalition archive"


def test_other_projects_are_told_by_whatever_role_that_a_release_is_withdrawn(told: Site) -> None:
    inventory = InventoryFile.loads(told.files()["objects.inv"], uri="")
    pier = (
        ("press:release", "2014/06/pier"),
        ("std:label", "2014/06/pier"),
        ("std:doc", "releases/2014/06/pier"),
    )
    assert {inventory.data[kind][name].display_name for kind, name in pier} == {
        "[Withdrawn] The pier & the sea"
    }
    assert inventory.data["std:doc"]["releases/2014/06/dock"].display_name == "The quay"


def test_the_mark_of_a_withdrawn_release_is_not_in_the_language_of_its_title(told: Site) -> None:
    for address in ("states/az", "campaigns/open-harbour", "releases/2014/06", "docs/background/court"):
        links = told.page(address).xpath("//main//a[contains(@href, 'pier.fr')]")
        assert links, address
        for link in links:
            assert words(link).startswith("[Withdrawn] La jetée"), address
            assert "fr" not in link.xpath("ancestor-or-self::*/@lang"), address
            assert texts(link.xpath(".//*[@lang='fr']")) == ["La jetée"], address
    cite = told.page("releases/2014/06/pier.fr").find(".//*[@id='cite-apa']")
    assert "[Withdrawn] La jetée" in words(cite)
    assert texts(cite.xpath(".//*[@lang='fr']")) == ["La jetée"]


def test_a_former_address_leads_on_at_once_and_by_a_link(told: Site) -> None:
    for former in ("quay", "wharf"):
        page = told.page(f"releases/2014/06/{former}/")
        assert page.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../dock/"]
        assert page.xpath("//link[@rel='canonical']/@href") == [
            "https://archive.example.org/releases/2014/06/dock/"
        ]
        assert not page.xpath("//meta[@name='robots']"), "it would be carried over to the new address"
        link = page.xpath("//main//a")[0]
        assert (link.get("href"), words(link)) == ("../dock/", "The quay")


@pytest.mark.parametrize(
    ("address", "title", "published", "reason", "successor"),
    [
        (
            "jetty",
            "The jetty",
            "3 June 2014",
            "A court ordered it.",
            ("../../05/harbour/", "The harbour opens"),
        ),
        ("weir", "The mole", "4 June 2014", "It was never ours.", ("../dock/", "The quay")),
        ("dam", "The mole", "4 June 2014", "It was never ours.", ("../dock/", "The quay")),
        ("mole", "The mole", "4 June 2014", "It was never ours.", ("../dock/", "The quay")),
    ],
)
def test_what_was_removed_leaves_a_tombstone_at_every_address_it_had(
    told: Site, address: str, title: str, published: str, reason: str, successor: tuple[str, str]
) -> None:
    page = told.page(f"releases/2014/06/{address}/")
    assert words(page.find(".//h1")) == f"[Withdrawn] {title}"
    main = words(page.find(".//main"))
    assert f"This release was removed on 24 May 2026. {reason}" in main
    assert f"First published{published}" in main
    link = page.xpath("//dl//a")[0]
    assert (link.get("href"), words(link)) == successor


def test_the_removed_text_is_nowhere(told: Site) -> None:
    for name, content in told.files().items():
        assert b"hidden text" not in content, name
        assert b"buried text" not in content, name


def test_a_month_and_a_year_answer_when_the_last_of_their_releases_has_gone(desk: Desk) -> None:
    desk.release("2015/01/review", title="A review")
    desk.release("2016/02/secret", "No word yet.", embargo=LATER, date="2016-02-01")
    desk.must("publish", "releases")
    desk.must("withdraw", HARBOUR, "--gone", "--reason", "A court ordered it.")
    site = desk.build()
    for address, next_one in (("releases/2014/05", "Later: January 2015"), ("releases/2014", "Later: 2015")):
        page = site.page(f"{address}/")
        assert "No release is listed here any more." in words(page.find(".//main"))
        assert words(page.xpath("//nav[@class='steps']")[0]) == next_one
    assert not [name for name in site.files() if name.startswith("releases/2016")], "it is under embargo"
    steps = site.page("releases/2015/01/").xpath("//nav[@class='steps']")
    assert steps == [], "from releases, steps lead to releases"


def test_hosts_are_told_in_one_step(told: Site) -> None:
    dock = "/releases/2014/06/dock/"
    moved = [f"/releases/2014/06/{name}/" for name in ("quay", "wharf")]
    gone = [f"/releases/2014/06/{name}/" for name in ("dam", "jetty", "mole", "weir")]
    files = told.files()
    assert files["_redirects"].decode() == "".join(f"{old} {dock} 301\n" for old in moved)
    assert files["redirects.txt"].decode() == "".join(
        f"archive.example.org{old} https://archive.example.org{dock}\n" for old in moved
    )
    assert files["redirects.nginx.conf"].decode().splitlines() == [
        "map_hash_bucket_size 4096;",
        "map $uri $press_moved {",
        '    default "";',
        *(f"    {old} {dock};" for old in moved),
        "}",
        "map $uri $press_gone {",
        "    default 0;",
        *(f"    {old} 1;" for old in gone),
        "}",
        "map $host$request_uri $press_earlier {",
        '    default "";',
        "}",
    ]


def test_hosts_are_told_of_the_folder_that_the_site_is_in(desk: Desk) -> None:
    desk.edit("conf.py", "https://archive.example.org/", "https://archive.example.org/press/")
    desk.must("move", HARBOUR, "2014/05/port")
    site = desk.build()
    step = f"/press/releases/{HARBOUR}/ /press/releases/2014/05/port/"
    assert site.files()["_redirects"].decode() == f"{step} 301\n"
    host = "archive.example.org"
    assert (
        site.files()["redirects.txt"].decode()
        == f"{host}/press/releases/{HARBOUR}/ https://{host}/press/releases/2014/05/port/\n"
    )
    assert f"    {step};" in site.files()["redirects.nginx.conf"].decode().splitlines()


def test_what_is_not_there_as_a_text_is_in_no_list_and_no_sitemap(told: Site) -> None:
    away = {
        f"https://archive.example.org/releases/2014/06/{n}/"
        for n in ("quay", "wharf", "jetty", "mole", "dam", "weir")
    }
    for address, page in told.pages():
        page.make_links_absolute(f"https://archive.example.org/{address}")
        links = set(page.xpath("//main//a[not(@id='permalink')]/@href"))
        assert not links & away, address
    sitemaps = b"".join(content for name, content in told.files().items() if name.startswith("sitemap"))
    assert [address for address in away if address.encode() in sitemaps] == []


def test_a_sitemap_says_when_a_release_was_last_changed(told: Site) -> None:
    sitemap = lxml.etree.fromstring(told.files()["sitemap-2014.xml"])
    days = {entry[0].text.rpartition("releases/")[2]: entry[1].text for entry in sitemap}
    assert days[f"{HARBOUR}/"] == days["2014/06/pier/"] == TODAY  # corrected, withdrawn
    assert days["2014/06/dock/"] == "2014-06-02"
    whole = lxml.etree.fromstring(told.files()["sitemap.xml"])
    assert TODAY in [entry.findtext("{*}lastmod") for entry in whole]


def test_a_withdrawn_release_stays_withdrawn_when_it_moves_or_is_corrected(desk: Desk) -> None:
    desk.must("withdraw", HARBOUR, "--reason", "It was false.")
    desk.must("move", HARBOUR, "2014/05/port")
    desk.commit()
    desk.edit("releases/2014/05/port.md", "42", "43")
    desk.must("correct", "2014/05/port", "--kind", "figure", "--note", "")
    line = desk.ledger["2014/05/port"]
    assert (line.state, line.note) == ("withdrawn", "It was false.")
    assert desk.problems() == []
    notice = desk.build().page("releases/2014/05/port/").find_class("withdrawn")[0]
    assert words(notice) == "This release was withdrawn on 24 May 2026. It was false."


# Anything, in any order


class Years(RuleBasedStateMachine):
    """Years of an editor's work; a model remembers what each address must answer."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="press-years-"))
        self.desk = Desk(self.folder / "archive")
        self.state: dict[str, str] = {}
        self.now_at: dict[str, str] = {}
        self.numbers: dict[str, str] = {}
        self.written = 0

    def _any(self, place: int) -> str | None:
        return list(self.state)[place % len(self.state)] if self.state else None

    def _done(self, *command: str, allowed: bool) -> bool:
        """Type a command; what must not be done leaves every byte as it was, and says one thing."""
        before = (self.desk.root / LEDGER).read_bytes()
        answer = self.desk.press(*command)
        assert answer.done == allowed, answer.said
        if not allowed:
            assert answer.said.startswith("Error: ")
            assert (self.desk.root / LEDGER).read_bytes() == before
        return allowed

    def _new(self, year: int) -> str:
        self.written += 1
        return f"{year}/05/text-{self.written}"

    @rule(year=st.sampled_from([2013, 2014]), cited=st.integers(0, 99))
    def publish(self, year: int, cited: int) -> None:
        name, other = self._new(year), self._any(cited)
        live = other is not None and self.state[self.now_at[other]] == "live"
        cites = f"As {{press:release}}`{other}` said, word" if live else "Word"
        self.desk.release(name, f"{cites} w{self.written}w is said.", about=["AZ"])
        self.desk.must("publish", f"releases/{name}.md")
        self.state[name], self.now_at[name] = "live", name
        self.numbers[name] = self.desk.ledger[name].reference

    @rule(place=st.integers(0, 99))
    def correct(self, place: int) -> None:
        if name := self._any(place):
            file = self.desk.root / f"releases/{name}.md"
            allowed = self.state[name] in {"live", "withdrawn"}
            self.written += 1
            told = ("--was", "is said", "--now", f"is said n{self.written}n", "--kind", "fact", "--note", "")
            if allowed:
                file.write_text(
                    file.read_text("utf-8").replace("is said", f"is said n{self.written}n"), "utf-8"
                )
            self._done("correct", name, *told, allowed=allowed)

    @rule(place=st.integers(0, 99), to=st.integers(0, 99), fresh=st.booleans())
    def move(self, place: int, to: int, *, fresh: bool) -> None:
        if name := self._any(place):
            new = self._new(int(name[:4])) if fresh else self._any(to) or ""
            if self._done("move", name, new, allowed=fresh and self.state[name] in {"live", "withdrawn"}):
                self.state[new], self.state[name] = self.state[name], "moved"
                self.numbers[new] = self.numbers[name]
                for former in [old for old, now in self.now_at.items() if now == name]:
                    self.now_at[former] = new
                self.now_at[new] = new

    @rule(place=st.integers(0, 99), gone=st.booleans(), successor=st.integers(0, 99))
    def withdraw(self, place: int, successor: int, *, gone: bool) -> None:
        if name := self._any(place):
            state = self.state[name]
            cited = any(
                f"`{old}`" in self.desk.read(f"releases/{other}.md")
                for other in self.desk.releases()
                for old, now in self.now_at.items()
                if now == name
            )
            if gone and cited:
                return  # the citation must go first; see test_a_removed_release_cannot_be_cited
            instead = self._any(successor) or ""
            allowed = state == "live" or (state == "withdrawn" and gone)
            end = self.now_at[instead]  # nothing comes in its own place, nor what does not stand itself
            allowed = allowed and end != name and self.state[end] == "live"
            command = ("withdraw", name, "--reason", "So it was.", "--successor", instead)
            if self._done(*command, *(["--gone"] if gone else []), allowed=allowed):
                self.state[name] = "gone" if gone else "withdrawn"

    @invariant()
    def nothing_is_wrong(self) -> None:
        assert self.desk.problems() == []

    @invariant()
    def the_ledger_says_what_was_done(self) -> None:
        ledger = read_ledger(self.desk.root)
        assert {address: line.state for address, line in ledger.holds.items()} == self.state
        assert {address: line.reference for address, line in ledger.holds.items()} == self.numbers
        assert {address: ledger.destination(address) for address in ledger.holds} == self.now_at
        texts_now = [self.numbers[address] for address, state in self.state.items() if state != "moved"]
        assert len(set(texts_now)) == len(texts_now), "a number is used once"

    def teardown(self) -> None:
        try:
            if self.state:
                self._every_address_answers(self.desk.build())
        finally:
            shutil.rmtree(self.folder)

    def _every_address_answers(self, site: Site) -> None:
        for address, state in self.state.items():
            page, end = site.page(f"releases/{address}/"), self.now_at[address]
            if self.state[end] == "gone":
                assert "This release was removed on" in words(page), address
            elif state == "moved":
                slug = end.rpartition("/")[2]
                assert page.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url=../{slug}/"], address
            else:
                assert bool(page.find_class("withdrawn")) == (state == "withdrawn"), address
        steps = [line.split()[:2] for line in site.files()["_redirects"].decode().splitlines()]
        assert not {old for old, _ in steps} & {new for _, new in steps}, "one step, never two"
        self.desk.must("verify", "site")


TestYears = Years.TestCase
TestYears.settings = settings(
    max_examples=6, stateful_step_count=14, phases=[Phase.generate]
)  # a failure is short to read


def test_a_removed_release_cannot_be_cited(desk: Desk) -> None:
    desk.published("2015/01/review", f"As {{press:release}}`{HARBOUR}` said.")
    desk.must("withdraw", HARBOUR, "--gone", "--reason", "A court ordered it.")
    assert desk.problems() == [
        f'releases/2015/01/review.md:7: {{press:release}}: "{HARBOUR}" was removed on {TODAY} '
        "and cannot be cited"
    ]


def test_a_register_that_is_changed_in_place_is_told_and_a_dated_item_is_not(desk: Desk) -> None:
    contacts, court = "docs/registers/contacts.yaml", "docs/background/court.md"
    desk.published("2016/03/one", contacts=["ada-lind"], background=["court"])
    desk.published("2016/04/two", contacts=["ada-lind"])
    desk.commit()
    as_it_was = desk.read(contacts)
    desk.write(contacts, as_it_was.replace("+41 22 000 0002", "+41 22 000 0009"))
    desk.edit(court, "*twelve* years", "*thirteen* years")
    court_said, contact_said = desk.problems()
    assert contact_said.startswith(
        f'{contacts}:11: ada-lind.details.1: "ada-lind" is not what git has for 2016/03/one and 1 more, '
    )
    assert court_said.startswith(f'{court}:10: wordings.1: "court" is not what git has for 2016/03/one, ')
    assert "2 warnings" in desk.must("check")
    desk.write(contacts, as_it_was.replace("role: Head", "until: 2019-12-31\n      role: Head"))
    desk.edit(court, "*thirteen* years", "*twelve*\n      years")
    new = "    - from: 2020-01-01\n      role: Head of press\n      place: Lima\n\nben-okoro:"
    desk.edit(contacts, "\nben-okoro:", new)
    assert desk.problems() == []


def test_what_a_register_says_of_no_published_release_may_be_changed(desk: Desk) -> None:
    desk.published("2016/03/one", contacts=["ada-lind"])
    desk.commit()
    desk.release("2014/05/draft", contacts=["ben-okoro"])
    desk.edit("docs/registers/contacts.yaml", "ben@example.org", "ben.okoro@example.org")
    desk.edit("docs/registers/contacts.yaml", "+31 70 000 0001", "+31 70 000 0009")  # until 2014
    assert desk.problems() == []
