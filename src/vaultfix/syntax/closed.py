"""Closed: whether it is plain to see that all fences, comments and math of a note are closed [E1, E3-E5].

Only signs are looked for with which something could open, and nothing is parsed. Whatever is not plain is a doubt.
"""

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.sheaf import Sheaf
from vaultfix.syntax.commented import all_uncommented
from vaultfix.syntax.frontmatter import block as frontmatter
from vaultfix.syntax.unfenced import all_unfenced

# A comment on one line with both its ends, else the sign that one begins with.
_PERCENT = r"%%(?:[^\r\n%]*+(?:%[^\r\n%]++)*+%%)?"
_SIGNS = pattern(_PERCENT)
_RAW_SIGNS = pattern(_PERCENT.encode())
_ON_ONE_LINE = r"(?:[^<\r\n-]++|<(?!!--)|-(?!->))*+-->"
_ON_SEVERAL = r"(?<=[\r\n]<!--)(?:[^<-]++|<(?!!--)|-(?!->))*+-->"
_OTHER_TAGS = r"\?|[Pp][Rr]|[Ss][CcTt]|[Tt][Ee]"
_COMMENT = rf"--(?!(?s:.)?-->)(?:{_ON_ONE_LINE}|{_ON_SEVERAL})"
# What begins anything but a comment with both its ends, on one line or from the margin on; also within a comment.
_BEGUN = rf"<(?:!(?!{_COMMENT})|{_OTHER_TAGS})"
_TAG = pattern(_BEGUN)
_RAW_TAG = pattern(_BEGUN.encode())
# In many notes, a comment on several lines may begin in one and end in another.
_RAW_TAG_OF_MANY = pattern(rf"<(?:!(?!--(?!(?s:.)?-->){_ON_ONE_LINE})|{_OTHER_TAGS})".encode())


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
        or ("<" in text and _TAG.search(text, start))
    )


def maybe_open(sheaf: Sheaf) -> list[int]:
    """Return the places of the notes of a sheaf in which anything but a comment on one line may be left open."""
    found = {place for signs in (b"```", b"$$", b"~~~") for place in sheaf.holding(signs)}
    # Where all of it is comments on lines of their own, nothing is left of the signs that they begin and end with.
    signed = (at for at in sheaf.holding(b"%%") if b"%%" in all_uncommented(sheaf)[at])
    found.update(at for at in signed if b"%%" in _RAW_SIGNS.findall(sheaf.docs[at].raw))
    found.update(at for at in sheaf.matching(_RAW_TAG_OF_MANY) if _RAW_TAG.search(sheaf.docs[at].raw))
    return sorted(found.difference(all_unfenced(sheaf)))
