"""Releases that cite releases: what is printed, what is refused, and what the cited one shows."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from click.testing import CliRunner
from press_archive.cli import main
from press_archive.formats import citation
from press_archive.ledger import correcting, publishing
from press_archive.ledger.file import read_ledger
from press_archive.records import RecordError

from .conftest import Place

CITING = "title: Later\nkind: news\ndate: 2020-01-02\n---\nAs {{press:release}}`{}` said.\n"


def test_a_citation_is_printed_in_the_language_of_the_text_that_cites(built: Place) -> None:
    first, short = built.page("releases/2014/05/coast.fr").xpath(
        "//p[@id='p1']/a[contains(@class, 'internal') and not(contains(@class, 'anchor'))]"
    )
    assert first.text_content().endswith("$2 (4 novembre 2013)")
    assert first.xpath(".//span[@lang='en']")[0].text_content().startswith("Harbours")
    assert first.get("href") == short.get("href") == "../../../2013/11/begins/"
    assert short.text_content() == "4 novembre 2013"


def test_a_release_shows_by_which_it_is_cited(built: Place) -> None:
    page = built.page("releases/2013/11/begins")
    assert page.xpath("//section[@class='cited-by']//a/text()") == ["Coast: open your harbour"]
    assert not built.page("releases/2014/05/coast").xpath("//section[@class='cited-by']")


def test_paragraphs_have_anchors_and_what_stands_around_the_text_has_none(built: Place) -> None:
    page = built.page("releases/2014/05/coast")
    found = {
        element.get("id"): element.text_content()
        for element in page.xpath("//*[@id and not(@id='permalink')]")
    }
    assert found["p1"].startswith("The Hague—The coast")
    assert found["p2"].startswith("“All states")
    assert found["p4"] == "Another point"
    assert "p5" not in found


def test_a_paragraph_that_a_release_does_not_have_is_not_cited(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The terminal counts as the page does, whatever the text is made of."""
    body = (
        "One.\n\n## A heading\n\n- Two\n\n  Still two.\n\n  - Still two\n- Three\n\n> Four\n>\n> 1. Five\n\n"
        "```{epigraph}\nSix\n\nSeven\n```\n\n```{note}\nNone.\n```\n\n"
        "```{figure} x.png\n:alt: X\n\nNone.\n```\n\n"
        "| None |\n| --- |\n| none |\n\nTerm\n: None.\n\nEight.[^a]\n\n[^a]: None.\n\n"
        ":::{press:notes}\nNone.\n:::\n\n![Nine](x.png)\n"
    )
    place.write("2020/01/later", f"title: Later\nkind: news\ndate: 2020-01-02\n---\n{body}")
    (place.root / "releases/2020/01/x.png").write_bytes(b"A picture.")
    place.publish("2020/01/later")
    place.build()
    numbers = place.page("releases/2020/01/later").xpath("//@id[starts-with(., 'p')]")
    last = max(int(number[1:]) for number in numbers if number[1:].isdigit())
    assert last == 9
    monkeypatch.chdir(place.root)
    cite = partial(CliRunner().invoke, main)
    assert cite(["cite", "2020/01/later", "--style=apa", "--paragraph=9"]).output.endswith("/later/#p9\n")
    none = cite(["cite", "2020/01/later", "--style=apa", "--paragraph=10"])
    assert none.output == "Error: 2020/01/later has 9 paragraphs, and none 10\n"


def test_each_paragraph_has_a_plain_link_to_itself_that_is_in_no_copied_text(built: Place) -> None:
    links = built.page("releases/2014/05/coast").xpath("//a[contains(@class, 'anchor')]")
    assert [(a.get("href"), a.get("title"), a.text_content()) for a in links] == [
        (f"#p{number}", f"Paragraph {number}", "") for number in (1, 2, 3, 4)
    ]
    assert links[2].getparent().getparent().get("id") == "p3"  # a point of a list
    french = built.page("releases/2014/05/coast.fr").xpath("//a[contains(@class, 'anchor')]/@title")
    assert french == ["Paragraphe 1"]
    assert b"anchor" not in built.read("feed.atom")


def test_every_style_is_copied_by_a_button_in_view(built: Place) -> None:
    (panel,) = built.page("releases/2014/05/coast").xpath("//section[@class='cite']")
    buttons = panel.xpath(".//button[not(ancestor::details)]/@data-copy")
    assert buttons == [f"cite-{style}" for style in citation.STYLES]


def test_a_correction_keeps_the_paragraphs_and_so_their_anchors(place: Place) -> None:
    text = place.text("2014/05/coast").replace("said Ada Lind.", "said Ada Lind.\n\nShe left.")
    place.write("2014/05/coast", text)
    change = correcting.Change("2015-01-02", "fact", "said Ada Lind.", "said Ada Lind.\n\nShe left.")
    with pytest.raises(publishing.Refused, match="cited by number"):
        correcting.correct(place.root, read_ledger(place.root), "2014/05/coast", [change])


def problems(place: Place) -> str:
    with pytest.raises(RecordError) as caught:
        place.scan()
    return "\n".join(map(str, caught.value.problems))


DAY = dt.datetime(2016, 3, 4, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize("target", ["2014/05/coast", "EX/2014/001", "~EX/2014/001"])
def test_a_withdrawn_release_cannot_be_cited_and_its_successor_is_named(place: Place, target: str) -> None:
    ledger = read_ledger(place.root)
    publishing.withdraw(
        place.root, ledger, "2014/05/coast", "Wrong figures.", DAY, successor="2014/06/letter"
    )
    # What a release cited in good faith stands; a guide is of today, and is told.
    refusal = 'was withdrawn on 2016-03-04 and cannot be cited; cite "2014/06/letter" instead'
    assert problems(place) == f'docs/index.md:3: {{press:release}}: "2014/05/coast" {refusal}'
    (place.root / "docs/index.md").write_text("# Guide\n", "utf-8")
    place.scan()
    place.write("2020/01/later", CITING.format(target))
    said = problems(place)
    assert "2020/01/later.md:6: {press:release}:" in said
    assert refusal in said


def test_an_unknown_number_is_refused_and_a_former_address_is_followed(place: Place) -> None:
    publishing.move(
        place.root, read_ledger(place.root), "2014/06/letter", "2014/06/june-letter", "2016-03-04"
    )
    place.write("2020/01/later", CITING.format("2014/06/letter"))
    place.publish("2020/01/later")
    cited = place.catalogue.cited_by["2014/06/june-letter"]
    assert [release.name for release in cited] == ["2020/01/later"]
    place.write("2020/01/wrong", CITING.format("EX/2014/999").replace("Later", "Wrong"))
    assert 'there is no release "EX/2014/999"' in problems(place)


def test_what_is_under_embargo_cannot_be_cited_by_its_number_either(place: Place) -> None:
    text = place.text("2014/06/letter").replace("kind:", "embargo: 2030-01-01T10:00 Europe/Rome\nkind:")
    place.write("2014/06/letter", text)
    place.write("2020/01/later", CITING.format("EX/2014/003"))
    place.publish("2020/01/later")
    assert '"EX/2014/003" is not public yet' in problems(place)


def test_sphinxs_own_roles_mark_what_was_withdrawn_since_they_were_read(rebuilt: Place) -> None:
    place = rebuilt
    (place.root / "docs/index.md").write_text(
        "# Guide\n\n{ref}`2014/05/coast.fr`, {doc}`/releases/2014/05/coast.fr`\n", "utf-8"
    )
    place.build()
    links = "//main//p/a[contains(@class, 'internal')]"
    assert [link.text_content() for link in place.page("docs").xpath(links)] == [
        "Côte : ouvrez votre port"
    ] * 2
    day = dt.datetime(2016, 3, 4, tzinfo=dt.UTC)
    publishing.withdraw(place.root, read_ledger(place.root), "2014/05/coast.fr", "It was false.", day)
    place.build()
    marked = ["[Withdrawn] Côte : ouvrez votre port"] * 2
    assert [link.text_content() for link in place.page("docs").xpath(links)] == marked
