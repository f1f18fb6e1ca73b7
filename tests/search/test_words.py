"""Twenty queries in five languages, with the releases that a reader would expect of each."""

from __future__ import annotations

import re
from collections.abc import Callable
from unittest import mock
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect
from press_archive.search import pagefind

from tests.helpers import Archive, Site
from tests.search.conftest import Host, found

pytestmark = pytest.mark.browser

LAGOON = "2010/01/lagoon-prisoners"
FRENCH, OPPONENTS = "2011/06/convention.fr", "2013/02/opposants.fr"
SPANISH, RUSSIAN, ARABIC = "2013/03/periodistas.es", "2014/02/zhurnalisty.ru", "2014/03/sahafiyun.ar"

#: What is typed, and every release it means; written by hand from the texts in ``conftest.py``.
QUERIES: dict[str, set[str]] = {
    # English: endings, words joined by a dash, a phrase, a person
    "imprisonment": {LAGOON},
    "freedom": {LAGOON},
    '"fair trial"': {LAGOON},
    "Orlova": {LAGOON},
    "Niger": {"2012/07/ferry", SPANISH},
    "Nigeria": {"2012/08/quay"},
    "accepting treaties": {"2011/06/convention"},
    # French: after an apostrophe, without accents, in another number
    "État": {FRENCH},
    "homme": {FRENCH},
    "l’opposant": {FRENCH, OPPONENTS},
    "proces equitable": {OPPONENTS},
    "emprisonné": {OPPONENTS},
    # Spanish
    "periodista encarcelado": {SPANISH},
    "mexico": {SPANISH},
    # Russian: cases, adjectives
    "политзаключенный": {RUSSIAN},
    "новой": {RUSSIAN},
    "журналист свобода": {RUSSIAN},
    # Arabic: article and prepositions, plurals
    "حرية": {ARABIC},
    "صحفي": {ARABIC},
    "أذربيجان": {ARABIC},
}


def test_twenty_queries_in_five_languages_find_what_they_mean(page: Page) -> None:
    wrong, expected, hit = {}, 0, 0
    for query, meant in QUERIES.items():
        page.goto(f"/search/?q={quote(query)}")
        got = set(found(page))
        if query == "أذربيجان":  # every release about the state has its name in all languages
            got = {name for name in got if name.endswith(".ar")} - {"2014/05/azure-coast.ar"}
        expected, hit = expected + len(meant), hit + len(meant & got)
        if got != meant:
            wrong[query] = {"missing": sorted(meant - got), "too many": sorted(got - meant)}
    print(f"\nsearch: {len(QUERIES) - len(wrong)} of {len(QUERIES)} queries, {hit} of {expected} releases")
    assert not wrong, wrong


@pytest.mark.parametrize("word", ["Mammadzadeh", "azimut-Mammadzadeh", "Azurbaijan"])
def test_a_word_that_is_in_no_release_is_said_to_be_in_none(page: Page, word: str) -> None:
    page.goto(f"/search/?q={word}")
    assert found(page) == []
    expect(page.locator(".unknown").first).to_have_text(f"No title or text contains “{word}”.")
    expect(page.locator(".unknown + p").last).to_have_text("Contacts are not searched.")
    expect(page.locator("#said")).to_have_text("No matching releases.")


@pytest.mark.parametrize(
    ("typed", "meant", "leads_to"),
    [
        ("Azurbaijan", "Azerbaijan", "?state=AZ"),
        ("Azurbaijan freedom", "Azerbaijan", "?q=freedom&state=AZ"),
        ("Ivroy Coast", "Côte d’Ivoire", "?state=CI"),
        ("Азербаджан", "Azerbaijan", "?state=AZ"),
        ("Timor-Lesti", "Timor-Leste", "/states/tl/"),  # the archive holds no release about it
        ("Mammadzadeh", "", ""),
        ("East Timor", "", ""),  # that is its name
    ],
)
def test_a_state_is_offered_for_a_word_that_is_nearly_its_name(
    page: Page, typed: str, meant: str, leads_to: str
) -> None:
    page.goto(f"/search/?q={quote(typed)}")
    assert found(page) == []
    offers = page.get_by_role("link", name="Did you mean")
    expect(offers).to_have_text([f"Did you mean {meant}?"] if meant else [])
    if meant:
        assert str(offers.get_attribute("href")).endswith(leads_to)


def test_an_unknown_word_beside_a_known_one_offers_the_known_one(page: Page) -> None:
    page.goto("/search/?q=Mammadzadeh+freedom")
    assert found(page) == []
    page.get_by_role("link", name="Search for the other words: freedom").click()
    expect(page.locator("#said")).to_have_text("Releases found: 1")
    assert found(page) == [LAGOON]


def test_words_that_no_release_has_together_are_offered_one_by_one(page: Page) -> None:
    page.goto("/search/?q=the+Parliament+opened+a+ferry")
    assert found(page) == []
    note = page.locator("#notes p", has_text="No release has all of these words.")
    assert note.get_by_role("link").all_inner_texts() == ["parliament", "opened", "ferry"]
    note.get_by_role("link", name="ferry").click()
    expect(page.locator("#said")).to_have_text("Releases found: 1")
    assert found(page) == ["2012/07/ferry"]


def test_words_of_the_shared_background_lead_to_its_entry_whatever_the_filters(page: Page) -> None:
    for filters in ("", "&state=AZ", "&language=fr&from=2012"):
        page.goto(f"/search/?q=sat+for+twelve+years{filters}")
        assert found(page) == []
        expect(page.locator("#notes > .entries:last-child a")).to_have_text(["Court"])


@pytest.mark.skipif(pagefind.program() is None, reason="Pagefind is not installed here")
def test_the_shared_background_is_found_for_a_period_that_has_another_part_of_the_index(
    browser: Browser, archive: Archive, site: Callable[..., Site]
) -> None:
    with mock.patch.object(pagefind, "SPLIT", 3):
        host = Host(site().out)
    page = browser.new_page(base_url=host.address)
    page.goto("/search/?q=sat+for+twelve+years&to=2013")
    assert found(page) == []
    expect(page.locator("#notes > .entries a")).to_have_text(["Court"])
    page.goto("/search/?q=lagoon&to=2013")
    assert found(page) == ["2012/03/lagoon-hearing"], "and no release of later years"
    page.close()
    host.close()


def test_a_word_in_the_middle_of_typing_finds_longer_ones(page: Page) -> None:
    page.goto("/search/?q=journal")
    assert LAGOON in found(page)


def test_the_excerpt_marks_the_words_in_the_language_of_the_release(page: Page) -> None:
    page.goto(f"/search/?q={quote('صحفي')}")
    found(page)
    excerpt = page.locator(".excerpt")
    assert (excerpt.get_attribute("lang"), excerpt.get_attribute("dir")) == ("ar", "rtl")
    assert "للصحفيين" in "".join(page.locator(".excerpt mark").all_text_contents())
    page.goto(f"/search/?q={quote('État')}")
    found(page)
    expect(page.locator(".excerpt")).to_contain_text("L’État salue l’opposant libéré")  # as it was printed


def test_the_excerpt_does_not_say_the_title_again(page: Page) -> None:
    page.goto("/search/?q=journalists+trial")
    found(page)
    expect(page.locator(".excerpt").first).to_have_text(re.compile(r"^Two journalists were imprisoned\. "))
    expect(page.locator(".excerpt mark").first).to_have_text("journalists")
    page.goto("/search/?q=bars+lagoon")  # the last word of the title, too
    found(page)
    expect(page.locator(".excerpt").first).to_have_text(re.compile(r"^Two journalists were imprisoned\. "))
    expect(page.locator(".excerpt mark")).to_have_count(0)


@pytest.mark.parametrize(
    ("word", "excerpt"),
    [
        ("hundred", r"^Seals slept on .+ …$"),  # of the title, in the middle of which Pagefind begins
        ("lantern", r"^… \w+ .+ Nobody lit the lantern at .+ \w+ …$"),
        ("anchor", r"^… \w+ .+ everyone slept at anchor\.$"),
    ],
)
def test_an_excerpt_says_where_it_is_cut_and_is_not_short_because_of_a_title(
    page: Page, word: str, excerpt: str
) -> None:
    page.goto(f"/search/?q={word}")
    assert found(page) == ["2015/02/boats"]
    expect(page.locator(".excerpt")).to_have_text(re.compile(excerpt))
    assert 28 <= len(page.locator(".excerpt").inner_text().split()) <= 36


def test_opening_a_hit_leads_to_the_words_on_the_page(page: Page) -> None:
    page.goto("/search/?q=freedom")
    found(page)
    link = page.locator("#hits .row-title a")
    assert link.get_attribute("href", timeout=1000).endswith(f"/releases/{LAGOON}/#:~:text=freedom")  # type: ignore[union-attr]
    link.click()
    expect(page.locator("h1")).to_have_text("Journalists behind bars on the lagoon")


def test_words_and_filters_together_count_what_is_left(page: Page) -> None:
    page.goto("/search/?q=new&kind=news&state=NG")
    assert found(page) == ["2012/08/quay"]
    page.goto("/search/?q=new&kind=news&to=2012-07")
    assert found(page) == ["2012/07/ferry"]
    expect(page.locator("label:has([value=news]) .count")).to_have_text("1")


@pytest.mark.parametrize(
    ("typed", "offered", "leads_to"),
    [
        ("Ivory Coast", "Releases about Côte d’Ivoire (6)", "CI"),
        ("East Timor", "The archive holds no release about Timor-Leste.", ""),
        ("niger", "Releases about Niger (2)", "NE"),
        ("بأذربيجان", "Releases about Azerbaijan (8)", "AZ"),
        ("в Азербайджане", "Releases about Azerbaijan (8)", "AZ"),
        ("Azerbaijan press 2014 freedom", "Releases about Azerbaijan, 2014: freedom", "freedom AZ 2014 2014"),
    ],
)
def test_a_name_of_a_state_offers_the_state(page: Page, typed: str, offered: str, leads_to: str) -> None:
    page.goto(f"/search/?q={quote(typed)}")
    found(page)
    expect(page.locator(".offer")).to_contain_text(offered)
    if leads_to:
        page.locator(".offer a").first.click()
        found(page)
        asked = page.evaluate("[...new URLSearchParams(location.search)].map(pair => pair[1]).join(' ')")
        assert asked == leads_to


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("releases about Côte d'Ivoire, 2011", "CI 2011 2011"),
        ("communiqués sur l’Azerbaïdjan", "AZ"),
        ("Azerbaijan January 2014", "AZ 2014-01 2014-01"),
    ],
)
def test_a_state_and_a_time_that_no_text_names_are_the_filters(page: Page, typed: str, asked: str) -> None:
    page.goto(f"/search/?q={quote(typed)}")
    page.wait_for_url("**/search/?state=*")
    assert found(page)
    assert page.evaluate("[...new URLSearchParams(location.search)].map(pair => pair[1]).join(' ')") == asked
    page.goto(f"/search/?q={quote(typed)}&kind=letter")
    found(page)
    expect(page.locator(".offer a")).to_be_visible()
    assert "q=" in page.evaluate("location.search"), "with other filters, it is offered"
