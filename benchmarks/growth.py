"""Double hostile notes, and watch what each rule then takes: twice as long is fine, four times is not.

    python benchmarks/growth.py [--most 1000000] [--bound 2.3] [--shape pipes] [--rule short-row]

Each note is one sign or line, over and over. It is doubled until all rules together take a while, or it is as large as
it may be; then the last two times are compared. Where the ratio is over the bound, rules are asked one by one, and
those named that are to blame. The exit code is 1 where any shape was over it.
"""

import argparse
import gc
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vaultfix.document import Document
from vaultfix.engine import judge
from vaultfix.passes import PASSES
from vaultfix.rule import Rule
from vaultfix.vault import Vault
from vaultfix.vault.files import Files

LEAST = 8_192
ENOUGH = 0.5
"""How many seconds are surely no noise."""
SHAPES = {
    "damaged emoji": "ğŸ ",
    "damaged letters": "Ã©",
    "whole damaged emoji": "ğŸ˜€",
    "damage on damage": "isnÃ¢â‚¬â„¢t ",
    "Turkish": "Doğru şeker ",
    "Ukrainian": "дії моєї нії ",
    "Chinese": "日本語",
    "question marks in damage": "ğŸ?Ÿ",
    "lost letters": "Malm\ufffd ",
    "joiners": "👩\u200d",
    "flags": "🇦",
    "selectors": "a\ufe0f",
    "unseen": "\u200b",
    "controls": "\x01",
    "accents apart": "e\u0301",
    "one long line": "a",
    "words": "word ",
    "spaces": " ",
    "tabs": "\t",
    "short lines": "a\n",
    "blank lines": "\n",
    "lone carriage returns": "\r",
    "mixed line ends": "a\r\nb\n",
    "spaces at ends": "a \n",
    "pipes": "|",
    "rows": "| a | b |\n",
    "tables": "| a | b |\n|---|---|\n| 1 | 2 |\n\n",
    "dashes of tables": "|---|---|\n",
    "one long table": ("| a | b |\n|---|---|\n", "| 1 | 2 |\n"),
    "short rows": ("| a | b |\n|---|---|\n", "| 1 |\n"),
    "rows with links": ("| a | b |\n|---|---|\n", "| [[a|b]] | c |\n"),
    "rows cut off": ("| a | b |\n|---|---|\n", "\n| 1 | 2 |\n"),
    "lines in a table": ("| a | b |\n|---|---|\n", "text\n"),
    "cells of one row": ("| a | b |\n|---|---|\n", "| a "),
    "escaped pipes": ("| a | b |\n|---|---|\n", "\\|"),
    "escapes that are unclear": ("| a | b |\n|---|---|\n", "| a\\\\|b | c |\n"),
    "headers of another width": "| a | b |\n|---|\n\n",
    "opening brackets": "[",
    "closing brackets": "]",
    "brackets in pairs": "[[",
    "brackets and parentheses": "[a](",
    "parentheses": "(",
    "wikilinks": "[[note]] ",
    "open wikilinks": "[[note ",
    "embeds": "![[picture.png]]\n",
    "links": "[a](note.md) ",
    "links nowhere": "[a](gone.md#b) ",
    "links with spaces": "[a](a b.md) ",
    "links to a heading": "[[#h]] ",
    "definitions": "[a]: note.md\n",
    "references": "[a][b] ",
    "footnotes": "[^1] ",
    "footnotes that are defined": "[^1]: a\n",
    "percent signs": "%",
    "backslashes": "\\",
    "backticks": "`",
    "backticks apart": "`` ` ",
    "fences": "```\n",
    "fences of tildes": "~~~~\n",
    "fences in quotes": "> ```\n",
    "comments": "%%",
    "lines of comments": "%%\n",
    "HTML comments": "<!-- a -->\n",
    "open HTML comments": "<!--",
    "angle brackets": "<",
    "tags": "<b>",
    "open tags": "<a ",
    "HTML blocks": "<div>\n",
    "dollars": "$",
    "lines of dollars": "$$\n",
    "prices": "$5 ",
    "templates": "{{",
    "commands": "<%",
    "stars": "*",
    "underscores": "_a_",
    "hashes": "#",
    "headings": "# h\n",
    "headings of their own": "# h {n}\n",
    "underlined headings": "h\n===\n",
    "rules": "---\n",
    "quotes": "> ",
    "lines of quotes": "> a\n",
    "items": "- a\n",
    "nested items": "- ",
    "numbers": "1. a\n",
    "tasks": "- [ ] a\n",
    "block ids": "a ^id\n",
    "block ids of their own": "a ^id{n}\n\n",
    "carets": "^",
    "addresses": "https://example.org/ ",
    "addresses among references": "<https://example.org/> [a][b] ",
    "suppressions": "<!-- vaultfix-ignore -->\n\n",
    "properties": ("---\n", "key: value\n", "---\n"),
    "properties of their own": ("---\n", "key{n}: value\n", "---\n"),
    "a list of tags": ("---\ntags:\n", "- tag\n", "---\n"),
    "open lists": ("---\na: ", "[", "\n---\n"),
    "open maps": ("---\na: ", "{", "\n---\n"),
    "anchors of YAML": ("---\n", "a{n}: &a *a\n", "---\n"),
    "quotation marks": ("---\na: ", "'\"", "\n---\n"),
    "a long value": ("---\na: ", "b: ", "\n---\n"),
    "frontmatter without end": ("---\n", "a: b\n"),
}
"""Each a piece that is repeated, with what stands before and behind all of them; `{n}` is the number of the piece."""


@dataclass(frozen=True, slots=True)
class Time:
    """How long a note of `size` characters took, and one of half the size."""

    size: int
    seconds: float
    half: float

    @property
    def ratio(self) -> float:
        """How many times longer the second half of the note takes than the first."""
        return self.seconds / self.half


def main() -> None:
    """Print a line for each shape, and one for each rule that is to blame."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=1_000_000, help="the most characters of a note")
    parser.add_argument("--bound", type=float, default=2.3, help="how many times longer twice as much may take")
    parser.add_argument("--shape", default="", help="only shapes with this in their names")
    parser.add_argument("--rule", default="", help="only this rule")
    given = parser.parse_args()
    rules = [rule() for group in PASSES for rule in group.rules]
    rules = [rule for rule in rules if given.rule in {"", rule.name}]
    blamed = False
    for name in (name for name in SHAPES if given.shape in name):
        all_together = grown(name, rules, given.most)
        print(f"{name:28} {all_together.size:9,} {all_together.seconds:8.3f} s  x {all_together.ratio:.2f}", flush=True)
        if all_together.ratio > given.bound and all_together.seconds > ENOUGH / 5:
            blamed = True
            for rule, alone in by_rule(name, rules, all_together.size, given.bound):
                print(f"    {rule.name:28} {alone.seconds:8.3f} s  x {alone.ratio:.2f}", flush=True)
    sys.exit(int(blamed))


def grown(shape: str, rules: Sequence[Rule], most: int) -> Time:
    """Return the time of the first note of this shape that takes long enough to tell, or is as large as may be."""
    size, half = LEAST, judged(shape, LEAST // 2, rules)
    seconds = judged(shape, size, rules)
    while seconds < ENOUGH and size < most:
        size, half = 2 * size, seconds
        seconds = judged(shape, size, rules)
    return Time(size, seconds, half)


def by_rule(shape: str, rules: Sequence[Rule], size: int, bound: float) -> Iterator[tuple[Rule, Time]]:
    """Yield the rules that alone take longer than the bound allows."""
    for rule in rules:
        alone = Time(size, judged(shape, size, [rule]), judged(shape, size // 2, [rule]))
        if alone.ratio > bound and alone.seconds > ENOUGH / 10:
            yield rule, alone


def judged(shape: str, size: int, rules: Sequence[Rule]) -> float:
    """Return how many seconds rules take to judge a note of a shape and size."""
    notes = {path: Document.of(path, text) for path, text in (("n.md", written(shape, size)), ("note.md", "# h\n"))}
    vault = Vault(notes, Files(frozenset(notes)))
    gc.collect()
    begun = time.process_time()
    for _ in judge(vault, {"n.md": rules}):
        pass
    return max(time.process_time() - begun, 1e-6)


def written(shape: str, size: int) -> str:
    """Return a note of a shape, as large as asked for."""
    pieces = SHAPES[shape]
    before, piece, behind = (*pieces, "")[:3] if isinstance(pieces, tuple) else ("", pieces, "")
    count = max(1, (size - len(before) - len(behind)) // len(piece.replace("{n}", "00000")))
    middle = "".join(piece.replace("{n}", str(n)) for n in range(count)) if "{n}" in piece else piece * count
    return f"{before}{middle}{behind}"


if __name__ == "__main__":
    main()
