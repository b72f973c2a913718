"""The options: what they are called, what they mean, and how `--help` groups them."""

from collections.abc import Callable

import click

from vaultfix.cli.order import Order
from vaultfix.cli.words import FileWord, Known, KnownWord, profiles, selectors
from vaultfix.version import __version__

FORMATS = ("full", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson")
_GRADES = ("info", "warning", "error")

_HELP = """Check a vault of Markdown notes, and mend it.

PATHS are vaults, folders or notes (default: the folder you are in), or - for one note from stdin. Links are judged
against the whole vault, however few notes are named. Nothing is written without --fix.
"""

_EPILOG = """\b
vaultfix rules           lists every rule
vaultfix explain RULE    tells what a rule wants, and why; explain NOTE:LINE
                         tells all that is known of what was found there
vaultfix undo            takes back what the last --fix wrote
vaultfix init            looks at a vault, and offers a configuration that fits
                         it, a baseline, a hook and a workflow
vaultfix config          shows the configuration as it takes effect
(a file that bears one of these names is reached as ./rules)

\b
Exit code: 0 when nothing is left at or above --fail-on; 1 when something is;
2 when the options or the configuration are wrong, or when a file could not be
read or written."""


class _Command(click.Command):
    """A command whose `--help` groups the options under headings."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under their headings, in the order in which they are declared."""
        options = (option for option in self.get_params(ctx) if isinstance(option, click.Option))
        records = {option.name: option.get_help_record(ctx) for option in options}
        headed = {option.name for options in _OPTIONS.values() for option in options}
        for heading, group in _OPTIONS.items():
            with formatter.section(heading):
                formatter.write_dl([record for option in group if (record := records[option.name])])
        with formatter.section("Else"):
            formatter.write_dl([record for name, record in records.items() if record and name not in headed])


def _switch(*names: str, says: str) -> click.Option:
    """Return an option that is given or not."""
    return click.Option(names, is_flag=True, help=says)


def _value(name: str, metavar: str, says: str) -> click.Option:
    """Return an option with a value that is checked where it is used."""
    return click.Option((name,), metavar=metavar, type=FileWord() if metavar == "FILE" else None, help=says)


def _number(name: str, *, says: str) -> click.Option:
    """Return an option that counts something, from 1."""
    return click.Option((name,), metavar="N", type=click.IntRange(min=1), help=says)


def _names(name: str, known: Known, says: str) -> click.Option:
    """Return an option that takes names, and may be given again."""
    return click.Option((name,), metavar="NAMES", multiple=True, type=KnownWord(known, several=True), help=says)


def _one_of(name: str, values: tuple[str, ...], says: str) -> click.Option:
    """Return an option with a few possible values."""
    return click.Option((name,), type=click.Choice(values), help=says)


def _question(*names: str, says: str, answer: Callable[[click.Context], str]) -> click.Option:
    """Return an option that is answered, and nothing else is done.

    For those of click every run would wait until gettext has looked for their help in other languages.
    """

    def answered(ctx: click.Context, _: click.Parameter, is_asked: bool) -> None:  # noqa: FBT001 - as click calls it
        if is_asked and not ctx.resilient_parsing:
            click.echo(answer(ctx))
            ctx.exit()

    return click.Option(names, is_flag=True, is_eager=True, expose_value=False, help=says, callback=answered)


_VERSION = _question("--version", says="Show the version and exit.", answer=lambda _: f"vaultfix {__version__}")
_USAGE = _question("-h", "--help", says="Show this message and exit.", answer=click.Context.get_help)
_OPTIONS = {
    "Mending": (
        _switch("--fix", says="Mend in place what can be mended with certainty."),
        _switch("--unsafe-fixes", says="With --fix or --diff: make best guesses too. Read what they did."),
        _switch(
            "--rename-files", says="With --fix or --diff: mend damaged file and folder names too, with every link."
        ),
        _switch("--add-suppressions", says="Silence each fault that is left by a comment behind or above it."),
        _switch("--diff", says="Write nothing; print what --fix would change, as a patch for git apply."),
        _switch("--no-journal", says="With --fix: do not keep what the notes were; vaultfix undo cannot help then."),
    ),
    "Rules": (
        _names("--select", selectors, "Only these rules or passes: names, with commas between, or all."),
        _names("--extend-select", selectors, "These too, such as rules that are off by themselves."),
        _names("--ignore", selectors, "Not these."),
        _names("--profile", profiles, "Where links must work: obsidian, portable, quartz, with commas between."),
        _switch("--no-git", says="Do not ask git what damaged notes once were."),
        _value("--config", "FILE", "Read this configuration, and look for no other."),
        _switch("--isolated", says="Read no configuration."),
    ),
    "Notes": (
        _value("--since", "REV", "Only notes changed since a commit, and links anywhere that the change broke."),
        _switch("--inbound", says="Also check the links in other notes that lead to the named ones."),
        _value("--stdin-filename", "FILE", "With -: where in its vault the note from stdin belongs."),
        _switch("--show-files", says="Only list the notes that would be checked."),
        _switch("--show-config", says="Only print the configuration as it takes effect."),
        _number("--jobs", says="How many processes judge the notes of a large vault (default: one for each core)."),
    ),
    "Known faults": (
        _value(
            "--baseline", "FILE", "Do not tell the faults that this file knows (vaultfix-baseline.jsonl by itself)."
        ),
        _switch("--no-baseline", says="Tell every fault, known or not."),
        _switch(
            "--write-baseline", says="Make what is wrong today known. Where a baseline is, it only shrinks by this."
        ),
        _switch("--prune-baseline", says="Take out of the baseline what is mended."),
        _switch("--grow-baseline", says="Add what is new to the baseline, too."),
    ),
    "Output": (
        _one_of("--output-format", FORMATS, "Default: full on a terminal, concise (one line each) elsewhere."),
        _value("--output-file", "FILE", "Write the findings there."),
        _value("--summary", "FILE", "Also write a page in Markdown there: what a change breaks, heals and leaves."),
        _switch("--statistics", says="Count the findings by rule instead of listing them."),
        _switch("-q", "--quiet", says="Print findings and troubles, nothing else."),
        _switch("--no-color", says="No colour; NO_COLOR and FORCE_COLOR are heeded too."),
    ),
    "Exit code": (
        _one_of("--fail-on", _GRADES, "The least severity that makes the run fail (default: warning)."),
        _switch("--exit-zero", says="Findings do not make the run fail."),
        _switch("--exit-non-zero-on-fix", says="A mended note makes the run fail."),
    ),
}


def check_command(run: Callable[[Order], int]) -> click.Command:
    """Return the command that checks and mends; it reads the options and hands them to `run`."""

    def vaultfix(*, paths: tuple[str, ...], **given: object) -> int:
        return run(Order(paths=paths or (".",), **given))  # type: ignore[arg-type]  # _OPTIONS and Order name the same

    paths = click.Argument(("paths",), nargs=-1, type=FileWord(), metavar="[PATHS]...")
    return _Command(
        "vaultfix",
        params=[paths, *(option for options in _OPTIONS.values() for option in options), _VERSION, _USAGE],
        callback=vaultfix,
        help=_HELP,
        epilog=_EPILOG,
        add_help_option=False,
        context_settings={"max_content_width": 100},
    )
