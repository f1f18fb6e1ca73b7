"""Sphinx with MyST and its ``basic`` theme, as it comes.

Releases are in no toctree: with one over all of them, each page would cost more the larger the archive is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..corpus import TERMS, Item, wording
from .tool import Tool, body, groups, virtualenv

REQUIREMENTS = ("sphinx>=9.0", "myst-parser>=5.2")
CONF = """\
project = "Example Coalition archive"
author = "Example Coalition"
html_baseurl = "https://archive.example.org/"
html_theme = "basic"
myst_enable_extensions = ["colon_fence"]
"""


def glossary() -> str:
    entries = "\n\n".join(f"{term}\n: {wording(term)}" for term in TERMS)
    return f"# Background\n\n:::{{glossary}}\n{entries}\n:::\n"


def text(item: Item) -> str:
    cite = f"{{doc}}`/releases/{item.cites}`"
    return f"# {item.title}\n\n" + body(item, cite=cite, term=f"{{term}}`{item.term}`")


@dataclass(frozen=True)
class PlainSphinx(Tool):
    """``sphinx-build -b dirhtml``, everything else by default.

    Attributes:
        lists: with documents that list the releases of each state, month and campaign, which somebody
            has to write: Sphinx makes none.

    """

    lists: bool = False

    def install(self, cache: Path) -> None:
        virtualenv(cache / "sphinx", *REQUIREMENTS)

    def files(self, items: Sequence[Item]) -> Iterator[tuple[str, str]]:
        yield "conf.py", f'{CONF}extensions = ["myst_parser"]\n'
        yield "index.md", "# Releases\n\n```{toctree}\nbackground\n```\n"
        yield "background.md", glossary()
        for item in items:
            front = (
                f"orphan: true\ndate: {item.day}\nabout: [{', '.join(item.about)}]\n"
                f"mentions: [{', '.join(item.mentions)}]\ncampaign: {item.campaign}\n"
                f"summary: {item.summary}\n"
            )
            yield f"releases/{item.name}.md", f"---\n{front}---\n{text(item)}"
        for name, found in groups(items).items() if self.lists else ():
            rows = "".join(f"- {item.day}: {{doc}}`/releases/{item.name}`\n" for item in found)
            yield f"{name}.md", f"---\norphan: true\n---\n# {name}\n\n{rows}"

    def command(self, cache: Path, source: Path, site: Path) -> list[str]:
        python = str(cache / "sphinx/bin/python")
        doctrees = str(site.with_name("doctrees"))
        return [python, "-m", "sphinx", "-b", "dirhtml", "-d", doctrees, str(source), str(site)]
