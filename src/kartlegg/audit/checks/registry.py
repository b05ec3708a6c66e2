"""Every check by its name, in the order in which they are told. A check itself may not enter."""

from collections.abc import Callable, Iterator, Mapping

from kartlegg.audit.checks.across import count_at_most_all_units, cross_table_base, identical_column_in_other_table
from kartlegg.audit.checks.changes import change_last_minus_previous, percent_change
from kartlegg.audit.checks.percents import (
    base_row_is_100,
    percent_base_changes_between_years,
    percent_base_mismatch,
    percent_from_fte_table,
    percent_of_stated_base,
    percent_of_total,
)
from kartlegg.audit.checks.revisions import revised_in_other_publication
from kartlegg.audit.checks.sums import percent_sum_to_total, sum_to_total
from kartlegg.audit.checks.titles import title_contradicts_other_table, title_vs_header_years
from kartlegg.audit.finding import Finding
from kartlegg.audit.publication import Publication

Check = Callable[[Publication], Iterator[Finding]]
CHECKS: Mapping[str, Check] = {
    check.__name__: check
    for check in (
        sum_to_total,
        percent_sum_to_total,
        percent_of_total,
        percent_of_stated_base,
        percent_base_mismatch,
        percent_base_changes_between_years,
        base_row_is_100,
        percent_from_fte_table,
        change_last_minus_previous,
        percent_change,
        count_at_most_all_units,
        cross_table_base,
        identical_column_in_other_table,
        title_vs_header_years,
        title_contradicts_other_table,
        revised_in_other_publication,
    )
}
