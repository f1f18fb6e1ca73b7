"""A page of a built site on paper: a tagged PDF (PDF/UA), made by WeasyPrint with the site's print style.

Only the site's own files are read; nothing is fetched. What the page's links lead to is the published
address, so that a link in the PDF works wherever it is opened. The same page gives the same bytes.
"""

from __future__ import annotations

import io
import logging
import mimetypes
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import lxml.html

from .. import addresses


class CannotPrint(Exception):  # noqa: N818  (an answer, not an error)
    """There is no engine to print with, or no such page; the message says which."""


def need_engine() -> None:
    """Load WeasyPrint, with which pages are printed.

    Raises:
        CannotPrint: it, or what it needs of the system, is missing.

    """
    try:
        with redirect_stdout(io.StringIO()):  # where Pango is missing, it prints advice of its own
            import weasyprint  # noqa: F401
    except (ImportError, OSError):  # OSError: the package is there and Pango is not
        raise CannotPrint(
            "printing needs WeasyPrint: pip install 'press-archive[pdf]'; on Debian also "
            "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        ) from None


def pdf(site: Path, base_url: str, page: str) -> bytes:
    """Print a page of a site.

    Arguments:
        site: the folder of a built site.
        base_url: the address at which it is published, with a slash at the end.
        page: the page's address in the site, as in ``releases/2014/05/azerbaijan``.

    Raises:
        CannotPrint: WeasyPrint, or what it needs of the system, is missing; or the site has no such page.

    """
    need_engine()
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    file = site / page / "index.html"
    if not file.is_file():
        raise CannotPrint(f"{site} has no {page}/; is it a built site, and up to date?")

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        """Serve the site's own files under its address, and nothing else."""

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            if not url.startswith(base_url):
                raise ValueError(f"not of this site: {url}")
            path = site / unquote(urlsplit(url.removeprefix(base_url)).path)
            if not path.resolve().is_relative_to(site.resolve()):
                raise ValueError(f"not of this site: {url}")
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, io.BytesIO(path.read_bytes()), {"Content-Type": kind})

    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it warns of every rule that is for screens
    content = file.read_text("utf-8")
    said = _said(content)
    address = addresses.url(base_url, page)
    document = HTML(string=content, base_url=address, url_fetcher=OwnFiles()).render(pdf_variant="pdf/ua-1")
    document.metadata.title = said.get("DC.title") or document.metadata.title
    document.metadata.authors = [creator] if (creator := said.get("DC.creator", "").rstrip(",")) else []
    document.metadata.created = said.get("DC.date")
    document.metadata.modified = said.get("article:modified_time")
    document.metadata.generator = None
    printed = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=address.encode())
    assert printed is not None
    return bytes(printed)


def _said(content: str) -> dict[str, str]:
    """Return what the head of a page says of it, by name."""
    head = lxml.html.document_fromstring(content).head
    said = ((item.get("name") or item.get("property", ""), item) for item in head.iterfind("meta"))
    return {name: item.get("content", "") for name, item in said}
