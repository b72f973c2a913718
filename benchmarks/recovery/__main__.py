"""How much of what was lost comes back: notes are damaged in every way, repaired, and held against the truth.

    python benchmarks/recovery [--quick] [--sample N] [--channels PART ...] [--sources FOLDER] [--curve] [--json]

The notes lie beside the checkout and are not ours to commit; without them there is nothing to measure. What was
learned from notes is measured without their authors: for each of five folds of authors, the weights are fitted and
the lexicon is built anew from the others. `--sources` names the folder that holds what it is built from, unpacked as
`cldr/package`, `emojibase/package` and `emojilib/package` (see `lexicon/README.md`); without it the lexicon that ships
is used, and what is guessed is flattered. ftfy, encoding repair only, runs beside it.

`safe` is what safe fixes restore exactly, `guess` what the best guesses restore as well, each as a ratio of the
damaged runs; a run is a maximal stretch of characters above ASCII in the truth. `wrong` counts safe fixes that are
not the truth, `worse` how many runs are worse off than before, by safe fixes and with guesses.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from accidents import ACCIDENTS, Accident
from corpus import CORPUS, Note, read
from counting import Tally, ambiguous, calibration, plain, table
from evidence import ALONE, of_history, of_vaults
from intact import report
from learning import taught
from outcomes import Ambiguity, outcomes
from repairers import Vaultfix, ftfy_6

from vaultfix.mojibake.testimony import Testimony

QUICK = ("windows-1254, dropped", "windows-1254, C1 kept", "windows-1252, dropped", "Mac Roman")
"""What a quick run measures."""
LEARNED = (4, 8, 16, 0)
"""From how many authors it has learned, along the curve; 0: from all others."""
Cases = Iterable[tuple[Note, Testimony]]
Repairers = Mapping[str, Vaultfix]
"""For each author, vaultfix as it is without having learned from him."""


def measured(accident: Accident, cases: Cases, repairers: Repairers, *, beside_ftfy: bool = True) -> Tally:
    """Damage each note by one accident, repair it with what is known beside it, and count what came of it."""
    tally = Tally()
    ambiguity = Ambiguity(accident)
    for note, testimony in cases:
        damaged = accident.befall(note.text, note.path)
        answer = repairers[note.author](damaged.text, testimony)
        rival = ftfy_6(damaged.text) if beside_ftfy else None
        for outcome in outcomes(accident, damaged, answer, rival):
            tally.add(outcome, in_latin=note.is_latin, ambiguity=ambiguity)
    return tally


def scenarios(notes: Sequence[Note], sample: int, repairers: Repairers) -> Iterator[tuple[str, Tally]]:
    """Yield what the evidence of a vault and of a history adds, on notes that chardet's guess has damaged."""
    accident = ACCIDENTS[0]
    drawn: dict[str, list[tuple[Note, Testimony]]] = {}
    for note, testimony in of_vaults(notes):
        drawn.setdefault(note.vault, []).append((note, testimony))
    cases = [case for vault in drawn.values() for case in vault[: sample or None]]
    told = {
        "these notes alone": [(note, ALONE) for note, _ in cases],
        "70 % of the vault intact": cases,
        "intact in an earlier version": [(note, of_history(note)) for note, _ in cases],
    }
    for name, each in told.items():
        yield name, measured(accident, each, repairers, beside_ftfy=False)


def curve(
    notes: Sequence[Note], few: Sequence[Note], sources: Path | None, lexicons: Path | None
) -> Iterator[tuple[str, Tally]]:
    """Yield what comes of the first accident where vaultfix has learned from more and more authors."""
    for most in LEARNED:
        repairers = taught([note.author for note in notes], sources, lexicons, most)
        cases = [(note, ALONE) for note in few]
        yield f"{most or 'all other'} authors", measured(ACCIDENTS[0], cases, repairers, beside_ftfy=False)


def asked_for(parts: Sequence[str]) -> Sequence[Accident]:
    """Return the accidents that are named so, or whose names hold one of the parts; all where nothing is asked for."""
    exactly = [each for each in ACCIDENTS if each.name in parts]
    return exactly or [each for each in ACCIDENTS if not parts or any(part in each.name for part in parts)]


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sample", type=int, default=2, help="how many notes of each author, 0 for all (default: 2)")
    parser.add_argument("--channels", nargs="*", default=[], metavar="PART", help="only accidents named like this")
    parser.add_argument("--quick", action="store_true", help="a minute or two: one note of each author, four accidents")
    parser.add_argument(
        "--sources", type=Path, help="the folder of the lexicon's sources, to learn without the authors"
    )
    parser.add_argument("--lexicons", type=Path, help="a folder that keeps what was built, for the next time")
    parser.add_argument("--curve", action="store_true", help="only how it gets better with more authors to learn from")
    parser.add_argument("--no-evidence", action="store_true", help="leave out vaults, histories and intact texts")
    parser.add_argument("--json", action="store_true", help="print it for a program")
    return parser.parse_args()


def say(lines: Iterable[str]) -> None:
    """Print lines as soon as they are known."""
    for line in lines:
        print(line, flush=True)


def main() -> None:
    """Measure what was asked for."""
    wanted = arguments()
    notes = read()
    if not notes:
        print(f"no notes at {CORPUS}: nothing to measure")
        return
    sample = 1 if wanted.quick else wanted.sample
    chosen = asked_for(QUICK if wanted.quick else wanted.channels)
    few = read(sample)
    out = sys.stderr if wanted.json else sys.stdout
    print(f"{len(few)} notes of {len({note.author for note in few})} authors", file=out, flush=True)
    if wanted.curve:
        say(ambiguous(dict(curve(notes, few, wanted.sources, wanted.lexicons))))
        return
    repairers = taught([note.author for note in notes], wanted.sources, wanted.lexicons)
    if wanted.sources is None:
        print("the lexicon has learned from these authors: what is guessed is flattered (see --sources)", file=out)
    tallies: dict[str, Tally] = {}
    for accident in chosen:
        tallies[accident.name] = measured(accident, ((note, ALONE) for note in few), repairers)
        if not wanted.json:
            say(table("", {accident.name: tallies[accident.name]}))
    told = {} if wanted.no_evidence else dict(scenarios(notes, sample, repairers))
    if wanted.json:
        print(json.dumps(plain(tallies | told), ensure_ascii=False))
        return
    if told:
        say(table("Evidence", told, ("emoji", "all")))
    first = {name: tallies[name] for name in (ACCIDENTS[0].name,) if name in tallies}
    say(ambiguous(first | told))
    say(calibration(tallies.values()))
    if not wanted.no_evidence:
        say(report(notes))


if __name__ == "__main__":
    main()
