"""Reading a release, an entry and a register: what is wrong is said where it is, in an author's words."""

from __future__ import annotations

import time
from typing import Any

import pytest
from press_archive.records import Campaign, Contact, read_entry, read_register, read_release, unsaid_in

from tests.helpers import complaints, document

PATH = "releases/2014/05/azure-coast.md"
FRONT: dict[str, Any] = {"title": "A title", "kind": "news", "date": "2014-05-06"}


def read(path: str = PATH, body: str = "The text.", **fields: object) -> list[str]:
    """Return the complaints about a release with the given fields; its first fields stand on lines 2 to 4."""
    front = {name: value for name, value in {**FRONT, **fields}.items() if value is not None}
    return complaints(lambda: read_release(document(front, body).encode(), path))


def test_a_release_is_read_with_the_lines_of_all_its_parts() -> None:
    text = document(
        {**FRONT, "contacts": ["ada-lind", "ben-okoro"]},
        "First {press:state}`AZ`\nand {press:state}`x <CI>`.",
    )
    draft = read_release(text.encode(), PATH)
    assert draft.name == "2014/05/azure-coast"
    assert draft.line("contacts", 1) == 7
    assert draft.body_line == 9
    assert [(r.role, r.target, r.line) for r in draft.references] == [("state", "AZ", 9), ("state", "CI", 10)]


def corrected(kind: str, was: str, now: str) -> dict[str, str]:
    return {"date": "2014-05-08", "kind": kind, "was": was, "now": now}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"title": None}, "title: missing; it is required"),
        ({"titel": "x"}, ':5: titel: unknown field; did you mean "title"?'),
        ({"colour": "red"}, ":5: colour: unknown field; the fields are title, deck,"),
        (
            {"kind": "press release"},
            ':3: kind: "press release" is not allowed; did you mean "press-release"?; allowed: ',
        ),
        ({"kind": "Statement"}, 'did you mean "statement"?'),
        ({"date": "2014-02-30"}, ':4: date: "2014-02-30": February 2014 has no day 30'),
        ({"about": "AZ"}, ':5: about: expected a list, as in [a, b], found the text "AZ"'),
        ({"about": ["AZ"], "mentions": ["AZ"]}, "AZ is in both about and mentions"),
        ({"about": ["AZ", "AZ"]}, "about: AZ is given twice"),
        ({"language": "english"}, ':5: language: "english": not a language tag that is known'),
        ({"language": "xx"}, "not a language tag that is known"),
        (
            {"campaign": "Open Harbour"},
            ':5: campaign: "Open Harbour" is not of the right form (lower-case letters, ',
        ),
        ({"source": {"url": "javascript:alert(1)"}}, ":6: source.url: "),
        ({"source": {"url": "https://x/ y"}}, "without spaces"),
        ({"source": {"hold": "text"}}, ':6: source.hold: unknown field; did you mean "held"?'),
        ({"source": "somewhere"}, ':5: source: expected "field: value" lines, found the text "somewhere"'),
        ({"attachments": [{"title": "x"}]}, ":6: attachments.0.url: missing"),
        ({"attachments": [{"title": "x", "url": "data:text/html,x"}]}, "attachments.0.url: "),
        ({"origin": {"dat": {"from": "address"}}}, 'origin names the field "dat", which does not exist'),
        ({"origin": {"date": {"from": "guess"}}}, ':7: origin.date.from: "guess" is not allowed'),
        ({"corrections": [corrected("fact", "42", "42")]}, "corrections.0: was and now say the same"),
        ({"corrections": [corrected("typo", "“All”", "All")]}, "this changes a quotation, which is never"),
        ({"corrections": [corrected("typo", "„Alle", "Alle")]}, "this changes a quotation, which is never"),
        ({"dateline": []}, "dateline.places: needs at least one item"),
        ({"embargo": "2026-07-17T10:00"}, ":5: embargo: "),
        ({"embargo": "2026-07-17T10:00"}, "the zone is missing"),
        ({"about": ""}, ":5: about: is empty; fill it in or remove the line"),
        ({"abuot": ""}, ':5: abuot: unknown field; did you mean "about"?'),
        ({"deck": ""}, ":5: deck: is empty; fill it in or remove the line"),
    ],
)
def test_what_is_wrong_is_said_with_file_line_field_and_what_is_allowed(
    fields: dict[str, Any], message: str
) -> None:
    (said,) = read(**fields)
    assert said.startswith(f"{PATH}:")
    assert message in said


def test_what_is_wrong_in_the_header_hides_nothing_that_is_wrong_in_the_text() -> None:
    header, text = read(kind="Statement", body="Two words.\n\n```{raw} html\n```")
    assert "3: kind: " in header
    assert "8: {raw} cannot be used" in text


def test_a_message_is_never_longer_than_a_few_lines() -> None:
    for fields in (
        {"kind": "x" * 10_000},
        {"date": "y" * 10_000},
        {"z" * 10_000: "1"},
        {"about": "q" * 10_000},
    ):
        assert 0 < max(map(len, read(**fields))) < 600, fields.keys()


# The path


@pytest.mark.parametrize(
    ("path", "date"),
    [
        (PATH, "2014-05-06"),
        (PATH, "2014-05"),
        ("releases/2014/review.md", "2014"),
        ("releases/2014/05/azure-coast.fr.md", "2014-05"),
        ("releases/2014/05/x.zh-Hant.md", "2014-05"),
    ],
)
def test_the_path_is_the_date(path: str, date: str) -> None:
    assert read(path, date=date) == []


@pytest.mark.parametrize(
    ("path", "date", "home"),
    [
        (PATH, "2014-06-05", "releases/2014/06/"),
        (PATH, "2015-05-06", "releases/2015/05/"),
        (PATH, "2014", "releases/2014/"),
        ("releases/2014/review.md", "2014-05", "releases/2014/05/"),
    ],
)
def test_a_date_that_disagrees_with_the_path_is_told_where_it_belongs(
    path: str, date: str, home: str
) -> None:
    (message,) = read(path, date=date)
    said = f"{path}:4: date: {date} does not agree with the path; this date belongs in {home}, "
    assert message == f"{said}to where `press-archive move` takes what was published"


@pytest.mark.parametrize(
    "path",
    [
        "releases/azure-coast.md",
        "releases/14/05/azure-coast.md",
        "releases/2014/5/azure-coast.md",
        "releases/2014/05/Azure.md",
        "releases/2014/05/azure_coast.md",
        "releases/2014/05/azure coast.md",
        "releases/2014/05/côte.md",
        "releases/2014/05/-azure.md",
        "releases/2014/05/azure--coast.md",
        "releases/2014/05/06/azure-coast.md",
        "releases/2014/05/azure.fr.md.md",
        "releases/٢٠١٤/05/azure.md",
    ],
)
def test_a_file_whose_path_could_not_be_an_address_is_refused(path: str) -> None:
    (message,) = read(path)
    assert message.startswith(f"{path}:1: a release is kept as releases/YYYY/MM/<name>.md")


@pytest.mark.parametrize("name", ["index", "05", "2014"])
def test_a_name_that_an_index_page_has_is_refused(name: str) -> None:
    assert f'"{name}" cannot be the name of a release' in read(f"releases/2014/05/{name}.md")[0]


def test_a_translations_suffix_is_its_language() -> None:
    assert read_release(document(FRONT, "Le texte.").encode(), "releases/2014/05/x.fr.md").suffix == "fr"
    assert read("releases/2014/05/x.fr.md", language="fr") == []
    (message,) = read("releases/2014/05/x.fr.md", language="es")
    assert message == 'releases/2014/05/x.fr.md:5: language: "es" does not agree with .fr.md'


def test_a_suffix_that_is_no_language_is_refused() -> None:
    assert any("xyz" in message for message in read("releases/2014/05/x.xyz.md"))


# Text and record


def test_a_release_without_text_must_say_so() -> None:
    assert "there is no text; write it below the front matter, or say `held: record`" in read(body="  \n")[0]
    assert read(body="", source={"held": "record"}) == []


def test_a_record_with_a_text_contradicts_itself() -> None:
    (message,) = read(source={"held": "record"})
    assert message.startswith(f"{PATH}:6: source.held: says that only a record is held")


@pytest.mark.parametrize(
    ("body", "line", "name"),
    [
        ("Text.\n\n```{raw} html\n<b>\n```", 8, "raw"),
        ("```{include} /etc/passwd\n```", 6, "include"),
        (":::{toctree}\n:::", 6, "toctree"),
        ("~~~{eval-rst}\n.. raw:: html\n~~~", 6, "eval-rst"),
        ("````{note}\n```{literalinclude} x\n```\n````", 7, "literalinclude"),
        ("> ```{raw} html\n> ```", 6, "raw"),
        ("- ```{raw} html\n  ```", 6, "raw"),
        ("1. ```{raw} html\n   ```", 6, "raw"),
        ("2) :::{include} x\n   :::", 6, "include"),
        ("Term\n: ```{include} x\n  ```", 7, "include"),
        ("  - > ```{include} x\n    > ```", 6, "include"),
        ("```{ raw } html\n```", 6, "raw"),
        ("```  {raw} html\n```", 6, "raw"),
        ("```{press:parts}\n```", 6, "press:parts"),
    ],
)
def test_a_directive_that_a_release_has_no_use_for_is_refused(body: str, line: int, name: str) -> None:
    found = read(body=body)
    assert found
    assert found[0].startswith(f"{PATH}:{line}: {{{name}}} cannot be used in a release; allowed: ")


@pytest.mark.parametrize("body", ["{download}`x`", "{eval}`x`", "{raw-html}`<b>`", "a {code}`x` b"])
def test_a_role_that_a_release_has_no_use_for_is_refused(body: str) -> None:
    (message,) = read(body=body)
    assert message.startswith(f"{PATH}:6: ")
    assert "cannot be used in a release" in message


@pytest.mark.parametrize("field", ["title", "deck", "label", "summary"])
def test_a_role_in_a_field_that_is_printed_as_it_stands_is_refused(field: str) -> None:
    (message,) = read(**{field: "We are {press:fact}`7 <states-parties>`"})
    line = {"title": 2}.get(field, 5)
    assert message == (
        f"{PATH}:{line}: {field}: {{press:fact}} would be printed as it stands here; roles are for the text"
    )


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("Text.\n\n# A part\n\nMore.", 8),
        ("   #\tA part", 6),
        ("#", 6),
        ("Text.\n\nA part\n===", 8),
        ("A part\n  ==== ", 6),
        ("```\n# no heading\n```\n\n# A part", 10),
    ],
)
def test_a_heading_of_the_rank_of_the_title_is_refused(body: str, line: int) -> None:
    """What follows it would be printed below the contacts."""
    assert read(body=body) == [
        f"{PATH}:{line}: the title is the only heading of its rank; start headings in the text with ##, "
        "and take an end mark out"
    ]


def test_headings_are_looked_for_in_time_that_grows_with_the_text() -> None:
    started = time.process_time()
    assert read(body="```\n# a\n```\n\n" * 20_000) == []
    assert time.process_time() - started < 20  # a second, unless each heading looks at every fence


def test_words_for_pictures_are_looked_for_in_time_that_grows_with_the_text() -> None:
    started = time.process_time()
    assert len([*unsaid_in("```{figure} coast.png\n```\n" * 20_000, 1)]) == 20_000
    assert time.process_time() - started < 20  # less than one, unless each picture looks into all that follow


@pytest.mark.parametrize(
    "body",
    [
        "## A part\n\nText.",
        "#hashtag",
        "    # code",
        "Text.\n\n====\n\nMore.",
        "> A quotation\n===",
        "- a point\n===",
        ":::{press:notes}\nA note.\n:::",
        "```{note}\nA note.\n```",
        "```{figure} picture.jpg\n```",
        "```python\nprint()\n```",
        "Text with {press:state}`AZ`, {sup}`2` and {abbr}`ICC (International Criminal Court)`.",
    ],
)
def test_what_a_release_may_use_is_accepted(body: str) -> None:
    assert read(body=body) == []


@pytest.mark.parametrize(
    ("body", "written", "name"),
    [
        ("```{figure} signing in New York.JPG\n:alt: A signing.\n```", "", "signing-in-New-York.JPG"),
        ("![A signing](signing in New York.JPG)", "", "signing-in-New-York.JPG"),
        ("![A signing](<signing in New York.JPG>)", "", "signing-in-New-York.JPG"),
        ("![A signing](signing%20in.jpg)", "signing%20in.jpg", "signing-in.jpg"),
        ("![A signing](signé.jpg)", "signé.jpg", "signe.jpg"),
        ("![A signing](توقيع.jpg 'A signing')", "توقيع.jpg", "picture.jpg"),
    ],
)
def test_a_picture_has_a_name_that_its_address_does_not_change(body: str, written: str, name: str) -> None:
    """Sphinx would not find it, and the text would be published by then."""
    (problem,) = read(body=body)
    found = written or "signing in New York.JPG"
    allowed = f'a picture\'s name has no spaces, accents or signs; call it "{name}", here and in its folder'
    assert problem.endswith(f': "{found}": {allowed}')


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("{eval}`x`", 1),
        ("``{eval}`x` ``", 0),
        ("```\n{eval}`x`\n```", 0),
        ("~~~~\n~~~\n{eval}`x`\n~~~~\n{eval}`y`", 1),
        ("```\n~~~\n{eval}`x`\n```\n{eval}`y`\n~~~", 1),
        ("A line ```\n{eval}`x`", 1),
        ("```\nNever closed: {eval}`x`", 1),
        ("```{figure} picture.jpg\n:alt: A coast.\n\nThe coast {eval}`x`.\n```", 1),
        ("````{note}\n```\n{eval}`x`\n```\n```{epigraph}\n{eval}`y`\n```\n````\n{eval}`z`", 2),
        ("````\n```{note}\n{eval}`x`\n```\n````", 0),
        ("```{code-block} md\n{eval}`x`\n```", 0),
    ],
)
def test_an_example_of_a_role_is_no_role(body: str, found: int) -> None:
    """What is between backticks or in a fence, which ends with as many signs as it began with.

    What a note or a figure holds is text, however it is fenced.
    """
    assert len(read(body=body)) == found


@pytest.mark.parametrize(
    "body",
    [
        "![" * 60_000,
        "![](a " * 80_000,
        "```{figure} a\n" * 40_000,
        "![x]( " * 80_000,
        "{a}`" * 100_000,
        "[" * 500_000,
        "`" * 900_000,
        "> " * 400_000,
        "```\n" * 200_000,
        "x{press:release}`" * 50_000,
        "~" * 50_000 + "\n{a}`b`",
        "`" * 50_000 + "\n{a}`b`",
        "```x\n" * 50_000 + "{a}`b`",
        "```{note}\n" * 80_000 + "{a}`b`",
        "".join(f"{'`' * n}{{note}}\n" for n in range(1200, 3, -1))
        + "".join("`" * n + "\n" for n in range(3, 1201)),
        " \n" * 400_000 + "x",
    ],
    ids=lambda body: body[:8].strip(),
)
def test_a_hostile_text_is_answered_quickly(body: str) -> None:
    started = time.process_time()
    read(body=body)
    assert time.process_time() - started < 3


def test_thousands_of_mistakes_are_answered_quickly() -> None:
    started = time.process_time()
    read(**{f"field{number}": "x" for number in range(30_000)})
    assert time.process_time() - started < 20


# Entries and registers


@pytest.mark.parametrize("name", ["Court", "the court", "index"])
def test_an_entry_is_named_by_its_file(name: str) -> None:
    good = document({"term": "Court", "definition": "It tries people."}).encode()
    assert complaints(lambda: read_entry(good, "docs/background/court.md")) == []
    (said,) = complaints(lambda: read_entry(good, f"docs/background/{name}.md"))
    assert "an entry's file name is lower-case" in said


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"term": "Court"}, "an entry needs a definition or a wording"),
        ({"term": "Court", "wordings": [{"from": "2014"}]}, ":4: wordings.0.text: missing"),
        (
            {"term": "Court", "wordings": [{"from": "2014", "text": "b"}, {"from": "2013", "text": "a"}]},
            "2013 must come after 2014: oldest first, one for each day",
        ),
        (
            {"term": "Court", "wordings": [{"from": "2014", "text": "b"}, {"from": "2014", "text": "a"}]},
            "oldest first, one for each day",
        ),
    ],
)
def test_an_entry_that_says_nothing_or_in_disorder_is_refused(entry: dict[str, Any], message: str) -> None:
    (found,) = complaints(lambda: read_entry(document(entry).encode(), "docs/background/court.md"))
    assert found.startswith("docs/background/court.md:")
    assert message in found


def test_a_register_names_each_faulty_record_at_its_line() -> None:
    text = (
        "Open Harbour:\n  name: x\n"
        "b:\n  name: B\n  start: 2013-13\n  description: D\n"
        "c:\n  nam: C\n  description: D\n"
    )
    found = complaints(lambda: read_register(text.encode(), "campaigns.yaml", Campaign))
    assert found[0] == (
        "campaigns.yaml:1: Open Harbour: not a key of this register; "
        "those are lower-case letters, digits and hyphens, as in open-harbour"
    )
    assert found[1].startswith('campaigns.yaml:5: b.start: "2013-13": there is no month 13')
    assert {message.partition(" ")[0] for message in found[2:]} == {"campaigns.yaml:7:", "campaigns.yaml:8:"}
    assert any('c.nam: unknown field; did you mean "name"?' in message for message in found)


@pytest.mark.parametrize("text", ["", "# nobody yet\n", "{}\n"])
def test_a_register_of_an_archive_that_begins_may_be_empty(text: str) -> None:
    assert read_register(text.encode(), "campaigns.yaml", Campaign)[0] == {}


@pytest.mark.parametrize(
    "email",
    ["ada", "ada@x", "<ada@example.org>", "ada@example.org?bcc=x y", 'a"b@example.org', "a@b.c d@e.f"],
)
def test_a_mail_address_is_an_address_and_nothing_more(email: str) -> None:
    text = f"ada:\n  name: Ada\n  details:\n    - {{from: 2014, role: r, place: p, email: '{email}'}}\n"
    (said,) = complaints(lambda: read_register(text.encode(), "contacts.yaml", Contact))
    assert said.startswith("contacts.yaml:4: ada.details.0.email: ")
