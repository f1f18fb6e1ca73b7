"""Contact blocks: the people a journalist can ask, city by city, and who of them the register knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..names import fold
from ..records import Contact, ContactDetail, PartialDate, quoted
from . import datelines, lexicon
from .plain import squash, words

_PARTICLES = frozenset(["de", "del", "la", "van", "der", "von", "bin", "al", "el", "ben", "di", "da"])
_NAME = re.compile(
    r"^(?:(?:Mr|Ms|Mrs|Dr|Prof|M|Mme|Sr|Sra)\.?\s+)?[^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*){1,4}$"
)
ROLE = re.compile(
    r"\b(?:head|director|co-?ordinator|officer|manager|secretary|spokes\w+|president|chair\w*|adviser|advisor|counsel|assistant|associate|editor|"
    r"responsable|directeur|directrice|coordina\w+|coordinatrice|coordonn\w+|charg[ée]e?|chef|porte-parole|secr[ée]taire|jefe|oficial|portavoz|"
    r"vocero|директор|координатор|пресс-секретарь|руководитель|مدير|منسق|المتحدث|مسؤول)\w*\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    rf"(?:\b{lexicon.TEL_LABEL}\b\.?\s*(?:no\.?|number)?\s*[:.]?\s*)(?P<tel>[+(\d][\d\s().+/\-–]{{4,28}}\d(?:\s*(?:ext\.?|x)\s*\d+)?)",
    re.IGNORECASE,
)

#: What stands between the parts of a contact on one line.
_PARTS = re.compile(r"\s*[,:;|(<\[–—]\s*|\s+-\s+")
_EXTENSION = re.compile(r"^\W*(?:ext|extension|poste|int)\b\.?\s*\d{2,6}\W*$", re.IGNORECASE)
_LANGUAGES = re.compile(
    r"(?i)english|french|spanish|arabic|russian|german|portuguese|mobile|office|cell|media|or"
)
#: ``In Geneva, Ada Exemplar (English, French): +41 …``
_IN_CITY_NAME = re.compile(
    r"^(?:In|En|À|A|Au)\s+(?P<place>[^\W\d_][^,:\d@]{1,30}),\s+(?:for\s+[^,]{3,60},\s+)?(?P<rest>[^\W\d_][^\d@]{2,60}?[(:].*\d{3}.*)$"
)


@dataclass(frozen=True)
class Person:
    """A contact as printed; ``key`` is the register's, when it knows the person as printed here.

    ``more`` is what is printed there and was not understood: another person, maybe.
    """

    name: str = ""
    role: str = ""
    organisation: str = ""
    place: str = ""
    tel: str = ""
    email: str = ""
    text: str = ""
    more: str = ""
    key: str = ""


def is_contact_line(text: str) -> bool:
    """Whether a short line is a part of a contact block by itself: a telephone, a mail address."""
    if len(text) > 110:
        return False
    if lexicon.EMAIL.search(text) or _LABELLED.search(text):
        return True
    rest, numbers = lexicon.PHONE.subn(" ", text)
    left = re.findall(
        r"[^\W\d_]{2,}|\d{5,}", re.sub(rf"\b{lexicon.TEL_LABEL}\b", " ", rest, flags=re.IGNORECASE)
    )
    return sum(c.isdigit() for c in text) > (6 if numbers else 3) and (
        (bool(numbers) and len(left) <= 2 and sum(map(len, left)) < 24)
        or (not left and bool(_EXTENSION.match(text)))
    )


def people(lines: list[str]) -> list[Person]:
    """Read the lines of a contact section into people, each under the city printed above."""
    found = (_person(own, place) for place, own in _by_person(lines))
    return [person for person in found if person.name or person.email]


def _by_person(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the lines of each person, with the city printed above them."""
    place = ""
    own: list[str] = []
    for line in lines:
        text = line.strip().strip("*").strip()
        heading = None if lexicon.IN_CITY.match(text) else lexicon.CONTACTS.match(text)
        if heading:
            text = text[heading.end() :].strip(" *,").removeprefix(":").strip(" *")
        city, inline = lexicon.IN_CITY.match(text), _IN_CITY_NAME.match(text)
        if own and (heading or city or inline or not text or _begins_another(text, own)):
            yield place, own
            own = []
        if city:
            place = _city(city["place"])
        elif inline:
            yield _city(inline["place"]), [inline["rest"]]
        elif text:
            own.append(text)
    if own:
        yield place, own


def _begins_another(text: str, own: list[str]) -> bool:
    """Whether a line names another person than the lines before, which already say how one is reached."""
    return any(is_contact_line(item) or _all_in_a_line(item) for item in own) and (
        _all_in_a_line(text) or (looks_like_name(text) and not is_contact_line(text))
    )


def _all_in_a_line(text: str) -> bool:
    """Whether a line has a person's name and how to reach the person, rather than a place or a form's word."""
    reach = min((m.start() for form in (lexicon.EMAIL, lexicon.PHONE) if (m := form.search(text))), default=0)
    name = _PARTS.split(text[:reach], maxsplit=1)[0].strip()
    form = re.search(rf"\b{lexicon.TEL_LABEL}\b", name, re.IGNORECASE)
    place = datelines.is_city(name) or lexicon.IN_CITY.match(f"{name}:")
    return " " in name and looks_like_name(name) and not form and not place


def _city(text: str) -> str:
    return squash(text).removesuffix(":").strip()


def looks_like_name(text: str) -> bool:
    head = re.split(r"[,;:(–—|]| - ", text, maxsplit=1)[0].strip()
    if not _NAME.match(head) or len(head) > 60 or ROLE.search(head) or lexicon.BODY_NAME.search(head):
        return False
    return all(word in _PARTICLES or not word[0].islower() for word in head.split())


def _person(lines: list[str], place: str) -> Person:
    text = "\n".join(lines)
    if len(text) > 4000:
        return Person(place=place, text=text)
    email = lexicon.EMAIL.search(text)
    tel = _LABELLED.search(text)
    phone = tel["tel"] if tel else (m[0] if (m := lexicon.PHONE.search(text)) else "")
    name, roles, bodies, more = "", [], [], []
    for line in lines:
        rest = line
        if email:
            rest = rest.replace(email[0], " ")
        rest = _LABELLED.sub(" ", rest)
        rest = lexicon.PHONE.sub(" ", rest)
        rest = re.sub(
            r"\b(?:e-?mail|courriel|correo(?:\s+electrónico)?|tel|phone|fax|эл\.?\s*почта|почта|بريد\s+إلكتروني|البريد\s+الإلكتروني)\b\.?\s*:?",
            " ",
            rest,
            flags=re.IGNORECASE,
        )
        for part in re.split(r"\s*[,;|(<>\[\]]\s*|\s+(?:at|or|via|on|by|ou|au)(?=\s|$)|\s+[–—-]\s+|\)", rest):
            bit = part.strip(" .:;,-–—/*")
            if (
                not bit
                or not any(c.isalpha() for c in bit)
                or lexicon.URL.search(bit)
                or _LANGUAGES.fullmatch(bit)
            ):
                continue
            if not name and looks_like_name(bit):
                name = bit
            elif ROLE.search(bit):
                roles.append(bit)
            elif lexicon.BODY_NAME.search(bit) or (bit.isupper() and len(bit) < 9):
                bodies.append(bit)
            elif not name and not roles and len(bit.split()) <= 5:
                name = bit
            else:
                more.append(bit)
    more += [other for other in lexicon.EMAIL.findall(text) if email and other != email[0]]
    return Person(
        squash(name),
        ", ".join(map(squash, roles)),
        ", ".join(map(squash, bodies)),
        place,
        squash(phone),
        _address(email[0]) if email else "",
        text,
        ", ".join(map(squash, more)),
    )


def _address(printed: str) -> str:
    """Return a mail address that may be written against those who gather them."""
    dotted = re.sub(rf"{lexicon.DOT}|\s(?:dot|DOT)\s", ".", printed)
    return re.sub(rf"{lexicon.AT}|\s(?:at|AT)\s", "@", dotted)


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _role_words(text: str) -> str:
    return " ".join(sorted(words(fold(text))))


def _differences(person: Person, detail: ContactDetail) -> list[str]:
    """Return in what a person is printed otherwise than the register has it."""
    compared = {
        "telephone": (_digits(person.tel), _digits(detail.tel or "")),
        "mail": (person.email.casefold(), (detail.email or "").casefold()),
        "role": (_role_words(person.role), _role_words(detail.role)),
        "place": (fold(person.place), fold(detail.place)),
    }
    return [label for label, (printed, held) in compared.items() if printed and printed != held]


def known(person: Person, register: Mapping[str, Contact], date: PartialDate | None) -> tuple[Person, str]:
    """Match a person with the register.

    Returns the person, with a key when the register's detail for the date is what is printed, and else what
    a person should look at (``""`` when there is nothing).
    """
    for key, contact in register.items():
        same_name = bool(person.name) and fold(contact.name) == fold(person.name)
        same_mail = any(
            d.email and person.email and d.email.casefold() == person.email.casefold()
            for d in contact.details
        )
        if not (same_name or same_mail):
            continue
        detail = contact.on(date) if date else contact.details[-1]
        if detail is None:
            return (
                person,
                f"{person.name}: the register knows “{key}”, but not for {date}; give it a detail from that day",
            )
        differs = _differences(person, detail)
        if person.more:
            return person, f"{person.name}: beside “{key}” there is printed {quoted(person.more, 160)}"
        if differs:
            return (
                person,
                f"{person.name}: “{key}” is printed with another {', '.join(differs)} than the register has for that day",
            )
        return replace(person, key=key), ""
    return person, f"{person.name or person.email or person.tel}: not in the register of contacts"
