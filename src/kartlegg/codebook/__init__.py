"""The form told in full, for people, programs and statistics packages: words, types, rules. No estimate enters."""
