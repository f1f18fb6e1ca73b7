"""Web archives: where a page that is gone can still be read."""

from __future__ import annotations

from urllib.parse import urlsplit

from .records import PartialDate

#: Where copies of pages are kept under the address of the page.
WEB_ARCHIVES = frozenset(
    {
        "web.archive.org",
        "archive.org",
        "archive.ph",
        "archive.today",
        "archive-it.org",
        "wayback.archive-it.org",
        "webarchive.nationalarchives.gov.uk",
        "webarchive.loc.gov",
    }
)


def is_copy(address: str) -> bool:
    """Whether an address is that of a copy in a web archive."""
    return urlsplit(address).hostname in WEB_ARCHIVES


def nearest_copy(address: str, date: PartialDate) -> str:
    """Return where the Internet Archive shows the copy of a page that is nearest to a date, if it has one.

    Web archives take as much of a time stamp as is known (RFC 7089 calls the page a memento).
    """
    return f"https://web.archive.org/web/{str(date).replace('-', '')}/{address}"
