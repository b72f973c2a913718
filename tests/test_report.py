"""Reports: what people and programs read of the findings, to the last column."""

import base64
import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from vaultfix.document import Document
from vaultfix.report.concise import concise
from vaultfix.report.entry import Entry, in_order
from vaultfix.report.excerpt import excerpt
from vaultfix.report.full import full
from vaultfix.report.github import github
from vaultfix.report.json import as_json
from vaultfix.report.paint import Paint
from vaultfix.report.remedy import remedy
from vaultfix.report.summary import Tally, as_numbers, by_note, checked, mended, statistics
from vaultfix.report.visible import brief, visible
from vaultfix.rule import Choice, Finding, Rule, Severity, Verdict
from vaultfix.text import Edit, Fix, Safety, Span, delete, insert, replace
from vaultfix.vault import Vault


class WeedFound(Rule):
    """A bed has no weeds."""

    severity = Severity.ERROR
    examples = ()

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        yield from ()


class DrySoil(WeedFound):
    """A bed is watered."""

    severity = Severity.WARNING


def entry(text: str, words: str = "weed", path: str = "bed.md", rule: Rule | None = None, **given: object) -> Entry:
    """Return the finding at the first `words` in `text`."""
    start = text.index(words)
    finding = Finding(Span(start, start + len(words)), **{"message": f"`{words}` grows here", **given})  # type: ignore[arg-type]  # keyword by keyword it is a Finding
    return Entry(path, Verdict(Document.of(path, text), rule or WeedFound(), finding))


PLAIN = Paint()


def shown(text: str, words: str = "weed", columns: int = 60) -> str:
    """Return the lines with the source and the caret."""
    return "\n".join("".join(full([entry(text, words)], PLAIN, columns)).split("\n")[1:3])


# --- visible ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("plain words", id="plain words"),
        pytest.param("日本 naïve Ñ", id="letters of the world"),
        pytest.param("🕵️‍♂️🇷🇺", id="joiners, selectors and flags of emoji"),
        pytest.param("a\u00a0b", id="a no-break space"),
    ],
)
def test_what_can_be_read_stays(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("\x1b[31mred", "‹1B›[31mred", id="escape"),
        pytest.param("\x9b31mred", "‹9B›31mred", id="the one-character control sequence introducer"),
        pytest.param("a\x00b\x7f", "a‹00›b‹7F›", id="NUL and DEL"),
        pytest.param("a\x85b", "a‹85›b", id="next line"),
        pytest.param("a\u2028b\u2029c", "a‹2028›b‹2029›c", id="line and paragraph separator"),
        pytest.param("\u202eevil\u2066", "‹202E›evil‹2066›", id="bidi override and isolate"),
        pytest.param("\udcff\ud800", "��", id="a byte that is no UTF-8, and any other lone surrogate"),
        pytest.param("a\tb\r\n", "a\\tb\\r\\n", id="tab and line end"),
        pytest.param("\u200b\ufeff\u00ad", "‹200B›‹FEFF›‹AD›", id="zero width, BOM and soft hyphen"),
    ],
)
def test_what_cannot_be_seen_is_spelled_out(text: str, expected: str) -> None:
    assert visible(text) == expected


@given(st.text(st.characters()))
def test_visible_text_is_one_line_that_a_terminal_only_prints(text: str) -> None:
    out = visible(text)

    assert all(ord(sign) >= 32 and not 127 <= ord(sign) < 160 and not "\ud800" <= sign <= "\udfff" for sign in out)
    assert visible(out) == out


def test_long_words_lose_their_middle() -> None:
    assert brief("a" * 50 + "b" * 50, 20) == "a" * 10 + "…" + "b" * 10


# --- the line and its caret ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        pytest.param("a weed here\n", "weed", "   1 | a weed here\n     |   ^^^^", id="under the words"),
        pytest.param("one\n\ntwo weed", "weed", "   3 | two weed\n     |     ^^^^", id="on their line"),
        pytest.param("日本 weed", "weed", "   1 | 日本 weed\n     |      ^^^^", id="behind wide letters"),
        pytest.param("weed 日本", "日本", "   1 | weed 日本\n     |      ^^^^", id="as wide as wide letters"),
        pytest.param("e\u0301 weed", "weed", "   1 | e\u0301 weed\n     |   ^^^^", id="behind a combining accent"),
        pytest.param("🕵️‍♂️ weed", "weed", "   1 | 🕵️‍♂️ weed\n     |    ^^^^", id="behind one emoji of five code points"),
        pytest.param("🇷🇺 weed", "weed", "   1 | 🇷🇺 weed\n     |    ^^^^", id="behind a flag"),
        pytest.param("\tweed", "weed", "   1 |     weed\n     |     ^^^^", id="behind a tab"),
        pytest.param(
            "a\x85 weed", "weed", "   1 | a‹85› weed\n     |       ^^^^", id="behind a control that is spelled out"
        ),
        pytest.param("\udcff weed", "weed", "   1 | � weed\n     |   ^^^^", id="behind a byte that is no UTF-8"),
        pytest.param("a weed\r\nb", "weed\r\nb", "   1 | a weed\n     |   ^^^^", id="of many lines only the first"),
        pytest.param("a weed\r\nb", "\r\n", "   1 | a weed\n     |       ^", id="a line end stands behind its line"),
        pytest.param(
            "##[add-mask](x)",
            "[add-mask](x)",
            "   1 | ##‹5B›add-mask](x)\n     |   ^^^^^^^^^^^^^^^^",
            id="GitHub's old command",
        ),
        pytest.param("a\u200d", "\u200d", "   1 | a\u200d\n     |  ^", id="what has no width still gets a caret"),
    ],
)
def test_the_caret_stands_under_the_words(text: str, words: str, expected: str) -> None:
    assert shown(text, words) == expected


def test_a_long_line_is_cut_on_both_sides_with_the_words_in_view() -> None:
    out = shown("left " * 300 + "weed" + " right" * 300, columns=50)

    assert out == (
        "   1 | …t left left weed right right right right …\n"
        "     |              ^^^^"
    )  # fmt: skip


def test_words_longer_than_the_terminal_show_their_beginning() -> None:
    line, caret = shown("a " + "weed" * 500 + " b", "weed" * 500, columns=50).split("\n")

    assert line == "   1 | a weedweedweedweedweedweedwee…"
    assert caret == "     |   " + "^" * 28


def test_a_cut_never_parts_an_emoji() -> None:
    out = shown("🕵️‍♂️" * 100 + "weed" + "🕵️‍♂️" * 100, columns=50).split("\n")[0]

    assert out.removeprefix("   1 | ").strip("…").replace("🕵️‍♂️", "") == "weed"


@settings(max_examples=150)
@given(
    st.text(st.sampled_from("ab 日é\u0301👩\u200d🚀🇷🇺\t\x85\udcff\u202e|"), max_size=80),
    st.integers(0, 80),
    st.integers(0, 80),
    st.integers(20, 70),
)
def test_an_excerpt_fits_the_terminal_and_holds_its_finding(text: str, start: int, length: int, columns: int) -> None:
    doc = Document.of("note.md", text)
    start = min(start, len(text))
    found = excerpt(doc, Span(start, min(start + length, len(text))), columns)

    assert max(wcswidth(found.text), found.indent) <= columns
    assert found.indent >= 0
    assert found.width >= 1
    assert found.indent + found.width <= columns + 1


# --- help ------------------------------------------------------------------------------------------------------------

UNSURE = Safety.UNSAFE


def test_edits_far_from_each_other_are_shown_by_the_first() -> None:
    text = "weed" + " and soil" * 20 + " weed"
    fix = Fix((Edit(Span(0, 4), "seed"), Edit(Span(len(text) - 4, len(text)), "seed")))

    assert remedy(entry(text, fix=fix).verdict) == "`weed` → `seed`, and 1 more like it"


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        pytest.param({}, "", id="nothing where nothing is known"),
        pytest.param({"message": "did you mean `seed`?", "choices": (Choice("seed"),)}, "", id="nothing that was said before"),
        pytest.param({"fix": replace(Span(2, 6), "seed")}, "`weed` → `seed`", id="a replacement"),
        pytest.param({"fix": replace(Span(3, 4), "oo")}, "`weed` → `wooed`", id="a small change in its surroundings"),
        pytest.param({"fix": insert(6, " \n")}, "add ` \\n`", id="an insertion"),
        pytest.param({"fix": delete(Span(2, 7))}, "remove `weed `", id="a deletion"),
        pytest.param(
            {"fix": replace(Span(2, 6), "seed", UNSURE)},
            "`weed` → `seed` (a guess, made only with --unsafe-fixes)",
            id="a guess is called one",
        ),
        pytest.param(
            {"fix": Fix((Edit(Span(7, 7), "no "), Edit(Span(2, 6), "seed")))},
            "`weed ` → `seed no `",
            id="edits that belong together",
        ),
        pytest.param(
            {"choices": (Choice("seed", "one letter away", 0.721), Choice("reed", "", 0.2), Choice("feed", "a note"))},
            "perhaps `seed` (72%, one letter away), `reed` (20%), `feed` (a note)",
            id="candidates, with their chances and reasons",
        ),
        pytest.param(
            {"choices": tuple(map(Choice, "abcdefg"))},
            "perhaps `a`, `b`, `c`, `d`, `e`, or one of 2 more",
            id="many candidates",
        ),
    ],
)  # fmt: skip
def test_the_help_line_says_what_would_mend_it(finding: dict[str, object], expected: str) -> None:
    assert remedy(entry("a weed here\n", **finding).verdict) == expected  # type: ignore[arg-type]  # as in `entry`


# --- whole reports ---------------------------------------------------------------------------------------------------

BED = "# Bed\n\nA 🌱 weed and a reed.\nDust.\n"

BED_ENTRIES = in_order(
    [
        entry(BED, "Dust", rule=DrySoil(), message="the soil is dry"),
        entry(BED, "weed", fix=replace(Span(11, 15), "seed")),
        entry(BED, "reed", fix=replace(Span(22, 26), "seed", UNSURE), severity=Severity.INFO),
        entry("x weed", "weed", path="a bed.md", rule=DrySoil(), choices=(Choice("seed"), Choice("leek"))),
    ]
)


def test_the_full_report() -> None:
    assert "".join(full(BED_ENTRIES, PLAIN, 80)) == (
        "a bed.md:1:3: warning dry-soil: `weed` grows here\n"
        "   1 | x weed\n"
        "     |   ^^^^\n"
        "     = help: perhaps `seed`, `leek`\n"
        "\n"
        "bed.md:3:5: error weed-found [*]: `weed` grows here\n"
        "   3 | A 🌱 weed and a reed.\n"
        "     |      ^^^^\n"
        "     = help: `weed` → `seed`\n"
        "\n"
        "bed.md:3:16: info weed-found [?]: `reed` grows here\n"
        "   3 | A 🌱 weed and a reed.\n"
        "     |                 ^^^^\n"
        "     = help: `reed` → `seed` (a guess, made only with --unsafe-fixes)\n"
        "\n"
        "bed.md:4:1: warning dry-soil: the soil is dry\n"
        "   4 | Dust.\n"
        "     | ^^^^\n"
        "\n"
    )


def test_the_concise_report() -> None:
    assert "".join(concise(BED_ENTRIES, PLAIN)) == (
        "a bed.md:1:3: dry-soil `weed` grows here\n"
        "bed.md:3:5: weed-found `weed` grows here [*]\n"
        "bed.md:3:16: weed-found `reed` grows here [?]\n"
        "bed.md:4:1: dry-soil the soil is dry\n"
    )


def test_colour_is_only_added() -> None:
    for plain, painted in (
        (concise(BED_ENTRIES, PLAIN), concise(BED_ENTRIES, Paint(colour=True))),
        (full(BED_ENTRIES, PLAIN, 80), full(BED_ENTRIES, Paint(colour=True), 80)),
    ):
        coloured = "".join(painted)

        assert "\x1b[" in coloured
        assert re.sub(r"\x1b\[[0-9;]+m", "", coloured) == "".join(plain)


def test_the_github_report() -> None:
    assert "".join(github(BED_ENTRIES[1:3])) == (
        "::error file=bed.md,line=3,endLine=3,col=5,endColumn=9,title=weed-found::"
        "`weed` grows here (`weed` → `seed`)\n"
        "::notice file=bed.md,line=3,endLine=3,col=16,endColumn=20,title=weed-found::"
        "`reed` grows here (`reed` → `seed` (a guess, made only with --unsafe-fixes))\n"
    )


@given(st.text(st.characters(), min_size=1), st.text(st.characters()))
def test_nothing_in_a_note_breaks_out_of_a_github_annotation(name: str, message: str) -> None:
    (out,) = github([entry("a weed", path=name, message=message, fix=replace(Span(2, 6), message))])

    head, _, rest = out.removeprefix("::error file=").partition(
        ",line=1,endLine=1,col=3,endColumn=7,title=weed-found::"
    )
    assert not set(head) & set(",:\r\n")
    assert rest.endswith("\n")
    assert not set(rest[:-1]) & set("\r\n\x85\u2028\x1b")


def test_a_github_annotation_escapes_what_the_runner_unescapes() -> None:
    (out,) = github([entry("a weed", path="50%, a:b\n::x.md", message="100% ::warning::")])

    assert out == (
        "::error file=50%25%2C a%3Ab%0A%3A%3Ax.md,line=1,endLine=1,col=3,endColumn=7,title=weed-found::"
        "100%25 ::warning::\n"
    )


def test_the_json_report() -> None:
    (found,) = json.loads(as_json("1.2", BED_ENTRIES[1:2], {}))["findings"]

    assert found == {
        "path": "bed.md",
        "rule": "weed-found",
        "severity": "error",
        "line": 3,
        "column": 5,
        "end_line": 3,
        "end_column": 9,
        "start": 11,
        "end": 15,
        "message": "`weed` grows here",
        "fix": {"safety": "safe", "edits": [{"start": 11, "end": 15, "text": "seed"}]},
        "choices": [],
        "details": {},
    }


def test_the_json_report_sums_up() -> None:
    told = json.loads(as_json("1.2", BED_ENTRIES, as_numbers(Tally.of(BED_ENTRIES), 3, 7)))

    assert told["version"] == "1.2"
    assert told["summary"] == {
        "notes": 3,
        "findings": 4,
        "by_severity": {"error": 1, "warning": 2, "info": 1},
        "by_rule": {"dry-soil": 2, "weed-found": 2},
        "fixable": 1,
        "fixable_unsafely": 1,
        "fixed": 7,
    }


@given(st.text(st.characters(), min_size=1))
def test_json_holds_unicode_alone_and_every_byte_of_a_name_and_a_fix(text: str) -> None:
    raw = text.encode("utf-8", "surrogatepass" if any("\ud800" <= s <= "\udfff" for s in text) else "strict")
    text = raw.decode("utf-8", "surrogateescape")
    out = as_json("1", [entry("a weed", path=text, fix=replace(Span(2, 6), text))], {})

    (found,) = json.loads(out)["findings"]
    found["path"].encode()
    for holder, key in ((found, "path"), (found["fix"]["edits"][0], "text")):
        assert (base64.b64decode(holder[f"{key}_base64"]) if f"{key}_base64" in holder else holder[key].encode()) == raw


def test_statistics_count_by_rule_and_mark_what_can_be_mended() -> None:
    assert "".join(statistics(BED_ENTRIES, PLAIN)) == "2       dry-soil\n2  [*]  weed-found\n"


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param([], "no faults in 3 notes", id="health"),
        pytest.param(BED_ENTRIES[3:], "1 fault in 1 of 3 notes: 1 warning", id="nothing to mend by machine"),
        pytest.param(
            BED_ENTRIES,
            "4 faults in 2 of 3 notes: 1 error, 2 warnings, 1 info; 1 can be mended with --fix, 1 more with --unsafe-fixes",
            id="hidden fixes are told of",
        ),
    ],
)
def test_the_last_line_of_a_check(entries: list[Entry], expected: str) -> None:
    assert checked(Tally.of(entries), 3) == expected


def test_the_last_line_of_a_mending() -> None:
    none, some = Tally.of([]), Tally.of(BED_ENTRIES)

    assert mended(none, none, 1) == "no faults in 1 note"
    assert mended(some, none, 3) == "mended 4 faults in 2 notes; 0 are left"
    assert (
        mended(some, some, 3) == "mended 4 faults in 2 notes; 4 are left, 1 of them could be mended with --unsafe-fixes"
    )
    assert mended(some, none, 3, would=True) == "would mend 4 faults in 2 notes; 0 are left"


def test_each_mended_note_has_its_line() -> None:
    assert list(by_note(BED_ENTRIES, BED_ENTRIES[3:])) == [
        ("a bed.md", "mended 1 dry-soil"),
        ("bed.md", "mended 2 weed-found, 1 dry-soil; 1 is left"),
    ]
