"""What several formats share about setting a block: parts, captions, widths, fit and flow. No format may enter."""
