"""Git: what the repository of a vault remembers. The only subprocess.

Nothing that a repository is configured to start is started: no hook, no filter, no pager, no signature check, no fetch.
"""

from vaultfix.git.refusal import GitError

__all__ = ["GitError"]
