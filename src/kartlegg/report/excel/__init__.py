"""The edition for those who calculate: a table a sheet, figures by chapter. Other formats may not enter."""
