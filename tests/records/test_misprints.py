"""What Markdown prints otherwise than it was typed: lists, what is set in, end marks and rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from press_archive.records import misprinted

from tests.helpers import Archive, build, scanned, texts


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("1. a\n3. b\n4. c", 6),
        ("1. a\n\n   More.\n\n2. b\n\n4. c", 11),
        ("A line.\n\n- in it\n  1. a\n  5. b", 9),
        ("> 1. a\n> 3. b", 6),
        (":::{press:notes}\n3. a\n1. b\n:::", 7),
        ("```{note}\n1. a\n3. b\n```", 7),
        ("2. a\n2. b", 6),
    ],
)
def test_a_list_that_is_printed_with_other_numbers_is_told_at_the_first(text: str, line: int) -> None:
    ((found, _),) = misprinted(text, 5)
    assert found == line


@pytest.mark.parametrize(
    "text",
    [
        "1. a\n2. b\n3. c",
        "4. a\n5. b",
        "1. a\n1. b\n1. c",  # the counting is left to Markdown
        "0. a\n0. b",
        "1. a\n\nA paragraph.\n\n3. b",
        "1. a\n3) b\n4) c",
        "1. a\n   1. x\n   2. y\n2. b",
        "```\n1. a\n3. b\n```",
        "It was in\n2014. Or in\n2013. Or never.",
    ],
)
def test_a_list_that_is_printed_as_it_is_typed_is_not(text: str) -> None:
    assert list(misprinted(text, 5)) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\tAs typists begin it.", 5),
        ("A line.\n\n\tAs typists do it.\n\n    And so.", 7),
        ("A line.\n\n     - a\n     - b", 7),
        ("- a\n\n      b", 7),
        ("1.\t\ta", 5),
        ("> A line.\n>\n>     Another.", 7),
        (":::{press:notes}\nA note.\n\n\tAnother.\n:::", 8),
    ],
)
def test_what_is_set_in_so_far_that_it_is_printed_as_a_program_is_told(text: str, line: int) -> None:
    ((found, message),) = misprinted(text, 5)
    assert found == line
    assert "begin its lines at the margin" in message


@pytest.mark.parametrize(
    "text",
    [
        "A line,\n\tbroken, and\n    broken again.",
        "- a\n\n  b\n    c\n-\td",
        "1. a\n    - b\n    - c",
        "Columns\tset    out.",
        "```\n    code\n```",
        "Term\n:   what it means",
        "It was said.[^1]\n\n[^1]: A note.\n\n    And more of it.",
    ],
)
def test_what_is_set_in_and_printed_as_a_paragraph_is_not(text: str) -> None:
    assert list(misprinted(text, 5)) == []


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("A line.\n\n###", 7, "take this end mark out"),
        ("A line.\n\n### A part\n\nMore.", 7, "a heading of ### needs one of ## above it; write ##"),
        ("## A\n\n### B\n\n## C\n\n#### D", 11, "needs one of ### above it; write ###"),
        ("A line.\n---\n\nMore.", 5, "a line of - right below a paragraph makes a heading of it"),
        ("Two\nlines.\n--", 5, "a line of - right below a paragraph makes a heading of it"),
        ("A line.\n\n* * *", 7, "a line of * is printed as a rule between two paragraphs"),
        ("## A\n\n---\n\nA line.", 7, "take it out"),
        ("A line.\n\n---\n\n---\n\nA line.", 9, "take it out"),
        ("- a\n\n  ---\n\n  b", 7, "take it out"),
        (":::{press:notes}\nA note.\n\n---\n\nAnother.\n:::", 8, "take it out"),
        ("A.\n\n```{figure} a.png\n:alt: A.\n\nA line.\n\nThe text.", 7, "is not closed, and takes in all"),
        ("A.\n\n:::{press:notes}\nB.\n:::\n\nC.\n:::\n\nD.", 12, "or take it out"),
        (":::{press:notes}\n```{note}\nA.\n\nB.\n:::", 6, "end it with a line ```"),
        ("A.\n\n````", 7, "end it with a line ````"),
        ("It asks:\n• one\n• two", 6, 'points that begin with "•" are printed as one paragraph'),
        ("\uf0b7\tone\no\ttwo", 6, 'begin each with "- "'),
    ],
)
def test_what_a_word_processor_leaves_in_a_text_is_told_before_a_strict_build_fails(
    text: str, line: int, told: str
) -> None:
    ((found, message),) = misprinted(text, 5)
    assert (found, told in message) == (line, True), message


@pytest.mark.parametrize(
    "text",
    [
        "## A\n\n### B\n\n## C",
        "A line.\n\n* * *\n\nAnother.",
        "A line.\n\n---\n\n:::{press:notes}\nA note.\n:::",
        "A line.\n\n---\n\n## A part\n\nAnother.",
        "A PART\n------\n\nA line.",
        "• one\n\n• two",  # printed as typed
        "A line · and\nanother • here.",
        "```\n•\n•\n###\n```",
        "> ```\n> A.\n> ```\n\n- ~~~\n  A.\n  ~~~~\n\n::::{note}\n:::{press:notes}\nA.\n:::\n::::",
    ],
)
def test_a_heading_a_rule_and_a_sign_in_their_places_are_not(
    archive: Archive, tmp_path: Path, text: str
) -> None:
    assert list(misprinted(text, 5)) == []
    archive.release("2015/01/asks", text)
    assert build(archive.root, tmp_path / "site").warnings == ""


def test_an_author_is_told_what_keeps_the_numbers_and_it_does(archive: Archive) -> None:
    archive.release("2015/01/asks", "It asks:\n\n1. Ratify\n3. Implement\n4. Fund")
    ((path, line, _, message, severity),) = scanned(archive.root).warnings
    assert (path, line, severity) == ("releases/2015/01/asks.md", 9, "warning")
    assert message == (
        'a list typed "1, 3, 4" would be printed "1, 2, 3", counted on from its first number; write 3) after '
        "1., as another sign begins another list"
    )
    archive.edit(path, "3. Implement", "3) Implement")
    assert scanned(archive.root).warnings == ()


def test_a_build_says_it_and_prints_the_numbers_once_they_are_kept(archive: Archive, tmp_path: Path) -> None:
    archive.release("2015/01/asks", "It asks:\n\n1. Ratify\n3. Implement\n4. Fund")
    assert "releases/2015/01/asks.md:9: " in build(archive.root, tmp_path / "site").warnings
    archive.edit("releases/2015/01/asks.md", "3. Implement", "3) Implement")
    site = build(archive.root, tmp_path / "site")
    lists = site.page("/releases/2015/01/asks/").iter("ol")
    numbers = [(each.get("start", "1"), texts(each.iter("li"))) for each in lists][1:]
    assert (site.warnings, numbers) == ("", [("1", ["Ratify"]), ("3", ["Implement"]), ("4", ["Fund"])])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (":::press:notes\nA note.\n:::", "write :::{press:notes}"),
        ("::: note\nA note.\n:::", "write :::{note}"),
        ("```press:notes\nA note.\n```", "write ```{press:notes}"),
        (":::\nA note.\n:::", "write :::{press:notes}, say, or take it out"),
        (":::{press:notes}\nA note.\n:::\n\n:::", "or take it out"),
    ],
)
def test_a_block_without_its_braces_or_name_is_told(text: str, said: str) -> None:
    ((line, found),) = misprinted(text, 5)
    assert line == (9 if "{" in text else 5)
    assert found.endswith(said)


@pytest.mark.parametrize("text", ["```python\nx\n```", "```\n:::note\n:::\n```", "::: {note}\nA.\n:::"])
def test_a_listing_and_a_block_with_a_name_are_not(text: str) -> None:
    assert list(misprinted(text, 5)) == []


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (
            "One.\n\nIt is\n2*3*4 in all.",
            8,
            r'"2*3*4" is printed without its stars, in italics; write 2\*3\*4',
        ),
        ("A **bold ** word.", 5, '"**bold **" is printed with its stars; take out the spaces inside them'),
        ("A\n** bold** word.", 6, '"** bold**" is printed with its stars'),
        ("> It is *italic *, and\n> **so** on.", 5, '"*italic *" is printed with its stars'),
        ("42 states* joined.\n\n* Figures as of May", 7, r"printed as the point of a list; begin it with \*"),
    ],
)
def test_stars_that_are_printed_otherwise_than_meant_are_told(text: str, line: int, said: str) -> None:
    ((found, message),) = misprinted(text, 5)
    assert (found, said in message) == (line, True), message


@pytest.mark.parametrize(
    "text",
    [
        '*a* b *c* and **d.** e **“f”**, g **"h"** i',
        "**a**, b **c** d *e*; f** and g **\n** h",
        r"It is 2\*3\*4, or `2*3*4`, or 2 * 3 * 4, or 2*3.",
        "un*frigging*believable, 2*a*4",
        "States* joined.\n\n*Figures as of May. * And of June.",
        "States* joined.\n\n* one\n* two",
        "*States* joined.\n\n* Figures as of May",
        "States joined.\n\n* * *\n\nMore.",
        "`**bold **` is not bold",
        r"\*\*bold \*\* it is",
    ],
)
def test_stars_that_are_printed_as_they_are_meant_are_not(text: str) -> None:
    assert list(misprinted(text, 5)) == []


def test_a_link_with_a_space_in_its_address_is_told_for_it_is_none() -> None:
    text = "One.\n\nSee\n[the list](https://example.org/the list.pdf) and [it](https://example.org/it)."
    ((line, said),) = misprinted(text, 5)
    assert line == 8
    assert said.startswith('"[the list](https://example.org/the list.pdf)" is printed as it stands; ')


@pytest.mark.parametrize(
    "text",
    [
        '[a](https://example.org/ "A title"), [b](<https://example.org/b c>)',
        "`[a](https://example.org/a b)`, [sic](see there)",
        r"\[a](https://example.org/a b)",
    ],
)
def test_a_link_that_is_one_or_is_not_meant_as_one_is_not_told(text: str) -> None:
    assert list(misprinted(text, 5)) == []


def test_a_guide_and_a_shared_wording_are_looked_at_too(archive: Archive) -> None:
    archive.write("docs/guides/steps.md", "# Steps\n\n1. one\n3. three\n")
    front = "---\nterm: Bay\nwordings:\n  - from: 2013\n    text: |\n      1. one\n      3. three\n---\n"
    archive.write("docs/background/bay.md", front)
    found = [(problem.path, problem.line) for problem in scanned(archive.root).warnings]
    assert found == [("docs/background/bay.md", 7), ("docs/guides/steps.md", 4)]
