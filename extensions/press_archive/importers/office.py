"""Word files and PDFs with text: no picture, macro or entity of theirs is opened."""

from __future__ import annotations

import io
import zipfile
import zlib

from .plain import Document, ImportProblem, squash
from .repair import repair
from .webpages import read_html

#: The most pages of a PDF, and the most that the parts of a Word file may unpack to.
PAGES, DOCX_PARTS = 300, 60_000_000


def read_docx(name: str, raw: bytes, digest: str) -> Document:
    """Read a Word file: its text, headings, lists and links; no picture, macro or entity is opened."""
    import mammoth

    warnings = []
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            members = package.infolist()
            if sum(m.file_size for m in members if m.filename.endswith((".xml", ".rels"))) > DOCX_PARTS:
                raise ImportProblem(
                    "this Word file unpacks to more than any release; save it again without what is not text"
                )
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    with package.open(member) as part:
                        data = part.read(DOCX_PARTS)
                    if (
                        b"<!DOCTYPE" in data
                        or b"<!ENTITY" in data
                        or "<!DOCTYPE".encode("utf-16-le") in data
                        or "<!ENTITY".encode("utf-16-be") in data
                    ):
                        raise ImportProblem(
                            "this Word file declares XML entities, which no word processor writes; it was not opened"
                        )
            if any(m.filename.lower().endswith("vbaproject.bin") for m in members):
                warnings.append("the file holds macros; they were not run and are not kept")
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise ImportProblem(f"this Word file is damaged or cut short ({error})") from None
    except zlib.error as error:
        raise ImportProblem(f"this Word file is damaged or cut short ({error})") from None
    try:
        page = mammoth.convert_to_html(
            io.BytesIO(raw), convert_image=lambda image: [], include_default_style_map=True
        )
    except ImportProblem:
        raise
    except Exception as error:
        raise ImportProblem(
            f"this Word file is damaged or cut short ({type(error).__name__}: {str(error)[:100]})"
        ) from None
    document = read_html(name, page.value or "<p></p>", digest, kind="docx")
    return Document(**{**document.__dict__, "warnings": tuple(warnings)})


def read_pdf(name: str, raw: bytes, digest: str) -> Document:
    """Read a PDF that has text; a picture of text holds none."""
    import logging

    import pypdf

    from .lines import blocks_of

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ImportProblem("this PDF is locked with a password")
        if len(reader.pages) > PAGES:
            raise ImportProblem(f"this PDF has {len(reader.pages)} pages; the most for a release is {PAGES}")
        text = "\n\n".join(page.extract_text() or "" for page in reader.pages)
        info = reader.metadata
        title = squash(str(info.title)) if info and info.title else ""
    except ImportProblem:
        raise
    except Exception as error:
        raise ImportProblem(
            f"this PDF is damaged or cut short ({type(error).__name__}: {str(error)[:100]})"
        ) from None
    text, repairs = repair(text.encode("utf-8", "replace").decode())
    return Document(name, "pdf", blocks_of(text), digest, title=title, repairs=repairs)
