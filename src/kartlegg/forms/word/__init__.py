"""The form in Word, for those who comment on a draft: its pages as WordprocessingML. No question is read here."""
