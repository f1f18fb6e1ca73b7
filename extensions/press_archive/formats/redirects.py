"""Addresses that moved or are gone, in the words of hosts that can answer for them.

``_redirects`` is read by Netlify and Cloudflare Pages; ``redirects.nginx.conf`` holds two nginx maps,
one from old addresses to new ones (301) and one of those that are gone (410). Where a host knows
neither, the pages at the old addresses do the same. No chain is longer than one step.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Catalogue
from ..tree import RELEASES


def files(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file."""
    ledger = catalogue.ledger
    moved: list[tuple[str, str]] = []
    gone: list[str] = []
    for address, line in sorted(ledger.holds.items()):
        to = ledger.destination(address)
        if to in catalogue.withheld:
            continue
        if ledger.holds[to].state == "gone":
            gone.append(f"/{RELEASES}/{address}/")
        elif line.state == "moved":
            moved.append((f"/{RELEASES}/{address}/", f"/{RELEASES}/{to}/"))
    yield "_redirects", "".join(f"{old} {new} 301\n" for old, new in moved)
    lines = ["map $uri $press_moved {", '    default "";']
    lines += [f"    {old} {new};" for old, new in moved]
    lines += ["}", "map $uri $press_gone {", "    default 0;"]
    lines += [f"    {address} 1;" for address in gone]
    yield "redirects.nginx.conf", "\n".join([*lines, "}", ""])
