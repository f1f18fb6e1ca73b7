"""An archive of some hundred releases of every kind, and every edit that its keepers make, by chance.

A :class:`Grown` archive is the example archive with made-up releases among its own: in two languages, with
and without their text, dated to the day, the month or the year, corrected, withdrawn, moved, and drafts. It
has two treaties, a group, shared background, and contacts whose details changed. Its ledger is laid from its
files before each build. What one of the :data:`EDITS` does is decided by its ``chance``: the same seed makes
the same archive and the same edits.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import yaml
from press_archive.ledger import Line
from press_archive.ledger.file import append, read_ledger
from press_archive.records import read_release
from press_archive.tree import LEDGER

from tests.benchmarks import archives, corpus
from tests.helpers import Archive, document, publish_all

LANGUAGES = ["en", "fr", "ar"]
STATES, CAMPAIGNS = "docs/registers/states.yaml", "docs/registers/campaigns.yaml"
CONTACTS, ISSUERS = "docs/registers/contacts.yaml", "docs/registers/issuers.yaml"
GROUPS, TREATY = "docs/registers/groups.yaml", "docs/treaties/harbour-convention.yaml"
#: Of so many states, each is in many releases.
FEW = corpus.STATES[:16]

_TREATY = """\
name: Example Convention on {what}
short_name: {what} Convention
adopted: 2000-01-01
as_of: 2025-12-31
entry_into_force: {{article: article 9, deposits: 2, days: 90}}
withdrawal: {{article: article 10, months: 6}}
sources:
  gazette: {{name: Gazette of the Example Coalition, url: "https://example.org/gazette"}}
events:
"""
_GROUP = """\
example-coast:
  name: The coast, as the Example Coalition counts it
  from: 2001
  members: [AR, {state: AT, until: 2015-08-01}, AZ, BD]
  source: Handbook of the Example Coalition
  retrieved: 2026-01-02
"""
_FIGURES = """
The list has {press:fact}`signatures`;
of the coast, {press:fact}`not states-parties in example-coast` are missing.
"""
_ADA = """\
ada-lind:
  name: Ada Lind
  details:
    - {from: 1990, until: 2009, role: Press officer, place: The Hague, email: ada@example.org}
    - {from: 2010, role: Head of press, place: Geneva, tel: "+41 22 000 0002"}
"""


class Grown(Archive):
    """An archive of ``count`` made-up releases besides the example's own."""

    def __init__(self, root: Path, count: int, seed: int = 1) -> None:
        super().__init__(root)
        self.chance = random.Random(seed)
        self.drafts: set[str] = set()
        self.moved: dict[str, str] = {}
        self.ended: dict[str, str] = {}  # what was withdrawn or is gone, by name
        self._gone: list[Line] = []
        self._number = 0
        self._lay_registers()
        self.write("docs/guide.md", f"{self.read('docs/guide.md').rstrip()}\n{_FIGURES}")
        items = [item._replace(paragraphs=item.paragraphs[:1] + item.paragraphs[4:6]) for item in _of(count)]
        self._lay_releases(items)

    def _lay_registers(self) -> None:
        files = dict(archives.files(()))
        known = yaml.safe_load(self.read(STATES))
        regions = ("African", "Asia-Pacific", "Eastern European")
        more = (f"{code}:\n  group: {regions[n % 3]}\n" for n, code in enumerate(FEW) if code not in known)
        self.write(STATES, self.read(STATES) + "".join(more))
        named = files[CAMPAIGNS].replace("open-harbour:", "harbour-watch:").replace("night-ferry:", "watch:")
        self.write(CAMPAIGNS, self.read(CAMPAIGNS) + named)
        self.edit(CAMPAIGNS, "state: TL}", "state: TL}\n    - {month: 2004-03, state: AR}")
        self.write(CONTACTS, f"{_ADA}{files[CONTACTS][files[CONTACTS].index('ben-okoro:') :]}")
        for path, text in files.items():
            if path.startswith("docs/background/"):
                self.write(path, text)
        self.write(GROUPS, _GROUP)
        for key, what, states in (
            ("harbour-convention", "Harbour", ("AR", "AT", "AZ", "BD")),
            ("ferry-protocol", "Ferry", ("AT", "BE", "AR")),
        ):
            events = "".join(
                f"  - {{date: {2001 + 2 * n}-03-01, state: {code}, event: deposited, "
                "instrument: accession, sources: [gazette]}\n"
                for n, code in enumerate(states)
            )
            self.write(f"docs/treaties/{key}.yaml", _TREATY.format(what=what) + events)
        keeps = 'press_treaties = ["harbour-convention", "ferry-protocol"]\n'
        self.edit("conf.py", 'language = "en"\n', f'language = "en"\n{keeps}')

    def _lay_releases(self, items: list[corpus.Item]) -> None:
        for number, item in enumerate(items):
            self.write(f"releases/{item.name}.md", archives.release(item))
            if item.campaign in {"open-harbour", "night-ferry"} and number % 2:
                self.change(item.name, campaign="harbour-watch")
            match number % 12:
                case 1:
                    self.change(item.name, "", source={"held": "record"}, contacts=None, background=None)
                case 3 if item.language == "en":
                    self.translate(item.name)
                case 5:
                    self.change(item.name, date=f"{item.day:%Y-%m}")
                case 7:
                    self.change(
                        item.name, attachments=[{"title": "A map", "url": "https://example.org/m.pdf"}]
                    )
        self.change(
            items[-7].name,
            "{press:fact}`4 <states-parties>` bound, {press:fact}`3 <states-parties in example-coast>`.",
        )
        free = self.uncited()
        self.correct(free[0])
        self.move(free[1])
        self.end(free[2], "withdrawn")
        self.drafts.add(free[3])

    # What keepers do

    def correct(self, name: str) -> None:
        """Correct a text; the ledger has a line for it."""
        front, body = self.parts(name)
        told = list(front.get("corrections", ()))
        self._number += 1
        told.append({"date": "2026-02-03", "kind": "fact", "was": "Nobody.", "now": f"All {self._number}."})
        self.change(name, f"{body.rstrip()} All {self._number}.", corrections=told)

    def move(self, name: str) -> str:
        """Give a release another month; what was its address still answers. Returns the new name."""
        year, _, slug = name.split("/")
        places = [(month, f"{year}/{month:02}/{slug}") for month in range(1, 13)]
        month, new = self.chance.choice([p for p in places if p[1] != name and p[1] not in self.moved])
        self.change(name, date=f"{year}-{month:02}")
        (self.root / f"releases/{new}.md").parent.mkdir(parents=True, exist_ok=True)
        (self.root / f"releases/{name}.md").rename(self.root / f"releases/{new}.md")
        self.moved[name] = new
        return new

    def end(self, name: str, how: str) -> None:
        """Withdraw a release, or take it away and say so."""
        self.lay_ledger()
        self.ended[name] = how
        if how == "gone":
            held = read_ledger(self.root).history[name]
            self._gone += [*held, held[-1]._replace(state="gone", day="2026-05-01", note="It was a mistake.")]
            self.delete(f"releases/{name}.md")

    def translate(self, name: str) -> None:
        front, _ = self.parts(name)
        kept = ("kind", "date", "about", "campaign")
        fields = {key: front[key] for key in kept if key in front}
        text = document({"title": f"Traduction {name}", **fields}, "Le texte.")
        self.write(f"releases/{name}.fr.md", text)

    # What is there

    def parts(self, name: str) -> tuple[dict[str, list[object]], str]:
        _, front, body = self.read(f"releases/{name}.md").split("---\n", 2)
        return yaml.load(front, yaml.BaseLoader), body

    def has_text(self, name: str) -> bool:
        return "held: record" not in self.read(f"releases/{name}.md")

    def uncited(self) -> list[str]:
        """Return releases that none cites, with their text, in one language and of a known month."""
        texts = {name: self.read(f"releases/{name}.md") for name in self.releases()}
        docs = "".join(path.read_text("utf-8") for path in self.root.glob("docs/*.md"))
        cited = set(re.findall(r"[0-9]{4}/(?:[0-9]{2}/)?[a-z0-9-]+", "".join(texts.values()) + docs))
        return [
            name
            for name in self.chance.sample(sorted(texts), len(texts))
            if name not in cited | self.drafts | self.ended.keys()
            and "." not in name
            and f"{name}.fr" not in texts
            and name.count("/") == 2
            and "held: record" not in texts[name]
            and "press:fact" not in texts[name]
        ]

    def lay_ledger(self) -> None:
        """Lay the ledger that the archive would have, had each of these things been done by command."""
        publish_all(self.root)
        lines: list[Line] = []
        former = {new: old for old, new in self.moved.items()}
        for line in read_ledger(self.root).lines:
            if line.address in self.drafts:
                continue
            path = f"releases/{line.address}.md"
            addresses = [line.address]
            while addresses[0] in former:
                addresses.insert(0, former[addresses[0]])
            reference = f"EX/{line.day[:4]}/{crc32(addresses[0].encode())}"
            live = [line._replace(address=address, reference=reference) for address in addresses]
            corrected = len(read_release((self.root / path).read_bytes(), path).front.corrections)
            lines += [live[0]._replace(fingerprint=f"{number:016}") for number in range(corrected)]
            lines += live
            lines += [old._replace(state="moved", target=line.address) for old in live[:-1]]
            if line.address in self.ended:
                ended = live[-1]._replace(state="withdrawn", day="2026-05-01", note="It was a mistake.")
                lines.append(ended)
        (self.root / LEDGER).unlink()
        append(self.root, [*lines, *self._gone])


def _of(count: int) -> list[corpus.Item]:
    """The made-up texts, about a few states: so their lists are long."""
    return [
        item._replace(
            about=tuple(dict.fromkeys(_few(code) for code in item.about)),
            mentions=tuple({_few(code) for code in item.mentions} - {_few(code) for code in item.about}),
        )
        for item in corpus.items(count)
    ]


def _few(code: str) -> str:
    return FEW[corpus.STATES.index(code) % len(FEW)]


#: What an edit did, in words for whoever reads that it went wrong.
Edit = Callable[[Grown], str]
EDITS: list[Edit] = []


def _edit(make: Edit) -> Edit:
    EDITS.append(make)
    return make


def _any(archive: Grown, *, text: bool = False) -> str:
    names = [name for name in archive.releases() if name not in archive.drafts]
    name = archive.chance.choice(names)
    while text and not (archive.has_text(name) and "press:fact" not in archive.read(f"releases/{name}.md")):
        name = archive.chance.choice(names)
    return name


def _number(archive: Grown) -> int:
    return archive.chance.randrange(10_000)


def _sub(archive: Grown, path: str, pattern: str, new: str) -> str:
    """Put something else in one of the places of a file that a pattern finds."""
    text = archive.read(path)
    place = archive.chance.choice(list(re.finditer(pattern, text, re.MULTILINE)))
    archive.write(path, text[: place.start()] + place.expand(new) + text[place.end() :])
    return f"{path}: {place[0]!r} is now {place.expand(new)!r}"


def _entry(archive: Grown) -> str:
    return f"docs/background/entry-{archive.chance.randint(1, 20)}.md"


@_edit
def release_added(archive: Grown) -> str:
    day = f"{archive.chance.randint(1997, 2025)}/{archive.chance.randint(1, 12):02}"
    name = f"{day}/added-{_number(archive)}"
    about = archive.chance.sample(FEW, 2)
    campaign = archive.chance.choice([None, "open-harbour", "quiet-bridge"])
    cited = archive.chance.choice(
        [n for n in archive.releases() if n not in archive.drafts | archive.ended.keys()]
    )
    background = archive.chance.sample(["entry-3", "entry-4", "entry-5"], 2)
    body = f"As was said in {{press:release}}`{cited}`."
    archive.release(name, body, about=about, campaign=campaign, background=background, contacts=["ada-lind"])
    return f"{name} was added; it cites {cited}"


@_edit
def text_edited(archive: Grown) -> str:
    name = _any(archive, text=True)
    archive.change(name, f"{archive.parts(name)[1].rstrip()}\n\nAnother sentence, the {_number(archive)}th.")
    return f"the text of {name} was edited"


@_edit
def text_put_back_as_an_older_file(archive: Grown) -> str:
    name = _any(archive, text=True)
    archive.change(name, title=f"An older title {_number(archive)}")
    os.utime(archive.root / f"releases/{name}.md", (1e9, 1e9))
    return f"{name} was replaced by an older file"


@_edit
def title_edited(archive: Grown) -> str:
    name = _any(archive)
    archive.change(name, title=f"Title & <title> {_number(archive)}")
    return f"the title of {name} was edited"


@_edit
def deck_edited(archive: Grown) -> str:
    name = _any(archive, text=True)
    archive.change(name, deck=f"Deck {_number(archive)}")
    return f"the deck of {name} was edited"


@_edit
def summary_edited(archive: Grown) -> str:
    name = _any(archive)
    archive.change(name, summary=f"Tells of {_number(archive)} things.")
    return f"the summary of {name} was edited"


@_edit
def states_changed(archive: Grown) -> str:
    name = _any(archive)
    about, mentioned = archive.chance.sample(FEW, 2)
    archive.change(name, about=[about], mentions=[mentioned])
    return f"{name} is about {about} and mentions {mentioned}"


@_edit
def campaign_changed(archive: Grown) -> str:
    name = _any(archive)
    campaign = archive.chance.choice([None, "open-harbour", "long-table", "harbour-watch"])
    archive.change(name, campaign=campaign)
    return f"the campaign of {name} is {campaign}"


@_edit
def background_changed(archive: Grown) -> str:
    name = _any(archive, text=True)
    keys = archive.chance.sample(["entry-1", "entry-2", "entry-6"], 2)
    archive.change(name, background=keys)
    return f"{name} prints {keys}"


@_edit
def day_forgotten(archive: Grown) -> str:
    name = next(name for name in archive.uncited() if archive.parts(name)[0]["date"].count("-") == 2)
    archive.change(name, date="-".join(name.split("/")[:2]))
    return f"the day of {name} is not known"


@_edit
def release_deleted(archive: Grown) -> str:
    name = next(name for name in archive.uncited() if name not in archive.moved.values())
    archive.delete(f"releases/{name}.md")
    return f"{name} was deleted, and its line"


@_edit
def release_moved(archive: Grown) -> str:
    name = archive.uncited()[0]
    return f"{name} was moved to {archive.move(name)}"


@_edit
def translation_added(archive: Grown) -> str:
    name = next(name for name in archive.uncited() if str(archive.parts(name)[0].get("language")) != "fr")
    archive.translate(name)
    return f"{name} was translated"


@_edit
def text_corrected(archive: Grown) -> str:
    name = _any(archive, text=True)
    archive.correct(name)
    return f"{name} was corrected"


@_edit
def draft_published(archive: Grown) -> str:
    name = archive.drafts.pop()
    archive.drafts.add(archive.uncited()[0])
    return f"{name} was published, {min(archive.drafts)} is a draft again"


@_edit
def release_withdrawn(archive: Grown) -> str:
    name = archive.uncited()[0]
    archive.end(name, "withdrawn")
    return f"{name} was withdrawn"


@_edit
def release_gone(archive: Grown) -> str:
    name = next(name for name in archive.uncited() if name not in archive.moved.values())
    archive.end(name, "gone")
    return f"{name} is gone"


@_edit
def contact_detail_edited(archive: Grown) -> str:
    return _sub(archive, CONTACTS, r"Geneva|Bern|0002", f"Bern {_number(archive)}")


@_edit
def contact_renamed(archive: Grown) -> str:
    return _sub(archive, CONTACTS, r"name: (\w+).*", rf"name: \1 Berg {_number(archive)}")


@_edit
def campaign_renamed(archive: Grown) -> str:
    return _sub(archive, CAMPAIGNS, r"^  name: (\w+).*", rf"  name: \1 Campaign {_number(archive)}")


@_edit
def focus_month_added(archive: Grown) -> str:
    year, state = archive.chance.randint(2000, 2025), archive.chance.choice(FEW)
    month = f"    - {{month: {year}-{archive.chance.randint(1, 12):02}, state: {state}}}"
    return _sub(archive, CAMPAIGNS, r"state: \w\w}$", rf"\g<0>\n{month}")


@_edit
def state_renamed(archive: Grown) -> str:
    return _sub(
        archive, STATES, r"^(A[RT]):\n(  name: .*\n)?", rf"\1:\n  name: {{en: Land {_number(archive)}}}\n"
    )


@_edit
def issuer_renamed(archive: Grown) -> str:
    return _sub(archive, ISSUERS, r"  name: .*", f"  name: Coalition {_number(archive)}")


@_edit
def wording_edited(archive: Grown) -> str:
    return _sub(archive, _entry(archive), r"text: .*", f"text: Wording {_number(archive)}, with *stress*.")


@_edit
def wording_added(archive: Grown) -> str:
    entry = _entry(archive)
    year = int(re.findall(r"from: (\d{4})", archive.read(entry))[-1]) + 9
    newer = f"wording of {year}, the {_number(archive)}th"
    archive.write(entry, archive.read(entry)[:-4] + f"  - from: {year}-01-01\n    text: A {newer}.\n---\n")
    return f"{entry} has a {newer}"


@_edit
def term_renamed(archive: Grown) -> str:
    # The texts name it as before: what it was called is a name of it for good.
    path = _entry(archive)
    first = re.search(r"term: (.*)", archive.read(path))
    assert first
    old = re.search(r"other_names: \[(.*)\]\n", archive.read(path))
    names = old[1] if old else first[1]
    text = archive.read(path).replace(old[0] if old else "", "")
    new = f"term: Item {_number(archive)}\nother_names: [{names}]"
    archive.write(path, text.replace(first[0], new))
    return f"{path}: {first[0]} is now {new!r}"


@_edit
def definition_edited(archive: Grown) -> str:
    return _sub(archive, _entry(archive), r"definition: .*", f"definition: The {_number(archive)}th thing.")


@_edit
def treaty_event_added(archive: Grown) -> str:
    day = f"20{archive.chance.randint(16, 24)}-{archive.chance.randint(1, 12):02}-11"
    state = archive.chance.choice(FEW[6:])
    made = f"{{date: {day}, state: {state}, event: signed, sources: [gazette], note: No {_number(archive)}.}}"
    archive.write(TREATY, f"{archive.read(TREATY)}  - {made}\n")
    return f"{TREATY} has {made}"


@_edit
def group_renamed(archive: Grown) -> str:
    return _sub(archive, GROUPS, r"  name: .*", f"  name: The shore as number {_number(archive)}")


@_edit
def member_joined(archive: Grown) -> str:
    group = archive.read(GROUPS)
    state = next(code for code in FEW if code not in group)
    archive.write(GROUPS, group.replace("]\n", f", {{state: {state}, from: 2025-12-01}}]\n"))
    return f"{state} belongs to the group"


@_edit
def guide_retitled(archive: Grown) -> str:
    return _sub(archive, "docs/guide.md", r"^# .*", f"# Reading, part {_number(archive)}")
