"""What holds for seven releases holds for thousands: the same bytes, short pages, and no cost that grows.

Nothing here measures time. What could grow with an archive is counted: bytes of pages, of what Sphinx
remembers, files that are opened, pages that are written.
"""

from __future__ import annotations

import gzip
import json
import os
import posixpath
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import docutils
import pytest
from press_archive import digests
from press_archive.documents.bodies import Bodies
from press_archive.pages.rows import CITING_LIMIT, MONTH_LIMIT
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from tests import grown
from tests.benchmarks import archives, corpus
from tests.grown import Grown
from tests.helpers import REPOSITORY, Archive, Site, assert_clean, build, texts, words

#: The most that a page may take, as a server sends it.
PAGE = 100_000
#: What a build writes though nothing has changed: its two notes, to the same bytes.
NOTES = {".press-archive.json", "manifest.json"}


@pytest.fixture(scope="module", autouse=True)
def _without_the_index_of_words() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PAGEFIND_BINARY_PATH", os.devnull)
        yield


# An incremental build is a clean one


@dataclass
class Kept:
    """An archive of 300 releases with two sites made of it in turn, from the same doctrees."""

    archive: Grown
    folder: Path

    def build(self, site: str, jobs: int = 1, **how: Any) -> Site:
        self.archive.lay_ledger()
        doctrees = self.folder / "doctrees"
        out = self.folder / site
        return build(self.archive.root, out, jobs=jobs, publish=False, doctrees=doctrees, **how)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    folder = tmp_path_factory.mktemp("kept")
    built = Kept(Grown(folder / "archive", 275), folder)
    assert len(built.archive.releases()) >= 300
    shutil.copytree(digests.THEME, folder / "theme")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(digests, "THEME", folder / "theme")
        assert built.build("one").warnings == ""
    return built


@pytest.fixture
def kept(built: Kept, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """The archive, built once, with a copy of the theme that can be edited."""
    monkeypatch.setattr(digests, "THEME", built.folder / "theme")
    return built


def written(before: dict[str, int], after: dict[str, int]) -> set[str]:
    """Return what was written between two builds; Sphinx copies some files of its own each time."""
    return {n for n, time in after.items() if time != before.get(n) and not n.startswith("_static/")}


def test_a_build_with_nothing_changed_writes_nothing(kept: Kept) -> None:
    site = kept.build("one")
    times, files = site.times(), site.files()
    again = kept.build("one")
    assert written(times, again.times()) <= NOTES
    assert again.files() == files


class Interrupted(Exception):  # noqa: N818  (what happens, not what is wrong)
    """What stops a build."""


def interrupt(app: Sphinx) -> None:
    calls = iter(range(9))

    def handler(*_: object) -> None:
        if next(calls, None) is None:
            raise Interrupted

    app.connect("html-page-context", handler)


def archive_renamed(archive: Grown) -> str:
    archive.edit("conf.py", "Example Coalition archive", "The archive")
    return "conf.py: the archive has another name"


def theme_edited(_: Grown) -> str:
    path = digests.THEME / "listing.html"
    path.write_text(path.read_text("utf-8").replace("<h1>", '<h1 class="edited">'), "utf-8")
    return "a template of the theme was edited"


OF_RELEASES = grown.EDITS[: grown.EDITS.index(grown.contact_detail_edited)]
OF_THE_REST = grown.EDITS[len(OF_RELEASES) :]


def test_after_edits_of_every_kind_300_releases_are_what_a_clean_build_gives(kept: Kept) -> None:
    """Two sites are built in turn, with one process and with two; a build is interrupted in between.

    Each time, a second build finds nothing to write. A page that is forgotten is seen unless another edit
    has it written: so what writes every page comes first, and edits of releases, which touch few, come last.
    """
    archive, chance = kept.archive, random.Random(1)
    done: list[str] = []

    def edit(edits: Sequence[grown.Edit]) -> None:
        done.append("")
        done.extend(make(archive) for make in chance.sample(edits, len(edits)))

    def made(name: str, jobs: int) -> Site:
        site = kept.build(name, jobs)
        times = site.times()
        assert written(times, kept.build(name, jobs).times()) <= NOTES, done
        return site

    edit([archive_renamed, theme_edited, *OF_RELEASES])
    with pytest.raises(ExtensionError) as stopped:
        kept.build("one", watch=interrupt)
    assert isinstance(stopped.value.orig_exc, Interrupted)
    assert '<h1 class="edited">' in made("one", jobs=2).html("releases/2014")
    edit(OF_THE_REST)
    made("other", jobs=1)
    edit(OF_RELEASES)
    one, other = made("one", jobs=1), made("other", jobs=2)
    try:
        assert_clean(one, archive, publish=False)
        pages, others = one.files(), other.files()
        assert [name for name in pages.keys() | others.keys() if pages.get(name) != others.get(name)] == []
    except AssertionError as error:
        raise AssertionError("\n".join([*done, "", str(error)[:20_000]])) from None


def test_a_template_of_the_archives_own_is_looked_at(archive: Archive, tmp_path: Path) -> None:
    """``templates_path`` in ``conf.py`` puts an archive's templates before those of the theme."""
    archive.edit("conf.py", 'language = "en"\n', 'language = "en"\ntemplates_path = ["templates"]\n')
    for mark in ("first", "second"):
        for name in ("listing", "release"):
            theirs = (digests.THEME / f"{name}.html").read_text("utf-8")
            changed = theirs.replace("{% block main %}", f"{{% block main %}}<hr class={mark}>")
            archive.write(f"templates/{name}.html", changed)
        site = build(archive.root, tmp_path / "site")
        for page in ("releases/2014", "releases/2014/05/azure-coast"):
            assert f"<hr class={mark}>" in site.html(page)
    (archive.root / "templates/listing.html").rename(archive.root / "templates/listing-set-aside.html")
    assert "<hr class=" not in build(archive.root, tmp_path / "site").html("releases/2014")


def test_a_template_of_the_archives_own_may_ask_for_a_main_part_that_is_not_there(
    archive: Archive, tmp_path: Path
) -> None:
    """That of the layout is empty, as a block may be."""
    pages = """
def setup(app):
    app.connect("html-collect-pages", lambda app: [("about", {"title": "About"}, "about.html")])
"""
    archive.edit("conf.py", 'language = "en"\n', 'language = "en"\ntemplates_path = ["templates"]\n')
    archive.write("conf.py", archive.read("conf.py") + pages)
    archive.write("templates/about.html", '{% extends "layout.html" %}')
    body = "{% block main %}{{ super() }}<hr class=own>{{ body | safe }}{% endblock %}"
    archive.write("templates/page.html", '{% extends "layout.html" %}' + body)
    site = build(archive.root, tmp_path / "site")
    assert "<hr class=own>" in site.html("docs/guide")
    assert site.page("about").xpath("//main")


def test_a_macro_of_the_archives_own_may_call_what_it_is_given_as_it_likes(
    archive: Archive, tmp_path: Path
) -> None:
    """``speed.py`` stands between a template and all that it calls."""
    archive.edit("conf.py", 'language = "en"\n', 'language = "en"\ntemplates_path = ["templates"]\n')
    line = "{% macro line(called, context) %}<hr class={{ called }}{{ context }}>{% endmacro %}"
    used = '{% block main %}{{ line(called="a", context="b") }}'
    theirs = (digests.THEME / "home.html").read_text("utf-8")
    archive.write("templates/home.html", theirs.replace("{% block main %}", line + used))
    assert "<hr class=ab>" in build(archive.root, tmp_path / "site").html("")


@pytest.mark.skipif(
    docutils.__version_info__ < (0, 23), reason="docutils looks for one kind of nodes at a time"
)
def test_an_extension_of_the_archives_own_may_look_for_several_kinds_of_nodes(
    archive: Archive, tmp_path: Path
) -> None:
    asks = """
from docutils import nodes

def mark(app, tree):
    next(tree.findall((nodes.title, nodes.rubric)))["classes"].append("ours")

def setup(app):
    app.connect("doctree-read", mark)
"""
    archive.write("conf.py", archive.read("conf.py") + asks)
    assert (
        build(archive.root, tmp_path / "site")
        .page("releases/2014/05/azure-coast/")
        .xpath("//h1[@class='ours']")
    )


# Long lists


class Long(NamedTuple):
    """One state's 1,200 releases, 380 of one month; then 50 more of that month, and 1,100 of another."""

    before: dict[str, bytes]
    site: Site
    names: set[str]


def only_lists(app: Sphinx, but: str = "") -> None:
    """Leave the releases' own pages out of a build, but one: what is asked here is how the lists are."""

    def leave_out(_: Sphinx, env: BuildEnvironment, added: set[str], *__: object) -> list[str]:
        releases = {name for name in env.project.docnames if name.startswith("releases/")}
        for docname in releases - {but}:
            env.project.docnames.discard(docname)
            added.discard(docname)
        return []

    app.connect("env-get-outdated", leave_out, priority=900)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Long:
    folder = tmp_path_factory.mktemp("long")
    archive = Archive(folder / "archive")
    archive.delete("docs/links.md")
    archive.write("docs/guide.md", "# Reading the archive\n")
    for name in archive.releases():
        archive.delete(f"releases/{name}.md")
    items = list(corpus.items(1200))

    def add(month: str, day: int, slug: str, item: corpus.Item) -> None:
        """Add a record of a release; of day 0, only the month is known."""
        date = month.replace("/", "-") + (f"-{day:02}" if day else "")
        fields: dict[str, Any] = {"title": item.title, "summary": item.summary, "date": date}
        fields |= {"about": ["AZ"], "campaign": "open-harbour", "source": {"held": "record"}}
        archive.release(f"{month}/{slug}", "", **fields)

    for number, item in enumerate(items):
        month, slug = item.name.rsplit("/", 1)
        add(*(("2014/05", number % 32) if number < 380 else (month, item.day.day)), slug, item)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Bodies, "text", lambda *_: "")
        before = build(archive.root, folder / "site", watch=only_lists).files()
        for number, item in enumerate(items[:50]):
            add("2014/05", number % 32, f"more-{number}", item)
        for number, item in enumerate(items[:1100]):
            add("2016/06", number % 31, f"{item.name.rpartition('/')[2]}-again", item)
        site = build(archive.root, folder / "site", watch=only_lists)
    return Long(before, site, set(archive.releases()))


def links(site: Site, address: str) -> set[str]:
    """Return the pages of the site to which a page links, without the last slash."""
    found = [
        href
        for href in site.page(address).xpath("//main//a/@href")
        if "://" not in href and href.endswith("/")
    ]
    return {posixpath.normpath(posixpath.join(address, href)) for href in found}


def reached(site: Site, base: str, names: set[str]) -> set[str]:
    """Return which of the releases a reader finds who follows the links of a list and of what is below it."""
    seen, ahead, found = {base}, [base], set()
    while ahead:
        for link in links(site, ahead.pop()) - seen:
            name = link.removeprefix("releases/")
            if name in names:
                found.add(name)
            elif link.startswith(f"{base}/") and "." not in link:
                seen.add(link)
                ahead.append(link)
    return found


def test_no_page_of_a_long_archive_takes_more_than_100_kB(long: Long) -> None:  # noqa: N802
    pages = {name: page for name, page in long.site.files().items() if name.endswith(".html")}
    before = {name: page for name, page in long.before.items() if name.endswith(".html")}
    for name, page in [*before.items(), *pages.items()]:
        assert len(gzip.compress(page)) <= PAGE, name


def test_a_page_with_as_many_releases_as_it_may_have_is_well_below_100_kB(long: Long) -> None:  # noqa: N802
    size = len(gzip.compress(long.before["releases/2014/05/index.html"]))
    assert size / 380 * MONTH_LIMIT < 0.7 * PAGE


@pytest.mark.parametrize("base", ["states/az", "campaigns/open-harbour", "releases"])
def test_every_release_is_found_by_following_a_list(long: Long, base: str) -> None:
    assert reached(long.site, base, long.names) == long.names


def test_no_list_of_a_flooded_month_repeats_a_release(long: Long) -> None:
    month = "releases/2016/06"
    days = [f"{month}/{day:02}" for day in range(1, 31)]
    assert set(days) <= links(long.site, month)
    listed = [
        link
        for page in (month, *days)
        for link in long.site.page(page).xpath('//p[@class="row-title"]/a/@href')
    ]
    slugs = {link.rstrip("/").rpartition("/")[2] for link in listed}
    assert len(slugs) == len(listed) == sum(name.startswith("2016/06/") for name in long.names) > 1100


def test_releases_of_a_crowded_focus_month_are_counted_instead_of_listed(long: Long) -> None:
    """Their titles would stand in full on the page of the month and, for the last one, on the home page."""
    [item] = long.site.page("releases/2014/05").xpath("//ul[@class='focus']/li")
    number = sum(name.startswith("2014/05/") for name in long.names)
    assert words(item).endswith(f"source {number} releases")
    assert len(item.xpath(".//a")) == 4


def test_addresses_of_lists_stay_when_the_lists_become_longer(long: Long) -> None:
    """Also where a month has become too long for one page: its days are below it."""
    assert long.before.keys() - long.site.files().keys() == set()
    assert not long.site.file("releases/2014/05/x").exists()
    assert "releases/2014/05/07/index.html" in long.site.files().keys() - long.before.keys()


@pytest.mark.parametrize(("path", "limit"), [("states/az/list.json", 65), ("search/index.json", 7)])
def test_what_the_search_page_loads_takes_so_many_bytes_a_release(long: Long, path: str, limit: int) -> None:
    """As a server sends it: what is loaded for a question about a state, and for one about all."""
    assert len(gzip.compress(long.site.files()[path])) / len(long.names) <= limit


# A list that no date splits


CITED = "2013/01/cited"


class Flood(NamedTuple):
    """900 releases of one day, 420 each of a month and of a year without more; then 30 more of the day.

    All cite one release.
    """

    before: dict[str, bytes]
    site: Site
    names: set[str]


@pytest.fixture(scope="module")
def flood(tmp_path_factory: pytest.TempPathFactory) -> Flood:
    folder = tmp_path_factory.mktemp("flood")
    archive = Archive(folder / "archive")
    for name in ("docs/links.md", *(f"releases/{name}.md" for name in archive.releases())):
        archive.delete(name)
    archive.write("docs/guide.md", "# Reading the archive\n")
    archive.release(CITED, about=["AZ"])
    items = list(corpus.items(1770))

    def add(date: str, items: Sequence[corpus.Item]) -> None:
        for item in items:
            name = f"{date[:7].replace('-', '/')}/{item.name.rpartition('/')[2]}"
            body = f"As {{press:release}}`{CITED}` said."
            archive.release(name, body, title=item.title, date=date, about=["AZ"])

    watch = partial(only_lists, but=f"releases/{CITED}")

    add("2014-05-06", items[:900])
    add("2014-05", items[900:1320])
    add("2014", items[1320:1740])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Bodies, "text", lambda *_: "")
        before = build(archive.root, folder / "site", watch=watch).files()
        add("2014-05-06", items[1740:])
        site = build(archive.root, folder / "site", watch=watch)
    return Flood(before, site, set(archive.releases()))


def test_no_page_of_a_flood_takes_more_than_100_kB(flood: Flood) -> None:  # noqa: N802
    for name, page in flood.site.files().items():
        if name.endswith(".html"):
            assert len(gzip.compress(page)) <= PAGE, name


@pytest.mark.parametrize("base", ["states/az", "releases"])
def test_every_release_of_a_flood_is_found_by_following_a_list(flood: Flood, base: str) -> None:
    assert reached(flood.site, base, flood.names) == flood.names


def test_a_day_with_too_many_releases_has_numbered_parts(flood: Flood) -> None:
    day = "releases/2014/05/06"
    parts = [f"{day}/{number}" for number in range(1, 11)]
    assert texts(flood.site.page(day).xpath("//main//h2/a"))[::9] == [
        "6 May 2014, part 1",
        "6 May 2014, part 10",
    ]
    assert sorted(links(flood.site, day) & set(parts)) == sorted(parts)
    # What only the month or the year is known of stands at 00.
    assert "releases/2014/05/00/1" in links(flood.site, "releases/2014/05/00")
    assert "releases/2014/00/1" in links(flood.site, "releases/2014/00")


def test_a_release_stays_in_its_part_when_others_are_added(flood: Flood) -> None:
    after = flood.site.files()
    title = re.compile(rb'class="row-title"><a href="([^"]+)')
    for number in range(1, 11):
        address = f"releases/2014/05/06/{number}/index.html"
        earlier = title.findall(flood.before[address])
        assert set(earlier) <= set(title.findall(after[address]))
        assert len(earlier) > 60


def test_a_release_lists_the_newest_that_cite_it_and_leads_to_all(flood: Flood) -> None:
    """Its page stays short; the data files name all."""
    cited = f"releases/{CITED}"
    assert len(flood.site.file(cited).read_bytes()) < 50_000
    [section] = flood.site.page(cited).xpath("//section[@class='cited-by']")
    assert len(section.xpath("ul/li")) == CITING_LIMIT
    assert words(section).endswith("The newest 50 · All 1770 releases that cite it")
    assert section.xpath("p/a/@href") == ["cited-by/"]
    assert reached(flood.site, f"{cited}/cited-by", flood.names) == flood.names  # itself too, in the crumbs
    data = json.loads(flood.site.file("data/states/az.json").read_text("utf-8"))
    [record] = [release for release in data["releases"] if release["name"] == CITED]
    assert set(record["cited_by"]) == flood.names - {CITED}


# What does not grow


OPENED = """\
import json, os, sys
opened = []
def hook(event, told):
    if event == "open" and isinstance(told[0], (str, bytes)):
        opened.append(os.fsdecode(told[0]))
sys.addaudithook(hook)
from sphinx.cmd.build import main
code = main(["-q", "-b", "dirhtml", *sys.argv[1:]])
print(json.dumps(opened))
sys.exit(code)
"""


def opened(archive: Path, out: Path) -> list[str]:
    """Return what a build opens in the archive and in its site, from the folder that both are in.

    A file that is put in place whole is written under a name of the process that writes it.
    """
    command = [sys.executable, "-W", "ignore", "-c", OPENED, str(archive), str(out)]
    path = os.pathsep.join([str(REPOSITORY / "extensions"), str(REPOSITORY)])
    env = os.environ | {"PYTHONPATH": path}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
    both = f"{archive.parent}/"
    paths: list[str] = json.loads(done.stdout.splitlines()[-1])
    own = (re.sub(r"/\.\d+-", "/", path.removeprefix(both)) for path in paths if path.startswith(both))
    return sorted(own)


class Size(NamedTuple):
    """An archive of some size: its site, and what was counted."""

    site: Site
    documents: int
    releases: int
    newest: corpus.Item
    opened: list[str]
    edited: set[str]


def _measured(folder: Path, items: Sequence[corpus.Item]) -> Size:
    root, out = folder / "archive", folder / "site"
    for path, text in archives.files(items):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    make: Callable[[], Site] = lambda: build(root, out, publish=False)  # noqa: E731
    site = make()
    assert site.warnings == ""
    found, newest = opened(root, out), items[-1]
    times = site.times()
    file = root / f"releases/{newest.name}.md"
    before = file.read_text("utf-8")
    file.write_text(before.replace("summary: ", "summary: Now "), "utf-8")
    edited = {name for name in written(times, make().times()) if name.endswith(".html")}
    return Size(site, len(list(root.rglob("*.md"))), len(items), newest, found, edited)


@pytest.fixture(scope="module")
def sizes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Size, Size]:
    """The same archive with 60 releases and with 120, of the same years, states and campaigns.

    The 60 that come are from before 2011, so that what is newest is the same.
    """

    def alike(items: Sequence[corpus.Item]) -> list[corpus.Item]:
        return [
            item._replace(
                about=tuple(corpus.STATES[n % 4 : n % 4 + 1]), mentions=(), campaign=corpus.CAMPAIGNS[n % 2]
            )
            for n, item in enumerate(items)
        ]

    some = alike(list(corpus.items(60)))
    more = alike(list(corpus.items(120, seed=2))[:60])
    both = sorted([*some, *more], key=lambda item: item.day)
    folder = tmp_path_factory.mktemp("sizes")
    return _measured(folder / "60", some), _measured(folder / "120", both)


@pytest.mark.parametrize("page", ["release", "month", "home"])
def test_a_page_does_not_grow_with_the_archive(sizes: tuple[Size, Size], page: str) -> None:
    """But for the digits of counts."""
    name = sizes[0].newest.name
    address = {"release": f"releases/{name}", "month": f"releases/{name.rpartition('/')[0]}", "home": ""}[
        page
    ]
    small, large = (re.sub(r"\d+", "0", size.site.html(address)) for size in sizes)
    assert len(large) == len(small)


def test_what_sphinx_remembers_of_a_document_does_not_grow(sizes: tuple[Size, Size]) -> None:
    small, large = (
        size.site.file(".doctrees/environment.pickle").stat().st_size / size.documents for size in sizes
    )
    assert large <= 1.03 * small
    assert large < 1000


#: What is kept of each release from build to build, and the most bytes that it may take.
KEPT = [
    ("archive/.build/doctrees/records", 1300),
    ("site/.doctrees/around", 150),
    ("site/.doctrees/data", 4000),
    ("site/.doctrees/bodies", 6000),
]


@pytest.mark.parametrize(("place", "limit"), KEPT)
def test_what_is_kept_of_a_release_does_not_grow(sizes: tuple[Size, Size], place: str, limit: int) -> None:
    small, large = (
        sum(path.stat().st_size for path in (size.site.out.parent / place).rglob("*.*")) / size.releases
        for size in sizes
    )
    assert large <= 1.03 * small
    assert 0 < large < limit


def test_a_build_with_nothing_changed_opens_no_release_and_no_page(sizes: tuple[Size, Size]) -> None:
    for size in sizes:
        own = [path for path in size.opened if path.startswith("archive/releases/")]
        assert own == ["archive/releases/ledger.csv"]
        assert [path for path in size.opened if path.endswith((".html", ".doctree"))] == []


def test_a_build_with_nothing_changed_opens_no_more_files_of_a_larger_archive(
    sizes: tuple[Size, Size],
) -> None:
    """What is kept of releases has one file for each year."""
    small, large = (size.opened for size in sizes)
    assert large == small


def test_an_edit_writes_no_more_pages_in_a_larger_archive(sizes: tuple[Size, Size]) -> None:
    small, large = (size.edited for size in sizes)
    assert f"releases/{sizes[0].newest.name}/index.html" in small & large
    assert len(large) <= len(small)
