"""``press-archive search``: what was said before, found in the source without a build."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from press_archive import records
from press_archive.records import register_of
from press_archive.tree import STATES

from tests.desk import LATER, Desk
from tests.helpers import REPOSITORY

INDEX = ".build/search.sqlite"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "archive")


def found(desk: Desk, *arguments: str) -> list[str]:
    """Return the names of the releases that a search finds, in order."""
    said = desk.must("search", *arguments, "--format", "json")
    data = said[re.search(r"^\[", said, re.MULTILINE).start() : said.rindex("]") + 1]  # type: ignore[union-attr]
    hits: list[dict[str, Any]] = json.loads(data)
    return [hit["name"] for hit in hits]


def test_the_seed_comes_first_and_every_name_of_a_state_finds_its_releases(tmp_path: Path) -> None:
    """The two searches of the issue, on the real archive."""
    real = Desk(tmp_path / "real")
    for place in ("docs", "releases"):
        shutil.rmtree(real.root / place)
        shutil.copytree(REPOSITORY / place, real.root / place)
    real.write("conf.py", (REPOSITORY / "conf.py").read_bytes())
    assert found(real, "impunity", "--state", "AZ")[0] == "2014/05/azerbaijan"
    ivorian = found(real, "--state", "Ivory Coast")
    assert len(ivorian) >= 12
    for name in (
        "CI",
        "ci",
        "Côte d’Ivoire",
        "cote d'ivoire",
        "Costa de Marfil",
        "ساحل العاج",
        "Кот-д’Ивуар",
    ):
        assert found(real, "--state", name) == ivorian, name
    for former, code in (("Burma", "MM"), ("Zaire", "CD"), ("Swaziland", "SZ")):
        assert found(real, "--state", former) == found(real, "--state", code)


def test_a_phrase_is_found_across_a_marked_figure_and_a_citation(desk: Desk) -> None:
    desk.published("2011/03/two", "Another.")
    marked = "One of {sub}`the <x>` two, as {press:release}`we said <2011/03/two>` in {press:state}`AZ`."
    desk.published("2011/04/one", marked)
    assert found(desk, "one of the two, as we said in AZ") == ["2011/04/one"]


def test_words_are_all_meant_whatever_their_case_accents_apostrophes_and_dashes(desk: Desk) -> None:
    desk.published("2011/03/one", "L’État poursuit l’opposant—sans délai.", title="On the café")
    desk.published("2011/04/two", "The state is pursued.", title="On the state")
    assert found(desk, "ETAT") == ["2011/03/one"]
    assert found(desk, "l'opposant") == found(desk, "opposant") == ["2011/03/one"]
    assert found(desk, "delai", "Cafe") == ["2011/03/one"]
    assert found(desk, "state", "cafe") == []
    assert found(desk, "—", "state") == ["2011/04/two"]


def test_arabic_is_found_with_and_without_its_vowel_signs(desk: Desk) -> None:
    desk.published("2011/03/one.ar", "أُفرِجَ عن المُعْتَقَل اليوم.", title="بيان")
    assert found(desk, "المعتقل") == found(desk, "المُعتقَل") == ["2011/03/one.ar"]


def test_a_word_is_found_where_no_spaces_are_set_between_words(desk: Desk) -> None:
    desk.published("2011/03/one", "国际刑事法院欢迎人々。", title="声明", summary="Welcome.")
    desk.published("2011/04/two", "ศาลอาญาระหว่างประเทศ", title="แถลงการณ์")
    desk.published("2011/05/three", "国際刑事裁判所はICCと呼ばれる。", title="声明")
    assert found(desk, "法院") == found(desk, "国际", "人") == found(desk, "welcome") == ["2011/03/one"]
    assert found(desk, "อาญา") == ["2011/04/two"]
    assert found(desk, "裁判所") == found(desk, "ICC") == found(desk, "ばれる") == ["2011/05/three"]
    assert found(desk, "院法") == found(desk, "อาญี") == []
    assert "国际刑事法院欢迎人々。" in desk.must("search", "法院")


def test_a_phrase_is_those_words_in_that_order(desk: Desk) -> None:
    desk.published("2011/03/one", "Mass *crimes* of today.")
    desk.published("2011/04/two", "Crimes, en mass.")
    assert found(desk, "mass crimes") == found(desk, '"Mass crimes" today') == ["2011/03/one"]
    assert found(desk, "“mass crimes”") == ["2011/03/one"]
    assert sorted(found(desk, "mass", "crimes")) == ["2011/03/one", "2011/04/two"]
    said = desk.must("search", "crimes mass")
    assert 'no release has the phrase "crimes mass"; 2 have its words' in said


def test_a_word_finds_longer_ones_but_niger_is_not_nigeria(desk: Desk) -> None:
    desk.published("2011/03/one", "Nigeria ratified the treaty.")
    assert found(desk, "ratif") == found(desk, "rat*") == ["2011/03/one"]
    assert found(desk, "rat") == found(desk, "Niger") == []
    assert found(desk, '"ratif"') == [], "quotation marks mean the very word"


def test_a_word_in_no_release_is_never_replaced(desk: Desk) -> None:
    desk.published("2011/03/one", "Free Examplova now.")
    said = desk.must("search", "Examplovič")
    assert "2011/03/one" not in said
    assert "no release has \"Examplovič\"; 1 have words that begin with Examplov: search 'Examplov*'" in said
    assert "each is in some release" not in said


def test_words_of_the_shared_background_lead_to_its_entry(desk: Desk) -> None:
    desk.published("2016/03/one", "Harbours rest.", background=["court"])
    for said in ("twelve years", "Bench", "people", "site"):
        answer = desk.must("search", said)
        assert "0 releases" in answer
        assert "Court (docs/background/court.md)" in answer
        assert "no release has" not in answer
    assert "each is in some" in desk.must("search", "harbours", "twelve")
    assert "Network (docs/background/network.md)" in desk.must("search", "glossary adds")
    desk.edit("docs/background/network.md", "the glossary adds", "the lexicon adds")
    assert 'no release has "glossary"' in desk.must("search", "glossary")
    desk.delete("docs/background/network.md")
    assert 'no release has "lexicon"' in desk.must("search", "lexicon")


def test_what_marks_up_a_text_is_not_found(desk: Desk) -> None:
    desk.published(
        "2011/03/one", "See [the report](https://example.org/hidden).\n\n:::{press:notes}\nA note.\n:::"
    )
    assert found(desk, "notes") == found(desk, "hidden") == []
    assert found(desk, "report") == found(desk, "note") == ["2011/03/one"]


def test_without_words_the_newest_come_first_and_options_narrow(desk: Desk) -> None:
    desk.published("2012/11/a", date="2012-11-30", about=["AZ"], kind="letter")
    desk.published("2012/12/b", date="2012-12", about=["TL"], mentions=["AZ"])
    desk.published("2013/b", date="2013", about=["NG"], language="fr")
    assert found(desk) == ["2013/b", "2012/12/b", "2012/11/a"]
    assert found(desk, "--state", "AZ", "--state", "tl") == ["2012/12/b", "2012/11/a"], "any of them"
    assert found(desk, "--state", "AZ", "--mentions") == ["2012/12/b", "2012/11/a"]
    assert found(desk, "--to", "2012-12") == ["2012/12/b", "2012/11/a"]
    assert found(desk, "--from", "2012-12-05") == ["2013/b", "2012/12/b"], "the day may be after it"
    assert found(desk, "--from", "2012", "--to", "2012-11-30") == ["2012/11/a"]
    assert found(desk, "--kind", "Letter") == ["2012/11/a"]
    assert found(desk, "--language", "fr") == ["2013/b"]
    assert found(desk, "-n", "1") == ["2013/b"]


def test_a_state_named_in_the_words_is_offered(desk: Desk) -> None:
    desk.published("2011/03/one", "In Azerbaijan.", about=["AZ"])
    said = desk.must("search", "in", "Côte d’Ivoire", "2011")
    assert "releases about Côte d'Ivoire, 2011: add --state CI --from 2011 --to 2011" in said.replace(
        "’", "'"
    )
    assert "--state AZ" in desk.must("search", "Azerbaijan’s")
    assert "--state" not in desk.must("search", "in"), "a word, and not India's code"
    assert "--state" not in desk.must("search", "Azerbaijan", "--state", "AZ")


def test_drafts_and_embargoed_releases_are_found_only_when_asked_and_marked(desk: Desk) -> None:
    desk.published("2026/03/public", "Alpha.")
    desk.release("2026/04/draft", "Alpha.")
    desk.published("2026/05/held", "Alpha.", embargo=LATER)
    assert found(desk, "alpha") == ["2026/03/public"]
    said = desk.must("search", "alpha", "--drafts")
    assert "[draft]" in said
    assert "[embargoed]" in said
    assert "1 not public yet: add --drafts" in desk.must("search", "--from", "2026-05")
    lines = desk.must("search", "alpha", "--drafts", "--format", "myst").splitlines()
    assert "{press:release}`2026/03/public`" in lines
    assert not any("`2026/04/draft`" in line or "`2026/05/held`" in line for line in lines)


def test_myst_prints_lines_that_a_release_can_hold(desk: Desk) -> None:
    desk.published("2011/03/one", "Alpha.")
    line = desk.must("search", "alpha", "--format", "myst").strip()
    desk.published("2011/04/two", f"As said in {line}.")
    assert desk.problems() == []


def test_what_is_withdrawn_is_marked_and_not_offered_for_citing(desk: Desk) -> None:
    desk.published("2011/03/one", "Alpha.")
    desk.must("withdraw", "2011/03/one", "--reason", "Sent in error.")
    assert "[withdrawn]" in desk.must("search", "alpha")
    said = desk.must("search", "alpha", "--format", "myst")
    assert said.strip() == "2011/03/one is withdrawn: it cannot be cited"


def test_csv_has_a_row_for_each_and_no_formula(desk: Desk) -> None:
    desk.published("2011/03/one", "Alpha.", title="=1+1", about=["AZ", "TL"])
    (row,) = csv.DictReader(desk.must("search", "alpha", "--format", "csv").splitlines())
    assert (row["name"], row["title"], row["about"]) == ("2011/03/one", "'=1+1", "AZ; TL")


def test_the_index_follows_what_is_on_disk(desk: Desk) -> None:
    desk.published("2011/03/one", "Alpha.")
    assert found(desk, "alpha") == ["2011/03/one"]
    desk.release("2011/04/two", "Alpha too.")
    assert sorted(found(desk, "alpha", "--drafts")) == ["2011/03/one", "2011/04/two"], "added"
    desk.change("2011/04/two", "Beta, and longer.")
    assert found(desk, "alpha", "--drafts") == ["2011/03/one"], "changed"
    desk.must("publish", "releases/2011/04/two.md")
    assert found(desk, "beta") == ["2011/04/two"], "the ledger has grown"
    desk.delete("releases/2011/03/one.md")
    assert found(desk, "alpha") == [], "removed"
    desk.write("releases/2011/05/broken.md", "---\ntitle: [\n---\nAlpha.\n")
    assert "cannot be read: releases/2011/05/broken.md" in desk.must("search", "alpha")
    desk.edit("docs/registers/states.yaml", "AZ:\n", "AZ:\n  other_names: [Land of Examples]\n")
    assert found(desk, "--state", "land of examples") == []


def test_a_register_that_was_saved_while_it_was_read_is_read_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(root: Path, path: str, model: type[records.State]) -> object:
        was = register_of(root, path, model)
        if path == STATES:
            desk.edit(path, "AZ:\n", "AZ:\n  other_names: [Land of Examples]\n")
        return was

    desk.published("2014/05/harbour", about=["AZ"])
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(records, "register_of", read)
        assert found(desk, "--state", "AZ") == ["2014/05/harbour"]
    assert found(desk, "--state", "Land of Examples") == ["2014/05/harbour"]


def test_an_index_of_other_code_or_a_broken_one_is_made_again(desk: Desk) -> None:
    desk.published("2011/03/one", "Alpha.")
    assert found(desk, "alpha") == ["2011/03/one"]
    with sqlite3.connect(desk.root / INDEX) as base:
        base.execute("update releases set name = 'stale'")
        base.execute("pragma user_version = 7")
    base.close()
    assert found(desk, "alpha") == ["2011/03/one"]
    desk.write(INDEX, b"not a database at all" * 100)
    assert found(desk, "alpha") == ["2011/03/one"]
    (desk.root / INDEX).unlink()
    (desk.root / INDEX).mkdir()  # as good as a disk that cannot be written
    assert found(desk, "alpha") == ["2011/03/one"]


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["--state", "Azerbaijn"], '--state: unknown state "Azerbaijn"; did you mean "AZ" (Azerbaijan)?'),
        (["--kind", "statment"], '--kind: there is no "statment"; did you mean "statement"?'),
        (["--from", "2014-13"], "--from: there is no month 13"),
        (["--to", "May"], "--to: write a day (2014-05-06), a month (2014-05) or a year (2014)"),
    ],
)
def test_a_value_that_does_not_exist_gets_the_nearest(desk: Desk, arguments: list[str], answer: str) -> None:
    assert desk.press("search", *arguments).error == answer


def test_a_register_that_is_broken_or_missing_is_named(desk: Desk) -> None:
    states = desk.read("docs/registers/states.yaml")
    desk.write("docs/registers/states.yaml", states + "XX: [\n")
    said = desk.press("search", "alpha").said
    assert "docs/registers/states.yaml:" in said
    assert "Error: the archive has problems; fix them first" in said
    desk.delete("docs/registers/states.yaml")
    for command in ("search", "facts"):
        assert "docs/registers/states.yaml:1: this register is missing" in desk.press(command).said


def test_an_unknown_campaign_or_language_gets_the_nearest(desk: Desk) -> None:
    desk.published("2011/03/one", language="fr")
    campaigns = desk.read("docs/registers/campaigns.yaml")
    key = next(line.rstrip(":") for line in campaigns.splitlines() if line.endswith(":") and line[0] != "#")
    assert f'did you mean "{key}"?' in desk.press("search", "--campaign", f"{key}x").error
    assert 'did you mean "fr"?' in desk.press("search", "--language", "fra").error


def test_a_warm_search_loads_no_schema_and_no_sphinx(desk: Desk) -> None:
    desk.published("2011/03/one", "Alpha.")
    found(desk, "alpha")
    code = (
        "import sys\nsys.argv[1:] = ['search', 'alpha', '--state', 'AZ', '--from', '2011']\n"
        "from press_archive.cli import main\nmain(standalone_mode=False)\n"
        "print([m for m in ('pydantic', 'babel', 'sphinx', 'rich') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=desk.root,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ,
    )
    assert done.stdout.splitlines()[-1] == "[]"
