"""Letters: how likely each letter, syllable or mark is that a damaged place can have been."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from vaultfix.mojibake.testimony import Testimony
from vaultfix.mojibake.vocabulary import STEPS
from vaultfix.patterns import pattern
from vaultfix.text import Span

# Each line has the letters of a script, or signs, that people write most, the commonest first.
_COMMON = (
    "”’“–—…•→„‘«»€†™№≥≤≠×÷−≈←↔↓↑⇒ﬁ▪▸►◦○●■□",
    "éáíóàçèãêúñüöäßıõşâğîôåøæœİëłąęśćżźńěščřžýůïşŞÇÖÜÉÁÀÍÓÚÎÏÈÊÂÑŁŚŻČŠŽĞÐÝÞþðőűŐŰăâțșđĐ",
    "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёСПВНОДКМАИТРБЛГЕЭЗУХЧФЯШЖЮЦЩЁіїєґІЇЄ",
    "αοιεταςνηρσκπυλμτωίάόέήγθδχφύβώξζψ",
    (
        "のいたとしにはてでをなるがれかっもすこらまきりんさあくうどおつそえけだせめじみよろわちげべごやばほずむぶひぎ"
        "ンスートイルラクリアシレジタッロドンプマフコテメサデカグムセバニオキョビウャハパチナボブュエツミ"
    ),
    (
        "的一是不了人在有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能"
        "好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高"
        "意進新語名部間画電機書場合動作業開発使用法理由設定実数値情報処確認変更表示追加削除作成必要方法問題"
    ),
    "이다는의에가을하고지로은를한도사자기어시리스인나대아정해서수게들일그라보있으전적만제상여소부구선장주성과면무오동개요조원공신우유연화마안관경계국세인교모문미발생보설용들물것까내니데트드르프로그램",
    "،ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآءابגדהוזחטיכלמנסעפצקרשת",
)
EVERYDAY = frozenset("".join(_COMMON))
"""All of them."""
_LEAST = 0.02
"""What a letter weighs that is on none of these lines, where the commonest weighs 1."""
_OWN = 4.0
"""How much more a letter weighs each time the text has it, and its word."""
_WORD_WEIGHT = 60.0
_MOST = 4.0
COMMON = 1e6
"""How often a word has to be read until it stands once where it is known."""
_STRANGE = 0.05
"""What is left of the weight where the script or the case of the neighbours is another."""
_WORD = pattern(r"[^\W\d_]+")
_LONGEST = 40


@dataclass(frozen=True)
class Letters:
    """The letters and words of one text, where what is certain is mended, and of the vault that it stands in."""

    text: str
    testimony: Testimony = field(default_factory=Testimony)

    def likelihoods(self, texts: Sequence[str], span: Span) -> tuple[float, ...]:
        """Return how likely each of the `texts` is to have stood at `span`; they sum to one."""
        head, tail = _word_before(self.text, span.start), _word_behind(self.text, span.end)
        weights = [self._weight(text, head, tail) for text in texts]
        whole = sum(weights)
        return tuple(weight / whole for weight in weights)

    def _weight(self, text: str, head: str, tail: str) -> float:
        weight = 1.0
        for char in text:
            weight *= _commonness(char) + _OWN * self._share(char.casefold())
        if not _fits(text, head, tail):
            weight *= _STRANGE
        return weight * (1 + _WORD_WEIGHT * min(_MOST, self._known(f"{head}{text}{tail}".lower())))

    def _known(self, word: str) -> float:
        """Return how often the text and the vault have a word, and how commonly people write it."""
        rare = self.testimony.lexicon.latin.rare.get(word) if len(word) > 1 else None
        return self._words[word.casefold()] + (COMMON * 10 ** (-rare / STEPS) if rare else 0)

    def _share(self, letter: str) -> float:
        """Return how large a part of the letters above ASCII this one is."""
        return self._letters[letter] / max(1, self._letters.total())

    @cached_property
    def _words(self) -> Counter[str]:
        """How often each word stands in the text and the vault, case-folded; ASCII alone is not counted."""
        counts: Counter[str] = Counter()
        for word in _WORD.findall(self.text):
            if not word.isascii():
                counts[word.casefold()] += 1
        for word, count in self.testimony.vocabulary.items():
            counts[word.casefold()] += count
        return counts

    @cached_property
    def _letters(self) -> Counter[str]:
        """How often each letter above ASCII stands in those words."""
        counts: Counter[str] = Counter()
        for word, count in self._words.items():
            for char in word:
                if char > "\x7f":
                    counts[char] += count
        return counts


def _commonness(char: str) -> float:
    for line in _COMMON:
        if (at := line.find(char)) >= 0:
            return max(_LEAST, 4 / (4 + at))
    return _LEAST


def _fits(text: str, head: str, tail: str) -> bool:
    """Whether script and case of a letter agree with the word round it; a mark fits beside any word."""
    beside = head[-1:] or tail[:1]
    if not text.isalpha() or not beside:
        return True
    if _script(text[0]) != _script(beside):
        return False
    if head[-1:].islower():
        return not text.isupper()
    # Behind two capitals a third is likelier, before a small letter either may stand.
    return not (len(head) > 1 and head.isupper() and text.islower())


def _script(char: str) -> str:
    name = unicodedata.name(char, "").partition(" ")[0]
    return "CJK" if name in {"HIRAGANA", "KATAKANA"} else name


def _word_before(text: str, at: int) -> str:
    words = _WORD.findall(text[max(0, at - _LONGEST) : at])
    return words[-1] if words and text.startswith(words[-1], at - len(words[-1])) else ""


def _word_behind(text: str, at: int) -> str:
    found = _WORD.match(text, at, at + _LONGEST)
    return found.group() if found else ""
