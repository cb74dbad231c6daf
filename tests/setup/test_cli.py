"""Whatever goes wrong in a command: one sentence, the right exit code, and never a stack trace."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import click
import pytest

from domain.kernel import Refusal
from web.cli import driehoek, main
from web.commands._options import as_option, json_option, progress, say_json, store_options

PROJECT = Path(__file__).resolve().parents[2]


class NotToday(Refusal):
    """Dit kan niet op {day}."""


@pytest.fixture
def failing(monkeypatch):
    """A command that raises what it is given."""

    def command_with(error: BaseException) -> None:
        @click.command("fail")
        def fail() -> None:
            raise error

        monkeypatch.setitem(driehoek.commands, "fail", fail)

    return command_with


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    said = capsys.readouterr()
    return ended.value.code, said.out, said.err


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (NotToday(day="zondag"), 1, "driehoek: Dit kan niet op zondag.\n"),
        (FileNotFoundError(2, "No such file or directory", "people.csv"), 1, "people.csv: No such file or directory\n"),
        (sqlite3.DatabaseError("file is not a database"), 1, "cannot be read or written: file is not a database\n"),
        (ZeroDivisionError("by zero"), 1, "this should not have happened (ZeroDivisionError: by zero)"),
        (click.ClickException("regel 3: no date"), 1, "Error: regel 3: no date\n"),
        (click.UsageError("no such team"), 2, "no such team\n"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_an_error_is_one_sentence_and_an_exit_code(failing, capsys, error, code, sentence):
    failing(error)

    ended, out, err = _run(capsys, "fail")

    assert ended == code
    assert sentence in err
    assert (out, "Traceback" in err) == ("", False)


def test_a_developer_can_ask_for_the_stack_trace(failing, capsys, monkeypatch):
    failing(ZeroDivisionError("by zero"))
    monkeypatch.setenv("DRIEHOEK_DEBUG", "1")

    _, _, err = _run(capsys, "fail")

    assert "Traceback" in err


def test_a_command_that_succeeds_exits_0(monkeypatch, capsys):
    @click.command("fine")
    @json_option
    def fine(as_json: bool) -> int:
        say_json({"name": "Zoë", "as_json": as_json})
        return 7

    monkeypatch.setitem(driehoek.commands, "fine", fine)

    ended, out, _ = _run(capsys, "fine", "--json")

    assert ended == 0
    assert json.loads(out) == {"name": "Zoë", "as_json": True}


def test_a_command_can_end_with_its_own_exit_code(monkeypatch, capsys):
    @click.command("differ")
    @click.pass_context
    def differ(context: click.Context) -> None:
        context.exit(1)

    monkeypatch.setitem(driehoek.commands, "differ", differ)

    assert _run(capsys, "differ")[0] == 1


@pytest.fixture
def asked(monkeypatch):
    """A command that keeps the shared options it was given."""
    kept: dict[str, object] = {}

    @click.command("ask")
    @store_options
    @as_option
    def ask(**options: object) -> None:
        kept.update(options)

    monkeypatch.setitem(driehoek.commands, "ask", ask)
    for name in ("DRIEHOEK_DATA", "DRIEHOEK_DATABASE", "DRIEHOEK_AS", "DRIEHOEK_HOME"):
        monkeypatch.delenv(name, raising=False)
    return kept


def test_without_options_the_data_stand_in_the_project(asked, capsys):
    _run(capsys, "ask")

    assert asked == {"data": PROJECT, "database": None, "person": None}


def test_the_environment_names_the_data_and_an_option_goes_before_it(asked, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("DRIEHOEK_DATA", str(tmp_path / "from the environment"))
    monkeypatch.setenv("DRIEHOEK_DATABASE", "postgresql://care@db/driehoek")

    _run(capsys, "ask", "--as", "Anna")
    assert asked["data"] == tmp_path / "from the environment"
    assert (asked["database"], asked["person"]) == ("postgresql://care@db/driehoek", "Anna")

    _run(capsys, "ask", "--data", str(tmp_path))
    assert asked["data"] == tmp_path


@pytest.mark.parametrize(
    "arguments",
    [["--data", "/nowhere/at/all"], ["--data", __file__], ["--database", "mysql://x"], ["--as"]],
)
def test_a_bad_option_is_wrong_usage(asked, capsys, arguments):
    ended, _, err = _run(capsys, "ask", *arguments)

    assert ended == 2
    assert "Traceback" not in err


def test_progress_stays_out_of_the_output(capsys):
    with progress([1, 2, 3], "Lezen") as items:
        assert list(items) == [1, 2, 3]

    assert capsys.readouterr().out == ""


def test_a_reader_that_has_enough_gets_no_complaint(tmp_path):
    code = (
        "import click; from web.cli import driehoek, main\n"
        "@driehoek.command('many')\n"
        "def many():\n"
        "    for number in range(100000): click.echo(number)\n"
        "main(['many'])"
    )
    pipe = subprocess.Popen(
        [sys.executable, "-c", code], cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )

    assert pipe.stdout and pipe.stdout.readline() == "0\n"
    pipe.stdout.close()

    assert pipe.stderr and pipe.stderr.read() == ""
    assert pipe.wait(timeout=30) == 141


def test_a_port_in_use_is_one_sentence_and_makes_nothing(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        run = subprocess.run(
            [sys.executable, "-m", "web.cli", "run", "--data", str(tmp_path / "new"), "--port", port],
            cwd=PROJECT,
            env={**os.environ, "DRIEHOEK_DEBUG": ""},
            capture_output=True,
            text=True,
            timeout=60,
        )

    assert run.returncode == 1
    assert run.stderr.count("\n") == 1 and f"127.0.0.1:{port} cannot be used" in run.stderr
    assert not (tmp_path / "new").exists()
