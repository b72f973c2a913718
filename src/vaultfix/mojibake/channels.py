"""Channels: the code pages that UTF-8 is wrongly read in, and what becomes of each byte on the way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

SOFT_HYPHEN = 0xAD
NBSP = "\xa0"
HOLE = 0x1A
"""Stands among the bytes of a character where a byte is gone and something is shown in its place."""
MARK = "\uffff"
"""Stands in a text, while it is read, for what is shown in place of a byte; nobody writes it."""


@dataclass(frozen=True)
class Channel:
    """A wrong reading of UTF-8: each byte is shown on its own in `codec`, and the bytes in `lost` vanish.

    With a `gap`, such as `?`, they are shown as that instead of vanishing. With `spaces`, a no-break space is shown as
    a plain one.

    A byte that the code page leaves undefined and that did not vanish is shown as the C1 control of its number, as
    browsers and most editors do. `name` is for people.
    """

    name: str
    codec: str
    lost: frozenset[int] = frozenset()
    gap: str = ""
    spaces: bool = False

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """What each of the 256 bytes is shown as; `""` for one that vanishes."""
        page = [" " if self.spaces and char == NBSP else char for char in self.page]
        return tuple(self.gap if byte in self.lost else char for byte, char in enumerate(page))

    @cached_property
    def stands_for(self) -> Mapping[str, int]:
        """The byte behind each character above ASCII, a C1 control behind an undefined byte among them."""
        holes = {MARK: HOLE} if self.gap else {}
        return MappingProxyType({char: byte for byte, char in enumerate(self.page) if byte >= 0x80} | holes)

    @cached_property
    def page(self) -> tuple[str, ...]:
        """The 256 characters of the code page, C1 controls where it is undefined."""
        return tuple(chr(byte) if char == "\ufffd" else char for byte, char in enumerate(_decoded(self.codec)))

    def __reduce__(self) -> tuple[type["Channel"], tuple[str, str, frozenset[int], str, bool]]:
        """Be pickled as what it is made of; what it works out from that is worked out again."""
        return Channel, (self.name, self.codec, self.lost, self.gap, self.spaces)

    @cached_property
    def is_western(self) -> bool:
        """Whether the head of a damaged character is an accented letter of the West, and the rest are signs."""
        return self.codec in {channel.codec for channel in WESTERN}

    def damage(self, text: str) -> str:
        """Return what `text` looks like behind this channel; ASCII comes through unchanged."""
        return "".join(self.shown[byte] for byte in text.encode("utf-8", "surrogatepass"))

    def bytes_of(self, chars: str) -> bytes | None:
        """Return the bytes that `chars`, all above ASCII, stand for; None where one is not of this code page."""
        try:
            return bytes([self.stands_for[char] for char in chars])
        except KeyError:
            return None

    def losing(self, *lost: int) -> "Channel":
        """Return the same channel with exactly these bytes vanishing."""
        return replace(self, lost=frozenset(lost))

    def showing(self, gap: str) -> "Channel":
        """Return the same channel, with `gap` shown for each byte that the code page lacks."""
        return replace(self, lost=self.undefined, gap=gap)

    def spacing(self) -> "Channel":
        """Return the same channel, with a plain space shown for each no-break space."""
        return replace(self, spaces=True)

    @cached_property
    def undefined(self) -> frozenset[int]:
        """The bytes that the code page lacks."""
        return _undefined(self.codec)

    def chars_of(self, data: Iterable[int]) -> str:
        """Return what the bytes are shown as where none vanishes; the other way round from `bytes_of`."""
        return "".join(self.page[byte] for byte in data)


def _decoded(codec: str) -> str:
    """Return the 256 characters of a code page, U+FFFD where it is undefined."""
    return bytes(range(256)).decode(codec, "replace")


def _undefined(codec: str) -> frozenset[int]:
    return frozenset(byte for byte, char in enumerate(_decoded(codec)) if char == "\ufffd")


WINDOWS_1252 = Channel("windows-1252", "cp1252", frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D, SOFT_HYPHEN}))
"""Undefined bytes dropped, and the soft hyphen, which many cleaners take for nothing."""
WINDOWS_1254 = Channel("windows-1254", "cp1254", WINDOWS_1252.lost | {0x8E, 0x9E})
"""What a chardet before 6 calls most UTF-8 with an emoji in it; whole files go through it in any language."""
LATIN_1 = Channel("ISO 8859-1", "latin-1")
LATIN_5 = Channel("ISO 8859-9", "iso8859-9")
WINDOWS_1250 = Channel("windows-1250", "cp1250", _undefined("cp1250"))
WINDOWS_1251 = Channel("windows-1251", "cp1251", _undefined("cp1251"))
WINDOWS_1253 = Channel("windows-1253", "cp1253", _undefined("cp1253"))
WINDOWS_1257 = Channel("windows-1257", "cp1257", _undefined("cp1257"))
MAC_ROMAN = Channel("Mac Roman", "mac_roman")
CODE_PAGE_437 = Channel("code page 437", "cp437")
CODE_PAGE_850 = Channel("code page 850", "cp850")

WESTERN = (WINDOWS_1252, WINDOWS_1254, LATIN_1, LATIN_5)
"""Code pages of the West."""
CHANNELS = (
    *WESTERN,
    WINDOWS_1250,
    WINDOWS_1257,
    WINDOWS_1251,
    WINDOWS_1253,
    MAC_ROMAN,
    CODE_PAGE_437,
    CODE_PAGE_850,
)
"""Every channel that is known, the likelier first."""
