"""How often Python looks for garbage: seldom, in a program that makes many things and keeps most of them."""

from __future__ import annotations

import atexit
import gc
from functools import cache

#: New objects between two looks.
_STEP = 400_000


@cache  # the command line asks for it, and so does each build
def look_seldom() -> None:
    """Look for garbage seldom, and not once more at the end, when all is given back anyway.

    An archive is a million objects, and a document a net of nodes that point to each other: after every 700
    new ones, Python would look through many that stay. That was a twelfth of an edit.
    """
    gc.set_threshold(_STEP, 50, 50)
    atexit.register(gc.freeze)
