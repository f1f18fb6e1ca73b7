"""What every test can ask for: a copy of the example archive, a build of it, and the real site."""

from __future__ import annotations

import fcntl
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser, Page, sync_playwright
from press_archive.building import theming

from tests.helpers import REPOSITORY, Archive, Site, build

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

#: The tests' "now": 24 May 2026, noon.
os.environ["SOURCE_DATE_EPOCH"] = "1779624000"

_slow = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("quick", derandomize=True, database=None, **_slow)  # type: ignore[arg-type]
settings.register_profile("thorough", max_examples=1000, **_slow)  # type: ignore[arg-type]
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


#: Each file is run by one process; a long one that began last would be waited for by all the others.
LONGEST = (
    "tests/browser/test_reading.py",
    "tests/building/test_incremental.py",
    "tests/building/test_scale.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """A copy of the example archive, to be changed at will."""
    return Archive(tmp_path / "archive")


@pytest.fixture
def site(archive: Archive, tmp_path: Path) -> Callable[..., Site]:
    """Build the archive as it stands now, over what the last build left."""

    def make(**how: Any) -> Site:
        return build(archive.root, tmp_path / "site", **how)

    return make


def _once(folder: Path, make: Callable[[], Site]) -> Site:
    """Make a site in one process of a run and let the others (pytest-xdist) wait for it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder / "done"
        if not done.exists():
            done.write_bytes(pickle.dumps(make()))
        made: Site = pickle.loads(done.read_bytes())
    return made


def _shared(factory: pytest.TempPathFactory) -> Path:
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session", autouse=True)
def _templates_are_compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Each site keeps its templates compiled; so many clean sites may keep them together.

    Jinja looks a template up by its path and its text: one that was edited is compiled again.
    """
    folder = _shared(tmp_path_factory) / "templates"
    folder.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(theming, "FileSystemBytecodeCache", lambda _: FileSystemBytecodeCache(str(folder)))
        yield


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The example archive, built once; not to be changed."""
    folder = _shared(tmp_path_factory) / "example"
    return _once(folder, lambda: build(Archive(folder / "archive").root, folder / "site"))


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real archive of this repository, built once."""
    folder = _shared(tmp_path_factory) / "real"
    return _once(folder, lambda: build(REPOSITORY, folder / "site"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium, started once for each module."""
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("no Chromium on this machine (looked for chromium and chromium-browser)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def tab(browser: Browser, host: Any) -> Iterator[Page]:
    """One tab at the address of a folder's ``host``: to open one takes longer than to load a page."""
    context = browser.new_context(base_url=host.address)
    yield context.new_page()
    context.close()
