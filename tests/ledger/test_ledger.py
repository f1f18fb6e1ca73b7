"""The ledger: what is promised in it, and how a promise that is not kept is found."""

from __future__ import annotations

import re
import shlex
import subprocess
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from press_archive import settings
from press_archive.ledger import Ledger, Line
from press_archive.records import read_release
from press_archive.scan import scan
from press_archive.tree import LEDGER

from tests.desk import TODAY, Desk
from tests.helpers import document, texts

HARBOUR, LAGOON = "2014/05/harbour", "2014/05/lagoon"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two releases of May 2014, published."""
    desk = Desk(tmp_path / "archive")
    desk.release(HARBOUR, "The harbour opens for 42 ships.", title="The harbour opens")
    desk.release(LAGOON, "The lagoon stays closed.", title="The lagoon stays closed")
    desk.must("publish", "releases")
    return desk


def line(desk: Desk, name: str, **changed: Any) -> list[str]:
    """Return the ledger's line of an address with some of its columns changed."""
    return list(desk.ledger[name]._replace(**changed).row)


def unknowing(goes: int, stays: int, state: str) -> str:
    """What is said of a line that a merge has put beside one that it did not know of."""
    return (
        f"{LEDGER}:{goes}: state: this was written without knowing of line {stays} ({state}), on another "
        "side of a merge; take out what that side wrote, here and in the file, and give its command again"
    )


# What a line may say

OLD_SITE = "https://old.example.org/lagoon"
ELSEWHERE = (
    f"state: {OLD_SITE} is no address of this archive; it can only be moved to a release that was published"
)


@pytest.mark.parametrize(
    ("address", "changed", "message"),
    [
        (
            HARBOUR,
            {"state": "lve"},
            'state: "lve" is not a state; did you mean "live"?; allowed: live, moved, withdrawn, gone, '
            "cancelled",
        ),
        (
            HARBOUR,
            {"address": "2014/05/new", "reference": "EXAMPLE/2014/009", "state": "withdrawn"},
            "state: the first line of 2014/05/new must publish it (live)",
        ),
        (
            HARBOUR,
            {"reference": "EXAMPLE/2014/009"},
            "reference: 2014/05/harbour has the number EXAMPLE/2014/001 (line 2) for good",
        ),
        (
            HARBOUR,
            {"address": "2014/05/new"},
            "reference: EXAMPLE/2014/001 belongs to 2014/05/harbour; a number is used once. If both were "
            "published at once, take out this line and `reference:` in releases/2014/05/new.md; "
            "publish it again",
        ),
        (
            HARBOUR,
            {"address": "../harbour", "reference": "EXAMPLE/2014/009"},
            'address: "../harbour" is no address of a release, as 2014/05/azerbaijan is',
        ),
        (
            LAGOON,
            {"target": "tomorrow"},
            'target: "tomorrow": write a moment and a zone, as in "2026-07-17T10:00 Europe/Rome"',
        ),
        (LAGOON, {"day": "2014-02-30"}, 'day: "2014-02-30": February 2014 has no day 30'),
        (
            LAGOON,
            {"state": "moved", "target": "2014/05/nowhere"},
            'target: 2014/05/lagoon moved to "2014/05/nowhere", which was never published',
        ),
        (
            LAGOON,
            {"state": "moved", "target": LAGOON},
            "target: 2014/05/lagoon is moved in a circle",
        ),
        (LAGOON, {"address": OLD_SITE}, ELSEWHERE),
        (LAGOON, {"address": OLD_SITE, "state": "moved", "target": "2014/05/nowhere"}, ELSEWHERE),
    ],
    ids=[
        "state",
        "first",
        "renumbered",
        "number-twice",
        "address",
        "embargo",
        "day",
        "nowhere",
        "circle",
        "elsewhere",
        "from-elsewhere-to-nowhere",
    ],
)
def test_a_line_that_cannot_be_gets_one_message_with_its_place(
    desk: Desk, address: str, changed: dict[str, str], message: str
) -> None:
    desk.rewrite([*desk.lines(), line(desk, address, **changed)])
    assert desk.problems() == [f"releases/ledger.csv:4: {message}"]


def test_all_that_is_wrong_with_a_line_is_told(desk: Desk) -> None:
    desk.rewrite([*desk.lines(), line(desk, LAGOON, day="2014-02-30", target="tomorrow")])
    assert [said.split(": ")[1] for said in desk.problems()] == ["day", "target"]


@pytest.mark.parametrize(
    ("break_it", "message"),
    [
        (
            lambda rows: rows[1:],
            "1: the first line must be day,address,reference,state,fingerprint,title,target,note",
        ),
        (lambda rows: [*rows[:2], rows[2][:-1]], "3: 7 columns; a line has 8"),
        (lambda rows: [*rows, []], "4: 0 columns; a line has 8"),
    ],
    ids=["no-head", "short", "empty"],
)
def test_a_file_that_is_no_ledger_says_so(
    desk: Desk, break_it: Callable[[list[list[str]]], list[list[str]]], message: str
) -> None:
    desk.rewrite(break_it(desk.lines()))
    assert desk.problems() == [f"releases/ledger.csv:{message}"]


def test_a_quotation_mark_that_is_not_closed_is_told_where_it_may_be(desk: Desk) -> None:
    desk.write(LEDGER, desk.read(LEDGER) + '2014-06-01,"x,' + "y" * 200_000)
    assert desk.problems() == [
        "releases/ledger.csv:4: not CSV: field larger than field limit (131072); "
        "a quotation mark may not be closed"
    ]


# What the files keep of it: one message each, and the command in it mends


def renamed(desk: Desk) -> None:
    (desk.root / f"releases/{HARBOUR}.md").rename(desk.root / "releases/2014/05/port.md")


def edited(desk: Desk) -> None:
    desk.commit()
    desk.edit(f"releases/{HARBOUR}.md", "42 ships", "43 ships")


def numbered(desk: Desk) -> None:
    desk.release("2014/06/bay", reference="EXAMPLE/2014/007")


@pytest.mark.parametrize(
    ("accident", "message"),
    [
        (
            renamed,
            f"releases/ledger.csv:2: address: {HARBOUR} was published on 2014-05 and has no file; its "
            f"text is now in 2014/05/port: `press-archive move {HARBOUR} 2014/05/port`",
        ),
        (
            edited,
            f"releases/{HARBOUR}.md:7: the text is not the one published on 2014-05; put it back, or say "
            f"what was wrong: `press-archive correct releases/{HARBOUR}.md`",
        ),
    ],
    ids=["renamed", "edited"],
)
def test_a_broken_promise_gets_one_message_and_the_command_in_it_mends_it(
    desk: Desk, accident: Callable[[Desk], None], message: str
) -> None:
    accident(desk)
    assert desk.problems() == [message]
    refused = desk.press("build")
    assert (refused.done, refused.said) == (False, f"{message}\n1 problem; nothing was built\n")
    command = shlex.split(re.findall(r"`press-archive ([^`]*)`", message)[0])
    desk.must(*command, answers="figure\nCounted again.\n")
    assert desk.problems() == []


def test_a_published_file_that_was_renamed_and_edited_is_known_by_its_number(desk: Desk) -> None:
    renamed(desk)
    port = "releases/2014/05/port.md"
    desk.edit(port, "42 ships", "43 ships")
    (message,) = desk.problems()
    assert f"its text is now in 2014/05/port: `press-archive move {HARBOUR} 2014/05/port`" in message
    refused = f"the text of {port} is not the one published; put it back, move it, and correct it then"
    assert desk.press("move", HARBOUR, "2014/05/port").error == refused
    desk.edit(port, "43 ships", "42 ships")
    desk.must("move", HARBOUR, "2014/05/port")
    assert desk.problems() == []


def test_a_published_file_that_is_deleted_must_come_back_before_it_can_go(desk: Desk) -> None:
    """Only the file says whether it is under embargo: then nobody may learn that it was removed."""
    desk.commit()
    desk.delete(f"releases/{HARBOUR}.md")
    assert desk.problems() == [
        f"releases/ledger.csv:2: address: {HARBOUR} was published on 2014-05 and has no file; bring it back "
        f"(`git checkout HEAD -- releases/{HARBOUR}.md`), or then `press-archive withdraw {HARBOUR} --gone "
        "--reason …`"
    ]
    desk.git("checkout", "HEAD", "--", f"releases/{HARBOUR}.md")
    desk.must("withdraw", HARBOUR, "--gone", "--reason", "A court ordered it.")
    assert desk.problems() == []


def test_two_texts_that_were_numbered_on_two_sides_of_a_merge_have_a_way_out(desk: Desk) -> None:
    desk.commit()
    before, sides = desk.read(LEDGER), []
    pier, quay = "releases/2014/06/pier.md", "releases/2014/06/quay.md"
    desk.published("2014/06/pier")
    sides.append(desk.read(LEDGER).removeprefix(before))
    text = desk.read(pier)
    desk.delete(pier)
    desk.write(LEDGER, before)
    desk.published("2014/06/quay")
    sides.append(desk.read(LEDGER).removeprefix(before))
    desk.write(pier, text)
    desk.write(LEDGER, f"{before}<<<<<<< HEAD\n{sides[0]}=======\n{sides[1]}>>>>>>> theirs\n")
    merge = "a merge left two versions here; keep what holds (of a ledger: both) and no line of <, = and >"
    first = before.count("\n") + 1
    assert desk.problems() == [f"{LEDGER}:{first}: {merge}"]
    desk.write(LEDGER, before + "".join(sides))
    (said,) = desk.problems()
    assert said.startswith(f"{LEDGER}:{first + 1}: reference: ")
    assert f"take out this line and `reference:` in {quay}; publish it again" in said
    desk.write(LEDGER, before + sides[0])
    desk.change("2014/06/quay", reference=None)
    desk.must("publish", quay)
    assert desk.problems() == []


def shared(desk: Desk) -> None:
    """Let the archive be pushed to where colleagues take it from."""
    desk.write(".gitattributes", f"{LEDGER} merge=union\n")
    desk.write(".gitignore", ".build\nshared\n")
    desk.commit()
    desk.git("init", "-q", "--bare", "shared")
    desk.git("remote", "add", "origin", "./shared")
    desk.git("push", "-q", "-u", "origin", "HEAD")


def pushed_first(desk: Desk, other: str, own: str) -> None:
    """Let a colleague have published and pushed one release, before one's own was pushed; both are merged."""
    shared(desk)
    desk.published(other, "The text of a colleague.")
    desk.commit()
    desk.git("push", "-q")
    desk.git("reset", "-q", "--hard", "HEAD^")
    desk.published(own, "The text of one’s own.")
    desk.commit()


@pytest.mark.parametrize("rest", [("merge", "-q", "--no-commit"), ("merge", "-q"), ("rebase", "-q")])
def test_of_two_that_have_one_number_the_one_that_was_pushed_keeps_it(
    desk: Desk, rest: tuple[str, ...]
) -> None:
    """Others may have cited it. Once the merge is committed, too, nothing is missed."""
    other, own = "2014/06/pier", "2014/06/quay"
    pushed_first(desk, other, own)
    desk.git(*rest, "@{upstream}")
    (said,) = desk.problems()
    assert f"EXAMPLE/2014/003 belongs to {other}" in said
    assert f"take out this line and `reference:` in releases/{own}.md; publish it again" in said
    desk.rewrite(row for row in desk.lines() if row[1] != own)
    desk.change(own, reference=None)
    desk.must("publish", f"releases/{own}.md")
    assert desk.problems() == []
    desk.commit()
    assert desk.problems() == []
    assert {name: desk.ledger[name].reference[-3:] for name in (other, own)} == {other: "003", own: "004"}


def test_what_was_pushed_does_not_give_way_to_what_was_not(desk: Desk) -> None:
    """Who takes out the wrong one of the two is told, as the number is public."""
    other, own = "2014/06/pier", "2014/06/quay"
    pushed_first(desk, other, own)
    desk.git("merge", "-q", "@{upstream}")
    desk.rewrite(row for row in desk.lines() if row[1] != other)
    desk.change(other, reference=None)
    desk.commit()
    (said,) = desk.problems()
    assert f"{other},EXAMPLE/2014/003" in said
    assert "was pushed and is here no more" in said


def test_two_that_have_one_number_can_be_parted_when_both_were_pushed(desk: Desk) -> None:
    other, own = "2014/06/pier", "2014/06/quay"
    pushed_first(desk, other, own)
    desk.git("merge", "-q", "@{upstream}")
    desk.git("push", "-q")
    (said,) = desk.problems()
    assert f"`reference:` in releases/{other}.md; publish it again" in said
    desk.rewrite(row for row in desk.lines() if row[1] != other)
    desk.change(other, reference=None)
    desk.must("publish", f"releases/{other}.md")
    desk.commit()
    assert desk.problems() == []


def test_a_text_that_was_published_on_both_sides_keeps_the_number_that_was_pushed(desk: Desk) -> None:
    """One published a draft, another all drafts, of which that was the second."""
    pier, bay = "2014/06/pier", "2014/06/bay"
    desk.release(pier)
    desk.release(bay)
    shared(desk)
    desk.must("publish", f"releases/{pier}.md")
    desk.commit()
    desk.git("push", "-q")
    desk.git("reset", "-q", "--hard", "HEAD^")
    desk.must("publish", "releases")
    desk.commit()
    desk.git("merge", "-q", "-X", "theirs", "@{upstream}")
    assert desk.problems() == [
        f"{LEDGER}:4: reference: EXAMPLE/2014/003 belongs to {pier}; a number is used once. If both were "
        f"published at once, take out this line and `reference:` in releases/{bay}.md; publish it again",
        f"{LEDGER}:5: reference: {pier} has the number EXAMPLE/2014/003 (line 6) for good",
    ]
    header, harbour, lagoon, _, _, pushed = desk.lines()
    desk.rewrite([header, harbour, lagoon, pushed])
    desk.change(bay, reference=None)
    desk.must("publish", f"releases/{bay}.md")
    desk.commit()
    assert desk.problems() == []
    assert {name: desk.ledger[name].reference[-3:] for name in (pier, bay)} == {pier: "003", bay: "004"}


def test_what_a_colleague_has_pushed_of_a_release_stays_when_the_other_side_goes(desk: Desk) -> None:
    """The address to which it was moved is public."""
    shared(desk)
    move(desk)
    desk.commit()
    desk.git("push", "-q")
    desk.git("reset", "-q", "--hard", "HEAD^")
    withdraw(desk)
    desk.commit()
    desk.git("merge", "-q", "@{upstream}")
    assert desk.problems() == [unknowing(4, 6, "moved")]
    desk.rewrite(row for row in desk.lines() if row[3] != "withdrawn")
    desk.must("withdraw", "2014/05/port", "--reason", "Sent in error.")
    desk.commit()
    assert desk.problems() == []


@pytest.mark.parametrize(("rest", "goes", "stays"), [("merge", 5, 7), ("rebase", 7, 5)])
def test_a_release_that_was_moved_on_both_sides_stands_where_it_was_pushed(
    desk: Desk, rest: str, goes: int, stays: int
) -> None:
    shared(desk)
    move(desk)
    desk.commit()
    desk.git("push", "-q")
    desk.git("reset", "-q", "--hard", "HEAD^")
    desk.must("move", HARBOUR, "2014/05/dock")
    desk.commit()
    with pytest.raises(subprocess.CalledProcessError):  # git stops: the file has two names
        desk.git(rest, "-q", "@{upstream}")
    assert desk.problems() == [unknowing(goes, stays, "moved")]
    desk.rewrite(row for row in desk.lines() if "2014/05/dock" not in row)
    desk.delete("releases/2014/05/dock.md")
    assert desk.problems() == []
    desk.must("move", "2014/05/port", "2014/05/dock")
    assert desk.problems() == []


def test_a_ledger_that_was_committed_with_a_mistake_can_be_mended(desk: Desk) -> None:
    right = desk.read(LEDGER)
    desk.write(LEDGER, f'{right}2014-06,2014/06/pier,EXAMPLE/2014/003,live,,"The pier,,{" " * 140_000}\n')
    desk.commit()
    assert any("a quotation mark may not be closed" in problem for problem in desk.problems())
    desk.write(LEDGER, right)
    assert desk.problems() == []


def test_a_note_that_was_put_at_the_end_of_a_committed_line_is_missed(desk: Desk) -> None:
    """The last one of a ledger, too, from which a program has taken the last line end."""
    without_end = desk.read(LEDGER).rstrip("\n")
    desk.write(LEDGER, without_end)
    desk.commit()
    desk.write(LEDGER, f"{without_end}put off\n")
    (said,) = desk.problems()
    assert "a published line was changed" in said


def test_lines_that_a_merge_put_in_another_order_are_there_all_the_same(desk: Desk) -> None:
    pushed_first(desk, "2013/06/pier", "2014/06/quay")
    desk.git("merge", "-q", "--no-commit", "@{upstream}")
    header, *rows = desk.lines()
    desk.rewrite([header, *rows[:-2], rows[-1], rows[-2]])
    assert desk.problems() == []


def test_a_number_or_an_address_that_was_written_anew_by_hand_is_missed(desk: Desk) -> None:
    desk.commit()
    header, first, second = desk.lines()
    desk.rewrite([header, [*first[:2], "EXAMPLE/2014/009", *first[3:]], second])
    assert any("a published line was changed" in problem for problem in desk.problems())
    desk.rewrite([header, [first[0], "2014/05/port", *first[2:]], second])
    assert any("a published line was changed" in problem for problem in desk.problems())
    desk.rewrite([header, second, first])
    assert any("a published line was changed" in problem for problem in desk.problems())


def withdraw(desk: Desk) -> None:
    desk.must("withdraw", HARBOUR, "--reason", "Sent in error.")


def move(desk: Desk) -> None:
    desk.must("move", HARBOUR, "2014/05/port")


def correct(desk: Desk) -> None:
    desk.edit(f"releases/{HARBOUR}.md", "42", "43")
    desk.must("correct", HARBOUR, "--kind", "figure", "--note", "")


def gone(desk: Desk) -> None:
    desk.must("withdraw", HARBOUR, "--reason", "It was false.", "--gone")


@pytest.mark.parametrize("then", [move, gone])
def test_a_withdrawal_that_was_taken_out_by_hand_is_missed_whatever_came_of_the_release_then(
    desk: Desk, then: Callable[[Desk], None]
) -> None:
    """At its new address it would be valid again."""
    withdraw(desk)
    then(desk)
    shared(desk)
    right = desk.lines()
    desk.rewrite(row for row in right if row[3] != "withdrawn")
    (said,) = desk.problems()
    assert said.startswith(f"{LEDGER}:4: a published line was ")
    desk.commit()
    (said,) = desk.problems()
    assert "was pushed and is here no more" in said
    desk.rewrite(right)
    assert desk.problems() == []


@pytest.mark.parametrize(
    ("ours", "theirs", "place", "state", "unknown"),
    [
        (withdraw, correct, 5, "withdrawn", 4),
        (withdraw, move, 6, "withdrawn", 4),
        (correct, withdraw, 5, "live", 4),
        (correct, move, 6, "live", 4),
        (move, correct, 6, "moved", 5),
        (move, withdraw, 6, "moved", 5),
    ],
)
def test_a_merge_does_not_undo_what_one_side_has_done(
    desk: Desk,
    ours: Callable[[Desk], None],
    theirs: Callable[[Desk], None],
    place: int,
    state: str,
    unknown: int,
) -> None:
    """What was withdrawn would be valid again, and nobody would have decided so."""
    desk.write(".gitattributes", f"{LEDGER} merge=union\n")
    desk.write(".gitignore", ".build\n")
    desk.commit()
    desk.git("checkout", "-q", "-b", "theirs")
    theirs(desk)
    desk.commit()
    desk.git("checkout", "-q", "-")
    ours(desk)
    desk.commit()
    desk.git("merge", "-q", "theirs")
    assert desk.problems() == [unknowing(place, unknown, state)]
    desk.git("restore", "--source", "HEAD^", "--staged", "--worktree", "releases")
    assert desk.problems() == []


def test_a_ledger_that_cannot_be_read_is_not_taken_for_an_empty_one(desk: Desk) -> None:
    desk.delete(LEDGER)
    (desk.root / LEDGER).symlink_to("nowhere.csv")
    assert f"{LEDGER}:1: cannot be read: No such file or directory" in desk.problems()


def test_a_draft_that_claims_a_number_is_told_how_numbers_are_given(desk: Desk) -> None:
    numbered(desk)
    assert desk.problems() == [
        "releases/2014/06/bay.md:5: reference: numbers are given by `press-archive publish "
        "releases/2014/06/bay.md`; remove this line, or, if it was published, bring back its line of "
        "releases/ledger.csv"
    ]
    desk.change("2014/06/bay", reference=None)
    desk.must("publish", "releases/2014/06/bay.md")
    assert desk.problems() == []


def test_a_number_that_is_not_the_ledgers_is_refused_and_one_left_out_is_not(desk: Desk) -> None:
    desk.change(HARBOUR, reference="EXAMPLE/2014/002")
    assert desk.problems() == [
        f"releases/{HARBOUR}.md:5: reference: the ledger gives this release the number EXAMPLE/2014/001; "
        "write it here"
    ]
    desk.change(HARBOUR, reference=None)
    assert desk.problems() == []


@pytest.mark.parametrize("state", ["moved", "gone"])
def test_an_address_that_was_given_up_takes_no_new_text(desk: Desk, state: str) -> None:
    if state == "moved":
        desk.must("move", HARBOUR, "2014/05/port")
    else:
        desk.must("withdraw", HARBOUR, "--gone", "--reason", "A court ordered it.")
    desk.release(HARBOUR, "Something else.")
    number = 5 if state == "moved" else 4
    assert desk.problems() == [
        f"releases/{HARBOUR}.md:1: this address is {state} (line {number} of releases/ledger.csv); "
        "a new text needs another name"
    ]


@pytest.mark.parametrize("moved", [False, True], ids=["where-it-was", "moved-since"])
def test_a_correction_cannot_be_hushed_up_afterwards(desk: Desk, *, moved: bool) -> None:
    desk.commit()
    name = HARBOUR
    for before, after in (("42", "43"), ("opens for", "closes to")):
        desk.edit(f"releases/{HARBOUR}.md", before, after)
        desk.must("correct", HARBOUR, "--kind", "fact", "--note", "")
        desk.commit()
    if moved:
        name = "2014/05/port"
        desk.must("move", HARBOUR, name)
    assert desk.problems() == []
    desk.change(name, corrections=None)
    assert desk.problems() == [
        f"releases/{name}.md:1: corrections: the ledger has 2 corrections of this text; "
        "they must all be told here"
    ]


def test_renaming_title_campaign_or_state_leaves_the_address_alone(desk: Desk) -> None:
    desk.change(HARBOUR, campaign="open-harbour", about=["AZ"], summary="It opens.", topics=["ships"])
    desk.edit("docs/registers/campaigns.yaml", "name: Open Harbour", "name: Harbours for all")
    assert desk.problems() == []
    assert list(desk.ledger) == [HARBOUR, LAGOON]


# What git remembers


def test_what_was_pushed_stays_even_where_a_commit_takes_it_back(desk: Desk) -> None:
    """Others have seen it, and cite it."""
    desk.write(".gitignore", ".build\nsite\n")
    desk.commit()
    desk.published("2014/06/jetty")
    desk.commit()
    line = desk.read(LEDGER).splitlines()[-1]
    desk.git("init", "-q", "--bare", "shared")
    desk.git("remote", "add", "origin", "./shared")
    desk.git("push", "-q", "-u", "origin", "HEAD")
    assert desk.problems() == []
    desk.git("revert", "--no-edit", "HEAD")
    assert desk.problems() == [
        f'{LEDGER}:3: the line "{line[:99]}…" was pushed and is here no more; what was published stays: put '
        "it back, with its file, and withdraw the release if it may not stand"
    ]


@pytest.mark.parametrize(
    ("forge", "place", "what"),
    [
        (lambda rows: rows[:2], 2, "was taken away"),
        (lambda rows: [rows[0], rows[2]], 2, "was changed"),
        (lambda rows: [rows[0], [*rows[1][:5], "Another title", "", ""], rows[2]], 2, "was changed"),
        (lambda rows: [], 1, "was taken away"),
    ],
    ids=["last-line-removed", "first-line-removed", "line-edited", "emptied"],
)
def test_a_committed_line_stays_as_it_was(
    desk: Desk, forge: Callable[[list[list[str]]], list[list[str]]], place: int, what: str
) -> None:
    desk.commit()
    desk.rewrite(forge(desk.lines()))
    found = [problem for problem in desk.problems() if "published line" in problem]
    assert found == [
        f"releases/ledger.csv:{place}: a published line {what}; lines are only added. "
        "`git checkout HEAD -- releases/ledger.csv` brings it back"
    ]
    subprocess.run(shlex.split(found[0].split("`")[1]), cwd=desk.root, check=True, capture_output=True)
    assert desk.problems() == []


def test_a_ledger_that_was_deleted_is_missed(desk: Desk) -> None:
    for name in (HARBOUR, LAGOON):
        desk.change(name, reference=None)  # numbers may be left out: nothing else would tell
    desk.commit()
    desk.delete(LEDGER)
    found = desk.problems()
    assert len(found) == 1
    assert "`git checkout HEAD -- releases/ledger.csv` brings it back" in found[0]


def test_lines_that_were_only_added_are_fine_and_so_are_crlf_line_ends(desk: Desk) -> None:
    desk.commit()
    desk.published("2014/06/bay")
    text = desk.read(LEDGER)
    assert desk.problems() == []
    desk.write(LEDGER, text.replace("\n", "\r\n"))
    assert desk.problems() == []


# Numbers


def test_a_last_line_that_an_editor_left_without_its_end_stays_a_line(desk: Desk) -> None:
    desk.write(LEDGER, desk.read(LEDGER).rstrip("\n"))
    desk.published("2014/06/quay")
    assert desk.problems() == []
    assert list(desk.ledger) == [HARBOUR, LAGOON, "2014/06/quay"]


def test_numbers_count_on_within_a_year_and_are_never_used_again(desk: Desk) -> None:
    desk.must("withdraw", LAGOON, "--gone", "--reason", "A court ordered it.")  # EXAMPLE/2014/002
    desk.published("2014/06/bay")
    desk.published("2015/01/bay")
    desk.published("2014/01/early")
    assert [(address, line.reference) for address, line in desk.ledger.items()] == [
        (HARBOUR, "EXAMPLE/2014/001"),
        (LAGOON, "EXAMPLE/2014/002"),
        ("2014/06/bay", "EXAMPLE/2014/003"),
        ("2015/01/bay", "EXAMPLE/2015/001"),
        ("2014/01/early", "EXAMPLE/2014/004"),
    ]
    assert "reference: EXAMPLE/2014/004\n" in desk.read("releases/2014/01/early.md")


@given(st.lists(st.integers(1, 1200), max_size=6), st.sampled_from([2013, 2014]))
def test_the_next_number_is_above_all_that_a_year_ever_had(used: list[int], year: int) -> None:
    """Also when numbers were left out, and past 999."""
    lines = [Line("2014", f"2014/n{n}", f"CICC/2014/{n:03}", "live", "", "") for n in used]
    expected = max(used, default=0) + 1 if year == 2014 else 1
    assert Ledger(lines).numbering("CICC")(year) == f"CICC/{year}/{expected:03}"


def test_a_number_that_the_sender_never_gave_says_so(desk: Desk) -> None:
    desk.release("2011/record", body="", source={"held": "record"})
    desk.release("2011/text")
    desk.must("publish", "releases")
    desk.release("2011/list")
    desk.must("publish", "--assigned", "releases/2011/list.md")
    notes = {address: line.note for address, line in desk.ledger.items() if address.startswith("2011")}
    assigned = "number assigned by the archive"
    assert notes == {"2011/record": assigned, "2011/text": "", "2011/list": assigned}


RECORD: dict[str, Any] = {"source": {"held": "record"}, "date": "2011-09", "summary": "Greets a state."}


@pytest.fixture
def found(desk: Desk) -> Desk:
    """Return a desk at which the text of a published record has been found, with its day and title."""
    desk.published("2011/09/cape", "", title="Cape joins", **RECORD)
    desk.commit()
    desk.release("2011/09/cape", "The text.\n\nAnd more.", title="Cape Joins the Court", date="2011-09-21")
    return desk


def test_the_text_of_a_record_is_published_under_its_number(found: Desk) -> None:
    path = "releases/2011/09/cape.md"
    assert found.problems() == [
        f"{path}:6: the archive held only a record of this release; when the text is as it was issued, and "
        f"under no embargo, `press-archive publish {path}`"
    ]
    assert "press-archive publish" in found.press("correct", "2011/09/cape").error
    assert "EXAMPLE/2011/001  2011/09/cape  live" in found.must("publish", path)
    assert "reference: EXAMPLE/2011/001\n" in found.read(path)
    assert found.problems() == []
    line = found.ledger["2011/09/cape"]
    assert (line.day, line.title, line.note) == (TODAY, "Cape Joins the Court", "text added")
    page = found.build().page("releases/2011/09/cape/")
    assert texts(page.xpath("//h1")) == ["Cape Joins the Court"]
    assert not page.xpath('//*[contains(@class, "correction") or @class="record-only"]')


def test_while_it_is_looked_through_it_is_a_draft(found: Desk) -> None:
    assert found.problems(preview="*") == []
    (draft,) = scan(replace(settings.load(found.root), preview="*")).unpublished
    assert (draft.name, draft.status) == ("2011/09/cape", "draft")


def test_from_then_on_it_is_a_text_like_any_other(found: Desk) -> None:
    found.must("publish", "releases/2011/09/cape.md")
    found.commit()
    assert "published already" in found.press("publish", "releases/2011/09/cape.md").said
    found.edit("releases/2011/09/cape.md", "And more.", "And less.")
    assert "the text is not the one published" in found.problems()[0]
    found.must("correct", "2011/09/cape", "--kind", "fact", "--note", "")
    assert found.problems() == []


def test_what_is_known_from_its_record_is_not_kept_back(found: Desk) -> None:
    found.change("2011/09/cape", embargo="2026-12-10T10:00 Europe/Rome")
    assert "and under no embargo" in found.press("publish", "releases/2011/09/cape.md").said
    assert found.ledger["2011/09/cape"].note != "text added"
    found.change("2011/09/cape", embargo="2011-09-21T10:00 Europe/Rome")
    found.must("publish", "releases/2011/09/cape.md")


def test_what_was_withdrawn_stays_so_when_its_text_is_found(found: Desk) -> None:
    found.git("stash")
    found.must("withdraw", "2011/09/cape", "--reason", "Never sent.")
    found.commit()
    found.git("stash", "pop")
    found.edit("releases/2011/09/cape.md", "---\nThe text", "reference: EXAMPLE/2011/001\n---\nThe text")
    found.must("publish", "releases/2011/09/cape.md")
    assert found.ledger["2011/09/cape"][3::4] == ("withdrawn", "Never sent.")
    assert found.problems() == []


# Fingerprints


def fingerprint(body: str, **fields: object) -> str:
    front = {"title": "Côte d’Ivoire joins", "kind": "statement", "date": "2014-05-06", **fields}
    return read_release(document(front, body).encode(), "releases/2014/05/x.md").fingerprint


BODY = "The Côte joined on 3 May.\n\nIt was the 122nd, as {press:state}`AZ` had asked.\n"

words = st.text(st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1, max_size=8)
space = st.text(" \t\n", min_size=1, max_size=3).filter(lambda text: text.count("\n") < 2)


@given(st.lists(words, min_size=1, max_size=8), st.data())
def test_a_fingerprint_is_of_the_words_not_of_how_they_are_typed(
    text: list[str], data: st.DataObject
) -> None:
    spaced = "".join(word + data.draw(space) for word in text).lstrip()
    form = data.draw(st.sampled_from(["NFC", "NFD"]))
    typed = unicodedata.normalize(form, spaced)  # type: ignore[arg-type]
    plain = fingerprint(" ".join(text))
    assert fingerprint(typed) == plain
    raw = document({"title": "Côte d’Ivoire joins", "kind": "statement", "date": "2014-05-06"}, typed)
    windows = b"\xef\xbb\xbf" + raw.replace("\n", "\r\n").encode()
    assert read_release(windows, "releases/2014/05/x.md").fingerprint == plain
    assert fingerprint(" ".join([*text, "not"])) != plain


@pytest.mark.parametrize(
    "marked",
    [
        "It was the {press:fact}`122nd <states-parties>`.",
        "It was the {press:release}`122nd<2014/05/x>`.",
        "It was the {press:state}`122nd`.",
    ],
)
def test_marking_a_figure_in_a_published_text_does_not_change_it(marked: str) -> None:
    assert fingerprint(marked) == fingerprint("It was the 122nd.")
    assert fingerprint(marked) != fingerprint("It was the 123rd.")


def test_a_published_paragraph_is_neither_parted_nor_joined(desk: Desk) -> None:
    """Each has an address, by its number."""
    desk.published("2014/06/bay", "The bay is quiet. Ships wait.\n\nOthers sail.")
    path = "releases/2014/06/bay.md"
    text = desk.read(path)
    for changed in (text.replace("quiet. ", "quiet.\n\n"), text.replace("\n\nOthers", "\nOthers")):
        desk.write(path, changed)
        assert desk.problems() == [
            f"{path}:7: paragraphs were joined or parted since 2014-06; they are cited by number: put the "
            "blank lines back where they were"
        ]
    desk.write(path, text.replace("\n\nOthers", "\n \n\nOthers"))
    assert desk.problems() == []


@pytest.mark.parametrize("field", ["title", "deck", "label", "dateline"])
def test_what_is_printed_is_in_the_fingerprint(field: str) -> None:
    assert fingerprint(BODY, **{field: "One thing"}) != fingerprint(BODY, **{field: "Another thing"})


@pytest.mark.parametrize("field", ["summary", "topics", "about", "embargo", "reference"])
def test_what_the_archive_says_of_a_release_is_not(field: str) -> None:
    value = {"topics": ["one"], "about": ["AZ"], "embargo": "2020-01-01T10:00 Europe/Rome"}.get(field, "one")
    assert fingerprint(BODY, **{field: value}) == fingerprint(BODY)
