"""A made-up archive with everything a citation can meet, published as its authors would, and built once."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import lxml.html
import pytest
from lxml.html import HtmlElement
from press_archive import settings
from press_archive.archive import Archive
from press_archive.building import runner
from press_archive.catalogue import Catalogue
from press_archive.ledger import publishing
from press_archive.ledger.file import read_ledger
from press_archive.records import read_release
from press_archive.scan import scan
from press_archive.settings import Settings

NOW = "2026-05-24T12:00:00+00:00"

CONF = """
project = "Example press archive"
language = "en"
html_baseurl = "https://archive.example.org/press/"
extensions = ["myst_parser", "sphinx_design", "press_archive"]
press_issuer = "example"
press_reference = "EX"
press_languages = ["en", "fr", "ar"]
root_doc = "docs/index"
include_patterns = ["docs/**", "releases/**"]
exclude_patterns = ["**/.*"]
html_theme = "press"
"""
REGISTERS = {
    "states": "AZ: {group: Eastern European}\nNG: {group: African}\n",
    "campaigns": (
        "open-harbour:\n  name: Open Harbour\n  description: Asks states to open a harbour.\n"
        "  focus: [{month: 2014-05, state: AZ}, {month: 2014-07, state: NG}]\n"
    ),
    "contacts": (
        "ada-lind:\n  name: Ada Lind\n  details:\n    - from: 2010\n      role: Press officer\n"
        "      place: The Hague\n      tel: +31 70 000 0001\n      email: ada@example.org\n"
    ),
    "issuers": "example:\n  name: Example Coalition\n  url: https://example.org/\n",
}
BACKGROUND = "---\nterm: Court\nwordings:\n  - from: 2000\n    text: The Court is a court.\n---\n"
RELEASES = {
    "2013/11/begins": """title: "Harbours & <b>\\"locks\\"</b>: 100% {open} #1_a ~ ^ \\\\ $2"
kind: press-release
date: 2013-11-04
about: [AZ]
campaign: open-harbour
---
The campaign begins.
""",
    "2014/05/coast": """title: "Coast: open your harbour"
deck: Support best shown by joining
label: FOR IMMEDIATE RELEASE
kind: press-release
date: 2014-05-06
dateline: [The Hague]
about: [AZ]
mentions: [NG]
campaign: open-harbour
contacts: [ada-lind]
background: [court]
summary: Asks the coast to join.
---
The coast can join, as was said when {press:release}`2013/11/begins`.

“All states need to be active,” said Ada Lind.

- One point
- Another point

:::{press:notes}
42 of the 122 harbours are open.
:::
""",
    "2014/05/coast.fr": """title: "Côte : ouvrez votre port"
kind: press-release
date: 2014-05-06
about: [AZ]
campaign: open-harbour
---
Voir {press:release}`EX/2013/001` et {press:release}`~2013/11/begins`.
""",
    "2014/06": """title: A letter of June
kind: letter
date: 2014-06
about: [NG]
---
Dear all.
""",
}


@dataclass(frozen=True)
class Place:
    """The archive on disk and its site."""

    root: Path
    out: Path

    def write(self, name: str, text: str) -> None:
        file = self.root / "releases" / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text if text.startswith("---") else f"---\n{text}", "utf-8")

    def text(self, name: str) -> str:
        return (self.root / "releases" / f"{name}.md").read_text("utf-8")

    def publish(self, *names: str, assigned: bool = False) -> None:
        drafts = [read_release(self.text(name).encode(), f"releases/{name}.md") for name in names]
        publishing.publish(self.root, read_ledger(self.root), drafts, "EX", "2026-05-24", assigned=assigned)

    def scan(self) -> Archive:
        return scan(self.settings)

    @property
    def settings(self) -> Settings:
        return settings.load(self.root, NOW)

    @property
    def catalogue(self) -> Catalogue:
        return Catalogue(self.scan())

    def build(self) -> str:
        with runner.Session(self.root, self.out, now=NOW) as session:
            code, warnings = session.build()
        assert code == 0, warnings
        return warnings

    def page(self, address: str) -> HtmlElement:
        return lxml.html.document_fromstring((self.out / address / "index.html").read_bytes())

    def read(self, path: str) -> bytes:
        return (self.out / path).read_bytes()


def _make(folder: Path) -> Place:
    place = Place(folder / "archive", folder / "site")
    for name, text in REGISTERS.items():
        file = place.root / "docs/registers" / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (place.root / "docs/background").mkdir()
    (place.root / "docs/background/court.md").write_text(BACKGROUND, "utf-8")
    (place.root / "docs/index.md").write_text("# Guide\n\nSee {press:release}`2014/05/coast`.\n", "utf-8")
    (place.root / "conf.py").write_text(CONF, "utf-8")
    names = [name if name != "2014/06" else "2014/06/letter" for name in RELEASES]
    for name, text in zip(names, RELEASES.values(), strict=True):
        place.write(name, text)
    place.publish(*names[1:3], names[3])
    place.publish(names[0], assigned=True)
    return place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A copy of the archive, to be changed at will; not built."""
    return _make(tmp_path)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The archive and its site; not to be changed."""
    found = _make(tmp_path_factory.mktemp("citing"))
    found.build()
    return found


@pytest.fixture
def rebuilt(built: Place, tmp_path: Path) -> Place:
    """A copy of the archive with its site, to be changed and built again."""
    shutil.copytree(built.root, tmp_path / "archive")
    shutil.copytree(built.out, tmp_path / "site")
    return Place(tmp_path / "archive", tmp_path / "site")
