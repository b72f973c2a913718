"""Quartz: the address that it gives to a file, and the file that an address means [A9]."""

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Literal

from vaultfix.frozen import frozen
from vaultfix.patterns import pattern

QuartzLinks = Literal["shortest", "absolute", "relative"]
"""How Quartz is told to read links, its option `markdownLinkResolution`."""

# What JavaScript calls a space.
_SPACE = pattern("[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]")
_PAGE = pattern(r"\.(?:md|html)\Z")
_DOTS = {".", ".."}


def slug(path: str) -> str:
    """Return the address of the file at `path`, without the host: capitals stay, pages lose their extension [A9.1]."""
    written = _SPACE.sub("-", unicodedata.normalize("NFC", _PAGE.sub("", path)))
    written = written.replace("&", "-and-").replace("%", "-percent").replace("?", "").replace("#", "")
    return re.sub(r"_index\Z", "index", written)


def folder_slug(path: str) -> str:
    """Return the address of a page, or that of its folder where the page is the folder's index."""
    address = slug(path)
    return "" if address == "index" else address.removesuffix("/index")


@frozen
class Slugs:
    """The addresses of all `files` of a vault, and of its `folders`, which have pages of their own."""

    files: Iterable[str]
    folders: Iterable[str]

    @cached_property
    def pages(self) -> Mapping[str, str]:
        """Address to the file or folder that it shows; an index is its folder's."""
        ours = {folder_slug(path): path for path in sorted(self.files, reverse=True)}
        return {**{slug(folder): folder for folder in self.folders}, **ours}

    @cached_property
    def shared(self) -> Mapping[str, Sequence[str]]:
        """File to the files, itself among them, that have its address, so that only one of them is published."""
        groups: dict[str, list[str]] = {}
        for path in sorted(self.files):
            groups.setdefault(folder_slug(path), []).append(path)
        return {path: group for group in groups.values() if len(group) > 1 for path in group}

    @cached_property
    def named(self) -> Mapping[str, Sequence[str]]:
        """The last part of an address to the files that bear it."""
        named: dict[str, list[str]] = {}
        for path in sorted(self.files):
            named.setdefault(slug(path).rpartition("/")[2], []).append(path)
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

    def addresses(self, source: str, path: str, links: QuartzLinks) -> list[str]:
        """Return the addresses that a link in the note `source` may mean, the likeliest first; none above the root.

        How steps up are read under `shortest` and `absolute` differs by version, so both ways are allowed there.
        """
        segments = [segment for segment in path.split("/") if segment]
        plain = _plain(path)
        from_root = folder_slug(plain)
        steps = "/".join(segments)
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(source), steps))
        relative = [] if beside == ".." or beside.startswith("../") else [folder_slug("" if beside == "." else beside)]
        if links == "relative":
            return relative
        alone = self.named.get(slug(plain), ()) if links == "shortest" else ()
        by_name = [folder_slug(alone[0])] if len(alone) == 1 else []
        return [*(relative if segments and segments[0] in _DOTS else []), *by_name, from_root]


def _plain(path: str) -> str:
    """Return a path without its steps and empty segments."""
    return "/".join(segment for segment in path.split("/") if segment and segment not in _DOTS)
