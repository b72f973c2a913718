"""The configuration: where it is found, what it may say, and which rules then judge which note."""

import enum
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultfix.config import CONFIG_NAMES, Config, ConfigError, Settings, load
from vaultfix.config.describing import _toml, describe
from vaultfix.config.lines import line_of
from vaultfix.config.settings import key_of
from vaultfix.config.values import typed
from vaultfix.document import Document
from vaultfix.frozen import fields_of
from vaultfix.passes import PASSES
from vaultfix.rule import Finding, Pass, Rule, Severity
from vaultfix.vault import Vault


class Quiet(Rule):
    """A rule that finds nothing."""

    severity = Severity.INFO
    examples = ()

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        yield from ()


class ShortRow(Quiet):
    """No row is short."""


class LongRow(Quiet):
    """No row is long."""


class SleepyRow(Quiet):
    """No row sleeps; it must be asked for."""

    off = True


class Colour(enum.Enum):
    RED = "red"
    SKY_BLUE = "sky-blue"


@dataclass(frozen=True)
class DeadLink(Quiet):
    """No link is dead."""

    most: int = 3
    strict: bool = False
    base_url: str = ""
    share: float = 0.5
    words: tuple[str, ...] = ("a",)
    names: frozenset[str] = frozenset()
    colour: Colour = Colour.RED
    order: Literal["up", "down"] = "up"
    least: Severity = Severity.INFO
    limit: int | None = None
    per: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        if self.most < 0:
            raise ValueError("`most` must not be negative")


RULES = (Pass("tables", (ShortRow, LongRow, SleepyRow)), Pass("links", (DeadLink,)))


def configured(root: Path, text: str = "", name: str = "vaultfix.toml", /, **overrides: object) -> Config:
    """Load a configuration that says `text`."""
    if text:
        (root / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    return load(root, overrides=overrides, passes=RULES)


def names(config: Config, path: str = "n.md") -> list[str]:
    return [rule.name for rule in config.rules_for(path)]


def refused(root: Path, text: str = "", name: str = "vaultfix.toml", /, **overrides: object) -> str:
    """Load a configuration that cannot be followed, and return what is said about it, from the file's name on."""
    with pytest.raises(ConfigError) as caught:
        configured(root, text, name, **overrides)

    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix(f"{root}/")


class TestFinding:
    def test_without_a_configuration_everything_is_as_the_settings_say(self, tmp_path: Path) -> None:
        config = load(tmp_path, isolated=True, passes=RULES)

        assert config.file is None
        assert {each.name: getattr(config, each.name) for each in fields_of(Settings)} == vars(Settings())
        assert names(config) == ["short-row", "long-row", "dead-link"]

    @pytest.mark.parametrize(
        ("files", "found"),
        [
            pytest.param(["v/vaultfix.toml"], "v/vaultfix.toml", id="in the root"),
            pytest.param(["v/.vaultfix.toml"], "v/.vaultfix.toml", id="hidden"),
            pytest.param(["v/pyproject.toml"], "v/pyproject.toml", id="in a pyproject"),
            pytest.param(["vaultfix.toml"], "vaultfix.toml", id="above the root"),
            pytest.param(["vaultfix.toml", "v/pyproject.toml"], "v/pyproject.toml", id="the nearest"),
            pytest.param(
                ["v/pyproject.toml", "v/.vaultfix.toml", "v/vaultfix.toml"], "v/vaultfix.toml", id="ours first"
            ),
            pytest.param(["v/pyproject.toml", "v/.vaultfix.toml"], "v/.vaultfix.toml", id="then the hidden one"),
            pytest.param(["v/w/vaultfix.toml", "vaultfix.toml"], "vaultfix.toml", id="never below the root"),
        ],
    )
    def test_the_nearest_upward_is_read(self, tmp_path: Path, files: list[str], found: str) -> None:
        (tmp_path / "v/w").mkdir(parents=True)
        for file in files:
            table = "[tool.vaultfix]\n" if file.endswith("pyproject.toml") else ""
            (tmp_path / file).write_bytes(
                f'{table}ignore = ["{"short-row" if file == found else "long-row"}"]\n'.encode()
            )
        config = load(tmp_path / "v", passes=RULES)

        assert config.file == tmp_path / found
        assert config.ignore == ("short-row",)

    @pytest.mark.parametrize("text", ["", "[tool.ruff]\n", "[tool]\nvaultfixer = 1\n", 'dependencies = ["vaultfix"]\n'])
    def test_a_pyproject_of_others_is_passed_by(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "v").mkdir()
        (tmp_path / "v/pyproject.toml").write_bytes(text.encode())
        (tmp_path / "vaultfix.toml").write_bytes(b"")

        assert load(tmp_path / "v", passes=RULES).file == tmp_path / "vaultfix.toml"

    def test_a_broken_pyproject_of_others_is_passed_by(self, tmp_path: Path) -> None:
        (tmp_path / "pyproject.toml").write_bytes(b"[tool.ruff\n")

        assert load(tmp_path, passes=RULES).file != tmp_path / "pyproject.toml"

    def test_a_named_configuration_is_read_alone(self, tmp_path: Path) -> None:
        (tmp_path / "vaultfix.toml").write_bytes(b'ignore = ["tables"]')
        other = tmp_path / "other.toml"
        other.write_bytes(b'ignore = ["links"]')
        config = load(tmp_path, explicit=other, passes=RULES)

        assert config.file == other
        assert names(config) == ["short-row", "long-row"]

    def test_isolated_reads_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "vaultfix.toml").write_bytes(b"broken")

        assert load(tmp_path, isolated=True, passes=RULES).file is None

    def test_a_bom_and_windows_line_ends_are_fine(self, tmp_path: Path) -> None:
        assert configured(tmp_path, '\ufeffignore = ["links"]\r\nexclude = []\r\n').ignore == ("links",)


class TestChosen:
    @pytest.mark.parametrize(
        ("text", "chosen"),
        [
            ("", ["short-row", "long-row", "dead-link"]),
            ('select = ["all"]', ["short-row", "long-row", "dead-link"]),
            ("select = []", []),
            ('select = ["links"]', ["dead-link"]),
            ('select = ["dead-link", "short-row"]', ["short-row", "dead-link"]),
            ('select = ["tables"]', ["short-row", "long-row"]),
            ('select = ["tables", "sleepy-row"]', ["short-row", "long-row", "sleepy-row"]),
            ('select = ["sleepy-row"]', ["sleepy-row"]),
            ('extend-select = ["sleepy-row"]', ["short-row", "long-row", "sleepy-row", "dead-link"]),
            ('extend-select = ["tables"]', ["short-row", "long-row", "dead-link"]),
            ('ignore = ["long-row"]', ["short-row", "dead-link"]),
            ('ignore = ["tables"]\nextend-select = ["sleepy-row"]', ["dead-link"]),
            ('ignore = ["all"]', []),
        ],
    )
    def test_what_is_selected_and_not_ignored_judges(self, tmp_path: Path, text: str, chosen: list[str]) -> None:
        assert names(configured(tmp_path, text)) == chosen

    @pytest.mark.parametrize(
        ("text", "overrides", "chosen"),
        [
            ('select = ["links"]', {"select": ["tables"]}, ["short-row", "long-row"]),
            ('select = ["links"]', {"select": ()}, ["dead-link"]),
            ('select = ["links"]', {"select": None}, ["dead-link"]),
            ('ignore = ["links"]', {"ignore": ["short-row"]}, ["long-row"]),
            ('ignore = ["links"]', {"select": ["links"]}, ["dead-link"]),
            ('ignore = ["links"]', {"select": ["dead-link"]}, ["dead-link"]),
            ('ignore = ["tables"]', {"select": ["short-row"]}, ["short-row"]),
            ('ignore = ["short-row"]', {"select": ["tables"]}, ["long-row"]),
            ('ignore = ["tables"]', {"extend_select": ["sleepy-row"]}, ["sleepy-row", "dead-link"]),
            ('extend-select = ["sleepy-row"]', {"ignore": ["tables"]}, ["dead-link"]),
            ('extend-select = ["sleepy-row"]', {"select": ["links"]}, ["dead-link"]),
            ('select = ["links"]', {"extend-select": ["short-row"]}, ["short-row", "dead-link"]),
        ],
    )
    def test_the_command_line_has_the_last_word(
        self, tmp_path: Path, text: str, overrides: dict[str, object], chosen: list[str]
    ) -> None:
        assert names(configured(tmp_path, text, **overrides)) == chosen

    @pytest.mark.parametrize(
        ("path", "chosen"),
        [
            ("n.md", ["short-row", "long-row", "dead-link"]),
            ("log/n.md", ["short-row", "long-row"]),
            ("log/deep/n.md", ["short-row", "long-row"]),
            ("catalog/n.md", ["short-row", "long-row", "dead-link"]),
            ("deep/index.md", ["long-row", "dead-link"]),
            ("log/index.md", ["long-row"]),
            ("caf\u0065\u0301/n.md", []),
        ],
    )
    def test_rules_can_be_silent_in_some_notes(self, tmp_path: Path, path: str, chosen: list[str]) -> None:
        text = '[per-file-ignores]\n"/log/" = ["links"]\n"index.md" = ["short-row"]\n"caf\u00e9/**" = ["all"]\n'

        assert names(configured(tmp_path, text), path) == chosen

    def test_notes_with_the_same_rules_share_them(self, tmp_path: Path) -> None:
        config = configured(tmp_path, '[per-file-ignores]\n"a/" = ["links"]\n"b/" = ["dead-link"]\n')

        assert config.rules_for("a/n.md") is config.rules_for("b/n.md")
        assert config.rules_for("c/n.md") is config.rules_for("n.md")

    def test_profiles_exclude_and_fail_on_are_as_they_say(self, tmp_path: Path) -> None:
        text = 'profiles = ["portable"]\nexclude = ["t/"]\nfail-on = "error"\n'
        config = configured(tmp_path, text)

        assert config.profiles == ("portable",)
        assert config.exclude == ("t/",)
        assert config.fail_on is Severity.ERROR
        assert configured(tmp_path, text, fail_on="info").fail_on is Severity.INFO


class TestOptions:
    @pytest.mark.parametrize(
        ("line", "name", "value"),
        [
            ("most = 7", "most", 7),
            ("strict = true", "strict", True),
            ('base-url = "https://x"', "base_url", "https://x"),
            ("share = 1", "share", 1),
            ("share = 0.25", "share", 0.25),
            ('words = ["b", "c"]', "words", ("b", "c")),
            ('names = ["b", "b"]', "names", frozenset({"b"})),
            ('colour = "sky-blue"', "colour", Colour.SKY_BLUE),
            ('order = "down"', "order", "down"),
            ('least = "error"', "least", Severity.ERROR),
            ("limit = 4", "limit", 4),
            ('per = { "a/" = ["x"] }', "per", {"a/": ("x",)}),
        ],
    )
    def test_an_option_is_set_as_its_own_type(self, tmp_path: Path, line: str, name: str, value: object) -> None:
        (rule,) = configured(tmp_path, f"[rules.dead-link]\n{line}\n", select=["links"]).rules_for("n.md")

        assert getattr(rule, name) == value
        assert type(getattr(rule, name)) is type(value) or isinstance(value, dict)

    def test_options_of_a_rule_that_is_off_are_checked_too(self, tmp_path: Path) -> None:
        said = refused(tmp_path, 'select = ["tables"]\n[rules.dead-link]\nmosst = 1\n')

        assert said == "vaultfix.toml:3: the rule `dead-link` has no option `mosst`; did you mean `most`?"

    def test_every_option_of_every_rule_can_be_set(self) -> None:
        for kind in (kind for group in PASSES for kind in group.rules):
            hints = get_type_hints(kind)
            for each in fields_of(kind):
                default = getattr(kind(), each.name)
                if default is not None:
                    written = tomllib.loads(f"x = {_toml(default)}")["x"]

                    assert typed(written, hints[each.name]) == default, f"{kind.__name__}.{each.name}"

    def test_a_type_that_no_configuration_can_give_is_a_mistake_of_the_rule(self) -> None:
        with pytest.raises(TypeError):
            typed("x", bytes)


class TestErrors:
    """One line: where, what, why, and what may have been meant."""

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ('ingore = ["links"]', "vaultfix.toml:1: there is no setting `ingore`; did you mean `ignore`?"),
            ("\n\nfail_on = 'error'", "vaultfix.toml:3: there is no setting `fail_on`; did you mean `fail-on`?"),
            ("[rule.short-row]", "vaultfix.toml:1: there is no setting `rule`; did you mean `rules`?"),
            ("zzz = 1", "vaultfix.toml:1: there is no setting `zzz`"),
            ('ignore = "links"', 'vaultfix.toml:1: `ignore` must be a list of text, not `"links"`'),
            ("# note\nignore = [\n  1,\n]", "vaultfix.toml:2: `ignore` must be text, not `1`"),
            ("exclude = true", "vaultfix.toml:1: `exclude` must be a list of text, not `true`"),
            ("rules = 3", "vaultfix.toml:1: `rules` must be a table, not `3`"),
            ("rules.short-row = 3", "vaultfix.toml:1: `short-row` must be a table, not `3`"),
            ('[per-file-ignores]\n"a.md" = "all"', 'vaultfix.toml:2: `a.md` must be a list of text, not `"all"`'),
            ('per-file-ignores = ["x"]', "vaultfix.toml:1: `per-file-ignores` must be a table, not a list"),
            (
                'fail-on = "eror"',
                'vaultfix.toml:1: `fail-on` must be one of `info`, `warning`, `error`, not `"eror"`; did you mean `error`?',
            ),
            ("fail-on = 2", "vaultfix.toml:1: `fail-on` must be one of `info`, `warning`, `error`, not `2`"),
            (
                'ignore = [\n  "links",\n  "short-rwo",\n]',
                "vaultfix.toml:3: there is no rule or pass `short-rwo`; did you mean `short-row`?",
            ),
            ('select = ["zzz"]', "vaultfix.toml:1: there is no rule or pass `zzz`; `vaultfix rules` lists them"),
            ('profiles = ["obsidan"]', "vaultfix.toml:1: there is no profile `obsidan`; did you mean `obsidian`?"),
            ('profiles = ["x"]', "vaultfix.toml:1: there is no profile `x`; there are `obsidian`, `portable`"),
            (
                '[per-file-ignores]\n"a.md" = []\n"b.md" = ["link"]',
                "vaultfix.toml:3: there is no rule or pass `link`; did you mean `links`?",
            ),
            ("[rules.shrt-row]", "vaultfix.toml:1: there is no rule `shrt-row`; did you mean `short-row`?"),
            ("[rules.links]", "vaultfix.toml:1: there is no rule `links`; `vaultfix rules` lists them"),
            ("[rules.short-row]\nmin = 1", "vaultfix.toml:2: the rule `short-row` has no option `min`; it has none"),
            (
                "exclude = []\n\n[rules.dead-link]\nstrict = 1",
                "vaultfix.toml:4: `strict` must be true or false, not `1`",
            ),
            ("[rules.dead-link]\nmost = true", "vaultfix.toml:2: `most` must be a whole number, not `true`"),
            ("[rules.dead-link]\nmost = 1.5", "vaultfix.toml:2: `most` must be a whole number, not `1.5`"),
            ("[rules]\ndead-link = { most = '1' }", 'vaultfix.toml:2: `most` must be a whole number, not `"1"`'),
            (
                "[rules.dead-link]\norder = 'sideways'",
                'vaultfix.toml:2: `order` must be one of `up`, `down`, not `"sideways"`',
            ),
            (
                "\n[rules.dead-link]\nmost = -1",
                "vaultfix.toml:2: the options of `dead-link` do not fit: `most` must not be negative",
            ),
            ("\njournal-days = -1", "vaultfix.toml:2: `journal-days` must not be negative, as `-1` is"),
            (
                'base-url = "example"',
                'vaultfix.toml:1: `base-url` must be an address such as `https://example.org`, not `"example"`',
            ),
            ("a = [1,\n", "vaultfix.toml:1: this is not TOML: invalid value"),
            (
                "a = 1\nb c\n",
                "vaultfix.toml:2: this is not TOML: expected '=' after a key in a key/value pair, in column 3",
            ),
            ("a = 1\n# \udcff\n", "vaultfix.toml:2: the configuration is not UTF-8 text"),
            ('"\\u001b[31m" = 1', "vaultfix.toml: there is no setting `\\x1b[31m`"),
        ],
    )
    def test_an_error_says_where_what_and_why(self, tmp_path: Path, text: str, said: str) -> None:
        assert refused(tmp_path, text).startswith(said)

    @pytest.mark.parametrize(
        ("overrides", "said"),
        [
            ({"select": ["short-rwo"]}, "--select: there is no rule or pass `short-rwo`; did you mean `short-row`?"),
            ({"extend_select": ["x"]}, "--extend-select: there is no rule or pass `x`; `vaultfix rules` lists them"),
            ({"profiles": ("quarz",)}, "--profile: there is no profile `quarz`; did you mean `quartz`?"),
            (
                {"fail-on": "warn"},
                '--fail-on: `fail-on` must be one of `info`, `warning`, `error`, not `"warn"`; did you mean `warning`?',
            ),
        ],
    )
    def test_an_error_on_the_command_line_names_the_option(
        self, tmp_path: Path, overrides: dict[str, object], said: str
    ) -> None:
        assert refused(tmp_path, **overrides) == said

    def test_an_error_in_a_pyproject_has_its_line_there(self, tmp_path: Path) -> None:
        text = '[project]\nselect = 1\n\n[tool.vaultfix]\nselect = ["link"]\n'

        assert refused(tmp_path, text, "pyproject.toml") == (
            "pyproject.toml:5: there is no rule or pass `link`; did you mean `links`?"
        )

    def test_a_pyproject_must_have_a_table(self, tmp_path: Path) -> None:
        assert refused(tmp_path, "[tool]\nvaultfix = 1\n", "pyproject.toml") == (
            "pyproject.toml:2: `tool.vaultfix` must be a table"
        )

    def test_a_named_configuration_must_be_there_and_ours(self, tmp_path: Path) -> None:
        (tmp_path / "pyproject.toml").write_bytes(b"")
        with pytest.raises(ConfigError, match=r"gone\.toml: the configuration cannot be read: No such file"):
            load(tmp_path, explicit=tmp_path / "gone.toml")
        with pytest.raises(ConfigError, match=r"pyproject\.toml has no table `\[tool.vaultfix\]`"):
            load(tmp_path, explicit=tmp_path / "pyproject.toml")
        with pytest.raises(ConfigError, match="give only one of the two"):
            load(tmp_path, explicit=tmp_path / "x.toml", isolated=True)

    def test_a_file_is_named_as_it_is_seen_from_here(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)

        assert refused(tmp_path, "x = 1").startswith("vaultfix.toml:1: ")


class TestLines:
    TEXT = """\
select = [] # 1
'odd key' = 2
a.b."c d" = 3

[ rules . "short-row" ]
min = 6
sub = { deep = 7 }

[[list]]
x = 10
"""

    @pytest.mark.parametrize(
        ("keys", "line"),
        [
            (("select",), 1),
            (("odd key",), 2),
            (("a", "b", "c d"), 3),
            (("a", "b"), 3),
            (("rules", "short-row"), 5),
            (("rules", "short-row", "min"), 6),
            (("rules", "short-row", "sub", "deep"), 7),
            (("rules", "short-row", "gone"), 5),
            (("list", "0", "x"), 10),
            (("gone",), None),
            (("min",), None),
            ((), None),
        ],
        ids=str,
    )
    def test_a_key_is_found_where_it_is_set(self, keys: tuple[str, ...], line: int | None) -> None:
        assert line_of(self.TEXT, keys) == line


class TestDescribing:
    def test_every_setting_is_shown_with_its_source(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        text = 'ignore = ["short-row"]\n\n[per-file-ignores]\n"a/" = ["links"]\n\n[rules.dead-link]\nmost = 7\n'
        config = configured(tmp_path, text, fail_on="error")

        head, _, tables = describe(config).partition("\n\n")

        assert head.startswith("# vaultfix.toml\n")
        assert [line.partition(" = ")[0] for line in head.split("\n")[1:]] == [
            key_of(each.name) for each in fields_of(Settings) if not isinstance(getattr(config, each.name), Mapping)
        ]
        assert {
            'select = ["all"]  # default',
            'ignore = ["short-row"]  # vaultfix.toml:1',
            'fail-on = "error"  # --fail-on',
        } <= set(head.split("\n"))
        assert tables == (
            "[per-file-ignores]\n"
            '"a/" = ["links"]  # vaultfix.toml:3\n'
            "\n"
            "[rules.dead-link]\n"
            "most = 7  # vaultfix.toml:7\n"
            "strict = false  # default\n"
            'base-url = ""  # default\n'
            "share = 0.5  # default\n"
            'words = ["a"]  # default\n'
            "names = []  # default\n"
            'colour = "red"  # default\n'
            'order = "up"  # default\n'
            'least = "info"  # default\n'
            "# limit is not set\n"
            "per = {}  # default\n"
            "\n"
            "# rules that are on (2):\n"
            "#   tables: long-row\n"
            "#   links: dead-link\n"
        )

    def test_what_is_shown_is_a_configuration_that_says_the_same(self, tmp_path: Path) -> None:
        config = configured(
            tmp_path, 'exclude = ["a\\\\b", "\\u001b\\"🗂️"]\n[rules.dead-link]\nper = { "a b" = ["c"] }\n'
        )
        shown = describe(config)
        again = configured(tmp_path, shown)

        assert [getattr(again, each.name) for each in fields_of(Settings)][:-1] == [
            getattr(config, each.name) for each in fields_of(Settings)
        ][:-1]
        assert again.made == config.made

    @settings(max_examples=60)
    @given(st.text(st.characters(exclude_categories=["Cs"])))
    def test_any_text_is_written_as_toml_reads_it(self, text: str) -> None:
        assert tomllib.loads(f"x = {_toml(text)}") == {"x": text}


def test_every_setting_has_a_key_a_default_and_words() -> None:
    source = Path(__file__).resolve().parents[1] / "src/vaultfix/config/settings.py"
    text = source.read_bytes().decode()

    for each in fields_of(Settings):
        after = text.partition(f"\n    {each.name}: ")[2].partition("\n")[2]
        assert after.startswith('    """'), each.name


def test_the_names_of_files_are_known() -> None:
    assert CONFIG_NAMES == ("vaultfix.toml", ".vaultfix.toml", "pyproject.toml")
