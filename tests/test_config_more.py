"""What a configuration may say besides: another one to start from, severities, how sure fixes are, and its schema."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from vaultfix.cli import main
from vaultfix.config import Config, ConfigError, load
from vaultfix.config.describing import describe
from vaultfix.config.publishing import json_schema
from vaultfix.document import Document
from vaultfix.engine import judge, mend
from vaultfix.passes import PASSES
from vaultfix.report.pages import abouts
from vaultfix.rule import Finding, Pass, Rule, Severity
from vaultfix.text import Safety, Span, replace
from vaultfix.vault import Vault
from vaultfix.vault.files import Files

ROOT = Path(__file__).resolve().parents[1]
SCHEMA: Any = json_schema(abouts)


class Finder(Rule):
    """Finds one letter."""

    severity = Severity.WARNING
    examples = ()
    found: Finding

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        if self.found.span.of(doc.text).islower():
            yield self.found


class SureFix(Finder):
    """A fix that is certain."""

    found = Finding(Span(0, 1), "sure", replace(Span(0, 1), "A"))


class GuessedFix(Finder):
    """A fix that is a guess."""

    found = Finding(Span(2, 3), "guessed", replace(Span(2, 3), "B", Safety.UNSAFE))


class FollowingFix(Finder):
    """A link that a repair broke."""

    found = Finding(Span(4, 5), "followed", replace(Span(4, 5), "C"), inflicted=True)


class LightCase(Finder):
    """A case that the rule takes lightly."""

    found = Finding(Span(6, 7), "light", severity=Severity.INFO)


class GraveCase(Finder):
    """A case that the rule takes gravely."""

    found = Finding(Span(8, 9), "grave", severity=Severity.ERROR)


RULES = (Pass("fixes", (SureFix, GuessedFix, FollowingFix)), Pass("cases", (LightCase, GraveCase)))
NOTE = Document("n.md", b"a b c d e\n")
NOTES = Vault({NOTE.path: NOTE}, Files(frozenset({NOTE.path})))


def configured(root: Path, text: str) -> Config:
    (root / "vaultfix.toml").write_bytes(text.encode())
    return load(root, passes=RULES)


def graded(config: Config) -> dict[str, str]:
    verdicts = judge(NOTES, {NOTE.path: config.rules_for(NOTE.path)})
    return {verdict.finding.message: verdict.severity.name.lower() for verdict in verdicts}


def mended(config: Config, *, unsafe: bool = False) -> str:
    after = mend(NOTES, {NOTE.path: config.rules_for(NOTE.path)}, unsafe=unsafe).vault.note(NOTE.path)
    assert after is not None
    return after.text


class TestSeverity:
    def test_without_a_word_each_finding_matters_as_it_says(self, tmp_path: Path) -> None:
        assert graded(configured(tmp_path, "")) == {
            "sure": "warning",
            "guessed": "warning",
            "followed": "warning",
            "light": "info",
            "grave": "error",
        }

    @pytest.mark.parametrize(
        ("table", "grades"),
        [
            pytest.param("sure-fix = 'error'", {"sure": "error", "guessed": "warning"}, id="a rule"),
            pytest.param("fixes = 'info'", {"sure": "info", "guessed": "info", "grave": "error"}, id="a pass"),
            pytest.param("all = 'info'", {"sure": "info", "light": "info", "grave": "info"}, id="everything"),
            pytest.param(
                "sure-fix = 'error'\nfixes = 'info'\nall = 'warning'",
                {"sure": "error", "guessed": "info", "grave": "warning"},
                id="the narrowest counts, wherever it stands",
            ),
            pytest.param("cases = 'error'", {"light": "info", "grave": "error"}, id="what is light stays lighter"),
            pytest.param("cases = 'warning'", {"light": "info", "grave": "warning"}, id="what is grave does not"),
        ],
    )
    def test_the_author_has_the_last_word(self, tmp_path: Path, table: str, grades: dict[str, str]) -> None:
        found = graded(configured(tmp_path, f"[severity]\n{table}\n"))

        assert {name: found[name] for name in grades} == grades

    def test_it_decides_whether_a_run_fails(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "n.md").write_bytes(b"[[gone]]\n")
        (tmp_path / "vaultfix.toml").write_bytes(b"[severity]\nunresolved-link = 'info'\n")

        assert main([str(tmp_path), "--output-format=jsonl"]) == 0
        assert json.loads(capsys.readouterr().out)["severity"] == "info"


class TestSureness:
    @pytest.mark.parametrize(
        ("text", "safely", "unsafely"),
        [
            pytest.param("", "A b C d e\n", "A B C d e\n", id="as the rules say"),
            pytest.param("extend-safe-fixes = ['guessed-fix']", "A B C d e\n", "A B C d e\n", id="a guess made sure"),
            pytest.param(
                "extend-unsafe-fixes = ['sure-fix']", "a b C d e\n", "A B C d e\n", id="a sure one made a guess"
            ),
            pytest.param("extend-unsafe-fixes = ['all']", "a b C d e\n", "A B C d e\n", id="links follow all the same"),
            pytest.param(
                "extend-unsafe-fixes = ['fixes']\nextend-safe-fixes = ['guessed-fix']",
                "a B C d e\n",
                "A B C d e\n",
                id="the narrowest counts",
            ),
        ],
    )
    def test_the_author_says_what_is_sure(self, tmp_path: Path, text: str, safely: str, unsafely: str) -> None:
        config = configured(tmp_path, text)

        assert mended(config) == safely
        assert mended(config, unsafe=True) == unsafely


class TestExtending:
    def test_what_is_near_stands_over_what_is_far(self, tmp_path: Path) -> None:
        (tmp_path / "v").mkdir()
        (tmp_path / "far.toml").write_bytes(
            b"profiles = ['portable']\nignore = ['sure-fix']\nexclude = ['x']\nextend-safe-fixes = ['guessed-fix']\n"
            b"[severity]\nlight-case = 'error'\ngrave-case = 'info'\n[per-file-ignores]\n'a' = ['cases']\n"
            b"[[schema]]\nrequired = ['title']\n"
        )
        (tmp_path / "middle.toml").write_bytes(
            b"extend = 'far.toml'\nbaseline = 'known.jsonl'\nprofiles = ['obsidian']\n"
        )

        config = configured(
            tmp_path / "v",
            "extend = '../middle.toml'\nignore = ['following-fix']\nextend-unsafe-fixes = ['guessed-fix']\n"
            "exclude = ['y']\n[severity]\ngrave-case = 'warning'\n[per-file-ignores]\n'b' = ['fixes']\n[[schema]]\n",
        )

        assert config.profiles == ("obsidian",)
        assert config.ignore == ("sure-fix", "following-fix")
        assert config.exclude == ("y",)
        assert (config.extend_safe_fixes, config.extend_unsafe_fixes) == ((), ("guessed-fix",))
        assert config.severity == {"light-case": Severity.ERROR, "grave-case": Severity.WARNING}
        assert set(config.per_file_ignores) == {"a", "b"}
        assert len(config.schemas) == 2
        assert config.baseline_file is not None
        assert config.baseline_file.resolve() == tmp_path / "known.jsonl"
        assert config.file == tmp_path / "v" / "vaultfix.toml"

    def test_what_is_selected_by_name_is_no_longer_ignored(self, tmp_path: Path) -> None:
        (tmp_path / "far.toml").write_bytes(b"ignore = ['fixes']\n")
        config = configured(tmp_path, "extend = 'far.toml'\nextend-select = ['sure-fix']\n")

        assert [rule.name for rule in config.made] == ["sure-fix", "light-case", "grave-case"]

    def test_options_come_together_rule_by_rule(self, tmp_path: Path) -> None:
        (tmp_path / "far.toml").write_bytes(b"[rules.missing-property]\nwhen-shared = ['far']\nalways = ['x']\n")
        (tmp_path / "vaultfix.toml").write_bytes(
            b"extend = 'far.toml'\nselect = ['missing-property']\n[rules.missing-property]\nwhen-shared = ['near']\n"
        )
        shown = describe(load(tmp_path))

        assert re.search(r'when-shared = \["near"\]  # .*vaultfix.toml:4\n', shown)
        assert re.search(r'always = \["x"\]  # .*far.toml:3\n', shown)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("extend = 'gone.toml'", "vaultfix.toml:1: there is no configuration `gone.toml` to extend"),
            ("\nextend = '.'", "vaultfix.toml:2: there is no configuration `.` to extend"),
            ("extend = '/dev/null'", "vaultfix.toml:1: there is no configuration `/dev/null` to extend"),
            ("extend = 'vaultfix.toml'", "vaultfix.toml:1: `vaultfix.toml` comes round again"),
            ("extend = 'circle.toml'", "circle.toml:1: `vaultfix.toml` comes round again"),
            ("extend = 'pyproject.toml'", "vaultfix.toml:1: `pyproject.toml` has no table `[tool.vaultfix]`"),
            ("extend = ['a']", "vaultfix.toml:1: `extend` must be text, not a list"),
            ("extend = 'wrong.toml'", "wrong.toml:2: there is no setting `x`"),
            ("extend = 'broken.toml'", "broken.toml:2: this is not TOML"),
        ],
    )
    def test_an_error_names_the_file_in_which_it_is(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        for name, words in {
            "circle.toml": "extend = './vaultfix.toml'",
            "pyproject.toml": "[project]",
            "wrong.toml": "\nx = 1",
            "broken.toml": "\nx =",
        }.items():
            Path(name).write_bytes(words.encode())

        assert refused(tmp_path, text).startswith(said)


def refused(root: Path, text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        configured(root, text)

    return str(caught.value).removeprefix(f"{root}/")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[severity]\nsure-fux = 'info'",
            "vaultfix.toml:2: there is no rule or pass `sure-fux`; did you mean `sure-fix`?",
        ),
        ("severity = 'info'", 'vaultfix.toml:1: `severity` must be a table, not `"info"`'),
        ("severity.all = 'warn'", "vaultfix.toml:1: `all` must be one of `info`, `warning`, `error`"),
        ("extend-safe-fixes = ['x']", "vaultfix.toml:1: there is no rule or pass `x`; `vaultfix rules` lists them"),
        ("extend-unsafe-fixes = 'all'", 'vaultfix.toml:1: `extend-unsafe-fixes` must be a list of text, not `"all"`'),
        (
            "extend-safe-fixes = ['all']\nextend-unsafe-fixes = ['all']",
            "vaultfix.toml:2: the fixes of `all` cannot be safe and unsafe; name it in one of the two lists",
        ),
        ("baseline = true", "vaultfix.toml:1: `baseline` must be text, not `true`"),
        ("a = [1,\n\n", "vaultfix.toml:1: this is not TOML: invalid value, in column 8"),
        ("a = 1\nb =", "vaultfix.toml:2: this is not TOML: invalid value, in column 4"),
    ],
)
def test_an_error_says_where_what_and_why(tmp_path: Path, text: str, said: str) -> None:
    assert refused(tmp_path, text).startswith(said)


# --- the schema ------------------------------------------------------------------------------------------------------


def faults(text: str) -> list[str]:
    return [error.message for error in Draft7Validator(SCHEMA).iter_errors(tomllib.loads(text))]


def test_the_schema_is_one() -> None:
    Draft7Validator.check_schema(SCHEMA)


def test_the_schema_is_shipped_and_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "--schema"]) == 0
    assert (
        json.loads(capsys.readouterr().out) == SCHEMA == json.loads((ROOT / "docs/vaultfix.schema.json").read_bytes())
    )


def test_everything_in_the_schema_is_explained() -> None:
    options = [*SCHEMA["properties"].values(), *SCHEMA["properties"]["rules"]["properties"].values()]
    options += [
        each for rule in SCHEMA["properties"]["rules"]["properties"].values() for each in rule["properties"].values()
    ]

    assert [each for each in options if not each["description"]] == []
    assert set(SCHEMA["properties"]["rules"]["properties"]) == {kind().name for group in PASSES for kind in group.rules}


def test_what_vaultfix_says_of_itself_fits_the_schema(tmp_path: Path) -> None:
    text = "select = ['all']\n[severity]\nlinks = 'info'\n[per-file-ignores]\n'x' = ['links']\n"
    (tmp_path / "vaultfix.toml").write_bytes(text.encode())

    assert faults(describe(load(tmp_path))) == []
    assert faults(describe(load(tmp_path, isolated=True))) == []


def test_what_the_manual_shows_fits_the_schema() -> None:
    manual = (ROOT / "docs" / "configuration.md").read_bytes().decode()
    shown = [block for block in re.findall(r"(?s)```toml\n(.*?)```", manual) if "[tool." not in block]

    assert shown
    assert [fault for block in shown for fault in faults(block)] == []


@pytest.mark.parametrize(
    "text",
    [
        "selct = []",
        "select = 'all'",
        "select = ['short-rwo']",
        "ignore = [1]",
        "profiles = ['github']",
        "fail-on = 'never'",
        "git = 'no'",
        "journal-days = 1.5",
        "journal-days = -1",
        "journal-megabytes = -1",
        "note-megabytes = -1",
        "base-url = 'example'",
        "base-url = 'ftp://example.org'",
        "base-url = 'https://'",
        "base-url = 'https://a b'",
        "severity.links = 'off'",
        "severity.lnks = 'info'",
        "per-file-ignores.'a' = 'links'",
        "rules.short-rwo = {}",
        "rules.short-row.what = 1",
        "rules.missing-property.when-shared = 'title'",
        "schema = [{ fils = [] }]",
        "schema = [{ properties = { a = 'txt' } }]",
        "schema = [{ properties = { a = { tpe = 'text' } } }]",
    ],
)
def test_what_vaultfix_refuses_the_schema_refuses(tmp_path: Path, text: str) -> None:
    (tmp_path / "vaultfix.toml").write_bytes(text.encode())

    with pytest.raises(ConfigError):
        load(tmp_path)
    assert faults(text)


@pytest.mark.parametrize(
    "text",
    ["journal-days = 0", "note-megabytes = 0", "base-url = ''", "base-url = 'HTTP://a'", "base-url = 'https://a.b/c/'"],
)
def test_what_vaultfix_takes_the_schema_takes(tmp_path: Path, text: str) -> None:
    (tmp_path / "vaultfix.toml").write_bytes(text.encode())

    assert load(tmp_path).file == tmp_path / "vaultfix.toml"
    assert faults(text) == []


def test_the_verb_shows_what_takes_effect(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "vaultfix.toml").write_bytes(b"git = false\n")

    assert main(["config", str(tmp_path)]) == 0
    assert "git = false  # " in capsys.readouterr().out
    assert main(["config", "--isolated", str(tmp_path)]) == 0
    assert "git = true  # default" in capsys.readouterr().out
    assert main(["config", str(tmp_path / "gone")]) == 2
