"""Names and addresses that are taken: a fix gives a note none that another one has."""

from collections import Counter
from collections.abc import Mapping

from vaultfix.document import Document
from vaultfix.syntax.plain_head import may_set
from vaultfix.syntax.properties import Properties, properties
from vaultfix.text import Fix, splice
from vaultfix.vault import Vault, whole_of_faces
from vaultfix.vault.claims import aliases, claims, urls
from vaultfix.vault.files import folded
from vaultfix.vault.quartz import slug


def is_free(doc: Document, vault: Vault, fix: Fix) -> bool:
    """Whether the other names and the address that `fix` gives a note are nobody else's, and will not be."""
    after = Document.of(doc.path, splice(doc.text, fix.edits))
    known = claims(vault)
    given = {claim.key: claim for claim in aliases(after)}
    for claim in aliases(doc):
        given.pop(claim.key, None)
    for key, claim in given.items():
        if any(path != doc.path for path in known.aliases.get(key, ())) or _titles(vault).get(key, 0) > 1:
            return False
        if "quartz" in vault.profiles and vault.files.slugs.pages.get(slug(claim.said), doc.path) != doc.path:
            return False
    addresses = {claim.key for claim in urls(after)} - {claim.key for claim in urls(doc)}
    if addresses and _has_twin(vault, doc.path):
        return False
    return not any(path != doc.path for key in addresses for path in known.urls.get(key, ()))


def _has_twin(vault: Vault, path: str) -> bool:
    """Whether another note is published at the same address: `a.md` beside `a/index.md`."""
    page = path.removesuffix(".md")
    twin = f"{page.removesuffix('/index')}.md" if page.endswith("/index") else f"{page}/index.md"
    return twin in vault.files


@whole_of_faces
def _titles(vault: Vault) -> Mapping[str, int]:
    """Return how many notes have each title, folded: a title may become the first alias of each of them."""
    notes = (doc for path in vault.documents if (doc := vault.note(path)) and doc.is_utf8)
    said = (found for doc in notes if may_set(doc, "title") and isinstance(found := properties(doc), Properties))
    titles = (entry.value for found in said if (entry := found.get("title")))
    return Counter(folded(title.strip(" ")) for title in titles if isinstance(title, str))
