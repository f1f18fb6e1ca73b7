"""Releases found: by the words of a built site in a browser, and by their source in a terminal."""
