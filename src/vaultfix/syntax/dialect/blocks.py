"""Blocks: mistune's block parser, which finds the containers, taught Obsidian's leaves."""

import re
from re import Match
from typing import cast

from mistune import BlockParser, BlockState

from vaultfix.patterns import pattern
from vaultfix.syntax.dialect.lazy import OpenText, unquoted
from vaultfix.syntax.dialect.state import Leaf, State
from vaultfix.syntax.regions import Heading, Zone

_INDENTED = pattern(r"(?:(?:[ \t]*\n)*(?: {4}| {0,3}\t)[ \t]*[^ \t\n][^\n]*(?:\n|\Z))+")
_INDENT = pattern(r"^(?: {4}| {0,3}\t)", re.MULTILINE)
_REST_OF_LINE = pattern(r"[ \t]*(?:\n|\Z)")

_HIDING = {
    "%%": (re.compile("%%"), Zone.COMMENT),
    "$$": (re.compile(r"(?<!\\)\$\$"), Zone.MATH),
    "<%": (re.compile("%>"), Zone.TEMPLATE),
}
_PRE_END = pattern(r"</(?:pre|script|style|textarea)>", re.IGNORECASE)
_HTML_END = {
    "<!--": re.compile("-->"),
    "<?": re.compile(r"\?>"),
    "<![CDATA[": re.compile("]]>"),
    **dict.fromkeys(("<pre", "<script", "<style", "<textarea"), _PRE_END),
}
_DECLARATION_END = pattern(">")

_INTERRUPTING = ["blank_line", "thematic_break", "fenced_code", "atx_heading", "block_quote", "list", "new_block"]
_RULES = [
    "fenced_code",
    "indented",
    "atx_heading",
    "setex_heading",
    "thematic_break",
    "block_quote",
    "list",
    "footnote",
    "ref_link",
    "hidden",
    "raw_html",
    "blank_line",
]


class Blocks(BlockParser):
    """The block parser of the dialect. Containers are mistune's; a leaf is recorded where it stands.

    It differs from mistune's own where that is unlike CommonMark: a line of five spaces ends a paragraph, `<!-->` is
    a whole comment, and a block that ends a quote or list is parsed after it, not inside it (so that quotes and lists
    in turn, however many, are no recursion).
    """

    state_cls = State

    def __init__(self) -> None:
        """Teach mistune the rules of the dialect."""
        super().__init__(block_quote_rules=_RULES, list_rules=_RULES)
        self.register("indented", r"^(?: {4}| {0,3}\t)[ \t]*[^ \t\n]", Blocks.parse_indented)
        self.register("footnote", r"^ {0,3}\[\^[^\[\]\s]+\]:", Blocks.parse_footnote)
        self.register("hidden", r"^ {0,3}(?:%%|\$\$|<%)", Blocks.parse_hidden)
        # An underline is all of one sign; mistune's own takes `=-` for one.
        self.specification["setex_heading"] = r"^ {0,3}(?:(?P<setext_1>=)=*|-+)[ \t]*$"
        self.specification["ref_link"] = self.specification["ref_link"].replace(r"\[", r"\[(?!\^)", 1)
        # What ends a quote or a list although the line lacks its prefix: what hides text does too. In a list mistune
        # asks of nothing else, so any line is taken for one and then judged by `parse_method`.
        tag = self.BLOCK_HTML.replace(r"(?:[ \t]+|\n|$)", r"(?:[ \t>]|/>|$)")
        self.specification["new_block"] = rf"(?:{tag}|{self.specification['hidden']})"
        self.specification["block_html"] = r"(?=[^\n])"
        self.rules = list(_RULES)

    def parse_method(self, m: Match[str], state: BlockState) -> int | None:
        """Parse the block that `m` begins; while a container gathers its lines, only say where it ends it."""
        ours = cast("State", state)
        if ours.gathering:
            return None if ours.item_text().is_paragraph and not self._is_new_block(state) else m.start()
        return super().parse_method(m, state)

    def extract_block_quote(self, m: Match[str], state: BlockState) -> tuple[str, int | None, set[int]]:
        """Gather the lines of a quote, and after them those without a `>` that go on with its paragraph."""
        ours = cast("State", state)
        ours.opens(state.cursor)
        lines: list[str] = []
        lazy_line_starts = set()
        length = 0
        open_text = OpenText()
        while state.cursor < state.cursor_max:
            line = state.get_line(state.cursor)
            content = unquoted(line)
            if content is None:
                if not open_text.is_paragraph or self._is_new_block(state):
                    break
                lazy_line_starts.add(length)
                content = line
            else:
                open_text = open_text.after(content)
            lines.append(content)
            length += len(content)
            state.cursor += len(line)
        return "".join(lines), None, lazy_line_starts

    def _is_new_block(self, state: BlockState) -> bool:
        """Whether the line at the cursor begins a block, and so does not go on with a paragraph above."""
        m = self.compile_sc(_INTERRUPTING).match(state.src, state.cursor)
        return bool(m and _ends_paragraph(m))

    def parse_list(self, m: Match[str], state: BlockState) -> int:
        """Parse the items of a list."""
        ours = cast("State", state)
        ours.opens(m.start(), item=True)
        ours.gathering = True
        end = super().parse_list(m, state)
        ours.gathering = False
        ours.opens(0)
        return end

    def parse_fenced_code(self, m: Match[str], state: BlockState) -> int | None:
        """Record a fence, which runs to its closing line or to the end of its container [E1]."""
        ours = cast("State", state)
        fence = m["fenced_2"]
        if fence[0] == "`" and "`" in m["fenced_3"]:
            return None
        closer = re.compile(rf"^ {{0,3}}{fence[0]}{{{len(fence)},}}[ \t]*$", re.MULTILINE)
        closing = closer.search(state.src, m.end() + 1)
        end = min(closing.end() + 1, state.cursor_max) if closing else state.cursor_max
        if closing is None:
            ours.lost(Zone.FENCED_CODE, m.start("fenced_2"))
        ours.block(Zone.FENCED_CODE, m.start("fenced_2"), end)
        return end

    def parse_indented(self, m: Match[str], state: BlockState) -> int | None:
        """Record indented code [E2]; under a footnote the indented lines are more of the footnote [E9]."""
        ours = cast("State", state)
        if end := state.append_paragraph():
            return end
        indented = _INDENTED.match(state.src, state.cursor)
        if indented is None:
            return None
        if not ours.follows_footnote():
            ours.block(Zone.INDENTED_CODE, indented.start(), indented.end())
            return indented.end()
        ours.opens(indented.start())
        self.parse(state.child_state(_INDENT.sub("", indented.group())), self.list_rules)
        state.append_token({"type": "footnote"})
        return indented.end()

    def parse_footnote(self, m: Match[str], state: BlockState) -> int:
        """Begin a footnote's definition, which is a paragraph of its own [E9]."""
        end = state.find_line_end()
        state.append_token({"type": "footnote"})
        state.add_paragraph(state.get_text(end))
        return end

    def parse_atx_heading(self, m: Match[str], state: BlockState) -> int:
        """Record a heading that starts with `#`."""
        ours = cast("State", state)
        ours.blocks.leaves.append(Leaf(ours.ground, *m.span("atx_2")))
        span = ours.span(m.start("atx_1"), m.end())
        ours.blocks.headings.append(Heading.hashed(span, len(m["atx_1"]), m["atx_2"]))
        state.append_token({"type": "heading"})
        return m.end() + 1

    def parse_setex_heading(self, m: Match[str], state: BlockState) -> int | None:
        """Record a heading that is underlined."""
        ours = cast("State", state)
        end = super().parse_setex_heading(m, state)
        if end and ours.leaf and state.last_token()["type"] == "heading":
            text = ours.leaf.text
            span = ours.span(ours.leaf.end - len(text.lstrip(" \t")), m.end())
            ours.blocks.headings.append(Heading.underlined(span, 1 if m["setext_1"] == "=" else 2, text))
        return end

    def parse_hidden(self, m: Match[str], state: BlockState) -> int | None:
        """Record a comment, display math or template that starts a line and ends on a later one [E3, E5, E6].

        On one line it is a part of its paragraph. Only a comment may stay open to the end [E3].
        """
        ours = cast("State", state)
        start = m.end() - 2
        mark = state.src[start : m.end()]
        closer, zone = _HIDING[mark]
        if ours.owes(mark):
            return None
        closing = ours.find(closer, m.end())
        if closing is None and zone is not Zone.TEMPLATE:
            ours.lost(zone, start)
        if closing is None and zone is Zone.COMMENT:
            ours.block(zone, start, state.cursor_max)
            return state.cursor_max
        if closing is None or "\n" not in state.src[start : closing.start()]:
            return None
        ours.block(zone, start, closing.end())
        return _past(state.src, closing.end())

    def parse_raw_html(self, m: Match[str], state: BlockState) -> int | None:
        """Record a block of HTML or an HTML comment [E4]."""
        ours = cast("State", state)
        marker = m.group().lstrip(" ")
        start = m.end() - len(marker)
        closer = _HTML_END.get(marker.lower()) or (_DECLARATION_END if marker.startswith("<!") else None)
        if closer is None:
            end = super().parse_raw_html(m, state)
            if end and not ours.is_paragraph_open():
                ours.block(Zone.HTML, start, end)
            return end
        # `<!-->` is a whole comment: its end may begin inside its start.
        closing = closer.search(state.src, start + 2)
        zone = Zone.COMMENT if marker == "<!--" else Zone.HTML
        if closing is None:
            ours.lost(zone, start)
            ours.block(zone, start, state.cursor_max)
            return state.cursor_max
        ours.block(zone, start, closing.end())
        end = _past(state.src, closing.end())
        if end == closing.end() < state.cursor_max:
            end = state.find_line_end_at(end)
            ours.block(Zone.HTML, closing.end(), end)
        return end


def _ends_paragraph(m: Match[str]) -> bool:
    """Whether the block that `m` begins may end a paragraph that it follows."""
    if m.lastgroup == "fenced_code":
        return not (m["fenced_2"][0] == "`" and "`" in m["fenced_3"])
    if m.lastgroup == "list":
        return bool(m["list_3"].strip()) and m["list_2"][:-1] in ("", "1")
    return True


def _past(source: str, position: int) -> int:
    """Return where the next line starts if nothing but blanks stands before it, else `position`."""
    rest = _REST_OF_LINE.match(source, position)
    return rest.end() if rest else position
