"""Digests, by which a build tells whether something is what it was."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(shown: object) -> str:
    """Digest plain values; the ``repr`` of texts, numbers, tuples, lists and dictionaries is stable."""
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def files_digest(files: Iterable[Path]) -> str:
    """Return one SHA-256 of what some files hold, in hexadecimal; of code, to know what made a cache."""
    found = hashlib.sha256()
    for file in files:
        found.update(file.read_bytes())
    return found.hexdigest()
