"""Titles as a reader speaks them: without markup, so that a heading can be compared with a property."""

import html
import unicodedata

from vaultfix.patterns import pattern

_UNSEEN = pattern(r"<!--.*?-->|%%.*?%%|</?[A-Za-z][^<>]*>|!\[\[[^\[\]]*\]\]|!\[[^\[\]]*\]\([^()]*\)|\ufe0f")
_WIKI_LINK = pattern(r"\[\[(?:[^\[\]|]*\\?\|)?([^\[\]|]*)\]\]")
_LINK = pattern(r"\[([^\[\]]*)\]\((?:[^()]|\([^()]*\))*\)")
_MARKS = pattern(r"(?<!\\)(?:\*+|`+|~~|==|(?<!\w)_+|_+(?!\w))")
_ESCAPE = pattern(r"\\([!-/:-@\[-`{-~])")
_AIR = pattern(r"\s+")

_DATE = pattern(r"\d{4}-\d{2}-\d{2}[ |:–—-]*")
_SUBTITLE = pattern(r"(?::| [–—|-]) |\Z")
_EMOJI = (
    "[\\u20e3\\u2300-\\u23ff\\u2600-\\u27bf\\u2b00-\\u2bff\\u200d\\ufe0f\U0001f000-\U0001fbff\U000e0020-\U000e007f]"
)
_OUTER_EMOJI = pattern(rf"\A(?:{_EMOJI}++ ?)++|(?: ?{_EMOJI}++)++\Z")
_COUNT = pattern(r" \(\d+\)\Z")


def spoken(text: str) -> str:
    """Return `text` without links, emphasis, code marks, images and tags, composed and trimmed [C4]."""
    seen = _LINK.sub(r"\1", _WIKI_LINK.sub(r"\1", _UNSEEN.sub("", text)))
    words = html.unescape(_ESCAPE.sub(r"\1", _MARKS.sub("", seen)))
    return _AIR.sub(" ", unicodedata.normalize("NFC", words)).strip()


def says_the_same(one: str, other: str, *, counted: bool = False) -> bool:
    """Whether two titles say the same, but for what one of them may lack.

    That is a date or an emoji in front, an emoji or a subtitle behind, and a count behind if `counted` [C4].
    """
    here, there = (_bare(title, counted=counted) for title in (one, other))
    if here == there:
        return True
    bare_here, bare_there = (_OUTER_EMOJI.sub("", title) for title in (here, there))
    if here != bare_here and there != bare_there:
        return False
    shorter, longer = sorted((bare_here, bare_there), key=len)
    return bool(shorter) and longer.startswith(shorter) and bool(_SUBTITLE.match(longer, len(shorter)))


def _bare(title: str, *, counted: bool) -> str:
    words = spoken(title)
    if counted:
        words = _COUNT.sub("", words)
    return _DATE.sub("", words, count=1) if _DATE.match(words) else words
