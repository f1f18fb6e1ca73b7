"""A small archive in five languages, made up for searching, and a host as careful as any."""

from __future__ import annotations

import gzip
import json
import threading
from collections import Counter
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page
from press_archive.ledger.file import append, read_ledger
from press_archive.search import pagefind

from tests.helpers import Archive, Site, build, publish_all
from tests.tabs import as_opened, listening

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'"
)

#: Name, title, text, and more of each release.
RELEASES: tuple[tuple[str, str, str, dict[str, object]], ...] = (
    (
        "2010/01/lagoon-prisoners",
        "Journalists behind bars on the lagoon",
        "Two journalists were imprisoned. Press—freedom is not a gift. Maria Orlova waits for a fair trial.",
        {"about": ["CI"]},
    ),
    ("2011/06/convention", "The harbour convention", "Parliament accepted the treaty.", {"about": ["CI"]}),
    (
        "2011/06/convention.fr",
        "La convention du port",
        "L’État salue l’opposant libéré et les droits de l’homme. Des journalistes l’attendaient.",
        {"about": ["CI"]},
    ),
    ("2012/07/ferry", "A new ferry", "Niger opened a ferry.", {"about": ["NE"], "kind": "news"}),
    ("2012/08/quay", "A new quay", "Nigeria built a quay.", {"about": ["NG"], "kind": "news"}),
    (
        "2013/02/opposants.fr",
        "Des opposants au procès",
        "Les opposants emprisonnés attendent un procès équitable en Azerbaïdjan.",
        {"about": ["AZ"]},
    ),
    (
        "2013/03/periodistas.es",
        "Periodistas encarcelados",
        "Los periodistas encarcelados esperan un juicio justo. El año pasado, México cerró el puerto.",
        {"about": ["NE"]},
    ),
    (
        "2014/02/zhurnalisty.ru",
        "Журналисты и новая гавань",
        "В Азербайджане открыта гавань. Политзаключенного Орлова освободили. Журналистам нужна свобода.",
        {"about": ["AZ"]},
    ),
    (
        "2014/03/sahafiyun.ar",
        "الصحفيون في الميناء",
        "دعا التحالف إلى الحرية للصحفيين. زار الوفد الميناء بأذربيجان.",
        {"about": ["AZ"]},
    ),
)
#: More words than an excerpt has: seven sentences of eight, or nine.
LONG = (
    "Seals slept on the warm sand until noon. Gulls cried over the nets that were drying. "
    "A child counted masts and lost the count. Nobody lit the lantern at the pier’s end. "
    "The tide took two oars and a hat. Ropes were mended, and so were old quarrels. "
    "When it was dark, everyone slept at anchor."
)
#: No release says these, but begins alike: Pagefind alone would answer with them.
ALIKE = "A mammal, a mammoth and mammon met at the azure azimuth."


class Host:
    """Serves a folder under the strictest policy, compressed as hosts do, and counts what it sends."""

    def __init__(self, folder: Path) -> None:
        self.sent: Counter[str] = Counter()
        self.missing: list[str] = []
        handler = partial(_Handler, self, directory=str(folder))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, host: Host, *args: object, directory: str) -> None:
        self._host = host
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
            return
        if not file.is_file():
            self._host.missing.append(self.path)
            self.send_error(404)
            return
        content, kind = file.read_bytes(), self.guess_type(file)
        packed = kind.startswith(("text/", "application/json")) or "javascript" in kind
        body = gzip.compress(content, 6) if packed else content
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self._host.sent[self.path.partition("?")[0]] += len(body)
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="session")
def five(tmp_path_factory: pytest.TempPathFactory) -> tuple[Archive, Site]:
    """The archive in five languages, built."""
    if pagefind.program() is None:
        pytest.skip("Pagefind is not installed here")
    folder = tmp_path_factory.mktemp("five")
    archive = Archive(folder / "archive")
    archive.edit("conf.py", '["en", "fr", "ar"]', '["en", "fr", "es", "ar", "ru"]')
    for name, title, text, more in RELEASES:
        archive.release(name, text, title=title, **more)
    archive.release("2015/01/alike", ALIKE)
    archive.release("2015/02/boats", LONG, title="A day among the hundred boats", language="en")
    publish_all(archive.root)
    quay = read_ledger(archive.root).holds["2012/08/quay"]
    former = quay._replace(address="2012/06/jetty")
    moved = [line._replace(state="moved", target=quay.address) for line in (former, quay)]
    append(archive.root, [former, moved[0], moved[1]._replace(address="https://old.example.org/quay-opens/")])
    return archive, build(archive.root, folder / "site", publish=False)


@pytest.fixture(scope="module")
def host(five: tuple[Archive, Site]) -> Iterator[Host]:
    served = Host(five[1].out)
    yield served
    served.close()


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """The tab as a reader's browser opens it; in the end, its console has said nothing."""
    with listening(as_opened(tab, 1280, 900)) as (said, _):
        yield tab
    assert not said, said


def found(page: Page) -> list[str]:
    """Wait for the results of the search, and name the releases shown, in their order."""
    page.wait_for_selector("#found:not([aria-busy])", state="attached")
    links = page.locator("#hits .row-title a").evaluate_all("links => links.map(a => a.pathname)")
    return [link.removeprefix("/releases/").strip("/") for link in links]


def rows(file: Path) -> list[list[object]]:
    """Return the rows of one of the files that the search page filters."""
    read: list[list[object]] = json.loads(file.read_text("utf-8"))["rows"]
    return read
