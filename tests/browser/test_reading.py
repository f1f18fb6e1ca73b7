"""What a person meets: every template, in light and dark, on phone and desk, by mouse, keyboard or ear."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from press_archive.search import pagefind as search
from pypdf import PdfReader

from tests.browser.conftest import Host
from tests.helpers import Site
from tests.tabs import listening

pytestmark = pytest.mark.browser

SEED = "/releases/2014/05/azerbaijan/"
FRENCH = "/releases/2012/09/cote-divoire-constitution-bill.fr/"

#: One page of each template.
TEMPLATES = {
    "home": "/",
    "grid": "/releases/",
    "year": "/releases/2014/",
    "month": "/releases/2014/05/",
    "release": SEED,
    "record": "/releases/2014/04/armenia-justice-for-victims/",
    "french-release": FRENCH,
    "states": "/states/",
    "state": "/states/ci/",
    "state-without-releases": "/states/ad/",
    "campaigns": "/campaigns/",
    "campaign": "/campaigns/universal-ratification-campaign/",
    "background": "/docs/background/",
    "entry": "/docs/background/icc/",
    "guide": "/docs/",
    "reference": "/docs/guides/front-matter/",
    "treaties": "/docs/treaties/",
    "treaty": "/docs/treaties/rome-statute/",
    "group": "/docs/treaties/rome-statute/council-of-europe/",
    "data": "/data/",
    "quality": "/docs/quality/",
    "search": "/search/",
    "not-found": "/404.html",
}
every_template = pytest.mark.parametrize("address", TEMPLATES.values(), ids=TEMPLATES)

RESULTS: dict[str, Any] = {"resultTypes": ["violations"]}
#: All of WCAG 2.2 A and AA, and what axe knows of good practice.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    **RESULTS,
}

#: Where a sign of the text touches code: how often, and the words where the two are in different lines.
BESIDE_CODE = """text => {
    const middle = (node, at) => {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const { top, bottom } = range.getBoundingClientRect();
        return (top + bottom) / 2;
    };
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT), parted = [];
    let before = walker.nextNode(), seen = 0;
    for (let node; (node = walker.nextNode()); before = node) {
        const [code, after] = [before, node].map(each => each.parentElement.closest("code"));
        if (code === after || /\\s$/.test(before.data) || /^\\s/.test(node.data)) continue;
        seen += 1;
        if (middle(node, 0) - middle(before, before.length - 1) > 12) parted.push(before.data + node.data);
    }
    return [seen, parted];
}"""
#: The signs after which the words of an element go on in another line.
LINE_ENDS = """element => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), range = new Range(), ends = [];
    let last = "", top;
    while (texts.nextNode()) {
        for (const [at, sign] of [...texts.currentNode.data].entries()) {
            range.setStart(texts.currentNode, at);
            range.setEnd(texts.currentNode, at + 1);
            const drawn = range.getClientRects()[0];
            if (drawn && sign.trim()) {
                if (drawn.top > top + 8) ends.push(last);
                top = drawn.top;
            }
            last = sign;
        }
    }
    return ends;
}"""
TOP = "part => part.getBoundingClientRect().top"
OPEN = "for (const each of document.querySelectorAll('details')) each.open = true"


@every_template
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")], ids=["phone", "desk"])
def test_axe_finds_nothing_in_light_or_dark(
    page: Page, address: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    page.evaluate(OPEN)
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


def test_axe_finds_nothing_in_a_page_that_is_read_from_the_right(browser: Browser, example: Site) -> None:
    served = Host(example)
    page = browser.new_page(base_url=served.address, viewport={"width": 390, "height": 900})
    try:
        page.goto("/releases/2014/05/azure-coast.ar/")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.locator("h1").evaluate("title => getComputedStyle(title).direction") == "rtl"
    finally:
        page.close()
        served.close()


@every_template
def test_a_page_of_320_pixels_needs_no_sideways_scrolling(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address)
    page.evaluate(OPEN)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@every_template
def test_a_page_with_text_twice_as_large_needs_no_sideways_scrolling(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 640, "height": 640})
    page.goto(address)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


@every_template
def test_nor_does_one_on_a_phone_whose_owner_reads_large_text(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("name", ["home", "not-found"])
def test_in_large_text_the_field_of_a_search_is_wide_enough_for_a_word(page: Page, name: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(TEMPLATES[name])
    field, button = page.get_by_role("searchbox"), page.get_by_role("button", name="Search")
    assert field.evaluate(TOP) == pytest.approx(button.evaluate(TOP), abs=4), "in ordinary text, in one line"
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert field.evaluate("field => field.clientWidth / parseFloat(getComputedStyle(field).fontSize)") > 8


def test_in_large_text_a_choice_keeps_the_shape_of_its_marks(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(TEMPLATES["states"])
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    shapes = page.locator(".only :is(input, .swatch)").evaluate_all(
        "all => all.map(part => part.offsetWidth / part.offsetHeight)"
    )
    assert shapes
    assert {round(shape, 1) for shape in shapes} == {1}


def test_on_a_phone_the_states_of_a_year_stand_below_it_in_sight(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(TEMPLATES["treaty"])
    assert page.locator(".by-year").evaluate("table => table.scrollWidth <= table.parentElement.clientWidth")
    year, names = page.locator("#y2011 > *").first, page.locator("#y2011 .names-of")
    assert year.evaluate("cell => cell.getBoundingClientRect().bottom") <= names.evaluate(
        "cell => cell.getBoundingClientRect().top"
    )
    assert "In force in the year for" in names.evaluate("cell => getComputedStyle(cell, '::before').content")


@pytest.mark.parametrize(("width", "media"), [(360, "screen"), (643, "print")], ids=["phone", "paper"])
def test_where_twelve_months_do_not_fit_the_focus_months_stand_below_one_another(
    page: Page, width: int, media: Literal["screen", "print"]
) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    page.emulate_media(media=media)
    page.goto(TEMPLATES["campaign"])
    assert page.locator(".strip").evaluate("table => table.scrollWidth <= table.parentElement.clientWidth")
    expect(page.locator(".strip td:visible:not(:has(a))")).to_have_count(0)
    month = page.locator(".strip td:visible").first
    assert month.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Feb"'


def test_on_a_phone_every_month_of_the_grid_is_in_sight_under_its_name(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(TEMPLATES["grid"])
    december = page.get_by_role("link", name="December 2024: 2")
    assert december.evaluate("link => getComputedStyle(link, '::before').content") == '"Dec "'
    for part in (december, *page.locator(".grid .total").all()):
        place = part.bounding_box()
        assert place
        assert 0 < place["x"] <= 360 - place["width"]
        assert place["width"] >= 24 or part is not december
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    heights = page.locator(".grid td a").evaluate_all("all => all.map(each => each.offsetHeight)")
    assert max(heights) <= 2 * 31, "a month and its number stay in one line"


@pytest.mark.parametrize("width", [320, 360])
def test_on_a_phone_the_figures_of_a_treaty_stand_in_line(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(TEMPLATES["treaty"])
    tops = page.locator(".totals dd").evaluate_all("all => all.map(each => each.getBoundingClientRect().top)")
    assert tops == [tops[0], tops[0], tops[2], tops[2]]


@pytest.mark.parametrize(("width", "shown"), [(360, True), (1280, False)])
def test_on_a_phone_each_cell_of_a_table_says_its_column(page: Page, width: int, shown: bool) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    page.goto("/docs/guides/citing/")
    table = page.locator(".prose table").first
    heads = table.locator("thead th")
    assert heads.first.is_visible() is not shown
    said = "cell => getComputedStyle(cell, '::before').content"
    names = [f'"{name}"' if shown else "none" for name in heads.all_text_contents()]
    assert table.locator("tbody tr").last.locator("td").evaluate_all(f"all => all.map({said})") == names


def test_the_date_of_a_release_nearby_stands_below_its_title(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(FRENCH)
    for release in page.locator(".sides li").all():
        title, date = release.locator("a").bounding_box(), release.locator("time").bounding_box()
        assert title
        assert date
        assert date["x"] == title["x"]


@pytest.mark.parametrize("width", [360, 1280])
def test_an_address_goes_on_in_the_next_line_after_a_slash(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 720})
    ends = []
    for address, parts in (
        (SEED, ("#permalink", "#cite-apa")),
        (TEMPLATES["record"], (".record-only .address",)),
    ):
        page.goto(address)
        ends += [end for part in parts for end in page.locator(part).evaluate(LINE_ENDS)]
    assert "/" in ends
    assert set(ends) <= {"/", "-", " "}


def test_a_footnote_stands_beside_its_number(page: Page) -> None:
    note = '<aside class="footnote"><span class="label">[1]</span><p>The note.</p></aside>'
    page.goto(SEED)
    page.locator(".prose").evaluate("(prose, note) => prose.insertAdjacentHTML('beforeend', note)", note)
    number, said = page.locator(".footnote .label"), page.locator(".footnote p")
    assert number.evaluate(TOP) == said.evaluate(TOP)
    weight = "part => getComputedStyle(part).fontWeight"
    assert number.evaluate(weight) == said.evaluate(weight), "it is not the label of a release"


def test_the_names_of_fields_stand_in_one_line_each(page: Page) -> None:
    page.goto(TEMPLATES["reference"])
    names = page.locator(".prose td:first-child code .pre")
    assert set(names.evaluate_all("all => all.map(each => each.getClientRects().length)")) == {1}
    assert max(names.evaluate_all("all => all.map(each => each.offsetHeight)")) < 30


def test_a_word_of_code_is_not_parted_in_a_narrow_column(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto("/docs/guides/writing/")
    word = page.locator(".prose td code", has_text=re.compile("^azerbaijan$"))
    assert word.evaluate("word => word.getClientRects().length") == 1


def test_a_table_of_a_guide_that_is_too_wide_is_moved_in_its_place(page: Page) -> None:
    page.set_viewport_size({"width": 700, "height": 720})
    page.goto("/docs/contributing/measurements/")
    table = page.locator(".prose table").first
    assert table.evaluate("table => table.scrollWidth > table.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= 700


@pytest.mark.parametrize("media", ["screen", "print"])
def test_the_figures_in_a_table_of_a_release_are_not_parted(
    page: Page, media: Literal["screen", "print"]
) -> None:
    heads = ["State", "Year", "A long heading", "Votes", "Abstentions", "Observers present", "Notes"]
    cells = ["Azerbaijan", "<span>2001</span>", "yes", "12", "4", "5", "nothing to remark upon here"]
    rows = [f"<td>{'</td><td>'.join(row)}</td>" for row in (heads, cells)]
    page.goto(SEED)
    page.emulate_media(media=media)
    table = f"<table><tr>{rows[0].replace('td>', 'th>')}</tr><tr>{rows[1]}</tr></table>"
    page.locator(".prose").evaluate("(prose, table) => prose.insertAdjacentHTML('beforeend', table)", table)
    year = page.locator(".prose td span", has_text="2001")
    assert year.evaluate("year => year.getClientRects().length") == 1


def test_a_table_of_a_release_with_many_columns_is_as_wide_as_the_sheet(page: Page) -> None:
    page.set_viewport_size({"width": 700, "height": 900})
    page.goto(SEED)
    page.emulate_media(media="print")
    table = f"<table><tr>{'<th>No.</th>' * 13}</tr><tr>{'<td>Parliamentarians</td>' * 13}</tr></table>"
    page.locator(".prose").evaluate("(prose, table) => prose.insertAdjacentHTML('beforeend', table)", table)
    assert page.locator(".prose table").evaluate(
        "table => table.offsetWidth <= table.parentElement.offsetWidth"
    )


def test_an_option_is_not_parted_after_its_dashes(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto("/docs/guides/hosting/")
    options = page.locator(".prose p code .pre", has_text=re.compile("^--[a-z]+$"))
    assert options.count() > 1
    assert max(options.evaluate_all("all => all.map(each => each.offsetHeight)")) < 30


@pytest.mark.parametrize("width", [360, 1280])
def test_a_heading_of_the_home_page_is_nearer_to_what_it_heads_than_to_what_is_above(
    page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 720})
    page.goto("/")
    for name in ("by-month", "by-campaign"):
        heading = page.locator(f"#{name}")
        above, below = heading.evaluate(
            """heading => {
                const edge = (part, side) => part.getBoundingClientRect()[side];
                const last = heading.parentElement.previousElementSibling.lastElementChild;
                const gaps = [[last, heading], [heading, heading.nextElementSibling]];
                return gaps.map(([one, other]) => edge(other, "top") - edge(one, "bottom"));
            }"""
        )
        assert above > 1.5 * below, name


def test_a_bracket_or_comma_stays_in_the_line_of_the_code_it_belongs_to(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto("/docs/guides/hosting/")
    seen, parted = page.locator(".prose").evaluate(BESIDE_CODE)
    assert seen > 40
    assert parted == []


def test_beside_a_guide_stand_its_headings_and_on_a_phone_they_are_folded_above_it(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/docs/guides/hosting/")
    contents = page.get_by_role("navigation", name="On this page")
    contents.get_by_role("link", name="Scheduled builds").click()
    expect(page).to_have_url(re.compile("#hosting-schedule$"))
    expect(contents.get_by_role("link", name="nginx")).to_be_in_viewport()
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto("/docs/guides/writing/")
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    contents.get_by_text("On this page").click()
    expect(contents.get_by_role("link", name="5. Contacts")).to_be_visible()


def test_the_cards_of_the_guides_begin_where_their_heading_does(page: Page) -> None:
    page.goto(TEMPLATES["guide"])
    card, heading = page.locator(".sd-card").first.bounding_box(), page.locator("h2").first.bounding_box()
    assert card
    assert heading
    assert card["x"] == heading["x"]


@every_template
def test_under_a_strict_policy_the_browser_has_nothing_to_say(page: Page, host: Host, address: str) -> None:
    with listening(page) as (said, asked):
        page.goto(address, wait_until="networkidle")
    assert said == []
    assert [url for url in asked if not url.startswith(host.address)] == []


@pytest.mark.parametrize("address", [page for name, page in TEMPLATES.items() if name != "search"])
def test_without_script_everything_is_there_but_what_copies_and_counts(
    page: Page, unscripted: Page, address: str
) -> None:
    read = []
    for tab in (page, unscripted):
        tab.goto(address)
        buttons = tab.locator("button.copy")
        assert bool(tab.locator("button.copy:visible").count()) == (tab is page and buttons.count() > 0)
        buttons.evaluate_all("buttons => buttons.forEach(button => { button.hidden = true; })")
        tab.locator("a.anchor, #on-date, #find-state").evaluate_all(
            "links => links.forEach(link => link.remove())"
        )
        read.append(tab.locator("body").inner_text().split())
    assert read[0] == read[1]


#: Where the keyboard is, whether a ring is drawn round it (a card and a date's parts have their own) and
#: whether it is in view.
FOCUS = """async () => {
    await new Promise(requestAnimationFrame);
    const element = document.activeElement;
    const box = (element.closest(".sd-card") ?? element).getBoundingClientRect();
    const ring = part => {
        const style = getComputedStyle(element, part);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    };
    return {
        what: element === document.body ? "" : element.outerHTML.slice(0, 200),
        drawn: ring(null) || ring("::after") || element.type === "date",
        seen: box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth
            && box.bottom > 0 && box.top < innerHeight,
    };
}"""


@every_template
def test_the_keyboard_begins_at_the_skip_link_and_always_shows_where_it_is(page: Page, address: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_class("skip")
    for _ in range(25):
        here = page.evaluate(FOCUS)
        if not here["what"]:
            break
        assert here["drawn"], here["what"]
        assert here["seen"], here["what"]
        page.keyboard.press("Tab")


def test_the_skip_link_leads_to_the_text(page: Page) -> None:
    page.goto(SEED)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_copy_button_copies_the_permanent_address(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(SEED)
    facts = page.get_by_role("complementary")
    facts.get_by_role("button", name="Copy").click()
    expect(facts.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"https://archive.example.org{SEED}"


def test_a_paragraph_is_cited_from_the_keyboard_and_its_very_words_with_the_pointer(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(SEED)
    link = page.get_by_role("link", name="Paragraph 3")
    link.focus()
    expect(link).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert page.url.endswith(f"{SEED}#p3")
    address = f"https://archive.example.org{SEED}#p3"
    assert page.evaluate("navigator.clipboard.readText()") == address
    words = "document.getElementById('p3').firstChild, 1, document.getElementById('p3').firstChild, 16"
    page.evaluate(f"getSelection().setBaseAndExtent({words})")
    page.get_by_role("link", name="Paragraph 3").dispatch_event("click")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}:~:text=Joining%20the%20ICC"


def test_words_that_stand_elsewhere_too_are_cited_with_those_before_them(page: Page) -> None:
    """A browser shows the first place that has them: without, that would be the title."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(SEED)
    page.evaluate(
        """() => {
            const words = document.getElementById("p3").firstChild, start = words.data.indexOf("impunity");
            getSelection().setBaseAndExtent(words, start, words, start + "impunity".length);
        }"""
    )
    page.get_by_role("link", name="Paragraph 3").dispatch_event("click")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    address = f"https://archive.example.org{SEED}#p3:~:text=support%20for%20ending-,impunity"
    assert page.evaluate("navigator.clipboard.readText()") == address


def test_structured_data_stands_under_the_policy_and_nothing_is_blocked(page: Page) -> None:
    with listening(page) as (said, _):
        page.goto(SEED, wait_until="networkidle")
    block = page.locator("script[type='application/ld+json']").text_content()
    assert json.loads(block or "")["@type"] == "NewsArticle"
    assert said == []  # a script that the policy blocks is reported here


@pytest.mark.parametrize("address", [SEED, TEMPLATES["record"], FRENCH])
def test_a_release_weighs_less_than_50_kilobytes_with_all_that_it_loads(
    browser: Browser, host: Host, address: str
) -> None:
    host.sent.clear()
    page = browser.new_page(base_url=host.address)  # of a reader who has not been here
    page.goto(address, wait_until="networkidle")
    page.close()
    assert len(host.sent) >= 3, "the page, its style, its script"
    assert host.sent.total() < 50_000, host.sent


def test_without_script_a_citation_says_that_a_date_is_to_be_put_in(unscripted: Page) -> None:
    unscripted.goto(SEED)
    expect(unscripted.locator("#cite-oscola")).to_have_text(re.compile(r" accessed \[date\]$"))


def test_a_french_release_is_french_to_a_screen_reader(page: Page) -> None:
    page.goto(FRENCH)
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.locator("article h1")).to_contain_text("Communiqué de presse")


@pytest.mark.parametrize("address", [SEED, TEMPLATES["state"], TEMPLATES["states"]])
def test_on_a_phone_the_way_to_the_search_looks_alike_on_every_page(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address)
    link = page.locator(".top .find")
    expect(link).to_have_css("font-size", "16px")
    assert link.evaluate("link => link.getBoundingClientRect().height") >= 24


@pytest.mark.parametrize("width", [360, 1000])
def test_a_long_name_of_the_site_leaves_the_menu_in_one_line_and_the_search_in_place(
    page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(SEED)
    name, menu = page.locator(".top .site"), page.locator(".top nav")
    name.evaluate(
        "link => { link.textContent = 'Press archive of the Coalition for the Global Example Court' }"
    )
    assert menu.evaluate("menu => menu.getBoundingClientRect().height") < 40
    way = page.locator(".top .find, .top .search").locator("visible=true")
    assert way.evaluate("way => way.getBoundingClientRect().right") <= width
    if width == 360:
        assert way.evaluate("way => way.getBoundingClientRect().left") > width / 2


def test_in_the_dark_the_cards_of_a_guide_have_lines_and_their_titles_look_like_links(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(TEMPLATES["guide"])
    card = page.locator(".sd-card").first
    expect(card).to_have_css("border-top-color", "rgb(50, 58, 67)")
    expect(card.locator(".sd-card-title")).to_have_css("color", "rgb(132, 188, 242)")


def test_a_search_from_any_page_goes_to_the_search_page(page: Page) -> None:
    page.goto(SEED)
    page.get_by_role("searchbox").fill("impunity")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/search/?q=impunity")
    expect(page.locator("h1")).to_have_text("Search")


def test_a_reader_walks_from_the_home_page_to_a_release(page: Page) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="Archive").get_by_role("link", name="States").click()
    page.get_by_role("link", name="Azerbaijan", exact=True).first.click()
    expect(page.locator("h1")).to_contain_text("Azerbaijan")
    page.locator(".row-title").get_by_role("link", name="Azerbaijan: Help End Impunity").click()
    expect(page.locator("h1")).to_have_text("Azerbaijan: Help End Impunity for Mass Crimes by Joining ICC")


OVERFLOWS = "all => all.map(each => getComputedStyle(each).overflowX)"


def test_on_paper_only_the_release_is_printed(page: Page) -> None:
    page.goto(SEED)
    page.emulate_media(media="print")
    expect(page.locator("article h1")).to_be_visible()
    expect(page.locator("header.top")).to_be_hidden()
    expect(page.locator("form.search")).to_be_hidden()
    for kept in ("#permalink", "#cite-apa", ".about dd", "header time"):
        expect(page.locator(kept).first).to_be_visible()
    assert "CICC/2014/" in page.locator(".about").inner_text()
    size = "part => parseFloat(getComputedStyle(part).fontSize)"
    text, contacts = (page.locator(part).first.evaluate(size) for part in (".prose", ".contacts"))
    assert contacts < text


def test_on_every_sheet_of_a_long_table_stand_the_heads_of_its_columns(page: Page) -> None:
    page.goto(TEMPLATES["treaty"])
    expect(page.locator("#states-table th button")).to_have_count(5)  # to sort by
    sheets = [sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages]
    for state in ("Azerbaijan", "Kuwait", "Yemen"):  # no parties, so they are in no other table
        (at,) = [sheet for sheet in sheets if state in sheet]
        assert "Deposited" in at, state


@pytest.mark.parametrize("name", ["release", "record", "french-release"])
def test_what_is_said_about_a_release_stands_on_one_sheet(page: Page, name: str) -> None:
    page.goto(TEMPLATES[name])
    said = page.locator(".about dt").all_inner_texts()
    sheets = [sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages]
    assert len(sheets) > 1
    (at,) = [sheet for sheet in sheets if said[0] in sheet]
    assert [label for label in said if label not in at] == []


def test_on_paper_a_state_has_no_links_to_follow_it(page: Page) -> None:
    page.goto(TEMPLATES["state"])
    expect(page.get_by_role("link", name="Atom").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Atom").locator("visible=true")).to_have_count(0)
    expect(page.get_by_text("In focus").last).to_be_visible()


def test_each_standing_has_a_colour_of_its_own_the_same_on_every_page(page: Page) -> None:
    def colours(address: str, parts: str, of: str) -> dict[str, str]:
        page.goto(address)
        found = page.locator(parts)
        return dict(
            found.evaluate_all("(all, of) => all.map(e => [e.classList[1], getComputedStyle(e)[of]])", of)
        )

    treaty = colours(TEMPLATES["treaty"], ".row-facts .standing", "borderInlineStartColor")
    assert treaty == colours(TEMPLATES["states"], ".only .swatch", "backgroundColor")
    assert len(set(treaty.values())) == len(treaty) == 6


def test_on_paper_an_address_behind_a_word_is_printed_and_one_that_stands_there_is_not_again(
    page: Page,
) -> None:
    page.emulate_media(media="print")
    page.goto(TEMPLATES["record"])
    after = "link => getComputedStyle(link, '::after').content"
    for name in ("Look for a copy from that time at web.archive.org", "Original address"):
        link = page.get_by_role("link", name=name).first
        assert link.evaluate(after) == f'" ({link.get_attribute("href")})"'
    addresses = page.locator("a.address").all()
    assert {address.evaluate(after) for address in addresses} == {"none"}


def test_on_paper_a_day_stands_in_one_line_and_nobody_is_asked_for_a_state(page: Page) -> None:
    page.set_viewport_size({"width": 643, "height": 900})
    page.emulate_media(media="print")
    page.goto(TEMPLATES["treaty"])
    day = page.locator("#y2024 th")
    height, letters = day.evaluate("day => [day.offsetHeight, parseFloat(getComputedStyle(day).fontSize)]")
    assert height < 3 * letters
    page.goto(TEMPLATES["states"])
    expect(page.locator("form.find")).to_be_hidden()


@pytest.mark.parametrize("name", ["state", "treaty", "campaign", "grid", "guide"])
def test_on_paper_nothing_is_cut_off_folded_away_or_dark(page: Page, name: str) -> None:
    page.set_viewport_size({"width": 643, "height": 900})  # of A4 within its margins
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(TEMPLATES[name])
    assert page.evaluate("document.documentElement.scrollWidth") <= 643
    assert set(page.locator(".scroll").evaluate_all(OVERFLOWS)) <= {"visible"}
    for folded in page.locator("details:not([open]) > :not(summary)").all():
        assert folded.bounding_box()
    notice = "getComputedStyle(document.documentElement).getPropertyValue('--mark')"
    assert page.evaluate(notice) == "#fff3bf"


def test_the_map_changes_its_colours_and_the_list_shrinks_without_a_script(
    unscripted: Page,
) -> None:
    page = unscripted
    page.goto("/states/")
    shape = page.locator(".map a[href='ci/'] path")
    party = shape.evaluate("path => getComputedStyle(path).fill")
    assert shape.evaluate("path => getComputedStyle(path).fill") == page.locator(
        ".map a[href='fr/'] path"
    ).evaluate("path => getComputedStyle(path).fill")
    page.get_by_label("by releases").check()
    assert shape.evaluate("path => getComputedStyle(path).fill") != party
    expect(page.locator(".shades")).to_be_visible()
    page.get_by_label("Leaving").check()
    # On the day at which the tests build the archive, one notice of withdrawal was running.
    assert page.locator("#table tbody th:visible").all_inner_texts() == ["Hungary"]
    assert page.locator(".map a:visible").count() == 1
    expect(page.locator(".map a[href='fr/'] path")).to_be_visible()  # faint: where Hungary is


def test_what_is_left_of_the_list_of_states_stands_under_its_head(page: Page) -> None:
    page.goto("/states/")
    lefts = "rows => [...new Set(rows.map(row => row.getBoundingClientRect().left))]"
    rows = page.locator("#table tr:visible")
    assert len(rows.evaluate_all(lefts)) == 2
    page.get_by_label("Former party").check()
    assert len(rows.evaluate_all(lefts)) == 1
    page.locator("#only-all").check()
    page.get_by_label("Find a state").fill("niger")
    assert len(rows.evaluate_all(lefts)) == 1
    page.get_by_label("Find a state").fill("")
    page.get_by_label("Region").select_option("Council of Europe")
    assert len(rows.evaluate_all(lefts)) == 1


def test_a_state_is_reached_on_the_map_by_keyboard_and_in_the_table_by_name(page: Page) -> None:
    page.goto("/states/")
    assert page.locator(".map a").count() == page.locator("#table tbody tr").count()
    page.get_by_role("link", name="Azerbaijan: Neither a party nor a signatory; releases: 3").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/states/az/")
    page.go_back()
    name = page.get_by_label("Find a state")
    name.fill("niger")
    name.press("Enter")
    expect(page.get_by_role("link", name="Niger", exact=True)).to_be_focused()
    name.fill("ivory coast")
    expect(page.locator("#table tbody tr:visible")).to_have_count(1)
    name.press("Enter")
    expect(page.locator("h1")).to_have_text("Côte d'Ivoire")
    page.go_back()
    name.fill("cote")
    expect(page.locator("#table tbody tr:visible")).to_have_count(1)
    name.fill("COTE D'IVOIRE")  # with the apostrophe that keyboards have
    expect(page.locator("#table tbody tr:visible")).to_have_count(1)
    name.fill("кот-д")  # in another language of the archive
    expect(page.locator("#table tbody tr:visible")).to_have_count(1)
    page.get_by_label("Find a state").fill("")
    page.get_by_label("Region").select_option("Europe and Central Asia, in the Coalition’s grouping")
    expect(page.locator("#table tbody tr:visible")).to_have_count(54)
    page.get_by_label("Leaving").check()
    expect(page.get_by_role("status")).to_have_text("States found: 1")
    page.get_by_label("Region").select_option("All")
    page.locator("#only-all").check()
    expect(page.get_by_role("status")).to_have_text(
        f"States found: {page.locator('#table tbody tr').count()}"
    )
    head = page.get_by_role("button", name="Releases")
    head.click()
    counts = [
        int(cell.split()[0])
        for cell in page.locator("#table td.number").all_inner_texts()
        if cell[:1].isdigit()
    ]
    assert counts == sorted(counts, reverse=True)
    head.click()
    assert page.locator("#table [aria-sort]").get_attribute("aria-sort") == "ascending"


def test_on_a_phone_the_menu_is_one_line_and_the_release_begins_on_the_first_screen(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(SEED)
    tops = page.locator(".top nav li").evaluate_all("all => all.map(each => each.offsetTop)")
    assert len(set(tops)) == 1
    assert page.locator(".prose p").first.evaluate("text => text.getBoundingClientRect().top") < 640


def test_on_a_phone_a_timeline_begins_with_the_newest_and_names_its_lanes(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    page.goto("/states/az/")
    assert page.locator(".latest").evaluate("box => box.scrollWidth > box.clientWidth")
    for part in (".now", ".lanes li >> nth=0", ".mark >> nth=-1"):
        place = page.locator(".drawing").locator(part).bounding_box()
        assert place, part
        assert 0 <= place["x"] <= 390 - place["width"], part


def test_on_a_phone_a_timeline_that_ends_in_empty_years_begins_with_what_there_is(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/states/ke/")
    for part in (".lanes li >> nth=-1", ".mark.release >> nth=-1"):
        place = page.locator(".drawing").locator(part).bounding_box()
        assert place, part
        assert 16 <= place["x"] <= 344 - place["width"], part
    page.set_viewport_size({"width": 1280, "height": 740})
    page.goto("/states/ke/")
    assert page.locator(".latest").evaluate("box => box.scrollLeft") == 0


@pytest.mark.parametrize("width", [360, 1280])
def test_the_line_of_today_goes_through_no_word_of_a_timeline(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto("/states/az/")
    now = page.locator(".now").bounding_box()
    names = [name.bounding_box() for name in page.locator(".lanes span").all()]
    assert now
    assert names
    assert all(name and name["x"] + name["width"] < now["x"] for name in names)


def test_the_words_of_a_timeline_are_twice_as_large_where_text_is_and_stay_in_their_lanes(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 740})
    page.goto("/states/az/")
    year, lane = page.locator(".timeline .tick").last, page.locator(".lanes span").last
    height = "part => part.getBoundingClientRect().height"
    before = [part.evaluate(height) for part in (year, lane)]
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for part, once in zip((year, lane), before, strict=True):
        assert once >= 12
        assert part.evaluate(height) == pytest.approx(2 * once, rel=0.1)
    name, mark = lane.bounding_box(), page.locator(".mark.release").last.bounding_box()
    assert name
    assert mark
    assert name["y"] < mark["y"] < name["y"] + name["height"], "what it names is beside it"


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_edge_with_more_behind_it_is_shaded(
    page: Page, direction: str, scheme: Literal["light", "dark"]
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(color_scheme=scheme)
    page.goto("/states/ke/")
    page.evaluate("direction => { document.documentElement.dir = direction }", direction)
    box = page.locator(".latest")
    place = box.bounding_box()
    assert place
    for scrolled, shaded in ((0, "left"), (-10_000, "right")):  # to the newest, to the oldest
        box.evaluate("(box, scrolled) => { box.scrollLeft = scrolled }", scrolled)
        left, middle, right = (
            page.screenshot(clip={"x": place["x"] + across, "y": place["y"] + 4, "width": 2, "height": 2})
            for across in (0, place["width"] // 2, place["width"] - 2)
        )
        assert (left != middle, right != middle) == (shaded == "left", shaded == "right")


@pytest.mark.parametrize(
    ("address", "words", "list_above"),
    [
        ("/releases/2014/05/azerbaijan-impunity/", "azerbaijan impunity", "/releases/2014/05/"),
        ("/releases/2014/13/azerbaijan.html", "azerbaijan", "/releases/2014/"),
        ("/states/narnia/", "narnia", "/states/"),
        ("/2014/05/", "", ""),
        ("/%5C%5Cevil.example/releases/", "releases", ""),
        ("/states/50%zz", "50 zz", "/states/"),
        ("/404.html", "", ""),
    ],
)
def test_the_page_for_a_lost_address_looks_for_what_the_address_says(
    page: Page, address: str, words: str, list_above: str
) -> None:
    lost = page.request.get("/404.html").body()
    page.route(f"**{address}", lambda route: route.fulfill(status=404, content_type="text/html", body=lost))
    page.goto(address, wait_until="networkidle")
    expect(page.get_by_role("searchbox")).to_have_value(words)
    links = page.locator("#above:visible a")
    assert links.all_inner_texts() == ([list_above] if list_above else [])
    if list_above:
        links.click()
        page.wait_for_url(f"**{list_above}")


@pytest.mark.parametrize("word", ["azerbaijan", "impunity"])
def test_a_release_in_full_is_found_before_records_with_the_same_word_in_their_title(
    page: Page, word: str
) -> None:
    if search.program() is None:
        pytest.skip("Pagefind is not installed here")
    page.goto(f"/search/?q={word}", wait_until="networkidle")
    expect(page.locator("#hits li")).not_to_have_count(1)
    expect(page.locator("#hits .row-title a").first).to_have_attribute("href", re.compile(SEED))


def test_the_page_for_lost_addresses_begins_where_the_header_does(page: Page) -> None:
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        page.goto("/404.html")
        title, name = page.locator("h1").bounding_box(), page.locator(".top .site").bounding_box()
        assert title
        assert name
        assert title["x"] == name["x"] >= 16


def test_a_treaty_on_any_day(page: Page) -> None:
    page.goto("/docs/treaties/rome-statute/?on=2014-05-06")
    expect(page.locator("#on-date output")).to_have_text(
        "122 states parties, 122 with an instrument deposited, on 6 May 2014"
    )
    totals = page.locator(".totals div:visible dd")
    assert totals.all_inner_texts() == ["122", "122"], "the figures at the top are those of the day"
    expect(page.locator("#as-of")).to_have_text(page.locator("#on-date output").inner_text())
    ukraine = page.locator("#states-table tr", has_text="Ukraine").locator("td").first
    expect(ukraine).to_have_text("Not a party")
