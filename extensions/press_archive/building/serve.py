"""The archive on one's own machine: built, served, and built again when a file is saved.

What builds is a process of its own that keeps everything in memory. A text that is saved is shown at
once; the lists, feeds and other pages follow. A build that fails leaves the last good site to be served, with
what is wrong above each page.
"""

from __future__ import annotations

import functools
import http.server
import json
import logging
import multiprocessing
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Protocol

from watchfiles import DefaultFilter, watch

from ..garbage import throw_away
from ..pages import notfound

#: Loads a page again when it is told nothing, and otherwise shows what it is told.
_SCRIPT = b"""\
new EventSource("/-/changes").onmessage = ({ data }) => {
  const wrong = JSON.parse(data);
  if (!wrong) return location.reload();
  const bar = document.getElementById("press-wrong") ?? document.createElement("pre");
  Object.assign(bar, { id: "press-wrong", role: "alert", textContent: `Not shown yet:\\n${wrong}` });
  bar.style = "background: #8a1c1c; color: #fff; margin: 0; padding: 1rem; white-space: pre-wrap";
  document.body.prepend(bar);
};
"""
_TAG = b'<script src="/-/reload.js"></script></head>'


class _News(threading.Condition):
    """What pages are told: whenever they are new, and what is wrong, if anything is."""

    wrong = ""

    def tell(self, wrong: str) -> None:
        with self:
            self.wrong = wrong
            self.notify_all()


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Static files, with a script that reloads the page after each build."""

    def __init__(self, *args: Any, news: _News, **kwargs: Any) -> None:
        self._news = news
        super().__init__(*args, **kwargs)

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
        lost = Path(self.directory, notfound.NAME)
        if file.suffix == ".html" and file.is_file():
            self._show(file)
        elif not file.exists() and lost.is_file():
            self._show(lost, HTTPStatus.NOT_FOUND)
        else:
            super().do_GET()

    def _show(self, page: Path, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send(page.read_bytes().replace(b"</head>", _TAG, 1), "text/html; charset=utf-8", status)

    def _send(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def _wait(self) -> None:
        """Tell a page of each build, while it is open (server-sent events, HTML standard)."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        with self._news:
            wrong = self._news.wrong or self._next()
        with suppress(OSError):  # the page was closed meanwhile
            while True:
                self.wfile.write(f"data: {json.dumps(wrong)}\n\n".encode())
                with self._news:
                    wrong = self._next()

    def _next(self) -> str:
        self._news.wait()
        return self._news.wrong


class Builder(Protocol):
    """What makes the site that is served, in a process of its own."""

    def build(self) -> str:
        """Make the whole site; returns what is wrong, or nothing."""

    def show(self, changed: set[str]) -> bool:
        """Make only the pages of texts that have changed, at once; whether that could be done."""


def _keep_building(changes: Connection, make: Callable[[], Builder]) -> None:
    """Build now and for each set of changed files that is received; tell whenever pages are new.

    A changed text is shown at once, by this process, where all is in memory. The whole site follows in a
    process forked from this one, so that the next text need not wait for it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which then ends this process
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    changes.recv()  # from here on, every change is heard of
    builder = make()
    changes.send(builder.build())
    waiting: set[str] = set()
    whole: tuple[BaseProcess, Connection] | None = None
    while True:
        ready = wait([changes, whole[1]] if whole else [changes])
        if changes in ready:
            try:
                waiting |= changes.recv()
            except EOFError:  # the server has gone
                return
        if whole and whole[1] in ready:
            wrong = whole[1].recv()
            whole[0].join()
            whole = None
            if not waiting:
                changes.send(wrong)
        if not waiting:
            continue
        shown = builder.show(waiting)
        if shown:
            changes.send("")
        if whole:
            continue  # it may still write what these files were before; then they are shown again
        if shown and "fork" in multiprocessing.get_all_start_methods():
            whole = _build_apart(builder)
        else:
            changes.send(builder.build())
            throw_away()  # the application before this one, a whole archive
        waiting = set()


def _build_apart(builder: Builder) -> tuple[BaseProcess, Connection]:
    """Make the whole site in a process forked from this one; returns it, and where it tells how it went."""
    ours, theirs = multiprocessing.Pipe(duplex=False)

    def build() -> None:
        wrong = "the build stopped; the terminal says why"
        try:
            wrong = builder.build()
        finally:
            theirs.send(wrong)

    process = multiprocessing.get_context("fork").Process(target=build)
    process.start()
    theirs.close()
    return process, ours


def serve(
    root: Path, site: Path, port: int, make: Callable[[], Builder], on_ready: Callable[[str], None]
) -> None:
    """Serve ``site`` on 127.0.0.1 until interrupted, built now and after each change.

    Arguments:
        port: 0 takes a free one.
        make: makes what builds the site; called in another process.
        on_ready: told the address.

    Raises:
        OSError: the port is taken, or not for everybody to use.

    """
    news = _News()
    site.mkdir(parents=True, exist_ok=True)
    handler = functools.partial(_Handler, directory=str(site), news=news)
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise OSError(error.errno, f"{error.strerror}; try --port 0", f"port {port}") from None
    server.daemon_threads = True
    watched = [
        path for name in ("conf.py", "docs", "releases", "extensions") if (path := root / name).exists()
    ]
    logging.getLogger("watchfiles").setLevel(logging.ERROR)  # it would report Ctrl+C
    heard = watch(
        *watched, watch_filter=DefaultFilter(), raise_interrupt=False, rust_timeout=200, yield_on_timeout=True
    )
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_keep_building, args=(theirs, make))
    process.start()
    theirs.close()
    try:
        next(heard)
        ours.send(set())
        news.tell(ours.recv())

        def tell() -> None:
            with suppress(EOFError, OSError):
                while True:
                    news.tell(ours.recv())

        for work in (server.serve_forever, tell):
            threading.Thread(target=work, daemon=True).start()
        on_ready(f"http://127.0.0.1:{server.server_port}/")
        for changes in heard:
            if changes:
                ours.send({Path(path).relative_to(root).as_posix() for _, path in changes})
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        pass  # it is ended, or what builds has ended and has said why
    finally:
        ours.close()
        process.terminate()
        process.join()
        server.server_close()
