"""Titles as a reader speaks them: without markup, so that a heading can be compared with a property."""

import html
import re
import unicodedata

_UNSEEN = re.compile(r"<!--.*?-->|%%.*?%%|</?[A-Za-z][^<>]*>|!\[\[[^\[\]]*\]\]|!\[[^\[\]]*\]\([^()]*\)|\ufe0f")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\\?\|)?([^\[\]|]*)\]\]")
_LINK = re.compile(r"\[([^\[\]]*)\]\((?:[^()]|\([^()]*\))*\)")
_MARKS = re.compile(r"(?<!\\)(?:\*+|`+|~~|==|(?<!\w)_+|_+(?!\w))")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_AIR = re.compile(r"\s+")

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}[ |:–—-]*")
_COUNT = re.compile(r" \(\d+\)\Z")


def spoken(text: str) -> str:
    """Return `text` without links, emphasis, code marks, images and tags, composed and trimmed [C4]."""
    seen = _LINK.sub(r"\1", _WIKI_LINK.sub(r"\1", _UNSEEN.sub("", text)))
    words = html.unescape(_ESCAPE.sub(r"\1", _MARKS.sub("", seen)))
    return _AIR.sub(" ", unicodedata.normalize("NFC", words)).strip()


def says_the_same(one: str, other: str, *, counted: bool = False) -> bool:
    """Whether two titles say the same: a date in front may be missing in one, and a count behind if `counted`."""
    return _bare(one, counted=counted) == _bare(other, counted=counted)


def _bare(title: str, *, counted: bool) -> str:
    words = spoken(title)
    if counted:
        words = _COUNT.sub("", words)
    return _DATE.sub("", words, count=1) if _DATE.match(words) else words
