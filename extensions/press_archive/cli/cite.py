"""``cite``: a release as it is cited, without leaving the terminal."""

from __future__ import annotations

import click

from ..formats import bibliography, citation
from ..formats.cited import cited as cited_of
from ..names import date_words
from ..records import numbered, read_bytes, read_file, split_front_matter
from ..tree import path_of
from .common import err, find_root, out, plural, read_archive, read_settings, release_called


@click.command()
@click.argument("release", nargs=-1, required=True)
@click.option(
    "--style", type=click.Choice(citation.STYLES), help="One style only, ready to paste (default: all texts)."
)
@click.option(
    "--number/--no-number",
    default=None,
    help="Print the reference number, or do not (default: print it when the sender gave it).",
)
@click.option("--paragraph", type=click.IntRange(min=1), help="Link to this paragraph.")
@click.option("--quote", default="", help="Link to these very words of the text; they must stand in it.")
def cite(
    release: tuple[str, ...], style: str | None, *, number: bool | None, paragraph: int | None, quote: str
) -> None:
    """Print how a RELEASE is cited.

    RELEASE is its name (2014/05/azerbaijan), its address, its reference number, or words of its title;
    words that fit several releases list them.
    """
    from ..catalogue import Catalogue

    root = find_root()
    settings = read_settings(root)
    catalogue = Catalogue(read_archive(root))
    words = " ".join(release)
    found = catalogue.find(words, settings.base_url) or [release_called(root, catalogue, words)]
    if len(found) > 1:
        for item in found[:20]:
            out.print(f"{item.name:<48} {item.date!s:<10}  {item.title}", markup=False)
        rest = f" (the newest 20 of {len(found)})" if len(found) > 20 else ""
        err.print(f"{len(found)} releases{rest}; give one of these names", markup=False)
        raise SystemExit(1)
    if quote:
        from ..formats.mail import Mail

        text = Mail.of(catalogue, root, settings.base_url, found[0]).text(0)
        try:
            quote = citation.as_printed(quote, text)
        except ValueError as error:
            raise click.ClickException(f"{found[0].name}: {error}") from None
    if paragraph:
        path = path_of(found[0].name)
        held = numbered(split_front_matter(read_bytes(read_file(root, path), path), path)[3])
        if paragraph > held:
            raise click.ClickException(
                f"{found[0].name} has {plural(held, 'paragraph')}, and none {paragraph}"
            )
    cited = cited_of(catalogue, settings.base_url, found[0], number=number)
    cited = cited._replace(url=cited.url + citation.fragment(paragraph, quote))
    today = date_words(settings.now.date(), "en")
    if style:
        click.echo(citation.write(cited, style, today), nl=style not in bibliography.DATA)
        return
    for name, (title, make) in citation.TEXTS.items():
        out.print(f"{title} (--style {name})", style="dim", markup=False)
        click.echo(make(cited).markdown(today) + "\n")
    out.print("In this archive (--style myst)", style="dim", markup=False)
    click.echo(citation.myst(cited))
