"""The reading of a press release: from plain blocks to its parts.

The head is read line by line (:mod:`.head`), the text and what follows it block by block (:mod:`.body`). The rule that
governs all of it: a word that no rule claims stays in the text; at the end the words are counted, and a release of
which one would be missing is written as plain text instead.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from ..records import quoted
from . import contacts, dates, embargoes, lexicon, split
from .body import take_body
from .head import Head, read_head
from .match import Known
from .opening import body_start, cut
from .plain import LOOSE_TABLE, Block, Document, bare, fold, squash
from .roles import open_end
from .understood import Origin, Understood
from .worked_out import match_registers, work_out_date, work_out_kind, work_out_language, work_out_states

COLUMNS = (
    "columns: lines are set out in them with spaces or tabs, which are not printed; make a table of them"
)
_GAP = re.compile(r"[^\W\d_]{2}[^\s]*[ \xa0]{3,}(?=\S)")
_ADDRESS = re.compile(r"https?://[^\s/]+/[^\s]{3,}")


def understand(document: Document, known: Known) -> list[Understood]:
    """Take a document apart into the releases it holds, in order; at least one, and no word lost."""
    document, signed = _address_below(document)
    menu = [block for block in document.blocks if block.kind == "menu"]
    pictures = [block for block in document.blocks if block.kind == "picture"]
    blocks = [block for block in document.blocks if block.kind not in {"menu", "picture"}]
    blocks, again = split.printed_twice(blocks)
    note = split.covering_note(blocks)
    before, blocks = blocks[:note], blocks[note:]
    parts = split.split(blocks)
    found: list[Understood] = []
    for number, part in enumerate(parts, 1):
        aside: list[tuple[str, str]] = []
        if number == 1:
            aside += [("page", block.text) for block in menu]
            aside += [("picture", block.text) for block in pictures]
            aside += [("covering note", block.text) for block in before if block.kind != "rule"]
            aside += [("printed twice", block.text) for block in again]
            aside += [("address", block.text) for block in signed]
        first = next(iter(found), None)
        item = _one(document, number, len(parts), part, aside, known, first)
        missing = item.unaccounted()
        if missing:  # never lose a word: give up what was understood rather than that
            item = _plain(document, number, part, aside, first)
            item.warnings.append(
                f"its parts could not be told apart without losing words ({' '.join(missing[:5])}); all of it is in the text"
            )
        found.append(item)
    if (many := split.listed(blocks)) > 4:
        found[0].warnings.append(
            f"listing: {many} links have a date each; if it only lists releases, import these and leave it out"
        )
    if pictures:
        told = "; ".join(dict.fromkeys(squash(block.text) for block in pictures))
        found[0].warnings.append(
            f"picture: none is brought along; what the file says of them is set aside: {quoted(told, 160)}"
        )
    return found


def _address_below(document: Document) -> tuple[Document, tuple[Block, ...]]:
    """Take off the address under a text, as our own mails have it: it says where the text was published."""
    last = document.blocks[-1]
    if len(document.blocks) < 3 or not _ADDRESS.fullmatch(last.text):
        return document, ()
    address = document.address or last.text
    return replace(document, blocks=document.blocks[:-1], address=address), (last,)


def _plain(
    document: Document,
    number: int,
    blocks: list[Block],
    aside: list[tuple[str, str]],
    first: Understood | None,
) -> Understood:
    item = Understood(document, number, aside=list(aside))
    item.text = "\n\n".join([*(text for _, text in aside), *(block.text for block in blocks)])
    item.body = list(blocks)
    item.title = _clip(squash(blocks[0].text if blocks else document.name))
    item.origins["title"] = Origin("layout", 0.2, item.title)
    _look_for_embargo(item, first)
    return item


def _look_for_embargo(item: Understood, first: Understood | None) -> None:
    """Look beside the head too; where an embargo has no end in the draft, nothing else would keep it back.

    Of several texts in one file, those without a label have the embargo of the ``first``; so have translations.
    """
    document = item.document
    above = first.text if first and not item.label else ""
    said = item.embargo or embargoes.spoken_of(
        "\n".join([document.title, item.text, document.covered, above])
    )
    if not said or item.until:
        return
    if until := embargoes.read(said.removesuffix(item.title)):  # as subjects end
        item.until = until
        item.origins["embargo"] = Origin("text", 0.7, said)
    else:
        item.warnings.append(
            f"embargo: {quoted(said, 160)} has no end that can be relied on; write it with its zone, as in "
            "embargo: 2026-07-17T10:00 Europe/Rome"
        )


def _clip(text: str) -> str:
    """Take a title out of running text: its first sentence, or as many words as a title can have."""
    text = bare(text) or "Untitled"
    sentence = re.match(r".{15,160}?[.!?](?=\s|$)", text)
    if sentence:
        return sentence[0].rstrip(".")
    return text if len(text) <= 160 else text[:160].rsplit(" ", 1)[0] + "…"


def _one(
    document: Document,
    number: int,
    total: int,
    blocks: list[Block],
    aside: list[tuple[str, str]],
    known: Known,
    first: Understood | None,
) -> Understood:
    item = Understood(document, number, aside=list(aside))
    item.text = "\n\n".join([*(text for _, text in aside), *(block.text for block in blocks)])
    blocks = cut(blocks)
    start = body_start(blocks)
    hint = document.title if total == 1 else ""
    head = read_head(_loosened(item, blocks[:start]), hint, frozenset(known.issuer_names))
    _take_head(item, head, known)
    reached = [block for block in blocks[start:] if block.kind == "table" and _has_contacts(block)]
    take_body(item, head, _loosened(item, blocks[start:], reached), known)
    _fill(item)
    if _in_columns([*item.body, *item.notes]):
        item.warnings.append(COLUMNS)
    _look_for_embargo(item, first)
    work_out_date(item, head, document, first)
    match_registers(item, known)
    work_out_language(item, document)
    work_out_kind(item, head)
    work_out_states(item, known)
    return item


def _loosened(item: Understood, blocks: list[Block], which: list[Block] | None = None) -> list[Block]:
    """Read tables (all, or some) cell by cell: those that only set out a head, or people side by side."""
    done: list[Block] = []
    for block in blocks:
        if block.kind != "table" or (which is not None and block not in which):
            done.append(block)
            continue
        done += block.cells()
        if LOOSE_TABLE not in item.warnings:
            item.warnings.append(LOOSE_TABLE)
    return done


def _in_columns(blocks: list[Block]) -> bool:
    """Whether two lines in a row are set out in columns, which print as words one after the other."""
    lines = [line for block in blocks if block.kind not in {"table", "item"} for line in block.lines]
    return any(_GAP.search(one) and _GAP.search(other) for one, other in pairwise(lines))


def _has_contacts(block: Block) -> bool:
    """Whether a table sets out how people are reached; a figure alone, as of years, is no telephone."""
    texts = [cell.text for cell in block.cells()]
    return any(
        lexicon.EMAIL.search(text) or (text[:1] in "+(" and lexicon.PHONE.match(text)) for text in texts
    )


# --- the head


def _take_head(item: Understood, head: Head, known: Known) -> None:
    item.title = squash(" ".join(line.bare for line in head.title))
    item.deck = squash(" ".join(line.bare for line in head.deck))
    if item.title:
        item.origins["title"] = Origin("printed", head.sure, item.title, head.because)
    if item.deck:
        item.origins["deck"] = Origin("layout", 0.75, item.deck)
    labels: list[str] = []
    contact_lines: list[str] = []
    for line in head.lines:
        text = line.bare
        if line.label:
            item.aside.append(("form label", line.label))
        if line.role in {"label", "embargo"}:
            labels += _label(item, text, contact_lines)
        elif line.role == "contact":
            contact_lines.append(line.text)
        elif line.role == "kind":
            if not labels and not item.label and lexicon.LABEL.search(text):
                labels.append(text)
            else:
                item.aside.append(("kind", line.text))
        elif line.role in {
            "date",
            "dateline",
            "place",
            "letterhead",
            "reach",
            "delivery",
            "reference",
            "byline",
            "furniture",
            "title-again",
        }:
            item.aside.append((line.role, line.text))
        elif line.role == "rule" and re.search(r"\w", text):
            item.aside.append(("mark", line.text))
        if line.role in {"letterhead", "candidate"} and (key := known.issuer_names.get(fold(text))):
            item.issuer = item.issuer or key
    item.take_contacts(contact_lines)
    if labels:
        item.label = squash(" ".join(labels))
        item.origins["label"] = Origin("printed", 0.97, item.label)
    if lines := head.of("embargo"):
        item.embargo = " ".join(line.bare for line in lines)
        said = [item.embargo]
        below = head.lines[head.lines.index(lines[-1]) + 1 :][:1]
        if below and (not re.search(r"\d", said[0]) or said[0].endswith(",") or open_end(said[0])):
            said.append(
                f"{said[0]} {below[0].bare}"
            )  # "EMBARGOED UNTIL:", and the moment under it; or its rest
        item.until = next(filter(None, map(embargoes.read, said)), "")
        item.origins["embargo"] = Origin("printed", 0.9, item.embargo)


def _label(item: Understood, text: str, contact_lines: list[str]) -> list[str]:
    """Keep the label's own words as the label; what shares its line goes where it belongs."""
    match = lexicon.LABEL.search(text)
    if match is None or lexicon.EMBARGO.search(text):
        return [text]
    rest = [part for part in (text[: match.start()], text[match.end() :]) if re.search(r"\w", part)]
    for part in rest:
        if lexicon.CONTACTS.match(part.strip(" :*-–—")) or contacts.is_contact_line(part):
            contact_lines.append(part.strip())
        elif dates.find(part):
            item.aside.append(("date", part.strip()))
        else:
            item.aside.append(("beside the label", part.strip()))
    said = match[0].strip()
    return [f"{said}:" if text[match.end() :].strip() == ":" else said]


def _fill(item: Understood) -> None:
    """A release needs a title and a text; what is missing is taken from what is there, and said."""
    if not item.title:
        below = (block.text for block in (*item.body, *item.notes))
        source = next(iter([*below, *item.contact_text, *(text for _, text in item.aside)]), "")
        subject = item.document.title
        item.title = squash(subject) if len(subject) > 8 and item.part == 1 else _clip(squash(source))
        item.origins["title"] = (
            Origin("metadata", 0.6, subject)
            if item.title == squash(subject) and subject
            else Origin("layout", 0.25, item.title)
        )
        item.warnings.append(
            "no headline was found; the title is the first words of the text"
            if item.origins["title"].source == "layout"
            else "the title is what the carrier calls it"
        )
    if not item.body:
        if item.deck:
            item.body, item.deck = [Block((item.deck,))], ""
            item.origins.pop("deck", None)
        elif item.notes:
            item.body, item.notes = item.notes, []
        elif item.background:
            item.body = [match.block for match in item.background]
            item.background = []
        elif item.contact_text:
            item.body = [Block.of(text) for text in item.contact_text]
            item.contact_text, item.people = [], []
        else:
            item.body = [Block((item.title,))]
            item.warnings.append("nothing was found under the title; the text repeats it")
