"""Taking back a run that gave files and folders other names, wherever it was cut short."""

from pathlib import Path

import pytest

from vaultfix.store.journal import Journal
from vaultfix.store.places import Rename
from vaultfix.store.runs import Run
from vaultfix.undoing import last, named, undoing

OLD, NEW = b"old \xff\r\n", b"new\n"
MOVED = [("Old/n1.md", "Old/n2.md"), ("Old", "New")]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    folder.mkdir()
    return folder


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal")


@pytest.fixture
def run(journal: Journal) -> Run:
    """A run that mended a note, gave it and its folder new names, and mended one in a folder with a longer name."""
    return journal.keep([("New/n2.md", OLD, NEW), ("New too/m.md", OLD, NEW)], MOVED)


def put(root: Path, **files: bytes) -> None:
    for path, raw in files.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(raw)


def held(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*.*"))}


BEFORE = {"New too/m.md": OLD, "Old/n1.md": OLD, "Old/p.png": b"png"}
AFTER = {"New too/m.md": NEW, "New/n2.md": NEW, "New/p.png": b"png"}


def test_names_and_bytes_come_back_and_go_again(root: Path, journal: Journal, run: Run) -> None:
    put(root, **AFTER)
    plan = undoing(root, journal, run)

    assert plan.renames == (Rename("New", "Old"), Rename("Old/n2.md", "Old/n1.md"))
    assert plan.write(journal) == (("New/n2.md", "New too/m.md"), ())
    assert held(root) == BEFORE
    assert last(root, journal) is None
    undone = next(journal.runs())
    assert [note.path for note in undone.notes] == ["Old/n1.md", "New too/m.md"]
    assert undone.moved == (("New", "Old"), ("Old/n2.md", "Old/n1.md"))
    assert undoing(root, journal, undone).write(journal) == (("Old/n1.md", "New too/m.md"), ())
    assert held(root) == AFTER
    assert last(root, journal) == run


@pytest.mark.parametrize(
    ("there", "renames"),
    [
        pytest.param("Old/n1.md", (), id="before the first name"),
        pytest.param("Old/n2.md", (Rename("Old/n2.md", "Old/n1.md"),), id="before the second"),
    ],
)
def test_a_run_that_was_cut_short_before_a_name_is_taken_back(
    root: Path, journal: Journal, run: Run, there: str, renames: tuple[Rename, ...]
) -> None:
    put(root, **{there: NEW, "New too/m.md": NEW})
    plan = undoing(root, journal, run)

    assert last(root, journal) == run
    assert (plan.renames, plan.troubles) == (renames, ())
    plan.write(journal)
    assert held(root) == {"New too/m.md": OLD, "Old/n1.md": OLD}
    assert last(root, journal) is None


def test_a_run_that_was_cut_short_is_the_last_even_where_its_note_was_edited_since(
    root: Path, journal: Journal
) -> None:
    run = journal.keep([("New/n2.md", OLD, NEW)], MOVED)
    put(root, **{"Old/n1.md": b"mine\n"})

    assert last(root, journal) == run
    assert [str(each) for each in undoing(root, journal, run).troubles] == [
        "New/n2.md: not restored: it was edited after that run"
    ]


def test_one_note_comes_back_under_its_new_name_and_the_names_later(root: Path, journal: Journal, run: Run) -> None:
    put(root, **AFTER)

    assert undoing(root, journal, run, ["New/n2.md"]).write(journal) == (("New/n2.md",), ())
    assert held(root) == {**AFTER, "New/n2.md": OLD}
    assert last(root, journal) == run
    assert undoing(root, journal, run).write(journal) == (("New too/m.md",), ())
    assert held(root) == BEFORE
    assert last(root, journal) is None


def test_a_run_that_only_gave_names_is_taken_back_once(root: Path, journal: Journal) -> None:
    run = journal.keep([], MOVED)
    put(root, **{"New/n2.md": NEW})

    assert last(root, journal) == run
    assert undoing(root, journal, run).write(journal) == ((), ())
    assert held(root) == {"Old/n1.md": NEW}
    assert last(root, journal) is None
    assert undoing(root, journal, run).write(journal) == ((), ())
    assert len(list(journal.runs())) == 2


def test_a_name_that_was_refused_is_given_back_once_it_can_be(root: Path, journal: Journal) -> None:
    older = journal.keep([("b.md", OLD, NEW)])
    run = journal.keep([("new.md", OLD, NEW)], [("old.md", "new.md")])
    put(root, **{"b.md": NEW, "new.md": NEW, "old.md": b"mine\n"})
    written, troubles = undoing(root, journal, run).write(journal)

    assert (written, [each.path for each in troubles]) == (("new.md",), ["new.md"])
    assert next(journal.runs()).left == ("new.md",)
    assert last(root, journal) == older
    (root / "old.md").unlink()
    assert last(root, journal) == run
    assert undoing(root, journal, run).write(journal) == ((), ())
    assert held(root) == {"b.md": NEW, "old.md": OLD}
    assert last(root, journal) == older


def test_a_name_that_is_refused_again_and_again_is_tried_where_nothing_else_is_left(
    root: Path, journal: Journal, run: Run
) -> None:
    put(root, **AFTER)
    put(root, **{"Old/n1.md": b"mine\n"})

    for _ in range(2):
        assert last(root, journal) == run
        assert [each.path for each in undoing(root, journal, run).write(journal)[1]] == ["New", "Old/n2.md"]
    assert held(root) == {"New too/m.md": OLD, "New/n2.md": OLD, "New/p.png": b"png", "Old/n1.md": b"mine\n"}


def test_nothing_to_take_back_is_no_run(root: Path, journal: Journal, run: Run) -> None:
    put(root, **AFTER)
    plan = undoing(root, journal, run, ["New/p.png"])

    assert [str(each) for each in plan.troubles] == ["New/p.png: this run did not change it"]
    assert plan.write(journal) == ((), ())
    assert list(journal.runs()) == [run]


def test_a_note_of_a_renamed_folder_that_has_gone_is_told_by_its_new_name(
    root: Path, journal: Journal, run: Run
) -> None:
    put(root, **{"New/p.png": b"png", "New too/m.md": NEW})

    assert [str(each) for each in undoing(root, journal, run).troubles] == [
        "New/n2.md: not restored: it cannot be read: no such file or directory"
    ]


def test_runs_are_named_by_how_their_names_begin(journal: Journal) -> None:
    runs = [journal.keep([]) for _ in range(3)]

    assert list(named(journal, runs[1].name)) == [runs[1]]
    assert list(named(journal, "2")) == runs[::-1]
    assert list(named(journal, "-")) == []
