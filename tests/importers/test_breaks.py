"""What parts a text: stars and rules between its parts stay as a break, marks of its end go."""

from __future__ import annotations

import pytest
from press_archive.importers import Document, readers, understand
from press_archive.importers.drafts import draft, missing, place

from tests.importers.samples import A, B, C
from tests.importers.score import known


def read(name: str, *blocks: str) -> str:
    """What the draft of a file has below its first paragraph."""
    text = "\n\n".join(
        ["FOR IMMEDIATE RELEASE", "4 August 2011", "Nepal: Keep the Promise", f"LONDON – {A}", *blocks]
    )
    if name.endswith(".html"):
        text = "".join(part if part[:1] == "<" else f"<p>{part}</p>" for part in text.split("\n\n"))
    (document,) = readers.read_bytes(
        name, f"<html>{text}</html>".encode() if "html" in name else text.encode()
    )
    assert isinstance(document, Document)
    (item,) = understand(document, known())
    made = draft(item, place(item, "en")).text
    assert missing(made, item) == []
    return made.partition(f"{A}\n\n")[2].strip()


@pytest.mark.parametrize(
    "sign", ["* * *", "***", "*", "⁂", "~~~", "- - - - -", "_____", "-" * 70, "# # #", "<hr>"]
)
@pytest.mark.parametrize("name", ["text.txt", "page.html", "text.md"])
def test_what_stands_between_two_parts_of_a_text_is_a_break(name: str, sign: str) -> None:
    if sign == "<hr>" and name != "page.html":
        return
    assert read(name, B, sign, C, "###") == f"{B}\n\n* * *\n\n{C}"


@pytest.mark.parametrize("sign", ["* * *", "_____", "###", "# # #", "#", "-30-", "ENDS", "FIN", "<hr>"])
def test_what_stands_below_a_text_is_its_end(sign: str) -> None:
    assert read("page.html", B, C, sign) == f"{B}\n\n{C}"
    notes = "Last changed in August"
    assert read("page.html", B, C, sign, notes) == f"{B}\n\n{C}\n\n:::{{press:notes}}\n{notes}\n:::"


def test_a_short_line_above_the_end_of_a_text_is_of_the_text() -> None:
    assert read("text.txt", B, "***", "Thank you, Mr. President.", "###") == (
        f"{B}\n\n* * *\n\nThank you, Mr. President."
    )


def test_notes_have_no_breaks() -> None:
    assert read("text.txt", B, "-30-", C, "***", B) == f"{B}\n\n:::{{press:notes}}\n{C}\n\n{B}\n:::"


def test_of_several_breaks_there_is_one_and_none_above_contacts() -> None:
    contact = "Contact: Ada Exemplar, ada@example.org"
    assert read("text.txt", B, "* * *", "-----", C, "***", contact) == (
        f"{B}\n\n* * *\n\n{C}\n\n:::{{press:notes}}\n{contact}\n:::"
    )


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("text.txt", "What we ask\n-----------"),
        ("text.txt", "What we ask\n==========="),
        ("text.md", "What we ask\n---"),
        ("text.md", "What we ask\n====="),
    ],
)
def test_a_line_that_is_underlined_is_a_heading(name: str, typed: str) -> None:
    assert read(name, B, f"{typed}\n{C}") == f"{B}\n\n## What we ask\n\n{C}"


def test_a_break_right_below_a_heading_is_none() -> None:
    assert read("page.html", B, "<h3>What we ask</h3>", "<hr>", C, "<hr>", "<h3>And</h3>", C) == (
        f"{B}\n\n## What we ask\n\n{C}\n\n* * *\n\n## And\n\n{C}"
    )


def test_a_rule_that_is_longer_than_the_line_above_is_a_break() -> None:
    assert read("text.txt", B, f"So it is.\n{'-' * 60}\n{C}") == f"{B}\n\nSo it is.\n\n* * *\n\n{C}"


def test_a_heading_below_the_background_goes_on_with_the_text() -> None:
    text = read("page.html", B, "<h2>Background</h2>", C, "<h2>What we ask</h2>", B)
    assert text == f"{B}\n\n## What we ask\n\n{B}\n\n:::{{press:notes}}\n{C}\n:::"
