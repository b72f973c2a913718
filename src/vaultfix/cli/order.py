"""What the person asked for, read off the command line."""

from pathlib import Path
from typing import NamedTuple

VERBS = frozenset({"rules", "explain", "undo", "init", "config"})
"""The words that are no path where they stand first."""


class Order(NamedTuple):
    """The options of a run, as they were given; None where an option was not."""

    paths: tuple[str, ...]
    stdin_filename: str | None
    since: str | None
    inbound: bool
    fix: bool
    unsafe_fixes: bool
    rename_files: bool
    add_suppressions: bool
    diff: bool
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    extend_select: tuple[str, ...]
    profile: tuple[str, ...]
    baseline: str | None
    no_baseline: bool
    write_baseline: bool
    prune_baseline: bool
    grow_baseline: bool
    no_git: bool
    no_journal: bool
    config: str | None
    isolated: bool
    jobs: int | None
    output_format: str | None
    output_file: str | None
    summary: str | None
    statistics: bool
    quiet: bool
    no_color: bool
    fail_on: str | None
    exit_zero: bool
    exit_non_zero_on_fix: bool
    show_files: bool
    show_config: bool

    @property
    def overrides(self) -> dict[str, object]:
        """What the command line sets over the configuration file, under the file's keys."""
        given = {
            "select": listed(self.select),
            "ignore": listed(self.ignore),
            "extend-select": listed(self.extend_select),
            "profiles": listed(self.profile),
            "fail-on": self.fail_on,
            "baseline": "" if self.no_baseline else self.baseline,
            "git": False if self.no_git else None,
            "journal": False if self.no_journal else None,
        }
        return {key: value for key, value in given.items() if value not in (None, [])}

    @property
    def on_baseline(self) -> tuple[str, ...]:
        """The options that write the baseline, as far as they were given."""
        wishes = {
            "--write-baseline": self.write_baseline,
            "--prune-baseline": self.prune_baseline,
            "--grow-baseline": self.grow_baseline,
        }
        return tuple(option for option, is_given in wishes.items() if is_given)

    @property
    def idle(self) -> tuple[str, ...]:
        """What to say of each option that does nothing in this run."""
        mending = {"--unsafe-fixes": self.unsafe_fixes, "--rename-files": self.rename_files}
        telling = {"--output-format": bool(self.output_format), "--statistics": self.statistics}
        vain, where = (telling, "beside --diff") if self.diff else (mending, "without --fix or --diff")
        is_vain = self.diff or not self.fix
        return tuple(f"{option} does nothing {where}" for option, is_given in vain.items() if is_given and is_vain)

    @property
    def is_narrow(self) -> bool:
        """Whether the command line says by which rules to judge, so that others may be left out."""
        return bool(self.select or self.ignore or self.profile)

    @property
    def stdin(self) -> bool:
        """Whether the note comes in at stdin."""
        return "-" in self.paths

    @property
    def prints_note(self) -> bool:
        """Whether stdout is for the mended note, so that findings must go elsewhere."""
        return self.stdin and self.fix and not self.diff

    @property
    def to(self) -> Path | None:
        """The file that takes the findings."""
        return Path(self.output_file) if self.output_file else None


def listed(values: tuple[str, ...]) -> list[str]:
    """Return the names in options that are given once or often, each with one name or several after commas."""
    return [name.strip() for value in values for name in value.split(",") if name.strip()]
