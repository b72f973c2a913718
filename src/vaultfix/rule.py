"""What a rule is and what it may say."""

import re
from collections.abc import Iterator, Sequence
from copy import copy
from enum import IntEnum
from functools import cached_property
from typing import ClassVar, NamedTuple, Self

from vaultfix.document import Document
from vaultfix.doubt import Doubt, always
from vaultfix.frozen import fields_of, refused
from vaultfix.syntax.zones import Zone
from vaultfix.text import Fix, Safety, Span
from vaultfix.vault import Vault
from vaultfix.vault.schema import Schema


class Severity(IntEnum):
    """How much a fault matters, in rising order."""

    INFO = 1
    WARNING = 2
    ERROR = 3


class Choice(NamedTuple):
    """One of several texts that could stand at a finding's span, and why; `chance` is 0 to 1 where it is known."""

    text: str
    why: str = ""
    chance: float | None = None


class Finding(NamedTuple):
    """A fault at a place: what is wrong, and how to mend it where that is known.

    It names neither its rule nor its line: the engine knows the one, the report the other. `severity` is set only
    where this case differs from the rule's own; `choices` lists what a person could pick, best first.
    `details` are names and words for programs, beyond what the message says to people. `inflicted` says that this
    worked until a change broke it: a repair in this run, or the change that is judged. `twin` is the other place
    in the note without which this would be no fault.
    """

    span: Span
    message: str
    fix: Fix | None = None
    severity: Severity | None = None
    choices: Sequence[Choice] = ()
    details: tuple[tuple[str, str], ...] = ()
    inflicted: bool = False
    twin: Span | None = None


class Hearing(NamedTuple):
    """What was heard of a note whose author silenced some rules."""

    rules: frozenset[str]
    """The names of the rules that judged the note."""
    silenced: tuple[tuple[str, int], ...]
    """The findings that nobody will see: the name of the rule, and the offset."""


class Terms(NamedTuple):
    """What an author makes of a rule: how much its findings matter, and how sure its fixes are; None as it says."""

    severity: Severity | None = None
    safety: Safety | None = None

    def taken(self, finding: Finding, usual: Severity) -> Finding:
        """Return a finding of a rule whose severity is `usual` on these terms.

        What the rule takes more lightly than the rest stays lighter, and a link that a repair broke follows for sure.
        """
        if self.severity:
            own = finding.severity or usual
            finding = finding._replace(severity=min(own, self.severity) if own < usual else self.severity)
        if self.safety and finding.fix and not finding.inflicted:
            finding = finding._replace(fix=finding.fix._replace(safety=self.safety))
        return finding


AS_IT_SAYS = Terms()

DRESSES = ("crlf", "bom", "frontmatter", "no final newline", "quote", "fence")


class Example(NamedTuple):
    """A note that shows what a rule does: its test, and its page.

    `text` is the note. A fixable fault has `after`, what the note is mended to; a fault that is only reported has
    `faults`, how many findings it gives. Neither: the note is healthy. `path` and `others` (path to text; a path
    that is no note has any text) set the vault around it; `profiles` is where its links must work. `renamed` are
    files, each as (old path, new path), that the change which is judged has renamed; `schemas` say what properties
    should be.
    """

    title: str
    text: str
    after: str | None = None
    faults: int | None = None
    unsafe: bool = False
    path: str = "note.md"
    others: tuple[tuple[str, str], ...] = ()
    profiles: tuple[str, ...] = ("obsidian", "portable")
    renamed: tuple[tuple[str, str], ...] = ()
    schemas: tuple[Schema, ...] = ()
    dresses: tuple[str, ...] = DRESSES
    """In what the example is tried again: each dress must leave the faults as they are, a fence must hide them."""


PROSE = frozenset({Zone.PROSE})
CODE = frozenset({Zone.FENCED_CODE, Zone.INDENTED_CODE, Zone.INLINE_CODE})
EVERYWHERE = frozenset(Zone)


class Rule:
    """A rule is one small file: the docstring is its page, examples are its evidence.

    One with options is a frozen dataclass: its fields are the options. Rules are the same when their options are.
    """

    severity: ClassVar[Severity]
    touches: ClassVar[frozenset[Zone]] = PROSE
    """The zones where a finding may start; the engine drops what a rule suspects elsewhere."""
    judges_bytes: ClassVar[bool] = False
    """Whether the rule also reads notes that are not UTF-8."""
    off: ClassVar[bool] = False
    """Whether the rule must be asked for by name."""
    heals: ClassVar[bool] = False
    """Whether the rule lets links follow what a change moved; then it does so also where nobody asked for it."""
    sees_all: ClassVar[bool] = False
    """Whether the rule sees more of other notes than their faces, so that it is asked again when any was mended."""
    terms: ClassVar[Terms] = AS_IT_SAYS
    """On what terms its findings are taken; the rules of a configuration may each have their own."""
    examples: ClassVar[tuple[Example, ...]]

    @property
    def doubt(self) -> Doubt:
        """What must hold of a note before the rule is asked; where it does not, `check` would find nothing."""
        return always

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        """Yield what may be wrong in `doc`, read beside the rest of `vault`; too eager is allowed, a miss is not."""
        raise NotImplementedError

    def review(self, doc: Document, vault: Vault, hearing: Hearing) -> Iterator[Finding]:
        """Yield what may be wrong in a note that silences rules, once all of them have spoken."""
        yield from ()

    def __eq__(self, other: object) -> bool:
        """Whether `other` is this rule with the same options."""
        return type(other) is type(self) and other._options == self._options

    def __hash__(self) -> int:
        """Return what rules with the same options share."""
        return hash((type(self), self._options))

    @cached_property
    def _options(self) -> tuple[object, ...]:
        return tuple(getattr(self, each.name) for each in fields_of(self))

    __setattr__ = __delattr__ = refused

    def on(self, terms: Terms) -> Self:
        """Return this rule with its findings taken on other terms."""
        rule = copy(self)
        vars(rule)["terms"] = terms
        return rule

    @cached_property
    def touches_everything(self) -> bool:
        """Whether zones make no difference to this rule, so that they need not be known."""
        return self.touches == EVERYWHERE

    @cached_property
    def name(self) -> str:
        """The rule's name: its class in kebab case."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", type(self).__name__).lower()

    @cached_property
    def title(self) -> str:
        """The first line of the rule's page."""
        return self.page.partition("\n")[0]

    @cached_property
    def page(self) -> str:
        """The rule's docstring, unindented."""
        lines = (type(self).__doc__ or "").strip().split("\n")
        return "\n".join([lines[0], *(line.removeprefix("    ") for line in lines[1:])])

    @cached_property
    def fixable(self) -> Safety | None:
        """How sure the rule's best fix is, shown by its examples; None where it only reports."""
        fixes = [example.unsafe for example in self.examples if example.after is not None]
        if not fixes:
            return None
        return Safety.UNSAFE if all(fixes) else Safety.SAFE


class Verdict(NamedTuple):
    """A finding that was proved: in which note, and by which rule."""

    doc: Document
    rule: Rule
    finding: Finding

    @property
    def severity(self) -> Severity:
        """How much this finding matters: its own word, else its rule's."""
        return self.finding.severity or self.rule.severity


class RuleError(Exception):
    """A rule raised an exception; nothing can be said of what it would have found."""

    def __init__(self, rule: str, path: str, words: str) -> None:
        """Remember which rule it was, in which note, and what it said."""
        super().__init__(rule, path, words)
        self.rule, self.path, self.words = rule, path, words

    def __str__(self) -> str:
        """Say it for a person."""
        return f"the rule `{self.rule}` failed here and is left out of this run ({self.words}); please report it"


class Pass(NamedTuple):
    """An ordered group of rules about one subject."""

    name: str
    rules: tuple[type[Rule], ...]
