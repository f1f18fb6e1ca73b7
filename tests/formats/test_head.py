"""What programs read in a page's head, with the traps that each of them is known for."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from urllib.parse import parse_qs

import pytest
from press_archive.formats import head, jsonld, opendata
from press_archive.ledger import correcting, publishing
from press_archive.ledger.file import read_ledger
from rdflib import RDF, Graph, Namespace, URIRef

from .conftest import Place

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own

SCHEMA = Namespace("https://schema.org/")
BASE = "https://archive.example.org/press/"
DAY = dt.datetime(2016, 3, 4, 9, tzinfo=dt.UTC)


def metas(place: Place, address: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in place.page(address).xpath("//head/meta[@content]"):
        found.setdefault(meta.get("name") or meta.get("property"), []).append(meta.get("content"))
    return found


def linked(place: Place, address: str) -> Graph:
    (block,) = place.page(address).xpath("//script[@type='application/ld+json']/text()")
    data: dict[str, Any] = json.loads(block)
    assert data.pop("@context") == "https://schema.org"
    data["@context"] = {"@vocab": str(SCHEMA)}  # the vocabulary's own context is on the network
    return Graph().parse(data=json.dumps(data), format="json-ld")


def test_zotero_gets_a_web_page_with_one_author(built: Place) -> None:
    found = metas(built, "releases/2014/05/coast")
    assert found["z:itemType"] == ["webpage"]
    assert found["DC.creator"] == ["Example Coalition,"]  # without the comma the name is split
    assert found["DC.date"] == found["article:published_time"] == ["2014-05-06"]
    assert found["DC.type"] == ["Press release"]
    assert found["DC.identifier"] == ["EX/2014/001"]
    assert found["og:site_name"] != ["Example Coalition"]  # APA would print it twice
    assert not [name for name in found if name.startswith(("citation_", "og:article"))]


def test_dublin_core_says_whose_terms_it_uses(built: Place) -> None:
    """Without it, DC-HTML has no Dublin Core in a page."""
    for address, links in (("releases/2014/05/coast", ["http://purl.org/dc/elements/1.1/"]), ("states", [])):
        assert built.page(address).xpath("//head/link[@rel='schema.DC']/@href") == links


def test_words_are_counted_where_they_stand_apart(built: Place) -> None:
    release = built.catalogue["2014/05/coast"]
    for language, count in (("en", 2), ("zh-Hant", None), ("zh", None)):
        item = release.model_copy(update={"language": language})
        node = jsonld.release(built.catalogue, built.settings, item, "<p>開放 港口。</p>")
        assert node.get("wordCount") == count, language


def test_a_link_preview_has_all_it_needs(built: Place) -> None:
    found = metas(built, "releases/2014/05/coast")
    assert found["og:url"] == [f"{BASE}releases/2014/05/coast/"]
    assert found["og:locale"] == ["en_GB"]
    assert found["og:locale:alternate"] == ["fr_FR"]
    image = found["og:image"][0].removeprefix(BASE)
    assert built.read(image)[:8] == b"\x89PNG\r\n\x1a\n"
    assert "article:modified_time" not in found


def test_every_language_version_names_all_of_them_and_itself(built: Place) -> None:
    expected = {
        "en": f"{BASE}releases/2014/05/coast/",
        "fr": f"{BASE}releases/2014/05/coast.fr/",
        "x-default": f"{BASE}releases/2014/05/coast/",
    }
    for address in ("releases/2014/05/coast", "releases/2014/05/coast.fr"):
        links = built.page(address).xpath("//head/link[@hreflang]")
        assert {link.get("hreflang"): link.get("href") for link in links} == expected


def test_a_release_is_a_news_article_for_machines(built: Place) -> None:
    graph = linked(built, "releases/2014/05/coast")
    article = URIRef(f"{BASE}releases/2014/05/coast/")
    assert (article, RDF.type, SCHEMA.NewsArticle) in graph
    assert str(graph.value(article, SCHEMA.headline)) == "Coast: open your harbour"
    (author,) = graph.objects(article, SCHEMA.author)
    assert str(graph.value(author, SCHEMA.name)) == "Example Coalition"
    assert str(graph.value(article, SCHEMA.datePublished)) == "2014-05-06"
    assert (article, SCHEMA.citation, URIRef(f"{BASE}releases/2013/11/begins/")) in graph
    assert (article, SCHEMA.workTranslation, URIRef(f"{BASE}releases/2014/05/coast.fr/")) in graph
    assert graph.value(article, SCHEMA.dateModified) is None
    # The background is spoken of; a “backstory” would say how the article was made.
    assert (article, SCHEMA.mentions, URIRef(f"{BASE}docs/background/court/")) in graph
    assert graph.value(article, SCHEMA.backstory) is None


def test_a_states_page_is_a_collection_about_a_country(built: Place) -> None:
    graph = linked(built, "states/az")
    country = URIRef(f"{BASE}states/az/")
    assert (None, SCHEMA.about, country) in graph
    items = {str(url) for url in graph.objects(None, SCHEMA.url)}
    assert f"{BASE}releases/2014/05/coast/" in items
    assert list(graph.subjects(RDF.type, SCHEMA.BreadcrumbList))


def test_a_title_cannot_break_out_of_its_place(built: Place) -> None:
    html = built.read("releases/2013/11/begins/index.html").decode()
    assert "<b>" not in html
    assert html.count("<script") == html.count("</script>")
    graph = linked(built, "releases/2013/11/begins")
    title = 'Harbours & <b>"locks"</b>: 100% {open} #1_a ~ ^ \\ $2'
    assert title in {str(o) for o in graph.objects(None, SCHEMA.headline)}


def told(place: Place, name: str) -> dict[str, Any]:
    catalogue = place.catalogue
    return jsonld.release(catalogue, place.settings, catalogue[name])


def test_the_logo_is_that_of_the_archives_own_body_alone(place: Place) -> None:
    (place.root / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    with (place.root / "docs/registers/issuers.yaml").open("a") as issuers:
        issuers.write("other:\n  name: Other Coalition\n")
    coast = place.text("2014/05/coast")
    place.write("2014/05/coast", coast.replace("kind:", "issuer: other\nkind:", 1))
    assert "logo" not in told(place, "2013/11/begins")["publisher"]
    with (place.root / "conf.py").open("a") as conf:
        conf.write('html_logo = "logo.svg"\n')
    place.build()
    (logo,) = set(linked(place, "releases/2013/11/begins").objects(None, SCHEMA.logo))
    assert place.read(str(logo).removeprefix(BASE)).startswith(b"<svg")
    assert set(linked(place, "").objects(None, SCHEMA.logo)) == {logo}
    assert not set(linked(place, "releases/2014/05/coast").objects(None, SCHEMA.logo))


def test_structured_data_say_why_a_release_was_withdrawn_and_what_to_read_instead(place: Place) -> None:
    publishing.withdraw(
        place.root,
        read_ledger(place.root),
        "2014/05/coast.fr",
        "It was false.",
        DAY,
        successor="2013/11/begins",
    )
    said = told(place, "2014/05/coast.fr")
    assert (said["creativeWorkStatus"], said["expires"]) == ("Withdrawn", "2016-03-04")
    meta = head.release(place.catalogue, place.settings, place.catalogue["2014/05/coast.fr"])
    assert ("property", "article:expiration_time", "2016-03-04") in meta
    assert said["correction"] == [
        {"@type": "CorrectionComment", "datePublished": "2016-03-04", "text": "Withdrawn. It was false."},
        f"{BASE}releases/2013/11/begins/",
    ]
    (translation,) = told(place, "2014/05/coast")["workTranslation"]
    assert translation["headline"] == "[Withdrawn] Côte : ouvrez votre port"


def test_a_release_is_of_the_same_genre_when_it_is_corrected(place: Place) -> None:
    genre = told(place, "2014/05/coast")["genre"]
    text = place.text("2014/05/coast")
    place.write("2014/05/coast", text.replace("said Ada Lind.", "said Ben Okoro."))
    change = correcting.Change("2015-01-02", "name", "said Ada Lind.", "said Ben Okoro.")
    correcting.correct(place.root, read_ledger(place.root), "2014/05/coast", [change])
    corrected = told(place, "2014/05/coast")
    assert (corrected["genre"], corrected["dateModified"]) == (genre, "2015-01-02")


def test_structured_data_lead_to_where_a_release_stood_first_and_to_its_copy(place: Place) -> None:
    old, copy = (
        "https://old.example.org/june",
        "https://web.archive.org/web/2014/https://old.example.org/june",
    )
    text = place.text("2014/06/letter")
    assert "isBasedOn" not in told(place, "2014/06/letter")
    place.write("2014/06/letter", text.replace("kind:", f"source: {{url: '{old}'}}\nkind:"))
    assert told(place, "2014/06/letter")["isBasedOn"] == {
        "@type": "WebPage",
        "url": old,
        "archivedAt": f"https://web.archive.org/web/201406/{old}",
    }
    place.write("2014/06/letter", text.replace("kind:", f"source: {{url: '{copy}'}}\nkind:"))
    assert told(place, "2014/06/letter")["isBasedOn"] == {"@type": "WebPage", "archivedAt": copy}


def test_a_translation_is_of_the_text_that_is_named_without_a_language(place: Place) -> None:
    """Whatever the archive's own language is: the original need not be in it."""
    place.write("2014/07/port", "title: Le port\nkind: letter\ndate: 2014-07\nlanguage: fr\n---\nAllez.\n")
    place.write("2014/07/port.en", "title: The port\nkind: letter\ndate: 2014-07\n---\nGo.\n")
    place.publish("2014/07/port", "2014/07/port.en")
    original, translation = told(place, "2014/07/port"), told(place, "2014/07/port.en")
    assert [other["headline"] for other in original["workTranslation"]] == ["The port"]
    assert translation["translationOfWork"]["headline"] == "Le port"
    assert "workTranslation" not in translation


def test_the_catalogue_is_found_as_a_data_set_with_every_form_of_it(built: Place) -> None:
    graph, data = linked(built, "data"), URIRef(f"{BASE}data/")
    assert (data, RDF.type, SCHEMA.Dataset) in graph
    assert str(graph.value(data, SCHEMA.temporalCoverage)) == "2013-11-04/2014-06"
    assert len(str(graph.value(data, SCHEMA.description))) >= 50  # fewer letters are no description to Google
    files = {str(address).removeprefix(BASE) for address in graph.objects(None, SCHEMA.contentUrl)}
    assert files == {f"data/releases.{end}" for end in opendata.FORMS} | {"data/catalogue.sqlite"}
    assert all((built.out / file).is_file() for file in files)


def test_each_release_of_a_list_can_be_taken_into_a_library(built: Place) -> None:
    spans = built.page("states/az").xpath("//span[@class='Z3988']/@title")
    items = [parse_qs(span) for span in spans]
    assert {item["rft.title"][0] for item in items} >= {"Coast: open your harbour"}
    assert all(item["rft.aucorp"] == ["Example Coalition"] for item in items)
    assert all(item["rft.identifier"][0].startswith(f"{BASE}releases/") for item in items)


def test_locales_have_a_territory() -> None:
    assert [head.og_locale(tag) for tag in ("en", "fr", "ar", "pt-BR", "zh", "zh-Hant", "ru")] == [
        "en_GB",
        "fr_FR",
        "ar_EG",
        "pt_BR",
        "zh_CN",
        "zh_TW",
        "ru_RU",
    ]


def test_a_release_page_stays_light(built: Place) -> None:
    page = built.out / "releases/2014/05/coast/index.html"
    static = built.out / "_static"
    total = sum(f.stat().st_size for f in (page, static / "press.css", static / "press.js"))
    assert total < 50_000
