"""The form for print: its pages as calls of the Typst template form.typ. No question is read here."""
