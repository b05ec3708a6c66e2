"""The codebook as one page: template, style, script. Other formats may not enter."""
