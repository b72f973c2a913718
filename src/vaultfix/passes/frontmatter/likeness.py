"""What looks like frontmatter to a person, even where it stands in the wrong place or never ends."""

from typing import NamedTuple

from vaultfix.patterns import pattern

_FAMILIAR = frozenset(
    {
        "alias",
        "aliases",
        "author",
        "categories",
        "created",
        "cssclass",
        "cssclasses",
        "date",
        "description",
        "draft",
        "id",
        "layout",
        "modified",
        "permalink",
        "publish",
        "share",
        "slug",
        "tag",
        "tags",
        "title",
        "updated",
        "url",
    }
)  # fmt: skip - one key a line would fill a page
"""Keys that Obsidian, Quartz, Enveloppe or most site generators know [C3], in lower case."""

_KEY = pattern(r"(?P<key>[^\W\d][\w -]*):(?=[ \t]|(?![^\r\n]))[^\r\n]*+(?:\r\n?|\n|\Z)")
# A note that goes on like this is a data file without a fence; there is no end to look for.
_MOST_KEYS = 1000

# Indented text goes on with a value, but an indented fence is a fence that went wrong.
_MORE = pattern(r"(?:[ \t]*-(?=[ \t\r\n])|[ ]+(?!-{3,}[ \t]*(?![^\r\n]))[^\s])[^\r\n]*+(?:\r\n?|\n|\Z)")
_AIR = pattern(r"(?:[ \t]*|#[^\r\n]*)(?:\r\n?|\n)")


class Likeness(NamedTuple):
    """Lines that look like properties: their keys, and where the lines end."""

    keys: tuple[str, ...]
    end: int

    @property
    def is_familiar(self) -> bool:
        """Whether one of the keys is known to every tool, so that hardly any prose has it."""
        return any(key.lower() in _FAMILIAR for key in self.keys)


def likeness(text: str, start: int, *, gaps: bool = False) -> Likeness | None:
    """Return the lines from `start` on that look like properties, over blank lines and comments too if `gaps`.

    None where the first line is no `key:`, or the keys are too many for a note.
    """
    keys: list[str] = []
    at = start
    while at < len(text) and len(keys) < _MOST_KEYS:
        row = _KEY.match(text, at)
        if row:
            keys.append(row["key"])
        elif keys:
            row = _MORE.match(text, at) or (_AIR.match(text, at) if gaps else None)
        if row is None:
            break
        at = row.end()
    return Likeness(tuple(keys), at) if 0 < len(keys) < _MOST_KEYS else None
