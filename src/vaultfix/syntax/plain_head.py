"""Plain heads: frontmatter in which nothing is out of the ordinary, told at a glance and never parsed.

Most notes have nothing but texts, lists of texts, numbers, `true` and `false` in their properties. What is taken for
such here YAML reads the same (a property test holds the two together); what is not may be plain all the same.
"""

from collections.abc import Collection
from typing import NamedTuple

from vaultfix.document import BOM, Document, fact, tell
from vaultfix.patterns import pattern
from vaultfix.sheaf import Sheaf, common
from vaultfix.syntax.frontmatter import block

_STRANGE_IN_LINES = r"\x00-\t\x0b\f\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff"
STRANGE = rf"{_STRANGE_IN_LINES}\r\n"
"""Control characters, and those that YAML or Python may take for air, a line end or half a character."""
KEY = r"[^\W\d][\w-]{0,40}+(?:[ ][\w-]{1,40}+){0,5}"
"""The pattern of a key as most people write it."""

_END = r"[ ]*+(?:\r\n?|\n)"
# No text: what YAML takes for something else.
_NO_WORD = rf"(?i:null|true|false)(?={_END})"
# A number has no letters but `e`, `o` and `x`, and no digits behind a hyphen, as a date has.
_FIRST = r"(?:[^\W\d_]|/|[0-9]++(?:[A-DF-NP-WYZa-df-np-wyz]|-[0-9]))"
_WORD = r"(?:true|false|null|0|[1-9][0-9]{0,14})"
# Neither what begins a comment nor what may end a key.
_TEXT = rf"(?!{_NO_WORD}){_FIRST}(?:[^:\#\r\n]++|:(?![ \r\n]))*+"
_QUOTED = r"""(?:"[^"\\\r\n]*+"|'(?:[^'\r\n]|'')*+')"""
_TAG = r"(?!(?i:null|true|false)\b)[A-Za-z][A-Za-z0-9_/-]*+"
_FLOW = rf"\[[ ]*+(?:{_TAG}[ ]*+(?:,[ ]*+{_TAG}[ ]*+)*+)?\]"


def _values(text: str, indent: str) -> str:
    """Return the pattern of what may stand behind a key: a value beside it, or a list below it, or nothing."""
    below = rf"(?:(?P<{indent}>[ ]{{0,20}})-(?:[ ]++{text})?{_END}(?:(?P={indent})-(?:[ ]++{text})?{_END})*+)?"
    return rf":(?:[ ]++(?:{text}|{_FLOW}){_END}|{_END}{below})"


_FENCES = (b"---", f"{BOM}---".encode())
_LINE_END = r"(?:\r\n?|\n)"
# Nothing stands behind a fence, and below the head is not another one.
_FENCED = pattern(
    rf"(?:{BOM})?---{_LINE_END}(?P<yaml>(?:(?!---)[^\r\n]*+{_LINE_END})*+)"
    rf"---(?:{_LINE_END}|\Z)(?!(?:[ \t]*+{_LINE_END})*+---)".encode()
)
_YAML = pattern(
    rf"(?:(?i:tags){_values(_TAG, 'of_tags')}"
    rf"|(?!(?i:tags):){KEY}(?::[ ]++{_WORD}{_END}|{_values(f'(?:{_TEXT}|{_QUOTED})', 'of_texts')}))*+"
)
# Looked for on their own, as a set of so many signs takes long to compile, and texts stand in many places above.
_STRANGE = pattern(f"[{_STRANGE_IN_LINES}]")
# A key, and the sign of what it has: a word, a bracket beside it, or a hyphen below.
_SAID = pattern(
    r"(?<![^\r\n])([^\W\d][^:\r\n]*+):"
    r"(?:[ ]++((?:true|false|[0-9]++)(?=[ ]*+(?![^\r\n]))|\[)|[ ]*+(?:\r\n?|\n)[ ]*+(-))?"
)


_Said = tuple[tuple[str, str, str], ...]
"""The keys of a head as they are written, and the signs of what they have: one beside them, or a hyphen below."""


class PlainHead(NamedTuple):
    """A head that is plain: `tags` has words that can be tags; any other key texts, nothing, a number or a switch."""

    keys: frozenset[str] = frozenset()
    """The keys, folded."""
    switches: frozenset[str] = frozenset()
    """Those of them that are `true`, `false` or a whole number."""
    lists: frozenset[str] = frozenset()
    """Those of them that have lists."""
    repeats: bool = False
    """Whether two keys are one to Obsidian, for which capitals make no difference."""
    is_there: bool = True

    def has(self, key: str) -> bool:
        """Whether the property `key` is set."""
        return key.casefold() in self.keys


NO_HEAD = PlainHead(is_there=False)
"""What stands in a note without frontmatter."""


@fact
def plain_head(doc: Document) -> PlainHead | None:
    """Return what stands in a head that is plain, fences and all, or in none; None where there is more to be read."""
    return _plain_head(doc, {})


@common
def plain_heads(sheaf: Sheaf) -> Collection[tuple[PlainHead | None, list[int]]]:
    """Return the same of the notes of a sheaf: each head once, for most are alike, and the places of the notes."""
    known: dict[_Said, PlainHead] = {}
    places: dict[PlainHead | None, list[int]] = {}
    for at, doc in enumerate(sheaf.docs):
        head = _plain_head(doc, known)
        tell(doc, plain_head, head)
        places.setdefault(head, []).append(at)
    return places.items()


def _plain_head(doc: Document, known: dict[_Said, PlainHead]) -> PlainHead | None:
    """Return the head of a note, one of those that are `known` where it says the same; below it nothing is decoded."""
    if not doc.raw.startswith(_FENCES):
        return NO_HEAD
    fenced = _FENCED.match(doc.raw)
    if fenced is None:
        return NO_HEAD if block(doc) is None else None
    yaml = fenced["yaml"].decode("utf-8", "surrogateescape")
    if _STRANGE.search(yaml) or not _YAML.fullmatch(yaml):
        return None
    said = tuple(_SAID.findall(yaml))
    if said not in known:
        known[said] = _of(said)
    return known[said]


def _of(said: _Said) -> PlainHead:
    keys = [key.casefold() for key, _, _ in said]
    return PlainHead(
        frozenset(keys),
        frozenset([key for key, (_, sign, _) in zip(keys, said, strict=True) if sign and sign != "["]),
        frozenset([key for key, (_, sign, hyphen) in zip(keys, said, strict=True) if hyphen or sign == "["]),
        len(set(keys)) < len(keys),
    )


def may_set(doc: Document, key: str) -> bool:
    """Whether a note could have the property `key`; only the properties themselves can say more."""
    head = plain_head(doc)
    return head is None or head.has(key)
