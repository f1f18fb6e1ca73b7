"""The archive on one's own machine: built, served, and built again when a file is saved.

Each build runs in a process forked from this one, where everything is imported already, so an edit
waits for its own work only; and a build that fails leaves the last good site to be served.
"""

from __future__ import annotations

import functools
import http.server
import logging
import multiprocessing
import threading
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path

from watchfiles import DefaultFilter, watch

_SCRIPT = b"new EventSource('/-/changes').onmessage = () => location.reload();\n"
_TAG = b'<script src="/-/reload.js"></script></head>'


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Static files, with a script that reloads the page after each build."""

    def __init__(self, *args: object, built: threading.Condition, **kwargs: object) -> None:
        self._built = built
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: the terminal is for the author's problems."""

    def do_GET(self) -> None:
        if self.path == "/-/reload.js":
            self._send(_SCRIPT, "text/javascript")
        elif self.path == "/-/changes":
            self._wait()
        else:
            self._page()

    def _page(self) -> None:
        file = Path(self.translate_path(self.path))
        if file.is_dir() and self.path.partition("?")[0].endswith("/"):
            file /= "index.html"
        if file.suffix == ".html" and file.is_file():
            self._send(file.read_bytes().replace(b"</head>", _TAG, 1), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def _wait(self) -> None:
        """Keep a browser's request open until the next build (server-sent events, HTML standard)."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        with self._built:
            self._built.wait()
        try:
            self.wfile.write(b"data: built\n\n")
        except OSError:
            return  # the page was closed meanwhile


def in_child(work: Callable[[], object]) -> None:
    """Run a build in a process of its own, with all modules already loaded where the system can fork."""
    if "fork" in multiprocessing.get_all_start_methods():
        child: BaseProcess = multiprocessing.get_context("fork").Process(target=work)
    else:
        child = multiprocessing.get_context("spawn").Process(target=work)
    child.start()
    child.join()


def serve(
    root: Path, site: Path, port: int, build: Callable[[], None], on_ready: Callable[[str], None]
) -> None:
    """Serve ``site`` on 127.0.0.1 until interrupted, calling ``build`` now and after each change.

    ``port`` 0 takes a free one; ``on_ready`` is told the address.

    Raises:
        OSError: the port is taken.

    """
    built = threading.Condition()
    site.mkdir(parents=True, exist_ok=True)
    handler = functools.partial(_Handler, directory=str(site), built=built)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    build()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    on_ready(f"http://127.0.0.1:{server.server_port}/")
    logging.getLogger("watchfiles").setLevel(logging.ERROR)  # it would report Ctrl+C
    watched = [
        path for name in ("conf.py", "docs", "releases", "extensions") if (path := root / name).exists()
    ]
    try:
        for _changes in watch(*watched, watch_filter=DefaultFilter(), raise_interrupt=False):
            build()
            with built:
                built.notify_all()
    finally:
        server.shutdown()
        server.server_close()
