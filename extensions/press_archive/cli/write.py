"""``check``, ``new`` and ``schema``: what authors write."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from ..figures import suggestions
from ..readiness import PLACEHOLDER, without_text
from ..records import KINDS, RecordError
from .common import (
    err,
    find_root,
    inside,
    out,
    plural,
    print_problems,
    read_archive,
    read_settings,
    scan_archive,
)


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--report", is_flag=True, help="Also list the weak spots that the site shows at /docs/quality/."
)
def check(files: tuple[Path, ...], report: bool) -> None:
    """Say everything that is wrong, without building.

    With FILES, say only what is wrong in them; they are read together with the rest of the archive.
    Figures in plain text that fit no count of states parties are suggested for a look; so they are in
    drafts, whose text can still be changed.
    """
    root = find_root()
    wanted = {inside(root, part) for file in files for part in _records(file)}
    try:
        archive = scan_archive(root)
        problems = (*archive.warnings, *without_text(root, archive.unpublished))
        count = len(archive.releases)
        advice = sorted(suggestions((*archive.releases, *archive.unpublished), archive.registers))
    except RecordError as error:
        problems, count, advice = error.problems, 0, []
    problems = tuple(p for p in problems if not wanted or p.path in wanted)
    print_problems(problems)
    if any(problem.severity == "error" for problem in problems):
        err.print(plural(len(problems), "problem"), style="bold red")
        sys.exit(1)
    found = f"{plural(count, 'release')}, " if count and not wanted else ""
    for problem in advice:
        if not wanted or problem.path in wanted:
            err.print(f"{problem} (suggestion)", markup=False)
    warnings = sum(problem.severity == "warning" for problem in problems)
    out.print(f"{found}{plural(warnings, 'warning') if warnings else 'nothing is wrong'}")
    if report:
        from ..catalogue import Catalogue
        from ..quality import report as lines

        for text in lines(Catalogue(archive)):
            out.print(text, markup=False)


def _records(file: Path) -> list[Path]:
    """Return the files to check that a path stands for."""
    found = sorted(file.rglob("*.[my][da]*")) if file.is_dir() else [file]
    if not found or not all(path.suffix in {".md", ".yaml", ".csv"} for path in found):
        raise click.ClickException(f"{file} holds nothing that is checked: releases, background, registers")
    return found


@click.command()
@click.option("--title", prompt="Title (as it will be published)", help="The headline.")
@click.option("--date", prompt="Date (2014-05-06)", help="The day it is given out.")
@click.option("--kind", type=click.Choice(KINDS), default="press-release", prompt="Kind", help="What it is.")
@click.option(
    "--about",
    default="",
    prompt="States it is about (codes or names, separated by ;)",
    help="Codes or names, separated by semicolons.",
)
@click.option(
    "--campaign", default="", prompt="Campaign (key, empty for none)", help="A key of the campaigns register."
)
@click.option(
    "--place",
    default="",
    prompt="Dateline (places, separated by ;)",
    help="The dateline's places, separated by semicolons.",
)
@click.option(
    "--name", default="", help="The file's name, without .md (default: from the state or the title)."
)
@click.option(
    "--language", default="", help="The language, if it is not the archive's own; makes NAME.LANGUAGE.md."
)
@click.option("--contact", "contacts", multiple=True, help="A key of the contacts register; may be repeated.")
@click.option("--background", multiple=True, help="A key of the background; may be repeated.")
def new(
    title: str,
    date: str,
    kind: str,
    about: str,
    campaign: str,
    place: str,
    name: str,
    language: str,
    contacts: tuple[str, ...],
    background: tuple[str, ...],
) -> None:
    """Write the file of a new release, at the right place."""
    from ..records import PartialDate, read_release
    from ..records.writing import front_matter

    root = find_root()
    archive = read_archive(root)
    codes = []
    for text in filter(None, (part.strip() for part in about.split(";"))):
        code = archive.names.code(text)
        if code is None:
            raise click.ClickException(f'unknown state "{text}"{archive.names.suggest(text)}')
        codes.append(code)
    for given, known, where in (
        ([campaign] if campaign else [], archive.registers.campaigns, "campaigns"),
        (contacts, archive.registers.contacts, "contacts"),
        (background, archive.registers.background, "background"),
    ):
        from ..records import did_you_mean

        for key in given:
            if key not in known:
                raise click.ClickException(f'"{key}" is not in {where}{did_you_mean(key, known)}')
    try:
        day = PartialDate.parse(date)
    except ValueError as error:
        raise click.ClickException(f"date: {error}") from None
    stem = name or _stem(archive.names.name(codes[0], "en") if codes else title)
    month = f"/{day.month:02}" if day.month else ""
    path = f"releases/{day.year:04}{month}/{stem}{'.' + language if language else ''}.md"
    if (root / path).exists():
        raise click.ClickException(f"{path} is there already; choose another with --name")
    text = front_matter(
        {
            "title": title,
            "kind": kind,
            "date": str(day),
            "dateline": [part.strip() for part in place.split(";") if part.strip()],
            "about": codes,
            "campaign": campaign,
            "contacts": list(contacts),
            "background": list(background),
            "language": language,
        },
        path,
    )
    text += f"\n{PLACEHOLDER}\n"
    try:
        read_release(text.encode(), path)
    except RecordError as error:
        print_problems(error.problems)
        raise click.ClickException("nothing was written") from None
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
    try:
        scan_archive(root, preview="*")
    except RecordError as error:
        (root / path).unlink()
        print_problems(error.problems)
        raise click.ClickException("nothing was written") from None
    out.print(
        f"Wrote {path}. It will be at {read_settings(root).base_url}{path.removesuffix('.md')}/", markup=False
    )


def _stem(words: str) -> str:
    """Suggest a file name: the first words, in plain letters."""
    from ..names import fold

    plain = re.sub(r"[^a-z0-9 ]", "", fold(words))
    return "-".join(plain.split()[:6]) or "release"


@click.command()
def schema() -> None:
    """Write the JSON Schema that editors use, from the models."""
    from ..records.schema import SCHEMA_PATH, release_schema

    (find_root() / SCHEMA_PATH).write_text(release_schema(), encoding="utf-8")
    out.print(f"Wrote {SCHEMA_PATH}")
