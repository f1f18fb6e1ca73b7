"""The report of an import: for each release what was found, from what and how sure, and what to look at."""

from __future__ import annotations

from typing import Any

from .match import Held
from .plain import squash
from .readers import Failure
from .understood import Understood


def failed(failure: Failure) -> dict[str, Any]:
    return {"file": failure.name, "sha256": failure.sha256, "status": "failed", "warnings": [failure.reason]}


def report(
    item: Understood, status: str, path: str, *, same: Held | None = None, why: str = ""
) -> dict[str, Any]:
    """Return everything about one release as plain data: every word of the file is in it."""
    document = item.document
    fields: dict[str, Any] = {
        "title": item.title,
        "deck": item.deck,
        "label": item.label,
        "embargo": item.until,
        "kind": item.kind,
        "date": str(item.date) if item.date else "",
        "dateline": list(item.places),
        "about": list(item.about),
        "mentions": list(item.mentions),
        "campaign": item.campaign,
        "issuer": item.issuer,
        "contacts": [person.key for person in item.people if person.key],
        "background": [match.key for match in item.background if match.key],
        "language": item.language,
    }
    made: dict[str, Any] = {
        "file": document.name,
        "part": item.part,
        "format": document.format,
        "sha256": document.sha256,
        "status": status,
        "path": path,
        "fields": {name: value for name, value in fields.items() if value},
        "origins": {
            name: {
                "from": origin.source,
                "confidence": origin.confidence,
                **({"text": origin.text} if origin.text else {}),
                **({"because": list(origin.because)} if origin.because else {}),
            }
            for name, origin in item.origins.items()
        },
        "dateline": item.dateline,
        "body": [block.text for block in item.body],
        "notes": [block.text for block in item.notes],
        "contacts": [{k: v for k, v in vars(person).items() if v} for person in item.people],
        "contact_text": item.contact_text,
        "background": [
            {"text": squash(match.block.text), **{k: v for k, v in vars(match).items() if v and k != "block"}}
            for match in item.background
        ],
        "set_aside": [{"what": what, "text": text} for what, text in item.aside],
        "repairs": [{"at": r.at, "found": r.found, "became": r.became} for r in document.repairs],
        "warnings": [*document.warnings, *item.warnings],
        "unaccounted": item.unaccounted(),
    }
    if document.address:
        # An address with a query cannot be a file; the ledger's lookup page and server map carry both kinds.
        made["redirect"] = {"from": document.address, "to": path}
    if same:
        made["same_as"] = {"release": same.name, "why": why}
    return made
