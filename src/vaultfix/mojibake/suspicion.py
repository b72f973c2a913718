"""Suspicion: the one scan that a healthy note costs."""

from vaultfix.patterns import pattern

# Whatever damage begins with, in any channel, and a byte behind it: most words of the West have no such pair.
_GLANCE = pattern("[¬-р‚„‡‰√∞∩≈≡─├┬┼\uf8ff][^\x00-\x7f]")


def suspect(text: str) -> bool:
    """Whether `text` may hold mojibake: too eager, but a damaged stretch that can be proved is never missed."""
    if text.isascii() or not _GLANCE.search(text):
        return False
    from vaultfix.mojibake.signs import SIGNS  # noqa: PLC0415 - only what stands the glance pays for the code pages

    return SIGNS.search(text) is not None
