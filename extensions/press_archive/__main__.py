"""``python -m press_archive``: the command line."""

from .cli import main

main()
