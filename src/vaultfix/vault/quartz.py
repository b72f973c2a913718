"""Quartz: the address that it gives to a file, and the file that an address means [A9]."""

import posixpath
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal

from vaultfix.frozen import frozen
from vaultfix.patterns import pattern

QuartzLinks = Literal["shortest", "absolute", "relative"]
"""How Quartz is told to read links, its option `markdownLinkResolution`."""

# What JavaScript calls a space.
_SPACE = pattern("[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]")
# What an address may not have as it stands; of the blanks only the usual one is common.
_CHANGED = pattern("[\t\n\v\f\r&%?#\x80-\U0010ffff]")
_PAGE = pattern(r"\.(?:md|html)\Z")
_INDEX = pattern(r"_index\Z")
_DOTS = {".", ".."}


def slug(path: str) -> str:
    """Return the address of the file at `path`, without the host: capitals stay, pages lose their extension [A9.1]."""
    written = _PAGE.sub("", path).replace(" ", "-")
    if _CHANGED.search(written):
        written = _SPACE.sub("-", unicodedata.normalize("NFC", written))
        written = written.replace("&", "-and-").replace("%", "-percent").replace("?", "").replace("#", "")
    return _INDEX.sub("index", written)


def folder_slug(path: str) -> str:
    """Return the address of a page, or that of its folder where the page is the folder's index."""
    return _of_folder(slug(path))


@frozen
class Slugs:
    """The addresses of all `files` of a vault, and of its `folders`, which have pages of their own."""

    files: Iterable[str]
    folders: Iterable[str]

    @cached_property
    def _addresses(self) -> Sequence[tuple[str, str]]:
        """The files in order, each with its address."""
        return [(path, slug(path)) for path in sorted(self.files)]

    @cached_property
    def pages(self) -> Mapping[str, str]:
        """Address to the file or folder that it shows; an index is its folder's."""
        ours = {_of_folder(address): path for path, address in reversed(self._addresses)}
        return {**{slug(folder): folder for folder in self.folders}, **ours}

    @cached_property
    def shared(self) -> Mapping[str, Sequence[str]]:
        """File to the files, itself among them, that have its address, so that only one of them is published."""
        groups: dict[str, list[str]] = {}
        for path, address in self._addresses:
            groups.setdefault(_of_folder(address), []).append(path)
        return {path: group for group in groups.values() if len(group) > 1 for path in group}

    @cached_property
    def named(self) -> Mapping[str, Sequence[str]]:
        """The last part of an address to the files that bear it."""
        named: dict[str, list[str]] = {}
        for path, address in self._addresses:
            named.setdefault(address.rpartition("/")[2], []).append(path)
        return named

    @cached_property
    def alike(self) -> Mapping[str, str]:
        """Address in small letters to a file or folder."""
        return {address.lower(): path for address, path in sorted(self.pages.items(), reverse=True)}

    @cached_property
    def named_alike(self) -> Mapping[str, Sequence[str]]:
        """The last part of an address in small letters to the files that bear it."""
        alike: dict[str, list[str]] = {}
        for name, paths in self.named.items():
            alike.setdefault(name.lower(), []).extend(paths)
        return alike

    def miscased(self, source: str, path: str, links: QuartzLinks) -> str | None:
        """Return the file or folder that a link in the note `source` would mean if capitals made no difference."""
        for address in map(str.lower, self.addresses(source, path, links)):
            if address in self.alike:
                return self.alike[address]
        namesakes = self.named_alike.get(slug(_plain(path)).lower(), ()) if links == "shortest" else ()
        return namesakes[0] if len(namesakes) == 1 else None

    def addresses(self, source: str, path: str, links: QuartzLinks) -> Iterator[str]:
        """Yield the addresses that a link in the note `source` may mean, the likeliest first; none above the root.

        How steps up are read under `shortest` and `absolute` differs by version, so both ways are allowed there.
        """
        steps = path.strip("/")
        if links == "relative" or steps.partition("/")[0] in _DOTS:
            segments = "/".join(segment for segment in steps.split("/") if segment)
            beside = posixpath.normpath(posixpath.join(posixpath.dirname(source), segments))
            if beside != ".." and not beside.startswith("../"):
                yield folder_slug("" if beside == "." else beside)
        if links == "relative":
            return
        address = slug(_plain(path))
        alone = self.named.get(address, ()) if links == "shortest" else ()
        if len(alone) == 1:
            yield folder_slug(alone[0])
        yield _of_folder(address)


def _of_folder(address: str) -> str:
    return "" if address == "index" else address.removesuffix("/index")


def _plain(path: str) -> str:
    """Return a path without its steps and empty segments."""
    return "/".join(segment for segment in path.split("/") if segment and segment not in _DOTS)
