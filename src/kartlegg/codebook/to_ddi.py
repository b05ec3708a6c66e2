"""The codebook as one DDI-Codebook 2.5 document. What stands in each part is told in `ddi`."""

from kartlegg.codebook.ddi.elements import encode, root
from kartlegg.codebook.ddi.study import add_document, add_file, add_study, identifier
from kartlegg.codebook.ddi.variables import add_variables
from kartlegg.codebook.entries import Codebook


def to_ddi(codebook: Codebook, *, cases: int = 0, synthetic: bool = False) -> bytes:
    """Return the document: of an empty file of answers, or of one with `cases` rows, which may be made up."""
    document = root(f"C_{identifier(codebook)}")
    add_document(document, codebook)
    add_study(document, codebook, synthetic=synthetic)
    add_file(document, codebook, name="answers.sav", cases=cases, synthetic=synthetic)
    add_variables(document, codebook)
    return encode(document)
