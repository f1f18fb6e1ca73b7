"""A release as the body of a mail: plain text in the form it was always sent in, and simple HTML.

Label, date, title, deck, dateline and text, contacts, notes, background, in this order. The text is read
with the parser that MyST uses, so what a release may hold is read the same way; a citation is printed as
on the page, and its address in full.
"""

from __future__ import annotations

import posixpath
import re
import textwrap
from collections.abc import Iterator, Sequence
from functools import partial
from html import escape
from itertools import count, groupby
from pathlib import Path
from typing import Self

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from .. import addresses
from ..archive import Release
from ..catalogue import Catalogue
from ..names import date_words, direction, moment_words
from ..records import role_parts, split_front_matter
from ..targets import find, marked_title, printed
from ..tree import path_of
from ..words import KIND_NAMES, spoken, translator
from .changes import changes
from .plaintext import blocks_of, wrapped

#: An address that is whole.
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
#: Characters to a line of plain text (RFC 3676 asks for at most 78).
WIDTH = 72

#: A fence whose inside is text: its name, and what stands behind that: a picture's file, or the first words.
_DIRECTIVE = re.compile(r"\{(press:notes|note|epigraph|figure|image)\} *(.*)")
#: The options of a directive, before what it holds: ``:alt: A coast.``, or in a block ``alt: A coast.``
_OPTION = re.compile(r":([\w-]+):(?: +(.*))?\n?")
_OPTIONS = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
#: The sign of a footnote in the text, and, with a colon, before the note itself; or a listing or code, where
#: none is a sign.
_FOOTNOTE = re.compile(
    r"(?P<note>^ {0,3})?(?<!\\)\[\^(?P<name>[^\[\]\s\\]+)\](?(note):[ \t]*)"
    r"|^[ >]*(?P<fence>`{3,}|~{3,})(?! *\{)(?:.*\n)+?[ >]*(?P=fence)"
    r"|(?<![`\\])(?P<run>`{1,2}+)(?:(?!\n[ \t]*\n)[\s\S])+?(?<!`)(?P=run)(?!`)",
    re.MULTILINE,
)
#: What follows the first line of a note and is set in, as a part of it.
_MORE = re.compile(
    r"^ {0,3}\[\^[^\[\]\s\\]+\]:.*(?:\n(?! {0,3}\[\^).+)*(?:(?:\n[ \t]*)+\n(?: {4}|\t).+(?:\n.+)*)+",
    re.MULTILINE,
)


def subject(release: Release, own: str) -> str:
    """Return the subject line: the kind and the title; ``own`` is the archive's language."""
    language = spoken(release.language, own)
    _ = translator(language)
    return f"{_(KIND_NAMES[release.kind])}{_(':')} {marked_title(release, language)}"


class Mail:
    """The mail of one release; ``body`` is the Markdown text below its front matter."""

    def __init__(self, catalogue: Catalogue, base_url: str, release: Release, body: str) -> None:
        self._catalogue = catalogue
        self._url = partial(addresses.url, base_url)
        self._release = release
        self._language = spoken(release.language, catalogue.language)
        self._ = translator(self._language)
        self._parser = (
            MarkdownIt("commonmark", {"html": False})
            .enable("table")
            .use(myst_role_plugin)
            .use(colon_fence_plugin)
            .use(deflist_plugin)
            .use(myst_block_plugin)
            .disable(["myst_block_break", "myst_line_comment"])
        )
        self._notes: list[Token] = []
        self._text = self._parse(_footnotes(body))

    @classmethod
    def of(cls, catalogue: Catalogue, root: Path, base_url: str, release: Release) -> Self:
        """Return the mail of a release of the archive under ``root``, whose text is read from its file."""
        path = path_of(release.name)
        text = (root / path).read_text("utf-8-sig").replace("\r\n", "\n")
        return cls(catalogue, base_url, release, split_front_matter(text, path)[3])

    # What both forms are made of

    def _parse(self, text: str) -> list[Token]:
        tokens: list[Token] = []
        for token in self._parser.parse(text):
            if token.type in {"fence", "colon_fence"} and (directive := _DIRECTIVE.match(token.info.strip())):
                tokens += self._held(directive[1], directive[2], token.content)
                continue
            if token.type == "myst_target":  # a name for a place: no page prints it
                continue
            if token.children:
                token.children = [new for child in token.children for new in self._resolved(child)]
            tokens.append(token)
        return tokens

    def _held(self, directive: str, first: str, content: str) -> list[Token]:
        """Return what a directive says where it stands; notes to editors come later."""
        options: dict[str, str] = {}
        content = _OPTIONS.sub(lambda block: textwrap.indent(block[1], ":"), content)
        while option := _OPTION.match(content):
            options[option[1]] = option[2] or ""
            content = content[option.end() :]
        if first and directive not in {"figure", "image"}:
            content = f"{first}\n{content}"
        if directive == "press:notes":
            self._notes += self._parse(content)
            return []
        if directive == "epigraph":
            content = textwrap.indent(content, "> ", lambda _: True)
        alt = _plain(options.get("alt", ""))
        picture = [Token("paragraph_open", "p", 1), _line(alt), Token("paragraph_close", "p", -1)]
        return [*(picture if alt.content else ()), *self._parse(content)]

    def _resolved(self, token: Token) -> Iterator[Token]:
        """Turn a role of ours into a link that prints what the page prints, and a picture into its words."""
        if token.type == "image":
            for child in token.children or ():
                yield from self._resolved(child)
            return
        if token.type == "link_open":
            token.attrSet("href", self._address(str(token.attrs["href"])))
        if token.type != "myst_role":
            yield token
            return
        target, words = role_parts(token.content)
        kind = token.meta["name"].removeprefix("press:")
        if kind == "fact":
            yield _plain(printed(self._catalogue, self._release, words, target).text)
            return
        found = find(self._catalogue, kind, target.removeprefix("~"), self._release.language)
        if found is None:  # a term, say
            yield _plain(words or target)
            return
        shown = found.mark + (f"{found.text} ({found.when})" if found.when else found.text)
        if found.when and target.startswith("~"):
            shown = found.when
        link = Token("link_open", "a", 1, attrs={"href": self._url(found.page)})
        yield from (link, _plain(words or shown), Token("link_close", "a", -1))

    def _address(self, link: str) -> str:
        """Return where a link leads from a mail: to a file beside the release, by way of its page."""
        own = self._release.docname
        path, sign, part = link.partition("#")
        if _ELSEWHERE.match(link):
            return link
        if not path and (release := self._catalogue.resolve(part)):
            return self._url(release.docname)
        if path.endswith(".md"):
            page = posixpath.normpath(posixpath.join("/", posixpath.dirname(own), path))[1:]
            return self._url(page.removesuffix(".md")) + sign + part
        return self._url(own) + sign + part

    def _notices(self) -> Iterator[str]:
        """Yield what a reader must know before reading on: the embargo, a withdrawal, corrections, age."""
        release, _ = self._release, self._
        if release.embargo and release.status == "embargoed":
            until = moment_words(release.embargo, self._language)
            yield _("Embargoed until {date}. Not for publication.").replace("{date}", until)
        for text, title, docname in changes(self._catalogue, release):
            yield f"{text}{title} <{self._url(docname)}>" if docname else text
        if self._catalogue.has_old_contacts(release):
            day = date_words(release.date, self._language)
            said = _("The contacts are those of {date}.").replace("{date}", day)
            issuer = self._catalogue.registers.issuers[release.issuer]
            today = f"{_('For those of today, see')} {issuer.name} <{issuer.url}>"
            yield f"{said} {today}" if issuer.url else said

    def _head(self) -> list[str]:
        release = self._release
        lines = [
            *self._notices(),
            release.label or "",
            date_words(release.date, release.language),
            marked_title(release, self._language),
            release.deck or "",
        ]
        return [line for line in lines if line]

    def _contacts(self) -> Iterator[tuple[str, list[list[str]]]]:
        """Yield each place with the lines of each contact there."""
        _, printed = self._, self._catalogue.registers.contacts_of(self._release)
        for place, group in groupby(printed, key=lambda item: item[1].place):
            blocks = []
            for name, detail in group:
                tel = f"{_('Tel:')} {detail.tel}" if detail.tel else None
                lines = (name, detail.role, detail.organisation, tel, detail.email)
                blocks.append([line for line in lines if line])
            yield _("In {place}:").replace("{place}", place), blocks

    def _background(self) -> list[list[Token]]:
        registers = self._catalogue.registers
        wordings = [registers.wording(key, self._release) for key in self._release.background]
        return [self._parse(wording.text) for wording in wordings if wording]

    @property
    def _dateline(self) -> str:
        return self._release.dateline.printed if self._release.dateline else ""

    # Plain text

    def text(self, width: int = WIDTH) -> str:
        """Return the mail as plain text; ``width`` 0 leaves paragraphs on one line."""
        blocks = self._head()
        text = list(blocks_of(self._text))
        if text:
            text[0] = self._dateline + text[0]
        blocks += text
        contacts = list(self._contacts())
        if contacts:
            blocks.append(self._("CONTACTS"))
        for place, people in contacts:
            blocks.append(place)
            blocks += ["\n".join(lines) for lines in people]
        blocks += blocks_of(self._notes)
        background = [block for tokens in self._background() for block in blocks_of(tokens)]
        if background:
            background[0] = f"{self._('BACKGROUND')}{self._(':')} {background[0]}"
        blocks += background
        blocks.append(self._url(self._release.docname))
        return "\n\n".join(wrapped(block, width) for block in blocks) + "\n"

    # HTML

    def html(self) -> str:
        """Return the mail as HTML: one column, styles at the elements, nothing loaded from elsewhere."""
        release = self._release
        bold = ' style="font-weight:bold"'
        first = [*self._notices(), *([release.label] if release.label else [])]
        parts = [f"<p{bold}>{escape(line)}</p>" for line in first]
        parts.append(f"<p>{escape(date_words(release.date, release.language))}</p>")
        title = escape(marked_title(release, self._language))
        parts.append(f'<h1 style="font-size:22px;line-height:1.3">{title}</h1>')
        if release.deck:
            parts.append(f'<p style="font-size:18px">{escape(release.deck)}</p>')
        text = self._render(self._text)
        if self._dateline:
            text = text.replace("<p>", f"<p><strong>{escape(self._dateline)}</strong>", 1)
        parts.append(text)
        contacts = list(self._contacts())
        if contacts:
            parts.append(_heading(self._("CONTACTS")))
        for place, people in contacts:
            parts.append(f"<p{bold}>{escape(place)}</p>")
            parts += ["<p>" + "<br>".join(escape(line) for line in lines) + "</p>" for lines in people]
        parts.append(self._render(self._notes))
        background = self._background()
        if background:
            parts.append(_heading(self._("BACKGROUND")))
        parts += [self._render(tokens) for tokens in background]
        address = escape(self._url(release.docname))
        parts.append(f'<p><a href="{address}">{address}</a></p>')
        body = "\n".join(part.strip() for part in parts if part.strip())
        line = escape(subject(release, self._catalogue.language))
        font = "font:16px/1.5 Georgia,serif;max-width:640px;margin:0 auto;padding:16px"
        return (
            f'<!DOCTYPE html>\n<html lang="{release.language}" dir="{direction(release.language)}">\n'
            f'<head><meta charset="utf-8"><title>{line}</title></head>\n'
            f'<body><div style="{font}">\n{body}\n</div></body>\n</html>\n'
        )

    def _render(self, tokens: Sequence[Token]) -> str:
        rendered: str = self._parser.renderer.render(tokens, self._parser.options, {})
        return rendered


def _footnotes(text: str) -> str:
    """Return a text with its footnotes as paragraphs, under the numbers that the page gives them."""
    text = _MORE.sub(lambda note: re.sub(r"^(?: {4}|\t)", "", note[0], flags=re.MULTILINE), text)
    names = dict.fromkeys(sign["name"] for sign in _FOOTNOTE.finditer(text) if sign["name"])
    free = (number for number in map(str, count(1)) if number not in names)
    numbers = {name: name if name.isdigit() else next(free) for name in names}

    def printed(sign: re.Match[str]) -> str:
        if not sign["name"]:
            return sign[0]
        number = numbers[sign["name"]]
        return rf"\[{number}\]" if sign["note"] is None else f"\n\\[{number}\\] "

    return _FOOTNOTE.sub(printed, text)


def _plain(text: str) -> Token:
    return Token("text", "", 0, content=text)


def _line(*children: Token) -> Token:
    return Token("inline", "", 0, children=list(children))


def _heading(text: str) -> str:
    return f'<h2 style="font-size:14px;letter-spacing:1px">{escape(text)}</h2>'
