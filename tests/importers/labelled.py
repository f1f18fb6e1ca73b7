"""Labelled documents kept as files: ``documents/open`` to work on, ``documents/held_out`` to be judged by.

A file is what a person would say is in it, as front matter, and below it the document itself, byte for byte
(as UTF-8, unless ``encoding`` says what the bytes are to be). All are made up. The held-out third was set apart
before the rules were worked on, and no rule was changed for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.importers.samples import Sample

_DOCUMENTS = Path(__file__).parent / "documents"


def labelled(folder: str) -> Iterator[Sample]:
    """Yield the documents of one folder, by name."""
    for path in sorted((_DOCUMENTS / folder).iterdir()):
        _, head, text = path.read_bytes().decode().split("---\n", 2)
        said: dict[str, Any] = yaml.safe_load(head)
        encoding = said.pop("encoding", "utf-8")
        releases = said.pop("releases", [said])
        yield Sample(path.name, text.encode(encoding), tuple(map(_compared, releases)))


def _compared(said: dict[str, Any]) -> dict[str, Any]:
    """Lists of names become tuples, as the importer gives them."""
    return {field: tuple(value) if isinstance(value, list) else value for field, value in said.items()}
