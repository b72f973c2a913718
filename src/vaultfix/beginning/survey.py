"""Survey: what a first look at a vault tells about how its author keeps it."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from vaultfix.passes.frontmatter.addresses import URL, address, shown
from vaultfix.patterns import pattern
from vaultfix.rule import Verdict
from vaultfix.syntax.properties import Properties, properties
from vaultfix.vault import Vault

_WIKILINK = pattern(rb"\[\[[^\[\]\r\n]++\]\]")
# A Markdown link to another note; one to the web has a colon.
_RELATIVE = pattern(rb"\]\(<?[^()<>:\r\n]+?\.md[#)> ]", re.IGNORECASE)
# `share` is what counts where nothing is said.
_SHARING = ("publish", "published", "dg-publish")
_MANY = 10
"""How many findings of one rule make a folder worth a word."""
_MOST_FOLDERS = 5


@dataclass(frozen=True, slots=True)
class Crowd:
    """A folder, with a slash behind it, in which one rule finds much: `here` of `all` that it finds in the vault."""

    folder: str
    rule: str
    here: int
    all: int


@dataclass(frozen=True, slots=True)
class Survey:
    """What was seen: how links are written, where the vault is published, and where most of the faults lie.

    `base_url` is what the `URL` of `below` notes, of `addressed` with one, begins with; empty where too few agree.
    `share` is a property that may publish a note, other than `share`, which `sharing` notes have.
    """

    notes: int
    wikilinks: int
    relative: int
    base_url: str
    below: int
    addressed: int
    share: str
    sharing: int
    crowds: tuple[Crowd, ...]


def surveyed(vault: Vault, paths: Collection[str], found: Collection[Verdict]) -> Survey:
    """Look at the notes at `paths`, in which a run found what is `found`."""
    wikilinks = relative = 0
    bases: Counter[str] = Counter()
    sharing: Counter[str] = Counter()
    addressed = 0
    for doc in filter(None, map(vault.note, paths)):
        wikilinks += len(_WIKILINK.findall(doc.raw))
        relative += len(_RELATIVE.findall(doc.raw))
        said = properties(doc)
        if isinstance(said, Properties):
            sharing.update(key for key in _SHARING if (entry := said.get(key)) and isinstance(entry.value, bool))
        entry = address(doc, "URL")
        if entry and URL.fullmatch(str(entry.value)):
            addressed += 1
            bases.update(_bases(str(entry.value), doc.path))
    base, below = _agreed(bases, addressed)
    share, shared = next(iter(sharing.most_common(1)), ("", 0))
    return Survey(len(paths), wikilinks, relative, base, below, addressed, share, shared, tuple(_crowds(found)))


def _bases(url: str, path: str) -> Iterator[str]:
    """Yield the address of the vault, if the note at `path` has in it the address that its path gives."""
    found = URL.fullmatch(url)
    place = shown(found["path"]) if found else ""
    page = f"/{path.removesuffix('.md')}"
    own = page.removesuffix("/index")
    if found and not found["rest"] and place.endswith(own):
        yield f"{found['scheme']}{found['host']}{place[: len(place) - len(own)]}"


def _agreed(bases: Counter[str], addressed: int) -> tuple[str, int]:
    """Return the address that most notes agree on, and how many; nothing where that is less than half of them."""
    base, below = next(iter(bases.most_common(1)), ("", 0))
    return (base, below) if 2 * below >= addressed else ("", 0)


def _crowds(found: Collection[Verdict]) -> Iterator[Crowd]:
    """Yield the folders at the top of the vault in which nearly all findings of a rule lie, the fullest first."""
    every = Counter(verdict.rule.name for verdict in found)
    by_folder = Counter(
        (folder, verdict.rule.name)
        for verdict in found
        if (folder := verdict.doc.path.partition("/")[0]) and "/" in verdict.doc.path
    )
    crowded = [
        Crowd(f"{folder}/", rule, here, every[rule])
        for (folder, rule), here in by_folder.items()
        if here >= _MANY and 5 * here >= 4 * every[rule]
    ]
    yield from sorted(crowded, key=lambda crowd: (-crowd.here, crowd.folder, crowd.rule))[:_MOST_FOLDERS]
