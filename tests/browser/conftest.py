"""A real Chromium looking at the real archive, served as a careful host would serve it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page

from tests.helpers import Site
from tests.tabs import as_opened

POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"


class Host:
    """Serves a folder on this machine, and counts the bytes of each answer."""

    def __init__(self, site: Site) -> None:
        self.sent: Counter[str] = Counter()
        self._server = ThreadingHTTPServer(
            ("127.0.0.1", 0), partial(_Handler, self.sent, directory=str(site.out))
        )
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    def __init__(self, sent: Counter[str], *args: object, directory: str) -> None:
        self._sent = sent
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def copyfile(self, source: object, outputfile: object) -> None:
        content = source.read()  # type: ignore[attr-defined]
        self._sent[self.path] += len(content)
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def host(real: Site) -> Iterator[Host]:
    served = Host(real)
    yield served
    served.close()


@pytest.fixture
def page(tab: Page) -> Page:
    """The tab as a reader's browser opens it, at the archive's address; load a page in it."""
    return as_opened(tab, 1280, 720)


@pytest.fixture(scope="module")
def unscripted(browser: Browser, host: Host) -> Iterator[Page]:
    """A tab of a browser that runs no script."""
    context = browser.new_context(base_url=host.address, java_script_enabled=False)
    yield context.new_page()
    context.close()
