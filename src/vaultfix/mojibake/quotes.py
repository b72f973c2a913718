"""Quotes: what an `â€` was, whose last byte is gone, as far as its neighbours on the line can tell."""

import re

from vaultfix.mojibake.channels import Channel

FAR = 2000
"""How far along a line quotes are looked for, which keeps a very long line from costing its square."""


def quote_at(text: str, start: int, end: int, channel: Channel) -> str | None:
    """Return the quotation mark that `text[start:end]` was, or None where its neighbours do not prove one.

    A mark behind text, with an opening one standing open before it on the line and no letter behind it, closes. A
    low mark stands before a letter, behind no text, and has a German closing mark after it on the line.
    """
    before = re.split(r"[\r\n]", text[max(0, start - FAR) : start])[-1]
    after = re.split(r"[\r\n]", text[end : end + FAR], maxsplit=1)[0]
    opening, low = channel.damage("“"), channel.damage("„")
    torn = text[start:end]
    closed = re.compile(re.escape(torn) + r"(?=[\x00-\x7f]|$)")
    stands_open = before.count(opening) + before.count("“") > len(closed.findall(before))
    behind_text = before[-1:].strip(" \t>*_(|-#") != ""
    before_letter = after[:1].isalnum()
    if stands_open and behind_text and not before_letter:
        return "”" if channel.damage("”") == torn else None
    if low == torn and not behind_text and before_letter and _closes_in_german(after, torn, opening):
        return "„"
    return None


def _closes_in_german(after: str, torn: str, opening: str) -> bool:
    """Whether the next quotation mark on the line is the English opening one, standing behind a word."""
    at = after.find(torn)
    return at > 0 and after.startswith(opening, at) and after[at - 1] not in " \t"
