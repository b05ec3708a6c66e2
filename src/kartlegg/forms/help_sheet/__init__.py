"""The help sheet: the form as an Excel file to fill in with colleagues, and what it says when it comes back.

An answer is only proposed here; nothing is saved, and no rule across answers is judged.
"""
