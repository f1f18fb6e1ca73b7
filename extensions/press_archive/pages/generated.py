"""All generated pages of an archive. Each module that is named here makes some of them, as plain data."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Catalogue
from ..settings import Settings
from . import background, campaigns, data, former, home, lists, periods, quality, search, states, treaties
from .page import Page
from .rows import Rows


def pages(catalogue: Catalogue, settings: Settings, rows: Rows) -> Iterator[Page]:
    """Yield every generated page."""
    yield home.page(catalogue, settings, rows)
    yield from periods.pages(catalogue, rows)
    yield from states.pages(catalogue, rows)
    yield from campaigns.pages(catalogue, rows)
    yield from background.pages(catalogue, rows)
    yield search.page(catalogue, rows)
    yield from lists.citing(catalogue, rows)
    yield data.page(catalogue, settings, rows)
    yield from former.pages(catalogue, rows)
    yield from treaties.pages(catalogue, rows)
    yield quality.page(catalogue)
