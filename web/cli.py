"""The command line: finds a command's module by its name, and turns every error into one sentence."""

from __future__ import annotations

import ast
import importlib
import os
import sys
import traceback
from pathlib import Path

import click

# Neither this module nor --help imports the package web, which brings the whole application with it.
COMMANDS = Path(__file__).resolve().parent / "commands"
INTERRUPTED = 130
BROKEN_PIPE = 141


class Commands(click.Group):
    """Loads only the module of the command that is asked for, so that --help stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every command, one for each module that is not private."""
        names = (file.stem for file in COMMANDS.glob("*.py"))
        return sorted(name.rstrip("_").replace("_", "-") for name in names if not name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command's module and let it register itself."""
        if cmd_name not in self.commands and cmd_name in self.list_commands(ctx):
            importlib.import_module(f"web.commands.{_module(cmd_name)}").register(self)
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with the first line of their module's docstring, without loading them."""
        if names := self.list_commands(ctx):
            with formatter.section("Commands"):
                formatter.write_dl([(name, _summary(name)) for name in names])


def _module(command: str) -> str:
    name = command.replace("-", "_")
    return f"{name}_" if (COMMANDS / f"{name}_.py").exists() else name


def _summary(command: str) -> str:
    source = (COMMANDS / f"{_module(command)}.py").read_text(encoding="utf-8")
    return (ast.get_docstring(ast.parse(source)) or "").partition("\n")[0]


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def driehoek() -> None:
    """A workspace in which care teams run themselves: rosters, decisions and money, with a why for each.

    Data stand in --data or DRIEHOEK_DATA (default: this project's folder), the log in --database or
    DRIEHOEK_DATABASE (default: events.db in the data folder). Every command has its own --help.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run one command; exit 0 only on success, 2 for wrong usage, 1 for everything that was refused."""
    code = 0
    try:
        with driehoek.make_context("driehoek", sys.argv[1:] if arguments is None else arguments) as context:
            driehoek.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        code = ended.exit_code
    except (KeyboardInterrupt, click.Abort):
        code = INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except BrokenPipeError:
        # The reader (head, say) has enough; Python must not complain of it once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = BROKEN_PIPE
    except Exception as error:
        if os.environ.get("DRIEHOEK_DEBUG") == "1":
            traceback.print_exc()
        click.echo(f"driehoek: {_sentence(error)}", err=True)
        code = 1
    sys.exit(code)


def _sentence(error: Exception) -> str:
    """Say what went wrong; kernel and sqlite3 are looked up, not imported, for they can only raise when loaded."""
    if isinstance(error, _loaded("domain.kernel", "Refusal")):
        from domain.kernel import Refusal
        from web.language import in_english

        assert isinstance(error, Refusal)
        return in_english(error)
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename else str(error)
    if isinstance(error, _loaded("sqlite3", "DatabaseError")):
        return f"the database cannot be read or written: {error}"
    if isinstance(error, _loaded("psycopg", "Error")):
        return f"PostgreSQL refused: {' '.join(str(error).split())}"
    known = f"{type(error).__name__}: {' '.join(str(error).split())}"
    return f"this should not have happened ({known}); with DRIEHOEK_DEBUG=1 it shows where."


def _loaded(module: str, name: str) -> type[BaseException] | tuple[()]:
    kind = getattr(sys.modules.get(module), name, ())
    return kind if isinstance(kind, type) else ()


if __name__ == "__main__":
    main()
