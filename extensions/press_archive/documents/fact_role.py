"""``{press:fact}``: a figure in a text, printed as it was written and opened by what it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import ReferenceRole

from .domain import press_of
from .shared import xref

if TYPE_CHECKING:
    from docutils.parsers.rst.states import Inliner


class FactRole(ReferenceRole):
    """A fact of the text being read.

    In a release it leads to the note beside the text that says what is counted; elsewhere, to the
    treaty's page. The domain remembers what it prints: when that changes, the text is read again.
    """

    inliner: Inliner

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        domain = press_of(self.env)
        docname = self.env.current_document.docname
        written = self.title if self.has_explicit_title else ""
        printed = domain.printed(docname, written, self.target)
        domain.figures.setdefault(docname, {})[written, self.target] = printed
        if isinstance(printed, str):
            message = self.inliner.reporter.error(f"press:fact: {printed}", line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]
        if not printed.anchor:
            return [xref("treaty", printed.treaty, printed.text)], []
        where, words = f"#{printed.anchor}", printed.words
        link = nodes.reference("", printed.text, refuri=where, reftitle=words, classes=["fact"])
        link["internal"] = True
        return [link], []
