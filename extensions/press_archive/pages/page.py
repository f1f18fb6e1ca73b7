"""A page that the archive makes, as plain data.

It names a template and gives it everything that is shown, already in words. The data *are* the page: what is
not in them cannot be shown, so their digest says whether it must be written again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..digests import digest


class Page(NamedTuple):
    """A page to write: its name (``states/az``), its template and what it shows."""

    name: str
    template: str
    title: str
    context: Mapping[str, Any]

    @property
    def digest(self) -> str:
        return digest((self.template, self.title, self.context))
