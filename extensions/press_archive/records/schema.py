"""The models in other forms: JSON Schema for editors, plain rows for the reference page."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from .models import FrontMatter, Record

#: Where the schema is kept, relative to the archive's root.
SCHEMA_PATH = "docs/registers/release.schema.json"


class FieldRow(NamedTuple):
    name: str
    form: str
    description: str
    required: bool
    example: str


def release_schema() -> str:
    """Return the JSON Schema (2020-12) of a release's front matter, as text with stable bytes."""
    schema = FrontMatter.model_json_schema(mode="validation")
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    properties = schema["properties"]
    # What the reader also accepts: one place written plainly, or a plain list of places.
    places = {"type": "array", "items": {"type": "string"}}
    properties["dateline"]["anyOf"] = [{"type": "string"}, places, {"$ref": "#/$defs/Dateline"}]
    return json.dumps(_plain(schema), indent=2, ensure_ascii=False) + "\n"


def _plain(value: Any) -> Any:
    """Leave out what says nothing to an author: ``null`` alternatives, null defaults, titles."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    options = [item for item in value.get("anyOf", ()) if item != {"type": "null"}]
    if len(options) == 1:
        value = {**options[0], **{k: v for k, v in value.items() if k != "anyOf"}}
    return {
        key: _plain(item)
        for key, item in value.items()
        if not (key == "default" and item in (None, [], {}))
        and not (key == "title" and isinstance(item, str))
    }


def fields_of(model: type[Record]) -> list[FieldRow]:
    """Return the fields of a model in the order in which they are written."""
    schema = _plain(model.model_json_schema())
    required = set(schema.get("required", ()))
    return [
        FieldRow(name, _form(prop), prop.get("description", ""), name in required, _example(prop))
        for name, prop in schema["properties"].items()
    ]


def _form(prop: dict[str, Any]) -> str:
    if "enum" in prop:
        return ", ".join(f"`{value}`" for value in prop["enum"])
    if "const" in prop:
        return f"`{prop['const']}`"
    if "anyOf" in prop:
        return "text, or a list of texts"
    kind, pattern = prop.get("type"), prop.get("pattern", "")
    if kind == "array":
        return f"list of {_form(prop['items'])}"
    if "$ref" in prop or kind == "object":
        name = re.sub(r"(?<!^)([A-Z])", r" \1", prop.get("$ref", "fields").rpartition("/")[2]).lower()
        return f"mapping ({name})" if "$ref" in prop else "mapping"
    if pattern.startswith("^\\d{4}"):
        return "date"
    if pattern == "^[A-Z]{2}$":
        return "two letters"
    return "web address" if prop.get("format") == "uri" else "text"


def _example(prop: dict[str, Any]) -> str:
    examples = prop.get("examples", ())
    if not examples:
        return ""
    first = examples[0]
    return first if isinstance(first, str) else json.dumps(first, ensure_ascii=False).replace('"', "")
