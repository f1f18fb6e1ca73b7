"""Which line of a head is the title: each rule in a head where it alone decides."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from press_archive.importers import Document, read_bytes, understand
from press_archive.importers.match import Known
from press_archive.importers.understood import Understood
from press_archive.records import Issuer

from tests.importers.samples import A, B
from tests.importers.score import known

TITLE = "The Promise That Nepal Gave"


def read(name: str, raw: bytes) -> Understood:
    (document,) = read_bytes(name, raw)
    assert isinstance(document, Document)
    (item,) = understand(document, known())
    return item


@pytest.mark.parametrize(
    ("above", "role"),
    [
        ("Director, Legal Programme", "letterhead"),  # a role
        ("H.E. Ben Sample, Minister of Justice", "letterhead"),  # an addressee
        ("Theme:\nThe Long Road of Justice", "byline"),  # a form, of which the values stand below
    ],
)
def test_what_stands_over_the_title_is_not_the_title(above: str, role: str) -> None:
    item = read("head.txt", f"{above}\n\n{TITLE}\n\n{A}\n\n{B}\n".encode())
    assert item.title == TITLE
    assert " ".join(text for what, text in item.aside if what == role) == " ".join(above.split())


def test_the_subject_of_a_mail_says_which_line_is_the_title() -> None:
    mail = EmailMessage()
    mail["From"], mail["Date"] = "press@example.org", "Thu, 4 Aug 2011 10:00:00 +0000"
    mail["Subject"] = TITLE
    mail.set_content(f"Justice for All Who Wait\n\n{TITLE}\n\n{A}\n\n{B}\n")
    item = read("mail.eml", mail.as_bytes())
    assert item.title == TITLE
    assert "the carrier's title" in item.origins["title"].because


@pytest.mark.parametrize("printed", ["Example Coalition", "THE EXAMPLE COALITION", "The Example Coalition:"])
def test_a_letterhead_names_the_issuer_with_or_without_an_article(printed: str) -> None:
    (document,) = read_bytes("head.txt", f"{printed}\n\n{TITLE}\n\n{A}\n\n{B}\n".encode())
    assert isinstance(document, Document)
    (item,) = understand(
        document, Known(issuers={"example": Issuer.model_validate({"name": "Example Coalition"})})
    )
    assert (item.issuer, item.title) == ("example", TITLE)
