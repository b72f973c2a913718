"""Checking: what a source says becomes settings, or an error that says where and why not."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_type_hints

from vaultfix.config.catalogue import Catalogue
from vaultfix.config.errors import did_you_mean
from vaultfix.config.settings import ADDRESS, COUNTS, Settings, key_of
from vaultfix.config.sources import Source, wrong
from vaultfix.frozen import fields_of
from vaultfix.patterns import pattern
from vaultfix.rule import Rule
from vaultfix.vault import PROFILES
from vaultfix.vault.unwritten import Unwritten

_ADDRESS = pattern(ADDRESS)
_NAMES = {key_of(each.name): each.name for each in fields_of(Settings)}


def checked(source: Source, catalogue: Catalogue) -> dict[str, Any]:
    """Return the settings that `source` gives, by the names of their fields, each of its own type.

    Raises:
        ConfigError: there is no such key, a value is of another type, or a word is unknown.
    """
    values: dict[str, Any] = {}
    if not source.table:
        return values  # most runs set nothing on the command line
    kinds = get_type_hints(Settings)
    for key, value in source.table.items():
        if key not in _NAMES:
            raise wrong(source, (key,), f"there is no setting `{key}`{did_you_mean(key, _NAMES)}")
        values[_NAMES[key]] = _typed(source, (key,), value, kinds[_NAMES[key]])
    for name in ("select", "ignore", "extend_select", "extend_safe_fixes", "extend_unsafe_fixes"):
        _check_words(source, (key_of(name),), values.get(name, ()), catalogue.selectors, "rule or pass")
    for notes, selectors in values.get("per_file_ignores", {}).items():
        _check_words(source, ("per-file-ignores", notes), selectors, catalogue.selectors, "rule or pass")
    for word in values.get("severity", {}):
        _check_words(source, ("severity", word), (word,), catalogue.selectors, "rule or pass")
    for word in values.get("extend_unsafe_fixes", ()):
        if word in values.get("extend_safe_fixes", ()):
            reason = f"the fixes of `{word}` cannot be safe and unsafe; name it in one of the two lists"
            raise wrong(source, ("extend-unsafe-fixes",), reason, word)
    _check_words(source, ("profiles",), values.get("profiles", ()), PROFILES, "profile")
    _check_words(source, ("rules",), values.get("rules", {}), catalogue.kinds, "rule")
    _check_sense(source, values)
    try:
        Unwritten.of(values.get("unwritten", ()))
    except ValueError as error:
        raise wrong(source, ("unwritten",), str(error)) from error
    return values


def _check_sense(source: Source, values: Mapping[str, Any]) -> None:
    """See that no number is less than nothing, and that an address is one."""
    for key in COUNTS:
        number = values.get(_NAMES[key], 0)
        if number < 0:
            raise wrong(source, (key,), f"`{key}` must not be negative, as `{number}` is")
    address = values.get("base_url", "")
    if not _ADDRESS.fullmatch(address):
        reason = f'`base-url` must be an address such as `https://example.org`, not `"{address}"`'
        raise wrong(source, ("base-url",), reason)


def made(catalogue: Catalogue, said: Sequence[tuple[Source, Mapping[str, Any]]]) -> dict[str, Rule]:
    """Return every rule by name, with the options that are `said` for it: of each, what was said last.

    Raises:
        ConfigError: a rule has no such option, or the option cannot have that value.
    """
    given = [(source, values["rules"]) for source, values in said if values.get("rules")]
    return {name: _rule(name, kind, given) for name, kind in catalogue.kinds.items()}


def _rule(name: str, kind: type[Rule], given: Sequence[tuple[Source, Mapping[str, Mapping[str, object]]]]) -> Rule:
    """Return one rule with its options set."""
    told = [(source, tables[name]) for source, tables in given if name in tables]
    if not told:
        return kind()
    options = {key: value for source, table in told for key, value in _options(source, name, kind, table).items()}
    try:
        return kind(**options)
    except ValueError as error:
        raise wrong(told[-1][0], ("rules", name), f"the options of `{name}` do not fit: {error}") from error


def _options(source: Source, name: str, kind: type[Rule], table: Mapping[str, object]) -> dict[str, Any]:
    """Return the options of a rule that a table gives, by the names of their fields, each of its own type."""
    names = {key_of(each.name): each.name for each in fields_of(kind)}
    kinds = get_type_hints(kind)
    options: dict[str, Any] = {}
    for key, value in table.items():
        keys = ("rules", name, key)
        if key not in names:
            knows = did_you_mean(key, names) or _list(names)
            raise wrong(source, keys, f"the rule `{name}` has no option `{key}`{knows}")
        options[names[key]] = _typed(source, keys, value, kinds[names[key]])
    return options


def _list(names: Iterable[str]) -> str:
    """Return the end of a message that lists what there is."""
    known = ", ".join(f"`{each}`" for each in names)
    return f"; it has {known}" if known else "; it has none"


def _typed(source: Source, keys: Sequence[str], value: object, kind: object) -> object:
    """Return a value as its type, or raise the error that says where it stands."""
    from vaultfix.config.values import WrongValueError, typed  # noqa: PLC0415 - only who sets anything pays for it

    try:
        return typed(value, kind)
    except WrongValueError as error:
        keys = (*keys, *error.keys)
        raise wrong(source, keys, f"`{keys[-1]}` {error.reason}", error.item) from error


def _check_words(source: Source, keys: Sequence[str], words: Iterable[str], known: Iterable[str], what: str) -> None:
    """See that each of `words` is known."""
    known = sorted(known)
    for word in words:
        if word not in known:
            near = did_you_mean(word, known) or (_list(known) if what == "profile" else "; `vaultfix rules` lists them")
            near = near.replace("; it has", "; there are")
            raise wrong(source, keys, f"there is no {what} `{word}`{near}", word)
