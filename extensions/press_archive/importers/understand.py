"""How a document is taken apart: from plain blocks to the parts of a release.

1. What a page says beside its text, pictures, a covering note and a second printing are set aside (:mod:`.split`).
2. The rest is cut into its releases; most files hold one (:mod:`.split`).
3. In each, what a carrier ran together is cut, and it is found where the text starts (:mod:`.opening`).
4. Above that is the head. Each of its lines is given a role, by itself and by the lines around it (:mod:`.roles`);
   of those that could be the title, the one is chosen for which the most speaks (:mod:`.titles`, :mod:`.head`).
5. Below it, block by block, the text is parted from contacts, notes, background and end marks (:mod:`.body`).
6. From all of it follow the date (:mod:`.dating`), the language, kind, states and campaign (:mod:`.worked_out`).

What is found goes into :class:`.understood.Understood`. The rule that governs all of it: a word that no rule claims
stays in the text; at the end the words are counted, and a release of which one would be missing is written as plain
text instead.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from ..records import quoted
from . import embargoes, lexicon, split
from .body import take_body
from .dating import work_out_date
from .head import read_head, take_head
from .match import Known
from .opening import body_start, cut
from .plain import LOOSE_TABLE, Block, Document, bare, squash
from .understood import Origin, Understood
from .worked_out import (
    match_registers,
    say_how_sure,
    work_out_campaign,
    work_out_kind,
    work_out_language,
    work_out_states,
)

COLUMNS = (
    "columns: lines are set out in them with spaces or tabs, which are not printed; make a table of them"
)
_GAP = re.compile(r"[^\W\d_]{2}[^\s]*[ \xa0]{3,}(?=\S)")
_ADDRESS = re.compile(r"https?://[^\s/]+/[^\s]{3,}")


def understand(document: Document, known: Known) -> list[Understood]:
    """Take a document apart into the releases it holds, in order; at least one, and no word lost."""
    document, signed = _address_below(document)
    menu, pictures = (
        [block for block in document.blocks if block.kind == kind] for kind in ("menu", "picture")
    )
    blocks = [block for block in document.blocks if block.kind not in {"menu", "picture"}]
    blocks, again = split.printed_twice(blocks)
    note = split.covering_note(blocks)
    before, blocks = blocks[:note], blocks[note:]
    beside = {
        "page": menu,
        "picture": pictures,
        "covering note": [block for block in before if block.kind != "rule"],
        "printed twice": again,
        "address": signed,
    }
    aside = [(what, block.text) for what, found in beside.items() for block in found]
    parts = split.split(blocks)
    hint = document.title if len(parts) == 1 else ""
    releases: list[Understood] = []
    for number, part in enumerate(parts, 1):
        first = releases[0] if releases else None
        releases.append(_release(document, number, part, [] if first else aside, hint, known, first))
    if (many := split.listed(blocks)) > 4:
        releases[0].warnings.append(
            f"listing: {many} links have a date each; if it only lists releases, import these and leave it out"
        )
    if pictures:
        told = "; ".join(dict.fromkeys(squash(block.text) for block in pictures))
        releases[0].warnings.append(
            f"picture: none is brought along; what the file says of them is set aside: {quoted(told, 160)}"
        )
    return releases


def _release(
    document: Document,
    number: int,
    blocks: list[Block],
    aside: list[tuple[str, str]],
    hint: str,
    known: Known,
    first: Understood | None,
) -> Understood:
    """Take one release apart; where that would lose a word, all of it is its text."""
    text = "\n\n".join([*(said for _, said in aside), *(block.text for block in blocks)])
    item = Understood(document, number, aside=list(aside), text=text)
    _take_apart(item, blocks, hint, known, first)
    if not (missing := item.unaccounted()):
        return item
    item = Understood(document, number, aside=list(aside), text=text, body=list(blocks))
    item.title = _clip(squash(blocks[0].text if blocks else document.name))
    item.origins["title"] = Origin("layout", 0.2, item.title)
    _look_for_embargo(item, first)
    item.warnings.append(
        f"its parts could not be told apart without losing words ({' '.join(missing[:5])}); all of it is in the text"
    )
    return item


def _take_apart(
    item: Understood, blocks: list[Block], hint: str, known: Known, first: Understood | None
) -> None:
    """Read the head and the text, and work out from all of it what neither says."""
    blocks = cut(blocks)
    start = body_start(blocks)
    head = read_head(_loosened(item, blocks[:start]), hint, frozenset(known.issuer_names))
    take_head(item, head, known)
    of_people = [block for block in blocks[start:] if block.kind == "table" and _has_contacts(block)]
    take_body(item, head, _loosened(item, blocks[start:], of_people), known)
    _fill(item)
    if _in_columns([*item.body, *item.notes]):
        item.warnings.append(COLUMNS)
    _look_for_embargo(item, first)
    work_out_date(item, head, first)
    match_registers(item, known)
    work_out_language(item)
    work_out_kind(item, head)
    work_out_states(item, known)
    work_out_campaign(item, known)
    say_how_sure(item)


def _address_below(document: Document) -> tuple[Document, tuple[Block, ...]]:
    """Take off the address under a text, as our own mails have it: it says where the text was published."""
    last = document.blocks[-1]
    if len(document.blocks) < 3 or not _ADDRESS.fullmatch(last.text):
        return document, ()
    address = document.address or last.text
    return replace(document, blocks=document.blocks[:-1], address=address), (last,)


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


def _fill(item: Understood) -> None:
    """A release needs a title and a text; what is missing is taken from what is there, and said."""
    if not item.title:
        _find_title(item)
    if item.body:
        return
    if item.deck:
        item.body, item.deck = [Block((item.deck,))], ""
        item.origins.pop("deck", None)
    elif item.notes:
        item.body, item.notes = item.notes, []
    elif item.background:
        item.body, item.background = [match.block for match in item.background], []
    elif item.contact_text:
        item.body = [Block.of(text) for text in item.contact_text]
        item.contact_text, item.people = [], []
    else:
        item.body = [Block((item.title,))]
        item.warnings.append("nothing was found under the title; the text repeats it")


def _find_title(item: Understood) -> None:
    """Call a release what its carrier calls it, where that is more than a word; else by its first words."""
    said = [block.text for block in (*item.body, *item.notes)]
    said += [*item.contact_text, *(text for _, text in item.aside)]
    first_words = _clip(squash(next(iter(said), "")))
    subject = item.document.title
    if (len(subject) > 8 and item.part == 1) or squash(subject) == first_words:
        item.title = squash(subject)
        item.origins["title"] = Origin("metadata", 0.6, subject)
        item.warnings.append("the title is what the carrier calls it")
    else:
        item.title = first_words
        item.origins["title"] = Origin("layout", 0.25, item.title)
        item.warnings.append("no headline was found; the title is the first words of the text")
