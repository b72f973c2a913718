"""Beginning: what a vault needs to live with vaultfix, found by looking at it."""
