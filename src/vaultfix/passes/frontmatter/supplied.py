"""Supplied: findings on missing properties, with what can be written down for them."""

from collections.abc import Sequence

from vaultfix.document import Document
from vaultfix.passes.frontmatter.derived import Derived, derived
from vaultfix.rule import Finding
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.yaml_proof import Meant, proved
from vaultfix.text import Fix, Safety, Span, insert
from vaultfix.vault import Vault


def finding(doc: Document, vault: Vault, span: Span, words: str, absent: Sequence[str]) -> Finding:
    """Report that the keys `absent` are missing, with what can be written down for them."""
    known = {key: value for key in absent if (value := derived(doc, vault, key))}
    lines = ", ".join(f"`{known[key].line}`" if key in known else f"`{key}: …`" for key in absent)
    return Finding(span, f"{words}: add {lines}", _written(doc, known))


def _written(doc: Document, known: dict[str, Derived]) -> Fix | None:
    """Return the fix that writes properties down: those that are certain first, and guesses when only they are left."""
    sure = [each for each in known.values() if each.safety is Safety.SAFE] or list(known.values())
    if not sure:
        return None
    lines = "".join(f"{each.line}{doc.newline}" for each in sure)
    found = block(doc)
    if found is None:
        fence = f"---{doc.newline}"
        return proved(doc, insert(doc.body_start, f"{fence}{lines}{fence}", sure[0].safety), _added(sure))
    return proved(doc, insert(found.yaml.end, lines, sure[0].safety), _added(sure))


def _added(sure: Sequence[Derived]) -> Meant:
    return Meant(added={each.key: each.value for each in sure})
