"""The blocks of a text, as MyST sees them; the words in them are of no matter here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: What may hold a paragraph that is cited by its number.
_OPEN = {"blockquote_open", "bullet_list_open", "ordered_list_open"}


def blocks(text: str) -> Sequence[Token]:
    """Return the blocks of a text without its front matter, in their order; each begins and ends."""
    return _parser().parse(text)


def numbered(text: str) -> int:
    """Count the paragraphs and points that are cited by number, as ``documents`` gives the numbers."""
    count = 0
    around: list[str] = []
    for token in blocks(text):
        if token.type in {"paragraph_open", "list_item_open"}:
            count += _OPEN.issuperset(around)
        elif token.type in {"fence", "colon_fence"} and token.info.strip() == "{epigraph}":
            count += numbered(token.content)
        if token.nesting == 1:
            around.append(token.type)
        elif token.nesting == -1:
            around.pop()
    return count


def literal(words: str) -> str:
    """Return what is printed of a paragraph as it stands: its letters, without the marks that are none."""
    (paragraph,) = _words().parseInline(words)
    return "".join(
        "\n" if token.type in {"softbreak", "hardbreak"} else token.content if token.type == "text" else ""
        for token in paragraph.children or ()
    )


@cache
def _words() -> MarkdownIt:
    """Return what reads the words of a paragraph; what has a backslash before it is told apart."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").disable("text_join")


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.colon_fence import colon_fence_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark").use(footnote_plugin, inline=False, move_to_end=False)
    parser.enable("table").disable(["html_block", "inline"])
    return parser.use(colon_fence_plugin).use(deflist_plugin)
