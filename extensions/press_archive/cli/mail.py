"""``mail``: a release as the body of a mail."""

from __future__ import annotations

import click

from .common import find_root, read_archive, read_settings, release_called


@click.command()
@click.argument("release")
@click.option("--html", "as_html", is_flag=True, help="The HTML part, in place of the plain text.")
@click.option("--subject", "only_subject", is_flag=True, help="The subject line only.")
@click.option("--no-wrap", is_flag=True, help="Leave each paragraph on one line.")
def mail(release: str, *, as_html: bool, only_subject: bool, no_wrap: bool) -> None:
    """Print a RELEASE as it is sent: plain text, or HTML.

    Drafts and releases under embargo can be sent too; the embargo stands on top.
    """
    from ..catalogue import Catalogue
    from ..formats.mail import WIDTH, Mail, subject

    root = find_root()
    settings = read_settings(root)
    catalogue = Catalogue(read_archive(root, preview="*"))
    found = release_called(root, catalogue, release)
    if found.status == "published":  # what is public names nothing that is not
        catalogue = Catalogue(read_archive(root))
    if only_subject:
        click.echo(subject(found, catalogue.language))
        return
    written = Mail.of(catalogue, root, settings.base_url, found)
    click.echo(written.html() if as_html else written.text(0 if no_wrap else WIDTH), nl=False)
