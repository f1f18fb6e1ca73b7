"""The JSON Schema that editors use says what the models say."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner
from press_archive.cli import main
from press_archive.records import Record, models, registers, treaties
from press_archive.records.schema import SCHEMA_PATH, fields_of, release_schema

from tests.helpers import REPOSITORY, Archive

MODELS = {
    model
    for module in (models, registers, treaties)
    for model in vars(module).values()
    if isinstance(model, type) and issubclass(model, Record) and model is not Record
}


def test_the_schema_in_the_archive_is_the_one_the_models_make() -> None:
    assert (REPOSITORY / SCHEMA_PATH).read_text("utf-8") == release_schema(), "run: press-archive schema"


def test_the_command_writes_the_schema(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(archive.root)
    ran = CliRunner().invoke(main, ["schema"])
    assert ran.exit_code == 0, ran.output
    assert archive.read(SCHEMA_PATH) == release_schema()


def test_the_schema_names_every_field_and_requires_what_is_required() -> None:
    schema = json.loads(release_schema())
    assert list(schema["properties"]) == list(models.FrontMatter.model_fields)
    assert schema["required"] == ["title", "kind", "date"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["kind"]["enum"] == list(models.KINDS)


@pytest.mark.parametrize("model", sorted(MODELS, key=str), ids=lambda model: model.__name__)
def test_every_field_is_described_for_authors(model: type[Record]) -> None:
    for field in fields_of(model):
        assert field.description.endswith("."), field.name
        assert field.form, field.name


def test_the_schema_says_nothing_of_python() -> None:
    def keys(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {key for item in value.values() for key in keys(item)}
        return {key for item in value for key in keys(item)} if isinstance(value, list) else set()

    text = release_schema()
    assert '"null"' not in text
    assert "from_" not in keys(json.loads(text))
