"""PDFs: pages, and columns, are put together again to the text that was set in them."""

from __future__ import annotations

import io

import pypdf
import pytest
from press_archive.importers import Document, read_bytes
from press_archive.importers.markup import text_of
from press_archive.importers.plain import Block

from tests.importers.samples import pdf


def read(*pages: list[str]) -> list[Block]:
    """The blocks of a PDF of some pages."""
    writer = pypdf.PdfWriter()
    for page in pages:
        writer.append(io.BytesIO(pdf(page)))
    out = io.BytesIO()
    writer.write(out)
    (document,) = read_bytes("paper.pdf", out.getvalue())
    assert isinstance(document, Document), document
    return list(document.blocks)


def test_what_stands_at_the_edge_of_each_page_is_set_aside_and_a_sentence_goes_on_over_it() -> None:
    blocks = read(
        [
            "Example Coalition Newsroom",
            "The first paragraph of a text that is long enough and",
            "Page 1 of 2",
        ],
        ["Example Coalition Newsroom", "goes on over the page.", "Page 2 of 2"],
    )
    aside = [block.text for block in blocks if block.kind == "menu"]
    assert aside == ["Example Coalition Newsroom", "Page 1 of 2", "Page 2 of 2"]
    assert text_of(block for block in blocks if block.kind != "menu") == (
        "The first paragraph of a text that is long enough and goes on over the page."
    )


def test_what_each_page_begins_with_stays_where_it_is_the_head_of_a_release_or_a_row() -> None:
    blocks = read(
        ["FOR IMMEDIATE RELEASE", "One text.", "Kenya 2005"],
        ["FOR IMMEDIATE RELEASE", "Another.", "Kenya 2006"],
    )
    said = " ".join(block.text for block in blocks if block.kind != "menu").split()
    assert said.count("IMMEDIATE") == said.count("Kenya") == 2


def test_of_a_single_page_all_is_text() -> None:
    lines = ["One line.", "Two lines.", "Three lines.", "Four lines.", "Five lines."]
    assert " ".join(block.text.replace("\n", " ") for block in read(lines)) == " ".join(lines)


def test_a_line_that_was_stretched_has_one_space_between_its_words() -> None:
    assert read(["Yaoundé,  le  4 août  2011", "State   Joined"])[0].lines == (
        "Yaoundé, le 4 août 2011",
        "State   Joined",
    )


def test_where_more_room_is_left_between_two_lines_a_paragraph_begins() -> None:
    first = ["The Example Coalition today called upon the", "government of Nepal to keep its old promise."]
    second = ["It did so in a letter that the government has", "not answered so far, in a whole long summer."]
    assert [block.lines for block in read([*first, "", *second])] == [tuple(first), tuple(second)]


def test_words_from_right_to_left_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pypdf.PageObject, "extract_text", lambda page, **_: "بيان صحفي")
    (document,) = read_bytes("paper.pdf", pdf(["x"]))
    assert isinstance(document, Document)
    assert document.warnings == (
        "order: in a PDF, words from right to left may stand in another order than on the page; compare them",
    )


COLUMN = """The Example Coalition today called
on the government of Nepal to rati‐
fy the treaty without any delay and
to keep its promise.
It asked for it ten years ago, and it
asks for it again today, in this very
long letter to the government, which
has not answered it.
The letter is short."""


def test_the_lines_of_a_column_are_paragraphs_and_its_broken_words_whole() -> None:
    (document,) = read_bytes("column.txt", COLUMN.encode())
    assert isinstance(document, Document)
    assert text_of(document.blocks) == (
        "The Example Coalition today called on the government of Nepal to ratify the treaty without any delay and "
        "to keep its promise.\n\nIt asked for it ten years ago, and it asks for it again today, in this very long "
        "letter to the government, which has not answered it.\n\nThe letter is short."
    )


def test_so_are_those_of_a_first_paragraph_without_its_dateline() -> None:
    lines = ("Coalition", *COLUMN.split("\n")[1:4])
    assert "\\" not in text_of([Block(lines)])


def test_the_lines_of_an_address_stay() -> None:
    (document,) = read_bytes(
        "address.txt", b"Example Coalition\nThe Old Harbour House\nLagoon Street 12\nc/o Ada"
    )
    assert isinstance(document, Document)
    assert text_of(document.blocks).count("\\\n") == 3
