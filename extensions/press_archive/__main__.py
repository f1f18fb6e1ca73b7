"""``python -m press_archive``: the command line."""

from .cli import main

if __name__ == "__main__":  # processes that read releases may load this file, too
    main()
