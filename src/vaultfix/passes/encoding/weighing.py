"""Weighing: findings on stretches that lost bytes, each with what it was or can have been."""

from collections import Counter
from collections.abc import Iterator, Sequence

from vaultfix.document import Document
from vaultfix.mojibake.channels import HOLE, MARK, Channel
from vaultfix.mojibake.joining import MOST_LISTED
from vaultfix.mojibake.recovery import Mending, weigh
from vaultfix.mojibake.repair import Change
from vaultfix.mojibake.testimony import Testimony
from vaultfix.passes.encoding.damaged import visible
from vaultfix.passes.encoding.held import held
from vaultfix.passes.encoding.mentioned import wary
from vaultfix.rule import Choice, Finding
from vaultfix.text import Fix, Safety, replace
from vaultfix.vault import Vault
from vaultfix.vault.evidence import testimony

MOST_NAMED = 8
ALMOST = 0.995


def findings(doc: Document, vault: Vault, changes: Sequence[Change], least_chance: float) -> Iterator[Finding]:
    """Yield what is to be said of those `changes` that lost bytes, but no fix where a link needs the damage."""
    is_settled = all(change.certain for change in changes)
    mendings = weigh(doc.text, changes, Testimony() if is_settled else testimony(vault, doc.path))
    told = held(doc, vault, _weighed(mendings, least_chance))
    yield from wary(doc, vault, map(_settled, mendings), told)


def _weighed(mendings: Sequence[Mending], least_chance: float) -> Iterator[Finding]:
    """Yield what is to be said of what lost bytes."""
    places = Counter(mending.change.channel.name for mending in mendings)
    for mending in mendings:
        if mending.change.lossy:
            choices = () if mending.certain else tuple(_choices(mending))
            fix = _fix(mending, least_chance)
            details = _details(mending, places[mending.change.channel.name])
            yield Finding(mending.span, _message(mending), fix, choices=choices, details=details)


def _settled(mending: Mending) -> Change:
    """Return the change, certain as well where the vault proves it."""
    proved = mending.best if mending.certain else None
    return mending.change._replace(after=proved.text) if proved else mending.change


def _fix(mending: Mending, least_chance: float) -> Fix | None:
    """Return what is to be put there, where that is proved or likely enough."""
    best = mending.best
    if best is None or (not mending.certain and best.probability < least_chance):
        return None
    return replace(mending.span, best.text, Safety.SAFE if mending.certain else Safety.UNSAFE)


def _choices(mending: Mending) -> Iterator[Choice]:
    """Yield what a person can choose from, the likeliest first."""
    for candidate in mending.candidates[:MOST_LISTED]:
        yield Choice(candidate.text, candidate.why, round(candidate.probability, 4))


def _message(mending: Mending) -> str:
    before, best = visible(mending.before), mending.best
    lost = f"`{before}` lost bytes when it was read as {mending.change.channel.name}"
    if best is None:
        return f"{lost}; what it was cannot be told"
    if mending.proof:
        return f"{lost}: {mending.proof}"
    if mending.certain:
        return f"{lost}, and can only have been {best.text}"
    why = f": {best.why}" if best.why else ""
    others = mending.candidates[1:MOST_NAMED]
    named = f", else {' '.join(visible(each.text) for each in others)}" if others else ""
    more = len(mending.candidates) - MOST_NAMED
    rest = f" and {more} more" if more > 0 else ""
    return f"{lost}; most likely {visible(best.text)} ({_percent(best.probability)}{why}){named}{rest}"


def _percent(chance: float) -> str:
    """Return a chance for people; a guess is never said to be certain."""
    return f"{chance:.0%}" if chance < ALMOST else "over 99%"


def _details(mending: Mending, places: int) -> tuple[tuple[str, str], ...]:
    """Return what a program may want to know: the bytes that are left, how they were read, and what proves the fix.

    `places` is how many stretches of the note were read so. A byte is written as two digits, a lost one whose place is
    known as `..`.
    """
    channel = mending.change.channel
    pairs = (
        ("channel", channel.name),
        ("places", str(places)),
        ("bytes", _bytes_left(channel, mending.before)),
        ("lost bytes", bytes(sorted(channel.lost)).hex(" ")),
        ("shown as", channel.gap),
        ("evidence", mending.proof or ("the bytes alone" if mending.certain else "")),
    )
    return tuple((name, said) for name, said in pairs if said)


def _bytes_left(channel: Channel, before: str) -> str:
    """Return the bytes that a stretch stands for; empty where it was damaged twice, and stands for others."""
    left = channel.bytes_of(before.replace(channel.gap, MARK) if channel.gap else before)
    return " ".join(".." if byte == HOLE else f"{byte:02x}" for byte in left or b"")
