"""A treaty with rules of its own: ninety days, three deposits, six months' notice."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from press_archive.records import RecordError
from press_archive.records.treaties import EntryIntoForce, Withdrawal
from press_archive.treaties import Treaty
from press_archive.treaties.history import enters_into_force, withdrawal_effective

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


def test_a_state_that_left_may_join_again(harbour: Archive) -> None:
    again = "  - {date: 2015-07-10, state: NE, event: deposited, instrument: accession, sources: [gazette]}\n"
    harbour.write("docs/treaties/harbour-convention.yaml", HARBOUR + again)
    treaty = treaty_of(harbour.root, "harbour-convention")
    assert treaty.status("NE", day("2015-07-09")).standing == "leaving"
    assert treaty.status("NE", day("2015-07-10")).standing == "consented"
    assert treaty.status("NE", day("2015-10-08")).standing == "party"
    assert "NE" not in treaty.count(on=day("2015-10-07")).states
    assert "NE" in treaty.count(on=day("2015-10-08")).states


def test_a_treaty_binds_nobody_while_too_few_have_joined(harbour: Archive) -> None:
    harbour.write("docs/treaties/harbour-convention.yaml", HARBOUR.replace("deposits: 3", "deposits: 5"))
    treaty = treaty_of(harbour.root, "harbour-convention")
    assert treaty.in_force_since is None
    assert treaty.count().value == 0
    assert treaty.count(basis="deposited").states == ("CI", "NG", "TL")
    assert treaty.status("CI", day("2016-12-31")).standing == "consented"
    assert treaty.status("NE", day("2015-07-10")).standing == "none"  # it was never bound, and left


def test_groups_follow_their_members(convention: Treaty) -> None:
    assert convention.members("example-coast", day("2015-07-31")) == (("CI", "NE", "NG", "AZ"), None)
    assert convention.members("example-coast", day("2015-08-01")) == (("CI", "NE", "AZ"), None)
    assert convention.count(on=day("2014-01-01"), group="example-coast").states == ("CI", "NE", "NG")
    assert convention.count(on=day("2016-01-01"), group="example-coast").states == ("CI",)
    assert convention.count(on=day("2016-01-01"), group="example-coast", invert=True).states == ("AZ", "NE")


def test_a_group_says_between_which_days_its_members_are_known(harbour: Archive) -> None:
    harbour.edit("docs/registers/groups.yaml", "from: 2012\n", "from: 2012\n  until: 2015-06\n")
    treaty = treaty_of(harbour.root, "harbour-convention")
    found = {
        on: str(treaty.count(on=day(on), group="example-coast").caveat)
        for on in ("2011-12-31", "2012-01-01", "2015-06-30", "2015-07-01")
    }
    assert found == {
        "2011-12-31": "the members of example-coast are known from 2012 on",
        "2012-01-01": "None",
        "2015-06-30": "None",
        "2015-07-01": "the members of example-coast are known until 2015-06",
    }


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
        (
            "2014-04-01, state: TL",
            "2014-04-01, state: CI",
            ":16: events.6: CI deposited already on 2010-03-01",
        ),
        (
            "certainty: recalled",
            "corrects: 2013-02-01",
            ":15: events.5: no earlier line AZ declined 2013-02-01 to correct",
        ),
        ("instrument: ratification, ", "", "an instrument goes with `deposited`, and `deposited` needs one"),
        ("state: AZ, event: signed", "state: AZ, event: signed, instrument: accession", "an instrument goes"),
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


def test_a_line_that_is_there_twice_is_named_where_it_comes_again(harbour: Archive) -> None:
    line = next(line for line in HARBOUR.splitlines() if "2014-04-01, state: TL" in line)
    text = f"{HARBOUR}{line}\n"
    harbour.write("docs/treaties/harbour-convention.yaml", text)
    with pytest.raises(RecordError) as caught:
        treaty_of(harbour.root, "harbour-convention")
    (problem,) = caught.value.problems
    assert problem.line == text.count("\n")


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


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[CI, NE", "[CI, XX", ':4: example-coast.members: unknown state "XX"'),
        (
            "members: [CI, NE, {state: NG, until: 2015-08-01}, AZ]",
            "un_group: Eastern Europe",
            ':4: example-coast.un_group: no state of the register is in "Eastern Europe"; '
            'did you mean "Eastern European"?',
        ),
        ("  source", "  un_group: African\n  source", "write members, or un_group, and not both"),
        ("  members: [CI, NE, {state: NG, until: 2015-08-01}, AZ]\n", "", "write members, or un_group"),
    ],
)
def test_a_slip_in_a_group_is_named(harbour: Archive, old: str, new: str, says: str) -> None:
    harbour.edit("docs/registers/groups.yaml", old, new)
    (found,) = complaints(lambda: treaty_of(harbour.root, "harbour-convention"))
    assert says in found


def test_a_treaty_that_the_settings_name_is_there(harbour: Archive) -> None:
    missing = "conf.py names this treaty in press_treaties; it is missing"
    assert complaints(lambda: treaty_of(harbour.root, "harbor-convention")) == [
        f"docs/treaties/harbor-convention.yaml:1: {missing}"
    ]


def test_the_list_is_mended_by_adding_to_it(harbour: Archive) -> None:
    line = (
        "  - {date: 2014-04-11, state: TL, event: deposited, instrument: accession, corrects: 2014-04-01,"
        " sources: [gazette]}\n"
    )
    harbour.write("docs/treaties/harbour-convention.yaml", HARBOUR + line)
    mended = treaty_of(harbour.root, "harbour-convention")
    assert mended.status("TL", day("2014-04-10")).standing == "none"
    assert mended.status("TL", day("2014-04-11")).standing == "consented"
