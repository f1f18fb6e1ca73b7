"""An archive that is too large for one machine, built in parts: one for each year, and then the whole.

A part is an ordinary build with the whole catalogue in view that reads and writes the releases of its own
years only, so that neighbours, citations and figures are right wherever they stand. The whole is an ordinary
build again: it takes over what the parts have read and written, as Sphinx does with its own processes, finds
that nothing of it has changed, and makes the rest (lists, feeds, data, the inventory, the word index).

Who runs the parts is not our business: Dask gives them to the cores of this machine or to those of a
cluster whose machines see the same folder.
"""

from __future__ import annotations

import pickle
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinx.environment import CONFIG_OK

from .. import outputs
from ..documents.bodies import Bodies
from ..garbage import throw_away
from ..tree import RELEASES, STATE_FOLDER

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: Where the parts are kept between builds, each with what Sphinx has read and what it has written.
FOLDER = f"{STATE_FOLDER}/parts"


class Built(NamedTuple):
    """What became of a part: its years, Sphinx's exit code and its warnings."""

    part: str
    code: int
    warnings: str


def belongs(docname: str, part: str) -> bool:
    """Whether a document is a release of a part, or none at all: the knowledge base is in every part."""
    folder, _, name = docname.partition("/")
    return folder != RELEASES or name.partition("/")[0] in part.split()


def writes(docname: str, points_to: Iterable[tuple[str, str, str]]) -> bool:
    """Whether a part can write the page of one of its documents; the rest is written with the whole.

    A guide may point to any release, and so may Sphinx's own roles in one: a part knows the documents of its
    own years, and would miss the others.

    Arguments:
        points_to: the references of the document: domain, kind and target.

    """
    near = all(domain == "press" or kind == "term" for domain, kind, _ in points_to)
    return docname.startswith(f"{RELEASES}/") and near


def build_part(root: str, part: str, now: str) -> Built:
    """Build one part of the archive under ``root``; ``part`` names its years, with spaces between them."""
    from .runner import Session

    throw_away()  # a process builds one part after the other, each with the whole catalogue in view
    folder, settings = Path(root) / FOLDER / _folder(part), {"press_part": part}
    with Session(
        Path(root), folder / "site", now=now, doctrees=folder / "doctrees", settings=settings
    ) as session:
        return Built(part, *session.build())


def cut(years: Sequence[int], count: int) -> list[str]:
    """Cut an archive into at most ``count`` parts of whole, consecutive years, each about as long.

    Arguments:
        years: the year of each release.

    """
    parts: list[list[str]] = [[]]
    so_far = 0
    for year, number in sorted(Counter(years).items()):
        if parts[-1] and so_far * count >= len(years) * len(parts):
            parts.append([])
        parts[-1].append(f"{year:04}")
        so_far += number
    return [" ".join(part) for part in parts if part]


def run(root: Path, parts: Sequence[str], now: str, *, workers: int, scheduler: str = "") -> Iterator[Built]:
    """Build every part, and yield what :func:`build_part` returns as each is done.

    Arguments:
        parts: the years of each, as :func:`cut` gives them. Parts of an earlier build with other years go.
        workers: processes to start on this machine, when there is no scheduler.
        scheduler: the address of a Dask scheduler (``tcp://…``) whose workers see ``root``.

    Raises:
        ImportError: Dask is not installed.
        OSError: the scheduler cannot be reached, or each worker that had a part was ended.

    """
    from distributed import Client, KilledWorker, LocalCluster, as_completed

    for folder in (root / FOLDER).glob("*"):
        if folder.name not in {_folder(part) for part in parts}:
            shutil.rmtree(folder)
    with ExitStack() as stack:
        if not scheduler:
            # One thread each: Sphinx keeps what it registers in modules. Any port: without an address, Dask
            # takes a fixed one, which another build may have.
            cluster = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0")
            scheduler = stack.enter_context(cluster)
        client = stack.enter_context(Client(scheduler, timeout=20))
        calls = {client.submit(build_part, str(root), part, now, pure=False): part for part in parts}
        for call in as_completed(calls):
            try:
                yield call.result()
            except KilledWorker:
                message = f"every process that built {calls[call]} was ended; it may need more memory"
                raise OSError(message) from None


def _folder(part: str) -> str:
    return part.replace(" ", "-")


def take_over(app: Sphinx, folder: Path, made_by: str) -> None:
    """Give an application that has read nothing yet what the parts under ``folder`` have read and written.

    Arguments:
        made_by: identifies what makes outputs of what they show (see ``outputs/``).

    """
    out, doctrees = Path(app.outdir), Path(app.doctreedir)
    bodies = Bodies(doctrees)
    shown: dict[str, str] = {}
    said: dict[str, str] = {}
    taken: set[str] = set()
    for part in sorted(path for path in folder.iterdir() if (path / "site").is_dir()):
        env: BuildEnvironment = pickle.loads((part / "doctrees/environment.pickle").read_bytes())  # noqa: S301
        # The knowledge base is read by each part; the first that has it is enough.
        mine = env.all_docs.keys() - taken
        app.env.merge_info_from(mine, env, app)
        taken |= mine
        digests = outputs.noted(part / "site", made_by)
        texts = Bodies(part / "doctrees")
        said |= texts.made_with()
        for docname in mine:
            if docname in digests:
                shown[docname] = digests[docname]
                page = Path(app.builder.get_output_path(docname)).relative_to(out)  # type: ignore[attr-defined]
                _copy(part / "site" / page, out / page)
            doctree = f"{docname}.doctree"
            for source, target in (
                (part / "doctrees" / doctree, doctrees / doctree),
                (Path(texts.file(docname)), Path(bodies.file(docname))),
            ):
                if source.exists():
                    _copy(source, target)
    # Else Sphinx would read all anew: this application has read nothing itself.
    app.env.config_status = CONFIG_OK
    outputs.note(out, made_by, shown)
    bodies.note(said)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)
