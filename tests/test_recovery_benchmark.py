"""The benchmark of recovery judges right: its accidents, its alignment and its verdicts, on text of our own."""

import importlib
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOMS = Path(__file__).resolve().parents[1] / "benchmarks" / "recovery"
SAMPLE = "Grüße 🤝🏻, “à\u00a0la” – 럭셔리 Ёлка ✔️\nŞeker\u00ad, 日本"
POLICIES = {"": "drop", "\ufffd": "replace", " ": "space", None: "c1"}

Room = Callable[[str], ModuleType]


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """Import a room of the benchmark by its name, for one test."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(ROOMS))
    yield importlib.import_module
    for name in set(sys.modules) - before:
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(ROOMS)):
            del sys.modules[name]


def test_accidents_are_those_that_another_writer_makes(room: Room, shared: Path) -> None:
    path = shared / "corpora" / "emoji" / "damage.py"
    spec = importlib.util.spec_from_file_location("forward", path)
    if spec is None or spec.loader is None or not path.is_file():
        pytest.skip(f"no {path}")
    forward = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(forward)
    known = [
        each
        for each in room("accidents").ACCIDENTS
        if each.codec in forward.CODECS and each.gap in POLICIES and each.share == 1
    ]

    assert len(known) > 12
    for each in known:
        expected = forward.damage(
            SAMPLE,
            codec=each.codec,
            undefined=POLICIES[each.gap],
            drop_softhyphen=each.drops_soft_hyphen,
            nbsp_to_space=each.spaces_nbsp,
            double=each.twice,
        )
        assert expected == each.befall(SAMPLE, "").text, each.name


def test_what_was_not_damaged_is_all_aligned(room: Room) -> None:
    for each in room("accidents").ACCIDENTS:
        damaged = each.befall(SAMPLE, "")

        assert list(damaged.truth) == list(room("scoring").aligned(damaged, SAMPLE)), each.name
        assert list(damaged.runs) == list(room("scoring").aligned(damaged, damaged.text)), each.name


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("a 🤝 b é c", ["🤝", "é"]),
        ("a ğŸ¤ b Ã© c", ["ğŸ¤", "Ã©"]),
        ("a 🎤 b é c", ["🎤", "é"]),
        ("a  b é c", ["", "é"]),
        ("a 🤝b é c", [None, "é"]),
        ("a 🤝 b Ã", ["🤝", None]),
    ],
    ids=["all back", "nothing done", "another emoji", "gone", "a space eaten", "the end eaten"],
)
def test_runs_are_found_again_in_what_a_repair_made(room: Room, output: str, expected: list[str | None]) -> None:
    damaged = room("accidents").ACCIDENTS[0].befall("a 🤝 b é c", "")

    assert expected == list(room("scoring").aligned(damaged, output))


@pytest.mark.parametrize(
    ("now", "expected"),
    [("원문", True), ("ì›?문", True), ("ì›?ë¬¸", True), ("원ë¬¸", True), ("완문", False), ("원", False), ("", False)],
)
def test_half_undone_is_not_wrong(room: Room, now: str, expected: bool) -> None:
    accident = room("accidents").Accident("", "cp1254", gap="?")

    assert expected == room("scoring").is_on_the_way("원문", now, accident)


@pytest.mark.parametrize(
    ("now", "expected"),
    [("🔎", False), ("ğŸ”", False), ("🔍", True), ("", False), (None, True), ("ğŸ”\ufffd", True)],
    ids=["the truth", "as it was", "a wrong emoji", "nearer", "ASCII eaten", "a replacement character"],
)
def test_worse_is_what_is_further_from_the_truth(room: Room, now: str | None, expected: bool) -> None:
    assert expected == room("scoring").is_worse("🔎", "ğŸ”", now)


@pytest.mark.parametrize(
    ("run", "kind"),
    [
        ("é", "Latin letters"),
        ("“", "punctuation"),
        ("™", "punctuation"),
        ("日本。", "CJK"),
        ("ё", "Cyrillic and others"),
        ("é🤝", "emoji"),
    ],
)
def test_a_run_has_a_kind(room: Room, run: str, kind: str) -> None:
    assert kind == room("scoring").kind_of(run)


def test_a_wrong_safe_fix_is_counted_as_one(room: Room) -> None:
    """The one fault that the tables must never hide, planted."""
    accident = room("accidents").ACCIDENTS[0]
    damaged = accident.befall("a 🔎 b", "")
    answer = room("repairers").Answer("a 🔍 b", "a 🔍 b", ())
    tally = room("counting").Tally()
    for outcome in room("outcomes").outcomes(accident, damaged, answer, None):
        tally.add(outcome, in_latin=True, ambiguity=None)

    assert tally.by_kind["emoji"]["wrong"] == 1
    assert tally.by_kind["all"]["worse, safe"] == 1
    assert tally.by_kind["all"]["safe"] == 0


def test_every_author_is_in_one_fold(room: Room) -> None:
    authors = [f"author {number}" for number in range(39)]
    dealt = room("corpus").folds(authors)

    assert sorted(authors) == sorted(author for fold in dealt for author in fold)
    assert len(dealt) == 5


def test_without_notes_it_says_so(tmp_path: Path) -> None:
    away = tmp_path / "a" / "b" / "benchmarks" / "recovery"
    shutil.copytree(ROOMS, away, ignore=shutil.ignore_patterns("__pycache__"))
    run = subprocess.run([sys.executable, str(away)], capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stderr
    assert "nothing to measure" in run.stdout
