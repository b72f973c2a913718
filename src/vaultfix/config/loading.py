"""Loading: the configuration that holds for a vault."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from vaultfix.config.catalogue import Catalogue
from vaultfix.config.checking import checked, made
from vaultfix.config.effective import Config
from vaultfix.config.errors import ConfigError
from vaultfix.config.merging import merged
from vaultfix.config.settings import Settings
from vaultfix.config.sources import CommandLine, File, Source, shown, wrong
from vaultfix.config.terms import terms_of
from vaultfix.passes import PASSES
from vaultfix.rule import Pass
from vaultfix.vault.schema import Schema

CONFIG_NAMES = ("vaultfix.toml", ".vaultfix.toml", "pyproject.toml")
"""The names of configuration files, the first of a folder first."""

_NOTHING: Mapping[str, object] = MappingProxyType({})


def load(
    root: Path,
    *,
    explicit: Path | None = None,
    isolated: bool = False,
    overrides: Mapping[str, object] = _NOTHING,
    passes: Sequence[Pass] = PASSES,
) -> Config:
    """Return the configuration of the vault at `root`.

    It is read from the file `explicit`, else from the nearest configuration upward from the root, unless `isolated`.
    `overrides` come from the command line, under the file's keys: `ignore` and `extend-select` add to what the file
    says, any other key replaces it, and what the command line selects by name the file no longer ignores.

    Raises:
        ConfigError: a file cannot be read, or a key, a value or the name of a rule is wrong.
    """
    if isolated and explicit:
        raise ConfigError("--isolated reads no configuration, but --config names one; give only one of the two")
    catalogue = Catalogue(tuple(passes))
    line = CommandLine(overrides)
    file = None if isolated else _explicit(explicit) if explicit else _nearest(root)
    sources: tuple[Source, ...] = (*_files(file), line)
    said = [(source, checked(source, catalogue)) for source in sources]
    values: dict[str, Any] = {}
    for _, each in said:
        values = merged(catalogue, values, each)
    settings = Settings(**values)
    on = catalogue.asked((*settings.select, *settings.extend_select)) - catalogue.meant(settings.ignore)
    every = made(catalogue, said)
    terms = terms_of(catalogue, settings)
    rules = tuple(rule.on(terms[name]) if name in terms else rule for name, rule in every.items() if name in on)
    return Config(
        **values,
        file=file.path if file else None,
        baseline_file=_baseline(root, settings.baseline, reversed(sources), isolated=isolated),
        places=dict(place for source in sources for place in _places(source)),
        catalogue=catalogue,
        made=rules,
        schemas=tuple(each for source, told in said if told.get("schema") for each in _schemas(told["schema"], source)),
    )


def _files(file: File | None) -> tuple[File, ...]:
    """Return the configuration that was found, and before it what it extends."""
    if file is None or "extend" not in file.table:
        return (file,) if file else ()
    from vaultfix.config.chain import chain  # noqa: PLC0415 - likewise

    return chain(file)


def _schemas(tables: Sequence[Mapping[str, object]], source: Source) -> tuple[Schema, ...]:
    """Return the schemas that the tables `[[schema]]` of a source describe."""
    from vaultfix.config.schemas import schemas  # noqa: PLC0415 - only who has schemas pays for them

    return schemas(tables, source)


def _baseline(root: Path, name: str, sources: Iterable[Source], *, isolated: bool) -> Path | None:
    """Return where the baseline `name` lies: beside the file that names it, else at the root.

    One that is named on the command line lies where the user stands. Who reads no configuration has only that one.

    Raises:
        ConfigError: it would be read and written elsewhere, and no user said so.
    """
    source = next((source for source in sources if "baseline" in source.table), None)
    if not name or (source is None and isolated):
        return None
    if source is not None and not isinstance(source, File):
        return Path(name)
    folder = source.path.parent if source else root
    place = Path(os.path.realpath(folder / name))
    if not any(place.is_relative_to(os.path.realpath(each)) for each in (folder, root)):
        reason = f"the baseline `{name}` lies neither in the vault nor beside the configuration; --baseline may name it"
        raise wrong(source, ("baseline",), reason) if source else ConfigError(f"{shown(folder / name)}: {reason}")
    return folder / name


def _explicit(path: Path) -> File:
    """Read the configuration that was named."""
    file = _read(path)
    if file is None:
        raise ConfigError(f"--config: {shown(path)} has no table `[tool.vaultfix]`")
    return file


def _nearest(root: Path) -> File | None:
    """Read the nearest configuration from the root upward."""
    folder = Path(os.path.abspath(root))  # noqa: PTH100 - upward means as the user sees it, links and all
    for each in (folder, *folder.parents):
        for name in CONFIG_NAMES:
            if os.path.isfile(each / name) and (file := _read(each / name)):  # noqa: PTH113 - is_file may raise
                return file
    return None


def _read(path: Path) -> File | None:
    """Read a configuration file; None for a `pyproject.toml` that does not configure vaultfix."""
    from vaultfix.config.reading import read  # noqa: PLC0415 - only a configuration pays for a parser of TOML

    return read(path)


def _places(source: Source) -> Iterator[tuple[str, str]]:
    """Yield each key that a source sets, an option with its rule's name before it, and where that is."""
    for key, value in source.table.items():
        yield key, source.place((key,))
        if key == "rules" and isinstance(value, Mapping):
            for rule, options in value.items():
                for option in options:
                    yield f"rules.{rule}.{option}", source.place(("rules", rule, option))
