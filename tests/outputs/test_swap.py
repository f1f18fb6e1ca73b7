"""A build is all or nothing: whatever happens to it, the folder is the old site or the new one, whole."""

from __future__ import annotations

import ctypes
import errno
import os
import random
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from select import select
from typing import Any

import pytest
from filelock import FileLock
from press_archive import digests
from press_archive.building import runner
from press_archive.cli.common import scan_archive
from press_archive.ledger import Ledger
from press_archive.outputs.manifest import verify
from press_archive.outputs.swap import put_in_place
from press_archive.search import pagefind

from tests.desk import Desk
from tests.helpers import Site, build

#: For each line that it is given, a process that builds; everything was imported before the clock starts, so
#: that a kill hits the build and not Python's start.
WARM = """
import os, sys
import press_archive.building.runner
import press_archive.cli.build, sphinx.builders.dirhtml
for _ in iter(sys.stdin.readline, ""):
    if not (process := os.fork()):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        break
    print(process, flush=True)
else:
    sys.exit()
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "archive")
    for month in range(1, 7):
        desk.release(f"2014/{month:02}/ships", f"In month {month} ships came.", about=["AZ"], summary="Old.")
    desk.must("publish", "releases")
    return desk


def change(desk: Desk, age: str) -> None:
    """Change what many pages show: lists, a release's own page, a page of the guide."""
    desk.change("2014/03/ships", summary=f"{age}.", topics=[age])
    desk.write("docs/guide.md", f"# Guide\n\nThe {age} one.\n")


def standing(desk: Desk) -> Site:
    return Site(desk.root / "site", "", "")


def clean(desk: Desk, folder: Path) -> dict[str, bytes]:
    """Build the archive as it stands from nothing."""
    return build(desk.root, folder, publish=False).files()


@pytest.fixture
def processes() -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that are gone when the test is over."""
    started: list[subprocess.Popen[str]] = []
    yield started
    for process in started:
        process.kill()
        process.communicate()


def test_killed_at_any_moment_the_site_is_the_old_or_the_new_one(
    desk: Desk, tmp_path: Path, processes: list[subprocess.Popen[str]]
) -> None:
    sites = {}
    for age in ("New", "Old"):
        change(desk, age)
        sites[age] = clean(desk, tmp_path / age)
    desk.build()
    assert standing(desk).files() == sites["Old"]
    chance = random.Random(3)
    starter = desk.start("build", before=WARM, typing=True)
    processes.append(starter)
    assert starter.stdin
    assert starter.stdout
    seen, longest = {"Old"}, 1.0
    for turn in range(12):
        change(desk, "New" if turn % 2 == 0 else "Old")
        began = time.monotonic()
        starter.stdin.write("go\n")
        starter.stdin.flush()
        process = int(starter.stdout.readline())
        end = os.pidfd_open(process)
        # The first is let through, to know how long it takes. The end of a build is where it could hurt.
        patience = longest * chance.choice([chance.uniform(0.05, 0.9), chance.uniform(0.8, 1.2)])
        if select([end], [], [], patience if turn else None)[0]:
            longest = time.monotonic() - began
        else:
            os.kill(process, signal.SIGKILL)
            select([end], [], [])
        os.close(end)
        site = standing(desk)
        assert list(verify(site.out, Ledger(), ())) == []
        seen |= {age for age, files in sites.items() if site.files() == files}
        assert site.files() in sites.values(), f"kill number {turn}"
    desk.build()
    assert standing(desk).files() == sites["Old"]
    desk.must("verify", "site")
    assert seen == {"Old", "New"}


#: A program that indexes words and goes on writing, as one whose build was killed does for a while.
BUSY = """#!/bin/sh
case "$1" in --version) echo "busy 1"; exit;; esac
mkdir -p "$4/fragment"; echo $$ > "$BUSY_AT"
while :; do n=$((n + 1)); mkdir -p "$4/fragment" && : > "$4/fragment/$n"; done
"""


def test_what_a_killed_build_has_left_running_does_not_hinder_the_next(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: list[subprocess.Popen[str]]
) -> None:
    desk.build()
    change(desk, "New")
    busy, at = tmp_path / "busy", tmp_path / "at"
    busy.write_text(BUSY, "utf-8")
    busy.chmod(0o755)
    with monkeypatch.context() as patch:
        patch.setenv("PAGEFIND_BINARY_PATH", os.fspath(busy))
        patch.setenv("BUSY_AT", os.fspath(at))
        building = desk.start("build")
    processes.append(building)
    while not at.exists() or not at.read_text("utf-8").strip():
        assert building.poll() is None
        time.sleep(0.05)
    building.kill()
    building.wait()
    try:
        new = desk.build().files()
    finally:
        os.kill(int(at.read_text("utf-8")), signal.SIGKILL)
    assert new == clean(desk, tmp_path / "clean")


def test_a_second_build_at_the_same_time_gets_one_clear_message(desk: Desk) -> None:
    old = desk.build().files()
    change(desk, "New")
    with FileLock(desk.root / ".build" / "build.lock"):
        assert desk.press("build").error == "another build of this archive is running; wait for it"
        assert standing(desk).files() == old
    assert desk.build().files() != old


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("a-file", "a-file: Not a directory; the old site stands"),
        ("a-file/site", "Not a directory; the old site stands"),
        ("docs/site", "docs/site holds the archive's sources; build into a folder of its own"),
        (".", ". holds the archive's sources; build into a folder of its own"),
    ],
)
def test_a_place_that_is_no_folder_gets_one_message(desk: Desk, place: str, said: str) -> None:
    desk.write("a-file", "Not a site.\n")
    assert desk.press("build", "-o", place).error.endswith(said)
    assert desk.read("a-file") == "Not a site.\n"


def test_a_folder_that_holds_other_things_is_left_alone(desk: Desk) -> None:
    """A site would be put in its place: of a repository, say, or of somebody's letters."""
    for place in (".git", "letters"):
        desk.write(f"{place}/HEAD", "No site.\n")
        said = desk.press("build", "-o", place).error
        assert said == f"{place} holds other files than a site; build into a folder of its own"
        assert [file.name for file in (desk.root / place).iterdir()] == ["HEAD"]
    (desk.root / "empty").mkdir()
    desk.must("build", "-o", "empty")
    desk.must("build", "-o", "empty")


@pytest.mark.parametrize(
    ("call", "number"),
    [("scan", errno.EROFS), ("copy", errno.ENOSPC), ("sphinx", errno.EACCES), ("swap", errno.ENOSPC)],
)
def test_a_disk_that_takes_nothing_gets_one_message_and_the_old_site_stands(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    old = desk.build().files()
    change(desk, "New")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), str(desk.root / "site"))

    where: dict[str, tuple[Any, str]] = {
        "scan": (Path, "replace"),
        "copy": (shutil, "copy2"),
        "sphinx": (runner, "Sphinx"),
        "swap": (runner, "put_in_place"),
    }
    with monkeypatch.context() as broken:
        broken.setattr(*where[call], refuse)
        refused = desk.press("build")
    lines = [line for line in refused.said.splitlines() if line]
    assert not refused.done
    assert lines[-1].endswith(("the old site stands", "the old one stands")), refused.said
    assert os.strerror(number) in refused.said
    assert len(lines) <= 2, "why, and that nothing is lost"
    assert "Traceback" not in refused.said
    assert standing(desk).files() == old
    assert "New" in desk.build().html("docs/guide/")


def test_the_next_site_is_made_of_the_one_that_stands_and_shares_its_pages(desk: Desk) -> None:
    beside = Site(desk.root / ".site.next", "", "")
    desk.release("2009/03/planes", "Planes came.")
    desk.must("publish", "releases")
    first = desk.build().files()
    change(desk, "New")
    desk.edit("conf.py", "Example Coalition archive", "The archive")  # every page is written anew, …
    second = desk.build().files()
    assert beside.files() == first
    change(desk, "Newer")
    desk.build()  # … and then only a few
    assert beside.files() == second
    for page, stays in (("2009/03/planes", True), ("2014/03/ships", False)):
        path = f"releases/{page}/index.html"
        assert (beside.out / path).samefile(desk.root / "site" / path) is stays


def test_what_others_keep_in_a_site_stays_and_what_is_gone_comes_not_back(desk: Desk) -> None:
    desk.build()
    photos = desk.root.parent / "photos"
    desk.write("../photos/note.txt", "A note.\n")
    links = {name: desk.root / "site" / name for name in ("photos", "former", "note.txt")}
    for name, link in links.items():
        link.symlink_to("photos/note.txt" if name == "note.txt" else photos)
    (desk.root / "site" / ".git" / "refs").mkdir(parents=True)  # without it, git knows no repository
    for age in ("New", "Newer"):
        desk.write("site/.git/HEAD", f"{age}\n")
        desk.write(f"site/from/{age}/us.txt", "Ours.\n")
        change(desk, age)
        desk.build()
        assert desk.read("site/.git/HEAD") == f"{age}\n"
    assert links["photos"].readlink() == photos
    assert links["note.txt"].readlink() == Path("photos/note.txt")
    assert (desk.root / "site" / ".git" / "refs").is_dir()
    links["former"].unlink()
    desk.write("site/former/us.txt", "Ours.\n")
    links["note.txt"].unlink()
    links["note.txt"].symlink_to("former/us.txt")
    (desk.root / "site/from/New/us.txt").unlink()
    change(desk, "Newest")
    desk.build()
    assert desk.read("site/from/Newer/us.txt") == "Ours.\n"
    assert not list((desk.root / "site/from/New").glob("*"))
    assert not links["former"].is_symlink()
    assert not (photos / "us.txt").exists(), "nothing is written through a link that was"
    assert links["note.txt"].readlink() == Path("former/us.txt")


def test_what_others_hide_among_the_releases_is_never_missed(desk: Desk) -> None:
    """No manifest names it, nor what is in a folder to which a link leads."""
    desk.build()
    desk.write("site/releases/.htaccess", "Ours.\n")
    desk.write("site/releases/.ours/note.txt", "Ours.\n")
    desk.write("../photos/note.txt", "A note.\n")
    (desk.root / "site/releases/photos").symlink_to(desk.root.parent / "photos")
    for age in ("New", "Newer"):
        change(desk, age)
        desk.build()
        desk.must("verify", "site")


def test_a_link_that_leads_nowhere_is_kept_like_all_that_others_keep(desk: Desk) -> None:
    desk.build()
    for folder in ("site", "site/releases", "docs"):
        for name, target in (("lost", "nowhere"), ("circle", "circle")):
            (desk.root / folder / name).symlink_to(target)
    for age in ("New", "Newer", "Newer"):
        change(desk, age)
        desk.build()
        assert (desk.root / "site/lost").readlink() == Path("nowhere")
        assert (desk.root / "site/releases/circle").readlink() == Path("circle")
        assert "every file is as it was built" in desk.must("verify", "site")


def test_a_full_disk_in_the_middle_of_a_page_leaves_nothing_cut_short(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = desk.build().files()
    change(desk, "New")
    whole = Path.write_text

    def full(path: Path, data: str, *rest: Any, **how: Any) -> int:
        if path.suffix == ".html":
            whole(path, data[: len(data) // 2], *rest, **how)
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return whole(path, data, *rest, **how)

    for _ in range(2):  # also where the second try builds on what the first left
        with monkeypatch.context() as disk:
            disk.setattr(Path, "write_text", full)
            refused = desk.press("build")
        assert not refused.done
        assert "No space left on device" in refused.said
        assert refused.said.splitlines()[-1] == "the site was not replaced; the old one stands"
        assert refused.said.count("error writing file") == 1, "and not once for each page"
        assert re.search(r"^and \d+ more$", refused.said, re.MULTILINE)
        assert standing(desk).files() == old
    assert desk.build().files() == clean(desk, tmp_path / "clean")


def test_a_build_whose_reason_cannot_be_written_down_says_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **how: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (desk.root / ".build/error.log").mkdir(parents=True)
    monkeypatch.setattr(runner, "Sphinx", full)
    with runner.Session(desk.root, desk.root / "site") as session:
        assert session.build() == (2, "\nthe build stopped: [Errno 28] No space left on device")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_folder_that_cannot_be_written_gets_one_message(desk: Desk) -> None:
    desk.must("build", "-o", "public/site")
    change(desk, "New")
    (desk.root / "public").chmod(0o555)
    shutil.rmtree(desk.root / "public" / ".site.next", ignore_errors=True)
    try:
        assert desk.press("build", "-o", "public/site").error.endswith(
            "Permission denied; the old site stands"
        )
    finally:
        (desk.root / "public").chmod(0o755)


def test_an_exchange_leaves_both_folders_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also on systems that can only do it in two steps."""
    for system in ("exchange", "two-steps"):
        new, old = tmp_path / system / "new", tmp_path / system / "old"
        for folder in (new, old):
            folder.mkdir(parents=True)
            (folder / "name").write_text(folder.name)
        if system == "two-steps":
            monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
            (tmp_path / system / "new.old" / "of-a-killed-build").mkdir(parents=True)
        put_in_place(new, old)
        assert ((old / "name").read_text(), (new / "name").read_text()) == ("new", "old")
        assert sorted(path.name for path in (tmp_path / system).iterdir()) == ["new", "old"]


def test_sphinx_build_and_the_command_line_give_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    plain = clean(desk, tmp_path / "plain")
    assert desk.build().files() == plain
    desk.build()
    assert desk.build("-j", "2").files() == plain, "built over what was there, by two processes"


# When nothing has changed


def times(desk: Desk) -> dict[str, int]:
    site = desk.root / "site"
    return {str(path): path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}


def test_an_archive_that_is_as_it_was_is_not_built_again(desk: Desk) -> None:
    desk.build()
    first = times(desk)
    desk.build()
    assert times(desk) == first


def test_what_was_saved_after_it_was_read_is_in_the_next_site(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def scan(root: Path, *args: Any, **options: Any) -> object:
        archive = scan_archive(root, *args, **options)
        desk.edit("docs/registers/states.yaml", "Asia-Pacific", "African")
        return archive

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("press_archive.cli.build.scan_archive", scan)
        desk.build()
    first = standing(desk).files()
    desk.build()
    assert standing(desk).files() != first


@pytest.mark.parametrize(
    "what", ["a page", "its letters", "a release", "a missing file", "a list for programs", "the manifest"]
)
def test_a_site_that_is_not_as_it_was_made_is_made_again(desk: Desk, what: str) -> None:
    desk.build()
    whole = standing(desk).files()
    site = desk.root / "site"
    match what:
        case "a page":
            (site / "index.html").write_text("<p>By hand.</p>")
        case "its letters":  # which is as long as it was
            (site / "index.html").write_text((site / "index.html").read_text().swapcase())
        case "a release":
            (site / "releases/2014/03/ships/index.html").write_text("<p>By hand.</p>")
        case "a missing file":
            (site / "releases/2014/03/ships/index.html").unlink()
        case "a list for programs":
            (site / "data/releases.json").write_text("[]")
        case "the manifest":
            (site / "manifest.json").write_text("{}")
    desk.build()
    assert standing(desk).files() == whole


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("docs/guide.md", "# Reading", "# How to read"),
        ("docs/registers/states.yaml", "Asia-Pacific", "African"),
        ("conf.py", "Example Coalition archive", "The archive"),
    ],
)
def test_whatever_the_site_is_made_of_is_looked_at(desk: Desk, path: str, old: str, new: str) -> None:
    desk.build()
    first = standing(desk).files()
    desk.edit(path, old, new)
    desk.build()
    assert standing(desk).files() != first


@pytest.mark.parametrize("what", ["code_digest", "theme_digest"])
def test_another_version_of_the_program_makes_the_site_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    desk.build()
    page, first = str(desk.root / "site/releases/2014/03/ships/index.html"), times(desk)
    for module in ("building.site", "outputs.unchanged"):
        monkeypatch.setattr(f"press_archive.{module}.{what}", lambda: "another")
    desk.build()
    assert times(desk)[page] > first[page]


@pytest.mark.parametrize("library", ["sphinx", "mdit-py-plugins"])
def test_another_version_of_what_prints_texts_is_another_program(
    monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    now = digests.code_digest.__wrapped__()
    monkeypatch.setattr(digests, "version", lambda name: "9" if name == library else version(name))
    assert digests.code_digest.__wrapped__() != now


@pytest.mark.skipif(pagefind.program() is None, reason="Pagefind is not installed here")
def test_texts_are_searchable_as_soon_as_the_program_is_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = desk.root / "site/pagefind/bundles.json"
    with monkeypatch.context() as without:
        without.setenv("PAGEFIND_BINARY_PATH", "/nowhere/pagefind")
        desk.build()
        assert not index.exists()
    desk.build()
    assert index.exists()


#: Kills a build that has read and written all documents, where a file says so.
KILLED = """
def setup(app):
    def kill(app):
        import os, signal
        if (app.srcdir / "kill").exists():
            os.kill(os.getpid(), signal.SIGKILL)
        return []
    app.connect("html-collect-pages", kill)
"""


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        (
            "![A map](https://maps.example.org/map.png)",
            "guide.md:3: WARNING: a picture on another host",
        ),  # read
        ("See {ref}`nowhere`.", "guide.md:3: WARNING: undefined label: 'nowhere'"),  # written
    ],
)
def test_a_warning_comes_again_until_it_is_mended_and_strict_stays_strict(
    desk: Desk, text: str, warned: str
) -> None:
    desk.write("conf.py", desk.read("conf.py") + KILLED)
    desk.write("docs/guide.md", f"# Guide\n\n{text}\n")
    desk.write("kill", "")
    with desk.start("build") as killed:  # before anybody has heard of it
        assert not killed.communicate()[0]
    assert killed.returncode == -signal.SIGKILL
    desk.delete("kill")
    for strict in (True, True, False, False, True):
        answer = desk.press("build", *["--strict"] * strict)
        assert answer.done is not strict
        assert answer.said.count(warned) == 1
    desk.write("docs/guide.md", "# Guide\n\nMended.\n")
    assert "WARNING" not in desk.must("build", "--strict")


#: Ends what is being built with a text that is saved after the archive was checked and before it is read.
SAVED_MEANWHILE = """
def setup(app):
    def save(app, env, docnames):
        file = app.srcdir / "releases/2014/03/ships.md"
        file.write_text(file.read_text("utf-8").replace("ships came", "122 states came"), "utf-8")
    app.connect("env-before-read-docs", save)
"""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_text_saved_while_the_archive_is_built_is_not_published_unchecked(desk: Desk, jobs: str) -> None:
    desk.must("build")
    before, conf = standing(desk).files(), desk.read("conf.py")
    desk.write("conf.py", conf + SAVED_MEANWHILE)
    change(desk, "New")
    refused = desk.press("build", "--jobs", jobs)
    assert not refused.done
    assert "releases/2014/03/ships.md was saved while the archive was being built" in refused.said
    assert standing(desk).files() == before
    desk.write("conf.py", conf)
    checked = desk.press("build")
    assert not checked.done
    assert "ships.md:12: the text is not the one published" in checked.said
