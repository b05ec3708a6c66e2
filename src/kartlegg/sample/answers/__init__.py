"""Answers to every question of the form that add up to what is printed. Figures of staff and publishing may not enter."""
