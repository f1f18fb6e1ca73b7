"""From an understood release to its file: a draft that passes the archive's own reader.

The words of the file are counted against those of the source before it is let go; a draft that would miss one,
or that the reader refuses, is written again with everything in its text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from ..archive import Release
from ..names import fold
from ..records import RecordError, read_release, split_front_matter
from ..records.writing import front_matter
from ..tree import path_of
from .markup import text_of
from .plain import Block, Repair, lost
from .understood import Understood

#: Front matter is for people: past this, what was set aside stays in the text and repairs are told in the report only.
ASIDE_LIMIT, REPAIR_LIMIT = 150_000, 400


class DraftFile(NamedTuple):
    """A release file to be: its path under the drafts folder, and its text."""

    path: str
    text: str


def slug(title: str) -> str:
    """Suggest a file name: the first words, in plain letters."""
    plain = re.sub(r"[^a-z0-9 ]", "", fold(title))
    name = "-".join(plain.split()[:7])[:70].strip("-")
    return f"release-{name}".strip("-") if not name or name.isdigit() or name == "index" else name


def place(item: Understood, language: str, work: str = "") -> str:
    """Return the path of a release below ``releases/``, without ``.md``; ``undated/…`` when no date was found."""
    suffix = f".{item.language}" if item.language and item.language != language else ""
    if work:
        return f"{work}{suffix}"
    folder = item.date.folder if item.date else "undated"
    return f"{folder}/{slug(item.title)}{suffix}"


def draft(item: Understood, name: str, record: Release | None = None) -> DraftFile:
    """Write the draft of a release under a name.

    Arguments:
        record: what the archive has of the release without its text; what was found in the text goes before.

    Raises:
        RecordError: it cannot be made into a release file at all.

    """
    text = _write(item, name, record, plain=False)
    if not _holds_all(text, item):
        text = _write(item, name, record, plain=True)
        check(text, item)
        lacks = " ".join(missing(text, item)[:5])
        item.warnings.append(
            "text: the file did not hold all of it; so what was set aside stands in the text, too"
            + f"; these words are still missing: {lacks}" * bool(lacks)
        )
    return DraftFile(f"{name}.md", text)


def _holds_all(text: str, item: Understood) -> bool:
    """Whether a draft is one that the archive reads, with every word of the source."""
    try:
        check(text, item)
    except RecordError:
        return False
    return not missing(text, item)


def check(text: str, item: Understood) -> None:
    """Let the archive's own reader judge a draft; one without a date is judged as if it had one."""
    if item.date is None:
        text = text.replace("\n---\n", "\ndate: 1900\n---\n", 1)
    folder = item.date.folder if item.date else "1900"
    read_release(text.encode(), path_of(f"{folder}/draft"))


#: Links and emphasis as :mod:`.markup` writes them: when printed, they do not make two words of one.
_LINK = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\(<[^<>]*>\)")
_MARKS = re.compile(r"(?<!\\)\*+")


def missing(text: str, item: Understood) -> list[str]:
    """Return the words of the source that a draft does not hold; what stands for a key is counted in."""
    data, _, _, body = split_front_matter(text, "draft")
    wordings = [m.block.text for m in item.background if m.key]
    rest = [*_strings(data), *wordings]
    written, printed = (
        Counter(lost(item.text, [*rest, text])) for text in (body, _MARKS.sub("", _LINK.sub(r"\1", body)))
    )
    return sorted((written & printed).elements())


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, str):
        yield value


def _write(item: Understood, name: str, record: Release | None, *, plain: bool) -> str:
    all_known = bool(item.people) and all(person.key for person in item.people)
    aside = list(item.aside)
    rest: list[str] = []
    if all_known and not plain:
        aside += [("contacts, as printed", text) for text in item.contact_text]
    else:
        rest += item.contact_text
    body, notes = list(item.body), list(item.notes)
    notes += [match.block for match in item.background if not match.key or plain]
    notes += [Block.of(text) for text in rest]
    if plain or sum(len(text) for _, text in aside) > ASIDE_LIMIT:
        body += [Block.of(text) for _, text in aside]
        aside = []
    contacts = [person.key for person in item.people if person.key] if all_known and not plain else []
    fields: dict[str, Any] = {
        "title": item.title,
        "deck": item.deck,
        "label": item.label,
        "kind": item.kind,
        "date": str(item.date) if item.date else "",
        "embargo": item.until,
        "dateline": _dateline(item),
        "about": list(item.about),
        "mentions": list(item.mentions),
        "campaign": item.campaign or (record and record.campaign),
        "issuer": item.issuer,
        "contacts": list(dict.fromkeys(contacts)),
        "background": []
        if plain
        else list(dict.fromkeys(match.key for match in item.background if match.key)),
        "language": item.language,
        "summary": record and record.summary,
        "topics": list(record.topics) if record else [],
        "source": _source(item, aside),
        "reference": record and record.reference,
    }
    if record and record.source and record.source.url:
        fields["source"]["url"] = fields["source"]["url"] or record.source.url
    text = front_matter(fields, path_of(name))
    origins = "".join(
        f"  {field}: {{from: {o['from']}, confidence: {o['confidence']}}}\n"
        for field, o in _origins(item).items()
    )
    text = text.removesuffix("---\n") + f"origin:\n{origins}---\n"
    raw = item.document.markdown
    text += f"\n{text_of(body, raw=raw)}\n"
    if notes:
        text += f"\n:::{{press:notes}}\n{text_of(notes, raw=raw)}\n:::\n"
    return text


def _dateline(item: Understood) -> Any:
    if not item.places:
        return ""
    places = list(item.places)
    if item.dateline.strip() == "/".join(places) + "—":  # as it is printed without its text
        return places
    return {"places": places, "text": item.dateline}


def _source(item: Understood, aside: Iterable[tuple[str, str]]) -> dict[str, Any]:
    document = item.document
    repairs = document.repairs if len(document.repairs) <= REPAIR_LIMIT else ()
    url = document.address if re.fullmatch(r"https?://[^\s\"<>\\^`{|}]+", document.address) else ""
    return {
        "held": "text",
        "url": url,
        "file": re.sub(r"[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd]", "?", document.name),
        "part": str(item.part) if item.part > 1 else "",
        "sha256": document.sha256,
        "repairs": [_repair(repair) for repair in repairs],
        "set_aside": [
            {"what": what, "text": "\n".join(text for _, text in pieces)}
            for what, pieces in groupby((piece for piece in aside if piece[1].strip()), key=itemgetter(0))
        ],
    }


def _repair(repair: Repair) -> dict[str, str]:
    return {"at": str(repair.at), "found": _shown(repair.found), "became": _shown(repair.became)}


def _shown(text: str) -> str:
    """Write control characters, which a record cannot hold, as Python escapes them."""
    return text.encode("unicode_escape").decode() if _CONTROL.search(text) else text


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def _origins(item: Understood) -> dict[str, Any]:
    written = {
        "title", "deck", "label", "kind", "date", "dateline", "about", "mentions", "campaign", "issuer", "contacts", "background", "language",
    }  # fmt: skip
    if item.until:
        written.add("embargo")
    return {
        field: {"from": origin.source, "confidence": f"{min(1.0, max(0.0, origin.confidence)):.2f}"}
        for field, origin in item.origins.items()
        if field in written
    }
