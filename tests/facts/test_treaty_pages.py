"""The pages of treaties, groups and states, and the files beside them, as a reader gets them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable

import feedparser
import lxml.etree
import pytest
from press_archive.catalogue import Catalogue
from press_archive.formats import atom
from press_archive.pages import state_timeline
from press_archive.pages.rows import Rows

from tests.helpers import Archive, Site, scanned, texts, words


def test_where_a_state_stands(harbour: Archive, site: Callable[..., Site]) -> None:
    harbour.release("2015/03/ne", title="On the notice", about=["NE"], date="2015-03-03")
    made = site(now="2015-04-01T12:00:00+00:00")
    page = made.page("states/ne")
    [block] = page.xpath("//section[@class='standing-block']")
    assert (
        "State party that has notified its withdrawal, since 13 September 2010; "
        "the withdrawal takes effect on 10 July 2015, unless revoked"
    ) in words(block)
    assert "(as of 1 April 2015)" in words(block)
    items = texts(block.xpath(".//ol/li"))
    assert [item.partition(" Gazette")[0] for item in items if "20" in item][:3] == [
        "5 May 2010 Acceded",
        "13 September 2010 Entered into force (computed: article 9)",
        "10 January 2015 Notified its withdrawal",
    ]
    assert items[3] == "3 March 2015 On the notice"
    assert items[4].startswith("10 July 2015 Withdrawal takes effect, unless revoked (computed: article 10)")
    # The drawing says the same to those who see it, and its title to those who do not.
    drawn = texts(block.xpath(".//svg//*[name()='g']/*[name()='title']"))
    assert "3 March 2015: On the notice" in drawn
    assert len(drawn) == len(items)
    assert block.xpath(".//svg/@role") == ["img"]


def test_the_releases_of_a_state_that_has_many_are_counted_by_year(
    harbour: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = Catalogue(scanned(harbour.root))
    monkeypatch.setattr(state_timeline, "_RELEASES", 4)
    [block] = state_timeline.StateTimelines(catalogue, Rows(catalogue)).state("AZ")["standings"]
    told = [(item.iso, item.text) for item in block["items"] if item.kind == "release"]
    assert told == [("2013", "releases: 1"), ("2014", "releases: 4")]


def test_an_uncertain_day_is_marked(harbour: Archive, site: Callable[..., Site]) -> None:
    [line] = [t for t in texts(site().page("states/az").xpath("//ol/li")) if "2 February 2013" in t]
    assert "(the day is not confirmed)" in line


def test_all_states_with_their_standing(harbour: Archive, site: Callable[..., Site]) -> None:
    page = site().page("states")
    rows = {
        words(row[0]): (texts(row)[1], row.get("class"))
        for row in page.xpath("//table[@id='table']/tbody/tr")
    }
    assert rows["Niger"] == ("Former party", "former")
    assert rows["Timor-Leste"] == ("State party", "party")
    [niger] = page.xpath("//*[name()='svg']//*[name()='a'][@href='ne/']")
    assert words(niger) == "Niger: No longer a party; releases: 0"
    assert "former" in niger.get("class")
    # The colours and what is shown are chosen by a form that needs no script.
    shown = texts(page.xpath("//fieldset[contains(@class, 'only')]/label"))
    assert shown[:2] == ["All 5", "State party 3"]
    assert len(page.xpath("//input[@name='by']")) == 2


def test_the_treaty(harbour: Archive, site: Callable[..., Site]) -> None:
    made = site()
    page = made.page("docs/treaties/harbour-convention")
    totals = dict(
        zip(*(texts(page.xpath(f"//dl[@class='totals']//{tag}")) for tag in ("dt", "dd")), strict=True)
    )
    assert totals == {"states parties": "3", "with an instrument deposited": "3", "signatories": "2"}
    assert "As of 31 December 2016" in words(page)  # the last day of the list, not of the build
    rows = {
        words(row[0]): texts(row)[1:] for row in page.xpath("//h2[@id='years']/following::table[1]//tbody/tr")
    }
    assert rows["31 Dec 2014"] == ["4", "4", "Timor-Leste", ""]
    assert rows["31 Dec 2015"] == ["3", "3", "", "Niger"]
    assert rows["31 Dec 2013"] == ["3", "3", "", ""]
    states = {words(row[0]): texts(row)[1:] for row in page.xpath("//table[@id='states-table']//tbody/tr")}
    assert states["Niger"] == ["Former party", "", "5 May 2010 (acceded)", "13 Sept 2010 – 10 Jul 2015"]
    # The rows hold what the date field needs, so that any day is answered without asking anyone.
    [niger] = [r for r in page.xpath("//table[@id='states-table']//tbody/tr") if words(r[0]) == "Niger"]
    assert niger.get("data-bound") == "2010-09-13/2015-07-10"
    (link,) = made.page("/").xpath("//*[@class='stats']//a")
    assert (words(link.getparent().getnext()), link.get("href")) == ("3", "docs/treaties/harbour-convention/")
    taken = made.page("data").xpath("//main//dd/a/@href")
    assert "../docs/treaties/harbour-convention/harbour-convention.csv" in taken
    assert "Example Convention on Open Harbours: 3 states parties" in words(made.page("docs/treaties"))


def test_a_group_on_the_days_releases_counted_it(harbour: Archive, site: Callable[..., Site]) -> None:
    harbour.release("2014/05/count", "{press:fact}`3 <states-parties in example-coast>`", date="2014-05-20")
    page = site().page("docs/treaties/harbour-convention/example-coast")
    assert texts(page.xpath("//h2")) == ["31 December 2016", "20 May 2014"]
    assert "Others (1): Azerbaijan" in words(page)


def test_events_as_a_table_and_timelines_as_data(harbour: Archive, site: Callable[..., Site]) -> None:
    made = site()
    text = (made.out / "docs/treaties/harbour-convention/harbour-convention.csv").read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert ("2015-07-10", "NE", "withdrawal-effective", "article 10") in {
        (row["date"], row["state"], row["event"], row["computed_by"]) for row in rows
    }
    package = json.loads((made.out / "datapackage.json").read_text("utf-8"))
    (table,) = (part for part in package["resources"] if part["path"].endswith("harbour-convention.csv"))
    assert [field["name"] for field in table["schema"]["fields"]] == list(rows[0])
    assert {row["sources"] for row in rows} == {source["name"] for source in table["sources"]} == {"gazette"}
    assert table["sources"][0]["path"] == "https://example.org/gazette"
    line = json.loads((made.out / "states/az/timeline.json").read_text("utf-8"))
    [declined] = [item for item in line["items"] if item["kind"] == "declined"]
    assert (declined["date"], declined["certainty"]) == ("2013-02-02", "recalled")
    assert declined["sources"] == ["https://example.org/gazette"]


def test_a_timeline_can_be_followed(harbour: Archive, site: Callable[..., Site]) -> None:
    harbour.release("2015/03/ne", title="On the notice", about=["NE"], date="2015-03-03")
    made = site(now="2015-04-01T12:00:00+00:00")
    assert made.page("states/ne").xpath("//a[@href='timeline.atom']")
    read = feedparser.parse(made.out / "states/ne/timeline.atom")
    assert not read.bozo
    assert [(entry.title, entry.updated[:10]) for entry in read.entries] == [
        ("Niger: On the notice", "2015-03-03"),
        ("Niger: Harbour Convention: Notified its withdrawal", "2015-01-10"),
        ("Niger: Harbour Convention: Entered into force", "2010-09-13"),
        ("Niger: Harbour Convention: Acceded", "2010-05-05"),
    ]  # the withdrawal's effect is still to come
    assert len({entry.id for entry in read.entries}) == 4
    (told,) = json.loads((made.out / "data/states/ne.json").read_text("utf-8"))["releases"]
    assert read.entries[0].id.endswith(f":/states/ne/release/2015-03-03/{told['reference']}")
    assert "https://example.org/gazette" in [link.href for link in read.entries[1].links if link.rel == "via"]
    line = json.loads((made.out / "states/ne/timeline.json").read_text("utf-8"))
    assert [item["date"] for item in line["items"] if item.get("to_come")] == ["2015-07-10"]


def test_a_title_in_a_timeline_says_its_language(harbour: Archive, site: Callable[..., Site]) -> None:
    harbour.release("2015/03/ne.fr", title="Sur le préavis", about=["NE"], date="2015-03-03")
    folder = site(now="2015-04-01T12:00:00+00:00").out / "states/ne"
    feed = lxml.etree.fromstring((folder / "timeline.atom").read_bytes())
    found = feed.findall(f"{{{atom.ATOM}}}entry/{{{atom.ATOM}}}title")
    titles = [(title.text, title.get(atom.LANG)) for title in found]
    assert titles[0] == ("Niger: Sur le préavis", "fr")
    assert {language for _, language in titles[1:]} == {"en"}
    items = json.loads((folder / "timeline.json").read_text("utf-8"))["items"]
    assert [item["language"] for item in items if item["kind"] == "release"] == ["fr"]


def test_drawings_need_no_inline_style_and_builds_are_quiet(
    harbour: Archive, site: Callable[..., Site]
) -> None:
    made = site()
    assert made.warnings == ""
    for address, page in made.pages():
        assert not page.xpath(
            "//@style | //style | //script[not(@src or starts-with(@type, 'application/'))]"
        ), address
    before, again = made.times(), site().times()
    ours = [name for name in before if name.endswith((".html", ".csv", "timeline.json"))]
    assert [name for name in ours if before[name] != again[name]] == []


def test_the_weak_spots(harbour: Archive, site: Callable[..., Site]) -> None:
    harbour.release("2014/late", title="Known to the year", about=["TL"])
    harbour.release("2018/05/count", "{press:fact}`9 <states-parties>`", date="2018-05-20", about=["TL"])
    page = site().page("docs/quality")
    assert "2014 Known to the year" in texts(page.xpath("//section[@id='day']//li"))
    assert re.search(r"cannot be checked yet", words(page.get_element_by_id("facts")))


def test_links_that_no_web_archive_holds(harbour: Archive, site: Callable[..., Site]) -> None:
    old = "http://old.example.org/?item=7"
    copy = f"https://web.archive.org/web/2014/{old}"
    harbour.release("2014/05/kept", title="Kept", source={"url": old, "evidence": copy}, date="2014-05-20")
    harbour.release("2014/06/lost", title="Lost", source={"url": old}, date="2014-06-20")
    links = texts(site().page("docs/quality").xpath("//section[@id='links']//li"))
    assert f"2014-06-20 Lost {old}" in links
    assert not any("Kept" in link for link in links)


def test_an_appended_event_reaches_every_page_that_shows_it(
    harbour: Archive, site: Callable[..., Site]
) -> None:
    harbour.release("2014/05/az", about=["AZ"], date="2014-05-20")
    site()
    harbour.edit(
        "docs/treaties/harbour-convention.yaml",
        "  - {date: 2015-01-10",
        "  - {date: 2014-11-11, state: AZ, event: deposited, instrument: ratification, sources: [gazette]}\n"
        "  - {date: 2015-01-10",
    )
    made = site()
    assert "Azerbaijan: Ratified" in words(made.page("releases/2014/05/az"))
    assert "State party" in words(made.page("states/az"))
    fresh = site(fresh=True)
    assert fresh.files() == made.files()
