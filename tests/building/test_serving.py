"""``press-archive serve``: what an author sees in the browser after saving a file."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.desk import Desk
from tests.helpers import Archive

AZURE, LAGOON = "2014/05/azure-coast", "2016/09/lagoon-ratifies"

#: Seconds after which something will not happen any more.
PATIENCE = 60


class Served:
    """The server as a process of its own, and what it says in the terminal."""

    def __init__(self, root: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "press_archive", "serve", "--port", "0"],
            cwd=root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # A program started in the background ignores Ctrl+C, and so would what it starts.
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        )
        self._said: list[str] = []
        self._heard = threading.Event()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self.hears("http://")
        found = re.search(r"http://\S+?/", self.said)
        assert found, self.said
        self._host = urlsplit(found[0]).netloc

    def _listen(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._said.append(line)
            self._heard.set()

    @property
    def said(self) -> str:
        return "".join(self._said)

    def hears(self, words: str, times: int = 1) -> None:
        """Wait until the terminal has said something so many times."""
        end = time.monotonic() + PATIENCE
        while self.said.count(words) < times:
            assert time.monotonic() < end, self.said
            self._heard.wait(0.1)
            self._heard.clear()

    def get(self, address: str) -> tuple[int, str]:
        with closing(http.client.HTTPConnection(self._host, timeout=PATIENCE)) as connection:
            connection.request("GET", address)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def page(self, name: str) -> str:
        status, page = self.get(f"/{name}/")
        return page if status == 200 else ""

    @contextmanager
    def listening(self) -> Iterator[http.client.HTTPResponse]:
        """Open the stream that a page listens to: one line comes when it should be loaded again."""
        with closing(http.client.HTTPConnection(self._host, timeout=PATIENCE)) as connection:
            connection.request("GET", "/-/changes")
            yield connection.getresponse()

    def shows(self, name: str, words: str) -> None:
        """Wait until a page has words, as a browser does that reloads when it is told to."""
        end = time.monotonic() + PATIENCE
        while words not in self.page(name):
            assert time.monotonic() < end, f"{name} does not show {words!r}\n{self.said}"
            time.sleep(0.1)

    def end(self) -> int:
        self._process.send_signal(signal.SIGINT)
        code = self._process.wait(PATIENCE)
        self._listener.join()
        assert self._process.stdout
        self._process.stdout.close()
        return code


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive that an author goes on editing: what one test saved is there in the next."""
    return Archive(tmp_path_factory.mktemp("served") / "archive")


@pytest.fixture(scope="module")
def served(archive: Archive) -> Iterator[Served]:
    """The server, which runs as long as the author works."""
    server = Served(archive.root)
    yield server
    server.end()


@pytest.fixture
def idle(tmp_path: Path) -> Iterator[tuple[Archive, Served]]:
    """An archive and a server of it with nothing to do: no build is under way that reads what is saved."""
    archive = Archive(tmp_path / "archive")
    server = Served(archive.root)
    yield archive, server
    server.end()


def test_a_text_that_is_saved_is_on_its_page_when_the_browser_is_told_to_reload(
    archive: Archive, served: Served
) -> None:
    with served.listening() as stream:
        archive.change(LAGOON, "Nobody waited.")
        assert stream.readline() == b'data: ""\n'
    assert "Nobody waited." in served.page(f"releases/{LAGOON}")


@pytest.mark.parametrize("address", ["/releases/2014/05/lost/", "/lost.html?from=mail", "/_static/"])
def test_a_lost_address_is_answered_as_a_host_does(served: Served, address: str) -> None:
    status, page = served.get(address)
    assert status == 404
    assert "<h1>Page not found</h1>" in page
    assert "/-/reload.js" in page, "it shows the page once there is one"


def test_the_lists_follow(archive: Archive, served: Served) -> None:
    archive.change(LAGOON, title="Another title")
    served.shows(f"releases/{LAGOON}", "Another title")
    served.shows("releases", "Releases")
    served.shows("states/ci", "Another title")


def test_texts_saved_one_after_the_other_all_arrive(archive: Archive, served: Served) -> None:
    built = served.said.count("The site is in")
    for number in range(4):
        archive.change(LAGOON, f"Written for the {number}th time.")
        archive.change(AZURE, f"Written there for the {number}th time.")
        served.shows(f"releases/{LAGOON}", f"for the {number}th time")
    served.hears("The site is in", times=built + 1)
    served.shows(f"releases/{LAGOON}", "for the 3th time")
    served.shows(f"releases/{AZURE}", "there for the 3th time")


def test_a_new_draft_appears_with_a_bar_that_says_what_it_is(archive: Archive, served: Served) -> None:
    archive.release("2026/05/new", "It is new.", about=["AZ"])
    served.shows("releases/2026/05/new", "It is new.")
    served.shows("states/az", "releases/2026/05/new")
    archive.change("2026/05/new", "It is changed.")
    served.shows("releases/2026/05/new", "It is changed.")


def test_a_register_that_is_saved_changes_every_page_that_prints_it(archive: Archive, served: Served) -> None:
    archive.edit("docs/registers/contacts.yaml", "Ada Lind", "Ada Berg")
    served.shows(f"releases/{AZURE}", "Ada Berg")
    archive.change(AZURE, "A text saved after it.")
    served.shows(f"releases/{AZURE}", "A text saved after it.")
    assert "Ada Berg" in served.page(f"releases/{AZURE}")


def test_a_faulty_text_is_told_and_the_last_good_page_stays(idle: tuple[Archive, Served]) -> None:
    archive, served = idle
    good = archive.read(f"releases/{LAGOON}.md")
    archive.change(LAGOON, "Nobody sees this.", kind="pamphlet")
    served.hears("pamphlet")
    served.hears("the last good site is kept")
    assert "Nobody sees this." not in served.page(f"releases/{LAGOON}")
    with served.listening() as stream:  # the page says it too
        assert b'kind: \\"pamphlet\\" is not allowed' in stream.readline()
        stream.readline()
        archive.write(f"releases/{LAGOON}.md", good)
        assert stream.readline() == b'data: ""\n'
    archive.change(LAGOON, "Mended.")
    served.shows(f"releases/{LAGOON}", "Mended.")


def test_ctrl_c_ends_it_without_a_traceback(tmp_path: Path) -> None:
    server = Served(Archive(tmp_path / "archive").root)
    assert server.end() == 0
    assert "Traceback" not in server.said


def test_what_no_saved_file_can_mend_ends_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "archive")
    answer = desk.press("serve", "--port", "0", "--now", "tomorrow").error
    assert answer == 'now: "tomorrow" is not a date and time; write it as 2026-07-17T10:00+02:00'
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = desk.press("serve", "--port", str(port)).error
    assert answer == f"port {port}: Address already in use; try --port 0"
