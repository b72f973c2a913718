"""The settings: every key of the configuration, with its type, its default and what it is for."""

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from vaultfix.frozen import frozen
from vaultfix.rule import Severity
from vaultfix.vault import USUAL_PROFILES
from vaultfix.vault.quartz import QuartzLinks

ALL = "all"
"""The selector that means every rule but those that must be asked for by name."""
COUNTS = ("note-megabytes", "journal-days", "journal-megabytes")
"""The keys of which less than nothing cannot be meant."""
ADDRESS = r"([hH][tT][tT][pP][sS]?://[^\s/?#]\S*)?"
"""What `base-url` may be, as Python and the JSON Schema both read it."""


@frozen
class Settings:
    """The keys of a configuration: a key is the field's name with hyphens."""

    extend: str = ""
    """Another configuration, named from where this one lies, over which this one is set: its lists of rules and its
    tables are added to, anything else is replaced."""
    select: tuple[str, ...] = (ALL,)
    """The rules to judge by: names of passes, names of rules, or `all`. A rule that is off runs when it is named."""
    ignore: tuple[str, ...] = ()
    """Passes or rules to leave out, however they were selected."""
    extend_select: tuple[str, ...] = ()
    """Passes or rules to judge by as well as those in `select`."""
    profiles: tuple[str, ...] = USUAL_PROFILES
    """Where links must work: `obsidian`, the app; `portable`, GitHub and other plain Markdown; `quartz`, the site that
    Quartz builds."""
    quartz_links: QuartzLinks = "shortest"
    """How Quartz is told to read links (its `markdownLinkResolution`): `shortest`, `absolute` or `relative`."""
    publish_prefixes: tuple[str, ...] = ("content/",)
    """What a publishing tool puts before the path of a note, so that a link from the root may start with it."""
    share_property: str = "share"
    """The property that says that a note is published: `true`, `yes` or `1`, as Enveloppe reads it."""
    base_url: str = ""
    """Where the vault is published, such as `https://example.org`; empty: where the `URL` of its home page says."""
    unwritten: tuple[str, ...] = ()
    """Notes that are still to be written, so that links to them are only told as `info`: patterns as in a `.gitignore`,
    `wikilinks` for every wikilink, `linked-from = 3` for what three notes or more link to."""
    severity: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    """How much what passes or rules find matters, in place of what they say: `info`, `warning` or `error`. What a rule
    itself takes more lightly than the rest stays lighter."""
    extend_safe_fixes: tuple[str, ...] = ()
    """Passes or rules whose best guesses `--fix` makes too, as if they were certain."""
    extend_unsafe_fixes: tuple[str, ...] = ()
    """Passes or rules whose fixes wait for `--unsafe-fixes`, however certain. Links still follow what was mended."""
    fail_on: Severity = Severity.WARNING
    """The least severity of a finding that fails the run: `info`, `warning` or `error`."""
    exclude: tuple[str, ...] = ()
    """Notes not to lint, written as in a `.gitignore` at the vault's root. Links to them are judged all the same."""
    note_megabytes: int = 10
    """How large a note may be. A larger one is not read: it is told, and the exit code is 2, where it was asked about,
    and links to it are judged by its name. `0`: however large."""
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Passes or rules to leave out of some notes: by patterns that are written as in a `.gitignore`."""
    baseline: str = "vaultfix-baseline.jsonl"
    """The file that lists known faults, which are not told: beside the configuration, or where there is none at the
    vault's root. `--write-baseline` makes it."""
    git: bool = True
    """Whether earlier versions of a damaged note, as git remembers them, may prove what was lost."""
    journal: bool = True
    """Whether what a run is about to change is kept first, outside the vault, so that `vaultfix undo` takes it back."""
    journal_folder: str = ""
    """A folder of the vault to keep it in instead, such as `.vaultfix`."""
    journal_days: int = 90
    """For how many days a run can be undone."""
    journal_megabytes: int = 500
    """How much room the runs that can be undone may take; the oldest are forgotten first, the last one never."""
    schema: tuple[Mapping[str, object], ...] = ()
    """What the properties of notes should be: a table `[[schema]]` for each kind of note."""
    rules: Mapping[str, Mapping[str, object]] = field(default_factory=lambda: MappingProxyType({}))
    """The options of each rule, in a table of the rule's name."""


def key_of(name: str) -> str:
    """Return the key in a configuration file of the field `name`."""
    return name.replace("_", "-")
