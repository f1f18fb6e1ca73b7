"""Proof that nothing of what is withheld is in a site: not a title, a path, a number, nor a sentence.

Every file is searched as a reader's program would see it: unpacked, without mark-up, without
escapes. Runs of words that the archive's public sources hold as well prove nothing and are left out.
"""

from __future__ import annotations

import gzip
import html
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from .ledger import read_ledger
from .records import RecordError, read_release
from .tree import RELEASES

#: So many words in a row do not come together by chance.
RUN = 8

_TAG = re.compile(r"<[^<>]*>")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_WORD = re.compile(r"\w+")
_INVENTORY = b"# Sphinx inventory version 2"


class Leak(NamedTuple):
    """What of a withheld release was found, and in which file of the site."""

    file: str
    name: str
    found: str


def leaks(site: Path, root: Path, withheld: Iterable[str], public: Iterable[str]) -> Iterator[Leak]:
    """Search every file of a site for what is withheld.

    Arguments:
        withheld: names of drafts and embargoed releases.
        public: names of the releases that are in the site; what they say is no secret.

    """
    secrets = {name: _read(root, name) for name in sorted(withheld)}
    if not secrets:
        return
    public = frozenset(public)
    texts = "\n".join(_read(root, name) for name in sorted(public))
    open_runs = set(_runs(_words("\n".join([texts, *_documents(root)]))))
    # A page of the guide may print a sentence first; a title that is not public yet is a leak there, too.
    open_words = _joined(
        _words("\n".join([texts, *_documents(root, "background"), *_documents(root, "registers")]))
    )
    runs: dict[tuple[str, ...], str] = {}
    phrases: dict[str, str] = {}
    paths = {
        name: re.compile(rf"(?<![a-z0-9-]){re.escape(name)}(\.[A-Za-z-]+)?(?![a-z0-9-])") for name in secrets
    }
    numbers = {name: line.reference for name, line in read_ledger(root).holds.items()}
    for name, text in secrets.items():
        runs |= {run: name for run in _runs(_words(text)) if run not in open_runs}
        for phrase in (*_phrases(root, name), numbers.get(name, "")):
            words = _joined(_words(phrase))
            if words.count(" ") >= 4 and words not in open_words:
                phrases[words] = name
    for file in sorted(path for path in site.rglob("*") if path.is_file()):
        where = file.relative_to(site).as_posix()
        text = where + "\n" + _text(file.read_bytes())
        found = _words(text)
        joined = _joined(found)
        for name, path in paths.items():
            if any(name + (match[1] or "") not in public for match in path.finditer(text)):
                yield Leak(where, name, name)
        yield from (Leak(where, name, phrase.strip()) for phrase, name in phrases.items() if phrase in joined)
        hits = {run: runs[run] for run in _runs(found) if run in runs}
        yield from (Leak(where, name, " ".join(run)) for run, name in list(hits.items())[:1])


def _read(root: Path, name: str) -> str:
    return (root / RELEASES / f"{name}.md").read_text("utf-8-sig", errors="replace")


def _documents(root: Path, folder: str = "") -> Iterator[str]:
    for pattern in ("**/*.md", "**/*.yaml"):
        for path in sorted((root / "docs" / folder).glob(pattern)):
            yield path.read_text("utf-8", errors="replace")


def _phrases(root: Path, name: str) -> Iterator[str]:
    path = f"{RELEASES}/{name}.md"
    try:
        front = read_release((root / path).read_bytes(), path).front
    except RecordError:  # a faulty file stops the build before there is a site
        return
    yield from filter(None, (front.title, front.deck, front.summary, front.reference))


def _text(raw: bytes) -> str:
    if raw.startswith(b"\x1f\x8b"):
        raw = gzip.decompress(raw)
    elif raw.startswith(_INVENTORY):
        head, _, packed = raw.partition(b"zlib.\n")
        raw = head + b"\n" + zlib.decompress(packed)
    text = raw.decode("utf-8", errors="ignore")
    if "%" in text:
        text += "\n" + unquote(text, errors="ignore")
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return html.unescape(_TAG.sub(" ", text) + "\n" + " ".join(_TAG.findall(text)))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _joined(words: list[str]) -> str:
    """Put words on one line, with a space at both ends: a phrase ends where a word does."""
    return f" {' '.join(words)} "


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(RUN)), strict=False)
