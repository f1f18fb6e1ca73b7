"""ABlog, the blog of Sphinx: releases are posts with tags for states, and a category for the campaign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..corpus import Item
from .plain_sphinx import CONF, REQUIREMENTS, glossary, text
from .tool import Tool, virtualenv

_CONF = f"""\
{CONF}
extensions = ["ablog", "myst_parser"]
blog_baseurl = "https://archive.example.org/"
blog_title = "Example Coalition"
"""


class ABlog(Tool):
    """``sphinx-build -b dirhtml`` with ABlog: lists by year, tag, category and place, and a feed."""

    def install(self, cache: Path) -> None:
        virtualenv(cache / "ablog", "ablog>=0.11.13", *REQUIREMENTS)

    def files(self, items: Sequence[Item]) -> Iterator[tuple[str, str]]:
        yield "conf.py", _CONF
        yield "index.md", "# Releases\n\n```{toctree}\nbackground\n```\n"
        yield "background.md", glossary()
        for item in items:
            front = (
                f"blogpost: true\ndate: {item.day}\ntags: {', '.join(item.about)}\n"
                f"location: The Hague\nsummary: {item.summary}\n"
                + (f"category: {item.campaign}\n" if item.campaign else "")
            )
            yield f"releases/{item.name}.md", f"---\n{front}---\n{text(item)}"

    def command(self, cache: Path, source: Path, site: Path) -> list[str]:
        python = str(cache / "ablog/bin/python")
        doctrees = str(site.with_name("doctrees"))
        return [python, "-m", "sphinx", "-b", "dirhtml", "-d", doctrees, str(source), str(site)]
