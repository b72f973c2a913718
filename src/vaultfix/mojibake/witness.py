"""Witness: what the intact notes of a vault tell, gathered for the damaged ones."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from vaultfix.mojibake import passages
from vaultfix.mojibake.repair import repair
from vaultfix.mojibake.surroundings import Note
from vaultfix.mojibake.suspicion import suspect
from vaultfix.mojibake.testimony import Testimony
from vaultfix.mojibake.usage import Custom, customs
from vaultfix.patterns import pattern

_SIGN = "[\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
_ANY_SIGN = pattern(f"{_SIGN}|\u20e3")
_LINE = pattern(r"[^\r\n]+")
_TONED = f"{_SIGN}\ufe0f?[\U0001f3fb-\U0001f3ff]?"
_EMOJI = pattern(
    f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_TONED}(?:[\U000e0020-\U000e007f]+|(?:\u200d{_TONED})*)"
)
_WORD = pattern(r"[^\W\d_]+")
_LONGEST_WORD = 30


def heard(notes: Iterable[tuple[str, str]], names: Iterable[str] = ()) -> Testimony:
    """Return what `notes`, a name and a text each, and the `names` of files have to say.

    What is damaged in a note has no say; a line that holds damage is left out whole.
    """
    strings: dict[str, str] = {}
    emoji: Counter[str] = Counter()
    usage: dict[Custom, Counter[str]] = {}
    vocabulary: Counter[str] = Counter()
    for name, given in notes:
        if given.isascii():
            continue
        text = _intact(given)
        vocabulary.update(_WORD.findall(text))
        for string, kind in passages.names(text):
            strings.setdefault(string, f"{kind} of `{name}`")
        signs = list(_EMOJI.finditer(text)) if _ANY_SIGN.search(text) else []
        note = Note(text)
        for sign in signs:
            emoji[sign.group()] += 1
            for custom in customs(note.surroundings(*sign.span())):
                usage.setdefault(custom, Counter())[sign.group()] += 1
        for string, where in _signed(text, [sign.start() for sign in signs]):
            strings.setdefault(string, f"{where} of `{name}`")
    for name in names:
        own = name.rpartition("/")[2].removesuffix(".md")
        if not own.isascii() and not suspect(own):
            strings.setdefault(own, f"the name of the file `{name}`")
    words = {word: count for word, count in vocabulary.items() if _is_telling(word)}
    return Testimony(strings, emoji=emoji, customs=usage, vocabulary=words)


def _intact(text: str) -> str:
    """Return a text whose damaged lines are empty."""
    if not suspect(text):
        return text
    damaged = [change.span.start for change in repair(text).changes]

    def kept(line: re.Match[str]) -> str:
        return "" if bisect_left(damaged, line.start()) < bisect_left(damaged, line.end()) else line.group()

    return _LINE.sub(kept, text) if damaged else text


def _signed(text: str, signs: Collection[int]) -> Iterator[tuple[str, str]]:
    """Yield what stands on lines with signs and can stand elsewhere as well, and where it stands here."""
    shown = list(passages.lines(text)) if signs else []
    starts = [line.start for line in shown]
    for number in sorted({bisect_right(starts, sign) - 1 for sign in signs}):
        line = shown[max(0, number)]
        for passage in chain.from_iterable(passages.passages(line.text)):
            words = passage.span.of(line.text)
            if not words.isascii():
                yield words, passage.kind or f"line {line.number}"


def _is_telling(word: str) -> bool:
    """Whether a word is one that damage would change."""
    return not word.isascii() and len(word) <= _LONGEST_WORD
