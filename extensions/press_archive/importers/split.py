"""One file, several texts: releases that follow each other, a covering note before one, the same text twice."""

from __future__ import annotations

import re
from collections import Counter
from itertools import dropwhile, pairwise, takewhile

from . import datelines, dates, lexicon
from .language import detect
from .plain import Block, core, squash, terms


def is_prose(block: Block) -> bool:
    """Whether a block is running text rather than a headline, a label or an address."""
    if block.kind in {"heading", "menu", "table"}:
        return False
    text = squash(block.text)
    count = len(terms(text))
    if count < 14 or (text.isupper() and count < 60):
        return False
    if len(block.lines) > 2 and sum(len(line) for line in block.lines) / len(block.lines) < 38:
        return False
    ended = re.search(r"[.!?:;…؟。][\"”»)\]’']*\**$", text)
    if ended or count >= 45:
        return True
    goes_on = re.search(r"[a-zа-я\u0600-\u06ff][.؟!?][\"”»]?\s+[\"“«]?[A-ZА-ЯÀ-Þ\u0600-\u06ff]", text)
    return count >= 18 and goes_on is not None


def is_label(block: Block) -> bool:
    """Whether a block is, or starts with, the release line."""
    text = core(squash(block.text))
    match = lexicon.LABEL.match(text)
    return bool(
        (match and (len(text) < 120 or match.end() < 40) and not is_prose(Block((text,), block.kind)))
        or (match and match.end() >= len(text) - 3)
    )


def printed_twice(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """Return the blocks, and those of a second printing of the whole text, which are taken out."""
    texts = [squash(block.text).casefold() for block in blocks]
    if sum(map(len, texts)) < 400:
        return blocks, []
    long = [index for index, text in enumerate(texts) if len(text) > 60]
    for start in long[:4]:
        for again in long:
            if again > start and texts[again] == texts[start]:
                second = _second_printing(texts, start, again)
                if second:
                    return blocks[:second], blocks[second:]
    return blocks, []


def _second_printing(texts: list[str], start: int, again: int) -> int:
    """Return where the second printing of a text begins, of which a line is said ``again``; 0 where there is none."""
    back = 0  # as far as the lines before it agree
    while (
        start - back > 0 and again - back - 1 > start and texts[start - back - 1] == texts[again - back - 1]
    ):
        back += 1
    first, second = texts[start - back : again - back], texts[again - back :]
    if not back and sum(len(text) > 60 for text in second) < 2:
        return 0  # one paragraph said again is the sender's own doing
    size = sum(map(len, second))
    copied = sum(len(text) * times for text, times in (Counter(first) & Counter(second)).items())
    return again - back if size > 0.35 * sum(map(len, texts)) and copied > 0.97 * size else 0


def split(blocks: list[Block]) -> list[list[Block]]:
    """Cut a document into its releases; most are one."""
    starts = _labelled(blocks) or _datelined(blocks) or _ruled(blocks) or _languages(blocks)
    if not starts:
        return [blocks]
    edges = [0, *starts, len(blocks)]
    return [blocks[a:b] for a, b in pairwise(edges) if a < b]


def _complete(blocks: list[Block]) -> bool:
    """Whether blocks can be a release by themselves: two paragraphs and something that only releases have."""
    prose = [block for block in blocks if is_prose(block)]
    if len(prose) < 2:
        return False
    return any(is_label(block) or _ends(block) for block in blocks) or any(
        (found := datelines.read(squash(block.text))) and found.sure > 0.85 for block in prose
    )


def _ends(block: Block) -> bool:
    text = squash(block.text)
    return len(text) < 90 and bool(lexicon.END.match(text) or lexicon.RULE.match(text))


def _labelled(blocks: list[Block]) -> list[int]:
    starts: list[int] = []
    last = 0
    for index, block in enumerate(blocks):
        if index and is_label(block) and _complete(blocks[last:index]):
            start = index
            while start > last + 1 and _heads(blocks[start - 1]):
                start -= 1
            starts.append(start)
            last = start
    return starts


def _heads(block: Block) -> bool:
    """Whether a block can stand over a label: a letterhead after an end mark, never an end mark or a contact."""
    text = squash(block.text)
    return bool(
        not is_prose(block) and len(text) < 90 and lexicon.BODY_NAME.search(text) and text.isupper()
        and not lexicon.END.match(text) and not lexicon.EMAIL.search(text)
    )  # fmt: skip


def _datelined(blocks: list[Block]) -> list[int]:
    """Posts that follow each other without a label: headline, deck, dateline with a date, text; and again."""
    strong = [
        index for index, block in enumerate(blocks)
        if is_prose(block) and (found := datelines.read(squash(block.text))) and (found.date or found.monthday) and found.places and found.sure >= 0.9
    ]  # fmt: skip
    starts: list[int] = []
    for before, index in pairwise(strong):
        prose = sum(is_prose(block) for block in blocks[before:index])
        head = index
        while head - 1 > before and index - head < 4 and _headline(blocks[head - 1]):
            head -= 1
        if prose >= (1 if blocks[index].text.startswith("(") else 2) and head < index:
            starts.append(head)
    return starts


def _headline(block: Block) -> bool:
    text = squash(block.text)
    return (
        bool(text)
        and block.kind != "table"
        and not is_prose(block)
        and len(text) < 220
        and text[-1] not in ".!:;"
        and not lexicon.EMAIL.search(text)
        and not _ends(block)
    )


def _ruled(blocks: list[Block]) -> list[int]:
    """Texts between which rules are drawn, each with a date over it that stands alone."""
    rules = [
        index for index, block in enumerate(blocks) if block.kind == "rule" or lexicon.RULE.match(block.text)
    ]
    starts: list[int] = []
    for index in rules:
        before = blocks[starts[-1] if starts else 0 : index]
        if sum(map(is_prose, before)) > 1 and _dated_head(before) and _dated_head(blocks[index + 1 :]):
            starts.append(index + 1)
    return starts


def _dated_head(blocks: list[Block]) -> bool:
    """Whether blocks begin with a few lines, of which one is a date, and then a text."""
    head = list(takewhile(lambda block: not is_prose(block), blocks))
    dated = any(dates.alone(line) for block in head for line in block.lines)
    return dated and 2 <= len(head) <= 5 and len(head) < len(blocks)


def listed(blocks: list[Block]) -> int:
    """Return how many texts a page lists: links, each with a date beside it or below it, before any text."""
    blocks = list(dropwhile(lambda block: not block.linked and not is_prose(block), blocks))
    if not blocks or is_prose(blocks[0]):
        return 0
    return sum(
        block.linked and any(dates.find(other.text) for other in (block, below) if len(other.text) < 200)
        for block, below in zip(blocks, [*blocks[1:], Block(())], strict=True)
    )  # fmt: skip


def _languages(blocks: list[Block]) -> list[int]:
    """The same release in one language after another."""
    prose = [(index, detect(squash(block.text))) for index, block in enumerate(blocks) if is_prose(block)]
    sure = [(index, language) for index, (language, confidence) in prose if confidence > 0.6]
    runs: list[tuple[str, list[int]]] = []
    for index, language in sure:
        if runs and runs[-1][0] == language:
            runs[-1][1].append(index)
        else:
            runs.append((language, [index]))
    if not 2 <= len(runs) <= 5 or any(sum(len(blocks[i].text.split()) for i in run) < 60 for _, run in runs):
        return []
    starts = []
    for (_, before), (language, run) in pairwise(runs):
        head = run[0]
        while (
            head - 1 > before[-1]
            and not is_prose(blocks[head - 1])
            and not lexicon.EMAIL.search(blocks[head - 1].text)
        ):
            if _ends(blocks[head - 1]) or lexicon.CONTACTS.match(blocks[head - 1].text):
                break
            found, confidence = detect(squash(blocks[head - 1].text))
            if found and found != language and confidence > 0.5:
                break
            head -= 1
        if head == run[0]:
            return []
        starts.append(head)
    return starts


def covering_note(blocks: list[Block]) -> int:
    """Return how many blocks are a covering note before the release's label; 0 when there is none."""
    for index, block in enumerate(blocks):
        if not index or not (is_label(block) or _kind_line(block)):
            continue
        before = blocks[:index]
        greeted = next((i for i, b in enumerate(before) if lexicon.SALUTATION.match(b.text)), None)
        closed = [
            i
            for i, b in enumerate(before)
            if any(lexicon.VALEDICTION.match(line) for line in b.lines)
            or (len(b.text) < 200 and lexicon.RULE.match(b.text))
        ]
        if greeted is None or not (closed or any(is_prose(b) or len(b.text) > 40 for b in before)):
            return 0
        end = closed[-1] + 1 if closed else index
        # A signature under the greeting: short lines that are no headline yet.
        while (
            end < index
            and len(before[end].text) < 60
            and closed
            and not lexicon.BODY_NAME.search(before[end].text)
            and end - closed[-1] < 4
        ):
            end += 1
        return end if end > greeted else 0
    return 0


def _kind_line(block: Block) -> bool:
    text = core(squash(block.text))
    match = lexicon.KIND.search(text)
    return bool(
        match and len(text) < 80 and match.end() - match.start() > 0.3 * len(text) and not is_prose(block)
    )
