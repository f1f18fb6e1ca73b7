"""The command line, ``press-archive``: thin; every command calls the room that knows.

A command's room is loaded when the command is used, so that help and search answer at once.
"""

from __future__ import annotations

import errno
from importlib import import_module
from typing import Any

import click

from ..garbage import look_seldom
from .common import refusal_of

#: Each command: the module that holds it, and its line in the help (the first of its own help text).
COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("build", "Build the archive into a folder, ready to be published."),
    "check": ("write", "Report every problem, without building."),
    "cite": ("cite", "Print how a RELEASE is cited."),
    "correct": ("correct", "Put on record what was changed in the published RELEASE."),
    "facts": ("facts", "Count states as of a day: states-parties, signatories or signatures."),
    "import": ("importing", "Turn old releases into drafts that a person only has to check."),
    "mail": ("mail", "Print a RELEASE as it is sent: plain text, or HTML."),
    "move": ("publish", "Give the release OLD the address NEW; the old address leads there for ever."),
    "new": ("write", "Write the file of a new release, at the right place."),
    "pdf": ("pdf", "Print each RELEASE as a tagged PDF, as its page prints."),
    "preview": ("build", "Build what readers would see if FILES were public, never to be published."),
    "publish": ("publish", "Publish the drafts in FILES: number them and put them into the ledger."),
    "schema": ("write", "Write the JSON Schema that editors use, from the models."),
    "search": ("search", "Find releases by their words and by what is said of them, without a build."),
    "serve": ("build", "Build, serve on this machine only, and build again at each change."),
    "verify": ("build", "Check a copy of the site against its manifest and against the ledger."),
    "withdraw": ("publish", "Withdraw RELEASE; its address goes on answering, with a notice."),
}


class _Commands(click.Group):
    """The commands, each loaded when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f".{COMMANDS[cmd_name][0]}", __name__)
        command: click.Command = getattr(module, "import_" if cmd_name == "import" else cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what no command can do anything about is said as any other mistake."""
        look_seldom()
        try:
            return super().invoke(ctx)
        except UnicodeEncodeError as error:
            said = error.object.encode("utf-8", "replace").decode()
            raise click.ClickException(f"not UTF-8: {said[:60]}") from None
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever reads has seen enough; click ends quietly
                raise
            raise refusal_of(error) from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1, cutoff=0.6)
            hint = f'; did you mean "{near[0]}"?' if near else "; press-archive --help lists them"
            ctx.fail(f'there is no command "{args[0]}"{hint}')
        return super().resolve_command(ctx, args)


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="press-archive")
def main() -> None:
    """Keep, check, build and read a press archive."""
