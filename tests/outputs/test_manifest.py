"""A copy of the site can be checked for ever: against its manifest, and against the ledger."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from press_archive.cli import main

from tests.desk import Desk
from tests.helpers import Site

BAY = "releases/2014/06/bay/index.html"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with its site: a release, one that was removed, and one that is not public yet."""
    desk = Desk(tmp_path_factory.mktemp("manifest") / "archive")
    desk.release("2014/06/bay")
    desk.release("2014/06/cape")
    desk.release("2014/06/reef", embargo="2099-01-01T00:00+00:00")
    desk.must("publish", "releases")
    desk.must("withdraw", "2014/06/cape", "--gone", "--reason", "A court ordered it.")
    desk.build()
    return desk.root


@pytest.fixture
def desk(built: Path, tmp_path: Path) -> Desk:
    return Desk(Path(shutil.copytree(built, tmp_path / "archive")))


def test_the_manifest_lists_every_file_that_a_host_serves_and_no_other(desk: Desk) -> None:
    site = Site(desk.root / "site", "", "")
    served = {
        name: hashlib.sha256(content).hexdigest()
        for name, content in site.files().items()
        if name != "manifest.json" and "/." not in f"/{name}" and not name.endswith("/")
    }
    manifest = json.loads(site.files()["manifest.json"])
    assert manifest == {"algorithm": "sha256", "files": served}
    assert list(manifest["files"]) == sorted(served)


def test_a_true_copy_is_confirmed(desk: Desk) -> None:
    shutil.copytree(desk.root / "site", desk.root / "copy")
    assert desk.must("verify", "copy") == "3 addresses: every file is as it was built\n"


def test_whoever_has_only_the_copy_can_check_its_files(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copytree(desk.root / "site", tmp_path / "elsewhere/copy")
    monkeypatch.chdir(copy.parent)

    def verified() -> str:
        return CliRunner().invoke(main, ["verify", "copy"]).output

    assert verified() == "no archive here, so addresses were not checked: every file is as it was built\n"
    (copy / BAY).write_text("<p>Something else.</p>")
    assert verified() == f"{BAY}: changed\nError: 1 difference\n"


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (lambda site: (site / BAY).write_text("<p>Something else.</p>"), f"{BAY}: changed"),
        (lambda site: (site / BAY).unlink(), f"{BAY}: missing"),
        (lambda site: (site / "extra.html").write_text("Something more."), "extra.html: not in the manifest"),
        (lambda site: (site / "manifest.json").unlink(), "manifest.json: missing or not a manifest"),
        (lambda site: (site / "manifest.json").write_text("[]"), "manifest.json: missing or not a manifest"),
        (
            lambda site: (site / "manifest.json").write_text('{"files": []}'),
            "manifest.json: missing or not a manifest",
        ),
        (
            lambda site: (site / "manifest.json").write_bytes(b"\xff"),
            "manifest.json: missing or not a manifest",
        ),
    ],
    ids=["changed", "removed", "added", "no-manifest", "a-list", "files-in-a-list", "not-text"],
)
def test_each_difference_is_named(desk: Desk, tamper: Callable[[Path], object], said: str) -> None:
    tamper(desk.root / "site")
    answer = desk.press("verify", "site")
    assert (answer.done, answer.said) == (False, f"{said}\nError: 1 difference\n")


@pytest.mark.parametrize("page", [BAY, "releases/2014/06/cape/index.html"], ids=["release", "tombstone"])
def test_a_promise_that_a_well_kept_manifest_leaves_out_is_missed(desk: Desk, page: str) -> None:
    """Someone who removes a page and its line in the manifest is found out by the ledger."""
    manifest = json.loads(desk.read("site/manifest.json"))
    del manifest["files"][page]
    desk.write("site/manifest.json", json.dumps(manifest))
    desk.delete(f"site/{page}")
    answer = desk.press("verify", "site")
    address = page.removesuffix("index.html")
    assert answer.said == f"{address}: published, and not answered here\nError: 1 difference\n"


def test_what_is_not_public_yet_is_not_missed(desk: Desk) -> None:
    assert "2014/06/reef" not in desk.read("site/manifest.json")
    desk.must("verify", "site")


LOST = (
    "{} answered before and does not now; an address follows from a key or the name of a file, which stays "
    "when what it names is called something else"
)


def test_a_page_that_the_site_before_had_is_missed(desk: Desk) -> None:
    """As one who publishes from a machine that starts anew each time proves it."""
    shutil.copy(desk.root / "site/manifest.json", desk.root / "before.json")
    desk.must("verify", "site", "--before", "before.json")
    (desk.root / "docs/guide.md").rename(desk.root / "docs/help.md")
    desk.edit("docs/index.md", "guide", "help")
    desk.build()
    desk.must("verify", "site")
    answer = desk.press("verify", "site", "--before", "before.json")
    assert (answer.done, answer.said) == (False, LOST.format("docs/guide/") + "\nError: 1 difference\n")
    desk.write("before.json", "[]")
    assert desk.press("verify", "site", "--before", "before.json").error == "before.json is not a manifest"


def test_a_build_tells_of_a_page_that_the_site_before_had(desk: Desk) -> None:
    desk.edit("docs/registers/campaigns.yaml", "open-harbour:", "open-harbours:")
    lost = LOST.format("campaigns/open-harbour/")
    refused = desk.press("build", "--strict")
    assert (refused.done, lost in refused.said) == (False, True)
    assert lost in desk.must("build")
    assert "answered before" not in desk.must("build", "--strict")
