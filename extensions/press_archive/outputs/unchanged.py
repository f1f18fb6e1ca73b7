"""Whether there is anything to build: an archive that is as it was, whose site is as it was made.

Files are told apart by size and time of change, as everywhere in the archive. What a build takes from
elsewhere (the code, the libraries, the day, what is withheld on it) is part of what must be the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..digests import code_digest, digest, theme_digest
from ..search import pagefind
from ..tree import files, stamp, stamp_of
from . import manifest


def sources(root: Path, out: Path) -> str:
    """Digest the files of an archive, before any is read: one that is saved meanwhile is not in the site.

    Arguments:
        out: the output folder, which may be inside ``root`` and is left out.

    """
    return digest(sorted((path, stamp_of(entry)) for path, entry in files(root, {str(out)})))


def inputs(of: str, told: object) -> str:
    """Digest all that a site is made of.

    Arguments:
        of: what :func:`sources` has found.
        told: what else the build was told, as plain values.

    """
    program = pagefind.program()
    indexer = (str(program), stamp(program.stat())) if program else None
    made_by = (code_digest(), theme_digest(), indexer)
    return digest((made_by, told, of))


def stands(notes: Path, known: Mapping[str, Sequence[manifest.Known]], out: Path, made_of: str) -> bool:
    """Whether ``out`` was made of just this, and every file of it is as it was written.

    Arguments:
        notes: what :func:`note` has written.
        known: what the last build knew of each file.

    """
    try:
        last = json.loads(notes.read_text("utf-8"))
        index = stamp((out / manifest.NAME).stat())
    except (OSError, ValueError):
        return False
    if last != [str(out), made_of, *index]:
        return False
    found = manifest.look(out)
    del found[manifest.NAME]
    return found == {path: versions[0][:2] for path, versions in known.items()}


def note(notes: Path, out: Path, made_of: str) -> None:
    """Note what a site that is in place was made of."""
    index = stamp((out / manifest.NAME).stat())
    notes.write_text(json.dumps([str(out), made_of, *index]), "utf-8")
