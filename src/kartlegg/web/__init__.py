"""Serves pages to a browser. The pipeline may not enter: the web reads Releases."""
