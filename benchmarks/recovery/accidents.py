"""Accidents: how the notes are damaged, written apart from vaultfix's own channels so that it can judge them."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, zip_longest

RUN = re.compile("[^\x00-\x7f]+")
_C1 = range(0x80, 0xA0)


@dataclass(frozen=True)
class Damaged:
    """A note after an accident, in pieces.

    `skeleton` is the ASCII between the runs, one piece more than there are runs; `truth` and `runs` are each maximal
    run of other characters as it was and as it is now.
    """

    skeleton: Sequence[str]
    truth: Sequence[str]
    runs: Sequence[str]

    @cached_property
    def text(self) -> str:
        """The damaged note."""
        return "".join(chain.from_iterable(zip_longest(self.skeleton, self.runs, fillvalue="")))

    @property
    def spans(self) -> Iterator[tuple[int, int]]:
        """Where each run stands in the damaged note."""
        at = 0
        for ascii_piece, run in zip(self.skeleton, self.runs, strict=False):
            at += len(ascii_piece)
            yield at, at + len(run)
            at += len(run)


@dataclass(frozen=True)
class Accident:
    """One way in which UTF-8 goes wrong: each byte is read on its own in `codec`.

    `gap` is what stands for a byte that the code page lacks: `""` where it is dropped, None where it is kept as a C1
    control. `share` of the lines (or of the runs, with `by_run`) is damaged, the rest is left alone.
    """

    name: str
    codec: str
    gap: str | None = ""
    drops_soft_hyphen: bool = False
    spaces_nbsp: bool = False
    twice: bool = False
    share: float = 1.0
    by_run: bool = False

    @cached_property
    def page(self) -> Sequence[str]:
        """What each of the 256 bytes becomes."""
        return [self._shown(byte) for byte in range(256)]

    def _shown(self, byte: int) -> str:
        char = bytes([byte]).decode(self.codec, "replace")
        # Python decodes every byte of ISO 8859, where 80 to 9F are controls that readers lack as well.
        if char == "\ufffd" or (char == chr(byte) and byte in _C1):
            return chr(byte) if self.gap is None else self.gap
        if char == "\xad" and self.drops_soft_hyphen:
            return ""
        return " " if char == "\xa0" and self.spaces_nbsp else char

    def damage(self, run: str) -> str:
        """Return what a run looks like afterwards."""
        once = self.damage_once(run)
        return self.damage_once(once) if self.twice else once

    def damage_once(self, run: str) -> str:
        """Return what a run looks like after the first time."""
        return "".join(self.page[byte] for byte in run.encode("utf-8", "surrogatepass"))

    def befall(self, text: str, seed: str) -> Damaged:
        """Return a note as it is after the accident; `seed` says which lines a partial one picks."""
        skeleton, truth = RUN.split(text), RUN.findall(text)
        if self.share >= 1:
            return Damaged(skeleton, truth, [self.damage(run) for run in truth])
        dice = random.Random(f"{self.name} {seed}")  # noqa: S311 - it must come out the same in every run
        runs, hit = [], dice.random() < self.share
        for ascii_piece, run in zip(skeleton, truth, strict=False):
            if self.by_run or "\n" in ascii_piece:
                hit = dice.random() < self.share
            runs.append(self.damage(run) if hit else run)
        return Damaged(skeleton, truth, runs)


ACCIDENTS = (
    Accident("windows-1254, dropped", "cp1254"),
    Accident("windows-1254, dropped, soft hyphens too", "cp1254", drops_soft_hyphen=True),
    Accident("windows-1254, dropped, NBSP to space", "cp1254", spaces_nbsp=True),
    Accident("windows-1254, C1 kept", "cp1254", gap=None),
    Accident("windows-1254, U+FFFD", "cp1254", gap="\ufffd"),
    Accident("windows-1254, ?", "cp1254", gap="?"),
    Accident("windows-1254, space", "cp1254", gap=" "),
    Accident("windows-1254, dropped, twice", "cp1254", twice=True),
    Accident("windows-1254, C1 kept, twice", "cp1254", gap=None, twice=True),
    Accident("windows-1254, dropped, 30 % of lines", "cp1254", share=0.3),
    Accident("windows-1254, dropped, 30 % of runs", "cp1254", share=0.3, by_run=True),
    Accident("windows-1252, dropped", "cp1252"),
    Accident("windows-1252, C1 kept", "cp1252", gap=None),
    Accident("windows-1252, C1 kept, 30 % of lines", "cp1252", gap=None, share=0.3),
    Accident("windows-1250, dropped", "cp1250"),
    Accident("windows-1250, C1 kept", "cp1250", gap=None),
    Accident("windows-1251, dropped", "cp1251"),
    Accident("windows-1251, C1 kept", "cp1251", gap=None),
    Accident("windows-1253, dropped", "cp1253"),
    Accident("windows-1257, dropped", "cp1257"),
    Accident("ISO 8859-1, C1 kept", "latin-1", gap=None),
    Accident("ISO 8859-1, dropped", "latin-1"),
    Accident("ISO 8859-9, C1 kept", "iso8859-9", gap=None),
    Accident("ISO 8859-9, dropped", "iso8859-9"),
    Accident("Mac Roman", "mac_roman"),
    Accident("code page 437", "cp437"),
    Accident("code page 850", "cp850"),
)
"""Every accident that is measured, what chardet makes of UTF-8 with emoji first."""
