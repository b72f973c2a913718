"""Throw crossed notes at the readers and at the whole pipeline: less shrewd than `fuzz.py`, and several times as many.

    python benchmarks/crossed.py TARGET [--seed N] [--seconds S]

It needs nothing but vaultfix. Pieces of what `fuzz.py` begins with are put together, and signs of Markdown thrown in,
by the dice of `--seed`. Each input that breaks a promise, or takes longer than a second of work, is printed.
"""

import argparse
import random
import time
from collections.abc import Iterator

from seeds import LONG, LONGEST, PATIENCE, WORDS, seeds
from targets import TARGETS

from vaultfix.document import Document


def main() -> int:
    """Throw notes at one target; return 1 where any broke a promise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=60)
    asked = parser.parse_args()
    thrown = found = 0
    until = time.monotonic() + asked.seconds
    for note in notes(asked.seed, LONGEST.get(asked.target, LONG)):
        if time.monotonic() > until:
            break
        thrown += 1
        if trouble := thrown_at(asked.target, note):
            found += 1
            print(f"{note!r}\n    {trouble}", flush=True)
    print(f"{thrown:,} inputs of seed {asked.seed} thrown at {asked.target}, {found} of them broke a promise")
    return 1 if found else 0


def thrown_at(target: str, note: bytes) -> str:
    """Return what is wrong with how a note is met, if anything is."""
    started = time.process_time()
    try:
        TARGETS[target](Document("note.md", note))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told, and the next note is tried
        return repr(error)
    taken = time.process_time() - started
    return f"{taken:.1f} s for {len(note)} bytes" if taken > PATIENCE else ""


def notes(seed: int, longest: int) -> Iterator[bytes]:
    """Yield notes without end."""
    dice = random.Random(seed)  # noqa: S311 - notes, no secrets
    begun = [text.encode("utf-8", "surrogateescape") for text in seeds()]
    words = [word.encode() for word in WORDS]
    while True:
        note = bytearray(b"".join(_piece(dice, dice.choice(begun)) for _ in range(dice.choice((1, 1, 2, 2, 3)))))
        for _ in range(dice.choice((0, 1, 2, 3, 5, 8))):
            at, other = dice.randint(0, len(note)), dice.randint(0, len(note))
            note[at : at + dice.choice((0, 0, 0, 1, 3, 6))] = dice.choice(
                (dice.choice(words), dice.choice(words), b"", note[other : other + 20], bytes([dice.randrange(256)]))
            )
        yield bytes(note[:longest])


def _piece(dice: random.Random, text: bytes) -> bytes:
    """Return a text, or some of it, mostly from the start of a line."""
    if len(text) < 40 or dice.random() < 0.4:
        return text
    at = dice.randrange(len(text))
    at = text.rfind(b"\n", 0, at) + 1 if dice.random() < 0.7 else at
    return text[at : at + dice.randint(5, 200)]


if __name__ == "__main__":
    raise SystemExit(main())
