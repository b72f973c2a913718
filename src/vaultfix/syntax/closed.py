"""Closed: whether it is plain to see that all fences, comments and math of a note are closed [E1, E3-E5].

Only signs are looked for with which something could open, and nothing is parsed. Whatever is not plain is a doubt.
"""

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.sheaf import Sheaf
from vaultfix.syntax.commented import all_uncommented
from vaultfix.syntax.frontmatter import block as frontmatter
from vaultfix.syntax.unfenced import all_unfenced

# Comments with both their ends, on one line or from the margin on; else the signs that one begins with.
_PERCENT = r"%%(?:[^\r\n%]*+(?:%[^\r\n%]++)*+%%)?"
_SIGNS = pattern(_PERCENT)
_RAW_SIGNS = pattern(_PERCENT.encode())
_ON_ONE_LINE = r"(?:[^<\r\n-]++|<(?!!--)|-(?!->))*+-->"
_ON_SEVERAL = r"(?<=[\r\n]<!--)(?:[^<-]++|<(?!!--)|-(?!->))*+-->"
_OTHER_TAGS = r"\?|[Pp][Rr]|[Ss][CcTt]|[Tt][Ee]"
_COMMENTS = rf"<(?:!--(?!(?s:.)?-->)(?:{_ON_ONE_LINE}|{_ON_SEVERAL})|!|{_OTHER_TAGS})"
_TAGS = pattern(_COMMENTS)
_RAW_TAGS = pattern(_COMMENTS.encode())
# In many notes, a comment on several lines may begin in one and end in another.
_RAW_TAG_OF_MANY = pattern(rf"<(?:!(?!--(?!(?s:.)?-->){_ON_ONE_LINE})|{_OTHER_TAGS})".encode())
_BEGUN = 3
"""As long as such signs are at most."""


def surely_closed(doc: Document) -> bool:
    """Whether nothing but comments could stay open in a note, and each has its end; False is no more than a doubt."""
    properties = frontmatter(doc)
    text, start = doc.text, properties.span.end if properties else doc.body_start
    return not (
        # One sign is found faster than two.
        ("`" in text and "```" in text)
        or ("$" in text and "$$" in text)
        or ("~" in text and "~~~" in text)
        or ("%" in text and "%%" in _SIGNS.findall(text, start))
        or ("<" in text and any(len(tag) <= _BEGUN for tag in _TAGS.findall(text, start)))
    )


def maybe_open(sheaf: Sheaf) -> list[int]:
    """Return the places of the notes of a sheaf in which anything but a comment on one line may be left open."""
    found = {place for signs in (b"```", b"$$", b"~~~") for place in sheaf.holding(signs)}
    # Where all of it is comments on lines of their own, nothing is left of the signs that they begin and end with.
    if b"%%" in all_uncommented(sheaf):
        found.update(at for at in sheaf.holding(b"%%") if b"%%" in _RAW_SIGNS.findall(sheaf.docs[at].raw))
    found.update(at for at in sheaf.matching(_RAW_TAG_OF_MANY) if _begins(sheaf.docs[at].raw))
    return sorted(found.difference(all_unfenced(sheaf)))


def _begins(raw: bytes) -> bool:
    """Whether one of the tags is no more than a beginning."""
    return any(len(tag) <= _BEGUN for tag in _RAW_TAGS.findall(raw))
