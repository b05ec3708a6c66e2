"""The two kinds of file that the halves meet in: Extract and Release. No figure may be worked out here."""
