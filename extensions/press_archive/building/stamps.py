"""What the surroundings of a release are made of, told without working them out.

To learn whether one of fourteen thousand pages shows something new, ``pages/around.py`` would have to put
all of them into words. A stamp is made of the same records by arithmetic on numbers: where it is what it
was at the last build, so are the surroundings. It may change when they do not; then they are worked out,
and it is their digest that says whether a page is written again.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import pairwise

from ..archive import Release
from ..catalogue import Catalogue
from ..nearby import RELATED_REACH


class Stamps:
    """The stamps of one catalogue; ``common`` identifies what all surroundings draw on, the registers."""

    def __init__(self, catalogue: Catalogue, common: bytes) -> None:
        self._catalogue = catalogue
        self._common = common
        own = {release.name: _number(_own(release)) for release in catalogue.releases}
        #: Of all language versions of a text: lists may show another version than the one they hold.
        self._of_work = {
            work: _number(array("Q", [own[release.name] for release in versions]).tobytes())
            for work, versions in catalogue.by_work.items()
        }
        self._lists = {key: self._numbers(trail) for key, trail in catalogue.trails.items()}
        #: How far each release of a list is from the one before it, in the whole archive.
        self._steps = {
            key: array("q", [0, *(b - a for a, b in pairwise(catalogue.place[r.name] for r in trail))])
            for key, trail in catalogue.trails.items()
        }

    def _numbers(self, releases: Iterable[Release]) -> array[int]:
        return array("Q", [self._of_work[release.work] for release in releases])

    def of(self, release: Release) -> bytes:
        """Return the stamp of a release's surroundings."""
        catalogue = self._catalogue
        stamp = blake2b(self._common, digest_size=8)
        # The ledger may tell of another address of a release long after it was published.
        stamp.update(repr((release.name, catalogue.stood_at[release.name])).encode())
        # Neighbours are the nearest of another work, and related releases are among so many on each side.
        reach = RELATED_REACH + len(catalogue.by_work[release.work])
        for key in catalogue.trails_of(release):
            at = catalogue.places[key][release.name]
            first, last = max(0, at - reach), at + reach + 1
            stamp.update(self._lists[key][first:last].tobytes())
            # Of two that are related, the one nearer in the whole archive comes first.
            stamp.update(self._steps[key][first + 1 : last].tobytes())
            stamp.update(b"%d/" % (at - first))
        others = [release, *catalogue.cited_by.get(release.name, ())]
        others += [r for r in map(catalogue.resolve, self._named(release)) if r]
        stamp.update(self._numbers(others).tobytes())
        return stamp.digest()

    @staticmethod
    def _named(release: Release) -> Iterator[str]:
        """Yield what a release cites, and what came in its place."""
        yield from (reference.target for reference in release.references if reference.role == "release")
        if release.withdrawn:
            yield release.withdrawn.target


def _own(release: Release) -> bytes:
    """Return what is shown of a release, here or elsewhere, as bytes."""
    told = (release.name, release.digest, release.language, release.issuer, release.status)
    ledger = (release.reference, release.published, release.withdrawn, release.number_note)
    return repr((told, ledger)).encode()


def _number(content: bytes) -> int:
    return int.from_bytes(blake2b(content, digest_size=8).digest(), "big")
