"""`--add-suppressions`: every fault is silent afterwards, nothing else in the note has changed, and nothing is idle."""

import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from vaultfix import silencing
from vaultfix.cli import main
from vaultfix.document import Document
from vaultfix.opening import Settings, open_vaults
from vaultfix.session import Outcome, Session
from vaultfix.silencing import Silenced, silenced
from vaultfix.text import Edit, Span

RULES = "unresolved-link,unresolved-embed,short-row,excess-cells,mojibake,unused-suppression,missing-final-newline,duplicate-key"
HERE = "<!-- vaultfix-ignore unresolved-link -->"
WHOLE = "<!-- vaultfix-ignore-file unresolved-link -->"


@contextmanager
def opened(raw: bytes) -> Iterator[Session]:
    """Open a vault of one note."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / ".obsidian").mkdir()
        (Path(folder) / "n.md").write_bytes(raw)
        (session,), _ = open_vaults([folder], Settings(isolated=True, overrides={"select": RULES.split(",")}))
        yield session


def unseen(_path: str) -> None:
    """Let the note go by."""


def after(raw: bytes) -> tuple[bytes, Silenced]:
    """Return a note with its faults silenced."""
    with opened(raw) as session:
        outcome = Outcome(session, (), (), tuple(session.judge(unseen)), ())
        came = silenced(outcome, outcome.left)
        note = came.outcome.session.vault.note("n.md")
        assert note is not None
        return note.raw, came


def text_after(text: str) -> str:
    return after(text.encode("utf-8", "surrogateescape"))[0].decode("utf-8", "surrogateescape")


@pytest.mark.parametrize(
    ("before", "silent"),
    [
        pytest.param("All is well.\n", "All is well.\n", id="nothing to silence"),
        pytest.param("A [[gone]] here\nand there\n", f"A [[gone]] here {HERE}\nand there\n", id="behind the line"),
        pytest.param("A [[gone]] here\r\nx\r\n", f"A [[gone]] here {HERE}\r\nx\r\n", id="CRLF"),
        pytest.param("A [[gone]].  \nx\n", f"A [[gone]]. {HERE}  \nx\n", id="before the spaces of a hard break"),
        pytest.param("- [[gone]]\n- x\n", f"- [[gone]] {HERE}\n- x\n", id="in a list"),
        pytest.param("> [[gone]]\n> x\n", f"> [[gone]] {HERE}\n> x\n", id="in a quote"),
        pytest.param(
            "See [[gone]]", f"See [[gone]] {HERE[:20]} missing-final-newline{HERE[20:]}", id="on the last line"
        ),
        pytest.param("x\n\n# A [[gone]]\ny\n", f"x\n\n{HERE}\n\n# A [[gone]]\ny\n", id="above a heading"),
        pytest.param("A [[gone]]\n===\n", f"{HERE}\n\nA [[gone]]\n===\n", id="above an underlined heading"),
        pytest.param("x\n\nA [[gone]] ^id\n", f"x\n\n{HERE}\n\nA [[gone]] ^id\n", id="not behind a block id"),
        pytest.param("- [ ] [[gone]]\n", f"{HERE}\n\n- [ ] [[gone]]\n", id="not behind a task"),
        pytest.param(
            "\ufeffstatus:: [[gone]]\n", f"\ufeff{HERE}\n\nstatus:: [[gone]]\n", id="behind a byte order mark"
        ),
        pytest.param("> [!note] [[gone]]\n> x\n", f"{HERE}\n\n> [!note] [[gone]]\n> x\n", id="not in a title"),
        pytest.param(
            "|a|b|\n|-|-|\n|[[gone]]|\n",
            "<!-- vaultfix-ignore short-row unresolved-link -->\n\n|a|b|\n|-|-|\n|[[gone]]|\n",
            id="above a table, once for two rules",
        ),
        pytest.param(
            "---\na: 1\na: 2\n---\nx\n",
            "---\na: 1\na: 2\n---\nx\n\n<!-- vaultfix-ignore-file duplicate-key -->\n",
            id="for properties",
        ),
        pytest.param(
            "---\na: 1\n---\n# [[gone]]\n", f"---\na: 1\n---\n{HERE}\n\n# [[gone]]\n", id="below the properties"
        ),
        pytest.param(
            "- x\n\n  # [[gone]]\n", f"- x\n\n  # [[gone]]\n\n{WHOLE}\n", id="not between the parts of a list"
        ),
        pytest.param(
            "- x\ny\n\n- x [[gone]] ^id\n\nz\n",
            f"- x\ny\n\n- x [[gone]] ^id\n\nz\n\n{WHOLE}\n",
            id="not between items of which one goes on at the margin",
        ),
        pytest.param(
            "- x\n\ny\n\n- x [[gone]] ^id\n", f"- x\n\ny\n\n{HERE}\n\n- x [[gone]] ^id\n", id="above another list"
        ),
        pytest.param(
            "---\na:\n- x\n---\n- x [[gone]] ^id\n",
            f"---\na:\n- x\n---\n{HERE}\n\n- x [[gone]] ^id\n",
            id="properties are no list",
        ),
        pytest.param(
            "> x\n>\n> # [[gone]]\n", f"> x\n>\n> # [[gone]]\n\n{WHOLE}\n", id="not between the parts of a quote"
        ),
        pytest.param(
            "# [[gone]]\n```\nnever closed\n", f"{HERE}\n\n# [[gone]]\n```\nnever closed\n", id="where the end is code"
        ),
        pytest.param(
            "- x\n\n  # [[gone]]\n\n```\nnever closed\n",
            f"{WHOLE}\n\n- x\n\n  # [[gone]]\n\n```\nnever closed\n",
            id="at the top where the end is code",
        ),
        pytest.param(
            "\ufeff---\na: [[gone]]\n---\n```\n",
            "\ufeff---\na: [[gone]]\n---\n```\n",
            id="not where it hides properties",
        ),
        pytest.param(
            "[[a]]\n\n# [[b]]\n\nAgain [[c]]\n",
            f"[[a]] {HERE}\n\n{HERE}\n\n# [[b]]\n\nAgain [[c]] {HERE}\n",
            id="each where it is",
        ),
    ],
)
def test_a_comment_stands_as_near_as_it_can(before: str, silent: str) -> None:
    assert text_after(before) == silent


def test_what_is_silent_already_has_no_second_comment() -> None:
    text = f"A [[gone]] {HERE}\n"

    assert text_after(text) == text


def test_a_suppression_that_is_idle_is_left_for_its_own_rule() -> None:
    text = "Well. <!-- vaultfix-ignore short-row -->\n"

    assert text_after(text) == text


@pytest.mark.parametrize("raw", [b"A [[gone]] \xff\n", "A [[gone]]\n".encode("utf-16")])
def test_a_note_that_is_not_utf8_takes_no_comment(raw: bytes) -> None:
    with opened(raw) as vault:
        (session,), _ = open_vaults([str(vault.root)], Settings(isolated=True))
        outcome = Outcome(session, (), (), tuple(session.judge(unseen)), ())
        came = silenced(outcome, outcome.left)

    assert outcome.left
    assert (came.outcome.changes, came.loud) == ((), ("n.md",))


def test_a_comment_that_changes_what_is_read_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def before_all(_doc: Document, _number: int, remark: str) -> Edit | None:
        return Edit(Span(0, 0), f"{remark}\n")

    monkeypatch.setattr(silencing, "behind_line", before_all)

    assert text_after("---\na: 1\nb: 2\n---\n[[gone]]\n") == f"---\na: 1\nb: 2\n---\n{HERE}\n\n[[gone]]\n"


# --- properties ------------------------------------------------------------------------------------------------------

LINES = [
    "Soil.", "See [[gone]] and [[gone]].", "[x](gone.md)", "# Beds", "# [[gone]]", "Title [[gone]]", "===", "---", "",
    "", "- one [[gone]]", "- two", "  more ![[gone.png]]", "1. [[gone]]", "2. x", "> said [[gone]]", ">", "> x",
    "|a|b|", "|-|-|", "|[[gone]]|", "|1|2|3|", "```", "    [[gone]]", "expulsiÃ³n", "text `code` [[gone]]", "%% [[gone]] %%",
    "- [ ] task [[gone]]", "A [[gone]] ^id", "[ref]: gone.md", "key:: [[gone]]", "<div>", "</div>", "$$", "[[gone]]\\",
    "[[gone]]  ", "<!-- vaultfix-ignore unresolved-link -->", "> [!note] [[gone]]", "* * *",
]  # fmt: skip
HEADS = ["", "---\na: 1\n---\n", "---\na: 1\na: 2\n---\n", "---\na: '[[gone]]'\n---\n\n"]
notes = st.builds(
    lambda bom, head, lines, end, newline: (bom + head + "\n".join(lines) + end).replace("\n", newline),
    st.sampled_from(["", "\ufeff"]),
    st.sampled_from(HEADS),
    st.lists(st.sampled_from(LINES), max_size=12),
    st.sampled_from(["", "\n", "\n\n"]),
    st.sampled_from(["\n", "\r\n"]),
)
ADDED = r"<!-- vaultfix-ignore(?:-file)?(?: [a-z0-9-]+)+ -->"


def without(before: bytes, silent: bytes) -> bool:
    """Whether `silent` is `before` with nothing but comments, blanks and line ends put in."""
    at = 0
    for piece in re.findall(rf"{ADDED}|(?s:.)".encode(), silent):
        if at < len(before) and before.startswith(piece, at):
            at += len(piece)
        elif piece not in (b" ", b"\r", b"\n") and not re.fullmatch(ADDED.encode(), piece):
            return False
    return at == len(before)


@settings(max_examples=150)
@given(notes)
def test_all_is_silent_nothing_else_has_changed_and_once_is_enough(text: str) -> None:
    before = text.encode()
    silent, came = after(before)

    assert without(before, silent)
    left = [each.rule.name for each in came.outcome.left]
    if came.loud:
        assert silent == before
    else:
        assert set(left) <= {"unused-suppression"}
        again, more = after(silent)
        assert again == silent
        assert [each.rule.name for each in more.outcome.left] == left
        with opened(before) as session:
            assert left.count("unused-suppression") <= sum(
                each.rule.name == "unused-suppression" for each in session.judge(unseen)
            )


@settings(max_examples=150)
@given(notes)
@example("- one [[gone]]\nSoil.\n\n- one [[gone]]\n# Beds")
@example("\ufeff- one [[gone]]\n\n- one [[gone]]\n|a|b|")
def test_a_reader_sees_no_difference(text: str) -> None:
    assume("$$" not in text)  # CommonMark knows no formulas
    silent = after(text.encode())[0].decode()

    assert rendered(silent) == rendered(text)


def rendered(text: str) -> str:
    """Return what a reader sees of a note, without its properties."""
    body = re.sub(r"\A\ufeff?(?:---\r?\n(?s:.*?)\r?\n---(?:\r?\n|\Z))?", "", text)
    html = MarkdownIt("commonmark").enable("table").render(body)
    return re.sub(r"\s+", "", re.sub(r"(?s)<!--.*?-->", "", html))


# --- on the command line ---------------------------------------------------------------------------------------------

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run vaultfix in a vault of one note."""
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / "n.md").write_bytes(b"|a|b|\n|-|-|\n|1|\n\nSee [[gone]]\n")
    monkeypatch.chdir(tmp_path)

    def running(*args: str) -> tuple[int, str, str]:
        code = main(args)
        return code, *capsys.readouterr()

    return running


def test_it_says_how_much_is_silent_and_can_be_undone(run: Run) -> None:
    before = Path("n.md").read_bytes()

    silenced = "no faults in 1 note\n2 faults silenced in 1 note\nvaultfix undo takes this back\n"
    assert run("--add-suppressions") == (0, "", silenced)
    assert run() == (0, "", "no faults in 1 note\n")
    run("undo")
    assert Path("n.md").read_bytes() == before


def test_it_can_be_shown_first(run: Run) -> None:
    before = Path("n.md").read_bytes()

    code, out, err = run("--add-suppressions", "--diff")

    assert code == 1
    assert f"+See [[gone]] {HERE}\n" in out
    assert "+|1| |" not in out
    assert "2 faults would be silenced in 1 note\n" in err
    assert Path("n.md").read_bytes() == before


def test_what_can_be_mended_is_mended_first(run: Run) -> None:
    assert run("--add-suppressions", "--fix")[0] == 0
    assert Path("n.md").read_bytes().decode() == f"|a|b|\n|-|-|\n|1| |\n\nSee [[gone]] {HERE}\n"


def test_only_what_was_asked_for_is_silenced(run: Run) -> None:
    run("--add-suppressions", "--select=short-row")

    assert b"unresolved-link" not in Path("n.md").read_bytes()


def test_what_is_known_needs_no_comment(run: Run) -> None:
    run("--write-baseline")
    before = Path("n.md").read_bytes()

    assert run("--add-suppressions")[2].endswith("0 faults silenced in 0 notes\n")
    assert Path("n.md").read_bytes() == before


@pytest.mark.parametrize("other", ["--write-baseline", "--rename-files"])
def test_it_is_one_step_of_its_own(run: Run, other: str) -> None:
    code, _, err = run("--add-suppressions", other)

    assert code == 2
    assert err == f"vaultfix: --add-suppressions cannot stand beside {other}; take one step after the other\n"
