"""The page for addresses that nothing answers, ``404.html``: hosts show it at any depth.

Its links therefore begin at the root of the site, whatever folder of a host that is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from .. import addresses
from ..names import direction
from ..settings import Settings
from ..words import translator

NAME = "404.html"


def render(
    template: Callable[[str, dict[str, Any]], str],
    settings: Settings,
    everywhere: dict[str, Any],
    *,
    earlier: bool = False,
) -> bytes:
    """Make the page; ``template`` renders one of the theme's by its name.

    Arguments:
        earlier: whether there is a page of the addresses of earlier websites to lead to.

    """
    root = urlsplit(settings.base_url).path
    _ = translator(settings.language)

    def pathto(page: str, resource: bool = False) -> str:
        return root + page if resource else addresses.url(root, page)

    context = {
        **everywhere,
        "pagename": "404",
        "heading": _("Page not found"),
        "site": settings.title,
        "lang": settings.language,
        "ui_lang": settings.language,
        "dir": direction(settings.language),
        "ui_dir": direction(settings.language),
        "canonical": "",
        "description": "",
        "crumbs": (),
        "css_files": ["press.css"],
        "script_files": ["notfound.js"],
        "css_tag": lambda name: f'<link rel="stylesheet" href="{root}_static/{name}">',
        "js_tag": lambda name: f'<script type="module" src="{root}_static/{name}"></script>',
        "pathto": pathto,
        "earlier": earlier,
        "_": _,
    }
    return template("notfound.html", context).encode()
