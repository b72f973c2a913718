"""How a path is written in a link, so that it says just that path [A5.5]."""

import re

from vaultfix.patterns import pattern
from vaultfix.syntax.links.link import Link

_IN_URL = pattern(r'[\x00-\x20\x7f"()<>\\%#?\x80-\x9f\u2028\u2029\udc80-\udcff]')
_IN_BRACKETS = pattern(r"[\x00-\x1f\x7f<>\\%#?\x80-\x9f\u2028\u2029\udc80-\udcff]")


def as_destination(path: str, *, angled: bool = False) -> str:
    """Return `path` as a Markdown destination: what would end or change it percent-encoded, all else as it is."""
    return (_IN_BRACKETS if angled else _IN_URL).sub(percent, path)


def with_path(text: str, link: Link, path: str) -> str:
    """Return all of a link as it stands in `text`, with another path, already written as it must be."""
    return text[link.span.start : link.path_span.start] + path + text[link.path_span.end : link.span.end]


def with_fragment(text: str, link: Link, fragment: str) -> str:
    """Return all of a link as it stands in `text`, with another fragment, already written as it must be."""
    return f"{text[link.span.start : link.path_span.end]}#{fragment}{text[link.target_span.end : link.span.end]}"


def percent(sign: re.Match[str]) -> str:
    """Return what was matched as percent escapes of its UTF-8 bytes."""
    return "".join(f"%{byte:02X}" for byte in sign.group().encode("utf-8", "surrogateescape"))
