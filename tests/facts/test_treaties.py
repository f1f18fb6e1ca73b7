"""A treaty with rules of its own: ninety days, three deposits, six months' notice."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from press_archive.records import RecordError
from press_archive.records.treaties import EntryIntoForce, Withdrawal
from press_archive.treaties import Treaty
from press_archive.treaty_history import enters_into_force, withdrawal_effective

from tests.facts.conftest import HARBOUR, day, treaty_of
from tests.helpers import Archive, complaints, scanned

ROME = EntryIntoForce(article="article 126", deposits="60", days="60", first_of_month="true")
YEAR = Withdrawal(article="article 127", months="12")


def test_the_rules_of_the_convention(convention: Treaty) -> None:
    assert str(convention.in_force_since) == "2010-09-13"  # ninety days after the third deposit
    assert convention.count(on=day("2010-09-12")).value == 0
    assert convention.count(on=day("2010-09-12"), basis="deposited").value == 3
    assert convention.count(on=day("2010-09-13")).states == ("CI", "NE", "NG")
    assert convention.status("TL", day("2014-04-01")).standing == "consented"
    assert convention.status("TL", day("2014-06-30")).standing == "party"
    assert convention.status("NE", day("2015-07-09")).standing == "leaving"
    assert convention.status("NE", day("2015-07-10")).standing == "former"
    assert convention.status("NG", day("2016-12-31")).standing == "party"


def test_a_state_has_declined_since_it_said_so_first(harbour: Archive) -> None:
    again = "  - {date: 2016-02-02, state: AZ, event: declined, sources: [gazette]}\n"
    harbour.write("docs/treaties/harbour-convention.yaml", HARBOUR + again)
    status = treaty_of(harbour.root, "harbour-convention").status("AZ", day("2015-01-01"))
    assert (status.standing, status.since) == ("declined", day("2013-02-02"))


def test_groups_follow_their_members(convention: Treaty) -> None:
    assert convention.members("example-coast", day("2015-07-31")) == (("CI", "NE", "NG", "AZ"), None)
    assert convention.members("example-coast", day("2015-08-01")) == (("CI", "NE", "AZ"), None)
    assert convention.count(on=day("2014-01-01"), group="example-coast").states == ("CI", "NE", "NG")
    assert convention.count(on=day("2016-01-01"), group="example-coast").states == ("CI",)
    assert convention.count(on=day("2016-01-01"), group="example-coast", invert=True).states == ("AZ", "NE")


@given(st.dates(dt.date(1998, 7, 17), dt.date(2100, 1, 1)))
@settings(max_examples=60)
def test_article_126_and_127(deposit: dt.date) -> None:
    began = dt.date(2002, 4, 11)
    binds = enters_into_force(ROME, deposit, began)
    sixtieth = max(deposit, began) + dt.timedelta(days=60)
    assert binds.day == 1
    assert sixtieth < binds <= sixtieth + dt.timedelta(days=31)
    leaves = withdrawal_effective(YEAR, deposit)
    assert leaves.year == deposit.year + 1
    assert (leaves.month, leaves.day) in {(deposit.month, deposit.day), (2, 28)}


def test_the_day_the_statute_began() -> None:
    sixtieth = dt.date(2002, 4, 11)
    assert enters_into_force(ROME, dt.date(1999, 2, 2), sixtieth) == dt.date(2002, 7, 1)
    assert enters_into_force(ROME, sixtieth, sixtieth) == dt.date(2002, 7, 1)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("state: TL, event: dep", "state: XX, event: dep", ':16: events.6.state: unknown state "XX"'),
        ("2014-04-01", "2017-04-01", ":16: events.6.date: 2017-04-01 is after the list's own date"),
        (
            "accession, sources: [gazette]}\n  - {date: 2011",
            "accession, sources: [gazete]}\n  - {date: 2011",
            ':13: events.3.sources: "gazete" is not in this file\'s sources; did you mean "gazette"?',
        ),
        ("event: withdrawal-notified", "event: withdrawn", 'did you mean "withdrawal-notified"?'),
        (
            "state: NG, event: notice-revoked",
            "state: CI, event: notice-revoked",
            "nothing of CI on 2016-09-20 to undo",
        ),
        (
            "2016-03-31, state: NG",
            "2015-03-31, state: NE",
            ":18: events.8: NE notified already on 2015-01-10",
        ),
        ("2010-01-10", "2010-01", "date needs a day"),
        ("2010-01-10", "9999-12-31", ':10: events.0.date: "9999-12-31": no date is later than 2999'),
        ("deposits: 3", "deposits: 0", 'entry_into_force.deposits: "0" is not of the right form'),
    ],
)
def test_a_slip_in_the_list_is_named(harbour: Archive, old: str, new: str, says: str) -> None:
    harbour.write("docs/treaties/harbour-convention.yaml", HARBOUR.replace(old, new, 1))
    with pytest.raises(RecordError) as caught:
        treaty_of(harbour.root, "harbour-convention")
    assert says in str(caught.value)


def test_of_a_broken_register_of_states_only_the_cause_is_told(harbour: Archive) -> None:
    path = "docs/registers/states.yaml"
    harbour.write(path, harbour.read(path) + "XX: [\n")
    (told,) = complaints(lambda: scanned(harbour.root))
    assert told.startswith(f"{path}:")
    harbour.delete(path)
    assert complaints(lambda: scanned(harbour.root)) == [f"{path}:1: this register is missing"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("NE, {", "NE, NE, {", "example-coast: NE is a member twice at the same time"),
        ("AZ]", "{state: NG, from: 2015-07-31}]", "NG is a member twice at the same time"),
        ("AZ]", "{state: NG, from: 2015-08-01}]", ""),
        ("{state: NG, until", "{state: NG, from: 2016, until", "example-coast: NG leaves before it joins"),
    ],
)
def test_no_member_of_a_group_is_counted_twice(harbour: Archive, old: str, new: str, says: str) -> None:
    harbour.edit("docs/registers/groups.yaml", old, new)
    found = complaints(lambda: treaty_of(harbour.root, "harbour-convention"))
    assert (says in found[0]) if says else not found


def test_the_list_is_mended_by_adding_to_it(harbour: Archive) -> None:
    line = (
        "  - {date: 2014-04-11, state: TL, event: deposited, instrument: accession, corrects: 2014-04-01,"
        " sources: [gazette]}\n"
    )
    harbour.write("docs/treaties/harbour-convention.yaml", HARBOUR + line)
    mended = treaty_of(harbour.root, "harbour-convention")
    assert mended.status("TL", day("2014-04-10")).standing == "none"
    assert mended.status("TL", day("2014-04-11")).standing == "consented"
