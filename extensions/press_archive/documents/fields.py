"""The reference of what authors may write, made from the models that check it."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ..datafields import FIELDS
from ..records import Record, models, registers, treaties
from ..records.schema import fields_of


class FieldTable(SphinxDirective):
    """``{press:fields}`` and the name of a model, or ``data``: a table of its fields."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        if name == "data":
            rows = (f"| `{field}` | {said} |" for field, said in FIELDS.items())
            return self.parse_text_to_nodes("\n".join(["| Field | What it says |", "| --- | --- |", *rows]))
        found = (getattr(module, name, None) for module in (models, registers, treaties))
        model = next(filter(None, found), None)
        if not (isinstance(model, type) and issubclass(model, Record)):
            raise self.error(f"there is no model {name!r}")
        lines = ["| Field | Form | What it says |", "| --- | --- | --- |"]
        for field in fields_of(model):
            required = " **Required.**" if field.required else ""
            example = f" Example: `{field.example}`." if field.example else ""
            lines.append(f"| `{field.name}` | {field.form} | {field.description}{required}{example} |")
        return self.parse_text_to_nodes("\n".join(lines))
