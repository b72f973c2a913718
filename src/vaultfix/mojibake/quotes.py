"""Quotes: what an `â€` was, whose last byte is gone, as far as its neighbours on the line can tell."""

import re

from vaultfix.mojibake.channels import Channel
from vaultfix.patterns import pattern

FAR = 1000
"""How far along a line quotes are looked for, which keeps a very long line from costing its square."""
_EMOJI_HEAD = b"\xf0\x9f"
_LINE_END = pattern(r"[\r\n]")


def quote_at(text: str, start: int, end: int, channel: Channel) -> str | None:
    """Return the quotation mark that `text[start:end]` was, or None where its neighbours do not prove one.

    A mark behind text, with an opening one standing open before it on the line and no letter behind it, closes. A
    low mark stands before a letter, behind no text, and has a German closing mark after it on the line.
    """
    far = max(0, start - FAR)
    line = max(text.rfind("\n", far, start), text.rfind("\r", far, start), far - 1) + 1
    # A quotation mark may be a byte of an emoji: `ğŸ”` was no closing one.
    emoji = f"{re.escape(channel.chars_of(_EMOJI_HEAD))}[{re.escape(channel.chars_of(range(0x80, 0xC0)))}]{{0,2}}"
    before = re.sub(emoji, "", text[line:start])
    opening, low, torn = channel.damage("“"), channel.damage("„"), text[start:end]
    if opening == torn:
        return None
    behind_text = before[-1:].strip(" \t>*_(|-#“") != "" and not before.endswith(opening)
    before_letter = text[end : end + 1].isalnum()
    if behind_text and not before_letter and channel.damage("”") == torn:
        closing = re.findall(re.escape(torn) + r"(?=[\x00-\x7f]|$)", before)
        return "”" if before.count(opening) + before.count("“") > len(closing) + before.count("”") else None
    if low == torn and before_letter and not behind_text:
        after = _LINE_END.split(text[end : end + FAR], maxsplit=1)[0]
        return "„" if _closes_in_german(after, torn, opening) else None
    return None


def _closes_in_german(after: str, torn: str, opening: str) -> bool:
    """Whether the next quotation mark on the line is the English opening one, standing behind a word."""
    at = after.find(torn)
    return at > 0 and after.startswith(opening, at) and after[at - 1] not in " \t"
