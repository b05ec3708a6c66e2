"""What is asked, and what an answer is. No reply of any unit may enter."""
