"""Web pages: their lists keep the numbers that a browser shows, and a person is told that they were counted."""

from __future__ import annotations

import hashlib

import pytest
from press_archive.importers import Document, Failure, readers, understand
from press_archive.importers.drafts import draft, missing, place
from press_archive.importers.markup import text_of
from press_archive.records import misprinted

from tests.importers.samples import A, B, C
from tests.importers.score import known

TABLE = "table: it was read cell by cell; compare it with the file"
COLUMNS = (
    "columns: lines are set out in them with spaces or tabs, which are not printed; make a table of them"
)
COUNTED = "list: its numbers were counted anew, in figures; compare them with the file"


def read(lists: str) -> tuple[str, list[str]]:
    """What the draft of a page with lists has of them, and what a person is asked to look at."""
    head = "<p>FOR IMMEDIATE RELEASE</p><p>4 August 2011</p><h1>Nepal: Keep the Promise</h1>"
    page = f"<html><body>{head}<p>LONDON – {A}</p><p>{B}</p>{lists}<p>{C}</p></body></html>"
    (document,) = readers.read_bytes("page.html", page.encode())
    assert isinstance(document, Document)
    (item,) = understand(document, known())
    text = draft(item, place(item, "en")).text
    assert missing(text, item) == []
    return text.partition(f"{B}\n\n")[2].partition(f"\n\n{C}")[0], [*document.warnings, *item.warnings]


@pytest.mark.parametrize(
    ("lists", "markdown"),
    [
        ("<ol><li>one</li><li>two</li></ol>", "1. one\n2. two"),
        ("<ol start='5'><li>five</li><li>six</li></ol>", "5. five\n6. six"),
        ("<ol start='1999'><li>a year</li></ol>", "1999. a year"),
        ("<ol start='five'><li value=''>one</li></ol>", "1. one"),  # as browsers do
        ("<ol><li>12. The court</li></ol>", "1. 12\\. The court"),
        # Markdown counts on by itself: where a number does not follow, another list begins.
        ("<ol><li>one</li><li value='7'>seven</li><li>eight</li></ol>", "1. one\n\n7) seven\n8) eight"),
        ("<ol reversed><li>three</li><li>two</li><li>one</li></ol>", "3. three\n\n2) two\n\n1. one"),
        ("<ol><li>a</li><li>b</li></ol><ol><li>c</li><li>d</li></ol>", "1. a\n2. b\n\n1) c\n2) d"),
        ("<ol><li>a<ol><li>c</li></ol></li><li>b</li></ol>", "1. a\n   1. c\n2. b"),
    ],
)
def test_a_list_has_the_numbers_that_a_browser_shows(lists: str, markdown: str) -> None:
    assert read(lists) == (markdown, [COUNTED])


@pytest.mark.parametrize(
    ("lists", "markdown"),
    [
        ("<ul><li>12. The court</li><li>the bay</li></ul>", "- 12\\. The court\n- the bay"),
        ("<ul><li>12. The <b>court</b></li></ul>", "- 12\\. The **court**"),
        ("<ol><li></li></ol><ul><li>one</li><li>two</li></ul>", "- one\n- two"),
    ],
)
def test_a_list_of_points_has_no_numbers(lists: str, markdown: str) -> None:
    assert read(lists) == (markdown, [])


@pytest.mark.parametrize(
    ("lists", "markdown"),
    [
        ("<ol type='a'><li>one<li>two</ol>", "- a. one\n- b. two"),
        ("<ol style='list-style-type: upper-roman' start='9'><li>nine<li>ten</ol>", "- IX. nine\n- X. ten"),
        ("<ul><li>one<li>two</ul><ul><li>three</ul>", "- one\n- two\n\n* three"),
        (
            "<ul><li>one<ul><li>in it</ul><p>More of it.</p><li>two</ul>",
            "- one\n  - in it\n\n  More of it.\n\n- two",
        ),
        ("<ul><li><p>One.</p><p>And more.</p></li><li>two</ul>", "- One.\n\n  And more.\n\n- two"),
        ("<ul><li>one<ol start='3' type='1'><li>three</ol></ul>", "- one\n\n  3. three"),
        ("<ul><li>– so it <i>was</i></ul>", "- – so it *was*"),
        (
            "<ul><li>Example Coalition<br>1. Bay Road<br>Lagoon</ul>",
            "- Example Coalition\\\n  1\\. Bay Road\\\n  Lagoon",
        ),
    ],
)
def test_lists_have_their_levels_their_letters_and_all_of_their_points(lists: str, markdown: str) -> None:
    assert read(lists) == (markdown, [])


@pytest.mark.parametrize(
    ("table", "markdown", "looks"),
    [
        (
            "<table><tr><th>Group<th>States<tr><td>All<td><b>122</b></table>",
            "| Group | States |\n| --- | --- |\n| All | **122** |",
            [],
        ),
        # Its figures are none of pages.
        ("<table><tr><td>All<td>122<br>of 193<tr><td>Rest<td>71</table>", "All\n\n122\\\nof 193\n\nRest\n\n71", [TABLE]),
        ("<table><tr><th>All<td>122<br>states<tr><th>Rest<td>71</table>", "All\n\n122\\\nstates\n\nRest\n\n71", [TABLE]),
        ("<table><tr><td><p>One.</p><p>Two.</p><td>Three.<tr><td>Four.<td>Five.</table>", "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.", []),
    ],
)  # fmt: skip
def test_a_table_with_data_is_one_and_a_table_that_sets_out_a_page_is_none(
    table: str, markdown: str, looks: list[str]
) -> None:
    assert read(table) == (markdown, looks)


def test_years_in_a_cell_are_no_telephone_and_what_follows_stays_in_its_place() -> None:
    text, _ = read(
        "<table><tr><th>Group<th>Since<tr><td>All<td>1999<br>2005</table><blockquote>So.</blockquote>"
    )
    assert text == "Group\n\nSince\n\nAll\n\n1999\\\n2005\n\n> So."


@pytest.mark.parametrize(
    ("picture", "told"),
    [
        ('<p>So it <img src="a.gif" alt="Ada at the  march"> is.</p>', "Ada at the march"),
        ('<img alt=" "><img alt="*">So it is.<img>', ""),
        (
            '<figure><img alt="Ada"><figcaption>At the <b>march</b></figcaption></figure><p>So it is.</p>',
            "Ada; At the march",
        ),
    ],
)
def test_what_a_page_says_of_its_pictures_is_set_aside_and_told(picture: str, told: str) -> None:
    text, looks = read(picture)
    assert " ".join(text.split()) == "So it is."
    look = f'picture: none is brought along; what the file says of them is set aside: "{told}"'
    assert looks == ([look] if told else [])


def test_a_page_that_lists_releases_is_told() -> None:
    items = "".join(
        f"<h3><a href='/{day}'>Nepal: Day {day}</a></h3><p>{day} August 2011</p><p>{A}</p>"
        for day in range(1, 6)
    )
    (document,) = readers.read_bytes("list.html", f"<h1>Press releases</h1>{items}".encode())
    assert isinstance(document, Document)
    assert understand(document, known())[0].warnings[-1].startswith("listing: 5 links have a date each")


def test_what_a_mailer_wrote_under_a_text_is_set_aside() -> None:
    page = f"<h1>Nepal: A Promise</h1><p>4 August 2011</p><p>{A}</p><p>{B}</p>"
    foot = [
        "© 2011 Example Coalition, all rights reserved.",
        "You are receiving this because you asked for it.",
    ]
    (document,) = readers.read_bytes("mail.html", f"{page}<p>{'</p><p>'.join(foot)}</p>".encode())
    assert isinstance(document, Document)
    (item,) = understand(document, known())
    assert [text for what, text in item.aside if what == "mail footer"] == foot
    assert (len(item.body), item.notes) == (2, [])


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none; max-height:0">Ask Ada</div><p>So it is.</p>',
        "<p hidden>Ask Ada</p><p>So it is.</p>",
        '<p>So it <span style="mso-hide: all">Ask <b>Ada</b></span>is.</p>',
    ],
)
def test_what_a_page_does_not_show_is_set_aside_and_told(hidden: str) -> None:
    text, looks = read(hidden)
    assert text == "So it is."
    assert [look.partition(":")[0] for look in looks] == ["hidden"]


@pytest.mark.parametrize(
    "comment",
    [
        "<p>So it is.<a class=msocomanchor>[AE1]</a></p>"
        "<div style='mso-element:comment-list'><div style='mso-element:comment'><p>Ask Ada</p></div></div>",
        "<p>So it is.<sup><a href='#cmnt1' id='cmnt_ref1'>[a]</a></sup></p>"
        "<div><p><a href='#cmnt_ref1' id='cmnt1'>[a]</a><span>Ask Ada</span></p></div>",
    ],
    ids=["of Word", "of Google"],
)
def test_comments_on_a_text_that_was_saved_as_a_page_are_not_read(comment: str) -> None:
    assert read(comment) == ("So it is.", [])


def test_pictures_that_lead_to_other_pages_are_its_menu() -> None:
    menu = "".join(f"<a href={name}><img alt={name}></a>" for name in ("Home", "News", "Join"))
    text, looks = read(f"{menu}<p>So it is.</p>")
    assert (text, looks) == ("So it is.", [])


def test_the_caption_of_a_table_stays_in_the_text() -> None:
    table = "<table><tr><th>Group<th>States<tr><td>All<td>122</table>"
    text, looks = read(f"<figure>{table}<figcaption>In 2011.</figcaption></figure>")
    assert (text.endswith("\n\nIn 2011."), looks) == (True, [])


@pytest.mark.parametrize(
    ("words", "encoding"),
    [("示例聯盟呼籲", "big5"), ("Koalicja wezwała dziś rząd", "iso-8859-2"), ("Сдержите обещание", "koi8-r")],
)
def test_a_page_is_in_the_encoding_that_it_says(words: str, encoding: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">'
    raw = f"<html><head>{meta}</head><body>{A}<p>{words}</p></body></html>".encode(encoding, "replace")
    (document,) = readers.read_bytes("page.html", raw)
    assert isinstance(document, Document)
    assert (document.blocks[-1].text, document.warnings) == (words, ())


@pytest.mark.parametrize(
    ("page", "markdown"),
    [
        ("Click<a href='http://example.org/'>here</a>.", "Click[here](<http://example.org/>)."),
        ("See <a href='http://example.org/'>it </a>there.", "See [it](<http://example.org/>) there."),
        ("See<a href='http://example.org/'> it</a>.", "See [it](<http://example.org/>)."),
        ("<a href='http://example.org/a'>See <font><a href='http://example.org/b'>it</a></font></a>.", "See [it](<http://example.org/b>)."),
    ],
)  # fmt: skip
def test_a_link_has_its_words_and_the_spaces_around_them(page: str, markdown: str) -> None:
    assert read(f"<p>{page}</p>")[0] == markdown


def test_links_lead_to_where_a_page_says_that_they_start() -> None:
    text, _ = read("<base href='https://example.org/news/'><p>See <a href='report.pdf'>it</a> there.</p>")
    assert text == "See [it](<https://example.org/news/report.pdf>) there."


@pytest.mark.parametrize(
    ("page", "markdown"),
    [
        ("<p>It is <b>so</b>.<br></p>", "It is **so**."),
        ("<ul><li>one<br></li><li>two<br>of <i>it</i><br></li></ul>", "- one\n- two\\\n  of *it*"),
    ],
)
def test_a_line_break_that_nothing_follows_is_none(page: str, markdown: str) -> None:
    assert read(page)[0] == markdown


@pytest.mark.parametrize(
    ("page", "markdown"),
    [
        ("<b>What<br></b><br>See <a href='http://example.org/'>it</a>.", "**What**\n\nSee [it](<http://example.org/>)."),
        ("<i>One.<br><br>Two.</i><br><br>Three.", "*One.*\n\n*Two.*\n\nThree."),
        ("One.<br><b><br></b><br>Two <i>of</i> it.", "One.\n\nTwo *of* it."),
        ("<a href='http://example.org/'>One<br><br>two</a>", "One\n\n[two](<http://example.org/>)"),
    ],
)  # fmt: skip
def test_paragraphs_made_of_line_breaks_keep_their_links_and_emphasis(page: str, markdown: str) -> None:
    assert read(f"<div>{page}</div>")[0] == markdown


def test_words_that_are_struck_through_are_told() -> None:
    text, looks = read("<p>It is <s>not</s> so.</p>")
    assert text == "It is not so."
    assert looks == ['struck: "not" is struck through in the file; Markdown cannot say that']


def test_what_was_typed_before_it_became_a_page_is_read_as_typed() -> None:
    link = '<a href="http://example.org/a">http://example.org/a</a>'
    text, _ = read(
        f"<pre>\nWhat we ask\n-----------\nAn answer from the foreign minister, and a vote\nin the spring.\n\n- one\n- {link}\n</pre>"
    )
    assert text == (
        "## What we ask\n\nAn answer from the foreign minister, and a vote in the spring.\n\n- one\n- http://example.org/a"
    )
    linked, _ = read('<pre>See <a href="http://example.org/">it</a>\nthere.</pre>')
    assert linked == "See [it](<http://example.org/>)\\\nthere."


def test_lines_in_columns_are_told() -> None:
    text, looks = read("<pre>State   Joined\nNepal        -\n</pre>")
    assert text == "State   Joined\\\nNepal        -"
    assert looks == [COLUMNS]
    assert read("<pre>State:  Nepal\nand more</pre>")[1] == []


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("(0035)http://example.org/news/nepal.htm", "http://example.org/news/nepal.htm"),
        ("(0022)http://internet.e-mail", ""),
    ],
)
def test_a_page_that_a_browser_saved_has_the_address_that_it_wrote_there(said: str, address: str) -> None:
    (document,) = readers.read_bytes("page.htm", f"<!-- saved from url={said} -->\n<html><p>{A}".encode())
    assert isinstance(document, Document)
    assert document.address == address


@pytest.mark.parametrize(
    "line", ["Submitted by admin on Thu, 08/04/2011 - 10:00", "Soumis par ada le jeu, 04/08/2011 - 10:00"]
)
def test_who_put_a_page_there_is_no_deck(line: str) -> None:
    (document,) = readers.read_bytes(
        "page.html", f"<h1>Nepal: Keep the Promise</h1><p>{line}<p>{A}<p>{B}".encode()
    )
    assert isinstance(document, Document)
    (item,) = understand(document, known())
    assert (item.title, item.deck) == ("Nepal: Keep the Promise", "")
    assert ("byline", line) in item.aside


def test_links_of_a_page_lead_to_where_they_led() -> None:
    links = '<a href="/a b">one</a> <a href="https://example.org/{x}">two</a> <a href="#p">three</a>'
    head = '<link rel="canonical" href="https://example.org/news/1">'
    (document,) = readers.read_bytes(
        "page.html", f"<html><head>{head}</head><p>{A} {links}.</p><p>{B}</p></html>".encode()
    )
    assert isinstance(document, Document)
    (item,) = understand(document, known())
    written = "[one](<https://example.org/a%20b>) [two](<https://example.org/%7Bx%7D>) three"
    assert written in draft(item, place(item, "en")).text


def test_an_old_post_has_the_paragraphs_and_links_that_wordpress_shows() -> None:
    post = f"{A}\n\nOne line,<br />\nanother,\na third.\n\n<ul>\n<li>one\n<ul>\n<li>deep</li>\n</ul>\n</li>\n</ul>\nSee <a href='/b'>it</a>."
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"'
    )
    item = f"<item><title>Nepal</title><link>https://example.org/a</link><content:encoded><![CDATA[{post}]]></content:encoded></item>"
    (document,) = readers.read_bytes("export.xml", f"<rss {spaces}><channel>{item}</channel></rss>".encode())
    assert isinstance(document, Document)
    assert text_of(document.blocks[1:]) == (
        f"{A}\n\nOne line,\\\nanother,\\\na third.\n\n- one\n  - deep\n\nSee [it](<https://example.org/b>)."
    )


def test_a_picture_of_wordpress_has_its_caption() -> None:
    post = f"<p>{A}</p>[caption id='a' width='9']<a href='/a'><img alt='Ada'></a> At the march[/caption]<p>{B}</p>"
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    item = f"<item><title>Nepal</title><content:encoded><![CDATA[{post}]]></content:encoded></item>"
    (document,) = readers.read_bytes("export.xml", f"<rss {spaces}><channel>{item}</channel></rss>".encode())
    assert isinstance(document, Document)
    assert [block.text for block in document.blocks if block.kind == "picture"] == ["Ada", "At the march"]
    assert document.warnings == ()
    # known by what WordPress has: a post that was imported before is not imported again
    assert document.sha256 == hashlib.sha256(f"Nepal\n{post}".encode()).hexdigest()


@pytest.mark.parametrize(
    ("said", "look"),
    [
        ("<wp:post_password>open</wp:post_password>", "status: under a password in WordPress"),
        ("<wp:post_type>press_release</wp:post_type>", 'type: "press_release" in WordPress'),
    ],
)
def test_a_post_that_few_saw_or_of_a_kind_of_its_own_is_read_and_told(said: str, look: str) -> None:
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"'
    )
    item = f"<item><title>Nepal</title>{said}<content:encoded><![CDATA[<p>{A}</p>]]></content:encoded></item>"
    (document,) = readers.read_bytes("export.xml", f"<rss {spaces}><channel>{item}</channel></rss>".encode())
    assert isinstance(document, Document)
    assert [warning[: len(look)] for warning in document.warnings] == [look]


def test_a_post_without_a_text_is_named() -> None:
    items = "<item><title>See the PDF</title><post_name>nepal</post_name></item>"
    items += "<item><title>Menu</title><post_type>nav_menu_item</post_type></item>"
    items += "<item><title>A draft</title><description>&lt;!-- &lt;div> --></description></item>"
    found, other = readers.read_bytes("export.xml", f"<rss><channel>{items}</channel></rss>".encode())
    assert found == Failure("export.xml/nepal", "no text was found in it", found.sha256)
    assert (other.name, type(other)) == ("export.xml/2", Failure)


def test_what_wordpress_had_printed_by_others_and_what_nobody_saw_is_told() -> None:
    post = (
        f"<p>{A} [sic] [1] [n = 3]</p>[gallery ids='1,2']<p>[caption id='a']Ada speaks[/caption]</p>"
        f"[vc_row][vc_column]<p>{B}</p>[/vc_column][/vc_row]"
    )
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/" '
        'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"'
    )
    item = (
        f"<item><title>Nepal</title><content:encoded><![CDATA[{post}]]></content:encoded>"
        "<excerpt:encoded><![CDATA[In <b>short</b> words]]></excerpt:encoded><wp:status>private</wp:status></item>"
    )
    (document,) = readers.read_bytes("export.xml", f"<rss {spaces}><channel>{item}</channel></rss>".encode())
    assert isinstance(document, Document)
    said = {
        kind: [block.text for block in document.blocks if (block.kind == "menu") == kind]
        for kind in (True, False)
    }
    assert said[False] == ["Nepal", f"{A} [sic] [1] [n = 3]", "Ada speaks", B]
    assert said[True] == [
        "[gallery ids='1,2']", "[caption id='a']", "[/caption]", "[vc_row]", "[vc_column]", "[/vc_column]", "[/vc_row]",
        "In short words",
    ]  # fmt: skip
    assert document.warnings == (
        "shortcodes: WordPress printed something in their place; they are set aside",
        'status: "private" in WordPress; readers never saw it there',
    )


def test_the_head_of_a_typed_page_is_none_of_the_text() -> None:
    text = f"{A}\n\n{B}\n\n- more -\n\nNEPAL: KEEP THE PROMISE          Page 2\n\n{C}\n\nSee page 2\n\n{A}\n"
    (document,) = readers.read_bytes("plain.txt", text.encode())
    assert isinstance(document, Document)
    (item,) = understand(document, known())
    assert ("page mark", "NEPAL: KEEP THE PROMISE          Page 2") in item.aside
    assert [block.text for block in item.body][-3:] == [C, "See page 2", A]


def test_a_typed_list_has_the_levels_of_its_indents() -> None:
    typed = "- a\n  - b\n    (i) c\n- d\n\n1. e\n   a) f\n2. g"
    (document,) = readers.read_bytes("plain.txt", f"{A}\n\n{B}\n\n{typed}\n\n{C}\n".encode())
    assert isinstance(document, Document)
    (item,) = understand(document, known())
    written = "- a\n  - b\n    - (i) c\n- d\n\n1. e\n   - a) f\n2. g\n\n"
    assert written in draft(item, place(item, "en")).text


def test_a_markdown_file_keeps_what_it_is() -> None:
    text = f"# Nepal: Keep the Promise\n\nLONDON – {A}\n\n{B}\n\n- one\n\n  More of *it*.\n\n  1. deep\n- two\n\n{C}\n"
    (document,) = readers.read_bytes("text.md", text.encode())
    assert isinstance(document, Document)
    (item,) = understand(document, known())
    assert "\n- one\n\n  More of *it*.\n\n  1. deep\n- two\n\n" in draft(item, place(item, "en")).text


def test_a_markdown_file_of_another_site_has_its_title_its_date_and_its_tables() -> None:
    front = '---\nlayout: post\ntitle: "Nepal: Keep the Promise"\ndate: 2012-08-04 10:00\n---\n'
    table = "| Group | States |\n|-------|--------|\n| All | **122** |"
    (document,) = readers.read_bytes("post.md", f"{front}\nLONDON – {A}\n\n{table}\n\n{B}\n".encode())
    assert isinstance(document, Document)
    (item,) = understand(document, known())
    assert (item.title, str(item.date)) == ("Nepal: Keep the Promise", "2012-08-04")
    assert f"{A}\n\n{table}\n\n{B}" in draft(item, place(item, "en")).text


def test_the_bullets_of_word_are_those_of_a_list() -> None:
    typed = "\uf0b7\tone\n\uf0b7\ttwo\no\tin it\n"
    (document,) = readers.read_bytes("plain.txt", f"{A}\n\n{typed}\n{B}\n".encode())
    assert isinstance(document, Document)
    assert text_of(document.blocks[1:-1]) == "- one\n- two\n- o       in it"


def test_a_typed_list_that_begins_again_is_another_one() -> None:
    (document,) = readers.read_bytes("plain.txt", f"{A}\n\n{B}\n\n1. a\n2. b\n\n1. c\n2. d\n\n{C}\n".encode())
    assert isinstance(document, Document)
    (item,) = understand(document, known())
    assert "\n1. a\n2. b\n\n1) c\n2) d\n" in draft(item, place(item, "en")).text


@pytest.mark.parametrize(
    ("name", "typed", "written"),
    [
        ("plain.txt", "1. a\n1. b\n4. c", "1. a\n\n1) b\n\n4. c"),
        ("plain.txt", "01. a\n02. b", "- 01\\. a\n- 02\\. b"),  # Markdown would print 1
        ("text.md", "1. a\n1. b\n1. c", "1. a\n1. b\n1. c"),  # it counts by itself, as it did there
        ("text.md", "1. a\n2. b\n5. c", "1. a\n2. b\n\n5) c"),
    ],
)
def test_typed_numbers_are_printed_as_they_were(name: str, typed: str, written: str) -> None:
    (document,) = readers.read_bytes(name, f"{A}\n\n{B}\n\n{typed}\n\n{C}\n".encode())
    assert isinstance(document, Document)
    text = text_of(document.blocks, raw=document.markdown)
    assert f"\n\n{written}\n\n" in text
    assert list(misprinted(text, 1)) == []
