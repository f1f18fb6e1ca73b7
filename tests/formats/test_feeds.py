"""Feeds, read as a feed reader reads them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import feedparser
import lxml.etree
import pytest
from press_archive import correcting, publishing
from press_archive.formats import feeds
from press_archive.ledger import read_ledger

from .conftest import Place

ATOM = {"a": feeds.ATOM, "fh": feeds.HISTORY, "at": feeds.TOMBSTONES}


def parsed(place: Place, path: str) -> Any:
    feed: Any = feedparser.parse(place.read(path))
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_states_feed_has_the_whole_text_and_complete_links(built: Place) -> None:
    feed = parsed(built, "states/az/feed.atom")
    assert feed.feed.title == "Example press archive: Azerbaijan"
    entry = next(e for e in feed.entries if e.title == "Coast: open your harbour")
    assert entry.id == "tag:archive.example.org,2014:EX/2014/001"
    assert entry.author == "Example Coalition"
    content = entry.content[0].value
    assert "The coast can join" in content
    assert "42 of the 122 harbours" in content
    assert 'href="https://archive.example.org/press/releases/2013/11/begins/"' in content
    assert "<h1" not in content
    assert " id=" not in content


def test_a_feed_is_told_of_on_its_page_in_the_head_and_in_the_text(built: Place) -> None:
    for address in ("states/az", "campaigns/open-harbour", "releases/2014/05", ""):
        page = built.page(address)
        head = page.xpath("//head/link[@type='application/atom+xml']/@href")
        assert head
        assert set(head) <= set(page.xpath("//p[@class='feeds']//a/@href"))
        for link in head:
            assert (built.out / address / link).resolve().is_file()
    assert "../../campaigns/open-harbour/az/feed.atom" in built.page("states/az").xpath("//head/link/@href")


def test_json_feed_says_the_same_in_each_language(built: Place) -> None:
    feed = json.loads(built.read("languages/fr/feed.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    (item,) = feed["items"]
    assert item["language"] == "fr"
    assert item["_archive"]["translations"] == {
        "en": "https://archive.example.org/press/releases/2014/05/coast/"
    }


def entries(place: Place, path: str = "feed.atom") -> dict[str, str]:
    root = lxml.etree.fromstring(place.read(path))
    return {
        entry.findtext("a:id", "", ATOM): entry.findtext("a:updated", "", ATOM)
        for entry in root.iterfind("a:entry", ATOM)
    }


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_no_edit_changes_an_id_and_only_a_correction_changes_the_time(rebuilt: Place) -> None:
    place, before = rebuilt, entries(rebuilt)
    text = place.text("2014/05/coast").replace("open your harbour", "open your harbours")
    place.write("2014/05/coast", text)
    change = correcting.Change("2015-01-02", "fact", "open your harbour", "open your harbours")
    correcting.correct(place.root, read_ledger(place.root), "2014/05/coast", [change])
    publishing.withdraw(
        place.root, read_ledger(place.root), "2014/06/letter", "Sent by mistake.", "2016-03-04", gone=True
    )
    place.build()
    after = entries(place)
    own = "tag:archive.example.org,2014:EX/2014/001"
    gone = "tag:archive.example.org,2014:EX/2014/003"
    assert after[own] == "2015-01-02T00:00:00Z"
    assert set(after) == set(before) - {gone} | {f"{gone}#removed"}
    root = lxml.etree.fromstring(place.read("feed.atom"))
    (stone,) = root.iterfind("at:deleted-entry", ATOM)
    assert (stone.get("ref"), stone.get("when")) == (gone, "2016-03-04T00:00:00Z")
    parsed(place, "feed.atom")


def test_another_build_of_the_same_gives_the_same_bytes(built: Place, tmp_path: Path) -> None:
    again = Place(built.root, tmp_path / "again")
    again.build()
    for pattern in ("**/feed*.*", "data/**/*.*", "**/cite.*"):
        files = sorted(file.relative_to(built.out) for file in built.out.glob(pattern))
        assert files
        for file in files:
            assert (again.out / file).read_bytes() == (built.out / file).read_bytes(), file


def test_the_whole_history_is_reached_through_archived_documents(place: Place) -> None:
    for day in range(1, 28):
        for part in "abcd":
            place.write(
                f"2015/03/day-{part}{day}",
                f"title: Day {part}{day}\nkind: news\ndate: 2015-03-{day:02}\nabout: [AZ]\n---\nText.\n",
            )
    place.publish(*(f"2015/03/day-{part}{day}" for day in range(1, 28) for part in "abcd"))
    catalogue, options = place.catalogue, place.settings
    made = {p: make for p, _, make in feeds.files(catalogue, options, {}, lambda name: f"<p>{name}</p>")}
    for start in ("feed.atom", "states/az/feed.atom"):
        found: list[str] = []
        path: str | None = start
        while path:
            root = lxml.etree.fromstring(made[path]())
            found += [e.findtext("a:id", "", ATOM) for e in root.iterfind("a:entry", ATOM)]
            assert (root.find("fh:archive", ATOM) is not None) == (path != start)
            earlier = root.find("a:link[@rel='prev-archive']", ATOM)
            path = earlier.get("href", "").removeprefix(options.base_url) if earlier is not None else None
        about = [r for r in catalogue.releases if start == "feed.atom" or "AZ" in r.about]
        assert len(set(found)) == len(about)
