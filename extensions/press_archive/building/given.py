"""What each page is given when it is written: its words, its language, and only the assets that it uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from markupsafe import Markup

from ..names import direction
from ..words import translator

if TYPE_CHECKING:
    from ..catalogue import Catalogue
    from ..documents.bodies import Bodies
    from ..formats.metadata import Metadata
    from ..pages.around import Around
    from ..settings import Settings

#: The templates that show where states stand: with drawings and tables, and what these need.
STANDING = frozenset(f"{name}.html" for name in ("group", "quality", "state", "states", "treaties", "treaty"))

#: Stylesheets and scripts, as sets of the names of their files.
Assets = tuple[frozenset[str], frozenset[str]]
_PLAIN: Assets = frozenset({"press.css"}), frozenset({"press.js"})
_OF_SEARCH: Assets = frozenset({"press.css", "search.css"}), frozenset({"search.js"})
_OF_STANDING: Assets = frozenset({"press.css", "standing.css"}), frozenset({"press.js", "standing.js"})
_OF_GUIDES: Assets = _PLAIN[0] | {"guide.css", "pygments.css"}, _PLAIN[1]
_OF_DESIGN: Assets = _OF_GUIDES[0] | {"sphinx-design.min.css"}, _PLAIN[1]


class Given:
    """What the pages of one archive are given.

    Arguments:
        bodies: takes the texts of releases and entries as they are written.

    """

    def __init__(
        self, catalogue: Catalogue, settings: Settings, around: Around, metadata: Metadata, bodies: Bodies
    ) -> None:
        self._catalogue, self._settings, self._around = catalogue, settings, around
        self._metadata, self._bodies = metadata, bodies

    def complete(
        self, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> str | None:
        """Complete what a page is given, and return the template that it needs in place of its own, if any.

        Arguments:
            context: what Sphinx gives, or a generated page's own data; it has its ``canonical`` address.
            doctree: the page's document, if it is of one.

        """
        own = self._settings.language
        context |= {
            "site": self._settings.title,
            "preview": bool(self._settings.preview),
            "lang": own,
            "ui_lang": own,
            "description": context.get("description", ""),
            "crumbs": context.get("crumbs", ()),
        }
        context |= self._metadata.everywhere
        template = None
        assets = _OF_STANDING if templatename in STANDING else _PLAIN
        # Sphinx hands over a document's title as HTML, a generated page's as it is.
        context["heading"] = context["title"] if doctree is None else _plain(context["title"])
        if release := self._catalogue.release_of(pagename):
            around = self._around.taken(release)
            context |= {"release": around, "description": release.summary or ""}
            context |= {"lang": release.language, "ui_lang": around["ui_lang"]}
            context |= {"title": release.title, "heading": around["title"]}  # marked, when it was withdrawn
            context |= self._metadata.release(release, context["body"])
            self._bodies.write(pagename, context["body"])
            template = "release.html"
        elif found := self._catalogue.entry_of(pagename):
            self._bodies.write(pagename, context["body"])
            context |= self._around.entry(found[0])
            context |= self._metadata.entry(*found, context["canonical"])
            template = "entry.html"
        elif pagename == "search":
            assets = _OF_SEARCH
        elif doctree is not None:
            assets = _OF_DESIGN if _uses_design(doctree) else _OF_GUIDES
        if not context["meta_tags"]:
            context |= self._metadata.page(pagename, context["heading"], context["canonical"], context)
        context["dir"] = direction(context["lang"])
        context["ui_dir"] = direction(context["ui_lang"])
        context["_"] = translator(context["ui_lang"])
        for kind, names in zip(("css_files", "script_files"), assets, strict=True):
            context[kind] = [
                file for file in context[kind] if str(file.filename or "").rpartition("/")[2] in names
            ]
        return template


def _plain(html: str) -> str:
    return Markup(html).striptags()  # noqa: S704  (only to take the tags out)


def _uses_design(doctree: nodes.document) -> bool:
    classes = (name for node in doctree.findall(nodes.Element) for name in node["classes"])
    return any(str(name).startswith("sd-") for name in classes)
