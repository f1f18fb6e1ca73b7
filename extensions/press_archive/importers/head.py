"""The head of a release: everything before its text, line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from . import contacts, datelines, dates, lexicon
from .plain import Block, squash
from .split import is_prose

_REFERENCE = re.compile(
    r"^\W*(?:(?:press\s+|news\s+)?release\s+)?(?:no|n[°ºo]|nr|num|number|ref|reference|release|pr|doc|file)\b\.?\s*(?:no\.?|number)?\s*[:#.]?\s*[\w/.-]*\d[\w/.\-]*\W*$|^\W*[A-Z]{1,6}(?:[-/][A-Z0-9.]+)+\W*$|^\W*[A-Z]{1,5}[-/ ]?\d{2,5}(?:[-/]\d+)?\W*$",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"^\W*(?:page\s+)?\d{1,3}(?:\s*(?:of|/|de)\s*\d{1,3})?\W*$|^\W*page\s+\w+\W*$", re.IGNORECASE
)
_BYLINE = re.compile(
    r"^\W*(?:by|from|par|por|de|author|source|situation|case|posted\s+by|credit|photo|image\s+credit|to|subject|cc|title|related\s+countries|regions?)\s*:\s*|^\W*(?:By)\s+[A-Z]",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"^\W*(?:at\s+)?\d{1,2}\s*[:.h]\s*\d\d\s*(?:[ap]\.?\s?m\.?)?(?:\W+[A-Za-z. ]{0,20})?$|^\W*\d{1,2}\s*[ap]\.?m\.?\W*(?:\w{1,4})?$",
    re.IGNORECASE,
)
#: A form's label whose value is the next line.
_VALUE_BELOW = re.compile(
    r"^(?:author|source|from|regions?|related\s+countries|posted\s+by|publisher|organi[sz]ation|country|theme|category)\s*:$",
    re.IGNORECASE,
)
#: Who speaks next, in a transcript.
_SPEAKER = re.compile(
    r"^(?:Q\.?|A\.?|QUESTION|ANSWER|REPORTER|(?:THE\s+)?(?:MR|MS|MRS|MISS|DR|SEN|SENATOR|REP|GEN|GENERAL|ADM|ADMIRAL|AMB|AMBASSADOR|SEC|SECRETARY|GOV|GOVERNOR|PRESIDENT|"
    r"VICE\s+PRESIDENT|PRIME\s+MINISTER|CHANCELLOR|MODERATOR|SPOKESMAN|FOREIGN\s+MINISTER|Mr|Ms|Mrs|Dr)\b\.?(?:\s+[A-Z][\w'-]+){0,3})(?:\s?:\s+|\.\s{2})\S+\s+\S|^Q\s+[A-Z]\w*,?\s+\w+"
)
_VENUE = re.compile(
    r"(?:Room|Hall|Office|Hotel|Garden|House|Center|Centre|Building|University|Club|Theat(?:er|re)|Auditorium|Library|School|Palace|Airport|Church|Lawn|Base|Museum)\W*$",
    re.IGNORECASE,
)
_OPEN_END = re.compile(
    r"(?:[,:–—-]|\b(?:of|the|to|for|in|on|and|at|by|with|from|a|an|as|its|or|de|la|le|les|des|du|et|en|el|los|las|del|y|pour|para|que|à|au|aux|sur|в|и|на|о|с|по|من|في|إلى|على|عن))$",
    re.IGNORECASE,
)


@dataclass
class Line:
    """A line of the head: its text, the block it is of, and what it was found to be."""

    text: str
    block: int
    kind: str
    role: str = ""
    last_of_block: bool = False


@dataclass
class Head:
    """The lines of a head by role, and the date and dateline candidates in them."""

    lines: list[Line] = field(default_factory=list)
    title: list[Line] = field(default_factory=list)
    deck: list[Line] = field(default_factory=list)
    sure: float = 0.0

    def of(self, *roles: str) -> list[Line]:
        return [line for line in self.lines if line.role in roles]


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


def read_head(blocks: list[Block], hint: str, issuer_names: frozenset[str]) -> Head:
    """Say what each line before the text is, and which of them are the title and the deck."""
    head = Head()
    for number, block in enumerate(blocks):
        for line in block.lines:
            head.lines += [Line(text, number, block.kind) for text in _columns(line)]
        if head.lines:
            head.lines[-1].last_of_block = True
    _roles(head.lines, issuer_names)
    _choose(head, squash(hint))
    return head


def _columns(line: str) -> list[str]:
    """Cut a line that a typist set in columns: a number on the left, the date on the right."""
    columns = [squash(part) for part in re.split(r"\s{3,}|\t+", line.strip()) if part.strip()]
    if len(columns) < 2:
        return columns
    marked = any(
        dates.alone(c)
        or lexicon.LABEL.search(c)
        or _REFERENCE.match(c)
        or lexicon.CONTACTS.match(c)
        or contacts.is_contact_line(c)
        for c in columns
    )
    return columns if marked else [squash(line)]


def _roles(lines: list[Line], issuer_names: frozenset[str]) -> None:
    in_contacts = reached = labelled = False
    before: Line | None = None
    for line in lines:
        if labelled:
            line.role, labelled = "byline", False
            continue
        bare = line.text.strip("*_# ").strip()
        plain = bare.strip('[]()-–—:."“” ')
        if len(bare) > 400:  # no line of a head; and patterns need not try their luck on it
            line.role = "body"
            continue
        if (
            before is not None
            and before.role in {"embargo", "label"}
            and before.block == line.block
            and _runs_on(before.text, bare)
        ):
            line.role, before = before.role, line
            continue
        before = line
        label = lexicon.LABEL.search(plain)
        if label and (
            label.end() - label.start() > 0.5 * len(plain) or (label.start() < 3 and len(plain) < 160)
        ):
            line.role, in_contacts = "label", "contact" in plain.casefold()
        elif lexicon.EMBARGO.search(plain) and len(plain) < 160:
            line.role, in_contacts = "embargo", False
        elif lexicon.MORE.match(bare) or lexicon.RULE.match(bare) or not re.search(r"\w", bare):
            line.role = "rule"
        elif dates.alone(bare):
            line.role, in_contacts = "date", False
        elif _PAGE.match(bare) or _TIME.match(bare):
            line.role = "furniture"
        elif _VALUE_BELOW.match(bare):
            line.role, labelled = "byline", True
        elif lexicon.SALUTATION.match(bare) and len(bare) < 90 and bare.endswith((",", ":", "،")):
            line.role, in_contacts = "body", False
        elif lexicon.IN_CITY.match(bare) or lexicon.CONTACTS.match(bare):
            line.role, in_contacts, reached = "contact", True, bool(contacts.is_contact_line(bare))
        elif contacts.is_contact_line(bare):
            line.role, reached = "contact" if in_contacts else "reach", True
        elif in_contacts and (
            contacts.looks_like_name(bare)
            or (len(bare) < 75 and (contacts.ROLE.search(bare) or not reached) and not _headlinish(bare))
        ):
            line.role = "contact"
        elif datelines.alone(bare) and len(bare) < 90:
            line.role, in_contacts = "dateline", False
        elif _kind_line(plain):
            line.role, in_contacts = "kind", False
        elif _REFERENCE.match(bare):
            line.role = "reference"
        elif (
            (lexicon.ADDRESS_LINE.search(bare) and len(bare) < 110 and not _headlinish(bare))
            or (lexicon.URL.search(bare) and len(bare) < 90)
        ) or datelines.fold(plain) in issuer_names:
            line.role = "letterhead"
        elif _BYLINE.match(bare) and len(bare) < 120:
            line.role = "byline"
        elif lexicon.END.match(bare):
            line.role = "rule"
        elif datelines.fold(plain) in datelines.cities() or (
            datelines.fold(plain.rpartition(",")[0]) in datelines.cities() and len(plain) < 40
        ):
            line.role = "place"
        else:
            in_contacts = False
            line.role = "candidate"


def _runs_on(before: str, text: str) -> bool:
    """Whether a line goes on with the sentence of a label or an embargo above."""
    return (
        len(before) > 35
        and not re.search(r"[.!:]$", before)
        and (before.isupper() == text.isupper())
        and (
            text[:1].islower()
            or bool(_OPEN_END.search(before))
            or before.upper().endswith((" NOT", " UNTIL"))
        )
    )


def _headlinish(text: str) -> bool:
    """Whether a line says something, as a headline does, rather than names something."""
    terms = text.split()
    return (
        len(terms) >= 6
        and not contacts.is_contact_line(text)
        and sum(term[0].isdigit() for term in terms) < 2
    )


def _kind_line(plain: str) -> bool:
    match = lexicon.KIND.search(plain)
    if not match or len(plain) > 90:
        return False
    rest = plain[: match.start()] + " " + plain[match.end() :]
    rest = rest if not (found := dates.find(rest)) else rest[: found[0].start] + rest[found[0].end :]
    left = re.findall(r"[^\W\d_]{2,}", rest)
    named = match.lastgroup == "release" and match.end() - match.start() > 10
    return len(left) <= (3 if named else 0) or (
        named and bool(lexicon.BODY_NAME.search(rest)) and len(left) <= 6 and ":" not in plain
    )


def _weak(line: Line) -> bool:
    """Whether a candidate looks like a name in a letterhead."""
    text = line.text.strip("*_# ")
    terms = text.split()
    if (line.kind == "heading" and len(terms) > 3) or _OPEN_END.search(text):
        return False
    if len(terms) == 1 and len(text) < 14:
        return True
    if not lexicon.BODY_NAME.search(text) or len(terms) > 9:
        return len(terms) <= 2 and text.isupper()
    capital = sum(
        term[0].isupper()
        or term.casefold()
        in {"of", "the", "for", "and", "de", "la", "des", "del", "du", "para", "on", "&", "pour"}
        for term in terms
    )
    said = re.search(
        r"\b(?:[a-z]{3,}(?:es|s|ed|ing)|to|must|calls?|urges?|welcomes?|joins?)\b", text
    ) or re.search(
        r"\b(?:TO|MUST|CALLS?|URGES?|WELCOMES?|JOINS?|ANNOUNCES?|SAYS?|WILL|IS|ARE|OPENS?|NAMES?|APPOINTS?|VISITS?|MEETS?|HOLDS?|ADOPTS?|RATIF\w+|STATEMENT|REMARKS)\b",
        text,
    )
    return capital == len(terms) and not said


def _choose(head: Head, hint: str) -> None:
    candidates = [line for line in head.lines if line.role == "candidate"]
    if not candidates:
        _by_kind(head)
        return
    anchor = max(
        (i for i, line in enumerate(head.lines) if line.role in {"label", "kind", "embargo"}), default=-1
    )
    order = {id(line): index for index, line in enumerate(head.lines)}
    after = [line for line in candidates if order[id(line)] > anchor]
    strong_after = [line for line in after if not _weak(line)]
    strong = [line for line in candidates if not _weak(line)]
    pool = strong_after or strong or after or candidates
    folded = datelines.fold(hint)
    hinted = [
        line
        for line in candidates
        if len(line.text.split()) > 2
        and datelines.fold(line.text.strip("*_# "))
        and datelines.fold(line.text.strip("*_# ")) in folded
    ]
    headings = [line for line in pool if line.kind == "heading"]
    first, head.sure = pool[0], 0.85 if strong_after and anchor >= 0 else 0.7 if strong else 0.45
    if hinted:
        first, head.sure = next((line for line in hinted if line in pool), hinted[0]), 0.95
    elif headings and anchor < order[id(headings[0])]:
        first, head.sure = headings[0], 0.9
    elif (
        not first.text.isupper()
        and len(pool) > 1
        and pool[1].text.isupper()
        and len(pool[1].text) > 20
        and order[id(pool[1])] == order[id(first)] + 1
    ):
        first = pool[1]  # the deck stands over the headline
    start = candidates.index(first)
    group = [first]
    for line in candidates[start + 1 :]:
        if order[id(line)] != order[id(group[-1])] + 1 or not _continues(group, line, head, folded):
            break
        group.append(line)
    head.title = group
    for line in group:
        line.role = "title"
    _deck(head, candidates, group, order)


def _by_kind(head: Head) -> None:
    """A statement or a letter without a headline is called what it calls itself, with whose it is."""
    for index, line in enumerate(head.lines):
        match = lexicon.KIND.search(line.text)
        if line.role == "kind" and match and match.lastgroup != "release":
            follows = head.lines[index + 1 : index + 2]
            head.title = [line, *(item for item in follows if item.role == "byline")]
            head.sure = 0.6
            for item in head.title:
                item.role = "title"
            return


def _continues(group: list[Line], line: Line, head: Head, hint: str) -> bool:
    """Whether a line goes on with the title that the lines above began."""
    before, text = group[-1].text.strip("*_# "), line.text.strip("*_# ")
    if len(group) > 4 or len(" ".join(item.text for item in group)) > 300:
        return False
    joined = datelines.fold(" ".join([*(item.text.strip("*_# ") for item in group), text]))
    if hint and joined in hint:
        return True
    if (_OPEN_END.search(before) and not before.endswith("-—")) or (text[0].islower() and text[0].isalpha()):
        return True
    if (
        before.isupper()
        and text.isupper()
        and (line.block == group[-1].block or len(before) > 30)
        and line.kind == group[-1].kind != "heading"
    ):
        return True
    if line.block != group[-1].block or line.kind == "heading":
        return False
    same = [item for item in head.lines if item.block == line.block]
    later = [item for item in head.lines if item.block > line.block and item.role == "candidate"]
    return len(same) == 2 and bool(later) and len(before) > 45


def _deck(head: Head, candidates: list[Line], group: list[Line], order: dict[int, int]) -> None:
    title = datelines.fold(" ".join(line.text.strip("*_# ") for line in group))
    last = order[id(group[-1])]
    deck: list[Line] = []
    for line in candidates:
        if line.role == "title":
            continue
        text = datelines.fold(line.text.strip("*_# "))
        if text and (text in title or title.startswith(text)) and len(text.split()) > 1:
            line.role = "title-again"
            last = order[id(line)]
        elif title and text.startswith(title) and len(text) < 2 * len(title) + 30 and len(title.split()) > 3:
            line.role = "title-again"
        elif order[id(line)] < order[id(group[0])]:
            above = (
                order[id(group[0])] - order[id(line)] == 1 and not _weak(line) and len(line.text.split()) > 4
            )
            line.role = (
                "deck"
                if above and not deck and group[0].text.isupper() and not line.text.isupper()
                else "letterhead"
            )
            if line.role == "deck":
                deck.append(line)
        elif len(line.text.split()) < 6 and _VENUE.search(line.text):
            line.role = "letterhead"
        elif (
            not deck and order[id(line)] <= last + 2 and len(line.text.split()) > 2 and len(line.text) < 400
        ) or (
            deck
            and order[id(line)] == order[id(deck[-1])] + 1
            and (line.block == deck[-1].block or line.text[:1].islower() or _OPEN_END.search(deck[-1].text))
            and len(deck) < 5
        ):
            line.role = "deck"
            deck.append(line)
        else:
            line.role = "body"
    head.deck = deck
