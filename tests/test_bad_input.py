"""Bad input: each gets one clear line, nothing waits for ever, and everything else is done."""

import contextlib
import ctypes
import io
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from vaultfix.cli import main
from vaultfix.store.reading import TooLargeError, read_bytes

TORN = b"| a | b |\n|-|-|\n| 1 |\n"
MENDED = b"| a | b |\n|-|-|\n| 1 |  |\n"
LONGEST = 20.0
"""So many seconds of work are many for any of these, and few for what is quadratic, let alone worse."""

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs files as POSIX has them")


@pytest.fixture(autouse=True)
def _nothing_waits_for_ever() -> Iterator[None]:
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def too_long(*_: object) -> None:
        raise TimeoutError("this would wait for ever")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(120)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    root = tmp_path / "v"
    (root / ".obsidian").mkdir(parents=True)
    (root / "ok.md").write_bytes(TORN)
    return root


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, list[str]]]:
    """Mend a vault, and give the exit code and what was said beside the findings, but for the sums."""

    def run(*args: str | Path) -> tuple[int, list[str]]:
        began = time.process_time()
        code = main(["--fix", "--no-git", *map(str, args)])
        assert time.process_time() - began < LONGEST
        sums = re.compile(r"mended \d+ fault|.*: mended \d|vaultfix undo .*takes|no faults in|\d+ faults? in")
        return code, [line for line in capsys.readouterr().err.splitlines() if not sums.match(line)]

    return run


Told = Callable[..., tuple[int, list[str]]]


# --- what a note may hold --------------------------------------------------------------------------------------------

DEEP = 10_000
MANY = 20_000

TEXTS: dict[str, bytes] = {
    "every byte": bytes(range(256)) * 200,
    "NUL": b"a\0b [[c\0d]]\n" * 1000,
    "lone surrogates": b"a \xed\xa0\x80 \xed\xb0\x80 b\n" * 1000,
    "bytes that are no text": b"\xff\xfe\xfd " * MANY,
    "UTF-16": "# Bäume\n\n[[nirgends]]\n".encode("utf-16"),
    "UTF-32": "# Bäume\n\n[[nirgends]]\n".encode("utf-32"),
    "a line of a million characters": b"word " * 200_000,
    "a line of nothing": b" " * 1_000_000,
    "nothing but line ends": b"\n" * 200_000,
    "carriage returns": b"\r" * 100_000,
    "mixed line ends": b"a\r\nb\n" * MANY,
    "deep quotes": b"> " * DEEP + b"a\n",
    "deep quotes without blanks": b">" * DEEP + b"a\n",
    "deep lists in one line": b"- " * DEEP + b"a\n",
    "deep lists": b"".join(b"  " * depth + b"- a\n" for depth in range(500)),
    "deep callouts": b"> [!note] a\n> " * 2000,
    "deep brackets": b"[" * DEEP + b"a" + b"]" * DEEP + b"\n",
    "deep wikilinks": b"[[" * DEEP + b"a" + b"]]" * DEEP + b"\n",
    "deep pictures": b"![" * 2000 + b"a" + b"](b)" * 2000 + b"\n",
    "deep parentheses": b"[a](" + b"(" * DEEP + b")" * DEEP + b")\n",
    "deep emphasis": b"*" * DEEP + b"a" + b"*" * DEEP + b"\n",
    "emphasis that never closes": b"*a _b " * DEEP,
    "backticks of every length": b"".join(b"`" * length + b"x" for length in range(500)),
    "fences of every length": b"".join(b"`" * (3 + length) + b"\n" for length in range(500)),
    "links that never close": b"[a](" * MANY,
    "angles that never close": b"[a](<" * DEEP,
    "tags that never close": b"<a " * MANY,
    "comments that never close": b"<!--" * DEEP + b"%%" * (DEEP + 1),
    "formulas that never close": b"$a " * MANY,
    "templates that never close": b"<% {{ " * DEEP,
    "backslashes": b"\\" * 200_000,
    "ampersands": b"&" * 200_000,
    "percent signs": b"[a](%zz%%%) " * 500,
    "one cell a character": b"|" * 50_000 + b"\n" + b"|-" * 50_000 + b"\n",
    "a table that is all short": b"| a | b |\n|-|-|\n" + b"| 1 |\n" * 2000,
    "a path up and up": b"[a](" + b"../" * MANY + b"x.md)\n[[" + b"../" * MANY + b"x]]\n",
    "a chain of anchors": b"[[#" + b"a#" * MANY + b"]]\n",
    "one heading over and over": b"# a\n" * 2000,
    "comments that silence": b"%% vaultfix-ignore no-such-rule %%\n" * 2000,
    "footnotes in each other": b"[^a]: " * DEEP + b"x\n",
    "mojibake and nothing else": "Ã".encode() * MANY,
    "lost bytes": "â€� ".encode() * 500,
    "what nobody sees": "\u200b".encode() * MANY,
    "accents on one letter": b"e" + "\u0301".encode() * MANY,
    "emoji that never ends": "👩\u200d".encode() * 5000,
    "byte order marks": "\ufeff".encode() * 20,
    "an alias for each alias": b"---\na: &a [x, x]\n"
    + b"".join(b"%c: &%c [*%c, *%c, *%c]\n" % (c + 1, c + 1, c, c, c) for c in range(97, 120))
    + b"---\n",
    "an alias of itself": b"---\na: &a [*a]\n---\n",
    "deep lists in YAML": b"---\na: " + b"[" * DEEP + b"]" * DEEP + b"\n---\n",
    "deep maps in YAML": b"---\na: " + b"{a: " * DEEP + b"}" * DEEP + b"\n---\n",
    "deep blocks in YAML": b"---\n" + b"".join(b" " * depth + b"a:\n" for depth in range(1000)) + b"---\n",
    "deep dashes in YAML": b"---\na:\n" + b"- " * DEEP + b"x\n---\n",
    "huge numbers in YAML": b"---\na: " + b"9" * MANY + b"\nb: 0x" + b"f" * MANY + b"\nc: 1e" + b"9" * 999 + b"\n---\n",
    "dates that are none in YAML": b"---\ndate: 99999-99-99\ncreated: 2024-13-45T99:99\n---\n",
    "tags that build things in YAML": b"---\na: !!python/object/apply:os.system ['exit 1']\nb: !!binary x\n---\n",
    "merges in YAML": b"---\na: &a {b: 1}\n"
    + b"".join(b"k%d: {<<: *a}\n" % number for number in range(1000))
    + b"---\n",
    "one key over and over": b"---\n" + b"a: b\n" * 2000 + b"---\n",
    "YAML that never closes": b"---\n" + b"a: b\n" * DEEP,
    "fences of YAML": b"---\n" * DEEP,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_no_text_keeps_the_other_notes_from_being_mended(vault: Path, told: Told, text: bytes) -> None:
    (vault / "bad.md").write_bytes(text)
    code, lines = told(vault)

    assert (code in {0, 1}, lines) == (True, [])
    assert (vault / "ok.md").read_bytes() == MENDED


def test_a_huge_note_is_read_in_good_time(vault: Path, told: Told) -> None:
    text = "Roses by the wall, and [[ok]] near *them*; `so` in ünicode.\n\n".encode() * 5_000
    (vault / "bad.md").write_bytes(text + TORN)

    assert told(vault) == (0, [])
    assert (vault / "bad.md").read_bytes() == text + MENDED


def test_a_note_of_200_megabytes_is_told_and_left(vault: Path, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(vault)
    with (vault / "bad.md").open("wb") as file:
        file.truncate(200_000_000)  # it takes no room on the disk
    (vault / "links.md").write_bytes(b"[[bad]] [[bad#heading]] [a](bad.md#b)\n")

    assert told(vault) == (2, ["bad.md: not read: it has 200 MB, and the setting `note-megabytes` allows 10"])
    assert (vault / "ok.md").read_bytes() == MENDED
    assert (vault / "bad.md").stat().st_size == 200_000_000


@pytest.mark.parametrize("megabytes", [2, 0])
def test_how_large_a_note_may_be_is_the_authors_to_say(vault: Path, told: Told, megabytes: int) -> None:
    (vault / "bad.md").write_bytes(b"word\n\n" * 200_000 + TORN)
    (vault / "vaultfix.toml").write_text("note-megabytes = 1")
    code, lines = told(vault)
    assert (code, ["it has 1.3 MB" in line for line in lines]) == (2, [True])

    (vault / "vaultfix.toml").write_text(f"note-megabytes = {megabytes}")
    assert told(vault) == (0, [])
    assert (vault / "bad.md").read_bytes().endswith(MENDED)


def test_of_a_large_note_that_nobody_asks_about_nothing_is_told(vault: Path, told: Told) -> None:
    (vault / "bad.md").write_bytes(b"word\n\n" * 200_000 + TORN)
    (vault / "links.md").write_bytes(b"[[bad]] [[bad#heading]]\n")
    (vault / "vaultfix.toml").write_text("note-megabytes = 1")
    assert told(vault / "ok.md", vault / "links.md") == (0, [])

    (vault / "vaultfix.toml").write_text('note-megabytes = 1\nexclude = ["bad.md"]')
    assert told(vault) == (0, [])
    assert (vault / "bad.md").read_bytes().endswith(TORN)


# --- what may stand where a file should ------------------------------------------------------------------------------


def a_socket(file: Path) -> None:
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(os.path.relpath(file))


def a_device(file: Path) -> None:
    file.symlink_to("/dev/zero")


def itself(file: Path) -> None:
    file.symlink_to(file.name)


def a_circle(file: Path) -> None:
    file.mkdir()
    (file / "up").symlink_to("..")
    (file / "here").symlink_to(".")


def out(file: Path) -> None:
    outside = file.parents[1] / "outside"
    outside.mkdir(exist_ok=True)
    (outside / "ok.md").write_bytes(TORN)
    file.symlink_to(outside)


NO_FILE = "cannot be read: not a regular file"


@posix_only
@pytest.mark.parametrize(
    ("path", "put", "trouble"),
    [
        ("bad.md", os.mkfifo, NO_FILE),
        ("bad.md", a_socket, NO_FILE),
        ("bad.md", a_device, NO_FILE),
        ("bad.md", itself, "the symbolic link leads nowhere: too many levels of symbolic links"),
        ("bad.md", Path.mkdir, ""),
        (".gitignore", os.mkfifo, NO_FILE),
        (".gitignore", Path.mkdir, NO_FILE),
        (".gitignore", a_device, ""),
        (".obsidian/app.json", os.mkfifo, ""),
        (".obsidian/app.json", a_device, ""),
        (".obsidian/types.json", os.mkfifo, ""),
        ("vaultfix.toml", os.mkfifo, ""),
        ("vaultfix.toml", a_device, ""),
        ("vaultfix.toml", Path.mkdir, ""),
        ("circle", a_circle, ""),
        ("circle", itself, ""),
        ("out", out, ""),
    ],
)
def test_what_is_no_file_is_told_once_and_never_waited_for(  # noqa: PLR0913, PLR0917 - a table's columns
    vault: Path, told: Told, path: str, put: Callable[[Path], None], trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(vault)
    put(vault / path)

    assert told(vault) == ((2, [f"{path}: {trouble}"]) if trouble else (0, []))
    assert (vault / "ok.md").read_bytes() == MENDED
    assert not out_of(vault) or out_of(vault) == [TORN]


def out_of(vault: Path) -> list[bytes]:
    """Return the notes beside the vault, which are nobody's business."""
    return [file.read_bytes() for file in vault.parent.glob("outside/*.md")]


@posix_only
def test_files_of_any_name_are_mended(vault: Path, told: Told) -> None:
    names = [
        b"a\nb.md", b"\xff\xfe.md", b"n" * 252 + b".md", "é".encode() * 126 + b".md", b" .md", b"-n.md", b"--fix.md",
        b"\x1b[31m.md", "\u202egnp.md".encode(), b"a::b,c%0A.md", b"a\\b.md", b"CON.md", b"*.md", b"~.md", b"'\".md",
    ]  # fmt: skip  # one line for each name would hide the list
    twins = [b"Twin.md", b"twin.md", "\u00e9.md".encode(), "e\u0301.md".encode()]
    for name in (*names, *twins):
        Path(os.fsdecode(os.fsencode(vault) + b"/" + name)).write_bytes(TORN)
    made = {file.name for file in vault.iterdir()}
    code, lines = told(vault)

    assert (code, lines) == (1, [])
    assert {file.name for file in vault.iterdir()} == made
    assert {file.read_bytes() for file in vault.glob("*.md")} == {MENDED}


def test_a_note_that_vanishes_is_told(vault: Path, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    (vault / "bad.md").write_bytes(TORN)

    def late(file: str | Path, most: int | None = None) -> bytes:
        (vault / "bad.md").unlink(missing_ok=True)
        return read_bytes(file, most)

    monkeypatch.setattr("vaultfix.store.notes.read_bytes", late)
    monkeypatch.chdir(vault)

    assert told(vault) == (2, ["bad.md: cannot be read: no such file or directory"])
    assert (vault / "ok.md").read_bytes() == MENDED


# --- what the system refuses -----------------------------------------------------------------------------------------


@pytest.fixture
def _plain_user() -> Iterator[None]:
    """Let modes hold for root, too, who is otherwise asked by no file whether it may be read."""
    if sys.platform == "win32" or os.geteuid() != 0:
        yield
        return
    system = ctypes.CDLL(None, use_errno=True)
    head = (ctypes.c_uint32 * 2)(0x20080522, 0)
    held = (ctypes.c_uint32 * 6)()
    if sys.platform != "linux" or system.capget(head, held):
        pytest.skip("modes do not hold for root here")
    plain = (ctypes.c_uint32 * 6)(*held)
    plain[0] &= ~0b110  # without CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH
    assert not system.capset(head, plain)
    yield
    assert not system.capset(head, held)


@posix_only
@pytest.mark.usefixtures("_plain_user")
@pytest.mark.parametrize(
    ("path", "mode", "trouble"),
    [
        ("bad.md", 0o000, "cannot be read: permission denied"),
        ("bad.md", 0o444, "not written: the file is read-only"),
        ("shut/bad.md", 0o000, "the folder cannot be listed: permission denied"),
        ("shut/bad.md", 0o555, "cannot be written: permission denied"),
        (".gitignore", 0o000, "cannot be read: permission denied"),
        (".obsidian/app.json", 0o000, ""),
    ],
)
def test_what_may_not_be_read_or_written_is_told_and_the_rest_is_done(  # noqa: PLR0913, PLR0917 - likewise
    vault: Path, told: Told, path: str, mode: int, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = vault / path
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(TORN)
    shut = file.parent if file.parent.name == "shut" else file
    shut.chmod(mode)
    monkeypatch.chdir(vault)
    named = "shut" if mode == 0 and shut is not file else path
    try:
        assert told(vault) == ((2, [f"{named}: {trouble}"]) if trouble else (0, []))
        assert (vault / "ok.md").read_bytes() == MENDED
    finally:
        shut.chmod(0o755)
    assert file.read_bytes() == TORN


@posix_only
def test_a_file_that_may_not_grow_is_left_whole(vault: Path, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    monkeypatch.chdir(vault)
    text = b"a\n" * 100_000 + b"\n" + TORN
    (vault / "bad.md").write_bytes(text)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        answer = told(vault)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert answer == (2, ["bad.md: cannot be written: file too large"])
    assert [(vault / name).read_bytes() for name in ("bad.md", "ok.md")] == [text, MENDED]


@pytest.fixture
def disk(vault: Path) -> Iterator[Path]:
    """A disk of its own, of 256 kB, in the vault."""
    folder = vault / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if (
        mount is None
        or subprocess.run([mount, "-t", "tmpfs", "-o", "size=256k", "none", folder], check=False).returncode
    ):
        pytest.skip("only root may mount a disk")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_on_a_full_disk_every_note_is_left_whole(
    vault: Path, disk: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(vault)
    for number in range(3):
        (disk / f"{number}.md").write_bytes(b"a\n" * 8000 + b"\n" + TORN)
    with contextlib.suppress(OSError), (disk / "rest").open("wb", buffering=0) as rest:
        while rest.write(b"x" * 4096):
            pass
    code, lines = told(vault)

    assert (code, lines) == (
        2,
        [f"disk/{number}.md: cannot be written: no space left on device" for number in range(3)],
    )
    assert {file.read_bytes() for file in disk.glob("*.md")} == {b"a\n" * 8000 + b"\n" + TORN}
    assert sorted(file.name for file in disk.iterdir()) == ["0.md", "1.md", "2.md", "rest"]
    assert (vault / "ok.md").read_bytes() == MENDED


def test_on_a_read_only_disk_every_note_is_told(
    vault: Path, disk: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(vault)
    (disk / "bad.md").write_bytes(TORN)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)

    assert told(vault) == (2, ["disk/bad.md: not written: the file is read-only"])
    assert (vault / "ok.md").read_bytes() == MENDED


@posix_only
@pytest.mark.usefixtures("_plain_user")
@pytest.mark.parametrize(
    ("mode", "trouble"),
    [(0o000, "shut/bad.md: permission denied"), (0o300, "shut: the folder cannot be listed: permission denied")],
)
def test_of_a_note_in_a_folder_that_is_shut_it_is_told_why_it_was_not_judged(
    vault: Path, told: Told, mode: int, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(vault)
    (vault / "shut").mkdir()
    (vault / "shut/bad.md").write_bytes(TORN)
    (vault / "shut").chmod(mode)
    try:
        assert told("shut/bad.md", "ok.md") == (2, [trouble])
    finally:
        (vault / "shut").chmod(0o755)
    assert [(vault / name).read_bytes() for name in ("shut/bad.md", "ok.md")] == [TORN, MENDED]


@posix_only
@pytest.mark.usefixtures("_plain_user")
def test_a_link_into_a_folder_that_is_shut_does_not_keep_the_others_from_being_mended(
    vault: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(vault)
    (vault / "shut").mkdir()
    (vault / "shut/bad.md").write_bytes(TORN)
    (vault / "link.md").symlink_to("shut/bad.md")
    (vault / "shut").chmod(0)
    try:
        assert told("link.md", "ok.md") == (2, ["link.md: permission denied"])
    finally:
        (vault / "shut").chmod(0o755)
    assert (vault / "ok.md").read_bytes() == MENDED


@posix_only
@pytest.mark.usefixtures("_plain_user")
def test_of_a_folder_that_may_only_be_listed_each_note_is_told(
    vault: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(vault)
    vault.chmod(0o444)
    try:
        code, lines = told(vault)
    finally:
        vault.chmod(0o755)

    assert (code, lines) == (2, ["ok.md: cannot be read: permission denied"])


@posix_only
@pytest.mark.usefixtures("_plain_user")
@pytest.mark.parametrize("gone", [True, False])
def test_where_the_user_stands_nowhere_a_line_says_so(
    vault: Path, told: Told, gone: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = vault / "outer" / "inner"
    here.mkdir(parents=True)
    monkeypatch.chdir(here)
    if gone:
        here.rmdir()
    else:
        here.parent.chmod(0)
    try:
        code, lines = told(".")
    finally:
        here.parent.chmod(0o755)

    assert code == 2
    assert lines == (
        ["vaultfix: the current folder: no such file or directory"]
        if gone
        else [f"vaultfix: {here}: permission denied"]
    )


@pytest.mark.parametrize(
    ("named", "shown"), [("", '""'), ("a\0b", "a\\x00b"), ("n" * 300, "n" * 300), ("ok.md/x", "ok.md/x")]
)
def test_a_path_that_can_be_none_is_told(
    vault: Path, told: Told, named: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(vault)

    assert told(named, "ok.md") == (2, [f"{shown}: there is no such file or folder"])
    assert (vault / "ok.md").read_bytes() == MENDED


@posix_only
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_do_not_keep_notes_from_being_mended(vault: Path, closed: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f'"$0" -m vaultfix --fix --no-git "$1" {closed}', sys.executable, vault],
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, b"")
    assert (vault / "ok.md").read_bytes() == MENDED


# --- what a configuration may hold -----------------------------------------------------------------------------------

DEFAULT = "vaultfix-baseline.jsonl"
SCHEMA = "[[schema]]\njson-schema = "

CONFIGURATIONS: dict[str, tuple[str, str]] = {
    "deep lists": ("a = " + "[" * 100_000, "this is not TOML"),
    "deep tables": ("a = " + "{a = " * 10_000, "this is not TOML"),
    "deep keys": ("a." * 5000 + "b = 1", "no setting `a`"),
    "a list too deep": ("select = " + "[" * 300 + "]" * 300, "`select` must be"),
    "a number of endless digits": ("fail-on = " + "9" * 10_000, "a number has too many digits"),
    "a wrong type": ("select = 3", "`select` must be a list of text, not `3`"),
    "a table that is none": ("rules = 3", "`rules` must be a table, not `3`"),
    "a key twice": ("git = true\ngit = true", "this is not TOML"),
    "no number": ("journal-days = nan", "`journal-days` must be"),
    "what a terminal would obey": ('select = ["\\u001b[31m\\u202e"]', "\\x1b[31m\\u202e"),
    "what GitHub would obey": ('"\\n::error::x" = 1', "\\n::error::x"),
    "a pattern of many stars": ('exclude = ["' + "*" * 5000 + "a" * 50 + '"]', ""),
    "a pattern of many folders": ('exclude = ["' + "**/a" * 3000 + '"]', ""),
    "patterns that are none": ('exclude = ["[", "[]", "[!", "\\\\", "a[b-a]"]', ""),
    "a comment of a megabyte": ("#" + "x" * 1_000_000, ""),
    "days without end": ("journal-days = 99999999999999", ""),
    "a journal elsewhere": ('journal-folder = "../elsewhere"', "the journal's folder lies outside the vault"),
    "a journal in a folder that can be none": (r'journal-folder = "a\u0000b"', "must be text without NUL"),
    "a baseline in a file that can be none": (r'baseline = "\u0000"', "must be text without NUL"),
    "a schema in a file that can be none": (SCHEMA + r'"\u0000"', "must be text without NUL"),
    "a schema elsewhere": (SCHEMA + '"../elsewhere.json"', "does not lie beside the configuration"),
    "a schema from the root": (SCHEMA + '"/etc/passwd"', "does not lie beside the configuration"),
    "a schema that is a folder": (SCHEMA + '".obsidian"', "cannot be read: not a regular file"),
    "a schema that refers to the web": (SCHEMA + '"web.json"', "nothing outside of the file is read"),
    "a schema that is too deep": (SCHEMA + '"deep.json"', "this is not JSON"),
}


@pytest.mark.parametrize(("text", "line"), CONFIGURATIONS.values(), ids=CONFIGURATIONS.keys())
def test_no_configuration_is_met_with_more_than_a_line(vault: Path, told: Told, text: str, line: str) -> None:
    (vault / "vaultfix.toml").write_text(text)
    (vault / "web.json").write_text('{"$ref": "http://127.0.0.1:9/x"}')
    (vault / "deep.json").write_text('{"a":' * 100_000)
    (vault / ("a" * 60 + ".md")).write_text("---\na: 1\n---\n")
    code, lines = told(vault)

    assert (code, len(lines)) == ((2, 1) if line else (0, 0))
    assert line in "".join(lines)
    assert (vault / "ok.md").read_bytes() == (TORN if line else MENDED)


@pytest.mark.parametrize("raw", [b"\xff\xfe\0a", "git = true\n".encode("utf-16"), b"\0", bytes(range(256))])
def test_a_configuration_that_is_no_text_is_met_with_a_line(vault: Path, told: Told, raw: bytes) -> None:
    (vault / "vaultfix.toml").write_bytes(raw)
    code, lines = told(vault)

    assert (code, len(lines)) == (2, 1)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("vaultfix.toml", "the configuration cannot be read: the file is too large"),
        (".gitignore", ".gitignore: cannot be read: the file is too large"),
        ("pyproject.toml", "the configuration cannot be read: the file is too large"),
        (".obsidian/app.json", ""),
        (".obsidian/types.json", ""),
    ],
)
def test_settings_without_end_are_not_read(
    vault: Path, told: Told, name: str, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(vault)
    with (vault / name).open("wb") as file:
        file.truncate(1_000_000_000)
    code, lines = told(vault)

    assert (code, len(lines)) == ((2, 1) if line else (0, 0))
    assert line in "".join(lines)
    assert (vault / "ok.md").read_bytes() == (TORN if "toml" in name else MENDED)


@posix_only
@pytest.mark.parametrize("name", ["pipe", "/dev/zero"])
def test_a_configuration_that_is_a_pipe_or_a_device_is_never_waited_for(vault: Path, told: Told, name: str) -> None:
    os.mkfifo(vault / "pipe")
    code, lines = told(vault, "--config", vault / name)

    assert (code, [NO_FILE in line for line in lines]) == (2, [True])


@pytest.mark.parametrize(
    ("name", "options", "line"),
    [
        ("faults.jsonl", ["--baseline", "faults.jsonl"], "faults.jsonl: the baseline cannot be read: the file is too large"),
        ("large.json", [], "the schema `large.json` cannot be read: the file is too large"),
    ],
)  # fmt: skip
def test_neither_a_baseline_nor_a_schema_without_end_is_read(  # noqa: PLR0913, PLR0917 - likewise
    vault: Path, told: Told, name: str, options: list[str], line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(vault)
    if not options:
        (vault / "vaultfix.toml").write_text(SCHEMA + f'"{name}"')
    with (vault / name).open("wb") as file:
        file.truncate(1_000_000_000)
    code, lines = told(vault, *options)

    assert (code, [line in each for each in lines]) == (2, [True])
    assert (vault / "ok.md").read_bytes() == TORN


@pytest.mark.parametrize(("megabytes", "code"), [(1, 2), (2, 0), (0, 0)])
def test_a_note_from_stdin_is_no_larger_than_one_from_the_disk(
    vault: Path, megabytes: int, code: int, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (vault / "vaultfix.toml").write_text(f"note-megabytes = {megabytes}")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"word\n\n" * 200_000 + TORN)))

    assert main(["--fix", "-", "--stdin-filename", str(vault / "n.md")]) == code
    out, err = capfdbinary.readouterr()
    line = b"vaultfix: stdin: not read: it has more than the 1 MB that the setting `note-megabytes` allows\n"
    assert (out == b"", err == line) == (code == 2, code == 2)
    assert out.endswith(b"" if code == 2 else MENDED)


@posix_only
def test_a_stdin_that_cannot_be_read_is_told(vault: Path) -> None:
    with (vault / "ok.md").open("ab") as only_written:
        command = [sys.executable, "-m", "vaultfix", "-"]
        answer = subprocess.run(command, check=False, stdin=only_written, capture_output=True, cwd=vault)

    assert (answer.returncode, answer.stderr) == (2, b"vaultfix: stdin: cannot be read: Bad file descriptor\n")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs a file that holds more than it says")
def test_a_file_that_grows_while_it_is_read_is_read_no_farther() -> None:
    assert Path("/proc/self/status").stat().st_size == 0
    with pytest.raises(TooLargeError):
        read_bytes("/proc/self/status", 10)


@posix_only
def test_a_schema_that_is_a_pipe_is_never_waited_for(vault: Path, told: Told) -> None:
    (vault / "vaultfix.toml").write_text(SCHEMA + '"pipe.json"')
    os.mkfifo(vault / "pipe.json")
    code, lines = told(vault)

    assert (code, [NO_FILE in line for line in lines]) == (2, [True])


@posix_only
@pytest.mark.parametrize("name", ["app.json", "types.json"])
def test_settings_of_obsidian_outside_the_vault_are_not_read(vault: Path, told: Told, name: str) -> None:
    (vault.parent / name).write_text('{"userIgnoreFilters": ["ok.md"], "types": {"a": "number"}}')
    (vault / "a.md").write_text("---\na: text\n---\n")
    (vault / ".obsidian" / name).symlink_to(vault.parent / name)

    assert told(vault) == (0, [])
    assert (vault / "ok.md").read_bytes() == MENDED


@posix_only
@pytest.mark.parametrize(
    ("setting", "link"),
    [
        ('"../known.jsonl"', None),
        ('"{}/known.jsonl"', None),
        ('"known.jsonl"', "known.jsonl"),
        (None, DEFAULT),
    ],
)
def test_no_setting_leads_to_a_baseline_outside_the_vault(
    vault: Path, told: Told, setting: str | None, link: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(vault)
    (vault / "vaultfix.toml").write_text(f"baseline = {setting.format(vault.parent)}" if setting else "")
    if link:
        (vault / link).symlink_to(vault.parent / "known.jsonl")
    code, (line,) = told(vault, "--write-baseline")

    assert (code, "lies neither in the vault nor beside the configuration" in line) == (2, True)
    assert [file.name for file in vault.parent.iterdir()] == ["v"]


def test_whoever_names_a_baseline_may_have_it_anywhere(vault: Path, told: Told) -> None:
    assert told(vault, "--write-baseline", "--baseline", vault.parent / "known.jsonl")[0] == 0
    assert (vault.parent / "known.jsonl").exists()


@posix_only
def test_patterns_outside_the_vault_are_not_read(vault: Path, told: Told) -> None:
    (vault.parent / "patterns").write_text("ok.md\n")
    (vault / ".gitignore").symlink_to(vault.parent / "patterns")

    assert told(vault) == (0, [])
    assert (vault / "ok.md").read_bytes() == MENDED
