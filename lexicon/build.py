"""Build the lexicon of emoji that ships with vaultfix; see README.md for its sources and how to run this."""

import argparse
import json
import math
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from emoji import EMOJI_DATA, STATUS
from notes import Occurrence, occurrences

from vaultfix.mojibake.surroundings import stem, words

HERE = Path(__file__).parent
LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "pl", "tr", "ru", "uk", "ja", "ko", "zh")
TIERS = (6.0, 3.0, 1.5, 0.4, 0.06)
"""What each tier of `popularity.txt` counts, in authors who write the emoji once."""
OTHERWISE, BARE = 0.02, 0.004
"""What an emoji of no tier counts, and one without the selector that it should have."""
TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
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


def priors(notes: Iterable[Occurrence]) -> dict[str, float]:
    """Return how commonly each emoji is written, as a logarithm: an author counts by the root of their uses."""
    uses: Counter[tuple[str, str]] = Counter((one.emoji, one.author) for one in notes)
    mass = {
        emoji: BARE if entry["status"] != STATUS["fully_qualified"] else OTHERWISE
        for emoji, entry in EMOJI_DATA.items()
    }
    for emoji in mass:
        if any(tone in emoji for tone in TONES) or "\u200d" in emoji:
            mass[emoji] = BARE
    tiers = (line for line in (HERE / "popularity.txt").read_text("utf-8").split("\n") if line and line[0] != "#")
    for tier, line in zip(TIERS, tiers, strict=True):
        for emoji in line.split():
            mass[emoji] = max(mass.get(emoji, 0), tier)
    for (emoji, _), count in uses.items():
        mass[emoji] = mass.get(emoji, 0) + math.sqrt(count)
    return {emoji: math.log(count) for emoji, count in mass.items()}


def rows(prior: Mapping[str, float], sources: Iterable[Words]) -> Iterator[str]:
    """Yield a line of the lexicon for each emoji that has words or is not rare."""
    sources = tuple(sources)
    for emoji in sorted(prior):
        found = [_packed(source.get(plain(emoji), {})) for source in sources]
        toned = any(tone in emoji for tone in TONES) and len(emoji) > 1
        if not toned and (any(found) or prior[emoji] > math.log(OTHERWISE)):
            yield "\t".join((emoji, f"{prior[emoji]:.2f}", *found))


def _packed(found: Mapping[str, float]) -> str:
    """Write words in groups, each behind its digit: how telling its words are, 1 to 9."""
    groups = defaultdict(list)
    for word, value in found.items():
        groups[min(9, max(1, round(value * 1.2)))].append(word)
    return "|".join(f"{digit}{' '.join(sorted(groups[digit]))}" for digit in sorted(groups, reverse=True))


def main() -> None:
    """Write the lexicon."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cldr", type=Path, required=True, help="the unpacked package cldr-annotations-full")
    parser.add_argument("--emojibase", type=Path, required=True, help="the unpacked package emojibase-data")
    parser.add_argument("--emojilib", type=Path, required=True, help="the unpacked package emojilib")
    parser.add_argument("--notes", type=Path, required=True, help="a folder of folders of notes, author__repository")
    parser.add_argument("-o", "--output", type=Path, required=True, help="where to write lexicon.z")
    asked = parser.parse_args()
    prior = priors(occurrences(asked.notes))
    found = rows(prior, (annotations(asked.cldr, asked.emojibase, asked.emojilib), habits()))
    weights = json.dumps(json.loads((HERE / "weights.json").read_bytes()))
    asked.output.write_bytes(zlib.compress("\n".join((weights, *found)).encode(), 9))


if __name__ == "__main__":
    main()
