"""The catalogues say every word that the code and the templates ask for, and no other."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from babel.messages import Catalog
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes
from press_archive.addresses import PAGES
from press_archive.digests import THEME
from press_archive.ledger.publishing import ASSIGNED
from press_archive.words import CORRECTION_NAMES, KIND_NAMES, LOCALES, ORIGIN_NAMES, has_words, translator

from tests.helpers import EXAMPLE, REPOSITORY

#: What a release is called in each language, in every form of the word.
NAME = {"fr": "ommuniqué", "es": "omunicado", "ar": "بيان", "ru": "ресс-релиз"}
LANGUAGES = list(NAME)

#: What is asked for by a name: ``_(group)`` is a state's regional group, ...
GROUPS = {
    "African",
    "Asia-Pacific",
    "Eastern European",
    "Latin American and Caribbean",
    "Western European and Others",
    "Other",
}
#: ... ``_(name)`` a field that can have been inferred, and these the rest.
FIELDS = {"title", "date"}
COMPUTED = {
    "group",
    "name",
    "page.title",
    "release.number_note",
    "CORRECTION_NAMES[item.kind]",
    "KIND_NAMES[release.kind]",
    "ORIGIN_NAMES[origin.from_]",
    # marked for translation where they stand, in targets.py, standing.py, quality.py and treaties
    "COUNTED[fact.what, basis, fact.invert]",
    "CERTAINTY_NAMES[step.certainty]",
    "INSTRUMENT_NAMES.get(step.instrument, '')",
    "INSTRUMENT_NAMES.get(step.instrument, STEP_NAMES['deposited'])",
    "STANDING_NAMES[key]",
    "STANDING_NAMES[status.standing]",
    "STANDING_SHORT[key]",
    "STANDING_SHORT[standing]",
    "STEP_NAMES[step.kind]",
    "self.words",
    "spot.about",
    "spot.heading",
}


def in_python() -> Iterator[tuple[str, str]]:
    """Yield what each ``_(...)`` is given: (text, "") or ("", expression).

    Babel's own extractor overlooks a call in an f-string before Python 3.12.
    """
    for path in LOCALES.parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            called = ast.unparse(node.func)
            if called == "_" or called.endswith("._") or called.startswith("translator("):
                argument = node.args[0]
                if isinstance(argument, ast.Constant):
                    yield str(argument.value), ""
                else:
                    yield "", ast.unparse(argument)


def in_templates() -> Iterator[tuple[str, str]]:
    for path in THEME.rglob("*.html"):
        for call in Environment(autoescape=True).parse(path.read_text("utf-8")).find_all(nodes.Call):
            if not (isinstance(call.node, nodes.Name) and call.node.name == "_"):
                continue
            argument = call.args[0]
            if isinstance(argument, nodes.Const):
                yield argument.value, ""
            else:
                yield "", argument.name if isinstance(argument, nodes.Name) else str(argument)


@cache
def asked_for() -> set[str]:
    literal = {text for text, _ in (*in_python(), *in_templates()) if text}
    named = (*KIND_NAMES.values(), *ORIGIN_NAMES.values(), *CORRECTION_NAMES.values())
    pages = {page.title for page in PAGES.values()}
    return literal | GROUPS | FIELDS | pages | {ASSIGNED, *named}


def catalogue(language: str) -> Catalog:
    with (LOCALES / f"{language}.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def words(language: str) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in catalogue(language) if message.id}


def placeholders(text: str) -> Counter[str]:
    return Counter(re.findall(r"\{.*?\}", text))


def test_extraction_sees_code_and_templates() -> None:
    assert {"CONTACTS", "Tel:", "Press release", "Releases by month"} <= {text for text, _ in in_python()}
    assert {"Search", "State of the month", "Last state of the month", "Copied"} <= {
        text for text, _ in in_templates()
    }


def test_no_unknown_word_is_computed() -> None:
    """A word asked for by name cannot be extracted: add it to COMPUTED and its values to the list."""
    computed = {expression for _, expression in (*in_python(), *in_templates()) if expression}
    assert sorted(computed - COMPUTED) == []


@pytest.mark.parametrize("root", [REPOSITORY, EXAMPLE], ids=["archive", "example"])
def test_every_group_is_known(root: Path) -> None:
    register = yaml.safe_load((root / "docs/registers/states.yaml").read_text("utf-8"))
    assert {state["group"] for state in register.values()} <= GROUPS


def test_every_catalogue_is_tested() -> None:
    assert sorted(path.stem for path in LOCALES.glob("*.po")) == sorted(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
class TestCatalogue:
    def test_complete(self, language: str) -> None:
        said = words(language)
        assert sorted(text for text in asked_for() if not said.get(text)) == []

    def test_nothing_stale(self, language: str) -> None:
        assert sorted(words(language).keys() - asked_for()) == []
        assert not catalogue(language).obsolete

    def test_placeholders_and_spaces(self, language: str) -> None:
        for english, text in words(language).items():
            assert placeholders(text) == placeholders(english), english
            assert text == text.strip(" \n"), english  # a French colon begins with a no-break space

    def test_a_release_has_one_name(self, language: str) -> None:
        other = {
            english: text
            for english, text in words(language).items()
            if re.search(r"\breleases?\b", english) and NAME[language] not in text
        }
        assert other == {}

    def test_clean(self, language: str) -> None:
        read = catalogue(language)
        assert read.locale is not None
        assert read.locale.language == language
        assert not read.fuzzy
        assert [message.id for message in read if message.id and message.fuzzy] == []

    def test_seen_and_said_once(self, language: str) -> None:
        text = (LOCALES / f"{language}.po").read_text("utf-8")
        entries = Counter(re.findall(r"^msgid .+", text, re.MULTILINE))
        assert [entry for entry, count in entries.items() if count > 1] == []
        assert [m.id for m in catalogue(language) if m.id and not m.auto_comments] == []

    def test_spoken(self, language: str) -> None:
        assert has_words(language)
        assert translator(language)("Press release") == words(language)["Press release"]
        assert translator(language)("not a word of the theme") == "not a word of the theme"


def test_french_signs_never_begin_a_line_of_their_own() -> None:
    broken = [text for text in words("fr").values() if re.search(r" [:;?!»]|« ", text)]
    assert broken == []


def test_same_order_in_every_catalogue() -> None:
    first, *others = (list(words(language)) for language in LANGUAGES)
    assert all(other == first for other in others)


def test_english_needs_no_catalogue() -> None:
    assert has_words("en")
    assert translator("en")("CONTACTS") == "CONTACTS"
    assert not has_words("tlh")
