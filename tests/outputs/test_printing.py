"""``press-archive pdf``, and a release on paper from a browser: what a reader of the file gets."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from press_archive.outputs.printing import CannotPrint, need_engine, pdf
from pypdf import PdfReader

from tests.desk import LATER, Desk
from tests.helpers import Site

ADDRESS = "https://archive.example.org/"


@pytest.fixture(scope="module")
def printer() -> None:
    """As for Chromium, only CI insists that WeasyPrint and Pango are there."""
    try:
        need_engine()
    except CannotPrint as reason:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(reason))


@pytest.fixture(scope="module")
def desk(printer: None, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A published release with all its parts, one that was corrected, a draft and one under embargo."""
    desk = Desk(tmp_path_factory.mktemp("printing") / "archive")
    desk.published(
        "2014/05/harbour",
        "First paragraph, see [a page](https://example.org/page).\n\nLast paragraph.",
        title="Harbour: open “now”",
        deck="A deck",
        dateline=["The Hague"],
        contacts=["ada-lind"],
    )
    desk.published("2014/08/mended", "It opns in May.")
    desk.edit("releases/2014/08/mended.md", "opns", "opens")
    words = ("--was", "opns", "--now", "opens", "--kind", "typo", "--note", "")
    desk.must("correct", "2014/08/mended", *words)
    desk.release("2014/06/draft", "Not yet.", title="A draft of ours")
    desk.published("2014/07/held", "Not before.", title="Held back", embargo=LATER)
    return desk


@pytest.fixture(scope="module")
def printed(desk: Desk) -> Path:
    desk.must("pdf", "2014/05/harbour", "-o", "paper")
    return desk.root / "paper" / "2014-05-harbour.pdf"


def catalog(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


def text(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_the_file_says_what_it_is(printed: Path) -> None:
    """PDF/UA-1 (ISO 14289-1): tagged, with language and title, and the title shown."""
    reader = PdfReader(printed)
    root = catalog(reader)
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Harbour: open “now”"
    assert reader.metadata.author == "Example Coalition"
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()


def test_it_reads_in_the_order_of_the_release_and_ends_with_where_it_is_from(printed: Path) -> None:
    said = text(PdfReader(printed))
    parts = ["May 2014", "Harbour: open “now”", "A deck", "The Hague—First", "Last paragraph", "Ada Lind"]
    places = [said.index(part) for part in parts]
    assert places == sorted(places), said
    for words in ("EXAMPLE/2014/001", f"{ADDRESS}releases/2014/05/harbour/", "Example Coalition"):
        assert words.lower() in said.lower(), said
    assert "(https://example.org/page)" in said, "on paper, a link shows where it leads"


def test_what_was_corrected_is_said_on_paper_too(desk: Desk, printed: Path) -> None:
    desk.must("pdf", "2014/08/mended", "-o", "paper")
    assert "it said opns, it says opens" in text(PdfReader(printed.parent / "2014-08-mended.pdf"))


def test_the_file_has_the_days_of_the_release_and_of_its_correction(desk: Desk, printed: Path) -> None:
    desk.must("pdf", "2014/08/mended", "-o", "paper")

    def days(file: Path) -> list[str]:
        said: Mapping[str, object] = PdfReader(file).metadata or {}
        return [str(said.get(name, "")) for name in ("/CreationDate", "/ModDate")]

    assert days(printed) == ["D:201405", ""]
    assert days(printed.parent / "2014-08-mended.pdf") == ["D:201408", "D:20260524"]


def test_nothing_of_the_site_around_it_is_printed(printed: Path) -> None:
    said = text(PdfReader(printed))
    for words in (
        "Skip to the text",
        "Campaigns",
        "Addresses in this archive",
        "Subscribe",
        "BibLaTeX",
        "Copy",
    ):
        assert words not in said


def test_links_lead_to_the_published_addresses_and_not_into_a_disk(printed: Path) -> None:
    actions = [
        annotation.get_object().get("/A", {}).get("/URI", "")
        for page in PdfReader(printed).pages
        for annotation in page.get("/Annots", [])
    ]
    assert "https://example.org/page" in actions
    assert all(not action.startswith("file:") for action in actions)


def test_a_built_site_gives_the_same_bytes_and_builds_nothing(desk: Desk, printed: Path) -> None:
    desk.must("build", "-o", "site")
    desk.must("pdf", f"{ADDRESS}releases/2014/05/harbour/", "--site", "site", "-o", "again")
    assert (desk.root / "again" / printed.name).read_bytes() == printed.read_bytes()


def test_what_is_not_public_is_printed_only_when_asked_and_says_so(desk: Desk) -> None:
    assert "2014/06/draft is a draft; --draft prints it" in desk.press("pdf", "2014/06/draft").error
    assert "2014/07/held is under embargo" in desk.press("pdf", "releases/2014/07/held.md").error
    desk.must("pdf", "2014/06/draft", "2014/07/held", "--draft", "-o", "drafts")
    draft, held = (text(PdfReader(desk.root / f"drafts/2014-0{name}.pdf")) for name in ("6-draft", "7-held"))
    assert "Draft. Not for publication." in draft
    assert "Embargoed until" in held
    assert not (desk.root / "site" / "releases/2014/06/draft").exists()


def test_wrong_input_is_answered_in_a_line(desk: Desk) -> None:
    assert 'did you mean "2014/05/harbour"?' in desk.press("pdf", "2014/05/harbor").error
    desk.write("a-file", "")
    assert "a-file" in desk.press("pdf", "2014/05/harbour", "-o", "a-file").said
    (desk.root / "empty").mkdir(exist_ok=True)
    said = desk.press("pdf", "2014/05/harbour", "--site", "empty").error
    assert "has no releases/2014/05/harbour/" in said


@pytest.mark.usefixtures("printer")
def test_arabic_runs_from_right_to_left_and_keeps_its_letters(example: Site) -> None:
    reader = PdfReader(io.BytesIO(pdf(example.out, ADDRESS, "releases/2014/05/azure-coast.ar")))
    assert catalog(reader)["/Lang"] == "ar"
    assert reader.metadata is not None
    assert any("\u0600" <= letter <= "\u06ff" for letter in reader.metadata.title or "")
    lefts: list[float] = []

    def visit(words: str, _ctm: object, matrix: list[float], _font: object, _size: float) -> None:
        if any("\u0600" <= letter <= "\u06ff" or "\ufb50" <= letter <= "\ufeff" for letter in words):
            lefts.append(matrix[4])

    reader.pages[0].extract_text(visitor_text=visit)
    assert lefts, "the letters can be read back"
    assert max(lefts) > float(reader.pages[0].mediabox.width) / 2, "lines begin at the right"


@pytest.mark.usefixtures("printer")
def test_a_page_that_asks_for_another_place_gets_nothing(tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "secret.txt").write_text("x")
    site = tmp_path / "site" / "page"
    site.mkdir(parents=True)
    (site / "index.html").write_text(
        '<html lang="en"><title>A</title><img src="../../secret.txt" alt="x">'
        '<img src="https://elsewhere.example/a.png" alt="y"><img src="file:///etc/hostname" alt="z"><p>Text'
    )
    assert pdf(tmp_path / "site", ADDRESS, "page").startswith(b"%PDF-")
    with pytest.raises(CannotPrint, match="no other"):
        pdf(tmp_path / "site", ADDRESS, "other")


def test_where_pango_is_missing_the_answer_is_what_to_install_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "weasyprint.py").write_text("print('A page of advice')\nraise OSError('no Pango')\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    with pytest.raises(CannotPrint, match="apt install libpango"):
        pdf(tmp_path, ADDRESS, "page")
    assert capsys.readouterr().out == ""
