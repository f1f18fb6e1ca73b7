"""The corpus as an archive of ours, with its registers, its shared background and its ledger."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from press_archive.ledger import COLUMNS, Line
from press_archive.records import read_release
from press_archive.tree import LEDGER

from .corpus import CAMPAIGNS, CONTACTS, STATES, TERMS, Item, key, titled, wording

_CONF = """\
project = "Example Coalition archive"
author = "Example Coalition"
language = "en"
html_baseurl = "https://archive.example.org/"
extensions = ["myst_parser", "sphinx_design", "press_archive"]
press_issuer = "example"
press_reference = "EX"
press_languages = ["en", "fr"]
root_doc = "docs/index"
include_patterns = ["docs/**", "releases/**"]
exclude_patterns = ["**/.*", "site"]
html_theme = "press"
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]
nitpicky = True
"""


def release(item: Item) -> str:
    """Return the file of a release."""
    front = [
        f"title: {item.title}",
        "kind: press-release",
        f"date: {item.day}",
        "dateline: [The Hague]",
        f"about: [{', '.join(item.about)}]",
        *([f"mentions: [{', '.join(item.mentions)}]"] if item.mentions else []),
        *([f"campaign: {item.campaign}"] if item.campaign else []),
        f"contacts: [{', '.join(item.contacts)}]",
        f"background: [{', '.join(item.background)}]",
        f"language: {item.language}",
        f"summary: {item.summary}",
    ]
    body = "\n\n".join(item.paragraphs).format(
        cite=f"{{press:release}}`{item.cites}`",
        term=f"{{term}}`{item.term}`",
        link="[there](https://example.org/there)",
    )
    return "---\n" + "\n".join(front) + f"\n---\n{body}\n"


@cache
def _fingerprint(name: str, text: str) -> str:
    """The fingerprint of a release; remembered, since a corpus is laid out many times."""
    return read_release(text.encode(), f"releases/{name}.md").fingerprint


def _ledger(items: Iterable[Item]) -> str:
    """The ledger that publishes every item, in order."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(COLUMNS)
    for number, item in enumerate(items, 1):
        reference = f"EX/{item.day.year:04}/{number:05}"
        fingerprint = _fingerprint(item.name, release(item))
        lines.writerow(Line(str(item.day), item.name, reference, "live", fingerprint, item.title).row)
    return text.getvalue()


def files(items: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every file of an archive in which each item is published."""
    yield "conf.py", _CONF
    yield "docs/index.md", "# Guide\n\nWhat this archive is.\n"
    yield "docs/registers/states.yaml", "".join(f"{code}:\n  group: Example\n" for code in STATES)
    yield (
        "docs/registers/campaigns.yaml",
        "".join(
            f"{name}:\n  name: {titled(name)}\n  start: 1996\n  description: A campaign.\n"
            for name in CAMPAIGNS
        ),
    )
    yield (
        "docs/registers/contacts.yaml",
        "".join(
            f"{name}:\n  name: {titled(name)}\n  details:\n    - from: 1990\n"
            f"      role: Press officer\n      place: The Hague\n      email: {name}@example.org\n"
            for name in CONTACTS
        ),
    )
    yield "docs/registers/issuers.yaml", "example:\n  name: Example Coalition\n  url: https://example.org/\n"
    for term in TERMS:
        dated = f"  - from: 1990\n    text: {wording(term)}\n"
        front = f"term: {term}\ndefinition: A made-up thing.\nwordings:\n{dated}"
        yield f"docs/background/{key(term)}.md", f"---\n{front}---\n"
    for item in items:
        yield f"releases/{item.name}.md", release(item)
    yield LEDGER, _ledger(items)
