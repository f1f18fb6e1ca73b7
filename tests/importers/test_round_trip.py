"""What ``press-archive mail`` sends, the importer reads back as the same record."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from press_archive.archive import Archive, Release
from press_archive.catalogue import Catalogue
from press_archive.formats.mail import Mail, subject
from press_archive.importers import Document, read_bytes, understand
from press_archive.importers.drafts import draft
from press_archive.importers.match import Known
from press_archive.ledger import Ledger
from press_archive.records import read_release, split_front_matter
from press_archive.records.writing import front_matter
from press_archive.scan import published_as, scan
from press_archive.settings import Settings, load

from tests.importers.archives import write
from tests.importers.samples import A, B, C

SETTINGS = Settings(Path(), "", "", "example", "", ("en",), dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return scan(load(write(tmp_path_factory.mktemp("archive"))))


def sent(held: Archive, base: str, release: Release, body: str, width: int) -> bytes:
    """A release as it goes out on its day: the text of ``mail`` under the subject of ``mail --subject``."""
    held = replace(held, today=release.date.last)
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = (
        "press@example.org",
        "list@example.org",
        subject(release, held.names.languages[0]),
    )
    message.set_content(Mail(Catalogue(held), base, release, body).text(width))
    return message.as_bytes()


def imported(held: Archive, raw: bytes) -> tuple[Release, str]:
    """The mail read, made a draft, and the draft read as the archive reads its files."""
    registers = held.registers
    known = Known(
        registers.states, registers.campaigns, registers.contacts, registers.issuers, registers.background
    )
    (document,) = read_bytes("mail.eml", raw)
    assert isinstance(document, Document), document
    (item,) = understand(document, known)
    name = f"{item.date.year:04}/{item.date.month:02}/again" if item.date else "undated/again"
    text = draft(item, name).text
    return released(name, text), split_front_matter(text, "again.md")[3]


def released(name: str, text: str) -> Release:
    return published_as(read_release(text.encode(), f"releases/{name}.md"), Ledger(), SETTINGS)


def record(release: Release) -> dict[str, Any]:
    """What a mail prints of a record."""
    fields = ("title", "deck", "label", "kind", "date", "dateline", "about", "campaign", "contacts", "background", "language")  # fmt: skip
    return {field: getattr(release, field) for field in fields}


# --- releases as press officers write them

_WORDS = st.sampled_from(
    [
        "justice",
        "treaty",
        "people",
        "families",
        "parliament",
        "months",
        "support",
        "states",
        "promise",
        "harbour",
        "record",
        "peace",
        "rights",
        "bill",
    ]
)
_PHRASE = st.lists(_WORDS, min_size=2, max_size=7).map(" ".join)
_TITLE = st.builds(
    "{}: {} {}".format,
    st.sampled_from(["Nepal", "Kenya"]),
    st.sampled_from(["Keep", "Join the", "Support", "Time for"]),
    _PHRASE,
)
_DECK = st.builds(
    "{} {}".format,
    st.sampled_from(["Coalition asks for", "Groups in both cities want", "Ratification would bring"]),
    _PHRASE,
)
_SENTENCE = st.builds(
    "{} {} the {} of the {}, and that the {} cannot wait for another year.".format,
    st.sampled_from(["The Example Coalition said today that", "“We believe,” said Ada Exemplar, that", "In a letter it wrote that", "Members — all of them — hold that"]),
    _PHRASE, _WORDS, _PHRASE, _PHRASE,
)  # fmt: skip
_PARAGRAPH = st.lists(_SENTENCE, min_size=1, max_size=3).map(" ".join)
_LIST = st.lists(_PHRASE, min_size=2, max_size=4, unique=True).map(
    lambda items: "\n".join(f"- {item}" for item in items)
)
_BODY = st.builds(
    lambda first, rest: "\n\n".join([first, *rest]),
    _PARAGRAPH,
    st.lists(_PARAGRAPH | _LIST, min_size=1, max_size=4, unique=True),
)


@st.composite
def releases(draw: st.DrawFn) -> str:
    label = draw(st.sampled_from(["FOR IMMEDIATE RELEASE", ""]))
    contacts: list[str] = draw(st.sampled_from([["exemplar", "sample"], ["sample"], []]))
    dateline = draw(st.sampled_from([["The Hague"], ["The Hague", "New York"], ["Kathmandu"]]))
    date = draw(st.dates(dt.date(2011, 1, 1), dt.date(2025, 12, 31)))
    title = draw(_TITLE)
    about = "NP" if title.startswith("Nepal") else "KE"
    fields: dict[str, Any] = {
        "title": title,
        "deck": draw(st.just("") | _DECK),
        "label": label,
        "kind": "press-release" if label else draw(st.sampled_from(["press-release", "statement"])),
        "date": str(date),
        "dateline": dateline,
        "about": [about],
        "campaign": "promise" if about == "NP" and (date.year, date.month) == (2011, 8) else "",
        "contacts": contacts,
        "background": draw(st.sampled_from([["coalition"], []])),
        "language": "en",
    }
    text = front_matter(fields, "releases/2011/08/made.md") + "\n" + draw(_BODY) + "\n"
    if draw(st.booleans()) and contacts:
        text += f"\n:::{{press:notes}}\n{draw(_PARAGRAPH)}\n:::\n"
    return text


@settings(max_examples=50)
@given(text=releases(), width=st.sampled_from([72, 0, 60]))
def test_a_mailed_release_is_imported_as_the_same_record(example: Archive, text: str, width: int) -> None:
    date = split_front_matter(text, "made.md")[0]["date"]
    release = released(f"{date[:4]}/{date[5:7]}/made", text)
    body = split_front_matter(text, "made.md")[3]
    again, body_again = imported(example, sent(example, "https://example.org/", release, body, width))
    assert record(again) == record(release)
    assert body_again.split() == body.split()


def test_a_list_is_mailed_and_imported_with_its_numbers_and_levels(example: Archive) -> None:
    head = '---\ntitle: "Nepal: Keep the Promise"\nkind: statement\ndate: 2011-08-04\ndateline: [Kathmandu]\n---\n'
    points = "4) Let the states sign.\n   - Each in\n     - its capital.\n5) Let them ratify."
    body = f"{A}\n\n{B}\n\n{points}\n\n{C}\n"
    release = released("2011/08/made", f"{head}\n{body}")
    _, body_again = imported(example, sent(example, "https://example.org/", release, body, 72))
    assert f"\n\n{points}\n\n" in body_again


def test_the_first_release_of_the_archive_comes_back_whole() -> None:
    held = scan(load(REPOSITORY))
    (release,) = (release for release in held.releases if release.name == "2014/05/azerbaijan")
    text = (REPOSITORY / "releases/2014/05/azerbaijan.md").read_text("utf-8")
    body = split_front_matter(text, "azerbaijan.md")[3]
    again, _ = imported(held, sent(held, "https://example.org/", release, body, 72))
    assert record(again) == record(release)
