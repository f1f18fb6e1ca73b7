"""Legacy releases in: from files of any carrier to drafts that a person only has to check.

The path is one: :mod:`.readers` makes plain documents of files, with a room for each carrier; :mod:`.understand` takes
a document apart; :mod:`.match` compares it with what the archive has; :mod:`.drafts` writes it; :mod:`.report` says
what was found and how sure; and :mod:`.run` does that for a whole pile of files.
"""

from .plain import Block, Document, ImportProblem
from .readers import Failure, read_bytes, read_path
from .understand import understand

__all__ = ["Block", "Document", "Failure", "ImportProblem", "read_bytes", "read_path", "understand"]
