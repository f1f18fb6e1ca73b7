"""Where the text of a release starts, and the cutting of what a carrier ran together with it."""

from __future__ import annotations

import re

from . import datelines, dates, lexicon
from .plain import Block, squash
from .roles import open_end
from .split import is_prose


def body_start(blocks: list[Block]) -> int:
    """Return the block with which the text starts."""
    starts = [index for index, block in enumerate(blocks) if _opens(block, index)]
    own = (index for index in starts if not _is_lead(blocks, index, starts))
    return next(own, starts[0] if starts else len(blocks))


def _opens(block: Block, index: int) -> bool:
    """Whether a block can be the first of the text: somebody speaks, a dateline stands before it, or it is prose."""
    text = squash(block.text)
    if index and lexicon.SPEAKER.match(text):
        return True
    if not is_prose(block):
        found = datelines.read(text) if len(text) > 60 and block.kind not in {"heading", "table"} else None
        return bool(
            found and found.sure >= 0.85 and found.end < len(text) - 30 and not lexicon.LABEL.search(text)
        )
    return not (lexicon.LABEL.match(text) and len(text) < 200) and not _contact_block(block)


def _is_lead(blocks: list[Block], index: int, starts: list[int]) -> bool:
    """Whether a paragraph is an editor's or a mailer's, above a release that has its own label or dateline."""
    labels = [
        at
        for at in range(index + 1, min(index + 7, len(blocks)))
        if lexicon.LABEL.match(squash(blocks[at].text))
    ]
    if index < 3 and labels and labels[0] < index + 4:
        return True
    following = next((at for at in starts if at > index), None)
    return bool(
        index < 6
        and following is not None
        and following < index + 9
        and _dated(blocks[following])
        and not _dated(blocks[index])
        and (labels or len(blocks[index].text.split()) < 40)
    )


def _dated(block: Block) -> bool:
    found = datelines.read(squash(block.text)) if is_prose(block) else None
    return bool(found and found.sure >= 0.85)


def _contact_block(block: Block) -> bool:
    text = squash(block.text)
    if len(text) > 600:
        return False
    reach = len(lexicon.EMAIL.findall(text)) + len(lexicon.PHONE.findall(text))
    return bool(lexicon.CONTACTS.match(text) and reach) or reach >= 3


def cut(blocks: list[Block]) -> list[Block]:
    """Cut blocks in which head and text run together, so that each part of a release is a block of its own."""
    done: list[Block] = []
    found_body = False
    for block in blocks:
        if found_body or block.kind not in {"text", "quote"} or len(done) > 40:
            done.append(block)
            continue
        for part in _cut_lines(block):
            pieces = _cut_inline(part) if len(part.text) > 250 and _run_together(part, blocks) else [part]
            done += pieces
            found_body = found_body or is_prose(pieces[-1])
    return done


def _run_together(block: Block, blocks: list[Block]) -> bool:
    """Whether a block is head and text in one: it has a release line in it, or it is nearly all there is."""
    label = lexicon.LABEL.search(block.text[:900])
    return bool(label) or len(block.text) > 0.6 * sum(len(other.text) for other in blocks)


def _cut_lines(block: Block) -> list[Block]:
    """Cut a block of several lines where capitals end or a dateline starts."""
    lines = block.lines
    for index in range(1, min(len(lines), 40)):
        text = " ".join(lines[index : index + 8])
        found = datelines.read(text)
        if (
            found
            and found.sure >= 0.85
            and len(text) - found.end > 60
            and not lines[index - 1].endswith((",", "-"))
        ):
            return [*_caps(Block(lines[:index], block.kind)), Block(lines[index:], block.kind)]
    return _caps(block)


def _caps(block: Block) -> list[Block]:
    shouted = 0
    for line in block.lines:
        if not (line.isupper() and len(line) > 8):
            break
        shouted += 1
    if 0 < shouted < len(block.lines):
        return [Block(block.lines[:shouted], block.kind), Block(block.lines[shouted:], block.kind)]
    return [block]


def _cut_inline(block: Block) -> list[Block]:
    """Cut a release that lost its line breaks: at its label, its date, its capitals, its dateline, its first sentence."""
    text = squash(block.text)
    parts: list[str] = []
    while len(parts) < 24 and len(text) > 120:
        start, end = _edge(text)
        if end < 0:
            break
        parts += [piece for piece in (text[:start].strip(), text[start:end].strip(" :")) if piece]
        at_text = start == end
        text = text[end:].lstrip(" :,.;" if not at_text else " ")
        if at_text:
            break
    return [Block((part,), block.kind) for part in [*parts, text] if part] if parts else [block]


_SHOUTED = re.compile(
    r"(?<!\S)(?:[A-ZÀ-ÞА-Я0-9“”\"'’(][A-ZÀ-ÞА-Я0-9“”\"'’,:;()&/.-]*\s+){3,}(?=[A-ZÀ-ÞА-Я“][a-zà-ÿа-я’']|[a-zà-ÿа-я]|$)"
)
#: A sentence that begins after a word without a full stop: here a line ended.
_SENTENCE = re.compile(
    r"(?<=[^\W\d_]|[\d)’”»])\s+(?=(?:The|An?|In(?!\s[\w ]{2,24}:)|On|At|Today|We|It|Following|Your|Mr|Madam|La|Le|Les|L[’']|Des|El|Los|Las|Die|Der|Das|Es)\s?[^\W\d_])"
)


def _edge(text: str) -> tuple[int, int]:
    """Return the first piece of a head in running text; one without length is where the text itself starts."""
    head = text[:420]
    found: list[tuple[int, int]] = []
    label = lexicon.LABEL.search(text[:900])
    if label and (label[0].isupper() or label[0].istitle() or label.start() == 0):
        return label.span()  # what stands before it is the sender's
    kind = lexicon.KIND.match(head)
    if kind and kind.lastgroup in {"release", "advisory"}:
        found.append(kind.span())
    found += [(date.start, date.end) for date in dates.find(head) if _is_edge(head, date)]
    if (shouted := _SHOUTED.search(head)) and len(shouted[0]) > 14:
        found.append((shouted.start(), shouted.start() + len(shouted[0].rstrip())))
    if at := _inline_dateline(text):
        found.append((at, at))
    elif (whole := datelines.read(text)) and whole.sure >= 0.9:
        return 0, 0
    first = min((edge for edge in found if _between_words(text, *edge)), default=(-1, -1))
    sentence = next((m for m in _SENTENCE.finditer(head, 12) if not open_end(head[: m.start()])), None)
    if (
        sentence
        and sentence.start() < 300
        and (first[1] < 0 or sentence.start() < first[0])
        and _ends_head(head, sentence)
    ):
        return sentence.end(), sentence.end()
    return first


def _between_words(text: str, *places: int) -> bool:
    return not any(text[at - 1 : at].isalnum() and text[at : at + 1].isalnum() for at in places)


def _is_edge(text: str, date: dates.Found) -> bool:
    """Whether a date in running text is a line of a head, rather than a word of a sentence."""
    before, after = text[: date.start].rstrip(), text[date.end :].lstrip()
    within = open_end(before.rstrip(",")) or re.search(
        r"(?i)\b(?:since|until|by|before|after|dated?|am|vom|le|du|dès)$", before
    )
    return (not within or len(before) < 25) and (not after or not after[0].islower())


def _ends_head(text: str, sentence: re.Match[str]) -> bool:
    """Whether what stands before a sentence is a headline: no sentence of its own, and words enough."""
    before = text[: sentence.start()]
    return len(before.split()) >= 4 and not re.search(r"[a-zà-ÿ]{3}[.!?]\s", before)


def _inline_dateline(text: str) -> int:
    for sep in re.finditer(r"\s?[—–]\s?|\s--?\s", text[:700]):
        starts = [
            m.start()
            for m in re.finditer(r"(?<![^\s(])[(A-ZÀ-Þ]", text[max(0, sep.start() - 80) : sep.start()])
        ]
        for start in starts:
            at = max(0, sep.start() - 80) + start
            found = datelines.read(text[at:])
            if found and found.sure >= 0.9 and abs(at + found.end - sep.end()) < 3:
                return at
    return 0
