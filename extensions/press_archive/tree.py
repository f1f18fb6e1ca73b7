"""Where the files of an archive are, relative to its root: walked, written whole, told apart from before."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterator
from contextlib import suppress
from pathlib import Path

#: The size of a file and its time of change, in nanoseconds.
Stamp = tuple[int, int]

REGISTERS = "docs/registers"
STATES = f"{REGISTERS}/states.yaml"
CAMPAIGNS = f"{REGISTERS}/campaigns.yaml"
CONTACTS = f"{REGISTERS}/contacts.yaml"
BACKGROUND = "docs/background"
TREATIES = "docs/treaties"
QUALITY = "docs/quality"
RELEASES = "releases"
LEDGER = f"{RELEASES}/ledger.csv"
#: How the names of files end that a release may show, kept beside it.
SHOWN = frozenset({".gif", ".jpeg", ".jpg", ".pdf", ".png", ".svg", ".webp"})

#: Where what is worked out of the source is kept, out of the site and out of version control.
STATE_FOLDER = ".build"
#: A file that is being written: see :func:`beside`.
_BESIDE = re.compile(r"\.\d+-.+", re.DOTALL)


def is_archive(root: Path) -> bool:
    """Whether a folder is the root of an archive: it has registers."""
    return (root / REGISTERS).is_dir()


def state_folder(root: Path) -> Path:
    """Return the folder of what is worked out of the source, which is made where it is not there."""
    folder = root / STATE_FOLDER
    folder.mkdir(exist_ok=True)
    return folder


def usual_doctrees(root: Path, preview: str = "") -> Path:
    """Where Sphinx keeps what it has read; a preview's is apart from that of the public site."""
    return root / STATE_FOLDER / ("preview-doctrees" if preview else "doctrees")


def records_cache(root: Path) -> Path:
    return usual_doctrees(root) / "records"


def path_of(name: str) -> str:
    """Return the file of a release: ``releases/2014/05/azerbaijan.md``."""
    return f"{RELEASES}/{name}.md"


def name_of(path: str) -> str:
    """Return the name of the release that is in a file, or that a document is."""
    return path.removeprefix(f"{RELEASES}/").removesuffix(".md")


def files(
    folder: str | Path, left_out: Container[str] = (), links: list[str] | None = None
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the path of each file below a folder, from there, and its entry; a missing folder has none.

    Hidden files and folders are left out, and links to folders are not followed; one that leads nowhere is
    yielded as a file. At fourteen thousand files, a path object for each would take longer than all the rest.

    Arguments:
        left_out: whole paths of folders that are not looked into.
        links: takes the paths of links to folders.

    """
    folders = [(str(folder), "")]
    while folders:
        place, inside = folders.pop()
        try:
            with os.scandir(place) as found:
                entries = [entry for entry in found if not entry.name.startswith(".")]
        except FileNotFoundError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.path not in left_out:
                    folders.append((entry.path, f"{inside}{entry.name}/"))
            elif not leads_to_folder(entry):
                yield inside + entry.name, entry
            elif links is not None:
                links.append(inside + entry.name)


def leads_to_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a link to a folder. One in a circle is none; to ask the entry itself would fail."""
    return entry.is_symlink() and os.path.isdir(entry.path)  # noqa: PTH112


def stamp(status: os.stat_result) -> Stamp:
    """Return what tells that a file has changed: its size and its time of change, in nanoseconds."""
    return status.st_size, status.st_mtime_ns


def stamp_of(file: str | Path | os.DirEntry[str]) -> Stamp | None:
    """Return the stamp of a file; nothing of one that is not there, or of a link that leads nowhere."""
    try:
        return stamp(os.stat(file) if isinstance(file, str) else file.stat())  # noqa: PTH116  (see write_new)
    except OSError:
        return None


def beside(path: str) -> str:
    """Return where a file is written before it is put in its place; no two processes write at one place."""
    folder, name = os.path.split(path)
    return f"{folder}/.{os.getpid()}-{name}"


def write_new(path: str, content: bytes) -> None:
    """Put a file in place whole: a reader may ask for it, the old one may be shared (``outputs/swap.py``).

    Raises:
        OSError: it cannot be written, as on a full disk; the old one stands.

    """
    new = beside(path)
    try:
        with open(new, "wb") as file:  # noqa: PTH123  (a path object would cost more than the file)
            file.write(content)
    except FileNotFoundError:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        write_new(path, content)
    except OSError as error:
        with suppress(OSError):
            os.unlink(new)  # noqa: PTH108
        raise OSError(error.errno, error.strerror, path) from None
    else:
        os.replace(new, path)  # noqa: PTH105


def remove_left(folder: Path) -> None:
    """Remove what processes that were killed have left of the files that they were writing."""
    for file in folder.rglob(".[0-9]*-*"):
        if _BESIDE.fullmatch(file.name):
            file.unlink()


def remove_file(root: Path, path: str) -> None:
    """Remove a file below a folder, if it is there, and the folders that are empty then."""
    file = root / path
    file.unlink(missing_ok=True)
    for folder in file.parents:
        if folder == root or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()
