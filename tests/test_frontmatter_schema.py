"""Schemas of properties: kinds, folders, JSON Schema, what Obsidian knows, and what is wrong with a configuration."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from vaultfix.config import ConfigError, load
from vaultfix.document import Document
from vaultfix.engine import judge, mend
from vaultfix.opening import Settings, open_vaults
from vaultfix.passes.frontmatter.missing_property import MissingProperty
from vaultfix.passes.frontmatter.property_type import PropertyType
from vaultfix.passes.frontmatter.property_type_drift import PropertyTypeDrift
from vaultfix.passes.frontmatter.schema_violation import SchemaViolation
from vaultfix.rule import Finding, Rule, Severity, Verdict
from vaultfix.store import load_property_kinds
from vaultfix.syntax.json_schema import flaw, violations
from vaultfix.vault import Vault
from vaultfix.vault.customs import Customs
from vaultfix.vault.files import Files
from vaultfix.vault.schema import Kind, Schema, Schemas, Wanted


def vault_of(text: str, schemas: Schemas, path: str = "n.md", **others: str) -> Vault:
    notes = {name: Document.of(name, body) for name, body in {**others, path: text}.items()}
    return Vault(notes, Files(frozenset(notes)), schemas=schemas)


def findings(rule: Rule, text: str, schemas: Schemas, path: str = "n.md") -> list[Finding]:
    return [verdict.finding for verdict in judge(vault_of(text, schemas, path), {path: [rule]})]


def mended(rule: Rule, text: str, schemas: Schemas, *, unsafe: bool = False) -> str:
    note = mend(vault_of(text, schemas), {"n.md": [rule]}, unsafe=unsafe).vault.note("n.md")
    assert note is not None
    return note.text


def wanting(**properties: Wanted) -> Schemas:
    return Schemas((Schema(properties=properties),))


RIGHT = {
    Kind.TEXT: ["a", "yes", "2026-01-31", '"5"', "", "{{x}}", "[[Note]]"],
    Kind.LIST: ["a", "[a, b]", "[]", "", '["1"]', "\n- a\n-"],
    Kind.NUMBER: ["5", "-1", "4.5", "1e3", "0x1F", "", "<% x %>"],
    Kind.CHECKBOX: ["true", "False", ""],
    Kind.DATE: ["2026-01-31", '"2026-01-31"', "", "{{date}}"],
    Kind.DATETIME: ["2026-01-31T10:30", "2026-01-31T10:30:59", "2026-01-31T10:30:59.354Z", "2026-01-31T10:30:00-08:00", "2026-01-31"],
    Kind.URL: ["https://a.example", "HTTP://a.example/b?c#d", ""],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in RIGHT.items() for value in values])
def test_a_value_is_of_its_kind(kind: Kind, value: str) -> None:
    """[C3.3, C3.4]."""
    assert findings(PropertyType(), f"---\nk: {value}\n---\n", wanting(K=Wanted(kind))) == []


MENDED = [
    (Kind.TEXT, "5", '"5"'),
    (Kind.TEXT, "true", '"true"'),
    (Kind.LIST, "5", '"5"'),
    (Kind.LIST, "[a, 1.10]", '[a, "1.10"]'),
    (Kind.NUMBER, '"5"', "5"),
    (Kind.NUMBER, "'-4.5'", "-4.5"),
    (Kind.CHECKBOX, "yes", "true"),
    (Kind.CHECKBOX, "0", "false"),
    (Kind.DATE, "2026-1-5", "2026-01-05"),
    (Kind.DATE, "2026/01/31", "2026-01-31"),
    (Kind.DATE, "'2026.1.31'", "2026-01-31"),
    (Kind.DATETIME, "2026-01-31 10:30", "2026-01-31T10:30"),
    (Kind.DATETIME, '"2026-01-31 10:30:00Z"', "2026-01-31T10:30:00Z"),
]


@pytest.mark.parametrize(("kind", "value", "after"), MENDED)
def test_what_says_the_same_is_written_rightly(kind: Kind, value: str, after: str) -> None:
    text = f"---\nk: {value} # c\nz: 1\n---\n"

    assert mended(PropertyType(), text, wanting(k=Wanted(kind))) == f"---\nk: {after} # c\nz: 1\n---\n"


WRONG = {
    Kind.TEXT: ["[a]", "\n  a: b"],
    Kind.LIST: ["\n  a: b", "[[a], b]", "\n- a: b\n  c: d"],
    Kind.NUMBER: ["five", '"5 "', '"05"', '"1.10"', "true", "[5]", '"20240101123456789"'],
    Kind.CHECKBOX: ["maybe", "2", "[true]"],
    Kind.DATE: ["2026-02-30", "31.01.2026", "01/31/2026", "2026", "2026-01-31T10:30", '"[[2026-01-31]]"', "20260131", "2026-01/31"],
    Kind.DATETIME: ["2026-02-30T10:30", "2026-01-31T25:00", "10:30", "tomorrow", "2026-01-31T10"],
    Kind.URL: ["a.example", "ftp://a.example", "5"],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in WRONG.items() for value in values])
def test_what_may_mean_something_else_is_only_reported(kind: Kind, value: str) -> None:
    text = f"---\nk: {value}\n---\n"

    assert len(findings(PropertyType(), text, wanting(k=Wanted(kind)))) == 1
    assert mended(PropertyType(), text, wanting(k=Wanted(kind)), unsafe=True) == text


STATUS = wanting(status=Wanted(one_of=("todo", "done", 3)))


@pytest.mark.parametrize("value", ["todo", "3", "3.0", "", "[todo, done]", "[]", "{{x}}"])
def test_a_value_is_one_of_those_allowed(value: str) -> None:
    assert findings(PropertyType(), f"---\nstatus: {value}\n---\n", STATUS) == []


@pytest.mark.parametrize(
    ("value", "words", "choices"),
    [
        ("doing", "`status` is one of `todo`, `done`, `3`", []),
        ("Done", "`status` is one of `todo`, `done`, `3`; did you mean `done`?", ["done"]),
        ("true", "`status` is one of `todo`, `done`, `3`", []),
    ],
)
def test_a_value_is_none_of_those_allowed(value: str, words: str, choices: list[str]) -> None:
    (finding,) = findings(PropertyType(), f"---\nstatus: [todo, {value}]\n---\n", STATUS)

    assert (words, choices) == (finding.message, [choice.text for choice in finding.choices])


def test_text_fits_a_pattern_as_a_whole(tmp_path: Path) -> None:
    schemas = configured(tmp_path, '[[schema]]\nproperties.isbn = { pattern = "[0-9]{13}" }\n')

    assert findings(PropertyType(), '---\nisbn: "9780000000001"\n---\n', schemas) == []
    assert [finding.message for finding in findings(PropertyType(), '---\nisbn: "97800000000012"\n---\n', schemas)] == [
        "`isbn` does not fit the pattern `[0-9]{13}`"
    ]


def configured(folder: Path, toml: str, name: str = "vaultfix.toml") -> Schemas:
    (folder / name).write_bytes(toml.encode())
    return Schemas(load(folder).schemas)


BOOKS = """
[[schema]]
files = ["books/**", "!books/index.md"]
required = ["title", "rating"]
[schema.properties]
rating = "number"
status = { type = "text", one-of = ["todo", "done"] }
cover = { required = true }

[[schema]]
properties.rating = "text"
files = ["books/old/**"]

[[schema]]
properties.day = "date"
"""


def test_a_schema_speaks_of_its_folder_and_the_last_word_counts(tmp_path: Path) -> None:
    schemas = configured(tmp_path, BOOKS)
    kinds = {path: schemas.wanted(path) for path in ("books/a.md", "books/old/b.md", "books/index.md", "a.md")}

    assert {path: sorted(wanted) for path, wanted in kinds.items()} == {
        "books/a.md": ["cover", "day", "rating", "status", "title"],
        "books/old/b.md": ["cover", "day", "rating", "status", "title"],
        "books/index.md": ["day"],
        "a.md": ["day"],
    }
    assert [kinds[path]["rating"].kind for path in ("books/a.md", "books/old/b.md")] == [Kind.NUMBER, Kind.TEXT]


def test_what_a_schema_requires_is_missed_where_it_speaks(tmp_path: Path) -> None:
    schemas = configured(tmp_path, BOOKS)
    missed = {
        path: [
            finding.message for finding in findings(MissingProperty(), "---\nTitle: a\nrating:\n---\n", schemas, path)
        ]
        for path in ("books/a.md", "a.md")
    }

    assert missed == {"books/a.md": ["`cover` is missing: add `cover: …`"], "a.md": []}


def test_the_schema_stands_above_the_options_of_the_rule() -> None:
    assert findings(PropertyType(), "---\ntitle: 5\n---\n", wanting(title=Wanted(Kind.NUMBER))) == []


IN_OBSIDIAN = Schemas((), {"title": Kind.NUMBER, "rating": Kind.NUMBER, "note": Kind.TEXT, "seen": Kind.LIST})


@pytest.mark.parametrize(
    ("yaml", "severity"),
    [
        ("rating: five", Severity.WARNING),
        ("Rating: 5", None),
        ("note: 5", None),
        ("note: [a]", Severity.WARNING),
        ("seen: [1, true, a]", None),
        ("seen:\n  a: b", Severity.WARNING),
        ("title: a", None),
    ],
)
def test_obsidian_has_its_say_where_nobody_else_has(yaml: str, severity: Severity | None) -> None:
    """[C3.3]: a number is shown as text without a word."""
    found = findings(PropertyType(), f"---\n{yaml}\n---\n", IN_OBSIDIAN)

    assert [severity] * (severity is not None) == [finding.severity for finding in found]


TYPES = {
    "none": (None, {}),
    "no JSON": (b"{", {}),
    "another shape": (b'{"types": ["a"]}', {}),
    "no object": (b"[]", {}),
    "the kinds there are": (
        json.dumps({"types": {"A": "text", "b": "multitext", "c": "number", "d": "checkbox", "e": "date", "f": "datetime",
                              "aliases": "aliases", "tags": "tags", "x": "a plugin's", "y": 5}}).encode(),
        {"a": Kind.TEXT, "b": Kind.LIST, "c": Kind.NUMBER, "d": Kind.CHECKBOX, "e": Kind.DATE, "f": Kind.DATETIME, "aliases": Kind.LIST},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "kinds"), TYPES.values(), ids=TYPES)
def test_the_types_of_obsidian_are_read_as_far_as_they_make_sense(
    tmp_path: Path, raw: bytes | None, kinds: Mapping[str, Kind]
) -> None:
    (tmp_path / ".obsidian").mkdir()
    if raw is not None:
        (tmp_path / ".obsidian" / "types.json").write_bytes(raw)

    assert load_property_kinds(tmp_path) == kinds


WRONG_TOML = {
    "[[schema]]\n\n[[schema]]\nfile = ['a']": (4, "a schema has no key `file`; did you mean `files`?"),
    "[[schema]]\nfiles = 'a'": (2, '`files` must be a list of text, not `"a"`'),
    "[[schema]]\nproperties.a = 'text'\n[[schema]]\n[schema.properties]\na = 'nummer'": (
        5,
        '`a` must be one of `text`, `list`, `number`, `checkbox`, `date`, `datetime`, `url`, not `"nummer"`; did you mean `number`?',
    ),
    "[[schema]]\n[schema.properties.a]\ntype = 'text'\ntyp = 1": (4, "a schema has no key `typ`; did you mean `type`?"),
    "[[schema]]\nproperties.a = { pattern = '[' }": (
        2,
        "`pattern` is no regular expression: unterminated character set at position 1",
    ),
    "[[schema]]\nproperties.a = { one-of = [[1]] }": (2, "`one-of` lists texts, numbers, `true` or `false`"),
    "schema = ['a']": (1, '`schema` must be a table, not `"a"`'),
    "[schema]\nfiles = ['a']": (1, "`schema` must be a list of tables, not a table"),
}


@pytest.mark.parametrize(("toml", "said"), WRONG_TOML.items(), ids=WRONG_TOML)
def test_a_wrong_schema_stops_the_run_and_names_the_line(tmp_path: Path, toml: str, said: tuple[int, str]) -> None:
    (tmp_path / "vaultfix.toml").write_bytes(toml.encode())

    with pytest.raises(ConfigError) as refusal:
        load(tmp_path)
    line, words = said
    assert f"{tmp_path / 'vaultfix.toml'}:{line}: {words}" == str(refusal.value)


def test_in_a_pyproject_the_line_is_named_as_well(tmp_path: Path) -> None:
    toml = "[tool.vaultfix]\n[[tool.vaultfix.schema]]\n[tool.vaultfix.schema.properties]\na = 'x'\n"
    (tmp_path / "pyproject.toml").write_bytes(toml.encode())

    with pytest.raises(ConfigError, match=r"pyproject\.toml:4: `a` must be one of"):
        load(tmp_path)


SCHEMA: dict[str, object] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["title", "rating"],
    "additionalProperties": False,
    "properties": {
        "title": {"type": "string"},
        "rating": {"type": ["integer", "null"], "maximum": 5},
        "status": {"enum": ["todo", "done"]},
        "day": {"type": "string", "format": "date"},
        "at": {"format": "date-time"},
        "seen": {"items": {"$ref": "#/$defs/name"}},
        "size": {"properties": {"wide": {"type": "number"}}},
        "either": {"anyOf": [{"type": "number"}, {"type": "object", "required": ["x"]}]},
    },
    "patternProperties": {"^x-": {}},
    "$defs": {"name": {"type": "string", "pattern": "^[A-Z]"}},
}


def violated(yaml: str) -> list[tuple[str, str]]:
    """Return each place where `SCHEMA` is not met, as it stands in the note, and what is said."""
    text = f"---\n{yaml}\n---\n"
    schemas = Schemas((Schema(json=SCHEMA, json_name="s.json"),))
    return [(finding.span.of(text), finding.message.removesuffix(", says `s.json`"))
            for finding in findings(SchemaViolation(), text, schemas)]  # fmt: skip


def test_properties_may_be_as_the_json_schema_says() -> None:
    assert (
        violated("title: a\nrating:\nday: 2026-01-31\nat: 2026-01-31T10:30:00Z\nseen: [A, B]\nx-y: 1\nsize: {wide: 1}")
        == []
    )


VIOLATIONS = {
    "title: a": [("---", "`title` and `rating` must be set")],
    "title: a\nrating: high": [("high", 'this must be a whole number or nothing, and is `"high"`')],
    "title:\nrating: 1": [("title", "this must be text, and is `null`")],
    "title: a\nrating: 1\nstatus: doing": [("doing", 'this must be one of `"todo"`, `"done"`, and is `"doing"`')],
    "title: a\nrating: 1\nday: 2026-02-30": [("2026-02-30", '`"2026-02-30"` is no date')],
    "title: a\nrating: 1\nat: 2026-01-31 10:30": [("2026-01-31 10:30", '`"2026-01-31 10:30"` is no date-time')],
    "title: a\nrating: 1\nseen:\n  - A\n  - b": [("b", '`"b"` does not fit the pattern `^[A-Z]`')],
    "title: a\nrating: 1\nsize:\n  wide: x": [("x", 'this must be a number, and is `"x"`')],
    "title: a\nrating: 1\nmood: fine\nwind: 3": [
        ("mood", "there should be no `mood` here"),
        ("wind", "there should be no `wind` here"),
    ],
    "title: a\nrating: 7": [("7", "`7` is more than 5")],
}


@pytest.mark.parametrize(("yaml", "found"), VIOLATIONS.items(), ids=VIOLATIONS)
def test_a_violation_stands_at_its_key_or_value(yaml: str, found: list[tuple[str, str]]) -> None:
    if yaml == "title: a":
        found = [("---", "`rating` must be set")]
    assert violated(yaml) == found


def test_a_note_without_frontmatter_has_no_properties() -> None:
    schemas = Schemas((Schema(json=SCHEMA, json_name="s.json"),))

    assert [finding.message for finding in findings(SchemaViolation(), "Text\n", schemas)] == [
        "`title` and `rating` must be set, says `s.json`"
    ]


FLAWS = {
    "a list": ([], "a schema is an object"),
    "a type that is none": ({"type": "texts"}, "'texts' is not valid under any of the given schemas (at `type`)"),
    "a page of the web": (
        {"properties": {"a": {"$ref": "https://a.example/s.json"}}},
        "it refers to `https://a.example/s.json`, and nothing outside of the file is read; put it into the file",
    ),
    "another file": (
        {"allOf": [{"$ref": "other.json#/a"}]},
        "it refers to `other.json#/a`, and nothing outside of the file is read; put it into the file",
    ),
}


@pytest.mark.parametrize(("schema", "why"), FLAWS.values(), ids=FLAWS)
def test_a_json_schema_cannot_be_judged_by_where_it_is(schema: object, why: str) -> None:
    assert flaw(schema) == why


@pytest.mark.parametrize(
    "schema", [{}, SCHEMA, {"$id": "https://a.example/s", "$ref": "https://a.example/s#/$defs/a", "$defs": {"a": {}}}]
)
def test_a_json_schema_can_be_judged_by(schema: object) -> None:
    assert flaw(schema) is None
    assert [each.words for each in violations(schema, {"title": "a", "rating": 1})] == []


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({"$ref": "#"}, "the schema refers to itself without end"),
        ({"$ref": "#/$defs/a"}, "the schema refers to `/$defs/a`, which it does not have"),
    ],
)
def test_a_reference_that_leads_nowhere_is_told_and_fetched_from_nowhere(schema: object, said: str) -> None:
    assert [each.words for each in violations(schema, {})] == [said]


def test_what_no_part_of_a_json_schema_speaks_of_is_told_at_its_key() -> None:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "allOf": [{"properties": {"title": {}}}, {"$ref": "#/$defs/own"}],
        "if": {"required": ["draft"]},
        "then": {"properties": {"draft": {}, "left": {}}},
        "$defs": {"own": {"patternProperties": {"^x-": {}}}},
        "unevaluatedProperties": False,
    }

    assert list(violations(schema, {"title": "a", "x-y": 1, "draft": True, "left": 2})) == []
    assert [(each.words, each.extra) for each in violations(schema, {"x-y": 1, "left": 2, "y": 3})] == [
        ("there should be no `left` here", "left"),
        ("there should be no `y` here", "y"),
    ]


PARTS = st.sampled_from(["properties", "patternProperties"]).flatmap(
    lambda keyword: st.fixed_dictionaries({keyword: st.dictionaries(st.sampled_from("ab"), st.booleans(), max_size=2)})
)
SCHEMAS = st.recursive(
    st.one_of(PARTS, st.just({"required": ["a"]}), st.booleans()),
    lambda below: st.one_of(
        st.fixed_dictionaries({"anyOf": st.lists(below, min_size=1, max_size=2), "unevaluatedProperties": below}),
        st.fixed_dictionaries({"if": below, "then": below}, optional={"else": below, "unevaluatedProperties": below}),
        st.fixed_dictionaries({"$ref": st.just("#/$defs/b"), "$defs": st.fixed_dictionaries({"b": below})}),
        st.fixed_dictionaries({"dependentSchemas": st.fixed_dictionaries({"a": below}), "additionalProperties": below}),
        st.fixed_dictionaries({"properties": st.fixed_dictionaries({"a": below}), "unevaluatedProperties": below}),
    ),
    max_leaves=6,
)


@given(schema=SCHEMAS, said=st.dictionaries(st.sampled_from(["a", "b", "ab", "c"]), st.just({"a": 1}), max_size=3))
def test_patterns_that_end_are_judged_as_ever(schema: object, said: dict[str, object]) -> None:
    whole = {"$defs": {"b": True}, "unevaluatedProperties": False, "allOf": [schema]}

    assert (list(violations(whole, said)) == []) == Draft202012Validator(whole).is_valid(said)


def test_a_json_schema_lies_beside_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_bytes(json.dumps(SCHEMA).encode("utf-8-sig"))
    schemas = configured(tmp_path, '[[schema]]\njson-schema = "s.json"\n')

    assert [(schema.json, schema.json_name) for schema in schemas.schemas] == [(SCHEMA, "s.json")]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (None, "cannot be read: No such file or directory"),
        (b"{", "this is not JSON: "),
        (b"\xff", "this is not JSON: "),
        (b'{"type": 5}', "this is no JSON Schema: "),
    ],
)
def test_a_json_schema_that_cannot_be_used_stops_the_run(tmp_path: Path, raw: bytes | None, words: str) -> None:
    if raw is not None:
        (tmp_path / "s.json").write_bytes(raw)

    with pytest.raises(ConfigError, match=words):
        configured(tmp_path, '[[schema]]\njson-schema = "s.json"\n')


def test_a_whole_vault_is_judged_by_configuration_and_obsidian(tmp_path: Path) -> None:
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / ".obsidian" / "types.json").write_bytes(b'{"types": {"day": "date"}}')
    (tmp_path / "vaultfix.toml").write_bytes(b'select = ["property-type"]\n[[schema]]\nproperties.rating = "number"\n')
    (tmp_path / "n.md").write_bytes(b"---\nday: soon\nrating: high\n---\n")
    (session,), _ = open_vaults([str(tmp_path)], Settings())

    found: list[Verdict] = list(session.judge(lambda _path: None))
    assert [(each.severity, each.finding.message) for each in found] == [
        (Severity.WARNING, "`day: soon` is no date; write it like `2026-01-31`"),
        (Severity.ERROR, "`rating` must be a number, and is text"),
    ]


DERIVED = {
    "the heading and an alias agree": (
        "---\nshare: true\naliases: [A]\nURL:\n---\n# [A](b.md)\n",
        "---\nshare: true\naliases: [A]\nURL:\ntitle: A\n---\n# [A](b.md)\n",
    ),
    "the title is the first alias": (
        "---\nshare: true\nURL:\ntitle: 'A: b' # c\n---\n",
        "---\nshare: true\nURL:\ntitle: 'A: b' # c\naliases: [\"A: b\"]\n---\n",
    ),
    "the address is the path": (
        "---\r\nshare: true\r\ntitle:\r\naliases:\r\n---\r\n",
        "---\r\nshare: true\r\ntitle:\r\naliases:\r\nURL: https://a.example/n\r\n---\r\n",
    ),
    "behind a block text": (
        "---\nshare: true\ntitle: A\nURL:\ntext: |+\n  b\n\n---\n",
        "---\nshare: true\ntitle: A\nURL:\ntext: |+\n  b\n\naliases: [A]\n---\n",
    ),
}


@pytest.mark.parametrize(("text", "after"), DERIVED.values(), ids=DERIVED)
def test_what_a_note_says_elsewhere_is_written_down(text: str, after: str) -> None:
    vault = replace(vault_of(text, Schemas()), customs=Customs(base_url="https://a.example"))
    note = mend(vault, {"n.md": [MissingProperty()]}, unsafe=False).vault.note("n.md")

    assert note is not None
    assert after == note.text


UNSURE = {
    "only the heading says it": "---\nshare: true\naliases: []\nURL:\n---\n# A\n",
    "heading and alias differ": "---\nshare: true\naliases: [B]\nURL:\n---\n# A\n",
    "the title is no text": "---\nshare: true\ntitle: 5\nURL:\n---\n",
    "a hash cuts the title": "---\nshare: true\ntitle: A #b\nURL:\n---\n",
    "the old key has the aliases": "---\nshare: true\ntitle: A\nalias: B\nURL:\n---\n",
    "a template fills the title in": '---\nshare: true\ntitle: "{{title}}"\nURL:\n---\n',
    "JSON": '---\n{"share": true, "title": "A", "URL": ""}\n---\n',
    "no base": "---\nshare: true\ntitle: A\naliases: []\n---\n",
    "another note bears the name": "---\nshare: true\ntitle: Taken\nURL:\n---\n",
    "another note has the title": "---\nshare: true\ntitle: Twin\nURL:\n---\n",
}


@pytest.mark.parametrize("text", UNSURE.values(), ids=UNSURE)
def test_what_is_not_sure_is_not_written_down(text: str) -> None:
    others = {"o.md": "---\nshare: true\naliases: [taken]\n---\n", "t.md": "---\ntitle: Twin\n---\n"}
    vault = vault_of(text, Schemas(), **others)
    end = mend(vault, {"n.md": [MissingProperty()]}, unsafe=False)

    assert end.fixed == ()
    assert len(end.left) == 1


def test_two_notes_at_one_address_are_given_none() -> None:
    text = "---\nshare: true\ntitle: A\naliases: []\n---\n"
    vault = vault_of(text, Schemas(), "a/index.md", **{"a.md": text})
    vault = replace(vault, customs=Customs(base_url="https://a.example"))

    assert mend(vault, {path: [MissingProperty()] for path in ("a.md", "a/index.md")}, unsafe=True).fixed == ()


def drift(values: list[str], rule: PropertyTypeDrift) -> list[str]:
    notes = {f"{number}.md": f"---\nk: {value}\n---\n" for number, value in enumerate(values)}
    vault = vault_of("", Schemas(), "index.md", **notes)
    return [verdict.finding.message for verdict in judge(vault, {path: [rule] for path in notes})]


def test_a_property_drifts_where_few_notes_disagree_with_many() -> None:
    """[C3.3]."""
    assert drift(["1"] * 10 + ["a"], PropertyTypeDrift()) == [
        "`k` is text here, and a number in 10 of the 11 notes that have it"
    ]
    assert drift(["2026-01-31"] * 10 + ["soon"], PropertyTypeDrift()) == [
        "`k` is text here, and a date in 10 of the 11 notes that have it"
    ]
    assert drift(["1"] * 6 + ["a"] * 5, PropertyTypeDrift()) == []
    assert drift(["1"] * 3 + ["a"], PropertyTypeDrift()) == []
    assert drift(["1"] * 3 + ["a"], PropertyTypeDrift(least_notes=3, most_drifting=0.5)) != []
    assert drift(["[a]"] * 10 + ["a", "", "{{x}}"], PropertyTypeDrift()) == []
