"""Workers: several processes find what one finds, and none of them outlives the run, however it ends."""

import os
import pickle
import re
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from vaultfix import check, workers
from vaultfix.cli import main
from vaultfix.cli.options import FORMATS
from vaultfix.document import Document
from vaultfix.engine import judge
from vaultfix.opening import Settings, open_vaults
from vaultfix.passes import PASSES
from vaultfix.passes.links.unresolved_link import UnresolvedLink
from vaultfix.passes.tables.short_row import ShortRow
from vaultfix.passes.text.trailing_space import TrailingSpace
from vaultfix.proving import proved
from vaultfix.rule import Choice, Finding, RuleError, Severity, Verdict
from vaultfix.session import Session
from vaultfix.testing import vault_of
from vaultfix.text import Span, insert, replace
from vaultfix.vault import Vault, called
from vaultfix.workers.parcels import Packer

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
HERE = os.getpid()

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process does it all")


@pytest.fixture(autouse=True)
def _ctrl_c_is_heard() -> Iterator[None]:
    """Hear Ctrl-C, which a process in the background was told to ignore."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let even a small vault be judged by workers."""
    monkeypatch.setattr(workers, "_ENOUGH", 1)
    monkeypatch.setattr(workers, "_SHARE", 3)


@pytest.fixture
def vault(tmp_path: Path, eager: None) -> Path:  # noqa: ARG001 - it is there for what it does
    root = tmp_path / "vault"
    shutil.copytree(SAMPLES / "damaged", root)
    return root


@pytest.fixture
def spaced(tmp_path: Path, eager: None) -> Path:  # noqa: ARG001 - likewise
    """A vault of small notes, each with a space at the end of a line, a short row and a link to nowhere."""
    root = tmp_path / "spaced"
    root.mkdir()
    for number in range(12):
        (root / f"{number}.md").write_bytes(b"space \n\n|a|b|\n|-|-|\n|[[%d]]|\n" % (number + 2))
    return root


def children() -> set[str]:
    """Return the processes that this one has started, those that wait to be buried too."""
    return {pid for file in Path("/proc/self/task").glob("*/children") for pid in file.read_text().split()}


@pytest.fixture(autouse=True)
def nobody_is_left() -> Iterator[None]:
    """See that no child lives on, nor waits to be buried, but for those that other tests have left."""
    before = children()
    yield
    assert children() <= before


def opened(root: Path, jobs: int) -> Session:
    (session,), troubles = open_vaults([str(root)], Settings(isolated=True, overrides={"git": False}, jobs=jobs))
    assert not troubles
    return session


def told(verdicts: Iterator[Verdict]) -> list[tuple[str, bytes, str, Finding]]:
    return [(each.doc.path, each.doc.raw, each.rule.name, each.finding) for each in verdicts]


# --- nobody can tell the difference ----------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [2, 3])
def test_workers_find_what_one_process_finds_in_the_same_order(vault: Path, jobs: int) -> None:
    alone = told(opened(vault, 1).judge(lambda _: None))

    assert len(alone) > 50
    assert told(opened(vault, jobs).judge(lambda _: None)) == alone


@pytest.mark.parametrize("form", FORMATS)
def test_every_report_is_the_same_to_the_byte(
    spaced: Path, form: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    def report(jobs: int) -> tuple[int, bytes, bytes]:
        code = main(["--isolated", "--no-git", f"--jobs={jobs}", f"--output-format={form}", str(spaced)])
        return code, *capsysbinary.readouterr()

    assert report(3) == report(1)


def test_mending_comes_to_the_same_notes(vault: Path, tmp_path: Path) -> None:
    shutil.copytree(vault, tmp_path / "other")
    options = ["--fix", "--unsafe-fixes", "--isolated", "--no-git", "--quiet"]
    codes = main([*options, "--jobs=1", str(tmp_path / "other")]), main([*options, "--jobs=3", str(vault)])

    def notes(root: Path) -> dict[str, bytes]:
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}

    assert codes[0] == codes[1]
    assert notes(vault) == notes(tmp_path / "other") != notes(SAMPLES / "damaged")


def outcome(session: Session) -> list[object]:
    """Return all that mending comes to, and what is known of it once it was read again."""
    came, troubles = proved(session.mend(lambda _: None, unsafe=True), unsafe=True)
    changes = [(before.path, before.raw, after.raw) for before, after in came.changes]
    now = [came.session.vault.mended[path].raw for path, _, _ in changes]
    return [changes, now, told(iter(came.fixed)), told(iter(came.left)), came.quarrels, troubles]


@pytest.mark.parametrize("heading", [b"", b"# Caf\xc3\x83\xc2\xa9\n"], ids=["unseen by others", "seen by others"])
def test_mending_in_shares_comes_to_the_same(spaced: Path, heading: bytes) -> None:
    for note in spaced.glob("*.md"):
        # What is to be written at the very end must wait for a second round.
        link = "[[10#CafÃ©]]\n\n".encode()
        note.write_bytes((heading if note.name == "10.md" else link) + note.read_bytes().removesuffix(b"\n"))
    alone = outcome(opened(spaced, 1))

    assert len(alone[0]) == 12  # type: ignore[arg-type]  # these are the changes
    assert outcome(opened(spaced, 2)) == alone
    assert outcome(opened(spaced, 5)) == alone


def test_a_quarrel_in_one_share_comes_to_the_same(spaced: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = ShortRow.check

    def restless(rule: ShortRow, doc: Document, vault: Vault) -> Iterator[Finding]:
        yield from usual(rule, doc, vault)
        if doc.path in {"3.md", "8.md"}:
            yield Finding(Span(0, 1), "never content", replace(Span(0, 1), "S" if doc.text[0] == "s" else "s"))

    monkeypatch.setattr(ShortRow, "check", restless)
    # So that the rule still has a doubt once its rows are mended.
    for note in spaced.iterdir():
        note.write_bytes(note.read_bytes() + b"\n|a|b|\n|-|-|\n|1|2|3|\n")
    alone = outcome(opened(spaced, 1))

    assert [quarrel.path for quarrel in alone[4]] == ["3.md", "8.md"]  # type: ignore[attr-defined]  # these are they
    assert outcome(opened(spaced, 2)) == alone


def test_while_others_see_nothing_of_it_workers_do_all_the_mending(
    spaced: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mend(*_: object, **__: object) -> None:
        raise AssertionError("nothing should be mended here")

    monkeypatch.setattr(workers, "mend", mend)

    assert len(outcome(opened(spaced, 2))[0]) == 12  # type: ignore[arg-type]  # these are the changes
    with pytest.raises(AssertionError, match="nothing should be mended"):
        outcome(opened(spaced, 1))


def test_what_was_read_again_by_workers_is_kept_back_likewise(
    spaced: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def careless(_rule: ShortRow, doc: Document, _vault: Vault) -> Iterator[Finding]:
        if "```" not in doc.text:
            yield Finding(Span(0, 1), "this is no code", insert(0, "```\n"))

    for note in spaced.iterdir():
        note.write_bytes(b"space\n\n|a|b|\n|-|-|\n|1|\n")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(ShortRow, "check", careless)
    before = {path: path.read_bytes() for path in spaced.iterdir()}
    _, _, fixed, _, _, troubles = outcome(opened(spaced, 2))

    assert fixed == []
    assert len(troubles) == 12  # type: ignore[arg-type]  # these are what the run says of each note
    assert {path: path.read_bytes() for path in before} == before


def test_a_rule_that_sees_all_of_the_others_is_asked_again(spaced: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that reads more of other notes than their faces hears of every change."""

    (spaced / "0.md").write_bytes(b"[[gone]]\n")

    def check(_rule: UnresolvedLink, doc: Document, vault: Vault) -> Iterator[Finding]:
        other = vault.note("1.md")
        if doc.path == "0.md" and other and "|[[3]]| |" in other.text:
            yield Finding(Span(0, 1), "the other one is mended")

    monkeypatch.setattr(UnresolvedLink, "check", check)
    for jobs, sees_all in ((1, True), (2, True), (2, False)):
        monkeypatch.setattr(UnresolvedLink, "sees_all", sees_all)
        left = opened(spaced, jobs).mend(lambda _: None, unsafe=True).left
        assert ("the other one is mended" in [verdict.finding.message for verdict in left]) is sees_all


def test_each_note_is_told_of_once(spaced: Path) -> None:
    session = opened(spaced, 3)
    seen: list[str] = []
    list(session.judge(seen.append))

    assert sorted(seen) == sorted(session.named)


def test_each_note_is_heard_once_whoever_is_at_leisure(spaced: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = opened(spaced, 2)
    ours = os.open(spaced.with_suffix(".heard"), os.O_RDWR | os.O_CREAT | os.O_APPEND)

    def heard(vault: Vault, paths: Sequence[str]) -> called.Sayings:
        os.write(ours, "".join(f"{path}\n" for path in paths).encode())
        return called.heard(vault, paths)

    monkeypatch.setattr("vaultfix.workers.team.heard", heard)
    list(session.judge(lambda _: None))
    os.close(ours)

    assert sorted(spaced.with_suffix(".heard").read_text().split("\n")[:-1]) == sorted(session.vault.documents)


def test_what_a_worker_cannot_read_is_told(spaced: Path) -> None:
    session = opened(spaced, 2)
    gone = session.named[-1]
    (spaced / gone).unlink()
    list(session.judge(lambda _: None))

    assert [trouble.path for trouble in session.notes.troubles] == [gone]


def test_a_note_that_a_worker_read_is_the_same_here_from_then_on(spaced: Path) -> None:
    session = opened(spaced, 2)
    verdicts = list(session.judge(lambda _: None))
    for verdict in verdicts:
        (spaced / verdict.doc.path).write_bytes(b"somebody was quick\n")

    assert all(session.vault.note(verdict.doc.path) is verdict.doc for verdict in verdicts)


# --- who works -------------------------------------------------------------------------------------------------------


def forbid_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    def fork() -> int:
        raise AssertionError("nobody should be hired here")

    monkeypatch.setattr(os, "fork", fork)


def test_a_few_notes_are_not_worth_a_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forbid_fork(monkeypatch)
    (tmp_path / "a.md").write_bytes(b"[[nowhere]]\n")

    assert list(opened(tmp_path, 8).judge(lambda _: None))


def test_one_job_and_the_library_need_no_worker(spaced: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forbid_fork(monkeypatch)

    assert list(opened(spaced, 1).judge(lambda _: None))
    assert list(check(spaced))
    with pytest.raises(AssertionError, match="nobody should be hired"):
        list(opened(spaced, 2).judge(lambda _: None))


def test_a_process_with_threads_is_not_copied(spaced: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forbid_fork(monkeypatch)
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert list(opened(spaced, 2).judge(lambda _: None))
    finally:
        done.set()
        other.join()


def test_as_many_work_as_there_are_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 5})
    assert workers.usual_jobs() == 3
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(64)))
    assert workers.usual_jobs() == 8
    monkeypatch.setattr("sys.platform", "darwin")
    assert workers.usual_jobs() == 1


def test_jobs_must_be_one_at_least(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--jobs=0", str(vault)]) == 2
    assert "--jobs" in capsys.readouterr().err


# --- what can go wrong -----------------------------------------------------------------------------------------------


@pytest.fixture
def in_worker(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Document], None]], None]:
    """Let something happen when a worker comes to ask a rule about a note, and find nothing."""

    def planted(happens: Callable[[Document], None]) -> None:
        def check(_self: TrailingSpace, doc: Document, _vault: Vault) -> Iterator[Finding]:
            if os.getpid() != HERE:
                happens(doc)
            yield from ()

        monkeypatch.setattr(TrailingSpace, "check", check)

    return planted


ORDER = ["--isolated", "--no-git", "--select=trailing-space,short-row", "--jobs=2", "--fix"]
"""Lets `trailing-space` be asked of any note with such a space, and `short-row` have something to mend."""


def test_a_rule_that_fails_in_a_worker_is_named_with_its_note(
    spaced: Path, in_worker: Callable[[Callable[[Document], None]], None]
) -> None:
    def fail(_: Document) -> None:
        raise ZeroDivisionError("so it goes")

    in_worker(fail)
    session = opened(spaced, 2)
    verdicts = {path: [TrailingSpace()] for path in session.named}
    with pytest.raises(RuleError, match="trailing-space") as failure:
        list(workers.Crew(session.notes, lambda _: None, 2).judge(session.vault, verdicts))

    assert failure.value.path in session.named
    assert failure.value.words == "ZeroDivisionError: so it goes"


def test_whatever_else_fails_in_a_worker_is_told(
    spaced: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def judged(_work: workers.Work, share: list[str]) -> Iterator[Verdict]:
        if os.getpid() != HERE:
            raise MemoryError(share[0])
        yield from ()

    monkeypatch.setattr(workers.Work, "judged", judged)

    assert main([*ORDER, str(spaced)]) == 2
    assert re.search(r"failed at (\d+\.md) or a note soon after it \(MemoryError\('\1'\)\)", capsys.readouterr().err)


def test_a_worker_that_is_killed_ends_the_run_and_nothing_is_written(
    spaced: Path,
    in_worker: Callable[[Callable[[Document], None]], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    in_worker(lambda _: os.kill(os.getpid(), signal.SIGKILL))
    before = {path: path.read_bytes() for path in spaced.rglob("*.md")}

    assert main([*ORDER, str(spaced)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "was ended by signal 9" in said.err
    assert {path: path.read_bytes() for path in before} == before


def test_ctrl_c_stops_everyone_and_nothing_is_written(
    spaced: Path,
    in_worker: Callable[[Callable[[Document], None]], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    def interrupt(_: Document) -> None:
        # As a terminal does, which sends it to each of them.
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(HERE, signal.SIGINT)
        time.sleep(60)

    in_worker(interrupt)
    before = {path: path.read_bytes() for path in spaced.rglob("*.md")}
    since = time.monotonic()

    assert main([*ORDER, str(spaced)]) == 130
    assert time.monotonic() - since < 30
    assert capsys.readouterr().err == "stopped; 0 notes were written\n"
    assert {path: path.read_bytes() for path in before} == before


def test_ctrl_c_again_while_the_workers_are_ended_leaves_none_behind(
    spaced: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vaultfix.workers.judging import Judging  # noqa: PLC0415 - opened only where there are workers
    from vaultfix.workers.team import Team  # noqa: PLC0415 - likewise

    session = opened(spaced, 2)
    work = workers.Work(session.vault, dict.fromkeys(session.named, ()), {})
    bury = os.waitpid

    def impatient(pid: int, options: int) -> tuple[int, int]:
        # To this thread, as to all of a process with one; the threads of whoever runs the tests do not count.
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        return bury(pid, options)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(os, "waitpid", impatient)
        with (
            pytest.raises(KeyboardInterrupt),
            Team(Judging(work), session.vault, [session.named], session.notes) as team,
        ):
            list(team.done(2))


def test_workers_go_when_nobody_hands_out_work_any_more(spaced: Path) -> None:
    """A process that is killed cannot end its workers."""
    session = opened(spaced, 2)
    told, tell = os.pipe()
    boss = os.fork()
    if not boss:
        from vaultfix.workers.judging import Judging  # noqa: PLC0415 - this is another process
        from vaultfix.workers.team import Team  # noqa: PLC0415 - likewise

        try:
            work = workers.Work(session.vault, dict.fromkeys(session.named, ()), {})
            with Team(Judging(work), session.vault, [session.named], session.notes) as team:
                list(team.done(2))
                os.write(tell, " ".join(str(worker.pid) for worker in team._workers.values()).encode())
                time.sleep(60)
        finally:
            os._exit(0)
    pids = os.read(told, 100).split()
    os.kill(boss, signal.SIGKILL)
    os.waitpid(boss, 0)
    os.close(told)
    os.close(tell)

    assert len(pids) == 2
    assert all(is_gone_soon(int(pid)) for pid in pids)


def test_a_worker_does_not_begin_for_a_run_that_is_gone() -> None:
    from vaultfix.workers.team import _end_with  # noqa: PLC0415 - only where processes can be copied

    life, alive = os.pipe()
    os.close(alive)
    worker = os.fork()
    if not worker:
        try:
            _end_with(life)
        finally:
            os._exit(0)
    os.close(life)

    assert os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]) == 1


def test_a_worker_goes_with_its_run_though_signals_were_blocked() -> None:
    from vaultfix.workers.team import _end_with  # noqa: PLC0415 - likewise

    life, alive = os.pipe()
    told, tell = os.pipe()
    worker = os.fork()
    if not worker:
        try:
            os.close(alive)
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGIO})
            _end_with(life)
            os.write(tell, b"!")
            time.sleep(20)
        finally:
            os._exit(0)
    os.read(told, 1)
    for pipe in (life, alive, told, tell):
        os.close(pipe)

    assert os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]) == -signal.SIGIO


def test_workers_go_with_a_run_that_is_killed_whatever_they_are_at(
    spaced: Path, in_worker: Callable[[Callable[[Document], None]], None]
) -> None:
    told, tell = os.pipe()

    def begin(_: Document) -> None:
        if os.getppid() != HERE:  # this is no worker's boss, but a worker
            os.write(tell, os.getpid().to_bytes(4))
            time.sleep(60)

    boss = os.fork()
    if not boss:
        try:
            in_worker(begin)
            main([*ORDER, str(spaced)])
        finally:
            os._exit(0)
    pids = [int.from_bytes(os.read(told, 4)) for _ in range(2)]
    os.kill(boss, signal.SIGKILL)
    os.waitpid(boss, 0)
    os.close(told)
    os.close(tell)

    assert all(is_gone_soon(pid) for pid in pids)


def is_gone_soon(pid: int) -> bool:
    """Whether a process ends within seconds; whoever takes in orphans may leave it unburied."""
    for _ in range(200):
        try:
            state = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0]
        except OSError:
            return True
        if state in {b"Z", b"X"}:
            return True
        time.sleep(0.05)
    return False


# --- reports ---------------------------------------------------------------------------------------------------------


def test_what_our_rules_find_can_be_told_to_another_process() -> None:
    rules = [rule() for group in PASSES for rule in group.rules]
    found = [
        verdict
        for rule in rules
        for example in rule.examples
        for verdict in judge(vault_of(example), {example.path: [rule]})
    ]
    found += [found[0]._replace(finding=finding) for finding in FINDINGS]

    assert len(found) > 100
    assert [verdict for verdict in found if sent(verdict) != plain(verdict.finding)] == []


FINDINGS = (
    Finding(Span(0, 1), "no more"),
    Finding(Span(0, 1), "a fix", insert(0, "a")),
    Finding(Span(0, 1), "a severity", severity=Severity.INFO),
    Finding(Span(0, 1), "a choice", choices=(Choice("a", "b", 0.5),)),
    Finding(Span(0, 1), "details", details=(("a", "b"),)),
    Finding(Span(0, 1), "inflicted", inflicted=True),
    Finding(Span(0, 1), "a twin", twin=Span(2, 3)),
)


def sent(verdict: Verdict) -> Finding:
    packer = Packer.of({verdict.doc.path: [verdict.rule]})
    parcel = pickle.loads(pickle.dumps(packer.packed([verdict])))  # noqa: S301 - it was written a moment ago
    (received,) = packer.unpacked(parcel, Document)
    return plain(received.finding)


def plain(finding: Finding) -> Finding:
    return finding._replace(choices=tuple(finding.choices))
