"""The built round, for the tests of the order of work."""

from tests.built import cache_folder, extract_folder, inputs, numbers, release, shared, tables, tables_release

__all__ = [
    "cache_folder",
    "extract_folder",
    "inputs",
    "numbers",
    "release",
    "shared",
    "tables",
    "tables_release",
]
