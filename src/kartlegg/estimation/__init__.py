"""Numbers from many units. What stands together in a table and how it is written may not enter."""
