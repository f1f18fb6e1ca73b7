"""What states, languages and dates are called: by whichever name an author knows a state, it is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from press_archive.names import StateNames, date_words, direction, fold, language_name, moment_words
from press_archive.records import PartialDate, State, parse_embargo, read_register

from tests.helpers import REPOSITORY

STATES = "docs/registers/states.yaml"
REGISTER, _ = read_register((REPOSITORY / STATES).read_bytes(), STATES, State)
NAMES = StateNames(REGISTER, ["en", "fr", "es", "ar", "ru"])


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru"])
def test_every_state_is_found_by_its_name_in_every_language(language: str) -> None:
    for code in REGISTER:
        assert NAMES.code(NAMES.name(code, language)) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("AZ", "AZ"),
        ("az", "AZ"),
        ("Azerbaijan", "AZ"),
        ("Azerbaïdjan", "AZ"),
        ("Azerbaiyán", "AZ"),
        ("أذربيجان", "AZ"),
        ("Азербайджан", "AZ"),
        ("Côte d’Ivoire", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("CÔTE D'IVOIRE", "CI"),
        ("Co\u0302te d'Ivoire", "CI"),
        ("Ivory Coast", "CI"),
        ("the Ivory Coast", "CI"),
        ("Swaziland", "SZ"),
        ("Eswatini", "SZ"),
        ("Burma", "MM"),
        ("Myanmar", "MM"),
        ("Zaire", "CD"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Nigéria", "NG"),
        ("Guinea", "GN"),
        ("Guinea-Bissau", "GW"),
        ("Guinea Bissau", "GW"),
        ("Equatorial Guinea", "GQ"),
        ("Papua New Guinea", "PG"),
        ("Dominica", "DM"),
        ("Dominican Republic", "DO"),
        ("South Korea", "KR"),
        ("North Korea", "KP"),
        ("Sudan", "SD"),
        ("South Sudan", "SS"),
        ("Bosnia & Herzegovina", "BA"),
        ("Trinidad and Tobago", "TT"),
        ("The Gambia", "GM"),
        ("Netherlands", "NL"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("Cape Verde", "CV"),
        ("Cabo Verde", "CV"),
        ("East Timor", "TL"),
        ("Czech Republic", "CZ"),
        ("Macedonia", "MK"),
        ("Palestine", "PS"),
        ("USA", "US"),
        ("UK", "GB"),
    ],
)
def test_a_state_is_found_by_any_name_it_has_or_had(name: str, code: str) -> None:
    assert NAMES.code(name) == code


@pytest.mark.parametrize("name", ["", "Atlantis", "Congo-Brazzaville and Zaire", "XX", "the"])
def test_no_state_is_found_by_a_name_that_none_has(name: str) -> None:
    assert NAMES.code(name) is None


@pytest.mark.parametrize(
    ("found", "suggestion"),
    [
        ("Ivory Coast", '"CI"'),
        ("AX Azerbaijan", '"AZ" (Azerbaijan)'),
        ("Azerbaijann", '"AZ" (Azerbaijan)'),
        ("Swasiland", '"SZ"'),
        ("Nigerria", '"NG" (Nigeria)'),
        ("ci", '"CI"'),
    ],
)
def test_an_unknown_state_is_answered_with_the_nearest(found: str, suggestion: str) -> None:
    assert NAMES.suggest(found).startswith(f"; did you mean {suggestion}")


def test_where_nothing_is_near_the_form_is_explained() -> None:
    assert NAMES.suggest("Atlantis") == "; states are written as two letters, as in AZ (ISO 3166-1 alpha-2)"


def test_no_name_means_two_states() -> None:
    owners: dict[str, set[str]] = {}
    for code, state in REGISTER.items():
        former = [name.name for name in state.former_names]
        for name in (*(NAMES.name(code, tag) for tag in NAMES.languages), *state.other_names, *former):
            owners.setdefault(fold(name), set()).add(code)
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


@given(st.text(max_size=40))
def test_folding_a_folded_name_changes_nothing(text: str) -> None:
    assert fold(fold(text)).removeprefix("the ") == fold(text).removeprefix("the ")


@pytest.mark.parametrize(
    ("date", "language", "words"),
    [
        ("2014-05-06", "en", "6 May 2014"),
        ("2014-05", "en", "May 2014"),
        ("2014", "en", "2014"),
        ("2014-05-06", "fr", "6 mai 2014"),
        ("2014-05-01", "fr", "1er mai 2014"),
        ("2014-05-01", "en", "1 May 2014"),
        ("2014-05-06", "es", "6 de mayo de 2014"),
        ("2014-05", "es", "mayo de 2014"),
        ("2014-05-06", "ru", "6 мая 2014 г."),
        ("2014-05-06", "tlh", "6 May 2014"),
    ],
)
def test_a_date_is_written_to_its_precision_in_each_language(date: str, language: str, words: str) -> None:
    assert " ".join(date_words(PartialDate.parse(date), language).split()) == words


def test_a_moment_is_written_as_a_date_is_with_its_zone() -> None:
    moment = parse_embargo("2026-12-10T10:00 Europe/Rome")
    said = [" ".join(moment_words(moment, language).split()) for language in ("en", "fr", "ar", "ru")]
    assert said == [
        "10 December 2026, 10:00 CET",
        "10 décembre 2026, 10:00 CET",
        "10 ديسمبر 2026، 10:00 CET",
        "10 декабря 2026 г., 10:00 CET",
    ]


def test_languages_are_named_in_any_language_and_in_their_own() -> None:
    assert [language_name(tag, "en") for tag in ("en", "fr", "ar")] == ["English", "French", "Arabic"]
    assert [language_name(tag, tag) for tag in ("fr", "es", "ru")] == ["français", "español", "русский"]


def test_arabic_hebrew_persian_and_urdu_are_read_from_the_right() -> None:
    read = {tag: direction(tag) for tag in ("ar", "ar-EG", "he", "fa", "ur", "en", "fr", "arn", "zh-Hant")}
    assert [tag for tag, way in read.items() if way == "rtl"] == ["ar", "ar-EG", "he", "fa", "ur"]
