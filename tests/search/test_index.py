"""The index of words as a build leaves it: the same bytes, only what is public, and only when needed."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from press_archive.ledger import Ledger, publishing
from press_archive.ledger.file import read_ledger
from press_archive.outputs import proof
from press_archive.search import pagefind

from tests.helpers import Archive, Site, build, words

pytestmark = pytest.mark.skipif(pagefind.program() is None, reason="Pagefind is not installed here")


def words_of(site: Site) -> dict[str, bytes]:
    return {name: content for name, content in site.files().items() if name.startswith("pagefind/")}


def texts_of(site: Site) -> str:
    files = [name for name in words_of(site) if name.endswith(".pf_fragment")]
    return "\n".join(gzip.decompress((site.out / name).read_bytes()).decode() for name in files)


def found_as(site: Site) -> dict[str, tuple[str, str]]:
    """Return what is searched of each page of the archive's language: its words, and what it is about."""
    folder = site.out / "pagefind/en/fragment"
    told = [gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd") for file in folder.iterdir()]
    return {
        page["url"].removesuffix(".html").strip("/").partition("/")[2]: (
            page["content"],
            page["meta"]["about"],
        )
        for page in map(json.loads, told)
    }


def test_a_release_is_found_by_its_states_and_topics_and_a_record_by_its_summary(example: Site) -> None:
    found = found_as(example)
    about = found["2013/11/open-harbour-begins"][1]
    assert {"Azerbaijan", "Azerbaïdjan", "Ivory", "harbours"} <= set(about.split())
    assert "Reports a hearing" in found["2012/03/lagoon-hearing"][0]
    assert "Asks the azure coast" not in found["2014/05/azure-coast"][0], "the text speaks for itself"


def test_shared_background_is_found_by_its_names_definition_and_every_wording(example: Site) -> None:
    words, names = found_as(example)["background/court"]
    assert names == "the Bench"
    for said in ("A court that tries people", "for ten years", "twelve"):
        assert said in words
    assert "Network" not in words, "it is another entry, which this one only names"


def test_shared_background_is_found_by_the_text_below_its_front_matter(
    archive: Archive, site: Callable[..., Site]
) -> None:
    assert "What the glossary adds" in found_as(site())["background/network"][0]
    archive.edit("docs/background/network.md", "What the glossary adds", "What the lexicon adds")
    assert "What the lexicon adds" in found_as(site())["background/network"][0]


def test_words_that_a_sign_joins_stand_apart_where_one_is_set_off(
    archive: Archive, site: Callable[..., Site]
) -> None:
    archive.release("2015/01/new", "We ask l’*arbitre* of the port—**now**—to come.")
    words = " ".join(found_as(site())["2015/01/new"])
    assert f"l’{pagefind.APART}arbitre of the port—{pagefind.APART}now—{pagefind.APART}to come" in words


def test_a_release_that_was_withdrawn_is_found_as_such(archive: Archive, site: Callable[..., Site]) -> None:
    site()
    name, day = "2016/09/lagoon-ratifies", dt.datetime(2026, 5, 24, tzinfo=dt.UTC)
    publishing.withdraw(archive.root, read_ledger(archive.root), name, "Sent by mistake.", day)
    assert found_as(site(publish=False))[name][0].startswith("[Withdrawn] The lagoon ratifies")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("docs/registers/states.yaml", "{en: Côte d’Ivoire}", "{en: Lagoon Republic}"),
        ("docs/background/harbour.md", "where ships rest", "where Lagoon ships rest"),
    ],
)
def test_a_name_or_definition_is_found_as_it_is_now(
    archive: Archive, site: Callable[..., Site], path: str, old: str, new: str
) -> None:
    before = found_as(site())
    archive.edit(path, old, new)
    after = found_as(site())
    changed = [page for page in before if before[page] != after[page]]
    assert changed
    assert all("Lagoon" in " ".join(after[page]) for page in changed)


def test_what_was_lost_of_the_index_is_made_again(site: Callable[..., Site]) -> None:
    made = site()
    whole = words_of(made)
    (made.out / "pagefind" / pagefind.SCRIPT).unlink()
    assert words_of(site()) == whole


def test_no_ready_made_page_of_pagefind_is_published(example: Site) -> None:
    named = {Path(name).name for name in words_of(example)}
    assert {name for name in named if name.endswith((".js", ".css"))} == {pagefind.SCRIPT}
    assert not any(name.startswith("wasm.unknown") for name in named)


def test_two_builds_and_a_step_between_give_the_same_bytes(
    archive: Archive, site: Callable[..., Site], tmp_path: Path
) -> None:
    site()
    archive.release("2015/01/new", "A dredger came.", about=["NG"])
    stepped = site()
    clean = build(archive.root, tmp_path / "clean", jobs=2)
    assert words_of(stepped)
    assert stepped.files() == clean.files()


def test_pagefind_is_told_of_no_filter_and_no_order(example: Site) -> None:
    """Its files of filters differ from build to build, and a search by filter loads the whole index."""
    assert not any("/filter/" in name for name in words_of(example))
    fragments = [json.loads(line.removeprefix("pagefind_dcd")) for line in texts_of(example).splitlines()]
    assert not any(fragment["filters"] for fragment in fragments)


def test_a_reader_loads_each_text_once(example: Site) -> None:
    """Pagefind would keep a paragraph that has a name again, as something to lead to."""
    fragments = [json.loads(line.removeprefix("pagefind_dcd")) for line in texts_of(example).splitlines()]
    assert fragments
    assert not any(fragment["anchors"] for fragment in fragments)


def test_no_file_is_empty_and_every_release_has_its_place(example: Site) -> None:
    assert all(words_of(example).values())
    ids = json.loads((example.out / "pagefind/en/ids.json").read_text())
    table = json.loads((example.out / "search/index.json").read_text())["rows"]
    assert len(set(ids)) == len(ids) > len(table)  # the shared background comes after the releases
    assert all((example.out / f"pagefind/en/fragment/{name}.pf_fragment").exists() for name in ids)


def test_the_index_is_left_alone_when_nothing_searchable_changed(
    archive: Archive, site: Callable[..., Site]
) -> None:
    before = site().times()
    archive.edit("docs/guide.md", "# ", "# Our ")
    archive.change("2014/05/azure-coast", summary="Asks it to join.")  # lists show it
    after = site().times()
    assert {n: t for n, t in before.items() if n.startswith("pagefind/en/fragment")} == {
        n: t for n, t in after.items() if n.startswith("pagefind/en/fragment")
    }


def test_of_a_release_its_own_words_are_searched_and_not_what_many_print_alike(example: Site) -> None:
    searched = " ".join(found_as(example)["2014/05/azure-coast"])
    printed = words(example.page("releases/2014/05/azure-coast/"))
    assert "Ada Lind" in searched  # quoted in the text
    for shared in ("CONTACTS", "Press officer", "BACKGROUND", "The Court has sat for ten years"):
        assert shared in printed
        assert shared not in searched


def test_what_is_withheld_is_in_no_file_of_the_index(archive: Archive, site: Callable[..., Site]) -> None:
    archive.release("2026/06/secret", "The sluice gates open at dawn on the ninth, said nobody.")
    archive.change("2026/06/secret", embargo="2026-06-01T10:00+02:00")
    made = site(now="2026-05-24T12:00Z")
    assert "sluice" not in texts_of(made)
    assert not list(proof.leaks(made.out / "pagefind", archive.root, ["2026/06/secret"], [], Ledger()))


def test_a_removed_language_takes_its_index_along(archive: Archive, site: Callable[..., Site]) -> None:
    assert (site().out / "pagefind/ar").is_dir()
    archive.delete("releases/2014/05/azure-coast.ar.md")
    made = site()
    assert not (made.out / "pagefind/ar").exists()
    listed = json.loads((made.out / "pagefind/bundles.json").read_text())["bundles"]
    assert [language for _, language, *_ in listed] == ["en", "fr"]


def test_a_large_archive_has_an_index_for_each_five_years_newest_first(
    archive: Archive, site: Callable[..., Site]
) -> None:
    archive.release("1999/01/old", "A paddle steamer.", about=["NG"])
    with mock.patch.object(pagefind, "SPLIT", 3):
        made = site()
        listed = json.loads((made.out / "pagefind/bundles.json").read_text())["bundles"]
        assert [name for name, *_ in listed] == [
            "en-2015-2019",
            "en-2010-2014",
            "en-1995-1999",
            "ar-2010-2014",
            "fr-2010-2014",
        ]
        urls = re.findall(r'"url":"(/docs/[^"]+)"', texts_of(made))
        assert len(set(urls)) == len(urls) > 0, "the shared background is found once"
        before = made.times()
        archive.release("2018/01/new", "A hovercraft.", about=["NG"])
        after = site().times()
    finished = [name for name in before if name.startswith("pagefind/en-1995-1999/fragment")]
    assert finished
    assert all(before[name] == after[name] for name in finished)
    assert any(name not in before for name in after if name.startswith("pagefind/en-2015-2019/fragment"))


def test_without_the_program_the_site_is_built_and_says_why(
    site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert words_of(site())
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", "/nowhere/pagefind")
    made = site()
    assert made.warnings == ""
    assert "not searchable: PAGEFIND_BINARY_PATH names no file (/nowhere/pagefind)" in made.status
    assert not words_of(made)
    assert made.file("/search/").exists()


def test_another_program_can_be_named_and_its_fault_is_told(
    site: Callable[..., Site], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "pagefind"
    other.write_text("#!/bin/sh\necho 'out of memory' >&2\nexit 3\n")
    other.chmod(other.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", os.fspath(other))
    made = site()
    assert "Pagefind could not index the texts: out of memory" in made.warnings
    assert not words_of(made)


def test_an_archive_that_begins_has_nothing_to_index(archive: Archive, site: Callable[..., Site]) -> None:
    for name in archive.releases():
        archive.delete(f"releases/{name}.md")
    for entry in ("court", "harbour", "network"):
        archive.delete(f"docs/background/{entry}.md")
    for guide in ("guide", "links"):
        archive.write(f"docs/{guide}.md", "# Guide\n")
    made = site()
    assert made.warnings == ""
    assert not words_of(made)


def test_a_preview_has_no_index(site: Callable[..., Site]) -> None:
    assert not words_of(site(overrides={"press_preview": "*"}))
