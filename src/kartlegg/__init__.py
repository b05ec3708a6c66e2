"""Kartlegg runs a national survey of all municipalities, from the questionnaire to the published report.

Only what is true of every survey may live under this package: no survey by name and no year.
"""

from importlib.metadata import version

__version__ = version("kartlegg")
