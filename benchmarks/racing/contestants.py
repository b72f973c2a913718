"""Contestants: who runs beside vaultfix over a whole vault, as far as it is installed, and with which rules.

    pip install rumdl linkbust mdlint-obsidian pkms-lint
    npm install --global markdownlint-cli2

They are looked for beside the running Python, in the folders of `--peers`, and on the path. What each looks at:

- rumdl, four rules: links between files and to headings (MD051, MD057), and the columns of tables (MD055, MD056).
- rumdl, defaults: every rule that it has on, most of them about style; once without its cache, once with a warm one.
- linkbust: relative links and anchors. pkms-lint: wikilinks, block references, and links by the ids of notes.
- mdlint-obsidian: wikilinks, tables, YAML, callouts of each note for itself.
- markdownlint-cli2: MD051, MD055 and MD056 alone.
"""

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from racing.floor import DECODED, SCANNED
from racing.turns import Contestant

OURS = "vaultfix"
FOUR = "MD051,MD055,MD056,MD057"


def vaultfix(*args: str) -> tuple[str, ...]:
    """Return the command that runs the vaultfix of this Python, with no configuration but its defaults."""
    return (sys.executable, "-m", "vaultfix", "--isolated", *args)


def contestants(vault: Path, scratch: Path, peers: Sequence[str], *, slow: bool = True) -> Mapping[str, Contestant]:
    """Return the commands over one vault by name, ours first; those in `peers` or on the path that are installed."""
    place = str(vault)
    python = (sys.executable, "-I", "-c")
    known = {
        OURS: Contestant(vaultfix("--output-format", "concise", place)),
        "floor: list, read, decode": Contestant((*python, DECODED, place), goal=5.0),
        "floor, and one scan": Contestant((*python, SCANNED, place)),
    }
    if rumdl := found("rumdl", peers):
        check = (rumdl, "check", "--no-config", "--silent")
        cache = ("--cache-dir", str(scratch / "rumdl"))
        known |= {
            "rumdl, four rules": Contestant((*check, "--no-cache", "--enable", FOUR, place), goal=1.0),
            "rumdl, defaults": Contestant((*check, "--no-cache", place), goal=0.5),
            "rumdl, warm cache": Contestant((*check, *cache, place), goal=1.5),
        }
    if linkbust := found("linkbust", peers):
        known["linkbust"] = Contestant((linkbust, "--quiet", place), goal=0.25)
    if slow and (mdlint := found("mdlint", peers)):
        known["mdlint-obsidian"] = Contestant((mdlint, place), goal=0.04, is_slow=True)
    if slow and (pkms := found("pkms-lint", peers)):
        known["pkms-lint"] = Contestant((pkms, place), is_slow=True)
    if slow and (markdownlint := found("markdownlint-cli2", peers)):
        rules = scratch / ".markdownlint-cli2.jsonc"
        rules.write_bytes(b'{"config": {"default": false, "MD051": true, "MD055": true, "MD056": true}}')
        command = (markdownlint, "--config", str(rules), "**/*.md")
        known["markdownlint-cli2"] = Contestant(command, goal=0.04, is_slow=True, folder=vault)
    return known


def found(name: str, peers: Sequence[str]) -> str | None:
    """Return the program of that name, None where it is not installed."""
    folders = (str(Path(sys.executable).parent), *peers, os.environ.get("PATH", ""))
    return shutil.which(name, path=os.pathsep.join(folders))
