"""Answers to every question of the form that add up to what is printed. No figure of staff may enter."""
