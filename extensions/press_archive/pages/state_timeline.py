"""What a state's page says of its standing, and one timeline of what it did and what was released."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .. import addresses
from ..catalogue import Catalogue
from ..names import date_words
from ..treaties import Treaty
from ..words import translator
from .rows import Link, Row, Rows
from .standing import CERTAINTY_NAMES, STANDING_NAMES, sources, step_name
from .timeline import Mark, Timeline, draw

#: The releases of a state are marked one by one up to this number, and year by year beyond it.
_RELEASES = 40


class Item(NamedTuple):
    """One line of a state's timeline; that of a release has its row, as lists show it."""

    iso: str
    date: str
    text: str
    kind: str
    page: str
    note: str
    sources: tuple[tuple[str, str], ...]
    row: Row | None = None


class StateTimelines:
    """The standing of states, each with its timeline, in the archive's own language."""

    def __init__(self, catalogue: Catalogue, rows: Rows) -> None:
        self._catalogue = catalogue
        self._language = catalogue.language
        self._rows = rows
        self._treaties = tuple(catalogue.registers.treaties.values())

    def state(self, code: str) -> Mapping[str, Any]:
        """Return what a state's page says of its standing: one block for each treaty, and its groups."""
        return {
            "standings": [self._block(treaty, code) for treaty in self._treaties],
            "groups": [
                Link(addresses.group(treaty.key, key), group.name)
                for treaty in self._treaties[:1]
                for key, group in treaty.groups.items()
                if code in treaty.members(key, self._catalogue.horizon(treaty))[0]
            ],
        }

    def _block(self, treaty: Treaty, code: str) -> Mapping[str, Any]:
        language, _ = self._language, translator(self._language)
        today = self._catalogue.horizon(treaty)
        status = treaty.status(code, today)
        items = sorted(
            [*self._steps(treaty, code, today), *self._focus(code), *self._releases(code)],
            key=lambda item: (item.iso, item.kind, item.page),
        )
        until = ""
        if status.until and status.standing == "leaving":
            until = _("the withdrawal takes effect on {date}, unless revoked")
        elif status.until and status.standing == "consented":
            until = _("it enters into force on {date}")
        return {
            "treaty": Link(addresses.treaty(treaty.key), treaty.record.short_name),
            "standing": status.standing,
            "words": _(STANDING_NAMES[status.standing]),
            "since": date_words(status.since, language) if status.since else "",
            "until": until.replace("{date}", date_words(status.until, language)) if status.until else "",
            "today": date_words(today, language),
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
                date_words(step.date, self._language),
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
                yield Item(row.iso, row.date, row.mark + row.title, "release", row.page, "", (), row)
            return
        for year, number in Counter(release.date.year for release in releases).items():
            text = _("releases: {count}").replace("{count}", str(number))
            yield Item(f"{year:04}", str(year), text, "release", "", "", ())

    def _drawing(self, treaty: Treaty, code: str, today: dt.date, items: Sequence[Item]) -> Timeline:
        _ = translator(self._language)
        lanes = ("treaty", "focus", "release")
        marks = [
            Mark(item.iso, lanes.index(lane), item.kind, f"{item.date}{_(':')} {item.text}")
            for item in items
            for lane in (item.kind if item.kind in lanes else "treaty",)
        ]
        labels = [treaty.record.short_name, _("In focus"), _("Releases")]
        used = [any(mark.lane == lane for mark in marks) for lane in range(len(lanes))]
        labels = [text if used[lane] else "" for lane, text in enumerate(labels)]
        return draw(marks, treaty.stretches(code), labels, treaty.record.adopted.year, today)
