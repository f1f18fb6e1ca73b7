"""The search page as people use it: by mouse, keyboard and ear, on a phone, without script, offline."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.helpers import Archive, Site, words
from tests.search.conftest import Host, found, rows

pytestmark = pytest.mark.browser

RULES: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
STATES = {
    "idle": "/search/",
    "results": "/search/?state=AZ",
    "words": "/search/?q=freedom",
    "none": "/search/?state=NG&kind=letter",
    "unknown": "/search/?q=Mammadzadeh+freedom",
    "apart": "/search/?q=Parliament+ferry",
    "bad date": "/search/?from=soon",
    "Arabic": "/search/?q=%D8%AD%D8%B1%D9%8A%D8%A9",
}


@pytest.mark.parametrize("address", STATES.values(), ids=STATES)
def test_axe_finds_nothing(page: Page, address: str) -> None:
    page.goto(address)
    if address != "/search/":
        found(page)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            seen = Axe().run(page, options=RULES)
            assert seen.violations_count == 0, seen.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_in_the_open_list_of_states(page: Page) -> None:
    page.goto("/search/")
    page.get_by_role("combobox", name="State").fill("ni")
    expect(page.locator("#state-list [role=option]")).to_have_text(["Niger 2", "Nigeria 1"])
    seen = Axe().run(page, options=RULES)
    assert seen.violations_count == 0, seen.generate_report()


def test_a_state_is_chosen_by_keyboard_and_by_a_former_name(page: Page) -> None:
    page.goto("/search/")
    box = page.get_by_role("combobox", name="State")
    box.focus()
    page.keyboard.type("ivory")
    expect(page.locator("#state-list [role=option]")).to_have_text(["Côte d’Ivoire 6"])
    expect(page.locator("#state-hint")).to_have_text("1 states; use the arrow keys")
    option = page.locator("#state-list [role=option]").get_attribute("id")
    assert box.get_attribute("aria-activedescendant") == option
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Releases found: 6")
    assert page.evaluate("location.search") == "?state=CI"
    page.keyboard.type("xyz")
    expect(page.locator("#state-hint")).to_have_text("No state has such a name.")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")


def test_a_state_whose_name_is_nearly_typed_is_offered_and_not_taken(page: Page) -> None:
    page.goto("/search/")
    page.get_by_role("combobox", name="State").fill("azerbajian")
    expect(page.locator("#state-hint")).to_have_text("No state has such a name. Did you mean Azerbaijan?")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert "state=" not in page.url
    page.get_by_role("combobox", name="State").fill("azerbajian")
    expect(page.locator("#state-list [role=option]")).to_have_text(["Azerbaijan 8"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?state=AZ")


def test_from_the_field_the_filters_can_be_skipped_to_reach_the_results(page: Page) -> None:
    page.goto("/search/?q=journalists")
    found(page)
    page.locator("#q").focus()
    for _ in range(2):  # past the button
        page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip the filters")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#found-title")).to_be_focused()
    page.goto("/search/")
    expect(page.get_by_role("link", name="Skip the filters")).to_be_hidden()


def test_results_are_newest_first_and_announced_and_the_focus_follows_a_submit(page: Page) -> None:
    page.goto("/search/?state=CI")
    shown = found(page)
    assert shown == sorted(shown, key=lambda name: name[:7], reverse=True)
    assert page.locator("#said").get_attribute("role") == "status"
    page.get_by_label("Words in the text or title").fill("trial")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Releases found: 1")
    expect(page.locator("#found-title")).to_be_focused()
    assert page.evaluate("location.search") == "?q=trial&state=CI"


@pytest.mark.parametrize("sort", ["date", "oldest"])
def test_an_original_stands_before_its_translation_whichever_way_results_run(page: Page, sort: str) -> None:
    page.goto(f"/search/?state=CI&sort={sort}")
    shown = found(page)
    assert shown.index("2011/06/convention.fr") == shown.index("2011/06/convention") + 1


def test_the_address_is_the_search_back_and_forward(page: Page) -> None:
    page.goto("/search/?state=CI&from=2011-01&to=2011-12")
    assert set(found(page)) == {"2011/06/convention", "2011/06/convention.fr"}
    page.get_by_role("checkbox", name="French").check()
    expect(page.locator("#said")).to_have_text("Releases found: 1")
    page.get_by_role("link", name="Remove the filter from January 2011").click()
    page.wait_for_url("**/search/?state=CI&language=fr&to=2011-12")
    page.go_back()
    page.go_back()
    expect(page.locator("#said")).to_have_text("Releases found: 2")
    assert page.locator("[name=from]").input_value() == "2011-01"
    expect(page.get_by_role("checkbox", name="French")).not_to_be_checked()
    page.go_forward()
    expect(page.get_by_role("checkbox", name="French")).to_be_checked()
    page.reload()
    expect(page.locator("#said")).to_have_text("Releases found: 1")


def test_a_whole_year_and_two_states_at_once(page: Page) -> None:
    page.goto("/search/?year=2012&state=NE&state=NG")
    assert set(found(page)) == {"2012/07/ferry", "2012/08/quay"}
    page.goto("/search/?year=2012&state=ne&sort=oldest")
    assert found(page) == ["2012/07/ferry"]


def test_a_number_leads_to_its_release_and_to_the_texts_that_say_it(
    page: Page, five: tuple[Archive, Site], host: Host
) -> None:
    facts = five[1].page("/releases/2012/08/quay/").xpath("//dt[.='Reference']/following-sibling::dd[1]")
    number = words(facts[0])
    host.sent.clear()
    page.goto(f"/search/?q={number.lower()}")
    assert found(page) == ["2012/08/quay"]
    assert not [path for path in host.sent if "pagefind" in path or "addresses" in path]
    texts = page.get_by_role("link", name=f"Texts that say “{number.lower()}”")
    assert str(texts.get_attribute("href")).endswith(f"?q=%22{number.lower().replace('/', '%2F')}%22")
    page.goto(f"/search/?q={number}&state=CI")  # the filters hold
    assert found(page) == []
    page.get_by_role("link", name="Without “Côte d’Ivoire”: 1").click()
    assert found(page) == ["2012/08/quay"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("https://archive.example.org/releases/2012/08/quay/#p1", "2012/08/quay"),
        ("/releases/2013/02/opposants.fr/", "2013/02/opposants.fr"),
        ("2012/07/ferry", "2012/07/ferry"),
        ("https://archive.example.org/releases/2012/06/jetty/#p1", "2012/08/quay"),
        ("2012/06/jetty", "2012/08/quay"),
        ("http://www.old.example.org/quay-opens", "2012/08/quay"),
        ("http://old.example.org/?item=lagoon&lang=en", "2012/03/lagoon-hearing"),
        ("OLD.example.org/?item=lagoon&lang=en", "2012/03/lagoon-hearing"),
        (
            "https://web.archive.org/web/2012/http://old.example.org/?item=lagoon&lang=en",
            "2012/03/lagoon-hearing",
        ),
    ],
)
def test_an_address_leads_to_the_release_that_stands_or_stood_there(
    page: Page, typed: str, name: str
) -> None:
    page.goto("/search/")
    page.get_by_label("Words in the text or title").fill(typed)
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Releases found: 1")
    assert found(page) == [name]
    part = typed.partition("#")[2]
    assert str(page.locator("#hits .row-title a").get_attribute("href")).partition("#")[2] == part


def test_what_only_looks_like_an_address_is_searched_as_words(page: Page) -> None:
    page.goto("/search/?q=quay/Nigeria")
    assert found(page) == ["2012/08/quay"]
    page.goto("/search/?q=http://old.example.org/elsewhere")
    assert found(page) == []


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("6 May 2014", "2014-05-06"),
        ("May 6th, 2014", "2014-05-06"),
        ("releases of 2014-05-06", "2014-05-06"),
        ("6.5.2014", "2014-05-06"),
        ("le 6 mai 2014", "2014-05-06"),
        ("2014年5月6日", "2014-05-06"),
        ("2014년 5월 6일", "2014-05-06"),
        ("2014年3月", "2014-03"),
        ("6 de mayo de 2014", "2014-05-06"),
        ("6 мая 2014 г.", "2014-05-06"),
        ("٦ مايو ٢٠١٤", "2014-05-06"),
        ("٦ أيار ٢٠١٤", "2014-05-06"),
        ("March 2014", "2014-03"),
        ("7 May 2014", "2014-05-07"),
    ],
)
def test_a_date_that_is_typed_is_the_period(
    page: Page, five: tuple[Archive, Site], typed: str, period: str
) -> None:
    """A release whose date is known only to the year may be of any day of it."""
    listed = [(row[0], str(row[2])) for row in rows(five[1].out / "releases/2014/list.json")]
    of_then = [name for name, date in listed if date.startswith(period) or period.startswith(date)]
    page.goto("/search/")
    page.get_by_label("Words in the text or title").fill(typed)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/search/?from={period}&to={period}")
    assert found(page) == of_then
    assert ("2014/05/azure-coast" in of_then) == (period == "2014-05-06")
    texts = page.get_by_role("link", name=f"Texts that say “{typed}”")
    texts.click()
    page.wait_for_url("**/search/?q=%22*")
    found(page)
    assert page.get_by_label("Words in the text or title").input_value() == f'"{typed}"'


def test_the_month_of_a_day_is_one_link_away(page: Page) -> None:
    page.goto("/search/?q=7+May+2014")
    assert found(page) == ["2014/harbour-review"]  # some day of that year
    page.get_by_role("link", name="Releases of May 2014").click()
    page.wait_for_url("**/search/?from=2014-05&to=2014-05")
    assert "2014/05/azure-coast" in found(page)
    expect(page.locator("#active")).to_have_text("May 2014 ×")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("6 May 2014", "2014-05-06"),
        ("06/05/2014", "2014-05-06"),
        ("may 2014", "2014-05"),
        ("mayo de 2014", "2014-05"),
        ("٢٠١٤", "2014"),
        (" 2014 ", "2014"),
    ],
)
def test_the_ends_of_a_period_are_typed_as_dates_are_in_the_words(
    page: Page, typed: str, written: str
) -> None:
    page.goto("/search/")
    page.get_by_role("textbox", name="From").fill(typed)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/search/?from={written}")
    found(page)
    expect(page.get_by_role("textbox", name="From")).to_have_value(written)


def test_a_field_that_is_no_date_says_what_a_date_looks_like(page: Page) -> None:
    page.goto("/search/")
    field = page.get_by_role("textbox", name="To")
    assert field.get_attribute("inputmode") is None, "the pad of figures of a phone has no hyphen"
    for typed in ("soon", "30 February 2014", "May 2014 to June 2014"):
        field.fill(typed)
        page.keyboard.press("Enter")
        assert field.evaluate("field => field.validationMessage") == (
            f"Not a day, a month or a year: {typed}. Write 6 May 2014, 2014-05-06, May 2014, 2014-05 or 2014."
        )
        assert page.evaluate("location.search") == ""
    field.fill("2014")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?to=2014")


def test_where_nothing_is_found_a_state_is_offered_without_the_other_words_too(page: Page) -> None:
    """A question, typed as one asks it."""
    page.goto("/search/?q=how+many+were+party+when+azerbaijan+was+asked")
    assert found(page) == []
    offer = page.get_by_role("link", name="Releases about Azerbaijan", exact=True)
    expect(page.locator(".offer")).to_contain_text("Releases about Azerbaijan (8)")
    offer.click()
    expect(page.locator("#said")).to_have_text("Releases found: 8")


def test_on_paper_are_what_was_asked_and_what_was_found(page: Page) -> None:
    page.goto("/search/?q=journalists&state=CI")
    assert found(page)
    page.emulate_media(media="print")
    for part in ("#q", "#active", "#hits"):
        expect(page.locator(part)).to_be_visible()
    for part in (".filters", "#states-facet", ".finder button", ".offer"):
        expect(page.locator(part).locator("visible=true")).to_have_count(0)


def test_a_state_and_a_date_are_offered_as_filters_of_the_words(page: Page) -> None:
    page.goto("/search/?q=Azerbaijan+gavan+February+2014")
    found(page)
    offer = page.get_by_role("link", name="Releases about Azerbaijan, February 2014: gavan")
    assert str(offer.get_attribute("href")).endswith("?q=gavan&state=AZ&from=2014-02&to=2014-02")
    page.goto("/search/?q=May+not+2014")
    found(page)
    assert "from=" not in page.evaluate("location.search")


def test_a_day_that_no_month_has_is_told(page: Page) -> None:
    for day in ("2014-02-30", "2014-13", "2014-05-00"):
        page.goto(f"/search/?from={day}")
        found(page)
        expect(page.locator(".notice")).to_contain_text(f"Not a day, a month or a year: {day}.")


def test_a_text_that_is_held_is_told_with_words_and_without(page: Page) -> None:
    for address in ("/search/?q=freedom", "/search/?state=CI&from=2010&to=2010"):
        page.goto(address)
        assert found(page) == ["2010/01/lagoon-prisoners"]
        expect(page.locator("#hits .held")).to_have_text("Full text")


def test_counts_are_true_or_left_out(page: Page, five: tuple[Archive, Site]) -> None:
    page.goto("/search/?language=fr")
    shown = found(page)
    listed = [row for year in (2011, 2013, 2014) for row in rows(five[1].out / f"releases/{year}/list.json")]
    assert len(shown) == sum(row[6] == "fr" for row in listed)
    french = page.locator("[data-facet=language] label", has_text="French").locator(".count")
    english = page.locator("[data-facet=language] label", has_text="English").locator(".count")
    assert french.text_content() == str(len(shown))
    assert english.text_content() == english.get_attribute("data-all")
    page.goto("/search/?campaign=open-harbour&kind=statement")
    found(page)
    state = page.locator("[data-facet=campaign] label", has_text="Open Harbour").locator(".count")
    of_it = rows(five[1].out / "campaigns/open-harbour/list.json")
    assert page.locator("#said").text_content() in {
        f"Releases found: {sum(row[5] == 'statement' for row in of_it)}",
        "No matching releases.",
    }
    assert state.text_content() in {"", str(sum(row[5] == "statement" for row in of_it))}


def test_a_filter_that_empties_the_list_is_named(page: Page) -> None:
    page.goto("/search/?state=NG&kind=letter")
    assert found(page) == []
    page.get_by_role("link", name="Without “letter”: 1").click()
    assert found(page) == ["2012/08/quay"]


def test_the_list_can_be_taken_away_where_it_exists(page: Page, host: Host) -> None:
    for address, names in (
        ("?state=CI", ["Feed", "CSV", "RIS"]),
        ("?campaign=open-harbour", ["Feed", "CSV", "RIS"]),
        ("?state=AZ&campaign=open-harbour", ["Feed"]),
        ("?language=fr", ["Feed"]),
        ("?state=CI&kind=news", []),
    ):
        page.goto(f"/search/{address}")
        found(page)
        links = page.locator("#take a")
        assert links.all_text_contents() == names
        for link in links.evaluate_all("links => links.map(a => a.href)"):
            assert page.request.get(link).ok, link
    assert not host.missing


def test_the_header_of_any_page_and_the_page_for_lost_addresses_search(page: Page) -> None:
    for address in ("/", "/states/ci/", "/404.html"):
        page.goto(address)
        page.locator("form.search input").fill("freedom")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=freedom")
        assert found(page) == ["2010/01/lagoon-prisoners"]


def test_nothing_of_the_search_is_loaded_elsewhere(page: Page, host: Host) -> None:
    host.sent.clear()
    for address in ("/", "/states/ci/", "/releases/2014/05/azure-coast/"):
        page.goto(address)
    page.wait_for_load_state("networkidle")
    assert not [path for path in host.sent if "search" in path or "pagefind" in path]


def test_a_question_about_a_state_loads_no_word(page: Page, host: Host) -> None:
    host.sent.clear()
    page.goto("/search/?state=AZ")
    found(page)
    asked = {path for path in host.sent if not path.startswith("/_static/")}
    assert asked == {"/search/", "/states/az/list.json"}


@pytest.mark.parametrize("width", [390, 1280])
def test_without_script_the_page_says_what_to_open_and_has_no_form(
    browser: Browser, host: Host, width: int
) -> None:
    context = browser.new_context(
        java_script_enabled=False, base_url=host.address, viewport={"width": width, "height": 700}
    )
    page = context.new_page()
    page.goto("/search/?state=CI")
    expect(page.locator("#unready")).to_be_visible()
    expect(page.locator("#search")).to_be_hidden()
    assert "choose a state, a year or a campaign" in page.locator("#browse").inner_text()
    page.locator("#browse a", has_text="Côte d’Ivoire").click()
    assert page.url.endswith("/states/ci/")
    context.close()


def test_words_that_cannot_be_loaded_are_explained_and_titles_answer(browser: Browser, host: Host) -> None:
    context = browser.new_context(base_url=host.address)
    page = context.new_page()
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto("/search/?q=lagoon&state=CI")
    expect(page.locator(".notice")).to_contain_text("the index of words could not be loaded")
    assert set(found(page)) == {
        "2010/01/lagoon-prisoners",
        "2012/03/lagoon-hearing",
        "2016/09/lagoon-ratifies",
    }
    seen = Axe().run(page, options=RULES)
    assert seen.violations_count == 0, seen.generate_report()
    context.close()


def test_a_list_that_cannot_be_loaded_offers_another_try(browser: Browser, host: Host) -> None:
    context = browser.new_context(base_url=host.address)
    page = context.new_page()
    down = [True]

    def answer(route: Route) -> None:
        route.abort() if down[0] else route.continue_()

    page.route("**/list.json", answer)
    page.goto("/search/?state=CI")
    expect(page.locator("#said")).to_contain_text("could not be loaded")
    seen = Axe().run(page, options=RULES)
    assert seen.violations_count == 0, seen.generate_report()
    down[0] = False
    page.get_by_role("link", name="Try again").click()
    expect(page.locator("#said")).to_have_text("Releases found: 6")
    context.close()
