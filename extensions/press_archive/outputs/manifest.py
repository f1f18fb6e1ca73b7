"""The site's manifest: every file with its SHA-256, so that a copy can be checked for ever.

``manifest.json`` lists all files but itself and those whose name begins with a dot, which are the
build's own and not for readers.
"""

from __future__ import annotations

import hashlib
import json
import marshal
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from .. import addresses
from ..ledger import Ledger
from ..tree import Stamp, files, stamp, stamp_of

NAME = "manifest.json"
#: What is known of each file, among what Sphinx keeps.
NOTES = "hashes"
#: A file's size, its time of change, and the SHA-256 that it had then.
Known = tuple[int, int, str]
#: So many bytes of a file are read at a time.
_SOME = 65_536


def known_from(doctrees: Path) -> Mapping[str, Sequence[Known]]:
    """Return what the last build knew of each file of a site; nothing when that cannot be read."""
    try:
        return _noted(doctrees / NOTES, stamp((doctrees / NOTES).stat()))
    except (OSError, ValueError, EOFError, TypeError):
        return {}


@lru_cache(maxsize=1)  # it is asked for again in the same build, and large
def _noted(notes: Path, _seen: Stamp) -> Mapping[str, Sequence[Known]]:
    known: Mapping[str, Sequence[Known]] = marshal.loads(notes.read_bytes())  # noqa: S302  (our own)
    return known


def look(site: Path, left_out: Container[str] = ()) -> dict[str, Stamp]:
    """Return the size and time of change of each file of a site, without those of folders left out.

    A link that leads nowhere, which others may keep there, says nothing.
    """
    return {path: seen for path, entry in files(site, left_out) if (seen := stamp_of(entry))}


def untouched(found: Mapping[str, Stamp], known: Mapping[str, Sequence[Known]]) -> set[str]:
    """Return the files of a site that are as a build has left them: not lost, and not changed by hand.

    Where no build has noted any (the parts of an archive, put together), all files are.
    """
    if not known:
        return set(found)
    return {path for path, seen in found.items() for last in known.get(path, ()) if last[:2] == seen}


def write(
    site: Path, doctrees: Path, known: Mapping[str, Sequence[Known]], found: Mapping[str, Stamp]
) -> None:
    """Write the manifest of a site that is complete.

    Only files that are not as they were when they were last read are read. What is known of each file is
    kept under ``doctrees``: a site that is exchanged with another at each build has two of each, and the
    first is of the site that was built last.

    Arguments:
        known: what the last build knew.
        found: the files of the site as they are now.

    """
    knows: dict[str, Sequence[Known]] = {}
    for path, seen in found.items():
        last = known.get(path, ())
        if last and last[0][:2] == seen:
            knows[path] = last
        elif path != NAME:
            now = next((one for one in last if one[:2] == seen), None) or (*seen, _digest(f"{site}/{path}"))
            knows[path] = [now, *(one for one in last[:1] if one is not now)]
    listed = {path: knows[path][0][2] for path in sorted(knows)}
    text = json.dumps({"algorithm": "sha256", "files": listed}, ensure_ascii=False, separators=(",\n", ": "))
    (site / NAME).write_text(text + "\n", "utf-8")
    if knows != known:
        (doctrees / NOTES).write_bytes(marshal.dumps(knows))


def read(file: Path) -> dict[str, str] | None:
    """Return the files that a manifest lists, each with its SHA-256; nothing when it is no manifest."""
    try:
        return dict(json.loads(file.read_text("utf-8"))["files"].items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def lost(page: str) -> str:
    """Say that a page is lost; the ledger proves that no release is, but lists, entries and guides can be."""
    return (
        f"{page}/ answered before and does not now; an address follows from a key or the name of a file, "
        "which stays when what it names is called something else"
    )


def verify(site: Path, ledger: Ledger, withheld: Container[str], before: Iterable[str] = ()) -> Iterator[str]:
    """Yield what differs between a copy of a site and its manifest, and what it does not answer.

    Arguments:
        ledger: promises that its addresses answer, all but those of what is withheld.
        before: the files of an earlier site, whose pages are to answer as well.

    """
    listed = read(site / NAME)
    if listed is None:
        yield f"{NAME}: missing or not a manifest"
        return
    found = look(site).keys() - {NAME}
    for path in sorted(found | listed.keys()):
        if path not in listed:
            yield f"{path}: not in the manifest"
        elif path not in found:
            yield f"{path}: missing"
        elif _digest(f"{site}/{path}") != listed[path]:
            yield f"{path}: changed"
    for address in ledger.promised:
        if (
            ledger.destination(address) not in withheld
            and f"{addresses.release(address)}/index.html" not in listed
        ):
            yield f"{addresses.release(address)}/: published, and not answered here"
    for path in sorted(before):
        if path.endswith("/index.html") and path not in listed:
            yield lost(path.removesuffix("/index.html"))


def _digest(path: str) -> str:
    found = hashlib.sha256()  # hashlib.file_digest would clear a quarter of a megabyte for each file
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123  (nor a path object for each)
        while some := file.read(_SOME):
            found.update(some)
    return found.hexdigest()
