"""Pages, whole or in pieces, as blocks; what stands beside the text of a page is kept apart."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from .plain import Block, Document, ImportProblem, squash
from .repair import repair
from .walker import Walker

#: Comments in the pages that Word and Google make of a text, and the signs that lead to them.
_COMMENTS = (
    "//*[contains(@style, 'mso-element:comment')] | //a[@class='msocomanchor']"
    " | //div[p/a[starts-with(@href, '#cmnt_ref')]] | //a[starts-with(@id, 'cmnt_ref')]"
)

#: What a browser writes into a page that it saves; of a page from a mail it knows no address.
_SAVED_FROM = re.compile(
    r"<!--\s*saved from url=\(\d+\)(?!http://internet\.e-mail)(https?://\S+?)\s*-->", re.IGNORECASE
)
#: The names by which pages say their date.
_DATES = frozenset(
    [
        "article:published_time",
        "datepublished",
        "dc.date",
        "dcterms.issued",
        "date",
        "pubdate",
        "dc.date.issued",
    ]
)


def read_html(name: str, text: str, digest: str, *, kind: str = "html", address: str = "") -> Document:
    """Read a page, or a piece of one; what stands beside its text is kept as ``menu`` blocks."""
    text, repairs = repair(text) if kind == "html" and "<" not in text else (text, ())
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):
        raise ImportProblem("no text was found in it") from None
    for comment in root.xpath(_COMMENTS):
        comment.drop_tree()
    head = _Head(root)
    saved = _SAVED_FROM.search(text[:4096])
    head.address = head.address or (saved[1] if saved else "")
    walker = Walker(word=kind in {"docx", "odt"}, address=head.base or head.address or address)
    blocks = walker.walk(root)
    # A page that is all links and forms is read whole: better a menu in the text than a text in the menu.
    said = sum(len(b.text) for b in blocks if b.kind not in {"menu", "picture"})
    if said < 200:
        blocks = [replace(b, kind="text") if b.kind == "menu" else b for b in blocks]
    if head.title and not any(squash(b.text) == head.title for b in blocks):
        blocks.insert(0, Block((head.title,), "menu"))
    mended, repairs = _mend(blocks)
    return Document(
        name,
        kind,
        tuple(mended),
        digest,
        title=head.title,
        date=head.date,
        address=head.address,
        language=head.language,
        repairs=repairs,
        warnings=tuple(walker.warnings),
    )


def _mend(blocks: list[Block]) -> tuple[list[Block], tuple[Any, ...]]:
    """Repair the blocks of a page as one text, so that each repair's place is a place in that text."""
    joined, repairs = repair("\n\n".join("\n".join(b.lines) for b in blocks))
    if not repairs:
        return blocks, ()
    parts = joined.split("\n\n")
    if len(parts) != len(blocks):
        return blocks, ()
    mended = [
        b
        if part == b.text
        else replace(b, lines=tuple(part.split("\n")), markdown=repair(b.markdown)[0] if b.markdown else "")
        for b, part in zip(blocks, parts, strict=True)
    ]
    return mended, repairs


class _Head:
    """What a page says of itself: its title, date, address, language, and from where its links start."""

    def __init__(self, root: Any) -> None:
        titles = root.xpath("//head/title/text() | //title/text()")
        self.title = squash(titles[0]) if titles else ""
        self.language = (root.get("lang") or "")[:2].lower()
        self.date = self.address = ""
        for meta in root.iter("meta"):
            key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
            value = squash(meta.get("content") or "")
            if key in _DATES:
                self.date = self.date or value
            elif key == "og:url":
                self.address = self.address or value
        base = next(root.iter("base"), None)
        self.base = "" if base is None else squash(base.get("href") or "")
        for link in root.iter("link"):
            if link.get("rel") == "canonical":
                self.address = link.get("href") or self.address
