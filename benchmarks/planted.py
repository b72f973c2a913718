"""Plant a fault for each promise, and see which test finds it.

    python benchmarks/planted.py [--only fsync]

Each fault is a small change to one module, in a copy of the tree: the forcing to disk left out, a check that always
passes, an escape that does nothing. The tests named beside it run against it, and the one that fails is printed. The
exit code is 1 where a fault survives.
"""

import argparse
import sys
from pathlib import Path
from typing import NamedTuple

from asking import PACKAGE, changed, copied, fails

SLOW = 120
"""Seconds of the processor after which a fault is taken to keep a test from ending."""


class Fault(NamedTuple):
    """A promise, the module that keeps it, what is written there, what is planted instead, and the tests to ask."""

    promise: str
    module: str
    was: str
    planted: str
    tests: str


FAULTS = (
    Fault(
        "new bytes are forced to disk before they take a note's place",
        "store/temps.py",
        "            os.fsync(self._opened)\n",
        "",
        "test_store_writing.py",
    ),
    Fault(
        "a draft that was not forced to disk takes no place",
        "store/temps.py",
        "                    temp.failure = error\n",
        "                    temp.failure = None\n",
        "test_store_drafts.py",
    ),
    Fault(
        "what is done to a note while its draft waits is kept",
        "store/writing.py",
        "        is_touched = _state(self.temp.file.stat()) != _state(self._was)\n",
        "        is_touched = False\n",
        "test_store_drafts.py",
    ),
    Fault(
        "the new names of many notes are forced to disk",
        "store/writing.py",
        "                settle(folder)\n",
        "                pass\n",
        "test_store_drafts.py test_store_writing.py",
    ),
    Fault(
        "the new name of a file is forced to disk",
        "store/systems.py",
        "            os.fsync(opened)\n",
        "            pass\n",
        "test_store_writing.py",
    ),
    Fault(
        "a note is read again before it is replaced",
        "store/writing.py",
        "        _check_unchanged(path, temp.file, before)\n",
        "",
        "test_store_writing.py",
    ),
    Fault(
        "what was displaced is read before it is removed",
        "store/writing.py",
        "            _check_displaced(path, temp.path, temp.file, before, after)\n",
        "            temp.path.unlink()\n",
        "test_store_writing.py",
    ),
    Fault(
        "nothing is written behind a link that leads out of the vault",
        "store/writing.py",
        "    if within(target, home) is None:\n",
        "    if False:\n",
        "test_store_writing.py",
    ),
    Fault(
        "a note with two names is left whole",
        "store/writing.py",
        "    if was.st_nlink > 1:\n",
        "    if False:\n",
        "test_store_writing.py",
    ),
    Fault(
        "a file is never renamed onto another",
        "store/renaming.py",
        "        if os.path.lexists(new):\n",
        "        if False:\n",
        "test_store_names.py",
    ),
    Fault(
        "the mode of a note is kept",
        "store/systems.py",
        "    os.fchmod(opened, stat.S_IMODE(was.st_mode))\n",
        "",
        "test_store_writing.py",
    ),
    Fault(
        "likewise over random vaults",
        "store/systems.py",
        "    os.fchmod(opened, stat.S_IMODE(was.st_mode))\n",
        "",
        "test_nothing_else.py",
    ),
    Fault(
        "over random vaults its owner is kept",
        "store/systems.py",
        "            os.chown(opened, owner, group)\n",
        "",
        "test_nothing_else.py",
    ),
    Fault(
        "over random vaults its attributes are kept",
        "store/systems.py",
        "                os.setxattr(opened, name, os.getxattr(target, name))\n",
        "                pass\n",
        "test_nothing_else.py",
    ),
    Fault(
        "over random vaults a note with two names is left whole",
        "store/writing.py",
        "    if was.st_nlink > 1:\n",
        "    if False:\n",
        "test_nothing_else.py",
    ),
    Fault(
        "over random vaults a read-only note is left",
        "store/writing.py",
        "    if not was.st_mode & 0o222 or not os.access(target, os.W_OK):\n",
        "    if False:\n",
        "test_nothing_else.py",
    ),
    Fault(
        "over random vaults a link stays a link",
        "store/writing.py",
        "    return Path(target)\n",
        "    return root / path\n",
        "test_nothing_else.py",
    ),
    Fault(
        "a pipe is not read",
        "store/reading.py",
        "        if not stat.S_ISREG(known.st_mode):\n",
        "        if False:\n",
        "test_store.py test_bad_input.py::test_what_is_no_file_is_told_once_and_never_waited_for",
    ),
    Fault(
        "patterns behind a link are not read",
        "store/discovery.py",
        " and not entry.is_symlink() for entry",
        " for entry",
        "test_bad_input.py::test_patterns_outside_the_vault_are_not_read",
    ),
    Fault(
        "settings of Obsidian behind a link that leads out are not read",
        "store/settings.py",
        "    if within(os.path.realpath(file), os.path.realpath(root)) is None:\n",
        "    if False:\n",
        "test_bad_input.py::test_settings_of_obsidian_outside_the_vault_are_not_read",
    ),
    Fault(
        "the journal keeps what notes were",
        "session.py",
        "            forget = self._keep()\n",
        "            forget = _nothing\n",
        "test_journal.py",
    ),
    Fault(
        "where no journal can be, nothing is written",
        "session.py",
        "            return self.without([before for before, _ in self.changes]), (refusal.trouble,)\n",
        "            pass\n",
        "test_journal.py",
    ),
    Fault(
        "a damaged journal restores nothing",
        "store/journal.py",
        "        if digest(raw) != note.before:\n",
        "        if False:\n",
        "test_journal.py",
    ),
    Fault(
        "the journal forgets nothing but runs",
        "store/journal.py",
        "if _RUN.fullmatch(file.name))",
        "if file.name.endswith(_SUFFIX))",
        "test_journal.py",
    ),
    Fault(
        "a journal leads nowhere but into its vault",
        "store/runs.py",
        '    if PurePath(path).anchor or ".." in PurePath(path).parts or "\\0" in path:\n',
        "    if False:\n",
        "test_journal.py",
    ),
    Fault(
        "undo leaves a note that was edited since",
        "undoing.py",
        "    if now not in {note.before, note.after}:\n",
        "    if False:\n",
        "test_journal.py",
    ),
    Fault(
        "what was taken back is not taken back again",
        "undoing.py",
        "            undone[run.undoes] |= names\n",
        "            pass\n",
        "test_journal.py",
    ),
    Fault(
        "a run that wrote nothing is not what undo takes back",
        "undoing.py",
        "        if plan.changes or {path for path, _ in standing} - refused[run.name] or any(possible):\n",
        "        if names:\n",
        "test_journal.py test_over_time.py",
    ),
    Fault(
        "a read-only note is left",
        "store/writing.py",
        "    if not was.st_mode & 0o222 or not os.access(target, os.W_OK):\n",
        "    if False:\n",
        "test_over_time.py",
    ),
    Fault(
        "what is mended in one note is looked at from all the others",
        "engine.py",
        "        if not (waiting or is_unseen) and (moved or not is_everyone):\n",
        "        if False:\n",
        "test_engine.py",
    ),
    Fault(
        "nobody need be asked again only as long as nobody sees a change",
        "engine.py",
        "        is_unseen = is_unseen and keeps_faces\n",
        "",
        "test_faces.py",
    ),
    Fault(
        "workers mend for themselves only what others do not see",
        "engine.py",
        "        if court.is_alone and not keeps_faces:\n",
        "        if False:\n",
        "test_workers.py",
    ),
    Fault(
        "what workers read again keeps a note back",
        "proving.py",
        "        return outcome.surprises\n",
        "        return {}\n",
        "test_workers.py",
    ),
    Fault(
        "what was mended is read again before it is written",
        "cli/work.py",
        "proved(session.mend(seen, unsafe=order.unsafe_fixes), unsafe=order.unsafe_fixes)",
        "session.mend(seen, unsafe=order.unsafe_fixes), ()",
        "test_proving.py",
    ),
    Fault(
        "from Python, too",
        "api.py",
        "proved(mended, unsafe=unsafe)",
        "mended, ()",
        "test_proving.py",
    ),
    Fault(
        "a rule mends nothing outside its zones",
        "engine.py",
        "            if rule.touches_everything or zone_at(doc, finding.span.start) in rule.touches:\n",
        "            if True:\n",
        "test_engine.py",
    ),
    Fault(
        "fixes that touch wait for one another",
        "engine.py",
        "            if any(_is_taken(edit.span, taken) for edit in fix.edits):\n",
        "            if False:\n",
        "test_engine.py",
    ),
    Fault(
        "a guess waits for permission",
        "engine.py",
        "            if fix is None or (fix.safety is Safety.UNSAFE and not unsafe):\n",
        "            if fix is None:\n",
        "test_engine.py",
    ),
    Fault(
        "edits that overlap are refused",
        "text.py",
        "    if any(one.span.end > other.span.start for one, other in pairwise(ordered)):\n",
        "    if False:\n",
        "test_text.py",
    ),
    Fault(
        "bytes that are no text come back as they were",
        "document.py",
        'return self.raw.decode("utf-8", "surrogateescape")',
        'return self.raw.decode("utf-8", "replace")',
        "test_document.py",
    ),
    Fault(
        "what mojibake was becomes the same mojibake again",
        "mojibake/joining.py",
        '        proved = proved and self.channel.damage("".join(part.texts[0] for part in parts))'
        " == self._written_out(stretch)\n",
        "",
        "test_mojibake.py test_encoding.py",
    ),
    Fault(
        "a quotation mark within quotes is escaped",
        "syntax/yaml_quotes.py",
        """.replace('"', '\\\\"')""",
        "",
        "test_yaml.py test_frontmatter_vectors.py",
    ),
    Fault(
        "a value in quotes is, to the letter, what stood there",
        "syntax/yaml_quotes.py",
        "    if not keeps_the_text(yaml, edits, trouble):\n",
        "    if False:\n",
        "test_yaml_quotes.py",
    ),
    Fault(
        "nothing ends an annotation for GitHub early",
        "report/github.py",
        '.replace(":", "%3A").replace(",", "%2C")',
        "",
        "test_report.py test_report_formats.py",
    ),
    Fault(
        "a report holds nothing that a terminal obeys",
        "report/visible.py",
        "    seen = text if text.isprintable() else _UNSEEN.sub(_shown, text)\n",
        "    seen = text\n",
        "test_report.py test_report_formats.py",
    ),
    Fault(
        "nor does a patch on a terminal",
        "cli/screen.py",
        "        if sys.stdout.isatty() and (self.aside or self.to is None):\n",
        "        if False:\n",
        "test_terminal.py",
    ),
    Fault(
        "a repository starts no program of its own",
        "git/asking.py",
        '    "core.fsmonitor": "false",\n',
        "",
        "test_since_changes.py::test_nothing_that_a_repository_asks_for_is_started",
    ),
    Fault(
        "a program in the vault is not taken for git",
        "git/asking.py",
        "filter(os.path.isabs, os.get_exec_path())",
        "os.get_exec_path()",
        "test_git.py",
    ),
)


def main() -> None:
    """Print for each fault the test that finds it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="only promises with this in them")
    given = parser.parse_args()
    survived = 0
    with copied() as tree:
        for fault in (fault for fault in FAULTS if given.only in fault.promise):
            found = planted(tree, fault)
            survived += not found
            print(f"{fault.promise:64} {found or 'SURVIVED'}", flush=True)
    sys.exit(survived > 0)


def planted(tree: Path, fault: Fault) -> str:
    """Return the test that fails once the fault is planted; empty where none does."""
    file = tree / PACKAGE / fault.module
    source = file.read_text(encoding="utf-8")
    if source.count(fault.was) != 1:
        sys.exit(f"{fault.promise}: {fault.module} does not say {fault.was!r} once")
    tests = [f"tests/{name}" for name in fault.tests.split()]
    with changed(file, source.replace(fault.was, fault.planted)):
        return fails(tree, tests, SLOW)


if __name__ == "__main__":
    main()
