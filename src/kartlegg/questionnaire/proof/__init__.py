"""Proofreads a form before anybody answers it: what can be told from its definition alone. No reply may enter."""
