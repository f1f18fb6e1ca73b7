"""The command line, ``press-archive``: thin; every command calls the room that knows."""

from __future__ import annotations

import click

from .build import build, preview, serve, verify
from .cite import cite
from .mail import mail
from .publish import correct, move, publish, withdraw
from .write import check, new, schema


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="press-archive")
def main() -> None:
    """Keep, check, build and read a press archive."""


for command in (build, check, cite, correct, mail, move, new, preview, publish, schema, serve):
    main.add_command(command)
for command in (verify, withdraw):
    main.add_command(command)
