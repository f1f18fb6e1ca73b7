"""The pages a reader finds, in a built site: what each shows, and that nothing leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml.html import HtmlElement

from tests.helpers import Archive, Site, build, texts, words

BASE = "https://archive.example.org/"


def links(page: HtmlElement, within: str = "//main") -> list[tuple[str, str]]:
    """Return the links of a part of a page: their text and their address."""
    return [(words(a), a.get("href", "")) for a in page.xpath(f"{within}//a[@href]")]


def titles(page: HtmlElement) -> list[str]:
    """Return the titles of the releases that a page lists, in order."""
    return texts(page.xpath('//main//*[@class="row-title"]'))


def headings(page: HtmlElement) -> list[str]:
    return texts(page.xpath("//main//h1 | //main//h2 | //main//h3"))


# Each page


def test_the_home_page_shows_the_latest_releases_first(example: Site) -> None:
    found = titles(example.page("/"))
    assert (found[0], found[-1]) == ("The lagoon ratifies", "Hearing on the lagoon")


@pytest.mark.parametrize(("language", "shown"), [("en", ""), ("fr", ".fr"), ("ar", "")])
def test_the_home_page_lists_a_text_once_in_its_own_language_or_as_it_was_written(
    archive: Archive, tmp_path: Path, language: str, shown: str
) -> None:
    archive.delete("releases/2014/05/azure-coast.ar.md")
    archive.change("2014/05/azure-coast", language="en")
    archive.edit("conf.py", 'language = "en"', f'language = "{language}"')
    page = build(archive.root, tmp_path / "site").page("/")
    listed = page.xpath("//*[@class='row-title']/a/@href")
    assert [link for link in listed if "azure-coast" in link] == [f"releases/2014/05/azure-coast{shown}/"]


def test_the_home_page_says_how_much_the_archive_holds(example: Site) -> None:
    numbers = texts(example.page("/").xpath("//*[@class='stats']/div"))
    assert numbers == ["Releases7", "In full text5", "States2", "Years2012–2016"]


def test_every_page_has_an_icon_which_an_archive_may_replace(archive: Archive, tmp_path: Path) -> None:
    def icons(site: Site) -> set[Path]:
        found = set()
        for address, page in site.pages():
            (href,) = page.xpath("//link[@rel='icon']/@href")
            found.add(site.out / urlsplit(urljoin(BASE + address, href)).path.lstrip("/"))
        return found

    (own,) = icons(build(archive.root, tmp_path / "site"))
    assert own.read_text("utf-8").startswith("<svg")
    archive.write("pictures/harbour.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    archive.write(
        "conf.py", (archive.root / "conf.py").read_text() + 'html_favicon = "pictures/harbour.svg"\n'
    )
    (given,) = icons(build(archive.root, tmp_path / "site"))
    assert given.read_text("utf-8") == "<svg xmlns='http://www.w3.org/2000/svg'/>"


def test_old_contacts_are_said_to_be_old_right_above_them(archive: Archive, tmp_path: Path) -> None:
    def notices(now: str) -> list[str]:
        page = build(archive.root, tmp_path / "site", now=now).page("releases/2014/05/azure-coast/")
        return texts(
            page.xpath('//section[@class="contacts"]/preceding-sibling::*[1][contains(@class, "notice")]')
        )

    said = "The contacts are those of 6 May 2014. For those of today, see Example Coalition"
    assert notices("2016-01-01") == [said]
    assert notices("2014-06-01") == []


def test_the_home_page_says_what_it_is_the_archive_of_and_so_does_a_link_to_it(example: Site) -> None:
    page = example.page("/")
    said = "Example Coalition: press releases, each at a permanent address."
    assert texts(page.xpath("//h1/following-sibling::*[1]")) == [said]
    assert page.xpath("//meta[@name='description' or @property='og:description']/@content") == [said, said]


def test_a_guide_says_that_it_is_one(example: Site) -> None:
    crumbs = "//nav[@class='crumbs']"
    assert links(example.page("docs/guide"), crumbs) == [("Guide", "../")]
    assert links(example.page("docs"), crumbs) == []


def test_the_home_page_leads_to_every_state_year_and_campaign_with_releases(example: Site) -> None:
    found = {href for _, href in links(example.page("/"))}
    assert found >= {"states/az/", "states/ci/", "states/", "releases/2012/", "releases/2016/", "releases/"}
    assert found >= {"campaigns/open-harbour/", "campaigns/night-ferry/"}


def test_the_home_page_shows_the_state_of_this_month(archive: Archive, site: Callable[..., Site]) -> None:
    archive.edit("docs/registers/campaigns.yaml", "month: 2014-06, state: TL", "month: 2026-05, state: TL")
    panel = site().page("/").xpath('//section[@aria-labelledby="focus"]')[0]
    assert texts(panel.xpath(".//h2")) == ["State of the month"]
    assert "Timor-Leste" in words(panel)
    assert "May in earlier years: Azerbaijan 2014" in words(panel)


def test_the_home_page_shows_the_last_state_of_the_month_when_there_is_none_now(example: Site) -> None:
    panel = example.page("/").xpath('//section[@aria-labelledby="focus"]')[0]
    assert texts(panel.xpath(".//h2")) == ["Last state of the month"]
    assert "June 2014" in words(panel)


def test_a_focus_known_only_by_its_year_leads_to_no_month(
    archive: Archive, site: Callable[..., Site]
) -> None:
    archive.edit("docs/registers/campaigns.yaml", "month: 2014-06, state: TL", "month: 2014, state: TL")
    archive.release("2014/undated", date=2014)
    [focus] = site().page("states/tl").xpath('//dl[@class="facts"]//dd[time]')
    assert words(focus) == "2014, Open Harbour"
    assert focus.xpath("time/a") == []


def test_the_grid_counts_each_month_and_links_to_it(example: Site) -> None:
    rows = example.page("releases").xpath('//table[@class="grid"]/tbody/tr')
    years = [words(row[0]) for row in rows]
    assert years == ["2016", "2015", "2014", "2013", "2012"]
    cells = texts(rows[2])[1:]
    assert cells == ["", "", "", "", "3", *[""] * 7, "1", "4"], "one of the four has no month"
    assert [a.get("href") for a in rows[2].iter("a")] == ["2014/", "2014/05/", "2014/"]


def test_a_year_without_releases_stands_in_the_grid_without_a_link(example: Site) -> None:
    row = example.page("releases").xpath('//table[@class="grid"]/tbody/tr[2]')[0]
    assert texts(row) == ["2015", *[""] * 13, "0"]
    assert not row.xpath(".//a")


def test_a_year_lists_its_months_newest_first_and_what_has_no_month(example: Site) -> None:
    page = example.page("releases/2014")
    assert headings(page) == ["2014 4", "May 2014 3", "2014 1"]
    assert titles(page)[-1] == "Review of the harbours"
    assert ("May 2014", "05/") in links(page)


def test_years_and_months_lead_to_the_ones_before_and_after(example: Site) -> None:
    assert links(example.page("releases/2014"), "//nav[@class='steps']") == [
        ("Earlier: 2013", "../2013/"),
        ("Later: 2016", "../2016/"),
    ]
    assert links(example.page("releases/2014/05"), "//nav[@class='steps']") == [
        ("Earlier: November 2013", "../../2013/11/"),
        ("Later: September 2016", "../../2016/09/"),
    ]


def test_a_month_lists_its_releases_and_its_focus(example: Site) -> None:
    page = example.page("releases/2014/05")
    assert sorted(titles(page)) == [
        "Azure coast: open your harbour",
        "Côte d’azur : ouvrez votre port",
        "الساحل الأزرق",
    ]
    focus = page.xpath('//section[@aria-labelledby="focus"]')[0]
    assert words(focus) == "In focus this month Azerbaijan, Open Harbour source", "the releases stand below"


def test_a_state_lists_what_is_about_it_apart_from_what_mentions_it(example: Site) -> None:
    page = example.page("states/az")
    assert headings(page)[:6] == [
        "Azerbaijan",
        "Releases 5",
        "2014 4",
        "2013 1",
        "Mentioned in 1",
        "2016",
    ]
    assert titles(page)[-1] == "The lagoon ratifies"


def test_a_row_names_its_states_but_on_the_page_of_one_only_the_others(
    archive: Archive, site: Callable[..., Site]
) -> None:
    archive.release("2014/05/both", date="2014-05-07", about=["AZ", "CI"])
    made = site()

    def named(address: str) -> list[str]:
        row = '//li[p[@class="row-title"][contains(., "2014/05/both")]]/p[@class="row-facts"]/a'
        return texts(made.page(address).xpath(row))

    assert named("releases/2014/05") == ["Azerbaijan", "Côte d’Ivoire"]
    assert named("states/az") == ["Côte d’Ivoire"]


def test_a_state_tells_its_campaigns_focus_months_group_and_names(example: Site) -> None:
    page = words(example.page("states/az").xpath("//main")[0])
    assert "May 2014" in page
    assert "Open Harbour 3" in page
    assert "AZ (ISO 3166-1)" in page
    assert "Eastern European" in page
    assert "Ivory Coast" in words(example.page("states/ci").xpath("//main")[0])


def test_the_feed_and_the_table_of_a_state_stand_beside_the_top_of_its_list(example: Site) -> None:
    page = example.page("states/az")
    facts = page.xpath('//dl[@class="facts"]')[0]
    feeds, files, campaigns = (
        [link.get("href") for link in facts.xpath(f'.//dt[.="{name}"]/following-sibling::dd[1]//a')]
        for name in ("Subscribe", "Download", "Campaigns")
    )
    assert feeds == ["feed.atom", "feed.json"]
    assert files[:2] == ["../../data/states/az.json", "../../data/states/az.csv"]
    assert campaigns[1:] == [f"../../campaigns/open-harbour/az/feed.{end}" for end in ("atom", "json")]
    assert not page.xpath('//p[@class="feeds"]'), "and nowhere else"
    assert not example.page("states/ne").xpath('//dl[@class="facts"]//dt[.="Download"]')


def test_a_state_without_releases_has_a_page_that_says_so(example: Site) -> None:
    assert "no release about this state" in words(example.page("states/ne"))


def test_the_states_are_listed_by_name_with_counts(example: Site) -> None:
    page = example.page("states")
    rows = page.xpath('//table[@id="table"]/tbody/tr')
    assert [texts(row) for row in rows] == [
        ["Azerbaijan", "5 +1"],
        ["Côte d’Ivoire", "3"],
        ["Niger", ""],
        ["Nigeria", "+1"],
        ["Timor-Leste", ""],
    ]
    assert texts(page.xpath('//nav[@class="letters"]/a')) == ["A", "C", "N", "T"]
    assert [row.get("id") for row in rows] == ["A", "C", "N", None, "T"]


def test_the_map_says_what_the_table_says(example: Site) -> None:
    page = example.page("states")
    [drawing] = page.xpath("//*[name()='svg']")
    links = drawing.xpath(".//*[name()='a']")
    assert {link.get("href"): words(link) for link in links} == {
        "az/": "Azerbaijan: releases: 5",
        "ci/": "Côte d’Ivoire: releases: 3",
        "ne/": "Niger: releases: 0",
        "ng/": "Nigeria: releases: 0",
        "tl/": "Timor-Leste: releases: 0",
    }
    assert {row.get("href") for row in page.xpath('//table[@id="table"]//a')} == {
        link.get("href") for link in links
    }
    assert not drawing.xpath(".//@style")


def test_a_campaign_tells_its_period_focus_months_and_releases(example: Site) -> None:
    page = example.page("campaigns/open-harbour")
    assert "November 2013 – December 2014" in words(page)
    strip = page.xpath('//table[@class="strip"]/tbody/tr')
    assert [texts(row) for row in strip] == [["2014", *[""] * 4, "Azerbaijan", "Timor-Leste", *[""] * 6]]
    assert len(titles(page)) == 3


def test_a_campaign_without_releases_says_so(example: Site) -> None:
    assert "no release of this campaign" in words(example.page("campaigns/night-ferry"))


def test_the_campaigns_are_listed_newest_first(example: Site) -> None:
    assert texts(example.page("campaigns").xpath("//main//h2")) == ["Open Harbour 3", "Night Ferry 0"]


def test_the_background_is_listed_by_letter_under_every_name(example: Site) -> None:
    items = texts(example.page("docs/background").xpath('//ul[contains(@class, "terms")]/li'))
    assert items == ["the Bench → Court", "Court", "Harbour", "Network"]


def test_the_sitemap_names_every_page(example: Site) -> None:
    """Releases, lists, guides and entries; not those that only lead on, nor the page for lost addresses."""
    maps = [content.decode() for name, content in example.files().items() if name.startswith("sitemap-")]
    named = [address for text in maps for address in re.findall("<loc>(.*)</loc>", text)]
    pages = [address for address, page in example.pages() if not page.xpath('//meta[@name="robots"]')]
    assert sorted(named) == sorted(f"https://archive.example.org/{address}" for address in pages)


def test_a_sitemap_says_days_and_no_date_that_its_schema_does_not_know(example: Site) -> None:
    """It has whole days only: one entry of 2014 is of a year, and nothing is said of when it changed."""
    files = {name: text.decode() for name, text in example.files().items() if name.startswith("sitemap")}
    days = [day for text in files.values() for day in re.findall("<lastmod>(.*)</lastmod>", text)]
    assert days
    assert [day for day in days if not re.fullmatch(r"\d{4}-\d\d-\d\d", day)] == []
    (undated,) = re.findall(r"<url>\s*<loc>([^<]*)</loc>\s*</url>", files["sitemap-2014.xml"])
    assert undated == "https://archive.example.org/releases/2014/harbour-review/"


def test_a_background_entry_lists_the_releases_that_print_it(example: Site) -> None:
    assert sorted(titles(example.page("docs/background/network"))) == ["Azure coast: open your harbour"]
    assert not titles(example.page("docs/background/harbour"))


def test_search_is_a_form_that_works_without_script(example: Site) -> None:
    form = example.page("/").xpath('//main//form[@role="search"]')[0]
    assert (form.get("action"), form.get("method")) == ("search/", "get")
    assert form.xpath('.//input[@name="q"]')


# Long lists


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """An archive in which one state has 130 releases, 110 of them in 2020."""
    folder = tmp_path_factory.mktemp("long")
    archive = Archive(folder / "archive")
    record: dict[str, Any] = {"source": {"held": "record"}, "body": ""}
    for number in range(108):
        archive.release(f"2020/{number % 12 + 1:02}/release-{number}", about=["TL"], **record)
    for number in range(20):
        archive.release(f"2019/0{number % 9 + 1}/release-{number}", about=["TL"], **record)
    archive.release("2020/year-known-1", about=["TL"], **record)
    archive.release("2020/year-known-2", about=["TL"], **record)
    return build(archive.root, folder / "site")


def test_a_state_past_a_hundred_releases_is_split_by_year(long: Site) -> None:
    page = long.page("states/tl")
    assert not titles(page)
    assert [link for link in links(page) if link[0].isdigit()] == [("2020", "2020/"), ("2019", "2019/")]
    assert len(titles(long.page("states/tl/2019"))) == 20


def test_a_year_past_a_hundred_releases_is_split_by_month(long: Site) -> None:
    for base in ("releases/2020", "states/tl/2020"):
        page = long.page(base)
        assert sorted(titles(page)) == ["On 2020/year-known-1", "On 2020/year-known-2"], base
        assert ("December 2020", "12/") in links(page), base
        assert len(titles(long.page(f"{base}/12"))) == 9, base


def test_a_split_list_still_leads_to_every_release_once(long: Site) -> None:
    for base, pages in {
        "releases/2020": [f"releases/2020/{month:02}" for month in range(1, 13)],
        "states/tl": [
            "states/tl/2019",
            *(f"states/tl/2020/{month:02}" for month in range(1, 13)),
            "states/tl/2020",
        ],
    }.items():
        found = [title for page in dict.fromkeys([base, *pages]) for title in titles(long.page(page))]
        assert len(found) == len(set(found)) == (110 if base == "releases/2020" else 130), base


def test_no_list_is_cut_into_numbered_pages(long: Site) -> None:
    for address, page in long.pages():
        for _, href in links(page, ""):
            assert "page" not in href.lower().split("/"), address
            assert "?" not in href or not href.startswith("."), address


# Every page of the site


@pytest.fixture(scope="module", params=["example", "long", "real"])
def any_site(request: pytest.FixtureRequest) -> Site:
    """Each of the sites built here."""
    made: Site = request.getfixturevalue(request.param)
    return made


def _resources(page: HtmlElement) -> Iterator[str]:
    for element in page.xpath(
        "//*[@src] | //*[@srcset] | //link[not(contains('canonical alternate schema.DC', @rel))]"
    ):
        yield from filter(None, (element.get("src"), element.get("srcset"), element.get("href")))


def test_every_internal_link_leads_to_a_file_and_to_a_place_in_it(any_site: Site) -> None:
    pages = dict(any_site.pages())
    places = {address: {e.get("id") for e in page.xpath("//*[@id]")} for address, page in pages.items()}
    files = any_site.files().keys()
    broken = []
    for address, page in pages.items():
        targets = [a.get("href") for a in page.xpath("//a[@href] | //link[@href]")]
        targets += [*_resources(page), *page.xpath("//form/@action")]
        for href in targets:
            url = urlsplit(urljoin(BASE + address, href))
            if not url.geturl().startswith(BASE) or url.scheme == "mailto":
                continue
            path = unquote(url.path).lstrip("/")
            if path in pages:
                found = not url.fragment or unquote(url.fragment) in places[path]
            else:
                found = path in files
            if not found:
                broken.append((address, href))
    assert not broken


def test_every_page_is_reached_from_the_home_page(any_site: Site) -> None:
    pages = dict(any_site.pages())
    seen, ahead = set(), [""]
    while ahead:
        here = ahead.pop()
        if here in seen or here not in pages:
            continue
        seen.add(here)
        links_here = pages[here].xpath("//a/@href | //form/@action")
        ahead += [urljoin(BASE + here, href).removeprefix(BASE).partition("#")[0] for href in links_here]
    assert pages.keys() - seen == {"404.html"}


def test_every_page_says_its_language_title_heading_and_address(any_site: Site) -> None:
    for address, page in any_site.pages():
        assert page.get("lang"), address
        assert page.get("dir") in {"ltr", "rtl"}, address
        assert len(page.xpath("//h1")) == 1, address
        assert words(page.xpath("//h1")[0]), address
        assert words(page.xpath("/html/head/title")[0]).strip("· ").count("·") == (address != ""), address
        if address != "404.html":
            assert page.xpath("/html/head/link[@rel='canonical']/@href") == [BASE + address], address
        assert len(page.xpath("//main")) == 1, address


def test_no_page_has_a_script_or_style_of_its_own(any_site: Site) -> None:
    for address, page in any_site.pages():
        assert not page.xpath("//script[not(@src or starts-with(@type, 'application/'))] | //style"), address
        assert not page.xpath("//@style | //@*[starts-with(name(), 'on')]"), address
        assert not page.xpath("//*[starts-with(@href, 'javascript:')]"), address


def test_no_page_asks_anything_of_another_host(any_site: Site) -> None:
    for address, page in any_site.pages():
        assert [r for r in _resources(page) if urlsplit(r).netloc] == [], address
    styles = [text.decode() for name, text in any_site.files().items() if name.endswith(".css")]
    assert styles
    assert not any("url(" in style or "@import" in style for style in styles)


def test_no_id_is_used_twice_in_a_page(any_site: Site) -> None:
    for address, page in any_site.pages():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), (address, sorted(i for i in ids if ids.count(i) > 1))


def test_a_foreign_release_is_marked_with_its_language_everywhere(example: Site) -> None:
    for address in ("releases/2014", "releases/2014/05", "states/az", "campaigns/open-harbour"):
        for tag, direction in (("fr", "ltr"), ("ar", "rtl")):
            found = example.page(address).xpath(f"//main//a[contains(@href, 'azure-coast.{tag}')]")
            if tag == "fr" or address != "campaigns/open-harbour":
                assert found, address
            for link in found:
                (title,) = link
                assert link.get("hreflang") == tag, address
                assert (title.get("lang"), title.get("dir")) == (tag, direction), address
