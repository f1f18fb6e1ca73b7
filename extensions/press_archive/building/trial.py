"""Drafts read on trial, as a build will read them: what it would warn of is said while a text can be changed.

Nothing is made of it. Of the archive, Sphinx reads the drafts, the releases to which they point and
the knowledge base; of all other releases it is told that they are there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.highlighting import PygmentsBridge

from ..checks.readiness import text_of
from ..documents import document
from ..outputs.proof import names_in
from ..records import Problem, did_you_mean, quoted, read_bytes, read_file
from ..targets import not_public
from ..tree import RELEASES, path_of
from . import refusals

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from ..archive import Archive, Release
    from ..catalogue import Catalogue
    from ..settings import Settings

#: A warning of a document, or what ends the build because of one: its file, its line, what is said.
_SAID = re.compile(
    r"^(?:ERROR: )?(?P<file>.+?\.md)(?::(?P<line>\d+))?: (?:(?:WARNING|ERROR): )?"
    r"(?P<said>.+?)(?: \[[\w.-]+\])?$",
    re.MULTILINE,
)
#: What a text holds that gives cause to a warning; Sphinx takes a second, and plain paragraphs give none.
_CAUSE = re.compile(r"[\[{]|\)=|```|~~~|:::")
#: What points to a place by its name alone, or gives a place one: any release may hold the other.
_BY_NAME = re.compile(r"#[^#\s]|ref\}|\)=|name: ")
_NAME = re.compile(r"^[ \t>]*(?:\(.+\)=|:?name: )", re.MULTILINE)
#: What is said to authors of MyST, in the words of authors of releases.
_OPTION = re.compile(r"'(\w+)': Unknown option key: '(.*)' \(allowed: \[(.*)\]\)")
_TARGET = re.compile(r"'myst' cross-reference target not found: '(.*)'")
_TWICE = re.compile(r"duplicate label (.+), other instance in (.+)")
_NO_NOTE = re.compile(r'Unknown target name: "(.*)"\.')
_NO_MARK = "is not referenced."
#: Others of its messages, and what is said instead.
_PLAINLY = (
    (
        re.compile(r"Figure caption must be a paragraph"),
        "below a picture stands one paragraph, its caption; put a list or a table after the figure",
    ),
    (
        re.compile(r"Duplicate footnote definition found for label: '(.*)'"),
        r"[^\1] has a note already; give this one another name, in the text too",
    ),
    (
        re.compile(r"Pygments lexer name '(.*)' is not known"),
        r'"\1" is the name of no language of programs; write ```text, or nothing after the ```',
    ),
    (
        re.compile(r'Duplicate explicit target name: "(.*)"\.'),
        r'another place of this text is called "\1", too; give one of them another name',
    ),
    (
        re.compile(r'Content block expected for the "(.*)" directive'),
        r"{\1} has nothing in it; write its text, or take it out",
    ),
    (
        re.compile(r"undefined label: '(.*)'|unknown document: '(.*)'|term not in glossary: '(.*)'"),
        r'there is no "\1\2\3" to which this could lead (docs/guides/citing.md)',
    ),
)
_NO_TEXT = re.compile(r"Unknown source document 'releases/(.*)'")


def found(settings: Settings, archive: Archive, drafts: Sequence[Release]) -> Iterator[Problem]:
    """Yield what a build would warn of in drafts, or refuse them for.

    Arguments:
        archive: as it is when they are published.

    """
    yield from _named(settings, archive, drafts)
    yield from _warned(settings, archive, drafts)


def _named(settings: Settings, archive: Archive, drafts: Sequence[Release]) -> Iterator[Problem]:
    """Yield addresses of withheld releases in those that are public: the site would be taken for a leak."""
    public = {release.name for release in archive.releases}
    for draft in drafts:
        if draft.name in public:
            path = path_of(draft.name)
            text = read_bytes(read_file(settings.root, path), path)
            for place, name in names_in(text, archive.withheld, public, settings.base_url):
                yield Problem(path, text.count("\n", 0, place) + 1, "", not_public(name))


def _warned(settings: Settings, archive: Archive, drafts: Sequence[Release]) -> Iterator[Problem]:
    """Yield what Sphinx warns of; what other projects hold is only fetched where something is missing."""
    root = settings.root
    marked = [draft for draft in drafts if _CAUSE.search(text_of(root, path_of(draft.name))[0])]
    if not marked:
        return
    told = _read(settings, archive, marked, {"intersphinx_mapping": {}})
    if told and "intersphinx_mapping" in (root / "conf.py").read_text("utf-8", errors="replace"):
        told = _read(settings, archive, marked, {})
    yield from told


def _read(
    settings: Settings, archive: Archive, drafts: Sequence[Release], values: Mapping[str, Any]
) -> list[Problem]:
    """Let Sphinx read drafts, with some values in place of those in ``conf.py``; return what it says."""
    from .runner import Session

    root, now = settings.root, settings.now.isoformat()
    shown = {release.name: release for release in (*archive.releases, *drafts)}
    whole = replace(
        archive,
        releases=tuple(shown.values()),
        withheld=archive.withheld - shown.keys(),
        warnings=(),  # whoever asks has them
    )
    values = {**values, "press_trial": " ".join(draft.docname for draft in drafts)}
    with TemporaryDirectory() as folder:
        site, doctrees = Path(folder, "site"), Path(folder, "doctrees")
        with Session(root, site, now=now, doctrees=doctrees, settings=values, builder="dummy") as session:
            code, warnings = session.build(whole)
    tried = {path_of(draft.name) for draft in drafts}
    told = []
    for match in _SAID.finditer(warnings):
        name, line, said = _relative(root, match["file"]), int(match["line"] or 1), match["said"]
        if twice := _TWICE.fullmatch(said):  # Sphinx says it of the one that it reads later
            other = _relative(root, twice[2])
            if name not in tried:
                name, other, line = other, name, 1
            said = f"{quoted(twice[1])} is the name of a place in {other}, too; give this one another"
        if name in tried:
            told.append(Problem(name, line, "", _words(said)))
    if code and not told:
        said = warnings.strip().rpartition("\n")[2]
        told.append(Problem(min(tried), 1, "", f"it cannot be read as a build will read it; {said}"))
    return told


def _relative(root: Path, path: str) -> str:
    return Path(os.path.relpath(root / path, root)).as_posix()


def _words(said: str) -> str:
    """Say what MyST says so that an author can act on it."""
    if match := _OPTION.match(said):
        allowed = [key.strip(" '") for key in match[3].split(",")]
        near = did_you_mean(match[2], allowed)
        return f"{{{match[1]}}} has no option {quoted(match[2])}{near}; allowed: {', '.join(allowed)}"
    if match := _TARGET.match(said):
        return (
            f"{quoted(match[1] or '#')} leads nowhere; write an address with its beginning, as in "
            "https://example.org, a heading of this text as in #the-heading, or a release by its role "
            "(docs/guides/citing.md)"
        )
    if match := _NO_NOTE.match(said):
        return f"[^{match[1]}] has no note; write it on a line of its own, as in [^{match[1]}]: The note."
    if match := _NO_TEXT.match(said):
        return not_public(match[1])
    if said.startswith("Footnote [") and said.endswith(_NO_MARK):
        return "nothing in the text points to this note; write its mark there, as in [^1], or take it out"
    for pattern, plainly in _PLAINLY:
        if match := pattern.match(said):
            return match.expand(plainly)
    return said


def reads(env: BuildEnvironment, trial: str, root: Path) -> set[str]:
    """Return the documents that are read on trial: the drafts, what they point to, the knowledge base."""
    texts = {docname: text_of(root, f"{docname}.md")[0] for docname in trial.split()}
    wanted = texts.keys() | {
        path.removesuffix(".md") for docname, text in texts.items() for path in document.linked(docname, text)
    }
    by_name = any(map(_BY_NAME.search, texts.values()))
    return {
        docname
        for docname in env.found_docs
        if not docname.startswith(f"{RELEASES}/")
        or docname in wanted
        or (by_name and _NAME.search(text_of(root, f"{docname}.md")[0]))
    }


def colour(doctree: nodes.document) -> None:
    """Let Sphinx say which listings are in a language that it does not know; else only a page would."""
    bridge = PygmentsBridge()
    for listing in doctree.findall(nodes.literal_block):
        bridge.get_lexer(listing.astext(), listing.get("language", "none"), location=listing)


def know(env: BuildEnvironment, catalogue: Catalogue) -> None:
    """Let drafts point to the releases that were not read, and to no source."""
    refusals.sources(env)
    standard = env.domains.standard_domain
    for release in catalogue.releases:
        if release.docname not in env.all_docs:
            env.all_docs[release.docname] = 0
            env.metadata[release.docname]["orphan"] = True
            env.titles[release.docname] = nodes.title("", release.title)
            standard.labels[release.name.lower()] = (release.docname, "", release.title)
            standard.anonlabels[release.name.lower()] = (release.docname, "")
