"""From a record to the document that Sphinx reads.

``source-read`` hands MyST the text of a release with its title as the heading; the front matter is
replaced line for line, so that a warning names the line of the author's file. One directive,
``press:parts``, stands for everything else that was printed with the text (deck, dateline, contacts,
background), and :class:`PlaceParts` puts each where readers expect it. The shared background's
entries are made the same way.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from .archive import Release
from .catalogue import Catalogue
from .names import date_words
from .records import BackgroundEntry, Record, split_front_matter
from .tree import BACKGROUND, RELEASES
from .words import code_digest, translator

if TYPE_CHECKING:
    from .domain import PressDomain

logger = logging.getLogger(__name__)

_FILE_LINK = re.compile(r"\]\(\s*<?(?!\w+:)([^)\s>#]+\.md)")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def escape(text: str) -> str:
    """Write plain text so that MyST prints it as it is (CommonMark, backslash escapes)."""
    return _PUNCTUATION.sub(r"\\\1", text)


def release_of(catalogue: Catalogue, docname: str) -> Release | None:
    folder, _, name = docname.partition("/")
    return catalogue.get(name) if folder == RELEASES else None


def entry_of(catalogue: Catalogue, docname: str) -> tuple[str, BackgroundEntry] | None:
    folder, _, key = docname.rpartition("/")
    entry = catalogue.registers.background.get(key) if folder == BACKGROUND else None
    return (key, entry) if entry else None


def is_record(catalogue: Catalogue, docname: str) -> bool:
    """Whether a document is a release or an entry of the shared background, and no guide."""
    return bool(release_of(catalogue, docname) or entry_of(catalogue, docname))


def source(catalogue: Catalogue, docname: str, text: str) -> str:
    """Return the MyST source of a document; one that is no record stays as it is."""
    if release := release_of(catalogue, docname):
        head = [f"({release.name})=", f"# {escape(release.title)}", "```{press:parts}", "```"]
        lines = text.split("\n")
        padding = [""] * (release.body_line - 1 - len(head))
        return "\n".join([*head, *padding, *lines[release.body_line - 1 :]])
    if found := entry_of(catalogue, docname):
        _, _, _, body = split_front_matter(text.replace("\r\n", "\n"), docname)
        return f"# {escape(found[1].term)}\n\n```{{press:entry}}\n```\n\n{body}"
    return text


def linked(docname: str, text: str) -> list[str]:
    """Return the documents that a MyST text links to as files, ``[words](../other.md)``."""
    folder = docname.rpartition("/")[0]
    found = set()
    for target in _FILE_LINK.findall(text):
        path = target.removeprefix("/") if target.startswith("/") else f"{folder}/{target}"
        found.add(posixpath.normpath(path).removesuffix(".md"))
    return sorted(found)


def fingerprint(catalogue: Catalogue, docname: str) -> str:
    """Digest what a document takes from other files: when it changes, the document is read again.

    What its figures print is not among it: any document can have figures (``PressDomain.figures``).
    """
    if release := release_of(catalogue, docname):
        registers = catalogue.registers
        printed: object = (
            [
                (registers.contacts[key].name, _said(registers.contacts[key].on(release.date)))
                for key in release.contacts
            ],
            [
                (registers.background[key].term, _said(registers.wording(key, release)))
                for key in release.background
            ],
            release.language,
            release.digest,
        )
    elif found := entry_of(catalogue, docname):
        entries = catalogue.registers.background
        printed = (found, [entries[key].term for key in found[1].see_also])
    else:
        return ""
    printed = (printed, code_digest())
    return hashlib.sha256(repr(printed).encode()).hexdigest()[:16]


@lru_cache(maxsize=4096)
def _said(record: Record | None) -> str:
    """Return all that a record of a register says; many releases print the same."""
    return repr(record)


class Placed(nodes.General, nodes.Element):
    """Parts of a release on their way to their place (see :class:`PlaceParts`)."""


class _Directive(SphinxDirective):
    @property
    def press(self) -> PressDomain:
        domain: PressDomain = self.env.domains["press"]  # type: ignore[assignment]
        return domain


class Parts(_Directive):
    """Everything that is printed with the text of the release being read."""

    def run(self) -> list[nodes.Node]:
        release = release_of(self.press.catalogue, self.env.current_document.docname)
        if release is None:
            raise self.error("press:parts is written by the archive itself")
        head, dateline, tail = Placed(place="head"), Placed(place="dateline"), Placed(place="tail")
        if release.deck:
            head += nodes.paragraph("", release.deck, classes=["deck"])
        if release.dateline and not release.is_record:
            dateline += nodes.inline("", release.dateline.printed, classes=["dateline"])
        if release.contacts:
            tail += _contacts(self.press.catalogue, release, self.press.language)
        placed = [head, dateline, tail]
        if release.background:
            last = Placed(place="end")
            last += self._background(release)
            placed.append(last)
        return list(placed)

    def _background(self, release: Release) -> nodes.section:
        _ = translator(release.language)
        registers = self.press.catalogue.registers
        section = nodes.section(
            "", nodes.title("", _("BACKGROUND")), ids=["release-background"], classes=["background"]
        )
        from_entries = nodes.paragraph("", _("From the shared background:") + " ", classes=["provenance"])
        for number, key in enumerate(release.background):
            wording = registers.wording(key, release)
            assert wording is not None, "the scan refuses a release without a wording"
            language = wording.language or self.press.language
            classes = ["wording", *([f"language-{language}"] if language != release.language else [])]
            section += nodes.container("", *self.parse_text_to_nodes(wording.text), classes=classes)
            if number:
                from_entries += nodes.Text(", ")
            from_entries += xref("background", key, registers.background[key].term)
        section += from_entries
        return section


class Entry(_Directive):
    """An entry of the shared background: its definition, its wordings and where it rests."""

    def run(self) -> list[nodes.Node]:
        found = entry_of(self.press.catalogue, self.env.current_document.docname)
        if found is None:
            raise self.error("press:entry is written by the archive itself")
        entry = found[1]
        _ = translator(self.press.language)
        definition = entry.definition or entry.wordings[-1].text
        terms = "\n".join(escape(name) for name in (entry.term, *entry.other_names))
        indented = "\n".join(f"  {line}" for line in definition.split("\n"))
        result = self.parse_text_to_nodes(f"````{{glossary}}\n{terms}\n{indented}\n````")
        if entry.see_also:
            see = _labelled(_("See also:"), "see-also")
            for number, key in enumerate(entry.see_also):
                see += [nodes.Text(", ")] if number else []
                see += xref("background", key, self.press.catalogue.registers.background[key].term)
            result.append(see)
        if entry.source:
            source = _labelled(_("Source:"), "source")
            source += nodes.Text(entry.source)
            result.append(source)
        if entry.wordings:
            result.append(self._wordings(entry))
        return result

    def _wordings(self, entry: BackgroundEntry) -> nodes.section:
        _ = translator(self.press.language)
        section = nodes.section("", nodes.title("", _("Wording in releases")), ids=["wordings"])
        for wording in reversed(entry.wordings):
            since = _("From {date}:").replace("{date}", date_words(wording.from_, self.press.language))
            section += nodes.paragraph("", since, classes=["since"])
            section += nodes.block_quote("", *self.parse_text_to_nodes(wording.text), classes=["wording"])
        return section


class Notes(_Directive):
    """Notes to editors: printed after the contacts and before the background."""

    has_content: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        return [nodes.container("", *self.parse_content_to_nodes(), classes=["notes"])]


class PlaceParts(SphinxTransform):
    """Put the parts of a release where they are printed.

    The deck stays under the title, the dateline runs into the first paragraph, the contacts follow
    the text but come before its notes, and the background comes last.
    """

    default_priority = 200  # before docutils' PropagateTargets (260) and all that reads sections

    def apply(self, **kwargs: Any) -> None:
        press: PressDomain = self.env.domains["press"]  # type: ignore[assignment]
        release = release_of(press.catalogue, self.env.current_document.docname)
        language = release.language if release else press.language
        number_paragraphs(self.document, translator(language)("Paragraph {number}"))
        for part in list(self.document.findall(Placed)):
            section = part.parent
            place, children = part["place"], part.children
            at = section.index(part)
            section.remove(part)
            if place == "head":
                section[at:at] = children
            elif place == "dateline" and children:
                text = next((node for node in section[at:] if not isinstance(node, Placed)), None)
                if isinstance(text, nodes.paragraph):
                    text[0:0] = children
                else:
                    section.insert(at, nodes.paragraph("", "", *children))
            elif place == "tail":
                notes = [n for n in self.document.findall(nodes.container) if "notes" in n["classes"]]
                for note in notes:
                    note.parent.remove(note)
                section += [*children, *notes]
            else:
                section += children


class OwnPictures(SphinxTransform):
    """Show only pictures of one's own, in the sizes of the stylesheet.

    A picture on another host tells that host who reads; a size written in the text becomes an inline
    style, which the site's Content-Security-Policy does not let in.
    """

    default_priority = 210

    def apply(self, **kwargs: Any) -> None:
        for image in list(self.document.findall(nodes.image)):
            for size in ("width", "height", "scale"):
                image.attributes.pop(size, None)
            if "://" in image["uri"] or image["uri"].startswith("//"):
                logger.warning(
                    "a picture on another host is not shown: %s", image["uri"], location=image, type="press"
                )
                words = image.get("alt") or image["uri"]
                image.replace_self(nodes.inline("", words))
        for figure in self.document.findall(nodes.figure):
            figure.attributes.pop("width", None)


def number_paragraphs(document: nodes.document, label: str) -> None:
    """Give the paragraphs of a release's text permanent anchors, ``p1``, ``p2``, and a link to each.

    What the archive prints around the text has none, so its register entries may change. A correction
    never adds or takes away a paragraph (``press-archive correct`` refuses that), so a number stays. The
    sign of the link is in the stylesheet, so that copied text does not hold it; ``label`` names it.
    """
    parts = next(iter(document.findall(Placed)), None)
    if parts is None:
        return
    for number, node in enumerate(_paragraphs(parts.parent), 1):
        name = f"p{number}"
        if name in document.ids:  # a heading of the text has taken it
            continue
        node["ids"].append(name)
        document.ids[name] = node
        title = label.replace("{number}", str(number))
        link = nodes.reference("", "", refid=name, reftitle=title, internal=True, classes=["anchor"])
        paragraph = next(iter(node.findall(nodes.paragraph)), node)
        paragraph += link


def _paragraphs(parent: nodes.Element) -> Iterator[nodes.Element]:
    for node in parent.children:
        if isinstance(node, nodes.paragraph | nodes.list_item):
            yield node
        elif isinstance(node, nodes.section | nodes.block_quote | nodes.bullet_list | nodes.enumerated_list):
            yield from _paragraphs(node)


def _labelled(label: str, name: str) -> nodes.paragraph:
    paragraph = nodes.paragraph("", "", nodes.strong("", label), classes=[name])
    paragraph += nodes.Text(" ")
    return paragraph


def _contacts(catalogue: Catalogue, release: Release, own: str) -> nodes.section:
    _ = translator(release.language)
    section = nodes.section(
        "", nodes.title("", _("CONTACTS")), ids=["release-contacts"], classes=["contacts"]
    )
    contacts = [catalogue.registers.contacts[key] for key in release.contacts]
    printed = [(contact.name, contact.on(release.date)) for contact in contacts]
    for place, group in groupby(printed, key=lambda item: item[1].place if item[1] else ""):
        heading = _("In {place}:").replace("{place}", place)
        section += nodes.paragraph("", heading, classes=["place"])
        for name, detail in group:
            assert detail is not None, "the scan refuses a contact without details"
            lines: list[nodes.Node] = [nodes.line("", "", nodes.strong("", name))]
            lines += [nodes.line("", text) for text in (detail.role, detail.organisation) if text]
            if detail.tel:
                lines.append(nodes.line("", f"{_('Tel:')} ", _number(detail.tel)))
            if detail.email:
                address = nodes.reference("", detail.email, refuri=f"mailto:{detail.email}")
                lines.append(nodes.line("", "", address))
            classes = ["contact", *([f"language-{own}"] if own != release.language else [])]
            section += nodes.line_block("", *lines, classes=classes)
    return section


def _number(tel: str) -> nodes.Node:
    """Return a telephone number: one that can be called from anywhere is a link (RFC 3966)."""
    digits = re.sub(r"\(0\)|[ ()./-]", "", tel)
    if re.fullmatch(r"\+\d{7,15}", digits):
        return nodes.reference("", tel, refuri=f"tel:{digits}")
    return nodes.Text(tel)


def xref(role: str, target: str, text: str) -> addnodes.pending_xref:
    """Return a reference of the press domain that prints ``text``."""
    return addnodes.pending_xref(
        "",
        nodes.inline("", text),
        refdomain="press",
        reftype=role,
        reftarget=target,
        refexplicit=True,
        refwarn=True,
    )
