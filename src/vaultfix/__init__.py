"""vaultfix keeps a Markdown vault healthy."""
