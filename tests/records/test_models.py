"""What was true on a date: contacts and wordings as they were when a release was given out."""

from __future__ import annotations

import pytest
from press_archive.records import BackgroundEntry, Contact, FrontMatter, PartialDate
from pydantic import ValidationError

ADA = Contact.model_validate(
    {
        "name": "Ada Lind",
        "details": [
            {"from": "2013-03-10", "until": "2014-06-30", "role": "Officer", "place": "The Hague"},
            {"from": "2015", "role": "Head", "place": "Geneva"},
        ],
    }
)


@pytest.mark.parametrize(
    ("date", "role"),
    [
        ("2013-03-09", None),
        ("2013-03-10", "Officer"),
        ("2014-06-30", "Officer"),
        ("2014-07-01", None),
        ("2014-12-31", None),
        ("2015-01-01", "Head"),
        ("2026-01-01", "Head"),
        ("2013-03", "Officer"),
        ("2014-06", "Officer"),
        ("2014-07", None),
        ("2013", "Officer"),
        ("2014", "Officer"),
        ("2012", None),
    ],
)
def test_a_contact_is_as_on_the_date(date: str, role: str | None) -> None:
    detail = ADA.on(PartialDate.parse(date))
    assert (detail.role if detail else None) == role


def test_details_and_wordings_are_kept_oldest_first() -> None:
    for model, field, item in (
        (Contact, "details", {"role": "r", "place": "p"}),
        (BackgroundEntry, "wordings", {"text": "t"}),
    ):
        items = [{"from": day, **item} for day in ("2014-02", "2014-01")]
        with pytest.raises(ValidationError, match="oldest first"):
            model.model_validate({"name" if model is Contact else "term": "x", field: items})


def test_a_record_does_not_change_after_it_was_read() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        ADA.name = "Eve"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("The Hague", "The Hague—"),
        (["New York", "Lima"], "New York/Lima—"),
        ({"places": ["Lima"], "text": "LIMA, Peru—"}, "LIMA, Peru—"),
        ({"places": ["Lima"], "text": "LIMA —"}, "LIMA — "),
    ],
)
def test_a_dateline_is_a_place_or_some_or_what_was_printed(written: object, printed: str) -> None:
    front = FrontMatter.model_validate({"title": "t", "kind": "news", "date": "2014", "dateline": written})
    assert front.dateline is not None
    assert front.dateline.printed == printed


def test_a_title_on_several_lines_is_one_line() -> None:
    front = FrontMatter.model_validate({"title": "  Help \n end\timpunity ", "kind": "news", "date": "2014"})
    assert front.title == "Help end impunity"


def test_a_release_holds_its_text_unless_it_says_otherwise() -> None:
    common = {"title": "t", "kind": "news", "date": "2014"}
    assert not FrontMatter.model_validate(common).is_record
    assert FrontMatter.model_validate({**common, "source": {"held": "record"}}).is_record
