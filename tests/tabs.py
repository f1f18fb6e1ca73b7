"""The tab of a reader's browser, in which tests read page after page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page


def as_opened(tab: Page, width: int, height: int) -> Page:
    """Return a tab as it was before a test changed its size or what it prefers; a page is to be loaded."""
    tab.set_viewport_size({"width": width, "height": height})
    tab.emulate_media(media="null", color_scheme="null", reduced_motion="null")
    return tab


@contextmanager
def listening(tab: Page) -> Iterator[tuple[list[str], list[str]]]:
    """Note what the console says meanwhile, and what is asked of hosts."""
    said: list[str] = []
    asked: list[str] = []
    hear: dict[Any, Callable[[Any], None]] = {
        "console": lambda message: said.append(f"{message.type}: {message.text}"),
        "pageerror": lambda error: said.append(str(error)),
        "request": lambda request: asked.append(request.url),
    }
    for event, handler in hear.items():
        tab.on(event, handler)
    try:
        yield said, asked
    finally:
        for event, handler in hear.items():
            tab.remove_listener(event, handler)
