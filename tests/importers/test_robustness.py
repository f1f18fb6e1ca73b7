"""Whatever file it is given, the importer answers with drafts or with a reason; never a crash, never a word lost."""

from __future__ import annotations

import io
import random
import resource
import socket
import time
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from press_archive.importers import Document, Failure, readers, understand
from press_archive.importers.drafts import draft, missing, place
from press_archive.importers.markup import escape, paragraph
from press_archive.importers.plain import Block, lost

from tests.importers.samples import A, B, C, docx, pdf, samples
from tests.importers.score import held_out, known, open_samples


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a file that is read must open no connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def read(name: str, raw: bytes) -> list[Document | Failure]:
    return list(readers.read_bytes(name, raw))


def reasons(name: str, raw: bytes) -> str:
    found = read(name, raw)
    assert all(isinstance(item, Failure) for item in found)
    return "; ".join(item.reason for item in found if isinstance(item, Failure))


def answered(name: str, raw: bytes) -> None:
    """Every word of what was read is in a draft that the archive accepts; or there is a reason."""
    for found in read(name, raw):
        if isinstance(found, Failure):
            assert found.reason
            continue
        items = understand(found, known())
        assert lost(found.text, [part for item in items for part in item.parts()]) == []
        for item in items:
            made = draft(item, place(item, "en"))
            assert missing(made.text, item) == []


def damaged(raw: bytes, other: bytes, chance: random.Random) -> bytes:
    """Damage a file as disks, mailers and scanners do: cut, flip, drop, splice, shuffle."""
    start, end = sorted((chance.randrange(len(raw)), chance.randrange(len(raw))))
    lines = raw.split(b"\n")
    chance.shuffle(lines)
    flipped = bytearray(raw)
    for _ in range(chance.randrange(1, 60)):
        flipped[chance.randrange(len(raw))] = chance.randrange(256)
    return chance.choice(
        [
            raw[:start],
            bytes(flipped),
            raw[:start] + raw[end:],
            raw[:start] + other + raw[start:],
            b"\n".join(lines),
        ]
    )


def test_damaged_files_give_drafts_without_a_word_lost() -> None:
    chance = random.Random(2014)
    files = [*open_samples(), *held_out()]
    for _ in range(250):  # 10,000 were run once; these are its quick form
        file, other = chance.choice(files), chance.choice(files)
        answered(file.name, damaged(file.raw, other.raw, chance))


@given(
    st.binary(max_size=400),
    st.sampled_from([".txt", ".html", ".docx", ".pdf", ".eml", ".xml", ".zip", ".md", ""]),
)
def test_random_bytes_give_a_draft_or_a_reason(raw: bytes, suffix: str) -> None:
    answered(f"random{suffix}", raw)


@pytest.mark.parametrize("name", ["word.docx", "paper.pdf", "mail.eml", "export.xml", "page-meta.html"])
def test_files_cut_short_give_a_draft_or_a_reason(name: str) -> None:
    raw = next(sample.raw for sample in samples() if sample.name == name)
    for cut in range(0, len(raw), max(1, len(raw) // 25)):
        answered(name, raw[:cut])


def test_what_is_too_much_is_refused_with_a_reason(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(200_000_000)  # 200 MB, without the disk
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (failure,) = readers.read_path(big)
    assert isinstance(failure, Failure)
    assert "too large to be one release: 200.0 MB" in failure.reason
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # kB: it was not read
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"0" * 30_000_000)
    assert "left out, as that is no release" in reasons("bomb.zip", bomb.getvalue())
    nested = b"text"
    for number in range(6):
        outer = io.BytesIO()
        with zipfile.ZipFile(outer, "w") as archive:
            archive.writestr(f"{number}.zip" if number else "a.txt", nested)
        nested = outer.getvalue()
    assert "deep" in reasons("nested.zip", nested)


def test_word_files_with_entities_are_refused_and_macros_are_left_out() -> None:
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document/>'
    assert "entities" in reasons("bad.docx", docx([], {"word/document.xml": entity}))
    (found,) = read("macro.docx", docx(["Nepal: Keep the Promise", A], {"word/vbaProject.bin": b"\0" * 100}))
    assert isinstance(found, Document)
    assert any("macros" in warning for warning in found.warnings)


def test_pictures_of_a_word_file_are_not_read_and_that_is_said() -> None:
    parts = {"word/media/image1.png": b"\x89PNG", "word/media/image2.png": b"\x89PNG"}
    (found,) = read("pictures.docx", docx(["Nepal: Keep the Promise", A], parts))
    assert isinstance(found, Document)
    assert found.warnings == (
        "pictures: the file holds 2, which are not taken; put those that belong to the release beside it",
    )


def test_scripts_of_a_page_are_no_part_of_its_text() -> None:
    page = f"<html><body><h1>Nepal</h1><script>steal()</script><p onclick='steal()'>{A}</p><p>{B}</p></body></html>"
    (found,) = read("page.html", page.encode())
    assert isinstance(found, Document)
    assert "steal" not in found.text
    (item,) = understand(found, known())
    assert "steal" not in draft(item, place(item, "en")).text


def test_text_cannot_become_markup() -> None:
    hostile = (
        "{press:release}`x` <b>bold</b> [a](b) *c* # d\n```{include} /etc/passwd\n:::{note}\n1. one\n(x)="
    )
    made = escape(hostile)
    assert "<b" not in made.replace("\\<", "")
    assert "\n\\`" in made
    assert "\n\\:::" in made
    assert "1\\. one" in made


def test_what_text_cannot_be_read_from_says_what_to_do() -> None:
    assert "save it as .docx" in reasons("old.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    assert "save it as .docx" in reasons("old.wpd", b"\xffWPC" + b"Nepal" * 90)
    assert "save it as .docx" in reasons("flat.xml", b"<?xml version='1.0'?><office:document><p>Nepal</p>")
    assert "no page" in reasons("atom.xml", b"<?xml version='1.0'?><feed><title>Nepal</title></feed>")
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as package:
        package.writestr("mimetype", "application/epub+zip")
    assert reasons("book.epub", book.getvalue()).startswith("not a text")
    assert "no text" in reasons("empty.txt", b"\n\n")
    assert "no post" in reasons("feed.xml", b'<?xml version="1.0"?><rss><channel></channel></rss>')


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("march.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(13, 256)) * 4),
        ("march.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(range(1, 256)) * 4),
        ("page_files/style.css", b"body { color: red }"),
        ("page_files/share.js", b"document.write('<html>')"),
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><title>A logo</title></svg>"),
    ],
)
def test_pictures_and_what_a_saved_page_needs_make_no_drafts(name: str, raw: bytes) -> None:
    assert reasons(name, raw) == "not a text, page, mail, Word, OpenDocument, PDF or WordPress file"


def test_what_windows_puts_into_a_folder_is_passed_over(tmp_path: Path) -> None:
    for name in ("Thumbs.db", "desktop.ini", "release.txt"):
        (tmp_path / name).write_text("20 November 2026\n")
    assert [path.name for path in readers.files([tmp_path])] == ["release.txt"]


def test_a_link_in_a_folder_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (path,) = readers.files([tmp_path])
    assert list(readers.read_path(path)) == [
        Failure("gone.txt", "cannot be opened: No such file or directory")
    ]


def test_a_pile_of_word_files_is_told_what_to_do_with_each(tmp_path: Path) -> None:
    old = b"\xd0\xcf\x11\xe0" + b"\0" * 600
    assert reasons("new.docx", old + "EncryptedPackage".encode("utf-16-le")).startswith(
        "locked with a password"
    )
    assert reasons("Thumbs.db", old).startswith("not a text")
    assert reasons("table.xlsx", docx([], {"xl/workbook.xml": b"<x/>"})).startswith("not a text")
    assert reasons("none.docx", b"") == "this file is empty"
    assert reasons("half.docx", docx([A])[:300]) == (
        "this file is damaged or cut short; if a word processor still opens it, save it again"
    )
    assert "picture of a text" in reasons("picture.docx", docx([""]))
    (tmp_path / "~$open.docx").write_bytes(b"Ada")
    (tmp_path / "open.docx").write_bytes(docx([A]))
    assert [path.name for path in readers.files([tmp_path])] == ["open.docx"]


def test_a_locked_pdf_says_so() -> None:
    locked = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([A])))
    locked.encrypt("a password", algorithm="RC4-128")
    out = io.BytesIO()
    locked.write(out)
    assert "locked with a password" in reasons("locked.pdf", out.getvalue())


def test_a_mail_with_broken_headers_is_read_all_the_same() -> None:
    mail = EmailMessage()
    mail.set_content(f"Nepal: Keep the Promise\n\nThe Hague, 4 August 2011 – {A}\n\n{B}\n\n{C}\n")
    head = b"From: =?utf-8?q?=FF=FE <x@@\nSubject: =?no-such-charset?b?////?=\nDate: yesterday, or so\nReceived: x\nTo: \xff\xfe\n"
    (found,) = read("broken.eml", head + mail.as_bytes())
    assert isinstance(found, Document)
    (item,) = understand(found, known())
    assert (item.title, str(item.date)) == ("Nepal: Keep the Promise", "2011-08-04")


def test_a_page_of_nothing_but_tags_stays_small() -> None:
    (found,) = read("deep.html", b"<div><p>x" * 20_000)
    assert isinstance(found, Document)
    (item,) = understand(found, known())
    made = draft(item, place(item, "en"))
    assert len(made.text) < 40 * 20_000


@pytest.mark.parametrize(
    ("rich", "markdown"),
    [
        ("\x05a\x06" + "\xa0" * 200_000 + "b", "*a*" + "\xa0" * 200_000 + "b"),
        ("\x07" * 200_000 + "a b", "a b"),
    ],
)
def test_a_long_run_of_spaces_or_marks_is_looked_at_once(rich: str, markdown: str) -> None:
    started = time.process_time()
    assert paragraph(Block(("a b",), markdown=rich)) == markdown
    assert (
        time.process_time() - started < 30
    )  # a part of a second; looked at from each of its places, minutes


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("signs.txt", "# " * 2_000 + "x"),
        ("front.md", f"---\ntitle:{' ' * 40_000}\ndraft: true\n---\n"),
        ("notes.txt", "Note [1] says so. " * 2_500),
    ],
)
def test_a_long_line_is_read_in_seconds(name: str, text: str) -> None:
    started = time.process_time()
    answered(name, f"{text}\n\n{A}\n\n{B}\n".encode())
    assert time.process_time() - started < 3  # looked at from each of its places, it took minutes
