"""The command line, ``press-archive``: thin; every command calls the room that knows."""

from __future__ import annotations

import click

from .build import build, preview, serve, verify
from .facts import facts
from .importing import import_
from .publish import correct, move, publish, withdraw
from .write import check, new, schema


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="press-archive")
def main() -> None:
    """Keep, check, build and read a press archive."""


COMMANDS = (
    build,
    check,
    correct,
    facts,
    import_,
    move,
    new,
    preview,
    publish,
    schema,
    serve,
    verify,
    withdraw,
)
for command in COMMANDS:
    main.add_command(command)
