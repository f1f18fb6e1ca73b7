"""``{press:fact}``: a figure in a text, printed as it was written and opened by what it counts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import ReferenceRole

from .document import release_of, xref
from .records import PartialDate
from .release_facts import anchor, fact_words
from .standing import horizon
from .tree import TREATIES

if TYPE_CHECKING:
    from docutils.parsers.rst.states import Inliner

    from .domain import PressDomain


class FactRole(ReferenceRole):
    """A fact of the text being read.

    In a release it leads to the note beside the text that says what is counted; elsewhere, to the
    treaty's page. Without a figure it prints the one that is right for the release that prints it
    (in any other document: for the last day that the list covers).
    """

    inliner: Inliner

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        domain: PressDomain = self.env.domains["press"]  # type: ignore[assignment]
        catalogue = domain.catalogue
        facts = catalogue.registers.facts
        written = self.title if self.has_explicit_title else ""
        try:
            fact = facts.parse(written, self.target)
        except ValueError as error:
            message = self.inliner.reporter.error(f"press:fact: {error}", line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]
        treaty = facts.treaties[fact.treaty]
        release = release_of(catalogue, self.env.current_document.docname)
        if release:
            date, language = release.date, release.language
        else:
            day = horizon(catalogue, treaty)
            date, language = PartialDate(day.year, day.month, day.day), domain.language
        if fact.figure is None:
            self.env.note_dependency(str(Path(self.env.srcdir) / TREATIES / f"{treaty.key}.yaml"))
        text = written or str(facts.count(fact, date).value)
        if release is None:
            return [xref("treaty", treaty.key, text)], []
        words = fact_words(fact, treaty, facts.day(fact, date), language)
        link = nodes.reference("", text, refuri=f"#{anchor(fact)}", reftitle=words, classes=["fact"])
        link["internal"] = True
        return [link], []
