"""Patterns of paths, written as in a `.gitignore` file and read as git reads them."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from vaultfix.frozen import frozen
from vaultfix.patterns import pattern

_TRAILING_SPACES = pattern(r"(?<!\\)[ ]+\Z")
_SIGNS = pattern(r"[*?\[\]\\]")
_POSIX_CLASS = pattern(r"\[:([a-z]+):\]")

# git knows letters and digits of ASCII only.
_POSIX = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "blank": r" \t",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": r"!-/:-@\[-`{-~",
    "space": r"\t-\r ",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}

_NEVER = "(?!)"


class Glob(NamedTuple):
    """One pattern: `regex` fits a name where `by_name`, else a whole path."""

    regex: str
    negated: bool
    folders_only: bool
    by_name: bool
    tail: str
    """What every path that it fits ends with, as far as that stands in it without any signs."""

    def fits(self, path: str, name: str, *, folder: bool) -> bool:
        """Whether the pattern speaks of the file or folder `path`, whose last part is `name`."""
        if self.folders_only and not folder:
            return False
        return re.fullmatch(self.regex, name if self.by_name else path, re.DOTALL) is not None


def glob(line: str) -> Glob | None:
    """Read one line of a `.gitignore` file; None for a blank line, a comment and a pattern that fits nothing."""
    pattern = _TRAILING_SPACES.sub("", line)
    if not pattern or pattern.startswith("#"):
        return None
    negated = pattern.startswith("!")
    pattern = pattern.removeprefix("!")
    folders_only = pattern.endswith("/")
    pattern = pattern.removesuffix("/")
    by_name = "/" not in pattern
    segments = pattern.removeprefix("/").split("/")
    if segments == [""]:
        return None
    regex = _segment(segments[0]) if by_name else _path(segments)
    return Glob(regex, negated, folders_only, by_name, _SIGNS.split(segments[-1])[-1])


@frozen
class Globs:
    """Patterns in the order in which they stand: the last one that fits decides."""

    globs: tuple[Glob, ...]

    @classmethod
    def of(cls, lines: Iterable[str]) -> "Globs":
        """Read the lines of a `.gitignore` file, without their line ends."""
        return cls(tuple(found for line in lines if (found := glob(line))))

    def verdict(self, path: str, *, folder: bool = False) -> bool | None:
        """Say whether `path` itself is meant: True, False where a `!` takes it out again, None where nothing fits."""
        if not path.endswith(self._tails):
            return None
        name = path.rpartition("/")[2]
        if not (self._names.fullmatch(name) or self._paths.fullmatch(path)):
            return None
        fitting = (each for each in reversed(self.globs) if each.fits(path, name, folder=folder))
        return next((not each.negated for each in fitting), None)

    def cover(self, path: str) -> bool:
        """Whether the file `path` is meant, or a folder above it."""
        parts = path.split("/")
        above = ("/".join(parts[:depth]) for depth in range(1, len(parts)))
        return any(self.verdict(each, folder=True) for each in above) or bool(self.verdict(path))

    @cached_property
    def _tails(self) -> tuple[str, ...]:
        """What a path ends with that any of the patterns fits."""
        return tuple({each.tail for each in self.globs})

    @cached_property
    def _names(self) -> re.Pattern[str]:
        """Any of the patterns for names, to clear most paths with one look."""
        return re.compile("|".join(each.regex for each in self.globs if each.by_name) or _NEVER, re.DOTALL)

    @cached_property
    def _paths(self) -> re.Pattern[str]:
        """Any of the patterns for paths."""
        return re.compile("|".join(each.regex for each in self.globs if not each.by_name) or _NEVER, re.DOTALL)


def _path(segments: list[str]) -> str:
    """Return the regex for a pattern of several segments, where `**` stands for any number of folders.

    What stands between two `**` has a fixed number of segments, so the first place where it fits is as good as any:
    the groups are atomic, and a hostile pattern costs no more than a friendly one.
    """
    runs: list[list[str]] = [[]]
    for segment in segments:
        if len(segment) > 1 and not segment.strip("*"):  # git takes `***` for `**`
            runs.append([])
        else:
            runs[-1].append(_segment(segment))
    first, *middle = runs
    if not middle:
        return "/".join(first)
    *middle, last = middle
    pieces = ["".join(f"{segment}/" for segment in first)]
    pieces += [f"(?>(?:[^/]*/)*?{''.join(f'{segment}/' for segment in run)})" for run in middle if run]
    pieces.append(f"(?:[^/]*/)*?{'/'.join(last)}" if last else ".+")
    return "".join(pieces)


def _segment(segment: str) -> str:
    """Return the regex for one segment of a pattern; it never fits a slash.

    A star takes as little as lets the text up to the next star fit, once and for all: see `_path`.
    """
    pieces: list[str] = [""]
    at = 0
    while at < len(segment):
        char = segment[at]
        at += 1
        if char == "*":
            pieces.append("")
        elif char == "?":
            pieces[-1] += "[^/]"
        elif char == "[":
            found = _class(segment, at)
            if found is None:
                return _NEVER
            regex, at = found
            pieces[-1] += regex
        elif char == "\\":
            if at == len(segment):
                return _NEVER
            pieces[-1] += re.escape(segment[at])
            at += 1
        else:
            pieces[-1] += re.escape(char)
    first, *rest = pieces
    if not rest:
        return first
    *middle, last = rest
    return "".join([first, *(f"(?>[^/]*?{piece})" for piece in middle if piece), f"[^/]*{last}"])


def _class(segment: str, at: int) -> tuple[str, int] | None:
    """Read a bracket expression whose inside starts at `at`; return its regex and its end, None where it is broken."""
    negated = segment.startswith(("!", "^"), at)
    at += negated
    first = at
    inside = ""
    previous = ""
    while at < len(segment) and (segment[at] != "]" or at == first):
        if posix := _POSIX_CLASS.match(segment, at):
            if posix.group(1) not in _POSIX:
                return None
            inside += _POSIX[posix.group(1)]
            at = posix.end()
            previous = ""
            continue
        is_range = segment[at] == "-" and bool(previous) and not segment.startswith("]", at + 1)
        at += is_range
        at += segment.startswith("\\", at)
        if at >= len(segment):
            return None
        char = segment[at]
        at += 1
        if is_range:
            inside += f"{re.escape(previous)}-{re.escape(char)}" if previous <= char else ""
            previous = ""
        else:
            inside += re.escape(char)
            previous = char
    if at >= len(segment):
        return None
    if negated:
        return f"[^/{inside}]", at + 1
    return (f"(?!/)[{inside}]" if inside else _NEVER), at + 1
