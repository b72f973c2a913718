"""Completion: what a shell asks while a command is typed, and the script by which it knows how to ask."""

from collections.abc import Callable, Collection

import click
from click.shell_completion import CompletionItem, FishComplete, get_completion_class

from vaultfix.cli.screen import Screen

ASKING = "_VAULTFIX_COMPLETE"
"""The variable in which a shell says what it wants."""


def complete(wish: str, verbs: Collection[str], command: Callable[[str], click.Command]) -> int:
    """Print what a shell wants: `bash_source` its script, `bash_complete` the words that may follow; `zsh`, `fish` too.

    `command` gives the command of one of the verbs, or the main one for any other word.

    Raises:
        UsageError: there is no such wish.
    """
    shell, _, deed = wish.partition("_")
    kind = _Fish if shell == "fish" else get_completion_class(shell)
    if kind is None or deed not in {"source", "complete"}:
        raise click.UsageError(f"{ASKING} is bash_source, zsh_source or fish_source, not {wish}")
    screen = Screen(plain=True)
    if deed == "source":
        screen.show(kind(command(""), {}, "vaultfix", ASKING).source())
        return 0
    args, begun = kind(command(""), {}, "vaultfix", ASKING).get_completion_args()
    args = [word for word in args if word != "="]  # bash parts --select=short at the sign
    verb = args[0] if args and args[0] in verbs else ""
    asked = kind(command(verb), {}, "vaultfix", ASKING)
    items = asked.get_completions(args[1:] if verb else args, begun)
    if not args:
        items += [CompletionItem(each) for each in sorted(verbs) if each.startswith(begun)]
    screen.show("".join(f"{asked.format_completion(item)}\n" for item in items))
    return 0


class _Fish(FishComplete):
    """Fish, with words that may hold commas."""

    source_template = FishComplete.source_template.replace('string split ","', 'string split -m 1 ","')
