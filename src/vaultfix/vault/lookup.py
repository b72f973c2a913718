"""Lookup: which file a link leads to, in Obsidian [A3], on GitHub [A8.1] and in Quartz [A9]."""

import posixpath
import unicodedata
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from vaultfix.vault.files import Files, folded
from vaultfix.vault.quartz import QuartzLinks


class Fate(Enum):
    """What becomes of a link."""

    REACHED = "reached"
    """It leads to a file or a folder."""
    WRONG_CASE = "wrong case"
    """It leads to a file only where capitals, and kinds of space, make no difference."""
    MISSING = "missing"
    """It leads nowhere."""
    UNKNOWN = "unknown"
    """Nobody here can say: it leaves the vault."""


class Reach(NamedTuple):
    """How far a link comes in one profile: its fate, the file, and other files that it could as well have meant."""

    profile: str
    fate: Fate
    path: str | None = None
    rivals: tuple[str, ...] = ()

    @property
    def opens(self) -> bool:
        """Whether the link leads to its file: capitals make no difference to Obsidian alone [A5.3]."""
        return self.fate is Fate.REACHED or (self.fate is Fate.WRONG_CASE and self.profile == "obsidian")


def in_obsidian(files: Files, source: str, path: str) -> Reach:
    """Look `path` up as Obsidian does for a link in the note `source`: by name, wherever the file lies [A3.1-A3.6]."""
    if not path:
        return Reach("obsidian", Fate.REACHED, source)
    wanted, candidates = _candidates(files, path)
    if len(candidates) == 1 and "/" not in wanted:
        return _reached(path, candidates[0])
    fitting = _fitting(source, wanted, candidates) if candidates else ()
    if fitting:
        return _reached(path, fitting[0], tuple(fitting[1:]))
    # Lenient: what lies exactly there opens, though Obsidian's index has no hidden files and no folders [A3.9, A7].
    there = on_disk(source, path)
    if there is not None and (there in files or ("/" in path and there in files.folders)):
        return Reach("obsidian", Fate.REACHED, there)
    return Reach("obsidian", Fate.MISSING)


def folders_around(files: Files, name: str) -> frozenset[str]:
    """Return the folders, each with its slash, around the files that a wikilink may mean by a name without a folder.

    From all other folders it leads to the same file as from the root [A3.4]; without such files, none is told.
    """
    around: set[str] = set()
    for path in _candidates(files, name)[1]:
        folder = folder_of(path)
        while folder and f"{folder}/" not in around:
            around.add(f"{folder}/")
            folder = folder_of(folder)
    return frozenset(around)


def sole_file(files: Files, path: str) -> str | None:
    """Return the one file that `path` means to Obsidian in every note, spelled as there; None where in doubt.

    `path` is a name that one file alone has [A3.3], or the whole path from the root [A3.5].
    """
    wanted, candidates = _candidates(files, path)
    if not path or wanted.startswith(("/", "./", "../")):
        return None
    if "/" in wanted:
        candidates = [candidate for candidate in candidates if folded(candidate) == wanted]
    is_sole = len(candidates) == 1 and _reached(path, candidates[0]).fate is Fate.REACHED
    return candidates[0] if is_sole else None


def on_github(files: Files, source: str, path: str) -> Reach:
    """Look `path` up as a URL is, beside the note `source`; capitals matter, and so does the extension [A8.1]."""
    if not path:
        return Reach("portable", Fate.REACHED, source)
    there = on_disk(source, path)
    if there is None:
        return Reach("portable", Fate.UNKNOWN)
    for exact in (there, there.partition("?")[0]):
        if files.exists(exact):
            return Reach("portable", Fate.REACHED, exact)
    alike = files.alike(folded(there))
    if not alike:
        return Reach("portable", Fate.MISSING)
    # macOS may hand names back decomposed, which git undoes [A5.1].
    same = next((twin for twin in alike if _composed(twin) == _composed(there)), None)
    if same is not None:
        return Reach("portable", Fate.REACHED, same)
    return Reach("portable", Fate.WRONG_CASE, alike[0], tuple(alike[1:]))


def in_quartz(files: Files, source: str, path: str, links: QuartzLinks) -> Reach:
    """Look `path` up among the addresses that Quartz publishes, read as it is told to read `links` [A9.2]."""
    if not path:
        return Reach("quartz", Fate.REACHED, source)
    ways = list(dict.fromkeys((path, path.partition("?")[0])))
    is_inside = False
    pages = files.slugs.pages
    for address in (address for way in ways for address in files.slugs.addresses(source, way, links)):
        if address in pages:
            return Reach("quartz", Fate.REACHED, pages[address])
        is_inside = True
    if not is_inside:
        return Reach("quartz", Fate.UNKNOWN)
    miscased = next(filter(None, (files.slugs.miscased(source, way, links) for way in ways)), None)
    return Reach("quartz", Fate.MISSING if miscased is None else Fate.WRONG_CASE, miscased)


def folder_of(path: str) -> str:
    """Return the folder that holds `path`, empty for the root."""
    return path.rpartition("/")[0]


def _candidates(files: Files, path: str) -> tuple[str, Sequence[str]]:
    """Return the folded link path, with `.md` where it took that, and every file of its name [A3.2]."""
    wanted = folded(path)
    name = wanted.rpartition("/")[2]
    if "." in name and (found := files.named.get(name)):
        return wanted, found
    return f"{wanted}.md", files.named.get(f"{name}.md", ())


def _fitting(source: str, wanted: str, candidates: Sequence[str]) -> Sequence[str]:
    """Return the candidates that a link path fits, the one that wins first [A3.4-A3.6]."""
    is_absolute = wanted.startswith("/")
    is_relative = wanted.startswith(("./", "../"))
    if is_relative:
        wanted = _climbed(folded(folder_of(source)), wanted)
    wanted = wanted.removeprefix("/")
    if "/" in wanted:
        by_path = [(folded(candidate), candidate) for candidate in candidates]
        there = [candidate for place, candidate in by_path if place == wanted][:1]
        ending: Sequence[str] = [candidate for place, candidate in by_path if place.endswith(wanted)]
    else:  # each candidate has this very name
        there = [candidate for candidate in candidates if "/" not in candidate][:1]
        ending = candidates
    if is_absolute or (there and (is_relative or "/" in wanted)):
        return there
    # In or below the folder of the note comes first; short paths come before long ones as it is.
    beside = f"{folder_of(source)}/" if "/" in source else ""
    near = [candidate for candidate in ending if candidate.startswith(beside)]
    ordered = [*near, *(candidate for candidate in ending if not candidate.startswith(beside))] if near else ending
    return [*there, *(candidate for candidate in ordered if candidate not in there)] if there else ordered


def _climbed(folder: str, wanted: str) -> str:
    """Join leading dots to the source's folder; above the root is the root [A3.4]."""
    while wanted.startswith(("./", "../")):
        step, _, wanted = wanted.partition("/")
        if step == "..":
            folder = folder_of(folder)
    return f"{folder}/{wanted}" if folder else wanted


def on_disk(source: str, path: str) -> str | None:
    """Return the path under the root that a URL means, None where it leaves the root; `/` starts at the root [A4.5]."""
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(folder_of(source), path)
    there = posixpath.normpath(joined) if joined else ""
    if there == ".." or there.startswith("../"):
        return None
    return "" if there == "." else there


def _reached(path: str, target: str, rivals: tuple[str, ...] = ()) -> Reach:
    """Return that a link path leads to `target`, and whether its capitals are right."""
    written = _composed(path.lstrip("./"))
    is_exact = _composed(target).endswith((written, f"{written}.md"))
    fate = Fate.REACHED if is_exact else Fate.WRONG_CASE
    return Reach("obsidian", fate, target, rivals)


def _composed(path: str) -> str:
    return path if path.isascii() else unicodedata.normalize("NFC", path)
