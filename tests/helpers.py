"""A small made-up archive to try things on, and the builds of it.

``tests/example`` is the archive of the Example Coalition as its authors would keep it. A test takes a
copy, changes what the test is about, builds it as ``sphinx-build`` would, and looks at the bytes that a
reader gets.
"""

from __future__ import annotations

import difflib
import io
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import lxml.html
import yaml
from lxml.html import HtmlElement
from press_archive import settings
from press_archive.archive import Archive as Scanned
from press_archive.building.refusals import ArchiveError
from press_archive.ledger import Line
from press_archive.ledger.file import append
from press_archive.records import RecordError, read_release
from press_archive.scan import scan
from press_archive.tree import LEDGER
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

EXAMPLE = Path(__file__).parent / "example"
#: The repository: the real archive.
REPOSITORY = Path(__file__).parents[1]

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Archive:
    """An archive on disk; every path is relative to its root."""

    def __init__(self, root: Path) -> None:
        self.root = root
        if not root.exists():
            shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("__pycache__"))

    def read(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def write(self, path: str, content: str | bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def edit(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert old in text, f"{path} does not say {old!r}"
        self.write(path, text.replace(old, new))

    def delete(self, path: str) -> None:
        (self.root / path).unlink()

    def release(self, name: str, body: str = "The text.", **fields: object) -> None:
        """Write a release; what is not given is filled in, the date from the name; ``None`` is left out."""
        date = "-".join(part for part in name.split("/")[:-1])
        front = {"title": f"On {name}", "kind": "statement", "date": date, **fields}
        front = {field: value for field, value in front.items() if value is not None}
        self.write(f"releases/{name}.md", document(front, body))

    def change(self, name: str, body: str | None = None, **fields: object) -> None:
        """Change some of what a release says; a field that is ``None`` goes away."""
        path = f"releases/{name}.md"
        _, front, text = self.read(path).split("---\n", 2)
        changed = {**yaml.load(front, yaml.BaseLoader), **fields}
        kept = {field: value for field, value in changed.items() if value is not None}
        self.write(path, document(kept, text.rstrip("\n") if body is None else body))

    def releases(self) -> list[str]:
        """Return the names of all releases."""
        files = sorted((self.root / "releases").rglob("*.md"))
        return [file.relative_to(self.root / "releases").as_posix().removesuffix(".md") for file in files]


def document(front: Mapping[str, object], body: str = "") -> str:
    """Return a Markdown file with front matter."""
    return f"---\n{yaml.safe_dump(dict(front), allow_unicode=True, sort_keys=False)}---\n{body}\n"


@dataclass(frozen=True)
class Site:
    """What a build gave: the output folder, and what it said."""

    out: Path
    status: str
    warnings: str

    def file(self, address: str) -> Path:
        path = self.out / address.strip("/")
        return path / "index.html" if path.suffix != ".html" and not path.is_file() else path

    def html(self, address: str) -> str:
        return self.file(address).read_text("utf-8")

    def page(self, address: str) -> HtmlElement:
        return lxml.html.document_fromstring(self.html(address))

    def pages(self) -> Iterator[tuple[str, HtmlElement]]:
        """Yield every page with its address."""
        for file in sorted(self.out.rglob("*.html")):
            if file.parts[len(self.out.parts)] not in {"_static", ".doctrees"}:
                address = file.relative_to(self.out).as_posix().removesuffix("index.html")
                yield address, lxml.html.document_fromstring(file.read_text("utf-8"))

    def files(self) -> dict[str, bytes]:
        """Return every file that a host would serve, and its bytes; empty folders end in a slash."""
        found: dict[str, bytes] = {}
        for path in sorted(self.out.rglob("*")):
            name = path.relative_to(self.out).as_posix()
            if name == ".buildinfo" or name.split("/")[0] == ".doctrees":
                continue
            if path.is_file():
                found[name] = path.read_bytes()
            elif not any(path.iterdir()):
                found[f"{name}/"] = b""
        return found

    def times(self) -> dict[str, int]:
        """Return when each file was last written."""
        return {name: (self.out / name).stat().st_mtime_ns for name in self.files()}


class Refused(Exception):  # noqa: N818  (an answer, not an error)
    """The archive was not built; the message is what its author was told."""


def publish_all(root: Path) -> None:
    """Put every release on disk into the ledger as it stands, as if it had been published like that."""
    lines = []
    for file in sorted((root / "releases").rglob("*.md")):
        path = file.relative_to(root).as_posix()
        with suppress(RecordError):
            draft = read_release(file.read_bytes(), path)
            reference = f"EX/{draft.front.date.year:04}/{crc32(draft.name.encode())}"  # its own for good
            title, embargo = draft.front.title, draft.front.embargo
            until = embargo.isoformat() if embargo else ""
            fingerprint, day = draft.fingerprint, str(draft.front.date)
            lines.append(Line(day, draft.name, reference, "live", fingerprint, title, until))
    (root / LEDGER).unlink(missing_ok=True)
    append(root, lines)


def build(
    root: Path,
    out: Path,
    *,
    jobs: int = 1,
    now: str = "",
    builder: str = "dirhtml",
    publish: bool = True,
    doctrees: Path | None = None,
    fresh: bool = False,
    overrides: Mapping[str, Any] | None = None,
    watch: Callable[[Sphinx], object] = lambda app: None,
) -> Site:
    """Build an archive in this process, as ``sphinx-build`` does; ``watch`` sees the application first.

    What is on disk counts as published, unless ``publish`` is false and the ledger is the test's own.

    Raises:
        Refused: with what the author is told.
    """
    if publish and root != REPOSITORY and (root / "releases").is_dir():
        publish_all(root)
    status, warning = io.StringIO(), io.StringIO()
    settings = dict(overrides or {}) | ({"press_now": now} if now else {})
    try:
        with patch_docutils(root), docutils_namespace():
            app = Sphinx(
                root,
                root,
                out,
                doctrees or out / ".doctrees",
                builder,
                confoverrides=settings,
                status=status,
                warning=warning,
                freshenv=fresh,
                parallel=jobs,
            )
            watch(app)
            app.build()
    except ArchiveError:
        raise Refused(_COLOUR.sub("", warning.getvalue())) from None
    return Site(out, _COLOUR.sub("", status.getvalue()), _COLOUR.sub("", warning.getvalue()))


def assert_clean(site: Site, archive: Archive, **how: Any) -> None:
    """Assert that a site is what a clean build of its archive is now."""
    with tempfile.TemporaryDirectory() as folder:
        clean = build(archive.root, Path(folder) / "site", **how)
        expected, found = clean.files(), site.files()
    more, missing = found.keys() - expected.keys(), expected.keys() - found.keys()
    assert not more, f"outputs that a clean build does not make: {sorted(more)}"
    assert not missing, f"outputs that are missing: {sorted(missing)}"
    wrong = [name for name in expected if found[name] != expected[name]]
    assert not wrong, "\n".join(_difference(name, found[name], expected[name]) for name in wrong)
    # Only a build that finds a site knows what that had.
    told = [line for line in site.warnings.splitlines() if "answered before and does not now" not in line]
    assert told == clean.warnings.splitlines()


def _difference(name: str, found: bytes, expected: bytes) -> str:
    clean, own = (text.decode(errors="replace").splitlines() for text in (expected, found))
    return "\n".join(difflib.unified_diff(clean, own, f"clean/{name}", f"found/{name}", n=0, lineterm=""))


def scanned(root: Path, *, now: str = "2026-05-24T12:00+00:00", publish: bool = True, **how: Any) -> Scanned:
    """Read and check an archive without building it; ``publish`` as for :func:`build`."""
    if publish:
        publish_all(root)
    return scan(settings.load(root, now), **how)


def words(element: HtmlElement) -> str:
    """Return the text of an element as a reader gets it, on one line."""
    return " ".join(element.text_content().split())


def texts(elements: Iterable[HtmlElement]) -> list[str]:
    return [words(element) for element in elements]


def complaints(read: Callable[[], object]) -> list[str]:
    """Return what reading something complains of, as an author sees it; nothing when it is good."""
    try:
        read()
    except RecordError as error:
        return [str(problem) for problem in error.problems]
    return []
