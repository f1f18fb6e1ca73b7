"""WordPress exports (WXR): posts and pages, one at a time."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from lxml import etree

from ..records import quoted
from .plain import Block, Document, ImportProblem, squash
from .webpages import read_html

#: What WordPress puts something in place of: ``[gallery ids="1,2"]``, and ``[caption …]`` with ``[/caption]``.
_SHORTCODE = re.compile(r"\[(/?)([a-z][a-z0-9_-]*)((?:\s[^\[\]]*)?)\]", re.IGNORECASE)
#: A picture with its caption, and what WordPress prints for it.
_CAPTIONED = re.compile(
    r"\[(caption|wp_caption)\b[^\[\]]*\]\s*((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)([^\[]*)\[/\1\]",
    re.IGNORECASE,
)
_FIGURE = r"<figure>\2<figcaption>\3</figcaption></figure>"
_VALUE = re.compile(r"\w=[\"'\w&]")
_OWN_SHORTCODES = frozenset(["audio", "caption", "embed", "gallery", "playlist", "video", "wp_caption"])
SHORTCODES = "shortcodes: WordPress printed something in their place; they are set aside"
#: What WordPress, and the plug-in for fields, keep as posts that are no texts.
_NO_TEXT = re.compile(
    r"(?:attachment|custom_css|customize_changeset|nav_menu_item|oembed_cache|revision|user_request|wp_.*|acf-.*)$"
)
_EXCERPT = "{http://wordpress.org/export/1.2/excerpt/}encoded"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def _paragraph(part: str) -> str:
    """Make a paragraph as WordPress does when it shows a post: a new line is one unless an element says it all."""
    if not re.search(r"</?(?:ul|ol|li|table|tr|td|th|blockquote|pre|h[1-6])\b", part):
        part = re.sub(r"(?:<br ?/?>)? *\n", "<br>", part.strip())
    return f"<p>{part}</p>"


def _without_shortcodes(content: str) -> tuple[str, list[str]]:
    """Take out the signs by which WordPress has its plug-ins print something, not what stands between two of them.

    What has no value and no end is a word in brackets: ``[sic]``.
    """
    closed = {match[2].lower() for match in _SHORTCODE.finditer(content) if match[1]}
    found: list[str] = []

    def take(match: re.Match[str]) -> str:
        if match[2].lower() not in closed | _OWN_SHORTCODES and not _VALUE.search(match[3]):
            return match[0]
        found.append(match[0])
        return ""

    return _SHORTCODE.sub(take, content), found


def _plain(content: str) -> str:
    """Return the words of a piece of a page."""
    return squash(html.unescape(re.sub(r"<[^>]*>", " ", content)))


def read_wxr(name: str, file: BinaryIO) -> Iterator[Document]:
    """Read the texts of a WordPress export, one at a time: posts, pages, and what a site has beside these."""
    count = 0
    try:
        for _, item in etree.iterparse(
            file,
            events=("end",),
            tag="item",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            recover=True,
            huge_tree=False,
        ):
            fields = {
                str(child.tag).rpartition("}")[2]: (child.text or "")
                for child in item
                if child.tag not in {_CONTENT, _EXCERPT} and isinstance(child.tag, str)
            }
            content = item.findtext(_CONTENT) or fields.get("description", "")
            excerpt = item.findtext(_EXCERPT) or ""
            content = content if content.strip() else excerpt
            item.clear(keep_tail=False)
            while item.getprevious() is not None:
                del item.getparent()[0]
            if _NO_TEXT.match(fields.get("post_type", "post")) or fields.get("status") == "auto-draft":
                continue
            count += 1
            called = fields.get("post_name") or fields.get("post_id") or count
            yield _post(f"{name}/{called}", fields, content, excerpt)
    except etree.XMLSyntaxError as error:
        raise ImportProblem(f"this export is damaged or cut short ({error.msg})") from None
    if not count:
        raise ImportProblem("no post was found in it; a WordPress export has one <item> for each")


def _post(name: str, fields: dict[str, str], content: str, excerpt: str) -> Document:
    """Read one post; of one without a text there is none."""
    title = squash(fields.get("title", ""))
    if not re.search(r"<(?:p|div)\b", content):
        content = "".join(map(_paragraph, re.split(r"\n\s*\n", content)))
    digest = hashlib.sha256(f"{title}\n{content}".encode("utf-8", "replace")).hexdigest()
    content, shortcodes = _without_shortcodes(_CAPTIONED.sub(_FIGURE, content))
    within = f"<div>{content}</div>"  # of a comment alone there is no page
    page = read_html(name, within, digest, kind="wxr", address=fields.get("link", ""))
    excerpt = _plain(excerpt)
    beside = [*map(_plain, shortcodes), *([excerpt] if excerpt not in squash(page.text) else [])]
    head = [Block((title,), "heading")] if title and page.blocks else []
    return replace(
        page,
        blocks=(*(Block((text,), "menu") for text in beside), *head, *page.blocks),
        warnings=(*page.warnings, *([SHORTCODES] if shortcodes else ()), *_unseen(fields)),
        title=title,
        date=fields.get("post_date") or fields.get("pubDate", ""),
        address=fields.get("link", ""),
    )


def _unseen(fields: dict[str, str]) -> Iterator[str]:
    """Say why a post may be no release: readers never saw it, or it is of a kind that only this site knows."""
    if (status := fields.get("status", "publish")) != "publish":
        yield f"status: {quoted(status)} in WordPress; readers never saw it there"
    if fields.get("post_password"):
        yield "status: under a password in WordPress; others never saw it there"
    if (kind := fields.get("post_type", "post")) not in {"post", "page"}:
        yield f"type: {quoted(kind)} in WordPress, neither a post nor a page"
