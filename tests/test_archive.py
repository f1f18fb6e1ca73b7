"""The whole archive, read and checked at once: every problem of every file, and what is not public yet."""

from __future__ import annotations

import os
import pickle
from functools import partial
from pathlib import Path

import press_archive.records
import pytest
from press_archive.records import read_release
from press_archive.scan import WORTH_SHARING

from tests.helpers import Archive, complaints, document, scanned

AZURE = "2014/05/azure-coast"


def wrong(archive: Archive) -> list[str]:
    return complaints(lambda: scanned(archive.root))


def test_the_example_archive_has_nothing_wrong(archive: Archive) -> None:
    found = scanned(archive.root)
    assert found.warnings == ()
    assert [release.name for release in found.releases] == [
        "2012/03/lagoon-hearing",
        "2013/11/open-harbour-begins",
        "2014/harbour-review",
        "2014/05/azure-coast",
        "2014/05/azure-coast.ar",
        "2014/05/azure-coast.fr",
        "2016/09/lagoon-ratifies",
    ]


def test_a_release_has_its_defaults_filled_in(archive: Archive) -> None:
    releases = {release.name: release for release in scanned(archive.root).releases}
    assert [releases[f"{AZURE}{suffix}"].language for suffix in ("", ".fr", ".ar")] == ["en", "fr", "ar"]
    assert releases[AZURE].issuer == "example"
    assert releases["2012/03/lagoon-hearing"].issuer == "friends"
    assert {releases[f"{AZURE}{suffix}"].work for suffix in ("", ".fr", ".ar")} == {AZURE}


def test_all_problems_of_all_files_are_said_at_once(archive: Archive) -> None:
    archive.edit(f"releases/{AZURE}.md", "kind: press-release", "kind: poem\ncolour: blue")
    archive.edit(f"releases/{AZURE}.fr.md", "2014-05-06", "2014-06-06")
    archive.edit("docs/registers/contacts.yaml", "place: New York", "plaza: New York")
    archive.edit("docs/background/harbour.md", "term: Harbour", "name: Harbour")
    archive.write("releases/2015/01/broken.md", b"\xff\xfe")
    said = wrong(archive)
    for part in (
        f"releases/{AZURE}.md:5: kind: ",
        f"releases/{AZURE}.md:6: colour: ",
        f"releases/{AZURE}.fr.md:4: date: ",
        "docs/registers/contacts.yaml:23: ben-okoro.details.0.plaza: ",
        "docs/registers/contacts.yaml:21: ben-okoro.details.0.place: missing",
        "docs/background/harbour.md:2: name: unknown field",
        "docs/background/harbour.md:2: term: missing",
        "releases/2015/01/broken.md:1: not UTF-8",
    ):
        assert any(message.startswith(part) for message in said), part


def test_problems_stand_in_the_order_of_files_and_lines(archive: Archive) -> None:
    for name in archive.releases():
        archive.edit(f"releases/{name}.md", "kind: ", "colour: blue\nkind: un")
    said = [(message.split(":")[0], int(message.split(":")[1])) for message in wrong(archive)]
    assert said == sorted(said)


@pytest.mark.parametrize(
    ("old", "new", "place", "says"),
    [
        ("about: [AZ]", "about: [Ivory Coast]", "8: about", 'unknown state "Ivory Coast"; did you mean "CI"'),
        ("about: [AZ]", "about: [AX]", "8: about", 'unknown state "AX"'),
        ("[NG]", "[East Timor]", "9: mentions", 'unknown state "East Timor"; did you mean "TL"'),
        ("campaign: open-harbour", "campaign: open-harbor", "10: campaign", 'did you mean "open-harbour"?'),
        ("ben-okoro", "ben-okora", "11: contacts", 'did you mean "ben-okoro"?'),
        ("network]", "netwerk]", "12: background", 'did you mean "network"?'),
        (
            "[court, network]",
            "[harbour]",
            "12: background",
            '"harbour" has no wording that held on 2014-05-06',
        ),
        ("kind:", "issuer: nobody\nkind:", "5: issuer", '"nobody" is not in docs/registers/issuers.yaml'),
    ],
)
def test_a_key_that_names_nothing_is_answered_with_the_nearest(
    archive: Archive, old: str, new: str, place: str, says: str
) -> None:
    archive.edit(f"releases/{AZURE}.md", old, new)
    (said,) = wrong(archive)
    assert said.startswith(f"releases/{AZURE}.md:{place}: ")
    assert says in said


def test_a_contact_or_a_wording_that_is_not_known_for_the_day_is_refused(archive: Archive) -> None:
    archive.release("2013/12/early", contacts=["ben-okoro"], background=["court"])
    archive.release("2012/12/earlier", background=["court"])
    archive.edit("docs/registers/contacts.yaml", "  - from: 2015-01-01", "  - from: 2016-01-01")
    archive.release("2015/06/later", contacts=["ada-lind"])
    said = wrong(archive)
    assert said == [
        'releases/2012/12/earlier.md:6: background: "court" has no wording that held on 2012-12; '
        "its first is from 2013-01-01",
        'releases/2013/12/early.md:6: contacts: "ben-okoro" has no details for 2013-12 in '
        "docs/registers/contacts.yaml; the first are from 2014",
        'releases/2015/06/later.md:6: contacts: "ada-lind" has no details for 2015-06 in '
        "docs/registers/contacts.yaml; those from 2013-01-01 end on 2014-12-31",
    ]


def test_registers_are_checked_against_each_other(archive: Archive) -> None:
    archive.edit("docs/registers/campaigns.yaml", "state: TL", "state: East Timor")
    archive.edit("docs/background/network.md", "harbour]", "harbor]")
    said = wrong(archive)
    assert said[0].startswith("docs/background/network.md:3: see_also: ")
    assert 'did you mean "harbour"?' in said[0]
    assert said[1].startswith("docs/registers/campaigns.yaml:9: open-harbour.focus.1.state: unknown state")


def test_a_state_of_which_nobody_knows_the_name_is_told(archive: Archive) -> None:
    states = archive.read("docs/registers/states.yaml")
    archive.write("docs/registers/states.yaml", f"QQ:\n  group: Other\n{states}")
    assert wrong(archive) == [
        "docs/registers/states.yaml:1: QQ: no state has this code (ISO 3166-1 alpha-2); mend it, or write "
        "the state's name"
    ]
    archive.edit("docs/registers/states.yaml", "QQ:\n", "QQ:\n  name: {en: Example Isles}\n")
    assert wrong(archive) == []


def test_a_register_that_is_missing_is_said_so(archive: Archive) -> None:
    archive.delete("docs/registers/issuers.yaml")
    assert "docs/registers/issuers.yaml:1: this register is missing" in wrong(archive)


@pytest.mark.parametrize("register", ["states", "issuers", "groups"])
def test_a_register_that_cannot_be_read_is_said_so(archive: Archive, register: str) -> None:
    path = f"docs/registers/{register}.yaml"
    (archive.root / path).unlink(missing_ok=True)
    (archive.root / path).symlink_to("nowhere.yaml")
    assert f"{path}:1: cannot be read: No such file or directory" in wrong(archive)
    archive.delete(path)
    (archive.root / path).mkdir()
    assert f"{path}:1: cannot be read: Is a directory" in wrong(archive)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("# Café\n".encode("latin-1"), "1: not UTF-8 (byte 0xE9); save the file as UTF-8"),
        ("# Guide\n".encode("utf-16"), "1: not UTF-8 (byte 0xFF); save the file as UTF-8"),
        (b"# Guide\n\nA\0b\n", "3: a control character (U+0000)"),
        (b"# Guide\n\n<<<<<<< HEAD\nA\n=======\nB\n>>>>>>> theirs\n", "3: a merge left two versions here"),
    ],
)
def test_a_guide_that_would_be_published_with_other_characters_is_refused(
    archive: Archive, raw: bytes, says: str
) -> None:
    archive.write("docs/guide.md", raw)
    (said,) = wrong(archive)
    assert said.startswith(f"docs/guide.md:{says}")


def test_a_link_to_a_folder_among_the_guides_is_refused(archive: Archive) -> None:
    """What is behind it would be published, and is not checked; in a circle it would never end."""
    (archive.root / "docs/circle").symlink_to(".")
    assert wrong(archive) == ["docs/circle:1: a link to a folder is not followed; put the folder itself here"]


def test_two_files_for_one_address_are_refused(archive: Archive) -> None:
    archive.release("2014/05/azure-coast.en", about=["AZ"])
    (said,) = wrong(archive)
    assert said == f'releases/{AZURE}.md:1: language: releases/{AZURE}.en.md is this release in "en" already'


def test_a_file_that_is_no_release_is_not_kept_among_them(archive: Archive) -> None:
    archive.write("releases/2014/05/notes.docx", b"PK")
    archive.write("releases/2014/05/.hidden", b"x")
    (said,) = wrong(archive)
    assert said.startswith("releases/2014/05/notes.docx:1: not a release: those end in .md")


# Embargo


def test_an_embargoed_release_is_withheld_until_its_moment(archive: Archive) -> None:
    archive.release("2026/07/soon", embargo="2026-07-17T10:00 Europe/Rome")
    before = scanned(archive.root, now="2026-07-17T07:59:59+00:00")
    assert before.withheld == {"2026/07/soon"}
    assert "2026/07/soon" not in {release.name for release in before.releases}
    after = scanned(archive.root, now="2026-07-17T08:00:00+00:00")
    assert after.withheld == frozenset()
    assert "2026/07/soon" in {release.name for release in after.releases}


def test_a_moment_is_the_same_day_in_whichever_zone_it_is_given(archive: Archive) -> None:
    given = ("2026-06-30T22:30:00+00:00", "2026-07-01T00:30:00+02:00")
    here, there = (scanned(archive.root, now=moment).today for moment in given)
    assert here == there


def test_an_embargoed_release_cannot_be_cited_before_it_is_public(archive: Archive) -> None:
    archive.release("2026/07/soon", embargo="2026-07-17T10:00 Europe/Rome")
    archive.release("2026/05/cites", "As {press:release}`2026/07/soon` will say.")
    (said,) = wrong(archive)
    assert said.startswith("releases/2026/05/cites.md:6: {press:release}: ")
    assert "cannot be cited" in said
    assert complaints(lambda: scanned(archive.root, now="2026-08-01T00:00Z")) == []


def test_an_embargoed_release_may_cite_another_and_the_public_ones(archive: Archive) -> None:
    archive.release("2026/07/soon", embargo="2026-07-17T10:00 Europe/Rome")
    body = f"After {{press:release}}`2026/07/soon` and {{press:release}}`{AZURE}`."
    archive.release("2026/08/later", body, embargo="2026-08-17T10:00 Europe/Rome")
    assert wrong(archive) == []


# The cache


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "state/records"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read rather than remembered."""
    read: list[str] = []

    def noting(raw: bytes, path: str) -> object:
        read.append(path)
        return read_release(raw, path)

    monkeypatch.setattr("press_archive.scan.read_release", noting)
    return read


def test_a_release_is_read_once_and_again_when_its_file_changes(
    archive: Archive, cache: Path, reads: list[str]
) -> None:
    first = scanned(archive.root, cache=cache)
    assert len(reads) == len(archive.releases())
    reads.clear()
    assert scanned(archive.root, cache=cache).releases == first.releases
    assert reads == []
    archive.change(AZURE, title="Another title")
    again = scanned(archive.root, cache=cache)
    assert reads == [f"releases/{AZURE}.md"]
    assert "Another title" in {release.title for release in again.releases}


def test_an_edit_that_keeps_the_size_is_seen(archive: Archive, cache: Path) -> None:
    scanned(archive.root, cache=cache)
    archive.edit(f"releases/{AZURE}.md", "Azure coast: open", "Azure coast: shut")
    titles = {release.title for release in scanned(archive.root, cache=cache).releases}
    assert "Azure coast: shut your harbour" in titles


def test_a_file_replaced_by_an_older_one_is_read_again(archive: Archive, cache: Path) -> None:
    scanned(archive.root, cache=cache)
    archive.change(AZURE, title="An older title")
    os.utime(archive.root / f"releases/{AZURE}.md", (1e9, 1e9))
    assert "An older title" in {release.title for release in scanned(archive.root, cache=cache).releases}


def test_a_release_that_is_gone_is_forgotten(archive: Archive, cache: Path) -> None:
    scanned(archive.root, cache=cache)
    archive.delete("releases/2014/harbour-review.md")
    assert "2014/harbour-review" not in {r.name for r in scanned(archive.root, cache=cache).releases}


def test_a_cache_that_other_code_made_is_not_trusted(
    archive: Archive, cache: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    scanned(archive.root, cache=cache)
    reads.clear()
    (tmp_path / "records").mkdir()
    (tmp_path / "records/__init__.py").write_text("# another version\n")
    monkeypatch.setattr(press_archive.records, "__file__", str(tmp_path / "records/__init__.py"))
    scanned(archive.root, cache=cache)
    assert len(reads) == len(archive.releases())


@pytest.mark.parametrize("what", ["scan.version", "scan.sys.version"])
def test_a_cache_that_other_libraries_or_another_python_made_is_not_trusted(
    archive: Archive, cache: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    scanned(archive.root, cache=cache)
    reads.clear()
    another = "4.0" if "sys" in what else lambda name: "9"
    monkeypatch.setattr(f"press_archive.{what}", another)
    scanned(archive.root, cache=cache)
    assert len(reads) == len(archive.releases())


@pytest.mark.parametrize(
    "content", [b"", b"rubbish", b"\x80", pickle.dumps(("other", {})), pickle.dumps([1, 2, 3])]
)
def test_a_broken_cache_is_a_missing_cache(archive: Archive, cache: Path, content: bytes) -> None:
    whole = scanned(archive.root, cache=cache)
    kept = list(cache.iterdir())
    assert len(kept) == len({name[:4] for name in archive.releases()}), "a file for each year"
    for file in kept:
        file.write_bytes(content)
    assert scanned(archive.root, cache=cache).releases == whole.releases
    for file in kept:
        file.write_bytes(file.read_bytes()[:-20])
    assert scanned(archive.root, cache=cache).releases == whole.releases


def test_a_faulty_file_is_complained_of_each_time(archive: Archive, cache: Path) -> None:
    archive.write("releases/2014/06/x.md", document({"title": "x"}, "Text."))
    for _ in range(2):
        said = complaints(lambda: scanned(archive.root, cache=cache))
        assert {message.partition(" ")[2] for message in said} == {
            "kind: missing; it is required",
            "date: missing; it is required",
        }


def test_progress_is_told_release_by_release(archive: Archive) -> None:
    told: list[tuple[int, int]] = []
    scanned(archive.root, on_file=lambda done, total: told.append((done, total)))
    assert told == [(done, 7) for done in range(1, 8)]


def test_many_new_releases_are_read_by_several_processes_with_the_same_result(
    archive: Archive, cache: Path
) -> None:
    front = {"title": "A ship came", "kind": "statement", "date": "2014-06-02"}
    for number in range(WORTH_SHARING):
        archive.write(f"releases/2014/06/ship-{number}.md", document(front, f"Ship {number} came in."))
    assert scanned(archive.root, jobs=2).releases == scanned(archive.root, jobs=1).releases
    for number in (7, 800):
        archive.edit(f"releases/2014/06/ship-{number}.md", "statement", "rumour")
    (archive.root / "releases/2014/06/lost.md").symlink_to("nowhere.md")
    scan = partial(scanned, archive.root, publish=False)
    said = [complaints(partial(scan, cache=cache, jobs=jobs)) for jobs in (2, 1)]
    assert said[0] == said[1]
    assert [message.partition(".md:")[0] for message in said[0]] == [
        f"releases/2014/06/{name}" for name in ("lost", "ship-7", "ship-800")
    ]
