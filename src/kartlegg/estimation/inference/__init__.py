"""How sure we are: tests between groups and years, models with size as control. What is published may not enter."""
