"""An account: everything that is known of one finding, in words."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from wcwidth import wcswidth

from vaultfix.report.entry import Entry
from vaultfix.report.full import shown
from vaultfix.report.paint import Paint
from vaultfix.report.remedy import change
from vaultfix.report.summary import count
from vaultfix.report.visible import brief, visible
from vaultfix.rule import Choice, Finding
from vaultfix.syntax.frontmatter import block
from vaultfix.text import Safety

_GRADES = (
    (0.995, "almost sure"),
    (0.9, "very likely"),
    (0.7, "likely"),
    (0.5, "likelier than not"),
    (0.2, "possible"),
    (0.05, "unlikely"),
    (0.0, "very unlikely"),
)
"""What a chance is called, from this one up."""
_MOST_WORDS = 60
_INDENT = "  "
_TOLD = frozenset({"channel", "places", "bytes", "lost bytes", "shown as", "evidence"})


def account(entry: Entry, paint: Paint, columns: int) -> Iterator[str]:
    """Yield what is to be said of a finding: what is wrong, what is known of it, and what can be done."""
    details = dict(entry.verdict.finding.details)
    yield "".join(f"{line}\n" for line in shown(entry, paint, columns))
    parts = (
        ("The rule", (entry.verdict.rule.title, f"More of it: vaultfix explain {entry.rule}")),
        ("What happened", tuple(_history(details))),
        (_heading(entry.verdict.finding), tuple(_candidates(entry.verdict.finding, details))),
        ("Besides", tuple(f"{name}: {visible(said)}" for name, said in details.items() if name not in _TOLD)),
        ("What vaultfix does", tuple(_deeds(entry))),
        ("By hand", tuple(_by_hand(entry))),
        ("To silence it", tuple(_silence(entry))),
    )
    for heading, lines in parts:
        if lines:
            yield f"\n{paint(heading, 'bold')}\n"
            yield from (_paragraph(line, columns) for line in lines)


def _paragraph(line: str, columns: int) -> str:
    """Return one line of text, indented, and broken where it is too long; a line that is indented already stays."""
    if line.startswith(" "):
        return f"{_INDENT}{line.removeprefix(' ')}\n"
    broken = textwrap.wrap(line, columns - len(_INDENT), break_long_words=False, break_on_hyphens=False)
    return textwrap.indent("\n".join(broken), _INDENT) + "\n"


def _history(details: Mapping[str, str]) -> Iterator[str]:
    """Yield how mojibake came about, as far as it is known."""
    if "channel" not in details:
        return
    channel, places, lost = details["channel"], int(details.get("places", "1")), details.get("lost bytes", "")
    fate = f"came out as `{visible(details['shown as'])}`" if "shown as" in details else "vanished"
    gone = f" The bytes that have no character there ({lost}) {fate}." if lost else ""
    yield f"This was UTF-8, and something read it as {channel}: one character for each byte.{gone}"
    if "bytes" in details:
        yield f"What is left here are the bytes {details['bytes']}."
    others = f"This note has {count(places, 'place')} that went the same way." if places > 1 else ""
    yield others or "No other place in this note went that way."


def _heading(finding: Finding) -> str:
    """Return what the candidates are candidates for."""
    return "What it was" if any(name == "channel" for name, _ in finding.details) else "What may be meant"


def _candidates(finding: Finding, details: Mapping[str, str]) -> Iterator[str]:
    """Yield what proves the text that stood there, or every text that could have."""
    if evidence := details.get("evidence"):
        alone = evidence == "the bytes alone"
        yield "Only one text leaves just these bytes." if alone else f"It is proved: {visible(evidence)}."
    elif "channel" in details and not finding.choices:
        yield "That cannot be told: too little is left."
    wide = max((_width(choice) for choice in finding.choices), default=0)
    for choice in finding.choices:
        yield " ".join(filter(None, (f" {_padded(choice, wide)}", _chance(choice), visible(choice.why)))).rstrip(" ")


def _chance(choice: Choice) -> str:
    """Return how likely a candidate is, in numbers and in words."""
    if choice.chance is None:
        return ""
    words = next(words for least, words in _GRADES if choice.chance >= least)
    return f"{_percent(choice.chance):>5}  {words:<17}"


def _percent(chance: float) -> str:
    """Return a chance for people: a guess is never certain, and nothing that is possible has none."""
    if chance >= _GRADES[0][0]:
        return ">99%"
    return f"{chance:.0%}" if chance >= 0.005 else "<1%"


def _padded(choice: Choice, wide: int) -> str:
    """Return the text of a candidate, as wide as the widest."""
    return _text(choice) + " " * (wide - _width(choice))


def _width(choice: Choice) -> int:
    return max(0, wcswidth(_text(choice)))


def _text(choice: Choice) -> str:
    return brief(choice.text, _MOST_WORDS)


def _deeds(entry: Entry) -> Iterator[str]:
    """Yield what each way of mending would do."""
    finding = entry.verdict.finding
    if finding.fix is None:
        guess = any(choice.chance is not None for choice in finding.choices)
        why = ": nothing is likely enough for a guess" if guess else ""
        yield f"It reports this, and leaves it to you{why}."
        return
    done = change(entry.verdict.doc, finding.fix, finding.span)
    if finding.fix.safety is Safety.SAFE:
        yield f"--fix mends it, for certain: {done}"
    else:
        yield "--fix leaves it alone, because it is not certain."
        yield f"--fix --unsafe-fixes makes a guess: {done}"


def _by_hand(entry: Entry) -> Iterator[str]:
    """Yield where to write a candidate."""
    span, doc = entry.verdict.finding.span, entry.verdict.doc
    if not entry.verdict.finding.choices:
        return
    end = doc.place(max(span.start, span.end - 1))
    start = entry.place
    until = f"column {start.column}" if end == start else f"columns {start.column} to {end.column}"
    where = f"line {start.line}, {until}"
    if end.line != start.line:
        where = f"line {start.line}, column {start.column}, to line {end.line}, column {end.column}"
    yield f"Write the one that is right in place of `{brief(span.of(doc.text), _MOST_WORDS)}`: {where}."


def _silence(entry: Entry) -> Sequence[str]:
    """Return how the author can keep the rule silent."""
    found = block(entry.verdict.doc)
    in_note = f"In the whole note, in its frontmatter: vaultfix: {{ignore: [{entry.rule}]}}"
    if found and entry.verdict.finding.span.start < found.span.end:
        return (in_note,)
    here = f"At the end of its line, or alone on a line above its block: %% vaultfix-ignore {entry.rule} %%"
    return (here, in_note)
