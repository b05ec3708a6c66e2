"""Judges and mends one unit's reply. Numbers from many units may not enter."""
