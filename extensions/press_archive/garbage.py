"""How often Python looks for garbage: seldom while what is made stays, often while much comes and goes."""

from __future__ import annotations

import atexit
import gc
from functools import cache

#: New objects between two looks: an archive of fourteen thousand releases has fewer, and all of them stay.
_SELDOM = 2_000_000
#: A document is a net of a thousand nodes that point to each other. It is thrown away at the least cost
#: while the processor still has it at hand.
_OFTEN = 5_000
_MANY_DOCUMENTS = 100


def look_seldom() -> None:
    """Look for garbage seldom from here on, as an archive is to be read whose objects stay.

    After every 700 new objects, Python would look through all of them. That was a twelfth of an edit.
    """
    gc.set_threshold(_SELDOM, 50, 50)
    _not_at_the_end()


@cache
def _not_at_the_end() -> None:
    """Look for none once more at the end, when all is given back anyway."""
    atexit.register(gc.freeze)


def look_often(documents: int | None = None) -> None:
    """Look for garbage often from here on, as many documents are to come, and only in what is made then.

    Arguments:
        documents: how many, if that is known: of a few there is little.

    """
    is_rare = gc.get_threshold()[0] != _OFTEN  # else what is frozen would be garbage, too
    if is_rare and (documents is None or documents >= _MANY_DOCUMENTS):
        gc.freeze()
        gc.set_threshold(_OFTEN, 50, 50)


def throw_away() -> None:
    """Throw away what an earlier build in this process has left: it is not looked at any more."""
    gc.unfreeze()
    gc.collect()
