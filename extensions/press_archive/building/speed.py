"""Work that Sphinx, docutils, MyST and Jinja repeat for each document, done once. Nothing else depends on it.

Without this module a site is the same, byte for byte, and takes about half as long again; more, the
larger the archive. Each part says what retires it. They are put in place when the first archive is built, and
stay for other projects that the same process may build after it: they change no result.

What a part replaces may be gone in another version, or take something else: then that part is left out.
"""

from __future__ import annotations

import inspect
import logging
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from copy import deepcopy
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any, ClassVar, TypeVar

import markupsafe
from docutils import frontend, languages, nodes
from docutils.frontend import OptionParser
from docutils.transforms import Transform
from docutils.utils import DependencyList
from jinja2 import runtime
from markdown_it import MarkdownIt
from myst_parser.parsers import sphinx_ as myst
from myst_parser.parsers.mdit import create_md_parser
from sphinx import application, builders, environment, events
from sphinx.addnodes import highlightlang
from sphinx.application import Sphinx
from sphinx.builders import html
from sphinx.config import Config
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.project import EXCLUDE_PATHS, Project
from sphinx.transforms.references import SphinxDanglingReferences
from sphinx.util import docutils as sphinx_docutils
from sphinx.util import logging as sphinx_logging
from sphinx.util.display import status_iterator
from sphinx.util.matching import compile_matchers
from sphinx.util.nodes import NodeMatcher
from sphinx.util.osutil import relative_uri

from ..garbage import look_often, look_seldom
from ..tree import is_archive

Item = TypeVar("Item")
logger = sphinx_logging.getLogger(__name__)
#: Of so many documents, Sphinx need not name each one that it has come to.
_MANY = 100
#: Documents that are kept in memory between being read and being written.
_KEPT = 300

#: Transforms that look through a whole tree in ways of their own, and the kinds of nodes they look for.
_LOOKING_FOR: tuple[tuple[str, str, tuple[type[nodes.Node], ...]], ...] = (
    (
        "sphinx.transforms.post_transforms.code",
        "HighlightLanguageTransform",
        (nodes.literal_block, highlightlang),
    ),
    ("sphinx_design.aside", "AsideHtmlTransform", (nodes.container,)),
    ("sphinx_design.dropdown", "DropdownHtmlTransform", (nodes.container,)),
    ("sphinx_design.tabs", "TabSetHtmlTransform", (nodes.container,)),
)

#: Parts of the documents that each process reads.
_PARTS = 4

#: What escapes words without making an object that says so.
_escape_words: Callable[[str], str] = getattr(markupsafe, "_escape_inner", markupsafe.escape)

#: What Sphinx knows of the document that is read.
_NoDocument: type | None = getattr(environment, "_CurrentDocument", None)
_made: dict[object, OptionParser] = {}
#: What transforms do where there is something to do.
_applied: dict[type[Transform], Callable[..., None]] = {}
#: What is put in place of what: a module or class, a name in it, and ours.
_PATCHES: list[tuple[object, str, object]] = []
Ours = TypeVar("Ours")


def _takes(place: object, name: str) -> str:
    """Return what a function takes, by name; nothing if it is gone, or does not say."""
    try:
        return " ".join(inspect.signature(getattr(place, name)).parameters)
    except (AttributeError, TypeError, ValueError):
        return ""


def _in_place_of(takes: str, *names: tuple[object, str]) -> Callable[[Ours], Ours]:
    """Put a function in place of another, if that takes what we know of."""

    def note(ours: Ours) -> Ours:
        _PATCHES.extend((place, name, ours) for place, name in names if _takes(place, name) == takes)
        return ours

    return note


def _fits(ours: type) -> bool:
    """Whether a class is asked for all that it does otherwise in the same way as its base."""
    methods = (name for name, method in vars(ours).items() if isinstance(method, FunctionType))
    return all(_takes(ours, name) == _takes(ours.__base__, name) for name in methods)


class _Few(dict[str, object]):
    """A dictionary that takes a few and no more.

    Sphinx keeps each document that it has read, and each that it has written, until the end; they are in
    files, too. Retired when Sphinx keeps a few.
    """

    def __setitem__(self, key: str, value: object) -> None:
        if len(self) < _KEPT:
            super().__setitem__(key, value)


def install(app: Sphinx) -> None:
    """Let an application that builds an archive be quicker, from its start on.

    *Garbage*: see ``garbage.py``. Retired when Sphinx looks for it less often itself.
    """
    look_seldom()
    if _fits(_Labels):
        app.add_domain(_Labels, override=True)
    app.connect("config-inited", _prepare)
    app.connect("builder-inited", _quicken)


def _prepare(app: Sphinx, config: Config) -> None:
    """Keep names of files in place of paths."""
    if is_archive(Path(app.srcdir)) and hasattr(application, "Project") and _fits(_Documents):
        application.Project = _Documents


def _quicken(app: Sphinx) -> None:
    if not is_archive(Path(app.srcdir)):
        return  # no archive: it only cites one
    _made.clear()  # they hold what another application has read
    app.connect("env-before-read-docs", lambda app, env, docnames: look_often(len(docnames)))
    for place, name, ours in _PATCHES:
        setattr(place, name, ours)
    # Other builders part what they write in the same way, with all of a part's documents in memory.
    parted = _takes(builders, "make_chunks") == "arguments nproc maxbatch"
    if parted and app.builder.name in {"html", "dirhtml"}:
        builders.make_chunks = _large_parts  # type: ignore[attr-defined, assignment]
    for name in ("_pickled_doctree_cache", "_write_doc_doctree_cache"):
        if getattr(app.env, name, None) == {}:
            setattr(app.env, name, _Few())
    for module, name, kinds in _LOOKING_FOR:
        if transform := getattr(sys.modules.get(module), name, None):
            transform.apply = _where_there_are(kinds, _applied.setdefault(transform, transform.apply))
    if not app.verbosity:
        _silence()


def _silence() -> None:
    """Make no record of messages that nobody is shown.

    Sphinx makes one of every debug message and throws it away; it spells out what each event is given, a
    whole page among it. Retired when its loggers know how much is shown.
    """
    logging.getLogger("sphinx").setLevel(logging.INFO)
    events.repr = lambda _: ""  # type: ignore[attr-defined]


@_in_place_of("iterable summary color length verbosity stringify_func", (builders, "status_iterator"))
def _steps(
    items: Iterable[Item], summary: str, color: str = "", length: int = 0, *more: Any, **options: Any
) -> Iterator[Item]:
    """Yield items, and say how far it is: at each hundredth of many.

    Sphinx says four things of each document. Retired when it says less of many.
    """
    if length < _MANY:
        yield from status_iterator(items, summary, color, length, *more, **options)
        return
    said = -1
    for number, item in enumerate(items, 1):
        if said != (said := number * 100 // length):
            logger.info("%s[%4d%%]", summary, said)
        yield item


def _large_parts(documents: Sequence[str], processes: int, *_: int) -> list[Sequence[str]]:
    """Part documents for processes: few parts, but several for each, as something is said after each.

    A process that reads some documents hands back what is known of them, and of all others that were read
    when it began. Retired when it hands back what it has read.
    """
    size = -(-len(documents) // (processes * _PARTS)) or 1
    return [documents[start : start + size] for start in range(0, len(documents), size)]


@_in_place_of("s", (runtime, "escape"))
def _escape(value: object) -> str:
    """Return what a template prints for a value, as HTML.

    What Jinja escapes, it makes an object that says so, and then only the words of it go into the page.
    Retired when it takes the words alone where it prints them.
    """
    if type(value) is str:
        return _escape_words(value)
    return value if type(value) is markupsafe.Markup else markupsafe.escape(value)


@_in_place_of("_Context__self _Context__obj args kwargs", (runtime.Context, "call"))
def _call(context: runtime.Context, called: Any, /, *args: Any, **options: Any) -> Any:
    """Call what a template calls.

    Jinja asks of it in two ways whether it wants to be told the context; a function that does has a mark, and
    a macro wants to know whether it is to escape. Retired when Jinja asks once.
    """
    if type(called) is runtime.Macro:
        args = (context.eval_ctx, *args)
    elif type(called) is not FunctionType or hasattr(called, "jinja_pass_arg"):
        return _call_as_jinja_does(context, called, *args, **options)
    options.pop("_block_vars", None)
    options.pop("_loop_vars", None)
    return called(*args, **options)


@_in_place_of("base to", (html, "relative_uri"), (builders, "relative_uri"))
def _relative_uri(base: str, to: str) -> str:
    """Return an address as it is written on a page.

    A page names some ninety, and most lead out of its own part of the site; Sphinx takes each to pieces.
    Retired when it asks first whether they have anything in common.
    """
    own = base[: base.find("/") + 1]
    if not own or to.startswith(("/", own)) or "#" in base or "#" in to:
        return relative_uri(base, to)
    return "../" * base.count("/") + to


#: For each page, Sphinx finds out where the files of its stylesheets really are, to look up the sums of their
#: bytes, which it keeps. Retired when it keeps them under the names it is given.
_in_place_of("outdir filename", (html, "_file_checksum"))(cache(getattr(html, "_file_checksum", str)))
_find_as_docutils_does = nodes.Node.findall
_call_as_jinja_does = runtime.Context.call
_words_of: Any = cache(languages.get_language)
_resolve_as_sphinx_does = SphinxDanglingReferences.apply


@_in_place_of("self condition include_self descend siblings ascend", (nodes.Node, "findall"))
def _find_all(
    start: nodes.Node,
    condition: type | Callable[[nodes.Node], bool] | None = None,
    include_self: bool = True,
    descend: bool = True,
    siblings: bool = False,
    ascend: bool = False,
) -> Iterator[Any]:
    """Yield a node and those below it that are of a kind, in docutils' order.

    Some hundred times for each document, somebody looks for nodes of a kind, mostly one that the document
    has none of, with a chain of generators as long as the tree is deep. Retired when docutils walks with
    a stack, and a document knows which kinds of nodes it has.
    """
    known = condition is None or callable(condition)  # docutils 0.23 takes several types at once, too
    if not (known and include_self and descend) or siblings or ascend:
        return _find_as_docutils_does(start, condition, include_self, descend, siblings, ascend)
    kinds: tuple[type, ...] = (condition,) if isinstance(condition, type) else (object,)
    fits = None if isinstance(condition, type) else condition
    if isinstance(condition, NodeMatcher):
        kinds = getattr(condition, "classes", ()) or kinds
    if isinstance(start, nodes.document) and not _Kinds.may_be_in(start, kinds):
        return iter(())
    return filter(fits, _of_kind(start, kinds)) if fits else _of_kind(start, kinds)


def _of_kind(start: nodes.Node, kinds: tuple[type, ...]) -> Iterator[nodes.Node]:
    if isinstance(start, kinds):
        yield start
    below = [iter(start.children)]
    while below:
        for node in below[-1]:
            if isinstance(node, kinds):
                yield node
            if node.children:
                below.append(iter(node.children))
                break
        else:
            below.pop()


class _Kinds:
    """The kinds of nodes of the document that was asked for last; what was taken away since counts, too.

    A node that is put into a list of children without ``setup_child``, as in copies by Sphinx, is seen
    with what is attached above it. What sphinx-design puts into its tabs so, once they are attached, is not:
    nobody looks for nodes of these kinds.
    """

    _document: nodes.document | None = None
    #: These kinds, and all that they are a kind of.
    _found: ClassVar[set[type]] = set()
    #: What was attached to something since, with what may be below it.
    _attached: ClassVar[list[nodes.Node]] = []
    _attach_as_docutils_does: Any = getattr(nodes.Node, "setup_child", None)
    #: Whether all that is put into a document passes by here.
    _attends = _takes(nodes.Node, "setup_child") == "self child"

    @staticmethod
    def attach(parent: nodes.Node, child: nodes.Node) -> None:
        """Remember a node: it may come into the document."""
        _Kinds._attached.append(child)
        _Kinds._attach_as_docutils_does(parent, child)

    @staticmethod
    def may_be_in(document: nodes.document, kinds: tuple[type, ...]) -> bool:
        if not _Kinds._attends:
            return True
        if _Kinds._document is not document:
            _Kinds._document, _Kinds._found = document, set()
            _Kinds._attached[:] = [document]
        if _Kinds._attached:
            found = set()
            while _Kinds._attached:
                node = _Kinds._attached.pop()
                found.add(type(node))
                _Kinds._attached += node.children
            _Kinds._found.update(*(kind.__mro__ for kind in found))
        return not _Kinds._found.isdisjoint(kinds)


_in_place_of("self child", (nodes.Node, "setup_child"))(_Kinds.attach)


def _where_there_are(kinds: tuple[type, ...], apply: Callable[..., None]) -> Callable[..., None]:
    """Return a transform's ``apply`` that looks for nothing where there is nothing."""

    def apply_where_there_are(transform: Transform, **options: Any) -> None:
        document: nodes.Node = transform.document
        if not isinstance(document, nodes.document) or _Kinds.may_be_in(document, kinds):
            apply(transform, **options)

    return apply_where_there_are


@_in_place_of(
    "components defaults read_config_files args kwargs",
    (frontend, "OptionParser"),
    (sphinx_docutils, "OptionParser"),
)
def _parser(components: Any = (), defaults: Any = None, *args: Any, **options: Any) -> OptionParser:
    """Return an option parser for components.

    For each document, Sphinx and MyST both make one, with 75 options for a command line that nobody
    types, only to ask for its defaults. Retired when docutils keeps the defaults of a component, or
    Sphinx and MyST keep the settings of a builder.
    """
    if args or options.keys() - {"read_config_files"}:
        return OptionParser(components, defaults, *args, **options)
    kinds = [part if isinstance(part, type) else type(part) for part in components]
    key = (tuple(kinds), repr(sorted((defaults or {}).items())), *options.items())
    if key not in _made:
        _made[key] = OptionParser(components, defaults, **options)
    return _made[key]


@_in_place_of("self", (frontend.Values, "copy"))
def _copy(values: frontend.Values) -> frontend.Values:
    """Return a copy of a document's settings.

    docutils sets 75 of them one by one, with its warnings turned off and on again. Retired when it copies
    all at once.
    """
    return _values(vars(values))


@_in_place_of("self", (OptionParser, "get_default_values"))
def _defaults(parser: OptionParser) -> frontend.Values:
    """Return the settings of a document to come; see :func:`_copy`."""
    values = _values(parser.defaults)
    values._config_files = parser.config_files
    return values


def _values(settings: Mapping[str, Any]) -> frontend.Values:
    new = frontend.Values.__new__(frontend.Values)
    vars(new).update(settings)
    if vars(new).get("record_dependencies") is None:
        new.record_dependencies = DependencyList()
    return new


@_in_place_of("x memo _nil", (environment, "deepcopy"))
def _deepcopy(thing: object, *more: Any) -> object:
    """Return a deep copy.

    Before each document is written, Sphinx copies what it knows of the document that is read: nothing.
    Retired when it makes a new one.
    """
    if type(thing) is _NoDocument and (names := getattr(thing, "__slots__", ())):
        new = type(thing)()
        if all(getattr(thing, name) == getattr(new, name) for name in names):
            return new
    return deepcopy(thing, *more)


@_in_place_of("language_code reporter", (languages, "get_language"))
def _language(tag: str, reporter: object = None) -> Any:
    """Return docutils' words in a language.

    Each transform of each document, eighty of them, asks for them. Retired when docutils asks once for a
    document.
    """
    return _words_of(tag)  # and no warning where there are none, as in Sphinx


@_in_place_of("self kwargs", (SphinxDanglingReferences, "apply"))
def _resolve(transform: SphinxDanglingReferences, **_: Any) -> None:
    """Resolve references by name that are still open.

    docutils shows each node to a visitor, which waits for one of these. Retired when it looks for them.
    """
    elements = transform.document.findall(nodes.Element)
    if any("refname" in element.attributes for element in elements):
        _resolve_as_sphinx_does(transform)


class _Labels(StandardDomain):
    """Sphinx's labels, terms and targets, of which a document that was never read has none to forget.

    Before a document is read, Sphinx looks through the labels of all others for those of this one, also
    when it was never read: with each document more. Retired when Sphinx forgets only what it has known.
    """

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        # Sphinx makes this table when it first forgets a document, and counts on it in parallel reading.
        self.data.setdefault("terms", {})
        self._known = set(env.all_docs)

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        self._known.add(docname)
        super().process_doc(env, docname, document)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        self._known |= docnames
        super().merge_domaindata(docnames, otherdata)

    def clear_doc(self, docname: str) -> None:
        if docname in self._known:
            self._known.discard(docname)
            super().clear_doc(docname)


class _MarkdownParsers:
    """The last parser that was asked for: a document is read whole before the next one is begun.

    MyST puts a Markdown parser together for each document, with its rules and its renderer, and sets it
    up anew before it uses it. Retired when MyST keeps the one of a build.
    """

    def __init__(self) -> None:
        self._last: tuple[object, object, MarkdownIt] | None = None

    def __call__(self, config: Any, renderer: Any) -> MarkdownIt:
        if self._last is None or self._last[0] is not config or self._last[1] is not renderer:
            self._last = (config, renderer, create_md_parser(config, renderer))
        return self._last[2]


_in_place_of("config renderer", (myst, "create_md_parser"))(_MarkdownParsers())


class _Documents(Project):
    """The documents of a source folder, each with the name of its file; paths are made of those asked for.

    Sphinx looks for documents with seven path objects and up to eight patterns for each file, and keeps
    two of the paths. Retired when it walks with strings.
    """

    def __init__(self, srcdir: str | os.PathLike[str], source_suffix: Iterable[str]) -> None:
        super().__init__(srcdir, source_suffix)
        self._files: dict[str, str] = {}

    def restore(self, other: Project) -> None:
        if isinstance(other, _Documents):  # without the paths of a build that did without this module
            self.docnames, self._files = other.docnames, other._files
        else:
            super().restore(other)

    def discover(self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)) -> set[str]:
        exclude, include = [*exclude_paths, *EXCLUDE_PATHS], [*include_paths]
        self._files.clear()
        for file in _matching_files(self.srcdir, include, exclude):
            for suffix in self.source_suffix:
                if not file.endswith(suffix):
                    continue
                docname = file.removesuffix(suffix)
                if docname in self._files or not os.access(f"{self.srcdir}/{file}", os.R_OK):
                    self._files.clear()
                    return super().discover(exclude_paths, include_paths)  # which says what is wrong
                self._files[docname] = file
                break
        self.docnames.clear()
        self.docnames.update(self._files)
        return self.docnames

    def doc2path(self, docname: str, absolute: bool) -> Any:
        if file := self._files.get(docname):
            return self.srcdir / file if absolute else type(self.srcdir)(file)
        return super().doc2path(docname, absolute)


def _matching_files(
    folder: str | os.PathLike[str], include: Sequence[str] = ("**",), exclude: Iterable[str] = ()
) -> Iterator[str]:
    """Yield the files of a folder that match a pattern of Sphinx's, in Sphinx's order."""
    root = os.path.realpath(folder)
    wanted, unwanted = _any(include), _any(exclude)
    first = {pattern.partition("/")[0] for pattern in include}
    in_any_folder = any(sign in name for name in first for sign in "*?[")
    for place, folders, files in os.walk(root, followlinks=True):
        inside = "" if place == root else f"{place[len(root) + 1 :].replace(os.sep, '/')}/"
        for name in sorted(files):
            path = unicodedata.normalize("NFC", inside + name)
            if wanted(path) and not unwanted(path):
                yield path
        if not inside and not in_any_folder:  # not into the sites, nor into what is installed beside
            folders[:] = [name for name in folders if unicodedata.normalize("NFC", name) in first]
        folders[:] = [
            name for name in sorted(folders) if not unwanted(unicodedata.normalize("NFC", inside + name))
        ]


def _any(patterns: Iterable[str]) -> Any:
    """Return one matcher for all patterns."""
    matchers = list(compile_matchers(patterns))
    sources = [getattr(getattr(matcher, "__self__", None), "pattern", None) for matcher in matchers]
    if None in sources:  # no longer those of regular expressions
        return lambda path: any(matches(path) for matches in matchers)
    return re.compile("|".join(f"(?:{source})" for source in sources) or r"(?!)").match
