"""WordPress exports (WXR): posts and pages, one at a time."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from .plain import Block, Document, ImportProblem, squash
from .webpages import read_html

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def _paragraph(part: str) -> str:
    """Make a paragraph as WordPress does when it shows a post: a new line is one unless an element says it all."""
    if not re.search(r"</?(?:ul|ol|li|table|tr|td|th|blockquote|pre|h[1-6])\b", part):
        part = re.sub(r"(?:<br ?/?>)? *\n", "<br>", part.strip())
    return f"<p>{part}</p>"


def read_wxr(name: str, file: BinaryIO) -> Iterator[Document]:
    """Read the posts and pages of a WordPress export, one at a time."""
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
                if child.tag != _CONTENT and isinstance(child.tag, str)
            }
            content = item.findtext(_CONTENT) or fields.get("description", "")
            item.clear(keep_tail=False)
            while item.getprevious() is not None:
                del item.getparent()[0]
            if fields.get("post_type", "post") not in {"post", "page"} or not content.strip():
                continue
            count += 1
            title = squash(fields.get("title", ""))
            if not re.search(r"<(?:p|div)\b", content):
                content = "".join(map(_paragraph, re.split(r"\n\s*\n", content)))
            digest = hashlib.sha256(f"{title}\n{content}".encode("utf-8", "replace")).hexdigest()
            page = read_html(
                f"{name}/{fields.get('post_name') or fields.get('post_id') or count}",
                content,
                digest,
                kind="wxr",
                address=fields.get("link", ""),
            )
            date = fields.get("post_date") or fields.get("pubDate", "")
            blocks = (Block((title,), "heading"), *page.blocks) if title else page.blocks
            yield Document(
                **{
                    **page.__dict__,
                    "blocks": blocks,
                    "title": title,
                    "date": date,
                    "address": fields.get("link", ""),
                }
            )
    except etree.XMLSyntaxError as error:
        raise ImportProblem(f"this export is damaged or cut short ({error.msg})") from None
    if not count:
        raise ImportProblem("no post was found in it; a WordPress export has one <item> for each")
