"""OpenDocument texts: read as Word files are."""

from __future__ import annotations

import io
import zipfile

import pytest
from press_archive.importers import Document, Failure, readers, understand
from press_archive.importers.drafts import draft, missing, place

from tests.importers.samples import A, B, C
from tests.importers.score import known

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "style", "table")
)
_SPACES += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
_STYLES = """<style:style style:name="P1" style:parent-style-name="Title"/><style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="T2"><style:text-properties fo:font-style="italic"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>
<text:list-level-style-number text:level="3" style:num-format="i" style:num-suffix="." text:display-levels="2"/></text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>"""


def odt(body: str, styles: str = "", manifest: str = "") -> bytes:
    """Make a small OpenDocument text."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f"<office:document-content {_SPACES}><office:automatic-styles>{_STYLES}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        package.writestr("styles.xml", f"<office:document-styles {_SPACES}>{styles}</office:document-styles>")
        package.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return out.getvalue()


def p(*inside: str) -> str:
    return f"<text:p>{''.join(inside)}</text:p>"


def points(*items: str, style: str = "", **said: str) -> str:
    named = f' text:style-name="{style}"' if style else ""
    named += "".join(f' text:{name.replace("_", "-")}="{value}"' for name, value in said.items())
    return f"<text:list{named}>{''.join(f'<text:list-item>{item}</text:list-item>' for item in items)}</text:list>"


def read(*body: str, styles: str = "") -> tuple[str, list[str], list[tuple[str, str]]]:
    head = p("FOR IMMEDIATE RELEASE") + p("4 August 2011") + "<text:h>Nepal: Keep the Promise</text:h>"
    raw = odt("".join((head, p(f"LONDON – {A}"), p(B), *body, p(C))), styles)
    (document,) = readers.read_bytes("text.odt", raw)
    assert isinstance(document, Document), document
    (item,) = understand(document, known())
    assert item.title == "Nepal: Keep the Promise"
    text = draft(item, place(item, "en")).text
    assert missing(text, item) == []
    return text.partition(f"{B}\n\n")[2], [*document.warnings, *item.warnings], item.aside


@pytest.mark.parametrize(
    ("body", "markdown"),
    [
        (
            points(
                p("States") + points(p("sign"), p("ratify") + points(p("soon")), style=""), p("Courts"), style="L1"
            ),
            "1. States\n   - (a) sign\n   - (b) ratify\n     - b.i. soon\n2. Courts",
        ),
        (points(p("one"), style="L2") + points(p("two"), style="L2"), "- one\n\n* two"),
        (points(p("One.") + p("More of it."), p("two"), style="L2"), "- One.\n\n  More of it.\n\n- two"),
        (
            points(p("one"), style="L1") + p("Between.") + points(p("two"), style="L1", continue_numbering="true"),
            "1. one\n\nBetween.\n\n2. two",
        ),
        (points(p("one"), style="L1") + p("Between.") + points(p("one"), style="L1"), "1. one\n\nBetween.\n\n1. one"),
        (
            p("It is ", '<text:span text:style-name="T1">open</text:span> to<text:s/>',
              '<text:span text:style-name="T2">all</text:span>, ', '<text:a xlink:href="https://example.org/">here</text:a>.'),
            "It is **open** to *all*, [here](<https://example.org/>).",
        ),
        (p("Said", "<text:note><text:note-citation>1</text:note-citation><text:note-body>", p("In the made-up report."),
           "</text:note-body></text:note>", "."), "Said\\[1\\]."),
        (p("Kept", "<office:annotation>", p("Why?"), "</office:annotation>", "."), "Kept."),
        ("<table:table>" + "".join(f"<table:table-row>{''.join(f'<table:table-cell>{p(cell)}</table:table-cell>' for cell in row)}</table:table-row>"
                                   for row in (("Group", "States"), ("All told", "122"))) + "</table:table>",
         "| Group | States |\n| --- | --- |\n| All told | 122 |"),
    ],
)  # fmt: skip
def test_what_a_writer_set_out_is_in_the_draft(body: str, markdown: str) -> None:
    text, looks, _ = read(body)
    assert text.startswith(f"{markdown}\n\n{C}")
    assert looks == []
    assert ("In the made-up report." in text) == ("[1" in text)


def test_the_style_of_a_title_says_which_line_it_is() -> None:
    title = '<text:p text:style-name="P1">Treaty and Justice</text:p>'
    raw = odt(title + p("The Coalition welcomes the news from Kathmandu") + p("4 August 2011") + p(A) + p(B))
    (document,) = readers.read_bytes("text.odt", raw)
    assert isinstance(document, Document)
    (item,) = understand(document, known())
    assert (item.title, item.deck) == ("Treaty and Justice", "The Coalition welcomes the news from Kathmandu")


def test_what_is_said_of_a_picture_is_set_aside_and_told() -> None:
    space = 'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    text, looks, aside = read(p(f'So it is.<frame {space}><svg:desc>Ada at the "march"</svg:desc></frame>'))
    assert text.startswith("So it is.\n\n")
    assert ("picture", 'Ada at the "march"') in aside
    assert [look.partition(":")[0] for look in looks] == ["picture"]


def test_what_was_struck_out_as_a_change_is_not_read_and_told() -> None:
    text, looks, _ = read(
        f"<text:tracked-changes><text:deletion>{p('Never.')}</text:deletion></text:tracked-changes>"
    )
    assert "Never" not in text
    assert looks == [
        "changes: the file holds some that nobody accepted or refused; they were read as accepted"
    ]


def test_hidden_words_are_not_read_and_words_that_are_struck_through_are_told() -> None:
    styles = (
        '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="S"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    runs = [f'<text:span text:style-name="{name}">{name} out </text:span>' for name in "HS"]
    text, looks, _ = read(p("In ", *runs, "in."), styles=styles)
    assert text.startswith("In S out in.\n")
    assert looks == ['struck: "S out" is struck through in the file; Markdown cannot say that']


HIDDEN = (
    '<office:styles><style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="I" style:parent-style-name="H"/></office:styles>'
)


@pytest.mark.parametrize(
    "hidden",
    [
        '<text:p text:style-name="I">Ask Ada.</text:p>',
        f'<text:section text:display="none">{p("Ask Ada.")}</text:section>',
        p('<text:hidden-paragraph text:is-hidden="true"/>Ask Ada.'),
        p('In print<text:hidden-text text:is-hidden="true">Ask Ada</text:hidden-text>.'),
    ],
    ids=["a style of a style", "a section", "a paragraph", "words"],
)
def test_what_is_hidden_in_another_way_is_not_read_either(hidden: str) -> None:
    text, looks, _ = read(hidden, p("It is in print."), styles=HIDDEN)
    assert "Ask Ada" not in text
    assert text.startswith(("It is in print.\n", "In print.\n\nIt is in print.\n"))
    assert looks == []


def test_comments_and_hidden_words_at_the_head_of_pages_are_not_read() -> None:
    said = f"Example Coalition<office:annotation>{p('Ask Ada')}</office:annotation>"
    said += '<text:span text:style-name="H">Draft 3</text:span>'
    head = f"<office:master-styles><style:header>{p(said)}</style:header></office:master-styles>"
    _, _, aside = read(styles=HIDDEN + head)
    assert aside[0] == ("page", "Example Coalition")


def test_the_head_of_pages_is_set_aside() -> None:
    edge = (
        f"<office:master-styles><style:header>{p('Example Coalition')}</style:header></office:master-styles>"
    )
    _, _, aside = read(styles=edge)
    assert ("page", "Example Coalition") in aside


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (odt(p(A), manifest="<encryption-data/>"), "locked with a password"),
        (odt(p(A) + "<p>"), "damaged"),
        (odt(p(A))[:200], "damaged or cut short"),
    ],
    ids=["locked", "damaged", "cut short"],  # the bytes hold the time they were made: no name for a test
)
def test_one_that_cannot_be_read_is_told(raw: bytes, reason: str) -> None:
    (found,) = readers.read_bytes("text.odt", raw)
    assert isinstance(found, Failure)
    assert reason in found.reason
