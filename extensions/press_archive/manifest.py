"""The site's manifest: every file with its SHA-256, so that a copy can be checked for ever.

``manifest.json`` lists all files but itself and those whose name begins with a dot, which are the
build's own and not for readers.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Container, Iterator
from pathlib import Path

from .ledger import Ledger
from .tree import RELEASES

NAME = "manifest.json"


def write(site: Path) -> None:
    """Write the manifest of a site that is complete."""
    files = {path: _digest(site / path) for path in _paths(site) if path != NAME}
    text = json.dumps({"algorithm": "sha256", "files": files}, indent=0, sort_keys=True, ensure_ascii=False)
    (site / NAME).write_text(text + "\n", "utf-8")


def verify(site: Path, ledger: Ledger, withheld: Container[str]) -> Iterator[str]:
    """Yield what differs between a copy of a site and its manifest, and what the ledger misses in it."""
    try:
        listed: dict[str, str] = dict(json.loads((site / NAME).read_text("utf-8"))["files"].items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        yield f"{NAME}: missing or not a manifest"
        return
    found = set(_paths(site)) - {NAME}
    for path in sorted(found | listed.keys()):
        if path not in listed:
            yield f"{path}: not in the manifest"
        elif path not in found:
            yield f"{path}: missing"
        elif _digest(site / path) != listed[path]:
            yield f"{path}: changed"
    for address in ledger.holds:
        if ledger.destination(address) not in withheld and f"{RELEASES}/{address}/index.html" not in listed:
            yield f"{RELEASES}/{address}/: published, and not answered here"


def _paths(site: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(site):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        inside = Path(folder).relative_to(site)
        yield from ((inside / name).as_posix() for name in sorted(files) if not name.startswith("."))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
