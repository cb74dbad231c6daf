"""`--out`: where a command writes a file, and why it cannot, in a sentence that names the path that was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def out_option(*begins: bytes, help: str | None = None) -> Callable[[Command], Command]:
    """`--out`: a file that may be written before anything is made for it, as `out: Path`.

    What is there already is written over only when it begins as the files of this command do (`begins`), or is empty.
    """

    def may_be_written(context: click.Context, parameter: click.Parameter, value: Path) -> Path:
        if refused := why_not(value, begins):
            raise click.BadParameter(refused)
        return value

    return click.option(
        "--out",
        type=click.Path(dir_okay=False, path_type=Path),
        required=True,
        callback=may_be_written,
        metavar="FILE",
        help=help,
    )


def why_not(out: Path, begins: tuple[bytes, ...] | None) -> str:
    """Why a file cannot come there; nothing when it can. `begins` None: what stands there is for another to judge."""
    if not out.parent.is_dir():
        return f"the folder {out.parent} does not exist; make it first."
    if not out.exists():
        return ""
    if not out.is_file():
        return f"{out} is no ordinary file; choose another name."
    if begins is None:
        return ""
    try:
        with out.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        return f"{out} cannot be read: {error.strerror}."
    own = head.startswith(begins) if begins else b"\0" not in head
    return "" if own or not head else f"{out} is there already, and is another kind of file; choose another name."


@contextmanager
def written_to(out: Path) -> Iterator[None]:
    """Whatever goes wrong with the disk is told of the path that was typed."""
    try:
        yield
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror or error}.") from None


def write_out(out: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a file as a whole, or not at all: then what stood there still stands."""
    from domain.store.files import write_whole

    with written_to(out):
        write_whole(out, content)


def write_lines(out: Path, lines: Iterable[str]) -> None:
    """The same of lines."""
    write_out(out, (f"{line}\n".encode() for line in lines))
