"""What authors write: releases, background entries and registers, read and checked."""

from .blocks import numbered
from .dates import PartialDate, parse_embargo, parse_zone
from .differences import not_a_typo
from .misprints import misprinted
from .models import CORRECTION_KINDS, KINDS, SLUG, FrontMatter, Record, never_a_typo
from .problems import Problem, RecordError, Severity, did_you_mean, quoted, suggest
from .reading import (
    RELEASE_PATH,
    Draft,
    content_digest,
    read_entry,
    read_register,
    read_release,
    register_of,
    split_front_matter,
)
from .registers import BackgroundEntry, Campaign, Contact, ContactDetail, Issuer, State, Wording
from .text import Reference, files_in, references_in, role_parts, unsaid_in
from .treaties import Group, TreatyRecord
from .yamltext import Lines, read_bytes, read_file, read_yaml

__all__ = [
    "CORRECTION_KINDS",
    "KINDS",
    "RELEASE_PATH",
    "SLUG",
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
    "Severity",
    "State",
    "TreatyRecord",
    "Wording",
    "content_digest",
    "did_you_mean",
    "files_in",
    "misprinted",
    "never_a_typo",
    "not_a_typo",
    "numbered",
    "parse_embargo",
    "parse_zone",
    "quoted",
    "read_bytes",
    "read_entry",
    "read_file",
    "read_register",
    "read_release",
    "read_yaml",
    "references_in",
    "register_of",
    "role_parts",
    "split_front_matter",
    "suggest",
    "unsaid_in",
]
