"""The fingerprint of a text: the same for the same words in the same paragraphs, whatever the file."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from itertools import chain

#: What ends a paragraph.
_BLANK = re.compile(r"\n[ \t]*\n")
_ROLE = re.compile(r"\{press:[a-z]+\}`([^`<]*?)\s*(?:<[^`<>]*>)?`")


def as_printed(text: str) -> str:
    """Return a text with each role of the press domain as the words that it prints."""
    return _ROLE.sub(r"\1", text) if "{press:" in text else text


def fingerprint(head: Iterable[str | None], body: str) -> str:
    """Identify a text by its words and by where its paragraphs end, as ``<words>-<paragraphs>``.

    The first is the SHA-256 of the text in canonical form: NFC, white space folded to single spaces.
    Paragraphs are cited by number, so the second is a digest of how many words each has. Roles of the press
    domain count as the words they print, so that marking a figure in a published text does not change it.

    Arguments:
        head: what is printed above the text.
        body: the text; a record has none, and no paragraphs.

    """
    said = plain(" ".join(part for part in head if part)).split()
    parted = [part.split() for part in paragraphs(plain(body))]
    lengths = [len(words) for words in parted]
    of_words, of_lengths = (
        hashlib.sha256(text.encode()).hexdigest() for text in (" ".join(chain(said, *parted)), repr(lengths))
    )
    return f"{of_words}-{of_lengths[:8]}" if lengths else of_words


def plain(text: str) -> str:
    """Return a text as it is compared: roles as the words that they print, in one form of Unicode (NFC)."""
    return unicodedata.normalize("NFC", as_printed(text))


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, which blank lines part."""
    return [part for part in _BLANK.split(text) if part.strip()]


def words_of(fingerprint: str) -> str:
    """Return what a fingerprint says of the words alone."""
    return fingerprint.partition("-")[0]


def has_text(fingerprint: str) -> bool:
    """Whether a fingerprint is of a text; that of a record knows of no paragraphs."""
    return "-" in fingerprint
