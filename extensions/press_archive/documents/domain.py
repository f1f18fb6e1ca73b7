"""The ``press`` domain: how documents, here and in other projects, point to the archive's records.

A release, a state, a campaign and a background entry are objects of the inventory, under the name
that is also their address; ``press:page`` points to the archive's own index pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain, ObjType
from sphinx.errors import NoUri
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from ..archive import Release
from ..catalogue import Catalogue
from ..targets import KINDS, Printed, Target, find, keys, marked_title, missing, not_public, printed

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import RoleFunction

logger = logging.getLogger(__name__)


#: Digests of what a document takes from other files and of its source; and the files that it links to, with
#: whether they were there.
Read = tuple[str, str, tuple[tuple[str, bool], ...]]
#: What a document points to: domain, kind and target.
PointsTo = tuple[str, str, str]


class ReleaseRole(XRefRole):
    """Points to a release; ``~`` before its name prints the short form, its date."""

    def process_link(
        self, env: BuildEnvironment, refnode: nodes.Element, has_explicit_title: bool, title: str, target: str
    ) -> tuple[str, str]:
        refnode["short"] = target.startswith("~")
        return title, target.removeprefix("~")


class PressDomain(Domain):
    """The archive's records as objects that can be referred to."""

    name = "press"
    label = "Press archive"
    object_types: ClassVar = {kind: ObjType(kind, kind) for kind in KINDS}
    roles: ClassVar[dict[str, RoleFunction | XRefRole]] = {
        kind: (ReleaseRole if kind == "release" else XRefRole)(
            innernodeclass=nodes.inline, warn_dangling=True
        )
        for kind in object_types
    }
    #: Per document: what it was read with, what its pages point to, and what its figures print. Nothing
    #: else is born while reading.
    initial_data: ClassVar = {"read": {}, "points_to": {}, "figures": {}}
    data_version = 5  # 5: `read` holds digests of files

    #: Complete before the first document is read; never pickled (it hangs on the instance).
    catalogue: Catalogue
    #: What releases print alike, as it was written (``writer.py``).
    shown: dict[object, str]

    def stand_on(self, catalogue: Catalogue) -> None:
        """Let documents point to what is in a catalogue; what was written of another is forgotten."""
        self.catalogue, self.shown = catalogue, {}

    @property
    def language(self) -> str:
        return self.catalogue.language

    def release_of(self, docname: str) -> Release:
        """Return the release that a document is."""
        release = self.catalogue.release_of(docname)
        assert release is not None, "only releases are read as such"
        return release

    @property
    def read(self) -> dict[str, Read]:
        """What each document was read with."""
        read: dict[str, Read] = self.data["read"]
        return read

    @property
    def points_to(self) -> dict[str, list[PointsTo]]:
        """The references of each document."""
        points_to: dict[str, list[PointsTo]] = self.data["points_to"]
        return points_to

    @property
    def figures(self) -> dict[str, dict[tuple[str, str], Printed | str]]:
        """The marked figures of each document that has any, and what each printed when it was read.

        A figure is its words and its target; of one that is not understood there is a message instead.
        """
        figures: dict[str, dict[tuple[str, str], Printed | str]] = self.data["figures"]
        return figures

    def printed(self, docname: str, written: str, target: str) -> Printed | str:
        """Return what a marked figure prints in a document now."""
        try:
            return printed(self.catalogue, self.catalogue.release_of(docname), written, target)
        except ValueError as error:
            return str(error)

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        found = {
            (node.get("refdomain") or "", node["reftype"], node["reftarget"])
            for node in document.findall(addnodes.pending_xref)
        }
        if found:
            self.points_to[docname] = sorted(found)

    def clear_doc(self, docname: str) -> None:
        for table in self.initial_data:
            self.data[table].pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        for table in self.initial_data:
            self.data[table].update({d: v for d, v in otherdata[table].items() if d in docnames})

    def find(self, kind: str, target: str, language: str = "") -> Target | None:
        """Return what a role points to, in the words of a language or of the site's own; or ``None``."""
        return find(self.catalogue, kind, target, language or self.language)

    def missing(self, kind: str, target: str) -> str:
        """Say that a role points to nothing, and what is near."""
        catalogue = self.catalogue
        if kind == "release" and target in catalogue.withheld:
            return not_public(target)
        names = [release.name for release in catalogue.releases]
        return missing(kind, target, catalogue.registers, catalogue.names, names)

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        citing = self.catalogue.release_of(fromdocname)
        language = citing.language if citing else self.language
        found = self.find(typ, target, language)
        if found is None:
            return None
        if not node.get("refexplicit"):
            contnode = _printed(found, language, short=node.get("short", False))
        try:
            return make_refnode(builder, fromdocname, found.page, "", contnode)
        except NoUri:  # a builder without the archive's index pages
            return nodes.reference("", "", contnode, internal=True)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        kinds = ("campaign", "background")  # a release answers by its label, and would answer twice
        found = [
            (f"press:{kind}", self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode))
            for kind in kinds
        ]
        return [(kind, reference) for kind, reference in found if reference is not None]

    def mark_withdrawn(self, env: BuildEnvironment) -> None:
        """Let Sphinx's own roles name a release as ours do, here and, by the inventory, in other projects.

        Sphinx knows the title that was read, and a release is not read again when it is withdrawn.
        """
        labels = env.domains.standard_domain.labels
        for release in self.catalogue.releases:
            place, title = labels.get(release.name.lower()), marked_title(release, self.language)
            if place and place[2] != title:
                labels[release.name.lower()] = (*place[:2], title)
                env.titles[release.docname] = nodes.title("", title)

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        releases = [release.name for release in self.catalogue.releases]
        for kind in KINDS:
            for key in keys(kind, self.catalogue.registers, releases):
                target = self.find(kind, key)
                assert target is not None
                yield key, target.mark + target.text, kind, target.page, "", 1


def press_of(env: BuildEnvironment) -> PressDomain:
    """Return the domain of an environment."""
    press = env.domains["press"]
    assert isinstance(press, PressDomain)
    return press


def _printed(target: Target, language: str, *, short: bool) -> nodes.inline:
    """Print what a role points to; a name keeps its own language, and says so.

    A release is cited by its title and its date, or by its date alone.
    """
    printed = nodes.inline("", "", classes=["release"] if target.when else [])
    if short and target.when:
        printed += nodes.Text(target.when)
        return printed
    printed += nodes.Text(target.mark)
    foreign = target.language != language
    name = nodes.inline("", target.text, classes=[f"language-{target.language}"])
    printed += name if foreign else nodes.Text(target.text)
    if target.when:
        printed += nodes.Text(f" ({target.when})")
    return printed


def warn_missing(app: Sphinx, domain: Domain, node: addnodes.pending_xref) -> bool | None:
    """Report a missing target of ours with the nearest match."""
    if not isinstance(domain, PressDomain):
        return None
    kind, target = node["reftype"], node["reftarget"]
    logger.warning("%s", domain.missing(kind, target), location=node, type="press", subtype=f"missing-{kind}")
    return True
