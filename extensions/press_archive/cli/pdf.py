"""``pdf``: releases on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .common import Place, as_of, find_root, out, progress, read_archive, read_settings, release_called

if TYPE_CHECKING:
    from ..archive import Release


@click.command()
@click.argument("releases", nargs=-1, required=True, metavar="RELEASE...")
@click.option(
    "-o",
    "--out",
    "folder",
    type=Place(file_okay=False),
    default=Path(),
    help="Where to write (default: this folder).",
)
@click.option(
    "--site", type=Place(exists=True, file_okay=False), help="Print from this built site, and build nothing."
)
@click.option("--draft", is_flag=True, help="Also what is not public yet, with a bar that says so.")
@as_of
def pdf(releases: tuple[str, ...], folder: Path, site: Path | None, now: str, *, draft: bool) -> None:
    """Print each RELEASE as a tagged PDF, as its page prints.

    RELEASE is its name (2014/05/azerbaijan), its file, its address or its reference number. The file is
    called 2014-05-azerbaijan.pdf. Without --site the archive is first brought up to date in a folder of its
    own: the first time that takes as long as a build, later a few seconds.
    """
    from ..catalogue import Catalogue
    from ..outputs.printing import CannotPrint, need_engine
    from ..outputs.printing import pdf as printed

    root = find_root()
    settings = read_settings(root, now)
    catalogue = Catalogue(read_archive(root, now, preview="*"))
    wanted = [release_called(root, catalogue, given) for given in releases]
    for release in wanted:
        if release.status != "published" and not draft:
            what = "under embargo" if release.status == "embargoed" else "a draft"
            raise click.ClickException(f"{release.name} is {what}; --draft prints it with a bar that says so")
    try:
        need_engine()  # before a build that would be for nothing
        built = site or _built(root, wanted, now)
        folder.mkdir(parents=True, exist_ok=True)
        for release in wanted:
            file = folder / f"{release.name.replace('/', '-')}.pdf"
            file.write_bytes(printed(built, settings.base_url, release.docname))
            out.print(str(file), markup=False)
    except CannotPrint as error:
        raise click.ClickException(str(error)) from None


def _built(root: Path, wanted: list[Release], now: str) -> Path:
    """Bring a site for printing up to date, apart from the one that is published."""
    from ..building.runner import Busy, Session, alone
    from ..tree import state_folder

    shown = " ".join(release.name for release in wanted if release.status != "published")
    place = state_folder(root) / ("print-draft" if shown else "print")
    try:
        with alone(root), progress() as on_step, Session(root, place, now=now, preview=shown) as session:
            code, warnings = session.build(on_step=on_step)
    except Busy:
        raise click.ClickException(
            "another build of this archive is running; wait for it, or give --site"
        ) from None
    if code:
        raise click.ClickException(f"{warnings.strip()}\nnothing was printed")
    return place
