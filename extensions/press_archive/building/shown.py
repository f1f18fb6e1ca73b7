"""What the page of each document shows besides its own text, told without writing it.

Sphinx writes a page again when its document has changed. Ours also show what other files say: neighbours,
titles of what they point to, figures, the registers. A page is written again when any of it has changed.
The files beside it (citations, feeds, data, the index of words) say the same but for the neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import docname_join

from .. import addresses
from ..digests import code_digest, digest
from ..kept import Kept
from .stamps import Stamps

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from ..documents.domain import PressDomain
    from ..pages.around import Around

#: Where sections are numbered, Sphinx does that later, and writes again what is numbered anew.
_NUMBERS = re.compile(r' secnumber="[^"]*"')


class Shown:
    """What the documents of one environment show.

    Arguments:
        folder: where digests of surroundings are kept between builds.
        made_by: identifies what makes pages of what they show.
        common: identifies what the surroundings of all releases draw on, besides the releases.

    """

    def __init__(
        self,
        env: BuildEnvironment,
        domain: PressDomain,
        around: Around,
        folder: Path,
        *,
        made_by: str,
        common: bytes,
    ) -> None:
        self._env, self._domain, self._around, self._made_by = env, domain, around, made_by
        self._stamps = Stamps(domain.catalogue, common)
        self._kept: Kept[tuple[str, str]] = Kept(folder, code_digest())
        standard = env.domains.standard_domain
        self._labels, self._places = standard.labels, standard.anonlabels
        objects = standard.objects.items()
        self._terms = {name.casefold(): place for (kind, name), place in objects if kind == "term"}
        self._entries = {
            key: digest([domain.find("background", key), *self._pointed_to(addresses.entry(key))])
            for key in domain.catalogue.registers.background
        }

    def of(self, docname: str) -> tuple[str, str]:
        """Return a digest of what a document says, and what tells what its page shows: what is near it, too.

        What lists a document says its address.
        """
        domain, pointed_to = self._domain, self._pointed_to(docname)
        told, near = self._around_it(docname)
        if release := domain.catalogue.release_of(docname):
            # Its background is read with the entries.
            pointed_to.extend(self._entries[key] for key in release.background)
        figures = domain.figures.get(docname, {})
        said = digest((self._made_by, docname, domain.read[docname], figures, told, pointed_to))
        return said, said + near

    def save(self) -> None:
        """Keep what was worked out, when all documents were asked for."""
        self._kept.save()

    def _around_it(self, docname: str) -> tuple[str, str]:
        if release := self._domain.catalogue.release_of(docname):
            work_out = partial(self._around.digests, release)
            return self._kept.value(docname, self._stamps.of(release), work_out)
        if found := self._domain.catalogue.entry_of(docname):
            return digest(self._around.entry(found[0])), ""
        return "", ""

    def _pointed_to(self, docname: str) -> list[object]:
        """Return what a document's references print and where they lead."""
        titles = self._env.titles
        shown: list[object] = []
        for domain, kind, target in self._domain.points_to.get(docname, ()):
            if domain == "press":
                shown.append(self._domain.find(kind, target))
            elif kind == "doc":
                name = docname_join(docname, target)
                shown.append(titles[name].astext() if name in titles else name)
            elif (domain, kind) == ("std", "ref"):
                shown.append((self._labels.get(target), self._places.get(target)))
            elif (domain, kind) == ("std", "term"):
                shown.append(self._terms.get(target.casefold()))
            else:
                shown.append(self._defined.get(target) if domain == "doc" else self._all_defined)
        shown.extend(self._below(docname, {docname}))
        return shown

    def _below(self, docname: str, seen: set[str]) -> Iterator[object]:
        """Yield what a table of contents can show: the headings of all documents below one."""
        for name in self._env.toctree_includes.get(docname, ()):
            if name not in seen and name in self._env.tocs:
                seen.add(name)
                yield name, self._env.titles[name].astext()
                yield _NUMBERS.sub("", self._env.tocs[name].pformat())
                yield from self._below(name, seen)

    @cached_property
    def _defined(self) -> Mapping[str, object]:
        """What each document has that a link into it can name: its title, headings and labels."""
        named: dict[str, list[object]] = {}
        for name, (docname, *place) in sorted({**self._places, **self._labels}.items()):
            named.setdefault(docname, []).append((name, place))
        return {
            docname: (title.astext(), self._env.metadata[docname].get("myst_slugs"), named.get(docname))
            for docname, title in self._env.titles.items()
        }

    @cached_property
    def _all_defined(self) -> str:
        """Digest all that documents define: a link that names no kind of thing can lead to any."""
        env = self._env
        objects = [(name, sorted(domain.get_objects())) for name, domain in sorted(env.domains.items())]
        equations = sorted(env.domains.math_domain.equations.items())
        return digest((sorted(self._defined.items()), objects, equations))
