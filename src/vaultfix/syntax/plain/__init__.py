"""The plain reader: what is hidden in a note, where a look at a few lines is enough to tell, and no parser is needed.

It is right or silent: where it answers, it says what the dialect's parser would say.
"""

from vaultfix.document import Document
from vaultfix.syntax.plain.blocks import Blocks, blocks
from vaultfix.syntax.plain.lines import is_text
from vaultfix.syntax.plain.runs import SIGN, runs, zone_among, zone_between
from vaultfix.syntax.regions import Zone

__all__ = ["Blocks", "blocks", "plain_zone"]

_SHORT_LOOK = 500


def plain_zone(doc: Document, offset: int) -> Zone | None:
    """Return the zone at an offset below the frontmatter; None where it takes a parser to tell."""
    found = blocks(doc)
    position = found.position(offset)
    above = found.above(position) if found.starts else None
    if above and position < above.end:
        return above.zone
    floor = above.end if above else 0
    source = found.source
    if position > found.sure or not is_text(source, position, floor, found.known):
        return None
    # A short look back is cheaper than to read the whole note; a long one for each question would be dearer.
    blank = source.rfind("\n\n", max(floor, position - _SHORT_LOOK), position)
    if blank < 0 and position - floor > _SHORT_LOOK:
        return zone_among(runs(doc), position)
    sign = SIGN.search(source, max(floor, blank), position + 2)
    if sign is None or sign.start() > position:
        return Zone.PROSE
    return zone_between(source, max(floor, blank + 1), found.below(position), position)
