"""Closed: whether it is plain to see that all fences, comments and math of a note are closed [E1, E3-E5].

Only the lines are looked at where something could open or close, and none is parsed. Whatever is not plain is a doubt,
and for the parser to settle.
"""

import re
from dataclasses import dataclass

from vaultfix.document import Document, line_start
from vaultfix.patterns import pattern
from vaultfix.sheaf import Sheaf
from vaultfix.syntax.commented import all_uncommented
from vaultfix.syntax.frontmatter import block as frontmatter
from vaultfix.syntax.unfenced import all_unfenced

_MARKS = " \t>*+-0123456789.)"
_PREFIX = rf"[{re.escape(_MARKS)}]*+"
# Comments with both their ends, on one line or from the margin on; else the signs that one begins with.
_PERCENT = r"%%(?:[^\r\n%]*+(?:%[^\r\n%]++)*+%%)?"
_SIGNS = pattern(_PERCENT)
_RAW_SIGNS = pattern(_PERCENT.encode())
_ON_ONE_LINE = r"(?:[^<\r\n-]++|<(?!!--)|-(?!->))*+-->"
_ON_SEVERAL = r"(?<=[\r\n]<!--)(?:[^<-]++|<(?!!--)|-(?!->))*+-->"
_OTHER_TAGS = r"|[!?]|[Pp][Rr]|[Ss][CcTt]|[Tt][Ee]"
_COMMENTS = rf"<(?:!--(?!(?s:.)?-->)(?:{_ON_ONE_LINE}|{_ON_SEVERAL}){_OTHER_TAGS})"
_TAGS = pattern(_COMMENTS)
_RAW_TAGS = pattern(_COMMENTS.encode())
# In many notes, a comment on several lines may begin in one and end in another.
_RAW_TAGS_OF_MANY = pattern(rf"<(?:!--(?!(?s:.)?-->){_ON_ONE_LINE}{_OTHER_TAGS})".encode())
_BEGUN = 3
"""As long as such signs are at most."""
_HINT = pattern(r"```|~~~|%%|\$\$|<")
_LINE = pattern(rf"(?P<prefix>{_PREFIX})(?P<fence>`{{3,}}+|~{{3,}}+)?(?P<rest>[^\r\n]*+)")
_FENCE_ENDS = {sign: pattern(rf"{sign * 3}{sign}*+[ \t]*+(?=[\r\n]|\Z)") for sign in "`~"}
# A whole block of fenced code; what begins with as many signs as its first line is its last one. The sign comes before
# what must stand before it, which lets `re` skip all else at once.
_FENCED = pattern(
    r"(?P<fence>`(?<![^\r\n]`)`{2,}+(?=[^`\r\n]*+[\r\n])|~(?<![^\r\n]~)~{2,}+)[^\r\n]*+(?:\r\n?|\n)"
    r"(?:(?![ ]{0,3}(?P=fence))[^\r\n]*+(?:\r\n?|\n))*+[ ]{0,3}(?P=fence)(?:(?<=`)`*+|(?<=~)~*+)[ \t]*+(?=[\r\n]|\Z)"
)
_HTML_LINE = pattern(r"<(?<![^\r\n \t>*+\-0-9.)]<)")
# The one space behind a `>` belongs to it, and may be missing.
_QUOTED = pattern(r"> {0,2}\Z")
_REST = pattern(r"[ \t]*+(?=[\r\n]|\Z)")
_BLANK = pattern(r"(?>\r\n?|\n)[ \t]*+(?=[\r\n])|\Z")
# The title of a definition may hide lines.
_LABEL_ENDS = pattern(r"\]:")
_DEFINITION = pattern(rf"\ufeff?{_PREFIX}\[(?!\^)[^\]\r\n]++\]:")
# HTML that goes on past a blank line, and templates, which may.
_LONG = pattern(r"<(?:pre|script|style|textarea|[!?%])", re.IGNORECASE)
_COMMENT = pattern(r"<!--(?!-?>)[^\r\n]*?(?P<end>-->|(?=[\r\n]|\Z))")


def surely_closed(doc: Document) -> bool:
    """Whether it is plain that nothing in a note is left open; False is no more than a doubt."""
    properties = frontmatter(doc)
    start = properties.span.end if properties else doc.body_start
    if _is_simple(doc.text, start):
        return True
    if _may_define(doc.text):
        return False
    return _is_plainly_fenced(doc.text, start) or _is_closed(doc.text, start)


def _may_define(text: str) -> bool:
    """Whether a line may begin with the label of a definition."""
    return any(_DEFINITION.match(text, line_start(text, end.start())) for end in _LABEL_ENDS.finditer(text))


def maybe_open(sheaf: Sheaf) -> list[int]:
    """Return the places of the notes of a sheaf in which anything but a comment on one line may be left open."""
    found = {place for signs in (b"```", b"$$", b"~~~") for place in sheaf.holding(signs)}
    # Where all of it is comments on lines of their own, nothing is left of the signs that they begin and end with.
    if b"%%" in all_uncommented(sheaf):
        found.update(at for at in sheaf.holding(b"%%") if b"%%" in _RAW_SIGNS.findall(sheaf.docs[at].raw))
    if _begins(_RAW_TAGS_OF_MANY, sheaf.raw):
        found.update(at for at in sheaf.holding(b"<") if _begins(_RAW_TAGS, sheaf.docs[at].raw))
    return sorted(found.difference(all_unfenced(sheaf)))


def _begins(tags: re.Pattern[bytes], raw: bytes) -> bool:
    """Whether one of the tags is no more than a beginning."""
    return any(len(tag) <= _BEGUN for tag in tags.findall(raw))


def _is_simple(text: str, start: int) -> bool:
    """Whether nothing but comments could stay open, and each has its end; one sign is found faster than two."""
    return not (
        ("`" in text and "```" in text)
        or ("$" in text and "$$" in text)
        or ("~" in text and "~~~" in text)
        or ("%" in text and "%%" in _SIGNS.findall(text, start))
        or ("<" in text and any(len(tag) <= _BEGUN for tag in _TAGS.findall(text, start)))
    )


def _is_plainly_fenced(text: str, start: int) -> bool:
    """Whether all that could stay open are fences at the margin, each with its end, and no line begins with HTML."""
    if not ("```" in text or "~~~" in text) or _HTML_LINE.search(text, start):
        return False
    return _is_simple(_FENCED.sub("", text[start:]), 0)


def _is_closed(text: str, start: int) -> bool:
    """Look at the first line, and at every other one where something could open or close."""
    watch = _Watch(text)
    line = _LINE.match(text, start)
    while line:
        done = watch.passed(line)
        if done is None:
            return False
        hint = _HINT.search(text, done)
        if hint is None:
            break
        begin = max(text.rfind("\n", done, hint.start()), text.rfind("\r", done, hint.start())) + 1
        line = _LINE.match(text, begin or done)
    return True


@dataclass(slots=True, eq=False, repr=False)
class _Watch:
    """What is open above a line: HTML, up to an offset."""

    text: str
    html: int = 0

    def passed(self, line: re.Match[str]) -> int | None:
        """Take note of a line, and return where to go on; None where it is not plain what it does."""
        if line["rest"].startswith("<") and not line["fence"]:
            return self._behind_html(line)
        if line.start() < self.html:
            return None
        if line["fence"] and not (line["fence"][0] == "`" and "`" in line["rest"]):
            return self._behind_fence(line)
        return self._behind_marks(line)

    def _behind_fence(self, opening: re.Match[str]) -> int | None:
        """Return the end of the line that closes a fence, where it surely stands in the same containers."""
        if opening["prefix"].strip(" \t>") or self._may_be_in_footnote(opening["prefix"]):
            return None
        for run in _FENCE_ENDS[opening["fence"][0]].finditer(self.text, opening.end()):
            begin = max(self.text.rfind(end, opening.end(), run.start()) for end in "\r\n") + 1
            prefix = self.text[begin : run.start()]
            if run[0].startswith(opening["fence"]) and not prefix.strip(_MARKS):
                ours, theirs = (_QUOTED.sub(">", each) for each in (opening["prefix"], prefix))
                is_same = ours == theirs and self._all_start_with(ours, opening.end(), run.end())
                return run.end() if is_same else None
        return None

    def _may_be_in_footnote(self, prefix: str) -> bool:
        """Whether what is indented so goes on with a footnote's paragraph, but behind a blank line is a block of it."""
        return len(prefix.expandtabs(4)) >= 4 and "[^" in self.text

    def _all_start_with(self, prefix: str, start: int, end: int) -> bool:
        """Whether all lines that begin between the two offsets stand in the containers that `prefix` shows."""
        if not prefix:
            return True
        marks = re.escape(prefix.rstrip(" "))
        other = re.compile(rf"(?>\r\n?|\n)(?!{re.escape(prefix)}|{marks} *+(?:[\r\n]|\Z))")
        return not other.search(self.text, start, end)

    def _behind_html(self, line: re.Match[str]) -> int | None:
        comment = _COMMENT.match(line["rest"])
        if _LONG.match(line["rest"]) and not comment:
            return None
        if comment and not comment["end"]:
            is_first = not line["prefix"] and line.start() >= self.html
            return self._behind_mark("-->", line.end()) if is_first else None
        if line.start() >= self.html and not comment:
            blank = _BLANK.search(self.text, line.end())
            self.html = blank.end() if blank else len(self.text)
        return line.end() if "%%" not in line[0] and "$$" not in line[0] else None

    def _behind_marks(self, line: re.Match[str]) -> int | None:
        comments, maths = line[0].count("%%"), line[0].count("$$")
        if (comments and maths) or (maths and "\\$" in line[0]):
            return None
        if (comments + maths) % 2 == 0:
            return line.end()
        mark = "%%" if comments else "$$"
        if line[0].startswith(mark, len(line["prefix"])):
            return self._behind_mark(mark, line.end()) if comments + maths == 1 and not line["prefix"] else None
        # It opens nothing, but takes the next one in its paragraph for its end.
        blank = _BLANK.search(self.text, line.end())
        is_alone = blank is not None and self.text.find(mark, line.end(), blank.start()) < 0
        return line.end() if is_alone else None

    def _behind_mark(self, mark: str, start: int) -> int | None:
        """Return the end of the line where a `mark` ends what is hidden, if nothing else stands behind it there."""
        at = self.text.find(mark, start)
        if at < 0 or self.text.startswith("\\", at - 1):
            return None
        end = _REST.match(self.text, at + len(mark))
        return end.end() if end else None
