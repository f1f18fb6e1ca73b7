"""The data to take away, opened with the tools of those who take it."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from pathlib import Path

import lxml.etree
import lxml.html
import pytest
from press_archive.datafields import FIELDS
from press_archive.formats import opendata
from pybtex.database import parse_bytes

from .conftest import Place


def test_every_form_holds_every_release(built: Place) -> None:
    names = {release.name for release in built.catalogue.releases}
    data = json.loads(built.read("data/releases.json"))
    assert (data["version"], {item["name"] for item in data["releases"]}) == (opendata.VERSION, names)
    assert {tuple(item) for item in data["releases"]} == {tuple(FIELDS)}  # as the guide describes them
    numbered = {item["name"]: item["reference_by"] for item in data["releases"]}
    assert (numbered["2013/11/begins"], numbered["2014/05/coast"]) == ("archive", "issuer")
    rows = list(csv.DictReader(io.StringIO(built.read("data/releases.csv").decode("utf-8-sig"))))
    assert {row["name"] for row in rows} == names
    assert tuple(rows[0]) == tuple(FIELDS)
    assert len(parse_bytes(built.read("data/releases.bib"), "bibtex").entries) == len(names)
    assert built.read("data/releases.ris").count(b"ER  - ") == len(names)
    assert len(json.loads(built.read("data/releases.csl.json"))) == len(names)
    assert {item["name"] for item in json.loads(built.read("data/states/ng.json"))["releases"]} == {
        "2014/06/letter"
    }


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_title_is_a_formula_to_a_spreadsheet(place: Place, sign: str) -> None:
    place.write("2015/01/sum", f"title: '{sign}1+1'\nkind: news\ndate: 2015-01-02\n---\nText.\n")
    place.publish("2015/01/sum")
    files = opendata.files(place.catalogue, place.settings, {}, lambda _name, _said, make: make())
    table = next(make for path, _, make in files if path == "data/releases.csv")().decode("utf-8-sig")
    assert [row["title"] for row in csv.DictReader(io.StringIO(table))][-1] == f"'{sign}1+1"


def test_the_database_is_searched_in_full_text(built: Place) -> None:
    base = sqlite3.connect(built.out / "data/catalogue.sqlite")
    query = "select title from releases_fts where releases_fts match 'harbour'"
    assert ("Coast: open your harbour",) in base.execute(query).fetchall()
    query = "select name from releases join release_states on release = id where state = 'NG' order by date"
    assert base.execute(query).fetchall() == [("2014/05/coast",), ("2014/06/letter",)]
    assert base.execute("select cited_by from releases where name = '2013/11/begins'").fetchone() == (
        "2014/05/coast",
    )
    base.close()


def test_the_guide_s_questions_are_answered_by_the_database(built: Place) -> None:
    guide = (Path(__file__).parents[2] / "docs/guides/data.md").read_text("utf-8")
    questions = re.findall(r'sqlite3 catalogue.sqlite "([^"]+)"', guide)
    base = sqlite3.connect(built.out / "data/catalogue.sqlite")
    _, about, focus = (base.execute(question.replace("2013", "2014")).fetchall() for question in questions)
    base.close()
    assert ("2014-05-06", "Coast: open your harbour") in about
    assert focus == [("2014-05", "Azerbaijan", 1), ("2014-07", "Nigeria", 0)]


def test_the_guide_prints_every_field_and_the_version() -> None:
    guide = (Path(__file__).parents[2] / "docs/guides/data.md").read_text("utf-8")
    assert "```{press:fields} data\n```" in guide
    assert f"version {opendata.VERSION}" in guide


def test_a_data_package_says_for_programs_what_the_tables_hold(built: Place) -> None:
    """As the specification has it (specs.frictionlessdata.io): the columns are those of the file."""
    package = json.loads(built.read("datapackage.json"))
    assert (package["name"], package["homepage"]) == ("example", f"{built.settings.base_url}data/")
    assert {resource["path"] for resource in package["resources"]} == {
        f"data/releases.{end}" for end in opendata.FORMS
    }
    (table,) = (resource for resource in package["resources"] if "schema" in resource)
    rows = list(csv.DictReader(io.StringIO(built.read(table["path"]).decode("utf-8-sig"))))
    fields = table["schema"]["fields"]
    assert [field["name"] for field in fields] == list(rows[0])
    assert all(field["description"] for field in fields)
    for field in fields:
        cells, holds = [row[field["name"]] for row in rows], field.get("constraints", {})
        assert not holds.get("required") or all(cells)
        assert not holds.get("unique") or len(set(cells)) == len(cells)
        assert set(cells) - {""} <= set(holds.get("enum", cells))
        assert all(re.fullmatch(holds.get("pattern", ".*"), cell) for cell in cells if cell)


def test_the_data_page_links_every_file_below_data_and_what_else_is_to_take(built: Place) -> None:
    links = {
        (built.out / "data" / link).resolve().relative_to(built.out.resolve()).as_posix()
        for link in built.page("data").xpath("//main//dd/a/@href")
    }
    files = {file.relative_to(built.out).as_posix() for file in (built.out / "data").rglob("*.*")}
    assert links == files - {"data/index.html"} | {
        "feed.atom",
        "feed.json",
        "datapackage.json",
        "manifest.json",
    }
    fields = built.page("data").xpath("//main//details//code/text()")
    assert fields == list(FIELDS)


def test_a_page_that_is_not_there_leads_back_from_any_depth(built: Place) -> None:
    page = lxml.html.document_fromstring(built.read("404.html"))
    links = page.xpath("//a/@href | //link[@rel='stylesheet']/@href | //form/@action")
    assert all(link.startswith(("/press/", "#")) for link in links)
    for link in {link.split("?")[0] for link in links if link.startswith("/")}:
        assert (built.out / link.removeprefix("/press/")).exists(), link


def test_a_browser_learns_how_to_search(built: Place) -> None:
    root = lxml.etree.fromstring(built.read("opensearch.xml"))
    (url,) = root.iterfind("{*}Url")
    assert url.get("template") == "https://archive.example.org/press/search/?q={searchTerms}"
    assert len(root.findtext("{*}ShortName", "")) <= 16
