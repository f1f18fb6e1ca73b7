"""Pages, whole or in pieces, as blocks; what stands beside the text of a page is kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from lxml import etree
from lxml import html as lxml_html

from . import lexicon
from .counting import counted, whole
from .lines import blocks_of
from .packages import struck
from .plain import Block, BlockKind, Document, ImportProblem, is_figure, squash
from .repair import repair

_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_BLOCKS = _HEADINGS | {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "legend", "li",
    "main", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "title", "tr", "ul",
}  # fmt: skip
_SILENT = frozenset([
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas",
    "audio", "video", "head",
])  # fmt: skip
#: What is shown as a picture, or is a part of one; what it says is in ``alt``.
_PICTURES = frozenset(["img", "area", "input"])
_BESIDE = frozenset(["nav", "footer", "aside", "button", "select", "form", "menu"])
_BESIDE_ROLES = frozenset(["navigation", "banner", "contentinfo", "search", "complementary"])
_MENU_NAME = re.compile(
    r"(?:^|[\s_-])(?:menu|nav(?:bar|igation)?|share|sharing|social|breadcrumbs?|sidebar|footer|cookie\w*|related|comments?|subscribe|widget|addtoany|skip-link|search-form|pagination|tags?-links|copyright|banner|masthead)(?:$|[\s_-])",
    re.IGNORECASE,
)


#: What is not shown: in mails, a line for lists of mails; in pages, what a click opens.
_HIDDEN = re.compile(r"(?:display|visibility)\s*:\s*(?:none|hidden)|mso-hide\s*:\s*all", re.IGNORECASE)
#: Comments in the pages that Word and Google make of a text, and the signs that lead to them.
_COMMENTS = (
    "//*[contains(@style, 'mso-element:comment')] | //a[@class='msocomanchor']"
    " | //div[p/a[starts-with(@href, '#cmnt_ref')]] | //a[starts-with(@id, 'cmnt_ref')]"
)

#: Figures above and below the line: "122" and the note 3 behind it must not become 1,223.
_RAISED = {"sup": "⁰¹²³⁴⁵⁶⁷⁸⁹", "sub": "₀₁₂₃₄₅₆₇₈₉"}
#: How emphasis stands in a block's ``markdown``: control characters, which no text has.
_EMPHASIS = {"em": ("\x05", "\x06"), "i": ("\x05", "\x06"), "strong": ("\x07", "\x08"), "b": ("\x07", "\x08")}
#: What is struck through; of word processors' files it is known before they become a page.
_STRUCK = frozenset(["del", "s", "strike"])
COUNTED = "list: its numbers were counted anew, in figures; compare them with the file"
#: The name by which a list of a Word file is marked (``numbering.py``).
_MARKED = re.compile(r"press (\d+) (\d+) (.+)")
#: The attribute by which an item of an OpenDocument text has its mark (``opendocument.py``).
MARK = "press-mark"
#: What would be taken for the mark of an item, though it is the first of its words.
_LIKE_A_MARK = re.compile(rf"(?:\d+[.)]|[{lexicon.BULLETS}])\s")
#: A link whose words are the address that it leads to.
_SHOWN_ADDRESS = re.compile("\x02([^\x02-\x04]*)\x03(?:mailto:)?\\1/?\x04")
#: What a browser writes into a page that it saves; of a page from a mail it knows no address.
_SAVED_FROM = re.compile(
    r"<!--\s*saved from url=\(\d+\)(?!http://internet\.e-mail)(https?://\S+?)\s*-->", re.IGNORECASE
)
HIDDEN = "hidden: words that the page does not show are set aside; if a click shows them, put them back"
LOOSE_TABLE = "table: it was read cell by cell; compare it with the file"


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
    walker = _Walker(word=kind in {"docx", "odt"}, address=head.base or head.address or address)
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
            if key in {
                "article:published_time",
                "datepublished",
                "dc.date",
                "dcterms.issued",
                "date",
                "pubdate",
                "dc.date.issued",
            }:
                self.date = self.date or value
            elif key == "og:url":
                self.address = self.address or value
        base = next(root.iter("base"), None)
        self.base = "" if base is None else squash(base.get("href") or "")
        for link in root.iter("link"):
            if link.get("rel") == "canonical":
                self.address = link.get("href") or self.address


class _Walker:
    """Cut a tree into blocks, without recursion: pages can be nested as deep as their makers were careless."""

    def __init__(self, *, word: bool, address: str) -> None:
        self._word, self._address = word, address
        #: What makes a list; in a file, ``ol`` holds the notes from the foot of its pages.
        self._list_tags = {"ul"} if word else {"ul", "ol"}
        self.blocks: list[Block] = []
        self.warnings: list[str] = []
        self._mostly: list[bool] = []  # which blocks are links and little else
        self._table: Any = None  # the one that is taken as it is,
        self._rows: list[list[tuple[str, str]]] = []  # and its cells, plain and with links and emphasis
        self._tables: list[bool] = []  # those that are open, and whether they hold data or set out a page
        self._lists: list[_List] = []  # those that are open, the outermost first
        self._mark, self._level, self._list = "", 0, 0
        self._made = self._noted = 0
        self._plain: list[str] = []
        self._rich: list[str] = []
        self._linked = self._length = 0
        self._menu = self._quiet = self._link = self._pre = 0
        self._raised = ""
        self._kinds: list[BlockKind] = []

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
        shown = self._quiet or tag in _SILENT or not _is_hidden(node)
        if not shown and (text := squash(node.text_content())):
            self.warnings += [HIDDEN] if HIDDEN not in self.warnings else []
            if self._is_silent(node):
                self._add((text,), "menu", "")
        if self._is_silent(node):
            self._quiet += 1
        if tag in _BLOCKS:
            self._flush()
        if _beside(node):
            self._menu += 1
        if kind := _kind(node):
            self._kinds.append(kind)
        if tag == "li":
            mark = self._lists[-1].mark(node) if self._lists else "-"
            self._level = len(self._lists) or 1
            if self._word and not self._lists:
                self._noted += 1
                mark, self._level = f"[{self._noted}]", 0
            self._mark = f"{mark} " * bool(mark)
        if tag in _STRUCK and not self._word and (text := squash(node.text_content())):
            self.warnings.append(struck(text))
        if tag in _PICTURES and not self._quiet and re.search(r"\w", text := squash(node.get("alt") or "")):
            self._add((text,), "menu" if self._menu else "picture", "", links_only=bool(self._link))
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
        elif tag in _EMPHASIS:
            self._rich.append(_EMPHASIS[tag][0])
        elif tag in _RAISED:
            self._raised = _RAISED[tag]
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

    def _open_table(self, node: Any) -> None:
        """Take a table as it is where Markdown can say it; else it is read cell by cell, and a person is told."""
        self._tables.append(self._word or _holds_data(node))
        if _even(node) and not self._menu:
            self._table, self._rows = node, []
        elif self._tables[-1] and LOOSE_TABLE not in self.warnings:
            lines, cells = (len(node.xpath(f".//{tags}")) for tags in ("tr", "*[self::td or self::th]"))
            self.warnings += [LOOSE_TABLE] if 1 < lines < cells else []

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
        elif tag in _EMPHASIS:
            self._rich.append(_EMPHASIS[tag][1])
        if tag in _BLOCKS:
            self._flush()
        if tag in self._list_tags and self._lists:
            self._lists.pop()
            self._level, self._list = len(self._lists), self._lists[-1].number if self._lists else 0
        if tag == "li" or (self._word and (tag == "p" or tag in _HEADINGS)):
            self._level = len(self._lists)
            self._mark = ""  # an item that says nothing leaves its number to no other
        if tag in {"td", "th"} and self._table is not None:
            self._rows[-1].append((squash("".join(self._plain)), squash("".join(self._rich))))
            self._plain, self._rich = [], []
        if node is self._table:
            self._close_table()
        if tag == "table" and self._tables:
            self._tables.pop()
        if _kind(node):
            self._kinds.pop()
        if _beside(node):
            self._menu -= 1
        if self._is_silent(node):
            self._quiet -= 1
        if tag in _RAISED:
            self._raised = ""
        if tag == "pre":
            self._pre -= 1

    def _is_silent(self, node: Any) -> bool:
        """Whether an element says nothing here: also hidden words, and the arrow that the library puts behind a note."""
        if self._word and re.match(r"#(?:foot|end)note-ref-", node.get("href") or ""):
            return True
        return node.tag in _SILENT or (node.tag not in _BLOCKS and _is_hidden(node))

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
            self._mostly += [False] * len(typed)
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
                if self._lists and self._lists[-1].guessed and COUNTED not in self.warnings:
                    self.warnings.append(COUNTED)
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
        self._mostly.append(links_only)

    def _link_lists(self) -> None:
        """Three short blocks in a row that are nothing but links are a menu."""
        run: list[int] = []
        for index in range(len(self.blocks) + 1):
            if index < len(self.blocks) and self._mostly[index] and len(self.blocks[index].text) < 90:
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
        if (mark := item.get(MARK)) is not None:
            return str(mark)
        count = whole(item.get("value"), self._next)
        self._next = count + self._step
        return "-" if self._points else f"{counted(count, self._style)}."


def _even(table: Any) -> bool:
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


def _holds_data(table: Any) -> bool:
    """Whether a table of a page says what its cells are, or has figures in them; others only set out the page."""
    if table.find(".//table") is not None:
        return False
    cells = (squash(cell.text_content()) for cell in table.iter("td"))
    return table.find(".//th") is not None or sum(is_figure(cell) for cell in cells) > 1


def _kind(node: Any) -> BlockKind | None:
    """Return what the text in an element is, if it says so; the caption of a table is a text."""
    if node.tag in _HEADINGS:
        return "heading"
    if node.tag == "blockquote":
        return "quote"
    captioned = node.getparent() if node.tag == "figcaption" else None
    return "picture" if captioned is not None and captioned.find(".//img") is not None else None


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


def _is_hidden(node: Any) -> bool:
    return node.get("hidden") is not None or _HIDDEN.search(node.get("style") or "") is not None


def _beside(node: Any) -> bool:
    if node.tag in {"html", "body", "main", "article"}:
        return False
    if node.tag in _BESIDE or node.get("role") in _BESIDE_ROLES or _is_hidden(node):
        return True
    named = f"{node.get('class') or ''} {node.get('id') or ''}"
    return bool(
        len(named) > 2 and node.tag not in {"p", "h1", "h2", "span", "td"} and _MENU_NAME.search(named)
    )
