"""The texts of releases, and of what they share, as HTML: for feeds, and for the index of words.

Pages are written in several processes, so what one of them has made is only found in a file. Each text
is written when its page is, under Sphinx's own folder; a text that is missing makes its page again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urljoin

from ..tree import write_new

_HEADING = re.compile(r"<h1\b.*?</h1>\s*", re.DOTALL)
#: What is left of a release of which only the title is held.
_NOTHING = re.compile(r"^<section>\s*</section>$")
#: The links to single paragraphs are of use on the page alone.
_ANCHOR = re.compile(r'<a class="anchor" [^>]*></a>')
#: docutils escapes quotation marks in text: these are attributes and nothing else.
_ID = re.compile(r' id="[^"]*"')
#: The attributes with an address that is not complete; apart, as each is found by its first letters.
_LINKS = tuple(re.compile(rf' ({name})="(?!https?://)([^"]*)"') for name in ("href", "src"))


class Bodies:
    """The rendered texts of one build, under the folder in which Sphinx keeps its documents."""

    def __init__(self, doctrees: Path) -> None:
        self._folder = doctrees / "bodies"
        self._note = self._folder / "made-with.json"

    def file(self, docname: str) -> str:
        return f"{self._folder}/{docname}.html"

    def made_with(self) -> dict[str, str]:
        """Return, for each document whose text is kept, a digest of what it said with it.

        Several sites share what is kept: a page that stands in one may have been written anew for another.
        """
        try:
            digests: dict[str, str] = json.loads(self._note.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return digests

    def distrust(self) -> None:
        """Forget with what the texts were made: pages are about to be written."""
        self._note.unlink(missing_ok=True)

    def note(self, digests: Mapping[str, str]) -> None:
        """Note with what each text was made, when all pages are written."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._note.write_text(json.dumps(digests), "utf-8")

    def write(self, docname: str, body: str) -> None:
        write_new(self.file(docname), body.encode())

    def remove(self, docname: str) -> None:
        Path(self.file(docname)).unlink(missing_ok=True)

    def text(self, docname: str) -> str:
        """Return a text as it stands on its page."""
        with open(self.file(docname), "rb") as file:  # noqa: PTH123  (see write_new)
            return file.read().decode()

    def read(self, docname: str, address: str) -> str:
        """Return a text for reading elsewhere: no title, no anchors, and links that are complete."""
        body = self.text(docname)
        body = _ID.sub("", _ANCHOR.sub("", _HEADING.sub("", body, count=1))).replace("<span></span>", "")
        body = _NOTHING.sub("", body.strip())
        for links in _LINKS:
            body = links.sub(lambda m: f' {m[1]}="{urljoin(address, m[2])}"', body)
        return body


def links_in(html: str) -> Iterator[str]:
    """Yield the addresses in a text that are not complete."""
    return (link for links in _LINKS for _, link in links.findall(html))
