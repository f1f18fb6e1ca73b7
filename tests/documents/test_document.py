"""A release's page: every part in the order in which press offices print it, and nothing that acts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin
from zlib import crc32

import pytest
from lxml.html import HtmlElement

from tests.helpers import Archive, Refused, Site, build, document, texts, words

Build = Callable[..., Site]
AZURE = "2014/05/azure-coast"


def prose(page: HtmlElement) -> HtmlElement:
    """Return the release itself, without what the archive says about it."""
    return page.xpath('//div[@class="prose"]')[0]


def in_order(text: str, *parts: str) -> None:
    """Assert that the parts stand in the text one after the other."""
    at = 0
    for part in parts:
        assert part in text[at:], part
        at = text.index(part, at) + len(part)


def test_the_parts_of_a_release_stand_in_the_order_of_print(example: Site) -> None:
    in_order(
        words(example.page(f"releases/{AZURE}").xpath("//article")[0]),
        "FOR IMMEDIATE RELEASE",
        "6 May 2014",
        "Azure coast: open your harbour",
        "Support best shown by joining",
        "The Hague—The coast can best show",
        "said Ada Lind.",
        "CONTACTS",
        "42 of the 122 harbours are open.",
        "BACKGROUND",
        "The Court has sat for ten years.",
        "The Network joins 150 groups.",
        "Permanent address",
    )


def test_contacts_are_grouped_by_place_in_the_order_given(example: Site) -> None:
    section = example.page(f"releases/{AZURE}").xpath('//section[@class="contacts"]')[0]
    in_order(
        words(section), "In The Hague: Ada Lind", "Press officer", "In New York: Ben Okoro", "Coordinator"
    )


def test_a_number_is_called_from_abroad_without_what_is_dialled_at_home(
    archive: Archive, site: Build
) -> None:
    archive.edit("docs/registers/contacts.yaml", "+31 70 000 0001", "+31 (0)70 000-0001")
    (call,) = site().page(f"releases/{AZURE}").xpath('//a[starts-with(@href, "tel:")]')
    assert (call.get("href"), words(call)) == ("tel:+31700000001", "+31 (0)70 000-0001")


def test_a_contact_is_printed_as_it_was_on_the_day(example: Site) -> None:
    calls = example.page(f"releases/{AZURE}").xpath(
        '//section[@class="contacts"]//a[starts-with(@href, "tel:")]/@href'
    )
    assert calls == ["tel:+31700000001"]
    then = words(example.page(f"releases/{AZURE}").xpath('//section[@class="contacts"]')[0])
    later = words(example.page("releases/2016/09/lagoon-ratifies").xpath('//section[@class="contacts"]')[0])
    assert "Press officer Example Coalition Tel: +31 70 000 0001 ada@example.org" in then
    assert "In Geneva: Ada Lind Head of press Example Coalition Tel: +41 22 000 0002" in later


def test_background_is_printed_in_the_wording_of_the_day(example: Site) -> None:
    then = words(example.page(f"releases/{AZURE}").xpath('//section[@class="background"]')[0])
    later = example.page("releases/2016/09/lagoon-ratifies").xpath('//section[@class="background"]')[0]
    assert "ten years" in then
    assert "twelve" not in then
    assert texts(later.xpath(".//em")) == ["twelve"]


def test_a_wording_that_cites_a_release_leads_to_it_from_everywhere(archive: Archive, site: Build) -> None:
    printing = ("2013/11/open-harbour-begins", "2013/11/last", "2013/12/next", AZURE)
    archive.edit("docs/background/court.md", "ten years.", "ten years, see {press:release}`2013/11/last`.")
    for name in printing[1:3]:
        archive.release(name, background=["court"], about=["AZ"])
    built = site()
    for name in printing:
        (link,) = built.page(f"releases/{name}").xpath('//div[contains(@class, "wording")]//a/@href')
        address = urljoin(f"https://archive.example.org/releases/{name}/", link.rstrip("#"))
        assert address == "https://archive.example.org/releases/2013/11/last/", name


def test_a_newer_wording_leaves_the_bytes_of_old_releases_alone(archive: Archive, site: Build) -> None:
    old = ["releases/2013/11/open-harbour-begins", f"releases/{AZURE}", "releases/2016/09/lagoon-ratifies"]
    before = site()
    was = {address: before.html(address) for address in old}
    archive.edit(
        "docs/background/court.md",
        "---\n",
        "---\n",
    )
    archive.edit("docs/background/court.md", "wordings:\n", "wordings:\n")
    text = archive.read("docs/background/court.md").removesuffix("---\n")
    archive.write("docs/background/court.md", text + "  - {from: 2017-01-01, text: It has moved.}\n---\n")
    archive.release("2017/03/after", background=["court"], about=["NE"])
    after = site()
    assert {address: after.html(address) for address in old} == was
    assert "It has moved." in words(prose(after.page("releases/2017/03/after")))


def test_the_dateline_runs_into_the_first_paragraph(example: Site) -> None:
    first = prose(example.page("releases/2013/11/open-harbour-begins")).xpath('.//p[span[@class="dateline"]]')
    assert texts(first) == ["The Hague/Abidjan—Today the campaign begins, for Azerbaijan first."]


def test_a_dateline_is_printed_as_it_was_when_it_is_unlike_others(archive: Archive, site: Build) -> None:
    archive.change(AZURE, dateline={"places": ["The Hague"], "text": "THE HAGUE, 6 May – "})
    assert "THE HAGUE, 6 May –The coast" in words(prose(site().page(f"releases/{AZURE}"))).replace(
        "– The", "–The"
    )


@pytest.mark.parametrize(
    "body", ["- a list\n- of two", "> “A quotation.”", "## A heading\n\nText.", "![](x.svg)"]
)
def test_a_release_that_begins_without_a_paragraph_keeps_its_dateline(
    archive: Archive, site: Build, body: str
) -> None:
    archive.write("releases/2014/06/x.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    archive.release("2014/06/list", body, dateline=["Abidjan"], deck="A deck")
    built = site()
    assert built.warnings == ""
    in_order(words(prose(built.page("releases/2014/06/list"))), "On 2014/06/list", "A deck", "Abidjan—")


def test_a_text_with_headings_of_its_own_keeps_contacts_and_background_last(
    archive: Archive, site: Build
) -> None:
    body = "Begins.\n\n## First part\n\nOne.\n\n## Second part\n\nTwo."
    archive.change(AZURE, body)
    built = site()
    assert built.warnings == ""
    text = words(prose(built.page(f"releases/{AZURE}")))
    in_order(text, "Begins.", "First part", "One.", "Second part", "Two.", "CONTACTS", "BACKGROUND")


def test_notes_under_a_heading_of_the_text_come_after_the_contacts(archive: Archive, site: Build) -> None:
    archive.change(AZURE, "Begins.\n\n## First part\n\nOne.\n\n:::{press:notes}\nA note.\n:::\n")
    in_order(words(prose(site().page(f"releases/{AZURE}"))), "One.", "CONTACTS", "A note.", "BACKGROUND")


def test_a_text_with_headings_contacts_and_background_does_not_mix_with_them(
    archive: Archive, site: Build
) -> None:
    archive.change(AZURE, "Begins.\n\n## Contacts\n\nWrite to us.\n\n## Background\n\nLong ago.")
    page = site().page(f"releases/{AZURE}")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    in_order(words(prose(page)), "Write to us.", "Long ago.", "Ada Lind", "ten years")


def test_a_record_without_text_says_so_and_gives_what_is_known(example: Site) -> None:
    page = example.page("releases/2012/03/lagoon-hearing")
    text = words(page.xpath("//article")[0])
    in_order(
        text,
        "March 2012",
        "Hearing on the lagoon",
        "a record of this release, not its text",
        "Reports a hearing",
    )
    assert "may be gone" in text
    assert "only the month is known" in text
    assert "Inferred date, from the address" in text
    assert "http://old.example.org/?item=lagoon&lang=en" in page.xpath("//article//a/@href")


def test_a_release_tells_what_the_archive_knows_about_it(example: Site) -> None:
    about = words(example.page("releases/2013/11/open-harbour-begins").xpath('//aside[@class="about"]')[0])
    in_order(
        about,
        "https://archive.example.org/releases/2013/11/open-harbour-begins/",
        "Issued by Example Coalition",
    )
    in_order(about, "Date 4 November 2013", "The Hague, Abidjan", "English", "harbours", "The letter")


def test_a_release_leads_to_those_before_and_after_it_and_says_why(example: Site) -> None:
    around = words(example.page(f"releases/{AZURE}").xpath('//nav[@class="others"]')[0])
    in_order(
        around, "Azerbaijan Earlier", "Review of the harbours", "Open Harbour Earlier", "Open Harbour begins"
    )


def test_a_citation_of_what_was_corrected_is_told_once_by_whatever_it_is_cited(
    archive: Archive, site: Build
) -> None:
    told = {"date": "2014-08-02", "kind": "fact", "was": "two", "now": "three"}
    archive.release("2014/08/three", title="Three ships", corrections=[told])
    number = f"EX/2014/{crc32(b'2014/08/three')}"
    archive.release("2014/09/later", f"{{press:release}}`2014/08/three`, {{press:release}}`{number}`")
    [notice] = site().page("releases/2014/09/later").find_class("notice")
    assert words(notice) == "This release cites: Three ships (corrected)"


def test_a_related_release_is_given_with_the_reason(archive: Archive, site: Build) -> None:
    for month in range(6, 12):
        archive.release(f"2014/{month:02}/on", about=["AZ"], campaign="open-harbour")
    related = site().page("releases/2014/08/on").xpath('//nav[@class="others"]/section')[-1]
    assert texts(related.xpath("./h2")) == ["Related releases"]
    assert texts(related.xpath(".//li/span"))[0] == "same state, same campaign"


def test_language_versions_lead_to_each_other_in_their_own_words(example: Site) -> None:
    page = example.page(f"releases/{AZURE}")
    versions = page.xpath('//ul[@class="languages"]//a')
    assert [(words(a), a.get("lang"), a.get("dir")) for a in versions] == [
        ("العربية", "ar", "rtl"),
        ("français", "fr", "ltr"),
    ]
    alternates = page.xpath("//head/link[@rel='alternate'][@hreflang]/@hreflang")
    assert sorted(alternates) == ["ar", "en", "fr", "x-default"]


def test_a_release_in_arabic_reads_from_the_right(example: Site) -> None:
    page = example.page(f"releases/{AZURE}.ar")
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")


def test_the_words_of_the_archive_say_their_language_where_the_page_does_not(
    archive: Archive, site: Build
) -> None:
    archive.release("2014/08/hafen.de")
    built = site()
    parts = "//body/header | //article//header | //aside[@class='about'] | //body/footer | //a[@class='skip']"
    for name, said in (("2014/08/hafen.de", {("en", "ltr")}), (AZURE, {(None, None)})):
        found = built.page(f"releases/{name}").xpath(parts)
        assert len(found) == 5, name
        assert {(part.get("lang"), part.get("dir")) for part in found} == said, name


def test_an_arabic_release_says_of_foreign_names_and_of_numbers_that_they_are_read_from_the_left(
    archive: Archive, site: Build
) -> None:
    cites = f"كما ورد في {{press:release}}`{AZURE}`."
    archive.change(f"{AZURE}.ar", cites, contacts=["ada-lind", "ben-okoro"], background=["court"])
    page = prose(site().page(f"releases/{AZURE}.ar"))
    assert page.xpath('.//a[starts-with(@href, "tel:")]/@dir') == ["ltr"]
    assert [words(e) for e in page.xpath('.//p//*[@lang="en"][@dir="ltr"]')][:1] == [
        "Azure coast: open your harbour"
    ]
    assert {e.get("dir") for e in page.xpath('.//*[@lang="en"]')} == {"ltr"}
    assert texts(page.xpath('.//section[@class="contacts"]//*[@lang="ar"][@dir="rtl"]')) == ["هاتف:"]


def test_beside_a_text_in_a_language_without_words_contacts_and_background_speak_as_the_page_does(
    archive: Archive, site: Build
) -> None:
    archive.edit("conf.py", 'language = "en"', 'language = "es"')
    archive.edit("conf.py", '["en", "fr", "ar"]', '["es", "en", "fr", "ar"]')
    archive.release("2014/08/namal.he", contacts=["ada-lind"], background=["court"])
    page = prose(site().page("releases/2014/08/namal.he"))
    parts = page.xpath('.//section[@class="contacts" or @class="background"]')
    assert [(part.get("lang"), part.get("dir"), words(part.find("h2"))) for part in parts] == [
        ("es", "ltr", "CONTACTOS"),
        ("es", "ltr", "ANTECEDENTES"),
    ]
    assert "Tel.:" in words(parts[0])
    assert page.xpath('.//a[@class="anchor"]/@title') == ["Párrafo 1"]
    assert not page.xpath('.//section[@class="contacts"]//*[@lang="he"]')


def test_an_arabic_list_has_arabic_commas(archive: Archive, site: Build) -> None:
    archive.edit(f"releases/{AZURE}.ar.md", "about: [AZ]\n", "about: [AZ]\ntopics: [العدالة, السلام]\n")
    assert "العدالة، السلام" in words(site().page(f"releases/{AZURE}.ar"))


@pytest.mark.parametrize("typography", ["smartquotes = True", 'myst_enable_extensions = ["replacements"]'])
def test_the_published_text_is_not_touched(archive: Archive, site: Build, typography: str) -> None:
    archive.write("conf.py", f"{archive.read('conf.py')}\n{typography}\n")
    text = "\"Straight\" and “curly” quotes, 'single' ones... -- dashes - (c) 1/2 ICC's 50% http://example.org/a_b_c"
    archive.change(AZURE, text)
    assert text in words(prose(site().page(f"releases/{AZURE}")))


def test_the_cells_of_a_table_say_the_heads_of_their_columns(archive: Archive, site: Build) -> None:
    archive.change(AZURE, "| State | “Yes” *votes* |\n| --- | --- |\n| Azure Coast | 12 |\n| Lagoon | |")
    cells = prose(site().page(f"releases/{AZURE}")).xpath(".//td")
    assert [cell.get("data-column") for cell in cells] == ["State", "“Yes” votes", "State", None]


def test_a_title_is_printed_as_it_was_written(archive: Archive, site: Build) -> None:
    title = "1. *Stars* & `ticks` <b>, _lines_ [x](y) {z}`q` $5 \\ # | ~ ^ “it’s” 100%"
    archive.change(AZURE, title=title, deck=title)
    built = site()
    page = built.page(f"releases/{AZURE}")
    assert built.warnings == ""
    assert texts(page.xpath("//h1")) == [title]
    assert texts(page.xpath('//p[@class="deck"]')) == [title]
    assert words(page.xpath("//title")[0]).startswith(title)
    assert title in texts(built.page("releases/2014/05").xpath("//main//a"))


# Nothing that people write acts in a reader's browser

HOSTILE = '"\'><script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a>'


def assert_inert(site: Site) -> None:
    """Assert that no page does anything that its templates do not."""
    for address, page in site.pages():
        for script in page.xpath("//script"):
            if script.get("type") in {"application/ld+json", "application/json"}:
                json.loads(script.text)  # data, whole: nothing in it ended the element
            else:
                name = script.get("src", "").partition("?")[0].rpartition("/")[2]
                assert name in {"notfound.js", "press.js", "search.js", "standing.js"}, address
        assert not page.xpath("//iframe | //object | //embed | //base | //style | //meta[@http-equiv]"), (
            address
        )
        assert not page.xpath("//@*[starts-with(name(), 'on')] | //@style"), address
        for target in page.xpath("//@href | //@src | //@action | //@formaction | //@srcset"):
            assert not target.strip().lower().startswith(("javascript:", "data:", "vbscript:")), (
                address,
                target,
            )
        assert not page.xpath("//main//img[@src='x']"), address


def test_hostile_text_in_any_field_of_a_release_is_inert(archive: Archive, site: Build) -> None:
    archive.change(
        AZURE,
        HOSTILE,
        title=HOSTILE,
        deck=HOSTILE,
        label=HOSTILE,
        dateline=[HOSTILE],
        summary=HOSTILE,
        topics=[HOSTILE],
        attachments=[{"title": HOSTILE, "url": "https://example.org/a"}],
        source={"held": "text", "url": "https://example.org/b", "note": HOSTILE},
        origin={"date": {"from": "other", "note": HOSTILE}},
    )
    built = site()
    assert_inert(built)
    page = built.page(f"releases/{AZURE}")
    assert words(page).count(HOSTILE) >= 8
    assert page.xpath("//meta[@name='description']/@content") == [HOSTILE]


def test_hostile_text_in_any_register_is_inert(archive: Archive, site: Build) -> None:
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    for path, old in [
        ("docs/registers/contacts.yaml", "Ada Lind"),
        ("docs/registers/contacts.yaml", "Press officer"),
        ("docs/registers/contacts.yaml", "The Hague"),
        ("docs/registers/contacts.yaml", "+31 70 000 0001"),
        ("docs/registers/campaigns.yaml", "Open Harbour"),
        ("docs/registers/campaigns.yaml", "Asks every coastal state to open its harbour."),
        ("docs/registers/issuers.yaml", "Example Coalition"),
    ]:
        archive.edit(path, f": {old}\n", f": {quoted}\n")
    archive.edit("docs/registers/states.yaml", "[East Timor]", f"[{quoted}]")
    archive.edit("docs/registers/states.yaml", "{en: Côte d’Ivoire}", f"{{en: {quoted}}}")
    archive.edit("docs/registers/states.yaml", "group: Eastern European", f"group: {quoted}")
    built = site()
    assert built.warnings == ""
    assert_inert(built)
    assert HOSTILE in words(built.page(f"releases/{AZURE}"))


def test_hostile_text_in_the_background_is_inert(archive: Archive, site: Build) -> None:
    entry = {
        "term": HOSTILE,
        "other_names": ["Court", HOSTILE + "2"],
        "source": HOSTILE,
        "definition": HOSTILE,
        "wordings": [{"from": "2013", "text": HOSTILE}],
    }
    archive.write("docs/background/court.md", document(entry, HOSTILE))
    built = site()
    assert_inert(built)
    assert HOSTILE in words(built.page("docs/background/court"))


@pytest.mark.parametrize(
    "body",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "<javascript:alert(1)>",
        "[x]: javascript:alert(1)\n\n[x]",
        "![x](javascript:alert(1))",
        "![x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:msgbox(1))",
        "<div onclick='alert(1)'>x</div>",
        "[x]{onclick='alert(1)' style='color:red'}",
        "[x](https://example.org){onclick='alert(1)' style='color:red'}",
        "![x](x.svg){onerror='alert(1)'}",
        "<!-- x --><script>alert(1)</script>",
        "`<script>alert(1)</script>`",
        "```\n<script>alert(1)</script>\n```",
        "```html\n<script>alert(1)</script>\n```",
        ":::{note}\n<script>alert(1)</script>\n:::",
        '::: {note}\n:class: x" onclick="alert(1)\nText\n:::',
        "{raw-html}`<script>alert(1)</script>`",
        "{press:release}`<script>alert(1)</script> <2013/11/open-harbour-begins>`",
        "{press:state}`<script>alert(1)</script> <AZ>`",
    ],
)
def test_hostile_markdown_is_inert_or_refused(archive: Archive, site: Build, body: str) -> None:
    archive.write("releases/2014/05/x.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    archive.change(AZURE, body)
    try:
        built = site()
    except Refused:
        return
    assert_inert(built)


ELSEWHERE = (
    "![A pixel](https://elsewhere.example/pixel.png)",
    "![A pixel](//elsewhere.example/pixel.png)",
    ":::{figure} https://elsewhere.example/pixel.png\n:alt: A pixel\n:::",
    ":::{image} http://elsewhere.example/pixel.png\n:alt: A pixel\n:::",
)


@pytest.mark.parametrize("body", ELSEWHERE)
def test_a_release_shows_no_picture_on_another_host(archive: Archive, site: Build, body: str) -> None:
    archive.change(AZURE, body)
    with pytest.raises(Refused, match="a release shows pictures kept beside it"):
        site()


def test_a_guide_gives_the_words_of_a_picture_on_another_host_and_each_picture_the_size_of_the_site(
    archive: Archive, site: Build
) -> None:
    archive.write("docs/sea.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    own = ":::{figure} sea.svg\n:width: 20px\n:figwidth: 200px\nThe sea\n:::"
    archive.write("docs/guide.md", "# Guide\n\n" + "\n\n".join((*ELSEWHERE, own)))
    built = site()
    page = built.page("docs/guide")
    assert built.warnings.count("a picture on another host is not shown") == len(ELSEWHERE)
    assert not page.xpath("//*[contains(@src, 'elsewhere.example')] | //main//@style | //img/@width")
    assert words(page.xpath("//main")[0]).count("A pixel") == len(ELSEWHERE)
    assert texts(page.xpath("//figure[img]")) == ["The sea"]


@pytest.mark.parametrize(
    "body",
    [
        "{download}`/conf.py`",
        "{download}`../../../../../../../../etc/hostname`",
        "1. ```{include} /conf.py\n   ```",
        "```{literalinclude} /conf.py\n```",
        "![x](/conf.py)",
        ":::{figure} /conf.py\n:::",
        "[x](/conf.py)",
        "[x](../../../conf.py)",
    ],
)
def test_a_release_publishes_no_other_file(archive: Archive, site: Build, body: str) -> None:
    archive.change(AZURE, body)
    with pytest.raises(Refused):
        site()


def test_markup_that_belongs_to_the_archive_itself_cannot_be_written(archive: Archive, site: Build) -> None:
    archive.change(AZURE, "```{press:parts}\n```")
    with pytest.raises(Refused):
        site()


def test_a_title_of_any_length_and_script_is_printed(archive: Archive, tmp_path: Path) -> None:
    title = "Ы" * 300 + " عربي 中文 \u202e"
    archive.change(AZURE, title=title)
    built = build(archive.root, tmp_path / "site")
    assert " ".join(title.split()) in words(built.page(f"releases/{AZURE}"))
