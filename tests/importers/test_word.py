"""Word files: what a writer set out in them is in the draft, as far as Markdown can say it."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple
from xml.sax.saxutils import escape

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from press_archive.importers import Document, readers, understand
from press_archive.importers.drafts import draft, missing, place
from press_archive.importers.markup import text_of
from press_archive.importers.plain import Block, BlockKind, lost
from press_archive.importers.understood import Understood
from press_archive.records import misprinted

from tests.importers.samples import A, B, C, docx
from tests.importers.score import known

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def kind(number: int, *levels: tuple[str, str]) -> str:
    """A kind of list: the way to count and the mark of each of its levels."""
    made = (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{way}"/><w:lvlText w:val="{mark}"/></w:lvl>'
        for at, (way, mark) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(made)}</w:abstractNum>'


def numbered(number: int, of: int, anew: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{anew}</w:num>'


ANEW = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
NUMBERING = f"""<w:numbering {SPACE}>
{kind(0, ("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "%3."))}
{kind(1, ("bullet", "•"), ("bullet", "o"))}
{kind(2, ("decimal", "Article %1"), ("decimal", "%1.%2"), ("ordinal", "%3"))}
{numbered(1, 0)}{numbered(2, 1)}{numbered(3, 0, ANEW)}{numbered(4, 1)}{numbered(5, 2)}
</w:numbering>"""
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="n" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" '
    'Target="numbering.xml"/></Relationships>'
)


def run(text: str, *looks: str) -> str:
    look = "".join(f"<w:{name}/>" for name in looks)
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*runs: str, listed: int = 0, level: int = 0, style: str = "") -> str:
    """A paragraph; ``listed``: of a list with numbers (1, 3), bullets (2, 4) or articles (5)."""
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    look += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{listed}"/></w:numPr>' if listed else ""
    return f"<w:p><w:pPr>{look}</w:pPr>{''.join(r if r.startswith('<') else run(r) for r in runs)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{p(cell) if cell[:1] != '<' else cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


class Made(NamedTuple):
    """What a Word file gave: the draft below the text's beginning, the parts, what a person is asked to look at."""

    text: str
    item: Understood
    looks: list[str]


def read(*body: str, extra: dict[str, str] | None = None) -> Made:
    head = (
        p("FOR IMMEDIATE RELEASE"),
        p("4 August 2011"),
        p("Nepal: Keep the Promise"),
        p(f"LONDON – {A}"),
        p(B),
    )
    parts = {"word/numbering.xml": NUMBERING, "word/_rels/document.xml.rels": RELATIONS, **(extra or {})}
    raw = docx([], {name: part.encode() for name, part in parts.items()}, "".join((*head, *body)))
    (document,) = readers.read_bytes("word.docx", raw)
    assert isinstance(document, Document), document
    (item,) = understand(document, known())
    text = draft(item, place(item, "en")).text
    assert missing(text, item) == []
    return Made(text.partition(f"{B}\n")[2], item, [*document.warnings, *item.warnings])


def test_a_simple_table_stays_one_and_no_figure_of_it_is_the_number_of_a_page() -> None:
    made = read(table(("Group", "States"), ("All | told", "122")), p(C))
    assert made.text.startswith("\n| Group | States |\n| --- | --- |\n| All \\| told | 122 |\n\n")
    assert made.looks == []


def test_emphasis_and_links_stay_in_the_cells_of_a_table() -> None:
    cell = p(run("Not ", "b"), run("a|b", "b", "i"), " yet*")
    made = read(table(("Group", "States"), (cell, p(run("122", "i")))), p(C))
    assert made.text.startswith("\n| Group | States |\n| --- | --- |\n| **Not *a\\|b*** yet\\* | *122* |\n\n")
    assert made.looks == []


def test_a_numbered_paragraph_in_a_cell_keeps_its_number() -> None:
    made = read(table((p("Ratify", listed=1), "2012"), (p("Fund", listed=1), "2013")), p(C))
    assert made.text.startswith("\n| 1\\. Ratify | 2012 |\n| --- | --- |\n| 2\\. Fund | 2013 |\n\n")


def test_columns_that_are_set_with_tabs_can_be_seen_and_are_told() -> None:
    tab = "<w:r><w:tab/></w:r>"
    made = read(p("State", tab, "Signed", tab, "Joined"), p("Nepal", tab, tab, "2005"), p(C))
    assert made.text.startswith("\nState    Signed    Joined\n\nNepal        2005\n\n")
    assert [look.partition(":")[0] for look in made.looks] == ["columns"]


def test_words_before_and_after_the_end_of_a_page_are_two() -> None:
    made = read(p("Before", '<w:r><w:br w:type="page"/></w:r>', "and after."), p(C))
    assert made.text.startswith("\nBefore\\\nand after.\n\n")
    assert made.looks == []


def test_what_has_the_style_of_a_quotation_is_one() -> None:
    style = '<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style>'
    relations = RELATIONS.replace("numbering", "styles")
    extra = {
        "word/styles.xml": f"<w:styles {SPACE}>{style}</w:styles>",
        "word/_rels/document.xml.rels": relations,
    }
    assert read(p("It was so.", style="Q"), p(C), extra=extra).text.startswith("\n> It was so.\n\n")


def test_a_line_broken_in_a_point_stays_so() -> None:
    made = read(p("Example Coalition", "<w:r><w:br/></w:r>", "Bay Road", listed=2), p(C))
    assert made.text.startswith("\n- Example Coalition\\\n  Bay Road\n\n")


@pytest.mark.parametrize(
    "row",
    [
        (f"{p('122')}{p('of 193')}", "States"),  # two paragraphs
        (f"<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{p('122')}",),  # a cell over two columns
    ],
)
def test_another_table_is_read_cell_by_cell_and_said_to_be(row: tuple[str, ...]) -> None:
    made = read(table(("Group", "States"), row), p(C))
    assert made.text.startswith("\nGroup\n\nStates\n\n122\n\n")
    assert made.looks == ["table: it was read cell by cell; compare it with the file"]


def test_a_table_that_sets_out_people_side_by_side_is_read_as_contacts() -> None:
    made = read(p("CONTACTS"), table(("Ada Exemplar", "Ben Sample"), ("+31 70 555 0100", "+1 212 555 0101")))
    assert "+31 70 555 0100" in "\n".join(made.item.contact_text)
    assert made.looks[0].startswith("table: ")


def test_italics_bold_and_links_stay() -> None:
    made = read(
        p(
            "The ",
            run("Rome ", "i"),
            run("Statute", "i"),
            " is ",
            run("open ", "b"),
            "to ",
            run("*all", "b", "i"),
            ".",
        ),
        p(run("NOTE", "b"), run("s", "b"), "tone"),
        p(run("# 1. ", "b"), run("It", "i"), run("ends", "b"), " here.", listed=2),
        p(C),
    )
    assert made.text.startswith(
        "\nThe *Rome Statute* is **open** to ***\\*all***.\n\nNOTEstone\n\n- **# 1.** Itends here.\n\n"
    )


_RUNS = st.lists(
    st.tuples(st.text("ab *_#-.1(“”) ", min_size=1, max_size=8), st.sampled_from(["", "b", "i", "bi"])),
    min_size=1,
    max_size=6,
)


@settings(max_examples=100)
@given(_RUNS, st.sampled_from([0, 1]))
def test_however_it_is_set_it_reads_as_it_stood(runs: list[tuple[str, str]], listed: int) -> None:
    body = p(*(run(text, *looks) for text, looks in runs), listed=listed) + p(C)
    (document,) = readers.read_bytes(
        "word.docx",
        docx(
            [],
            {"word/numbering.xml": NUMBERING.encode(), "word/_rels/document.xml.rels": RELATIONS.encode()},
            body,
        ),
    )
    assert isinstance(document, Document)
    first = document.blocks[0]
    if first.text != C:
        written = text_of([first if listed else replace(first, kind="text", level=0)])
        shown = lxml.html.fromstring(f"<div>{MarkdownIt('commonmark').render(written)}</div>").text_content()
        assert "".join(shown.split()) == "".join("".join(text for text, _ in runs).split())
        assert lost("".join(text for text, _ in runs), [written]) == []


def test_a_first_paragraph_keeps_its_italics_without_its_dateline() -> None:
    raw = docx(
        [], {}, p("Nepal: Keep the Promise") + p(run("LONDON – ", "b"), run("Today", "i"), f" {A}") + p(B)
    )
    (document,) = readers.read_bytes("word.docx", raw)
    assert isinstance(document, Document)
    (item,) = understand(document, known())
    assert f"\n*Today* {A[:20]}" in draft(item, place(item, "en")).text


def test_a_numbered_list_keeps_its_numbers() -> None:
    made = read(p("first", listed=1), p("second", listed=1), p("a point", listed=2), p(C))
    assert made.text.startswith("\n1. first\n2. second\n\n- a point\n\n")
    assert made.looks == []
    assert text_of([Block(("3) third",), "item", level=1)]) == "3) third"


def rendered(made: Made) -> str:
    return str(MarkdownIt("commonmark").render(made.text.partition(C[:20])[0])).replace("\n", "")


def test_lists_stay_within_lists_and_letters_stay_letters() -> None:
    made = read(
        p("States", listed=1),
        p("sign", listed=1, level=1),
        p("ratify", listed=1, level=1),
        p("soon", listed=1, level=2),
        p("Courts", listed=1),
        p("judge", listed=1, level=1),
        p(C),
    )
    assert made.text.startswith(
        "\n1. States\n   - (a) sign\n   - (b) ratify\n     - i. soon\n2. Courts\n   - (a) judge\n\n"
    )
    assert rendered(made) == (
        "<ol><li>States<ul><li>(a) sign</li><li>(b) ratify<ul><li>i. soon</li></ul></li></ul></li>"
        "<li>Courts<ul><li>(a) judge</li></ul></li></ol>"
    )
    assert made.looks == []


_POINTS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.integers(1, 2),
        st.sampled_from(["-", "1.", "2.", "3.", "2)", "(a)", "iv.", ""]),
        st.sampled_from(["a point", "of two\nlines", "12. May", "- so"]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=100)
@given(_POINTS)
def test_whatever_lists_are_made_of_each_point_is_printed_with_its_mark(
    points: list[tuple[int, int, str, str]],
) -> None:
    blocks, printed, depths = [], [], []
    above: list[int] = []  # the levels of the points that a block stands in
    for level, number, mark, text in points:
        is_item = bool(level and mark)
        while above and above[-1] >= level + (not is_item):
            above.pop()
        above += [level] * is_item
        kind: BlockKind = "item" if is_item else "text"
        lines = f"{mark} {text}" if is_item else text
        blocks.append(Block(tuple(lines.split("\n")), kind, level=level, list=number))
        printed.append(" ".join(lines.removeprefix("- ").split()) if is_item else " ".join(text.split()))
        depths.append(len(above))
    shown, found, open_lists = [], [], []
    mark = ""
    for token in MarkdownIt("commonmark").parse(text_of(blocks)):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            open_lists.append(int(token.attrs.get("start", 1)) if token.tag == "ol" else 0)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            open_lists.pop()
        elif token.type == "list_item_open" and open_lists[-1]:
            mark = f"{open_lists[-1]}{token.markup} "
            open_lists[-1] += 1
        elif token.type == "inline":
            shown.append(mark + " ".join(token.content.replace("\\\n", " ").replace("\\", "").split()))
            found.append(len(open_lists))
            mark = ""
    assert [said.replace(")", ".") for said in shown] == [said.replace(")", ".") for said in printed]
    assert list(misprinted(text_of(blocks), 1)) == []
    assert found == depths


def test_a_list_that_begins_right_after_another_is_another_one() -> None:
    made = read(
        p("here", listed=2), p("deeper", listed=2, level=1), p("there", listed=4), p("one", listed=1),
        p("one again", listed=3), p("two", listed=3), p(C),
    )  # fmt: skip
    assert made.text.startswith("\n- here\n  - deeper\n\n* there\n\n1. one\n\n1) one again\n2) two\n\n")


def test_a_list_that_stands_further_in_is_within_the_one_above() -> None:
    def further(number: int, left: int) -> str:
        return kind(number, ("bullet", "•")).replace(
            "</w:lvl>", f'<w:pPr><w:ind w:left="{left}"/></w:pPr></w:lvl>'
        )

    kinds = "".join(further(number, left) for number, left in ((6, 360), (7, 643), (8, 926)))
    lists = "".join(numbered(number, number) for number in (6, 7, 8))
    numbering = f"<w:numbering {SPACE}>{kinds}{lists}</w:numbering>"
    points = (p("a", listed=6), p("b", listed=7), p("c", listed=8), p("d", listed=7), p("e", listed=6))
    made = read(*points, p(C), extra={"word/numbering.xml": numbering})
    assert made.text.startswith("\n- a\n  - b\n    - c\n  - d\n- e\n\n")


def test_a_list_counts_on_after_a_paragraph_and_begins_anew_where_its_file_says_so() -> None:
    made = read(
        p("one", listed=1), p("Between."), p("two", listed=1), p("Between."), p("one", listed=3), p(C)
    )
    assert made.text.startswith("\n1. one\n\nBetween.\n\n2. two\n\nBetween.\n\n1. one\n\n")


STYLES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
WITH_STYLES = RELATIONS.replace("</R", f'<Relationship Id="s" Type="{STYLES}" Target="styles.xml"/></R')


def test_the_style_of_a_title_says_which_line_it_is() -> None:
    styles = f'<w:styles {SPACE}><w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style></w:styles>'
    parts = {"word/styles.xml": styles.encode(), "word/_rels/document.xml.rels": WITH_STYLES.encode()}
    head = p("Treaty and Justice", style="Titel") + p("The Coalition welcomes the news from Kathmandu")
    (document,) = readers.read_bytes("word.docx", docx([], parts, head + p("4 August 2011") + p(A) + p(B)))
    assert isinstance(document, Document)
    (item,) = understand(document, known())
    assert (item.title, item.deck) == ("Treaty and Justice", "The Coalition welcomes the news from Kathmandu")


def test_marks_that_styles_give_are_in_the_text_those_of_headings_too() -> None:
    styles = f"""<w:styles {SPACE}>
    <w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="B"><w:name w:val="Base"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="5"/></w:numPr></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="D"><w:name w:val="Derived"/><w:basedOn w:val="B"/></w:style></w:styles>"""
    made = read(
        p("Scope", style="H"), p("It is made up.", style="D"), p("first", listed=5, level=2), p(C),
        extra={"word/styles.xml": styles, "word/_rels/document.xml.rels": WITH_STYLES},
    )  # fmt: skip
    assert made.text.startswith("\n## Article 1 Scope\n\n- 1.1 It is made up.\n  - 1 first\n\n")
    assert made.looks == ["list: its numbers were counted anew, in figures; compare them with the file"]


def test_notes_at_the_foot_of_pages_stand_at_the_end_of_the_text_even_below_contacts() -> None:
    notes = "".join(
        f'<w:footnote w:id="{at}">{p(text, listed=listed)}</w:footnote>'
        for at, text, listed in ((1, "Made up.", 0), (2, "Ibid.", 2))
    )
    relations = RELATIONS.replace(
        "</R",
        '<Relationship Id="f" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></R',
    )
    refer = '<w:r><w:footnoteReference w:id="{}"/></w:r>'.format
    made = read(
        p("It is said", refer(1), ", and again", refer(2), "."),
        p(C),
        p("CONTACTS"),
        p("Ada Exemplar, Director"),
        p("+31 70 555 0100"),
        extra={
            "word/footnotes.xml": f"<w:footnotes {SPACE}>{notes}</w:footnotes>",
            "word/_rels/document.xml.rels": relations,
        },
    )
    assert made.text.startswith(f"\nIt is said\\[1\\], and again\\[2\\].\n\n{C}\n\n")
    assert "\n\\[1\\] Made up.\n\n\\[2\\] Ibid.\n" in made.text
    assert "Made up" not in str(made.item.contact_text)
    assert made.looks == ["contact: Ada Exemplar: not in the register of contacts"]


def test_fields_are_read_and_hidden_words_are_not() -> None:
    made = read(p("The date is ", f'<w:fldSimple w:instr="DATE">{run("today")}</w:fldSimple>', "."), p(C))
    assert (made.text[:24], made.looks) == ("\nThe date is today.\n\nIn ", [])
    made = read(p("Said, ", run("not in print, ", "vanish"), "in print."), p(C))
    assert "not in print" not in made.item.text
    assert (made.text[:18], made.looks) == ("\nSaid, in print.\n\n", [])


HIDDEN = f"""<w:styles {SPACE}><w:style w:type="character" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Inner"><w:basedOn w:val="Hidden"/></w:style></w:styles>"""


def test_what_a_style_hides_is_not_read_either() -> None:
    words = '<w:r><w:rPr><w:rStyle w:val="Inner"/></w:rPr><w:t>not in print, </w:t></w:r>'
    shown = '<w:r><w:rPr><w:rStyle w:val="Inner"/><w:vanish w:val="0"/></w:rPr><w:t>in print.</w:t></w:r>'
    made = read(p("Said, ", words, shown), p("Ask Ada.", style="Inner"), extra={"word/styles.xml": HIDDEN})
    assert (made.text.strip(), made.looks) == ("Said, in print.", [])
    assert "Ask Ada" not in made.item.text


def test_what_is_hidden_or_struck_out_at_the_head_of_pages_is_not_read() -> None:
    gone = f"<w:del>{run('Draft 3')}</w:del>"
    head = f"<w:hdr {SPACE}>{p('Example Coalition', run('for Ada', 'vanish'), gone)}</w:hdr>"
    made = read(p(C), extra={"word/header1.xml": head})
    assert made.item.aside[0] == ("page", "Example Coalition")
    assert [look.partition(":")[0] for look in made.looks] == ["changes"]


def test_a_row_that_a_change_struck_out_is_not_read() -> None:
    whole = table(("Group", "States"), ("All told", "122"))
    row = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('Never')}</w:tc><w:tc>{p('7')}</w:tc></w:tr>"
    made = read(whole.replace("</w:tbl>", f"{row}</w:tbl>"), p(C))
    assert made.text.startswith("\n| Group | States |\n| --- | --- |\n| All told | 122 |\n\n")
    assert "Never" not in made.item.text
    assert [look.partition(":")[0] for look in made.looks] == ["changes"]


def test_a_raised_figure_does_not_make_another_figure() -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'.format
    made = read(p("All 122", raised(3), " states, on the 1", raised("st"), " of May."), p(C))
    assert (made.text[:38], made.looks) == ("\nAll 122³ states, on the 1st of May.\n\n", [])


PICTURE = """<w:p><w:r><w:drawing>
<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:docPr id="1" descr="Ada at the march"/>
<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>
<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>
<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:link="p"/></pic:blipFill></pic:pic>
</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"""


def test_what_is_said_of_a_picture_is_set_aside_and_told() -> None:
    to_it = RELATIONS.replace("numbering.xml", "p.png").replace('"n"', '"p"').replace("numbering", "image")
    made = read(PICTURE, p(C), extra={"word/_rels/document.xml.rels": to_it})
    assert made.text.strip() == C
    assert ("picture", "Ada at the march") in made.item.aside
    assert [look.partition(":")[0] for look in made.looks] == ["picture"]


def test_soft_hyphens_are_taken_out_and_nothing_is_said_to_be_unread() -> None:
    made = read(p("inter\xadnational and soft", "<w:r><w:softHyphen/></w:r>", "ly"), p(C))
    assert (made.text[:29], made.looks) == ("\ninternational and softly\n\nIn", [])


def test_a_short_text_keeps_its_lists_links_and_emphasis_too() -> None:
    body = (
        p("MEDIA ADVISORY"),
        p("4 August 2011"),
        p("Nepal: Press Conference on the Treaty"),
        p(run("WHAT: ", "b"), "We ask the government to:"),
        p("sign", listed=1),
        p("Ada Exemplar, director", listed=2),
        p(run("WHERE: ", "b"), "Made-up Hotel, Kathmandu"),
    )
    (document,) = readers.read_bytes(
        "word.docx", docx([], {"word/numbering.xml": NUMBERING.encode()}, "".join(body))
    )
    assert isinstance(document, Document)
    (item,) = understand(document, known())
    assert (item.title, item.deck) == ("Nepal: Press Conference on the Treaty", "")
    assert draft(item, place(item, "en")).text.endswith(
        "\n---\n\n**WHAT:** We ask the government to:\n\n1. sign\n\n- Ada Exemplar, director\n\n"
        "**WHERE:** Made-up Hotel, Kathmandu\n"
    )


def test_a_background_that_the_archive_does_not_have_keeps_its_lists_and_emphasis() -> None:
    made = read(
        p(C),
        p("ENDS"),
        p("Background"),
        p("The ", run("treaty", "i"), " asks states to:"),
        p("sign", listed=1),
    )
    assert "\nThe *treaty* asks states to:\n\n1. sign\n" in made.text


def test_a_list_of_links_is_no_menu() -> None:
    relations = RELATIONS.replace(
        "</R",
        '<Relationship Id="l" TargetMode="External" Target="https://example.org/" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/></R',
    )
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<w:hyperlink xmlns:r="{space}" r:id="l">{run("here")}</w:hyperlink>'
    made = read(*[p(link, listed=2)] * 3, p(C), extra={"word/_rels/document.xml.rels": relations})
    assert made.text.startswith("\n" + "- [here](<https://example.org/>)\n" * 3)


def test_the_heading_of_the_notes_stays_over_them() -> None:
    made = read(p(C), p("ENDS"), p("NOTES TO EDITORS"), p("The treaty is made up."))
    assert made.text.endswith("\n:::{press:notes}\n**NOTES TO EDITORS**\n\nThe treaty is made up.\n:::\n")
    made = read(p(C), p("ENDS"), p("NOTES TO EDITORS: ", run("This", "i"), " treaty is made up."))
    assert made.text.endswith("\n**NOTES TO EDITORS:**\n\n*This* treaty is made up.\n:::\n")
    assert ("heading", "NOTES TO EDITORS") not in made.item.aside


def test_the_head_and_foot_of_pages_are_set_aside_and_an_embargo_there_is_seen() -> None:
    part = f"<w:hdr {SPACE}>{p('EMBARGOED UNTIL THURSDAY')}{p('Page ', '1')}</w:hdr>"
    made = read(p(C), extra={"word/header1.xml": part, "word/footer1.xml": part})
    assert sorted(made.item.aside[:2]) == [("page", "EMBARGOED UNTIL THURSDAY"), ("page", "Page 1")]
    assert made.looks[0].startswith('embargo: "EMBARGOED UNTIL THURSDAY" has no end')


def test_what_the_reader_of_word_files_does_not_know_is_set_aside_and_said() -> None:
    sum_ = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>120 + 2</m:t></m:r></m:oMath>'
    made = read(p("Now there are ", sum_, "."), p(C))
    assert ("page", "Now there are 120 + 2.") in made.item.aside
    assert made.looks == [
        'text: "Now there are 120 + 2." could not be read whole; it is set aside as it stood'
    ]


def test_what_was_struck_out_is_not_said_and_nothing_else_is_lost() -> None:
    made = read(p(C, f"<w:del>{run('Never.')}</w:del>", f"<w:ins>{run('Ever.')}</w:ins>"))
    assert "Ever." in made.text
    assert "Never." not in made.item.text
    assert made.looks == [
        "changes: the file holds some that nobody accepted or refused; they were read as accepted"
    ]


def test_words_that_are_struck_through_are_told() -> None:
    made = read(p("It is ", run("never", "strike"), " said."), p(C))
    assert made.looks == ['struck: "never" is struck through in the file; Markdown cannot say that']


def test_a_dash_that_ends_a_word_stays_where_no_line_ends() -> None:
    assert text_of([Block(("pre- conflict",), "item", level=1)]) == "- pre- conflict"
    assert text_of([Block(("self-", "evident"), "item", level=1)]) == "- self-evident"
