"""What each output of a site showed at the last build, and what it shows now: so, which must be made.

An output is a page, which has a name (``states/az``), or a file beside the pages, whose name is its path with
a slash before it (``/feed.atom``). The note of what they show (:data:`NOTE`) lives in the output folder.
While they are being written, a list beside it (:data:`BEGUN`) says that it holds no more: an interrupted
build, a second builder or a wiped folder cannot make it lie.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ..tree import RELEASES, Stamp, remove_file, remove_left, stamp_of, write_new
from . import manifest

NOTE = ".press-archive.json"
#: The names of outputs that are being written, besides those of the note; what is there shows nothing known.
BEGUN = ".press-archive.begun"


class Outputs:
    """The outputs of one build.

    Arguments:
        out: the output folder.
        doctrees: where the hashes of its files are kept.
        path_of: tells the file of a page, relative to ``out``.
        made_by: identifies what makes outputs of what they show: another makes all of them anew.
        found: the files of ``out`` with their sizes and times of change, where somebody has looked already.

    """

    def __init__(
        self,
        out: Path,
        doctrees: Path,
        path_of: Callable[[str], str],
        made_by: str,
        found: Mapping[str, Stamp] | None = None,
    ) -> None:
        self._out, self._doctrees, self._path_of, self._made_by = out, doctrees, path_of, made_by
        self._found = manifest.look(out) if found is None else found
        self._written: set[str] = set()
        self._showed = noted(out, made_by)
        self._shows: dict[str, str] = {}
        self._begun: set[str] = set()
        self._known = manifest.known_from(doctrees)
        self._untouched = manifest.untouched(self._found, self._known)

    @property
    def shows(self) -> Mapping[str, str]:
        """A digest of what each output shows now, as far as it is known."""
        return self._shows

    def show(self, name: str, digest: str) -> bool:
        """Note what an output shows; returns whether it must be made."""
        self._shows[name] = digest
        return self.is_stale(name)

    def is_stale(self, name: str) -> bool:
        """Whether an output would show something else than it did, was lost, or was changed by hand."""
        return self._shows[name] != self._showed.get(name) or self._path(name) not in self._untouched

    def begin(self, names: Iterable[str]) -> None:
        """Trust no output any more; those named are about to be written."""
        new = [name for name in names if name not in self._showed and name not in self._begun]
        distrust(self._out, new)
        self._begun.update(new)

    def place(self, name: str) -> str:
        """Return where an output is to be written."""
        self.wrote([name])
        return f"{self._out}/{self._path(name)}"

    def wrote(self, names: Iterable[str]) -> None:
        """Note that outputs were written."""
        self._written.update(map(self._path, names))

    @property
    def lost(self) -> list[str]:
        """The pages of the last build that nothing makes any more."""
        return sorted(name for name in self._showed.keys() - self._shows.keys() if name[0] != "/")

    def remove_unmade(self) -> None:
        """Remove the outputs of the last build that nothing makes any more, and folders left empty."""
        if "" in self._showed.values():  # it was interrupted
            remove_left(self._out)
        for name in sorted(self._showed.keys() - self._shows.keys()):
            self.wrote([name])
            remove_file(self._out, self._path(name))

    def finish(self, *, whole: bool = True) -> None:
        """Note what all outputs show; of a site that is whole, write the manifest as well."""
        if whole:
            manifest.write(self._out, self._doctrees, self._known, self._found_now())
        note(self._out, self._made_by, self._shows)

    def _found_now(self) -> dict[str, Stamp]:
        """Return the files of the folder as they are now.

        Among the releases, nine files of ten, only a build writes: what it has not written is as it was.
        """
        among = f"{RELEASES}/"
        found = {path: seen for path, seen in self._found.items() if path.startswith(among)}
        for path in self._written:
            found.pop(path, None)
            if (seen := stamp_of(f"{self._out}/{path}")) is not None:  # else it was removed
                found[path] = seen
        return found | manifest.look(self._out, {f"{self._out}/{RELEASES}"})

    def _path(self, name: str) -> str:
        return name[1:] if name.startswith("/") else self._path_of(name)


def noted(out: Path, made_by: str) -> dict[str, str]:
    """Return what each output of a site showed when ``made_by`` made it last.

    Outputs that another has made, or that somebody began to write, are there and show nothing known. Where
    there is no note, all that is made is made anew, and nothing besides is known to be there.
    """
    try:
        last = json.loads((out / NOTE).read_text("utf-8"))
        shown: dict[str, str] = last["shows"]
        is_known = last["made_by"] == made_by
    except (OSError, ValueError, KeyError, TypeError):
        shown, is_known = {}, False
    try:
        begun = (out / BEGUN).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return shown if is_known else dict.fromkeys(shown, "")
    return dict.fromkeys([*shown, *begun], "")


def note(out: Path, made_by: str, shown: Mapping[str, str]) -> None:
    """Note what all outputs of a site show."""
    told = {"made_by": made_by, "shows": shown}
    text = json.dumps(told, sort_keys=True, separators=(",\n", ": "))
    write_new(f"{out}/{NOTE}", f"{text}\n".encode())  # one cut short would forget what there is to remove
    (out / BEGUN).unlink(missing_ok=True)


def distrust(out: Path, more: Iterable[str] = ()) -> None:
    """Forget what the outputs of a site show, and what ``more`` would, but not that they are there.

    What is interrupted may have written anything; and of what it wrote, some may not be made any more.
    """
    out.mkdir(parents=True, exist_ok=True)
    with (out / BEGUN).open("a", encoding="utf-8") as file:
        file.writelines(f"{name}\n" for name in more)


def is_site(folder: Path) -> bool:
    """Whether a build has written into a folder, if only in part."""
    return (folder / NOTE).exists() or (folder / BEGUN).exists()
