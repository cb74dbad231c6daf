"""Write the documents that are made from the program: facts, commands, routes."""

from __future__ import annotations

from pathlib import Path

import click

FOLDER = Path(__file__).resolve().parents[2] / "docs"


@click.command(short_help=__doc__)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when one is not current.")
@click.pass_context
def docs(context: click.Context, check: bool) -> None:
    """Write docs/events.md, docs/commands.md and docs/routes.md from the program itself."""
    from web.reference import documents

    old = []
    for name, make in documents().items():
        file, made = FOLDER / name, make()
        if not file.exists() or file.read_text(encoding="utf-8") != made:
            old.append(name)
            if not check:
                file.write_text(made, encoding="utf-8")
    if not check:
        click.echo(f"Written: {', '.join(old)}" if old else "All were current.")
    elif old:
        raise click.ClickException(f"not current: {', '.join(old)}; run ./driehoek docs.")


def register(group: click.Group) -> None:
    """Add `docs`."""
    group.add_command(docs)
