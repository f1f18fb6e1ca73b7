"""Addresses that moved or are gone, in the words of hosts that can answer for them.

``_redirects`` is read by Cloudflare Pages; ``redirects.nginx.conf`` holds nginx maps: from old addresses to
new ones (301), of those that are gone (410), and, by host, from the addresses of earlier websites, whose
queries (``?mod=newsdetail&news=4605``) no file can answer. ``redirects.txt`` is the first and the last of
these as a table, for Apache and whoever else reads lines. Where a host knows none, the pages at the old
addresses do the same, and the page of old addresses finds the rest. No chain is longer than one step.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from string import punctuation
from urllib.parse import quote, urlsplit

from .. import addresses
from ..catalogue import Catalogue
from .file import File

#: nginx refuses to start with a key longer than this leaves room for, and its own measure is 64.
_BUCKET = 4096


def _key(address: str) -> str:
    """Write an address as a browser asks for it: the host, then path and query, in ASCII.

    What follows a # is never sent, and a host alone is asked for its first page.
    """
    host, _, rest = address.partition("://")[2].partition("#")[0].partition("/")
    host = host.lower()
    with suppress(UnicodeError):  # no name that a browser could ask for
        host = host if host.isascii() else host.encode("idna").decode()
    return f"{host}/{quote(rest, safe=punctuation)}"


def files(catalogue: Catalogue, base_url: str) -> Iterator[File]:
    """Yield each file."""
    ledger, (scheme, host, base, *_) = catalogue.ledger, urlsplit(base_url)
    moved: list[tuple[str, str]] = []
    gone: list[str] = []
    for address, line in sorted(ledger.promised.items()):
        to = ledger.destination(address)
        if to in catalogue.withheld:
            continue
        here = addresses.url(base, addresses.release(address))
        if ledger.holds[to].state == "gone":
            gone.append(here)
        elif line.state == "moved":
            moved.append((here, addresses.url(base, addresses.release(to))))
    # A map knows no scheme and no capitals, and takes no key twice: what was published first stands.
    found = catalogue.earlier_addresses
    first = {_key(old).lower(): old for old in reversed([*ledger.elsewhere]) if old in found}
    earlier = [
        (_key(old), addresses.url(base_url, addresses.release(to)))
        for old, to in found.items()
        if first[_key(old).lower()] == old
    ]
    site = f"{scheme}://{host}"
    table = sorted([*earlier, *((f"{host}{old}", f"{site}{new}") for old, new in moved)])
    texts = {
        "_redirects": [f"{old} {new} 301" for old, new in moved],
        "redirects.txt": [f"{old} {new}" for old, new in table],
        "redirects.nginx.conf": [
            f"map_hash_bucket_size {_BUCKET};",
            *_map("$uri $press_moved", '""', moved),
            *_map("$uri $press_gone", "0", [(address, "1") for address in gone]),
            *_map("$host$request_uri $press_earlier", '""', [(_quoted(old), to) for old, to in earlier]),
        ],
    }
    for name, lines in texts.items():
        yield File.of(name, "".join(f"{line}\n" for line in lines))


def _map(variables: str, default: str, pairs: list[tuple[str, str]]) -> list[str]:
    return [
        f"map {variables} {{",
        f"    default {default};",
        *(f"    {key} {value};" for key, value in pairs),
        "}",
    ]


def _quoted(key: str) -> str:
    escaped = key.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
