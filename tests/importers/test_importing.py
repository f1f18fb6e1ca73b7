"""Old releases in: what the importer promises, whatever it is given."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from press_archive.importers import Document, Failure, readers, understand
from press_archive.importers.drafts import draft, escape, missing, place
from press_archive.importers.plain import lost
from press_archive.importers.repair import repair, undo

from tests.importers.samples import PEOPLE, A, B, C, docx, samples
from tests.importers.score import compare, known

REPOSITORY = Path(__file__).parents[2]
SEED = REPOSITORY / "releases/2014/05/azerbaijan.md"


def read(name: str, raw: bytes) -> list[Document | Failure]:
    return list(readers.read_bytes(name, raw))


def reasons(name: str, raw: bytes) -> str:
    found = read(name, raw)
    assert all(isinstance(item, Failure) for item in found)
    return "; ".join(item.reason for item in found if isinstance(item, Failure))


def import_(root: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(REPOSITORY / "extensions"), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, "-m", "press_archive", "import", *map(str, arguments)],
        cwd=root, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small archive of the Example Coalition, with one release, two contacts and a background wording."""
    root = tmp_path_factory.mktemp("archive")
    files = {
        "conf.py": 'project = "Example"\nlanguage = "en"\nhtml_baseurl = "https://example.org/"\nextensions = ["press_archive"]\npress_issuer = "example"\npress_languages = ["en", "fr"]\n',
        "docs/registers/issuers.yaml": "example:\n  name: Example Coalition\n",
        "docs/registers/states.yaml": "NP:\n  group: Asia-Pacific\nKE:\n  group: African\n",
        "docs/registers/campaigns.yaml": "promise:\n  name: Keep the Promise\n  start: 2011\n  description: Made up.\n  focus:\n    - {month: 2011-08, state: NP}\n",
        "docs/registers/contacts.yaml": "exemplar:\n  name: Ada Exemplar\n  details:\n    - {from: 2010, role: Director, organisation: Example Coalition, place: The Hague, tel: +31 70 555 0100, email: ada@example.org}\n"
        "sample:\n  name: Ben Sample\n  details:\n    - {from: 2010, role: Press Officer, organisation: Example Coalition, place: New York, tel: +1 (212) 555-0101, email: ben@example.org}\n",
        "docs/background/coalition.md": "---\nterm: Example Coalition\nwordings:\n  - from: 2010\n    text: The Example Coalition is a network of two hundred made-up civil society organizations that work together for wider membership of the treaty. For more information, visit www.example.org\n---\n",
        "releases/2010/01/first.md": "---\ntitle: A first release\nkind: statement\ndate: 2010-01-01\n---\nIt is made up.\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    folder = tmp_path / "pile"
    folder.mkdir()
    for sample in samples():
        if sample.name in {"plain.txt", "fr.txt", "word.docx", "two-posts.txt"}:
            (folder / sample.name).write_bytes(sample.raw)
    return folder


def test_a_release_is_taken_apart_and_matched_with_the_registers(root: Path, pile: Path) -> None:
    done = import_(root, "--dry-run", "--json", pile / "plain.txt")
    assert done.returncode == 0, done.stderr
    (made,) = json.loads(done.stdout)
    assert made["fields"] == {
        "title": "Nepal: Keep the Promise and Join the Treaty",
        "deck": "Ratification would show support for victims everywhere",
        "label": "FOR IMMEDIATE RELEASE",
        "kind": "press-release",
        "date": "2011-08-04",
        "dateline": ["The Hague"],
        "about": ["NP"],
        "mentions": ["KE"],
        "campaign": "promise",
        "contacts": ["exemplar", "sample"],
        "background": ["coalition"],
        "language": "en",
    }
    assert [person["place"] for person in made["contacts"]] == ["The Hague", "New York"]
    assert made["origins"]["campaign"]["from"] == "register"
    assert made["unaccounted"] == []
    assert not (root / "drafts").exists()


def test_running_again_does_nothing_twice_and_overwrites_nothing(
    root: Path, pile: Path, tmp_path: Path
) -> None:
    into = tmp_path / "drafts"
    first = import_(root, "--json", "--into", into, pile)
    assert first.returncode == 0, first.stderr
    statuses = [made["status"] for made in json.loads(first.stdout)]
    # The Word file holds the text of plain.txt: one draft, not two.
    assert sorted(statuses) == ["draft"] * 3 + ["duplicate"] * 2
    written = {path: path.read_bytes() for path in into.rglob("*.md")}
    assert len(written) == 3
    edited = next(iter(written))
    edited.write_bytes(written[edited] + b"\nA person added this.\n")
    again = import_(root, "--json", "--into", into, pile)
    assert {made["status"] for made in json.loads(again.stdout)} == {"imported before", "duplicate"}
    assert {path: path.read_bytes() for path in into.rglob("*.md")} == {
        **written,
        edited: edited.read_bytes(),
    }


def test_a_draft_moved_to_releases_is_accepted_by_check(root: Path, pile: Path, tmp_path: Path) -> None:
    into = tmp_path / "drafts"
    import_(root, "--into", into, pile / "plain.txt")
    (made,) = into.rglob("*.md")
    text = made.read_text("utf-8")
    assert "origin:\n  title: {from: printed, confidence: 0." in text
    assert "sha256: " in text
    target = root / "releases" / made.relative_to(into)
    target.parent.mkdir(parents=True)
    target.write_text(text, "utf-8")
    try:
        checked = subprocess.run(
            [sys.executable, "-m", "press_archive", "check"], cwd=root, capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY / "extensions")},
        )  # fmt: skip
        assert checked.returncode == 0, checked.stderr
        again = import_(root, "--dry-run", "--json", pile / "plain.txt")
        assert json.loads(again.stdout)[0]["status"] == "imported before"
    finally:
        target.unlink()


def test_the_development_set_is_read_as_well_as_the_guide_says() -> None:
    counts, misses = compare()
    for field, tally in counts.items():
        assert tally["right"] >= 0.95 * max(tally["there"], tally["found"]), (field, misses)


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_every_word_of_every_sample_is_in_its_draft(sample: object) -> None:
    found = read(sample.name, sample.raw)  # type: ignore[attr-defined]
    assert found
    for document in found:
        assert isinstance(document, Document)
        for item in understand(document, known()):
            made = draft(item, place(item, "en"), known())
            assert missing(made.text, item, known()) == []
            assert not any("could not be told apart" in warning for warning in item.warnings)


_LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "",
                "FOR IMMEDIATE RELEASE",
                "4 August 2011",
                "CONTACTS",
                "###",
                "BACKGROUND: x",
                "Notes to editors:",
                "* * *",
                "Dear all,",
                *PEOPLE.split("\n"),
            ]
        ),
        st.sampled_from(["Nepal: Keep the Promise", f"The Hague—{A}", B, C, "- a point", "ENDS", "-more-"]),
        st.text(max_size=80),
    ),
    max_size=30,
)


@given(_LINES)
def test_no_word_is_ever_lost(lines: list[str]) -> None:
    raw = "\n".join(lines).encode("utf-8", "surrogatepass")
    for document in read("any.txt", raw):
        if isinstance(document, Failure):
            assert document.reason
            continue
        items = understand(document, known())
        parts = [part for item in items for part in item.parts()]
        assert lost(document.text, parts) == []
        for item in items:
            made = draft(item, place(item, "en"), known())
            assert missing(made.text, item, known()) == []


@given(st.text())
def test_repairs_can_be_undone(text: str) -> None:
    mended, repairs = repair(text)
    assert undo(mended, repairs) == text


def test_mojibake_is_mended_and_listed() -> None:
    broken = "Côte d’Ivoire — déjà".encode().decode("cp1252")
    mended, repairs = repair(broken)
    assert mended == "Côte d’Ivoire — déjà"
    assert undo(mended, repairs) == broken


@given(
    st.binary(max_size=400),
    st.sampled_from([".txt", ".html", ".docx", ".pdf", ".eml", ".xml", ".zip", ".md", ""]),
)
def test_random_bytes_give_a_draft_or_a_reason(raw: bytes, suffix: str) -> None:
    for found in read(f"random{suffix}", raw):
        if isinstance(found, Failure):
            assert found.reason
        else:
            assert understand(found, known())


@pytest.mark.parametrize("name", ["word.docx", "paper.pdf", "mail.eml", "export.xml", "page-meta.html"])
def test_files_cut_short_give_a_draft_or_a_reason(name: str) -> None:
    raw = next(sample.raw for sample in samples() if sample.name == name)
    for cut in range(0, len(raw), max(1, len(raw) // 25)):
        for found in read(name, raw[:cut]):
            if not isinstance(found, Failure):
                understand(found, known())


def test_what_is_too_much_is_refused_with_a_reason(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(200_000_000)  # 200 MB, without the disk
    started = time.process_time()
    (failure,) = readers.read_path(big)
    assert isinstance(failure, Failure)
    assert "too large to be one release: 200.0 MB" in failure.reason
    assert time.process_time() - started < 1
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


def test_scripts_of_a_page_are_no_part_of_its_text() -> None:
    page = f"<html><body><h1>Nepal</h1><script>steal()</script><p onclick='steal()'>{A}</p><p>{B}</p></body></html>"
    (found,) = read("page.html", page.encode())
    assert isinstance(found, Document)
    assert "steal" not in found.text
    (item,) = understand(found, known())
    assert "steal" not in draft(item, place(item, "en"), known()).text


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
    assert "no text" in reasons("empty.txt", b"\n\n")
    assert "no post" in reasons("feed.xml", b'<?xml version="1.0"?><rss><channel></channel></rss>')


def test_a_page_of_text_costs_little() -> None:
    raw = (
        next(sample.raw for sample in samples() if sample.name == "plain.txt") * 1 + ("\n\n" + C).encode() * 6
    )
    for document in read("warm.txt", raw):
        assert isinstance(document, Document)
        understand(document, known())
    started = time.process_time()
    for _ in range(10):
        for document in read("page.txt", raw):
            assert isinstance(document, Document)
            understand(document, known())
    assert (
        time.process_time() - started
    ) / 10 < 0.15  # 0.02 when the machine is free; the bound is for a busy one
