"""What stands on pages, as plain data: the generated ones, and what surrounds each text."""
