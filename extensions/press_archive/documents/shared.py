"""What many releases print alike, their contacts and their background: made once, shown where it stands.

A document says only where these belong (:class:`Shared`); what they are follows from the release and the
registers. In a page of the archive, the HTML that was made for one release serves all that print the same;
in other formats, each document gets nodes of its own. The words of a background entry are read with the
entry's document, not again with each release.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from .. import addresses
from ..archive import Release
from ..catalogue import Catalogue
from ..facts import MARK
from ..records import Record, Wording
from ..words import spoken, translator
from .domain import press_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


class Shared(nodes.General, nodes.Element):
    """The ``contacts`` or the ``background`` (its ``part``) of the release that ``docname`` names.

    In a background, each ``wording`` of an ``entry`` and each ``link`` to it is a part again: more releases
    print one than print the same few together.
    """


def says(catalogue: Catalogue, release: Release, part: str, entry: str = "") -> object:
    """Tell by plain values what a part of a release says; of a part of an ``entry``, that is its key."""
    registers = catalogue.registers
    if part == "wording":
        return entry, _said(registers.wording(entry, release))
    if part == "link":
        return entry, registers.background[entry].term
    if part == "contacts":
        return tuple([(name, detail.said) for name, detail in registers.contacts_of(release)])
    return tuple(
        [
            (key, registers.background[key].term, _said(registers.wording(key, release)))
            for key in release.background
        ]
    )


def _said(record: Record | None) -> str:
    return record.said if record else ""


def has_figures(catalogue: Catalogue, release: Release) -> bool:
    """Whether a release's background has marked figures: these lead to notes on the release's own page."""
    wordings = [catalogue.registers.wording(key, release) for key in release.background]
    return any(wording is not None and MARK in wording.text for wording in wordings)


def _section(release: Release, language: str, part: str, title: str) -> nodes.section:
    """Return a part, empty but for its title; ``language`` is that of the theme's words in it."""
    foreign = [f"language-{language}"] if language != release.language else []
    return nodes.section("", nodes.title("", title), ids=[f"release-{part}"], classes=[part, *foreign])


def contacts(catalogue: Catalogue, release: Release, own: str) -> nodes.section:
    """Return the contacts of a release, as they were on its date, by place.

    Arguments:
        own: the archive's language, which registers are written in.

    """
    language = spoken(release.language, own)
    _ = translator(language)
    section = _section(release, language, "contacts", _("CONTACTS"))
    tel: nodes.Node = nodes.Text(_("Tel:"))
    if foreign := own != language:
        tel = nodes.inline("", "", tel, classes=[f"language-{language}"])
    for place, group in groupby(catalogue.registers.contacts_of(release), key=lambda item: item[1].place):
        before, _place, after = _("In {place}:").partition("{place}")
        where = nodes.inline("", place, classes=[f"language-{own}"]) if foreign else nodes.Text(place)
        heading = (nodes.Text(before), where, nodes.Text(after))
        section += nodes.paragraph("", "", *heading, classes=["place"])
        for name, detail in group:
            lines: list[nodes.Node] = [nodes.line("", "", nodes.strong("", name))]
            lines += [nodes.line("", text) for text in (detail.role, detail.organisation) if text]
            if detail.tel:
                lines.append(nodes.line("", "", tel.deepcopy(), nodes.Text(" "), _number(detail.tel)))
            if detail.email:
                address = nodes.reference("", detail.email, refuri=f"mailto:{detail.email}")
                lines.append(nodes.line("", "", address))
            classes = ["contact", *([f"language-{own}"] if foreign else [])]
            section += nodes.line_block("", *lines, classes=classes)
    return section


def _number(tel: str) -> nodes.Node:
    """Return a telephone number: one that can be called from anywhere is a link (RFC 3966).

    It is read from the left also between Arabic words, which would turn its groups of digits round.
    """
    digits = re.sub(r"\(0\)|[ ()./-]", "", tel)
    if re.fullmatch(r"\+\d{7,15}", digits):
        return nodes.reference("", tel, refuri=f"tel:{digits}", dir="ltr")
    return nodes.inline("", tel, dir="ltr")


def background(release: Release, own: str, show: Callable[[str, str], nodes.Node]) -> nodes.section:
    """Return the background of a release.

    Arguments:
        own: the archive's language.
        show: gives what stands for the ``wording`` of an entry, or for the ``link`` to it; it is given which,
            and the entry's key.

    """
    language = spoken(release.language, own)
    _ = translator(language)
    section = _section(release, language, "background", _("BACKGROUND"))
    section += [show("wording", key) for key in release.background]
    from_entries = nodes.paragraph("", _("From the shared background:") + " ", classes=["provenance"])
    for number, key in enumerate(release.background):
        if number:
            from_entries += nodes.Text(f"{_(',')} ")
        from_entries += show("link", key)
    section += from_entries
    return section


def wording(
    catalogue: Catalogue,
    release: Release,
    own: str,
    key: str,
    read: Callable[[Wording], Sequence[nodes.Node]],
) -> nodes.container:
    """Return an entry of the background in the wording that held on the date of a release.

    Arguments:
        own: the archive's language, which wordings are in unless they say otherwise.
        key: that of the entry.
        read: gives the nodes of a wording.

    """
    held = catalogue.registers.wording(key, release)
    assert held is not None, "the scan refuses a release without a wording"
    language = held.language or own
    classes = ["wording", *([f"language-{language}"] if language != spoken(release.language, own) else [])]
    return nodes.container("", *read(held), classes=classes)


def xref(role: str, target: str, text: str = "") -> addnodes.pending_xref:
    """Return a reference of the press domain that prints ``text``, or what its target is called."""
    return addnodes.pending_xref(
        "",
        nodes.inline("", text or target),
        refdomain="press",
        reftype=role,
        reftarget=target,
        refexplicit=bool(text),
        refwarn=True,
    )


def _from_entry(env: BuildEnvironment, key: str, wording: Wording) -> Sequence[nodes.Node]:
    """Return a wording as it was read with its entry (``document.Entry``)."""
    entry = env.get_doctree(addresses.entry(key))
    quotes = entry.findall(nodes.block_quote)
    return next(quote.children for quote in quotes if quote.get("since") == str(wording.from_))


def made(env: BuildEnvironment, shared: Shared) -> nodes.Element:
    """Return what a node stands for, in an element of no kind; its references are not resolved yet."""
    press = press_of(env)
    part, docname, catalogue = shared["part"], shared["docname"], press.catalogue
    release = press.release_of(docname)
    if part == "contacts":
        held: nodes.Node = contacts(catalogue, release, press.language)
    elif part == "background":
        held = background(
            release, press.language, lambda part, key: Shared(part=part, docname=docname, entry=key)
        )
    elif part == "link":
        held = xref("background", shared["entry"])
    else:
        key = shared["entry"]
        held = wording(catalogue, release, press.language, key, partial(_from_entry, env, key))
    result = nodes.Element("", held)
    for reference in result.findall(addnodes.pending_xref):
        reference["refdoc"] = docname
    return result


class Spread(SphinxPostTransform):
    """Give a document nodes of its own where it is no page of an archive's site (``writer.py``)."""

    default_priority = 5  # before references are resolved, at 10

    def run(self, **kwargs: Any) -> None:
        if self.env._builder_cls.name not in {"html", "dirhtml"}:
            while shared := next(self.document.findall(Shared), None):
                shared.replace_self(made(self.env, shared).children)
