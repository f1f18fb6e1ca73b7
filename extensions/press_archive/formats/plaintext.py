"""A parsed Markdown text as plain text: its paragraphs, its lists with their signs, and lines of a width."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode


def blocks_of(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the paragraphs of parsed text as plain text."""
    for node in SyntaxTreeNode(tokens).children:
        yield from _block(node)


def _block(node: SyntaxTreeNode) -> Iterator[str]:
    if node.type in {"paragraph", "heading", "dt"}:
        yield "".join(_inline(child) for child in node.children)
    elif node.type in {"bullet_list", "ordered_list"}:
        lines = []
        for number, item in enumerate(node.children, int(node.attrs.get("start", 1))):
            mark = "-" if node.type == "bullet_list" else f"{number}{node.markup}"
            said = "\n".join(part for child in item.children for part in _block(child))
            lines.append(f"{mark} {textwrap.indent(said, ' ' * (len(mark) + 1)).lstrip()}")
        yield "\n".join(lines)
    elif node.type == "hr":
        yield "* * *"
    elif node.type == "tr":
        yield " | ".join("".join(_inline(child) for child in cell.children) for cell in node.children)
    elif node.type in {"fence", "colon_fence", "code_block"}:
        yield node.content.strip()
    else:
        for child in node.children:
            yield from _block(child)


def _inline(node: SyntaxTreeNode) -> str:
    if node.type in {"text", "code_inline"}:
        return node.content
    if node.type == "softbreak":
        return " "
    if node.type == "hardbreak":
        return "\n"
    words = "".join(_inline(child) for child in node.children)
    if node.type == "link":
        address = str(node.attrs["href"]).removeprefix("mailto:")
        return words if address in words else f"{words} <{address}>"
    return words


def wrapped(block: str, width: int) -> str:
    """Break the lines of a paragraph; those of a list stay set in, and a ``width`` of 0 breaks none."""
    if not width:
        return block
    wrapper = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False)

    def wrap(line: str) -> list[str]:
        wrapper.subsequent_indent = line[: len(line) - len(line.lstrip())]
        return wrapper.wrap(line) or [""]

    lines = map(wrap, block.split("\n"))
    return "\n".join(line for part in lines for line in part)
