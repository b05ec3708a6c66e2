"""Municipalities that answer: a seeded Extract that fits what is published. Nothing here may publish."""
