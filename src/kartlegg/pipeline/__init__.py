"""The order of work from Extract to Release. No arithmetic and no look may enter."""
