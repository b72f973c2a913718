"""The journal of what was mended, and taking it back."""

import hashlib
import json
import os
import shlex
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import Mock

import pytest

from vaultfix.store import StoreError
from vaultfix.store.journal import Journal
from vaultfix.store.runs import Kept, Run
from vaultfix.undoing import last, undoing

OLD = b"\xef\xbb\xbfold \xff\r\n"
NEW = b"new\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    folder.mkdir()
    return folder


@pytest.fixture
def journal(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Journal:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Journal.of(root)


def _mend(root: Path, journal: Journal, **notes: tuple[bytes, bytes]) -> Run:
    """Keep a run and write what it wrote: notes by stem, each as (before, after)."""
    changes = [(f"{stem}.md", before, after) for stem, (before, after) in notes.items()]
    run = journal.keep(changes)
    for path, _, after in changes:
        (root / path).write_bytes(after)
    return run


def test_an_empty_journal_has_nothing_to_undo(root: Path, journal: Journal) -> None:
    assert (list(journal.runs()), last(root, journal)) == ([], None)


def test_every_note_comes_back_byte_for_byte(root: Path, journal: Journal) -> None:
    run = _mend(root, journal, a=(OLD, NEW), b=(b"", NEW))

    written, troubles = undoing(root, journal, run).write(journal)

    assert (written, troubles) == (("a.md", "b.md"), ())
    assert ((root / "a.md").read_bytes(), (root / "b.md").read_bytes()) == (OLD, b"")


def test_undoing_a_large_run_reads_its_file_once(root: Path, journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    run = _mend(root, journal, **{f"n{number}": (b"old %d" % number, NEW) for number in range(20)})
    read = Mock(wraps=zipfile.ZipFile)
    monkeypatch.setattr(zipfile, "ZipFile", read)

    assert len(undoing(root, journal, run).changes) == 20
    assert read.call_count == 1


def test_a_run_reads_back_as_it_was_kept(journal: Journal) -> None:
    run = journal.keep([("née/\udcff.md", OLD, NEW)], [("Ã©.md", "é.md")])

    assert list(journal.runs()) == [run]


def test_one_note_can_come_back_alone_and_the_rest_later(root: Path, journal: Journal) -> None:
    run = _mend(root, journal, a=(OLD, NEW), b=(OLD, NEW))

    assert undoing(root, journal, run, ["a.md"]).write(journal)[0] == ("a.md",)
    assert (root / "b.md").read_bytes() == NEW
    assert last(root, journal) == run
    assert undoing(root, journal, run).write(journal)[0] == ("b.md",)
    assert last(root, journal) is None


def test_a_note_that_was_edited_since_is_left_and_named(root: Path, journal: Journal) -> None:
    run = _mend(root, journal, a=(OLD, NEW), b=(OLD, NEW))
    (root / "a.md").write_bytes(b"my own words\n")

    plan = undoing(root, journal, run)

    assert [str(trouble) for trouble in plan.troubles] == ["a.md: not restored: it was edited after that run"]
    assert plan.write(journal)[0] == ("b.md",)
    assert (root / "a.md").read_bytes() == b"my own words\n"


def test_a_note_that_is_edited_meanwhile_is_left_and_named_and_the_others_come_back(
    root: Path, journal: Journal
) -> None:
    run = _mend(root, journal, a=(OLD, NEW), b=(OLD, NEW), c=(OLD, NEW))
    (root / "c.md").write_bytes(OLD)
    plan = undoing(root, journal, run)
    (root / "a.md").write_bytes(b"my own words\n")
    written, troubles = plan.write(journal)

    assert written == ("b.md",)
    assert [str(trouble) for trouble in troubles] == [
        "a.md: not written: the file was changed by someone else since it was read"
    ]
    assert [(root / name).read_bytes() for name in ("a.md", "b.md", "c.md")] == [b"my own words\n", OLD, OLD]


def test_a_file_whose_old_name_is_taken_keeps_the_new_one_and_the_notes_come_back(root: Path, journal: Journal) -> None:
    run = journal.keep([("a.md", OLD, NEW)], [("old.md", "new.md")])
    for name, raw in (("a.md", NEW), ("new.md", b"renamed"), ("old.md", b"somebody else's")):
        (root / name).write_bytes(raw)
    written, troubles = undoing(root, journal, run).write(journal)

    assert (written, (root / "a.md").read_bytes()) == (("a.md",), OLD)
    assert [str(trouble) for trouble in troubles] == ["new.md: not renamed to old.md: `old.md` exists already"]
    assert [(root / name).read_bytes() for name in ("new.md", "old.md")] == [b"renamed", b"somebody else's"]


def test_what_cannot_be_read_is_named_with_the_reason(root: Path, journal: Journal) -> None:
    run = _mend(root, journal, a=(OLD, NEW), b=(OLD, NEW))
    (root / "a.md").unlink()
    (journal.folder / f"{run.name}.zip").write_bytes(b"no zip")

    assert [str(trouble) for trouble in undoing(root, journal, run).troubles] == [
        "a.md: not restored: it cannot be read: no such file or directory",
        f"b.md: the journal of {run.name} cannot be read: File is not a zip file",
    ]


def test_a_note_that_has_gone_is_named(root: Path, journal: Journal) -> None:
    run = _mend(root, journal, a=(OLD, NEW))
    (root / "a.md").unlink()

    assert [trouble.path for trouble in undoing(root, journal, run).troubles] == ["a.md"]


def test_a_note_that_the_run_never_changed_is_named(root: Path, journal: Journal) -> None:
    run = _mend(root, journal, a=(OLD, NEW))

    assert [str(each) for each in undoing(root, journal, run, ["c.md"]).troubles] == [
        "c.md: this run did not change it"
    ]


def test_undoing_takes_the_last_run_first_then_the_one_before(root: Path, journal: Journal) -> None:
    first = _mend(root, journal, a=(OLD, NEW))
    second = _mend(root, journal, a=(NEW, b"newer\n"))

    assert last(root, journal) == second
    undoing(root, journal, second).write(journal)
    assert last(root, journal) == first
    undoing(root, journal, first).write(journal)
    assert (last(root, journal), (root / "a.md").read_bytes()) == (None, OLD)


def test_what_was_refused_once_does_not_stand_before_older_runs(root: Path, journal: Journal) -> None:
    first = _mend(root, journal, a=(OLD, NEW), b=(OLD, NEW))
    second = _mend(root, journal, a=(NEW, b"newer\n"))
    (root / "a.md").write_bytes(b"mine\n")

    # The last run is the last one, even where nothing of it can be taken back; only then comes the one before.
    assert last(root, journal) == second
    assert undoing(root, journal, second).write(journal) == ((), ())
    assert last(root, journal) == first
    assert undoing(root, journal, first).write(journal) == (("b.md",), ())
    assert last(root, journal) == second


def test_what_was_refused_is_taken_back_once_it_can_be(root: Path, journal: Journal) -> None:
    _mend(root, journal, b=(OLD, NEW))
    run = _mend(root, journal, a=(OLD, NEW))
    (root / "a.md").write_bytes(b"mine\n")
    undoing(root, journal, run).write(journal)
    (root / "a.md").write_bytes(NEW)

    assert last(root, journal) == run
    assert undoing(root, journal, run).write(journal) == (("a.md",), ())


def test_what_the_disk_refused_is_taken_back_once_it_can_be(root: Path, journal: Journal) -> None:
    _mend(root, journal, b=(OLD, NEW))
    run = _mend(root, journal, a=(OLD, NEW))
    (root / "a.md").chmod(0o444)
    (refusal,) = undoing(root, journal, run).write(journal)[1]
    (root / "a.md").chmod(0o644)

    assert refusal.reason == "not written: the file is read-only"
    assert last(root, journal) == run
    assert undoing(root, journal, run).write(journal) == (("a.md",), ())


def test_a_run_that_wrote_nothing_is_passed_over(root: Path, journal: Journal) -> None:
    run = _mend(root, journal, a=(OLD, NEW))
    (root / "b.md").write_bytes(OLD)
    journal.keep([("b.md", OLD, NEW)])

    assert last(root, journal) == run
    assert undoing(root, journal, run).write(journal) == (("a.md",), ())
    assert last(root, journal) is None


def test_a_run_that_was_taken_back_stays_so_whatever_is_written_then(root: Path, journal: Journal) -> None:
    run = _mend(root, journal, a=(OLD, NEW))
    undoing(root, journal, run).write(journal)
    (root / "a.md").write_bytes(b"mine\n")

    assert last(root, journal) is None


def test_of_named_notes_the_last_run_that_changed_them_is_taken_back(root: Path, journal: Journal) -> None:
    first = _mend(root, journal, a=(OLD, NEW))
    second = _mend(root, journal, b=(OLD, NEW))

    assert last(root, journal, ["a.md"]) == first
    assert last(root, journal, ["b.md", "c.md"]) == last(root, journal) == second
    assert last(root, journal, ["c.md"]) is None


def test_an_undoing_can_be_taken_back_by_name(root: Path, journal: Journal) -> None:
    run = _mend(root, journal, a=(OLD, NEW))
    undoing(root, journal, run).write(journal)
    undone = next(journal.runs())

    undoing(root, journal, undone).write(journal)

    assert ((root / "a.md").read_bytes(), last(root, journal)) == (NEW, run)


def test_two_vaults_of_one_name_have_two_journals(tmp_path: Path) -> None:
    one, other = (Journal.of(tmp_path / each / "vault") for each in "ab")

    assert one.folder != other.folder


@pytest.mark.skipif(sys.platform == "win32", reason="its paths are shorter")
def test_a_vault_of_the_longest_name_has_a_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    journal = Journal.of(tmp_path / ("é" * 127))
    run = journal.keep([("a.md", OLD, NEW)])

    assert list(journal.runs()) == [run]


def test_two_runs_of_one_moment_are_two_runs(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    monkeypatch.setattr("vaultfix.store.journal.datetime", Mock(wraps=datetime, now=lambda _: now))
    runs = [journal.keep([(f"{name}.md", OLD, NEW)]) for name in "abc"]

    assert list(journal.runs()) == runs[::-1]
    assert [run.name for run in runs] == [f"20260101-000000-00000{number}" for number in range(3)]


@pytest.mark.parametrize(
    ("path", "moved"),
    [
        ("../out.md", []),
        ("a/../../out.md", []),
        ("/out.md", []),
        ("a.md", [["a.md", "../out.md"]]),
        ("a.md", [["../out.md", "a.md"]]),
        (["a.md"], []),
        ("a.md", [["a.md"]]),
    ],
)
def test_a_journal_that_came_with_a_vault_leads_nowhere_else(journal: Journal, path: object, moved: object) -> None:
    note = {"path": path, "before": "0", "after": "0"}
    told = {"form": 1, "notes": [note], "moved": moved, "undoes": None}
    journal.folder.mkdir(parents=True)
    with zipfile.ZipFile(journal.folder / "20260101-000000-000000.zip", "w") as pack:
        pack.writestr("run.json", json.dumps(told))

    assert list(journal.runs()) == []


@pytest.mark.parametrize("form", [1, 2])
def test_a_run_that_another_vaultfix_kept_is_read_where_its_form_is_known(journal: Journal, form: int) -> None:
    before, after = (hashlib.sha256(raw).hexdigest() for raw in (OLD, NEW))
    told = {
        "form": form,
        "notes": [{"path": "a/b.md", "before": before, "after": after}],
        "moved": [["x.md", "y.md"]],
        "undoes": "20250101-000000-000000",
    }
    journal.folder.mkdir(parents=True)
    with zipfile.ZipFile(journal.folder / "20260102-030405-000006.zip", "w") as pack:
        pack.writestr(f"texts/{before}", OLD)
        pack.writestr("run.json", json.dumps(told))
    kept = Kept("a/b.md", before, after)
    run = Run(
        "20260102-030405-000006",
        datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC),
        (kept,),
        (("x.md", "y.md"),),
        "20250101-000000-000000",
    )

    assert list(journal.runs()) == ([run] if form == 1 else [])
    assert journal.texts(run).before(kept, len(NEW)) == OLD


def test_each_text_is_kept_once_and_packed(journal: Journal) -> None:
    run = journal.keep([("a.md", b"x" * 10_000, NEW), ("b.md", b"x" * 10_000, OLD)])
    file = journal.folder / f"{run.name}.zip"
    with zipfile.ZipFile(file) as pack:
        names = sorted(pack.namelist())

    assert names == ["run.json", f"texts/{hashlib.sha256(b'x' * 10_000).hexdigest()}"]
    assert file.stat().st_size < 2_000


def test_a_damaged_file_in_the_journal_is_passed_over(root: Path, journal: Journal) -> None:
    run = _mend(root, journal, a=(OLD, NEW))
    (journal.folder / "20991231-235959-000000.zip").write_bytes(b"no zip")
    (journal.folder / "notes.txt").write_bytes(b"")

    assert list(journal.runs()) == [run]


@pytest.mark.parametrize(
    "record",
    [
        pytest.param({"notes": [{"path": "a\0b", "before": "", "after": ""}]}, id="a path that can be none"),
        pytest.param({"notes": [{"path": ["a"], "before": "", "after": ""}]}, id="a path that is no text"),
        pytest.param({"moved": [["../a", "b"]]}, id="a path that leads out"),
        pytest.param({"left": 3}, id="no list"),
        pytest.param({"form": 2}, id="a later form"),
        pytest.param({"notes": "x" * 5000}, id="without end"),
    ],
)
def test_a_record_that_is_none_of_ours_is_no_run(
    root: Path, journal: Journal, record: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vaultfix.store.journal.OF_LEDGERS", 4000)
    good = {"form": 1, "notes": [], "moved": [], "undoes": ["odd"], "left": []}
    journal.folder.mkdir(parents=True)
    for name, told in (("20250101-000000-000000", good), ("20250101-000000-000001", good | record)):
        with zipfile.ZipFile(journal.folder / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as pack:
            pack.writestr("run.json", json.dumps(told))

    assert [run.name for run in journal.runs()] == ["20250101-000000-000000"]
    assert [Path(trouble.path).stem for trouble in journal.damaged()] == ["20250101-000000-000001"]
    assert last(root, journal) is None


def test_a_run_that_nobody_can_read_is_told(root: Path, journal: Journal) -> None:
    for name in "ab":
        (root / f"{name}.md").write_bytes(DAMAGED)
        _vaultfix("--fix", ".", cwd=root)
    newest, oldest = (journal.folder / f"{run.name}.zip" for run in journal.runs())
    oldest.write_bytes(b"no zip")
    assert _vaultfix("undo", cwd=root).returncode == 0

    newest.write_bytes(b"no zip")
    answers = [_vaultfix("undo", *option, cwd=root) for option in ([], ["--list"])]
    line = b": this run cannot be read, so it cannot be undone\n"
    assert [(answer.returncode, answer.stderr.count(line)) for answer in answers] == [(2, 2), (2, 2)]
    assert [(root / name).read_bytes() == DAMAGED for name in ("a.md", "b.md")] == [False, True]


def test_a_journal_that_cannot_be_read_is_told(root: Path, journal: Journal) -> None:
    journal.folder.parent.mkdir(parents=True)
    journal.folder.touch()
    answer = _vaultfix("undo", cwd=root)

    assert (answer.returncode, b": the journal cannot be read: not a directory\n" in answer.stderr) == (2, True)


def test_a_text_that_is_not_what_was_kept_is_never_written(root: Path, journal: Journal) -> None:
    run = _mend(root, journal, a=(OLD, NEW))
    file = journal.folder / f"{run.name}.zip"
    with zipfile.ZipFile(file) as pack:
        members = {name: pack.read(name) for name in pack.namelist()}
    with zipfile.ZipFile(file, "w") as pack:
        for name, raw in members.items():
            pack.writestr(name, b"something else" if name.startswith("texts/") else raw)

    plan = undoing(root, journal, run)

    assert [trouble.reason for trouble in plan.troubles] == [
        f"the journal of {run.name} is damaged here; nothing was restored"
    ]
    assert plan.write(journal) == ((), ())
    assert (root / "a.md").read_bytes() == NEW
    assert [each for each in journal.runs() if not each.undoes] == [run]


@pytest.mark.parametrize(("size", "comes_back"), [(4000, True), (4001, False)])
def test_a_text_that_unpacks_to_far_more_than_a_note_is_left_packed(
    root: Path, journal: Journal, monkeypatch: pytest.MonkeyPatch, size: int, *, comes_back: bool
) -> None:
    monkeypatch.setattr("vaultfix.store.journal.OF_LEDGERS", 1000)
    run = _mend(root, journal, a=(b"a" * size, b"b" * 200))

    plan = undoing(root, journal, run)

    assert [was.raw for _, was in plan.notes] == ([b"a" * size] if comes_back else [])
    assert [trouble.reason for trouble in plan.troubles] == (
        []
        if comes_back
        else [f"the journal of {run.name} unpacks to far more here than the note has now; nothing was restored"]
    )


def test_a_journal_that_cannot_be_written_says_so(journal: Journal) -> None:
    journal.folder.parent.mkdir(parents=True)
    journal.folder.write_bytes(b"a file stands where the folder should")

    with pytest.raises(StoreError) as caught:
        journal.keep([("a.md", OLD, NEW)])
    assert str(caught.value) == (
        f"{journal.folder}: nothing was written: the journal cannot be (--no-journal does without one): file exists"
    )


def test_old_and_surplus_runs_are_forgotten_but_never_the_last(root: Path, journal: Journal) -> None:
    for number in range(3):
        _mend(root, journal, a=(os.urandom(400_000), bytes([number])))
    newest = next(journal.runs())
    aged = journal.folder / "20200101-000000-000000.zip"
    (journal.folder / f"{newest.name}.zip").rename(aged)
    journal.prune(days=30, megabytes=1)

    assert [file.name for file in journal.folder.iterdir() if file == aged] == []
    journal.prune(days=30, megabytes=0)
    assert len(list(journal.runs())) == 1


def test_what_is_no_run_is_never_forgotten_and_takes_no_room(root: Path, journal: Journal) -> None:
    runs = [_mend(root, journal, a=(OLD, bytes([number]))) for number in range(3)]
    foreign = [
        "photos.zip",
        "letters.zip",
        "2020.zip",
        ".20200101-000000-000000.zip",
        "20200101-000000-000000.zip.part",
    ]
    for name in foreign:
        (journal.folder / name).write_bytes(b"PK" * 600_000)
    journal.prune(days=30, megabytes=1)

    assert list(journal.runs()) == runs[::-1]
    journal.prune(days=30, megabytes=0)
    assert list(journal.runs()) == runs[-1:]
    assert {name for name in foreign if (journal.folder / name).exists()} == set(foreign)


def test_a_run_is_kept_for_as_long_as_it_was_asked_for(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    monkeypatch.setattr("vaultfix.store.journal.datetime", Mock(wraps=datetime, now=lambda _: now))
    for name in (
        "20260301-110000-000000",
        "20260227-120000-000000",
        "20260227-115959-999999",
        "19270301-110000-000000",
    ):
        journal.folder.mkdir(parents=True, exist_ok=True)
        (journal.folder / f"{name}.zip").write_bytes(b"")

    journal.prune(days=10**9, megabytes=1)
    assert len(list(journal.folder.iterdir())) == 4
    journal.prune(days=2, megabytes=1)
    assert sorted(file.name for file in journal.folder.iterdir()) == [
        "20260227-120000-000000.zip",
        "20260301-110000-000000.zip",
    ]


@pytest.mark.parametrize(("size", "kept"), [(200_000, "234"), (200_001, "34")])
def test_the_oldest_go_where_all_take_more_room_than_they_may(journal: Journal, size: int, kept: str) -> None:
    journal.folder.mkdir(parents=True)
    today = f"{datetime.now(UTC):%Y%m%d}"
    for second, each in ((1, 400_000), (2, size), (3, 400_000), (4, 400_000)):
        (journal.folder / f"{today}-00000{second}-000000.zip").write_bytes(bytes(each))
    journal.prune(days=30, megabytes=1)

    assert sorted(file.name[9:15] for file in journal.folder.iterdir()) == [f"00000{second}" for second in kept]


def test_the_journal_is_for_its_owner_alone(root: Path, journal: Journal) -> None:
    run = _mend(root, journal, a=(OLD, NEW))
    if os.name != "posix":
        pytest.skip("modes are POSIX")

    assert (journal.folder.stat().st_mode & 0o77, (journal.folder / f"{run.name}.zip").stat().st_mode & 0o77) == (0, 0)


def _vaultfix(*words: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "vaultfix", *words], cwd=cwd, capture_output=True, check=False)


DAMAGED = "expulsiÃ³n\r\n".encode()


@pytest.mark.usefixtures("journal")
def test_undo_after_fix_gives_every_byte_back(root: Path) -> None:
    note = root / "a.md"
    note.write_bytes(DAMAGED)
    fixed = _vaultfix("--fix", "vault", cwd=root.parent)
    mended = note.read_bytes()
    shown = _vaultfix("undo", "--diff", "vault", cwd=root.parent)
    listed = _vaultfix("undo", "--list", "vault", cwd=root.parent)
    undone = _vaultfix("undo", "vault", cwd=root.parent)
    again = _vaultfix("undo", "vault", cwd=root.parent)

    assert (mended, note.read_bytes()) == ("expulsión\r\n".encode(), DAMAGED)
    assert fixed.stderr.endswith(b"\nvaultfix undo vault takes this back\n")
    assert "+expulsiÃ³n\r\n".encode() in shown.stdout
    assert listed.stdout.endswith(b"mending 1 note\n")
    assert undone.stderr.endswith(b": 1 note restored\n")
    assert (again.returncode, again.stderr) == (0, b"vault: no run to undo\n")


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize(
    ("options", "settings"),
    [
        pytest.param(["--fix"], "", id="the vault alone"),
        pytest.param(["--fix", "--isolated"], 'journal-folder = ".kept"\n', id="its configuration unread"),
        pytest.param(["--fix", "--config", "its own.toml"], "", id="another configuration"),
        pytest.param(["--add-suppressions"], "", id="comments"),
    ],
)
def test_what_a_run_names_as_the_way_back_is_one(root: Path, options: list[str], settings: str) -> None:
    places = [root, root.parent / "another vault"]
    places[1].mkdir()
    for each in places:
        (each / ".obsidian").mkdir()
        (each / "vaultfix.toml").write_text(settings, encoding="utf-8")
        (each / "a.md").write_bytes(DAMAGED)
    (root.parent / "its own.toml").write_text('journal-folder = ".kept"\n', encoding="utf-8")
    fixed = _vaultfix(*options, *(each.name for each in places), cwd=root.parent)
    ways = [line.removesuffix(" takes this back") for line in fixed.stderr.decode().splitlines() if "undo" in line]

    assert [(each / "a.md").read_bytes() == DAMAGED for each in places] == [False, False]
    for way in ways:
        _vaultfix(*shlex.split(way)[1:], cwd=root.parent)
    assert [(each / "a.md").read_bytes() for each in places] == [DAMAGED, DAMAGED]


@pytest.mark.usefixtures("journal")
def test_undo_of_a_folder_leaves_the_notes_around_it_mended(root: Path) -> None:
    (root / ".obsidian").mkdir()
    for path in ("a.md", "beds/b.md", "beds too/c.md"):
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(DAMAGED)
    _vaultfix("--fix", ".", cwd=root)
    none = _vaultfix("undo", "bed", cwd=root)
    undone = _vaultfix("undo", "beds", cwd=root)
    raw = {path: (root / path).read_bytes() for path in ("a.md", "beds/b.md", "beds too/c.md")}

    assert none.stderr.endswith(b": 0 notes restored\nbed: this run did not change it\n")
    assert undone.stderr.endswith(b": 1 note restored\n")
    assert [path for path in raw if raw[path] == DAMAGED] == ["beds/b.md"]
    assert _vaultfix("undo", ".", cwd=root).stderr.endswith(b": 2 notes restored\n")


@pytest.mark.usefixtures("journal")
def test_undo_takes_back_one_vault_at_a_time(root: Path) -> None:
    (root / ".obsidian").mkdir()
    (root.parent / "other" / ".obsidian").mkdir(parents=True)
    both = _vaultfix("undo", "vault", "other", cwd=root.parent)
    nothing = _vaultfix("undo", cwd=root)

    assert (both.returncode, both.stderr) == (2, b"vaultfix: other: not in the vault vault; undo takes one at a time\n")
    assert (nothing.returncode, nothing.stderr[:17]) == (0, b".: no run to undo")
    assert b"vaultfix undo path/to/vault" in nothing.stderr


@pytest.mark.usefixtures("journal")
def test_undo_refuses_a_note_that_was_edited_since(root: Path) -> None:
    (root / "a.md").write_bytes(DAMAGED)
    _vaultfix("--fix", ".", cwd=root)
    (root / "a.md").write_bytes(b"mine\n")
    undone = _vaultfix("undo", cwd=root)

    listed = _vaultfix("undo", "--list", cwd=root).stdout.decode().splitlines()
    name = listed[-1].partition(" ")[0]

    assert (undone.returncode, (root / "a.md").read_bytes()) == (2, b"mine\n")
    assert b"a.md: not restored: it was edited after that run\n" in undone.stderr
    assert undone.stderr.decode().endswith(f"\nvaultfix undo --run {name} tries again what was left\n")
    assert [line.partition(":")[2][4:] for line in listed] == [f"could not undo {name}", "mending 1 note"]


@pytest.mark.usefixtures("journal")
def test_a_run_that_wrote_nothing_does_not_stand_before_one_that_can_be_undone(root: Path) -> None:
    (root / "a.md").write_bytes(DAMAGED)
    _vaultfix("--fix", ".", cwd=root)
    (root / "b.md").write_bytes(DAMAGED)
    (root / "b.txt").hardlink_to(root / "b.md")
    refused = _vaultfix("--fix", ".", cwd=root)
    undone = _vaultfix("undo", cwd=root)

    assert (refused.returncode, undone.returncode) == (2, 0)
    assert undone.stderr.endswith(b": 1 note restored\n")
    assert [(root / name).read_bytes() for name in ("a.md", "b.md")] == [DAMAGED, DAMAGED]


def test_no_journal_keeps_nothing(root: Path, journal: Journal) -> None:
    (root / "a.md").write_bytes(DAMAGED)
    fixed = _vaultfix("--fix", "--no-journal", ".", cwd=root)

    assert (b"undo" in fixed.stderr, list(journal.runs())) == (False, [])


def test_where_no_journal_can_be_nothing_is_written(root: Path, journal: Journal) -> None:
    (root / "a.md").write_bytes(DAMAGED)
    journal.folder.parent.mkdir(parents=True)
    journal.folder.write_bytes(b"in the way")
    fixed = _vaultfix("--fix", ".", cwd=root)

    assert (fixed.returncode, (root / "a.md").read_bytes()) == (2, DAMAGED)
    assert b"nothing was written: the journal cannot be (--no-journal does without one)" in fixed.stderr


@pytest.mark.parametrize(("folder", "code"), [(".vaultfix", 1), ("../outside", 2)])
def test_a_journal_in_the_vault_must_be_asked_for_and_never_leaves_it(root: Path, folder: str, code: int) -> None:
    (root / "vaultfix.toml").write_text(f'journal-folder = "{folder}"\nfail-on = "info"\n', encoding="utf-8")
    (root / "a.md").write_bytes(DAMAGED + b"[x](nowhere.md)\n")
    fixed = _vaultfix("--fix", ".", cwd=root)

    assert fixed.returncode == code
    assert ((root / ".vaultfix").exists(), (root.parent / "outside").exists()) == (code == 1, False)


def test_a_run_is_named_by_the_beginning_of_its_name(root: Path, journal: Journal) -> None:
    (root / "a.md").write_bytes(DAMAGED)
    _vaultfix("--fix", ".", cwd=root)
    (run,) = journal.runs()
    unknown = _vaultfix("undo", "--run", "1999", cwd=root)
    undone = _vaultfix("undo", "--run", run.name[:15], cwd=root)

    assert (unknown.returncode, undone.returncode, (root / "a.md").read_bytes()) == (2, 0, DAMAGED)
    assert b"--run 1999: no run of that name; --list shows them all" in unknown.stderr


@pytest.mark.parametrize(
    ("setting", "fault"),
    [
        pytest.param("nope = 1", b"vaultfix: vaultfix.toml:1: there is no setting `nope`", id="no setting"),
        pytest.param('journal-folder = ".."', b"vaultfix: ..: the journal's folder lies outside", id="no place"),
    ],
)
def test_undo_tells_what_is_wrong_with_the_configuration(root: Path, setting: str, fault: bytes) -> None:
    (root / "vaultfix.toml").write_text(f"{setting}\n", encoding="utf-8")
    undone = _vaultfix("undo", cwd=root)

    assert (undone.returncode, undone.stderr[: len(fault)]) == (2, fault)


@pytest.mark.usefixtures("journal")
def test_undo_names_the_way_around_a_configuration_that_cannot_be_read(root: Path) -> None:
    (root / "a.md").write_bytes(DAMAGED)
    _vaultfix("--fix", ".", cwd=root)
    (root / "vaultfix.toml").write_text("select = [\n", encoding="utf-8")
    refused = _vaultfix("undo", cwd=root).stderr.decode()

    assert refused.endswith("; --isolated reads no configuration, and looks where a journal usually lies\n")
    assert _vaultfix("undo", "--isolated", cwd=root).stderr.endswith(b": 1 note restored\n")
    assert (root / "a.md").read_bytes() == DAMAGED


def test_undo_that_reads_no_configuration_is_not_told_to_read_none(root: Path) -> None:
    both = _vaultfix("undo", "--isolated", "--config", "vaultfix.toml", cwd=root).stderr.decode()

    assert both.endswith("give only one of the two\n")


def test_a_run_says_when_it_was_and_what_it_was_about() -> None:
    at = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    note = Kept("a.md", "0", "1")
    when = f"name  {at.astimezone():%Y-%m-%d %H:%M}"

    assert str(Run("name", at, (note,))) == f"{when}  mending 1 note"
    assert str(Run("name", at, (note, note))) == f"{when}  mending 2 notes"
    assert str(Run("name", at, (), (("a", "b"),))) == f"{when}  mending 0 notes"
    assert str(Run("name", at, (note,), (), "earlier")) == f"{when}  undoing earlier"
    assert str(Run("name", at, (), (("a", "b"),), "earlier")) == f"{when}  undoing earlier"
    assert str(Run("name", at, (), (), "earlier", ("a.md",))) == f"{when}  could not undo earlier"


def test_a_journal_lies_where_programs_keep_their_state_and_stays_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for root, name in ((tmp_path / "roses", "roses"), (tmp_path / ("r" * 50), "r" * 40), (Path("/"), "root")):
        key = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:16]

        assert Journal.of(root).folder.parts[-3:] == ("vaultfix", "journal", f"{name}-{key}")


def test_a_run_that_came_to_nothing_is_forgotten(journal: Journal) -> None:
    first, second = (journal.keep([("a.md", OLD, NEW)]) for _ in range(2))
    journal.forget(first)
    journal.forget(first)

    assert list(journal.runs()) == [second]
