"""Opening: from paths on a command line to the vaults that a run is about."""

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from vaultfix.config import CONFIG_NAMES, Config, ConfigError, load
from vaultfix.config.plugins import Plugins, plugins
from vaultfix.git.history import History
from vaultfix.passes import PASSES
from vaultfix.rule import Pass
from vaultfix.session import Session
from vaultfix.store import AppSettings, Notes, Trouble, choose, discover, find_root, load_property_kinds
from vaultfix.store.places import lies_in, seen_from_here, seen_from_root
from vaultfix.vault import Vault
from vaultfix.vault.customs import Customs
from vaultfix.vault.files import Files
from vaultfix.vault.schema import Schemas
from vaultfix.vault.unwritten import Unwritten

_OBSIDIAN = ".obsidian"


class Settings(NamedTuple):
    """How vaults are opened: which configuration is read, and what the command line sets over it.

    With `isolated` none is read, and no plugin loaded: such a run is the same everywhere.
    """

    config: Path | None = None
    isolated: bool = False
    overrides: Mapping[str, object] = MappingProxyType({})
    since: str | None = None
    """A commit, or a range that ends here: of a folder, only the notes that changed since are named."""
    jobs: int = 1
    """How many processes may judge the notes of a vault."""
    apart: bool = True
    """Whether vaults that lie in a folder, which is none itself, are opened each on its own."""


def open_vaults(paths: Iterable[str], settings: Settings) -> tuple[tuple[Session, ...], tuple[Trouble, ...]]:
    """Open the vaults that `paths`, files or folders, lie in; the troubles say what could not be found, read or loaded.

    Raises:
        ConfigError: the configuration of a vault is wrong.
        GitError: git cannot say what changed, where that is asked.
    """
    groups: dict[Path, list[Path]] = {}
    troubles = []
    for path in dict.fromkeys(paths):
        if refusal := _refusal(path):
            troubles.append(Trouble(path or '""', refusal))
        else:
            groups.setdefault(find_root(Path(path), CONFIG_NAMES), []).append(Path(path))
    sessions = []
    known = plugins() if groups and not settings.isolated else Plugins(PASSES, ())
    troubles += (Trouble(name, reason) for name, reason in known.troubles)
    while groups:
        root = min(groups)
        ours = groups.pop(root)
        try:
            session, found = _open(root, ours, settings, known.passes)
        except ConfigError as wrong:
            raise ConfigError(f"{wrong}{known.told}") from wrong
        troubles += found
        inner = _inner(session, ours) if settings.apart else ()
        for each in inner:
            groups.setdefault(root / each, []).append(root / each)
        session = _without(session, inner)
        if session.named or session.bystanders or not inner:
            sessions.append(session)
    return tuple(sessions), tuple(troubles)


def _open(
    root: Path, paths: Sequence[Path], settings: Settings, passes: Sequence[Pass]
) -> tuple[Session, list[Trouble]]:
    """Open one vault, to be judged by the rules of `passes`."""
    config = load(
        root, explicit=settings.config, isolated=settings.isolated, overrides=settings.overrides, passes=passes
    )
    discovery = discover(root, config.exclude)
    troubles: dict[str, Trouble] = {}
    named: dict[str, None] = {}  # in the order in which they come, which is soon sorted
    singly: dict[str, None] = {}
    for path in paths:
        chosen, trouble = choose(discovery, path)
        (named if path.is_dir() else singly).update(dict.fromkeys(chosen))
        if trouble:
            troubles[seen_from_here(root, seen_from_root(root, path))] = trouble
        # What is wrong elsewhere in the vault is no trouble for one who asks about this note.
        place = seen_from_root(root, path)
        for each in discovery.troubles:
            if lies_in(each.path, place) or lies_in(place, each.path.removesuffix("/")):
                seen = seen_from_here(root, each.path)
                troubles.setdefault(seen, Trouble(seen, each.reason))
    notes = Notes(discovery, config.note_megabytes)
    vault = Vault(
        notes,
        Files(discovery.files),
        config.profiles,
        history=History(root) if config.git else {},
        customs=_customs(config, discovery.app),
        schemas=Schemas(config.schemas, load_property_kinds(root)),
        known_rules={name: not kind.off for name, kind in config.catalogue.kinds.items()},
    )
    linted = frozenset(discovery.notes)
    session = Session(root, config, notes, vault, tuple(sorted(named | singly)), linted=linted, jobs=settings.jobs)
    if settings.since is not None:
        from vaultfix.since import Since  # noqa: PLC0415 - only who asks what changed pays for it

        since = Since.of(vault, root, paths, settings.since)
        session = replace(session, vault=since.vault, from_nothing=since.from_nothing)
        session = _narrowed(session, singly.keys() | (named.keys() & since.touched), since.concerned)
    return session, list(troubles.values())


def _inner(session: Session, paths: Sequence[Path]) -> tuple[str, ...]:
    """Return the vaults with notes to lint that lie in the folders `paths`, where these lie in none.

    A root with a configuration is a vault, whatever lies in it.
    """
    root, file = session.root, session.config.file
    marked = os.path.isdir(root / _OBSIDIAN)  # noqa: PTH112 - is_dir raises where it may not look
    if marked or (file and file.parent == root):
        return ()
    asked = [seen_from_root(root, path) for path in paths if path.is_dir()]
    vaults = {path.partition(f"/{_OBSIDIAN}/")[0] for path in session.vault.files.paths if f"/{_OBSIDIAN}/" in path}
    found: list[str] = []
    for each in sorted(vaults):
        if any(lies_in(each, folder) for folder in asked) and not any(lies_in(each, other) for other in found):
            found += [each] if any(lies_in(note, each) for note in session.linted) else []
    return tuple(found)


def _without(session: Session, inner: Collection[str]) -> Session:
    """Return the session without the notes of the vaults `inner`, which are judged on their own."""
    if not inner:
        return session

    def outside(notes: Iterable[str]) -> list[str]:
        return [note for note in notes if not any(lies_in(note, each) for each in inner)]

    named, bystanders, linted = map(outside, (session.named, session.bystanders, session.linted))
    return replace(session, named=tuple(named), bystanders=frozenset(bystanders), linted=frozenset(linted))


def _refusal(path: str) -> str | None:
    """Return why there is nothing to be seen at `path`; None where there is, if only a link that leads nowhere."""
    try:
        os.stat(path)  # noqa: PTH116 - an empty path is none, and not this folder
    except PermissionError:
        return "permission denied"
    except (OSError, ValueError):
        return None if os.path.lexists(path) else "there is no such file or folder"
    return None


def _narrowed(session: Session, named: Collection[str], concerned: frozenset[str]) -> Session:
    """Return the session with only `named` named, and with the other notes whose links the change concerns."""
    return replace(session, named=tuple(sorted(named)), bystanders=(concerned & session.linted).difference(named))


def _customs(config: Config, app: AppSettings) -> Customs:
    """Return how links are read and written in a vault, as its configuration and Obsidian's say."""
    return Customs(
        quartz_links=config.quartz_links,
        link_format=app.new_link_format,
        attachment_folder=app.attachment_folder,
        publish_prefixes=config.publish_prefixes,
        share_property=config.share_property,
        base_url=config.base_url,
        unwritten=Unwritten.of(config.unwritten),
    )
