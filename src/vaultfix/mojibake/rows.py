"""Rows: torn stretches of scripts other than Latin, read by the words of their script, all their parts together."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from vaultfix.mojibake.repair import Change
from vaultfix.mojibake.sentences import read_together
from vaultfix.mojibake.vocabulary import Vocabulary, load

Chances = tuple[float, ...]
Row = tuple[tuple[str, ...], ...]
_HAN = "CJK"
_KANA = frozenset({"HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"})
_VOCABULARIES: Mapping[str, str] = {
    "HANGUL": "ko",
    "CYRILLIC": "cyrillic",
    "GREEK": "greek",
    "HEBREW": "hebrew",
    "ARABIC": "arabic",
    **dict.fromkeys(_KANA, "ja"),
}
_MARKS = frozenset("、。「」『』【】")
_ALPHABETS = frozenset({"cyrillic", "greek", "hebrew", "arabic"})
_BEGIN, _END = ("\x02",), ("\x03",)
"""Stand before and behind each word of an alphabet, as they do in its vocabulary."""
_OPENING, _CLOSING = "「『【〝", "」』】〟"
_UNOPENED, _OPENED = 0.01, 4.0
"""By what the chance of a closing bracket is multiplied where none stands open, and where one does."""
_PARTICLES = frozenset("을를은는의에와과")
_BEHIND_CONSONANTS = frozenset("을은과")
_NOMINAL = frozenset("임짐됨함음")
"""Korean particles; those of them that need a consonant before them; the last syllables of sentences in notes."""
_UNLIKELY, _NEVER, _ENDING = 0.01, 0.001, 10.0
"""By what the chance of a particle with no word before it, of one that ends a sentence, and of an end is multiplied."""
_GAPS = frozenset(("", " ", "\n", "\r", "\t"))


@dataclass(frozen=True)
class Rows:
    """The torn stretches of one note; `text` is what the note is as far as it is mended."""

    text: str
    changes: Sequence[Change]
    _vocabularies: dict[str, Vocabulary] = field(default_factory=dict, repr=False)
    _read: dict[tuple[str, Row], Sequence[Mapping[str, float]]] = field(default_factory=dict, repr=False)

    def chances(self, starts: Sequence[int]) -> Iterator[tuple[Chances, ...]]:
        """Yield for each change, which starts there in `text`, the chances of each part's texts; they sum to one.

        A part that no vocabulary knows anything of has none, nor has a change that is certain.
        """
        han = "ja" if self._has_kana() else "zh"
        for change, start in zip(self.changes, starts, strict=True):
            script = "" if change.certain else _script(change, han)
            yield tuple(self._of(change, start, script)) if script else ()

    def _has_kana(self) -> bool:
        """Whether kana stand in the note, or may."""
        texts = (part.texts for change in self.changes for part in change.parts)
        return any("ぁ" <= char <= "ヺ" for row in texts for text in row for char in text)

    def _of(self, change: Change, start: int, script: str) -> Iterator[Chances]:
        """Yield the chances of each part of one change."""
        row, ats = _row(change, script)
        if (script, row) not in self._read:
            self._read[script, row] = read_together(row, self._vocabulary(script))
        known = self._vocabulary(script)
        behind, after = self._beside(start, len(change.before))
        line = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        opened = sum(line.count(char) for char in _OPENING) - sum(line.count(char) for char in _CLOSING)
        for part, at in zip(change.parts, ats, strict=True):
            likeliest = part.texts[0]
            if len(part.texts) == 1 or not any(text in known for text in part.texts):
                yield ()
            else:
                found = self._read[script, row][at]
                follows = after if at == len(row) - 1 else ""
                weights = [found.get(text, 0.0) * _fitting(text, behind, follows, opened) for text in part.texts]
                whole = sum(weights)
                yield tuple(weight / whole for weight in weights)
                likeliest = part.texts[weights.index(max(weights))]
            opened += (likeliest in _OPENING) - (likeliest in _CLOSING)
            behind = likeliest[-1:]

    def _beside(self, start: int, length: int) -> tuple[str, str]:
        """Return the characters on either side of what starts there in the text."""
        return self.text[max(0, start - 1) : start], self.text[start + length : start + length + 1]

    def _vocabulary(self, script: str) -> Vocabulary:
        if script not in self._vocabularies:
            self._vocabularies[script] = load(script)
        return self._vocabularies[script]


def _fitting(text: str, behind: str, after: str, opened: int) -> float:
    """Return by what the chance of a text is multiplied for what stands on either side, which words do not tell."""
    if text in _CLOSING:
        return _OPENED if opened > 0 else _UNOPENED
    if after == "." and text in _NOMINAL:
        return _ENDING
    if text not in _PARTICLES:
        return 1.0
    if after == ".":
        return _NEVER
    is_lone = behind in _GAPS or (text in _BEHIND_CONSONANTS and _ends_in_vowel(behind))
    return _UNLIKELY if is_lone else 1.0


def _ends_in_vowel(char: str) -> bool:
    """Whether a Korean syllable has no consonant at its end."""
    return "가" <= char <= "힣" and (ord(char) - ord("가")) % 28 == 0


def _row(change: Change, script: str) -> tuple[Row, Sequence[int]]:
    """Return what each character of a stretch can have been, and where among them each part begins.

    Where a script has gaps between words, it is marked where words begin and end.
    """
    row: list[tuple[str, ...]] = []
    ats: list[int] = []
    in_word = False
    for chars in _places(change):
        is_letter = script in _ALPHABETS and any(char.isalpha() for char in chars)
        if is_letter != in_word:
            row.append(_BEGIN if is_letter else _END)
            in_word = is_letter
        ats.append(len(row))
        row.append(chars)
    if in_word:
        row.append(_END)
    sizes = (len(part.texts[0]) if len(part.texts) == 1 else 1 for part in change.parts)
    firsts = accumulate(sizes, initial=0)
    return tuple(row), [ats[first] for first, _ in zip(firsts, change.parts, strict=False)]


def _places(change: Change) -> Iterator[tuple[str, ...]]:
    """Yield for each character of a stretch what it can have been; a text of several characters is none of them."""
    for part in change.parts:
        if len(part.texts) == 1:
            yield from ((char,) for char in part.texts[0])
        else:
            yield tuple(text for text in part.texts if len(text) == 1) or ("\0",)


def _script(change: Change, han: str) -> str:
    """Return the vocabulary that most letters of a stretch are in; none where they are of no such script.

    `han` is the one for Chinese characters, and for their punctuation where that stands alone.
    """
    names = Counter(_name(texts) for texts in _places(change))
    del names[""]
    if not names and any(text in _MARKS for part in change.parts for text in part.texts):
        return han
    kinds = {han if name == _HAN else _VOCABULARIES[name]: count for name, count in names.items()}
    return max(kinds, key=kinds.__getitem__, default="")


def _name(texts: Sequence[str]) -> str:
    """Return the script of the first letter that a character can have been, empty where there is none."""
    for text in texts:
        name = unicodedata.name(text, "").partition(" ")[0]
        if text.isalpha() and (name in _VOCABULARIES or name == _HAN):
            return name
    return ""
