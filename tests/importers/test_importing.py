"""Old releases in: what the importer promises, whatever it is given."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from press_archive.importers import Document, Failure, datelines, readers, understand
from press_archive.importers.contacts import people
from press_archive.importers.drafts import draft, missing, place
from press_archive.importers.language import detect
from press_archive.importers.plain import lost
from press_archive.importers.repair import repair, undo
from press_archive.importers.states import StateFinder
from press_archive.records import State, read_register, read_release

from tests.importers.archives import write
from tests.importers.samples import A_FR, B_FR, PEOPLE, A, B, C, Sample, samples
from tests.importers.score import compare, held_out, known, open_samples

REPOSITORY = Path(__file__).parents[2]
SEED = REPOSITORY / "tests/data/seed_release.txt"


def import_(root: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(REPOSITORY / "extensions"), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, "-m", "press_archive", "import", *map(str, arguments)],
        cwd=root, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small archive of the Example Coalition, with one release, two contacts and a background wording."""
    return write(tmp_path_factory.mktemp("archive"))


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


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("Ada Exemplar, +31 70 555 0100", "Ben Sample, +1 212 555 0101"), ["Ada Exemplar", "Ben Sample"]),
        (("Ada Exemplar <ada@example.org>", "Ben Sample <ben@example.org>"), ["Ada Exemplar", "Ben Sample"]),
        (("Ada Exemplar: ada@example.org", "Ben Sample +1 212 555 0101"), ["Ada Exemplar", "Ben Sample"]),
        (("Ada Exemplar (English), ada@example.org", "Ben Sample (French), ben@example.org"), ["Ada Exemplar", "Ben Sample"]),
        (("Ada Exemplar", "Director", "The Hague, +31 70 555 0100", "New York, +1 212 555 0101"), ["Ada Exemplar"]),
        (("Ada Exemplar", "Tel: +31 70 555 0100", "Mobile Phone, Office: +31 70 555 0102"), ["Ada Exemplar"]),
    ],
)  # fmt: skip
def test_people_on_a_line_each_are_as_many(lines: tuple[str, ...], names: list[str]) -> None:
    assert [person.name for person in people(list(lines))] == names


def test_a_city_beside_the_heading_of_contacts_is_that_of_the_people_below() -> None:
    (person,) = people(["Contacts: In The Hague:", "Ada Exemplar", "+31 70 555 0100"])
    assert (person.name, person.place) == ("Ada Exemplar", "The Hague")


@pytest.mark.parametrize(
    "written",
    ["ada [at] example.org", "ada(at)example(dot)org", "ada(arobase)example.org", "ada AT example DOT org"],
)
def test_an_address_that_is_written_against_gatherers_is_one(written: str) -> None:
    found = people([f"Ada Exemplar, Director, {written}", "Ben Sample, Press Officer, ben[at]example.org"])
    assert [(person.name, person.email) for person in found] == [
        ("Ada Exemplar", "ada@example.org"),
        ("Ben Sample", "ben@example.org"),
    ]


@pytest.mark.parametrize("beside", ["; Ben Sample, ben@example.org", "\nfrom noon at the Made-up Hotel"])
def test_a_contact_beside_which_more_is_printed_stays_in_the_text(
    root: Path, tmp_path: Path, beside: str
) -> None:
    head = f"PRESS RELEASE\n\nNepal: A Promise\n\nLONDON, 4 August 2011 – {A}\n\n{B}"
    (tmp_path / "more.txt").write_text(f"{head}\n\nContact: Ada Exemplar, ada@example.org{beside}", "utf-8")
    (made,) = json.loads(import_(root, "--dry-run", "--json", tmp_path / "more.txt").stdout)
    assert "contacts" not in made["fields"]
    assert made["warnings"][0].startswith("contact: Ada Exemplar: beside “exemplar” there is printed ")


@pytest.mark.parametrize(("before", "part"), [("", "background"), ("“", "body")])
def test_who_a_body_is_stands_in_the_background_unless_somebody_says_so(before: str, part: str) -> None:
    last = f"{before}The Example Coalition is a network of two hundred groups, and it will not rest before the treaty has been joined."
    raw = f"FOR IMMEDIATE RELEASE\n\n4 August 2011\n\nKeep the Promise\n\n{A}\n\n{B}\n\n{C}\n\n{last}\n"
    (document,) = readers.read_bytes("last.txt", raw.encode())
    assert isinstance(document, Document)
    (item,) = understand(document, known())
    where = {"body": item.body, "background": [match.block for match in item.background]}
    assert where[part][-1].text == last


def test_a_word_that_begins_as_a_heading_does_is_none() -> None:
    said = "Notes for mediators and judges were given out at the end of the day, and both sides said that they would read them."
    raw = f"FOR IMMEDIATE RELEASE\n\n4 August 2011\n\nKeep the Promise\n\n{A}\n\n{B}\n\n{said}\n\n{C}\n"
    (document,) = readers.read_bytes("notes.txt", raw.encode())
    assert isinstance(document, Document)
    (item,) = understand(document, known())
    assert [block.text for block in item.body] == [A, B, said, C]


def test_a_release_and_its_translation_in_one_file_are_two() -> None:
    less_surely = (  # its words are Spanish, too, more than those of other paragraphs
        "La Coalition Exemple a appelé aujourd’hui le gouvernement du Népal à adhérer au traité avant la fin de l’année, "
        "comme il l’avait promis il y a cinq ans devant le parlement et devant les familles des victimes."
    )
    parts = (
        "FOR IMMEDIATE RELEASE",
        "4 August 2011",
        "Nepal: Both",
        f"LONDON – {A}",
        C,
        "Népal : les deux",
        f"LONDRES – {less_surely}",
        A_FR,
    )
    (document,) = readers.read_bytes("both.txt", "\n\n".join(parts).encode())
    assert isinstance(document, Document)
    found = [(item.language, item.title, str(item.date)) for item in understand(document, known())]
    assert found == [("en", "Nepal: Both", "2011-08-04"), ("fr", "Népal : les deux", "2011-08-04")]


def test_texts_between_rules_are_as_many_where_each_has_its_date() -> None:
    first = f"Nepal: A Promise\n\n4 August 2011\n\n{A}\n\n{B}\n\n----------\n\n"
    second = f"Nepal: A Vote\n\n{{}}{C}\n\n{B}"
    for date, titles in (
        ("9 August 2011\n\n", ["Nepal: A Promise", "Nepal: A Vote"]),
        ("", ["Nepal: A Promise"]),
    ):
        (document,) = readers.read_bytes("two.txt", (first + second.format(date)).encode())
        assert isinstance(document, Document)
        assert [item.title for item in understand(document, known())] == titles


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La Coalition a demandé hier à la Côte d’Ivoire d’ouvrir son port. La Tunisie l’a fait."),
        ("fr", "Il a été dit hier à Paris qu'il n'y aurait pas d'accord."),
        ("it", "L'Italia è pronta, ha detto la Coalizione; lo stesso vale per l'Albania."),
        ("es", "La Coalición pidió a Guatemala que abra su puerto; la decisión es de la Asamblea."),
    ],
)
def test_a_short_text_is_in_its_own_language(language: str, text: str) -> None:
    assert detect(text)[0] == language


@pytest.mark.parametrize(
    ("line", "places", "date", "other"),
    [
        ("LONDON, 05/06/11 – {}", ("LONDON",), "2011-06-05", "2011-05-06"),
        ("Москва, 4 августа 2011 г. {}", ("Москва",), "2011-08-04", None),
        ("Москва, 4 августа 2011 года. {}", ("Москва",), "2011-08-04", None),
        ("Madrid, 4-VIII-2011.- {}", ("Madrid",), "2011-08-04", None),
    ],
)
def test_a_dateline_has_its_places_its_date_and_the_other_reading_of_it(
    line: str, places: tuple[str, ...], date: str, other: str | None
) -> None:
    (document,) = readers.read_bytes(
        "line.txt", f"PRESS RELEASE\n\nNepal: A Promise\n\n{line.format(A)}".encode()
    )
    assert isinstance(document, Document)
    (item,) = understand(document, known())
    assert (item.places, str(item.date)) == (places, date)
    assert item.warnings == ([f"the date can be read as {other} too"] if other else [])
    assert item.origins["date"].confidence < 0.6 or not other


def test_the_kind_of_a_text_is_no_place() -> None:
    assert datelines.alone("Communiqué du 4 août 2011") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kenya’s parliament votes", "KE"),
        ("KENYA'S PARLIAMENT VOTES", "KE"),
        ("Côte d’Ivoire’s President signs", "CI"),
        ("The UK’s vote", "GB"),
        ("Libyan Arab Jamahiriya joins", "LY"),
        ("Saint Vincent and the Grenadines joins", "VC"),
    ],
)
def test_a_state_is_found_by_each_of_its_names_and_by_what_is_its_own(text: str, code: str) -> None:
    path = "docs/registers/states.yaml"
    states, _ = read_register((REPOSITORY / path).read_bytes(), path, State)
    assert StateFinder(states).find(text).codes == (code,)


@pytest.mark.parametrize(
    "text",
    ["Mr. Jordan spoke.", "In New Mexico it rained.", "At Georgia Tech.", "Ships in the Gulf of Guinea."],
)
def test_a_name_within_another_is_no_state(text: str) -> None:
    assert known().finder.find(text).codes == ()


def test_a_draft_has_no_name_that_a_release_has_nor_that_of_another_work(tmp_path: Path) -> None:
    root = write(tmp_path / "archive")
    release = "---\ntitle: {}\nkind: statement\ndate: 2011-08-04\nabout: [{}]\nlanguage: {}\n---\nMade up.\n"
    (root / "releases/2011/08").mkdir(parents=True)
    (root / "releases/2011/08/promise.md").write_text(release.format("The promise", "NP", "en"), "utf-8")
    (root / "releases/2011/08/promise.fr.md").write_text(release.format("La promesse", "NP", "fr"), "utf-8")
    (root / "releases/2011/08/nepal-another-text.md").write_text(
        release.format("Another", "KE", "en"), "utf-8"
    )
    text = "FOR IMMEDIATE RELEASE\n\n4 August 2011\n\n{}\n\nKATHMANDU – {}\n\n{}\n"
    for name, title in (("a.txt", "Nepal: Another Text"), ("b.txt", "Népal : tenir la promesse")):
        paragraphs = (A, B) if name == "a.txt" else (A_FR, B_FR)
        (tmp_path / name).write_text(text.format(title, *paragraphs), "utf-8")
    done = import_(root, "--json", tmp_path / "a.txt", tmp_path / "b.txt")
    paths = [made["path"] for made in json.loads(done.stdout)]
    assert paths == ["2011/08/nepal-another-text-2.md", "2011/08/nepal-tenir-la-promesse.fr.md"]


def test_two_texts_whose_titles_have_no_plain_letters_are_no_translations_of_each_other(
    tmp_path: Path,
) -> None:
    root = write(tmp_path / "archive")
    arabic = "٤ أغسطس ٢٠١١\n\nالبحر مفتوح\n\nقالت منظمة المثال اليوم إن الميناء مفتوح أمام جميع السفن من كل البلدان.\n"
    russian = (
        "9 августа 2011 года\n\nГолосование отложено\n\nСегодня организация сообщила, что голосование о новом "
        "порте отложено до осени, потому что участников собралось мало.\n"
    )
    (tmp_path / "a.txt").write_text(arabic, "utf-8")
    (tmp_path / "b.txt").write_text(russian, "utf-8")
    done = import_(root, "--json", tmp_path / "a.txt", tmp_path / "b.txt")
    assert [made["path"] for made in json.loads(done.stdout)] == [
        "2011/08/release.ar.md",
        "2011/08/release-2.ru.md",
    ]


def test_a_draft_has_no_address_that_the_ledger_has_given_away(tmp_path: Path) -> None:
    root = write(tmp_path / "archive")
    state = "2011-08-04,2011/08/nepal-another-text,EX/2011/001,{},0,Another,,\n"
    (root / "releases/ledger.csv").write_text(
        "day,address,reference,state,fingerprint,title,target,note\n"
        + state.format("live")
        + state.format("gone")
    )
    text = f"FOR IMMEDIATE RELEASE\n\n4 August 2011\n\nNepal: Another Text\n\nKATHMANDU – {A}\n\n{B}\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (made,) = json.loads(import_(root, "--json", tmp_path / "a.txt").stdout)
    assert made["path"] == "2011/08/nepal-another-text-2.md"


def test_the_draft_of_the_text_of_a_record_has_its_name_and_what_it_knew(tmp_path: Path) -> None:
    root = write(tmp_path)
    record = root / "releases/2011/09/nepal.md"
    record.parent.mkdir(parents=True)
    record.write_text(
        "---\ntitle: Nepal urged to join the treaty\nkind: statement\ndate: 2011-09\nabout: [NP]\n"
        "summary: Asks Nepal to join.\ncampaign: promise\nsource:\n  held: record\n"
        "  url: https://example.org/?news=7\n---\n"
    )
    found = root / "found.txt"
    found.write_text(
        "Nepal Urged To Join The Treaty\n\n21 September 2011\n\n"
        "The Hague—The network asked Nepal today to join the treaty without delay.\n"
    )
    import_(root, found)
    front = read_release((root / "drafts/2011/09/nepal.md").read_bytes(), "releases/2011/09/nepal.md").front
    assert (front.title, str(front.date)) == ("Nepal Urged To Join The Treaty", "2011-09-21")
    assert (front.summary, front.campaign) == ("Asks Nepal to join.", "promise")
    assert front.source
    assert (front.source.held, front.source.url) == ("text", "https://example.org/?news=7")


def test_the_last_lines_name_what_was_not_imported(root: Path, pile: Path, tmp_path: Path) -> None:
    (pile / "a half.docx").write_bytes((pile / "word.docx").read_bytes()[:500])
    done = import_(root, "--into", tmp_path / "drafts", pile)
    assert done.returncode == 1
    assert "Not imported: a half.docx\nNext: " in done.stderr


def test_a_text_that_is_like_another_is_named_to_a_person(root: Path, tmp_path: Path) -> None:
    text = "4 August 2011\n\nNepal: Keep the Promise{}\n\nLONDON – {}\n\n{}\n"
    (tmp_path / "a.txt").write_text(text.format("", A, B), "utf-8")
    (tmp_path / "b.txt").write_text(text.format("s", A, C), "utf-8")
    done = import_(root, "--into", tmp_path / "drafts", tmp_path / "a.txt", tmp_path / "b.txt")
    assert "\n    look: 2011/08/nepal-keep-the-promise: near-equal title within a week\n" in done.stdout


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
    assert again.stderr.endswith("nothing was written\n")
    told = import_(root, "--into", into, pile / "plain.txt").stdout
    assert re.fullmatch(r"plain\.txt: imported before \S+\n", told), "what was found was said then"
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
    counts, misses = compare(open_samples())
    for field, tally in counts.items():
        assert tally["right"] >= 0.9 * max(tally["there"], tally["found"]), (field, misses)
    counts, misses = compare(held_out())
    for field in ("title", "date", "opening"):
        assert counts[field]["right"] >= 0.7 * counts[field]["there"], (field, misses)


@pytest.mark.parametrize("sample", [*open_samples(), *held_out()], ids=lambda sample: sample.name)
def test_every_word_of_every_sample_is_in_its_draft(sample: Sample) -> None:
    found = list(readers.read_bytes(sample.name, sample.raw))
    assert found
    for document in found:
        assert isinstance(document, Document)
        for item in understand(document, known()):
            made = draft(item, place(item, "en"))
            assert missing(made.text, item) == []
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


def test_a_draft_that_would_lose_words_holds_all_in_its_text_and_is_told() -> None:
    (document,) = readers.read_bytes("a.txt", f"PRESS RELEASE\n\nNepal: A Promise\n\nLONDON – {A}".encode())
    assert isinstance(document, Document)
    (item,) = understand(document, known())
    item.text += " Zanzibar"
    text = draft(item, "2011/08/nepal").text
    assert "PRESS RELEASE" in text.rpartition("\n---\n")[2]
    assert item.warnings[-1].endswith("stands in the text, too; these words are still missing: Zanzibar")


@given(_LINES)
def test_no_word_is_ever_lost(lines: list[str]) -> None:
    raw = "\n".join(lines).encode("utf-8", "surrogatepass")
    for document in readers.read_bytes("any.txt", raw):
        if isinstance(document, Failure):
            assert document.reason
            continue
        items = understand(document, known())
        parts = [part for item in items for part in item.parts()]
        assert lost(document.text, parts) == []
        for item in items:
            made = draft(item, place(item, "en"))
            assert missing(made.text, item) == []


@given(st.text())
def test_repairs_can_be_undone(text: str) -> None:
    mended, repairs = repair(text)
    assert undo(mended, repairs) == text


def test_line_ends_that_no_record_can_hold_become_others() -> None:
    mended, repairs = repair("One.\u2028Two.\u2029Three.")
    assert mended == "One.\nTwo.\nThree."
    assert undo(mended, repairs) == "One.\u2028Two.\u2029Three."


def test_a_text_without_spaces_between_its_words_has_a_headline_and_paragraphs() -> None:
    title = "示例联盟呼吁尼泊尔加入条约"
    text = [
        "示例联盟今天呼吁尼泊尔政府毫不拖延地加入该条约，并表示每多等待一个月，正义的承诺就更难兑现。",
        "“签署是开始，而不是结束，”联盟主任说。“我们已经等了十一年，我们将继续要求，直到文书交存为止。”",
    ]
    raw = "\n\n".join(["新闻稿", "立即发布", title, "2011年8月4日", *text, "示例", "示例路一号"]).encode()
    (document,) = readers.read_bytes("zh.txt", raw)
    assert isinstance(document, Document)
    (item,) = understand(document, known())
    assert (item.title, str(item.date)) == (title, "2011-08-04")
    assert [block.text for block in item.body][:2] == text


@pytest.mark.parametrize(
    ("words", "encoding", "name"),
    [
        ("“It’s a beginning” — and no end", "mac_roman", "mac_roman"),
        ("Déjà onze années d'attente, où que ce soit", "cp850", "cp850"),
        ("Koalicja wezwała dziś rząd do niezwłocznej ratyfikacji i spełnienia obietnicy", "cp1250", "cp1250"),
        ("示例聯盟今天呼籲尼泊爾政府毫不拖延地加入該條約，並表示每多等待一個月", "big5", "big5"),
        ("« L’œuvre est prête », dit-elle ; ¿cuándo?", "cp1252", ""),
        ("· It’s a ““beginning” – and no “end”…", "cp1252", ""),
        ("L’été prochain", "utf-16-le", ""),
    ],
)
def test_a_text_of_an_old_machine_is_read_and_a_person_asked_to_look(
    words: str, encoding: str, name: str
) -> None:
    (document,) = readers.read_bytes("old.txt", words.encode(encoding))
    assert isinstance(document, Document)
    assert document.text == words
    look = (
        f"encoding: the file does not say which it has; it was read as {name}: compare letters with accents"
    )
    assert document.warnings == ((look,) if name else ())


@pytest.mark.parametrize(
    ("drawn", "written"), [("ofﬁcial", "official"), ("ﻻ ﺗﺄﺧﻴﺮ", "لا تأخير"), ("محمد ﷺ", "محمد ﷺ")]
)
def test_letters_that_were_drawn_together_are_letters_again(drawn: str, written: str) -> None:
    mended, repairs = repair(drawn)
    assert mended == written
    assert undo(mended, repairs) == drawn


def test_mojibake_is_mended_and_listed() -> None:
    broken = "Côte d’Ivoire — déjà".encode().decode("cp1252")
    mended, repairs = repair(broken)
    assert mended == "Côte d’Ivoire — déjà"
    assert undo(mended, repairs) == broken


def test_a_text_that_the_archive_has_with_its_figures_marked_is_no_new_release() -> None:
    """The seed as it was issued, and the release made of it: the same words."""
    done = import_(REPOSITORY, "--dry-run", "--json", SEED)
    (made,) = json.loads(done.stdout)
    assert (made["status"], made["same_as"]["release"]) == ("duplicate", "2014/05/azerbaijan")
