"""An incremental build is a clean build, byte for byte, whatever was changed and however it is built.

Every file of the output is compared; only Sphinx's note of its own settings (``.buildinfo``) and its
pickles (``.doctrees``) are left out, because no reader gets them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from press_archive.ledger.file import append, read_ledger
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from tests.helpers import REPOSITORY, Archive, Refused, Site, assert_clean, build, document, publish_all

AZURE, LAGOON, BEGINS = "2014/05/azure-coast", "2016/09/lagoon-ratifies", "2013/11/open-harbour-begins"
CONTACTS, CAMPAIGNS = "docs/registers/contacts.yaml", "docs/registers/campaigns.yaml"
STATES, ISSUERS = "docs/registers/states.yaml", "docs/registers/issuers.yaml"
COURT, NETWORK = "docs/background/court.md", "docs/background/network.md"


class Edit(NamedTuple):
    """A change that an author makes."""

    what: str
    make: Callable[[Archive], object]


def edit(what: str, path: str, old: str, new: str) -> Edit:
    return Edit(what, lambda archive: archive.edit(path, old, new))


def change(what: str, name: str, body: str | None = None, **fields: object) -> Edit:
    return Edit(what, lambda archive: archive.change(name, body, **fields))


def add(what: str, name: str, **fields: Any) -> Edit:
    return Edit(what, lambda archive: archive.release(name, **fields))


def delete(what: str, path: str) -> Edit:
    return Edit(what, lambda archive: archive.delete(path))


def write(what: str, path: str, text: str) -> Edit:
    return Edit(what, lambda archive: archive.write(path, text))


def move(archive: Archive, name: str, new: str) -> None:
    date = "-".join(new.split("/")[:-1])
    archive.change(name, date=date)
    target = archive.root / f"releases/{new}.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    (archive.root / f"releases/{name}.md").rename(target)


EDITS = [
    add("a release is added", "2014/06/new", about=["AZ"], campaign="open-harbour"),
    add("a state gets its first release", "2014/06/new", about=["NE"], mentions=["TL"]),
    add("a translation is added", f"{LAGOON}.fr", about=["CI"]),
    delete("a release is deleted", "releases/2014/harbour-review.md"),
    delete("the only release of a year is deleted", f"releases/{LAGOON}.md"),
    delete("a translation is deleted", f"releases/{AZURE}.fr.md"),
    change("a text is edited", LAGOON, "Nobody waited."),
    change("a title is edited", AZURE, title="The azure coast may open"),
    change("a deck is edited", AZURE, deck="Words are not enough"),
    change("a day is corrected", AZURE, date="2014-05-07"),
    change("a day turns out not to be known", AZURE, date="2014-05"),
    change("a kind is edited", LAGOON, kind="letter"),
    change("a summary is edited", "2012/03/lagoon-hearing", summary="Tells of it."),
    change("a state is changed", LAGOON, about=["TL"]),
    change("a state is only mentioned", BEGINS, about=["CI"], mentions=["AZ"]),
    change("a campaign is taken away", AZURE, campaign=None),
    change("a campaign is changed", BEGINS, campaign="night-ferry"),
    change("an issuer is changed", LAGOON, issuer="friends"),
    change("a language is changed", LAGOON, language="fr"),
    change("a contact is taken out", AZURE, contacts=["ben-okoro"]),
    change("background is taken out", AZURE, background=["network"]),
    Edit(
        "a release moves to another month", lambda archive: move(archive, LAGOON, "2016/10/lagoon-ratifies")
    ),
    edit("a contact's old detail is corrected", CONTACTS, "0001", "0009"),
    edit("a contact is renamed", CONTACTS, "Ben Okoro", "Benjamin Okoro"),
    edit("a campaign is renamed", CAMPAIGNS, "Open Harbour", "Harbours for All"),
    edit("a campaign's period is corrected", CAMPAIGNS, "end: 2014-12", "end: 2015-01"),
    edit("a focus month is added", CAMPAIGNS, "state: TL}", "state: TL}\n    - {month: 2016-09, state: CI}"),
    edit("a campaign is added", CAMPAIGNS, "night-ferry:", "x:\n  name: X\n  description: Y\n\nnight-ferry:"),
    edit("an issuer is renamed", ISSUERS, "Friends of the Example", "Friends"),
    edit("a state is renamed", STATES, "{en: Côte d’Ivoire}", "{en: Ivory Coast}"),
    edit("a state of texts in other languages is renamed", STATES, "AZ:", "AZ:\n  name: {en: Azure}"),
    edit("a state changes its group", STATES, "Asia-Pacific", "African"),
    edit("a state is added", STATES, "TL:", "FR:\n  group: African\n\nTL:"),
    edit("an old wording is corrected", COURT, "ten years", "a decade"),
    edit("a newer wording is corrected", COURT, "*twelve*", "*a dozen*"),
    edit("a wording is added", COURT, "wordings:\n", "wordings:\n  - {from: 2012-01-01, text: It sits.}\n"),
    edit(
        "a background entry is retitled",
        COURT,
        "term: Court\nother_names: [the Bench]",
        "term: Bench\nother_names: [Court]",
    ),
    edit("an entry that others point to is retitled", "docs/background/harbour.md", "Harbour", "Haven"),
    edit("a definition is edited", "docs/background/harbour.md", "ships rest", "ships lie"),
    write("an entry is added", "docs/background/x.md", document({"term": "X", "definition": "Y."})),
    edit("a guide is retitled", "docs/guide.md", "# Reading", "# How to read"),
    edit("a guide leaves the contents", "docs/index.md", "\nguide\n", "\n"),
    edit("the archive is renamed", "conf.py", "Example Coalition archive", "The archive"),
    edit("the archive moves to another address", "conf.py", "archive.example.org", "press.example.org"),
    edit("headings get anchors", "conf.py", "nitpicky", "myst_heading_anchors = 3\nnitpicky"),
    edit("the archive learns a language", "conf.py", '"ar"]', '"ar", "es"]'),
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example archive and its site, just built."""
    folder = tmp_path_factory.mktemp("incremental")
    build(Archive(folder / "here/archive").root, folder / "here/site")
    shutil.copytree(folder / "here", folder / "kept")
    return folder


def afresh(built: Path) -> tuple[Archive, Path]:
    """Put the same archive and its site at the same place, whatever the last test did to them."""
    shutil.rmtree(built / "here")
    shutil.copytree(built / "kept", built / "here")
    return Archive(built / "here/archive"), built / "here/site"


@pytest.fixture
def start(built: Path) -> tuple[Archive, Path]:
    return afresh(built)


@pytest.mark.parametrize("what", EDITS, ids=[edit.what.replace(" ", "-") for edit in EDITS])
def test_after_an_edit_the_site_is_what_a_clean_build_gives(start: tuple[Archive, Path], what: Edit) -> None:
    archive, out = start
    what.make(archive)
    assert_clean(build(archive.root, out), archive)


def test_machines_read_the_new_name_of_a_state_where_people_read_another_language(
    archive: Archive, tmp_path: Path
) -> None:
    # In a language that Sphinx does not speak: of others, it keeps words until the process ends.
    archive.edit("conf.py", 'language = "en"', 'language = "mt"')
    archive.edit("conf.py", '"ar"]', '"ar", "mt"]')
    assert "Ażerbajġan" in build(archive.root, tmp_path / "site").html("states/az")
    archive.edit(STATES, "AZ:", "AZ:\n  name: {en: Azure}")
    site = build(archive.root, tmp_path / "site")
    assert '"Azure"' in site.html("states/az")
    assert_clean(site, archive)


def test_a_release_that_moved_is_at_its_new_address_in_every_file(start: tuple[Archive, Path]) -> None:
    """Though its page says nothing else than it did."""
    archive, out = start
    old, new = "2010/05/alone", "2010/05/alone-now"
    archive.release(old)
    assert "alone/" in build(archive.root, out).file("data/releases.csv").read_text("utf-8")
    line = read_ledger(archive.root).holds[old]
    (archive.root / f"releases/{old}.md").rename(archive.root / f"releases/{new}.md")
    append(archive.root, [line._replace(address=new), line._replace(state="moved", target=new)])
    assert_clean(build(archive.root, out, publish=False), archive, publish=False)


def test_the_data_say_where_a_release_is_found_to_have_stood(start: tuple[Archive, Path]) -> None:
    """Though nothing of the release itself has changed."""
    archive, out = start
    line = read_ledger(archive.root).holds[LAGOON]
    old = "http://old.example.org/?lagoon=2016"
    append(archive.root, [line._replace(address=old, state="moved", target=LAGOON)])
    after = build(archive.root, out, publish=False)
    assert old in after.file("data/releases.json").read_text("utf-8")
    assert_clean(after, archive, publish=False)


def test_a_release_whose_embargo_ends_appears_everywhere(start: tuple[Archive, Path]) -> None:
    archive, out = start
    archive.release(
        "2026/05/soon", about=["AZ"], campaign="open-harbour", embargo="2026-05-20T10:00 Europe/Rome"
    )
    before = build(archive.root, out, now="2026-05-20T07:59:59+00:00")
    assert not [name for name, text in before.files().items() if b"2026/05/soon" in text]
    after = build(archive.root, out, now="2026-05-20T08:00:00+00:00")
    assert "On 2026/05/soon" in after.html("states/az")
    assert_clean(after, archive, now="2026-05-20T08:00:00+00:00")


def test_a_release_put_under_embargo_again_disappears_everywhere(start: tuple[Archive, Path]) -> None:
    archive, out = start
    archive.change("2014/harbour-review", embargo="2027-01-01T00:00Z")
    after = build(archive.root, out)
    assert not after.file("releases/2014/harbour-review").exists()
    assert_clean(after, archive)


def test_a_file_replaced_by_an_older_one_is_read_again(start: tuple[Archive, Path]) -> None:
    """As ``mv``, ``rsync`` or a restored backup do: the content changes and the time goes back."""
    archive, out = start
    archive.change(LAGOON, "Nobody waited.", title="An older title")
    os.utime(archive.root / f"releases/{LAGOON}.md", (1e9, 1e9))
    assert_clean(build(archive.root, out), archive)


def test_a_guide_replaced_by_an_older_one_is_read_again(start: tuple[Archive, Path]) -> None:
    archive, out = start
    archive.write("docs/guide.md", "# Restored\n\nAs it was.\n")
    os.utime(archive.root / "docs/guide.md", (1e9, 1e9))
    assert_clean(build(archive.root, out), archive)


@pytest.mark.parametrize(
    ("link", "before", "after", "other"),
    [
        ("{ref}`there <here>`", "(here)=\n\nHere.", "Here.", "(here)=\n\nHere."),
        ("{any}`here`", "(here)=\n\n## Here", "(here)=\n\n## There", "Nothing."),
        ("[](first.md#here)", "## Here", "## HERE", "Nothing."),
        ("{py:func}`pier`", "```{py:function} pier()\n```", "Nothing.", "```{py:function} pier()\n```"),
        (":::{toctree}\n:maxdepth: 3\nabove\n:::", "## Here", "## There", "Nothing."),
    ],
    ids=["place", "any", "heading", "object", "contents"],
)
def test_a_guide_shows_what_it_points_to_as_it_is_now(
    start: tuple[Archive, Path], link: str, before: str, after: str, other: str
) -> None:
    archive, out = start
    archive.write("conf.py", archive.read("conf.py") + "myst_heading_anchors = 3\n")
    archive.write("docs/above.md", "# Above\n\n:::{toctree}\nfirst\n:::\n")
    archive.write("docs/guide.md", f"# Guide\n\n{link}\n")
    archive.write("docs/first.md", f"# First\n\n{before}\n")
    archive.write("docs/second.md", "# Second\n\nNothing.\n")
    build(archive.root, out)
    archive.write("docs/first.md", f"# First\n\n{after}\n")
    archive.write("docs/second.md", f"# Second\n\n{other}\n")
    assert_clean(build(archive.root, out), archive)


@pytest.mark.parametrize("link", ["[The paper](the%20paper.pdf)", "[The paper][it]\n\n[it]: <the paper.pdf>"])
def test_a_paper_that_comes_after_the_text_that_links_to_it_is_published(
    start: tuple[Archive, Path], link: str
) -> None:
    archive, out = start
    archive.release("2014/06/shown", link)
    archive.write("docs/guide.md", f"# Guide\n\n{link}\n")
    assert "paper" in build(archive.root, out).warnings
    for folder in ("releases/2014/06", "docs"):
        archive.write(f"{folder}/the paper.pdf", folder)
    site = build(archive.root, out)
    assert len([name for name in site.files() if name.startswith("_downloads/")]) == 2
    assert_clean(site, archive)


def test_what_conf_py_copies_no_more_is_removed(start: tuple[Archive, Path]) -> None:
    archive, out = start
    archive.write("own/static/pier.css", "p {}")
    archive.write("own/static/spare/quay.css", "q {}")
    archive.write("own/extra/about/letter.txt", "A letter.")
    copies = 'html_static_path = ["own/static"]\nhtml_extra_path = ["own/extra"]\nhtml_logo = "map.svg"\n'
    archive.write("map.svg", "<svg xmlns='http://www.w3.org/2000/svg'></svg>")
    before = archive.read("conf.py")
    archive.write("conf.py", before + copies)
    names = {"_static/pier.css", "_static/spare/quay.css", "about/letter.txt", "_static/map.svg"}
    assert names <= build(archive.root, out).files().keys()
    shutil.rmtree(archive.root / "own/static/spare")
    assert_clean(build(archive.root, out), archive)
    archive.write("conf.py", before)
    assert_clean(build(archive.root, out), archive)


@pytest.mark.parametrize("path", ["robots.txt", "404.html", f"releases/{LAGOON}/index.html"])
def test_a_copied_file_never_stands_where_the_archive_makes_one(
    archive: Archive, tmp_path: Path, path: str
) -> None:
    archive.write("conf.py", archive.read("conf.py") + 'html_extra_path = ["own"]\n')
    archive.write(f"own/{path}", "Of another hand.")
    with pytest.raises(Refused, match=f"html_extra_path .* {path}, and the archive makes one"):
        build(archive.root, tmp_path / "site")


def test_a_picture_keeps_its_address_when_another_of_its_name_comes(start: tuple[Archive, Path]) -> None:
    archive, out = start

    def picture(month: str) -> bytes:
        drawing = f"<svg xmlns='http://www.w3.org/2000/svg'><!-- {month} --></svg>".encode()
        archive.write(f"releases/2014/{month}/map.svg", drawing)
        archive.release(f"2014/{month}/shown", "![A map](map.svg)")
        return drawing

    june = picture("06")
    (address,) = (name for name in build(archive.root, out).files() if name.startswith("_images/map-"))
    picture("05")
    site = build(archive.root, out)
    assert site.files()[address] == june
    assert address in site.html("releases/2014/06/shown")
    assert_clean(site, archive)


@pytest.mark.parametrize("path", ["docs/map.svg", "releases/2014/06/map.svg"])
@pytest.mark.parametrize("lost", [False, True], ids=["older", "lost"])
def test_a_picture_replaced_by_an_older_one_is_copied_again(
    start: tuple[Archive, Path], path: str, *, lost: bool
) -> None:
    archive, out = start
    drawing = "<svg xmlns='http://www.w3.org/2000/svg'><!-- {} --></svg>"
    archive.write("docs/guide.md", "# Guide\n\n![A map](map.svg)\n")
    archive.write("docs/map.svg", drawing.format("new"))
    archive.release("2014/06/shown", "![A map](map.svg)")
    archive.write("releases/2014/06/map.svg", drawing.format("new"))
    build(archive.root, out)
    if lost:
        for picture in (out / "_images").iterdir():
            picture.unlink()
    else:
        archive.write(path, drawing.format("old"))
        os.utime(archive.root / path, (1e9, 1e9))
    assert_clean(build(archive.root, out), archive)


def test_a_register_put_back_as_it_was_gives_the_first_site_again(start: tuple[Archive, Path]) -> None:
    archive, out = start
    first = build(archive.root, out).files()
    archive.edit(CONTACTS, "Ada Lind", "Ada Berg")
    assert build(archive.root, out).files() != first
    archive.edit(CONTACTS, "Ada Berg", "Ada Lind")
    assert build(archive.root, out).files() == first


def test_a_build_with_nothing_changed_writes_nothing(start: tuple[Archive, Path]) -> None:
    archive, out = start
    first = build(archive.root, out).times()
    again = build(archive.root, out).times()
    written = {name for name in again if again[name] != first.get(name)}
    ours = {name for name in written if not name.startswith("_static/")}  # Sphinx copies its own each time
    assert ours <= {".press-archive.json", "manifest.json", "objects.inv"}


def test_an_edit_writes_only_the_pages_that_show_it(start: tuple[Archive, Path]) -> None:
    archive, out = start
    first = build(archive.root, out).times()
    archive.change(f"{AZURE}.fr", "La côte attend.")
    after = build(archive.root, out).times()
    written = {name for name, time in after.items() if time != first.get(name) and name.endswith(".html")}
    assert written == {f"releases/{AZURE}.fr/index.html"}


def test_one_process_or_two_make_the_same_bytes(archive: Archive, tmp_path: Path) -> None:
    for number in range(24):  # so many that each process has some; and what one of them finds, all know
        archive.write(
            f"releases/2012/03/coast-{number:02}.svg",
            f"<svg xmlns='http://www.w3.org/2000/svg'><!-- {number} --></svg>",
        )
        archive.release(f"2012/03/coast-{number:02}", f"![A coast](coast-{number:02}.svg)", about=["NE"])
    one, two = (build(archive.root, tmp_path / str(jobs), jobs=jobs).files() for jobs in (1, 2))
    assert one == two
    assert sum(name.startswith("_images/") for name in one) == 24


def test_a_deleted_source_leaves_no_output(start: tuple[Archive, Path]) -> None:
    archive, out = start
    archive.release("2018/02/alone", about=["NE"])
    assert build(archive.root, out).file("releases/2018/02/alone").exists()
    archive.delete("releases/2018/02/alone.md")
    after = build(archive.root, out).files()
    assert not [name for name, content in after.items() if "2018" in name or b"2018/02/alone" in content]


def test_a_guide_that_was_deleted_leaves_no_copy_of_its_source(archive: Archive, tmp_path: Path) -> None:
    archive.edit("conf.py", "nitpicky = True", "html_copy_source = True")
    archive.write("docs/tides.md", "# Tides\n\nThey come and go.\n")
    build(archive.root, tmp_path / "site")
    archive.delete("docs/tides.md")
    after = build(archive.root, tmp_path / "site").files()
    assert not [name for name, content in after.items() if "tides" in name or b"come and go" in content]


class Interrupted(Exception):  # noqa: N818  (what happens, not what is wrong)
    """What stops a build in these tests."""


@pytest.mark.parametrize("stop", [Interrupted, KeyboardInterrupt])
@pytest.mark.parametrize("event", ["html-page-context", "env-check-consistency", "doctree-resolved"])
def test_a_build_after_an_interrupted_one_is_clean(
    start: tuple[Archive, Path], event: str, stop: type[BaseException]
) -> None:
    archive, out = start

    def interrupt(app: Sphinx) -> None:
        calls = iter(range(3))

        def handler(*args: object) -> None:
            if event == "env-check-consistency" or next(calls, None) is None:
                raise stop

        app.connect(event, handler)

    archive.release("2014/06/new", about=["NE"])
    archive.edit(CONTACTS, "Ada Lind", "Ada Berg")
    archive.change("2012/03/lagoon-hearing", title="A hearing")
    with pytest.raises(Exception if stop is Interrupted else stop):
        build(archive.root, out, watch=interrupt)
    assert_clean(build(archive.root, out), archive)


def test_what_was_deleted_before_an_interrupted_build_is_removed_by_the_next(
    start: tuple[Archive, Path],
) -> None:
    archive, out = start

    def interrupt(app: Sphinx) -> None:
        def handler(*_: object) -> None:
            raise Interrupted

        app.connect("html-page-context", handler)

    archive.delete("releases/2014/harbour-review.md")
    with pytest.raises(ExtensionError):
        build(archive.root, out, watch=interrupt)
    # As kill -9 leaves it.
    (out / "releases/.4711-index.html").write_text("The first half of a page", "utf-8")
    assert_clean(build(archive.root, out), archive)


@pytest.mark.parametrize("other", ["text", "html", "dummy"])
def test_another_builder_on_the_same_doctrees_hides_no_change(
    archive: Archive, tmp_path: Path, other: str
) -> None:
    """As ``make html`` and ``make linkcheck`` do: the other one reads the change first."""
    shared = tmp_path / "doctrees"
    build(archive.root, tmp_path / "site", doctrees=shared)
    archive.edit(CONTACTS, "Ada Lind", "Ada Berg")
    archive.edit(COURT, "ten years", "a decade")
    archive.change(LAGOON, "Nobody waited.")
    build(archive.root, tmp_path / "other", builder=other, doctrees=shared)
    site = build(archive.root, tmp_path / "site", doctrees=shared)
    assert_clean(site, archive)


def test_a_wiped_output_folder_is_filled_again(start: tuple[Archive, Path]) -> None:
    archive, out = start
    doctrees = out.with_name("doctrees")
    shutil.move(out / ".doctrees", doctrees)
    shutil.rmtree(out)
    assert_clean(build(archive.root, out, doctrees=doctrees), archive)


def test_after_an_update_of_the_program_the_site_is_what_a_clean_build_gives(
    archive: Archive, tmp_path: Path
) -> None:
    """No source of the archive has changed, but a guide prints what our code says, and code makes files."""
    archive.write("docs/guide.md", "# Fields\n\n```{press:fields} Campaign\n```\n")
    publish_all(archive.root)
    package = tmp_path / "code/press_archive"
    shutil.copytree(
        REPOSITORY / "extensions/press_archive", package, ignore=shutil.ignore_patterns("__pycache__")
    )

    def site(out: Path) -> dict[str, bytes]:
        command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "dirhtml", str(archive.root), str(out)]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONPATH": str(package.parent)})
        return Site(out, "", "").files()

    def update(module: str, old: str, new: str) -> None:
        path = package / module
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    before = site(tmp_path / "site")
    update("records/registers.py", "What it was for, in", "What it served, in")
    update("formats/opensearch.py", '"UTF-8"', '"utf-8"')
    after = site(tmp_path / "site")
    changed = {name for name in after if after[name] != before.get(name)}
    assert {"docs/guide/index.html", "opensearch.xml"} <= changed
    assert after == site(tmp_path / "clean")


# Any edits at all

STATE_CODES = ["AZ", "CI", "NE", "NG", "TL"]
#: Releases that others cite, so that no edit may take them away.
CITED = {AZURE, BEGINS, LAGOON}


def _pick(archive: Archive, number: int) -> str:
    names = archive.releases()
    return names[number % len(names)]


def _pick_free(archive: Archive, number: int) -> str | None:
    names = [name for name in archive.releases() if name not in CITED]
    return names[number % len(names)] if names else None


def any_release(archive: Archive, n: int) -> None:
    archive.release(
        f"{2013 + n % 3}/{n % 12 + 1:02}/any-{n % 5}",
        f"The text, for the {n}th time.",
        about=STATE_CODES[n % 5 : n % 5 + 2],
        mentions=STATE_CODES[: n % 3] if n % 5 > 2 else [],
        background=["court", "network"][: n % 3],
        contacts=["ben-okoro"] if n % 12 and n % 3 else [],
    )


def any_text(archive: Archive, n: int) -> None:
    name = _pick(archive, n)
    if "held: record" not in archive.read(f"releases/{name}.md"):
        archive.change(name, f"Written for the {n}th time.")


def any_deletion(archive: Archive, n: int) -> None:
    if name := _pick_free(archive, n):
        archive.delete(f"releases/{name}.md")


def any_title(archive: Archive, n: int) -> None:
    archive.change(_pick(archive, n), title=f"Title {n}")


def any_state(archive: Archive, n: int) -> None:
    archive.change(_pick(archive, n), about=[STATE_CODES[n % 5]], mentions=[STATE_CODES[(n + 1) % 5]])


def any_month(archive: Archive, n: int) -> None:
    if name := _pick_free(archive, n):
        slug = name.rpartition("/")[2]
        new = f"{2014 + n % 3}/{n % 12 + 1:02}/{slug}"
        if new not in archive.releases():
            move(archive, name, new)


def any_campaign(archive: Archive, n: int) -> None:
    archive.change(_pick(archive, n), campaign=[None, "open-harbour", "night-ferry"][n % 3])


def any_background(archive: Archive, n: int) -> None:
    archive.change(_pick(archive, n), background=["network", "court"][n % 2 :] if n % 3 else None)


def any_contact(archive: Archive, n: int) -> None:
    archive.write(CONTACTS, re.sub(r"name: Ada.*", f"name: Ada {n}", archive.read(CONTACTS)))


def any_campaign_name(archive: Archive, n: int) -> None:
    archive.write(CAMPAIGNS, re.sub(r"name: (Open|Harb).*", f"name: Harbours {n}", archive.read(CAMPAIGNS)))


def any_wording(archive: Archive, n: int) -> None:
    archive.write(NETWORK, re.sub(r"joins \d+", f"joins {n}", archive.read(NETWORK)))


def any_newer_wording(archive: Archive, n: int) -> None:
    year = int(re.findall(r"from: (\d{4})", archive.read(NETWORK))[-1]) + 1
    newer = f"  - from: {year}-01-01\n    text: The Network joins {n} groups in {year}.\n---\n\n"
    archive.edit(NETWORK, "---\n\n", newer)


ANY = [
    any_release,
    any_text,
    any_deletion,
    any_title,
    any_state,
    any_month,
    any_campaign,
    any_background,
    any_contact,
    any_campaign_name,
    any_wording,
    any_newer_wording,
]
one_edit = st.tuples(st.sampled_from(ANY), st.integers(0, 999))
rounds = st.lists(
    st.tuples(st.lists(one_edit, min_size=1, max_size=4), st.sampled_from([1, 2])), min_size=1, max_size=3
)


THOROUGH = settings.get_current_profile_name() == "thorough"


@settings(
    max_examples=200 if THOROUGH else 10,
    phases=tuple(Phase) if THOROUGH else (Phase.explicit, Phase.generate),  # each try costs seconds
)
@given(rounds)
def test_after_any_edits_the_site_is_what_a_clean_build_gives(
    built: Path, rounds: list[tuple[list[tuple[Callable[[Archive, int], None], int]], int]]
) -> None:
    archive, out = afresh(built)
    for path in (COURT, NETWORK):  # a wording for any date that an edit may give
        archive.edit(path, "from: 2013-01-01", "from: 2000-01-01")
    for edits, jobs in rounds:
        for make, number in edits:
            make(archive, number)
        assert_clean(build(archive.root, out, jobs=jobs), archive)


def test_a_page_that_is_written_again_is_whole_at_every_moment(archive: Archive, tmp_path: Path) -> None:
    page = build(archive.root, tmp_path / "out").file(f"releases/{AZURE}")
    seen, done = [True], threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.append(page.exists() and page.read_bytes().endswith(b"</html>"))
            time.sleep(0.001)

    reader = threading.Thread(target=read)
    reader.start()
    for age in range(3):
        archive.change(AZURE, f"It is {age} years old.")
        build(archive.root, tmp_path / "out")
    done.set()
    reader.join()
    assert all(seen)
