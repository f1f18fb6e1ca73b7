"""What others may do with a text and with the archive's own data: said to people and to programs."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from sphinx.errors import ConfigError

from tests.helpers import Archive, Site, assert_clean, build, texts

BY = "https://creativecommons.org/licenses/by/4.0/"
ZERO = "https://creativecommons.org/publicdomain/zero/1.0/"
ISSUERS = "docs/registers/issuers.yaml"
AZURE = "releases/2014/05/azure-coast/"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def site(archive: Archive, tmp_path: Path) -> Site:
    archive.edit(
        ISSUERS,
        "  url: https://example.org/\n",
        f"  url: https://example.org/\n  licence: {{name: CC BY 4.0, url: '{BY}'}}\n",
    )
    archive.write("conf.py", f'{archive.read("conf.py")}\npress_licence = ("CC0 1.0", "{ZERO}")\n')
    return build(archive.root, tmp_path / "site")


def told(site: Site, address: str) -> Any:
    return json.loads(site.page(address).xpath("string(//script[@type='application/ld+json'])"))


def licences(site: Site, address: str) -> list[tuple[str, str]]:
    return [
        (link.text, link.get("href")) for link in site.page(address).xpath("//a[contains(@rel, 'license')]")
    ]


def test_a_release_has_the_licence_of_its_issuer(site: Site) -> None:
    assert licences(site, AZURE) == [("CC BY 4.0", BY)]
    assert told(site, AZURE)["license"] == BY
    assert site.page(AZURE).xpath("//meta[@name='DC.rights']/@content") == [f"CC BY 4.0 {BY}"]


def test_where_no_licence_is_known_the_page_says_so_and_programs_are_told_none(site: Site) -> None:
    (address,) = [
        address for address, page in site.pages() if "Friends of the Example" in texts(page.xpath("//dd"))
    ]
    assert licences(site, address) == []
    assert "none is known; ask the issuer" in texts(site.page(address).xpath("//dd"))
    assert "license" not in told(site, address)


def test_feeds_and_data_carry_it(site: Site) -> None:
    feed = etree.fromstring((site.out / "feed.atom").read_bytes())
    entries = feed.xpath("a:entry", namespaces=ATOM)
    own = [entry for entry in entries if entry.xpath("a:link[@rel='license']/@href", namespaces=ATOM) == [BY]]
    assert 0 < len(own) < len(entries)
    assert {entry.findtext("a:rights", namespaces=ATOM) for entry in own} == {f"CC BY 4.0 {BY}"}
    items = json.loads((site.out / "feed.json").read_text("utf-8"))["items"]
    assert {item["_archive"]["licence"] for item in items} == {BY, ""}
    data = json.loads((site.out / "data/releases.json").read_text("utf-8"))
    rows = list(csv.DictReader((site.out / "data/releases.csv").read_text("utf-8-sig").splitlines()))
    base = sqlite3.connect(site.out / "data/catalogue.sqlite")
    assert {row["licence"] for row in rows} == {item["licence"] for item in data["releases"]} == {BY, ""}
    assert {licence for (licence,) in base.execute("select licence from releases")} == {BY, ""}
    assert data["licence"] == ZERO == base.execute("select licence from about").fetchone()[0]
    base.close()


def test_the_archives_own_data_has_one_too(site: Site, archive: Archive, tmp_path: Path) -> None:
    assert licences(site, "data/") == [("CC0 1.0", ZERO)]
    assert told(site, "")["license"] == ZERO
    archive.edit("conf.py", "press_licence", "other")
    assert licences(build(archive.root, tmp_path / "site"), "data/") == []


def test_what_programs_are_told_of_an_issuer_is_never_stale(
    site: Site, archive: Archive, tmp_path: Path
) -> None:
    same = "https://www.wikidata.org/wiki/Q0"
    archive.edit(
        ISSUERS, "  url: https://example.org/\n", f"  url: https://example.org/\n  same_as: ['{same}']\n"
    )
    again = build(archive.root, site.out)
    assert told(again, AZURE)["publisher"]["sameAs"] == told(again, "")["publisher"]["sameAs"] == [same]
    assert_clean(again, archive)


@pytest.mark.parametrize("wrong", ['("CC0",)', '("CC0", "public domain")'])
def test_a_licence_without_an_address_is_refused(archive: Archive, tmp_path: Path, wrong: str) -> None:
    archive.write("conf.py", f"{archive.read('conf.py')}\npress_licence = {wrong}\n")
    with pytest.raises(ConfigError, match="press_licence: give its name and its address"):
        build(archive.root, tmp_path / "site")
