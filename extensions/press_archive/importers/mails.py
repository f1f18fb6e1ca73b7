"""Mails, and boxes of them: each with all of its texts, and with what is attached to it."""

from __future__ import annotations

import email
import email.policy
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage, Message, MIMEPart
from itertools import chain, pairwise
from typing import IO

from .carriers import is_known
from .plain import Block, Document, ImportProblem, Repair, squash
from .readers import DEPTH, FILE_LIMIT, UNPRINTABLE, Failure, checked, read_bytes, text_document
from .repair import decode, repair
from .webpages import read_html

#: How each mail of a box begins, and what comes next.
_FROM, _FIELD = re.compile(rb"From [^\n]*\d{4}"), re.compile(rb"[A-Za-z-]+:")


def read_box(name: str, file: IO[bytes], depth: int = 0) -> Iterator[Document | Failure]:
    """Read the mails of a box one by one: that of twenty years is larger than any release."""
    for number, mail in enumerate(_cut(file), 1):
        yield from read_bytes(f"{name}/{number}.eml", mail, kind="eml", depth=depth)


def _cut(file: IO[bytes]) -> Iterator[bytes]:
    mail: list[bytes] = []
    size = 0
    for line, following in pairwise(chain(file, [b""])):
        if _FROM.match(line) and _FIELD.match(following):
            if mail:
                yield b"".join(mail)
            mail, size = [], 0
        elif size <= FILE_LIMIT:  # what is longer is refused, and need not be held whole
            mail.append(line)
            size += len(line)
    yield b"".join(mail)


def read_mail(name: str, raw: bytes, depth: int) -> Iterator[Document | Failure]:
    """Read a mail with what is attached; ``depth`` says within how many files it is."""
    if depth > DEPTH:
        raise ImportProblem("mails within mails, too deep; save the inner one on its own")
    digest = hashlib.sha256(raw).hexdigest()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    texts = list(_texts(message))
    heads = [(field, _header(message, field)) for field in ("From", "To", "Date", "Subject")]
    top = Block(tuple(f"{field}: {value}" for field, value in heads if value), "menu")
    # A page that a browser saved as a mail: its address, and when it was saved.
    page = next(
        (said for part in texts if (said := _header(part, "Content-Location")).startswith("http")), ""
    )
    made = [_mail_text(name, part, digest) for part in texts]
    attached = [
        (part, part.get_filename() or f"{number}.eml")
        for number, part in enumerate(_others(message, texts), 1)
    ]
    unread = [called for part, called in attached if not _is_read(part, called)]
    warnings = [f"attachment: {called} was not read" for called in unread]
    if any(c.isalnum() for document in made for block in document.blocks for c in block.text):
        yield checked(
            Document(
                name,
                "eml",
                (*((top,) if top.lines else ()), *(block for document in made for block in document.blocks)),
                digest,
                title=_header(message, "Subject"),
                date="" if page else _header(message, "Date"),
                address=page,
                repairs=tuple(_in_a_row(made)),
                warnings=(*(warning for document in made for warning in document.warnings), *warnings),
            )
        )
    elif len(unread) == len(attached):
        raise ImportProblem("; ".join(["this mail holds no text", *warnings]))
    covered = "\n".join([_header(message, "Subject"), *(document.text for document in made)])
    for part, called in attached:
        for found in _attached(part, f"{name}/{called}", depth + 1) if called not in unread else ():
            if isinstance(found, Document):
                yield replace(found, covered=f"{covered}\n{found.covered}")
            else:
                yield found


def _attached(part: MIMEPart, name: str, depth: int) -> Iterator[Document | Failure]:
    payload = part.get_payload()
    if isinstance(payload, list) and payload and isinstance(payload[0], Message):
        yield from read_bytes(name, payload[0].as_bytes(), kind="eml", depth=depth)
    elif isinstance(data := part.get_payload(decode=True), bytes):
        yield from read_bytes(name, data, depth=depth)


def _texts(part: MIMEPart) -> Iterator[MIMEPart]:
    """Yield the texts of a mail: programs write one before a picture and one after it."""
    if part.get_content_type() == "multipart/alternative":
        plain, page = part.get_body(("plain",)), part.get_body(("html",))
        if plain and page and 2 * _size(plain) < _size(page):  # it only says that there is a page
            plain = None
        yield from filter(None, [plain or page])
    elif part.get_content_maintype() == "multipart":
        for inner in part.iter_parts():
            yield from _texts(inner)
    elif part.get_content_type() in {"text/plain", "text/html"} and not part.get_filename():
        yield part


def _size(part: MIMEPart) -> int:
    """Return about how many words a text of a mail has."""
    text = _payload(part)
    return len(re.sub(r"(?s)<(style|script|head)\b.*?</\1>|<[^>]*>", " ", text).split())


def _others(message: EmailMessage, texts: list[MIMEPart]) -> Iterator[MIMEPart]:
    """Yield what is attached to a mail; pictures in its text, as of signatures, are not."""
    for part in message.walk():
        named = part.get_filename() or part.get_content_type() == "message/rfc822"
        shown = part.get_content_maintype() == "image" and not part.is_attachment()
        if named and not shown and not any(part is text for text in texts):
            yield part


def _is_read(part: MIMEPart, called: str) -> bool:
    payload = part.get_payload(decode=True)
    return (isinstance(payload, bytes) and is_known(called)) or part.get_content_type() == "message/rfc822"


def _mail_text(name: str, part: MIMEPart, digest: str) -> Document:
    if part.get_content_subtype() == "html":
        return read_html(name, _payload(part), digest, address=_header(part, "Content-Location"))
    return text_document(name, _payload(part), digest)


def _in_a_row(documents: list[Document]) -> Iterator[Repair]:
    """Yield the repairs of several texts as those of one, in which they follow each other."""
    start = 0
    for document in documents:
        yield from (replace(mended, at=start + mended.at) for mended in document.repairs)
        start += len(document.text) + 2


def _header(message: MIMEPart, field: str) -> str:
    try:
        return squash(UNPRINTABLE.sub(" ", repair(str(message[field] or ""))[0]))
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        IndexError,
    ):  # a broken header is no reason to lose the mail
        return ""


def _payload(part: MIMEPart) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return str(part.get_payload())
    charset = part.get_content_charset() or "utf-8"
    try:
        return raw.decode(charset).replace("\r\n", "\n")
    except (LookupError, UnicodeDecodeError):
        return decode(raw)[0]
