"""The fingerprint of a text: the same for the same words, whatever the line ends, spaces or file."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_ROLE = re.compile(r"\{press:[a-z]+\}`([^`<]*?)\s*(?:<[^`<>]*>)?`")


def as_printed(text: str) -> str:
    """Return a text with each role of the press domain as the words that it prints."""
    return _ROLE.sub(r"\1", text)


def fingerprint(*parts: str | None) -> str:
    """Return the SHA-256 of a text in canonical form: NFC, white space folded to single spaces.

    Roles of the press domain count as the words they print, so that marking a figure in a published
    text does not change it.
    """
    text = as_printed(" ".join(part for part in parts if part))
    canonical = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(canonical.encode()).hexdigest()
