"""Records as files: front matter laid out as a person would write it."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from .schema import SCHEMA_PATH

_WIDTH = 100


def front_matter(fields: Mapping[str, Any], path: str) -> str:
    """Write the front matter of a file at ``path``, in the order given; empty fields are left out.

    Its first line tells editors where the schema is, so that they complete and check as one types.
    """
    schema = os.path.relpath(SCHEMA_PATH, Path(path).parent).replace(os.sep, "/")
    lines = ["---", f"# yaml-language-server: $schema={schema}"]
    lines += [_field(key, value) for key, value in fields.items() if value not in (None, "", [], (), {})]
    return "\n".join([*lines, "---", ""])


def _field(key: str, value: Any) -> str:
    if isinstance(value, str):
        if len(key) + len(value) + 2 > _WIDTH and "\n" not in value and key in {"summary", "note"}:
            folded = " ".join(value.split())
            lines = textwrap.wrap(folded, _WIDTH - 2, break_long_words=False, break_on_hyphens=False)
            return f"{key}: >-\n  " + "\n  ".join(lines)
        return f"{key}: {scalar(value)}"
    if isinstance(value, Mapping):
        inner = "\n".join("  " + _field(k, v).replace("\n", "\n  ") for k, v in value.items() if v)
        return f"{key}:\n{inner}"
    if all(isinstance(item, str) for item in value):
        return f"{key}: [{', '.join(scalar(item, flow=True) for item in value)}]"
    items = "\n".join(f"  - {flow(item)}" for item in value)
    return f"{key}:\n{items}"


def flow(item: Mapping[str, str]) -> str:
    """Write some fields in one line, in brackets."""
    return "{" + ", ".join(f"{k}: {scalar(v, flow=True)}" for k, v in item.items()) + "}"


def scalar(text: str, *, flow: bool = False) -> str:
    """Write one value, in quotes only where YAML needs them."""
    probe = f"[{text}]" if flow else f"k: {text}"
    try:
        data = yaml.load(probe, Loader=yaml.BaseLoader)  # noqa: S506  (strings only)
    except yaml.YAMLError:
        data = None
    if data in ([text], {"k": text}) and not text.startswith(("'", '"')):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
