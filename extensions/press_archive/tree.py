"""Where things are in an archive, relative to its root."""

REGISTERS = "docs/registers"
BACKGROUND = "docs/background"
RELEASES = "releases"
