"""An address of the sender's earlier website leads to the release that was brought in from it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.desk import Desk
from tests.helpers import texts, words

OLD = "https://www.example.org/?mod=newsdetail&news=4605"
PLAIN = "https://www.example.org/2014/06/bay/"
HERE = "https://archive.example.org/releases/2014/06/"


def source(url: str) -> dict[str, str]:
    return {"url": url, "file": "old.html", "sha256": "0" * 64}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "archive")
    desk.release("2014/06/bay", title="The bay", date="2014-06-02", source=source(OLD))
    desk.release("2014/06/cape", title="The cape", date="2014-06-03", source=source(PLAIN))
    desk.release(
        "2014/06/reef", title="A reef of secrets", date="2014-06-04", source=source(f"{PLAIN}secret")
    )
    desk.must("publish", "releases/2014/06/bay.md", "releases/2014/06/cape.md")
    desk.commit()
    return desk


def test_publishing_what_was_imported_puts_its_old_address_into_the_ledger(desk: Desk) -> None:
    lines = [line.split(",") for line in desk.read("releases/ledger.csv").splitlines()]
    assert [(line[1], line[3], line[6]) for line in lines if "://" in line[1]] == [
        (OLD, "moved", "2014/06/bay"),
        (PLAIN, "moved", "2014/06/cape"),
    ]


def test_of_several_texts_that_stood_at_one_address_the_first_keeps_it(desk: Desk) -> None:
    url = f"{PLAIN}all"
    names = ("2014/06/pier", "2014/06/quay")
    for day, name in enumerate(names, 5):
        desk.release(name, title=f"Of {name}", date=f"2014-06-{day:02}", source=source(url))
    desk.must("publish", *(f"releases/{name}.md" for name in reversed(names)))
    lines = [line.split(",") for line in desk.read("releases/ledger.csv").splitlines()]
    assert [(line[2], line[6]) for line in lines if line[1] == url] == [("EXAMPLE/2014/003", names[0])]


def test_hosts_and_readers_find_the_release_from_its_old_address(desk: Desk) -> None:
    desk.must("move", "2014/06/cape", "2014/06/headland")
    site = desk.build()
    nginx = site.files()["redirects.nginx.conf"].decode()
    assert nginx.partition("map $host$request_uri")[2].splitlines() == [
        " $press_earlier {",
        '    default "";',
        f'    "www.example.org/2014/06/bay/" {HERE}headland/;',
        f'    "www.example.org/?mod=newsdetail&news=4605" {HERE}bay/;',
        "}",
    ]
    assert site.files()["redirects.txt"].decode().splitlines() == [
        f"archive.example.org/releases/2014/06/cape/ {HERE}headland/",
        f"www.example.org/2014/06/bay/ {HERE}headland/",
        f"www.example.org/?mod=newsdetail&news=4605 {HERE}bay/",
    ]
    page = site.page("old-addresses/2014/")
    assert texts(page.xpath("//main//dt")) == [
        "example.org/2014/06/bay/",
        "example.org/?mod=newsdetail&news=4605",
    ]
    assert texts(page.xpath("//main//dd/a")) == ["The cape", "The bay"]
    assert [link.get("href") for link in page.xpath("//main//dd/a")] == [
        "../../releases/2014/06/headland/",
        "../../releases/2014/06/bay/",
    ]
    assert words(site.page("old-addresses/").find(".//main//li")) == "2014 2"
    assert "old-addresses/" in site.html("404.html")
    asked_by_the_search = json.loads(site.files()["search/addresses.json"])["rows"]
    assert asked_by_the_search == [["2014/06/cape", PLAIN], [OLD]]  # the newest first
    assert not any(
        b"reef of secrets" in content or b"bay/secret" in content for content in site.files().values()
    )


def test_a_host_is_told_of_an_address_once(desk: Desk) -> None:
    """The same without its scheme or its capitals is the same to nginx, which would not start."""
    for name, url in (("quay", PLAIN.replace("https", "http")), ("pier", PLAIN.replace("bay", "Bay"))):
        desk.release(f"2014/06/{name}", title=f"A {name}", date="2014-06-05", source=source(url))
        desk.must("publish", f"releases/2014/06/{name}.md")
    site = desk.build()
    nginx = site.files()["redirects.nginx.conf"].decode()
    assert [line.split()[1] for line in nginx.splitlines() if '/2014/06/bay/"' in line.lower()] == [
        f"{HERE}cape/;"
    ]
    assert len(site.page("old-addresses/2014/").xpath("//main//dt")) == 4


def test_a_host_is_written_as_hosts_compare_it_and_the_path_as_it_was(desk: Desk) -> None:
    desk.published("2014/06/isle", title="The isle", source=source("https://News.Example.org/Isle"))
    told = desk.build().files()["redirects.txt"].decode().splitlines()
    assert f"news.example.org/Isle {HERE}isle/" in told


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("http://www.example.org/суд?я=é", "www.example.org/%D1%81%D1%83%D0%B4?%D1%8F=%C3%A9"),
        ("http://www.example.org/caf%C3%A9", "www.example.org/caf%C3%A9"),
        ("http://порт.example.org/", "xn--n1abei.example.org/"),
        ("http://www.example.org", "www.example.org/"),
        ("http://www.example.org/news#bay", "www.example.org/news"),
    ],
)
def test_a_host_is_told_of_an_address_as_browsers_ask_for_it(desk: Desk, written: str, asked: str) -> None:
    desk.published("2014/06/quay", title="A quay", date="2014-06-05", source=source(written))
    files = desk.build().files()
    assert f'    "{asked}" {HERE}quay/;' in files["redirects.nginx.conf"].decode().splitlines()
    assert f"{asked} {HERE}quay/" in files["redirects.txt"].decode().splitlines()


def test_an_archive_without_old_addresses_says_nothing_of_them(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "archive")
    desk.published("2014/06/bay", "The text.", title="The bay", date="2014-06-02")
    site = desk.build()
    assert not [name for name in site.files() if "old-addresses" in name]
    assert "old-addresses" not in site.html("404.html")
    assert site.files()["redirects.txt"] == b""
    told = site.files()["redirects.nginx.conf"].decode()
    guide = (Path(__file__).parents[2] / "docs/guides/hosting.md").read_text("utf-8")
    assert set(re.findall(r"\$press_\w+", told)) == set(re.findall(r"\$press_\w+", guide))
    assert told.partition("$press_earlier")[2] == ' {\n    default "";\n}\n', "settings that ask for it hold"
