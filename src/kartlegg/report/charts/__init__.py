"""Figures drawn: from cells to marks to SVG and PNG. Titles and captions, which stand around them, may not enter."""
