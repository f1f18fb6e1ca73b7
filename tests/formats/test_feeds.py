"""Feeds, read as a feed reader reads them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import feedparser
import lxml.etree
import pytest
from press_archive.formats import atom, feeds
from press_archive.ledger import correcting, publishing
from press_archive.ledger.file import read_ledger

from .conftest import Place

DAY = dt.datetime(2016, 3, 4, 9, tzinfo=dt.UTC)
ATOM = {"a": atom.ATOM, "fh": atom.HISTORY, "at": atom.TOMBSTONES}


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


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_an_entry_leads_to_the_release_itself_and_names_its_translations(built: Place) -> None:
    """Parsers take the first or the last alternate as what an entry is of."""
    entries = {entry.title: entry for entry in parsed(built, "feed.atom").entries}
    coast, cote = entries["Coast: open your harbour"], entries["Côte : ouvrez votre port"]
    for own, other, language in ((coast, cote, "fr"), (cote, coast, "en")):
        assert [link.href for link in own.links if link.rel == "alternate"] == [own.link]
        named = {link.href: link.get("hreflang") for link in own.links if link.rel == "related"}
        assert named[other.link] == language
    assert coast.link == "https://archive.example.org/press/releases/2014/05/coast/"


def test_a_feed_is_told_of_on_its_page_in_the_head_and_in_the_text(built: Place) -> None:
    for address in ("states/az", "campaigns/open-harbour", "releases/2014/05", ""):
        page = built.page(address)
        head = page.xpath("//head/link[@type='application/atom+xml']/@href")
        assert head
        told = page.xpath("//main//a[.='Atom']/@href")
        assert all(told.count(link) == 1 for link in head), "each is told of once"
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


def test_a_release_without_its_text_is_told_of_by_its_summary_or_else_its_title(place: Place) -> None:
    head = "kind: press-release\nsource: {url: https://old.example.org/, held: record}\ndate: 2015-01-0"
    place.write("2015/01/one", f"title: The first\n{head}2\nsummary: Says what is in it.\n---\n")
    place.write("2015/01/two", f"title: The second & last\n{head}3\n---\n")
    place.publish("2015/01/one", "2015/01/two")
    place.build()
    items = {item["title"]: item["content_html"] for item in json.loads(place.read("feed.json"))["items"]}
    assert items["The first"] == '<p lang="en">Says what is in it.</p>'
    assert items["The second & last"] == '<p lang="en">The second &amp; last</p>'
    contents = [entry.content[0].value for entry in parsed(place, "feed.atom").entries[:2]]
    assert contents == [items["The second & last"], items["The first"]]


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
        place.root, read_ledger(place.root), "2014/06/letter", "Sent by mistake.", DAY, gone=True
    )
    place.build()
    after = entries(place)
    own = "tag:archive.example.org,2014:EX/2014/001"
    gone = "tag:archive.example.org,2014:EX/2014/003"
    assert after[own] == "2015-01-02T00:00:00Z"
    assert set(after) == set(before) - {gone} | {f"{gone}#removed"}
    for path in ("feed.atom", "states/az/feed.atom"):
        root = lxml.etree.fromstring(place.read(path))
        (stone,) = root.iterfind("at:deleted-entry", ATOM)
        assert (stone.get("ref"), stone.get("when")) == (gone, "2016-03-04T00:00:00Z")
        parsed(place, path)
    (note,) = (
        item for item in json.loads(place.read("feed.json"))["items"] if item["id"] == f"{gone}#removed"
    )
    assert (note["title"], note["content_text"]) == ("[Withdrawn] A letter of June", "Sent by mistake.")
    # the sitemap tells of the correction too
    assert "<lastmod>2015-01-02</lastmod>" in place.read("sitemap-2014.xml").decode()


def test_another_build_of_the_same_gives_the_same_bytes(built: Place, tmp_path: Path) -> None:
    again = Place(built.root, tmp_path / "again")
    again.build()
    for pattern in ("**/feed*.*", "data/**/*.*", "**/cite.*"):
        files = sorted(file.relative_to(built.out) for file in built.out.glob(pattern))
        assert files
        for file in files:
            assert (again.out / file).read_bytes() == (built.out / file).read_bytes(), file


def days(place: Place, year: int, count: int) -> None:
    """Publish releases about Azerbaijan, one a day."""
    names = [f"{year}/{1 + n // 28:02}/day-{1 + n % 28}" for n in range(count)]
    for n, name in enumerate(names):
        date = f"{year}-{1 + n // 28:02}-{1 + n % 28:02}"
        place.write(name, f"title: Day {n}\nkind: news\ndate: {date}\nabout: [AZ]\n---\nText.\n")
    place.publish(*names)


def made(place: Place) -> dict[str, bytes]:
    """Every feed, made without building pages."""
    body = lambda name, *_: f"<p>{name}</p>"  # noqa: E731
    found = feeds.files(place.catalogue, place.settings, {}, body)
    return {path: make() for path, _, make in found}


def test_the_whole_history_is_reached_through_archived_documents(place: Place) -> None:
    days(place, 2015, 108)
    documents = made(place)
    for start in ("feed.atom", "states/az/feed.atom"):
        found: list[str] = []
        path: str | None = start
        while path:
            root = lxml.etree.fromstring(documents[path])
            found += [e.findtext("a:id", "", ATOM) for e in root.iterfind("a:entry", ATOM)]
            for content in root.iterfind("a:entry/a:content", ATOM):
                leads_to_the_page = start not in {path, "feed.atom"}
                assert (content.get("src") is not None) == leads_to_the_page, path
            links = {link.get("rel"): link.get("href", "") for link in root.iterfind("a:link", ATOM)}
            base = place.settings.base_url
            assert links["self"] == base + path
            assert (root.find("fh:archive", ATOM) is not None) == (path != start)
            assert links.get("current") == (base + start if path != start else None)
            earlier = links.get("prev-archive", "").removeprefix(base)
            if earlier and path != start:
                back = lxml.etree.fromstring(documents[earlier]).find("a:link[@rel='next-archive']", ATOM)
                assert back is not None
                assert back.get("href") == base + path
            path = earlier or None
        about = [r for r in place.catalogue.releases if start == "feed.atom" or "AZ" in r.about]
        assert len(set(found)) == len(about)


def test_old_releases_that_are_added_later_leave_full_documents_as_they_are(place: Place) -> None:
    days(place, 2015, 108)
    before = made(place)
    days(place, 2003, 60)
    after = made(place)
    assert after["feed-1.atom"] == before["feed-1.atom"]
    assert after["states/az/feed-1.atom"] == before["states/az/feed-1.atom"]
    assert b"2003:EX/" in after["feed.atom"]  # and subscribers see what came in


@pytest.mark.parametrize(
    "what", ["one more document is full", "an old release leaves its state", "another is removed"]
)
def test_a_feed_is_made_again_whenever_it_says_something_else(place: Place, what: str) -> None:
    """A build writes only the files of which the digest has changed."""

    def now() -> dict[str, tuple[str, bytes]]:
        said = {release.docname: release.digest for release in place.catalogue.releases}
        found = feeds.files(place.catalogue, place.settings, said, lambda name, *_: name)
        return {path: (shows, make()) for path, shows, make in found}

    days(place, 2015, 97)  # and three that were there: two full documents
    before = now()
    match what:
        case "one more document is full":
            days(place, 2016, 50)
        case "an old release leaves its state":
            text = place.text("2014/05/coast")
            place.write("2014/05/coast", text.replace("about: [AZ]\nmentions: [NG]", "about: [NG]"))
        case _:
            ledger = read_ledger(place.root)
            publishing.withdraw(place.root, ledger, "2014/06/letter", "Sent by mistake.", DAY, gone=True)
    after = now()
    changed = {path for path in before if after.get(path, ("", b""))[1] != before[path][1]}
    assert "states/az/feed.atom" in changed
    assert [path for path in changed & after.keys() if after[path][0] == before[path][0]] == []


def test_a_release_reaches_subscribers_when_its_embargo_is_over(place: Place) -> None:
    """Its number is older than those of all that came out meanwhile."""
    front = "title: Kept back\nkind: letter\ndate: 2014-07\nabout: [AZ]\nembargo: 2020-01-01T00:00Z\n"
    place.write("2014/07/kept", f"{front}---\nDear all.\n")
    place.publish("2014/07/kept")
    days(place, 2015, 60)
    documents = made(place)
    for feed in ("feed.atom", "states/az/feed.atom"):
        newest = next(lxml.etree.fromstring(documents[feed]).iterfind("a:entry", ATOM))
        assert newest.findtext("a:title", "", ATOM) == "Kept back"
        assert newest.findtext("a:published", "", ATOM) == "2020-01-01T00:00:00Z"


def test_a_correction_brings_an_old_release_back_to_subscribers(place: Place) -> None:
    days(place, 2015, 60)
    own = "<id>tag:archive.example.org,2014:EX/2014/001</id>"
    assert own not in made(place)["feed.atom"].decode()
    text = place.text("2014/05/coast").replace("open your harbour", "open your harbours")
    place.write("2014/05/coast", text)
    change = correcting.Change("2016-01-02", "fact", "open your harbour", "open your harbours")
    correcting.correct(place.root, read_ledger(place.root), "2014/05/coast", [change])
    documents = made(place)
    feed = documents["feed.atom"].decode()
    assert feed.index(own) < feed.index("<id>tag:archive.example.org,2015:")  # newest first
    assert "<updated>2016-01-02T00:00:00Z</updated>" in feed
    newest, other, *_ = json.loads(documents["feed.json"])["items"]
    assert (newest["date_published"], newest["date_modified"]) == (
        "2014-05-06T00:00:00Z",
        "2016-01-02T00:00:00Z",
    )
    assert "date_modified" not in other


def corrected(place: Place, name: str, *days: str) -> tuple[str, str]:
    """Correct a text once on each day; return when its entry says that it was published and updated."""
    for day, (was, now) in zip(days, [("first", "second"), ("second", "third")], strict=False):
        place.write(name, place.text(name).replace(f"the {was} text", f"the {now} text"))
        change = correcting.Change(day, "fact", f"the {was} text", f"the {now} text")
        correcting.correct(place.root, read_ledger(place.root), name, [change])
    documents = made(place)
    (item,) = (i for i in json.loads(documents["feed.json"])["items"] if i["title"] == "Corrected")
    feed = lxml.etree.fromstring(documents["feed.atom"])
    (entry,) = (e for e in feed.iterfind("a:entry", ATOM) if e.findtext("a:title", "", ATOM) == "Corrected")
    times = entry.findtext("a:published", "", ATOM), entry.findtext("a:updated", "", ATOM)
    assert (item["date_published"], item.get("date_modified", times[0])) == times
    return times


@pytest.mark.parametrize(
    ("more", "published"),
    [("", "2015-03-04T00:00:00Z"), ("embargo: 2015-03-04T10:30+02:00\n", "2015-03-04T10:30:00+02:00")],
)
def test_each_correction_moves_the_time_on_the_day_of_publication_too(
    place: Place, more: str, published: str
) -> None:
    front = f"title: Corrected\nkind: news\ndate: 2015-03-04\n{more}"
    place.write("2015/03/news", f"{front}---\nThis is the first text.\n")
    place.publish("2015/03/news")
    assert corrected(place, "2015/03/news") == (published, published)
    first = published.replace(":00Z", ":01Z").replace(":00+", ":01+")
    assert corrected(place, "2015/03/news", "2015-03-04") == (published, first)


def test_two_corrections_of_one_day_have_two_times(place: Place) -> None:
    place.write("2015/03/news", "title: Corrected\nkind: news\ndate: 2015-03\n---\nThis is the first text.\n")
    place.publish("2015/03/news")
    assert corrected(place, "2015/03/news", "2015-04-05", "2015-04-05")[1] == "2015-04-05T00:00:01Z"


def test_a_corrected_date_changes_no_id(place: Place) -> None:
    place.write("2014/12/eve", "title: Eve\nkind: news\ndate: 2014-12-31\n---\nText.\n")
    place.publish("2014/12/eve")
    text = place.text("2014/12/eve")
    place.write("2015/01/eve", text.replace("2014-12-31", "2015-01-01"))
    (place.root / "releases/2014/12/eve.md").unlink()
    publishing.move(place.root, read_ledger(place.root), "2014/12/eve", "2015/01/eve", "2015-02-03")
    change = correcting.Change("2015-02-03", "fact", "2014-12-31", "2015-01-01")
    correcting.correct(place.root, read_ledger(place.root), "2015/01/eve", [change])
    documents = made(place)
    own = "tag:archive.example.org,2014:EX/2014/004"
    assert f"<id>{own}</id>" in documents["feed.atom"].decode()
    assert own in [item["id"] for item in json.loads(documents["feed.json"])["items"]]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_an_entry_says_before_its_text_what_was_corrected_and_why_it_was_withdrawn(rebuilt: Place) -> None:
    place = rebuilt
    place.write("2014/05/coast", place.text("2014/05/coast").replace("open your", "open our"))
    change = correcting.Change("2015-01-02", "fact", "open your", "open our")
    correcting.correct(place.root, read_ledger(place.root), "2014/05/coast", [change])
    publishing.withdraw(
        place.root,
        read_ledger(place.root),
        "2014/05/coast.fr",
        "C’était <faux>.",
        DAY,
        successor="2013/11/begins",
    )
    place.build()
    own = "tag:archive.example.org,2014:EX/2014/00"
    begins = {
        f"{own}1": "<p><strong>Corrected on 2 January 2015 (fact): it said “open your”, it says “open our”.",
        f"{own}2": (
            "<p><strong>Communiqué retiré le 4 mars 2016. C’était &lt;faux&gt;.</strong></p>\n<p><strong>"
            'À lire à la place\u00a0: <a href="https://archive.example.org/press/releases/2013/11/begins/">'
        ),
    }
    items = {i["id"]: i["content_html"] for i in json.loads(place.read("feed.json"))["items"]}
    told = {entry.id: entry.content[0].value for entry in parsed(place, "feed.atom").entries}
    for entry, start in begins.items():
        assert items[entry].startswith(start)
        assert "<section>" in items[entry]  # the text itself
        assert "<strong>" in told[entry]


@pytest.mark.parametrize(("day", "is_news"), [("2015-01-10", False), ("2015-01-11", True)])
def test_a_correction_is_news_if_it_is_not_older_than_all_that_a_feed_has(
    place: Place, day: str, is_news: bool
) -> None:
    days(place, 2015, 60)  # the feed begins with 11 January
    place.write("2014/05/coast", place.text("2014/05/coast").replace("open your", "open our"))
    change = correcting.Change(day, "fact", "open your", "open our")
    correcting.correct(place.root, read_ledger(place.root), "2014/05/coast", [change])
    assert ("open our harbour" in made(place)["feed.atom"].decode()) == is_news
