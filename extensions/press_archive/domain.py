"""The ``press`` domain: how documents, here and in other projects, point to the archive's records.

A release, a state, a campaign and a background entry are objects of the inventory, under the name
that is also their address; ``press:page`` points to the archive's own index pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain, ObjType
from sphinx.errors import NoUri
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from .catalogue import Catalogue
from .document import Entry, Notes, Parts
from .fact_role import FactRole
from .fields import FieldTable
from .names import date_words
from .records import did_you_mean
from .tree import BACKGROUND, PAGES, TREATIES
from .words import translator

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


class Target(NamedTuple):
    """What a role points to: the page, the text it prints by itself, and that text's language."""

    page: str
    text: str
    language: str


class PressDomain(Domain):
    """The archive's records as objects that can be referred to."""

    name = "press"
    label = "Press archive"
    object_types: ClassVar = {
        "release": ObjType("release", "release"),
        "state": ObjType("state", "state"),
        "campaign": ObjType("campaign", "campaign"),
        "background": ObjType("background", "background"),
        "page": ObjType("page", "page"),
        "treaty": ObjType("treaty", "treaty"),
    }
    roles: ClassVar = {
        kind: XRefRole(innernodeclass=nodes.inline, warn_dangling=True) for kind in object_types
    } | {"fact": FactRole()}
    directives: ClassVar = {"parts": Parts, "entry": Entry, "notes": Notes, "fields": FieldTable}
    #: Per document: what it was read with, and what its pages point to. Nothing else is born while reading.
    initial_data: ClassVar = {"read": {}, "points_to": {}}
    data_version = 3  # 3: `read` holds the documents that are linked as files

    #: Complete before the first document is read; never pickled (it hangs on the instance).
    catalogue: Catalogue
    #: The site's own language.
    language: str = "en"

    @property
    def read(self) -> dict[str, tuple[str, str, tuple[tuple[str, bool], ...]]]:
        """What each document was read with.

        What it takes from other files and its source, as digests; and the documents that it links to
        as files, with whether they were there.
        """
        read: dict[str, tuple[str, str, tuple[tuple[str, bool], ...]]] = self.data["read"]
        return read

    @property
    def points_to(self) -> dict[str, list[tuple[str, str, str]]]:
        """The references of each document: domain, kind and target."""
        points_to: dict[str, list[tuple[str, str, str]]] = self.data["points_to"]
        return points_to

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        found = {
            (node.get("refdomain") or "", node["reftype"], node["reftarget"])
            for node in document.findall(addnodes.pending_xref)
        }
        if found:
            self.points_to[docname] = sorted(found)

    def clear_doc(self, docname: str) -> None:
        self.read.pop(docname, None)
        self.points_to.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        for table in ("read", "points_to"):
            self.data[table].update({d: v for d, v in otherdata[table].items() if d in docnames})

    def find(self, kind: str, target: str) -> Target | None:
        """Return what a role points to, or ``None``."""
        catalogue = self.catalogue
        registers = catalogue.registers
        match kind:
            case "release":
                if release := catalogue.get(target):
                    when = date_words(release.date, release.language)
                    return Target(release.docname, f"{release.title} ({when})", release.language)
            case "state":
                if (code := catalogue.names.code(target)) and code in registers.states:
                    return Target(
                        f"states/{code.lower()}", catalogue.names.name(code, self.language), self.language
                    )
            case "campaign":
                if campaign := registers.campaigns.get(target):
                    return Target(f"campaigns/{target}", campaign.name, self.language)
            case "background":
                if entry := registers.background.get(target):
                    return Target(f"{BACKGROUND}/{target}", entry.term, self.language)
            case "treaty":
                if treaty := registers.treaties.get(target):
                    return Target(f"{TREATIES}/{target}", treaty.record.name, self.language)
            case "page":
                if page := PAGES.get(target):
                    return Target(page.name, translator(self.language)(page.title), self.language)
        return None

    def suggest(self, kind: str, target: str) -> str:
        """Finish the message about a missing target with the nearest one."""
        catalogue = self.catalogue
        if kind == "state":
            return catalogue.names.suggest(target)
        if kind == "release" and target in catalogue.withheld:
            return "; it is not public yet and cannot be cited before it is"
        known: dict[str, Iterable[str]] = {
            "release": (release.name for release in catalogue.releases),
            "campaign": catalogue.registers.campaigns,
            "background": catalogue.registers.background,
            "page": PAGES,
            "treaty": catalogue.registers.treaties,
        }
        return did_you_mean(target, known[kind])

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
        found = self.find(typ, target)
        if found is None:
            return None
        if not node.get("refexplicit"):
            contnode = nodes.inline("", found.text)
            if found.language != self.language:
                contnode["classes"].append(f"language-{found.language}")
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

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        catalogue = self.catalogue
        names: list[tuple[str, Iterable[str]]] = [
            ("release", (release.name for release in catalogue.releases)),
            ("state", catalogue.registers.states),
            ("campaign", catalogue.registers.campaigns),
            ("background", catalogue.registers.background),
            ("page", PAGES),
            ("treaty", catalogue.registers.treaties),
        ]
        for kind, keys in names:
            for key in keys:
                target = self.find(kind, key)
                assert target is not None
                text = target.text if kind != "release" else target.text.rpartition(" (")[0]
                yield key, text, kind, target.page, "", 1


def warn_missing(app: Sphinx, domain: Domain, node: addnodes.pending_xref) -> bool | None:
    """Report a missing target of ours with the nearest match."""
    if not isinstance(domain, PressDomain):
        return None
    kind, target = node["reftype"], node["reftarget"]
    near = domain.suggest(kind, target)
    logger.warning(
        "there is no %s %r%s", kind, target, near, location=node, type="press", subtype=f"missing-{kind}"
    )
    return True
