"""Dates that no text has: those in the names of files and in addresses."""

from __future__ import annotations

import pytest
from press_archive.importers import dates


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("PR_2013-11-05_Nepal.txt", "2013-11-05"),
        ("nepal 05.11.2013.docx", "2013-11-05"),
        ("http://www.example.org/?mod=urc0514&lang=fr", "2014-05"),
        ("https://www.example.org/stories/WO0510/S00439.htm", "2005-10"),
        ("https://example.org/2014/05/nepal/", "2014-05"),
        ("nepal05112013.pdf", "2013-11-05"),
        ("nepal051113.pdf", "2013-11-05"),
        ("2013-11 nepal.doc", "2013-11"),
        ("Nepal_5_Nov_2013.doc", "2013-11-05"),
        ("NepalOct10.doc", ""),
        ("Nepal Oct10.doc", "2010-10"),
        ("nepal-2013-13-05.txt", ""),
    ],
)
def test_a_name_has_its_date(name: str, date: str) -> None:
    found = dates.in_name(name)
    assert (str(found.date) if found else "") == date
