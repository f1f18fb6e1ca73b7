"""What was understood of a document: the parts of a release, each with its origin, and every word placed."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..records import PartialDate
from .contacts import Person, people
from .datelines import Dateline
from .plain import Block, Document, lost


@dataclass(frozen=True)
class Origin:
    """What a value was taken from (a kind of :class:`records.models.Origin`), how sure, and the text it was read in."""

    source: str
    confidence: float
    text: str = ""
    #: What spoke for it, in words, where several readings were weighed.
    because: tuple[str, ...] = ()


@dataclass
class Match:
    """A background paragraph, and the entry whose wording it is (``key`` empty when none is)."""

    block: Block
    key: str = ""
    ratio: float = 0.0
    offer: str = ""


@dataclass
class Understood:
    """One release, taken apart. ``aside`` holds what is no part of the release's text, with what it is."""

    document: Document
    part: int = 1
    title: str = ""
    deck: str = ""
    label: str = ""
    kind: str = "press-release"
    date: PartialDate | None = None
    #: The line that speaks of an embargo, and its end where that is beyond doubt.
    embargo: str = ""
    until: str = ""
    dateline: str = ""
    places: tuple[str, ...] = ()
    body: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    contact_text: list[str] = field(default_factory=list)
    background: list[Match] = field(default_factory=list)
    about: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    campaign: str = ""
    issuer: str = ""
    language: str = ""
    aside: list[tuple[str, str]] = field(default_factory=list)
    origins: dict[str, Origin] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    text: str = ""

    def take_dateline(self, printed: str, found: Dateline) -> None:
        self.dateline, self.places = printed, found.places
        self.origins["dateline"] = Origin("printed", round(found.sure, 2), printed)

    def take_contacts(self, lines: list[str]) -> None:
        """Read the people in lines of contacts; the lines are kept as they are printed, too."""
        if lines:
            self.people += people(lines)
            self.contact_text.append("\n".join(lines))

    @property
    def said(self) -> str:
        """The text of the release, without what stands over it and below it."""
        return "\n".join(block.text for block in self.body)

    def parts(self) -> list[str]:
        """Return every text that the release file will hold."""
        return [
            self.title, self.deck, self.label, self.dateline, *(block.text for block in (*self.body, *self.notes)),
            *self.contact_text, *(m.block.text for m in self.background), *(text for _, text in self.aside),
        ]  # fmt: skip

    def unaccounted(self) -> list[str]:
        """Return the words of the document that no part holds: none, ever."""
        return lost(self.text, self.parts())
