"""The judge: whether a stretch looks damaged to ftfy, whose eye for mojibake is the best there is."""

from ftfy.badness import is_bad


def looks_damaged(chars: str, before: str, after: str) -> bool:
    """Whether `chars`, between a few characters on either side, are no text that anyone writes.

    Only ftfy's eye is used, not its hand: its repair takes a space for the byte A0 and eats it.
    """
    return bool(is_bad(before + chars + after))
