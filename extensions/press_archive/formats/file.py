"""A file that stands beside the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class File(NamedTuple):
    """A file to write: its path in the site, what it is made of, and how.

    What it is made of are plain values; it is made again only when they have changed.
    """

    path: str
    shows: object
    make: Callable[[], bytes]
