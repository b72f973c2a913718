"""Papers: the files that a vault can begin with: its configuration, a hook, a workflow."""

import json
import shlex
from collections.abc import Iterator

from vaultfix.beginning.survey import Survey
from vaultfix.version import __version__

HOOK = """\
# Before every commit. Install it with: pre-commit install
repos:
  - repo: local
    hooks:
      - id: vaultfix
        name: vaultfix
        entry: vaultfix --inbound --since HEAD
        language: system
        types: [markdown]
        always_run: true
        require_serial: true
"""
"""`.pre-commit-config.yaml`, for the vaultfix that is installed."""

_WORKFLOW = f"""\
name: vault
on: [push, pull_request]
permissions:
  contents: read
jobs:
  vaultfix:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: python -m pip install "vaultfix=={__version__}"
      - run: """


def workflow(vault: str) -> str:
    """Return `.github/workflows/vaultfix.yml` for the vault in a folder of the repository, `.` for all of it."""
    command = shlex.join(["vaultfix", "--output-format", "github", vault])
    return f"{_WORKFLOW}{command if vault == '.' else json.dumps(command, ensure_ascii=False)}\n"


def configuration(survey: Survey, quartz: str) -> str:
    """Return a `vaultfix.toml` that fits what was seen, with the reason above each line.

    Args:
        survey: What was seen.
        quartz: How Quartz is told to read links, where it builds a site of the vault; else empty.
    """
    return "".join(f"{line}\n" for line in _lines(survey, quartz))


def _lines(survey: Survey, quartz: str) -> Iterator[str]:
    yield f"# How vaultfix reads this vault, from a first look at {_number(survey.notes, 'note')}."
    yield "# What is not said here has its default; `vaultfix --show-config` prints what is in force."
    yield ""
    yield from _profiles(survey, quartz)
    if survey.base_url:
        notes = _number(survey.addressed, "note")
        yield ""
        yield f"# Of {notes} with a `URL`, {survey.below} have the address that their path gives below this."
        yield f"base-url = {_text(survey.base_url)}"
    if survey.share:
        yield ""
        have = "has" if survey.sharing == 1 else "have"
        yield f"# {_number(survey.sharing, 'note')} {have} this property. If it publishes a note, take the # away:"
        yield "# what readers of a published note rely on is then checked as well."
        yield f"# share-property = {_text(survey.share)}"
    if survey.crowds:
        yield ""
        yield "# Nearly all that these rules find lies in one folder. Take a # away to leave them out there."
        yield "# [per-file-ignores]"
        for folder in dict.fromkeys(crowd.folder for crowd in survey.crowds):
            ours = [crowd for crowd in survey.crowds if crowd.folder == folder]
            counts = ", ".join(f"{crowd.here} of {crowd.all}" for crowd in ours)
            yield f"# {_text(f'/{folder}**')} = [{', '.join(_text(crowd.rule) for crowd in ours)}]  # {counts}"


def _profiles(survey: Survey, quartz: str) -> Iterator[str]:
    """Yield where links must work, and why."""
    seen = f"{_number(survey.wikilinks, 'wikilink')} and {_number(survey.relative, 'Markdown link')} to notes"
    if quartz:
        yield f"# {seen}, and Quartz builds a site of them."
        yield 'profiles = ["obsidian", "portable", "quartz"]'
        yield f"quartz-links = {_text(quartz)}"
    elif survey.wikilinks and not survey.relative:
        yield f"# {seen}: only Obsidian reads these."
        yield 'profiles = ["obsidian"]'
    elif survey.relative and not survey.wikilinks:
        yield f"# {seen}: they open on GitHub and in Obsidian alike."
        yield 'profiles = ["obsidian", "portable"]'
    else:
        yield f"# {seen}."
        yield 'profiles = ["obsidian", "portable"]'


def _number(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _text(text: str) -> str:
    """Return a text as TOML writes it, which is as JSON does, but for one sign."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
