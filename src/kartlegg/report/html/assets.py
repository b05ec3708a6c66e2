"""The look, scripts, typeface and icon of the web edition, the same for every publication. No number may enter."""

from functools import cache
from pathlib import Path

from kartlegg.report.blocks import File
from kartlegg.report.charts.palette import dark_css
from kartlegg.report.html.fonts import font_files

_FOLDER = Path(__file__).parent
_CHOSEN_DARK = ":root[data-theme=dark]"
_DARK_DEVICE = ":root:not([data-theme=light])"


@cache
def assets() -> tuple[File, ...]:
    """Return the files under `assets/`: style sheet, scripts, icon and typeface."""
    return (
        File("assets/style.css", _style().encode()),
        File("assets/theme.js", (_FOLDER / "theme.js").read_bytes()),
        File("assets/script.js", _joined("script", "js").encode()),
        File("assets/icon.svg", (_FOLDER / "icon.svg").read_bytes()),
        *font_files(),
    )


def _joined(folder: str, extension: str) -> str:
    parts = sorted((_FOLDER / folder).glob(f"*.{extension}"))
    return "\n".join(part.read_text(encoding="utf-8") for part in parts)


def _style() -> str:
    """Return the style sheet; dark colours twice, for readers who chose them and for devices that ask for them."""
    device = f"@media screen and (prefers-color-scheme: dark) {{\n{_dark(_DARK_DEVICE)}}}\n"
    return f"{_joined('style', 'css')}\n@media screen {{\n{_dark(_CHOSEN_DARK)}}}\n{device}"


def _dark(scope: str) -> str:
    own = (_FOLDER / "dark.css").read_text(encoding="utf-8").replace(":root", scope)
    return own + dark_css(f"{scope} .drawing svg")
