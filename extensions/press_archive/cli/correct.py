"""``correct``: what was changed in a published text, put on record."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from ..checks.promises import text_of_record
from ..checks.readiness import lacking
from ..ledger.correcting import Change, Said, as_published, changed, changes_between, correctable
from ..ledger.correcting import correct as correct_text
from ..ledger.file import read_ledger
from ..records import CORRECTION_KINDS, PartialDate, RecordError, not_a_typo
from ..records.differences import not_a_typo_in
from ..records.fingerprint import has_text
from ..tree import path_of
from .common import err, find_root, print_problems, read_settings, scan_archive, words
from .ledger import commit_hint, one_at_a_time, published_name, tell_of_version, under_embargo, versions_of

if TYPE_CHECKING:
    from ..settings import Settings


@click.command()
@click.argument("release")
@click.option("--was", default="", help="The words as published (found by itself where git has them).")
@click.option("--now", "now_", default="", help="The words that stand there now.")
@click.option("--kind", type=click.Choice(CORRECTION_KINDS), help="What was wrong.")
@click.option("--note", callback=words, default=None, help="Why, for readers.")
@click.option("--date", "day", default="", help="The day of the correction (default: today).")
@click.option("--edit", is_flag=True, help="Open the file in an editor first.")
@one_at_a_time
def correct(
    release: str, was: str, now_: str, kind: str | None, note: str | None, day: str, *, edit: bool
) -> None:
    """Put on record what was changed in the published RELEASE.

    Change the text in its file (or use --edit), then run this: it shows the difference, asks what was
    wrong, and writes the correction and the new fingerprint.
    """
    root = find_root()
    ledger = read_ledger(root)
    name = published_name(root, ledger, release)
    line = correctable(ledger, name)
    settings = read_settings(root)
    now = settings.now
    on = _past_day(now.date(), day)
    if edit:
        click.edit(filename=str(root / path_of(name)))
    text = changed(root, ledger, name)
    if text.text and not has_text(line.fingerprint):
        raise click.ClickException(text_of_record(path_of(name)))
    published = None if now_ else as_published(root, ledger, line)
    if not published and not now_:
        raise click.ClickException(
            "the published text is not in git; if it was never committed, take the publishing back as "
            "docs/guides/keeping.md says, else say what it was with --was and what it says with --now"
        )
    _tell(settings, name)
    pairs = changes_between(published, text) if published else [(was, now_)]
    changes = []
    for before, after in pairs:
        err.print(f"- {before}", style="red", markup=False)
        err.print(f"+ {after}", style="green", markup=False)
        choice = click.Choice(CORRECTION_KINDS)
        guess = _guess(published, text, before, after)
        what = kind or click.prompt("What was wrong", type=choice, default=guess)
        why = note
        if why is None:
            why = click.prompt("Why, for readers (may be empty)", default="", show_default=False)
        changes.append(Change(on, what, before, after, why))
    lines = correct_text(root, ledger, name, changes, published)
    commit_hint(root, [name], lines, f"Correct {name}", dict(under_embargo(root, [name], now)))
    known = read_ledger(root)
    for version in versions_of(root, name):
        other = known.holds.get(version)
        if other and known.corrections(other.reference) < known.corrections(line.reference):
            tell_of_version(version, f"correct {version}, if it was wrong there, too")


def _tell(settings: Settings, name: str) -> None:
    """Say what is wrong with a corrected text before it is fixed again; what was so already may stay."""
    from ..building.trial import found

    root, path = settings.root, path_of(name)
    try:
        archive = scan_archive(root, settings.now.isoformat(), correcting=path)
        own = [release for release in (*archive.releases, *archive.unpublished) if release.name == name]
        problems = {
            *archive.warnings,
            *lacking(root, own, own, ""),
            *found(settings, archive, own),
        }
    except RecordError as error:
        problems = set(error.problems)
    if told := sorted(problem for problem in problems if problem.path == path and problem.severity != "note"):
        print_problems(told)
        err.print("what the correction has brought of this, mend before it is on record (Ctrl+C stops)")


def _past_day(today: dt.date, given: str) -> str:
    """Return a day that was given, or today; one that is still to come is of no correction."""
    try:
        if given and PartialDate.parse(given).first > today:
            raise ValueError(f"{given} is still to come")
    except ValueError as error:
        raise click.ClickException(f"--date: {error}") from None
    return given or today.isoformat()


def _guess(published: Said | None, text: Said, was: str, now: str) -> str:
    """Suggest what was wrong, from the words and from what stands around them."""
    around = not_a_typo_in(published.text, text.text, [(was, now)]) if published else ""
    wrong = around or not_a_typo(was, now)
    return wrong.partition(" ")[2] or "fact"
