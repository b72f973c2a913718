"""The floor: what nobody who reads a vault in Python can be faster than, as programs of their own."""

_READ = """
import os, re, sys
todo = [sys.argv[1]]
while todo:
    for entry in os.scandir(todo.pop()):
        if entry.is_dir(follow_symlinks=False):
            todo.append(entry.path)
        elif entry.name.endswith(".md"):
            with open(entry.path, "rb") as note:
                text = note.read().decode("utf-8", "surrogateescape")
"""

DECODED = _READ
"""Lists every file, reads every note, and decodes every byte."""

SCANNED = _READ.replace(
    "todo =", "links = re.compile(r'\\[\\[[^\\]]*+\\]\\]|\\]\\([^)]*+\\)|(?m:^#+ )|[ÃÂâð]')\ntodo ="
) + ("            links.findall(text)\n")
"""The same, and one look at every text with one pattern: for links, headings, and what damage begins with."""
