"""What a build would warn of in a release is said before its text is fixed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk import Desk

HARBOUR = "2014/05/harbour"
FIGURE = "```{figure} signing.png\n:alt: Two people sign.\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "archive")
    desk.write("releases/2014/05/signing.png", b"")
    return desk


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("See [the list](#nowhere).", 6, '"nowhere" leads nowhere; write an address with its beginning'),
        ("See [the list](missing.md).", 6, '"missing.md" leads nowhere; write an address'),
        ("Many states[^1] joined.", 6, "[^1] has no note; write it on a line of its own, as in [^1]: "),
        ("They joined.\n\n[^1]: All.", 8, "nothing in the text points to this note; write its mark there"),
        (f"A.\n\n{FIGURE}:widht: 3\n```", 10, '{figure} has no option "widht"; did you mean "width"?; '),
        (f"A.\n\n{FIGURE}\n- One\n- Two\n```", 8, "below a picture stands one paragraph, "),
        ("A.\n\n```{note}\n```", 8, "{note} has nothing in it; write its text"),
        ("(here)=\n\n## One\n\n(here)=\n\n## Two", 10, 'another place of this text is called "here"'),
        ("A.\n\n```klingon\nx\n```", 8, '"klingon" is the name of no language of programs; '),
        ("A.\n\n~~~klingon\nx\n~~~", 8, '"klingon" is the name of no language of programs; '),
        ("See {ref}`nowhere`.", 6, 'there is no "nowhere" to which this could lead'),
        ("See {doc}`nowhere`.", 6, 'there is no "nowhere" to which this could lead'),
        ("A[^1].\n\n[^1]: B.\n\n[^1]: C.", 10, "[^1] has a note already; give this one another name"),
        ("See [the settings](../../../conf.py).", 1, "a link would publish the file conf.py; use {press"),
    ],
)
def test_a_draft_of_which_a_build_would_warn_is_not_published(
    desk: Desk, body: str, line: int, said: str
) -> None:
    desk.release(HARBOUR, body)
    answer = desk.press("publish", f"releases/{HARBOUR}.md")
    assert not answer.done
    assert f"releases/{HARBOUR}.md:{line}: {said}" in answer.said
    assert answer.said.endswith("Error: nothing was published\n")
    assert not (desk.root / "releases/ledger.csv").exists()


def test_a_draft_may_point_to_all_that_a_build_knows(desk: Desk) -> None:
    """Of the archive only what matters to the draft is read, and nothing of it is taken for missing."""
    desk.write("conf.py", desk.read("conf.py") + "\nmyst_heading_anchors = 2\n")
    desk.published("2014/05/quay", "## The quay\n\nThe text.")
    desk.published("2014/05/pier")
    desk.published("2014/05/list", "The text.\n\n(annex)=\n\n## The annex\n\nMore.")
    text = (
        "One[^1] and [two](quay.md#the-quay) and [three](pier.md), {ref}`2014/05/pier`, {doc}`pier`, "
        "[four](#2014/05/pier), {press:release}`2014/05/pier`, [five](#a-heading), [six](/docs/guide.md), "
        "[seven](#annex), {ref}`annex`.\n\n"
        f"## A heading\n\n{FIGURE}\nThe signing.\n```\n\n[^1]: A note."
    )
    desk.published(HARBOUR, text)
    desk.release("2014/05/later", "See [one](pier.md).", embargo="2100-01-01T00:00 UTC")
    assert "under embargo" in desk.must("publish", "releases/2014/05/later.md")
    assert "WARNING" not in desk.must("build", "--strict")


@pytest.mark.parametrize(("name", "line"), [("2014/05/bay", 1), ("2014/05/quay", 10)])
def test_a_place_is_not_named_like_one_in_another_release(desk: Desk, name: str, line: int) -> None:
    """Sphinx warns of the later of the two, whose text may be fixed already."""
    text = "The text.\n\n(annex)=\n\n## The annex\n\nMore."
    desk.published(HARBOUR, text)
    desk.release(name, text)
    answer = desk.press("publish", f"releases/{name}.md")
    assert not answer.done
    told = f'releases/{name}.md:{line}: "annex" is the name of a place in releases/{HARBOUR}.md, too; give '
    assert answer.said.startswith(told)


def test_what_other_projects_hold_is_only_fetched_where_something_is_missing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def get(url: str, **how: object) -> None:
        asked.append(url)
        raise OSError("no network")

    monkeypatch.setattr("sphinx.util.requests.get", get)
    mapping = 'intersphinx_mapping = {"other": ("https://other.example.org/", None)}'
    extension = 'extensions.append("sphinx.ext.intersphinx")'
    desk.write("conf.py", f"{desk.read('conf.py')}\n{extension}\n{mapping}\n")
    desk.published("2014/05/quay", "See [one](https://example.org).")
    assert asked == []
    desk.release(HARBOUR, "See {external+other:ref}`there`.")
    assert not desk.press("publish", f"releases/{HARBOUR}.md").done
    assert asked == ["https://other.example.org/objects.inv"]


def test_what_stops_a_build_is_said_and_nothing_is_published(desk: Desk) -> None:
    desk.write("conf.py", desk.read("conf.py") + '\nextensions.append("no_such_extension")\n')
    desk.release(HARBOUR, "See [one](https://example.org).")
    answer = desk.press("publish", f"releases/{HARBOUR}.md")
    assert "it cannot be read as a build will read it; the build stopped: " in answer.said
    assert "no_such_extension" in answer.said
    assert not (desk.root / "releases/ledger.csv").exists()


def test_a_correction_of_which_a_build_would_warn_is_told_before_it_is_on_record(desk: Desk) -> None:
    desk.published(HARBOUR, "The harbour was open.")
    desk.published("2014/05/quay")
    path = f"releases/{HARBOUR}.md"
    desk.edit(path, "was open", "is [open](#nowhere), {press:release}`2014/05/quai`")
    desk.edit("releases/2014/05/quay.md", "The text.", "Another text.")  # is to be corrected as well
    said = desk.press("correct", HARBOUR, "--was", "was open", "--now", "is", answers="").said
    assert said.startswith(f'{path}:7: {{press:release}}: there is no release "2014/05/quai"; did you mean ')
    assert "mend before it is on record" in said
    desk.edit("releases/2014/05/quay.md", "Another text.", "The text.")
    desk.edit(path, ", {press:release}`2014/05/quai`", "")
    now = ("--was", "was open", "--now", "is [open](#nowhere)", "--kind", "fact", "--note", "")
    said = desk.must("correct", HARBOUR, *now)
    assert said.startswith(f'{path}:7: "nowhere" leads nowhere; ')


def test_what_is_wrong_with_a_correction_is_told_once(desk: Desk) -> None:
    """Also what the archive's own checks say, though a build says it, too."""
    desk.published(HARBOUR, "The harbour was open.")
    desk.edit(f"releases/{HARBOUR}.md", "was open.", "is [open](https://example.org).\n\n3. One\n5. Two")
    said = desk.press("correct", HARBOUR, "--was", "was open", "--now", "is", answers="").said
    assert said.count("a list typed") == 1


def test_a_draft_that_names_what_is_withheld_is_not_published(desk: Desk) -> None:
    """A build would take it for a leak, and there would be no site until it is corrected."""
    desk.release("2014/05/pier", embargo="2100-01-01T00:00 UTC")
    base = "https://archive.example.org/press/"
    path = f"releases/{HARBOUR}.md"
    for body in (f"The text.\n\nSee {base}releases/2014/05/pier/.", "See.\n\nAnd [it](pier.md)."):
        desk.release(HARBOUR, body)
        answer = desk.press("publish", path)
        assert not answer.done
        assert answer.said.startswith(f'{path}:8: "2014/05/pier" is ')
    desk.release(HARBOUR, "See https://example.net/releases/2014/05/pier/ and 2014/05/pier-two.")
    desk.must("publish", path)
    desk.must("build")
