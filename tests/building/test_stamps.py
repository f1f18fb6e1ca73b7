"""A stamp tells that something near a release has changed, without working out what stands there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from press_archive.building.stamps import Stamps
from press_archive.catalogue import Catalogue
from press_archive.ledger import publishing
from press_archive.ledger.file import read_ledger
from press_archive.pages.around import Around
from press_archive.pages.rows import Rows

from tests.helpers import Archive, publish_all, scanned

#: Of each release: a digest of what stands around it, and its stamp.
Near = dict[str, tuple[object, bytes]]

CORRECTED = {"date": "2015-02", "kind": "typo", "was": "A text", "now": "The text"}


def near(archive: Archive, *, publish: bool = True) -> Near:
    catalogue = Catalogue(scanned(archive.root, publish=publish))
    around, stamps = Around(catalogue, Rows(catalogue)), Stamps(catalogue, b"")
    return {release.name: (around.digests(release), stamps.of(release)) for release in catalogue.releases}


@pytest.fixture
def archive(archive: Archive) -> Archive:
    """Twice a month, a release about one state, each second of a campaign; at the end one cites the first."""
    for name in archive.releases():
        archive.delete(f"releases/{name}.md")
    for page in ("guide", "links"):
        archive.write(f"docs/{page}.md", f"# {page}\n")
    for year in (2013, 2014):
        for month in range(1, 13):
            name, day = f"{year}/{month:02}", f"{year}-{month:02}"
            archive.release(f"{name}/early", date=f"{day}-03", about=["AZ"])
            archive.release(f"{name}/late", date=f"{day}-20", about=["AZ"], campaign="open-harbour")
    archive.release("2015/01/last", "As {press:release}`2013/01/early` said.", about=["NE"])
    return archive


def others_between(archive: Archive) -> None:
    """Put releases of another state in, so that what was nearer is now further away."""
    for number in range(5):
        archive.release(f"2014/02/other-{number}", date="2014-02-25", about=["NG"])


@pytest.mark.parametrize(
    ("edit", "shown"),
    [
        (lambda archive: archive.change("2014/03/early", title="Another"), "2014/03/late"),
        (lambda archive: archive.change("2013/01/early", corrections=[CORRECTED]), "2015/01/last"),
        (lambda archive: archive.change("2015/01/last", title="Another"), "2013/01/early"),
        (lambda archive: archive.delete("releases/2014/03/late.md"), "2014/04/late"),
        (lambda archive: archive.release("2014/03/late.fr", date="2014-03-20", about=["AZ"]), "2014/03/late"),
        (lambda archive: archive.change("2014/03/late", campaign=None), "2014/02/late"),
        (others_between, "2014/03/early"),
    ],
    ids=[
        "a neighbour is retitled",
        "what is cited is corrected",
        "what cites it is retitled",
        "one is deleted",
        "a translation is added",
        "a campaign is taken away",
        "others come between",
    ],
)
def test_no_page_goes_on_showing_what_was_near_it(
    archive: Archive, edit: Callable[[Archive], None], shown: str
) -> None:
    before = near(archive)
    edit(archive)
    after = near(archive)
    both = before.keys() & after.keys()
    changed = {name for name in both if before[name][0] != after[name][0]}
    assert shown in changed
    stamped = {name for name in both if before[name][1] != after[name][1]}
    assert changed <= stamped
    assert stamped < both, "the far end of the archive is not worked out again"


def test_a_notice_goes_on_showing_what_came_in_the_place_of_its_release(archive: Archive) -> None:
    withdrawn, instead = "2013/01/late", "2014/12/early"
    publish_all(archive.root)
    now = dt.datetime(2026, 5, 24, tzinfo=dt.UTC)
    publishing.withdraw(archive.root, read_ledger(archive.root), withdrawn, "No.", now, successor=instead)
    before = near(archive, publish=False)
    archive.change(instead, summary="Says it right.")  # as lists show it
    after = near(archive, publish=False)
    assert before[withdrawn][0] != after[withdrawn][0]
    assert before[withdrawn][1] != after[withdrawn][1]
