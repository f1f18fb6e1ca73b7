"""Two sites of one archive: the one that stands, and the one beside it, in which the next is made.

The next site is made of the one that stands, not of the one before it, so that a build writes only what
has changed since. Most of the two are the same files.
"""

from __future__ import annotations

import ctypes
import os
import shutil
from pathlib import Path

from .tree import RELEASES, Stamp, files, remove_file, stamp

_SHARED = f"{RELEASES}/"


def catch_up(site: Path, beside: Path) -> dict[str, Stamp]:
    """Make the site beside the same as the one that stands, whatever a build that was killed left there.

    What stands among the releases, nine files of ten, is shared: a build puts these files in place anew
    and never writes into one. Hidden files and folders are taken along, too: a site may be under version
    control.

    Returns:
        The size and time of change of each file that is no hidden one.

    Raises:
        OSError: a file cannot be read or written.

    """
    links: list[str] = []
    wanted = dict(files(site, links=links, hidden=True))
    found: dict[str, Stamp] = {}
    for path, entry in files(beside, hidden=True):
        there, seen = wanted.get(path), stamp(entry.stat())
        if there and (there.inode() == entry.inode() or stamp(there.stat()) == seen):
            del wanted[path]
            found[path] = seen
        else:
            remove_file(beside, path)
    for folder in {os.path.dirname(path) for path in [*wanted, *links]}:  # noqa: PTH120  (they are texts)
        os.makedirs(f"{beside}/{folder}", exist_ok=True)  # noqa: PTH103
    for path, entry in wanted.items():
        share = os.link if path.startswith(_SHARED) else shutil.copy2
        try:
            share(entry.path, f"{beside}/{path}")
        except OSError:  # this file system has no links
            shutil.copy2(entry.path, f"{beside}/{path}")
        found[path] = stamp(entry.stat())
    for link in links:
        if not (beside / link).is_symlink():
            (beside / link).symlink_to((site / link).readlink())
    return {path: seen for path, seen in found.items() if not f"/{path}".count("/.")}


def put_in_place(new: Path, old: Path) -> None:
    """Exchange two folders at once where the system can (Linux, ``renameat2``), else in two steps."""
    if not old.exists():
        new.rename(old)
        return
    libc = ctypes.CDLL(None, use_errno=True)
    at_here, exchange = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of <fcntl.h> and <linux/fs.h>
    rename = getattr(libc, "renameat2", None)
    if rename is not None and rename(at_here, os.fsencode(new), at_here, os.fsencode(old), exchange) == 0:
        return
    parked = new.with_name(new.name + ".old")
    old.rename(parked)
    new.rename(old)
    parked.rename(new)
