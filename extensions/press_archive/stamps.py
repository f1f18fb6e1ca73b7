"""What the surroundings of a release are made of, told without working them out.

To learn whether one of fourteen thousand pages shows something new, ``around.py`` would have to put all of
them into words. A stamp is made of the same records by arithmetic on numbers: where it is what it was at
the last build, so are the surroundings. It may change when they do not; then they are worked out, and it
is their digest that says whether a page is written again.
"""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Generic, TypeVar

from .archive import Release
from .catalogue import RELATED_REACH, Catalogue

V = TypeVar("V")


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
        self._lists = {key: self._numbers(group) for key, group in catalogue.groups.items()}

    def _numbers(self, releases: Iterable[Release]) -> array[int]:
        return array("Q", [self._of_work[release.work] for release in releases])

    def of(self, release: Release) -> bytes:
        """Return the stamp of a release's surroundings."""
        catalogue = self._catalogue
        stamp = blake2b(self._common, digest_size=8)
        stamp.update(release.name.encode())
        versions = catalogue.by_work[release.work]
        # Neighbours are the nearest of another work, and related releases are among so many on each side.
        reach = RELATED_REACH + len(versions)
        place, here = catalogue.place, catalogue.place[release.name]
        for key in catalogue.groups_of(release):
            at = catalogue.places[key][release.name]
            first, last = max(0, at - reach), at + reach + 1
            stamp.update(self._lists[key][first:last].tobytes())
            # Of two that are related, the one nearer in the whole archive comes first.
            near = [place[other.name] - here for other in catalogue.groups[key][first:last]]
            stamp.update(array("q", near).tobytes())
        cited = [catalogue.resolve(r.target) for r in release.references if r.role == "release"]
        successor = catalogue.resolve(release.withdrawn.target) if release.withdrawn else None
        for others in (versions, catalogue.cited_by.get(release.name, ()), [*cited, successor]):
            stamp.update(self._numbers(other for other in others if other).tobytes() + b"/")
        return stamp.digest()


def _own(release: Release) -> bytes:
    """Return what is shown of a release, here or elsewhere, as bytes."""
    told = (release.name, release.digest, release.language, release.issuer, release.status)
    ledger = (release.reference, release.published, release.withdrawn, release.number_note)
    return repr((told, ledger)).encode()


def _number(content: bytes) -> int:
    return int.from_bytes(blake2b(content, digest_size=8).digest(), "big")


class Kept(Generic[V]):
    """Values that are costly to work out, kept in ``file`` from one build to the next, each under a stamp."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._now: dict[str, tuple[str | bytes, V]] = {}

    @cached_property
    def _last(self) -> Mapping[str, tuple[str | bytes, V]]:
        try:
            last: Mapping[str, tuple[str | bytes, V]] = pickle.loads(self._file.read_bytes())  # noqa: S301  (our own)
        except (OSError, EOFError, AttributeError, ImportError, pickle.UnpicklingError):
            return {}
        return last

    def value(self, key: str, stamp: str | bytes, work_out: Callable[[], V]) -> V:
        """Return the value of a key; it is worked out where its stamp is not the one of the last build."""
        known = self._last.get(key)
        if known is None or known[0] != stamp:
            known = (stamp, work_out())
        self._now[key] = known
        return known[1]

    def save(self) -> None:
        """Keep what was asked for, if that was anything and is not kept already."""
        if self._now and self._now != self._last:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside = self._file.with_suffix(".new")
            beside.write_bytes(pickle.dumps(self._now, pickle.HIGHEST_PROTOCOL))
            beside.replace(self._file)
