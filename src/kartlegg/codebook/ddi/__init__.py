"""The codebook as DDI-Codebook 2.5, which data archives read. Other formats may not enter."""
