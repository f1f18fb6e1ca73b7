"""The programs that are measured, ours and others, each in its own module.

Every one gets the same texts in its own form, in the leanest set-up in which it makes comparable things:
a page for each release with its contacts and its background, lists by state, month and campaign where it
has a way to make them, and a feed where it makes one by itself.
"""

from __future__ import annotations

from .ablog import ABlog
from .eleventy import Eleventy
from .hugo import Hugo
from .ours import Check, Ours
from .pelican import Pelican
from .plain_sphinx import PlainSphinx
from .tool import SCENARIOS, Scenario, Tool, Unavailable

__all__ = [
    "OURS",
    "OWN",
    "PARALLEL",
    "PEERS",
    "PEERS_BY_DEFAULT",
    "SCENARIOS",
    "UNINDEXED",
    "Scenario",
    "Tool",
    "Unavailable",
]

#: What the peers are compared with.
OURS = Ours("press-archive")
UNINDEXED = Ours("press-archive, no word index", index=False)
PARALLEL = Ours("press-archive, two processes", jobs=2, scenarios=("cold",))
CHECK = Check("press-archive check", scenarios=("cold", "no change", "edit one"))
OWN: list[Tool] = [OURS, UNINDEXED, PARALLEL, CHECK]
#: The others, by the names that ``--peers`` takes; the last is for those who ask for it.
PEERS: dict[str, list[Tool]] = {
    "sphinx": [PlainSphinx("Sphinx + MyST, basic")],
    "ablog": [ABlog("ABlog, basic")],
    "pelican": [Pelican("Pelican"), Pelican("Pelican, its cache on", cache=True)],
    "eleventy": [Eleventy("Eleventy")],
    "hugo": [Hugo("Hugo")],
    "sphinx-with-lists": [PlainSphinx("Sphinx + MyST, basic, with lists", lists=True)],
}
PEERS_BY_DEFAULT = list(PEERS)[:-1]
