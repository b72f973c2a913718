"""Scoring: run by run, what a repair made of a damaged note, beside the truth."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from accidents import Accident, Damaged
from emoji import emoji_list

KINDS = ("emoji", "Latin letters", "punctuation", "CJK", "Cyrillic and others")
ASCII = re.compile("[\x00-\x7f]")
OTHERS = "[^\x00-\x7f]*+"
MOST_GAPS = 8
"""How many gaps of a run, the last ones, may turn out to be the space behind it; all would take forever."""
NO_EMOJI = frozenset("©®™↔↕↩↪▪▫▶◀ℹ")
"""Signs that are emoji by the letter of the standard, and text nearly everywhere."""


def emoji_in(text: str) -> list[str]:
    """Return the emoji that stand in a text, in order."""
    return [found["emoji"] for found in emoji_list(text) if found["emoji"].rstrip("\ufe0f") not in NO_EMOJI]


def kind_of(run: str) -> str:
    """Return which of `KINDS` a run is of; the rarest thing in it decides."""
    if emoji_in(run):
        return "emoji"
    names = [unicodedata.name(char, "").partition(" ")[0] for char in run if char.isalpha()]
    if any(name in {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "KATAKANA-HIRAGANA"} for name in names):
        return "CJK"
    if any(name != "LATIN" for name in names):
        return "Cyrillic and others"
    return "Latin letters" if names else "punctuation"


def aligned(damaged: Damaged, output: str) -> Iterator[str | None]:
    """Yield what stands in `output` for each run; None where the ASCII behind the run was not left alone."""
    at = len(damaged.skeleton[0]) if output.startswith(damaged.skeleton[0]) else 0
    for truth, run, behind in zip(damaged.truth, damaged.runs, damaged.skeleton[1:], strict=True):
        for likely in (truth, run):
            if output.startswith(likely + behind, at):
                yield likely
                at += len(likely + behind)
                break
        else:
            here, at = _next(output, at, run, behind)
            yield here


def _next(output: str, at: int, run: str, behind: str) -> tuple[str | None, int]:
    """Return what stands for `run` before `behind`, and where that ends; None and a guess where ASCII is gone.

    A gap that the accident filled with ASCII belongs to the run, and may be closed or still be there.
    """
    gaps = ASCII.findall(run)
    early = len(gaps) - MOST_GAPS
    here = OTHERS + "".join(
        f"(?:{re.escape(gap)})?{'+' if number < early else ''}{OTHERS}" for number, gap in enumerate(gaps)
    )
    found = re.compile(f"({here}){re.escape(behind)}(?![\x00-\x7f])").match(output, at)
    if found:
        return found[1], found.end()
    end = at
    while end < len(output) and not output[end].isascii():
        end += 1
    rest = behind.lstrip(" ")
    if output.startswith(rest, end):
        return None, end + len(rest)
    far = output.find(behind, at)
    return None, far + len(behind) if far >= 0 else end


def is_on_the_way(truth: str, now: str, accident: Accident) -> bool:
    """Whether `now` is the truth with some of its characters still damaged, once or twice: not done, yet not wrong."""
    forms = {char: {char, once := accident.damage_once(char), accident.damage_once(once)} for char in truth}
    reached = {0}
    for char in truth:
        reached = {at + len(form) for at in reached for form in forms[char] if now.startswith(form, at)}
    return len(now) in reached


def is_worse(truth: str, damaged: str, now: str | None) -> bool:
    """Whether a run is worse off than before: ASCII eaten, an emoji put in that was never there, or further away."""
    if now is None:
        return True
    if now in (truth, damaged):
        return False
    foreign = Counter(emoji_in(now)) - Counter(emoji_in(truth)) - Counter(emoji_in(damaged))
    return bool(foreign) or ("\ufffd" in now and "\ufffd" not in damaged) or _apart(now, truth) > _apart(damaged, truth)


def _apart(one: str, other: str) -> int:
    """Return the edit distance of two runs; of long ones, how many characters they do not share."""
    if len(one) * len(other) > 10_000:
        return sum(((Counter(one) - Counter(other)) + (Counter(other) - Counter(one))).values())
    row: Sequence[int] = range(len(other) + 1)
    for number, char in enumerate(one, 1):
        last, now = row, [number]
        for place, rival in enumerate(other, 1):
            now.append(min(last[place] + 1, now[-1] + 1, last[place - 1] + (char != rival)))
        row = now
    return row[-1]
