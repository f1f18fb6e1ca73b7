"""The catalogue: all public releases in order, and every way into them."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from press_archive.archive import Release
from press_archive.catalogue import Catalogue, newest_first
from press_archive.nearby import neighbours, related

from tests.helpers import Archive, scanned

CODES = ["AZ", "CI", "NE", "NG", "TL"]


def catalogue(archive: Archive) -> Catalogue:
    return Catalogue(scanned(archive.root))


def names(releases: Sequence[Release]) -> list[str]:
    return [release.name for release in releases]


@pytest.fixture
def empty(archive: Archive) -> Archive:
    """An archive with registers and no release."""
    return emptied(archive)


def emptied(archive: Archive) -> Archive:
    for name in archive.releases():
        archive.delete(f"releases/{name}.md")
    for page in ("guide", "links"):
        archive.write(f"docs/{page}.md", f"# {page}\n")
    return archive


def test_a_month_stands_before_its_days_and_a_year_before_its_months(empty: Archive) -> None:
    for name, date in [
        ("2014/05/day", "2014-05-06"),
        ("2014/05/b-month", "2014-05"),
        ("2014/05/a-month", "2014-05"),
        ("2014/year", "2014"),
        ("2014/01/first", "2014-01-01"),
        ("2013/12/last", "2013-12-31"),
    ]:
        empty.release(name, date=date)
    assert names(catalogue(empty).releases) == [
        "2013/12/last",
        "2014/year",
        "2014/01/first",
        "2014/05/a-month",
        "2014/05/b-month",
        "2014/05/day",
    ]


def test_an_original_stands_before_its_translations_whichever_way_a_list_runs(
    empty: Archive,
) -> None:
    texts = ["2014/05/lagoon", "2014/05/lagoon.ar", "2014/05/lagoon.fr", "2014/05/lagoon-cleared"]
    for name in ("2014/01/first", *texts, "2014/06/last"):
        empty.release(name, date=f"{name[:7].replace('/', '-')}-06")
    found = catalogue(empty)
    assert names(found.releases) == ["2014/01/first", *texts, "2014/06/last"]
    assert names(newest_first(found.releases)) == ["2014/06/last", *texts, "2014/01/first"]
    assert names(found.newest("fr")) == ["2014/06/last", texts[2], texts[3], "2014/01/first"]


def test_a_release_knows_what_came_before_and_after_in_its_state_and_campaign(empty: Archive) -> None:
    for month in range(1, 6):
        empty.release(f"2014/{month:02}/az", about=["AZ"], campaign="open-harbour" if month % 2 else None)
    found = catalogue(empty)
    release = found.get("2014/03/az")
    assert release is not None
    assert [
        (side.along, side.key, side.earlier and side.earlier.name, side.later and side.later.name)
        for side in neighbours(found, release)
    ] == [
        ("state", "AZ", "2014/02/az", "2014/04/az"),
        ("campaign", "open-harbour", "2014/01/az", "2014/05/az"),
    ]


def test_the_first_has_nothing_before_it_and_the_last_nothing_after(empty: Archive) -> None:
    empty.release("2014/01/az", about=["AZ"])
    empty.release("2014/02/az", about=["AZ"])
    empty.release("2014/03/alone", about=["NE"])
    found = catalogue(empty)
    sides = [neighbours(found, release) for release in found.releases]
    assert (sides[0][0].earlier, sides[1][0].later) == (None, None)
    assert sides[2] == []


def test_translations_are_versions_and_not_neighbours(empty: Archive) -> None:
    empty.release("2014/01/az", about=["AZ"])
    for suffix in ("", ".ar", ".fr"):
        empty.release(f"2014/02/az{suffix}", about=["AZ"])
    empty.release("2014/03/az", about=["AZ"])
    found = catalogue(empty)
    for name in ("2014/02/az", "2014/02/az.ar", "2014/02/az.fr"):
        release = found.get(name)
        assert release is not None
        (side,) = neighbours(found, release)
        assert side.earlier is not None
        assert side.later is not None
        assert (side.earlier.name, side.later.name) == ("2014/01/az", "2014/03/az")
        others = {"2014/02/az", "2014/02/az.ar", "2014/02/az.fr"} - {name}
        assert set(names(found.translations(release))) == others


def test_related_releases_are_near_in_time_and_share_something(empty: Archive) -> None:
    for month in range(1, 10):
        empty.release(f"2014/{month:02}/both", about=["AZ"], campaign="open-harbour")
        empty.release(f"2014/{month:02}/state", about=["AZ"])
        empty.release(f"2014/{month:02}/other", about=["NE"])
    found = catalogue(empty)
    release = found.get("2014/05/both")
    assert release is not None
    near = related(found, release, neighbours(found, release))
    assert len(near) == 4
    assert near[0].reasons == ("state", "campaign")
    beside = {side.name for item in neighbours(found, release) for side in (item.earlier, item.later) if side}
    shown = {item.release.name for item in near}
    assert not shown & (beside | {release.name})
    assert not any(name.endswith("other") for name in shown)


def test_a_focus_month_that_is_told_twice_does_no_harm(empty: Archive) -> None:
    empty.edit(
        "docs/registers/campaigns.yaml",
        "- {month: 2014-06, state: TL}",
        "- {month: 2014-05, state: AZ}\n    - {month: 2014-06, state: TL}",
    )
    assert [str(item.month) for item in catalogue(empty).focus] == ["2014-05", "2014-05", "2014-06"]


def test_campaigns_stand_newest_first_and_those_of_unknown_start_last(archive: Archive) -> None:
    archive.edit(
        "docs/registers/campaigns.yaml",
        "night-ferry:",
        "old:\n  name: Old\n  start: 1999\n  description: d\n\nnight-ferry:",
    )
    assert [key for key, _ in catalogue(archive).campaigns] == ["open-harbour", "old", "night-ferry"]


# Any releases at all

fields = st.fixed_dictionaries(
    {
        "name": st.tuples(st.integers(2013, 2016), st.integers(0, 12), st.integers(0, 6)),
        "day": st.integers(0, 28),
        "about": st.lists(st.sampled_from(CODES), unique=True, max_size=3),
        "mentions": st.lists(st.sampled_from(CODES), unique=True, max_size=3),
        "campaign": st.sampled_from([None, "open-harbour", "night-ferry"]),
    }
)


@given(st.lists(fields, max_size=12, unique_by=lambda item: item["name"]))
def test_every_release_is_in_the_index_of_each_of_its_states_its_campaign_and_its_year_once(
    drawn: list[dict[str, Any]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive = emptied(Archive(Path(folder) / "archive"))
        for item in drawn:
            year, month, number = item["name"]
            day = item["day"] if month else 0
            place = f"{year}/{month:02}" if month else str(year)
            date = "-".join([str(year), *(f"{part:02}" for part in (month, day) if part)])
            mentions = [code for code in item["mentions"] if code not in item["about"]]
            known = {"about": item["about"], "mentions": mentions, "date": date}
            if item["campaign"]:
                known["campaign"] = item["campaign"]
            archive.release(f"{place}/release-{number}", **known)
        found = catalogue(archive)
    releases = found.releases
    assert len(releases) == len(drawn)
    assert [(r.date, r.name) for r in releases] == sorted((r.date, r.name) for r in releases)
    for index, keys in (
        (found.by_state, [(code, r.name) for r in releases for code in r.about]),
        (found.mentioning, [(code, r.name) for r in releases for code in r.mentions]),
        (found.by_campaign, [(r.campaign, r.name) for r in releases if r.campaign]),
        (found.by_year, [(str(r.date.year), r.name) for r in releases]),
        (found.by_month, [((r.date.year, r.date.month), r.name) for r in releases if r.date.month]),
    ):
        assert sorted((key, r.name) for key, group in index.items() for r in group) == sorted(keys)
        assert all(list(group) == sorted(group, key=releases.index) for group in index.values())
    for release in releases:
        assert found.get(release.name) is release
        beside = neighbours(found, release)
        for side in beside:
            assert side.earlier is None or releases.index(side.earlier) < releases.index(release)
            assert side.later is None or releases.index(side.later) > releases.index(release)
        assert release not in [item.release for item in related(found, release, beside)]
