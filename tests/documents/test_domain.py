"""Pointing to records, from a document of the archive and from any other Sphinx project."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml.html import HtmlElement
from sphinx.util.inventory import InventoryFile

from tests.helpers import Archive, Refused, Site, build, texts, words

Build = Callable[..., Site]
GUIDE = "docs/guide.md"


def link(page: HtmlElement) -> tuple[str, str]:
    """Return the text and the address of the one link in a page's text."""
    (found,) = page.xpath('//main//div[@class="prose"]//a')
    return words(found), found.get("href", "")


#: A role, what it prints, and where it leads.
ROLES = [
    (
        "{press:release}`2014/05/azure-coast`",
        "Azure coast: open your harbour (6 May 2014)",
        "../../releases/2014/05/azure-coast/",
    ),
    ("{press:release}`2012/03/lagoon-hearing`", "Hearing on the lagoon (March 2012)", None),
    ("{press:release}`2014/harbour-review`", "Review of the harbours (2014)", None),
    ("{press:release}`so it began <2013/11/open-harbour-begins>`", "so it began", None),
    ("{press:state}`AZ`", "Azerbaijan", "../../states/az/"),
    ("{press:state}`Ivory Coast`", "Côte d’Ivoire", "../../states/ci/"),
    ("{press:state}`the lagoon <CI>`", "the lagoon", "../../states/ci/"),
    ("{press:campaign}`open-harbour`", "Open Harbour", "../../campaigns/open-harbour/"),
    ("{press:background}`court`", "Court", "../background/court/"),
    ("{press:page}`everything by month <releases>`", "everything by month", "../../releases/"),
    ("{press:page}`Begin <home>`", "Begin", "../../"),
    ("{term}`the Bench`", "the Bench", "../background/court/#term-the-Bench"),
]


@pytest.fixture(scope="module")
def pointing(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """An archive whose guide has each of the roles, one a paragraph."""
    folder = tmp_path_factory.mktemp("pointing")
    archive = Archive(folder / "archive")
    archive.write(GUIDE, "\n\n".join(["# Guide", *(role for role, _, _ in ROLES)]))
    return build(archive.root, folder / "site")


def test_a_document_may_point_to_any_record_without_a_warning(pointing: Site) -> None:
    assert pointing.warnings == ""


@pytest.mark.parametrize(("place", "text", "address"), [(n, *told[1:]) for n, told in enumerate(ROLES)])
def test_a_role_prints_the_records_name_and_leads_to_its_page(
    pointing: Site, place: int, text: str, address: str | None
) -> None:
    (found,) = pointing.page("docs/guide").xpath('//main//div[@class="prose"]//p')[place].iter("a")
    assert words(found) == text
    assert address is None or found.get("href") == address


def test_a_release_in_another_language_is_marked_where_it_is_named(archive: Archive, site: Build) -> None:
    archive.write(GUIDE, "# Guide\n\n{press:release}`2014/05/azure-coast.fr`\n")
    page = site().page("docs/guide")
    assert link(page)[0] == "Côte d’azur : ouvrez votre port (6 May 2014)"
    assert texts(page.xpath('//main//a//*[@lang="fr"]')) == ["Côte d’azur : ouvrez votre port"]


def test_a_name_is_printed_in_the_language_of_the_text_or_says_which_it_is_in(
    archive: Archive, site: Build
) -> None:
    roles = "{press:state}`AZ`, {press:page}`states`, {press:campaign}`open-harbour`"
    archive.change("2014/05/azure-coast.fr", f"Voir {roles}.")
    page = site().page("releases/2014/05/azure-coast.fr")
    text = page.xpath('//main//div[@class="prose"]//p')[0]
    assert words(text) == "La Haye—Voir Azerbaïdjan, États, Open Harbour."
    assert texts(text.xpath('.//*[@lang="en"]')) == ["Open Harbour"]


@pytest.mark.parametrize(
    ("role", "message"),
    [
        ("{press:release}`2014/05/azure-cost`", 'did you mean "2014/05/azure-coast"?'),
        ("{press:state}`Azerbaijann`", 'did you mean "AZ" (Azerbaijan)?'),
        ("{press:campaign}`open-harbor`", 'did you mean "open-harbour"?'),
        ("{press:background}`cuort`", 'did you mean "court"?'),
        ("{press:page}`release`", 'did you mean "releases"?'),
        ("{press:treaty}`rome`", 'there is no treaty "rome"'),
        ("{press:campain}`open-harbour`", 'there is no such role; did you mean "campaign"?'),
    ],
)
def test_a_missing_target_stops_the_build_and_names_the_nearest(
    archive: Archive, site: Build, role: str, message: str
) -> None:
    archive.write(GUIDE, f"# Guide\n\n\n{role}\n")
    with pytest.raises(Refused, match=re.escape(message)) as refused:
        site()
    assert "docs/guide.md:4: ERROR: " in str(refused.value)


def test_a_missing_target_in_a_release_stops_the_build(archive: Archive, site: Build) -> None:
    archive.change("2016/09/lagoon-ratifies", "See {press:release}`2014/05/azure-cost`.")
    with pytest.raises(Refused, match='did you mean "2014/05/azure-coast"'):
        site()


def test_any_role_finds_a_release_by_its_name(archive: Archive, site: Build) -> None:
    archive.write(GUIDE, "# Guide\n\n{any}`2013/11/open-harbour-begins`\n")
    built = site()
    assert built.warnings == ""
    assert "Open Harbour begins" in link(built.page("docs/guide"))[0]


def test_a_markdown_link_finds_a_release_by_its_name(archive: Archive, site: Build) -> None:
    archive.write(GUIDE, "# Guide\n\n[](#2013/11/open-harbour-begins)\n")
    built = site()
    assert built.warnings == ""
    assert "Open Harbour begins" in link(built.page("docs/guide"))[0]


# The inventory


def test_every_record_is_in_the_inventory_under_its_own_name(example: Site) -> None:
    inventory = InventoryFile.loads((example.out / "objects.inv").read_bytes(), uri="https://x/")
    names = {
        kind: set(inventory.data[f"press:{kind}"]) for kind in ("release", "state", "campaign", "background")
    }
    assert names == {
        "release": {
            "2012/03/lagoon-hearing",
            "2013/11/open-harbour-begins",
            "2014/harbour-review",
            "2014/05/azure-coast",
            "2014/05/azure-coast.ar",
            "2014/05/azure-coast.fr",
            "2016/09/lagoon-ratifies",
        },
        "state": {"AZ", "CI", "NE", "NG", "TL"},
        "campaign": {"open-harbour", "night-ferry"},
        "background": {"court", "harbour", "network"},
    }


def test_every_address_in_the_inventory_is_a_page(example: Site) -> None:
    inventory = InventoryFile.loads((example.out / "objects.inv").read_bytes(), uri="")
    for kind, objects in inventory.data.items():
        for name, item in objects.items():
            if kind != "std:label" or "/" in name:
                assert example.file(item.uri.partition("#")[0] or "/").exists(), (kind, name, item.uri)


def test_withheld_releases_are_not_in_the_inventory(archive: Archive, site: Build) -> None:
    archive.release("2026/06/soon", embargo="2026-06-01T10:00 Europe/Rome")
    assert (
        "2026/06/soon"
        not in InventoryFile.loads((site().out / "objects.inv").read_bytes(), uri="").data["press:release"]
    )


# Another project

OTHER = """\
project = "Another site"
extensions = ["myst_parser", "sphinx.ext.intersphinx", {more}]
intersphinx_mapping = {{"archive": ("https://archive.example.org/", {inventory!r})}}
nitpicky = True
"""

AZURE = "https://archive.example.org/releases/2014/05/azure-coast/"


@pytest.fixture
def other(example: Site, tmp_path: Path) -> Callable[..., tuple[str, str]]:
    """Build a page of another project, which has the archive's inventory, and return the page's link."""

    def make(text: str, more: str = "") -> tuple[str, str]:
        root = tmp_path / "other"
        root.mkdir()
        settings = OTHER.format(inventory=str(example.out / "objects.inv"), more=more)
        (root / "conf.py").write_text(settings, "utf-8")
        (root / "index.md").write_text(f"# Another site\n\n{text}\n", "utf-8")
        built = build(root, tmp_path / "other-site", builder="html")
        assert built.warnings == ""
        (found,) = built.page("index.html").xpath('//*[@class="body"]//p//a[contains(@class, "reference")]')
        return words(found), found.get("href", "")

    return make


@pytest.mark.parametrize(
    ("text", "title", "address"),
    [
        (
            "{external+archive:ref}`2014/05/azure-coast`",
            "Azure coast: open your harbour",
            f"{AZURE}#azure-coast",
        ),
        ("{external+archive:ref}`read it <2014/05/azure-coast>`", "read it", f"{AZURE}#azure-coast"),
        ("{ref}`2014/05/azure-coast`", "Azure coast: open your harbour", f"{AZURE}#azure-coast"),
        ("{external+archive:doc}`releases/2014/05/azure-coast`", "Azure coast: open your harbour", AZURE),
        ("{external+archive:term}`Court`", "Court", None),
        ("[](inv:archive:press:release#2014/05/azure-coast)", "Azure coast: open your harbour", AZURE),
        ("[read it](inv:archive:press:release#2014/05/azure-coast)", "read it", AZURE),
        ("<inv:archive:press:state#AZ>", "Azerbaijan", "https://archive.example.org/states/az/"),
        ("[](inv:archive:press:campaign#open-harbour)", "Open Harbour", None),
    ],
)
def test_another_project_cites_a_release_without_our_extension(
    other: Callable[..., tuple[str, str]], text: str, title: str, address: str | None
) -> None:
    found = other(text)
    assert found[0] == title
    assert address is None or found[1] == address


@pytest.mark.parametrize(
    ("text", "title", "address"),
    [
        ("{external+archive:press:release}`2014/05/azure-coast`", "Azure coast: open your harbour", AZURE),
        ("{external+archive:press:release}`read it <2014/05/azure-coast>`", "read it", AZURE),
        ("{press:release}`2014/05/azure-coast`", "Azure coast: open your harbour", AZURE),
        ("{press:state}`AZ`", "Azerbaijan", "https://archive.example.org/states/az/"),
        ("{press:background}`court`", "Court", "https://archive.example.org/docs/background/court/"),
    ],
)
def test_another_project_with_our_extension_cites_a_release_by_role(
    other: Callable[..., tuple[str, str]], text: str, title: str, address: str
) -> None:
    assert other(text, '"press_archive"') == (title, address)


def test_another_project_keeps_its_own_pages_in_a_folder_of_releases(tmp_path: Path) -> None:
    root = tmp_path / "other"
    (root / "releases").mkdir(parents=True)
    (root / "conf.py").write_text('extensions = ["myst_parser", "press_archive"]\n', "utf-8")
    (root / "index.md").write_text("# Home\n\n```{toctree}\nreleases/one\n```\n", "utf-8")
    (root / "releases" / "one.md").write_text("# Version one\n", "utf-8")
    built = build(root, tmp_path / "other-site", builder="html")
    assert built.warnings == ""
    assert "Version one" in built.page("releases/one.html").text_content()


def test_another_archive_cites_a_release_in_its_own_by_role(
    example: Site, archive: Archive, site: Build
) -> None:
    mapping = {"coalition": ("https://archive.example.org/", str(example.out / "objects.inv"))}
    settings = archive.read("conf.py").replace('"sphinx_design"', '"sphinx_design", "sphinx.ext.intersphinx"')
    archive.write("conf.py", settings + f"intersphinx_mapping = {mapping!r}\n")
    archive.release("2020/01/own", "As {external+coalition:press:release}`2012/03/lagoon-hearing` said.")
    built = site()
    assert built.warnings == ""
    cited = built.page("releases/2020/01/own").xpath("//article//p/a")
    assert cited[0].get("href") == "https://archive.example.org/releases/2012/03/lagoon-hearing/"
