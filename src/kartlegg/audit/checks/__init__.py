"""The checks of a publication, one family a file. Reading a publication may not enter."""
