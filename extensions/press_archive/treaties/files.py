"""Reading treaties and groups: ``docs/treaties/<key>.yaml`` and ``docs/registers/groups.yaml``."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from .. import addresses
from ..records import (
    SLUG,
    Group,
    Lines,
    Problem,
    RecordError,
    State,
    TreatyRecord,
    did_you_mean,
    quoted,
    read_bytes,
    read_file,
    read_register,
    read_yaml,
)
from ..records.reading import validate
from ..tree import REGISTERS
from . import Treaty

GROUPS = f"{REGISTERS}/groups.yaml"


def read_treaties(
    root: Path, keys: Iterable[str], states: Mapping[str, State]
) -> tuple[dict[str, Group], dict[str, Treaty]]:
    """Read the treaties that an archive names, and the groups if it has any.

    Arguments:
        states: those of the register; none where it is broken, and then nothing is said of those named here.

    Raises:
        RecordError: with every problem of every file.

    """
    problems: list[Problem] = []
    groups: dict[str, Group] = {}
    if os.path.lexists(root / GROUPS):
        try:
            groups, lines = read_register(read_file(root, GROUPS), GROUPS, Group)
            if states:
                problems += _group_problems(groups, lines, states)
        except RecordError as error:
            problems += error.problems
    treaties: dict[str, Treaty] = {}
    regions = {code: state.group for code, state in states.items()}
    for key in keys:
        path = f"{addresses.treaty(key)}.yaml"
        if not re.fullmatch(SLUG, key) or not os.path.lexists(root / path):
            message = "conf.py names this treaty in press_treaties; it is missing"
            problems.append(Problem(path, 1, "", message))
            continue
        try:
            data, lines = read_yaml(read_bytes(read_file(root, path), path), path)
            record = validate(TreatyRecord, data, lines, path)
        except RecordError as error:
            problems += error.problems
            continue
        treaties[key] = Treaty(key, record, regions, groups)
        problems += _treaty_problems(treaties[key], path, lines, states)
    if problems:
        raise RecordError(problems)
    return groups, treaties


def _group_problems(
    groups: Mapping[str, Group], lines: Lines, states: Mapping[str, State]
) -> Iterator[Problem]:
    regions = {state.group for state in states.values()}
    for key, group in groups.items():
        for index, member in enumerate(group.members):
            if member.state not in states:
                line = lines.get((key, "members", index), lines.get((key,), 1))
                yield Problem(GROUPS, line, f"{key}.members", f"unknown state {quoted(member.state)}")
        if group.un_group and group.un_group not in regions:
            near = did_you_mean(group.un_group, regions)
            message = f"no state of the register is in {quoted(group.un_group)}{near}"
            yield Problem(GROUPS, lines.get((key, "un_group"), 1), f"{key}.un_group", message)


def _treaty_problems(
    treaty: Treaty, path: str, lines: Lines, states: Mapping[str, State]
) -> Iterator[Problem]:
    def problem(number: int, field: str, message: str) -> Problem:
        line = lines.get(("events", number, field)) or lines.get(("events", number), 1)
        return Problem(path, line, f"events.{number}.{field}".rstrip("."), message)

    for number, message in treaty.faults:
        yield problem(number, "", message)
    record = treaty.record
    for number, event in enumerate(record.events):
        if states and event.state not in states:
            yield problem(number, "state", f"unknown state {quoted(event.state)}")
        if event.date.first > treaty.as_of:
            yield problem(number, "date", f"{event.date} is after the list's own date, as_of {record.as_of}")
        for source in event.sources:
            if source not in record.sources:
                near = did_you_mean(source, record.sources)
                yield problem(number, "sources", f"{quoted(source)} is not in this file's sources{near}")
