"""The form told as a list: every variable with its words, type and rules, for people and for programs. No figure enters."""
