"""From a record to the document that Sphinx reads.

``source-read`` hands MyST the text of a release with its title as the heading; the front matter is
replaced line for line, so that a warning names the line of the author's file. One directive,
``press:parts``, stands for everything else that was printed with the text (deck, dateline, contacts,
background), and :class:`PlaceParts` puts each where readers expect it. The shared background's
entries are made the same way.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import Any, ClassVar
from urllib.parse import unquote

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from ..archive import Release
from ..catalogue import Catalogue
from ..digests import code_digest, digest
from ..names import date_words
from ..records import BackgroundEntry, split_front_matter
from ..words import spoken, translator
from .domain import PressDomain, press_of
from .shared import Shared, background, has_figures, says, wording, xref

logger = logging.getLogger(__name__)

_FILE = r"(?!<?(?:\w[\w+.-]*:|//))(?:<([^<>\n#]+)|([^<)\s#]+))"
#: Links to files, ``[words](file)`` and ``[words]: file``; apart, as each is found by its first signs.
_FILE_LINKS = re.compile(rf"\]\(\s*{_FILE}"), re.compile(rf"\n {{0,3}}\[[^]\n]+\]:[ \t]*{_FILE}")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def escape(text: str) -> str:
    """Write plain text so that MyST prints it as it is (CommonMark, backslash escapes)."""
    return _PUNCTUATION.sub(r"\\\1", text)


def source(catalogue: Catalogue, docname: str, text: str) -> str:
    """Return the MyST source of a document; a guide stays as it is."""
    if release := catalogue.release_of(docname):
        head = [f"({release.name})=", f"# {escape(release.title)}", "```{press:parts}", "```"]
        lines = text.split("\n")
        padding = [""] * (release.body_line - 1 - len(head))
        return "\n".join([*head, *padding, *lines[release.body_line - 1 :]])
    if found := catalogue.entry_of(docname):
        _, _, _, body = split_front_matter(text.replace("\r\n", "\n"), docname)
        return f"# {escape(found[1].term)}\n\n```{{press:entry}}\n```\n\n{body}"
    return text


def linked(docname: str, text: str) -> list[str]:
    """Return the paths of the files that a MyST text links to, ``[words](../other.md)``, there or not."""
    folder = docname.rpartition("/")[0]
    found = set()
    targets = (link for links in _FILE_LINKS for link in chain.from_iterable(links.findall(f"\n{text}")))
    for target in map(unquote, filter(None, targets)):
        path = target.removeprefix("/") if target.startswith("/") else f"{folder}/{target}"
        found.add(posixpath.normpath(path))
    return sorted(found)


def read_with(catalogue: Catalogue, docname: str) -> str:
    """Digest what a document takes from other files: when it changes, the document is read again.

    Every document takes something from this package: a guide may print the fields of a model. What figures
    print is not among it: any document can have figures (``PressDomain.figures``).
    """
    printed: object = None
    if release := catalogue.release_of(docname):
        printed = (
            says(catalogue, release, "contacts"),
            says(catalogue, release, "background"),
            release.language,
            release.digest,
        )
    elif found := catalogue.entry_of(docname):
        entries = catalogue.registers.background
        printed = (found, [entries[key].term for key in found[1].see_also])
    return digest((printed, code_digest()))


class Placed(nodes.General, nodes.Element):
    """Parts of a release on their way to their place (see :class:`PlaceParts`)."""


class _Directive(SphinxDirective):
    @property
    def press(self) -> PressDomain:
        return press_of(self.env)


class Parts(_Directive):
    """Everything that is printed with the text of the release being read."""

    def run(self) -> list[nodes.Node]:
        release = self.press.catalogue.release_of(self.env.current_document.docname)
        if release is None:
            raise self.error("press:parts is written by the archive itself")
        head, dateline, tail = Placed(place="head"), Placed(place="dateline"), Placed(place="tail")
        if release.deck:
            head += nodes.paragraph("", release.deck, classes=["deck"])
        if release.dateline and not release.is_record:
            dateline += nodes.inline("", release.dateline.printed, classes=["dateline"])
        if release.contacts:
            tail += Shared(part="contacts", docname=release.docname)
        placed: list[nodes.Node] = [head, dateline, tail]
        if release.background:
            last = Placed(place="end")
            if has_figures(self.press.catalogue, release):
                last += background(release, self.press.language, partial(self._shown, release))
            else:
                last += Shared(part="background", docname=release.docname)
            placed.append(last)
        return placed

    def _shown(self, release: Release, part: str, key: str) -> nodes.Node:
        if part == "link":
            return Shared(part=part, docname=release.docname, entry=key)
        press = self.press
        return wording(
            press.catalogue, release, press.language, key, lambda held: self.parse_text_to_nodes(held.text)
        )


class Entry(_Directive):
    """An entry of the shared background: its definition, its wordings and where it rests."""

    def run(self) -> list[nodes.Node]:
        found = self.press.catalogue.entry_of(self.env.current_document.docname)
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
                see += [nodes.Text(f"{_(',')} ")] if number else []
                see += xref("background", key)
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
        for held in reversed(entry.wordings):
            since = _("From {date}:").replace("{date}", date_words(held.from_, self.press.language))
            section += nodes.paragraph("", since, classes=["since"])
            section += nodes.block_quote(
                "", *self.parse_text_to_nodes(held.text), classes=["wording"], since=str(held.from_)
            )
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
        press = press_of(self.env)
        release = press.catalogue.release_of(self.env.current_document.docname)
        language = spoken(release.language, press.language) if release else press.language
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
    never adds or takes away a paragraph (``press-archive correct`` refuses that), so a number stays.
    ``label`` names the link, which pages of the archive have (``writer.py``).
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
        paragraph = next(iter(node.findall(nodes.paragraph)), node)
        paragraph["anchor"] = (name, label.replace("{number}", str(number)))


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
