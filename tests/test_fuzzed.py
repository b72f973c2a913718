"""What fuzzing found once is tried again, at every target there is; and so is a little of everything."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultfix.document import Document

PLACE = Path(__file__).resolve().parents[1] / "benchmarks" / "targets.py"


def targets() -> ModuleType:
    spec = importlib.util.spec_from_file_location("targets", PLACE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["targets"] = module
    spec.loader.exec_module(module)
    return module


TARGETS = targets().TARGETS

FOUND = (
    b"<https://example.org/\xcc>\n",
    b"# a\n\n[\x8e](\x8e)\n",
    b"---\nshare: true\npermalink: /\xf4ides\n---\n",
    b"---\nURL: 7\n--h wate-\nText.\n",
    b'[foo]: /x "a\r\nb"\n',
    b"[a\r\nb](gone.md) `a\r\n[x](y.md)`\n",
    b"---\nshare: true\ntitle: a: b\naliases:\n  - a: b\n---\n# c\n",
    b"a\n[ref]: /uri\n|---|\n",
    b"---\ntitle: a\nup: '[[other]]'\n\nb\n",
    b"---\ntitle: a\n- [b](c.md)\n",
    b"---\ntitle: $$\n$$|-|-||1\n|-|\n",
    b"---\nTag:\n  - a|b\n---\n",
    b"---\nshare: true\ntitle: 7\naliases: [a]\n---\n",
    b"---\ntags: [a]\n---\n---\nup: [[other]]\n---\n",
    b"---\ntitle: One\n----\n### a\n## a\n",
    b"\xef\xb8\x8f---\ntitle: One\n---\n",
    b"---\ntitle: One\n\xef\xb8\x8f---\n\n---\n",
    b"a\n\xef\xb8\x8f```\n",
    b"\n---\ntitle: a\nup: '[[other]]'\n---\n",
    b"title: a\nup: [[other]]\n---\n",
    b"[foo]: /u#\n",
    b"\xc3\xaf\xc2\xb8[foo]: /u\n",
    b'[foo]: /u "t"\xc3\xaf\xc2\xb8\n\nb\n',
    b"|a|b|\n|-|\n|c|d|\n\n|e|f|\n",
)
"""A parser that must write what is not UTF-8; faults that are seen only once a note is UTF-8, its lines end alike, or its
properties are closed or read; a header of a table that a blank line makes the target of a link; links and math that would
be part of the properties, had these an end, or were there not two, and links that are; tags and a title that are read at last, and are none;
headings alike, once the one above them is none; half emoji that keep lines from being fences; links that end or begin
where something is cut off; rows below a blank line below what is no table yet."""

PIECES = st.sampled_from(
    ["---\n", "[[", "]]", "|", "](", "```", "%%", "$", "`", "# ", "\n", "\n\n", "> ", "- ", "    ", "a", "other", "ğŸŒ·", "Ã©", "\udcf4"]
)  # fmt: skip


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("raw", FOUND)
def test_what_was_found_is_gone(target: str, raw: bytes) -> None:
    TARGETS[target](Document("note.md", raw))


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=25)
@given(pieces=st.lists(PIECES, max_size=25))
def test_a_little_of_everything(target: str, pieces: list[str]) -> None:
    TARGETS[target](Document.of("note.md", "".join(pieces)))
