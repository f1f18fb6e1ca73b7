"""The real archive: the release it began with, word for word, and everything round it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sphinx.util.inventory import InventoryFile

from tests.helpers import Site, texts, words

SEED = (Path(__file__).parent / "data/seed_release.txt").read_text("utf-8").replace("**", " ")
PAGE = "releases/2014/05/azerbaijan"


def _plain(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def published(real: Site) -> str:
    """Return the release as its page has it: the head (label and date) and the text.

    What the archive says of the contacts above them is marked as its own, and no part of it.
    """
    page = real.page(PAGE)
    for note in page.xpath('//p[@class="notice old"]'):
        note.drop_tree()
    head = texts(page.xpath('//article//header//p[@class="label" or @class="date"]'))
    return " ".join([*head, words(page.xpath('//article/div[@class="issued"]/div[@class="prose"]')[0])])


def test_the_page_holds_every_word_of_the_seed_in_order_and_nothing_between(published: str) -> None:
    seed, page = re.findall(r"\w+", SEED), re.findall(r"\w+", published)
    assert len(seed) > 500
    assert page[: len(seed)] == seed
    assert " ".join(page[len(seed) :]).startswith("From the shared background")


@pytest.mark.parametrize("line", [_plain(line) for line in SEED.split("\n") if len(line.split()) > 4])
def test_every_sentence_of_the_seed_stands_with_its_own_punctuation(published: str, line: str) -> None:
    assert line.removeprefix("BACKGROUND: ") in published


def test_the_parts_of_the_seed_are_marked_as_what_they_are(real: Site) -> None:
    page = real.page(PAGE)
    assert texts(page.xpath('//p[@class="label"]')) == ["FOR IMMEDIATE RELEASE"]
    assert page.xpath('//p[@class="date"]/time/@datetime') == ["2014-05-06"]
    assert texts(page.xpath("//h1")) == ["Azerbaijan: Help End Impunity for Mass Crimes by Joining ICC"]
    assert texts(page.xpath('//p[@class="deck"]'))[0].startswith("Support for international justice")
    assert texts(page.xpath('//span[@class="dateline"]')) == ["The Hague—"]
    assert texts(page.xpath("//article//h2"))[:2] == ["CONTACTS", "BACKGROUND"]
    assert texts(page.xpath('//p[@class="place"]')) == ["In The Hague:", "In New York:"]
    assert sorted(page.xpath('//section[@class="contacts"]//a/@href')) == [
        "mailto:matthews@coalitionfortheicc.org",
        "mailto:meersschaert@coalitionfortheicc.org",
        "mailto:pia@coalitionfortheicc.org",
        "tel:+16464658524",
        "tel:+31703111085",
        "tel:+31703111087",
    ]


def test_the_archive_builds_without_a_warning(real: Site) -> None:
    assert real.warnings == ""


def test_the_archive_has_the_212_releases_it_began_with_and_what_came_since(real: Site) -> None:
    inventory = InventoryFile.loads((real.out / "objects.inv").read_bytes(), uri="")
    releases = {item.uri.strip("/") for item in inventory.data["press:release"].values()}
    assert len([uri for uri in releases if uri < "releases/2026"]) == 212
    assert {address.strip("/") for address, page in real.pages() if page.xpath("//article")} == releases


def test_the_inventory_lists_the_seed_for_other_projects(real: Site) -> None:
    inventory = InventoryFile.loads((real.out / "objects.inv").read_bytes(), uri="")
    release = inventory.data["press:release"]["2014/05/azerbaijan"]
    assert release.uri == "releases/2014/05/azerbaijan/"
    assert release.display_name == "Azerbaijan: Help End Impunity for Mass Crimes by Joining ICC"
    assert "2014/05/azerbaijan" in inventory.data["std:label"]


@pytest.mark.parametrize(
    "address", ["states/az", "releases/2014/05", "campaigns/campaign-for-global-justice"]
)
def test_the_seed_is_listed_by_state_month_and_campaign(real: Site, address: str) -> None:
    listed = texts(real.page(address).xpath('//main//*[@class="row-title"]'))
    assert listed.count("Azerbaijan: Help End Impunity for Mass Crimes by Joining ICC") == 1


def test_cote_divoire_has_a_dozen_releases_or_more(real: Site) -> None:
    assert len(real.page("states/ci").xpath('//main//*[@class="row-title"]')) >= 12


def test_a_release_of_which_only_a_record_is_held_says_so(real: Site) -> None:
    page = real.page("releases/2012/09/cote-divoire-constitution-bill.fr")
    assert page.get("lang") == "fr"
    assert page.xpath('//div[@class="record-only"]')
    assert page.xpath('//div[@class="record-only"]//a[@rel="external"]')


def test_every_release_holds_a_text_or_says_that_it_does_not(real: Site) -> None:
    for address, page in real.pages():
        if page.xpath("//article"):
            paragraphs = page.xpath(
                '//article/div[@class="issued"]/div[@class="prose"]/section/p[not(@class)]'
            )
            assert bool(paragraphs) != bool(page.xpath('//div[@class="record-only"]')), address


def test_a_month_that_was_inferred_is_marked_as_inferred(real: Site) -> None:
    marked = [address for address, page in real.pages() if "Inferred" in texts(page.xpath("//aside//dt"))]
    assert len(marked) >= 20
