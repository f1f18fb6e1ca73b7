"""What the roles of a text point to: what each kind is called by, where it leads and what it prints.

A marked figure prints itself, or what is counted for it, and leads to the words that say what it counts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

from . import addresses
from .addresses import PAGES
from .names import date_words
from .records import PartialDate, did_you_mean, quoted
from .words import mark as _
from .words import spoken, translator

if TYPE_CHECKING:
    import datetime as dt

    from .archive import Registers, Release
    from .catalogue import Catalogue
    from .facts import Fact
    from .names import StateNames
    from .treaties import Treaty, What
    from .treaties.history import Basis

#: The roles that point to a page of the archive.
KINDS = ("release", "state", "campaign", "background", "page", "treaty")
#: All that a text may hold; a fact points to no page.
ROLES = (*KINDS, "fact")
#: What a figure counts: of what, from when on, and whether those are counted of which it is not true.
COUNTED: Mapping[tuple[What, Basis, bool], str] = {
    ("states-parties", "in-force", False): _("{treaty}: states parties on {date}"),
    ("states-parties", "in-force", True): _("{treaty}: states that were not parties on {date}"),
    ("states-parties", "deposited", False): _("{treaty}: states that had deposited by {date}"),
    ("states-parties", "deposited", True): _("{treaty}: states that had not deposited by {date}"),
    ("signatories", "in-force", False): _("{treaty}: signatories on {date}"),
    ("signatories", "in-force", True): _("{treaty}: states that were not signatories on {date}"),
    ("signatures", "in-force", False): _("{treaty}: states that had signed by {date}"),
    ("signatures", "in-force", True): _("{treaty}: states that had not signed by {date}"),
}


class Target(NamedTuple):
    """What a role points to: the page, the words it prints by itself, and their language.

    Before the title of a release stands its ``mark``, and after it ``when`` it was given out: both in the
    language that was asked for.
    """

    page: str
    text: str
    language: str
    when: str = ""
    mark: str = ""


def withdrawn(title: str, language: str) -> str:
    """Return the title of what was withdrawn, as it is named wherever it is: first of all that it was."""
    return f"{translator(language)('[Withdrawn]')} {title}"


def mark(release: Release, language: str) -> str:
    """Return what stands before the title of a release that was withdrawn, wherever it is named.

    It is in the language of what names the release; the title keeps its own.
    """
    return withdrawn("", language) if release.withdrawn else ""


def marked_title(release: Release, language: str) -> str:
    return mark(release, language) + release.title


def keys(kind: str, registers: Registers, releases: Collection[str]) -> Collection[str]:
    """Return what the records of a kind are called by; a state answers to its names, too.

    Arguments:
        releases: the names of the releases that may be cited.

    """
    known: dict[str, Collection[str]] = {
        "release": releases,
        "state": registers.states,
        "campaign": registers.campaigns,
        "background": registers.background,
        "page": PAGES,
        "treaty": registers.treaties,
    }
    return known[kind]


def not_public(name: str) -> str:
    """Say that a release is a draft or under embargo: nothing public may name it."""
    return f"{quoted(name)} is not public yet and cannot be cited before it is"


def missing(
    kind: str, target: str, registers: Registers, names: StateNames, releases: Collection[str] = ()
) -> str:
    """Say that a role points to nothing, and what is near."""
    if kind == "state":
        return f"unknown state {quoted(target)}{names.suggest(target)}"
    known = keys(kind, registers, releases)
    near = did_you_mean(target, known)
    if kind == "page" and not near:
        near = f"; the pages are {', '.join(PAGES)}"
    return f"there is no {'entry' if kind == 'background' else kind} {quoted(target)}{near}"


def find(catalogue: Catalogue, kind: str, target: str, language: str) -> Target | None:
    """Return what a role prints in a text of a language, and where it leads; ``None`` if nowhere.

    What has a name in one language only keeps it, and says in which.
    """
    registers, own = catalogue.registers, catalogue.language
    ours = spoken(language, own)
    match kind:
        case "release":
            if release := catalogue.resolve(target):
                when = date_words(release.date, language)
                return Target(release.docname, release.title, release.language, when, mark(release, ours))
        case "state":
            if (code := catalogue.names.code(target)) and code in registers.states:
                return Target(addresses.state(code), catalogue.names.name(code, language), language)
        case "campaign":
            if campaign := registers.campaigns.get(target):
                return Target(addresses.campaign(target), campaign.name, own)
        case "background":
            if entry := registers.background.get(target):
                return Target(addresses.entry(target), entry.term, own)
        case "treaty":
            if treaty := registers.treaties.get(target):
                return Target(addresses.treaty(target), treaty.record.name, own)
        case "page":
            if page := PAGES.get(target):
                return Target(page.name, translator(ours)(page.title), ours)
    return None


def anchor(fact: Fact) -> str:
    """Name a fact within its page: by what it says, so that text and note find each other."""
    counted = (fact.what, fact.basis, fact.group, fact.treaty, fact.on)
    return "-".join(str(part) for part in ("fact", fact.figure, "not" * fact.invert, *counted) if part)


def fact_words(fact: Fact, treaty: Treaty, day: dt.date, language: str) -> str:
    """Say what a fact counts, on which day."""
    basis = fact.basis if fact.what == "states-parties" else "in-force"
    words = translator(language)(COUNTED[fact.what, basis, fact.invert])
    words = words.replace("{treaty}", treaty.record.short_name)
    words = words.replace("{date}", date_words(day, language))
    return f"{words} ({treaty.groups[fact.group].name})" if fact.group else words


class Printed(NamedTuple):
    """What a fact prints in a text, and where what it counts is said."""

    text: str
    words: str  # what it counts, where that is said on the same page
    anchor: str
    treaty: str


def printed(catalogue: Catalogue, release: Release | None, written: str, target: str) -> Printed:
    """Return what a fact prints in a release, or in another document (``None``).

    Without a figure it prints the one that is right for the release; in another document, for the last
    day that the list covers.

    Raises:
        ValueError: saying what is not understood and what could be meant.

    """
    facts = catalogue.registers.facts
    fact = facts.parse(written, target)
    treaty = facts.treaties[fact.treaty]
    date = release.date if release else PartialDate.of(catalogue.horizon(treaty))
    text = written or str(facts.count(fact, date).value)
    if release is None:
        return Printed(text, "", "", treaty.key)
    words = fact_words(fact, treaty, facts.day(fact, date), release.language)
    return Printed(text, words, anchor(fact), treaty.key)
