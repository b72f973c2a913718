"""Git: what the repository of a vault remembers. The only subprocess.

Nothing that a repository is configured to start is started: no hook, no filter, no pager, no signature check, no fetch.
"""

from vaultfix.git.asking import GitError
from vaultfix.git.changes import Changes, Contents, changes
from vaultfix.git.history import History
from vaultfix.git.repository import Repository

__all__ = ["Changes", "Contents", "GitError", "History", "Repository", "changes"]
