"""Running Sphinx on an archive: the same build for ``build``, ``serve`` and the tests."""

from __future__ import annotations

import io
import os
import re
import shutil
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

from filelock import FileLock, Timeout
from sphinx.application import Sphinx
from sphinx.locale import translators
from sphinx.util.docutils import docutils_namespace, patch_docutils

from ..outputs import distrust, manifest, unchanged
from ..outputs.swap import catch_up, put_in_place
from ..tree import Stamp, state_folder, usual_doctrees
from .reading import PREVIEW, SCANNED
from .refusals import ArchiveError
from .site import FOUND

if TYPE_CHECKING:
    from ..archive import Archive

_STEP = re.compile(r"(reading sources|writing output)\.\.\. +\[ *(\d+)%\]")
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
#: The file that a warning is of, but for those of the scan, which come at every build.
_WARNED = re.compile(r"^(.+?\.md)(?::\d+)?: (?:WARNING|ERROR): (?!.*\[press\.record\]$)", re.MULTILINE)

#: What Sphinx says of a file that it could not write; then it goes on with the next.
_UNWRITTEN = "error writing file"
#: What a build has warned of, among what Sphinx keeps; gone when it has ended and said so.
_NOTE = "warnings"


class _Status(io.StringIO):
    """Sphinx's status lines, turned into steps for whoever shows progress."""

    def __init__(self, on_step: Callable[[str, int], None]) -> None:
        super().__init__()
        self._on_step = on_step

    def write(self, text: str) -> int:
        for name, percent in _STEP.findall(_ANSI.sub("", text)):
            self._on_step(name, int(percent))
        return len(text)


class _Warnings(io.StringIO):
    """What Sphinx warns of, noted in a file as well: a build may be killed before anybody has heard it."""

    def __init__(self, note: Path) -> None:
        super().__init__()
        self._note = note

    def write(self, text: str) -> int:
        with suppress(OSError):  # the disk is full, and the build will say so
            self._note.parent.mkdir(parents=True, exist_ok=True)
            with self._note.open("a", encoding="utf-8") as file:
                file.write(text)
        return super().write(text)

    def plain(self) -> str:
        return _ANSI.sub("", self.getvalue())


class Session:
    """Builds of one archive into one folder; the application of the last one stays in memory.

    Arguments:
        now: the moment the builds stand at, ISO 8601; empty for ``SOURCE_DATE_EPOCH`` or the clock.
        jobs: processes to use.
        preview: names of withheld releases to show, or ``*``.
        strict: let warnings fail a build.
        doctrees: where Sphinx keeps what it has read, if not at the usual place.
        settings: further values of ``conf.py``.
        builder: Sphinx's name for what is made.

    """

    def __init__(
        self,
        root: Path,
        out: Path,
        *,
        now: str = "",
        jobs: int = 1,
        strict: bool = False,
        preview: str = "",
        doctrees: Path | None = None,
        settings: Mapping[str, Any] = MappingProxyType({}),
        builder: str = "dirhtml",
    ) -> None:
        self._root, self._out, self._preview = root, out, preview
        self._builder = builder
        self._doctrees = doctrees or usual_doctrees(root, preview)
        self._jobs, self._strict = jobs, strict
        self._overrides = {**settings, **({"press_now": now} if now else {})}
        if preview:
            self._overrides["press_preview"] = preview
        self._namespace = ExitStack()
        self._app: Sphinx | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._namespace.close()

    def build(
        self,
        archive: Archive | None = None,
        on_step: Callable[[str, int], None] = lambda name, percent: None,
        found: Mapping[str, Stamp] | None = None,
    ) -> tuple[int, str]:
        """Build the archive.

        Arguments:
            archive: what is to be built, when it was scanned a moment ago.
            found: the files of the output folder, when they were looked at a moment ago.
            on_step: told what is being done and how far it is, in per cent.

        Returns:
            Sphinx's exit code, and its warnings as text.

        """
        self._namespace.close()  # what the last application has registered
        self._app = None
        state = state_folder(self._root)
        note = self._doctrees / _NOTE
        if note.exists():  # the last build was killed
            self._read_again(note)
        warnings = _Warnings(note)
        scanned, looked = SCANNED.set(archive), FOUND.set(found)
        self._namespace.enter_context(patch_docutils(self._root))
        self._namespace.enter_context(docutils_namespace())
        # Else Sphinx would go on in the language of an archive that was French, when it is English now.
        self._namespace.callback(translators.clear)
        try:
            app = Sphinx(
                srcdir=self._root,
                confdir=self._root,
                outdir=self._out,
                doctreedir=self._doctrees,
                buildername=self._builder,
                confoverrides=self._overrides,
                status=_Status(on_step),
                warning=warnings,
                warningiserror=self._strict,
                parallel=self._jobs,
            )
            app.build()
        except ArchiveError:  # what is wrong has been said
            return 1, warnings.plain()
        except Exception as error:
            log, where = state / "error.log", ""
            with suppress(OSError):  # the disk may be full
                log.write_text(traceback.format_exc(), "utf-8")
                where = f" (details in {log})"
            cause = getattr(error, "orig_exc", None) or error  # what Sphinx tells of itself is for the log
            return 2, f"{warnings.plain()}\nthe build stopped: {cause}{where}"
        finally:
            SCANNED.reset(scanned)
            FOUND.reset(looked)
        self._app = app
        if note.exists():
            self._read_again(note)
        return app.statuscode, warnings.plain()

    def _read_again(self, note: Path) -> None:
        """Let the next build read again what this one has warned of.

        Sphinx warns of a document when it reads or writes it: so that the next build says it again, and is as
        strict, what was read of it goes.
        """
        for path in _WARNED.findall(_ANSI.sub("", note.read_text("utf-8"))):
            document = os.path.relpath(path, self._root.resolve()).removesuffix(".md")
            (self._doctrees / f"{document}.doctree").unlink(missing_ok=True)
        note.unlink()

    def show(self, paths: Iterable[str]) -> bool:
        """Write at once the pages of releases whose texts have changed since the last build.

        Lists, feeds and other pages are left to the next build. Returns whether that could be done: a new
        file, a faulty one or one of another kind needs a build.

        Arguments:
            paths: the files, relative to the archive's root.

        """
        try:
            return self._app is not None and any(self._app.emit("press-changed", sorted(paths)))
        except Exception:  # whatever it is, the build that follows says it
            return False


class Busy(Exception):  # noqa: N818  (an answer, not an error)
    """Another build of the archive is running."""


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Build while nobody else does.

    Raises:
        Busy: another build is running.

    """
    try:
        with FileLock(state_folder(root) / "build.lock", timeout=0):
            yield
    except Timeout:
        raise Busy from None


def publish_site(
    root: Path,
    out: Path,
    archive: Archive,
    *,
    sources: str,
    now: str,
    jobs: int,
    strict: bool,
    on_step: Callable[[str, int], None],
    parts: Path | None,
) -> tuple[list[str], str]:
    """Build beside the old site, and put the new one in place when it is whole and nothing withheld is in it.

    Killed at any moment, ``out`` is the old site or the new one, whole (see ``outputs/swap.py``).

    Arguments:
        sources: the archive's files as they were before it was scanned (see ``outputs/unchanged.py``).
        parts: the folder of parts to put together (see ``parts.py``), if the archive was built in parts.

    Returns:
        What went wrong, in sentences (nothing when the site is in place), and Sphinx's warnings.

    Raises:
        Busy: another build is running.
        OSError: the disk is full, or a folder cannot be written.

    """
    beside = out.parent / f".{out.name}.next"
    if (out / PREVIEW).exists():
        return [f"{out} holds a preview, which is never published; build into another folder"], ""
    with alone(root):
        doctrees = parts / "whole" if parts else None
        if doctrees:  # what the parts hold is put together anew
            shutil.rmtree(doctrees, ignore_errors=True)
            shutil.rmtree(beside, ignore_errors=True)
        told = (archive.today.isoformat(), sorted(archive.withheld))
        made_of = unchanged.inputs(sources, told)
        notes = state_folder(root) / "built.json"
        known = manifest.known_from(usual_doctrees(root))
        if not doctrees and unchanged.stands(notes, known, out, made_of):
            return [], ""
        if (beside / PREVIEW).exists():
            shutil.rmtree(beside)
        found = catch_up(out, beside) if not doctrees and out.exists() else None
        settings = {"press_parts": str(parts)} if parts else {}
        with Session(
            root, beside, now=now, jobs=jobs, strict=strict, doctrees=doctrees, settings=settings
        ) as session:
            code, warnings = session.build(archive, on_step, found)
        if code or _UNWRITTEN in warnings:
            # Files may be cut short: the next build must not take them for what they show.
            distrust(beside)
            return ["the site was not replaced; the old one stands"], _unwritten_once(warnings)
        put_in_place(beside, out)
        if warnings or doctrees:
            notes.unlink(missing_ok=True)  # what is wrong is said again by the next build
        else:
            unchanged.note(notes, out, made_of)
        return [], warnings


def _unwritten_once(warnings: str) -> str:
    """Say of the first file only that it was not written: on a full disk, that is said of every page."""
    lines = warnings.splitlines()
    unwritten = [line for line in lines if _UNWRITTEN in line]
    others = [line for line in lines if _UNWRITTEN not in line]
    more = [f"and {len(unwritten) - 1} more"] if len(unwritten) > 1 else []
    return "\n".join([*unwritten[:1], *more, *others])
