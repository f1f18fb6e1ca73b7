"""The archive in other forms: files that are made of the catalogue and stand beside the pages.

Each module offers files; none reads a file or looks at another output. A :class:`File` says what it
shows, so that it is only made again when that has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from ..catalogue import Catalogue
from ..settings import Settings
from . import redirects, sitemap, timelines, treaty_csv


class File(NamedTuple):
    """A file to write: its path in the site, what it is made of, and how."""

    path: str
    shows: object
    make: Callable[[], bytes]


def files(catalogue: Catalogue, settings: Settings, pages: list[str]) -> Iterator[File]:
    """Yield every file that stands beside the pages; ``pages`` are the names of the generated ones."""
    for path, shows, make in sitemap.files(catalogue, settings.base_url, pages):
        yield File(path, shows, make)
    for path, text in redirects.files(catalogue):
        yield File(path, text, partial(text.encode, "utf-8"))
    for path, shows, make in treaty_csv.files(catalogue, settings.language):
        yield File(path, shows, make)
    for path, shows, make in timelines.files(catalogue, settings.base_url):
        yield File(path, shows, make)
