"""What Sphinx reads and renders of a record: its text, and what is printed with it."""
