"""The schema: what a release may say, and what holds of everything that authors write.

These models, and those of ``registers.py`` and ``treaties.py``, are the only place where a field is
declared. Parsing, messages, the JSON Schema for editors and the reference page for authors
(``docs/guides/front-matter.md``) are all made from them.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cached_property, lru_cache
from typing import Annotated, Any, ClassVar, Literal, get_args

from babel import Locale, UnknownLocaleError
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from ..digests import digest
from .dates import DateField, MomentField
from .differences import not_a_typo

Kind = Literal["press-release", "media-advisory", "statement", "letter", "newsletter", "news"]
OriginKind = Literal[
    "text", "address", "file-name", "event", "other", "printed", "dateline", "metadata", "register", "layout"
]
CorrectionKind = Literal["typo", "fact", "figure", "name", "quotation", "translation", "legal"]
KINDS: tuple[Kind, ...] = get_args(Kind)
CORRECTION_KINDS: tuple[CorrectionKind, ...] = get_args(CorrectionKind)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _web_address(text: str) -> str:
    if not text.startswith(("https://", "http://")) or any(c in text for c in ' "<>\\^`{|}'):
        raise ValueError("write a web address that starts with https:// or http://, without spaces")
    return text


@lru_cache(maxsize=256)
def language_tag(text: str) -> str:
    """Check a language tag (BCP 47) against the languages that Unicode CLDR knows.

    Raises:
        ValueError: not a tag, or of no known language.

    """
    if re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", text):
        with suppress(ValueError, UnknownLocaleError):
            if Locale.parse(text, sep="-").get_display_name("en"):
                return text
    raise ValueError("not a language tag that is known; write en, fr or zh-Hant (BCP 47)")


def _no_item_twice(items: tuple[Any, ...]) -> tuple[Any, ...]:
    for item in items:
        if items.count(item) > 1:
            raise ValueError(f"{item} is given twice")
    return items


#: The form of names and keys: lower-case letters, digits and single hyphens.
SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
Each = AfterValidator(_no_item_twice)
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Line = Annotated[Text, AfterValidator(_one_line)]
Key = Annotated[str, StringConstraints(pattern=rf"^{SLUG}$")]
StateCode = Annotated[
    str, StringConstraints(min_length=1), Field(json_schema_extra={"pattern": "^[A-Z]{2}$"})
]
WebAddress = Annotated[str, AfterValidator(_web_address), Field(json_schema_extra={"format": "uri"})]
LanguageTag = Annotated[
    str, AfterValidator(language_tag), Field(json_schema_extra={"examples": ["en", "fr", "zh-Hant"]})
]


class Record(BaseModel):
    """Common to everything authors write: unknown keys are errors, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    #: What a register calls records of this kind by, as a pattern and in words.
    key_form: ClassVar[str] = SLUG
    key_words: ClassVar[str] = "lower-case letters, digits and hyphens, as in open-harbour"

    @cached_property
    def said(self) -> str:
        """A digest of all that the record says: many releases print the same of the registers."""
        return digest(self)


class Dateline(Record):
    """Where a release was given out."""

    places: Annotated[tuple[Line, ...], Field(min_length=1)] = Field(
        description="The places, in the order printed."
    )
    text: Line | None = Field(
        None,
        description="The dateline as printed, when it is not the places joined by “/” and closed by “—”.",
    )

    @property
    def printed(self) -> str:
        if self.text is None:
            return "/".join(self.places) + "—"
        # A dash is closed up on both sides, or on none.
        return self.text if re.search(r"\S—$", self.text) else self.text + " "


def _dateline(value: object) -> object:
    if isinstance(value, str):
        return {"places": [value]}
    return {"places": value} if isinstance(value, list | tuple) else value


class SourceRepair(Record):
    """A mend of broken text: where it starts in the mended text, and what stood there."""

    at: Annotated[int, Field(ge=0)] = Field(description="The place, in characters of the mended text.")
    found: str = Field(description="What stood there.")
    became: str = Field("", description="What stands there now.")


class SetAside(Record):
    """A piece of the source that is no part of the release."""

    what: Line = Field(description="What it is: page, covering note, letterhead, end mark, ….")
    text: Text = Field(description="The piece, word for word.")


class Source(Record):
    """Where the text came from, or where it is when the archive holds only a record."""

    held: Literal["text", "record"] = Field(
        "text", description="`text` when the archive holds the full text, `record` when it does not."
    )
    url: WebAddress | None = Field(None, description="The original address, which may be gone.")
    evidence: WebAddress | None = Field(
        None, description="The page on which the facts of this record were seen, if it is another."
    )
    note: Line | None = Field(None, description="What a reader must know about the source, in a sentence.")
    file: Line | None = Field(None, description="The file it was imported from.")
    part: Line | None = Field(None, description="Which release of that file it is, if not the first.")
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = Field(
        None, description="The fingerprint of that file (SHA-256)."
    )
    repairs: tuple[SourceRepair, ...] = Field(
        (), description="Broken text that was mended when it was imported; with it the text can be put back."
    )
    set_aside: tuple[SetAside, ...] = Field(
        (), description="What stood in the file and is no part of the release, word for word."
    )


class Origin(Record):
    """How a field was found, when the record was imported or the source does not print it."""

    from_: OriginKind = Field(alias="from", description="What the value was inferred from.")
    confidence: Annotated[float, Field(ge=0, le=1)] | None = Field(
        None, description="How sure the importer was: 0 (a guess) to 1."
    )
    note: Line | None = Field(None, description="How, in a sentence.")


class Attachment(Record):
    """A document that was sent with the release."""

    title: Line = Field(description="What the document is called.")
    url: WebAddress = Field(description="Where it is.")
    language: LanguageTag | None = Field(None, description="Its language, if not the release's.")


class Correction(Record):
    """A change of a published text, told to its readers."""

    date: DateField = Field(description="The day on which it was corrected.")
    kind: CorrectionKind = Field(
        description="What was wrong. A changed figure, name or quotation is never a typo."
    )
    was: Line = Field(description="The words as first published.")
    now: Line = Field(description="The words that stand there now.")
    note: Line | None = Field(None, description="Why, in a sentence, where that helps the reader.")

    @model_validator(mode="after")
    def _honest(self) -> Correction:
        if self.was == self.now:
            raise ValueError("was and now say the same")
        if self.kind == "typo" and (wrong := not_a_typo(self.was, self.now)):
            raise ValueError(never_a_typo(wrong))
        return self


def never_a_typo(wrong: str) -> str:
    """Say that a change cannot be told as a typo, and as what it can."""
    kinds = ", ".join(kind for kind in CORRECTION_KINDS if kind != "typo")
    return f"this changes {wrong}, which is never a typo; allowed: {kinds}"


class FrontMatter(Record):
    """The front matter of a release: `releases/YYYY/MM/<slug>.md`."""

    title: Line = Field(description="The headline, as published.")
    deck: Line | None = Field(None, description="The line under the headline, as published.")
    label: Line | None = Field(
        None, description="The release line above the date, as published.", examples=["FOR IMMEDIATE RELEASE"]
    )
    kind: Kind = Field(description="What it is.")
    date: DateField = Field(
        description="The day it was given out (2014-05-06), or the month or year where only that is known. "
        "It must agree with the file's path.",
    )
    dateline: Annotated[Dateline | None, BeforeValidator(_dateline)] = Field(
        None,
        description="The place or places it was given out in; printed before the first paragraph, so "
        "the text below starts without it.",
        examples=[["The Hague"], ["New York", "Lima"]],
    )
    about: Annotated[tuple[StateCode, ...], Each] = Field(
        (), description="The states it is about (ISO 3166-1 alpha-2).", examples=[["AZ"]]
    )
    mentions: Annotated[tuple[StateCode, ...], Each] = Field(
        (), description="States it only mentions.", examples=[["LY"]]
    )
    campaign: Key | None = Field(
        None, description="The campaign it belongs to: a key of `docs/registers/campaigns.yaml`."
    )
    issuer: Key | None = Field(
        None,
        description="Who gave it out: a key of `docs/registers/issuers.yaml`. Left out, it is the "
        "archive's own issuer (`press_issuer` in `conf.py`).",
    )
    contacts: Annotated[tuple[Key, ...], Each] = Field(
        (),
        description="Press contacts, in the order printed: keys of `docs/registers/contacts.yaml`. "
        "Each is printed as it was on the release's date, grouped by place.",
    )
    background: Annotated[tuple[Key, ...], Each] = Field(
        (),
        description="Entries of the shared background (`docs/background/`), printed under the text in "
        "the wording that held on the release's date.",
        examples=[["icc", "coalition"]],
    )
    language: LanguageTag | None = Field(
        None,
        description="The language of the text (BCP 47). Left out, it is the one in the file's name "
        "(`azerbaijan.fr.md`), or the archive's own.",
        examples=["en", "fr", "zh-Hant"],
    )
    summary: Line | None = Field(
        None, description="One sentence of the archive's own, for lists, feeds and link previews."
    )
    topics: Annotated[tuple[Line, ...], Each] = Field((), description="Subjects, in the archive's own words.")
    attachments: tuple[Attachment, ...] = Field((), description="Documents that were sent with it.")
    source: Source | None = Field(None, description="Where the text came from, or where it is.")
    origin: dict[str, Origin] = Field(
        default_factory=dict,  # pydantic would copy a default
        description="Fields that were inferred, and from what.",
        examples=[{"date": {"from": "address"}}],
    )
    reference: Line | None = Field(
        None,
        description="The reference number; `press-archive publish` writes it.",
        examples=["CICC/2014/017"],
    )
    corrections: tuple[Correction, ...] = Field(
        (),
        description="What was corrected after publication, oldest first; `press-archive correct` writes it.",
    )
    embargo: MomentField | None = Field(
        None, description="Nothing of the release is public before this moment; the zone is required."
    )

    @model_validator(mode="after")
    def _consistent(self) -> FrontMatter:
        both = sorted(set(self.about) & set(self.mentions))
        if both:
            raise ValueError(f"{both[0]} is in both about and mentions; about is enough")
        for name in self.origin:
            if name not in type(self).model_fields:
                raise ValueError(f'origin names the field "{name}", which does not exist')
        return self

    @property
    def is_record(self) -> bool:
        """Whether the archive holds only a catalogue record, without the text."""
        return self.source is not None and self.source.held == "record"
