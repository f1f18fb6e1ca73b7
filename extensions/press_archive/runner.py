"""Running Sphinx on an archive: the same build for ``build``, ``serve`` and the tests."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import IO, cast

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

#: Where the parsed state of an archive is kept, out of the site and out of version control.
STATE_FOLDER = ".build"

_STEP = re.compile(r"(reading sources|writing output)\.\.\. +\[ *(\d+)%\]")
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def doctrees(root: Path) -> Path:
    return root / STATE_FOLDER / "doctrees"


def records_cache(root: Path) -> Path:
    return doctrees(root) / "records.pickle"


class _Status(io.TextIOBase):
    """Sphinx's status lines, turned into steps for whoever shows progress."""

    def __init__(self, on_step: Callable[[str, int], None]) -> None:
        self._on_step = on_step

    def write(self, text: str) -> int:
        for name, percent in _STEP.findall(_ANSI.sub("", text)):
            self._on_step(name, int(percent))
        return len(text)


def build_site(
    root: Path,
    out: Path,
    *,
    now: str = "",
    jobs: int = 1,
    strict: bool = False,
    on_step: Callable[[str, int], None] = lambda name, percent: None,
) -> tuple[int, str]:
    """Build the archive under ``root`` into ``out``.

    Arguments:
        now: the moment the build stands at, ISO 8601; empty for ``SOURCE_DATE_EPOCH`` or the clock.
        jobs: processes to use.
        strict: let warnings fail the build.
        on_step: told what is being done and how far it is, in per cent.

    Returns:
        Sphinx's exit code, and its warnings as text.

    """
    warnings = io.StringIO()
    overrides = {"press_now": now} if now else {}
    with patch_docutils(root), docutils_namespace():
        app = Sphinx(
            srcdir=root,
            confdir=root,
            outdir=out,
            doctreedir=doctrees(root),
            buildername="dirhtml",
            confoverrides=overrides,
            status=cast(IO[str], _Status(on_step)),
            warning=warnings,
            warningiserror=strict,
            parallel=jobs,
        )
        app.build()
    return app.statuscode, _ANSI.sub("", warnings.getvalue())
