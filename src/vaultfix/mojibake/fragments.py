"""Fragments: parts of emoji that stand where no emoji is, told by patterns alone: a healthy note pays for no data."""

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from vaultfix.patterns import pattern

# What can have a variation selector: emoji, and every sign that is much like one, `ℹ` and keycaps among them.
_BMP = "\u203c\u2049\u2100-\u2bff\u3030\u303d\u3297\u3299"
_SIGN = f"\u00a9\u00ae{_BMP}\U0001f000-\U0001faff"
_TONE = "\U0001f3fb-\U0001f3ff"
_FLAG = "\U0001f1e6-\U0001f1ff"
_PART = pattern(f"[\u200d\u20e3\ufe0f{_TONE}{_FLAG}]")
_FRAGMENT = pattern(
    f"(?P<doubled>(?<=[\ufe0f\u200d{_TONE}])\ufe0f+|(?<=\u200d)\u200d+)"
    # GitHub's ids of headings lose the emoji and keep its selector behind a hyphen [B4.1].
    f"|(?P<selector>(?<![-#*0-9{_SIGN}\u200d\ufe0f])\ufe0f)"
    f"|(?P<behind>(?<=[{_SIGN}\ufe0f])\u200d(?![\u200d\ufe0f{_SIGN}]))"
    f"|(?P<before>(?<![{_SIGN}\ufe0f\u200d])\u200d(?=[{_BMP}\U0001f000-\U0001faff]))"
    f"|(?P<tone>(?<![{_SIGN}\ufe0f\u200d])[{_TONE}])"
    f"|(?P<flag>(?<![{_FLAG}])(?:[{_FLAG}]{{2}})*+[{_FLAG}](?![{_FLAG}]))"
    f"|(?P<keycap>(?<![#*0-9])(?<![#*0-9]\ufe0f)\u20e3)"
)

# Emoji that no one takes for text, although Unicode shows them as text unless a selector follows.
_UNQUALIFIED = pattern(
    "["
    "\U0001f170\U0001f171\U0001f17e\U0001f17f\U0001f202\U0001f237\U0001f321\U0001f324-\U0001f32c"
    "\U0001f336\U0001f37d\U0001f396\U0001f397\U0001f399-\U0001f39b\U0001f39e\U0001f39f"
    "\U0001f3cb-\U0001f3ce\U0001f3d4-\U0001f3df\U0001f3f3\U0001f3f5\U0001f3f7\U0001f43f\U0001f441"
    "\U0001f4fd\U0001f549\U0001f54a\U0001f56f\U0001f570\U0001f573-\U0001f579\U0001f587"
    "\U0001f58a-\U0001f58d\U0001f590\U0001f5a5\U0001f5a8\U0001f5b1\U0001f5b2\U0001f5bc"
    "\U0001f5c2-\U0001f5c4\U0001f5d1-\U0001f5d3\U0001f5dc-\U0001f5de\U0001f5e1\U0001f5e3\U0001f5e8"
    "\U0001f5ef\U0001f5f3\U0001f5fa\U0001f6cb\U0001f6cd-\U0001f6cf\U0001f6e0-\U0001f6e5\U0001f6e9"
    "\U0001f6f0\U0001f6f3"
    "](?![\ufe0e\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff])"
)


class Kind(Enum):
    """Which part of an emoji it is, and what is wrong with its place."""

    DOUBLED = "a selector or joiner behind one of its kind, or a selector behind a skin tone"
    SELECTOR = "a variation selector with no sign in front"
    BEHIND = "a joiner with nothing behind to join to"
    BEFORE = "a joiner with nothing in front to join to"
    TONE = "a skin tone with nobody in front"
    FLAG = "letters of flags, but an odd number of them"
    KEYCAP = "a keycap without its digit"


class Fragment(NamedTuple):
    """A part of an emoji, from `start` to `end` in its text."""

    start: int
    end: int
    kind: Kind


def fragments(text: str) -> Iterator[Fragment]:
    """Yield the parts of emoji that stand alone; of flags in odd number the last letter."""
    for part in _PART.finditer(text):
        found = _FRAGMENT.match(text, part.start())
        if not found:
            continue
        kind = Kind[str(found.lastgroup).upper()]
        yield Fragment(found.end() - 1 if kind is Kind.FLAG else found.start(), found.end(), kind)


def unqualified(text: str) -> Iterator[int]:
    """Yield the offsets of emoji without the selector that they need to be shown in colour everywhere."""
    return (found.start() for found in _UNQUALIFIED.finditer(text))
