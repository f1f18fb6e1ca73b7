"""What the roles of a text point to: what each kind is called by, where it leads and what it prints."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from . import addresses
from .addresses import PAGES
from .names import date_words
from .records import did_you_mean, quoted
from .words import translator

if TYPE_CHECKING:
    from .archive import Registers, Release
    from .catalogue import Catalogue
    from .names import StateNames

#: The roles that point to a page of the archive.
KINDS = ("release", "state", "campaign", "background", "page", "treaty")
#: All that a text may hold; a fact points to no page.
ROLES = (*KINDS, "fact")


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
    match kind:
        case "release":
            if release := catalogue.resolve(target):
                when = date_words(release.date, language)
                return Target(release.docname, release.title, release.language, when, mark(release, language))
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
                return Target(page.name, translator(language)(page.title), language)
    return None
