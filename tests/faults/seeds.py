"""Reads the seeds: for each code of fault a folder laid over the sound survey. No test may enter.

`told.txt` in the folder is what proofreading says of it, to the letter. The page of the code in docs/reference/faults
shows the seeded lines and their mending.
"""

import re
import shutil
import textwrap
from pathlib import Path

from kartlegg.pipeline.proof import proofread

HERE = Path(__file__).parent
SOUND = HERE / "sound"
PAGES = Path(__file__).parents[2] / "docs" / "reference" / "faults"
YEARS = (2030, 2032)
_EXAMPLE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def seeds() -> list[str]:
    """Return the codes that there is a seed for."""
    return sorted(path.parent.name for path in HERE.glob("*/told.txt"))


def write_seeded(code: str, folder: Path) -> Path:
    """Write the sound survey with the seed of `code` laid over it into a new `folder`, and return it."""
    shutil.copytree(SOUND, folder)
    if code:
        shutil.copytree(HERE / code, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("told.txt"))
    return folder


def told_of(survey: Path) -> list[str]:
    """Return every fault of the survey, files named from its folder."""
    return [str(fault).replace(f"{survey}/", "") for fault in proofread(survey, YEARS).faults]


def examples(code: str) -> list[tuple[str, str]]:
    """Return the examples on the page of a code, wrong and mended, each with its language."""
    return _EXAMPLE.findall((PAGES / f"{code}.md").read_text(encoding="utf-8"))


def mend(code: str, survey: Path) -> None:
    """Put the mended example of the page in the place of the wrong one, which stands in the seed."""
    (_, wrong), (_, mended) = examples(code)
    for seed in sorted(path for path in (HERE / code).rglob("*") if path.is_file() and path.name != "told.txt"):
        path = survey / seed.relative_to(HERE / code)
        text = path.read_bytes()
        for encoding in ("latin-1", "utf-8"):
            for indent in (0, 2, 4, 6):
                seeded = _written(wrong, indent, encoding)
                if seeded in b"\n" + text:
                    path.write_bytes((b"\n" + text).replace(seeded, _written(mended, indent, "utf-8"), 1)[1:])
                    return
    raise AssertionError(f"the wrong example of {code} is not in its seed")


def _written(text: str, indent: int, encoding: str) -> bytes:
    """Return lines as they stand in a file, the end of the line before included."""
    return ("\n" + textwrap.indent(text.rstrip("\n"), " " * indent)).encode(encoding, errors="replace")
