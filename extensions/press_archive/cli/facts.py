"""``facts``: what was true on a day, and how many it was true of."""

from __future__ import annotations

import click

from ..treaties import BASES, WHATS, What
from ..treaties.history import Basis
from ..tree import STATES
from .common import err, find_root, out, read_settings, refusing


@click.command()
@click.argument("what", type=click.Choice(WHATS), default="states-parties")
@click.option("--on", default="", metavar="DATE", help="The day (default: the last day the list covers).")
@click.option("--basis", type=click.Choice(BASES), default="in-force", show_default=True)
@click.option("--group", default="", help="Only states of this group: a key of docs/registers/groups.yaml.")
@click.option("--not", "invert", is_flag=True, help="Count those of which it was not true.")
@click.option("--list", "names", is_flag=True, help="Name the states too.")
@click.option("--treaty", default="", help="The treaty, if not the first of press_treaties.")
def facts(what: What, on: str, basis: Basis, group: str, invert: bool, names: bool, treaty: str) -> None:
    """Count states as of a day: states-parties, signatories or signatures."""
    from ..names import StateNames
    from ..records import PartialDate, State, register_of, suggest
    from ..treaties.files import read_treaties

    root = find_root()
    settings = read_settings(root)
    with refusing("the treaties cannot be used; fix them first"):
        states, _ = register_of(root, STATES, State)
        _, treaties = read_treaties(root, settings.treaties, states)
    if not treaties:
        raise click.ClickException("there is no treaty; name one in press_treaties in conf.py")
    key = treaty or next(iter(treaties))
    if key not in treaties:
        raise click.ClickException(f'"{key}" is not in press_treaties{suggest(key, treaties)}')
    groups = treaties[key].groups
    if group and group not in groups:
        near = suggest(group, groups)
        raise click.ClickException(f'"{group}" is not in docs/registers/groups.yaml{near}')
    try:
        day = PartialDate.parse(on) if on else None
    except ValueError as error:
        raise click.ClickException(f"--on: {error}") from None
    if day and day.precision != "day":
        raise click.ClickException(f"--on: {on} is not a day; write it as 2014-05-06")
    count = treaties[key].count(what, day.first if day else None, basis, group, invert)
    # The figure alone, so that scripts can use it; what qualifies it goes to the other stream.
    out.print(str(count.value))
    if count.caveat:
        err.print(f"not certain: {count.caveat}", markup=False)
    if names:
        known = StateNames(states, settings.languages)
        for name in sorted(known.name(code, settings.language) for code in count.states):
            out.print(name, markup=False)
