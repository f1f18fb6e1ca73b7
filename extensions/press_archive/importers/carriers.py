"""What a file is, told by its first bytes where they say it, else by its name."""

from __future__ import annotations

import re
from pathlib import Path

from .packages import LOCKED

#: What a file is by the end of its name: a kind that has a reader, or one of which :data:`NOT_READ` says what to do.
_SUFFIXES = {
    suffix: kind
    for kind, suffixes in {
        "text": ("", ".txt", ".text"),
        "markdown": (".md", ".markdown"),
        "html": (".html", ".htm", ".xhtml", ".php", ".asp", ".aspx"),
        "docx": (".docx", ".docm"),
        "odt": (".odt", ".ott"),
        "pdf": (".pdf",),
        "eml": (".eml",),
        "msg": (".msg",),
        "mbox": (".mbox",),
        "wxr": (".xml", ".wxr"),
        "zip": (".zip",),
        "doc": (".doc",),
        "rtf": (".rtf",),
        "other": (".wpd", ".wp5", ".wps", ".pages", ".sxw", ".sdw", ".fodt", ".abw", ".cwk", ".lwp"),
        "binary": (".css", ".js", ".json", ".svg", ".csv", ".ics", ".vcf", ".url"),
    }.items()
    for suffix in suffixes
}
#: The carriers that have no reader, and what a person can do.
NOT_READ = {
    "doc": "an old Word file (.doc); open it in a word processor and save it as .docx",
    "rtf": "a rich text file (.rtf); open it in a word processor and save it as .docx",
    "msg": "an Outlook message (.msg); save it as .eml, or as text",
    "other": "a text of another word processor; open it in one that reads it and save it as .docx",
    "xml": "an XML file that is no page and no WordPress export; if a word processor wrote it, save it as .docx",
    "locked": LOCKED,
    "binary": "not a text, page, mail, Word, OpenDocument, PDF or WordPress file",
}
#: Three fields of a mail's head.
_MAIL = re.compile(
    rb"(?:(?:from|to|subject|date|received|return-path|delivered-to|message-id|mime-version|x-[\w-]+|content-type):[^\n]*\r?\n(?:[ \t][^\n]*\n)*){3}"
)
#: Letters with a zero byte beside each, as UTF-16 has them.
_WIDE = re.compile(rb"(?:[\x09-\x7e]\0){8}|(?:\0[\x09-\x7e]){8}|\xff\xfe|\xfe\xff")
_TAG = re.compile(rb"</?(?:p|div|br|td|a|span|h[1-6])\b[^>]*>")


def is_known(name: str) -> bool:
    """Whether a file is of a kind that has a reader, or of which it can be said what to do, by its name."""
    return _SUFFIXES.get(Path(name).suffix.lower(), "binary") != "binary"


def sniff(name: str, head: bytes) -> str:
    """Return the carrier of a file."""
    named = _SUFFIXES.get(Path(name).suffix.lower())
    if named in {"binary", "other"}:
        return named
    if head.startswith(b"%PDF") or b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(named, head)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "msg" if named == "msg" else "doc" if named else "binary"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if named in {"docx", "odt", "pdf", "zip"}:
        return named  # named so, yet not so: its reader says what is wrong
    return _text(named, head)


def _package(named: str | None, head: bytes) -> str:
    """Tell what a package is: a text, or an archive of files."""
    if b"application/vnd.oasis.opendocument.text" in head:
        return "odt"
    if named == "zip":
        return "zip"
    if named is None and (b"xl/" in head or b"ppt/" in head):
        return "binary"  # a table, or slides
    if named == "docx" or b"word/" in head or b"[Content_Types].xml" in head:
        return "docx"
    return "zip" if named else "binary"  # a book, or whatever else is packed


def _text(named: str | None, head: bytes) -> str:
    """Tell what a file is that begins with letters: by what it says first, else by its name."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:2000].lower()
    if text.startswith((b"<?xml", b"<rss")) and (b"wordpress.org/export" in head or b"<rss" in text):
        return "wxr"
    if text.startswith(b"<?xml") and b"<html" not in head.lower():
        return "xml"
    if text.startswith((b"<!doctype html", b"<html", b"<?xml")):
        return "html"
    sent = b"\nmime-version:" in text or b"message-id:" in text or b"received:" in text
    if named in {"text", None} and sent and _MAIL.match(text):
        return "eml"
    if named == "mbox" or (head.startswith(b"From ") and b"\nSubject:" in head):
        return "mbox"
    if named not in {"text", "markdown", "eml"} and b"<html" in text:
        return "html"
    if named == "text" and len(_TAG.findall(text)) > 4:
        return "html"
    if named is None and b"\0" in head and not _WIDE.match(head):
        return "binary"
    return "html" if named == "wxr" else named or "text"
