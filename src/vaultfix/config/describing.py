"""A configuration as text, in the form of a configuration file: what holds, and where it was said."""

from collections.abc import Iterator, Mapping
from enum import Enum

from vaultfix.config.effective import Config
from vaultfix.config.settings import Settings, key_of
from vaultfix.config.sources import shown
from vaultfix.frozen import fields_of
from vaultfix.printable import printable


def describe(config: Config) -> str:
    """Return the settings that hold for a vault, each with its source, and the rules that are on, as lines of TOML."""
    return "".join(f"{line}\n" for line in _lines(config))


def _lines(config: Config) -> Iterator[str]:
    """Yield the lines of the description."""
    yield f"# {printable(shown(config.file))}" if config.file else "# no configuration file"
    for each in fields_of(Settings):
        value = getattr(config, each.name)
        if not isinstance(value, Mapping):
            yield _line(config, key_of(each.name), key_of(each.name), value)
    yield from _table(config, "severity", config.severity)
    yield from _table(config, "per-file-ignores", config.per_file_ignores)
    for rule in config.made:
        for number, each in enumerate(fields_of(rule)):
            if number == 0:
                yield ""
                yield f"[rules.{rule.name}]"
            key = key_of(each.name)
            yield _line(config, f"rules.{rule.name}.{key}", key, getattr(rule, each.name))
    yield ""
    yield f"# rules that are on ({len(config.made)}):"
    on = {rule.name for rule in config.made}
    for group in config.catalogue.passes:
        names = [name for kind in group.rules if (name := kind().name) in on]
        if names:
            yield f"#   {group.name}: {', '.join(names)}"


def _table(config: Config, key: str, table: Mapping[str, object]) -> Iterator[str]:
    """Yield a setting that is a table, where anything is in it."""
    if table:
        yield ""
        yield f"[{key}]"
    for name, value in table.items():
        yield _line(config, key, _toml(name), value)


def _line(config: Config, place: str, key: str, value: object) -> str:
    """Return one setting, with where it was said."""
    if value is None:
        return f"# {key} is not set"
    return f"{key} = {_toml(value)}  # {printable(config.places.get(place, 'default'))}"


def _toml(value: object) -> str:  # noqa: PLR0911 - one for each type
    """Return a value as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Enum):
        return _toml(value.value if isinstance(value.value, str) else value.name.lower())
    if isinstance(value, str):
        return f'"{"".join(map(_character, value))}"'
    if isinstance(value, frozenset):
        return _toml(tuple(sorted(value)))
    if isinstance(value, tuple | list):
        return f"[{', '.join(_toml(each) for each in value)}]"
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_toml(key)} = {_toml(each)}" for key, each in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    return str(value)


def _character(char: str) -> str:
    """Return a character as it stands in a string of TOML."""
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    return f"\\U{ord(char):08X}" if ord(char) > 0xFFFF else f"\\u{ord(char):04X}"
