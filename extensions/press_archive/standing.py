"""Where states stand, and what the figures in a release count, in words for a reader's page.

All of it is plain data for the templates, as of :func:`horizon`: the day up to which the list of events
is complete, or the day the build stands at if that is earlier.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .archive import Release
from .catalogue import Catalogue
from .facts import MARK, Fact
from .names import date_words
from .records import PartialDate, references_in
from .records.treaties import Certainty
from .rows import Link, Rows, sort_key
from .timeline import Mark, Stretch, Timeline, draw
from .treaties import Standing, Step, StepKind, Treaty
from .tree import TREATIES
from .words import translator


def _(text: str) -> str:
    """Mark a text for translation where no language is known yet."""
    return text


STANDING_NAMES: Mapping[Standing, str] = {
    "party": _("State party"),
    "leaving": _("State party that has notified its withdrawal"),
    "consented": _("Has deposited its instrument; not yet in force"),
    "former": _("No longer a party"),
    "signatory": _("Signatory, not a party"),
    "declined": _("Signed, and has since said that it will not become a party"),
    "none": _("Neither a party nor a signatory"),
}
#: The same where there is little room.
STANDING_SHORT: Mapping[Standing, str] = {
    "party": _("State party"),
    "leaving": _("Leaving"),
    "consented": _("Joining"),
    "former": _("Former party"),
    "signatory": _("Signatory"),
    "declined": _("Signed, then declined"),
    "none": _("Not a party"),
}
STEP_NAMES: Mapping[StepKind, str] = {
    "signed": _("Signed"),
    "deposited": _("Deposited its instrument"),
    "in-force": _("Entered into force"),
    "withdrawal-notified": _("Notified its withdrawal"),
    "notice-revoked": _("Took back its notice of withdrawal"),
    "withdrawal-effective": _("Withdrawal took effect"),
    "instrument-withdrawn": _("Took back its instrument"),
    "declined": _("Said that it will not become a party"),
}
INSTRUMENT_NAMES: Mapping[str, str] = {
    "ratification": _("Ratified"),
    "accession": _("Acceded"),
    "acceptance": _("Accepted"),
    "approval": _("Approved"),
    "succession": _("Succeeded"),
}
CERTAINTY_NAMES: Mapping[Certainty, str] = {
    "confirmed": "",
    "reported": _("as reported; the record itself was not read"),
    "one-source": _("from one source"),
    "recalled": _("the day is not confirmed"),
}
#: The releases of a state are marked one by one up to this number, and year by year beyond it.
_RELEASES = 40


class Item(NamedTuple):
    """One line of a state's timeline."""

    iso: str
    date: str
    text: str
    kind: str
    page: str
    note: str
    sources: tuple[tuple[str, str], ...]


class Counted(NamedTuple):
    """One figure of a release: what it counts, and the states."""

    anchor: str
    figure: str
    words: str
    states: tuple[Link, ...]
    treaty: Link
    caveat: str
    since: str


def horizon(catalogue: Catalogue, treaty: Treaty) -> dt.date:
    """Return the last day of which anything is said."""
    return min(catalogue.today, treaty.as_of)


def treaty_page(treaty: Treaty) -> str:
    return f"{TREATIES}/{treaty.key}"


def day_words(day: dt.date, language: str) -> str:
    return date_words(PartialDate(day.year, day.month, day.day), language)


def anchor(fact: Fact) -> str:
    """Name a fact within its page: by what it says, so that text and note find each other."""
    parts = (
        "fact",
        fact.figure,
        "not" * fact.invert,
        fact.what,
        fact.basis,
        fact.group,
        fact.treaty,
        fact.on,
    )
    return "-".join(str(part) for part in parts if part)


def fact_words(fact: Fact, treaty: Treaty, day: dt.date, language: str) -> str:
    """Say what a fact counts, on which day."""
    _ = translator(language)
    patterns = {
        ("states-parties", "in-force", False): _("{treaty}: states parties on {date}"),
        ("states-parties", "in-force", True): _("{treaty}: states that were not parties on {date}"),
        ("states-parties", "deposited", False): _("{treaty}: states that had deposited by {date}"),
        ("states-parties", "deposited", True): _("{treaty}: states that had not deposited by {date}"),
        ("signatories", "in-force", False): _("{treaty}: signatories on {date}"),
        ("signatories", "in-force", True): _("{treaty}: states that were not signatories on {date}"),
        ("signatures", "in-force", False): _("{treaty}: states that had signed by {date}"),
        ("signatures", "in-force", True): _("{treaty}: states that had not signed by {date}"),
    }
    basis = fact.basis if fact.what == "states-parties" else "in-force"
    words = patterns[fact.what, basis, fact.invert]
    words = words.replace("{treaty}", treaty.record.short_name)
    words = words.replace("{date}", day_words(day, language))
    return f"{words} ({treaty.groups[fact.group].name})" if fact.group else words


def step_name(step: Step, language: str, today: dt.date) -> str:
    _ = translator(language)
    if step.kind == "deposited":
        return _(INSTRUMENT_NAMES.get(step.instrument, STEP_NAMES["deposited"]))
    if step.kind == "withdrawal-effective" and step.date > today:
        return _("Withdrawal takes effect, unless it is taken back")
    return _(STEP_NAMES[step.kind])


class Standings:
    """The standing of the states of one catalogue, in the site's own language unless told otherwise."""

    def __init__(self, catalogue: Catalogue, language: str, rows: Rows) -> None:
        self._catalogue = catalogue
        self._language = language
        self._rows = rows
        self._treaties = tuple(catalogue.registers.treaties.values())

    @property
    def treaty(self) -> Treaty | None:
        """The treaty that is meant when none is named."""
        return self._treaties[0] if self._treaties else None

    def words(self, treaty: Treaty, code: str, language: str = "") -> str:
        """Say in a few words where a state stands."""
        status = treaty.status(code, horizon(self._catalogue, treaty))
        return translator(language or self._language)(STANDING_NAMES[status.standing])

    def states(self, codes: Sequence[str]) -> Mapping[str, tuple[Standing, str]]:
        """Return the standing of states to the first treaty: a word for style, and words to read."""
        if not self._treaties:
            return {}
        treaty = self._treaties[0]
        today = horizon(self._catalogue, treaty)
        return {code: (treaty.status(code, today).standing, self.words(treaty, code)) for code in codes}

    def legend(self, codes: Sequence[str]) -> Mapping[str, Any] | None:
        """Return how many of the states stand how to the first treaty, and where to read more."""
        if not self._treaties:
            return None
        _ = translator(self._language)
        found = [standing for standing, _words in self.states(codes).values()]
        return {
            "treaty": Link(treaty_page(self._treaties[0]), self._treaties[0].record.short_name),
            "today": day_words(horizon(self._catalogue, self._treaties[0]), self._language),
            "parties": self._treaties[0].count(on=horizon(self._catalogue, self._treaties[0])).value,
            "items": [
                (key, _(name), _(STANDING_SHORT[key]), found.count(key))
                for key, name in STANDING_NAMES.items()
                if key in found
            ],
        }

    def state(self, code: str) -> Mapping[str, Any]:
        """Return what a state's page says of its standing: one block for each treaty."""
        return {"standings": [self._block(treaty, code) for treaty in self._treaties]}

    def _block(self, treaty: Treaty, code: str) -> Mapping[str, Any]:
        language, _ = self._language, translator(self._language)
        today = horizon(self._catalogue, treaty)
        status = treaty.status(code, today)
        items = sorted(
            [*self._steps(treaty, code, today), *self._focus(code), *self._releases(code)],
            key=lambda item: (item.iso, item.kind, item.page),
        )
        until = ""
        if status.until and status.standing == "leaving":
            until = _("the withdrawal takes effect on {date}, unless it is taken back")
        elif status.until and status.standing == "consented":
            until = _("it enters into force on {date}")
        return {
            "treaty": Link(treaty_page(treaty), treaty.record.short_name),
            "standing": status.standing,
            "words": _(STANDING_NAMES[status.standing]),
            "since": day_words(status.since, language) if status.since else "",
            "until": until.replace("{date}", day_words(status.until, language)) if status.until else "",
            "today": day_words(today, language),
            "items": items,
            "drawing": self._drawing(treaty, code, today, items),
        }

    def _steps(self, treaty: Treaty, code: str, today: dt.date) -> Iterator[Item]:
        _ = translator(self._language)
        for step in treaty.steps(code):
            if step.date > today and step.kind not in {"in-force", "withdrawal-effective"}:
                continue
            notes = [step.note, _(CERTAINTY_NAMES[step.certainty])]
            if step.rule:
                notes.append(_("computed: {article}").replace("{article}", step.rule))
            yield Item(
                step.date.isoformat(),
                day_words(step.date, self._language),
                step_name(step, self._language, today),
                step.kind,
                "",
                "; ".join(note.rstrip(".") for note in notes if note),
                () if step.rule else sources(treaty, step),
            )

    def _focus(self, code: str) -> Iterator[Item]:
        for focus in self._catalogue.focus_by_state.get(code, ()):
            link = self._rows.campaign(focus.campaign)
            words = date_words(focus.month, self._language)
            label = translator(self._language)("source")
            source = ((label, focus.source),) if focus.source else ()
            yield Item(str(focus.month), words, link.text, "focus", link.page, "", source)

    def _releases(self, code: str) -> Iterator[Item]:
        _ = translator(self._language)
        releases = self._catalogue.by_state.get(code, ())
        if len(releases) <= _RELEASES:
            for release in releases:
                row = self._rows.row(release)
                yield Item(row.iso, row.date, row.title, "release", row.page, "", ())
            return
        years: dict[int, int] = {}
        for release in releases:
            years[release.date.year] = years.get(release.date.year, 0) + 1
        for year, number in years.items():
            text = _("{count} releases").replace("{count}", str(number))
            yield Item(f"{year:04}", str(year), text, "release", "", "", ())

    def _drawing(self, treaty: Treaty, code: str, today: dt.date, items: Sequence[Item]) -> Timeline:
        _ = translator(self._language)
        lanes = ("treaty", "focus", "release")
        marks = [
            Mark(item.iso, lanes.index(lane), item.kind, f"{item.date}: {item.text}")
            for item in items
            for lane in (item.kind if item.kind in lanes else "treaty",)
        ]
        stretches = [Stretch(start, end, kind) for start, end, kind in treaty.stretches(code)]
        labels = [treaty.record.short_name, _("In focus"), _("Releases")]
        used = [any(mark.lane == lane for mark in marks) for lane in range(len(lanes))]
        labels = [text if used[lane] else "" for lane, text in enumerate(labels)]
        return draw(marks, stretches, labels, treaty.record.adopted.year, today)

    def release(self, release: Release, language: str) -> Mapping[str, Any]:
        """Return what stands beside a release: what its figures count, and what happened since."""
        return {
            "facts": self._facts(release, language),
            "since": [line for treaty in self._treaties for line in self._since(treaty, release, language)],
        }

    def facts_of(self, release: Release) -> list[Fact]:
        """Return the facts that a release prints, in its text and its background; each once."""
        registers = self._catalogue.registers
        references = list(release.references)
        for key in release.background:
            wording = registers.wording(key, release)
            if wording and MARK in wording.text:
                references += references_in(wording.text, 1)
        found = (
            fact for _, fact in registers.facts.references(references) if not isinstance(fact, ValueError)
        )
        return list(dict.fromkeys(found))

    def _facts(self, release: Release, language: str) -> list[Counted]:
        _ = translator(language)
        facts = self._catalogue.registers.facts
        shown = []
        for fact in self.facts_of(release):
            treaty = facts.treaties[fact.treaty]
            count = facts.count(fact, release.date)
            today = horizon(self._catalogue, treaty)
            now = treaty.count(fact.what, today, fact.basis, fact.group, fact.invert)
            since = ""
            if now.value != count.value and not now.caveat and not fact.on:
                since = _("On {date} the figure was {figure}.").replace("{figure}", str(now.value))
                since = since.replace("{date}", day_words(today, language))
            states = (self._rows.state(code, language) for code in count.states)
            words = fact_words(fact, treaty, facts.day(fact, release.date), language)
            shown.append(
                Counted(
                    anchor(fact),
                    str(count.value if fact.figure is None else fact.figure),
                    words,
                    tuple(sorted(states, key=lambda link: sort_key(link.text))),
                    Link(treaty_page(treaty), treaty.record.short_name),
                    count.caveat,
                    since,
                )
            )
        return shown

    def _since(self, treaty: Treaty, release: Release, language: str) -> Iterator[tuple[str, str, Link, str]]:
        """Yield day, its ISO form, state and what happened, for the states a release is about."""
        _ = translator(language)
        today = horizon(self._catalogue, treaty)
        if release.date.last >= today:
            return
        for code in release.about:
            link = self._rows.state(code, language)
            happened = [step for step in treaty.steps(code) if release.date.last < step.date <= today]
            for step in happened:
                words = step_name(step, language, today)
                yield day_words(step.date, language), step.date.isoformat(), link, words
            status = treaty.status(code, today)
            if not happened and status.standing in {"none", "signatory", "declined", "former"}:
                words = _("still not a party to the {treaty}").replace("{treaty}", treaty.record.short_name)
                yield day_words(today, language), today.isoformat(), link, words
            elif status.standing == "leaving" and status.until:
                words = _("the withdrawal takes effect on {date}, unless it is taken back")
                words = words.replace("{date}", day_words(status.until, language))
                yield day_words(today, language), today.isoformat(), link, words


def sources(treaty: Treaty, step: Step) -> tuple[tuple[str, str], ...]:
    """Return name and address of what a date rests on."""
    known = treaty.record.sources
    return tuple((known[key].name, known[key].url or "") for key in step.sources if key in known)


def source_words(treaty: Treaty, language: str) -> list[tuple[str, str, str, str]]:
    """Return name, address, day of reading and note of each source of a treaty's list."""
    return [
        (
            source.name,
            source.url or "",
            date_words(source.retrieved, language) if source.retrieved else "",
            source.note or "",
        )
        for source in treaty.record.sources.values()
    ]
