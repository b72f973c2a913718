"""How chances are weighed: what was counted draws them, what is near leans on them, and they always sum to one."""

import math

import pytest

from vaultfix.mojibake.channels import WINDOWS_1254
from vaultfix.mojibake.joining import MOST_UNITS
from vaultfix.mojibake.ranking import drawn, shares
from vaultfix.mojibake.recovery import BELIEVED, LEAST_CHANCE, recover
from vaultfix.mojibake.rows import _fitting
from vaultfix.mojibake.surroundings import Note
from vaultfix.mojibake.testimony import Testimony
from vaultfix.mojibake.usage import FIRM, LEAST, leanings
from vaultfix.mojibake.witness import heard


def test_what_was_never_counted_leaves_the_chances_as_they_are() -> None:
    assert drawn([0.25, 0.75], [0, 0], 2.0, 1.0) == pytest.approx([0.25, 0.75])


@pytest.mark.parametrize(
    ("counts", "firm", "trust", "expected"),
    [
        pytest.param([3, 0], 1.0, 1.0, [0.875, 0.125], id="three draws beside one that the chances made"),
        pytest.param([3, 0], 1.0, 0.0, [0.5, 0.5], id="no trust in what was drawn"),
        pytest.param([0, 3], 1.0, 1.0, [0.125, 0.875], id="the other was drawn"),
        pytest.param([3, 0], 3.0, 1.0, [0.75, 0.25], id="the chances made three"),
        pytest.param([1, 1], 5.0, 1.0, [0.5, 0.5], id="both were drawn alike"),
        pytest.param(
            [3, 0], 1.0, 0.5, [math.sqrt(7) / (1 + math.sqrt(7)), 1 / (1 + math.sqrt(7))], id="half the trust"
        ),
    ],
)
def test_chances_follow_what_was_drawn(counts: list[float], firm: float, trust: float, expected: list[float]) -> None:
    assert drawn([0.5, 0.5], counts, firm, trust) == pytest.approx(expected)


def test_what_was_drawn_can_have_been_whatever_its_chance() -> None:
    few, many = (drawn([0.0, 1.0], [count, 0], 1.0, 1.0)[0] for count in (1, 10**6))

    assert 0 < few < many < 1


def test_scores_are_shared_out_however_large_they_are() -> None:
    assert shares([0.0, math.log(3)]) == pytest.approx([0.25, 0.75])
    assert shares([5000.0, 5000.0 + math.log(3)]) == pytest.approx([0.25, 0.75])
    assert shares([-5000.0]) == [1.0]


def leaning(text: str, counts: dict[tuple[str, str], dict[str, int]]) -> list[tuple[float, ...]]:
    at = text.index("@")
    return leanings(("A", "B"), (0.5, 0.0), Note(text).surroundings(at, at + 1), counts)


def test_a_vault_without_such_customs_leans_nowhere() -> None:
    first, second = leaning("# Trip\n\n- @ one two\n", {("behind", "three"): {"A": 4}, ("place", "end"): {"A": 4}})

    assert first == pytest.approx((math.log(0.5), 0, 0, 0))
    assert second == pytest.approx((math.log(LEAST), 0, 0, 0))


def test_each_kind_of_custom_leans_by_itself_and_words_by_their_mean() -> None:
    counts = {
        ("behind", "one"): {"A": 3, "C": 9},
        ("behind", "two"): {"C": 1},
        ("behind", "three"): {"A": 1, "B": 1},
        ("heading", "trip"): {"B": 2},
    }
    first, second = leaning("# Trip\n\n- @ one two three\n", counts)

    def towards(uses: int, total: int, chance: float) -> float:
        return math.log((uses + FIRM * chance) / ((total + FIRM) * chance))

    mean = (towards(3, 3, 0.5) + towards(1, 2, 0.5)) / 2
    assert first == pytest.approx((math.log(0.5), mean, 0, towards(0, 2, 0.5)))
    other = (towards(0, 3, LEAST) + towards(1, 2, LEAST)) / 2
    assert second == pytest.approx((math.log(LEAST), other, 0, towards(2, 2, LEAST)))


def test_the_place_on_a_line_leans_as_well() -> None:
    first, second = leaning("- @ one\n", {("place", "item 0"): {"A": 2}})

    assert first[2] == pytest.approx(math.log((2 + FIRM * 0.5) / ((2 + FIRM) * 0.5)))
    assert second[2] == pytest.approx(math.log(FIRM / (2 + FIRM)))
    assert first[1] == first[3] == second[1] == second[3] == 0


def test_twins_that_prove_nothing_are_mostly_believed_half_of_it_each_alike() -> None:
    damaged = WINDOWS_1254.damage("# 🎷 Evening music\n")
    (alone,) = recover(damaged).changes
    told = heard([("a.md", "# 🎷 Evening music\n\n# 🐷 Evening music\n")])
    (beside,) = recover(damaged, Testimony(told.strings)).changes
    was = {each.text: each.probability for each in alone.candidates}
    now = {each.text: each for each in beside.candidates}
    share = was["🎷"] + was["🐷"]

    assert (beside.certain, beside.proof) == (False, "")
    for text, each in now.items():
        if text in {"🎷", "🐷"}:
            assert each.probability == pytest.approx(BELIEVED * (was[text] / share + 0.5) / 2)
            assert each.why == "the heading of `a.md` says so"
        else:
            assert each.probability == pytest.approx((1 - BELIEVED) * was[text] / (sum(was.values()) - share))
    chances = [each.probability for each in beside.candidates]
    assert chances == sorted(chances, reverse=True)


def test_a_guess_must_be_likelier_than_not_unless_more_or_less_is_asked() -> None:
    found = recover(WINDOWS_1254.damage("🤝 and 🐧 Linux\n"))
    chances = [change.best.probability for change in found.changes if change.best]

    assert min(chances) < LEAST_CHANCE < max(chances) < 1
    assert found.guess() == found.guess(LEAST_CHANCE) == found.guess(max(chances))
    assert found.guess(math.nextafter(max(chances), 1)) == found.text
    assert found.guess(min(chances)) == found.guess(0) != found.guess()


@pytest.mark.parametrize(("length", "known"), [(MOST_UNITS, True), (MOST_UNITS + 1, False)])
def test_what_is_too_long_to_be_thought_through_has_no_best(length: int, known: bool) -> None:
    (found,) = recover(WINDOWS_1254.damage("🤝" * length)).changes

    assert (found.best is not None, found.certain) == (known, False)


FITS = {
    "any letter": ("한", "국", "", 0, 1.0),
    "a particle behind a word": ("는", "나", "", 0, 1.0),
    "a particle that needs a consonant, behind one": ("은", "책", "", 0, 1.0),
    "a last syllable that ends nothing": ("임", "것", "", 0, 1.0),
    "a closing bracket where one stands open": ("」", "本", "", 1, 4.0),
    "a closing bracket where none does": ("」", "本", "", 0, 0.01),
    "a particle at the beginning of a line": ("는", "\n", "", 0, 0.01),
    "a particle at the beginning": ("는", "", "", 0, 0.01),
    "a particle behind a gap": ("를", " ", "", 0, 0.01),
    "a particle behind another gap": ("를", "\t", "", 0, 0.01),
    "a particle behind the end of an old line": ("를", "\r", "", 0, 0.01),
    "a particle that needs a consonant, behind the first syllable": ("은", "가", "", 0, 0.01),
    "a particle that needs a consonant, behind the last syllable": ("은", "힣", "", 0, 1.0),
    "a particle that needs a consonant, behind no syllable": ("은", "A", "", 0, 1.0),
    "a particle that needs a consonant, behind a vowel": ("은", "나", "", 0, 0.01),
    "a particle before a stop": ("는", "나", ".", 0, 0.001),
    "a last syllable before a stop": ("임", "것", ".", 0, 10.0),
}


@pytest.mark.parametrize(("text", "behind", "after", "opened", "factor"), FITS.values(), ids=FITS)
def test_a_syllable_or_bracket_fits_what_stands_beside_it(
    text: str, behind: str, after: str, opened: int, factor: float
) -> None:
    assert _fitting(text, behind, after, opened) == factor
