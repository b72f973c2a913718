"""Plain heads: frontmatter in which nothing is out of the ordinary, told at a glance and never parsed.

Most notes have nothing but texts, lists of texts, `true` and `false` in their properties. What is taken for such here
YAML reads the same (a property test holds the two together); what is not may be plain all the same.
"""

from typing import NamedTuple

from vaultfix.document import Document, fact
from vaultfix.patterns import pattern
from vaultfix.syntax.frontmatter import block

_STRANGE_IN_LINES = r"\x00-\t\x0b\f\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff"
STRANGE = rf"{_STRANGE_IN_LINES}\r\n"
"""Control characters, and those that YAML or Python may take for air, a line end or half a character."""
KEY = r"[^\W\d][\w-]{0,40}+(?:[ ][\w-]{1,40}+){0,5}"
"""The pattern of a key as most people write it."""

_END = r"[ ]*+(?:\r\n?|\n)"
# No text: what YAML takes for something else.
_NO_WORD = rf"(?i:null|true|false)(?={_END})"
# A number has no letters but `e`, `o` and `x`.
_FIRST = r"(?:[^\W\d_]|/|[0-9]++[A-DF-NP-WYZa-df-np-wyz])"
# Neither what begins a comment nor what may end a key.
_TEXT = rf"(?!{_NO_WORD}){_FIRST}(?:[^:\#\r\n]++|:(?![ \r\n]))*+"
_QUOTED = r"""(?:"[^"\\\r\n]*+"|'(?:[^'\r\n]|'')*+')"""
_TAG = r"(?!(?i:null|true|false)\b)[A-Za-z][A-Za-z0-9_/-]*+"
_FLOW = rf"\[[ ]*+(?:{_TAG}[ ]*+(?:,[ ]*+{_TAG}[ ]*+)*+)?\]"


def _values(text: str, indent: str) -> str:
    """Return the pattern of what may stand behind a key: a value beside it, or a list below it, or nothing."""
    below = rf"(?:(?P<{indent}>[ ]{{0,20}})-(?:[ ]++{text})?{_END}(?:(?P={indent})-(?:[ ]++{text})?{_END})*+)?"
    return rf":(?:[ ]++(?:{text}|{_FLOW}){_END}|{_END}{below})"


_HEAD = pattern(
    rf"(?:(?i:tags){_values(_TAG, 'of_tags')}"
    rf"|(?!(?i:tags):){KEY}(?::[ ]++(?:true|false|null){_END}|{_values(f'(?:{_TEXT}|{_QUOTED})', 'of_texts')}))*+"
)
# Looked for on their own, as a set of so many signs takes long to compile, and texts stand in many places above.
_STRANGE = pattern(f"[{_STRANGE_IN_LINES}]")
# A key, and the sign of what it has: a word, a bracket beside it, or a hyphen below.
_SAID = pattern(
    r"(?<![^\r\n])([^\W\d][^:\r\n]*+):"
    r"(?:[ ]++(true(?=[ ]*+(?![^\r\n]))|false(?=[ ]*+(?![^\r\n]))|\[)|[ ]*+(?:\r\n?|\n)[ ]*+(-))?"
)


class PlainHead(NamedTuple):
    """A head that is plain: `tags` has words that can be tags, any other key texts, nothing, `true` or `false`."""

    keys: frozenset[str] = frozenset()
    """The keys, folded."""
    switches: frozenset[str] = frozenset()
    """Those of them that are `true` or `false`."""
    lists: frozenset[str] = frozenset()
    """Those of them that have lists."""
    repeats: bool = False
    """Whether two keys are one to Obsidian, for which capitals make no difference."""


_NO_HEAD = PlainHead()


@fact
def plain_head(doc: Document) -> PlainHead | None:
    """Return what stands in a head that is plain, or in none; None where the properties must be read."""
    head = block(doc)
    if head is None:
        return _NO_HEAD
    if _STRANGE.search(doc.text, *head.yaml) or not _HEAD.fullmatch(doc.text, *head.yaml):
        return None
    said = [(key.casefold(), sign or hyphen) for key, sign, hyphen in _SAID.findall(doc.text, *head.yaml)]
    keys = frozenset([key for key, _ in said])
    return PlainHead(
        keys,
        frozenset([key for key, sign in said if len(sign) > 1]),
        frozenset([key for key, sign in said if len(sign) == 1]),
        len(keys) < len(said),
    )


def may_set(doc: Document, key: str) -> bool:
    """Whether a note could have the property `key`; only the properties themselves can say more."""
    head = plain_head(doc)
    return head is None or key.casefold() in head.keys
