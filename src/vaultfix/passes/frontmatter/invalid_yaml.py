"""The rule invalid-yaml."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.frontmatter.doubts import not_plain
from vaultfix.patterns import pattern
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.properties import properties
from vaultfix.syntax.yaml_nodes import YamlError
from vaultfix.syntax.yaml_quotes import quotes
from vaultfix.syntax.zones import Zone
from vaultfix.text import Fix
from vaultfix.vault import Vault

_KEY = pattern(r"""[\r\n][ {"']*+[\w -]+["']?:""")
DRESSES = ("crlf", "bom", "no final newline", "fence")


class InvalidYaml(Rule):
    """The frontmatter of a note is YAML that can be read.

    One value that YAML trips over costs the note all its properties: Obsidian then knows neither its aliases nor its
    tags, and what publishes by a property finds none. Judged by YAML 1.2, as Obsidian reads it.

    The fix puts quotes around values that can only be meant as text: a title with `: ` inside, a handle such as
    `@me`. It is offered where it is proved: with the quotes the whole block parses, and each quoted value is, to the
    letter, the text that stood there.
    """

    severity = Severity.ERROR
    doubt = not_plain
    touches = frozenset({Zone.FRONTMATTER})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        from vaultfix.passes.frontmatter.stumbles import NO_KEYS, stumble  # noqa: PLC0415 - only what cannot be read pays for it

        error, found = properties(doc), block(doc)
        if found is None or not isinstance(error, YamlError):
            return
        if not _KEY.search(doc.text, found.yaml.start - 1, found.yaml.end):
            # Prose between two rules is no broken property, though Obsidian takes it for one [C1.2].
            yield Finding(doc.line(doc.line_number(found.yaml.start)), NO_KEYS, severity=Severity.WARNING)
            return
        seen = stumble(doc, found.yaml, error)
        edits = quotes(doc.text, found.yaml, error)
        yield Finding(seen.span, seen.words, Fix(edits) if edits else None)

    examples = (
        Example(
            "values that look odd and are fine",
            "---\ntitle: it's 10:30 | C#\nURL: https://example.org/a?b=c#d\ntags:\n- a\n- b\n---\n",
            dresses=DRESSES,
        ),
        Example("a key without a value is fine", "---\ntags:\n---\n", dresses=DRESSES),
        Example("JSON is YAML", '---\n{"title": "One", "aliases": ["Two"]}\n---\n', dresses=DRESSES),
        Example("no properties at all are fine", "---\n---\n", dresses=DRESSES),
        Example(
            "a colon and a space inside a title",
            "---\ntitle: The Forge: After # no\n---\n",
            faults=1,
            dresses=DRESSES,
        ),
        Example(
            "quotes keep a colon from starting a map",
            "---\ndate: 2026-01-31\ntitle: The Forge: After\ntags: # kept as it is\n  - tale\n---\n",
            after='---\ndate: 2026-01-31\ntitle: "The Forge: After"\ntags: # kept as it is\n  - tale\n---\n',
            dresses=DRESSES,
        ),
        Example(
            "a handle in a list, and a quote within quotes",
            '---\naliases:\n- @ada\ntitle: "Ada" of old\n---\n',
            after='---\naliases:\n- "@ada"\ntitle: "\\"Ada\\" of old"\n---\n',
            dresses=DRESSES,
        ),
        Example("a list below a value needs a person", "---\naliases: One\n- Two\n---\n", faults=1, dresses=DRESSES),
        Example("a tab may not indent", "---\ntags:\n\t- one\n---\n", faults=1, dresses=DRESSES),
        Example(
            "prose between two rules is taken for properties", "---\n*Some* prose.\n---\n", faults=1, dresses=DRESSES
        ),
        Example("a colon needs a space behind it", "---\ntitle:One\n---\n", faults=1, dresses=DRESSES),
    )
