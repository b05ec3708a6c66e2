"""The edition for those who calculate: one table a sheet. Other formats may not enter."""
