"""A page cut into blocks, element by element; its links and emphasis are kept with the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from . import elements, lexicon
from .counting import COUNTED, counted, whole
from .lines import blocks_of
from .packages import struck
from .plain import LOOSE_TABLE, Block, BlockKind, is_figure, squash

#: The name by which a list of a Word file is marked (``numbering.py``).
_MARKED = re.compile(r"press (\d+) (\d+) (.+)")
#: What would be taken for the mark of an item, though it is the first of its words.
_LIKE_A_MARK = re.compile(rf"(?:\d+[.)]|[{lexicon.BULLETS}])\s")
#: A link whose words are the address that it leads to.
_SHOWN_ADDRESS = re.compile("\x02([^\x02-\x04]*)\x03(?:mailto:)?\\1/?\x04")
HIDDEN = "hidden: words that the page does not show are set aside; if a click shows them, put them back"


class Walker:
    """Cut a tree into blocks, without recursion: pages can be nested as deep as their makers were careless."""

    def __init__(self, *, word: bool, address: str) -> None:
        self._word, self._address = word, address
        #: What makes a list; in a file, ``ol`` holds the notes from the foot of its pages.
        self._list_tags = {"ul"} if word else {"ul", "ol"}
        self.blocks: list[Block] = []
        self.warnings: list[str] = []
        self._only_links: list[bool] = []  # which blocks are links and little else
        # What was said since the last block, plain and with links and emphasis; how much of it, and of its links.
        self._plain: list[str] = []
        self._rich: list[str] = []
        self._length = self._linked = 0
        # How many elements are open that stand beside the text, are silent, are links, are printed as typed.
        self._menu = self._quiet = self._link = self._pre = 0
        self._raised = ""  # the figures of the line above or below that is open
        self._kinds: list[BlockKind] = []  # what the open elements say that their text is
        self._tables: list[bool] = []  # those that are open, and whether they hold data or set out a page
        self._table: Any = None  # the one of them that is taken as it is,
        self._rows: list[list[tuple[str, str]]] = []  # and its cells, plain and with links and emphasis
        self._lists: list[_List] = []  # those that are open, the outermost first
        self._made = self._noted = 0  # how many lists there were, and notes from the foot of pages
        # The mark that the next block begins with, in how many lists it stands, and in which.
        self._mark, self._level, self._list = "", 0, 0

    def walk(self, root: Any) -> list[Block]:
        for event, node in etree.iterwalk(root, events=("start", "end", "comment")):
            if event == "comment":
                self._say(node.tail)
            elif event == "start":
                self._start(node)
            else:
                self._end(node)
                if node is not root:
                    self._say(node.tail)
        self._flush()
        if not self._word:  # a file has no menu
            self._link_lists()
        return self.blocks

    def _start(self, node: Any) -> None:
        tag = node.tag
        self._tell_of_hidden(node)
        if self._is_silent(node):
            self._quiet += 1
        if tag in elements.BLOCKS:
            self._flush()
        if elements.is_beside(node):
            self._menu += 1
        if kind := elements.kind_of(node):
            self._kinds.append(kind)
        if tag == "li":
            self._open_item(node)
        if tag in elements.STRUCK and not self._word and (text := squash(node.text_content())):
            self.warnings.append(struck(text))
        if tag in elements.PICTURES and not self._quiet:
            self._picture(squash(node.get("alt") or ""))
        if tag == "hr" and not self._menu and self._table is None:
            self._add(("* * *",), "rule", "")
        if tag == "br":
            self._plain.append("\n")
            self._rich.append("\n")
        elif self._word and not self._mark and (said := _MARKED.fullmatch(node.get("id") or "")):
            self._list, self._level, self._mark = int(said[1]), int(said[2]), f"{said[3]} "
            if self._table is not None and said[3] != "-":
                self._say(self._mark)
        elif tag == "a" and node.get("href"):
            self._link += 1
            self._rich.append("\x02")
        elif tag in elements.EMPHASIS:
            self._rich.append(elements.EMPHASIS[tag][0])
        elif tag in elements.RAISED:
            self._raised = elements.RAISED[tag]
        elif tag == "pre":
            self._pre += 1
        elif tag in self._list_tags:
            self._made += 1
            self._lists.append(_List(node, self._made))
            self._level, self._list = len(self._lists), self._made
        elif tag == "table" and self._table is None:
            self._open_table(node)
        elif tag == "tr" and self._table is not None:
            self._rows.append([])
        self._say(node.text)

    def _tell_of_hidden(self, node: Any) -> None:
        """Tell a person of what is not shown, and keep what the walk would pass over."""
        hidden = not self._quiet and node.tag not in elements.SILENT and elements.is_hidden(node)
        if hidden and (text := squash(node.text_content())):
            self._warn(HIDDEN)
            if self._is_silent(node):
                self._add((text,), "menu", "")

    def _open_item(self, item: Any) -> None:
        mark = self._lists[-1].mark(item) if self._lists else "-"
        self._level = len(self._lists) or 1
        if self._word and not self._lists:
            self._noted += 1
            mark, self._level = f"[{self._noted}]", 0
        self._mark = f"{mark} " * bool(mark)

    def _picture(self, said: str) -> None:
        if re.search(r"\w", said):
            self._add((said,), "menu" if self._menu else "picture", "", links_only=bool(self._link))

    def _warn(self, text: str) -> None:
        if text not in self.warnings:
            self.warnings.append(text)

    def _open_table(self, node: Any) -> None:
        """Take a table as it is where Markdown can say it; else it is read cell by cell, and a person is told."""
        self._tables.append(self._word or elements.holds_data(node))
        if elements.is_even(node) and not self._menu:
            self._table, self._rows = node, []
        elif self._tables[-1]:
            lines, cells = (len(node.xpath(f".//{tags}")) for tags in ("tr", "*[self::td or self::th]"))
            if 1 < lines < cells:
                self._warn(LOOSE_TABLE)

    def _close_table(self) -> None:
        plain, rich = ("\n".join("\t".join(cell[of] for cell in row) for row in self._rows) for of in (0, 1))
        self._add(tuple(plain.split("\n")), "table", rich)
        self._table = None

    def _end(self, node: Any) -> None:
        tag = node.tag
        if tag == "a" and node.get("href"):
            self._link -= 1
            href = squash(node.get("href"))
            with suppress(ValueError):  # no address at all
                href = href if href.startswith("#") else urljoin(self._address, href)
            self._rich.append(f"\x03{href}\x04")
        elif tag in elements.EMPHASIS:
            self._rich.append(elements.EMPHASIS[tag][1])
        if tag in elements.BLOCKS:
            self._flush()
        if tag in self._list_tags and self._lists:
            self._lists.pop()
            self._level, self._list = len(self._lists), self._lists[-1].number if self._lists else 0
        if tag == "li" or (self._word and (tag == "p" or tag in elements.HEADINGS)):
            self._level = len(self._lists)
            self._mark = ""  # an item that says nothing leaves its number to no other
        if tag in {"td", "th"} and self._table is not None:
            self._rows[-1].append((squash("".join(self._plain)), squash("".join(self._rich))))
            self._plain, self._rich = [], []
        if node is self._table:
            self._close_table()
        if tag == "table" and self._tables:
            self._tables.pop()
        if elements.kind_of(node):
            self._kinds.pop()
        if elements.is_beside(node):
            self._menu -= 1
        if self._is_silent(node):
            self._quiet -= 1
        if tag in elements.RAISED:
            self._raised = ""
        if tag == "pre":
            self._pre -= 1

    def _is_silent(self, node: Any) -> bool:
        """Whether an element says nothing here: also hidden words, and the arrow that the library puts behind a note."""
        if self._word and re.match(r"#(?:foot|end)note-ref-", node.get("href") or ""):
            return True
        return node.tag in elements.SILENT or (node.tag not in elements.BLOCKS and elements.is_hidden(node))

    def _say(self, text: str | None) -> None:
        if not text or self._quiet:
            return
        if not self._pre:
            text = re.sub(r"[ \r\n]+" if self._word else r"[ \t\r\n]+", " ", text)
            text = text.replace("\t", " " * 4)  # so that columns can be seen
        text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", text)
        if self._raised and text.isascii() and text.isdecimal():
            text = "".join(self._raised[int(figure)] for figure in text)
        self._plain.append(text)
        self._rich.append(text)
        size = len(text.strip())
        self._length += size
        self._linked += size if self._link else 0

    def _flush(self) -> None:
        if self._table is not None:  # its cells are kept by themselves
            return
        plain, rich = "".join(self._plain), "".join(self._rich)
        self._plain, self._rich = [], []
        linked, length = self._linked, self._length
        self._linked = self._length = 0
        if self._pre and not self._menu and _SHOWN_ADDRESS.sub(r"\1", rich) == plain:
            typed = blocks_of(plain)
            self.blocks += typed
            self._only_links += [False] * len(typed)
            return
        for part, rich_part in _paragraphs(plain, rich):
            lines = tuple(line for raw in part.split("\n") if (line := raw.strip()))
            if not lines:
                continue
            kind: BlockKind = "menu" if self._menu else self._kinds[-1] if self._kinds else "text"
            level = self._level if kind != "heading" else 0
            if self._mark and kind not in {"menu", "picture"}:
                kind = "item" if level else kind
                if self._mark != "- " or _LIKE_A_MARK.match(lines[0]):
                    lines = (self._mark + lines[0], *lines[1:])
                    rich_part = self._mark + rich_part.lstrip()  # noqa: PLW2901
                if self._lists and self._lists[-1].guessed:
                    self._warn(COUNTED)
                self._mark = ""
            if kind == "text" and any(self._tables) and is_figure(part):
                kind = "cell"
            if kind == "heading":
                rich_part = re.sub("[\x05-\x08]", "", rich_part)  # noqa: PLW2901  (it stands out as it is)
            self._add(lines, kind, rich_part, level, links_only=bool(length) and linked > 0.8 * length)

    def _add(
        self, lines: tuple[str, ...], kind: BlockKind, rich: str, level: int = 0, *, links_only: bool = False
    ) -> None:
        rich = rich.strip(" \xa0\n")
        said = "[\x02\x05\x07]" + "|\n" * (kind == "item")
        self.blocks.append(Block(lines, kind, rich if re.search(said, rich) else "", level, self._list))
        self._only_links.append(links_only)

    def _link_lists(self) -> None:
        """Three short blocks in a row that are nothing but links are a menu."""
        run: list[int] = []
        for index in range(len(self.blocks) + 1):
            if index < len(self.blocks) and self._only_links[index] and len(self.blocks[index].text) < 90:
                run.append(index)
                continue
            if len(run) >= 3:
                for at in run:
                    self.blocks[at] = Block(self.blocks[at].lines, "menu")
            run = []


class _List:
    """A list that is open, and the mark that a browser prints before its next item."""

    def __init__(self, node: Any, number: int) -> None:
        self.number = number
        said = re.search(r"list-style(?:-type)?:\s*([\w-]+)", node.get("style") or "")
        self._style = said[1] if said else node.get("type") or ""
        self._points = node.tag == "ul" or self._style in {"none", "disc", "circle", "square"}
        self.guessed = not self._points and not self._style
        self._step = 1 if node.get("reversed") is None else -1
        self._next = whole(node.get("start"), 1 if self._step == 1 else len(node.findall("li")))

    def mark(self, item: Any) -> str:
        if (mark := item.get(elements.MARK)) is not None:
            return str(mark)
        count = whole(item.get("value"), self._next)
        self._next = count + self._step
        return "-" if self._points else f"{counted(count, self._style)}."


#: Line breaks with nothing between them but the signs of links and emphasis.
_BREAKS = re.compile("(\n(?:[ \xa0\n\x02\x05-\x08]|\x03[^\x04]*\x04)*\n[ \xa0]*)")


def _paragraphs(plain: str, rich: str) -> Iterator[tuple[str, str]]:
    """Two line breaks in a row were how pages without paragraphs made them.

    What is emphasised over them is so in each paragraph; of a link over them, its end is one.
    """
    texts, opened = _BREAKS.split(rich), ""
    for part, text, gap in zip(_BREAKS.split(plain)[::2], texts[::2], [*texts[1::2], ""], strict=True):
        said = opened + text + re.sub("[ \xa0\n]+", "", gap)
        opened = "\x02" * (said.count("\x02") > said.count("\x03"))
        for begin, end in ("\x05\x06", "\x07\x08"):
            if said.count(begin) > said.count(end):
                said, opened = said + end, opened + begin
        yield part, said
