"""Who reports, and every way of grouping them. What they answer may not enter."""
