"""Write the generated parts of the documentation: a page for each rule, their list, that of the keys, the picture."""

import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from vaultfix.config.publishing import json_schema
from vaultfix.config.settings import Settings
from vaultfix.passes import PASSES
from vaultfix.report.pages import abouts, index, option_table, page
from vaultfix.rule import Rule

ROOT = Path(__file__).resolve().parents[1]
WIDTH = 96

NOTE = (
    "# ğŸŒ¶ï¸ Chillies  \n"
    "â€œNever again,â€ I said, and sowed jalapeÃ±os. ğŸ¤  \n"
    "\n"
    "| variety | heat |\n"
    "|---|---|\n"
    "| [[herbs|the mild one]] | ğŸ”¥ |\n"
    "| [the other](Herbs.md) |\n"
)
"""What the picture shows: a note by a gardener whose editor did not know UTF-8."""

PLUGIN = {
    "plugin": "samples/plugin/src/vaultfix_poems/__init__.py",
    "plugin tests": "samples/plugin/tests/test_poems.py",
}
"""What the page on plugins shows: files that are tested."""

_INK, _PAPER = (28, 30, 38), (216, 219, 226)
_RED, _GREEN, _YELLOW, _BLUE, _PINK, _CYAN = (
    (240, 113, 120),
    (166, 209, 137),
    (229, 192, 123),
    (130, 170, 255),
    (199, 146, 234),
    (137, 221, 255),
)
_HUES = [_RED, _GREEN, _YELLOW, _BLUE, _PINK, _CYAN]
_DUSK = TerminalTheme(_INK, _PAPER, [_INK, *_HUES, _PAPER], [(110, 118, 138), *_HUES, (255, 255, 255)])

_SVG = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: "Fira Code", "DejaVu Sans Mono", Menlo, Consolas, monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""  # rich's own form fetches a font from elsewhere


def made() -> dict[str, bytes]:
    """Return everything that is generated: path from the project's root to bytes."""
    parts = {
        "docs/rules/README.md": index(PASSES),
        **{f"docs/rules/{rule.name}.md": page(rule, name) for name, rule in rules()},
        "docs/configuration.md": filled("docs/configuration.md", {"keys": "\n".join(option_table(Settings()))}),
        "docs/plugins.md": filled("docs/plugins.md", {marker: quoted(file) for marker, file in PLUGIN.items()}),
        "docs/vaultfix.schema.json": json.dumps(json_schema(abouts), indent=2) + "\n",
        "docs/picture.svg": picture(),
    }
    return {path: text.encode() for path, text in parts.items()}


def rules() -> list[tuple[str, Rule]]:
    """Return each rule, in order, with the name of its pass."""
    return [(group.name, kind()) for group in PASSES for kind in group.rules]


def filled(path: str, parts: dict[str, str]) -> str:
    """Return the file at `path` with each text between the two comments of its name."""
    whole = (ROOT / path).read_bytes().decode()
    for marker, text in parts.items():
        start, end = f"<!-- {marker} -->\n", f"<!-- /{marker} -->"
        before, _, rest = whole.partition(start)
        whole = f"{before}{start}\n{text}\n\n{end}{rest.partition(end)[2]}"
    return whole


def quoted(file: str) -> str:
    """Return a file of Python as a block of code."""
    return f"```python\n{(ROOT / file).read_bytes().decode()}```"


def picture() -> str:
    """Return a picture of vaultfix at work, drawn from a real run."""
    console = Console(record=True, width=WIDTH, file=io.StringIO())
    with tempfile.TemporaryDirectory() as folder:
        garden = Path(folder) / "garden"
        (garden / ".obsidian").mkdir(parents=True)
        (garden / "chillies.md").write_bytes(NOTE.encode())
        (garden / "herbs.md").write_bytes(b"# Herbs\n")
        for command in ("cat garden/chillies.md", "vaultfix --fix garden", "cat garden/chillies.md"):
            console.print(Text.assemble(("$ ", "bold green"), (command, "bold")))
            console.print(Text.from_ansi(said(command, Path(folder))))
    return console.export_svg(title="vaultfix", theme=_DUSK, code_format=_SVG, unique_id="vaultfix")


def said(command: str, folder: Path) -> str:
    """Return what `command` prints in `folder`, on a terminal with colours."""
    name, *words = command.split(" ")
    if name == "cat":
        return (folder / words[0]).read_bytes().decode()
    environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(WIDTH), "PYTHONUTF8": "1"}
    environment.pop("NO_COLOR", None)
    done = subprocess.run(
        [sys.executable, "-m", name, "--output-format", "full", *words],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.stdout.decode()


if __name__ == "__main__":
    wanted = made()
    for stale in (ROOT / "docs" / "rules").glob("*.md"):
        if stale.relative_to(ROOT).as_posix() not in wanted:
            stale.unlink()
    for path, raw in wanted.items():
        (ROOT / path).write_bytes(raw)
