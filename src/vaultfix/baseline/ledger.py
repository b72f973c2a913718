"""The ledger: a baseline as text, one known fault a line, so that people can read it and git can merge it."""

import json
import re
from collections.abc import Iterator, Mapping

from vaultfix.baseline.known import Known
from vaultfix.patterns import pattern

Counts = Mapping[Known, int]
"""How often each fault is known to be there."""

_FORM = 1
_KEYS = {"path": str, "rule": str, "text": str, "count": int}
_MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
# In a string of JSON each may stand as its number, and then shows itself.
_UNSEEN = pattern(
    "[\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


class BaselineError(Exception):
    """A baseline that cannot be read: why, and in which line where that can be told."""

    def __init__(self, line: int, reason: str) -> None:
        """Remember where it is."""
        super().__init__(reason)
        self.line = line


def parse(raw: bytes) -> Counts:
    """Return what a baseline says. Where a merge left two lines about the same fault, the lesser count holds.

    Raises:
        BaselineError: it is no baseline, or one of a later form.
    """
    counts: dict[Known, int] = {}
    for number, line in enumerate(raw.split(b"\n"), 1):
        if line.strip():
            for known, count in _read(number, line):
                counts[known] = min(count, counts.get(known, count))
    return counts


def written(counts: Counts) -> bytes:
    """Return a baseline as text: what form it has, then each fault on a line of its own, by path, rule and words."""
    lines = [json.dumps({"vaultfix-baseline": _FORM})]
    for known, count in sorted(counts.items()):
        entry: dict[str, object] = {"path": known.path, "rule": known.rule, "text": known.text}
        if count > 1:
            entry["count"] = count
        lines.append(_UNSEEN.sub(_escaped, json.dumps(entry, ensure_ascii=False)))
    return "".join(f"{line}\n" for line in lines).encode()


def _escaped(unseen: re.Match[str]) -> str:
    return f"\\u{ord(unseen.group()):04x}"


def _read(number: int, line: bytes) -> Iterator[tuple[Known, int]]:
    """Yield the fault that a line speaks of; the line that tells the form speaks of none."""
    try:
        text = line.decode("utf-8-sig")
        said: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        if line.startswith(tuple(map(str.encode, _MARKS))):
            reason = "a merge left its marks here; delete them, and keep the lines of both sides"
            raise BaselineError(number, reason) from error
        raise BaselineError(number, "this is no line of a baseline") from error
    if not isinstance(said, dict):
        raise BaselineError(number, "this is no line of a baseline")
    if "vaultfix-baseline" in said:
        if said["vaultfix-baseline"] != _FORM:
            raise BaselineError(number, "this baseline was written by a later vaultfix")
        return
    entry = {"count": 1, **said}
    for key, kind in _KEYS.items():
        if type(entry.get(key)) is not kind:
            raise BaselineError(number, f"a line of a baseline has `path`, `rule` and `text`; here `{key}` is missing")
    if entry.keys() - _KEYS.keys() or entry["count"] < 1:
        raise BaselineError(number, "this is no line of a baseline")
    yield Known(entry["path"], entry["rule"], entry["text"]), entry["count"]
