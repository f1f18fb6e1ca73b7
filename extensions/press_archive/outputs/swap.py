"""Two sites of one archive: the one that stands, and the one beside it, in which the next is made.

The next site is made of the one that stands, not of the one before it, so that a build writes only what
has changed since. Most of the two are the same files.
"""

from __future__ import annotations

import ctypes
import os
import shutil
from contextlib import suppress
from pathlib import Path
from stat import S_IFMT

from ..tree import RELEASES, Stamp, leads_to_folder, stamp, stamp_of


def catch_up(site: Path, beside: Path) -> dict[str, Stamp]:
    """Make the site beside the same as the one that stands, whatever a build that was killed left there.

    What stands among the releases, nine files of ten, is shared: a build puts these files in place anew
    and never writes into one. All that others keep in a site is taken along as it is: it may be under
    version control, which keeps empty folders, too.

    Returns:
        The size and time of change of each file, by its path, as ``manifest.look`` would find them.

    Raises:
        OSError: a file cannot be read or written.

    """
    beside.mkdir(exist_ok=True)
    found: dict[str, Stamp] = {}
    _match(str(site), str(beside), "", found)
    return found


def _match(site: str, beside: str, inside: str, seen: dict[str, Stamp]) -> None:
    """Make one folder the same as another; ``inside`` is its path within the site."""
    with os.scandir(site) as wanted, os.scandir(beside) as found:
        entries, there = list(wanted), {entry.name: entry for entry in found}
    hidden, share = "/." in f"/{inside}", inside.startswith(f"{RELEASES}/")
    for entry in entries:
        place, old = f"{beside}/{entry.name}", there.pop(entry.name, None)
        if entry.is_dir(follow_symlinks=False):
            if old is None or not old.is_dir(follow_symlinks=False):
                _remove(old)
                os.mkdir(place)  # noqa: PTH102  (a path object for each would take longer than all the rest)
            _match(entry.path, place, f"{inside}{entry.name}/", seen)
            continue
        if old is None or not _is_same(entry, old):
            _remove(old)
            _copy(entry, place, share=share)
        is_seen = not (hidden or entry.name.startswith(".") or leads_to_folder(entry))
        if is_seen and (now := stamp_of(entry)):
            seen[f"{inside}{entry.name}"] = now
    for old in there.values():
        _remove(old)


def _is_same(file: os.DirEntry[str], other: os.DirEntry[str]) -> bool:
    if file.inode() == other.inode():
        return True
    one, two = file.stat(follow_symlinks=False), other.stat(follow_symlinks=False)
    return S_IFMT(one.st_mode) == S_IFMT(two.st_mode) and stamp(one) == stamp(two)


def _remove(entry: os.DirEntry[str] | None) -> None:
    if entry is not None:
        (shutil.rmtree if entry.is_dir(follow_symlinks=False) else os.unlink)(entry.path)


def _copy(file: os.DirEntry[str], place: str, *, share: bool) -> None:
    if share and not file.is_symlink():
        with suppress(OSError):  # this file system has no links
            os.link(file.path, place)
            return
    shutil.copy2(file.path, place, follow_symlinks=False)


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
    shutil.rmtree(parked, ignore_errors=True)  # a build was killed between the two
    old.rename(parked)
    new.rename(old)
    parked.rename(new)
