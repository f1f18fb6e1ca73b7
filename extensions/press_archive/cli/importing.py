"""``import``: old releases in, as drafts and a report."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from ..garbage import look_often
from .common import Place, err, find_root, out, plural, read_archive, read_settings


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=Place())
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@click.option(
    "--json", "as_json", is_flag=True, help="Write the report as JSON: a list, one object a release."
)
@click.option(
    "--into",
    type=Place(file_okay=False),
    default=None,
    help="Where drafts go (default: drafts/ of the archive).",
)
def import_(files: tuple[Path, ...], dry_run: bool, as_json: bool, into: Path | None) -> None:
    """Turn old releases into drafts that a person only has to check.

    FILES are texts, Markdown, pages, Word and OpenDocument files, PDFs with text, mails, WordPress exports,
    and folders and zips of these. A run can be stopped and started again: nothing is done twice
    or overwritten.
    """
    for file in files:
        if not file.exists():
            raise click.ClickException(f"there is no file {file}")
    root = find_root()
    archive = read_archive(root, preview="*")  # a draft moved to releases/ was imported before, too
    from ..importers.run import Import, paths_of

    language = read_settings(root).languages[0]
    look_often()
    run = Import(archive, root, (into or root / "drafts").resolve(), language=language, dry=dry_run)
    total = sum(1 for _ in paths_of(list(files)))
    counts: dict[str, int] = {}
    drafts: list[str] = []
    failed: list[str] = []
    columns = (TextColumn("importing"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task("", total=total)
        first = True
        for path, name in paths_of(list(files)):
            progress.update(task, description=name[-40:])
            for made in run.read(path, name):
                counts[made["status"]] = counts.get(made["status"], 0) + 1
                if made["status"] == "draft":
                    drafts.append(made["path"])
                elif made["status"] == "failed":
                    failed.append(made["file"])
                if as_json:
                    sys.stdout.write(
                        ("[\n" if first else ",\n") + json.dumps(made, ensure_ascii=False, indent=2)
                    )
                    first = False
                else:
                    _say(made)
            progress.advance(task)
        if as_json:
            sys.stdout.write("[]\n" if first else "\n]\n")
    done = ", ".join(f"{count} {status}" for status, count in sorted(counts.items())) or "nothing was found"
    where = f"drafts are in {run.into}" if drafts and not dry_run else "nothing was written"
    err.print(f"{plural(total, 'file')}: {done}; {where}", markup=False)
    if failed:  # far up in the report of a pile
        err.print(f"Not imported: {', '.join(failed)}", markup=False)
    if drafts and not dry_run:
        _next(run.into, drafts)
    if failed:
        sys.exit(1)


def _next(into: Path, drafts: list[str]) -> None:
    """Say what makes a release of a draft; one without a date has no place yet."""
    draft, place = "each draft", "releases/YYYY/MM/<name>.md"
    if len(drafts) == 1 and not drafts[0].startswith("undated/"):
        draft, place = str(into / drafts[0]), f"releases/{drafts[0]}"
    then = f"press-archive check {place}, press-archive publish {place}"
    err.print(f"Next: read {draft} and what to look at, move it to {place}, then: {then}", markup=False)


def _say(made: dict[str, Any]) -> None:
    fields = made.get("fields", {})
    where = made.get("path") or made.get("same_as", {}).get("release", "")
    name = made["file"] + (f" ({made['part']})" if made.get("part", 1) > 1 else "")
    out.print(f"{name}: {made['status']}{' ' + where if where else ''}", markup=False)
    if made["status"] == "imported before":
        return  # it was told then
    for field in ("title", "language", "date", "embargo", "dateline", "about", "campaign"):
        if value := fields.get(field):
            sure = made["origins"].get(field, {})
            shown = ", ".join(value) if isinstance(value, list) else value
            note = f"  ({sure['from']}, {sure['confidence']:.0%} sure)" if sure else ""
            out.print(f"    {field}: {shown}{note}", markup=False)
    if (same := made.get("same_as")) and made.get("path"):
        out.print(f"    look: {same['release']}: {same['why']}", markup=False)
    for warning in made["warnings"]:
        out.print(f"    look: {warning}", markup=False)
