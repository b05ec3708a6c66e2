"""The questionnaire as files to fill in: help sheet, paper, XLSForm. No reply is judged here, nothing added up."""
