"""Pelican with its ``simple`` theme: tags for states, a category for the campaign, archives by month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..corpus import TERMS, Item, key, wording
from .tool import Tool, body, virtualenv

_CONF = """\
AUTHOR = "Example Coalition"
SITENAME = "Example Coalition archive"
SITEURL = "https://archive.example.org"
PATH = "content"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
THEME = "simple"
ARTICLE_URL = "releases/{date:%Y}/{date:%m}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
MONTH_ARCHIVE_SAVE_AS = "months/{date:%Y-%m}/index.html"
DEFAULT_PAGINATION = 50
"""
_CACHE = """\
CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
CACHE_PATH = "cache"
"""


@dataclass(frozen=True)
class Pelican(Tool):
    """``pelican``, with its feeds as they come.

    Attributes:
        cache: let it keep what it has read for the next run.

    """

    cache: bool = False
    leftovers = ("cache",)

    def install(self, cache: Path) -> None:
        virtualenv(cache / "pelican", "pelican[markdown]>=4.12")

    def files(self, items: Sequence[Item]) -> Iterator[tuple[str, str]]:
        yield "pelicanconf.py", _CONF + (_CACHE if self.cache else "")
        for term in TERMS:
            yield f"content/pages/{key(term)}.md", f"Title: {term}\n\n{wording(term)}\n"
        for item in items:
            head = (
                f"Title: {item.title}\nDate: {item.day}\nSlug: {item.name.rpartition('/')[2]}\n"
                f"Category: {item.campaign or 'none'}\nTags: {', '.join(item.about)}\n"
                f"Summary: {item.summary}\n"
            )
            text = body(
                item,
                cite=f"[a release]({{filename}}/releases/{item.cites}.md)",
                term=f"[{item.term}]({{filename}}/pages/{key(item.term)}.md)",
            )
            yield f"content/releases/{item.name}.md", f"{head}\n{text}"

    def command(self, cache: Path, source: Path, site: Path) -> list[str]:
        python = str(cache / "pelican/bin/python")
        return [python, "-m", "pelican", "content", "--output", str(site), "--settings", "pelicanconf.py"]
