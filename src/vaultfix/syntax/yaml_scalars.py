"""What a plain scalar means in the core schema of YAML 1.2, which Obsidian reads by [C2.1]."""

from vaultfix.patterns import pattern

Scalar = None | bool | int | float | str

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INTEGER = pattern(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = pattern(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_ENDLESS = pattern(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_BASES = {"0o": 8, "0x": 16}

# Python refuses to read longer integers; a longer one is infinite for JavaScript, too.
_LONGEST_INTEGER = 308


def meaning(text: str) -> Scalar:
    """Return what `text`, written without quotes, means: `yes` and dates are text, `010` is ten [C2.1]."""
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if text[0] not in "+-.0123456789":
        return text
    return _number(text)


def _number(text: str) -> Scalar:
    """Return the number that `text` is, or `text` itself."""
    if len(text) <= _LONGEST_INTEGER and _INTEGER.fullmatch(text):
        base = _BASES.get(text[:2])
        return int(text[2:], base) if base else int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if _ENDLESS.fullmatch(text):
        return float(text.replace(".", "", 1))
    return text
