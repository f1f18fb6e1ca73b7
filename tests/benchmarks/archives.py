"""The corpus as an archive of ours, with its registers, its shared background and its ledger."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from press_archive.ledger import LEDGER, Line, append
from press_archive.records import read_release

from .corpus import CAMPAIGNS, CONTACTS, STATES, TERMS, Item, key, wording

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
myst_disable_syntax = ["html_block", "html_inline"]
smartquotes = False
html_copy_source = False
html_permalinks = False
html_use_index = False
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


def number(item: Item) -> str:
    """The reference number of an item, by the end of its name."""
    return f"EX/{item.day.year:04}/{int(item.name.rpartition('-')[2]) + 1:05}"


def write(root: Path, items: Iterable[Item]) -> None:
    """Write an archive in which every item is published."""
    lines = []
    for item in items:
        write_item(root, item)
        lines.append(_line(root, item, number(item)))
    files = {
        "conf.py": _CONF,
        "docs/index.md": "# Guide\n\nWhat this archive is.\n",
        "docs/registers/states.yaml": "".join(f"{code}:\n  group: Example\n" for code in STATES),
        "docs/registers/campaigns.yaml": "".join(
            f"{name}:\n  name: {name.replace('-', ' ').title()}\n  start: 1996\n  description: A campaign.\n"
            for name in CAMPAIGNS
        ),
        "docs/registers/contacts.yaml": "".join(
            f"{name}:\n  name: {name.replace('-', ' ').title()}\n  details:\n    - from: 1990\n"
            f"      role: Press officer\n      place: The Hague\n      email: {name}@example.org\n"
            for name in CONTACTS
        ),
        "docs/registers/issuers.yaml": "example:\n  name: Example Coalition\n  url: https://example.org/\n",
    }
    for term in TERMS:
        dated = f"  - from: 1990\n    text: {wording(term)}\n"
        front = f"term: {term}\ndefinition: A made-up thing.\nwordings:\n{dated}"
        files[f"docs/background/{key(term)}.md"] = f"---\n{front}---\n"
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    (root / LEDGER).unlink(missing_ok=True)
    append(root, lines)


def write_item(root: Path, item: Item) -> None:
    path = root / f"releases/{item.name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(release(item), "utf-8")


def _line(root: Path, item: Item, reference: str) -> Line:
    path = f"releases/{item.name}.md"
    draft = read_release((root / path).read_bytes(), path)
    return Line(str(item.day), item.name, reference, "live", draft.fingerprint, item.title)


def publish(root: Path, item: Item, reference: str) -> None:
    """Write one more release and publish it."""
    write_item(root, item)
    append(root, [_line(root, item, reference)])
