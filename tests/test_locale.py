"""The archive in each of its languages: what a reader gets is written as that language is written."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from press_archive.words import LOCALES

from tests.browser.conftest import Host
from tests.browser.test_reading import RULES
from tests.desk import Desk
from tests.facts.conftest import GROUPS, HARBOUR
from tests.helpers import Site, texts, words

LANGUAGES = sorted(path.stem for path in LOCALES.glob("*.po"))
Speak = Callable[[str], Site]
TOLD, FALSE, GONE, ENGLISH = (f"2014/05/{name}" for name in ("told", "false", "gone", "other.en"))
#: Written or named by the archive.
OWN = ("Open Harbour", "Example Coalition", "A topic", "The Hague")
#: Where a part of the date in the hint is drawn.
PART = """part => {
    const words = [...document.querySelectorAll("#period-hint span")].map(word => word.firstChild);
    const text = words.find(word => word.data.includes("2014-05-06"));
    const start = text.data.indexOf(part), range = new Range();
    range.setStart(text, start);
    range.setEnd(text, start + part.length);
    return range;
}"""
#: From where to where the words of each cell are drawn.
DRAWN = """cells => cells.map(cell => {
    const range = new Range();
    range.selectNodeContents(cell);
    const { left, right } = range.getBoundingClientRect();
    return [left, right];
})"""
#: Where each sign of an element is drawn, in the order in which it is written.
LEFTS = """element => {
    const lefts = [], texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), range = new Range();
    while (texts.nextNode()) {
        for (const sign of texts.currentNode.data.matchAll(/\\S/g)) {
            range.setStart(texts.currentNode, sign.index);
            range.setEnd(texts.currentNode, sign.index + 1);
            lefts.push(range.getBoundingClientRect().left);
        }
    }
    return lefts;
}"""
#: A guide as it is written in Arabic: its commands are Latin.
GUIDE = """# دليل

اكتب `press-archive build --now 2014-05-06` هنا.

```console
$ press-archive build --jobs 2
```

| الخيار | المعنى |
| --- | --- |
| `--now` | اليوم |
"""


@pytest.fixture(scope="module")
def speak(tmp_path_factory: pytest.TempPathFactory) -> Speak:
    """Give the archive in a language, with something of each kind that happens to releases."""
    made: dict[str, Site] = {}

    def site(language: str) -> Site:
        if language not in made:
            made[language] = _spoken(Desk(tmp_path_factory.mktemp(language) / "archive"), language)
        return made[language]

    return site


def _spoken(desk: Desk, language: str) -> Site:
    settings = f'press_treaties = ["harbour-convention"]\npress_languages = {["en", *LANGUAGES]}'
    desk.edit("conf.py", 'press_languages = ["en", "fr", "ar"]', settings)
    desk.edit("conf.py", 'language = "en"', f'language = "{language}"')
    desk.write("docs/treaties/harbour-convention.yaml", HARBOUR)
    desk.write("docs/registers/groups.yaml", GROUPS)
    desk.write("docs/guide.md", GUIDE)
    shown: dict[str, Any] = {
        "about": ["AZ", "CI"],
        "mentions": ["NE", "NG"],
        "campaign": "open-harbour",
        "date": "2014-05-06",
        "topics": ["A topic"],
    }
    for name in (TOLD, FALSE, GONE, ENGLISH):
        desk.release(name, "42.", title=f"T {name}", contacts=["ada-lind"], background=["court"], **shown)
    desk.release("2014/06/cites", f"{{press:release}}`{TOLD}`, {{press:release}}`{FALSE}`", date="2014-06")
    desk.must("publish", "releases")
    desk.edit(f"releases/{TOLD}.md", "42.", "43.")
    desk.must("correct", TOLD, "--was", "42", "--now", "43", "--kind", "figure", "--note", "“42”, they said.")
    desk.must("withdraw", FALSE, "--reason", "“42”, they said.", "--successor", TOLD)
    desk.must("withdraw", GONE, "--gone", "--reason", "“42”, they said.", "--successor", TOLD)
    return desk.build()


def said(site: Site) -> Iterator[tuple[str, str]]:
    """Yield what each page says, but for guides and the words of releases."""
    for address, page in site.pages():
        for other in page.xpath('//div[@class="prose"] | //script | //title'):
            other.drop_tree()
        yield address, words(page)


def test_arabic_words_are_followed_by_arabic_commas(speak: Speak) -> None:
    assert [text for text in said(speak("ar")) if re.search(r"[\u0621-\u064a][,;]", text[1])] == []


def test_french_colons_and_semicolons_stand_after_a_space_that_does_not_break(speak: Speak) -> None:
    def page(address: str) -> str:
        return str(speak("fr").page(address).text_content())

    assert "Situation\u00a0: Harbour Convention" in page("states/ci")
    assert f"À lire à la place\u00a0: T {TOLD}" in page(f"releases/{FALSE}")
    assert "(retiré)\u00a0; T" in page("releases/2014/06/cites")
    assert "Suivant\u00a0: juin 2014" in page("releases/2014/05")


def test_no_french_colon_stands_close_to_a_word(speak: Speak) -> None:
    site, close = speak("fr"), re.compile(r"\w+: ")
    for address, page in site.pages():
        other = '//div[@class="prose"] | //script | //pre | //body//*[@lang="en"]'
        for part in page.xpath(other if page.get("lang") == "fr" else "//body"):
            part.drop_tree()
        assert close.findall(str(page.text_content())) == [], address
    for feed in ("states/ci/feed.atom", "states/ci/timeline.atom", "campaigns/open-harbour/ci/feed.atom"):
        titles = re.findall("<title.*?>(.*?)</title>", site.file(feed).read_text("utf-8"))
        assert titles, feed
        assert close.findall(" ".join(titles)) == [], feed
    desk = Desk(site.out.parent)
    assert desk.must("mail", TOLD, "--subject") == f"Déclaration\u00a0: T {TOLD}\n"
    assert "CONTEXTE\u00a0: The Court" in desk.must("mail", TOLD)


def test_what_the_archive_wrote_is_in_the_archives_language_also_on_an_english_release(speak: Speak) -> None:
    own, other = (speak("ar").page(f"releases/{name}") for name in (FALSE, ENGLISH))
    (reason,) = [p for p in own.xpath('//*[contains(@class, "notice")]/p') if "they said" in words(p)]
    assert (reason.get("lang"), reason.get("dir")) == (None, None), "the page says so already"
    for name in (*OWN, "Example Coalition archive"):
        said_of = {(e.get("lang"), e.get("dir")) for e in other.xpath(f'//*[text()="{name}"][@lang]')}
        assert said_of == {("ar", "rtl")}, name


def test_a_russian_sentence_that_ends_with_a_date_has_one_full_stop(speak: Speak) -> None:
    assert [text for text in said(speak("ru")) if re.search(r"\.\.", text[1])] == []
    assert "Принят 1 января 2010 г. В силе с" in words(speak("ru").page("docs/treaties/harbour-convention"))


def test_a_day_stands_after_its_article_and_the_first_of_a_month_is_counted(speak: Speak) -> None:
    assert "depuis le 13 septembre 2010" in words(speak("fr").page("states/ci"))
    assert "desde el 13 de septiembre de 2010" in words(speak("es").page("states/ci"))
    assert "Adopté le 1er janvier 2010." in words(speak("fr").page("docs/treaties/harbour-convention"))
    assert "Adoptado el 1 de enero de 2010." in words(speak("es").page("docs/treaties/harbour-convention"))


def test_a_month_begins_with_a_capital_as_a_heading_and_with_none_in_a_sentence(speak: Speak) -> None:
    month, year = (speak("fr").page(address) for address in ("releases/2014/05", "releases/2014"))
    assert words(month.find(".//h1")) == "Mai 2014 3"
    assert words(month.find(".//title")).startswith("Mai 2014 ·")
    assert texts(year.xpath("//h2 | //h3")) == ["Juin 2014 1", "Mai 2014 3"]
    assert "Suivant : juin 2014" in words(month)


def test_what_chooses_everything_is_not_called_a_total(speak: Speak) -> None:
    (choice,) = speak("fr").page("states").xpath('//select[@name="group"]/option[@value=""]')
    assert words(choice) == "Tout"
    assert words(speak("fr").page("releases").xpath("//thead//th[last()]")[0]) == "Total"


def test_the_title_of_what_was_removed_is_read_from_its_own_side(speak: Speak) -> None:
    heading = speak("ar").page(f"releases/{GONE}").find(".//h1")
    assert words(heading) == f"[مسحوب] T {GONE}"
    assert texts(heading.iter("bdi")) == [f"T {GONE}"]


def test_an_arrow_points_where_the_reader_goes_on(speak: Speak) -> None:
    assert "the Bench ← Court" in words(speak("ar").page("docs/background"))
    assert "the Bench → Court" in words(speak("fr").page("docs/background"))


def test_a_foreign_title_or_name_says_its_language_and_side_wherever_it_stands(speak: Speak) -> None:
    site = speak("ar")
    for address in ("states/ci", "docs/quality", "campaigns/open-harbour"):
        found = site.page(address).xpath(f'//main//a[contains(., "{ENGLISH}")]')
        assert found, address
        titles = [(a.xpath("bdi") or [a])[0] for a in found]
        assert {(t.get("lang"), t.get("dir") in {"ltr", "auto"}) for t in titles} == {("en", True)}, address
    english = site.page(f"releases/{ENGLISH}")
    for names in ('//p[@class="provenance"]/a//*[text()]', '//nav[@class="others"]//h2/a[.="Open Harbour"]'):
        found = english.xpath(names)
        assert [(name.get("lang"), name.get("dir")) for name in found] == [("ar", "rtl")], names


def test_the_name_of_a_style_of_citation_is_english(speak: Speak) -> None:
    page = speak("fr").page(f"releases/{TOLD}")
    assert page.get_element_by_id("cite-chicago-note-style").get("lang") == "en"


@pytest.mark.browser
def test_a_script_writes_french_as_the_pages_do(speak: Speak, browser: Browser) -> None:
    served = Host(speak("fr"))
    with browser.new_page(base_url=served.address) as page:
        page.goto("/docs/treaties/harbour-convention/?on=2014-05-01")
        expect(page.locator("#as-of")).to_contain_text("au 1er mai 2014")
        page.goto("/search/?from=2014-05-01")
        expect(page.locator("#active")).to_contain_text("1er mai 2014")
        page.goto("/search/?state=CI", wait_until="networkidle")
        assert str(page.locator("#take").text_content()).startswith("Cette liste en\u00a0: ")
    served.close()


@pytest.mark.browser
def test_between_arabic_words_numbers_stand_where_they_are_read(speak: Speak, browser: Browser) -> None:
    served = Host(speak("ar"))
    with browser.new_page(base_url=served.address) as page:
        page.goto("/search/")
        campaign = page.locator("[data-facet=campaign] label").first
        name, count = (campaign.locator(part).bounding_box() for part in (".label", ".count"))
        assert name
        assert count
        assert count["x"] + count["width"] <= name["x"] + 1
        width = "range => range.getBoundingClientRect().right"
        year, day = (page.evaluate_handle(PART, part).evaluate(width) for part in ("2014", "-06"))
        assert year < day, "2014-05-06, not 06-05-2014"
        heights = page.locator("#period-hint span").evaluate_all("all => all.map(word => word.offsetHeight)")
        assert max(heights) < 30, "no date is parted"
    served.close()


@pytest.mark.browser
def test_among_arabic_words_code_is_read_from_the_left(speak: Speak, browser: Browser) -> None:
    served = Host(speak("ar"))
    with browser.new_page(base_url=served.address) as page:
        page.goto("/docs/guide/")
        assert page.locator("h1").evaluate("title => getComputedStyle(title).direction") == "rtl"
        printed = page.locator(".prose :is(code, pre)").all()
        assert len(printed) == 3
        for code in printed:
            lefts = code.evaluate(LEFTS)
            assert lefts == sorted(lefts), code.inner_text()
        block = page.locator(".prose pre")
        assert block.evaluate(LEFTS)[0] - block.evaluate("block => block.getBoundingClientRect().left") < 20
    served.close()


@pytest.mark.browser
def test_the_lines_of_a_contact_begin_below_one_another_on_the_side_of_the_page(
    speak: Speak, browser: Browser
) -> None:
    served = Host(speak("ar"))
    with browser.new_page(base_url=served.address) as page:
        for name, edge in ((TOLD, 1), (ENGLISH, 0)):
            page.goto(f"/releases/{name}/")
            section = page.locator("section.contacts").evaluate(
                "all => [all.getBoundingClientRect().left, all.getBoundingClientRect().right]"
            )
            lines = page.locator(".contact .line").evaluate_all(DRAWN)
            assert len(lines) > 3
            assert {round(line[edge]) for line in lines} == {round(section[edge])}, name
    served.close()


@pytest.mark.browser
def test_in_an_arabic_release_the_word_before_a_number_is_read_first(
    tmp_path: Path, browser: Browser
) -> None:
    desk, name = Desk(tmp_path / "archive"), "2014/05/told.ar"
    desk.release(name, date="2014-05-06", contacts=["ada-lind"])
    desk.must("publish", "releases")
    served = Host(desk.build())
    with browser.new_page(base_url=served.address) as page:
        page.goto(f"/releases/{name}/")
        word, number = page.locator(".contact .line", has_text="هاتف").evaluate(
            "line => [...line.children].map(part => part.getBoundingClientRect().left)"
        )
    served.close()
    assert word > number


@pytest.mark.browser
def test_a_page_in_a_language_the_theme_has_no_words_of_is_not_wider_than_the_window(
    tmp_path: Path, browser: Browser
) -> None:
    desk = Desk(tmp_path / "archive")
    desk.release("2014/05/harbour.he", "טקסט.", title="נמל", date="2014-05-06")
    desk.must("publish", "releases")
    served = Host(desk.build())
    with browser.new_page(base_url=served.address) as page:
        page.goto("/releases/2014/05/harbour.he/")
        assert page.evaluate("[document.dir, document.querySelector('.skip').dir]") == ["rtl", "ltr"]
        assert page.evaluate("document.documentElement.scrollWidth === innerWidth")
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_in_viewport()
    served.close()


@pytest.mark.browser
def test_latin_names_in_an_arabic_list_run_from_the_right(speak: Speak, browser: Browser) -> None:
    served = Host(speak("ar"))
    with browser.new_page(base_url=served.address, viewport={"width": 1280, "height": 740}) as page:
        page.goto("/releases/")
        lefts = page.locator(".feeds a").evaluate_all(
            "links => links.map(a => a.getBoundingClientRect().left)"
        )
        assert len(lefts) == 3
        assert lefts == sorted(lefts, reverse=True)
    served.close()


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_of_months_stand_apart_over_the_grid(speak: Speak, browser: Browser, language: str) -> None:
    served = Host(speak(language))
    with browser.new_page(base_url=served.address) as page:
        page.goto("/releases/")
        drawn = page.locator(".grid thead th").evaluate_all(DRAWN)
    served.close()
    gaps = [after - end for (_, end), (after, _) in pairwise(sorted(drawn))]
    assert min(gaps) >= 4


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_order_of_what_is_found_is_cut_off(speak: Speak, browser: Browser, language: str) -> None:
    served = Host(speak(language))
    with browser.new_page(base_url=served.address, viewport={"width": 1280, "height": 740}) as page:
        page.goto("/search/")
        choice = page.locator("#sort")
        given = choice.evaluate("choice => choice.offsetWidth")
        needed = choice.evaluate(
            "choice => { choice.style.inlineSize = 'max-content'; return choice.offsetWidth }"
        )
        assert needed <= given
    served.close()


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_a_phone_in_the_dark(speak: Speak, browser: Browser, language: str) -> None:
    served = Host(speak(language))
    size: Any = {"width": 360, "height": 740}
    with browser.new_page(base_url=served.address, viewport=size, color_scheme="dark") as page:
        for address in (f"releases/{FALSE}", f"releases/{TOLD}", f"releases/{GONE}", "states/ci", "releases"):
            page.goto(f"/{address}/")
            found = Axe().run(page, options=RULES)
            assert found.violations_count == 0, found.generate_report()
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
    served.close()


def test_an_archive_speaks_its_language_whatever_was_built_before(speak: Speak, tmp_path: Path) -> None:
    speak("fr")
    listed = (Desk(tmp_path / "archive").build().out / "objects.inv").read_bytes().split(b"zlib.\n")[1]
    assert "Search Page" in zlib.decompress(listed).decode()
