"""Addresses that moved or are gone, in the words of hosts that can answer for them.

``_redirects`` is read by Netlify and Cloudflare Pages; ``redirects.nginx.conf`` holds nginx maps: from old
addresses to new ones (301), of those that are gone (410), and, by host, from the addresses of earlier
websites, whose queries (``?mod=newsdetail&news=4605``) no file can answer. Where a host knows neither, the
pages at the old addresses do the same, and the page of old addresses finds the rest. No chain is longer
than one step.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

from .. import addresses
from ..catalogue import Catalogue
from ..digests import digest
from .file import File


def _nginx(address: str) -> str:
    """Write an address as nginx compares it: the host, then path and query."""
    host, slash, rest = address.partition("://")[2].partition("/")
    return (host.lower() + slash + rest).replace("\\", "\\\\").replace('"', '\\"')


def files(catalogue: Catalogue, base_url: str) -> Iterator[File]:
    """Yield each file."""
    ledger, base = catalogue.ledger, urlsplit(base_url).path
    moved: list[tuple[str, str]] = []
    gone: list[str] = []
    for address, line in sorted(ledger.promised.items()):
        to = ledger.destination(address)
        if to in catalogue.withheld:
            continue
        if ledger.holds[to].state == "gone":
            gone.append(f"{base}{addresses.release(address)}/")
        elif line.state == "moved":
            moved.append((f"{base}{addresses.release(address)}/", f"{base}{addresses.release(to)}/"))
    steps = "".join(f"{old} {new} 301\n" for old, new in moved)
    yield File("_redirects", digest(steps), partial(steps.encode, "utf-8"))
    lines = ["map $uri $press_moved {", '    default "";']
    lines += [f"    {old} {new};" for old, new in moved]
    lines += ["}", "map $uri $press_gone {", "    default 0;"]
    lines += [f"    {address} 1;" for address in gone]
    if earlier := catalogue.earlier_addresses:
        lines += ["}", "map $host$request_uri $press_earlier {", '    default "";']
        # A map knows no scheme and no capitals, and takes no key twice: what was published first stands.
        keys = {_nginx(old).lower(): old for old in reversed([*ledger.elsewhere]) if old in earlier}
        once = [(old, to) for old, to in earlier.items() if keys[_nginx(old).lower()] == old]
        lines += [f'    "{_nginx(old)}" {base}{addresses.release(to)}/;' for old, to in once]
    maps = "\n".join([*lines, "}", ""])
    yield File("redirects.nginx.conf", digest(maps), partial(maps.encode, "utf-8"))
