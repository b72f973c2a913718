"""Throw what a fuzzer thinks up at the readers of notes and at the whole pipeline.

    python benchmarks/fuzz.py TARGET [--runs N] [--seconds S] [--keep FOLDER]

It needs atheris (`pip install --group fuzz`). It starts from our samples, the examples of all rules and the suite of
CommonMark where `dev.py` has fetched it; the corpus grows in `--keep`. An input that breaks a promise, or takes longer
than a second, ends the run and is saved in the folder you stand in; with that FILE behind TARGET it is tried again.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["vaultfix"]):
    from targets import RULES, TARGETS

    from vaultfix.document import Document

ROOT = Path(__file__).resolve().parents[1]
SUITES = Path(os.environ.get("VAULTFIX_SUITES", ROOT / ".venv" / "suites"))
LONGEST = {"repair": 256, "pipeline": 512}
"""How many bytes an input has at most, where reading it takes long; the others have up to `LONG`."""
LONG = 1024
PATIENCE = 1.0
"""So many seconds of work are too many for one input."""
STUCK = 300
"""So many seconds on the clock end the run, where not even the work is counted; a busy machine takes some of them."""

# What notes are made of: a fuzzer that knows the words gets further than one that must find each by chance.
WORDS = (
    "---\n", "\n---\n", "[[", "]]", "|", "\\|", "#", "^", "](", ")", "![", "[^1]", "[^1]: ", "```", "~~~", "%%",
    "<!--", "-->", "$$", "$", "`", "``", "{{", "}}", "<%", "%>", "|---|", "\n|-|-|\n", "\n\n", "\r\n", "\t", "    ",
    "> ", "- ", "1. ", "- [ ] ", "# ", "===\n", "aliases: ", "tags: [", "title: ", "share: true\n", "URL: https://",
    "other", "other.md", "folder/other", "Part", "block", "%20", "<details>", "</details>", '<a id="x">',
    "vaultfix-ignore ", "\ufeff", "\u200b", "�", "\xa0", "\ufe0f", "\u200d", "🌷", "🏛\ufe0f", "é", "ğŸ", "ğŸ‡·ğŸ‡º",
    "â€™", "Ã©", "Ã", "ÅŸ", "ï¸", "âœ…", "â€", "Â", "ğŸ¤", "\x85", "\x00", "|a|b|\n", "a b.md", "(", "..", "\\",
)  # fmt: skip


def main() -> None:
    """Fuzz one target."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("files", nargs="*", type=Path, help="inputs to try again, instead of new ones")
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=0, help="stop after so long, however many runs that were")
    parser.add_argument("--keep", type=Path, help="where the corpus grows")
    asked = parser.parse_args()
    target, longest = TARGETS[asked.target], LONGEST.get(asked.target, LONG)

    def one(raw: bytes) -> None:
        started = time.process_time()
        target(Document("note.md", raw))
        taken = time.process_time() - started
        if taken > PATIENCE:
            raise TimeoutError(f"{taken:.1f} s for {len(raw)} bytes")

    if asked.files:
        for file in asked.files:
            one(file.read_bytes())
        return
    with tempfile.TemporaryDirectory(prefix="vaultfix-fuzz-") as folder:
        corpus = asked.keep or Path(folder, "corpus")
        corpus.mkdir(parents=True, exist_ok=True)
        for number, text in enumerate(seeds()):
            (corpus / f"seed-{number}").write_bytes(text.encode("utf-8", "surrogateescape")[:longest])
        words = Path(folder, "words")
        words.write_text("".join(f'"{quoted(word)}"\n' for word in WORDS), encoding="ascii")
        options = [
            f"-runs={asked.runs}",
            f"-max_len={longest}",
            f"-dict={words}",
            f"-timeout={STUCK}",
            "-print_final_stats=1",
        ]
        if asked.seconds:
            options.append(f"-max_total_time={asked.seconds}")
        atheris.Setup([sys.argv[0], *options, str(corpus)], one)
        atheris.Fuzz()


def seeds() -> Iterator[str]:
    """Yield the texts to begin with."""
    for rule in RULES:
        yield from (example.text for example in rule.examples)
    for file in sorted((ROOT / "samples").rglob("*.md")):
        yield file.read_bytes().decode("utf-8", "surrogateescape")
    for suite in SUITES.rglob("commonmark.json"):
        yield from (case["markdown"] for case in json.loads(suite.read_text(encoding="utf-8")))


def quoted(word: str) -> str:
    """Return a word as the fuzzer's dictionary has it."""
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


if __name__ == "__main__":
    main()
