"""The edition that authors go on writing in: blocks as WordprocessingML. Other formats may not enter."""
