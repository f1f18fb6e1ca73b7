"""Dates to the precision that is known, and moments with their zone."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from press_archive.records import PartialDate, parse_embargo

days = st.dates(dt.date(1800, 1, 1), dt.date(2999, 12, 31))
dates = st.builds(
    lambda day, precision: PartialDate(*(day.year, day.month, day.day)[:precision]), days, st.integers(1, 3)
)


@given(dates)
def test_a_date_is_read_back_as_it_was_written(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date


@given(dates)
def test_a_date_means_all_days_from_its_first_to_its_last(date: PartialDate) -> None:
    assert date.first <= date.last
    assert date.first.isoformat().startswith(str(date))
    assert date.last.isoformat().startswith(str(date))
    beyond = (date.first - dt.timedelta(1), date.last + dt.timedelta(1))
    assert not any(day.isoformat().startswith(str(date)) for day in beyond)


@given(st.lists(dates))
def test_dates_sort_by_time_as_their_texts_do(some: list[PartialDate]) -> None:
    assert [str(date) for date in sorted(some)] == sorted(map(str, some))


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2014-05-06", "day", "2014-05-06", "2014-05-06"),
        ("2014-02", "month", "2014-02-01", "2014-02-28"),
        ("2012-02", "month", "2012-02-01", "2012-02-29"),
        ("2014", "year", "2014-01-01", "2014-12-31"),
    ],
)
def test_a_day_a_month_and_a_year_are_understood(text: str, precision: str, first: str, last: str) -> None:
    date = PartialDate.parse(text)
    assert (date.precision, str(date.first), str(date.last)) == (precision, first, last)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2014-02-30", "February 2014 has no day 30"),
        ("2013-02-29", "February 2013 has no day 29"),
        ("2014-04-00", "April 2014 has no day 00"),
        ("2014-13", "there is no month 13"),
        ("2014-00-01", "there is no month 00"),
        ("6 May 2014", "write a day"),
        ("06/05/2014", "write a day"),
        ("2014-5-6", "write a day"),
        ("20140506", "write a day"),
        ("2014-05-06T10:00", "write a day"),
        ("٢٠١٤", "write a day"),
        ("0999", "older than"),
        ("", "write a day"),
    ],
)
def test_another_form_or_a_day_that_does_not_exist_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-07-17T10:00 Europe/Rome", "2026-07-17T08:00:00+00:00"),
        ("2026-01-17 10:00 Europe/Rome", "2026-01-17T09:00:00+00:00"),
        ("2026-07-17T10:00+02:00", "2026-07-17T08:00:00+00:00"),
        ("2026-07-17T10:00:30Z", "2026-07-17T10:00:30+00:00"),
    ],
)
def test_an_embargo_is_a_moment(text: str, utc: str) -> None:
    assert parse_embargo(text).astimezone(dt.UTC).isoformat() == utc


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2026-07-17T10:00", "the zone is missing"),
        ("2026-07-17", "write a moment and a zone"),
        ("2026-07-17T10:00 Rome", 'unknown zone "Rome"; did you mean "Europe/Rome"?'),
        ("2026-07-17T10:00 new york", 'unknown zone "new york"; did you mean "America/New_York"?'),
        ("2026-07-17T10:00 Europe/Roma", 'unknown zone "Europe/Roma"; did you mean "Europe/Rome"?'),
        ("2026-07-17T10:00 +0200", '; write "Europe/Rome", or "'),
        ("2026-07-17T10:00 localtime", 'unknown zone "localtime"'),
        ("2026-07-17T10:00 ../../etc/passwd", "unknown zone"),
        ("2026-07-17T10:00 Europe", "unknown zone"),
        ("2026-02-30T10:00 Europe/Rome", "day"),
        ("2026-07-17T25:00 Europe/Rome", "hour"),
        ("2026-07-17T10:00+25:00", "offset|zone"),
        ("2026-10-25T02:30 Europe/Rome", r'not one moment .* as in "2026-10-25T02:30:00\+02:00"'),
        ("2026-03-29T02:30 Europe/Rome", "not one moment"),
        ("soon", "write a moment and a zone"),
    ],
)
def test_an_embargo_without_a_moment_or_a_zone_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_embargo(text)
