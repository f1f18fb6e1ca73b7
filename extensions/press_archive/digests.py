"""Digests, by which a build tells whether something is what it was."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

PACKAGE = Path(__file__).parent
THEME = PACKAGE / "theme"
#: Libraries whose output is in the site.
_LIBRARIES = (
    "babel",
    "docutils",
    "jinja2",
    "markdown-it-py",
    "mdit-py-plugins",
    "myst-parser",
    "pygments",
    "sphinx",
    "sphinx-design",
)


def digest(shown: object) -> str:
    """Digest plain values; the ``repr`` of texts, numbers, tuples, lists and dictionaries is stable."""
    # Most are short: BLAKE2 begins without what OpenSSL sets up for each SHA-256.
    return hashlib.blake2b(repr(shown).encode(), digest_size=8).hexdigest()


def files_digest(files: Iterable[Path]) -> str:
    """Return one SHA-256 of some files' names and of what they hold; of code, to know what made a cache."""
    found = hashlib.sha256()
    for file in files:
        found.update(file.name.encode() + b"\0" + file.read_bytes())
    return found.hexdigest()


def folders_digest(*folders: Path) -> str:
    """Return the same of all files below some folders."""
    return files_digest(sorted(file for folder in folders for file in folder.rglob("*") if file.is_file()))


def theme_digest() -> str:
    """Digest the theme's files: when one changes, every page shows something new."""
    return folders_digest(THEME)


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Digest the program: this package, its words, Python, and the libraries whose output is in a site.

    A site is never half of one version, half of another.
    """
    own = files_digest(sorted(path for end in ("py", "po") for path in PACKAGE.rglob(f"*.{end}")))
    return digest((own, [(name, version(name)) for name in _LIBRARIES], sys.version))
