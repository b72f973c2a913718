"""Inline: mistune's inline parser, taught what hides text inside a paragraph in Obsidian."""

from collections.abc import MutableMapping
from re import Match
from typing import Any, cast

from mistune import InlineParser, InlineState

from vaultfix.patterns import pattern
from vaultfix.syntax.regions import Zone

_MARKUP = pattern(r"[`<$]|%%|\{\{")
_MATH = pattern(r"\$(?![\s$])(?:[^$\\\n]|\\[^\n])+\$(?!\d)")
_DISPLAY_MATH_END = pattern(r"(?<!\\)\$\$")
_TEMPLATE = pattern(r"\{\{(?!<)[^{}\n]+\}\}")
_HIDES_NOTHING = ("emphasis", "linebreak", "softbreak")


class Runs(InlineState):
    """The state of one leaf, which remembers what is hidden: start, end, zone, counted in the leaf's text."""

    def __init__(self, env: MutableMapping[str, Any]) -> None:
        """Start with nothing found."""
        super().__init__(env)
        self.hidden: list[tuple[int, int, Zone]] = []


class Inline(InlineParser):
    """The inline parser of the dialect, which only looks for what hides text; the leftmost wins."""

    state_cls = Runs

    def __init__(self) -> None:
        """Teach mistune the rules of the dialect, and drop those that hide nothing."""
        super().__init__()
        self.register("comment", "%%", Inline.parse_comment, before="escape", start_chars="%")
        self.register("math", r"\$\$?", Inline.parse_math, before="escape", start_chars="$")
        self.register("template", r"<%|\{\{", Inline.parse_template, before="escape", start_chars=("<", "{"))
        # A wikilink's target is read as a whole, so a backtick or a dollar in it opens nothing [A1.1].
        self.register(
            "wikilink",
            r"!?\[\[[^\[\]\n|]+(?=(?:\|[^\[\]\n]*)?\]\])",
            Inline.parse_wikilink,
            before="escape",
            start_chars=("!", "["),
        )
        self.rules = [rule for rule in self.rules if rule not in _HIDES_NOTHING]

    def hidden(self, text: str, env: MutableMapping[str, Any]) -> list[tuple[int, int, Zone]]:
        """Return what is no prose in `text`, the text of one leaf, in order."""
        if not _MARKUP.search(text):
            return []
        runs = Runs(env)
        runs.src = text
        self.parse(runs)
        return runs.hidden

    def parse_codespan(self, m: Match[str], state: InlineState) -> int:
        """Record a code span [E2]."""
        end = super().parse_codespan(m, state)
        if state.tokens[-1]["type"] == "codespan":
            _hide(state, m.start(), end, Zone.INLINE_CODE)
        return end

    def parse_inline_html(self, m: Match[str], state: InlineState) -> int | None:
        """Record a tag or an HTML comment [E4]."""
        end = super().parse_inline_html(m, state)
        if end:
            comment = state.src.startswith("<!--", m.start())
            _hide(state, m.start(), end, Zone.COMMENT if comment else Zone.HTML)
        return end

    def parse_comment(self, m: Match[str], state: InlineState) -> int | None:
        """Record a comment [E3]."""
        close = state.delimiters.find("%%", m.end())
        return None if close is None else _hide(state, m.start(), close + 2, Zone.COMMENT)

    def parse_math(self, m: Match[str], state: InlineState) -> int | None:
        """Record math; prices are none [E5]."""
        if m.group() == "$$":
            closing = _DISPLAY_MATH_END.search(state.src, m.end())
            if closing:
                return _hide(state, m.start(), closing.end(), Zone.MATH)
        math = _MATH.match(state.src, m.start())
        if math is None or math.group()[-2].isspace():
            return None
        return _hide(state, m.start(), math.end(), Zone.MATH)

    def parse_template(self, m: Match[str], state: InlineState) -> int | None:
        """Record a Templater command or a core template's variable [E6]."""
        if m.group() == "<%":
            close = state.delimiters.find("%>", m.end())
            return None if close is None else _hide(state, m.start(), close + 2, Zone.TEMPLATE)
        template = _TEMPLATE.match(state.src, m.start())
        return None if template is None else _hide(state, m.start(), template.end(), Zone.TEMPLATE)

    def parse_wikilink(self, m: Match[str], state: InlineState) -> int:
        """Pass over a wikilink."""
        self.process_text(m.group(), state)
        return m.end()


def _hide(state: InlineState, start: int, end: int, zone: Zone) -> int:
    cast("Runs", state).hidden.append((start, end, zone))
    return end
