"""From an understood release to its file: a draft that passes the archive's own reader.

The words of the file are counted against those of the source before it is let go; a draft that would miss one,
or that the reader refuses, is written again with everything in its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from markdown_it import MarkdownIt

from ..names import fold
from ..records import RecordError, read_release, split_front_matter
from ..records.writing import front_matter
from ..tree import path_of
from .match import Known
from .plain import Repair, lost
from .understood import Understood

#: Front matter is for people: past this, what was set aside stays in the text and repairs are told in the report only.
ASIDE_LIMIT, REPAIR_LIMIT = 150_000, 400

_SPECIAL = re.compile(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_LINE_START = re.compile(r"^(?:([#>+=:%~|-])|(\d{1,9})([.)])(?=\s|$)|(\([^)\n]*\))(=))", re.MULTILINE)
#: The end of a line that was broken within a word.
_HYPHEN = re.compile(r"(?<=[^\W\d_]{2})- (?=[a-zà-ÿа-я])(?!(?:and|or|et|ou|y|o|und|oder|to)\b)")
_LINK = re.compile("\x02([^\x02\x03\x04]*)\x03([^\x02\x03\x04]*)\x04")

#: The marks of emphasis in a block's ``markdown`` (``webpages.py``).
_SIGNS = "\x05\x06\x07\x08"
_MARKDOWN = MarkdownIt("commonmark")


class Draft(NamedTuple):
    """A release file to be: its path under the drafts folder, and its text."""

    path: str
    text: str


def escape(text: str) -> str:
    """Write plain text so that MyST prints it as it is, with as few backslashes as that takes."""
    text = _SPECIAL.sub(lambda match: "\\" + match[0], text)

    def start(match: re.Match[str]) -> str:
        if match[1]:
            return "\\" + match[1]
        return f"{match[2]}\\{match[3]}" if match[2] else f"{match[4]}\\="

    return _LINE_START.sub(start, text)


def paragraph(text: str, kind: str = "", rich: str = "", *, raw: bool = False) -> str:
    """Write one block of the text in MyST Markdown.

    Arguments:
        rich: the same text with its links and emphasis, if it has any.
        raw: the text is Markdown already.

    """
    if kind == "table":
        return _table(text)
    source, mark = rich or text, ""
    if kind == "item":
        bullet = re.match(r"\s*(?:(\d{1,3}[.)])|[-•●▪■◦‣·*–—])\s+", source)
        mark = (bullet and bullet[1]) or "-"
        source = source[bullet.end() :] if bullet else source
    lines = [line.strip() for line in source.split("\n") if line.strip()]
    wrapped = not rich and len(lines) > 1 and sum(map(len, lines[:-1])) / (len(lines) - 1) >= 45
    if rich:
        done = _linked(source)
        if not _reads("\\\n".join(done), source):
            done = _linked(re.sub(f"[{_SIGNS}]", "", source))
    else:
        plain = [line.lstrip("> ") if kind == "quote" else line for line in lines]
        done = [_safe(line) if raw else escape(line) for line in plain]
    joined = _HYPHEN.sub("-", " ".join(done)) if wrapped or kind in {"item", "heading"} else "\\\n".join(done)
    if kind == "heading":
        return f"## {' '.join(done)}"
    if kind == "item":
        return f"{mark} {joined}"
    return "\n".join(f"> {line}" for line in joined.split("\n")) if kind == "quote" else joined


def _table(text: str) -> str:
    """Write rows with tabs between their cells; Markdown has the first as the head."""
    rows = [[escape(cell).replace("|", "\\|") for cell in line.split("\t")] for line in text.split("\n")]
    rows.insert(1, ["---"] * len(rows[0]))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _safe(line: str) -> str:
    """Let Markdown through, but nothing that names a directive, a role, HTML or a target."""
    line = re.sub(r"^(\s*)(`{3,}|~{3,}|:{3,}|[%+=|]|\([^)]*\)=)", r"\1\\\2", line)
    return re.sub(r"<(?![A-Za-z][\w+.-]*:|[\w.+-]+@)", r"\\<", re.sub(r"\{(?=[\w:-]+\}`)", r"\\{", line))


def _linked(rich: str) -> list[str]:
    """Write a text with links and emphasis, line by line."""
    out, last = [], 0
    rich = _emphasis(rich.replace("\\\n", "\n"))
    for match in _LINK.finditer(rich):
        out.append(
            escape(rich[last : match.start()]) if not last else escape("." + rich[last : match.start()])[1:]
        )
        label, href = " ".join(match[1].split()), match[2]
        web = href.startswith(("http://", "https://", "mailto:")) and not re.search(
            r"[\x00-\x20\x7f-\x9f\s<>\"\\^`{|}]", href
        )
        out.append(f"[{escape(label)}](<{href}>)" if web and label else escape(label))
        last = match.end()
    out.append(escape("." + rich[last:])[1:] if last else escape(rich[last:]))
    text = re.sub("[\x02-\x04]", "", "".join(out))
    text = re.sub("[\x05\x06]", "*", re.sub("[\x07\x08]", "**", text))
    return [line.strip() for line in text.split("\n") if line.strip()]


def _reads(markdown: str, rich: str) -> bool:
    """Whether Markdown prints the words and marks that a text has: signs of emphasis may run into each other."""
    pieces = [piece for token in _MARKDOWN.parse(markdown) for piece in token.children or ()]
    plain = re.sub(f"\x03[^\x04]*\x04|[\x02{_SIGNS}]", "", rich.replace("\\\n", "\n"))
    return "".join("".join(piece.content for piece in pieces).split()) == "".join(plain.split())


def _emphasis(rich: str) -> str:
    """Leave the marks of emphasis that Markdown can say: round whole words, and none beside another."""
    for opening, closing in ("\x05\x06", "\x07\x08"):
        rich = re.sub(rf"{closing}(\s*){opening}", r"\1", rich)
    before = ""
    while rich != before:  # spaces go outside, and what holds nothing goes away
        before = rich
        rich = re.sub(r"([\x05\x07])(\s+)", r"\2\1", rich)
        rich = re.sub(r"(\s+)([\x06\x08])", r"\2\1", rich)
        rich = re.sub("\x05\x06|\x07\x08", "", rich)
    opened: dict[str, int] = {}
    kept: set[int] = set()
    for at, sign in enumerate(rich):
        if sign in "\x05\x07":
            opened[sign] = at
        elif sign in "\x06\x08" and (start := opened.pop(chr(ord(sign) - 1), -1)) >= 0:
            beside = rich[:start].rstrip(_SIGNS)[-1:] + rich[at:].lstrip(_SIGNS)[:1]
            if start - 1 not in kept and not any(map(str.isalnum, beside)):
                kept |= {start, at}
    return "".join(sign for at, sign in enumerate(rich) if sign not in _SIGNS or at in kept)


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
    folder = "undated"
    if item.date:
        folder = f"{item.date.year:04}" + (f"/{item.date.month:02}" if item.date.month else "")
    return f"{folder}/{slug(item.title)}{suffix}"


def draft(item: Understood, name: str, known: Known) -> Draft:
    """Write the draft of a release under a name.

    Raises:
        RecordError: it cannot be made into a release file at all.

    """
    for plain in (False, True):
        text = _write(item, name, known, plain=plain)
        try:
            check(text, item, known)
        except RecordError:
            if plain:
                raise
            continue
        if not missing(text, item, known):
            return Draft(f"{name}.md", text)
    return Draft(f"{name}.md", text)


def check(text: str, item: Understood, known: Known) -> None:
    """Let the archive's own reader judge a draft; one without a date is judged as if it had one."""
    path = f"releases/{_folder(item)}/{'draft'}.md"
    if item.date is None:
        text = text.replace("\n---\n", "\ndate: 1900\n---\n", 1)
    read_release(text.encode(), path)


def _folder(item: Understood) -> str:
    if item.date is None:
        return "1900"
    return f"{item.date.year:04}" + (f"/{item.date.month:02}" if item.date.month else "")


def missing(text: str, item: Understood, known: Known) -> list[str]:
    """Return the words of the source that a draft does not hold; what stands for a key is counted in."""
    data, _, _, body = split_front_matter(text, "draft")
    wordings = [m.text for m in item.background if m.key]
    return lost(item.text, [*_strings(data), body, *wordings])


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, str):
        yield value


def _write(item: Understood, name: str, known: Known, *, plain: bool) -> str:
    all_known = bool(item.people) and all(person.key for person in item.people)
    aside = list(item.aside)
    rest: list[str] = []
    if all_known and not plain:
        aside += [("contacts, as printed", text) for text in item.contact_text]
    else:
        rest += item.contact_text
    none = ("", "")
    body = [(text, *item.markup.get(text, none)) for text in item.body]
    notes = [(text, *item.markup.get(text, none)) for text in item.notes]
    notes += [(match.text, *none) for match in item.background if not match.key or plain]
    notes += [(text, *none) for text in rest]
    if plain or sum(len(text) for _, text in aside) > ASIDE_LIMIT:
        body += [(text, *none) for _, text in aside]
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
        "campaign": item.campaign,
        "issuer": item.issuer,
        "contacts": list(dict.fromkeys(contacts)),
        "background": []
        if plain
        else list(dict.fromkeys(match.key for match in item.background if match.key)),
        "language": item.language,
        "source": _source(item, aside),
    }
    text = front_matter(fields, path_of(name))
    origins = "".join(
        f"  {field}: {{from: {o['from']}, confidence: {o['confidence']}}}\n"
        for field, o in _origins(item).items()
    )
    text = text.removesuffix("---\n") + f"origin:\n{origins}---\n"
    raw = item.document.markdown
    text += f"\n{_paragraphs(body, raw=raw)}\n"
    if notes:
        text += f"\n:::{{press:notes}}\n{_paragraphs(notes, raw=raw)}\n:::\n"
    return text


def _paragraphs(parts: Iterable[tuple[str, str, str]], *, raw: bool) -> str:
    """Write blocks under each other; the items of a list without a line between them."""
    written, before = "", ("", False)
    for text, kind, rich in parts:
        new = paragraph(text, kind, rich, raw=raw)
        sort = kind, new[:1].isdigit()
        gap = "\n" if kind == "item" and sort == before else "\n\n"
        written += (gap if written else "") + new
        before = sort
    return written


def _dateline(item: Understood) -> Any:
    if not item.places:
        return ""
    printed = "/".join(item.places) + "—"
    return (
        list(item.places)
        if item.dateline.strip() == printed
        else {"places": list(item.places), "text": item.dateline}
    )


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
