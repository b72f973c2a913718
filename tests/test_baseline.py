"""The baseline: what is known stays silent wherever it has moved, what is new is told, and the count never rises."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO, TextIOWrapper
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultfix.baseline import BaselineError, Known, Reach, Reckoning, parse, reckon, written
from vaultfix.cli import main
from vaultfix.document import Document
from vaultfix.rule import Finding, Rule, Severity, Verdict
from vaultfix.text import Span
from vaultfix.vault import Vault
from vaultfix.vault.files import Files

WHOLE = Reach(lambda _path, _rule: True, lambda _path: True)


class WeakWord(Rule):
    """Every word is strong."""

    severity = Severity.WARNING
    examples = ()

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for number in doc.lines:
            line = doc.line(number)
            if line.of(doc.text).startswith("w"):
                yield Finding(line, "weak")


Notes = Mapping[str, str]


def found(notes: Notes) -> list[Verdict]:
    """Return what is found in the notes of a vault."""
    docs = {path: Document.of(path, text) for path, text in sorted(notes.items())}
    vault = Vault(docs, Files(frozenset(docs)))
    rule = WeakWord()
    return [Verdict(doc, rule, finding) for doc in docs.values() for finding in rule.check(doc, vault)]


def reckoned(then: Notes, now: Notes, **reach: bool) -> Reckoning:
    """Return what a run over the vault `now` says, where everything that was wrong `then` is known."""
    known = reckon({}, found(then), WHOLE).grown
    return reckon(known, found(now), Reach(lambda path, _rule: path in now, now.__contains__, **reach))


words = st.sampled_from(["weak", "wan", "wilted rose", "strong", "", "wet   paint 🎨", "w", "w" * 300])
notes = st.dictionaries(st.sampled_from(["a.md", "b.md", "sub/ü.md"]), st.lists(words, max_size=8).map("\n".join))


# --- what is known again ---------------------------------------------------------------------------------------------


@given(notes)
def test_what_was_written_down_is_known(then: Notes) -> None:
    came = reckoned(then, then)

    assert (came.new, came.mended) == ((), 0)
    assert came.known == len(found(then))
    assert came.kept == came.grown


@given(notes, st.randoms(use_true_random=False), st.lists(st.sampled_from(["strong", "", "oak"]), max_size=5))
def test_lines_may_move_and_others_come_between(then: Notes, luck: Random, others: list[str]) -> None:
    now = {}
    for path, text in then.items():
        lines = [*text.split("\n"), *others]
        luck.shuffle(lines)
        now[path] = "\n".join(lines)

    came = reckoned(then, now)

    assert (came.new, came.mended) == ((), 0)
    assert came.kept == reckoned(then, then).kept


@given(notes)
def test_notes_may_be_renamed(then: Notes) -> None:
    now = {f"moved/{path}": text for path, text in then.items()}

    came = reckoned(then, now)

    assert (came.new, came.mended) == ((), 0)
    assert {known.path for known in came.kept} <= set(now)


@given(notes, notes)
def test_the_count_never_rises_whatever_happens(then: Notes, now: Notes) -> None:
    came = reckoned(then, now)
    known = reckoned(then, then).kept

    assert sum(came.kept.values()) == came.known <= sum(known.values())
    assert came.known + len(came.new) == len(found(now))
    assert came.known + came.mended == sum(known.values())
    assert sum(came.grown.values()) == len(found(now))


@given(notes, notes)
def test_what_is_more_than_was_known_is_new(then: Notes, now: Notes) -> None:
    def by_words(verdicts: list[Verdict]) -> Counter[str]:
        return Counter(Known.of(verdict).text for verdict in verdicts)

    assert by_words(list(reckoned(then, now).new)) == by_words(found(now)) - by_words(found(then))


def test_of_faults_that_are_alike_the_last_is_new() -> None:
    came = reckoned({"a.md": "weak\nweak\n"}, {"a.md": "weak\nstrong\nweak\nweak\n"})

    assert [verdict.finding.span.start for verdict in came.new] == [17]


def test_a_fault_is_known_again_whichever_way_its_path_is_composed() -> None:
    came = reckoned({"ü.md": "weak"}, {"u\u0308.md": "weak"})

    assert (came.new, set(came.kept)) == ((), {Known("ü.md", "weak-word", "weak")})


def test_a_long_text_that_differs_at_its_end_is_another_fault() -> None:
    assert len(reckoned({"a.md": "w" * 300 + "x"}, {"a.md": "w" * 300 + "y"}).new) == 1


def test_a_sign_alone_is_known_by_the_words_around_it() -> None:
    doc = Document.of("a.md", "one | two\nthree | four")
    marks = [Known.of(Verdict(doc, WeakWord(), Finding(Span(at, at + 1), ""))) for at in (4, 16)]

    assert [mark.text for mark in marks] == ["one | two", "three | four"]


def test_a_sign_stays_known_when_what_stands_around_it_is_mended() -> None:
    torn, mended = (Document.of("a.md", f"cafÃ© and ğŸ“ {word} bleu") for word in ("expulsiÃ³n", "expulsión"))
    marks = [Known.of(Verdict(doc, WeakWord(), Finding(Span(10, 13), ""))) for doc in (torn, mended)]

    assert marks[0] == marks[1]
    assert marks[0].text == "caf and ğŸ“ expulsi n bleu"


# --- runs that do not see everything ----------------------------------------------------------------------------------


def test_what_a_run_did_not_judge_stays_known() -> None:
    came = reckoned({"a.md": "weak", "b.md": "wan"}, {"a.md": "strong"}, whole=False)

    assert (came.mended, set(came.kept)) == (1, {Known("b.md", "weak-word", "wan")})


def test_a_fault_is_not_taken_for_one_in_a_note_that_was_not_judged() -> None:
    known = reckon({}, found({"b.md": "weak"}), WHOLE).grown
    reach = Reach(lambda path, _rule: path == "a.md", {"a.md", "b.md"}.__contains__, whole=False)

    assert len(reckon(known, found({"a.md": "weak"}), reach).new) == 1


# --- the file --------------------------------------------------------------------------------------------------------

texts = st.text(st.characters(codec=None), max_size=20)
counts = st.dictionaries(st.builds(Known, texts, texts, texts), st.integers(1, 99), max_size=8)


@given(counts)
def test_a_baseline_is_read_as_it_was_written_one_fault_a_line(known: Mapping[Known, int]) -> None:
    raw = written(known)

    assert parse(raw) == known
    assert raw.count(b"\n") == len(known) + 1
    assert b"\r" not in raw


@given(counts, st.data())
def test_two_branches_that_each_mend_something_merge_to_what_both_left(
    known: Mapping[Known, int], data: st.DataObject
) -> None:
    ours, theirs = (
        {each: left for each, count in known.items() if (left := data.draw(st.integers(0, count)))} for _ in "ab"
    )
    lines = {*written(ours).split(b"\n"), *written(theirs).split(b"\n")}

    merged = parse(b"\n".join(sorted(lines)))

    assert all(count == min(side[each] for side in (ours, theirs) if each in side) for each, count in merged.items())
    assert sum(merged.values()) <= sum(known.values())


def test_git_merges_what_two_branches_took_out(tmp_path: Path) -> None:
    known = {Known(f"{name}.md", "weak-word", "weak"): 1 for name in "abcdefghij"}
    sides = {
        "base": known,
        "ours": {each: 1 for each in known if each.path != "b.md"},
        "theirs": {each: 1 for each in known if each.path not in {"f.md", "i.md"}},
    }
    for name, side in sides.items():
        (tmp_path / name).write_bytes(written(side))

    done = subprocess.run(
        ["git", "merge-file", "-p", "ours", "base", "theirs"], cwd=tmp_path, capture_output=True, check=False
    )

    assert done.returncode == 0
    assert {each.path[0] for each in parse(done.stdout)} == set("acdeghj")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("{", "1: this is no line of a baseline", id="no JSON"),
        pytest.param("\n\n[]", "3: this is no line of a baseline", id="a list"),
        pytest.param('{"vaultfix-baseline": 2}', "1: this baseline was written by a later vaultfix", id="later"),
        pytest.param('{"path": "a", "rule": "b"}', "1: a line of a baseline has", id="no words"),
        pytest.param('{"path": "a", "rule": "b", "text": 1}', "1: a line of a baseline has", id="a number"),
        pytest.param('{"path": "a", "rule": "b", "text": "", "count": true}', "1: a line", id="true"),
        pytest.param('{"path": "a", "rule": "b", "text": "", "count": 0}', "1: this is no line", id="none"),
        pytest.param('{"path": "a", "rule": "b", "text": "", "x": 1}', "1: this is no line", id="a strange key"),
        pytest.param("<<<<<<< ours", "1: a merge left its marks here", id="a merge"),
        pytest.param("[" * 100_000, "1: this is no line of a baseline", id="deep"),
        pytest.param("\udcff", "1: this is no line of a baseline", id="no UTF-8"),
    ],
)
def test_what_is_no_baseline_is_told_by_its_line(text: str, complaint: str) -> None:
    with pytest.raises(BaselineError) as caught:
        parse(text.encode("utf-8", "surrogateescape"))

    assert f"{caught.value.line}: {caught.value}".startswith(complaint)


# --- on the command line ---------------------------------------------------------------------------------------------

BEDS = "# Beds\n\n|bed|crop|\n|-|-|\n|🌱 north|\n\n[[gone]] and [[gone]]\n"
RULES = "--select=short-row,unresolved-link"
FILE = "vaultfix-baseline.jsonl"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run vaultfix in a vault of two notes, one of them with three faults."""
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / "beds.md").write_bytes(BEDS.encode())
    (tmp_path / "soil.md").write_bytes(b"# Soil\n")
    (tmp_path / "vaultfix.toml").write_bytes(b'select = ["short-row", "unresolved-link"]\n')
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "CI", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def running(*args: str, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin)))
        code = main(args)
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return running


def add(note: str, text: str) -> None:
    Path(note).write_bytes(Path(note).read_bytes() + text.encode())


def test_from_the_first_baseline_on_only_what_is_new_is_told_and_fails(run: Run) -> None:
    assert run("--write-baseline") == (
        0,
        "",
        f"no new faults in 2 notes\n3 known faults not shown\n{FILE} knows 3 faults\n",
    )
    assert Path(FILE).read_bytes().decode() == (
        '{"vaultfix-baseline": 1}\n'
        '{"path": "beds.md", "rule": "short-row", "text": "|🌱 north|"}\n'
        '{"path": "beds.md", "rule": "unresolved-link", "text": "[[gone]]", "count": 2}\n'
    )
    assert run() == (0, "", "no new faults in 2 notes\n3 known faults not shown\n")

    add("soil.md", "\n[[lost]]\n")
    code, out, err = run()

    assert (code, out.split(" ")[:2]) == (1, ["soil.md:3:1:", "unresolved-link"])
    assert err == "1 new fault in 1 of 2 notes: 1 error\n3 known faults not shown\n"


def test_notes_and_lines_that_moved_bring_nothing_back(run: Run) -> None:
    run("--write-baseline")
    Path("sub").mkdir()
    Path("sub/north.md").write_bytes(b"# New\n\nwords\n\n" + Path("beds.md").read_bytes())
    Path("beds.md").unlink()

    assert run()[:2] == (0, "")
    run("--prune-baseline")
    assert {known.path for known in parse(Path(FILE).read_bytes())} == {"sub/north.md"}


def test_what_is_mended_is_told_and_taken_out_on_request(run: Run) -> None:
    run("--write-baseline")
    before = Path(FILE).read_bytes()

    code, _, err = run("--fix")

    assert code == 0
    assert f"1 known fault is gone; --prune-baseline takes it out of {FILE}\n" in err
    assert Path(FILE).read_bytes() == before

    assert f"{FILE} knows 2 faults, 1 fewer than before\n" in run("--prune-baseline")[2]
    assert sum(parse(Path(FILE).read_bytes()).values()) == 2
    add("beds.md", "\n|a|b|\n|-|-|\n|🌱 north|\n")
    assert run()[0] == 1


def test_a_baseline_only_shrinks_unless_it_is_asked_to_grow(run: Run) -> None:
    run("--write-baseline")
    before = Path(FILE).read_bytes()
    add("soil.md", "\n[[lost]]\n")

    code, out, err = run("--write-baseline")

    assert (code, out.count("\n")) == (1, 1)
    assert "a baseline only shrinks; --grow-baseline adds what is new\n" in err
    assert Path(FILE).read_bytes() == before
    assert run("--grow-baseline")[0] == 0
    assert sum(parse(Path(FILE).read_bytes()).values()) == 4
    assert run()[0] == 0


@pytest.mark.parametrize("args", [["soil.md"], [RULES], ["--select=short-row"], ["--ignore=links"]])
def test_a_run_over_a_part_takes_nothing_out_that_it_did_not_judge(run: Run, args: list[str]) -> None:
    run("--write-baseline")
    before = Path(FILE).read_bytes()

    run("--prune-baseline", *args)

    assert Path(FILE).read_bytes() == before


@pytest.mark.parametrize("form", ["full", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson"])
def test_no_format_shows_what_is_known(run: Run, form: str) -> None:
    run("--write-baseline")

    code, out, _ = run("--output-format", form)

    assert code == 0
    assert "short-row" not in out


def test_programs_are_told_how_much_is_known(run: Run) -> None:
    run("--write-baseline")
    Path("beds.md").write_bytes(BEDS.replace("north|", "north| |").encode())

    summary = json.loads(run("--output-format=json")[1])["summary"]

    assert (summary["findings"], summary["known"], summary["known_gone"]) == (0, 2, 1)


def test_what_is_known_is_mended_all_the_same(run: Run) -> None:
    run("--write-baseline")

    assert "+|🌱 north| |" in run("--diff")[1]
    run("--fix")
    assert "|🌱 north| |" in Path("beds.md").read_bytes().decode()


def test_a_note_from_stdin_has_its_known_faults(run: Run) -> None:
    run("--write-baseline")

    assert run("-", "--stdin-filename=beds.md", stdin=BEDS.encode())[:2] == (0, "")
    assert run("-", "--stdin-filename=soil.md", stdin=BEDS.encode())[0] == 1


def test_a_silenced_fault_is_not_known(run: Run) -> None:
    add("beds.md", "\n<!-- vaultfix-ignore-file -->\n")
    run("--write-baseline")

    assert parse(Path(FILE).read_bytes()) == {}


def test_what_is_known_can_be_shown(run: Run) -> None:
    run("--write-baseline")

    assert run("--no-baseline")[0] == 1
    assert run("--isolated", RULES)[0] == 1
    assert run("--isolated", RULES, f"--baseline={FILE}")[0] == 0


def test_the_configuration_may_put_it_elsewhere(run: Run, tmp_path: Path) -> None:
    Path("vaultfix.toml").write_bytes(b'select = ["short-row"]\nbaseline = "known/faults.jsonl"\n')
    Path("known").mkdir()

    code, _, err = run()
    assert (code, err) == (
        2,
        "vaultfix: vaultfix.toml:2: there is no baseline `known/faults.jsonl`; --write-baseline makes it\n",
    )
    assert run("--write-baseline")[0] == 0
    assert (tmp_path / "known" / "faults.jsonl").stat().st_mode & 0o777 == 0o644
    assert run()[0] == 0
    Path("vaultfix.toml").write_bytes(b'select = ["short-row"]\nbaseline = ""\n')
    assert run()[0] == 1


@pytest.mark.parametrize(
    ("args", "message"),
    [
        pytest.param(["--write-baseline", "--diff"], "--write-baseline writes a file", id="beside --diff"),
        pytest.param(["--prune-baseline", "-"], "a note from stdin has none", id="stdin"),
        pytest.param(["--grow-baseline", "--no-baseline"], "--no-baseline says that there is none", id="none"),
        pytest.param(["--baseline=x", "--no-baseline"], "give only one of the two", id="one and none"),
        pytest.param(["--baseline=x"], "there is no baseline `x`; --write-baseline makes it", id="not there"),
        pytest.param(["--prune-baseline"], "there is no baseline", id="nothing to prune"),
        pytest.param(["--write-baseline", "--isolated"], "name it with --baseline FILE", id="isolated"),
        pytest.param(["--baseline=sub"], "sub: the baseline cannot be read: not a regular file", id="a folder"),
        pytest.param(["--baseline=soil.md"], "soil.md:1: this is no line of a baseline", id="a note"),
        pytest.param(["--write-baseline", "--baseline=no/x"], "no/x: the baseline cannot be written", id="no folder"),
    ],
)
def test_a_wish_that_cannot_be_granted_gets_one_line(run: Run, args: list[str], message: str) -> None:
    Path("sub").mkdir()
    code, out, err = run(*args)

    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert message in err
    assert not Path(FILE).exists()


def test_one_baseline_is_not_for_two_vaults(run: Run) -> None:
    Path("other/.obsidian").mkdir(parents=True)

    assert run("--baseline=x", ".", "other")[0] == 2
