"""The edition for the screen: pages, templates, style, script, search. Other formats may not enter."""
