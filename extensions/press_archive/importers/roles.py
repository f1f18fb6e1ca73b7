"""What each line of a head is, by itself and by the lines around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from ..names import fold
from ..records.labels import NO_EMBARGO, embargo_in
from . import contacts, datelines, dates, lexicon
from .plain import Block, bare, core, squash, terms

_REFERENCE = re.compile(
    r"^\W*(?:(?:press\s+|news\s+|nasa\s+)?\w{0,3}~?(?:re|e)lease\s+)?(?:no|n[°ºo]|nr|num|number|ref|reference|release|~?elease|pr|doc|file|index)\b\.?\s*(?:no\.?|number)?\s*[:#.]*\s*[\w/.-]*\d[\w/.\-]*\W*$"
    r"|^\W*(?:(?:press|news)\s+release\s+)?[A-Z]{1,6}(?:[-/][A-Z0-9.]+)+\W*$|^\W*(?:(?:press|news)\s+release\s+)?[A-Z]{1,5}[-/ ]?\d{2,5}(?:[-/]\d+)?\W*$"
    r"|^\W*(?:\w+\s+)?(?:release|bulletin|index|bolet[íi]n|service|informaci[óo]n\s+para\s+la\s+prensa|nota(?:\s+de\s+prensa)?|communiqu[ée]|сообщение)\s*(?:no|n[°º]|№|#)?\W{0,4}[\w/.\s-]{0,6}\d[\w/.\-\s]{0,12}\W*$"
    r"|^\W*(?:\w+\s+){0,2}index\s*:\s*[\w\s/.,-]*\d[\w\s/.,-]*(?:\([^)]*\))?\W*$|^\d{2,5}(?:-\d{2,4}){1,3}$",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"^\W*(?:page\s+)?\d{1,3}(?:\s*(?:of|/|de)\s*\d{1,3})?\W*$|^\W*page\s+\w+\W*$|^\W*-\s*\d+\s*-\W*$",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^\W*(?:by|from|par|por|de|author|source|situation|case|posted\s+by|credit|photo|image\s+credit|to|subject|sent|cc|related\s+countries|regions?|briefer|attn|attention)\s*:\s*|^\W*By\s+[A-Z]"
    r"|^\W*(?:(?:submitted|posted|published|written)\s+(?:by|on)|(?:soumis|posté|publié|écrit)\s+(?:par|le)|(?:enviado|publicado|escrito)\s+(?:por|el)|опубликовано|отправлено|أرسل\w*\s+بواسطة|مرسلة\s+بواسطة|نشر\s+في)\b",
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
TITLE_LABEL = re.compile(
    r"^\W*(?:title|headline|titre|t[íi]tulo|subject|заголовок|العنوان)\s*:\s*(?=\S)", re.IGNORECASE
)
DECK_LABEL = re.compile(
    r"^\W*(?:sub-?\s?(?:title|head(?:line)?)|sous-titre|subt[íi]tulo)\s*:\s*(?=\S)", re.IGNORECASE
)
#: How a speech was given: a note on the text, no part of it.
_DELIVERY = re.compile(
    r"^\W*(?:remarks\s+)?(?:\(?as\s+(?:prepared|delivered|released)(?:\s+for\s+delivery)?\)?|check\s+against\s+delivery|(?:seul\s+)?le\s+prononc[ée]\s+fait\s+foi|cotejar\s+con\s+\w+|transcript|transcripci[óo]n|"
    r"remarks\s+as\s+(?:prepared|delivered)(?:\s+for\s+delivery)?|prepared\s+remarks|text\s+as\s+delivered|remarks|unofficial\s+translation|embargoed\s+against\s+delivery)\W*$",
    re.IGNORECASE,
)
_OPEN_END = re.compile(
    r"(?:[,:–—-]|\b(?:of|the|to|for|in|on|and|at|by|with|from|a|an|as|its|or|de|la|le|les|des|du|et|en|el|los|las|del|y|pour|para|que|à|au|aux|sur|в|и|на|о|с|по|من|في|إلى|على|عن))$",
    re.IGNORECASE,
)
#: What completes "For release:" on the next line.
_WHEN = re.compile(
    r"^\W*(?:immediate(?:ly)?|upon\s+\w+|at\s+will|[ap]\.?m\.?(?:['’]?s)?(?:\s+of)?(?:\s+\w+day)?|\w+day(?:,?\s+[ap]\.?m\.?(?:['’]?s)?)?)\W*$",
    re.IGNORECASE,
)


@dataclass(eq=False)
class Line:
    """A line of the head: its text, the block it is of, and what it was found to be."""

    text: str
    block: int
    kind: str
    linked: bool = False
    role: str = ""
    #: A form's word before it: ``Title:``.
    label: str = ""

    def unlabelled(self, form: re.Pattern[str]) -> None:
        """Take a form's word off the line, and keep it apart."""
        rest = form.sub("", self.bare)
        self.label, self.text = self.bare[: len(self.bare) - len(rest)].strip(), rest

    @property
    def bare(self) -> str:
        return bare(self.text)


def open_end(text: str) -> bool:
    """Whether a line breaks off within a phrase."""
    return bool(_OPEN_END.search(text))


def lines_of(blocks: list[Block]) -> list[Line]:
    """Return the lines of blocks, with what stood in columns or behind a date on a line of its own."""
    return [
        Line(text, number, block.kind, block.linked)
        for number, block in enumerate(blocks)
        for line in block.lines
        for text in _columns(line)
    ]


def _columns(line: str) -> list[str]:
    """Cut a line of which a part is a date, a label, a number or a telephone by itself."""
    for divider in (r"\s{3,}|\t+", r"\s+[|•·]\s+", r"(?<=\d)\s+[-–—]\s+|(?<=\d):\s+|(?<=\])\s+"):
        parts = [squash(part) for part in re.split(divider, line.strip()) if re.search(r"\w", part)]
        if len(parts) > 1 and any(map(_stands_alone, parts)):
            return parts
    return [squash(line)] if line.strip() else []


def _stands_alone(text: str) -> bool:
    return bool(
        dates.alone(text)
        or lexicon.LABEL.search(text)
        or _REFERENCE.match(text)
        or lexicon.CONTACTS.match(text)
        or contacts.is_contact_line(text)
        or re.fullmatch(r"\[[^\]]{4,24}\]", text)
    )


# --- a line by itself


def _is_label(text: str) -> bool:
    none = NO_EMBARGO.match(text)  # more than its beginning: a Spanish sentence may begin so, too
    if none and none.end() > 0.5 * len(text):
        return True
    label = lexicon.LABEL.search(text)
    return bool(
        label and (label.end() - label.start() > 0.5 * len(text) or (label.start() < 3 and len(text) < 160))
    )


def kind_alone(text: str) -> bool:
    """Whether a line only says what kind of text this is, and of whom or when."""
    match = lexicon.KIND.search(text)
    if not match or len(text) > 90:
        return False
    rest = lexicon.KIND.sub(" ", text)
    if found := dates.find(rest):
        rest = rest[: found[0].start] + rest[found[0].end :]
    left = re.findall(r"[^\W\d_]{2,}", rest)
    named = match.lastgroup == "release" and match.end() - match.start() > 10
    return len(left) <= (3 if named else 0) or (
        named and bool(lexicon.BODY_NAME.search(rest)) and len(left) <= 6 and ":" not in text
    )


def _is_salutation(text: str) -> bool:
    return bool(
        lexicon.SALUTATION.match(text)
        and len(text) < 120
        and (text.endswith((",", ":", "،", "!")) or len(text) < 40)
    )


def _is_address(text: str) -> bool:
    return bool(
        (lexicon.ADDRESS_LINE.search(text) and len(text) < 110 and not says_something(text))
        or (lexicon.URL.search(text) and len(text) < 90)
    )


def _is_place(text: str) -> bool:
    plain = core(text)
    city, _, beyond = plain.rpartition(",")
    return datelines.is_city(plain) or (len(plain) < 40 and bool(beyond.strip()) and datelines.is_city(city))


def _is_noise(text: str) -> bool:
    """Whether a scanner read something here that was no writing."""
    letters = sum(c.isalpha() for c in text)
    return not re.search(r"[^\W\d_]{2,}|\d{2,}", text) or letters < 0.35 * len(text.replace(" ", ""))


def _plain(test: Callable[[str], object]) -> Callable[[str], object]:
    return lambda text: test(core(text))


#: The first test that holds gives a line its role.
_ROLES: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("label", _plain(_is_label)),
    ("embargo", lambda text: len(text) < 160 and embargo_in(text)),
    ("rule", lambda text: lexicon.MORE.match(text) or lexicon.RULE.match(text) or not re.search(r"\w", text)),
    ("date", dates.alone),
    ("furniture", lambda text: _PAGE.match(text) or _TIME.match(text)),
    ("body", _is_salutation),
    ("contacts", lambda text: lexicon.IN_CITY.match(text) or lexicon.CONTACTS.match(text)),
    ("reach", contacts.is_contact_line),
    ("dateline", lambda text: len(text) < 90 and datelines.alone(text)),
    ("delivery", _DELIVERY.match),
    ("kind", _plain(kind_alone)),
    ("reference", lambda text: len(text) < 60 and _REFERENCE.match(text)),
    ("title-label", TITLE_LABEL.match),
    ("deck-label", DECK_LABEL.match),
    ("letterhead", _is_address),
    ("byline", lambda text: _VALUE_BELOW.match(text) or (len(text) < 120 and _BYLINE.match(text))),
    ("rule", lexicon.END.match),
    ("place", _is_place),
    ("furniture", _is_noise),
)


def _role(text: str, issuer_names: frozenset[str]) -> str:
    if len(text) > 400:  # no line of a head; and patterns need not try their luck on it
        return "body"
    for role, test in _ROLES:
        if test(text):
            return role
    return "letterhead" if fold(text) in issuer_names else "candidate"


# --- a line among others


def assign(lines: list[Line], issuer_names: frozenset[str]) -> None:
    """Give each line its role."""
    for line in lines:
        line.role = "body" if line.kind == "cell" else _role(line.bare, issuer_names)
    for before, line in pairwise(lines):
        if before.role in {"label", "embargo"} and _completes(before, line):
            line.role = before.role
        elif before.role == "byline" and _VALUE_BELOW.match(before.bare):
            line.role = "byline"
    _contact_sections(lines)
    _people_beside_telephones(lines)


def _completes(before: Line, line: Line) -> bool:
    """Whether a line goes on with the sentence of a label or an embargo above."""
    if before.text.rstrip().endswith(":") and _WHEN.match(line.bare):
        return True
    return (
        before.block == line.block
        and len(before.bare) > 35
        and not re.search(r"[.!:]$", before.bare)
        and before.bare.isupper() == line.bare.isupper()
        and (
            line.bare[:1].islower()
            or open_end(before.bare)
            or before.bare.upper().endswith((" NOT", " UNTIL"))
        )
    )


def _contact_sections(lines: list[Line]) -> None:
    """What follows a heading of contacts belongs to them, until something else begins."""
    inside = reached = False
    for line in lines:
        if line.role == "label":
            inside = "contact" in line.bare.casefold()
        elif line.role == "contacts":
            line.role, inside, reached = "contact", True, contacts.is_contact_line(line.bare)
        elif line.role == "reach":
            line.role, reached = "contact" if inside else "reach", True
        elif (
            inside
            and line.role in {"candidate", "place", "letterhead", "reference"}
            and _in_contacts(line.bare, reached)
        ):
            line.role = "contact"
        elif line.role in {"embargo", "date", "kind", "dateline", "body", "candidate", "title-label"}:
            inside = False


def _in_contacts(text: str, reached: bool) -> bool:
    return contacts.looks_like_name(text) or (
        len(text) < 75 and bool(contacts.ROLE.search(text) or not reached) and not says_something(text)
    )


def _people_beside_telephones(lines: list[Line]) -> None:
    """A name, and the office below it, over a telephone: a contact without a heading."""
    written = [line for line in lines if line.role not in {"date", "rule", "furniture"}]
    for index, line in enumerate(written):
        if line.role != "reach":
            continue
        above = written[max(0, index - 3) : index]
        named = next(
            (at for at, other in enumerate(above) if is_person(other.bare) and other.role == "candidate"),
            None,
        )
        if named is not None and all(other.role in {"candidate", "place"} for other in above[named:]):
            for other in (*above[named:], line):
                other.role = "contact"
        elif above and above[-1].role == "contact":
            line.role = "contact"


def is_person(text: str) -> bool:
    """Whether a line is a name, as names are printed in a head: not shouted, two to four words."""
    return (
        2 <= len(text.split()) <= 4
        and not text.isupper()
        and contacts.looks_like_name(text)
        and not lexicon.KIND.search(text)
    )


def says_something(text: str) -> bool:
    """Whether a line says something, as a headline does, rather than names something."""
    said = terms(text)
    return (
        len(said) >= 6 and not contacts.is_contact_line(text) and sum(term[0].isdigit() for term in said) < 2
    )
