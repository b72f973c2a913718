"""The command line, from argv to exit code, on a small vault of our own."""

import errno
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from vaultfix import workers
from vaultfix.cli import main
from vaultfix.cli.screen import Screen
from vaultfix.cli.work import _each_once
from vaultfix.document import Document
from vaultfix.engine import Mended, Quarrel
from vaultfix.passes import PASSES
from vaultfix.rule import Finding, Verdict
from vaultfix.store.writing import Draft
from vaultfix.text import Span

HEALTHY = "# Soil\n\nDark and [moist](beds.md).\n"
BEDS = "# Beds\n\n|bed|crop|\n|-|-|\n|🌱 north|\n|south|kale|🐛|\n"
TABLES = "--select=short-row,excess-cells"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault with one healthy note, and one with a fault that can be mended and one that cannot."""
    root = tmp_path / "garden"
    (root / ".obsidian").mkdir(parents=True)
    (root / "soil.md").write_bytes(HEALTHY.encode())
    (root / "beds.md").write_bytes(BEDS.encode())
    return root


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(vault: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run vaultfix in the vault; return exit code, stdout and stderr."""
    monkeypatch.chdir(vault)
    for name in ("NO_COLOR", "FORCE_COLOR", "CI", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def running(*args: str, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main(args)
        out, err = capsysbinary.readouterr()
        return code, out.decode("utf-8", "surrogateescape"), err.decode()

    return running


# --- checking --------------------------------------------------------------------------------------------------------


def test_a_healthy_note_gives_nothing_but_a_kind_word(run: Run) -> None:
    assert run(TABLES, "soil.md") == (0, "", "no faults in 1 note\n")


def test_a_check_lists_findings_on_stdout_and_sums_up_on_stderr(run: Run) -> None:
    code, out, err = run(TABLES)

    assert code == 1
    assert [line.split(" ")[:2] for line in out.strip().split("\n")] == [
        ["beds.md:5:1:", "short-row"],
        ["beds.md:6:13:", "excess-cells"],
    ]
    assert err == "2 faults in 1 of 2 notes: 1 error, 1 warning; 1 can be mended with --fix\n"


def test_a_check_writes_nothing(run: Run, vault: Path) -> None:
    run()

    assert (vault / "beds.md").read_bytes() == BEDS.encode()
    assert sorted(each.name for each in vault.iterdir()) == [".obsidian", "beds.md", "soil.md"]


def test_a_process_leaves_by_its_exit_code_as_soon_as_all_is_told(run: Run, vault: Path) -> None:
    script = "from vaultfix.__main__ import main\nmain()\nprint('put away')\n"
    left = subprocess.run([sys.executable, "-c", script, str(vault)], cwd=vault, capture_output=True, check=False)

    assert (left.returncode, left.stdout.decode(), left.stderr.decode()) == run(str(vault))


@pytest.mark.parametrize(
    ("args", "code"),
    [
        pytest.param(["soil.md"], 0, id="a healthy note"),
        pytest.param(["--select=missing-final-newline"], 0, id="a rule that finds nothing"),
        pytest.param(["--select=short-row", "--fail-on=error"], 0, id="a warning is below an error"),
        pytest.param([TABLES, "--exit-zero"], 0, id="faults that shall not matter"),
        pytest.param(["--select=short-row", "--fix"], 0, id="all is mended"),
        pytest.param(["--select=excess-cells", "--diff"], 0, id="nothing would be mended"),
        pytest.param([TABLES], 1, id="faults"),
        pytest.param(["--select=short-row", "--fail-on=info"], 1, id="a warning is above an info"),
        pytest.param([TABLES, "--fix"], 1, id="faults are left"),
        pytest.param(
            ["--select=short-row", "--fix", "--exit-non-zero-on-fix"], 1, id="a mended note, and that matters"
        ),
        pytest.param(["--select=short-row", "--diff"], 1, id="something would be mended"),
        pytest.param(["--no-such-option"], 2, id="an unknown option"),
        pytest.param(["--select=no-such-rule"], 2, id="an unknown rule"),
        pytest.param(["--profile=no-such-profile"], 2, id="an unknown profile"),
        pytest.param(["--config=no-such.toml"], 2, id="a configuration that is not there"),
        pytest.param(["--fail-on=never"], 2, id="an unknown severity"),
        pytest.param(["--stdin-filename=a.md"], 2, id="a name for stdin without stdin"),
        pytest.param(["-", "soil.md"], 2, id="stdin beside a path"),
        pytest.param(["no-such-note.md"], 2, id="a note that is not there"),
        pytest.param(["no-such-note.md", "--exit-zero"], 2, id="--exit-zero does not hide trouble"),
        pytest.param(["explain", "no-such-rule"], 2, id="explaining an unknown rule"),
    ],
)
def test_the_exit_code_tells_health_faults_and_trouble_apart(run: Run, args: list[str], code: int) -> None:
    assert run(*args)[0] == code


@pytest.mark.parametrize(
    ("args", "message"),
    [
        pytest.param(["--selct=x"], "--selct", id="option"),
        pytest.param(["--select=short-rwo"], "`short-row`", id="rule"),
        pytest.param(["--profile=obsidan"], "`obsidian`", id="profile"),
        pytest.param(["explain", "short-rwo"], "`short-row`", id="rule to explain"),
        pytest.param(["--output-file=no/such/folder/out"], "--output-file no/such/folder/out", id="output file"),
    ],
)
def test_a_wrong_wish_gets_one_line_that_helps(run: Run, args: list[str], message: str) -> None:
    code, out, err = run(*args)

    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert err.startswith("vaultfix: ")
    assert message in err


def test_trouble_with_one_path_does_not_keep_the_others_from_being_checked(run: Run) -> None:
    code, out, err = run(TABLES, "gone.md", "beds.md")

    assert code == 2
    assert out.startswith("beds.md:5:")
    assert err.startswith("gone.md: there is no such file or folder\n")


def test_an_unreadable_note_is_named_and_the_others_are_checked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(file: str, _most: int) -> bytes:
        if file.endswith("soil.md"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), file)
        return Path(file).read_bytes()

    monkeypatch.setattr("vaultfix.store.notes.read_bytes", refuse)
    code, out, err = run(TABLES)

    assert code == 2
    assert out.startswith("beds.md:5:")
    assert err.startswith("soil.md: cannot be read: permission denied\n")


def test_names_are_as_seen_from_where_the_reader_stands(run: Run, vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (vault / "deep").mkdir()
    monkeypatch.chdir(vault / "deep")

    assert run(TABLES, "../beds.md")[1].startswith("../beds.md:5:")
    monkeypatch.chdir(vault.parent)
    assert run(TABLES, "garden")[1].startswith("garden/beds.md:5:")


def test_paths_in_several_vaults_are_judged_each_in_its_own(
    run: Run, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = vault.parent / "attic"
    (other / ".obsidian").mkdir(parents=True)
    (other / "vaultfix.toml").write_bytes(b'ignore = ["excess-cells"]\n')
    (other / "beds.md").write_bytes(BEDS.encode())
    monkeypatch.chdir(vault.parent)
    code, out, err = run("--select=tables", "garden", "attic")

    found = [line.split(" ")[:2] for line in out.strip().split("\n")]
    assert code == 1
    assert [where[0].partition(":")[0] for where in found] == sorted(where[0].partition(":")[0] for where in found)
    assert "garden/beds.md" in out
    assert "attic/beds.md" in out
    assert "in 2 of 3 notes" in err


def test_findings_come_by_path_offset_and_rule(run: Run, vault: Path) -> None:
    (vault / "a.md").write_bytes(BEDS.encode())
    out = run(TABLES, "beds.md", "a.md")[1]

    assert [re.match(r"[^ ]+", line).group() for line in out.strip().split("\n")] == [  # type: ignore[union-attr]  # every line has a place
        "a.md:5:1:",
        "a.md:6:13:",
        "beds.md:5:1:",
        "beds.md:6:13:",
    ]


# --- formats ---------------------------------------------------------------------------------------------------------


def test_the_full_format_shows_the_line_a_caret_and_the_change(run: Run) -> None:
    out = run("--select=short-row", "--output-format=full")[1]

    lines = out.split("\n")
    assert lines[0].startswith("beds.md:5:1: warning short-row [*]: ")
    assert lines[1:] == ["   5 | |🌱 north|", "     | ^^^^^^^^^^", "     = help: add ` |`", "", ""]


def test_a_person_at_a_terminal_gets_the_full_format(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Screen, "is_terminal", property(lambda _: True))
    monkeypatch.setenv("TERM", "dumb")

    assert run(TABLES)[1] == run(TABLES, "--output-format=full")[1]


def test_json_is_one_object_and_counts(run: Run) -> None:
    told = json.loads(run(TABLES, "--output-format=json", "gone.md", "beds.md")[1])

    assert [found["rule"] for found in told["findings"]] == ["short-row", "excess-cells"]
    assert told["summary"]["by_rule"] == {"excess-cells": 1, "short-row": 1}
    assert told["summary"]["troubles"] == ["gone.md: there is no such file or folder"]


def test_json_of_a_healthy_vault_is_an_object_too(run: Run) -> None:
    assert json.loads(run("--output-format=json", "soil.md")[1])["findings"] == []


def test_statistics_count_instead_of_listing(run: Run) -> None:
    assert run(TABLES, "--statistics")[1] == "1       excess-cells\n1  [*]  short-row\n"


@pytest.mark.parametrize("option", ["--output-file", "--summary"])
def test_no_report_is_written_over_a_note(run: Run, vault: Path, option: str) -> None:
    (vault / "beds.md").write_bytes(b"text\n")
    (vault / "link.txt").symlink_to(vault / "beds.md")
    line = "this is a note, which would be lost; name another file"

    for name in ("beds.md", "link.txt", "x/../beds.md"):
        assert run("--fix", option, name)[::2] == (2, f"vaultfix: {option} {name}: {line}\n")
    assert (vault / "beds.md").read_bytes() == b"text\n"


def test_a_report_may_be_written_over_an_empty_note_and_a_summary_over_an_earlier_one(run: Run, vault: Path) -> None:
    (vault / "empty.md").touch()

    assert run("--output-file", "empty.md")[0] < 2
    assert [run("--summary", "faults.md")[0] < 2 for _ in range(2)] == [True, True]
    assert run("--output-file", "faults.md")[0] == 2


def test_an_output_file_takes_the_findings(run: Run, vault: Path) -> None:
    code, out, err = run(TABLES, "--output-file=found.txt")

    assert (code, out) == (1, "")
    assert (vault / "found.txt").read_bytes().startswith(b"beds.md:5:1: short-row ")
    assert err.startswith("2 faults")


def test_quiet_is_quiet(run: Run) -> None:
    assert run("--quiet", "soil.md") == (0, "", "")
    assert run("--quiet", "--select=short-row", "--fix") == (0, "", "")


@pytest.mark.parametrize(
    ("env", "args", "coloured"),
    [
        pytest.param({}, [], False, id="not when piped"),
        pytest.param({"FORCE_COLOR": "0"}, [], False, id="not when FORCE_COLOR is 0"),
        pytest.param({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False, id="NO_COLOR wins"),
        pytest.param({"FORCE_COLOR": "1"}, ["--no-color"], False, id="--no-color wins"),
        pytest.param({"FORCE_COLOR": "1"}, [], True, id="when forced"),
    ],
)
def test_colour_is_as_asked_for(
    run: Run, monkeypatch: pytest.MonkeyPatch, env: dict[str, str], args: list[str], *, coloured: bool
) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)

    assert ("\x1b[" in run(TABLES, *args)[1]) == coloured


# --- mending ---------------------------------------------------------------------------------------------------------


def test_fix_mends_and_says_what_and_what_is_left(run: Run, vault: Path) -> None:
    code, out, err = run(TABLES, "--fix")

    assert code == 1
    assert (vault / "beds.md").read_bytes() == BEDS.replace("|🌱 north|\n", "|🌱 north| |\n").encode()
    assert out.startswith("beds.md:6:13: excess-cells ")
    assert err == (
        "beds.md: mended 1 short-row; 1 is left\n"
        "mended 1 fault in 1 note; 1 is left, 0 of them could be mended with --unsafe-fixes\n"
        "vaultfix undo takes this back\n"
    )


def test_a_second_fix_finds_nothing_to_do(run: Run, vault: Path) -> None:
    run("--select=short-row", "--fix")
    before = (vault / "beds.md").stat()

    assert run("--select=short-row", "--fix") == (0, "", "no faults in 2 notes\n")
    assert (vault / "beds.md").stat() == before


def test_a_note_that_cannot_be_written_keeps_its_faults_and_the_others_are_mended(
    run: Run, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (vault / "a.md").write_bytes(BEDS.encode())

    def changed_meanwhile(draft: Draft) -> None:
        if draft.path == "a.md":
            (vault / "a.md").write_bytes(b"a person typed this\n")
        put(draft)

    put = Draft.put
    monkeypatch.setattr(Draft, "put", changed_meanwhile)
    code, out, err = run("--select=short-row", "--fix")

    assert code == 2
    assert out.startswith("a.md:5:1: short-row ")
    assert (vault / "a.md").read_bytes() == b"a person typed this\n"
    assert b"north| |" in (vault / "beds.md").read_bytes()
    assert err.startswith("a.md: not written: ")
    assert err.endswith(
        "mended 1 fault in 1 note; 1 is left, 0 of them could be mended with --unsafe-fixes\n"
        "vaultfix undo takes this back\n"
    )


def test_ctrl_c_says_how_far_it_came(run: Run, vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (vault / "a.md").write_bytes(BEDS.encode())

    def stop_at_the_second(draft: Draft) -> None:
        if draft.path == "beds.md":
            raise KeyboardInterrupt
        put(draft)

    def answer(screen: Screen, words: str) -> None:
        assert [path.name for path in vault.iterdir() if path.suffix == ".tmp"] == []
        warn(screen, words)

    put, warn = Draft.put, Screen.warn
    monkeypatch.setattr(Draft, "put", stop_at_the_second)
    monkeypatch.setattr(Screen, "warn", answer)

    assert run("--select=short-row", "--fix") == (
        130,
        "",
        "stopped; 1 note was written\nvaultfix undo takes this back\n",
    )
    assert b"north| |" in (vault / "a.md").read_bytes()
    assert (vault / "beds.md").read_bytes() == BEDS.encode()


def test_ctrl_c_before_any_work_is_quiet_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("vaultfix.cli.run.run", stop)
    code, out, err = run()

    assert (code, out) == (130, "")
    assert err.strip() == "stopped; nothing was written"


def test_rules_that_quarrel_are_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def quarrel(vault: object, *_: object, **__: object) -> Mended:
        return Mended(vault, (), (), (), (Quarrel("beds.md", ("one-rule", "other-rule")),))  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr(workers, "mend", quarrel)
    code, _, err = run("--fix")

    assert code == 2
    assert err.startswith("beds.md: `one-rule` and `other-rule` undo each other's work here")


def test_diff_writes_nothing_and_git_applies_it(run: Run, vault: Path) -> None:
    code, out, err = run(TABLES, "--diff")

    assert (code, err) == (
        1,
        "would mend 1 fault in 1 note; 1 is left, 0 of them could be mended with --unsafe-fixes\n",
    )
    assert (vault / "beds.md").read_bytes() == BEDS.encode()
    subprocess.run(["git", "apply", "-"], cwd=vault, input=out.encode(), check=True)
    run(TABLES, "--fix")
    assert run(TABLES, "--diff")[1] == ""


# --- stdin -----------------------------------------------------------------------------------------------------------


def test_stdin_is_checked_as_a_note_of_the_vault(run: Run) -> None:
    out = run("--select=unresolved-link", "--stdin-filename=new.md", "-", stdin=b"[b](beds.md) [x](gone.md)\n")[1]

    assert out.startswith("new.md:1:")
    assert out.count("\n") == 1


def test_a_mended_stdin_goes_to_stdout_and_the_rest_to_stderr(run: Run, vault: Path) -> None:
    raw = BEDS.replace("\n", "\r\n").encode() + b"\xff\xfe"
    code, out, err = run(TABLES, "--fix", "--stdin-filename", str(vault / "beds.md"), "-", stdin=BEDS.encode())

    assert code == 1
    assert out == BEDS.replace("|🌱 north|\n", "|🌱 north| |\n")
    assert "beds.md:6:13: excess-cells " in err
    assert (vault / "beds.md").read_bytes() == BEDS.encode()
    assert run(TABLES, "--fix", "-", stdin=raw)[1].encode("utf-8", "surrogateescape") == raw


def test_a_healthy_stdin_comes_out_as_it_went_in(run: Run) -> None:
    assert run("--fix", "-", stdin=HEALTHY.encode())[:2] == (0, HEALTHY)


def test_the_diff_of_stdin_bears_its_name(run: Run) -> None:
    out = run("--diff", TABLES, "-", "--stdin-filename=notes/new one.md", stdin=BEDS.encode())[1]

    assert out.startswith("--- a/notes/new one.md\t\n+++ b/notes/new one.md\t\n@@")


# --- links that lead to the named notes ------------------------------------------------------------------------------


def test_what_is_found_on_two_ways_is_told_once() -> None:
    doc = Document.of("n.md", "a")
    rule = PASSES[0].rules[0]()
    one, other = (Verdict(doc, rule, Finding(Span(0, 1), words)) for words in ("a", "b"))
    later = Verdict(doc, rule, Finding(Span(1, 1), "a"))

    assert _each_once([one, other, one, later, other]) == [one, other, later]
    assert _each_once([one, later]) == [one, later]


def test_inbound_links_to_a_named_note_are_checked_and_only_those(run: Run, vault: Path) -> None:
    (vault / "map.md").write_bytes(b"[to the beds](beds.md#gone) and [off](nowhere.md)\n")

    assert run("--select=links", "beds.md")[:2] == (0, "")
    code, out, _ = run("--select=links", "--inbound", "beds.md")
    assert code == 1
    assert out.startswith("map.md:1:")
    assert out.count("\n") == 1


# --- the other verbs -------------------------------------------------------------------------------------------------


def test_every_rule_is_listed_with_its_title(run: Run) -> None:
    code, out, err = run("rules")

    assert (code, err) == (0, "")
    for group in PASSES:
        for kind in group.rules:
            assert f"  {kind().name} " in out
            assert kind().title in out


@pytest.mark.parametrize("name", [kind().name for group in PASSES for kind in group.rules])
def test_every_rule_is_explained(run: Run, name: str) -> None:
    code, out, err = run("explain", name)

    assert (code, err) == (0, "")
    assert out.startswith(f"{name}: ")
    assert "\nExamples\n" in out
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out)


def test_an_explanation_shows_what_a_fix_changes(run: Run) -> None:
    out = run("explain", "missing-final-newline")[1]

    assert "    - One thought. (no line end)\n    + One thought.\n" in out
    assert "      (empty)\n    (healthy)\n" in out


def test_an_explanation_tells_the_options_with_their_defaults(run: Run) -> None:
    out = run("explain", "missing-property")[1]

    assert "\nOptions (in vaultfix.toml, under [rules.missing-property])\n" in out
    assert '  when-shared = ["title", "aliases", "URL"]\n' in out


def test_a_file_that_bears_the_name_of_a_verb_can_be_reached(run: Run, vault: Path) -> None:
    (vault / "rules").mkdir()
    (vault / "rules" / "one.md").write_bytes(BEDS.encode())

    assert run("--show-files", "./rules")[1] == "rules/one.md\n"
    assert run("--show-files", "rules")[1] == "rules/one.md\n"


@pytest.mark.parametrize(
    ("args", "meant"),
    [
        (["explian", "short-row"], "vaultfix explain"),
        (["rule"], "vaultfix rules"),
        (["-q", "undo"], "vaultfix undo"),
        (["help"], "vaultfix --help"),
        (["fix", "."], "vaultfix --fix"),
    ],
)
def test_a_verb_that_is_mistyped_is_named(run: Run, args: list[str], meant: str) -> None:
    word = next(arg for arg in args if arg.isalpha())

    code, _, err = run(*args)

    assert code == 2
    assert err.startswith(f"{word}: there is no such file or folder; did you mean `{meant}`?\n")


@pytest.mark.parametrize("args", [["tides"], [".", "explian"], ["rule.md"]])
def test_a_path_that_is_like_no_verb_is_only_not_there(run: Run, args: list[str]) -> None:
    assert "there is no such file or folder\n" in run(*args)[2]


def test_what_is_there_is_taken_for_no_verb(run: Run, vault: Path) -> None:
    (vault / "explian").symlink_to("gone")

    assert "explian: the symbolic link leads nowhere\n" in run("explian")[2]


def test_show_files_lists_what_would_be_checked(run: Run) -> None:
    assert run("--show-files") == (0, "beds.md\nsoil.md\n", "")


def test_show_config_tells_what_takes_effect(run: Run) -> None:
    code, out, _ = run("--show-config", "--fail-on=error")

    assert code == 0
    assert 'fail-on = "error"' in out


def test_an_option_that_does_nothing_says_so(run: Run) -> None:
    said = "does nothing without --fix or --diff\n"

    assert run(TABLES, "--unsafe-fixes", "--rename-files")[2].endswith(f"--unsafe-fixes {said}--rename-files {said}")
    for options in (["--fix"], ["--diff"]):
        assert said not in run(TABLES, "--unsafe-fixes", *options)[2]


def test_an_option_that_tells_findings_says_that_a_patch_has_none(run: Run) -> None:
    said = "does nothing beside --diff\n"

    told = run(TABLES, "--output-format=json", "--statistics", "--diff")[2]
    assert told.endswith(f"--output-format {said}--statistics {said}")
    assert said not in run(TABLES, "--output-format=json")[2] + run(TABLES, "--statistics", "--fix")[2]


@pytest.mark.parametrize("verb", ["rules", "explain", "undo", "init", "config"])
def test_every_verb_is_explained_when_it_is_asked_briefly(run: Run, verb: str) -> None:
    code, out, _ = run(verb, "-h")

    assert code == 0
    assert out.startswith(f"Usage: vaultfix {verb} ")


def test_version_and_help(run: Run) -> None:
    assert re.fullmatch(r"vaultfix [\d.]+\n", run("--version")[1])
    out = run("--help")[1]
    for word in ("--fix", "--diff", "--inbound", "explain RULE", "Exit code"):
        assert word in out


# --- odd names, odd streams ------------------------------------------------------------------------------------------


def test_odd_names_are_printed_safely(run: Run, vault: Path) -> None:
    for name in (b"\x1b[31m.md", b"\xff.md", b"a\nb.md"):
        with open(os.fsencode(vault) + b"/" + name, "wb") as note:  # noqa: PTH123 - a name that is no text
            note.write(BEDS.encode())
    code, out, _ = run("--select=short-row")

    assert code == 1
    assert "\x1b" not in out
    assert "‹1B›[31m.md:5:1:" in out
    assert "�.md:5:1:" in out
    assert "a\\nb.md:5:1:" in out
    assert "\x1b" not in run("--select=short-row", "--output-format=github")[1]
    assert "\x1b" not in run("--show-files")[1]


def process(*args: str, env: dict[str, str] | None = None, **given: object) -> "subprocess.Popen[bytes]":
    """Start vaultfix as a process of its own."""
    command = [sys.executable, "-m", "vaultfix", *args]
    return subprocess.Popen(command, env={**os.environ, **(env or {})}, **given)  # type: ignore[call-overload, no-any-return]  # Popen's own keywords


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_any_stream_can_take_the_findings(vault: Path, encoding: str) -> None:
    env = {"PYTHONIOENCODING": encoding}
    running = process("--output-format=full", "--fail-on=info", cwd=vault, stdout=-1, stderr=-1, env=env)
    out, err = running.communicate()

    assert running.returncode == 1
    assert b"Traceback" not in err
    assert ("🌱" if encoding == "utf-8" else "\\U0001f331") in out.decode(encoding)


def test_a_reader_that_leaves_early_is_no_fault(vault: Path) -> None:
    for number in range(300):
        (vault / f"beds {number}.md").write_bytes(BEDS.encode() * 20)
    running = process("--output-format=full", cwd=vault, stdout=-1, stderr=-1)
    assert running.stdout
    assert running.stderr
    running.stdout.read(10)
    running.stdout.close()
    err = running.stderr.read()
    running.stderr.close()

    assert running.wait() == 1
    assert b"Traceback" not in err
    assert b"Broken" not in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_stdout_is_told_in_one_line(vault: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        running = process(cwd=vault, stdout=full, stderr=-1)
        err = running.communicate()[1]

    assert running.returncode == 2
    assert err.startswith(b"vaultfix: <stdout>: No space left")
    assert b"Traceback" not in err


def test_a_trouble_is_told_once_and_only_to_those_who_ask_about_it(run: Run, vault: Path) -> None:
    (vault / "well.md").write_bytes(b"# Well\n")
    (vault / "gone.md").symlink_to("nowhere.md")
    told = {name: run("--select", "text", name)[::2] for name in (".", "gone.md", "well.md")}
    troubles = {name: (code, said.count("the symbolic link leads nowhere")) for name, (code, said) in told.items()}

    assert troubles == {".": (2, 1), "gone.md": (2, 1), "well.md": (0, 0)}
