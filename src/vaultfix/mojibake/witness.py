"""Witness: what the intact notes of a vault tell, gathered for the damaged ones."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from vaultfix.mojibake.passages import Line, lines, passages
from vaultfix.mojibake.repair import repair
from vaultfix.mojibake.surroundings import words
from vaultfix.mojibake.suspicion import suspect
from vaultfix.mojibake.testimony import Testimony

BEHIND, BEFORE = 6, 4
"""How many words are kept behind an emoji, and before it."""
FAR = 80
"""How many characters away they may stand."""
_SIGN = "[\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
_ANY_SIGN = re.compile(f"{_SIGN}|\u20e3")
_NAMING = re.compile(r"[\[|]|^[ \t>]*#|^[ \t-]*[A-Za-z][^:]{0,40}:[ \t]")
_TONED = f"{_SIGN}\ufe0f?[\U0001f3fb-\U0001f3ff]?"
_EMOJI = re.compile(
    f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_TONED}(?:[\U000e0020-\U000e007f]+|(?:\u200d{_TONED})*)"
)
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_WORD = 30


def heard(notes: Iterable[tuple[str, str]], names: Iterable[str] = ()) -> Testimony:
    """Return what `notes`, a name and a text each, and the `names` of files have to say.

    What is damaged in a note has no say; a line that holds damage is left out whole.
    """
    strings: dict[str, str] = {}
    emoji: Counter[str] = Counter()
    beside: dict[str, Counter[str]] = {}
    vocabulary: Counter[str] = Counter()
    for name, text in notes:
        for line in _intact(text):
            for string, place in _strings(line, name):
                strings.setdefault(string, place)
            for sign, near in _emoji(line.text):
                emoji[sign] += 1
                beside.setdefault(sign, Counter()).update(near)
            vocabulary.update(word for word in _WORD.findall(line.text) if _is_telling(word))
    for name in names:
        own = name.rpartition("/")[2].removesuffix(".md")
        if not own.isascii() and not suspect(own):
            strings.setdefault(own, f"the name of the file `{name}`")
    return Testimony(strings, emoji=emoji, words=_plain(beside), vocabulary=vocabulary)


def _intact(text: str) -> Iterator[Line]:
    """Yield the lines that hold something above ASCII, and no damage."""
    if text.isascii():
        return
    damaged = [change.span.start for change in repair(text).changes] if suspect(text) else []
    damaged.reverse()
    for line in lines(text):
        end = line.start + len(line.text)
        is_damaged = False
        while damaged and damaged[-1] < end:
            is_damaged = damaged.pop() >= line.start or is_damaged
        if not is_damaged and not line.text.isascii():
            yield line


def _strings(line: Line, name: str) -> Iterator[tuple[str, str]]:
    """Yield what on a line can stand elsewhere as well, and where it stands here; mere words only with a sign."""
    has_sign = _ANY_SIGN.search(line.text) is not None
    if not has_sign and not _NAMING.search(line.text):
        return
    for row in passages(line.text):
        for passage in row:
            words = passage.span.of(line.text)
            if (passage.kind or has_sign) and not words.isascii():
                yield words, f"{passage.kind or f'line {line.number}'} of `{name}`"


def _emoji(line: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each emoji of a line, and the words near it."""
    for match in _EMOJI.finditer(line):
        start, end = match.span()
        behind = words(line[end : end + FAR])[:BEHIND]
        before = words(line[max(0, start - FAR) : start])[-BEFORE:]
        yield match.group(), behind + before


def _is_telling(word: str) -> bool:
    """Whether a word is one that damage would change."""
    return not word.isascii() and len(word) <= _LONGEST_WORD


def _plain(counts: Mapping[str, Counter[str]]) -> Mapping[str, Mapping[str, int]]:
    return dict(counts)
