"""Build the words that ship with vaultfix, by which torn letters are read; see README.md for their source.

    python lexicon/letters.py --wordfreq wordfreq/data -o src/vaultfix/mojibake/data/words

Each file holds one script, or one language of Han: its commonest words, the pieces that its other words are made of,
and its letters, each with how likely it stands at a place where a word begins.
"""

import argparse
import gzip
import math
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import msgpack

LISTS: Mapping[str, Sequence[tuple[str, int, float]]] = MappingProxyType(
    {
        "ja": [("large_ja", 60_000, 0.0)],
        "zh": [("large_zh", 60_000, 0.0)],
        "ko": [("small_ko", 30_000, 0.0)],
        "cyrillic": [("large_ru", 40_000, 0.0), ("large_uk", 15_000, 0.7), ("small_bg", 10_000, 1.0)],
        "greek": [("small_el", 25_000, 0.0)],
        "hebrew": [("small_he", 15_000, 0.0)],
        "arabic": [("small_ar", 25_000, 0.0), ("small_fa", 10_000, 0.7)],
        "latin": [
            *((f"small_{code}", 20_000, 0.0) for code in ("fr", "es", "pt", "it", "de", "ca", "nl")),
            *((f"small_{code}", 10_000, 0.0) for code in ("tr", "pl", "cs", "sk", "hu", "ro", "sv", "da", "nb", "fi")),
            *((f"small_{code}", 5_000, 0.0) for code in ("vi", "is", "lt", "lv", "sl", "sh")),
        ],
    }
)
"""The lists of each file, how many of the commonest words are taken, and how much rarer they are; powers of ten."""
BLOCKS: Mapping[str, Sequence[range]] = MappingProxyType(
    {
        "ja": [range(0x3005, 0x3008), range(0x3040, 0x3100), range(0x4E00, 0xA000)],
        "zh": [range(0x4E00, 0xA000)],
        "ko": [range(0xAC00, 0xD7A4)],
        "cyrillic": [range(0x400, 0x530)],
        "greek": [range(0x370, 0x400), range(0x1F00, 0x2000)],
        "hebrew": [range(0x590, 0x600)],
        "arabic": [range(0x600, 0x700)],
        "latin": [range(0x61, 0x7B), range(0xDF, 0x250), range(0x1E00, 0x1F00)],
    }
)
"""The characters of each file."""
EVERYWHERE = "–2.6 —2.6 “2.6 ”2.6 ’2.8 …3.0 →3.0 «3.2 »3.2 ·3.2 •3.2"
MARKS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "ja": (
            "、1.6 。1.7 「2.2 」2.2 ・2.4 （2.3 ）2.3 ：2.5 【3.0 】3.0 ！2.9 ？2.9 『3.5 』3.5 〜3.3 ～3.3",
            "％3.5 ＝4.0 　3.0 ／3.5",
        ),
        "zh": (
            "，1.6 。1.7 、2.2 “2.6 ”2.6 「3.3 」3.3 （2.3 ）2.3 ：2.3 ；2.9 ！2.9 ？2.9 《3.0 》3.0 【3.3 】3.3 ～3.8",
            "　3.5",
        ),
        "ko": ("「3.5 」3.5 、3.8 。3.8 《4.0 》4.0",),
    }
)
"""How rare each mark is beside the words, as a power of ten; written by us from general knowledge."""
ALPHABETS = frozenset({"cyrillic", "greek", "hebrew", "arabic"})
"""What is written with gaps between words; a word that is not known is read in pieces of others."""
PIECES, SHORTEST, LONGEST = 12_000, 2, 6
"""How many pieces of words are kept, and how many letters they have."""
LONGEST_WORD = 24
BEGIN, END = "\x02", "\x03"
"""What stands before and behind each word of an alphabet, so that its pieces tell where in a word they stand."""
PIECE, LETTER = 1.5, 2.0
"""How much rarer than it stands in words a piece is counted, and a single letter; powers of ten."""
STEPS = 16
"""How finely a power of ten is told."""


def frequencies(folder: Path, name: str, most: int) -> Iterator[tuple[str, float]]:
    """Yield the commonest words of a list with how likely each is, as a power of ten."""
    _, *bins = msgpack.unpackb(gzip.decompress((folder / f"{name}.msgpack.gz").read_bytes()))
    words = ((word, -number / 100) for number, words in enumerate(bins) for word in words)
    yield from (pair for _, pair in zip(range(most), words, strict=False))


def is_of(word: str, script: str) -> bool:
    """Whether each character of a word is of that script; of Latin words, those that have more than plain letters."""
    return (
        len(word) <= LONGEST_WORD
        and all(any(ord(char) in block for block in BLOCKS[script]) for char in word)
        and not word.isascii()
    )


def words_of(folder: Path, script: str) -> Mapping[str, float]:
    """Return each word, piece, letter and mark of a script with how likely it is, as a power of ten."""
    words: dict[str, float] = {}
    for name, most, rarer in LISTS[script]:
        for word, power in frequencies(folder, name, most):
            if is_of(word, script):
                words[word] = max(power - rarer, words.get(word, -99.0))
    if script == "latin":
        return words
    if script in ALPHABETS:
        words = {f"{BEGIN}{word}{END}": power for word, power in words.items()}
    found = dict(words)
    if script in ALPHABETS:
        _add(found, _pieces(words, SHORTEST, LONGEST, PIECES), PIECE)
    _add(found, _pieces(words, 1, 1, 1_000_000), LETTER)
    for mark in " ".join((EVERYWHERE, *MARKS.get(script, ()))).split(" "):
        found[mark[0]] = -float(mark[1:])
    return found


def _pieces(words: Mapping[str, float], shortest: int, longest: int, most: int) -> Mapping[str, float]:
    """Return the commonest pieces of words with how large a share of all pieces each is, as a power of ten."""
    counts: dict[str, float] = defaultdict(float)
    for word, power in words.items():
        for size in range(shortest, longest + 1):
            for at in range(len(word) - size + 1):
                counts[word[at : at + size]] += 10**power
    whole = sum(counts.values())
    kept = sorted(counts, key=lambda piece: (-counts[piece], piece))[:most]
    return {piece: math.log10(counts[piece] / whole) for piece in kept}


def _add(found: dict[str, float], more: Mapping[str, float], rarer: float) -> None:
    for piece, power in more.items():
        found[piece] = max(found.get(piece, -99.0), power - rarer)


def packed(words: Mapping[str, float]) -> bytes:
    """Return words as they are stored: in order, one on a line, and behind a null a byte each for how rare they are."""
    ordered = sorted(words)
    rarity = bytes(min(255, max(1, round(-words[word] * STEPS))) for word in ordered)
    return zlib.compress("\n".join(ordered).encode() + b"\0" + rarity, 9)


def main() -> None:
    """Write one file for each script."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--wordfreq", type=Path, required=True, help="the folder `data` of the package wordfreq")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the folder to write to")
    wanted = parser.parse_args()
    for script in LISTS:
        words = words_of(wanted.wordfreq, script)
        (wanted.output / f"{script}.z").write_bytes(packed(words))
        print(f"{script}: {len(words)} words")


if __name__ == "__main__":
    main()
