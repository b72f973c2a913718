"""Closed: whether it is plain to see that all fences, comments and math of a note are closed [E1, E3-E5].

Only the lines are looked at where something could open or close, and none is parsed. Whatever is not plain is a doubt,
and for the parser to settle.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vaultfix.document import Document
from vaultfix.syntax.frontmatter import block as frontmatter

_PREFIX = r"[ \t>*+\-0-9.)]*+"
# What takes a look at the lines; where it is absent, comments can be counted.
_DIFFICULT = re.compile(r"```|~~~|\$\$|<(?:[Pp][Rr]|[Ss][CcTt]|[Tt][Ee]|\?|!(?!--))")
_PAIR = re.compile(r"%%[^\r\n%]*+(?:%[^\r\n%]++)*+%%")
_LINE_END = re.compile(r"[\r\n]")
_HINT = re.compile(r"```|~~~|%%|\$\$|-->|<")
_LINE = re.compile(rf"(?P<prefix>{_PREFIX})(?P<fence>`{{3,}}+|~{{3,}}+)?(?P<rest>[^\r\n]*+)")
# The one space behind a `>` belongs to it, and may be missing.
_QUOTED = re.compile(r"> {0,2}\Z")
_BLANK = re.compile(r"(?>\r\n?|\n)[ \t]*+(?=[\r\n])|\Z")
# The title of a definition may hide lines.
_DEFINITION = re.compile(rf"(?:[\r\n]|\A\ufeff?){_PREFIX}\[(?!\^)[^\]\r\n]++\]:")
# HTML that goes on past a blank line, and templates, which may.
_LONG = re.compile(r"<(?:pre|script|style|textarea|[!?%])", re.IGNORECASE)
_COMMENT = re.compile(r"<!--(?!-?>)[^\r\n]*?(?P<end>-->|(?=[\r\n]|\Z))")


def surely_closed(doc: Document) -> bool:
    """Whether it is plain that nothing in a note is left open; False is no more than a doubt."""
    properties = frontmatter(doc)
    start = properties.span.end if properties else doc.body_start
    if not _DIFFICULT.search(doc.text, start) and _has_its_ends(doc.text[start:]):
        return True
    if "]:" in doc.text and _DEFINITION.search(doc.text):
        return False
    watch = _Watch(doc.text)
    return all(map(watch.passes, _lines(doc.text, start))) and not (watch.fence or watch.mark)


def _has_its_ends(text: str) -> bool:
    """Whether each `%%` has its partner on its line, and each `<!--` its end there or, from the margin, anywhere."""
    signs = text.count("%%")
    if signs and signs != 2 * len(_PAIR.findall(text)):
        return False
    at = text.find("<!--")
    while at >= 0:
        end, following = text.find("-->", at + 4), text.find("<!--", at + 4)
        is_sole = end > at + 5 and (following < 0 or end < following)
        if not is_sole or (_LINE_END.search(text, at, end) and text[at - 1 : at] not in {"\r", "\n"}):
            return False
        at = following
    return True


def _lines(text: str, start: int) -> Iterator[re.Match[str]]:
    """Yield the first line, and every other one where something could open or close."""
    line = _LINE.match(text, start)
    while line:
        yield line
        done = line.end()
        hint = _HINT.search(text, done)
        if hint is None:
            return
        begin = max(text.rfind("\n", done, hint.start()), text.rfind("\r", done, hint.start())) + 1
        line = _LINE.match(text, begin)


@dataclass(slots=True)
class _Watch:
    """What is open above a line: a fence by its first line, comment or math by what ends it, HTML up to an offset."""

    text: str
    fence: re.Match[str] | None = None
    mark: str = ""
    html: int = 0

    def passes(self, line: re.Match[str]) -> bool:
        """Take note of a line, and say whether it is plain what it does."""
        if self.fence:
            return self._passes_in_fence(line, self.fence)
        if self.mark:
            return self._passes_in_mark(line)
        if line["rest"].startswith("<") and not line["fence"]:
            return self._passes_as_html(line)
        if line.start() < self.html:
            return False
        if line["fence"] and not (line["fence"][0] == "`" and "`" in line["rest"]):
            self.fence = line
            return not line["prefix"].strip(" \t>") and not self._may_be_in_footnote(line["prefix"])
        return self._passes_with_marks(line)

    def _may_be_in_footnote(self, prefix: str) -> bool:
        """Whether what is indented so goes on with a footnote's paragraph, but behind a blank line is a block of it."""
        return len(prefix.expandtabs(4)) >= 4 and "[^" in self.text

    def _passes_in_fence(self, line: re.Match[str], opening: re.Match[str]) -> bool:
        if not (line["fence"] or "").startswith(opening["fence"]) or line["rest"].strip(" \t"):
            return True
        self.fence = None
        ours, theirs = (_QUOTED.sub(">", each["prefix"]) for each in (opening, line))
        return ours == theirs and self._all_start_with(ours, opening.end(), line.end())

    def _all_start_with(self, prefix: str, start: int, end: int) -> bool:
        """Whether all lines that begin between the two offsets stand in the containers that `prefix` shows."""
        marks = re.escape(prefix.rstrip(" "))
        other = re.compile(rf"(?>\r\n?|\n)(?!{re.escape(prefix)}|{marks} *+(?:[\r\n]|\Z))")
        return not prefix or not other.search(self.text, start, end)

    def _passes_in_mark(self, line: re.Match[str]) -> bool:
        before, mark, behind = line[0].partition(self.mark)
        if mark:
            self.mark = ""
        return not behind.strip(" \t") and not before.endswith("\\")

    def _passes_as_html(self, line: re.Match[str]) -> bool:
        comment = _COMMENT.match(line["rest"])
        if _LONG.match(line["rest"]) and not comment:
            return False
        if comment and not comment["end"]:
            self.mark = "-->"
            return not line["prefix"] and line.start() >= self.html
        if line.start() >= self.html and not comment:
            blank = _BLANK.search(self.text, line.end())
            self.html = blank.end() if blank else len(self.text)
        return "%%" not in line[0] and "$$" not in line[0]

    def _passes_with_marks(self, line: re.Match[str]) -> bool:
        comments, maths = line[0].count("%%"), line[0].count("$$")
        if (comments and maths) or (maths and "\\$" in line[0]):
            return False
        if (comments + maths) % 2 == 0:
            return True
        mark = "%%" if comments else "$$"
        if not line[0].startswith(mark, len(line["prefix"])):
            # It opens nothing, but takes the next one in its paragraph for its end.
            blank = _BLANK.search(self.text, line.end())
            return blank is not None and self.text.find(mark, line.end(), blank.start()) < 0
        self.mark = mark
        return comments + maths == 1 and not line["prefix"]
