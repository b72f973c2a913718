"""Objects: what `git cat-file --batch` prints."""

from collections.abc import Mapping


def contents(batch: bytes) -> Mapping[str, bytes]:
    """Read `git cat-file --batch`: the bytes of each object by its name; what git lacks is left out."""
    found: dict[str, bytes] = {}
    at = 0
    while (end := batch.find(b"\n", at)) >= 0:
        name, _, size = batch[at:end].partition(b" ")
        kind, _, digits = size.rpartition(b" ")
        if not kind:  # `missing`
            at = end + 1
            continue
        length = int(digits)
        found[name.decode()] = batch[end + 1 : end + 1 + length]
        at = end + length + 2
    return found
