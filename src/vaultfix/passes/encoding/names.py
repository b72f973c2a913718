"""Names: which files and folders of a vault may have damaged names, and which note tells of each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from vaultfix.patterns import pattern
from vaultfix.vault import Vault, whole_of_faces
from vaultfix.vault.files import is_hidden

_EXTENSION = pattern(r"(?<=.)\.[A-Za-z0-9]{1,8}\Z")


@whole_of_faces
def suspects(vault: Vault) -> Sequence[str]:
    """Return the paths of files and folders whose last name may be mojibake, in order; hidden ones are not judged."""
    paths = [path for path in vault.files.paths if not path.isascii() and not is_hidden(path)]
    if not paths:
        return ()
    from vaultfix.mojibake.suspicion import suspect  # noqa: PLC0415 - only names above ASCII can be damaged

    # All names are looked at in one go, as few vaults have any that is damaged.
    if not suspect("\n".join({name for path in paths for name in path.split("/")})):
        return ()
    leads = {lead for path in paths for lead in _leads(path) if "\n" not in lead}
    return sorted(lead for lead in leads if suspect(lead.rpartition("/")[2]))


@whole_of_faces
def are_damaged(vault: Vault) -> bool:
    """Whether any of the suspects is mojibake, by its letters alone; what it was need not be weighed else."""
    from vaultfix.mojibake.repair import repair  # noqa: PLC0415 - likewise

    return bool(repair("\n".join(stems(suspects(vault)))).changes)


def stems(paths: Iterable[str]) -> Sequence[str]:
    """Return the last names of paths without extensions, as the same words stand in headings and links."""
    return [_EXTENSION.sub("", path.rpartition("/")[2]) for path in paths]


@whole_of_faces
def homes(vault: Vault) -> Mapping[str, Sequence[str]]:
    """Return, by note, the suspects that it tells of."""
    notes = sorted(vault.documents)
    others = [path for path in suspects(vault) if path in vault.files and path not in vault.documents]
    linking = _first_links(vault, others) if others else {}
    homes: dict[str, list[str]] = {}
    for path in suspects(vault):
        home = path if path in vault.documents else linking.get(path) or _nearest(notes, path)
        homes.setdefault(home, []).append(path)
    return homes


def _leads(path: str) -> Iterator[str]:
    """Yield a path and the folders that it leads through."""
    while path:
        yield path
        path = path.rpartition("/")[0]


def _first_links(vault: Vault, paths: Sequence[str]) -> Mapping[str, str]:
    """Return for each of `paths` the first note that links to it."""
    found: dict[str, str] = {}
    for note, links in sorted(vault.inbound(paths).items()):
        for link in links:
            for reach in vault.resolve(note, link):
                if reach.path is not None:
                    found.setdefault(reach.path, note)
    return found


def _nearest(notes: Sequence[str], path: str) -> str:
    """Return the first note in a folder, else in the folder around it, and so on; empty where there are no notes."""
    for folder in _leads(path):
        inside = next((note for note in notes if note.startswith(f"{folder}/")), None)
        if inside is not None:
            return inside
    return notes[0] if notes else ""
