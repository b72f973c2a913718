"""What Obsidian itself was told about the vault, in `.obsidian/app.json`."""

import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from vaultfix.brought import Brought
from vaultfix.store.places import within
from vaultfix.store.reading import OF_SETTINGS, read_bytes
from vaultfix.vault.customs import LinkFormat
from vaultfix.vault.schema import Kind

_LINK_FORMATS: Mapping[str, LinkFormat] = {"shortest": "shortest", "relative": "relative", "absolute": "absolute"}

# As Obsidian names them in `types.json`.
_KINDS = {
    "text": Kind.TEXT,
    "multitext": Kind.LIST,
    "aliases": Kind.LIST,
    "number": Kind.NUMBER,
    "checkbox": Kind.CHECKBOX,
    "date": Kind.DATE,
    "datetime": Kind.DATETIME,
}


@dataclass(frozen=True, repr=False)
class AppSettings:
    """The settings of the app that matter to a vault's files [A7.2, A7.3]."""

    new_link_format: LinkFormat = "shortest"
    """How the app writes a new link: `shortest`, `relative` or `absolute`."""
    use_markdown_links: bool = False
    """Whether a new link is written `[text](path)` instead of `[[path]]`."""
    attachment_folder: str = "/"
    """Where a new attachment goes: `/` the root, `./` beside the note, `./sub` below its folder, else a folder."""
    user_ignore_filters: tuple[str, ...] = ()
    """Paths the author does not want to see: the beginning of a path, or a regular expression between slashes."""

    def ignores(self, path: str) -> bool:
        """Whether the author hid the note at `path`, which Obsidian compares without regard to case [A7.3].

        Raises:
            EndlessPatternError: a filter is not done with the path in good time.
        """
        if not self.user_ignore_filters:
            return False
        path = unicodedata.normalize("NFC", path)
        return path.lower().startswith(self._prefixes) or any(each.is_in(path) for each in self._patterns)

    def without(self, pattern: str) -> "AppSettings":
        """Return the settings without the filter that is this regular expression."""
        return replace(
            self, user_ignore_filters=tuple(each for each in self.user_ignore_filters if each[1:-1] != pattern)
        )

    @cached_property
    def _prefixes(self) -> tuple[str, ...]:
        """The filters that are the beginning of a path."""
        return tuple(
            unicodedata.normalize("NFC", each).lower()
            for each in self.user_ignore_filters
            if each and not _is_regex(each)
        )

    @cached_property
    def _patterns(self) -> tuple[Brought, ...]:
        """The filters that are regular expressions; one that cannot be read hides nothing."""
        patterns = (Brought(each[1:-1], ignores_case=True) for each in filter(_is_regex, self.user_ignore_filters))
        return tuple(each for each in patterns if each.flaw is None)


def load_app_settings(root: Path) -> AppSettings:
    """Read the settings of the vault at `root`; what is missing or makes no sense is as in a new vault [A7.2]."""
    return _settings(_told(root, "app.json"))


def load_property_kinds(root: Path) -> Mapping[str, Kind]:
    """Read which kinds of properties were chosen in Obsidian for the vault at `root`, by folded key [C3.3].

    Kinds that only a plugin knows are left out, and so are tags, which have a rule of their own.
    """
    types = _told(root, "types.json").get("types")
    chosen = types.items() if isinstance(types, dict) else ()
    return {key.casefold(): _KINDS[kind] for key, kind in chosen if isinstance(kind, str) and kind in _KINDS}


def _told(root: Path, name: str) -> Mapping[str, object]:
    """Return what a file of Obsidian's settings says; one that is missing, elsewhere or makes no sense says nothing."""
    file = root / ".obsidian" / name
    if within(os.path.realpath(file), os.path.realpath(root)) is None:
        return {}
    try:
        raw = read_bytes(file, OF_SETTINGS)
    except OSError:
        return {}
    import json  # noqa: PLC0415 - only a vault with settings pays for it

    try:
        told: object = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _settings(told: Mapping[str, object]) -> AppSettings:
    """Take from `app.json` what it knows, where it is of the right type."""
    folder = told.get("attachmentFolderPath")
    filters = told.get("userIgnoreFilters")
    return AppSettings(
        new_link_format=_LINK_FORMATS.get(str(told.get("newLinkFormat")), "shortest"),
        use_markdown_links=told.get("useMarkdownLinks") is True,
        attachment_folder=folder if isinstance(folder, str) and folder else "/",
        user_ignore_filters=tuple(each for each in filters if isinstance(each, str))
        if isinstance(filters, list)
        else (),
    )


def _is_regex(each: str) -> bool:
    """Whether a filter is a regular expression."""
    return len(each) > 2 and each.startswith("/") and each.endswith("/")
