"""The theme's templates, with everything escaped unless it is marked as HTML.

Sphinx hands templates HTML and plain text side by side and escapes neither. Ours are made of
records that people wrote, so the safe way round is the default: only what a template marks with
``|safe`` (the body that docutils wrote, Sphinx's own tags) is HTML.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemBytecodeCache
from markupsafe import Markup, escape
from sphinx.jinja2glue import BuiltinTemplateLoader

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.theming import Theme

_SLASH = re.compile(r"/(?=[^\W_])")


def address(text: str) -> Markup:
    """Print an address, or words that end in one: it goes on in a new line after a slash, not in a word."""
    before, slashes, path = text.partition("//")
    return Markup(f"{escape(before)}{slashes}{_SLASH.sub('/<wbr>', escape(path))}")  # noqa: S704


class Templates(BuiltinTemplateLoader):
    """Sphinx's own template bridge with escaping on.

    Sphinx runs templates in a sandbox, for templates that a stranger wrote. An archive's are its own
    program, so they run without one, which takes a third less time; compiled ones are kept.
    """

    def init(self, builder: Builder, theme: Theme | None = None, dirs: list[str] | None = None) -> None:
        super().init(builder, theme, dirs)
        compiled = Path(builder.doctreedir) / "templates"
        compiled.mkdir(parents=True, exist_ok=True)
        own = Environment(
            loader=self,
            extensions=list(self.environment.extensions),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # one build is one state of the theme
            cache_size=-1,  # there are few, and each page asks for a dozen
            bytecode_cache=FileSystemBytecodeCache(str(compiled)),
        )
        own.filters |= self.environment.filters | {"address": address}
        own.globals |= self.environment.globals
        self.environment = own  # type: ignore[assignment]
