"""The rule invalid-tag."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.frontmatter.doubts import not_plain
from vaultfix.passes.frontmatter.values import is_bare_link, is_template, shown
from vaultfix.patterns import pattern
from vaultfix.rule import Choice, Example, Finding, Rule, Severity
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.yaml_nodes import Node, Style
from vaultfix.syntax.yaml_proof import Meant, proved
from vaultfix.syntax.yaml_quotes import written
from vaultfix.syntax.zones import Zone
from vaultfix.text import Fix, Safety, replace
from vaultfix.vault import Vault

DRESSES = ("crlf", "bom", "no final newline", "fence")

# Punctuation and spaces; joiners belong to emoji and to some scripts, and hyphens and dashes look like `-`.
_STRANGE = pattern(r"""[\s!"#$%&'()*+,.:;<=>?@\[\\\]^`{|}~\u2000-\u200b\u200e-\u206f\u2e00-\u2e7f]""")
_PARTS = pattern(r"[,\s]+")
_DIGITS = pattern(r"[0-9]+")
_ON_ITS_LINE = frozenset({Style.PLAIN, Style.SINGLE_QUOTED, Style.DOUBLE_QUOTED})


class InvalidTag(Rule):
    """A tag is one word of letters, digits, `_`, `-` and `/`, and no mere number.

    Obsidian drops any other from `tags` without a word: `two words`, `C++`, `1984`. A `#` in front is welcome and says
    nothing. Several tags in one text, `a, b`, are one that cannot be. The fix parts those, which is a guess, and
    therefore unsafe; what a tag with strange signs should be called only the author knows.
    """

    severity = Severity.WARNING
    doubt = not_plain
    touches = frozenset({Zone.FRONTMATTER})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        found = properties(doc)
        tags = found.get("tags") if isinstance(found, Properties) else None
        if tags is None or tags.value is None or is_bare_link(doc, tags.node):
            return
        for node in tags.node.items if isinstance(tags.value, list) else (tags.node,):
            if not is_template(doc, node) and not is_bare_link(doc, node):
                yield from _faults(doc, node, alone=node is tags.node)

    examples = (
        Example("words of any script", '---\ntags: [garden/herbs, "#été", 夏, 🌱, 2026-plans]\n---\n', dresses=DRESSES),
        Example("one tag may stand alone, or none", "---\ntags: garden\n---\n", dresses=DRESSES),
        Example("a space makes no tag", "---\ntags:\n  - two words\n---\n", faults=1, dresses=DRESSES),
        Example("a number is no tag", "---\ntags: [1984, garden]\n---\n", faults=1, dresses=DRESSES),
        Example(
            "several in one text are parted",
            "---\ntags: garden, herbs # both\n---\n",
            after="---\ntags: [garden, herbs] # both\n---\n",
            unsafe=True,
            dresses=DRESSES,
        ),
    )


def _faults(doc: Document, node: Node, *, alone: bool) -> Iterator[Finding]:
    """Yield what is wrong with one tag, which may stand `alone` as the value of `tags`."""
    if node.value is None:
        return
    source = node.span.of(doc.text)
    if isinstance(node.value, list | dict):
        yield Finding(node.span, "a tag is text, and Obsidian drops what is none")
        return
    tag = str(node.value).removeprefix("#") if isinstance(node.value, str) else source
    strange = _STRANGE.search(tag)
    parts = [part.removeprefix("#") for part in _PARTS.split(tag) if part]
    if _DIGITS.fullmatch(tag):
        yield Finding(node.span, f"`{shown(tag)}` is no tag to Obsidian; a tag has something in it that is no digit")
    elif strange and len(parts) > 1 and alone and all(map(_is_tag, parts)):
        words = f"`{shown(source)}` is one tag to Obsidian, and none that can be; write each as an item of a list"
        yield Finding(node.span, words, _parted(doc, node, parts))
    elif strange:
        named = "spaces" if strange.group().isspace() else f"`{strange.group()}`"
        words = f"`{shown(tag)}` is no tag to Obsidian, which allows letters, digits, `_`, `-` and `/`, and no {named}"
        near = "-".join(parts)
        choices = (Choice(written(near)),) if len(parts) > 1 and _is_tag(near) else ()
        yield Finding(node.span, words, choices=choices)


def _is_tag(text: str) -> bool:
    return bool(text) and not _STRANGE.search(text) and not _DIGITS.fullmatch(text)


def _parted(doc: Document, node: Node, parts: list[str]) -> Fix | None:
    """Return the fix that makes a list of several tags in one text."""
    if node.style not in _ON_ITS_LINE or doc.text.startswith(("&", "!"), node.span.start):
        return None
    fix = replace(node.span, f"[{', '.join(map(written, parts))}]", Safety.UNSAFE)
    return proved(doc, fix, Meant(changed={node.span: parts}))
