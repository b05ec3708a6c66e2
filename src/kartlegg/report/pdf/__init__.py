"""The edition for print: blocks as Typst source. Other formats may not enter."""
