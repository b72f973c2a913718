"""Characters that must not reach a terminal as they are: controls, bidi marks, what nobody sees."""

import re

from vaultfix.patterns import pattern

_UNSEEN = pattern(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_COMMAND = "##["
"""What the runner of GitHub looks for anywhere in a line: `##[add-mask]…` was its first way to write a command."""
BRACKET = "‹5B›"
"""What its bracket is shown as."""
_ESCAPES = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}


def visible(text: str) -> str:
    r"""Return `text` with nothing hidden in it and nothing that a terminal would obey.

    Tab and line ends come out as `\t`, `\n` and `\r`, any other control or invisible character as its number, such
    as `‹1B›`, and a byte that is not UTF-8 as `�`. Joiners and variation selectors stay: emoji are made of them.
    The bracket of `##[`, behind which GitHub would look for a command, comes out as its number too.
    """
    seen = text if text.isprintable() else _UNSEEN.sub(_shown, text)
    return seen.replace(_COMMAND, f"##{BRACKET}")


def visible_path(path: str) -> str:
    """Return what a line of text begins with, visible; behind two colons GitHub would look for a command."""
    seen = visible(path)
    return f"./{seen}" if seen.lstrip().startswith("::") else seen


def visible_lines(text: str) -> str:
    """Return `text` as its reader may see it on a terminal: its lines and tabs stay, all else is made visible."""
    return "\n".join("\t".join(map(visible, line.split("\t"))) for line in text.split("\n"))


def _shown(unseen: re.Match[str]) -> str:
    """Return what stands for one character that must not be printed."""
    character = unseen.group()
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return _ESCAPES.get(character) or f"‹{ord(character):02X}›"


def brief(text: str, most: int) -> str:
    """Return `text`, visible, and cut in its middle to about `most` characters where it is longer."""
    if len(text) <= most:
        return visible(text)
    half = most // 2
    return f"{visible(text[:half])}…{visible(text[-half:])}"
