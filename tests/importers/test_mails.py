"""Mails: all of their texts are read, and what is attached is read or named."""

from __future__ import annotations

from pathlib import Path

import pytest
from press_archive.importers import Document, Failure, read_bytes, read_path

from tests.importers.samples import A, B

HEAD = (
    "From: Ada Exemplar <ada@example.org>\nTo: press@example.org\nSubject: Nepal: Keep the Promise\n"
    "Date: Thu, 04 Aug 2011 09:00:00 +0200\nMIME-Version: 1.0\n"
)
TABLE = (
    'Content-Type: application/vnd.ms-excel\nContent-Disposition: attachment; filename="annex.xls"\n\nnumbers'
)
SIGNATURE = 'Content-Type: image/png\nContent-Disposition: inline; filename="signature.png"\n\nno picture'


def text(said: str, kind: str = "plain") -> str:
    return f"Content-Type: text/{kind}; charset=utf-8\n\n{said}"


def mail(kind: str, *parts: str) -> bytes:
    inside = "".join(f"\n--=\n{part}\n" for part in parts)
    return f'{HEAD}Content-Type: multipart/{kind}; boundary="="\n{inside}\n--=--\n'.encode()


def read(raw: bytes) -> Document:
    (document,) = read_bytes("mail.eml", raw)
    assert isinstance(document, Document), document
    return document


def test_a_text_that_goes_on_after_a_picture_is_read_to_its_end() -> None:
    document = read(mail("mixed", text(A), SIGNATURE, text(f"<p>{B}</p>", "html")))
    assert [block.text for block in document.blocks[1:]] == [A, B]
    assert document.warnings == ()


def test_repairs_have_their_places_in_the_texts_as_they_follow_each_other() -> None:
    document = read(mail("mixed", text("One na\u00c3\u00afve."), text("Two na\u00c3\u00afve.")))
    said = "\n\n".join(block.text for block in document.blocks[1:])
    assert said == "One na\u00efve.\n\nTwo na\u00efve."
    assert [said[mended.at :].startswith(mended.became) for mended in document.repairs] == [True, True]


@pytest.mark.parametrize(
    ("plain", "page", "read_as"),
    [(A, f"<p>{B}</p>", A), ("See the page.", f"<p>{A}</p>", A), (" ", f"<p>{A}</p>", A)],
)
def test_of_two_forms_of_a_text_the_plain_one_is_read_unless_it_says_little(
    plain: str, page: str, read_as: str
) -> None:
    document = read(mail("alternative", text(plain), text(page, "html")))
    assert [block.text for block in document.blocks[1:]] == [read_as]


@pytest.mark.parametrize("name", ["annex.xls", "annex.csv", "meeting.ics"])
def test_what_is_attached_and_cannot_be_read_is_named(name: str) -> None:
    attached = TABLE.replace("annex.xls", name)
    assert read(mail("mixed", text(A), attached)).warnings == (f"attachment: {name} was not read",)
    (failed,) = read_bytes("mail.eml", mail("mixed", attached))
    assert isinstance(failed, Failure)
    assert failed.reason == f"this mail holds no text; attachment: {name} was not read"


def test_a_box_of_many_years_is_read_mail_by_mail(tmp_path: Path) -> None:
    """Together they are larger than any release; one that is too large by itself is told."""
    begins = b"From ada Thu Aug  4 09:00:00 2011\n"
    large = TABLE.replace("numbers", "numbers\n" * 5_200_000)
    mails = [mail("mixed", text(A)), mail("mixed", text(A), large), mail("mixed", text(B))]
    box = tmp_path / "box.mbox"
    box.write_bytes(b"".join(begins + one + b"\n" for one in mails))
    first, refused, last = read_path(box)
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert isinstance(refused, Failure)
    assert (first.blocks[-1].text, last.blocks[-1].text) == (A, B)
    assert refused.name == "box.mbox/2.eml"
    assert refused.reason.startswith("too large to be one release: 40.0 MB")


def test_a_mail_without_a_text_ends_no_box() -> None:
    box = b"".join(b"From ada Thu Aug  4 09:00:00 2011\n" + each + b"\n" for each in
                   (mail("mixed", text(A)), mail("mixed", SIGNATURE), mail("mixed", text(B))))  # fmt: skip
    first, none, last = read_bytes("box.mbox", box)
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert (none.name, first.blocks[-1].text, last.blocks[-1].text) == ("box.mbox/2.eml", A, B)
    assert isinstance(none, Failure)


def test_a_mail_whose_text_is_a_page_is_a_mail() -> None:
    raw = f"{HEAD}Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<html><p>{A} caf=C3=A9"
    for name in ("mail.eml", "mail.txt"):
        (document,) = read_bytes(name, raw.replace("MIME", "Message-ID: <1@example.org>\nMIME").encode())
        assert isinstance(document, Document)
        assert (document.format, document.title) == ("eml", "Nepal: Keep the Promise")
        assert document.blocks[-1].text == f"{A} café"


def test_a_dash_of_windows_in_a_subject_stays_one() -> None:
    subject = "=?iso-8859-1?Q?Nepal_=96_Keep_the_Promise?="
    raw = f"{HEAD.replace('Nepal: Keep the Promise', subject)}Content-Type: text/plain\n\n{A}\n"
    assert read(raw.encode()).title == "Nepal – Keep the Promise"


def test_a_page_that_was_saved_as_a_mail_has_its_address_and_not_the_date_of_that_day() -> None:
    page = f"Content-Location: http://example.org/news/nepal.htm\n{text(f'<p>{A}</p><p><a href=kenya.htm>Kenya</a> {B}</p>', 'html')}"
    document = read(mail("related", page))
    assert (document.address, document.date) == ("http://example.org/news/nepal.htm", "")
    assert "http://example.org/news/kenya.htm" in document.blocks[-1].markdown
