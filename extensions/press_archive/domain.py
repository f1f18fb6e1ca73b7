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

from . import document
from .archive import Release
from .catalogue import Catalogue
from .document import Entry, Notes, Parts
from .fact_role import FactRole
from .fields import FieldTable
from .names import date_words
from .records import did_you_mean
from .release_facts import Printed, printed
from .rows import marked_title
from .tree import BACKGROUND, PAGES, TREATIES
from .words import translator

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import RoleFunction

logger = logging.getLogger(__name__)


class Target(NamedTuple):
    """What a role points to: the page, the text it prints by itself, and that text's language."""

    page: str
    text: str
    language: str


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
    object_types: ClassVar = {
        "release": ObjType("release", "release"),
        "state": ObjType("state", "state"),
        "campaign": ObjType("campaign", "campaign"),
        "background": ObjType("background", "background"),
        "page": ObjType("page", "page"),
        "treaty": ObjType("treaty", "treaty"),
    }
    roles: ClassVar[dict[str, RoleFunction | XRefRole]] = {
        kind: (ReleaseRole if kind == "release" else XRefRole)(
            innernodeclass=nodes.inline, warn_dangling=True
        )
        for kind in object_types
    } | {"fact": FactRole()}
    directives: ClassVar = {"parts": Parts, "entry": Entry, "notes": Notes, "fields": FieldTable}
    #: Per document: what it was read with, what its pages point to, and what its figures print. Nothing
    #: else is born while reading.
    initial_data: ClassVar = {"read": {}, "points_to": {}, "figures": {}}
    data_version = 5  # 5: `read` holds digests of files

    #: Complete before the first document is read; never pickled (it hangs on the instance).
    catalogue: Catalogue
    #: The site's own language.
    language: str = "en"
    #: What releases print alike, as it was written (``writer.py``).
    shown: dict[object, str]

    def release_of(self, docname: str) -> Release:
        """Return the release that a document is."""
        release = document.release_of(self.catalogue, docname)
        assert release is not None, "only releases are read as such"
        return release

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
            return printed(self.catalogue, document.release_of(self.catalogue, docname), written, target)
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

    def find(self, kind: str, target: str) -> Target | None:
        """Return what a role points to, or ``None``."""
        catalogue = self.catalogue
        registers = catalogue.registers
        match kind:
            case "release":
                if release := catalogue.resolve(target):
                    when = date_words(release.date, release.language)
                    return Target(
                        release.docname, f"{marked_title(release, self.language)} ({when})", release.language
                    )
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
        release = self.catalogue.resolve(target) if typ == "release" else None
        if release and not node.get("refexplicit"):
            contnode = self._in_house_style(release, fromdocname, short=node.get("short", False))
        elif not node.get("refexplicit"):
            contnode = nodes.inline("", found.text)
            if found.language != self.language:
                contnode["classes"].append(f"language-{found.language}")
        try:
            return make_refnode(builder, fromdocname, found.page, "", contnode)
        except NoUri:  # a builder without the archive's index pages
            return nodes.reference("", "", contnode, internal=True)

    def _in_house_style(self, release: Release, fromdocname: str, *, short: bool) -> nodes.inline:
        """Print a citation in the language of the document that cites: the title, and the date in words.

        The title stays in its own language, and says so.
        """
        citing = document.release_of(self.catalogue, fromdocname)
        language = citing.language if citing else self.language
        when = date_words(release.date, language)
        printed = nodes.inline("", "", classes=["release"])
        if short:
            printed += nodes.Text(when)
            return printed
        foreign = release.language != language
        title = marked_title(release, language)
        printed += (
            nodes.inline("", title, classes=[f"language-{release.language}"])
            if foreign
            else nodes.Text(title)
        )
        printed += nodes.Text(f" ({when})")
        return printed

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
