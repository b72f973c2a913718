"""The rule truncated-value."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.frontmatter.doubts import not_plain
from vaultfix.passes.frontmatter.values import cut_off, is_template, shown
from vaultfix.patterns import pattern
from vaultfix.rule import Choice, Example, Finding, Rule, Severity
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.yaml_nodes import Node, Style, walk
from vaultfix.syntax.yaml_proof import Meant, proved
from vaultfix.syntax.yaml_quotes import quoted
from vaultfix.syntax.zones import Zone
from vaultfix.text import Safety, Span, replace
from vaultfix.vault import Vault

DRESSES = ("crlf", "bom", "no final newline", "fence")

# What may swallow a value: a hash behind a blank with a word right behind it, a mark to be repeated, braces, and more
# digits than a number has in JavaScript.
_SUSPECT = pattern(r"[ \t]#[^\s#!]|[ \t\[,]&\S|\{|\d{16}")
_MARK = pattern(r"(?<=[ \t\[,])&[^\s,\[\]{}]+(?<!:)\Z")
_BRACES = pattern(r"\{[^{}\[\]:\"'\r\n]*\}")

# JavaScript has no whole numbers, so Obsidian and Quartz round what is larger [C2.1].
_MOST_EXACT = 2**53


class TruncatedValue(Rule):
    """YAML reads the whole of a value, and not a part of it or none.

    To YAML ` #` begins a comment: of `title: Issue #1` only `Issue` is left, and of `color: #fff` nothing. `&` in front
    of a word makes a mark of it, braces make a map, and a number of more than sixteen digits is rounded; the property
    is then not what stands there, and nothing says so. A comment that has a space behind its `#` is taken for one.

    Behind ` #` there may be a comment all the same, so this is only reported, unless the note's heading says all of it,
    too: then quotes are put around it. Where nothing but the value can be meant, they are a guess, and unsafe.
    """

    severity = Severity.WARNING
    doubt = not_plain
    touches = frozenset({Zone.FRONTMATTER})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        found = block(doc)
        if found is None or not _SUSPECT.search(doc.text, found.yaml.start, found.yaml.end):
            return
        said = properties(doc)
        if isinstance(said, Properties):
            nodes = [node for entry in said.entries for node in walk(entry.node)]
            # What is repeated somewhere is a mark indeed.
            is_marked = any(node.style is Style.ALIAS for node in nodes)
            for node in nodes:
                yield from _cut(doc, node)
                lost = None if is_marked else _swallowed(doc, node)
                if lost:
                    yield _quotable(doc, node, *lost)

    examples = (
        Example("a comment", "---\ntitle: One # the first\ntags: # none yet\n---\n", dresses=DRESSES),
        Example("a hash in a word or in quotes", '---\ntitle: C#\nissue: "#1"\n---\n', dresses=DRESSES),
        Example("a map in braces", "---\nsize: {wide: 1}\n---\n", dresses=DRESSES),
        Example("a template is to fill it in", "---\ndate: {{date}}\n---\n", dresses=DRESSES),
        Example("what a hash cuts off is reported", "---\ntitle: Issue #1\n---\n", faults=1, dresses=DRESSES),
        Example(
            "the heading tells what was meant",
            "---\ntitle: Issue #1\n---\n# Issue #1\n",
            after='---\ntitle: "Issue #1"\n---\n# Issue #1\n',
            dresses=DRESSES,
        ),
        Example(
            "what starts with a hash is not there at all",
            "---\ncolor: #fff\ntags:\n  - #garden\n---\n",
            after='---\ncolor: "#fff"\ntags:\n  - "#garden"\n---\n',
            unsafe=True,
            dresses=DRESSES,
        ),
        Example(
            "a mark and a map that are none",
            "---\nby: &co\nmood: {fine}\n---\n",
            after='---\nby: "&co"\nmood: "{fine}"\n---\n',
            unsafe=True,
            dresses=DRESSES,
        ),
    )


def _cut(doc: Document, node: Node) -> Iterator[Finding]:
    """Yield what a hash cuts off from a text, or takes for a comment where a value belongs."""
    comment = cut_off(doc, node)
    if comment is None:
        return
    lost = comment.of(doc.text)
    if node.value is None:
        words = f"`{shown(lost)}` is a comment to YAML, so that nothing is left here; put it in quotes if it is a value"
        yield _quotable(doc, node, comment, words)
        return
    whole = Span(node.span.start, comment.end)
    text = whole.of(doc.text)
    words = (
        f"YAML reads only `{shown(str(node.value))}` and takes `{shown(lost)}` for a comment; "
        "put all of it in quotes if it is meant"
    )
    from vaultfix.passes.frontmatter.spoken import spoken  # noqa: PLC0415 - only a text that is cut off pays for it
    from vaultfix.passes.frontmatter.titles import title_heading  # noqa: PLC0415 - likewise

    heading = title_heading(doc)
    # The heading is a witness: nobody writes the same comment there.
    is_heard = heading is not None and spoken(heading.text) == spoken(text)
    fix = proved(doc, replace(whole, quoted(text)), Meant(changed={node.span: text}, comment=comment))
    choices = (Choice(quoted(text), "all of it, as text"),) if fix else ()
    yield Finding(whole, words, fix if is_heard else None, choices=choices)


def _swallowed(doc: Document, node: Node) -> tuple[Span, str] | None:
    """Return where a value stands that is not read as it stands there, and what to say of it."""
    source = node.span.of(doc.text)
    if _is_set(node) and _BRACES.fullmatch(source) and not is_template(doc, node):
        return node.span, f"`{shown(source)}` is a map to YAML; put it in quotes if it is text"
    if isinstance(node.value, int) and abs(node.value) > _MOST_EXACT:
        return node.span, f"`{shown(source)}` has more digits than a number can hold, and is rounded; put it in quotes"
    marked = _marked(doc, node)
    if marked:
        name = marked.of(doc.text).partition(" ")[0]
        return (
            marked,
            f"`{shown(name)}` is a mark to YAML, and no part of the value; put the whole in quotes if it is text",
        )
    return None


def _is_set(node: Node) -> bool:
    """Whether a map in braces has keys, and nothing else."""
    return node.style is Style.FLOW_MAP and bool(node.entries) and all(each.value is None for each in node.entries)


def _marked(doc: Document, node: Node) -> Span | None:
    """Return where a text stands that begins with a mark, or a mark that stands alone."""
    if node.style is not Style.PLAIN:
        return None
    if node.value is not None:
        return node.span if doc.text.startswith("&", node.span.start) else None
    line = doc.line(doc.line_number(node.span.end))
    alone = _MARK.search(doc.text, line.start, node.span.end)
    return Span(*alone.span()) if alone else None


def _quotable(doc: Document, node: Node, span: Span, words: str) -> Finding:
    """Report a value that quotes around `span` would keep whole, if that is proved."""
    text = span.of(doc.text)
    fix = replace(span, quoted(text), Safety.UNSAFE)
    return Finding(span, words, proved(doc, fix, Meant(changed={node.span: text}, comment=span)))
