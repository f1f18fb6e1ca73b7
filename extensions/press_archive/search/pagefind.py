"""The index of words: made at the end of a build by Pagefind's command-line program.

Facets are ours (``formats/facets.py``): Pagefind is told of no filter and no order. That keeps us clear
of what 1.5 gets wrong (searches by filter load the whole index; files of filters differ from build to
build), and what it then writes is the same bytes for the same texts.

An index is a *bundle*: one language, and one period of years where the archive is large. The bundle of the
site's own language holds every release, so that one search finds them all; each other language has a
bundle of its own besides, whose stemmer knows its endings. A bundle is made out of the site and put in
place whole; it says what it was made of (:data:`NOTE`), and is not made again for the same.

What is indexed is a copy of what the page shows, without what many releases print alike. In it, words stand
apart that only an apostrophe or a dash joins (*l’État*, *press—freedom*): Pagefind would take them for one.
The mark :data:`APART` says where; the search page takes it out again. The tags that are left part words, and
are bare: Pagefind would keep the text of every paragraph that has a name a second time, for readers to load.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from html import escape
from pathlib import Path
from typing import NamedTuple

from .. import addresses
from ..archive import Release
from ..catalogue import Catalogue, newest_first
from ..digests import digest
from ..documents.bodies import Bodies
from ..formats.facets import state_names
from ..records import BackgroundEntry
from ..settings import Settings
from ..targets import mark

#: The folder of the site that holds the index, and the list of its bundles.
FOLDER = "pagefind"
LIST = "bundles.json"
#: What a bundle was made of; begins with a dot, so it is not for readers (see ``outputs/manifest.py``).
NOTE = ".made-of"
#: From so many releases on, an index is split into periods of so many years: memory is 0.25 MB a release
#: while one is made, and as many are made at a time as there are processes; an edit waits for the period it
#: is in, and a finished period is not made again.
SPLIT = 5_000
YEARS = 5
#: A word joiner and a space: a boundary of words that the eye does not see.
APART = "\u2060 "
#: Raised when what a copy looks like changes.
VERSION = 6
#: The one script that reads every bundle; it takes no worker, so none is kept, nor any ready-made page.
SCRIPT = "pagefind.js"
_UNUSED = ("pagefind-*.js", "pagefind-*.css")

#: A tag, or what joins two words: an apostrophe, or dashes.
_TAG_OR_JOINT = re.compile(r"[<’'ʼ‘—–‒―](?:(?<=<)[^>]*>|(?<=\w[’'ʼ‘])(?=\w)|(?<=\w[—–‒―])[—–‒―]*(?=\w))")
#: Tags within a line, which part no words.
_INLINE = re.compile(r"</?(?:a|abbr|b|bdi|cite|code|em|i|q|small|span|strong|sub|sup)(?: [^>]*)?>")
#: What many releases print alike: contacts, which nobody searches, and background, whose entries are found;
#: and what an entry says of others, and of dates.
_SHARED = re.compile(
    r'<section class="(?:contacts|background)[ "].*?</section>|<p class="(?:see-also|since)">.*?</p>',
    re.DOTALL,
)


class Text(NamedTuple):
    """What is indexed of one page: its name, and its copy."""

    page: str
    copy: str


class Bundle(NamedTuple):
    """One index: its folder, its language, the years it covers (both included), its pages in order."""

    name: str
    language: str
    first: int
    last: int
    releases: Sequence[Release]
    entries: Sequence[tuple[str, BackgroundEntry]]


class IndexingError(Exception):
    """Pagefind could not index the texts; the message is its own."""


def program() -> Path | None:
    """Return Pagefind's program: ``PAGEFIND_BINARY_PATH``, else the one installed beside us, or nothing."""
    if given := os.environ.get("PAGEFIND_BINARY_PATH"):
        return Path(given) if Path(given).is_file() else None
    packages = filter(None, map(importlib.util.find_spec, ("pagefind_bin_extended", "pagefind_bin")))
    places = (place for package in packages for place in package.submodule_search_locations or ())
    names = ("pagefind_extended", "pagefind", "pagefind_extended.exe", "pagefind.exe")
    return next((file for place in places for name in names if (file := Path(place, name)).is_file()), None)


def why_not() -> str:
    """Say in a sentence why texts cannot be indexed here; nothing when they can."""
    if program():
        return ""
    if given := os.environ.get("PAGEFIND_BINARY_PATH"):
        return f"the texts are not searchable: PAGEFIND_BINARY_PATH names no file ({given})"
    return "the texts are not searchable: Pagefind is not installed (pip install pagefind-bin)"


def bundles(catalogue: Catalogue) -> Iterator[Bundle]:
    """Yield every bundle, newest period first; releases in them are newest first.

    The first is of the archive's own language, and has the shared background: searches count on it.
    """
    newest, own = newest_first(catalogue.releases), catalogue.language
    entries = list(catalogue.registers.background.items())
    languages = [own, *sorted({release.language for release in newest} - {own})]
    for language in languages:
        part = newest if language == own else [r for r in newest if r.language == language]
        periods: defaultdict[int, list[Release]] = defaultdict(list)
        for release in part:
            periods[release.date.year // YEARS * YEARS if len(newest) > SPLIT else 0].append(release)
        for first, releases in periods.items() or ([(0, [])] if entries else ()):
            last = first + YEARS - 1 if first else 9999
            name = f"{language}-{first}-{last}" if first else language
            yield Bundle(name, language, first, last, releases, entries)
            entries = []  # they are in the newest of the archive's own language


def write(
    catalogue: Catalogue,
    settings: Settings,
    bodies: Bodies,
    said: Mapping[str, str],
    site: Path,
    work: Path,
    jobs: int = 1,
) -> None:
    """Bring the index up to date; without the program, without a text, or in a preview, there is none.

    Arguments:
        said: a digest of what each release and entry says, by its document; where none has changed, no text
            is read.
        site: the output folder.
        work: a folder to make bundles in, out of the site: the program of a build that was killed may go on
            writing for a while.
        jobs: how many bundles are made at the same time.

    Raises:
        IndexingError: Pagefind failed; there is no index now.
        OSError: nor is there when a text cannot be read or a file not be written.

    """
    place, binary = site / FOLDER, program()
    wanted = list(bundles(catalogue))
    if binary is None or settings.preview or not wanted:
        shutil.rmtree(place, ignore_errors=True)
        return
    names = {code: " ".join(called) for code, called in state_names(catalogue).items()}
    made_by = (VERSION, _version(binary))
    place.mkdir(exist_ok=True)
    shutil.rmtree(work, ignore_errors=True)  # what was left
    work.mkdir(parents=True, exist_ok=True)
    whole = (place / SCRIPT).exists()

    def bring_up_to_date(bundle: Bundle) -> None:
        about = [names[code] for release in bundle.releases for code in release.about]
        pages_of = [release.docname for release in bundle.releases]
        pages_of += [addresses.entry(key) for key, _ in bundle.entries]
        pages = digest((made_by, about, [(page, said[page]) for page in pages_of]))
        note = place / bundle.name / NOTE
        former = note.read_text("utf-8").split() if note.exists() else ["", ""]
        if whole and former[0] == pages:
            return
        texts = [_release(release, bodies, names, settings.language) for release in bundle.releases]
        texts += [_entry(key, entry, bodies) for key, entry in bundle.entries]
        made_of = digest((made_by, bundle.language, texts))
        if not whole or former[1] != made_of:
            _index(binary, bundle, texts, place, work)
        note.write_text(f"{pages}\n{made_of}\n", "utf-8")

    try:
        # Pagefind keeps one processor busy for most of its time: threads are enough to wait for several.
        with ThreadPoolExecutor(jobs) as pool:
            for _ in pool.map(bring_up_to_date, wanted):
                pass
    except (OSError, IndexingError):
        shutil.rmtree(place, ignore_errors=True)
        raise
    _list(place, wanted)


def _list(place: Path, wanted: Sequence[Bundle]) -> None:
    """List the bundles that there are to be, and remove all others."""
    kept = {bundle.name for bundle in wanted}
    for folder in place.iterdir():
        if folder.is_dir() and folder.name not in kept:
            shutil.rmtree(folder)
    listed = [[b.name, b.language, b.first, b.last] for b in wanted]
    text = json.dumps({"version": VERSION, "bundles": listed}) + "\n"
    if not (place / LIST).exists() or (place / LIST).read_text("utf-8") != text:
        (place / LIST).write_text(text, "utf-8")


def _version(binary: Path) -> str:
    return _run([binary, "--version"]).stdout.strip()


def _run(command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  (no shell)


def _release(release: Release, bodies: Bodies, names: Mapping[str, str], own: str) -> Text:
    body = _SHARED.sub("", bodies.text(release.docname))
    body = body.replace("<h1>", f"<h1>{escape(mark(release, own))}", 1)
    summary = f"<p>{escape(release.summary)}</p>" if release.is_record and release.summary else ""
    about = " ".join([*(names[code] for code in release.about), *release.topics])
    return Text(release.docname, _copy(about, f"{body}{summary}"))


def _entry(key: str, entry: BackgroundEntry, bodies: Bodies) -> Text:
    page = addresses.entry(key)
    return Text(page, _copy(" ".join(entry.other_names), _SHARED.sub("", bodies.text(page))))


def _copy(about: str, body: str) -> str:
    about = _bare(escape(about, quote=False)).replace('"', "&quot;")
    return (
        f'<meta data-pagefind-meta="about[content]" content="{about}">'
        f"<main data-pagefind-body>{_bare(body)}</main>"
    )


def _bare(html: str) -> str:
    """Take out what the eye does not see, and set words apart."""

    def written(found: re.Match[str]) -> str:
        mark = found[0]
        if not mark.startswith("<"):
            return mark + APART
        name, attributes, _ = mark.partition(" ")
        return mark if not attributes or name == "<img" else f"{name}>"

    return _TAG_OR_JOINT.sub(written, _INLINE.sub("", html))


def _index(binary: Path, bundle: Bundle, texts: Sequence[Text], place: Path, work: Path) -> None:
    """Make a bundle in a folder of its own, and put it in its place."""
    with tempfile.TemporaryDirectory(dir=work) as place_of_work:
        pages, made = Path(place_of_work) / "pages", Path(place_of_work) / "made"
        pages.mkdir()
        for folder in {text.page.rpartition("/")[0] for text in texts}:
            (pages / folder).mkdir(parents=True, exist_ok=True)
        for text in texts:
            html = f'<html lang="{bundle.language}"><body>{text.copy}</body></html>'
            Path(f"{pages}/{text.page}.html").write_text(html, "utf-8")
        options = ["--force-language", bundle.language, "--silent"]
        done = _run([binary, "--site", pages, "--output-path", made, *options])
        if done.returncode or not (made / "pagefind-entry.json").exists():
            raise IndexingError(f"Pagefind could not index the texts: {(done.stderr or done.stdout).strip()}")
        for pattern in _UNUSED:
            for file in made.glob(pattern):
                file.unlink()
        if (made / f"wasm.{bundle.language}.pagefind").exists():
            (made / "wasm.unknown.pagefind").unlink()
        empty = [file.name for file in made.rglob("*") if file.is_file() and not file.stat().st_size]
        if empty:
            raise IndexingError(f"Pagefind left files empty: {', '.join(sorted(empty))}")
        (made / "ids.json").write_text(_ids(made, texts), "utf-8")
        shutil.move(made / SCRIPT, place / SCRIPT)
        shutil.rmtree(place / bundle.name, ignore_errors=True)
        shutil.move(made, place / bundle.name)


def _ids(made: Path, texts: Sequence[Text]) -> str:
    """List Pagefind's names of the pages, in the order of the bundle: what it finds leads to our rows."""
    by_page = {}
    for file in (made / "fragment").glob("*.pf_fragment"):
        fragment = gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd")
        by_page[json.loads(fragment)["url"].removesuffix(".html").strip("/")] = file.stem
    return json.dumps([by_page.get(text.page, "") for text in texts]) + "\n"
