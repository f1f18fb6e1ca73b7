"""The archive in other forms: files that are made of the catalogue and stand beside the pages.

Each module offers files; none reads a file or looks at another output.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..catalogue import Catalogue
from ..settings import Settings
from . import (
    citation,
    datapackage,
    facets,
    feeds,
    opendata,
    opensearch,
    redirects,
    sitemap,
    timelines,
    treaty_csv,
)
from .entries import Body
from .file import File


def files(
    catalogue: Catalogue,
    settings: Settings,
    pages: list[str],
    said: Mapping[str, str],
    body: Body,
    kept: opendata.Keep,
) -> Iterator[File]:
    """Yield every file that stands beside the pages.

    Arguments:
        pages: the names of the pages that are no releases.
        said: a digest of what each release says, by its document. A file that is made of releases needs no
            other.
        body: gives the text of a release as HTML.
        kept: gives what was made for a release at an earlier build, while it says the same.

    """
    yield from sitemap.files(catalogue, settings.base_url, pages)
    yield from redirects.files(catalogue, settings.base_url)
    yield from treaty_csv.files(catalogue)
    yield from timelines.files(catalogue, settings)
    yield from citation.files(catalogue, settings.base_url, said)
    yield from feeds.files(catalogue, settings, said, body)
    yield from opendata.files(catalogue, settings, said, kept)
    yield from datapackage.files(catalogue, settings)
    yield from facets.files(catalogue, said)
    yield from opensearch.files(settings)
