"""Plain links: each leads to one file, and to a heading that stands there, so that no rule objects to its target."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.syntax.links.destination import Destination, decoded
from vaultfix.syntax.links.inline import markdown_link
from vaultfix.syntax.links.link import EXTERNAL, Kind
from vaultfix.syntax.slugs import slug
from vaultfix.text import Span
from vaultfix.vault import Vault, whole_of_faces
from vaultfix.vault.anchors import stripped
from vaultfix.vault.files import NOTE_SUFFIXES, folded, is_hidden
from vaultfix.vault.lookup import Fate, Reach, folder_of, in_quartz, on_disk, sole_file
from vaultfix.vault.signposts import has_heading, has_id

# What a destination may not have in it: a drive, an entity, a percent escape that is none or no UTF-8.
_ODD = pattern("[:&]|%(?![0-9A-Fa-f]{2})")
# What the target of a wikilink may not: blocks, schemes, brackets and backslashes are not judged here.
_ODD_TARGET = pattern(r"[\^:\[\]\\]")
# Nor what the path of a file may not, that is to be meant by its name.
_ODD_SIGN = pattern(r"[\^:\[\]\\#|\r\n]")
_ODD_STARTS = (" ", "\t", ".", "/")
_ODD_FOLDERS = ("/ ", "/\t")
_ODD_ENDS = (".md.md", " ", "\t", " .md", "\t.md")
_NOT_UTF8 = pattern("[\udc80-\udcff]")


_MOST_KNOWN = 50_000
"""How many of each kind are remembered; most are met again soon or never."""


class _Known(NamedTuple):
    """The targets that were looked at: wikilinks' as written, and destinations' with the folder of their note."""

    plain: set[str]
    doubtful: set[str]
    near: dict[tuple[str, str], bool]


@whole_of_faces
def _known(_: Vault) -> _Known:
    return _Known(set(), set(), {})


def is_plain_target(doc: Document, vault: Vault, target: str) -> bool:
    """Whether a wikilink of `doc` is plain whose path and fragment are written as `target`.

    It names what one file alone has for a name [A3.3], or for its whole path [A3.5], and a heading of that.
    """
    known = _known(vault)
    if target in known.plain:
        return True
    if target in known.doubtful:
        return False
    path, hash_sign, fragment = target.partition("#")
    if not path and "^" not in fragment:
        return _names_heading(vault, doc.path, fragment)
    is_odd = path != path.strip(" \t") or _ODD_TARGET.search(target)
    file = None if is_odd else sole_file(vault.files, path)
    is_plain = (
        file is not None
        and _is_so_in_quartz(vault, path, file)
        and (not hash_sign or _names_heading(vault, file, fragment))
    )
    alike = known.plain if is_plain else known.doubtful
    if len(alike) < _MOST_KNOWN:
        alike.add(target)
    return is_plain


def _is_so_in_quartz(vault: Vault, path: str, file: str) -> bool:
    """Whether Quartz, where it is asked, takes the path of a wikilink for the same file, whichever note links there."""
    ways = vault.customs.quartz_links
    return "quartz" not in vault.profiles or (
        ways != "relative" and in_quartz(vault.files, "", path, ways) == Reach("quartz", Fate.REACHED, file)
    )


def doubting_targets(doc: Document, vault: Vault) -> Callable[[str], bool]:
    """Return what tells whether the target of a wikilink of `doc` is not plain, to be asked of many."""
    plain, doubtful, _ = _known(vault)

    def is_doubtful(target: str) -> bool:
        return target in doubtful or (target not in plain and not is_plain_target(doc, vault, target))

    return is_doubtful


def sole_names(vault: Vault) -> dict[bytes, str]:
    """Return the names that mean one file alone, those of notes without their `.md`, and the paths of these files."""
    found: dict[bytes, str] = {}
    spelled: list[str] = []
    named = vault.files.named
    sole = [(name, bearers[0]) for name, bearers in named.items() if len(bearers) == 1 and "." in name]
    odd = _odd([path for _, path in sole])
    for name, path in sole:
        if path not in odd and name.removesuffix(".md") not in named:
            file = path[path.rfind("/") + 1 :]
            said = file.removesuffix(".md")
            found[said.encode("utf-8", "surrogateescape")] = path
            spelled += (said, file, path, path.removesuffix(".md"))
    if len(spelled) < _MOST_KNOWN:
        _known(vault).plain.update(spelled)
    return found


def _odd(paths: Sequence[str]) -> set[str]:
    """Return the paths with anything odd in them; signs that hardly any has are sought in all of them at once."""
    odd = {path for path in paths if path.startswith(_ODD_STARTS) or path.endswith(_ODD_ENDS)}
    together = "\0".join(paths)
    if _ODD_SIGN.search(together):
        odd.update(path for path in paths if _ODD_SIGN.search(path))
    for folder in _ODD_FOLDERS:
        if folder in together:
            odd.update(path for path in paths if folder in path)
    return odd


def is_plain_destination(doc: Document, vault: Vault, written: str) -> bool:
    """Whether a Markdown link of `doc` with that destination, as written, is plain in every profile, or not judged."""
    if EXTERNAL.match(written) and "\\" not in written:
        return True
    if written.startswith("#"):
        return _leads_plainly(doc, vault, written)
    near = _known(vault).near
    place = folder_of(doc.path), written
    if place not in near:
        if len(near) >= _MOST_KNOWN:
            near.clear()
        near[place] = _leads_plainly(doc, vault, written)
    return near[place]


def _leads_plainly(doc: Document, vault: Vault, written: str) -> bool:
    path, hash_sign, fragment = written.partition("#")
    file = None if _ODD.search(written) or "\\" in written else _sole_file_at(doc, vault, decoded(path))
    if file is not None:
        return not hash_sign or _all_find(vault, file, decoded(fragment), vault.profiles)
    return _resolves_plainly(doc, vault, written)


def _sole_file_at(doc: Document, vault: Vault, path: str) -> str | None:
    """Return the file that a path from a note leads to, if it lies there and no other bears its name [A3.3, A8.1]."""
    if "." not in path[-5:] or path.startswith("/") or not path.isprintable():
        return None
    bearers = vault.files.named.get(folded(path[path.rfind("/") + 1 :]), ())
    is_there = len(bearers) == 1 and bearers[0].endswith(path.lstrip("./")) and bearers[0] == on_disk(doc.path, path)
    if not is_there:
        return None
    if "quartz" in vault.profiles:
        reach = in_quartz(vault.files, doc.path, path, vault.customs.quartz_links)
        return bearers[0] if reach.path == bearers[0] and reach.opens else None
    return bearers[0]


def _resolves_plainly(doc: Document, vault: Vault, written: str) -> bool:
    """Tell the same of any destination, of more than one that is looked up by a name."""
    whole_of_it = Span(0, len(written))
    link = markdown_link(
        written, whole_of_it, Kind.INLINE, Span(0, 0), Destination(whole_of_it, angled=False, end=len(written))
    )
    if link.is_external:
        return True
    if not written or _ODD.search(written) or _NOT_UTF8.search(link.path) or link.path.startswith("/"):
        return False
    reaches = vault.resolve(doc.path, link)
    file = reaches[0].path if reaches else None
    if file is None or file not in vault.files or (link.path and is_hidden(file)):
        return False
    if not all(reach.fate is Fate.REACHED and reach.path == file and not reach.rivals for reach in reaches):
        return False
    return link.fragment is None or _all_find(vault, file, link.fragment, [reach.profile for reach in reaches])


def _all_find(vault: Vault, file: str, fragment: str, profiles: Sequence[str]) -> bool:
    """Whether a fragment is one heading, found in every profile, or as few as can be helped."""
    if not fragment.strip(" \t#") or fragment.startswith("^") or "#" in fragment or _NOT_UTF8.search(fragment):
        return False
    if not file.lower().endswith(NOTE_SUFFIXES):
        return True
    if _is_signposted(vault, file, fragment, [*profiles]):
        return True
    note = vault.anchors(file)
    if note is None:
        return False
    if all(note.place(profile, fragment) for profile in profiles):
        return True
    # Of the other spellings none is better, so that anchor-style has none to name.
    is_read = "quartz" not in profiles or note.in_quartz(fragment)
    return is_read and {"obsidian", "portable"} <= {*profiles} and note.is_divided(fragment)


def _is_signposted(vault: Vault, file: str, fragment: str, profiles: list[str]) -> bool:
    """Whether the same is sure without the note."""
    said = fragment.encode()
    if profiles == ["obsidian"]:
        return has_heading(vault, file, said)
    if not ids_are_enough(profiles) or not fragment.isascii():
        return False
    if has_id(vault, file, said.lower()):
        return True
    # Of words with a blank between them GitHub makes an id that is no such words to Obsidian: nothing serves both.
    is_divided = "obsidian" in profiles and " " in stripped(fragment) and has_heading(vault, file, said)
    return is_divided and ("quartz" not in profiles or has_id(vault, file, slug(fragment).encode()))


def ids_are_enough(profiles: Sequence[str]) -> bool:
    """Whether a destination is plain that has the id of a heading: with GitHub among those asked none is better."""
    return "portable" in profiles


def _names_heading(vault: Vault, file: str, fragment: str) -> bool:
    """Whether a heading is found by a fragment, or it is up to a program for other files."""
    asks_quartz = "quartz" in vault.profiles
    if not fragment.strip(" \t#") or fragment.startswith("#") or (asks_quartz and "#" in fragment):
        return False
    if not file.lower().endswith(NOTE_SUFFIXES):
        return True
    has_words = has_heading(vault, file, fragment.encode("utf-8", "surrogateescape"))
    if has_words and (not asks_quartz or has_id(vault, file, slug(fragment).encode())):
        return True
    note = vault.anchors(file)
    return note is not None and note.in_obsidian(fragment) and (not asks_quartz or note.in_quartz(fragment))
