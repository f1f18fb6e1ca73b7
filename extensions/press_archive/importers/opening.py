"""Where the text of a release starts, and the cutting of what a carrier ran together with it."""

from __future__ import annotations

import re

from . import datelines, dates, lexicon
from .plain import Block, squash
from .split import is_prose

#: Who speaks next, in a transcript.
_SPEAKER = re.compile(
    r"^(?:Q\.?|A\.?|QUESTION|ANSWER|REPORTER|(?:THE\s+)?(?:MR|MS|MRS|MISS|DR|SEN|SENATOR|REP|GEN|GENERAL|ADM|ADMIRAL|AMB|AMBASSADOR|SEC|SECRETARY|GOV|GOVERNOR|PRESIDENT|"
    r"VICE\s+PRESIDENT|PRIME\s+MINISTER|CHANCELLOR|MODERATOR|SPOKESMAN|FOREIGN\s+MINISTER|Mr|Ms|Mrs|Dr)\b\.?(?:\s+[A-Z][\w'-]+){0,3})(?:\s?:\s+|\.\s{2})\S+\s+\S|^Q\s+[A-Z]\w*,?\s+\w+"
)


def body_start(blocks: list[Block]) -> int:
    """Return the block with which the text starts."""
    fallback = None
    for index, block in enumerate(blocks):
        text = squash(block.text)
        if index and _SPEAKER.match(text):
            return index
        if not is_prose(block):
            found = datelines.read(text) if len(text) > 60 and block.kind != "heading" else None
            if found and found.sure >= 0.85 and found.end < len(text) - 30 and not lexicon.LABEL.search(text):
                return index
            continue
        if lexicon.LABEL.match(text) and len(text) < 200:
            continue
        if _contact_block(block):
            continue
        if index < 3 and any(lexicon.LABEL.match(squash(b.text)) for b in blocks[index + 1 : index + 4]):
            fallback = index if fallback is None else fallback
            continue
        # One paragraph above the headline (an editor's lead) is not the text, if a dateline comes soon after.
        later = [i for i in range(index + 1, min(index + 9, len(blocks))) if _dated(blocks[i])]
        labelled = [
            i
            for i in range(index + 1, min(index + 7, len(blocks)))
            if lexicon.LABEL.match(squash(blocks[i].text))
        ]
        if (
            index < 6
            and later
            and not _dated(block)
            and (labelled or len(text.split()) < 40)
            and fallback is None
        ):
            fallback = index
            between = [b for b in blocks[index + 1 : later[0]] if is_prose(b)]
            if not between:
                return later[0]
        return index
    return len(blocks)


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
            pieces = _cut_inline(part) if len(part.text) > 250 else [part]
            done += pieces
            found_body = found_body or is_prose(pieces[-1])
    return done


def _cut_lines(block: Block) -> list[Block]:
    """Cut a block of several lines where capitals end or a dateline starts."""
    lines = block.lines
    for index in range(1, min(len(lines), 40)):
        text = " ".join(lines[index : index + 8])
        found = datelines.read(text, first=True)
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
    """Cut a release that lost its line breaks: at its label, its date, its capitals, its dateline."""
    text = squash(block.text)
    parts: list[str] = []
    label = lexicon.LABEL.search(text[:900])
    if label and (label[0].isupper() or label[0].istitle() or label.start() == 0):
        if label.start():
            parts.append(text[: label.start()].strip())
        parts.append(label[0])
        text = text[label.end() :].strip(" :")
        found = dates.find(text[:60])
        if found and found[0].start < 15:
            parts.append(text[: found[0].end].strip())
            text = text[found[0].end :].lstrip(" ,.;")
    if not parts:
        return [block]
    shouted = re.match(r"(?:[A-ZÀ-Þ0-9“”\"'’(][A-ZÀ-Þ0-9“”\"'’,:;()&/.-]*\s+){4,}(?=[A-ZÀ-Þ][a-zà-ÿ])", text)
    if shouted:
        parts.append(shouted[0].strip())
        text = text[shouted.end() :]
    at = _inline_dateline(text)
    if at:
        parts += [text[:at].strip()] if text[:at].strip() else []
        text = text[at:]
    return [Block((part,), block.kind) for part in [*parts, text] if part]


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
