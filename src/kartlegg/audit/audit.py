"""All checks run on a publication, what is known set apart. Reading and telling may not enter."""

from collections.abc import Iterable
from dataclasses import replace

from kartlegg.audit.checks.registry import CHECKS
from kartlegg.audit.finding import Finding
from kartlegg.audit.publication import Publication
from kartlegg.audit.structure import Known


def audit(publication: Publication, known: Iterable[Known] = ()) -> list[Finding]:
    """Return every contradiction, those that rounding explains too, in the order of tables and checks."""
    found = [finding for check in CHECKS.values() for finding in check(publication)]
    order = {number: place for place, number in enumerate(publication.grids)}
    reasons = tuple(known)
    return sorted((explained(finding, reasons) for finding in found), key=lambda finding: order[finding.table])


def explained(finding: Finding, known: Iterable[Known]) -> Finding:
    """Return the contradiction with the reason that is known of it, if any."""
    reason = next((of.reason for of in known if _covers(of, finding)), "")
    return replace(finding, known=reason)


def _covers(known: Known, finding: Finding) -> bool:
    pairs = ((known.table, finding.table), (known.check, finding.check), (known.row, finding.row))
    return all(of in ("*", there) for of, there in (*pairs, (known.column, finding.column)))
