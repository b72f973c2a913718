"""Throw what a fuzzer thinks up at the readers of notes and at the whole pipeline.

    python benchmarks/fuzz.py TARGET [--runs N] [--seconds S] [--keep FOLDER]

It needs atheris (`pip install --group fuzz`). It starts from our samples, the examples of all rules and the suite of
CommonMark where `dev.py` has fetched it; the corpus grows in `--keep`. An input that breaks a promise, or takes longer
than a second, ends the run and is saved in the folder you stand in; with that FILE behind TARGET it is tried again.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["vaultfix"]):
    from seeds import LONG, LONGEST, PATIENCE, WORDS, seeds
    from targets import TARGETS

    from vaultfix.document import Document

STUCK = 300
"""So many seconds on the clock end the run, where not even the work is counted; a busy machine takes some of them."""


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


def quoted(word: str) -> str:
    """Return a word as the fuzzer's dictionary has it."""
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


if __name__ == "__main__":
    main()
