"""A press archive for coalitions that campaign for a treaty, as a Sphinx extension.

:func:`setup` registers everything, in the order of the data's path: what authors write is scanned
into a catalogue, the catalogue's records are read as documents, and pages are made of both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    from importlib.metadata import PackageNotFoundError, version

    from sphinx.util import logging

    from . import settings
    from .building import reading
    from .digests import THEME
    from .documents.document import Entry, Notes, OwnPictures, Parts, PlaceParts
    from .documents.domain import PressDomain, warn_missing
    from .documents.fact_role import FactRole
    from .documents.fields import FieldTable
    from .documents.shared import Shared, Spread

    logger = logging.getLogger(__name__)
    try:
        from .building import speed
    except ImportError as error:  # it may be deleted, and what it replaces may be gone
        logger.info("builds take half as long again: %s", error)
    else:
        speed.install(app)
    for name, default, rebuild, types in settings.VALUES:
        app.add_config_value(name, default, rebuild, types)
    app.add_html_theme("press", THEME)
    app.add_js_file("press.js", loading_method="defer")
    app.add_js_file("search.js", type="module")
    app.add_css_file("guide.css")
    app.add_css_file("search.css")
    app.add_js_file("standing.js", loading_method="defer")
    app.add_css_file("standing.css")

    try:
        own = version("press-archive")
    except PackageNotFoundError:  # run from a source tree that was never installed
        own = "0"
    app.connect("config-inited", reading.configure)
    app.connect("builder-inited", reading.scan)
    app.add_event("press-changed")
    app.add_domain(PressDomain)
    app.add_role_to_domain("press", "fact", FactRole())
    for name, directive in (("parts", Parts), ("entry", Entry), ("notes", Notes), ("fields", FieldTable)):
        app.add_directive_to_domain("press", name, directive)
    app.connect("env-get-outdated", reading.outdated)
    app.connect("source-read", reading.source_read)
    app.connect("doctree-read", reading.document_read)
    app.add_transform(PlaceParts)
    app.add_transform(OwnPictures)
    app.add_node(Shared)
    app.add_post_transform(Spread)
    app.connect("warn-missing-reference", warn_missing)
    app.connect("env-updated", reading.checked)
    # The rest is for the site, where there is one to be made (``building/site.py``).
    return {
        "version": own,
        "env_version": 4,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
