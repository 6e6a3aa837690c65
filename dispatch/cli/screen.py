"""The one way to the screen: whatever a command says is written here, and a test finds who writes past it.

What comes from elsewhere (cells, names, files, the system) is one line and steers nothing. Data that
other programs read, and drawings with colours of ours, have functions of their own.
"""

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from dispatch.cli.language import translator
from dispatch.plain_text import one_line

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from dispatch.problem import Problem


def write_line(text: str, *, err: bool = False) -> None:
    """Write one line, whatever the text holds."""
    click.echo(one_line(text), err=err)


def write_wording(wording: str, *, err: bool = False, **values: object) -> None:
    """Write a wording of ours in the language of the command; its own lines stay, values are put on one."""
    click.echo(worded(wording, **values), err=err)


def worded(wording: str, **values: object) -> str:
    """Return a wording of ours in the language of the command, each value on one line."""
    plain = {name: one_line(value) if isinstance(value, str) else value for name, value in values.items()}
    return translator()(wording).format(**plain)


def write_lines(lines: Iterable[str]) -> None:
    """Write lines, each of which stays one."""
    click.echo("".join(f"{one_line(line)}\n" for line in lines), nl=False)


def write_drawing(text: str) -> None:
    """Write what was drawn for a terminal: lines and colours of ours around letters that steer nothing."""
    click.echo(text, nl=False)


def write_data(data: str | bytes) -> None:
    """Write what another program reads, to the letter: JSON, CSV, a calendar, where nothing steers."""
    click.echo(data, nl=False)


def write_source(data: bytes) -> None:
    """Write a file of somebody: to the letter where it is kept, without what steers where it is looked at."""
    if sys.stdout.isatty():
        write_lines(
            data.decode("utf-8", "backslashreplace").replace("\r\n", "\n").removesuffix("\n").split("\n")
        )
    else:
        write_data(data)


def write_problems(problems: "Iterable[Problem]") -> None:
    """Write problems to stderr, a line and a hint each."""
    say = translator()
    for problem in problems:
        click.echo(problem.as_line(say), err=True)


def write_usage(error: click.ClickException) -> None:
    """Write what is wrong with how a command was typed: click's own lines around what was typed."""
    import io

    shown, what = io.StringIO(), error.format_message()
    error.show(shown)
    for line in shown.getvalue().replace(click.unstyle(what), one_line(what)).splitlines():
        write_line(line, err=True)


def ask_line(question: str, default: str) -> str:
    """Ask on one line and take the answer on the next.

    Line editors miscount letters with marks before them.
    """
    write_line(question + (f" [{default}]" if default else ""))
    text: str = click.prompt("", prompt_suffix="> ", default=default, show_default=False)
    return text.strip()


def progress_bar(length: int, rate: Callable[[int | None], str]) -> "ProgressBar[int]":
    """Return a bar on stderr, with rate and remaining time."""
    return click.progressbar(length=length, file=sys.stderr, show_pos=True, item_show_func=rate)
