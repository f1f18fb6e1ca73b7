"""``check``, ``new`` and ``schema``: what authors write."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeVar

import click

from .. import addresses
from ..checks.figures import suggestions
from ..checks.readiness import PLACEHOLDER, lacking
from ..records import KINDS, SLUG, PartialDate, RecordError, did_you_mean
from ..tree import RELEASES, path_of, write_new
from .common import (
    Place,
    err,
    find_root,
    inside,
    out,
    plural,
    print_problems,
    read_archive,
    read_settings,
    refusing,
    scan_archive,
)

if TYPE_CHECKING:
    from ..archive import Registers
    from ..names import StateNames
    from ..records import Problem

T = TypeVar("T")


@click.command()
@click.argument("files", nargs=-1, type=Place())
@click.option(
    "--report", is_flag=True, help="Also list the weak spots that the site shows at /docs/quality/."
)
def check(files: tuple[Path, ...], report: bool) -> None:
    """Report every problem, without building.

    With FILES, say only what is wrong in them; they are read together with the rest of the archive.
    Figures in plain text that fit no count of states parties are suggested for a look; so they are in
    drafts, whose text can still be changed. One that stays as it is printed is told to readers in the
    field source.note, and suggested no more.
    """
    root = find_root()
    places = [_checked(root, file) for file in files]

    def wanted(problem: Problem) -> bool:
        return not places or any(PurePosixPath(problem.path).is_relative_to(place) for place in places)

    try:
        archive = scan_archive(root)
        drafts = archive.unpublished
        every, own = (*archive.releases, *drafts), archive.names.languages[0]
        problems = (*archive.warnings, *lacking(root, drafts, every, own))
        count = len(archive.releases)
        advice = sorted(suggestions(every, archive.registers))
        apart = 0
    except RecordError as error:
        problems, count, advice = error.problems, 0, []
        apart = sum(problem.severity == "error" and not wanted(problem) for problem in problems)
    told = tuple(filter(wanted, problems))
    print_problems(told)
    if any(problem.severity == "error" for problem in told):
        err.print(plural(len(told), "problem"), style="bold red")
        sys.exit(1)
    if apart:
        elsewhere = f"{plural(apart, 'problem')} elsewhere must be mended before it is compared with the rest"
        out.print(f"nothing is wrong in it by itself; {elsewhere}: press-archive check")
        return
    found = f"{plural(count, 'release')}, " if count and not places else ""
    for problem in filter(wanted, advice):
        err.print(f"{problem} (suggestion)", markup=False)
    warnings = sum(problem.severity == "warning" for problem in told)
    out.print(f"{found}{plural(warnings, 'warning') if warnings else 'nothing is wrong'}")
    if report:
        from ..catalogue import Catalogue
        from ..pages.quality import report as lines

        for text in lines(Catalogue(archive)):
            out.print(text, markup=False)


def _checked(root: Path, file: Path) -> str:
    """Return the path in the archive of a file or folder to check."""
    path = inside(root, file)
    folder = path.partition("/")[0]
    checked = file.is_dir() or file.suffix in {".md", ".yaml", ".csv"} or folder == RELEASES
    if path != "." and not (folder in {"docs", RELEASES} and checked):
        raise click.ClickException(f"{file} holds nothing that is checked: releases, background, registers")
    return path


@click.command()
@click.option("--title", help="The headline, as it will be published.")
@click.option("--date", help="The day it is given out (2014-05-06).")
@click.option("--kind", type=click.Choice(KINDS), help="What it is (default: press-release).")
@click.option("--about", help="The states it is about: codes or names, separated by semicolons.")
@click.option("--campaign", help="A key of the campaigns register.")
@click.option("--place", help="The dateline's places, separated by semicolons.")
@click.option(
    "--name", default="", help="The file's name, without .md (default: from the state or the title)."
)
@click.option(
    "--language", default="", help="The language, if it is not the archive's own; makes NAME.LANGUAGE.md."
)
@click.option("--contact", "contacts", multiple=True, help="A key of the contacts register; may be repeated.")
@click.option("--background", multiple=True, help="A key of the background; may be repeated.")
def new(
    title: str | None,
    date: str | None,
    kind: str | None,
    about: str | None,
    campaign: str | None,
    place: str | None,
    name: str,
    language: str,
    contacts: tuple[str, ...],
    background: tuple[str, ...],
) -> None:
    """Write the file of a new release, at the right place.

    Without --title or --date it asks for them, and for what else was not given.
    """
    from ..records.writing import front_matter

    root = find_root()
    archive = read_archive(root)
    registers = archive.registers
    known = partial(_known, registers=registers)
    for key in contacts:
        known(key, where="contacts")
    for key in background:
        known(key, where="background")
    ask = _ask if title is None or date is None else _take
    headline = ask(title, "Title (as it will be published)", _headline)
    day = ask(date, "Date (2014-05-06)", _day, read_settings(root).now.date().isoformat())
    kind = ask(kind, f"Kind ({', '.join(KINDS)})", _kind, "press-release")
    codes = ask(
        about, "States it is about (codes or names, separated by ;)", partial(_codes, archive.names), ""
    )
    campaign = ask(campaign, "Campaign (key, empty for none)", partial(known, where="campaigns"), "")
    places = ask(place, "Dateline (places, separated by ;)", _parts, "")

    stem = _stem(archive.names.name(codes[0], "en") if codes else headline)
    free = partial(_free, root, day, language)
    path = ask(name or None, "Name in its address, for good", free, stem)
    text = front_matter(
        {
            "title": headline,
            "kind": kind,
            "date": str(day),
            "dateline": places,
            "about": codes,
            "campaign": campaign,
            "contacts": list(contacts),
            "background": list(background),
            "language": language,
        },
        path,
    )
    _write(root, path, f"{text}\n{PLACEHOLDER}\n")
    address = addresses.url(read_settings(root).base_url, path.removesuffix(".md"))
    out.print(f"Wrote {path}. It will be at {address}", markup=False)


def _take(given: str | None, question: str, read: Callable[[str], T], default: str = "") -> T:
    """Read what was given, or what stands for nothing."""
    return read(default if given is None else given)


def _ask(given: str | None, question: str, read: Callable[[str], T], default: str | None = None) -> T:
    """Read what was given, or ask until an answer can be read: nothing that was typed is thrown away."""

    def answer(text: str) -> T:
        try:
            return read(text)
        except click.ClickException as error:
            raise click.UsageError(error.message) from None

    if given is not None:
        try:
            return answer(given)
        except click.UsageError as error:
            click.echo(f"Error: {error.message}")
    found: T = click.prompt(question, default=default, show_default=bool(default), value_proc=answer)
    return found


def _headline(text: str) -> str:
    if not text.strip():
        raise click.ClickException("the title is empty; write the headline")
    return text


def _day(text: str) -> PartialDate:
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        raise click.ClickException(f"date: {error}") from None


def _kind(text: str) -> str:
    if text not in KINDS:
        near = did_you_mean(text, KINDS)
        raise click.ClickException(f'"{text}" is not allowed{near}; allowed: {", ".join(KINDS)}')
    return text


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _codes(names: StateNames, text: str) -> list[str]:
    codes = []
    for part in _parts(text):
        code = names.code(part)
        if code is None:
            raise click.ClickException(f'unknown state "{part}"{names.suggest(part)}')
        codes.append(code)
    return codes


def _known(key: str, *, registers: Registers, where: str) -> str:
    """Read a key of a register, or none."""
    keys = getattr(registers, where)
    if key and key not in keys:
        raise click.ClickException(f'"{key}" is not in {where}{did_you_mean(key, keys)}')
    return key


def _free(root: Path, day: PartialDate, language: str, stem: str) -> str:
    """Read a file name as the path of a release of a day that is not there yet."""
    if not stem:
        raise click.ClickException("no letter of the title can stand in an address; choose a name (--name)")
    path = path_of(f"{day.folder}/{stem}{'.' + language if language else ''}")
    if not re.fullmatch(SLUG, stem):
        raise click.ClickException(f'"{stem}": write a name in lower-case letters, digits and hyphens')
    if (root / path).exists():
        raise click.ClickException(f"{path} is there already; choose another name (--name)")
    return path


def _write(root: Path, path: str, text: str) -> None:
    """Write the file of a release, if the archive is still in order with it."""
    from ..records import read_release

    with refusing("nothing was written"):
        read_release(text.encode(), path)
        write_new(str(root / path), text.encode())
        try:
            scan_archive(root, preview="*")
        except RecordError:
            (root / path).unlink()
            raise


def _stem(words: str) -> str:
    """Suggest a file name: the first words, in plain letters; nothing where there are none."""
    from ..names import fold

    plain = re.sub(r"[^a-z0-9 ]", "", fold(words))
    return "-".join(plain.split()[:6])


@click.command()
def schema() -> None:
    """Write the JSON Schema that editors use, from the models."""
    from ..records.schema import SCHEMA_PATH, release_schema

    write_new(str(find_root() / SCHEMA_PATH), release_schema().encode())
    out.print(f"Wrote {SCHEMA_PATH}")
