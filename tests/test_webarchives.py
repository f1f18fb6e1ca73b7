"""A page that is gone from its address can often still be read in a web archive."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import Archive, Site, build

FORM = "https://web.archive.org/web/"


def copies(site: Site, name: str) -> list[str]:
    found = site.page(f"releases/{name}/").xpath(f"//a[starts-with(@href, '{FORM}')]/@href")
    return list(map(str, found))


def test_a_record_leads_to_the_copy_nearest_to_its_date(example: Site) -> None:
    original = "http://old.example.org/?item=lagoon&lang=en"
    assert copies(example, "2012/03/lagoon-hearing") == [f"{FORM}201203/{original}"]


def test_a_text_has_the_copy_beside_its_original_address(archive: Archive, tmp_path: Path) -> None:
    archive.change("2014/05/azure-coast", source={"url": "https://old.example.org/azure"})
    site = build(archive.root, tmp_path / "site")
    assert copies(site, "2014/05/azure-coast") == [f"{FORM}20140506/https://old.example.org/azure"]


@pytest.mark.parametrize(
    "source", [{"url": f"{FORM}2012/http://old.example.org/"}, {"note": "From a letter."}]
)
def test_what_is_a_copy_or_has_no_address_has_none(
    archive: Archive, tmp_path: Path, source: dict[str, str]
) -> None:
    archive.change("2014/05/azure-coast", source=source)
    found = copies(build(archive.root, tmp_path / "site"), "2014/05/azure-coast")
    assert found == [address for address in [source.get("url")] if address]
