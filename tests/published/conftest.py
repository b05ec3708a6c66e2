"""The built round, for the tests of what has been published."""

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
