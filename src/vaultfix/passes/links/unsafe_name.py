"""The rule unsafe-name."""

import re
from collections.abc import Iterable, Iterator, Mapping

from vaultfix.document import Document
from vaultfix.doubt import among
from vaultfix.patterns import pattern
from vaultfix.rule import EVERYWHERE, Example, Finding, Rule, Severity
from vaultfix.sheaf import Sheaf
from vaultfix.vault import Vault, whole, whole_of_faces
from vaultfix.vault.files import Files, is_hidden
from vaultfix.vault.hosts import Host, hosts, near

_IN_LINKS = pattern(r"%%|\[\[|\]\]|[#|^:]")
_ON_WINDOWS = pattern(r'[\\:*?"<>|\x00-\x1f]')
_DEVICE = pattern(r"(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.|\Z)", re.IGNORECASE)
_IN_QUARTZ = pattern(r"[%?#]")
# Any of these, in folded names with a sign between them that no name has; folded, `<` may be one with what crosses it.
_DOUBTFUL = (
    pattern(r'[%\[\]#|^:\\*?"<>≮≯\x01-\x1f]'),
    pattern(r"\0(?<=[. ]\0)"),
    pattern(r"\0(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?=[.\0])"),
)


def _where_any_is(sheaf: Sheaf, vault: Vault) -> Iterable[int]:
    """Leave all notes where a name is unsafe, else none."""
    return sheaf.every if _unsafe(vault) else ()


@among(_where_any_is)
def telling(doc: Document, vault: Vault) -> bool:
    """Doubt a note on which something is told of a name."""
    return doc.path in _unsafe(vault)


class UnsafeName(Rule):
    r"""The name of a file or folder can be linked to, and copied to any disk.

    `#`, `|`, `^`, `:`, `%%` and double brackets end the name in a link; Windows allows neither the signs
    `\ / : * ? " < > |`, nor a dot or blank at the end, nor names of devices such as `con`. Where Quartz is asked, the
    signs that it changes in an address are told as well. Nothing is renamed. What is wrong with a folder is told on
    its first note, with an attachment on the first note that links to it, else on the note nearest to it [A6.2, A6.3].
    """

    severity = Severity.WARNING
    doubt = telling
    touches = EVERYWHERE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for place, message, severity in _unsafe(vault).get(doc.path, ()):
            yield Finding(place.span, message, severity=severity)

    examples = (
        Example("letters, blanks, emoji", "", path="a/🌙 my móon (1).md"),
        Example("a hash", "", faults=1, path="C# for all.md"),
        Example("signs that Windows does not allow", "", faults=1, path="what?.md"),
        Example("a device", "", faults=1, path="aux.md"),
        Example("a folder with a dot at its end", "", faults=1, path="etc./a.md"),
        Example("an attachment with a dot at its end", "", faults=1, others=(("etc.", ""),)),
        Example("a sign that Quartz spells out", "", faults=1, path="100%.md", profiles=("obsidian", "quartz")),
    )


@whole
def _unsafe(vault: Vault) -> Mapping[str, list[tuple[Host, str, Severity | None]]]:
    """Return what is wrong with names, by the note on which it is told."""
    told = _names(vault)
    speaking = hosts(vault, told.keys() & vault.files.paths)
    found: dict[str, list[tuple[Host, str, Severity | None]]] = {}
    for path, (message, severity) in sorted(told.items()):
        place = speaking.get(path) or near(vault, path)
        if place:
            found.setdefault(place.path, []).append((place, message, severity))
    return found


@whole_of_faces
def _names(vault: Vault) -> Mapping[str, tuple[str, Severity | None]]:
    """Return what is wrong with names, by the file or folder that has them."""
    return {path: told for path in _doubtful(vault.files) if (told := _told(vault, path))}


def _doubtful(files: Files) -> Iterator[str]:
    """Yield all folders, which are few, and of the files those whose names may be unsafe."""
    yield from files.folders
    # To search all names in one piece takes a third of the time.
    names = "\0".join(["", *files.named, ""])
    for signs in _DOUBTFUL:
        for doubt in signs.finditer(names):
            start = names.rindex("\0", 0, doubt.end() - 1) + 1
            yield from files.named[names[start : names.index("\0", start)]]


def _told(vault: Vault, path: str) -> tuple[str, Severity | None] | None:
    """Return what is wrong with the name of a file or folder, and how much it matters where that is not as usual."""
    name = path[path.rfind("/") + 1 :]
    if is_hidden(path):
        return None
    if reasons := ", and ".join(_reasons(name)):
        return f"the name `{name}`: {reasons}", None
    if "quartz" in vault.profiles and (signs := _signs(_IN_QUARTZ, name)):
        return f"the name `{name}`: Quartz changes {signs} in its address", Severity.INFO
    return None


def _reasons(name: str) -> Iterator[str]:
    """Yield what is wrong with a name."""
    if signs := _signs(_IN_LINKS, name):
        yield f"Obsidian's links cannot hold {signs}"
    if signs := _signs(_ON_WINDOWS, name):
        yield f"Windows allows no {signs}"
    if name.endswith((".", " ")):
        yield "Windows drops the dot or blank at its end"
    if _DEVICE.match(name):
        yield "Windows keeps it for a device"


def _signs(pattern: re.Pattern[str], name: str) -> str:
    """Return the signs in a name that fit a pattern, each once, for a message."""
    return " and ".join(f"`{sign}`" for sign in dict.fromkeys(pattern.findall(name)))
