"""From files to plain documents: the reader of each carrier, and how much it may be given.

Every reader is a well-kept library behind one small function; none opens a network connection, follows an
entity out of the file or runs what the file holds. Sizes are checked before memory is spent.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, NamedTuple

from .carriers import NOT_READ, sniff
from .plain import Block, Document, ImportProblem
from .repair import decode, repair

#: What one release can be: the archive's own limit for a release file leaves room for its front matter.
TEXT_LIMIT = 450_000
#: What one file can be before it is opened at all.
FILE_LIMIT = 40_000_000
#: What an archive may unpack to, how many files it may hold and how deep archives may nest.
ZIP_TOTAL, ZIP_FILES, ZIP_RATIO, DEPTH = 2_000_000_000, 20_000, 200, 3

#: Files that systems and word processors (``~$``, while a file is open) put beside others.
_HIDDEN = (".", "__MACOSX", "~$", "Thumbs.db", "desktop.ini")
#: What programs that make sites of Markdown write over a text, and what of it is of use.
_FRONT = re.compile(r"---[ \t]*\n(.+?)\n---[ \t]*\n", re.DOTALL)
_FIELD = re.compile(r"^(title|date):[ \t]*+[\"']?(.*?\S)[\"']?[ \t]*$", re.MULTILINE)
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class Failure(NamedTuple):
    """A file, or a member of one, that could not be read, and why."""

    name: str
    reason: str
    sha256: str = ""


def files(paths: list[Path]) -> Iterator[Path]:
    """Yield the files that were named, and those in folders that were, in a fixed order; hidden ones left out."""
    for path in paths:
        if path.is_dir():
            inside = [
                p
                for p in path.rglob("*")
                if (p.is_file() or (p.is_symlink() and not p.is_dir()))  # one that leads nowhere is named
                and not any(part.startswith(_HIDDEN) for part in p.relative_to(path).parts)
            ]
            yield from sorted(inside)
        else:
            yield path


def read_path(path: Path, name: str = "") -> Iterator[Document | Failure]:
    """Read the documents of one file."""
    name = name or path.name
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            kind = sniff(path.name, file.read(4096))
            file.seek(0)
            if kind == "zip":
                yield from _zip(name, file, 1)
            elif kind == "wxr":
                yield from _wxr(name, file)
            elif kind == "mbox" and size:
                from .mails import read_box

                yield from read_box(name, file)
            elif size > _limit(kind):
                yield Failure(name, _too_large(size, _limit(kind), kind))
            else:
                yield from read_bytes(name, file.read(), kind=kind)
    except OSError as error:
        yield Failure(name, f"cannot be opened: {error.strerror or error}")


def read_bytes(name: str, raw: bytes, *, kind: str = "", depth: int = 0) -> Iterator[Document | Failure]:
    """Read the documents of one file from its bytes; whatever is wrong with it becomes a :class:`Failure`."""
    digest = hashlib.sha256(raw).hexdigest()
    kind = kind or sniff(name, raw[:4096])
    try:
        if len(raw) > _limit(kind):
            raise ImportProblem(_too_large(len(raw), _limit(kind), kind))
        if not raw:
            raise ImportProblem("this file is empty")
        if kind == "doc" and "EncryptedPackage".encode("utf-16-le") in raw:
            kind = "locked"
        if kind in NOT_READ:
            raise ImportProblem(NOT_READ[kind])
        if kind == "zip":
            yield from _zip(name, io.BytesIO(raw), depth + 1)
        elif kind == "wxr":
            yield from _wxr(name, io.BytesIO(raw))
        elif kind == "mbox":
            from .mails import read_box

            yield from read_box(name, io.BytesIO(raw), depth)
        elif kind == "eml":
            from .mails import read_mail

            yield from read_mail(name, raw, depth)
        else:
            yield _one(name, raw, kind, digest)
    except ImportProblem as problem:
        yield Failure(name, str(problem), digest)
    except (
        ValueError,
        LookupError,
        OSError,
        RecursionError,
        MemoryError,
        TypeError,
        AttributeError,
        AssertionError,
        zipfile.BadZipFile,
    ) as error:
        # A damaged file can trip a library in any of these ways; it is the file's fault, and said so.
        yield Failure(
            name,
            f"this {kind} file is damaged or cut short ({type(error).__name__}: {str(error)[:120]})",
            digest,
        )


def _limit(kind: str) -> int:
    return 4 * TEXT_LIMIT if kind in {"text", "markdown"} else FILE_LIMIT


def _too_large(size: int, limit: int, kind: str) -> str:
    return f"too large to be one release: {size / 1e6:.1f} MB, and the most for a {kind} file is {limit / 1e6:.1f} MB; cut it into its releases first"


def _one(name: str, raw: bytes, kind: str, digest: str) -> Document:
    if kind == "html":
        from .webpages import read_html

        text, looks = decode(raw, page=True)
        document = read_html(name, text, digest)
        document = replace(document, warnings=(*looks, *document.warnings))
    elif kind == "docx":
        from .office import read_docx

        document = read_docx(name, raw, digest)
    elif kind == "odt":
        from .opendocument import read_odt

        document = read_odt(name, raw, digest)
    elif kind == "pdf":
        from .pdf import read_pdf

        document = read_pdf(name, raw, digest)
    else:
        text, looks = decode(raw)
        document = replace(text_document(name, text, digest, kind), warnings=looks)
    return checked(document)


def checked(document: Document) -> Document:
    """Refuse what holds no words, or too many for one release."""
    size = sum(len(block.text) for block in document.blocks)
    if size > TEXT_LIMIT:
        raise ImportProblem(
            f"too long to be one release: {size:,} characters, and the most is {TEXT_LIMIT:,}; cut it into its releases first"
        )
    if not any(c.isalnum() for block in document.blocks if block.kind != "picture" for c in block.text):
        scan = "; if it holds a picture of a text, run text recognition on that first"
        raise ImportProblem(f"no text was found in it{scan * (document.format in {'pdf', 'docx', 'odt'})}")

    def clean(text: str) -> str:
        return UNPRINTABLE.sub(" ", text)

    return replace(
        document,
        name=clean(document.name),
        title=clean(document.title),
        date=clean(document.date),
        address=clean(document.address),
    )


def text_document(name: str, text: str, digest: str, kind: str = "text") -> Document:
    """Make a document of plain text or Markdown."""
    from .lines import blocks_of

    text, repairs = repair(text)
    markdown = kind == "markdown"
    front = _FRONT.match(text) if markdown else None
    said = dict(_FIELD.findall(front[1])) if front else {}
    head = [Block(tuple(front[1].split("\n")), "menu")] if front else []
    head += [Block((said["title"],), "heading")] if "title" in said else []
    return Document(
        name,
        kind,
        (*head, *blocks_of(text[front.end() :] if front else text, markdown=markdown)),
        digest,
        title=said.get("title", ""),
        date=said.get("date", ""),
        repairs=repairs,
        markdown=markdown,
    )


def _zip(name: str, file: BinaryIO, depth: int) -> Iterator[Document | Failure]:
    if depth > DEPTH:
        yield Failure(name, f"archives within archives more than {DEPTH} deep; unpack it first")
        return
    try:
        archive = zipfile.ZipFile(file)
        members = [m for m in archive.infolist() if not m.is_dir()]
    except (
        zipfile.BadZipFile,
        ValueError,
        OSError,
        NotImplementedError,
        MemoryError,
        UnicodeDecodeError,
    ) as error:
        yield Failure(name, f"this zip file is damaged or cut short ({error})")
        return
    unpacked = sum(m.file_size for m in members)
    if len(members) > ZIP_FILES or unpacked > ZIP_TOTAL:
        yield Failure(
            name,
            f"unpacks to {len(members):,} files and {unpacked / 1e6:,.0f} MB; the most is {ZIP_FILES:,} files and {ZIP_TOTAL / 1e6:,.0f} MB",
        )
        return
    for member in sorted(members, key=lambda m: m.filename):
        inner = f"{name}/{member.filename}"
        parts = Path(member.filename).parts
        if any(part.startswith(_HIDDEN) for part in parts):
            continue
        if member.file_size > FILE_LIMIT or member.file_size > ZIP_RATIO * max(member.compress_size, 1000):
            yield Failure(
                inner,
                f"unpacks from {member.compress_size:,} to {member.file_size:,} bytes; left out, as that is no release",
            )
            continue
        try:
            with archive.open(member) as stream:
                raw = stream.read(FILE_LIMIT + 1)
        except Exception as error:  # whatever a damaged member trips
            yield Failure(inner, f"cannot be unpacked ({error})")
            continue
        yield from read_bytes(inner, raw, depth=depth)


def _wxr(name: str, file: BinaryIO) -> Iterator[Document | Failure]:
    from .wordpress import read_wxr

    try:
        for document in read_wxr(name, file):
            try:
                yield checked(document)
            except ImportProblem as problem:
                yield Failure(document.name, str(problem), document.sha256)
    except ImportProblem as problem:
        yield Failure(name, str(problem))
