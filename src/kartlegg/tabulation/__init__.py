"""Which cells make a table or a figure. No formatting, no drawing and no files may enter."""
