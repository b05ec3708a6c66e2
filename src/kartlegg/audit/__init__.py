"""A publication held against itself: tables, titles, figures, text. Making what is published may not enter."""
