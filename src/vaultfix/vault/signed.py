"""Signed: links that are plain by names and signposts alone, told from their bytes as they are written.

In a large vault it is this that settles most of them; what is not settled here is looked at properly.
"""

from collections.abc import Callable, Iterable, Mapping

from vaultfix.vault import Vault
from vaultfix.vault.lookup import on_disk
from vaultfix.vault.plain import ids_are_enough
from vaultfix.vault.signposts import has_heading, has_id

_NOWHERE = b"\x00"


def unsigned_targets(vault: Vault, names: Mapping[bytes, str], targets: Iterable[bytes]) -> set[bytes]:
    """Return of the targets of wikilinks those that are not surely what `names` name, or a heading of that."""

    def is_signed(target: bytes) -> bool:
        name, hash_sign, words = target.partition(b"#")
        file = names.get(name) or _by_more(names, name)
        return file is not None and (not hash_sign or has_heading(vault, file, words))

    return {target for target in targets if not is_signed(target)}


def _by_more(names: Mapping[bytes, str], said: bytes) -> str | None:
    """Return the file that is named by its whole path, or with its `.md`."""
    file = names.get(said[said.rfind(b"/") + 1 :].removesuffix(b".md"))
    if file is None:
        return None
    path = file.encode("utf-8", "surrogateescape")
    whole = path if b"/" in said else path[path.rfind(b"/") + 1 :]
    return file if said in {whole, whole.removesuffix(b".md")} else None


def unsigned_destinations(
    vault: Vault, names: Mapping[bytes, str], source: str, destinations: Iterable[bytes]
) -> set[bytes]:
    """Return of the destinations in `source` those that are not surely such a note's whole path, and a heading's id."""
    if not ids_are_enough(vault.profiles):
        return set(destinations)
    place_of = _places(source)

    def is_signed(written: bytes) -> bool:
        said = written.replace(b"%20", b" ")
        path, hash_sign, name = said.partition(b"#")
        if not path.endswith(b".md") or b":" in said or b"&" in said or b"%" in said or not said.isascii():
            return False
        folder, slash, file_name = path.rpartition(b"/")
        file = names.get(file_name[:-3])
        there = place_of(folder + slash) + file_name
        return file == there.decode("utf-8", "surrogateescape") and (not hash_sign or has_id(vault, file, name.lower()))

    return {written for written in destinations if not is_signed(written)}


def _places(source: str) -> Callable[[bytes], bytes]:
    """Return what tells which folder is meant in a note by the folder of a destination, each with a slash behind it."""
    known: dict[bytes, bytes] = {}

    def place_of(folder: bytes) -> bytes:
        if folder not in known:
            known[folder] = _place(source, folder.decode())
        return known[folder]

    return place_of


def _place(source: str, folder: str) -> bytes:
    there = on_disk(source, f"{folder}x")
    # Only the first dots of a path lead Obsidian anywhere.
    if there is None or folder.startswith("/") or not there.endswith(f"{folder}x".lstrip("./")):
        return _NOWHERE
    return there[:-1].encode("utf-8", "surrogateescape")
