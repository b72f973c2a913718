"""Routes: how a link to a file is written."""

from collections.abc import Sequence
from itertools import takewhile

from vaultfix.vault.files import Files, folded


def relative(source: str, target: str) -> str:
    """Return the path from the note `source` to `target`, as a relative URL would go before it is encoded."""
    here, there = source.split("/")[:-1], target.split("/")
    shared = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(here, there[:-1], strict=False))))
    return "/".join([*[".."] * (len(here) - shared), *there[shared:]])


def by_name(files: Files, target: str) -> str:
    """Return the shortest name that Obsidian knows `target` by: no folders where it is alone, no `.md`."""
    name = target.rpartition("/")[2]
    shortest = name if len(files.named.get(folded(name), ())) == 1 else target
    return shortest.removesuffix(".md")


def respelled(written: Sequence[str], target: str) -> list[str]:
    """Return the decoded segments of a path, spelled as `target` is, from the last one to the nearest `..`."""
    spelled = list(written)
    true = target.split("/")
    for at in range(1, min(len(spelled), len(true)) + 1):
        if spelled[-at] in {"", ".", ".."}:
            break
        spelled[-at] = true[-at]
    return spelled
