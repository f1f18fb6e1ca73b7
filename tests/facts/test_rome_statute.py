"""The list of the Rome Statute's events against published figures (the check table of its compilers)."""

from __future__ import annotations

import pytest
from press_archive.treaties import Treaty
from press_archive.treaties.history import Basis

from tests.facts.conftest import day

#: Day, basis, figure, and who published it.
PUBLISHED: list[tuple[str, Basis, int, str]] = [
    ("2000-12-19", "deposited", 25, "Human Rights Watch"),
    ("2001-11-22", "deposited", 46, "UK written answer"),
    ("2002-04-10", "deposited", 56, "UN press release"),
    ("2002-04-11", "deposited", 66, "UN press release"),
    ("2002-07-01", "deposited", 76, "law article"),
    ("2002-07-01", "in-force", 66, "follows from article 126"),
    ("2003-06-12", "deposited", 90, "Reuters"),
    ("2005-01-31", "deposited", 97, "Coalition"),
    ("2005-10-28", "deposited", 100, "Coalition (Mexico)"),
    ("2007-08-31", "deposited", 105, "Coalition"),
    ("2008-12-31", "in-force", 108, "PACE Resolution 1644"),
    ("2009-01-27", "in-force", 108, "PACE Resolution 1644"),
    ("2010-07-16", "in-force", 111, "the archive's brief"),
    ("2011-06-30", "deposited", 116, "encyclopedia"),
    ("2012-07-01", "in-force", 121, "ICC press release 783"),
    ("2013-05-01", "in-force", 122, "the archive's brief"),
    ("2014-05-06", "in-force", 122, "Coalition"),
    ("2015-04-01", "in-force", 123, "the archive's brief"),
    ("2016-06-01", "in-force", 124, "the archive's brief"),
    ("2017-10-27", "in-force", 123, "the archive's brief"),
    ("2019-03-16", "in-force", 123, "the archive's brief"),
    ("2019-03-17", "in-force", 122, "the archive's brief"),
    ("2020-02-01", "in-force", 123, "the archive's brief"),
    ("2024-02-01", "in-force", 124, "UN Treaty Collection"),
    ("2025-01-01", "in-force", 125, "Assembly, PGA"),
    ("2026-06-02", "in-force", 125, "Hungary stayed"),
    ("2026-10-02", "in-force", 125, "Assembly list"),
    ("2026-11-23", "in-force", 125, "Assembly list"),
    ("2027-09-23", "in-force", 119, "course note: if all notices run"),
]


@pytest.mark.parametrize(("on", "basis", "figure", "source"), PUBLISHED)
def test_published_figures(rome: Treaty, on: str, basis: Basis, figure: int, source: str) -> None:
    assert rome.count("states-parties", day(on), basis).value == figure, source


def test_signatures_and_those_that_remain(rome: Treaty) -> None:
    assert rome.count("signatures").value == 139
    assert rome.count("signatories", day("2024-03-19")).value == 137  # less the two that left


def test_regions_of_2026(rome: Treaty) -> None:
    regions = ("african", "asia-pacific", "eastern-european", "grulac", "weog")
    assert [rome.count(group=f"asp-{region}").value for region in regions] == [33, 19, 20, 28, 25]


def test_42_and_12_of_may_2014(rome: Treaty) -> None:
    when = day("2014-05-06")
    assert rome.count(on=when, group="cicc-europe").value == 42
    outside = rome.count(on=when, group="cicc-europe", invert=True)
    assert outside.states == ("AM", "AZ", "BY", "KG", "KZ", "MC", "RU", "TM", "TR", "UA", "UZ", "VA")
    assert rome.count(on=when, group="council-of-europe").value == 41


def test_published_entries_into_force(rome: Treaty) -> None:
    found = {
        code: step.date.isoformat()
        for code in ("CL", "CZ", "GT", "CI", "PS", "SV", "KI", "AM", "UA", "ME")
        for step in rome.steps(code)
        if step.kind == "in-force"
    }
    assert found == {
        "CL": "2009-09-01",
        "CZ": "2009-10-01",
        "GT": "2012-07-01",
        "CI": "2013-05-01",
        "PS": "2015-04-01",
        "SV": "2016-06-01",
        "KI": "2020-02-01",
        "AM": "2024-02-01",
        "UA": "2025-01-01",
        "ME": "2006-06-03",  # a succession, from independence on
    }
    assert str(rome.in_force_since) == "2002-07-01"


@pytest.mark.parametrize(
    ("state", "on", "standing"),
    [
        ("MY", "2019-04-01", "consented"),
        ("MY", "2019-04-29", "none"),
        ("GM", "2017-01-01", "leaving"),
        ("GM", "2017-02-10", "party"),
        ("HU", "2026-05-28", "leaving"),
        ("HU", "2026-05-29", "party"),
        ("PH", "2019-03-16", "leaving"),
        ("PH", "2019-03-17", "former"),
        ("BI", "2017-10-26", "leaving"),
        ("BI", "2017-10-27", "former"),
        ("ZA", "2016-12-01", "leaving"),
        ("ZA", "2017-03-07", "party"),
        ("ML", "2026-06-23", "party"),
        ("ML", "2026-06-24", "leaving"),
        ("US", "2002-05-05", "signatory"),
        ("US", "2002-05-06", "declined"),
        ("AZ", "2026-11-23", "none"),
        ("NR", "2026-11-23", "leaving"),
    ],
)
def test_what_a_row_for_each_state_cannot_say(rome: Treaty, state: str, on: str, standing: str) -> None:
    assert rome.status(state, day(on)).standing == standing


def test_notices_that_are_running(rome: Treaty) -> None:
    """Each takes effect a year after its day (article 127), unless revoked."""
    today = day("2026-11-23")
    leaving = {code: rome.status(code, today).until for code in rome.count(on=today).states}
    assert {code: str(until) for code, until in leaving.items() if until} == {
        "NE": "2027-06-18",
        "BF": "2027-06-24",
        "ML": "2027-06-24",
        "VE": "2027-07-24",
        "TD": "2027-07-27",
        "NR": "2027-09-23",
    }


def test_an_accession_taken_back_before_it_bound(rome: Treaty) -> None:
    assert [(str(step.date), step.kind) for step in rome.steps("MY")] == [
        ("2019-03-04", "deposited"),
        ("2019-04-29", "instrument-withdrawn"),
    ]
    assert rome.count(on=day("2019-03-05"), basis="deposited").value == 124


def test_uncertain_days_are_marked_and_every_event_has_a_source(rome: Treaty) -> None:
    unsure = {(e.state, e.event) for e in rome.record.events if e.certainty != "confirmed"}
    assert {
        ("IL", "declined"),
        ("SD", "declined"),
        ("RU", "declined"),
        ("MY", "instrument-withdrawn"),
        ("ZA", "withdrawal-notified"),
        ("ZA", "notice-revoked"),
        ("HU", "notice-revoked"),
    } <= unsure
    six = ("NE", "BF", "ML", "VE", "TD", "NR")
    assert {(code, "withdrawal-notified") for code in six} <= unsure
    assert ("US", "declined") not in unsure
    assert all(event.sources for event in rome.record.events)


def test_a_group_is_not_guessed_before_it_is_known(rome: Treaty) -> None:
    assert "known from 2010-04" in str(rome.count(on=day("2005-01-01"), group="cicc-europe").caveat)
    assert "the day is not known" in str(rome.count(on=day("2022-03-20"), group="council-of-europe").caveat)
