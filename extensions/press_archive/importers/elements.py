"""What the elements of a page are: blocks or parts of a line, text or beside it, data or only set out."""

from __future__ import annotations

import re
from typing import Any

from .plain import BlockKind, is_figure, squash

HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
BLOCKS = HEADINGS | {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "legend", "li",
    "main", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "title", "tr", "ul",
}  # fmt: skip
SILENT = frozenset([
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas",
    "audio", "video", "head",
])  # fmt: skip
#: What is shown as a picture, or is a part of one; what it says is in ``alt``.
PICTURES = frozenset(["img", "area", "input"])
_BESIDE = frozenset(["nav", "footer", "aside", "button", "select", "form", "menu"])
_BESIDE_ROLES = frozenset(["navigation", "banner", "contentinfo", "search", "complementary"])
_MENU_NAME = re.compile(
    r"(?:^|[\s_-])(?:menu|nav(?:bar|igation)?|share|sharing|social|breadcrumbs?|sidebar|footer|cookie\w*|related|comments?|subscribe|widget|addtoany|skip-link|search-form|pagination|tags?-links|copyright|banner|masthead)(?:$|[\s_-])",
    re.IGNORECASE,
)
#: What is not shown: in mails, a line for lists of mails; in pages, what a click opens.
_HIDDEN = re.compile(r"(?:display|visibility)\s*:\s*(?:none|hidden)|mso-hide\s*:\s*all", re.IGNORECASE)
#: Figures above and below the line: "122" and the note 3 behind it must not become 1,223.
RAISED = {"sup": "⁰¹²³⁴⁵⁶⁷⁸⁹", "sub": "₀₁₂₃₄₅₆₇₈₉"}
#: How emphasis stands in a block's ``markdown``.
EMPHASIS = {"em": ("\x05", "\x06"), "i": ("\x05", "\x06"), "strong": ("\x07", "\x08"), "b": ("\x07", "\x08")}
#: What is struck through; of word processors' files it is known before they become a page.
STRUCK = frozenset(["del", "s", "strike"])
#: The attribute by which an item of an OpenDocument text has its mark (``opendocument.py``).
MARK = "press-mark"


def is_hidden(node: Any) -> bool:
    return node.get("hidden") is not None or _HIDDEN.search(node.get("style") or "") is not None


def is_beside(node: Any) -> bool:
    """Whether an element stands beside the text: a menu, a form, the foot of the page."""
    if node.tag in {"html", "body", "main", "article"}:
        return False
    if node.tag in _BESIDE or node.get("role") in _BESIDE_ROLES or is_hidden(node):
        return True
    named = f"{node.get('class') or ''} {node.get('id') or ''}"
    return bool(
        len(named) > 2 and node.tag not in {"p", "h1", "h2", "span", "td"} and _MENU_NAME.search(named)
    )


def is_even(table: Any) -> bool:
    """Whether a table has as many cells in each row, each with a line of text; and is no menu."""
    more = ("table", "ul", "ol", "img", "br", "p[2]", "*[@colspan]", "*[@rowspan]")
    if any(table.find(f".//{what}") is not None for what in more):
        return False
    linked = sum(len(squash(link.text_content())) for link in table.iter("a"))
    if linked > 0.8 * len(squash(table.text_content())):
        return False
    rows = [[squash(cell.text_content()) for cell in row.iter("td", "th")] for row in table.iter("tr")]
    even = len(rows) > 1 and len({len(row) for row in rows}) == 1 and len(rows[0]) > 1
    return even and all(len(cell) < 200 for row in rows for cell in row)


def holds_data(table: Any) -> bool:
    """Whether a table of a page says what its cells are, or has figures in them; others only set out the page."""
    if table.find(".//table") is not None:
        return False
    cells = (squash(cell.text_content()) for cell in table.iter("td"))
    return table.find(".//th") is not None or sum(is_figure(cell) for cell in cells) > 1


def kind_of(node: Any) -> BlockKind | None:
    """Return what the text in an element is, if it says so; the caption of a table is a text."""
    if node.tag in HEADINGS:
        return "heading"
    if node.tag == "blockquote":
        return "quote"
    captioned = node.getparent() if node.tag == "figcaption" else None
    return "picture" if captioned is not None and captioned.find(".//img") is not None else None
