"""Minimal surveys with one fault each: what proofreading must find, and how its page mends it."""
