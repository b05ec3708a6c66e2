"""What the tables of a round tell before any file is made of them: what does not add up, what is hidden."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kartlegg.audit.finding import Finding
from kartlegg.exchange.extract import Extract
from kartlegg.pipeline.audit import audit_round
from kartlegg.pipeline.audit_publication import audit_tables, unexplained
from kartlegg.pipeline.disclosure import Hidden, disclosed
from kartlegg.pipeline.estimates import numbers_of
from kartlegg.pipeline.inputs import Inputs
from kartlegg.pipeline.tables import build_tables
from kartlegg.tabulation.table import Table


@dataclass(frozen=True)
class TablesTold:
    """The tables of a round by number, what does not add up in them or of units, and what is hidden."""

    tables: Mapping[str, Table]
    judged: Sequence[Finding]
    of_units: Sequence[str]
    hidden: Sequence[Hidden]

    def content(self) -> dict[str, object]:
        """Return all of it as lists, the hidden cells with their reasons."""
        findings = [*self.of_units, *unexplained(self.judged)]
        return {"tables": list(self.tables), "findings": findings, "hidden": [cell._asdict() for cell in self.hidden]}

    def lines(self) -> Iterator[str]:
        """Yield a line for each table, what does not add up below it, and at the end the counts."""
        wrong = [of for of in self.judged if unexplained([of])]
        hidden = Counter(cell.table for cell in self.hidden)
        for number, table in self.tables.items():
            yield f"{number:<6} {table.title.nb}" + (f" ({hidden[number]} hidden)" if hidden[number] else "")
            yield from (f"       ! {of.told}" for of in wrong if of.table == number)
        yield from (f"! {of}" for of in wrong if of.table not in self.tables)
        yield from (f"! {told}" for told in self.of_units)
        told = f"{len(self.tables)} tables: {len(wrong) + len(self.of_units) or 'nothing'} that does not add up"
        behind = sum(count for number, count in hidden.items() if number not in self.tables)
        yield f"{told}; {hidden.total()} cells hidden" + (f", {behind} of them behind figures" if behind else "")


def tables_told(extract: Extract, inputs: Inputs) -> TablesTold:
    """Work the tables of a round out and judge them; raises DefinitionError where one cannot be built."""
    numbers, hidden = disclosed(numbers_of(extract, inputs), inputs)
    built = build_tables(numbers, inputs)
    judged = audit_tables(built, inputs.folder, inputs.this_round.year, inputs.words)
    return TablesTold(built, judged, audit_round(numbers, extract.statuses, inputs.questionnaire), hidden)
