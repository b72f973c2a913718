"""Refusal: git cannot answer."""


class GitError(Exception):
    """Git cannot say what changed; the words tell a person why, and what to do."""
