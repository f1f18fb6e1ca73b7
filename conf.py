"""This archive's settings: the press archive of the Coalition for the International Criminal Court."""

project = "CICC press archive"
author = "Coalition for the International Criminal Court"
language = "en"
html_baseurl = "https://archive.example.org/"  # the address under which the archive is cited, for good

extensions = ["myst_parser", "sphinx_design", "press_archive"]
press_issuer = "cicc"
press_reference = "CICC"  # reference numbers are CICC/2014/017
press_timezone = "Europe/Amsterdam"  # where a day begins and ends: the secretariat is in The Hague
press_languages = ["en", "fr", "es", "ar", "ru"]
press_licence = ("MIT", "https://spdx.org/licenses/MIT.html")  # of the archive's own words and data
press_treaties = ["rome-statute"]  # files of docs/treaties; a fact that names no treaty means the first

# What is a document. The root of the repository is the source, so that a file's path is its address.
root_doc = "docs/index"
include_patterns = ["docs/**", "releases/**"]
exclude_patterns = ["**/.*", "site", "tests", "extensions"]

html_theme = "press"
html_title = project
nitpicky = True
