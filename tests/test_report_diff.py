"""Patches: git itself is the judge of whether they can be applied."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultfix.cli import main
from vaultfix.document import Document
from vaultfix.report.diff import diff


def patch(path: str, before: bytes, after: bytes) -> bytes:
    return "".join(diff(path, Document(path, before), Document(path, after))).encode("utf-8", "surrogateescape")


def applied(folder: Path, path: str, before: bytes, after: bytes) -> bytes:
    """Let git apply the patch in `folder`, and return what the file then holds."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(before)
    subprocess.run(["git", "apply", "-"], cwd=folder, input=patch(path, before, after), check=True)
    return file.read_bytes()


def test_no_change_is_no_patch() -> None:
    assert patch("a.md", b"same\r\n", b"same\r\n") == b""


def test_a_patch_reads_as_git_would_write_it() -> None:
    before = b"".join(b"line %d\n" % number for number in range(1, 21))
    after = before.replace(b"line 2\n", b"line two\n").replace(b"line 20\n", b"line twenty")

    assert patch("a.md", before, after) == (
        b"--- a/a.md\n+++ b/a.md\n"
        b"@@ -1,5 +1,5 @@\n line 1\n-line 2\n+line two\n line 3\n line 4\n line 5\n"
        b"@@ -17,4 +17,4 @@\n line 17\n line 18\n line 19\n-line 20\n+line twenty\n\\ No newline at end of file\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(b"a\nb\nc\n", b"a\nB\nc\n", id="a line"),
        pytest.param(b"a\r\nb\r\n", b"a\r\nB\r\n", id="CRLF"),
        pytest.param(b"a\rb\rc", b"a\rB\rc", id="lone CR is one line to git"),
        pytest.param(b"a\nb", b"a\nb\n", id="a line end is added"),
        pytest.param(b"a\nb\n", b"a\nb", id="a line end is taken away"),
        pytest.param(b"a\nb", b"A\nb", id="the last line has no line end"),
        pytest.param(b"\xef\xbb\xbfa\n", b"a\n", id="a byte order mark goes"),
        pytest.param(b"a\xff\xfe\n", b"a\xff\n", id="bytes that are no UTF-8"),
        pytest.param(b"a\xc2\x85b\xe2\x80\xa8c\x0cd\n", b"a\xc2\x85B\xe2\x80\xa8c\x0cd\n", id="U+0085, U+2028, form feed are no line ends"),
        pytest.param(b"a\nb\nc\nd\ne\nf\ng\nh\ni\n", b"a\nc\nd\ne\nf\nf2\ng\nh\ni\n", id="lines go and come"),
        pytest.param(b"a\n" * 30, b"b\n" + b"a\n" * 28 + b"b\n", id="two hunks"),
        pytest.param(b"", b"a\n", id="an empty note gets a line"),
        pytest.param(b"a\n", b"", id="a note is emptied"),
    ],
)  # fmt: skip
def test_git_applies_a_patch(tmp_path: Path, before: bytes, after: bytes) -> None:
    assert applied(tmp_path, "a.md", before, after) == after


@pytest.mark.parametrize(
    "path",
    [
        "with space.md",
        "deep folder/with space 2024-01-01 10:00:00.md",
        "🌱 bed/日本.md",
        'quote"back\\slash.md',
        "tab\there.md",
        "line\nend.md",
        "not-utf8-\udcff.md",
        "trailing space .md",
        "a/a/b.md",
    ],
    ids=ascii,
)
def test_git_applies_a_patch_to_a_note_with_an_odd_name(tmp_path: Path, path: str) -> None:
    assert applied(tmp_path, path, b"a\nb\n", b"a\nB\n") == b"a\nB\n"


def test_git_applies_a_patch_from_the_folder_it_was_made_for(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    folder = tmp_path / "inside"

    assert applied(folder, "notes/a.md", b"a\n", b"b\n") == b"b\n"


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_git_applies_every_patch(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    lines = st.lists(st.sampled_from(["a\n", "b\r\n", "c\r", "\n", "日\n"]), max_size=25).map("".join)
    before, after = data.draw(lines).encode(), data.draw(lines).encode()
    if before and before != after:
        folder = tmp_path_factory.mktemp("patch")

        assert applied(folder, "a.md", before, after) == after


KINDS = {
    "plain.md": "|a|b|\n|-|-|\n|1|\n",
    "no final line end.md": "|a|b|\n|-|-|\n|1|",
    "CRLF.md": "|a|b|\r\n|-|-|\r\n|1|\r\n",
    "CRLF and none at the end.md": "|a|b|\r\n|-|-|\r\n|1|",
    "🌱 bed/né 日本.md": "|🌱|b|\n|-|-|\n|1|\n",
    "a byte order mark.md": "\ufeff|a|b|\n|-|-|\n|1|\n",
    "odd bytes.md": "caf\udce9\n\n|a|b|\n|-|-|\n|1|\n",
    "CR in LF.md": "a\rb\n\n|a|b|\n|-|-|\n|1|\n",
}


def test_git_makes_of_the_whole_patch_what_fix_makes(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for name, text in KINDS.items():
        (ours / name).parent.mkdir(parents=True, exist_ok=True)
        (ours / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    (ours / ".obsidian").mkdir()
    shutil.copytree(ours, theirs)
    monkeypatch.chdir(theirs)
    asked = ["--isolated", "--unsafe-fixes", "--select", "short-row,missing-final-newline,not-utf8"]

    assert main([*asked, "--diff", "."]) == 1
    whole = capsysbinary.readouterr().out
    subprocess.run(["git", "apply", "-"], cwd=theirs, input=whole, check=True)
    assert main([*asked, "--fix", str(ours)]) == 0

    mended = {name: (ours / name).read_bytes() for name in KINDS}
    assert {name: (theirs / name).read_bytes() for name in KINDS} == mended
    assert [name for name, raw in mended.items() if raw == KINDS[name].encode("utf-8", "surrogateescape")] == []
