"""The archive's settings: the ``press_*`` values of ``conf.py``, typed and checked once."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from sphinx.config import Config

#: Name, default, what changing it makes Sphinx do again, allowed types.
VALUES: tuple[tuple[str, object, Literal["", "env", "html"], frozenset[type]], ...] = (
    ("press_issuer", "", "env", frozenset({str})),
    ("press_reference", "", "env", frozenset({str})),
    ("press_preview", "", "env", frozenset({str})),
    ("press_languages", ["en"], "env", frozenset({list, tuple})),
    ("press_now", "", "", frozenset({str})),
    ("press_timezone", "UTC", "", frozenset({str})),
    ("press_part", "", "", frozenset({str})),  # the years that a build of parts reads (building/parts.py)
    ("press_parts", "", "", frozenset({str})),  # the folder of parts that this build puts together
    ("press_trial", "", "", frozenset({str})),  # the drafts that are read on trial (building/trial.py)
    ("press_licence", (), "html", frozenset({list, tuple})),
    ("press_treaties", [], "env", frozenset({list, tuple})),
)

#: Values of Sphinx that name a file, which it copies into the site.
PICTURES = ("html_favicon", "html_logo")


@dataclass(frozen=True)
class Settings:
    """What the rest of the program needs to know of ``conf.py``.

    ``reference_prefix`` begins reference numbers (``CICC/2014/017``). ``preview`` names withheld
    releases to show all the same (``*`` for all): for authors' eyes. ``now`` is the only "now" there
    is. It comes from ``press_now`` (``--now``), else from ``SOURCE_DATE_EPOCH``
    (reproducible-builds.org), and only without either from the clock; its day is that of ``press_timezone``.
    ``licence`` is the name and the address of the licence of the archive's own words and data; each issuer
    has one for its texts. ``icon`` is the file that browsers show beside the title: ``html_favicon``, else
    the theme's own. ``logo`` is the name of the file ``html_logo``, the sign of the archive's own body.
    """

    root: Path
    title: str
    base_url: str
    issuer: str
    reference_prefix: str
    languages: tuple[str, ...]
    now: dt.datetime
    preview: str = ""
    treaties: tuple[str, ...] = ()
    licence: tuple[str, str] | None = None
    icon: str = "icon.svg"
    logo: str = ""

    @property
    def previewed(self) -> Container[str]:
        """The names of the withheld releases that a preview shows."""
        return _Everything() if self.preview == "*" else frozenset(self.preview.split())

    @property
    def language(self) -> str:
        return self.languages[0]


class _Everything:
    def __contains__(self, name: object) -> bool:
        return True


def from_config(config: Config, root: Path) -> Settings:
    """Check the values of ``conf.py``.

    Raises:
        ConfigError: naming every value that cannot be used.

    """
    from sphinx.errors import ConfigError

    from .records import parse_zone

    faults = []
    if not config.press_issuer:
        faults.append("press_issuer: name the key of your own body in docs/registers/issuers.yaml")
    languages = tuple(str(language) for language in config.press_languages)
    own = str(config.language or "en")
    if own not in languages:
        faults.append(f"press_languages: must hold the site's own language, {own!r}")
    if not _is_base(str(config.html_baseurl)):
        faults.append("html_baseurl: give the address the archive is published at; releases are cited by it")
    if config.html_file_suffix not in {None, ".html"}:
        faults.append("html_file_suffix: addresses carry no file extension; remove it")
    faults += [
        f"{name}: name a file of the archive; its pages ask nothing of other sites"
        for name in PICTURES
        if "://" in str(config[name])
    ]
    licence = tuple(str(part) for part in config.press_licence)
    if licence and (len(licence) != 2 or not licence[1].startswith(("http://", "https://"))):
        faults.append('press_licence: give its name and its address, as in ("CC0 1.0", "https://…")')
    try:
        zone = parse_zone(str(config.press_timezone))
    except ValueError as error:
        faults.append(f"press_timezone: {error}")
    if faults:
        raise ConfigError("conf.py: " + "; ".join(faults))
    try:
        now = moment(str(config.press_now))
    except ValueError as error:
        raise ConfigError(str(error)) from None
    return Settings(
        root=root,
        title=str(config.project),
        base_url=str(config.html_baseurl).rstrip("/") + "/",
        issuer=str(config.press_issuer),
        reference_prefix=str(config.press_reference or config.press_issuer).upper(),
        preview=str(config.press_preview),
        languages=(own, *(language for language in languages if language != own)),
        now=now.astimezone(zone),
        treaties=tuple(str(key) for key in config.press_treaties),
        licence=(licence[0], licence[1]) if licence else None,
        icon=Path(str(config.html_favicon or Settings.icon)).name,
        logo=Path(str(config.html_logo or "")).name,
    )


def _is_base(address: str) -> bool:
    """Whether addresses can be made by adding to an address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    whole = bool(parts.hostname) and not (parts.query or parts.fragment or re.search(r"\s", address))
    return parts.scheme in {"http", "https"} and whole


def moment(given: str = "") -> dt.datetime:
    """Return the "now" that is given, else that of the environment, else the clock's.

    Raises:
        ValueError: it is not a date and time; the message says how one is written.

    """
    if given:
        try:
            moment = dt.datetime.fromisoformat(given)
        except ValueError:
            raise ValueError(
                f'now: "{given}" is not a date and time; write it as 2026-07-17T10:00+02:00'
            ) from None
        return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
        except (ValueError, OverflowError, OSError):
            raise ValueError(f'SOURCE_DATE_EPOCH: "{epoch}" is not a number of seconds since 1970') from None
    return dt.datetime.now(dt.UTC)


def load(root: Path, now: str = "") -> Settings:
    """Read the settings of an archive without building it.

    Raises:
        ConfigError: no usable ``conf.py`` there.

    """
    from sphinx.config import Config
    from sphinx.util.tags import Tags

    config = Config.read(root, overrides={"press_now": now} if now else {}, tags=Tags())
    for name, default, rebuild, types in VALUES:
        config.add(name, default, rebuild, types)
    config.add("html_baseurl", "", "html", frozenset({str}))
    for name in ("html_file_suffix", *PICTURES):
        config.add(name, None, "html", frozenset({str}))
    return from_config(config, root)
