"""Build the lexicon of emoji that ships with vaultfix; see README.md for its sources and how to run this."""

import argparse
import json
import math
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from emoji import EMOJI_DATA, STATUS
from notes import occurrences, signs

from vaultfix.mojibake.surroundings import stem, words

HERE = Path(__file__).parent
LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "pl", "tr", "ru", "uk", "ja", "ko", "zh")
TIERS = (6.0, 3.0, 1.5, 0.4, 0.06)
"""What each tier of `popularity.txt` and `signs.txt` counts, in authors who write the emoji or the sign once."""
OTHERWISE, LEAST = 0.02, 0.004
"""What an emoji of no tier counts, and what any counts at least."""
BARE = 0.08
"""What part of an emoji's uses is without the selector that it should have."""
HABITS = 1.5
"""How much more a word of `habits.tsv` says than one of the names and keywords."""
FINE = 2
"""How finely it is told how telling a word is: in halves."""
TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
Words = dict[str, dict[str, float]]


def plain(emoji: str) -> str:
    """Return an emoji without variation selectors."""
    return emoji.replace("\ufe0f", "")


def keys(phrase: str) -> list[str]:
    """Return the words of a keyword as they are looked for; of a long one without spaces, its runs of three."""
    found = []
    for part in phrase.replace("_", " ").split():
        grams = words(part)
        longest = max(map(len, grams), default=0)
        whole = [stem(part)] if grams == [stem(part)] else [gram for gram in grams if len(gram) == longest]
        found += whole if len(part) > 1 or "一" <= part <= "鿿" else []
    return found


def weighed(phrases: Mapping[str, Iterable[str]]) -> Words:
    """Return for each emoji its words, each by how much of a phrase it is and how few emoji share it."""
    share: Words = defaultdict(dict)
    for emoji, theirs in phrases.items():
        for phrase in theirs:
            parts = keys(phrase)
            for part in parts:
                share[emoji][part] = max(share[emoji].get(part, 0), 1 / len(parts))
    spread = Counter(word for theirs in share.values() for word in theirs)
    return {
        emoji: {word: part * math.log(len(share) / spread[word]) for word, part in theirs.items()}
        for emoji, theirs in share.items()
    }


def annotations(cldr: Path, emojibase: Path, emojilib: Path) -> Words:
    """Return the words of each emoji's names and keywords in every language."""
    phrases: dict[str, set[str]] = defaultdict(set)
    for language in LANGUAGES:
        found = json.loads((cldr / "annotations" / language / "annotations.json").read_bytes())
        for emoji, entry in found["annotations"]["annotations"].items():
            phrases[plain(emoji)].update(entry.get("default", ()), entry.get("tts", ()))
        extra = emojibase / language / "data.json"
        for entry in json.loads(extra.read_bytes()) if extra.exists() else ():
            phrases[plain(entry["emoji"])].update(entry.get("tags") or (), (entry["label"],))
    for emoji, theirs in json.loads((emojilib / "dist" / "emoji-en-US.json").read_bytes()).items():
        phrases[plain(emoji)].update(theirs)
    return weighed(phrases)


def habits() -> Words:
    """Return the words of `habits.tsv`."""
    phrases: dict[str, set[str]] = defaultdict(set)
    for line in (HERE / "habits.tsv").read_text("utf-8").split("\n"):
        emoji, tab, listed = line.partition("\t")
        if tab:
            phrases[plain(emoji)].update(phrase.strip() for phrase in listed.split(","))
    return weighed(phrases)


def joined(annotated: Words, habitual: Words) -> Words:
    """Return the words of each emoji from both sources, each as telling as the better one says."""
    found = {emoji: dict(theirs) for emoji, theirs in annotated.items()}
    for emoji, theirs in habitual.items():
        own = found.setdefault(emoji, {})
        for word, value in theirs.items():
            own[word] = max(own.get(word, 0), HABITS * value)
    return found


def priors(uses: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Return how commonly each emoji and sign is written, as a logarithm, by `uses` of it and their authors.

    An author counts by the root of their uses.
    """
    mass = {
        emoji: LEAST if any(tone in emoji for tone in TONES) or "\u200d" in emoji else OTHERWISE for emoji in EMOJI_DATA
    }
    for text, tier in (*tiers("popularity.txt"), *tiers("signs.txt")):
        mass[text] = max(mass.get(text, 0), tier)
    for (text, _), count in Counter(uses).items():
        mass[text] = mass.get(text, 0) + math.sqrt(count)
    whole = {plain(emoji): emoji for emoji, entry in EMOJI_DATA.items() if entry["status"] == STATUS["fully_qualified"]}
    for emoji, entry in EMOJI_DATA.items():
        if entry["status"] != STATUS["fully_qualified"]:
            held = mass[emoji] if mass[emoji] > OTHERWISE else LEAST
            mass[emoji] = max(held, BARE * mass.get(whole.get(plain(emoji), ""), 0))
    return {text: math.log(count) for text, count in mass.items()}


def tiers(name: str) -> Iterator[tuple[str, float]]:
    """Yield each text of a file of tiers, and what it counts."""
    lines = (line for line in (HERE / name).read_text("utf-8").split("\n") if line and line[0] != "#")
    for tier, line in zip(TIERS, lines, strict=False):
        for text in line.split():
            yield text, tier


def uses(notes: Path) -> Iterator[tuple[str, str]]:
    """Yield every emoji and every sign in a folder of notes, and its author."""
    yield from ((one.emoji, one.author) for one in occurrences(notes))
    yield from signs(notes)


def rows(prior: Mapping[str, float], words: Mapping[str, str]) -> Iterator[str]:
    """Yield a line of the lexicon for each emoji and sign that has words, as `packed` wrote them, or is not rare."""
    for text in sorted(prior):
        theirs = words.get(plain(text), "") if text in EMOJI_DATA else ""
        toned = any(tone in text for tone in TONES) and len(text) > 1
        if not toned and (theirs or prior[text] > math.log(OTHERWISE)):
            yield f"{text}\t{prior[text]:.2f}\t{theirs}"


def packed(found: Words) -> dict[str, str]:
    """Write the words of each emoji in groups, each behind its digit to the base of 36: how telling they are."""
    return {emoji: _packed(theirs) for emoji, theirs in found.items()}


def _packed(found: Mapping[str, float]) -> str:
    groups = defaultdict(list)
    for word, value in found.items():
        groups[min(35, max(1, round(value * FINE)))].append(word)
    return "|".join(f"{DIGITS[value]}{' '.join(sorted(groups[value]))}" for value in sorted(groups, reverse=True))


def main() -> None:
    """Write the lexicon."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cldr", type=Path, required=True, help="the unpacked package cldr-annotations-full")
    parser.add_argument("--emojibase", type=Path, required=True, help="the unpacked package emojibase-data")
    parser.add_argument("--emojilib", type=Path, required=True, help="the unpacked package emojilib")
    parser.add_argument("--notes", type=Path, required=True, help="a folder of folders of notes, author__repository")
    parser.add_argument("--weights", type=Path, default=HERE / "weights.json", help="what `fit.py` wrote")
    parser.add_argument("-o", "--output", type=Path, required=True, help="where to write lexicon.z")
    asked = parser.parse_args()
    words = packed(joined(annotations(asked.cldr, asked.emojibase, asked.emojilib), habits()))
    weights = json.dumps(json.loads(asked.weights.read_bytes()))
    written = "\n".join((weights, *rows(priors(uses(asked.notes)), words)))
    asked.output.write_bytes(zlib.compress(written.encode(), 9))


if __name__ == "__main__":
    main()
