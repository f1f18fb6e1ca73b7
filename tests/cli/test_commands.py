"""``press-archive`` as a whole: its help, and what it says to what cannot be meant."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from press_archive.cli import COMMANDS, main

from tests.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "archive")


def test_help_is_shown_without_loading_the_commands() -> None:
    """The lines of the list stand apart from the commands; they say the same."""
    context = click.Context(main)
    for name, (_, line) in COMMANDS.items():
        command = main.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert command.help is not None
        assert " ".join(command.help.split("\n\n")[0].split()) == line


def test_help_loads_no_command() -> None:
    """Help that has to wait for Sphinx is not asked for twice."""
    code = (
        "import sys\nfrom press_archive.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "print([m for m in ('pydantic', 'babel', 'sphinx', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_command_that_does_not_exist_gets_the_nearest(desk: Desk) -> None:
    assert 'there is no command "serch"; did you mean "search"?' in desk.press("serch").said
    assert 'there is no command "xyzzy"; press-archive --help lists them' in desk.press("xyzzy").said


def test_outside_an_archive_every_command_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    monkeypatch.chdir(tmp_path)
    for arguments in (["check"], ["search", "x"], ["build"], ["pdf", "x"], ["cite", "x"], ["mail", "x"]):
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 1
        assert result.output.startswith("Error: no archive here"), result.output


@pytest.mark.parametrize("command", [["build"], ["pdf", "2014/05/harbour"]])
def test_a_moment_that_is_none_is_told_how_to_write_it(desk: Desk, command: list[str]) -> None:
    answer = desk.press(*command, "--now", "tomorrow").error
    assert answer == 'now: "tomorrow" is not a date and time; write it as 2026-07-17T10:00+02:00'


@pytest.mark.parametrize("command", [["check"], ["search", "x"]])
def test_a_broken_moment_of_the_environment_is_named(
    desk: Desk, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "abc")
    assert desk.press(*command).error == 'SOURCE_DATE_EPOCH: "abc" is not a number of seconds since 1970'


def test_a_preview_is_of_releases_and_a_folder_means_all_in_it(desk: Desk) -> None:
    desk.release("2014/05/harbour", title="The harbour opens")
    assert "docs/guide.md is not a release" in desk.press("preview", "docs/guide.md").error
    desk.must("preview", "releases/2014")
    assert "The harbour opens" in desk.read("preview/releases/2014/05/harbour/index.html")


def test_a_preview_that_could_not_be_made_is_nowhere(desk: Desk) -> None:
    desk.release("2014/05/harbour")
    desk.write("a-file", "Mine.\n")
    answer = desk.press("preview", "releases/2014", "-o", "a-file")
    assert not answer.done
    assert "a-file) is not a directory" in answer.said
    assert "The site is in" not in answer.said


@pytest.mark.parametrize(
    ("folder", "says"),
    [
        ("/", "/ is not in the archive at "),
        ("..", ".. is not in the archive at "),
        ("docs", "docs holds no release: "),
    ],
)
@pytest.mark.parametrize("command", ["publish", "preview"])
def test_releases_are_looked_for_only_where_they_can_be(
    desk: Desk, command: str, folder: str, says: str
) -> None:
    assert desk.press(command, folder).error.startswith(says)


def test_the_archive_s_own_folder_means_its_releases_and_not_what_lies_beside_them(desk: Desk) -> None:
    desk.release("2014/05/harbour")
    desk.write("notes/2014.md", "For ourselves.\n")
    assert "2014/05/harbour  live" in desk.must("publish", ".")


@pytest.mark.parametrize("folder", [".", "releases", "releases/2014/05"])
def test_all_that_is_wrong_in_a_folder_is_checked(desk: Desk, folder: str) -> None:
    desk.release("2014/05/harbour")
    desk.write("releases/2014/05/notes.txt", "For ourselves.\n")
    for named in (folder, "releases/2014/05/notes.txt"):
        assert "releases/2014/05/notes.txt:1: not a release" in desk.press("check", named).said
    assert desk.press("check", "conf.py").error.startswith("conf.py holds nothing that is checked")


@pytest.mark.parametrize("command", ["check", "publish", "preview"])
@pytest.mark.parametrize(
    "named", ["harbour.md", "a1", "2014/05/harbour", "2014/05/a1", "releases/2014/05/harbor.md"]
)
def test_a_file_that_is_not_there_is_answered_with_the_nearest(desk: Desk, command: str, named: str) -> None:
    desk.release("2014/05/harbour")
    desk.release("2014/05/a1")
    name = "a1" if "a1" in named else "harbour"
    said = f'there is no file {named}; did you mean "releases/2014/05/{name}.md"?'
    assert desk.press(command, named).error == said


def test_a_file_is_only_right_by_itself_while_others_are_broken(desk: Desk) -> None:
    desk.release("2014/05/harbour", contacts=["nobody"])
    desk.release("2014/06/bay", title="")
    said = desk.must("check", "releases/2014/05/harbour.md", "--report")
    assert said.startswith("nothing is wrong in it by itself; 1 problem elsewhere must be mended before")
    desk.change("2014/06/bay", title="The bay")
    assert '"nobody" is not in' in desk.press("check", "releases/2014/05/harbour.md").said


def test_a_draft_that_waits_for_its_text_keeps_no_other_file_from_being_compared(desk: Desk) -> None:
    desk.must("new", "--title", "A harbour", "--date", "2014-05-06")
    desk.release("2014/06/bay")
    assert desk.must("check", "releases/2014/06/bay.md") == "nothing is wrong\n"


@pytest.mark.parametrize("command", [["check"], ["new", "--date", "2026-05-05", "--title"], ["import"]])
def test_what_no_file_can_be_called_gets_one_line(desk: Desk, command: list[str]) -> None:
    assert desk.press(*command, "a" * 5000).error  # to Python 3.14, such a file is one that is not there


@pytest.mark.parametrize(
    "command",
    [
        ["import"],
        ["import", "old.txt", "--into"],
        ["check"],
        ["publish"],
        ["preview"],
        ["verify"],
        ["build", "--out"],
        ["pdf", "2014/05/harbour", "--out"],
    ],
)
def test_an_empty_name_is_not_taken_for_this_folder(desk: Desk, command: list[str]) -> None:
    """A shell makes one of a variable that is not set: ``press-archive import "$OLD"``."""
    said = desk.press(*command, "").said
    assert said.strip() == "Error: an empty name was given for a file or folder; this folder is ."


def test_a_list_has_no_more_lines_than_numbers_allow(desk: Desk) -> None:
    assert "Invalid value for '-n' / '--limit'" in desk.press("search", "--limit", "9" * 20, "x").said


def test_no_machine_is_asked_for_more_processes_than_could_help(desk: Desk) -> None:
    said = desk.press("build", "--jobs", "100000").said
    assert "Invalid value for '-j' / '--jobs': 100000 is not in the range 1<=x<=256" in said


def test_a_scheduler_is_only_for_parts(desk: Desk) -> None:
    answer = desk.press("build", "--scheduler", "tcp://scheduler.example.org:8786")
    assert answer.error == "a scheduler gives out parts; say how many (--parts)"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("1 / 0", "conf.py:{}: ZeroDivisionError: division by zero"),
        ("press_languages = [", "conf.py:{}: SyntaxError: '[' was never closed"),
        ("import nowhere_at_all", "conf.py:{}: ModuleNotFoundError: No module named 'nowhere_at_all'"),
        (
            "html_file_suffix = '.htm'",
            "conf.py: html_file_suffix: addresses carry no file extension; remove it",
        ),
        (
            'press_issuer = ""',
            "conf.py: press_issuer: name the key of your own body in docs/registers/issuers.yaml",
        ),
        (
            'press_languages = ["fr"]',
            "conf.py: press_languages: must hold the site's own language, 'en'",
        ),
        (
            'html_favicon = "https://example.org/icon.svg"',
            "conf.py: html_favicon: name a file of the archive; its pages ask nothing of other sites",
        ),
        *(
            (
                f"html_baseurl = {address!r}",
                "conf.py: html_baseurl: give the address the archive is published at; "
                "releases are cited by it",
            )
            for address in (
                "https://",
                "https://[x",
                "https://x.example.org/a b/",
                "https://x.example.org/?q=1",
            )
        ),
    ],
)
@pytest.mark.parametrize("command", ["check", "build", "search"])
def test_settings_that_cannot_be_used_get_one_line(desk: Desk, line: str, says: str, command: str) -> None:
    settings = desk.read("conf.py") + line + "\n"
    desk.write("conf.py", settings)
    assert desk.press(command).error == says.format(settings.count("\n"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "--date", "2026-05-05", "--title", "Caf\udce9"),
        ("new", "--date", "2026-05-05", "--title", "Cafe", "--language", "\udce9"),
        ("facts", "--group", "\udce9"),
    ],
)
def test_what_was_typed_in_another_encoding_gets_one_line(desk: Desk, arguments: tuple[str, ...]) -> None:
    answer = desk.press(*arguments)
    assert not answer.done
    assert "Traceback" not in answer.said
    assert not list((desk.root / "releases").rglob("*.md"))


@pytest.mark.parametrize("left_out", ["releases/2014/05/harbour.md", "docs/background/court.md"])
def test_settings_leave_no_page_out_that_was_promised(desk: Desk, left_out: str) -> None:
    desk.release("2014/05/harbour", background=["court"])
    desk.must("publish", "releases/2014/05/harbour.md")
    desk.edit("conf.py", '"**/.*"', f'"**/.*", "{left_out}"')
    said = desk.press("build").said
    assert f"conf.py: include_patterns and exclude_patterns leave out {left_out}; every release" in said


def test_all_that_a_build_complains_of_is_counted(desk: Desk) -> None:
    desk.write("docs/guide.md", "# A guide\n\n![](https://example.org/map.png) Harbours[^1].\n")
    said = desk.must("build")
    assert (said.count("WARNING: "), said.count("ERROR: ")) == (1, 1), "a note that is missing is an error"
    assert " 2  problems" in said


#: A disk that is full: nothing can be written any more.
FULL = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize(
    "command",
    [
        ("new", "--title", "The bay", "--date", "2014-06"),
        ("withdraw", "2014/06/quay", "--reason", "Sent in error."),
        ("publish", "releases/2014/06/jetty.md"),
        ("schema",),
        ("import", "old.txt"),
    ],
    ids=lambda command: command[0],
)
def test_a_full_disk_leaves_every_file_of_the_archive_as_it_was(desk: Desk, command: tuple[str, ...]) -> None:
    """A file cut short would be a mistake that its author never made, and stop every command."""
    desk.published("2014/06/quay")
    desk.release("2014/06/jetty")
    desk.write("old.txt", "6 May 2014\n\nThe harbour opens\n\nThe text.\n")
    desk.must("schema")
    desk.must("check")

    def files() -> dict[str, bytes]:
        every = (path for path in desk.root.rglob("*") if path.is_file() and ".build" not in path.parts)
        return {path.relative_to(desk.root).as_posix(): path.read_bytes() for path in every}

    before = files()
    process = desk.start(*command, before=FULL)
    said, _ = process.communicate()
    assert (process.returncode, files()) == (1, before)
    assert re.fullmatch(r"Error: (\S+: )?File too large\n", said)
