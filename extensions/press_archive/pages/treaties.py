"""The pages of the treaties: who signed, joined and left, and how many there were at each year's end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from .. import addresses
from ..addresses import GUIDE
from ..catalogue import Catalogue, newest_first
from ..names import date_words, short_date
from ..records import PartialDate
from ..treaties import BASES, STANDINGS, Treaty
from ..treaties.history import Step
from ..tree import TREATIES
from ..words import translator
from .page import Page
from .rows import Link, Rows, crumb, sort_key
from .standing import INSTRUMENT_NAMES, STANDING_NAMES, STANDING_SHORT, source_words
from .timeline import Chart, chart


def pages(catalogue: Catalogue, rows: Rows) -> Iterator[Page]:
    """Yield the page of each treaty and, when there is any, the one that lists them."""
    maker = _Maker(catalogue, rows)
    treaties = catalogue.registers.treaties.values()
    if treaties:
        yield maker.index()
    for treaty in treaties:
        yield maker.treaty(treaty)
        for key in treaty.groups:
            yield maker.group(treaty, key)


class _Maker:
    def __init__(self, catalogue: Catalogue, rows: Rows) -> None:
        self._catalogue = catalogue
        self._language = catalogue.language
        self._ = translator(catalogue.language)
        self._rows = rows
        counting = ((release, catalogue.facts(release)) for release in newest_first(catalogue.releases))
        self._counting = [(release, facts) for release, facts in counting if facts]

    def index(self) -> Page:
        items = []
        for treaty in self._catalogue.registers.treaties.values():
            today = self._catalogue.horizon(treaty)
            count = treaty.count(on=today).value
            items.append((Link(addresses.treaty(treaty.key), treaty.record.name), count, self._day(today)))
        crumbs = [crumb(GUIDE, self._language)]
        return Page(TREATIES, "treaties.html", self._("Treaties"), {"crumbs": crumbs, "treaties": items})

    def _day(self, day: dt.date | None) -> str:
        return date_words(day, self._language) if day else ""

    def treaty(self, treaty: Treaty) -> Page:
        today = self._catalogue.horizon(treaty)
        record, table = treaty.record, self._table(treaty, today)
        context = {
            "crumbs": [Link(TREATIES, self._("Treaties"))],
            "key": treaty.key,
            "adopted": self._day(record.adopted.first),
            "in_force": self._day(treaty.in_force_since),
            "today": self._day(today),
            "today_iso": today.isoformat(),
            "adopted_iso": str(record.adopted),
            "count": treaty.count(on=today).value,
            "deposited": treaty.count(on=today, basis="deposited").value,
            "signatories": treaty.count("signatories", today).value,
            "leaving": sum(row["standing"] == "leaving" for row in table),
            "rules": [
                record.entry_into_force.article,
                record.withdrawal.article if record.withdrawal else "",
            ],
            "years": list(self._years(treaty, today)),
            "rows": table,
            "standings": [
                (key, self._(STANDING_NAMES[key]), number)
                for key in STANDINGS
                if (number := sum(row["standing"] == key for row in table))
            ],
            "groups": list(self._groups(treaty, today)),
            "sources": source_words(treaty, self._language),
            "chart": self._chart(treaty, today),
            "csv": f"{treaty.key}.csv",
        }
        return Page(addresses.treaty(treaty.key), "treaty.html", record.name, context)

    def _links(self, codes: tuple[str, ...]) -> list[Link]:
        return sorted(map(self._rows.state, codes), key=lambda link: sort_key(link.text))

    def _years(self, treaty: Treaty, today: dt.date) -> Iterator[Mapping[str, Any]]:
        """Yield each year, newest first: its numbers at the end, who came and who went."""
        for year in range(today.year, treaty.record.adopted.year - 1, -1):
            end = min(dt.date(year, 12, 31), today)
            changes = [c for c in treaty.changes("in-force") if c[0].year == year and c[0] <= end]
            yield {
                "year": str(year),
                "end": short_date(end, self._language),
                "in_force": treaty.count(on=end).value,
                "deposited": treaty.count(on=end, basis="deposited").value,
                "came": self._links(tuple(code for _, _, came, _ in changes for code in came)),
                "went": self._links(tuple(code for _, _, _, went in changes for code in went)),
            }

    def _table(self, treaty: Treaty, today: dt.date) -> list[Mapping[str, Any]]:
        """Return every state, with the dates and the stretches that a script can ask for any day."""
        found = []
        for code in self._catalogue.registers.states:
            standing = treaty.status(code, today).standing
            steps = {step.kind: step for step in treaty.steps(code) if step.date <= today}
            stretches: dict[str, list[str]] = {"in-force": [], "deposited": []}
            for start, end, kind in treaty.stretches(code):
                stretches[kind].append(f"{start}/{end or ''}")
            found.append(
                {
                    "state": self._rows.state(code),
                    "standing": standing,
                    "words": self._(STANDING_SHORT[standing]),
                    "dates": [
                        self._date(steps.get("signed")),
                        self._date(steps.get("deposited"), steps.get("instrument-withdrawn")),
                        self._date(steps.get("in-force"), steps.get("withdrawal-effective")),
                    ],
                    "bound": " ".join(stretches["in-force"]),
                    "waiting": " ".join(stretches["deposited"]),
                }
            )
        return sorted(found, key=lambda row: sort_key(row["state"].text))

    def _date(self, step: Step | None, until: Step | None = None) -> tuple[str, str]:
        """Return the date of a step to sort by and to read: in short, and how if not by ratification."""
        if step is None:
            return "", ""
        words = short_date(step.date, self._language)
        if until:
            words += f" – {short_date(until.date, self._language)}"
        if step.kind == "deposited" and step.instrument != "ratification":
            words += f" ({self._(INSTRUMENT_NAMES.get(step.instrument, '')).lower()})"
        return step.date.isoformat(), words

    def _groups(self, treaty: Treaty, today: dt.date) -> Iterator[Mapping[str, Any]]:
        for key, group in treaty.groups.items():
            inside = treaty.count(on=today, group=key)
            outside = treaty.count(on=today, group=key, invert=True)
            yield {
                "key": key,
                "page": addresses.group(treaty.key, key),
                "name": group.name,
                "inside": inside.value,
                "outside": outside.value,
                "since": date_words(group.from_, self._language),
                "caveat": inside.caveat_words(self._language),
            }

    def group(self, treaty: Treaty, key: str) -> Page:
        """Return a group's page: who was in and out today, and on the day of each release that counts it."""
        today, group = self._catalogue.horizon(treaty), treaty.groups[key]
        counting = [
            (self._rows.row(release), release.date.last)
            for release, facts in self._counting
            if any(fact.group == key and fact.treaty == treaty.key for fact in facts)
        ]
        moments = [(self._day(today), today, None), *((row.date, day, row) for row, day in counting)]
        context = {
            "crumbs": [
                Link(TREATIES, self._("Treaties")),
                Link(addresses.treaty(treaty.key), treaty.record.short_name),
            ],
            "moments": [
                {
                    "date": words,
                    "row": row,
                    "inside": self._links(inside.states),
                    "outside": self._links(treaty.count(on=day, group=key, invert=True).states),
                    "caveat": inside.caveat_words(self._language),
                }
                for words, day, row in moments
                for inside in (treaty.count(on=day, group=key),)
            ],
            "since": date_words(group.from_, self._language),
            "source": (group.source, group.url or ""),
            "note": group.note or "",
            "read": date_words(group.retrieved, self._language),
        }
        return Page(addresses.group(treaty.key, key), "group.html", group.name, context)

    def _chart(self, treaty: Treaty, today: dt.date) -> Chart:
        first, colon = treaty.record.adopted.year, translator(self._language)(":")
        series = [(basis, [(day, number) for day, number, *_ in treaty.changes(basis)]) for basis in BASES]
        ends = [min(dt.date(year, 12, 31), today) for year in range(first, today.year + 1)]
        points = [
            (end, number, f"{self._day(end)}{colon} {number}", f"y{end.year}")
            for end in ends
            for number in (treaty.count(on=end).value,)
        ]
        campaigns = [
            (
                campaign.name,
                campaign.start.first,
                (campaign.end or PartialDate.of(today)).last,
                addresses.campaign(key),
            )
            for key, campaign in self._catalogue.campaigns
            if campaign.start and campaign.start.first <= today
        ]
        return chart(series, points, campaigns, first, today)
