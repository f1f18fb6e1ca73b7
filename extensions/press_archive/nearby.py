"""What is near a release along its states and its campaign: what stands before and after it, what is related.

A change of one release is seen on the pages of all that it is near to: ``building/stamps.py`` knows how far
they look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple, get_args

from .archive import Release
from .catalogue import Catalogue, Reason

REASONS: tuple[Reason, ...] = get_args(Reason)
#: So many releases on each side, in each trail, may be related; of them, so many are named.
RELATED_REACH, RELATED = 6, 4


class Neighbours(NamedTuple):
    """The releases just before and just after one, along a state or a campaign."""

    along: Reason
    key: str
    earlier: Release | None
    later: Release | None


class Related(NamedTuple):
    """A release worth reading next, and why."""

    release: Release
    reasons: tuple[Reason, ...]


def neighbours(catalogue: Catalogue, release: Release) -> list[Neighbours]:
    """Return what came before and after, in each of its states and in its campaign.

    Language versions of the release itself are stepped over, and of others the one in its own
    language is taken, where there is one.
    """
    found = []
    for along, key in catalogue.trails_of(release):
        trail, at = catalogue.trails[along, key], catalogue.places[along, key][release.name]
        earlier = _first_other(release, map(trail.__getitem__, range(at - 1, -1, -1)))
        later = _first_other(release, map(trail.__getitem__, range(at + 1, len(trail))))
        if earlier or later:
            sides = (_version(catalogue, r, release.language) if r else None for r in (earlier, later))
            found.append(Neighbours(along, key, *sides))
    return found


def _first_other(release: Release, releases: Iterable[Release]) -> Release | None:
    return next((other for other in releases if other.work != release.work), None)


def _version(catalogue: Catalogue, release: Release, language: str) -> Release:
    return next((r for r in catalogue.by_work[release.work] if r.language == language), release)


def related(catalogue: Catalogue, release: Release, beside: Sequence[Neighbours]) -> list[Related]:
    """Return the releases nearest in time that share a state or the campaign, and why.

    Both counts more than one; the neighbours (``beside``), which have a place of their own, are left out.
    """
    shown = {r.work for n in beside for r in (n.earlier, n.later) if r}
    shown.add(release.work)
    reasons: defaultdict[str, set[Reason]] = defaultdict(set)
    for trail in catalogue.trails_of(release):
        at = catalogue.places[trail][release.name]
        for other in catalogue.trails[trail][max(0, at - RELATED_REACH) : at + RELATED_REACH + 1]:
            if other.work not in shown:
                reasons[other.name].add(trail[0])
    place, here = catalogue.place, catalogue.place[release.name]
    best = sorted(reasons, key=lambda name: (-len(reasons[name]), abs(place[name] - here), name))
    works: dict[str, Related] = {}
    for name in best:
        other = catalogue[name]
        why = tuple(reason for reason in REASONS if reason in reasons[name])
        works.setdefault(other.work, Related(other, why))
    return list(works.values())[:RELATED]
