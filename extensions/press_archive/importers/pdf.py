"""PDFs that hold text."""

from __future__ import annotations

import io

from .plain import Document, ImportProblem, squash
from .repair import repair

#: The most that one may have.
PAGES = 300


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
