"""The form as XLSForm, for tools of the ODK family, and back. Nothing of any answer may enter.

Source of the format: xlsform.org/en; what it cannot say is listed in docs/reference/xlsform.md.
"""
