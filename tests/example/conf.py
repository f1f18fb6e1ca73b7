"""The settings of a small, made-up archive: the tests' own world."""

project = "Example Coalition archive"
author = "Example Coalition"
language = "en"
html_baseurl = "https://archive.example.org/"

extensions = ["myst_parser", "sphinx_design", "press_archive"]
press_issuer = "example"
press_languages = ["en", "fr", "ar"]

root_doc = "docs/index"
include_patterns = ["docs/**", "releases/**"]
exclude_patterns = ["**/.*"]

html_theme = "press"
nitpicky = True
