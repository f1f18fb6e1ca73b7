"""What authors write: releases, background entries and registers, read and checked."""

from .dates import PartialDate, parse_embargo
from .models import (
    KINDS,
    BackgroundEntry,
    Campaign,
    Contact,
    ContactDetail,
    FrontMatter,
    Issuer,
    Record,
    State,
    Wording,
)
from .problems import Problem, RecordError, did_you_mean, quoted
from .reading import (
    Draft,
    Reference,
    find_references,
    read_entry,
    read_register,
    read_release,
    split_front_matter,
)
from .treaties import Group, TreatyRecord
from .yamltext import Lines, read_bytes, read_yaml

__all__ = [
    "KINDS",
    "BackgroundEntry",
    "Campaign",
    "Contact",
    "ContactDetail",
    "Draft",
    "FrontMatter",
    "Group",
    "Issuer",
    "Lines",
    "PartialDate",
    "Problem",
    "Record",
    "RecordError",
    "Reference",
    "State",
    "TreatyRecord",
    "Wording",
    "did_you_mean",
    "find_references",
    "parse_embargo",
    "quoted",
    "read_bytes",
    "read_entry",
    "read_register",
    "read_release",
    "read_yaml",
    "split_front_matter",
]
