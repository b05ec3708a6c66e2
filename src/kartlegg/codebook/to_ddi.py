"""The codebook as one DDI-Codebook 2.5 document. What stands in each part is told in `ddi`."""

from collections.abc import Sequence

from kartlegg.codebook.columns import DataColumn
from kartlegg.codebook.ddi.elements import encode, root
from kartlegg.codebook.ddi.study import add_document, add_file, add_study, identifier
from kartlegg.codebook.ddi.variables import add_variables
from kartlegg.codebook.entries import Codebook


def to_ddi(codebook: Codebook, *, units: Sequence[DataColumn] = (), cases: int = 0, synthetic: bool = False) -> bytes:
    """Return the document: of a file of answers with `cases` rows, which may be made up, or of an empty one.

    `units` are the columns that the file has before the answers.
    """
    document = root(f"C_{identifier(codebook)}")
    add_document(document, codebook)
    add_study(document, codebook, synthetic=synthetic)
    columns = len(units) + sum(variable.is_published for variable in codebook.variables)
    add_file(document, "answers.sav", cases=cases, columns=columns, synthetic=synthetic)
    add_variables(document, codebook, units)
    return encode(document)
