"""Signs: the pattern of what may be damage in any channel."""

import re
from collections.abc import Iterable, Sequence

from vaultfix.mojibake.channels import (
    CODE_PAGE_437,
    CODE_PAGE_850,
    MAC_ROMAN,
    WESTERN,
    WINDOWS_1250,
    WINDOWS_1251,
    WINDOWS_1253,
    WINDOWS_1257,
    Channel,
)


def _signs(
    channels: Sequence[Channel], pairs: range, *, torn: bool = False, repeated: bool = False
) -> tuple[str, str, str]:
    """Return what a damaged character begins with in these channels, what can stand second, and the whole pattern.

    `pairs` are the lead bytes of two-byte characters. Where those are everyday letters of an alphabet (`repeated`),
    one of them with a sign behind it proves nothing: two in a row are asked for, or one behind a plain letter. Where
    channels lose bytes (`torn`), one byte behind the lead of a sign or of a variation selector is enough.
    """

    def shown(data: Iterable[int]) -> str:
        return re.escape("".join(sorted({char for channel in channels for char in channel.chars_of(data)})))

    two, three, four, rest = shown(pairs), shown(range(0xE0, 0xF0)), shown([0xF0]), shown(range(0x80, 0xC0))
    patterns = [
        f"(?<=[{two}])[{rest}]" + (f"[{two}][{rest}]|(?<=[a-z][{two}])[{rest}]" if repeated else ""),
        f"(?<=[{three}])[{rest}]{{2}}",
        f"(?<=[{four}])[{shown([0x9F])}]",
    ]
    if torn:
        patterns.append(f"(?<=[{shown([0xE2, 0xEF])}])[{rest}]")
    return two + three + four, rest, "|".join(patterns)


def _any_of(*signs: tuple[str, str, str]) -> re.Pattern[str]:
    """Return one pattern that leaps from lead to lead, which is what keeps the scan of a healthy note short."""
    leads, rests, patterns = zip(*signs, strict=True)
    return re.compile(f"[{''.join(leads)}](?=[{''.join(rests)}])(?:{'|'.join(patterns)})")


# Two-byte leads stop at DB: from DC on they are Syriac, Thaana and NKo, and DF is a German ß before a closing quote.
SIGNS = _any_of(
    _signs(WESTERN, range(0xC2, 0xDC), torn=True),
    _signs((WINDOWS_1250, WINDOWS_1257), range(0xC2, 0xC6)),
    _signs((WINDOWS_1251, WINDOWS_1253), range(0xC2, 0xD2), repeated=True),
    _signs((MAC_ROMAN,), range(0xC2, 0xC6)),
    _signs((CODE_PAGE_437, CODE_PAGE_850), range(0xC2, 0xC6)),
)
