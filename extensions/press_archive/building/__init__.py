"""Sphinx run on an archive: what is read, what of the site is written, and when."""
