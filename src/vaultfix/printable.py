"""Text from outside, made safe for a line of a message."""

_JOINER = "\u200d"  # holds an emoji together


def printable(text: str) -> str:
    """Return `text` with line ends, controls, direction marks and undecodable bytes as escapes; emoji stay whole."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char == _JOINER else char.encode("unicode_escape").decode("ascii")
        for char in text
    )
