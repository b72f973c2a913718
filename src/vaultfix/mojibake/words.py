"""Words: a damaged letter gives itself away by the plain letters that it stands among."""

import unicodedata

from vaultfix.mojibake.stretches import Stretch
from vaultfix.patterns import pattern

_SIGNS = frozenset("¡¢£¤¥¦§¨©ª¬\xad®¯°±²³´µ¶¸¹º¼½¾¿ŸšžŠŽŒœ")
"""What stands right behind no capital and before no letter; a dot may, as in `kcal/Å·mol`, and so may a quote."""
_CAPITALS = frozenset("ÂÃÄÅÆÇÈ")
"""What the letters of Latin alphabets begin with once they are damaged."""
_ORDINALS = frozenset("ªº¿¡")
_WORDS = frozenset({"Ã\xa0 ", "Ã¨ ", "Ã© "})
"""Letters that are words by themselves, with the space behind them: à, è, é."""
_BEHIND_CAPITALS = frozenset("»®°™…”’“‘—–")
_BEHIND_UNITS = frozenset("²³±°·–")
_ALPHABETS = ("GREEK", "CYRILLIC")
FEWEST_AROUND = 3
"""How many plain letters, one of them before it, show that a letter of another alphabet is none: `aΓ²` is a formula."""
_CLOSING = frozenset("…”’“‘—–»«›‹™")
_FORMULA = pattern("√[∂∫±°]|≈[°±≤≥£¥¢∫]|¬.")
_NO_LETTER = pattern("[√≈][πµ∞Ω∑∏]|[─-▟]{2}")
"""What mathematics writes, which may have been a letter inside a word; and what is hardly one, lines among them."""


def is_inside_a_word(stretch: Stretch, text: str) -> bool:
    """Whether a damaged letter, which was `text`, stands among plain letters as no intact one would.

    A capital and a sign stand behind a small letter (`VersiÃ³n`), or before one (`Ã¼ber`), or an `Â` stands before a
    sign that needs none. Whole words in capitals may end so: `IRMÃ»`, `MAÇÃ…`.
    """
    capital, sign = stretch.chars[0], stretch.chars[1]
    before, after = stretch.before[-1:], stretch.after[:1]
    if capital not in _CAPITALS:
        return False
    if capital == "Â":
        return _needs_no_capital(sign, before)
    if not text.isalpha():
        return False
    if before.islower():
        return text.islower()
    if before.isalpha():
        return sign in _SIGNS and after.islower()
    return stretch.chars + after in _WORDS or (after.islower() and (sign in _SIGNS or capital == "Ã"))


def _needs_no_capital(sign: str, before: str) -> bool:
    """Whether an `Â` before a `sign`, behind the character `before`, is none; it may end a word in capitals."""
    if before.isupper():
        return sign in _ORDINALS
    return before.islower() or sign != "»"


def is_in_a_plain_word(stretch: Stretch, text: str) -> bool:
    """Whether a sign or a letter that no such word has stands in a plain word, and was the small Latin letter `text`.

    Greek, Cyrillic and mathematics stand among plain letters in formulas too.
    """
    before, after = stretch.before[-1:], stretch.after[:1]
    if not (before.isascii() and before.islower() and text.islower() and text < "\u0180"):
        return False
    if stretch.chars[0].isalpha() and unicodedata.name(stretch.chars[0], "").startswith(_ALPHABETS):
        around = stretch.before + stretch.after
        return len(around) >= FEWEST_AROUND and around.isascii() and around.isalpha()
    if _FORMULA.fullmatch(stretch.chars):
        return len(stretch.before) > 1 and stretch.before.isalpha() and after.islower()
    return not (after.isdigit() or stretch.chars.isalpha() or _NO_LETTER.fullmatch(stretch.chars))


def may_close(stretch: Stretch) -> bool:
    """Whether the stretch may be the end of an intact word and what closes behind it: `perché…”`, `IRMÃ»`."""
    is_word = stretch.before[-1:].isalpha()
    return is_word and all(char in _CLOSING for char in stretch.chars[1:])


def may_be_intact(stretch: Stretch) -> bool:
    """Whether a capital and a sign are just that: a word in capitals and its end, or an ångström with an exponent.

    From one letter to another, as in `Ð–H`, is no word either.
    """
    capital, sign = stretch.chars[0], stretch.chars[1]
    before, after = stretch.before[-1:], stretch.after[:1]
    if sign in "–—" and not before.isalpha() and after.isupper() and not stretch.after[1:].isalpha():
        return True
    if before.isupper():
        return sign == "·" or (sign in _BEHIND_CAPITALS and not after.isalpha())
    return capital == "Å" and sign in _BEHIND_UNITS and not before.isalpha() and not after.isalpha()
