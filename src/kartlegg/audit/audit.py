"""All checks run on a publication, what is known set apart. Reading and telling may not enter."""

from collections.abc import Iterable
from dataclasses import replace

from kartlegg.audit.checks.registry import CHECKS
from kartlegg.audit.finding import Finding
from kartlegg.audit.publication import Publication
from kartlegg.audit.structure import Known

NEEDLESS = "known_is_there"
"""The check that each contradiction known of a survey is still there."""


def audit(publication: Publication, known: Iterable[Known] = ()) -> list[Finding]:
    """Return every contradiction, those that rounding explains too, in the order of tables and checks.

    So is one that is `known` of a table of the publication and is not there.
    """
    found = [finding for check in CHECKS.values() for finding in check(publication)]
    order = {number: place for place, number in enumerate(publication.grids)}
    reasons = tuple(known)
    found += needless([of for of in reasons if of.table in order], found)
    return sorted((explained(finding, reasons) for finding in found), key=lambda finding: order[finding.table])


def explained(finding: Finding, known: Iterable[Known]) -> Finding:
    """Return the contradiction with the reason that is known of it, if any."""
    reason = next((of.reason for of in known if _covers(of, finding)), "")
    return replace(finding, known=reason)


def needless(known: Iterable[Known], findings: Iterable[Finding]) -> list[Finding]:
    """Return what is known of contradictions that there are not: it would hide the next one in the same place."""
    there = tuple(findings)
    return [
        Finding(of.table, NEEDLESS, of.row, of.column, f"a known {of.check}", "none known, since it is not there")
        for of in known
        if not any(_covers(of, finding) for finding in there)
    ]


def _covers(known: Known, finding: Finding) -> bool:
    pairs = ((known.table, finding.table), (known.check, finding.check), (known.row, finding.row))
    return all(of in ("*", there) for of, there in (*pairs, (known.column, finding.column)))
