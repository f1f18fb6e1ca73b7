"""A made-up treaty, and the example archive with it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from press_archive.records import State, read_register
from press_archive.treaties import Treaty
from press_archive.treaties.files import read_treaties

from tests.helpers import REPOSITORY, Archive

HARBOUR = """\
name: Example Convention on Open Harbours
short_name: Harbour Convention
adopted: 2010-01-01
as_of: 2016-12-31
entry_into_force: {article: article 9, deposits: 3, days: 90}
withdrawal: {article: article 10, months: 6}
sources:
  gazette: {name: Gazette of the Example Coalition, url: "https://example.org/gazette", retrieved: 2017-01-02}
events:
  - {date: 2010-01-10, state: CI, event: signed, sources: [gazette]}
  - {date: 2010-03-01, state: CI, event: deposited, instrument: ratification, sources: [gazette]}
  - {date: 2010-05-05, state: NE, event: deposited, instrument: accession, sources: [gazette]}
  - {date: 2010-06-15, state: NG, event: deposited, instrument: accession, sources: [gazette]}
  - {date: 2011-05-01, state: AZ, event: signed, sources: [gazette]}
  - {date: 2013-02-02, state: AZ, event: declined, certainty: recalled, sources: [gazette]}
  - {date: 2014-04-01, state: TL, event: deposited, instrument: accession, sources: [gazette]}
  - {date: 2015-01-10, state: NE, event: withdrawal-notified, sources: [gazette]}
  - {date: 2016-03-31, state: NG, event: withdrawal-notified, sources: [gazette]}
  - {date: 2016-09-20, state: NG, event: notice-revoked, sources: [gazette], note: Ten days before.}
"""
GROUPS = """\
example-coast:
  name: The coast, as the Example Coalition counts it
  from: 2012
  members: [CI, NE, {state: NG, until: 2015-08-01}, AZ]
  source: Handbook of the Example Coalition
  retrieved: 2017-01-02
"""


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def add_harbour(archive: Archive) -> Archive:
    """Let the example archive keep the made-up convention."""
    archive.write("docs/treaties/harbour-convention.yaml", HARBOUR)
    archive.write("docs/registers/groups.yaml", GROUPS)
    archive.edit("conf.py", 'language = "en"\n', 'language = "en"\npress_treaties = ["harbour-convention"]\n')
    return archive


@pytest.fixture
def harbour(archive: Archive) -> Archive:
    """The example archive, keeping the made-up convention."""
    return add_harbour(archive)


def treaty_of(root: Path, key: str) -> Treaty:
    path = "docs/registers/states.yaml"
    states, _ = read_register((root / path).read_bytes(), path, State)
    return read_treaties(root, [key], states)[1][key]


@pytest.fixture
def convention(harbour: Archive) -> Treaty:
    return treaty_of(harbour.root, "harbour-convention")


@pytest.fixture(scope="session")
def rome() -> Treaty:
    """The Rome Statute, as the archive keeps it."""
    return treaty_of(REPOSITORY, "rome-statute")
