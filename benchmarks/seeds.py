"""What fuzzing begins with: our samples, the examples of all rules, a suite, and the words that notes are made of."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

from targets import RULES

ROOT = Path(__file__).resolve().parents[1]
SUITES = Path(os.environ.get("VAULTFIX_SUITES", ROOT / ".venv" / "suites"))
LONGEST = {"repair": 256, "pipeline": 512}
"""How many bytes an input has at most, where reading it takes long; the others have up to `LONG`."""
LONG = 1024
PATIENCE = 1.0
"""So many seconds of work are too many for one input."""

# What notes are made of: a fuzzer that knows the words gets further than one that must find each by chance.
WORDS = (
    "---\n", "\n---\n", "[[", "]]", "|", "\\|", "#", "^", "](", ")", "![", "[^1]", "[^1]: ", "```", "~~~", "%%",
    "<!--", "-->", "$$", "$", "`", "``", "{{", "}}", "<%", "%>", "|---|", "\n|-|-|\n", "\n\n", "\r\n", "\t", "    ",
    "> ", "- ", "1. ", "- [ ] ", "# ", "===\n", "aliases: ", "tags: [", "title: ", "share: true\n", "URL: https://",
    "other", "other.md", "folder/other", "Part", "block", "%20", "<details>", "</details>", '<a id="x">',
    "vaultfix-ignore ", "\ufeff", "\u200b", "�", "\xa0", "\ufe0f", "\u200d", "🌷", "🏛\ufe0f", "é", "ğŸ", "ğŸ‡·ğŸ‡º",
    "â€™", "Ã©", "Ã", "ÅŸ", "ï¸", "âœ…", "â€", "Â", "ğŸ¤", "\x85", "\x00", "|a|b|\n", "a b.md", "(", "..", "\\",
)  # fmt: skip


def seeds() -> Iterator[str]:
    """Yield the texts to begin with."""
    for rule in RULES:
        yield from (example.text for example in rule.examples)
    for file in sorted((ROOT / "samples").rglob("*.md")):
        yield file.read_bytes().decode("utf-8", "surrogateescape")
    for suite in SUITES.rglob("commonmark.json"):
        yield from (case["markdown"] for case in json.loads(suite.read_text(encoding="utf-8")))
