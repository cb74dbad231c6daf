"""The reference of the commands, from their own --help."""

from __future__ import annotations

import click

from web.cli import driehoek
from web.reference import HEAD

_INTRO = """# Commands

`./driehoek COMMAND --help` shows the same. Exit codes: 0 is success, 1 is no (with a sentence that says why), 2 is a
command that was typed wrongly.
"""


def commands() -> str:
    """`docs/commands.md`."""
    context = click.Context(driehoek, info_name="driehoek", color=False, **driehoek.context_settings)
    parts = [HEAD, _INTRO]
    for name in driehoek.list_commands(context):
        command = driehoek.get_command(context, name)
        if command is not None:
            parts += _entries(context, name, command)
    return "".join(parts)


def _entries(parent: click.Context, name: str, command: click.Command) -> list[str]:
    """The help of a command and of its own commands."""
    context = click.Context(command, info_name=name, parent=parent, terminal_width=100, max_content_width=100)
    path = context.command_path.removeprefix("driehoek ")
    parts = [f"\n## {path}\n\n```text\n{command.get_help(context).strip()}\n```\n"]
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            found = command.get_command(context, sub)
            if found is not None:
                parts += _entries(context, sub, found)
    return parts
