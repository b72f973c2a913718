"""What stands in place of a byte that is gone: a space, a question mark or nothing, as far as a note makes it sure."""

import pytest

from vaultfix.mojibake.channels import MARK
from vaultfix.mojibake.gaps import Gap, marks
from vaultfix.mojibake.spaces import no_break

SPACES = {
    "an intact note": ("so, à la carte  and Ã, Â", None),
    "one Â": ("so Â x", None),
    "two, but one ends a word in capitals": ("HALÂ x Â y", None),
    "an Â and nothing behind it": ("so Â, xÂ!", None),
    "one Ã with two spaces": ("Ã  la carte", None),
    "an Ã that ends a word, with two spaces": ("xÃ  la, xÃ  la", None),
    "an Ã before capitals": ("Ã  LA, Ã  LA", None),
    "an Ã with one space": ("Ã la, Ã la", None),
    "a no-break space stands there already": ("so Â x Â y\u00a0z", None),
    "one Korean syllable among three": ("ì „ì²´ ì²´ ì²´", None),
    "two Korean syllables, and two whole ones": ("ì „ì²´ ì „ì²´", None),
    "syllables of one script, and whole letters of another": ("ì „ ì „ è£½è£½è£½", None),
    "an â and a dash, among damaged signs, which are no letters": ("isnâ€™t itâ€™s weâ€™re, a â – b, c â – d", None),
    "a sign and a space, but no selector": ("âš x âš x", None),
    "a sign that has all its bytes, and a selector": ("âœ“ ï¸ x", None),
    "two Â": ("so Â x Â y", "so Â_x Â_y"),
    "an Â and an Ã": ("so Â x Ã  la", "so Â_x Ã_ la"),
    "two Ã with two spaces": ("Ã  la carte, petit Ã  petit", "Ã_ la carte, petit Ã_ petit"),
    "an Ã before marks, beside two": (
        "Ã  la, Ã  lui; voilÃ . voilÃ , (voilÃ ) voilÃ ! voilÃ \nvoilÃ \r\nvoilÃ  x",
        "Ã_ la, Ã_ lui; voilÃ_. voilÃ_, (voilÃ_) voilÃ_! voilÃ_\nvoilÃ_\r\nvoilÃ_ x",
    ),
    "an Ã before what is none of them, beside two": (
        "Ã  la, Ã  lui; Ã x Ã   y Ã  \n",
        "Ã_ la, Ã_ lui; Ã x Ã   y Ã  \n",
    ),
    "a sign and its selector": ("âš ï¸ x", "âš_ï¸ x"),
    "an emoji and its selector": ("ğŸ› ï¸ x", "ğŸ›_ï¸ x"),
    "Korean syllables": ("ì „ì²´ ì „ì²´ ì „ì²´", "ì_„ì²´ ì_„ì²´ ì_„ì²´"),
    "Thai letters": ("à¸£à¸£à¸£ à ¸ à ¸", None),
    "Han": ("è£½è£½è£½ å ² å ²", "è£½è£½è£½ å_² å_²"),
    "Mongolian, whose third byte begins where the spaces end": ("á¡€á¡€á¡€ á ¡ á ¡", "á¡€á¡€á¡€ á_¡ á_¡"),
    "two Â, and what no letter has the bytes of": ("so Â x Â y í¡€", "so Â_x Â_y í¡€"),
    "two Korean syllables among three": ("ì „ì²´ ì „ì²´ ì²´", "ì_„ì²´ ì_„ì²´ ì²´"),
}


@pytest.mark.parametrize(("text", "expected"), SPACES.values(), ids=SPACES)
def test_a_plain_space_was_a_no_break_one_where_it_is_sure(text: str, expected: str | None) -> None:
    assert no_break(text).replace("\u00a0", "_") == (expected or text.replace("\u00a0", "_"))


GAPS = {
    "nothing torn": ("été, or was it?", Gap.NONE, None),
    "signs that have all their bytes": ("isnâ€™t it? âœ… so?", Gap.NONE, None),
    "a sign that is torn and has no gap": ("ï¸x? isnâ€™t", Gap.NONE, None),
    "an emoji that is torn and has no gap": ("ğŸ—£x?", Gap.NONE, None),
    "an emoji that has all its bytes, and a question": ("ğŸ˜€? yes?", Gap.NONE, None),
    "one question behind a sign": ("Who is ğŸ—£ï¸? Me", Gap.LIKELY, None),
    "a question that ends the text": ("Who is ğŸ—£ï¸?", Gap.LIKELY, None),
    "one question inside an emoji": ("ğŸ?‹ï¸? so", Gap.LIKELY, None),
    "a word behind one space": ("ï¸ Stop", Gap.NONE, None),
    "two spaces": ("ï¸  Stop", Gap.LIKELY, None),
    "two spaces at the end of a line": ("ï¸  ", Gap.NONE, None),
    "two spaces, and a word behind one": ("ï¸  Stop ï¸ go", Gap.NONE, None),
    "two spaces, and a word with an accent behind one": ("ï¸  Stop ï¸ né", Gap.NONE, None),
    "a replacement character in a sign": ("âœ\ufffd done", Gap.SURE, "âœ_ done"),
    "a replacement character in a quote": ("soâ€\ufffd x", Gap.SURE, "soâ€_ x"),
    "a replacement character behind a sign": ("ï¸\ufffd Stop", Gap.SURE, "ï¸_ Stop"),
    "a replacement character inside an emoji": ("ğŸ\ufffd‹ so", Gap.SURE, "ğŸ_‹ so"),
    "one that stands elsewhere": ("isnâ€™t \ufffd so", Gap.NONE, None),
    "questions inside two emoji": (
        "ğŸ?‹ï¸? or ğŸ?Œï¸? so? né ?",
        Gap.SURE,
        "ğŸ_‹ï¸_ or ğŸ_Œï¸_ so? né ?",
    ),
    "what is shown for a letter, too": (
        "ğŸ?‹ or ğŸ?Œ Ã?taient dâ€? Ã©? ã?‚ è?“ ã??x",
        Gap.SURE,
        "ğŸ_‹ or ğŸ_Œ Ã_taient dâ€_ Ã©? ã_‚ è_“ ã__x",
    ),
    "spaces inside two emoji": ("ğŸ ‹ï¸  or ğŸ Œï¸  so Ã© ã ‚ è “", Gap.SURE, "ğŸ_‹ï¸_ or ğŸ_Œï¸_ so Ã© ã_‚ è “"),
}


@pytest.mark.parametrize(("text", "gap", "marked"), GAPS.values(), ids=GAPS)
def test_a_gap_is_marked_where_it_is_sure(text: str, gap: Gap, marked: str | None) -> None:
    found, channels, sure = marks(text)

    assert (found.replace(MARK, "_"), sure) == (marked or text, gap)
    assert len(channels) == (gap is Gap.SURE)


def test_a_text_that_has_the_mark_itself_has_no_gaps() -> None:
    assert marks(f"ï¸\ufffd Stop {MARK}")[2] is Gap.NONE
