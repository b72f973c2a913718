"""The ids that GitHub and Quartz give to headings [B4.1]."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from vaultfix.patterns import pattern

_NO_ASCII_WORD = pattern(r"[^\w\- ]", re.ASCII)
_ASCII_SIGN = pattern(r"[\x00-\x1f!-,./:-@\[-^`{-\x7f]+")
_SIGN_IN_LINE = pattern(r"[\x00-\x09\x0b-\x1f!-,./:-@\[-^`{-\x7f]+")
_NO_LETTERS = str.maketrans("", "", "0123456789_- ")
_CIRCLED = pattern("[\u24b6-\u24e9\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]")
_WORD_CATEGORIES = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"})

_WORDS = r"(?:[^\[\]\\]|\\.)*+"
_BEHIND = r"(?:\((?:[^()\\]|\\.|\([^()]*\))*+\)|\[[^\[\]]*+\])"
_WRAPPED = pattern(rf"(?<!\\)!\[{_WORDS}\]{_BEHIND}|\[({_WORDS})\]{_BEHIND}")
"""A picture, or a link with its words: an id is made of text, and the words of a picture are an attribute."""
_TAG = pattern(r"</?[A-Za-z][^<>]*+>|<!--.*?-->")
_UNDERSCORED = pattern(r"(?<![^\W_])(?<!\\)(_{1,3})(?=[^\s_])([^_]*[^\s_])\1(?![^\W_])")
_ESCAPED = pattern(r"\\([!-/:-@\[-`{-~])")


def slug(text: str) -> str:
    """Return the id of a heading that is rendered as `text`, before duplicates are told apart."""
    lowered = text.lower()
    if lowered.isascii():
        return _NO_ASCII_WORD.sub("", lowered).replace(" ", "-")
    return _of_words(_ASCII_SIGN.sub("", lowered))


def slug_each(texts: Sequence[str]) -> list[str]:
    """Return what `slug` does for each of some headings; it is told sooner of all at once."""
    kept = _SIGN_IN_LINE.sub("", "\n".join(texts).lower()).split("\n")
    return [*map(_of_words, kept)] if len(kept) == len(texts) else [*map(slug, texts)]


def slugs(plain_ids: Iterable[str]) -> Iterator[str]:
    """Yield the ids of headings in the order of their note: `-1`, `-2` … follow an id that is taken."""
    taken: dict[str, int] = {}
    for plain in plain_ids:
        unique = plain
        while unique in taken:
            taken[plain] += 1
            unique = f"{plain}-{taken[plain]}"
        taken[unique] = 0
        yield unique


def rendered(source: str) -> str:
    """Return the text that a reader sees of a heading's source: no pictures, link targets, tags, emphasis or escapes.

    What `&amp;` stands for is seen in its place. Signs that an id drops anyway, such as `*`, are left in.
    """
    text = source
    if "<" in text:
        text = _TAG.sub("", text)
    while "](" in text or "][" in text:
        shorter = _WRAPPED.sub(r"\1", text)
        if shorter == text:
            break
        text = shorter
    if "_" in text and "`" not in text:
        text = _UNDERSCORED.sub(r"\2", text)
    if "&" in text and "`" not in text:
        from vaultfix.syntax.links.entities import unescaped  # noqa: PLC0415 - only an `&` pays for all their names

        text = "\\&".join(map(unescaped, text.split("\\&")))
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def _of_words(kept: str) -> str:
    """Return the id of a heading in small letters, whose ASCII signs are taken away."""
    if not (kept.isascii() or kept.translate(_NO_LETTERS).isalpha()):
        # Letters are all kept, of other signs each is looked at.
        kept = "".join(sign for sign in kept if sign in "- " or _is_word(sign))
    return kept.replace(" ", "-")


def _is_word(sign: str) -> bool:
    """Whether an id keeps `sign`: letters, marks, decimal digits, letter numbers and connectors."""
    return unicodedata.category(sign) in _WORD_CATEGORIES or _CIRCLED.match(sign) is not None
