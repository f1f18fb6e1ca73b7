"""What of a release or an entry is searched in its source: what its front matter says, and its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..names import UNSPACED

if TYPE_CHECKING:
    from ..records import BackgroundEntry, Draft

#: A role: the words that it prints where it has any of its own, as marked figures have, and its target.
_ROLE = re.compile(r"\{[a-z][a-z:+-]*\}`([^`<]*)(?:<([^<>`]*)>)?`")
#: What else MyST writes around words: a role's name, where a link leads, the fence of a directive.
_MARKS = re.compile(r"\{[a-z][a-z:+-]*\}(?=`)|(?<=\])\([^)\s]*\)|^[ \t]*[:`~]{3,}.*$", re.MULTILINE)
#: Arabic vowel signs and the line that stretches a word: written or not, the word is the same.
_SIGNS = re.compile("[\u064b-\u065f\u0670\u0640]")
#: A stretch of a script without spaces: where its words begin and end, cannot be seen.
_STRETCH = re.compile(f"[{UNSPACED}]+")
#: Keeps such characters apart, so that to SQLite each is a word, and a word is a phrase. Nobody sees it.
APART = "\u200b"


def searchable(text: str) -> str:
    """Return a text as it is searched: without marks that may or may not be written, its words apart."""
    return _STRETCH.sub(lambda found: APART.join(["", *found[0], ""]), _SIGNS.sub("", text))


def facts_of(path: str, draft: Draft, own: str) -> dict[str, object]:
    """Return the row of a release in the table of releases; ``own`` is the archive's language."""
    front = draft.front
    return {
        "path": path,
        "name": draft.name,
        "title": front.title,
        "deck": front.deck,
        "kind": front.kind,
        "language": front.language or draft.suffix or own,
        "campaign": front.campaign,
        "summary": front.summary,
        "about": " ".join(front.about),
        "mentions": " ".join(front.mentions),
        "date": str(front.date),
        "first": str(front.date.first),
        "last": str(front.date.last),
        "held": "record" if front.is_record else "text",
        "embargo": int(front.embargo.timestamp()) if front.embargo else 0,
    }


def words_of(raw: bytes, draft: Draft) -> list[str]:
    """Return the words of a release that are searched: title, deck, summary, topics, text and name."""
    lines = raw.decode("utf-8-sig").splitlines()
    body, front = _printed("\n".join(lines[draft.body_line - 1 :])), draft.front
    parts = (front.title, front.deck or "", front.summary or "", " ".join(front.topics), body, draft.name)
    return [searchable(part) for part in parts]


def words_of_entry(raw: bytes, path: str, entry: BackgroundEntry) -> list[str]:
    """Return the words of an entry of the shared background that are searched: its names, and all it says."""
    from ..records import split_front_matter

    below = split_front_matter(raw.decode("utf-8-sig"), path)[3]
    said = (entry.definition or "", *(wording.text for wording in entry.wordings), below)
    return [searchable(part) for part in (entry.term, " ".join(entry.other_names), _printed("\n".join(said)))]


def _printed(text: str) -> str:
    """Return the words that Markdown prints."""
    return _MARKS.sub(" ", _ROLE.sub(lambda role: role[1].strip() or role[2] or "", text))
