"""From the bytes of one file to a checked record, or to every problem in it, with its line."""

from __future__ import annotations

import hashlib
import marshal
import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .figures import Figure, find_figures, find_in_address
from .fingerprint import fingerprint
from .misprints import misprinted
from .models import SLUG, FrontMatter, Record, language_tag
from .problems import Problem, RecordError, did_you_mean, quoted
from .registers import BackgroundEntry
from .text import Reference, references_in, text_problems
from .yamltext import Lines, read_bytes, read_file, read_yaml

#: A release longer than this is a mistake (a pasted picture, a mail box), not a release.
RELEASE_LIMIT = 1_000_000

#: The file of a release: its name (which holds the year and the month), and its language, if that is named.
RELEASE_PATH = re.compile(rf"releases/(([0-9]{{4}})/(?:([0-9]{{2}})/)?({SLUG})(?:\.([A-Za-z-]+))?)\.md")
_KEY = re.compile(SLUG)
_FRONT = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)

R = TypeVar("R", bound=Record)


class Draft(NamedTuple):
    """A release file as read: its name, its front matter, and what its text points to.

    ``fingerprint`` identifies the text as printed (the ledger keeps it), ``digest`` the file's bytes.
    ``name`` is the path without ``releases/`` and ``.md``: the release's name everywhere.
    ``body_line`` is the line of the file on which the text starts. ``misprinted`` are the lines and faults of
    what would be printed otherwise than it is typed. ``lines`` are the :data:`Lines` of the front matter as
    marshal packs them: a scan remembers thousands, and unpacks those of which it complains.
    """

    name: str
    suffix: str
    front: FrontMatter
    lines: bytes
    body_line: int
    references: tuple[Reference, ...]
    fingerprint: str
    digest: str
    figures: tuple[Figure, ...] = ()
    misprinted: tuple[tuple[int, str], ...] = ()

    def line(self, *where: str | int) -> int:
        """Return the line of a place in the front matter, or of the field that it is in."""
        lines: Lines = marshal.loads(self.lines)  # noqa: S302  (ours)
        return lines.get(where) or lines.get(where[:1], 1)


def content_digest(raw: bytes) -> str:
    """Identify what a file holds."""
    return hashlib.sha256(raw).hexdigest()[:16]


def read_release(raw: bytes, path: str) -> Draft:
    """Read a release; ``path`` is relative to the archive's root.

    Raises:
        RecordError: with every problem of the file.

    """
    place = RELEASE_PATH.fullmatch(path)
    if place is None:
        message = (
            "a release is kept as releases/YYYY/MM/<name>.md (releases/YYYY/<name>.md if only the year is "
            "known), the name in lower-case letters, digits and hyphens, as in releases/2014/05/azerbaijan.md"
        )
        raise RecordError([Problem(path, 1, "", message)])
    name, year, month, slug, suffix = place.groups()
    text = read_bytes(raw, path, RELEASE_LIMIT)
    data, lines, body_line, body = split_front_matter(text, path)
    problems = [Problem(path, line, "", message) for line, message in text_problems(body, body_line)]
    try:
        front = validate(FrontMatter, data, lines, path)
    except RecordError as error:
        raise RecordError([*error.problems, *problems]) from None
    problems += _printed_roles(front, lines, path)
    if front.date.folder != "/".join(filter(None, (year, month))):
        message = (
            f"{front.date} does not agree with the path; this date belongs in releases/{front.date.folder}/, "
            "to where `press-archive move` takes what was published"
        )
        problems.append(Problem(path, lines[("date",)], "date", message))
    if slug.isdigit() or slug == "index":
        problems.append(Problem(path, 1, "", f'"{slug}" cannot be the name of a release; give it words'))
    if suffix and (fault := _fault(language_tag, suffix)):
        problems.append(Problem(path, 1, "", f".{suffix}.md: {fault}"))
    if suffix and front.language and suffix != front.language:
        message = f"{quoted(front.language)} does not agree with .{suffix}.md"
        problems.append(Problem(path, lines[("language",)], "language", message))
    if front.is_record == bool(body.strip()):
        line = lines.get(("source", "held"), 1)
        message = (
            "says that only a record is held, yet there is a text below the front matter"
            if front.is_record
            else "there is no text; write it below the front matter, or say `held: record`"
        )
        problems.append(Problem(path, line, "source.held", message))
    if problems:
        raise RecordError(problems)
    dateline = front.dateline.printed if front.dateline else None
    return Draft(
        name=name,
        suffix=suffix or "",
        front=front,
        lines=marshal.dumps(lines),
        body_line=body_line,
        references=tuple(references_in(body, body_line)),
        fingerprint=fingerprint((front.label, front.title, front.deck, dateline), body),
        digest=content_digest(raw),
        figures=(*_figures(front, lines), *find_figures(body, "", body_line)),
        misprinted=tuple(misprinted(body, body_line)),
    )


def _printed_roles(front: FrontMatter, lines: Lines, path: str) -> Iterator[Problem]:
    """Yield the roles of fields that are no Markdown: a figure there would be printed and not checked."""
    for field in ("title", "deck", "label", "summary"):
        for role in references_in(getattr(front, field) or "", lines.get((field,), 1)):
            message = f"{{press:{role.role}}} would be printed as it stands here; roles are for the text"
            yield Problem(path, role.line, field, message)


def _figures(front: FrontMatter, lines: Lines) -> Iterator[Figure]:
    for field in ("title", "deck", "summary"):
        yield from find_figures(getattr(front, field) or "", field, lines.get((field,), 1))
    if front.source and front.source.url:
        yield from find_in_address(front.source.url, "source.url", lines.get(("source", "url"), 1))


def read_entry(raw: bytes, path: str) -> tuple[BackgroundEntry, Lines]:
    """Read an entry of the shared background.

    Raises:
        RecordError: with every problem of the file.

    """
    key = path.rpartition("/")[2].removesuffix(".md")
    if not _KEY.fullmatch(key) or key == "index":
        message = "an entry's file name is lower-case letters, digits and hyphens, as in complementarity.md"
        raise RecordError([Problem(path, 1, "", message)])
    data, lines, _, _ = split_front_matter(read_bytes(raw, path), path)
    return validate(BackgroundEntry, data, lines, path), lines


def read_register(raw: bytes, path: str, model: type[R]) -> tuple[dict[str, R], Lines]:
    """Read a register: a mapping from keys to records of ``model``.

    Raises:
        RecordError: with every problem of the file.

    """
    data, lines = read_yaml(read_bytes(raw, path), path)
    records: dict[str, R] = {}
    problems: list[Problem] = []
    for key, value in data.items():
        if not re.fullmatch(model.key_form, key):
            message = f"not a key of this register; those are {model.key_words}"
            problems.append(Problem(path, lines[(key,)], key, message))
            continue
        try:
            records[key] = validate(model, value, lines, path, (key,))
        except RecordError as error:
            problems += error.problems
    if problems:
        raise RecordError(problems)
    return records, lines


def register_of(root: Path, path: str, model: type[R]) -> tuple[dict[str, R], Lines]:
    """Read a register of an archive.

    Raises:
        RecordError: it is missing, or with every problem of the file.

    """
    if not os.path.lexists(root / path):
        raise RecordError([Problem(path, 1, "", "this register is missing")])
    return read_register(read_file(root, path), path, model)


def split_front_matter(text: str, path: str) -> tuple[dict[str, Any], Lines, int, str]:
    """Return the front matter, the line of each part, the line the text starts on, and the text.

    Raises:
        RecordError: no front matter, one that is not closed, or one that is not YAML.

    """
    if not re.match(r"---[ \t]*(\n|\Z)", text):
        message = 'a file starts with its front matter: a line "---", the fields, and a line "---"'
        raise RecordError([Problem(path, 1, "", message)])
    match = _FRONT.match(text)
    if match is None:
        raise RecordError([Problem(path, 1, "", 'the front matter is not closed; end it with a line "---"')])
    data, lines = read_yaml(match[1], path, first_line=2)
    return data, lines, match[0].count("\n") + 1, text[match.end() :]


def validate(model: type[R], data: object, lines: Lines, path: str, base: tuple[str | int, ...] = ()) -> R:
    """Check plain data against a model.

    Raises:
        RecordError: with every problem, each at the line of its field.

    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False)
        # A list whose items are faulty is not also too short.
        faulty = {details["loc"][:end] for details in found for end in range(len(details["loc"]))}
        told = [item for item in found if item["type"] != "too_short" or item["loc"] not in faulty]
        raise RecordError([_problem(details, model, lines, path, base) for details in told]) from None


def _problem(
    details: ErrorDetails, model: type[BaseModel], lines: Lines, path: str, base: tuple[str | int, ...]
) -> Problem:
    where = (*base, *details["loc"])
    line = next((lines[where[:end]] for end in range(len(where), -1, -1) if where[:end] in lines), 1)
    field = ".".join(map(str, details["loc"]))
    return Problem(path, line, ".".join(map(str, where)), _say(details, model, field))


def _say(details: ErrorDetails, model: type[BaseModel], field: str) -> str:
    """Put pydantic's finding into an author's words."""
    found = quoted(details["input"])
    match details["type"]:
        case "missing":
            return "missing; it is required"
        case "extra_forbidden":
            allowed = _fields(model, details["loc"][:-1])
            near = did_you_mean(field.rpartition(".")[2], allowed)
            return "unknown field" + (near or f"; the fields are {', '.join(allowed)}")
        case _ if details["input"] == "":
            return "is empty; fill it in or remove the line"
        case "literal_error":
            allowed = re.findall(r"'([^']*)'", details["ctx"]["expected"])
            return (
                f"{found} is not allowed{did_you_mean(str(details['input']), allowed)}; allowed: "
                + ", ".join(allowed)
            )
        case "string_type":
            return f"expected text, found {_shape(details['input'])}"
        case "tuple_type":
            return f"expected a list, as in [a, b], found {_shape(details['input'])}"
        case "dict_type" | "model_type":
            return f'expected "field: value" lines, found {_shape(details["input"])}'
        case "too_short":
            return "needs at least one item"
        case "string_pattern_mismatch":
            return f"{found} is not of the right form ({_form(details['ctx']['pattern'])})"
        case "value_error":
            value = f"{found}: " if isinstance(details["input"], str) else ""
            return value + str(details["ctx"]["error"])
        case _:
            return f"{found}: {details['msg']}"


def _form(pattern: str) -> str:
    """Say in words what form a value has; that of a name or a key is the usual one."""
    return Record.key_words if pattern == f"^{SLUG}$" else pattern


def _shape(value: object) -> str:
    if isinstance(value, list | tuple):
        return "a list"
    return '"field: value" lines' if isinstance(value, Mapping) else f"the text {quoted(value)}"


def _fields(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """The field names allowed at a place in the data: follow the models down to it."""
    fields = model.model_fields
    for part in loc:
        if isinstance(part, str) and part in fields:
            inner = _inner_model(fields[part].annotation)
            if inner is not None:
                fields = inner.model_fields
    return [info.alias or name for name, info in fields.items()]


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if (found := _inner_model(argument)) is not None:
            return found
    return None


def _fault(check: Callable[[str], object], value: str) -> str:
    try:
        check(value)
    except ValueError as error:
        return str(error)
    return ""
