"""Judges and mends replies, one by one or beside the others. No estimate of a total and no page may enter."""
