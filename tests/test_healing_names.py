"""Damaged names of files and folders: mended on disk together with every link to them, never onto something else."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from vaultfix.cli import main
from vaultfix.store import StoreError, renaming
from vaultfix.store.places import Rename
from vaultfix.store.renaming import rename_on_disk

Written = Callable[[dict[str, str]], Path]

CAFE, BOOKS, RESUME = "CafÃ©", "ğŸ“š Books", "rÃ©sumÃ©"


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Written:
    """Return what writes a vault into a folder of its own, which then is the current one."""
    root = tmp_path / "vault"
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def write(files: dict[str, str]) -> Path:
        for path, text in {"vaultfix.toml": "git = false\njournal = false\n", **files}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(text.encode())
        monkeypatch.chdir(root)
        return root

    return write


def files_of(root: Path) -> dict[str, str]:
    found = (path for path in root.rglob("*") if path.is_file() and path.name != "vaultfix.toml")
    found = (path for path in found if ".git" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes().decode() for path in found}


RENAMING = ["--fix", "--rename-files", "."]

LINKS = [
    (f"[[{CAFE}]]\n", "[[Café]]\n", "a link that is damaged like the name"),
    ("[c](Caf%C3%83%C2%A9.md)\n", "[c](Caf%C3%A9.md)\n", "likewise, percent-encoded"),
    (f"[[{CAFE}|the café]]\n", "[[Café|the café]]\n", "the words that a reader sees stay"),
    (f"![[{CAFE}#Prices|200]]\n", "![[Café#Prices|200]]\n", "an embed"),
    (f"[c]\n\n[c]: <{CAFE}.md>\n", "[c]\n\n[c]: <Café.md>\n", "a definition"),
    (f'---\nup: "[[{CAFE}]]"\n---\n', '---\nup: "[[Café]]"\n---\n', "a property"),
    ("[[Café]]\n", "[[Café]]\n", "a link that always was right"),
]


@pytest.mark.parametrize(("link", "after"), [row[:2] for row in LINKS], ids=[row[2] for row in LINKS])
def test_a_name_and_the_links_to_it_are_mended_to_agree(written: Written, link: str, after: str) -> None:
    root = written({f"{CAFE}.md": "# Prices\n", "index.md": link})
    code = main(RENAMING)

    assert files_of(root) == {"Café.md": "# Prices\n", "index.md": after}
    assert code == 0
    assert main(RENAMING) == 0


def test_folders_and_all_in_them_are_renamed(written: Written) -> None:
    root = written({
        f"{BOOKS}/{CAFE}.md": f"![r](../img/{RESUME}.png) [[index]] [s](sub/deep.md)\n",
        f"{BOOKS}/sub/deep.md": f"[up](../{CAFE}.md) [[{CAFE}]]\n",
        f"img/{RESUME}.png": "",
        "index.md": f"[b](<{BOOKS}/>) [c](<{BOOKS}/{CAFE}.md>) ![[{RESUME}.png|100]]\n",
    })  # fmt: skip
    main(RENAMING)

    assert files_of(root) == {
        "📚 Books/Café.md": "![r](../img/résumé.png) [[index]] [s](sub/deep.md)\n",
        "📚 Books/sub/deep.md": "[up](../Café.md) [[Café]]\n",
        "img/résumé.png": "",
        "index.md": "[b](<📚 Books/>) [c](<📚 Books/Café.md>) ![[résumé.png|100]]\n",
    }


def test_only_the_rule_for_names_is_asked_and_the_links_follow_all_the_same(written: Written) -> None:
    root = written({f"{CAFE}.md": "CafÃ©\n", "index.md": f"[[{CAFE}]] CafÃ©\n"})
    main([*RENAMING, "--select", "damaged-name"])

    assert files_of(root) == {"Café.md": "CafÃ©\n", "index.md": "[[Café]] CafÃ©\n"}


def test_one_note_is_named_and_the_links_in_others_follow(written: Written) -> None:
    root = written({f"{CAFE}.md": "", "index.md": f"[[{CAFE}]]\n"})
    main(["--fix", "--rename-files", f"{CAFE}.md"])

    assert files_of(root) == {"Café.md": "", "index.md": "[[Café]]\n"}


def test_a_guess_waits_for_the_word(written: Written) -> None:
    vault = {"ğŸ¤ A deal.md": "# A deal\n", "index.md": "[[ğŸ¤ A deal]]\n"}
    root = written(vault)
    main(RENAMING)

    assert files_of(root) == vault
    main([*RENAMING, "--unsafe-fixes"])
    assert files_of(root) == {"🤝 A deal.md": "# A deal\n", "index.md": "[[🤝 A deal]]\n"}


def test_the_words_of_another_note_prove_a_name(written: Written) -> None:
    root = written({"ğŸ¤ A deal.md": "", "index.md": "[[ğŸ¤ A deal]]\n", "list.md": "# 🤝 A deal\n"})
    main(RENAMING)

    assert sorted(files_of(root)) == ["index.md", "list.md", "🤝 A deal.md"]


@pytest.mark.parametrize(
    "other", ["Café.md", "café.md", "CAFÉ.MD"], ids=["the same", "but for capitals", "all capitals"]
)
def test_nothing_is_renamed_onto_a_name_that_is_taken(written: Written, other: str) -> None:
    vault = {f"{CAFE}.md": "one\n", other: "two\n", "index.md": f"[[{CAFE}]]\n"}
    root = written(vault)
    main(RENAMING)

    assert files_of(root) == vault


def test_two_names_that_would_be_one_both_stay(written: Written) -> None:
    vault = {"CafÃ©.md": "one\n", "CafÃƒÂ©.md": "two\n"}
    root = written(vault)
    main(RENAMING)

    assert files_of(root) == vault


def test_without_the_option_the_message_says_how_and_the_links_keep_working(
    written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    vault = {f"{CAFE}.md": "", "index.md": f"[[{CAFE}]]\n"}
    root = written(vault)
    code = main(["--fix", "."])

    said = capsys.readouterr().out
    assert files_of(root) == vault
    assert code == 1
    assert "it was `Café.md`: `--fix --rename-files` renames it with every link to it" in said
    assert "index.md:1:6: mojibake" in said
    assert "the file itself is named so" in said


def test_hidden_and_excluded_files_keep_their_names(written: Written) -> None:
    vault = {f".trash/{CAFE}.md": "", f"old/{CAFE}.md": "", "index.md": ""}
    root = written({**vault, "vaultfix.toml": 'git = false\njournal = false\nexclude = ["old/"]\n'})
    main(RENAMING)

    assert files_of(root) == vault


def test_the_patch_is_one_that_git_applies(written: Written, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    vault = {
        f"{BOOKS}/{CAFE}.md": "CafÃ©\n\ntext\n",
        f"img/{RESUME}.png": "x",
        "index.md": f"[[{CAFE}]] ![r](img/{RESUME}.png)\n",
    }
    root = written(vault)
    main(["--diff", "--rename-files", "."])
    patch = capfdbinary.readouterr().out

    assert files_of(root) == vault
    git = ["git", "-c", "core.autocrlf=false"]
    subprocess.run([*git, "init", "-q"], cwd=root, check=True)
    subprocess.run([*git, "add", "."], cwd=root, check=True)
    subprocess.run([*git, "apply", "--index", "-"], cwd=root, check=True, input=patch)
    assert files_of(root) == {
        "📚 Books/Café.md": "Café\n\ntext\n",
        "img/résumé.png": "x",
        "index.md": "[[Café]] ![r](img/résumé.png)\n",
    }


def test_a_run_that_stopped_before_renaming_is_finished_by_the_next(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = written({f"{CAFE}.md": "", "ğŸ¤ A deal.md": "", "index.md": f"[c](<{CAFE}.md>) [[ğŸ¤ A deal]]\n"})

    def stop(_root: Path, _rename: Rename) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("vaultfix.renaming.rename_on_disk", stop)
        main([*RENAMING, "--unsafe-fixes"])
    assert files_of(root)["index.md"] == "[c](<Café.md>) [[🤝 A deal]]\n"
    main(RENAMING)

    assert files_of(root) == {"Café.md": "", "🤝 A deal.md": "", "index.md": "[c](<Café.md>) [[🤝 A deal]]\n"}


def test_where_the_disk_refuses_a_name_the_links_to_it_are_put_back(
    written: Written, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = written({f"{CAFE}.md": "CafÃ©\n", f"{BOOKS}.md": "", "index.md": f"[[{CAFE}]] [[{BOOKS}]] rÃ©sumÃ©\n"})

    def refuse(root: Path, rename: Rename) -> None:
        if CAFE in rename.old:
            (root / rename.new).write_bytes(b"in the way")
        rename_on_disk(root, rename)

    monkeypatch.setattr("vaultfix.renaming.rename_on_disk", refuse)
    code = main(RENAMING)

    assert code == 2
    assert "`Café.md` exists already" in capsys.readouterr().err
    assert files_of(root) == {
        f"{CAFE}.md": "Café\n",
        "Café.md": "in the way",
        "📚 Books.md": "",
        "index.md": f"[[{CAFE}]] [[📚 Books]] résumé\n",
    }


def test_a_file_that_appears_meanwhile_is_never_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "old.md").write_bytes(b"old")
    (tmp_path / "new.md").write_bytes(b"new")
    monkeypatch.setattr(renaming, "check_rename", lambda *_: None)

    with pytest.raises(StoreError):
        rename_on_disk(tmp_path, Rename("old.md", "new.md"))
    assert files_of(tmp_path) == {"old.md": "old", "new.md": "new"}


def test_a_name_behind_a_symbolic_link_stays(written: Written) -> None:
    root = written({f"real/{CAFE}.md": "", "index.md": ""})
    (root / "link").symlink_to(root / "real")

    with pytest.raises(StoreError, match="symbolic link"):
        rename_on_disk(root, Rename(f"link/{CAFE}.md", "link/Café.md"))


def test_a_note_from_stdin_has_no_file_to_rename(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--fix", "--rename-files", "-"]) == 2
    assert "--rename-files needs the files" in capsys.readouterr().err


def test_undo_gives_names_and_links_back_and_can_be_undone_itself(
    written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    vault = {
        f"{BOOKS}/{CAFE}.md": "CafÃ©\n",
        f"{BOOKS}/{RESUME}.png": "",
        "index.md": f"[[{CAFE}]] ![[{RESUME}.png]]\n",
    }
    root = written({**vault, "vaultfix.toml": "git = false\n"})
    main(RENAMING)
    mended = files_of(root)
    assert sorted(mended) == ["index.md", "📚 Books/Café.md", "📚 Books/résumé.png"]

    main(["undo"])
    assert files_of(root) == vault
    main(["undo"])
    assert "no run to undo" in capsys.readouterr().err

    main(["undo", "--list"])
    undoing = capsys.readouterr().out.partition(" ")[0]
    main(["undo", "--run", undoing])
    assert files_of(root) == mended


def test_a_run_that_only_renamed_is_undone(written: Written) -> None:
    root = written({f"{CAFE}.md": "", "vaultfix.toml": "git = false\n"})
    main(RENAMING)
    assert sorted(files_of(root)) == ["Café.md"]
    main(["undo"])

    assert sorted(files_of(root)) == [f"{CAFE}.md"]


def test_a_name_that_undo_cannot_give_back_is_told_and_can_be_tried_again(
    written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    vault = {f"{CAFE}.md": "", f"{BOOKS}.md": ""}
    root = written({**vault, "vaultfix.toml": "git = false\n"})
    main(RENAMING)
    (root / f"{CAFE}.md").write_bytes(b"in the way")
    capsys.readouterr()
    code = main(["undo"])
    done, refused, again = capsys.readouterr().err.splitlines()

    name = done.removeprefix("undid ").partition(":")[0]
    assert (code, done) == (2, f"undid {name}: 0 notes restored, 1 name given back")
    assert refused == f"Café.md: not renamed to {CAFE}.md: `{CAFE}.md` exists already"
    assert again == f"vaultfix undo --run {name} tries again what was left"
    (root / f"{CAFE}.md").unlink()
    assert main(["undo", "--run", name]) == 0
    assert files_of(root) == vault


HOMES = [
    ({f"{CAFE}.md": "", "a.md": ""}, f"{CAFE}.md", "the note that bears the name"),
    ({f"{BOOKS}/x.md": "", f"{BOOKS}/b.md": "", "a.md": ""}, f"{BOOKS}/b.md", "the first note in the folder"),
    ({"a.md": "", "b.md": f"![[{RESUME}.png]]\n", f"img/{RESUME}.png": ""}, "b.md", "the first note with a link to it"),
    ({"a.md": "", "img/c.md": "", f"img/x/{RESUME}.png": ""}, "img/c.md", "the first note near what nobody links to"),
]


@pytest.mark.parametrize(("vault", "home"), [row[:2] for row in HOMES], ids=[row[2] for row in HOMES])
def test_a_damaged_name_is_told_once_where_it_is_read_first(
    written: Written, capsys: pytest.CaptureFixture[str], vault: dict[str, str], home: str
) -> None:
    written(vault)
    main([".", "--select", "damaged-name"])
    lines = capsys.readouterr().out.split("\n")[:-1]

    assert [line.partition(":")[0] for line in lines] == [home]


@pytest.mark.parametrize("new", ["../new.md", "sub/new.md", "..", "", "/new.md"])
def test_a_new_name_is_a_name_in_the_same_folder(tmp_path: Path, new: str) -> None:
    (tmp_path / "v/sub").mkdir(parents=True)
    (tmp_path / "v/old.md").write_bytes(b"")

    with pytest.raises(StoreError, match="no name in the same folder"):
        rename_on_disk(tmp_path / "v", Rename("old.md", new))
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["old.md", "sub", "v"]
