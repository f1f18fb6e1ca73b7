"""``search``: what was said before, found in the source without a build."""

from __future__ import annotations

import datetime as dt
import json
import shlex
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import click

from .. import addresses
from ..tree import STATES
from .common import find_root, plural

if TYPE_CHECKING:
    from ..search.finding import Hit, Question
    from ..search.source_index import SourceIndex

#: So many hits are a screen or two.
SCREEN = 50


@click.command()
@click.argument("words", nargs=-1)
@click.option("--state", "states", multiple=True, help="About this state: a code, or any name it has or had.")
@click.option("--mentions", is_flag=True, help="With --state: also releases that only mention it.")
@click.option("--from", "since", default="", metavar="DATE", help="From this day, month or year on.")
@click.option("--to", "until", default="", metavar="DATE", help="Up to this day, month or year.")
@click.option("--campaign", "campaigns", multiple=True, help="Of this campaign: a key, or its name.")
@click.option("--kind", "kinds", multiple=True, help="Of this kind, as in press-release.")
@click.option("--language", "languages", multiple=True, help="In this language, as in fr.")
@click.option("--drafts", is_flag=True, help="Also drafts and releases under embargo, marked as such.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "myst"]),
    default="table",
    show_default=True,
    help="myst: lines to paste into a release.",
)
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(0, 1_000_000),
    help=f"At most so many; 0: all (default: {SCREEN} in a table).",
)
def search(
    words: tuple[str, ...],
    states: tuple[str, ...],
    since: str,
    until: str,
    campaigns: tuple[str, ...],
    kinds: tuple[str, ...],
    languages: tuple[str, ...],
    form: str,
    limit: int | None,
    *,
    mentions: bool,
    drafts: bool,
) -> None:
    """Find releases by their words and by what is said of them, without a build.

    All WORDS are meant; the best hits come first, or without words the newest. A phrase is written in
    quotation marks ("mass crimes"). A word of four letters or more also finds longer ones that begin with
    it; ratif* says so of any. Case, accents and the form of apostrophes and dashes do not matter.
    Of the shared background, which many releases print alike, the entries are named.

    An option given several times means any of its values (--state AZ --state GE); different options must
    all hold.
    """
    from ..search import finding
    from ..settings import moment

    try:
        now = moment()
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    with _index() as index:
        if index.problems:
            click.echo(
                f"not searched, for it cannot be read: {', '.join(index.problems)}; see press-archive check",
                err=True,
            )
        question = finding.Question(
            now=int(now.timestamp()),
            terms=finding.terms(index, words),
            states=tuple(_state(index, text) for text in states),
            campaigns=tuple(_campaign(index, text) for text in campaigns),
            kinds=tuple(_value(index, "kind", text) for text in kinds),
            languages=tuple(_value(index, "language", text) for text in languages),
            since=_date("--from", since),
            until=_date("--to", until),
            mentions=mentions,
            drafts=drafts,
        )
        if limit is None and form == "table":
            limit = SCREEN
        hits, count = finding.find(index, question, limit or None)
        WRITERS[form](hits, index.base_url)
        if form == "table" or not hits:
            rest = f" (the first {len(hits)}; --limit 0 shows all)" if count > len(hits) else ""
            click.echo(f"{plural(count, 'release')}{rest}", err=True)
        if not hits:
            for sentence in finding.nothing_found(index, question):
                click.echo(sentence, err=True)
        for entry in finding.entries(index, question.terms):
            click.echo(f"in the shared background: {entry.term} ({entry.path})", err=True)
        _hint(index, question, words)


def _index() -> SourceIndex:
    from ..search.source_index import SourceIndex

    def on_file(done: int, total: int) -> None:
        if sys.stderr.isatty() and (done % 100 == 0 or done == total):
            click.echo(f"\rreading releases: {done} of {total}", err=True, nl=done == total)

    root = find_root()
    try:
        return SourceIndex(root, on_file)
    except Exception as error:
        from sphinx.errors import ConfigError

        from ..records import RecordError
        from .common import broken_settings, print_problems

        if isinstance(error, RecordError):
            print_problems(error.problems)
            raise click.ClickException("the archive has problems; fix them first") from None
        if isinstance(error, ConfigError):
            raise broken_settings(error) from None
        raise


def _state(index: SourceIndex, text: str) -> str:
    from ..search.finding import state_called

    if code := state_called(index, text):
        return code
    from ..names import StateNames
    from ..records import State, register_of

    states, _ = register_of(find_root(), STATES, State)
    near = StateNames(states, index.languages).suggest(text)
    raise click.ClickException(f'--state: unknown state "{text}"{near}')


def _campaign(index: SourceIndex, text: str) -> str:
    from ..names import fold

    known = dict(index.base.execute("select key, name from campaigns"))
    by_name = {fold(name): key for key, name in known.items()} | {fold(key): key for key in known}
    return by_name.get(fold(text)) or _unknown("campaign", text, known)


def _value(index: SourceIndex, field: str, text: str) -> str:
    known = [value for (value,) in index.base.execute(f"select distinct {field} from releases order by 1")]  # noqa: S608
    wanted = text.strip().casefold()
    if found := next((value for value in known if value.casefold() == wanted), ""):
        return found
    if field == "kind":
        from ..records import KINDS

        return wanted if wanted in KINDS else _unknown(field, text, KINDS)
    return _unknown(field, text, known)


def _unknown(option: str, text: str, known: Iterable[str]) -> str:
    from ..records import suggest

    raise click.ClickException(f'--{option}: there is no "{text}"{suggest(text, known)}')


def _date(option: str, text: str) -> str:
    """Check a day, a month or a year; the schema of dates is loaded only to say what is wrong."""
    try:
        if text:
            dt.date.fromisoformat((text + "-01-01")[:10] if len(text) in {4, 7, 10} else text)
    except ValueError:
        from ..records import PartialDate

        try:
            PartialDate.parse(text)
        except ValueError as error:
            raise click.ClickException(f"{option}: {error}") from None
    return text


def _table(hits: Sequence[Hit], base_url: str) -> None:
    from ..search.finding import CLOSE, OPEN

    width = shutil.get_terminal_size().columns if sys.stdout and sys.stdout.isatty() else 0
    for hit in hits:
        states = " ".join(hit.about[:3]) + ("…" if len(hit.about) > 3 else "")
        mark = "" if hit.status == "published" else click.style(f"  [{hit.status}]", fg="yellow")
        click.echo(f"{hit.date:<10}  {states:<9}  {click.style(hit.title, bold=True)}{mark}")
        facts = " · ".join(filter(None, (hit.name, hit.kind, hit.campaign)))
        click.echo(f"{'':<23}{click.style(facts, dim=True)}")
        if hit.excerpt:
            text = hit.excerpt
            if width and len(text) > 2 * (width - 23):
                text = text[: 2 * (width - 23) - 1] + "…"
            parts = text.replace(CLOSE, OPEN).split(OPEN)
            text = "".join(click.style(p, underline=True) if n % 2 else p for n, p in enumerate(parts))
            click.echo(f"{'':<23}{text}")


def _data(hit: Hit, base_url: str) -> dict[str, object]:
    """Return a hit under the names that the open data has (docs/guides/data.md)."""
    from ..search.finding import CLOSE, OPEN

    row = hit._asdict() | {"excerpt": hit.excerpt.replace(OPEN, "").replace(CLOSE, "")}
    return {"name": row.pop("name"), "url": addresses.url(base_url, addresses.release(hit.name)), **row}


def _json(hits: Sequence[Hit], base_url: str) -> None:
    click.echo(json.dumps([_data(hit, base_url) for hit in hits], ensure_ascii=False, indent=1))


def _csv(hits: Sequence[Hit], base_url: str) -> None:
    import csv
    import io

    from ..formats.opendata import safe_cell
    from ..search.finding import Hit

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["name", "url", *Hit._fields[1:]])
    for hit in hits:
        cells = ("; ".join(v) if isinstance(v, tuple) else str(v) for v in _data(hit, base_url).values())
        writer.writerow([safe_cell(cell) for cell in cells])
    click.echo(text.getvalue(), nl=False)


def _myst(hits: Sequence[Hit], base_url: str) -> None:
    """Print references; what may not be cited, because it is not public or withdrawn, is named apart."""
    for hit in hits:
        if hit.status == "published":
            click.echo(f"{{press:release}}`{hit.name}`")
        else:
            click.echo(f"{hit.name} is {hit.status}: it cannot be cited", err=True)


WRITERS: dict[str, Callable[[Sequence[Hit], str], None]] = {
    "table": _table,
    "json": _json,
    "csv": _csv,
    "myst": _myst,
}


def _hint(index: SourceIndex, question: Question, words: Sequence[str]) -> None:
    """Offer the states, and the years, that the words name."""
    from ..search.finding import state_name, states_in

    codes, years = states_in(index, words)
    codes = [code for code in codes if code not in question.states]
    if not codes:
        return
    options = " ".join(f"--state {code}" for code in codes)
    when = ""
    if years and not (question.since or question.until):
        options += f" --from {min(years)} --to {max(years)}"
        when = f", {min(years)}" if min(years) == max(years) else f", {min(years)} to {max(years)}"
    names = ", ".join(state_name(index, code) for code in codes)
    click.echo(f"releases about {names}{when}: add {shlex.join(options.split())}", err=True)
