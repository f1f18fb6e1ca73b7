"""What a question costs, counted at the server: on the real archive, and on one of 14,000 releases."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import Browser
from press_archive.catalogue import Catalogue
from press_archive.formats import facets
from press_archive.names import StateNames
from press_archive.records import PartialDate, State

from tests.helpers import Archive, Site, scanned
from tests.search.conftest import Host, found

pytestmark = pytest.mark.browser

LIMIT = 30_000


def cost(browser: Browser, folder: Path, address: str) -> tuple[int, int, list[str]]:
    """Return the bytes and requests besides the page's own assets, and the releases shown."""
    host = Host(folder)
    context = browser.new_context(base_url=host.address)
    page = context.new_page()
    session = context.new_cdp_session(page)
    slow = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 200_000}
    session.send("Network.emulateNetworkConditions", slow)
    page.goto(address)
    shown = found(page)
    context.close()
    host.close()
    files = {path: size for path, size in host.sent.items() if not path.startswith("/_static/")}
    del files["/search/"]
    return sum(files.values()), len(files), shown


def test_a_state_of_the_real_archive(browser: Browser, real: Site) -> None:
    size, requests, shown = cost(browser, real.out, "/search/?state=AZ")
    print(f"\nstate=AZ, the real archive: {size} bytes, {requests} request")
    assert shown[:2] == ["2014/05/azerbaijan", "2014/05/azerbaijan-wants-end-impunity"]
    assert requests == 1
    assert size < LIMIT


def test_a_state_among_fourteen_thousand_releases(
    browser: Browser, example: Site, archive: Archive, tmp_path: Path
) -> None:
    """The files and the choices of the page are those of a made-up catalogue; no release is built."""
    chance = random.Random(14)  # the same archive each time
    made = scanned(archive.root)
    codes = [a + b for a in "ABCDEFGHIJKLM" for b in "ABCDEFGHIJKLMNO"]
    weights = [1 / (place + 8) for place in range(len(codes))]
    words = ["".join(chance.choices("aeioulnrstm", k=chance.randint(3, 9))) for _ in range(4000)]
    days = sorted(
        PartialDate(chance.randint(1995, 2026), chance.randint(1, 12), chance.randint(1, 28))
        for _ in range(14_000)
    )
    releases = tuple(
        made.releases[0].model_copy(
            update={
                "name": f"{day.year}/{day.month:02}/{'-'.join(chance.sample(words, 3))}-{number}",
                "date": day,
                "reference": f"EX/{day.year}/{number:05}",
                "title": " ".join(chance.sample(words, 9)).capitalize(),
                "about": tuple(dict.fromkeys(chance.choices(codes, weights, k=chance.choice((1, 1, 1, 2))))),
            }
        )
        for number, day in enumerate(days)
    )
    states = {
        code: State.model_validate({"group": "African", "name": {"en": f"State {code}"}}) for code in codes
    }
    large = replace(
        made,
        releases=releases,
        registers=replace(made.registers, states=states),
        names=StateNames(states, made.names.languages),
    )
    catalogue = Catalogue(large)
    for path, _shows, make in facets.files(catalogue, {}):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(make())
    shutil.copytree(example.out / "_static", tmp_path / "_static")
    page = example.page("/search/")
    select = page.get_element_by_id("state")
    for code, part in catalogue.by_state.items():
        option = lxml.html.Element("option", {"value": code, "data-count": str(len(part))})
        option.text = f"State {code}"
        select.append(option)
    page.get_element_by_id("search").set("data-total", str(len(releases)))
    (tmp_path / "search/index.html").write_bytes(lxml.html.tostring(page, encoding="utf-8"))

    middle = sorted(catalogue.by_state, key=lambda code: len(catalogue.by_state[code]))[-30]
    size, requests, shown = cost(browser, tmp_path, f"/search/?state={middle}")
    count = len(catalogue.by_state[middle])
    print(f"\nstate={middle}, {count} of {len(releases)} releases: {size} bytes, {requests} request")
    assert count > 100
    assert shown == [release.name for release in catalogue.by_state[middle]][::-1][:20]
    assert requests == 1
    assert size < 20_000
    everything, _requests, _shown = cost(browser, tmp_path, "/search/?kind=statement&from=2014-05&to=2014-05")
    assert everything < LIMIT, "a month is answered by its year"

    one = next(release for release in releases if release.date.year == 2014)
    by_address, requests, shown = cost(browser, tmp_path, f"/search/?q=/releases/{one.name}/")
    assert (requests, shown) == (1, [one.name])
    assert by_address < LIMIT, "a release is in the list of its year"
    by_number, requests, shown = cost(browser, tmp_path, f"/search/?q={one.reference}")
    print(f"a number among {len(releases)}: {by_number} bytes, {requests} requests")
    assert (requests, shown) == (3, [one.name])
    assert by_number < 150_000, "the table, the numbers and the list of the year"
