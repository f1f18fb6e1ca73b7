"""An embargo that a file speaks of is in its draft, or a person is asked; and no draft with one is published open."""

from __future__ import annotations

import re
from email.message import EmailMessage
from pathlib import Path

import pytest
from press_archive.importers import Document, readers, understand
from press_archive.importers.drafts import draft, place
from press_archive.importers.embargoes import read

from tests.desk import Desk
from tests.importers.samples import A_FR, B_FR, A, B, C, docx
from tests.importers.score import known


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("EMBARGOED UNTIL 10:00 CET, 10 December 2026", "2026-12-10T10:00+01:00"),
        ("EMBARGO: 10 December 2026 10:00 GMT", "2026-12-10T10:00+00:00"),
        ("STRICTLY EMBARGOED UNTIL 00:01 GMT 10 December 2026", "2026-12-10T00:01+00:00"),
        ("EMBARGOED UNTIL 0001 HRS GMT, 10 DECEMBER 2026", "2026-12-10T00:01+00:00"),
        ("NOT FOR PUBLICATION BEFORE 3 p.m. EST, December 10, 2026", "2026-12-10T15:00-05:00"),
        ("Under embargo until noon UTC+2 on 10 December 2026", "2026-12-10T12:00+02:00"),
        ("Under embargo until 10 December 2026, 10:00 (The Hague time)", "2026-12-10T10:00 Europe/Amsterdam"),
        ("Embargo: 10 December 2026, 10:00 Europe/Rome", "2026-12-10T10:00 Europe/Rome"),
        ("EMBARGOED UNTIL 10:00 CET / 09:00 GMT, 10 December 2026", "2026-12-10T10:00+01:00"),
        ("SOUS EMBARGO JUSQU’AU 10 décembre 2026 à 6h00 (heure de Paris)", "2026-12-10T06:00 Europe/Paris"),
        ("SOUS EMBARGO JUSQU’AU 10 DÉCEMBRE 2026, 6H00 (HEURE DE PARIS)", "2026-12-10T06:00 Europe/Paris"),
        (
            "EMBARGADO HASTA EL 10 DE DICIEMBRE DE 2026 A LAS 6:00, HORA DE MADRID",
            "2026-12-10T06:00 Europe/Madrid",
        ),
        (
            "Bajo embargo hasta las 8:00 de la noche, hora de Nueva York, del 10 de diciembre de 2026",
            "2026-12-10T20:00 America/New_York",
        ),
        ("эмбарго до 10:00 MSK 10 декабря 2026 года", "2026-12-10T10:00+03:00"),
        ("محظور النشر حتى الساعة 10:00 مساء GMT يوم 10 ديسمبر 2026", "2026-12-10T22:00+00:00"),
        ("Sperrfrist: Donnerstag, 10. Dezember 2026, 10:00 Uhr CET", "2026-12-10T10:00+01:00"),
        ("FOR RELEASE 12 noon ET, 10 December 2026", "2026-12-10T12:00 America/New_York"),
        ("NOT TO BE PUBLISHED OR BROADCAST BEFORE 10:00 GMT, 10 December 2026", "2026-12-10T10:00+00:00"),
        ("Diffusion autorisée à partir du 10 décembre 2026 à 10h00 GMT", "2026-12-10T10:00+00:00"),
        ("EMBARGOED UNTIL 10:00 UTC\N{MINUS SIGN}5, 10 December 2026", "2026-12-10T10:00-05:00"),
        ("EMBARGOED UNTIL 10:00 UTC \N{EN DASH}5, 10 December 2026", "2026-12-10T10:00-05:00"),
        ("EMBARGOED UNTIL 10:00 UTC\N{NON-BREAKING HYPHEN}5, 10 December 2026", "2026-12-10T10:00-05:00"),
        ("EMBARGOED UNTIL 10:00 UTC-3:30, 10 December 2026", "2026-12-10T10:00-03:30"),
        # As our own mails say it, and said it.
        ("Embargoed until 10 December 2026, 10:00 CET. Not for publication.", "2026-12-10T10:00+01:00"),
        ("Sous embargo jusqu’au 10 décembre 2026, 10:00 CET. Ne pas publier.", "2026-12-10T10:00+01:00"),
        ("محظور النشر حتى 10 ديسمبر 2026، 10:00 CET. ليس للنشر.", "2026-12-10T10:00+01:00"),
        ("Эмбарго до 10 декабря 2026\u202fг., 10:00 CET. Не для публикации.", "2026-12-10T10:00+01:00"),
        ("Embargado hasta el 10 de diciembre de 2026, 10:00 CET. No publicar.", "2026-12-10T10:00+01:00"),
        ("Embargoed until 2026-12-10 10:00 CET. Not for publication.", "2026-12-10T10:00+01:00"),
        ("Sous embargo jusqu’au 2026-12-10 10:00 CET. Ne pas publier.", "2026-12-10T10:00+01:00"),
        ("محظور النشر حتى 2026-12-10 10:00 CET. ليس للنشر.", "2026-12-10T10:00+01:00"),
        ("Эмбарго до 2026-12-10 10:00 CET. Не для публикации.", "2026-12-10T10:00+01:00"),
        ("Embargado hasta 2026-12-10 10:00 CET. No publicar.", "2026-12-10T10:00+01:00"),
    ],
)
def test_a_moment_with_its_zone_is_read(line: str, moment: str) -> None:
    assert read(line) == moment


@pytest.mark.parametrize(
    "line",
    [
        "EMBARGOED UNTIL 10:00, 10 December 2026",  # whose time?
        "EMBARGOED UNTIL 10:00 local time, 10 December 2026",
        "EMBARGOED UNTIL 10:00 CET",  # which day?
        "EMBARGOED UNTIL DELIVERY",
        "EMBARGOED UNTIL midnight GMT, 10 December 2026",  # as it begins, or as it ends?
        "EMBARGOED UNTIL 12:00 a.m. GMT, 10 December 2026",
        "EMBARGOED UNTIL 10:00 CET, 10 July 2026",  # it is CEST then
        "EMBARGOED UNTIL 10:00 GMT, 10/12/2026",  # December or October?
        "EMBARGOED UNTIL 10:00 CET / 10:00 GMT, 10 December 2026",  # one of them is wrong
        "EMBARGOED UNTIL 10:00 GMT, 10 December 2026, or 11 December 2026",
        "EMBARGOED UNTIL 10:00 GMT, 10 June/July 2026",
        "EMBARGOED UNTIL 10:00 GMT, Friday, 10 December 2026",  # a Thursday
        "EMBARGOED UNTIL 12:00 p.m. GMT, 10 December 2026",  # noon to most
        "Bajo embargo hasta las 12 de la noche GMT del 10 de diciembre de 2026",
        "EMBARGOED UNTIL 10:00 GMT+1 5 May 2026",  # no 15 May
        "EMBARGOED UNTIL 10:00 GMT – 5 May 2026",
        "EMBARGOED UNTIL 02:30 ROME TIME, 25 OCTOBER 2026",  # it comes twice
        "EMBARGOED UNTIL 02:30 ROME TIME, 29 MARCH 2026",  # it does not come
    ],
)
def test_what_can_be_read_in_two_ways_is_not_read(line: str) -> None:
    assert read(line) == ""


@pytest.mark.parametrize(
    "words",
    [
        "10:00 GMT minus 5",
        "10:00 UTC-3.30",
        "10:00 GMT (-5)",
        "10:00 UTC+99",
        "10:00 Etc/GMT+5",
        "10:00 Australian Eastern time",
        "8:00 (pm) GMT",
        "8:00, p.m., GMT",
        "8.00 GMT p.m.",
        "8:00 o'clock p.m. GMT",
        "8:00 tonight (GMT)",
        "8:00 at night GMT",
        "8:00 GMT in the evening",
        "delivery, expected at 10:00 GMT",
        "the end of the press conference, 10:00 GMT",
        "24 hours after 10:00 GMT",
        "the day after 10:00 GMT",
    ],
)
def test_nothing_is_read_beside_words_that_can_change_it(words: str) -> None:
    assert read(f"EMBARGOED UNTIL {words}, 10 December 2026") == ""
    assert read(f"EMBARGOED: 10 December 2026, until {words}") == ""


def imported(name: str, raw: bytes) -> tuple[str, list[str]]:
    """The draft made of a file, and what a person is asked to look at."""
    (document,) = readers.read_bytes(name, raw)
    assert isinstance(document, Document)
    (item,) = understand(document, known())
    return draft(item, place(item, "en")).text, item.warnings


HEAD = "EMBARGOED UNTIL 10:00 GMT, 10 December 2026"
REST = f"Nepal: Keep the Promise\n\nLONDON – {A}\n\n{B}\n"


@pytest.mark.parametrize(
    "head",
    [HEAD, "EMBARGOED UNTIL:\n10:00 GMT, 10 December 2026", "EMBARGOED UNTIL 10 December 2026,\n10:00 GMT"],
)
def test_the_draft_of_a_text_under_embargo_has_its_end(head: str) -> None:
    text, warnings = imported("plain.txt", f"{head}\n\n{REST}".encode())
    assert re.search('^label: "?EMBARGOED UNTIL', text, re.MULTILINE)
    assert "\nembargo: 2026-12-10T10:00+00:00\n" in text
    assert "  embargo: {from: printed, confidence: 0.90}\n" in text
    assert warnings == []


@pytest.mark.parametrize(
    "file",
    [
        f"FOR RELEASE AT 10:00 GMT, 10 December 2026\n\n{REST}",
        f"FOR IMMEDIATE RELEASE\n\n{REST}\n{HEAD}\n",
        f"From: a@b.org\nTo: c@d.org\nMIME-Version: 1.0\nSubject: {HEAD}: Nepal: Keep the Promise\n\n{REST}",
    ],
)
def test_so_has_one_that_speaks_of_it_elsewhere(file: str) -> None:
    text, _ = imported("plain.eml" if file.startswith("From:") else "plain.txt", file.encode())
    assert "\nembargo: 2026-12-10T10:00+00:00\n" in text
    assert "  embargo: {from: text, confidence: 0.70}\n" in text


def test_so_has_that_of_a_word_file() -> None:
    text, _ = imported("word.docx", docx([HEAD, *REST.split("\n\n")]))
    assert "\nembargo: 2026-12-10T10:00+00:00\n" in text


@pytest.mark.parametrize(("subject", "note"), [(HEAD, "Here it is."), ("A release", f"Dear all,\n\n{HEAD}")])
def test_so_has_what_is_attached_to_a_mail_that_speaks_of_it(subject: str, note: str) -> None:
    mail = EmailMessage()
    mail["Subject"] = subject
    mail.set_content(note)
    mail.add_attachment(f"FOR IMMEDIATE RELEASE\n\n{REST}", filename="nepal.txt")
    _, document = readers.read_bytes("mail.eml", mail.as_bytes())
    assert isinstance(document, Document)
    (item,) = understand(document, known())
    assert (item.title, item.until) == ("Nepal: Keep the Promise", "2026-12-10T10:00+00:00")


def test_so_has_the_translation_below_a_text() -> None:
    french = f"Népal : tenir la promesse\n\nLONDRES – {A_FR}\n\n{B_FR} {A_FR}"
    (document,) = readers.read_bytes("both.txt", f"{HEAD}\n\n{REST}\n{C}\n\n{french}\n".encode())
    assert isinstance(document, Document)
    found = [(item.language, item.until) for item in understand(document, known())]
    assert found == [("en", "2026-12-10T10:00+00:00"), ("fr", "2026-12-10T10:00+00:00")]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (
            f"EMBARGOED UNTIL DELIVERY, 10 December 2026\n\n{REST}",
            "EMBARGOED UNTIL DELIVERY, 10 December 2026",
        ),
        (
            f"Dear all,\n\nPlease find our release below. It is under embargo until Thursday.\n\nBest,\nAda\n\n"
            f"FOR IMMEDIATE RELEASE\n\n{REST}",
            "under embargo until Thursday",
        ),
        (f"FOR IMMEDIATE RELEASE\n\n{REST}\nНе публиковать до 10 декабря.\n", "Не публиковать до 10 декабря"),
        (f"EMBARGOED UNTIL DELIVERY\n10:00 GMT, 10 December 2026\n\n{REST}", "EMBARGOED UNTIL DELIVERY"),
        (f"{HEAD}\nEMBARGOED UNTIL 12:00 GMT, 10 December 2026\n\n{REST}", f"{HEAD} EMBARGOED UNTIL 12:00"),
        ("EMBARGOED UNTIL 02:30 ROME TIME, 25 OCTOBER 2026\n\n" + REST, "02:30 ROME TIME"),
    ],
)
def test_where_the_end_is_in_doubt_a_person_is_asked(file: str, said: str) -> None:
    text, warnings = imported("plain.txt", file.encode())
    assert "\nembargo:" not in text
    (look,) = (warning for warning in warnings if warning.startswith("embargo: "))
    assert said in look
    assert look.endswith("write it with its zone, as in embargo: 2026-07-17T10:00 Europe/Rome")


def test_an_embargo_on_arms_is_none() -> None:
    text = (
        f"FOR IMMEDIATE RELEASE\n\n{REST}\nThe Council kept its embargo on arms, members of the group said.\n"
    )
    assert imported("plain.txt", text.encode())[1] == [
        "no date was found; write it before the release is published"
    ]


def test_the_command_names_the_end_and_what_to_do_next(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "archive")
    desk.write("old.txt", f"{HEAD}\n\n{REST}")
    said = desk.must("import", "old.txt")
    assert "    embargo: 2026-12-10T10:00+00:00  (printed, 90% sure)\n" in said
    place = "releases/2026/12/nepal-keep-the-promise.md"
    assert said.endswith(
        f"Next: read {desk.root}/drafts/2026/12/nepal-keep-the-promise.md and what to look at, move it to "
        f"{place}, then: press-archive check {place}, press-archive publish {place}\n"
    )
    desk.write("other.txt", f"{REST}\n{B}\nNobody knows when this was.\n")
    assert "move it to releases/YYYY/MM/<name>.md, then: " in desk.must("import", "other.txt")
    assert "Next: " not in desk.must("import", "--dry-run", "old.txt")


@pytest.mark.parametrize("label", ["EMBARGO LIFTED", "Sans embargo", "NO EMBARGO – FOR IMMEDIATE RELEASE"])
def test_a_label_that_says_there_is_none_is_a_label_like_others(label: str) -> None:
    text, warnings = imported("plain.txt", f"{label}\n\n4 August 2011\n\n{REST}".encode())
    assert re.search(f'^label: "?{label}', text, re.MULTILINE)
    assert "\ntitle: " in text
    assert warnings == []
