"""Proof that nothing of what is withheld is in a site: not a title, a path, a number, nor a sentence.

Every file is searched as a reader's program would see it: unpacked, without mark-up, without
escapes. Runs of words that the archive's public sources hold as well prove nothing and are left out.
"""

from __future__ import annotations

import gzip
import html
import re
import zlib
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from .. import addresses
from ..archive import Archive
from ..ledger import Ledger
from ..names import UNSPACED
from ..records import RecordError, read_release
from ..settings import Settings
from ..tree import files, path_of, write_new
from . import manifest

#: So many words in a row do not come together by chance; of scripts without spaces, so many characters.
RUN, LONG_RUN = 8, 24
#: A title of so many words is looked for; of scripts without spaces, of so many characters.
PHRASE, LONG_PHRASE = 3, 12

_TAG = re.compile(r"<[^<>]*>")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
#: A word; of scripts without spaces, each character.
_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")
_LETTER = re.compile(rf"[{UNSPACED}]")
#: What no address holds, and the name of a host.
_BOUNDARY, _HOST = re.compile(r"[\s\"'<>]"), re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?")
_INVENTORY = b"# Sphinx inventory version 2"

Run = tuple[str, ...]
#: A file, with the phrases and the runs in it that may be of what is withheld.
Doubtful = tuple[str, set[str], set[Run]]


class Leak(NamedTuple):
    """What of a withheld release was found, and in which file of the site."""

    file: str
    name: str
    found: str


class _Secrets(NamedTuple):
    """What withheld releases must not be told by: their names, and these by the rest."""

    names: list[str]
    phrases: dict[str, str]
    runs: dict[Run, str]


def prove(site: Path, archive: Archive, settings: Settings, notes: Path) -> list[Leak]:
    """Search a site that was just built, and note it as proven when nothing was found.

    Files that an earlier proof has seen with the same bytes are not searched again: they were made before,
    so they can only hold a release that was public then. Where one of those is withheld now, every file is
    searched.

    Arguments:
        notes: where the manifest of the last site that was proven is kept.

    """
    listed, proven = manifest.read(site / manifest.NAME) or {}, manifest.read(notes) or {}
    known = frozenset(proven.values())
    pages = (addresses.release(name) + end for name in archive.withheld for end in ("/index.html", ".html"))
    if any(page in proven for page in pages):
        known = frozenset()
    seen = {path for path, sha in listed.items() if sha in known}
    public = [release.name for release in archive.releases]
    told = settings.root, archive.withheld, public, archive.ledger
    found = list(leaks(site, *told, seen, settings.base_url))
    if not found and listed != proven:
        write_new(str(notes), (site / manifest.NAME).read_bytes())
    return found


def leaks(
    site: Path,
    root: Path,
    withheld: Iterable[str],
    public: Iterable[str],
    ledger: Ledger,
    proven: Container[str] = (),
    base_url: str = "",
) -> Iterator[Leak]:
    """Search the files of a site for what is withheld.

    Arguments:
        withheld: names of drafts and embargoed releases.
        public: names of the releases that are in the site; what they say is no secret.
        ledger: has the numbers of those that were published under embargo.
        proven: files that need not be searched.
        base_url: the address of the site; addresses elsewhere may look like ours.

    """
    secrets = _secrets(root, withheld, ledger)
    if not secrets.names:
        return
    public = frozenset(public)
    certain: list[Leak] = []
    doubtful: list[Doubtful] = []
    for file in sorted(path for path in site.rglob("*") if path.is_file()):
        where = file.relative_to(site).as_posix()
        if where in proven:
            continue
        text = where + "\n" + _text(file.read_bytes())
        named = dict.fromkeys(name for _, name in names_in(text, secrets.names, public, base_url))
        certain += (Leak(where, name, name) for name in named)
        found = _words(text)
        joined = _joined(found)
        said = {phrase for phrase in secrets.phrases if phrase in joined}
        held = set(_runs(found)) & secrets.runs.keys()
        if said or held:
            doubtful.append((where, said, held))
    if doubtful:  # only now do the sources have to be read, of which there are many
        certain += _judged(root, public, secrets, doubtful)
    yield from sorted(certain)


def _judged(
    root: Path, public: Iterable[str], secrets: _Secrets, doubtful: Sequence[Doubtful]
) -> Iterator[Leak]:
    """Yield what of some files is a secret: not what a public source says as well."""
    said = set().union(*(said for _, said, _ in doubtful))
    held = set().union(*(held for _, _, held in doubtful))
    said, held = said - _open_phrases(root, public, said), held - _open_runs(root, public, held)
    for where, phrases, runs in doubtful:
        for phrase in sorted(phrases & said):
            yield Leak(where, secrets.phrases[phrase], phrase.strip())
        for run in sorted(runs & held)[:1]:
            yield Leak(where, secrets.runs[run], " ".join(run))


def _secrets(root: Path, withheld: Iterable[str], ledger: Ledger) -> _Secrets:
    secrets = _Secrets(sorted(withheld), {}, {})
    numbers = {name: line.reference for name, line in ledger.holds.items()}
    for name in secrets.names:
        secrets.runs.update(dict.fromkeys(_runs(_words(_read(root, name))), name))
        for phrase in (*_phrases(root, name), numbers.get(name, "")):
            words = _words(phrase)
            if len(words) >= (LONG_PHRASE if _is_alone(words) else PHRASE):
                secrets.phrases[_joined(words)] = name
    return secrets


def names_in(
    text: str, withheld: Iterable[str], public: Container[str], base_url: str
) -> Iterator[tuple[int, str]]:
    """Yield the names of withheld releases that stand in a text, as in an address, each with its place."""
    for name in withheld:
        if name in text:
            for match in re.finditer(rf"(?<![a-z0-9-]){re.escape(name)}(\.[A-Za-z-]+)?(?![a-z0-9-])", text):
                is_other = name + (match[1] or "") in public
                if not is_other and not _is_elsewhere(text, match.start(), base_url):
                    yield match.start(), name


def _is_elsewhere(text: str, place: int, base_url: str) -> bool:
    """Whether what stands in a place is the end of an address of another site than ours."""
    ahead = _BOUNDARY.split(text[max(0, place - 300) : place])[-1]
    host = ahead.rpartition("://")[2].partition("/")[0]
    return _HOST.fullmatch(host) is not None and host != urlsplit(base_url).netloc


def _open_phrases(root: Path, public: Iterable[str], phrases: set[str]) -> set[str]:
    """Return those that public releases or registers hold.

    A page of the guide may print a sentence first; a title that is not public yet is a leak there, too.
    """
    sources = chain(
        (_read(root, name) for name in public), _documents(root, "background"), _documents(root, "registers")
    )
    found: set[str] = set()
    for source in sources if phrases else ():
        words = _joined(_words(source))
        found |= {phrase for phrase in phrases if phrase in words}
    return found


def _open_runs(root: Path, public: Iterable[str], runs: set[Run]) -> set[Run]:
    """Return those that a public source holds."""
    found: set[Run] = set()
    for source in chain((_read(root, name) for name in public), _documents(root)) if runs else ():
        found.update(runs.intersection(_runs(_words(source))))
    return found


def _read(root: Path, name: str) -> str:
    return (root / path_of(name)).read_text("utf-8-sig", errors="replace")


def _documents(root: Path, folder: str = "") -> Iterator[str]:
    place = root / "docs" / folder
    for name in sorted(name for name, _ in files(place) if name.endswith((".md", ".yaml"))):
        yield (place / name).read_text("utf-8", errors="replace")


def _phrases(root: Path, name: str) -> Iterator[str]:
    path = path_of(name)
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


def _runs(words: list[str]) -> Iterator[Run]:
    """Yield every run of words that is long enough to be of one text."""
    yield from (run for run in _windows(words, RUN) if not _is_alone(run))
    if max(words, default="") >= UNSPACED[0]:
        yield from (run for run in _windows(words, LONG_RUN) if _is_alone(run))


def _windows(words: Sequence[str], length: int) -> Iterator[Run]:
    return zip(*(words[start:] for start in range(length)), strict=False)


def _is_alone(words: Sequence[str]) -> bool:
    """Whether some words are, for the most part, characters of a script without spaces."""
    if max(words, default="") < UNSPACED[0]:  # as in most texts: no word is so far on in the order of Unicode
        return False
    return 2 * sum(map(bool, map(_LETTER.match, words))) > len(words)
