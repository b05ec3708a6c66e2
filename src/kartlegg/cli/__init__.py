"""The front door: every command of Kartlegg, one file each. No work is done here, only asked for."""

from kartlegg.cli.front import main

__all__ = ["main"]
