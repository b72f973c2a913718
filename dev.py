#!/usr/bin/env python3
"""The workshop: one file, only the standard library, works from any folder on a fresh clone.

    python3 dev.py demo     watch vaultfix mend a damaged little vault
    python3 dev.py check    every check there is, as the continuous integration runs them
    python3 dev.py test     only the tests; what follows goes to pytest: python3 dev.py test -k tables
    python3 dev.py docs     write the generated pages anew

All of it happens in `.venv` beside this file, which is made when it is missing or out of date.
"""

from __future__ import annotations  # an older Python must get far enough to say that it is too old

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
STAMP = VENV / "made-for"
SUITES = VENV / "suites"
OLDEST = (3, 11)
SUITABLE = "import sys, venv, ensurepip; raise SystemExit(sys.version_info < (3, 11))"
OLDEST_PIP = "pip>=25.1"  # the first that knows --group
# The examples of CommonMark and GFM are not ours to commit; they lie in the source of a parser that we test against.
SUITE_SOURCE = "markdown-it-py"
SUITE_FILES = ("tests/test_cmark_spec/commonmark.json", "tests/test_port/fixtures/tables.md")

OURS = {"PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1", "VAULTFIX_SUITES": str(SUITES)}

BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(BIN / "python")
VAULTFIX = (PYTHON, "-m", "vaultfix")

# vaultfix's own notes: a tool that objects to its manual is wrong about one of the two.
MANUAL = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "docs")

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("layout", (PYTHON, "-m", "ruff", "format", "--check", ".")),
    ("lint", (PYTHON, "-m", "ruff", "check", ".")),
    ("types", (PYTHON, "-m", "mypy")),
    ("floors", (str(BIN / "lint-imports"),)),
    (
        "tests",
        (PYTHON, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup", "--cov", "--cov-report=term:skip-covered"),
    ),
    ("manual", (*VAULTFIX, "--isolated", *MANUAL)),
    ("site", (PYTHON, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(VENV / "site"))),
)


def main(words: list[str]) -> int:
    """Do what the first word says."""
    verb, *rest = words or ["help"]
    if verb == "demo" and not rest:
        return demo()
    if verb == "check" and not rest:
        return check()
    if verb == "test":
        furnish("dev")
        return run((PYTHON, "-m", "pytest", *rest))
    if verb == "docs" and not rest:
        furnish("dev")
        return run((PYTHON, "docs/make.py"))
    print(__doc__)
    return 0 if verb in {"help", "-h", "--help"} else 2


def demo() -> int:
    """Mend a copy of the damaged sample vault before the reader's eyes."""
    furnish("plain")
    with tempfile.TemporaryDirectory(prefix="vaultfix-demo-") as folder:
        vault = Path(folder) / "garden"
        shutil.copytree(HERE / "samples" / "damaged", vault)
        note = vault / "index.md"
        heading("a garden diary that went through the wrong code page", "cat garden/index.md")
        show(note)
        heading("vaultfix --statistics garden", "looks, counts, and touches nothing")
        run((*VAULTFIX, "--statistics", vault.name), vault.parent)
        heading("vaultfix --fix garden", "mends what is certain, and says what a person must decide")
        run((*VAULTFIX, "--fix", "--output-format", "concise", vault.name), vault.parent)
        heading("the same note now")
        show(note)
        heading("vaultfix --fix garden, once more", "what is settled stays settled, byte for byte")
        mended = contents(vault)
        run((*VAULTFIX, "--fix", "--statistics", vault.name), vault.parent)
        unmoved = contents(vault) == mended
        print("Nothing moved." if unmoved else "Something moved: that is a bug, please tell us.")
    return 0 if unmoved else 1


def check() -> int:
    """Run every check, whatever the others say, and sum up."""
    furnish("dev")
    results = []
    for name, command in CHECKS:
        heading(name, " ".join(Path(word).name if word == command[0] else word for word in command))
        started = time.monotonic()
        results.append((name, run(command), time.monotonic() - started))
    heading("in short")
    for name, code, seconds in results:
        print(f"  {'fine  ' if code == 0 else 'FAILED'}  {name:<8}{seconds:6.1f} s")
    return 1 if any(code for _, code, _ in results) else 0


def furnish(need: str) -> None:
    """Make `.venv` hold the project, and with `dev` its tools; keep it where it still fits."""
    made_for = STAMP.read_text(encoding="utf-8").split() if STAMP.exists() else []
    wanted = fingerprint()
    if made_for[:1] == [wanted] and need in made_for and works(PYTHON):
        return
    heading("making .venv", "once; later runs start at once")
    if not works(PYTHON):
        python = suitable_python()
        shutil.rmtree(VENV, ignore_errors=True)
        must((python, "-m", "venv", str(VENV)), "could not make a virtual environment")
    pip = (PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "-qq")
    must((*pip, "--upgrade", OLDEST_PIP), f"could not get {OLDEST_PIP}; is there a network?")
    tools = ("--group", "dev") if need == "dev" else ()
    must((*pip, "--editable", str(HERE), *tools), "could not install the project; pip says why above")
    if need == "dev" and not SUITES.is_dir():
        fetch_suites()
    kept = made_for[1:] if made_for[:1] == [wanted] else []
    STAMP.write_text("\n".join([wanted, *sorted({"plain", need, *kept})]) + "\n", encoding="utf-8")


def fetch_suites() -> None:
    """Take the example suites from the source of a parser; without a network the tests that want them are skipped."""
    with tempfile.TemporaryDirectory(prefix="vaultfix-suites-") as folder:
        wanted = (PYTHON, "-m", "pip", "--disable-pip-version-check", "download", "-q", "--no-deps", "--dest", folder)
        run((*wanted, "--no-binary", SUITE_SOURCE, SUITE_SOURCE))
        for source in Path(folder).glob("*.tar.gz"):
            SUITES.mkdir(exist_ok=True)
            with tarfile.open(source) as archive:
                for member in archive:
                    inside = member.name.partition("/")[2]
                    if inside in SUITE_FILES and (examples := archive.extractfile(member)):
                        (SUITES / Path(inside).name).write_bytes(examples.read())


def fingerprint() -> str:
    """Name what `.venv` depends on: another place, or other requirements, want another one."""
    return hashlib.sha256(b"\0".join([os.fsencode(HERE), (HERE / "pyproject.toml").read_bytes()])).hexdigest()


def works(python: str) -> bool:
    """Whether `python` starts, is young enough and can make virtual environments."""
    try:
        return subprocess.run((python, "-c", SUITABLE), capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def suitable_python() -> str:
    """Return this Python, or another on the path that will do; stop with advice where there is none."""
    names = ("python3.14", "python3.13", "python3.12", "python3.11", "python3", "python")
    for python in (sys.executable, *filter(None, map(shutil.which, names))):
        if works(python):
            return python
    mine = ".".join(map(str, sys.version_info[:3]))
    raise SystemExit(
        f"vaultfix needs Python {OLDEST[0]}.{OLDEST[1]} or later with the modules venv and ensurepip, and there is "
        f"none on the path.\nThis is Python {mine} at {sys.executable}. On Debian and Ubuntu the modules come with "
        "the package python3-venv; other systems get a whole Python from python.org."
    )


def must(command: tuple[str, ...], trouble: str) -> None:
    """Run a command that everything after depends on."""
    if run(command) != 0:
        raise SystemExit(f"dev.py: {trouble}")


def run(command: tuple[str, ...], folder: Path = HERE) -> int:
    """Run a command in `folder`, its words going where ours go; return its exit code."""
    sys.stdout.flush()
    try:
        return subprocess.run(command, cwd=folder, check=False, env={**os.environ, **OURS}).returncode
    except OSError as error:
        print(f"dev.py: {command[0]} does not start: {error}")
        return 127


def contents(vault: Path) -> dict[Path, bytes]:
    """Return every file of a folder with its bytes."""
    return {path: path.read_bytes() for path in sorted(vault.rglob("*")) if path.is_file()}


def show(note: Path) -> None:
    """Print a note, set off by a margin."""
    for line in note.read_text(encoding="utf-8", errors="replace").split("\n"):
        print(f"  │ {line.rstrip()}")


def heading(title: str, about: str = "") -> None:
    """Print a heading."""
    bold, dim, plain = ("\033[1;36m", "\033[2m", "\033[0m") if colourful() else ("", "", "")
    print(f"\n{bold}── {title}{plain}" + (f"  {dim}{about}{plain}" if about else ""), flush=True)


def colourful() -> bool:
    """Whether the reader wants colour."""
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


if __name__ == "__main__":
    # A terminal of another code page shows what it can; the demonstration must not die of its own subject.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    raise SystemExit(main(sys.argv[1:]))
