"""How every command speaks: help in the chosen language, refusals as lines, bugs as a log file."""

import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from typing import Any

import click

from dispatch.cli.language import command_language, translate_click, translator
from dispatch.cli.screen import write_problems, write_usage, write_wording
from dispatch.language import LANGUAGES
from dispatch.plain_text import as_json, one_line
from dispatch.problem import N_, Problem, Refused

REFUSED, OUR_BUG, INTERRUPTED = 1, 3, 130
YAML = click.Path(dir_okay=False)
HELP = N_("Hiện trợ giúp này.")
WROTE = N_("đã ghi {target}")
FULL = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", 0))
NO_ROOM = N_("không ghi được kết quả: {why}")
OUR_MISTAKE = N_("lỗi của chương trình, không phải của anh chị; chi tiết ở {log}")


class TranslatedCommand(click.Command):
    """A command whose help is translated when it is shown, not when it is defined."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the language that was asked for."""
        tell = translator(ctx)
        texts: list[click.Command | click.Option] = [
            self,
            *(option for option in self.params if isinstance(option, click.Option)),
        ]
        untranslated = [holder.help for holder in texts]
        try:
            for holder in texts:
                holder.help = tell(holder.help or "") or None
            super().format_help(ctx, formatter)
        finally:
            for holder, text in zip(texts, untranslated, strict=True):
                holder.help = text

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows the help, with a text of ours."""
        option = super().get_help_option(ctx)
        if option:
            option.help = translator(ctx)(HELP)
        return option

    def get_short_help_str(self, limit: int = 60) -> str:  # noqa: ARG002 - click's own signature
        """Return the first line of the help in the language that was asked for."""
        return translator()(self.help or "").split("\n", 1)[0].rstrip(".")


class TranslatedGroup(TranslatedCommand, click.Group):
    """The group of all commands."""

    command_class = TranslatedCommand

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run, and end with the exit code that the run deserves."""
        translate_click(command_language)
        try:
            code = super().main(*args, **{**extra, "standalone_mode": False}) or 0
            if sys.stdout:
                sys.stdout.flush()
            sys.exit(code)
        except click.ClickException as error:
            context = getattr(error, "ctx", None)
            with context.scope(cleanup=False) if context else nullcontext():
                write_usage(error)
            sys.exit(error.exit_code)
        except (click.Abort, KeyboardInterrupt):
            sys.exit(INTERRUPTED)
        except OSError as error:
            if not _is_unheard(error):
                raise
            if error.errno in FULL:
                from dispatch.world.io_errors import reason_of

                write_wording(NO_ROOM, why=translator()(reason_of(error)), err=True)
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(REFUSED)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command.

        A refusal becomes lines, a bug one line and a log file, in the language asked for.
        """
        try:
            return super().invoke(ctx)
        except Refused as refusal:
            write_problems(refusal.problems)
            ctx.exit(REFUSED)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception as error:
            if isinstance(error, OSError) and _is_unheard(error):
                raise
            write_wording(OUR_MISTAKE, log=_write_log(error), err=True)
            ctx.exit(OUR_BUG)


def _is_unheard(error: OSError) -> bool:
    """Say whether there is no room for what we say, or nobody listens.

    Windows calls a closed pipe invalid.
    """
    closed = sys.platform == "win32" and error.errno == errno.EINVAL and error.filename is None
    return closed or error.errno == errno.EPIPE or error.errno in FULL


def problems_as_json(problems: Iterable[Problem]) -> str:
    """Return problems as JSON, in the language of the command."""
    tell = translator()
    return as_json([problem.as_dict(tell) for problem in problems]) + "\n"


def language_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--lang` to the group."""
    about = N_("Ngôn ngữ của lời nhắn.")
    return click.option("--lang", type=click.Choice(LANGUAGES), is_eager=True, help=about)(function)


def _write_log(error: Exception) -> str:
    """Leave the traceback in a file that can be pasted into an issue."""
    import platform
    import tempfile

    from dispatch.version import __version__

    lines = [f"congvan {__version__}, Python {platform.python_version()}, {platform.platform()}\n"]
    lines += _traceback(error)
    with tempfile.NamedTemporaryFile(
        "w", prefix="congvan-", suffix=".log", delete=False, encoding="utf-8"
    ) as file:
        file.writelines(lines)
    return file.name


def _traceback(error: BaseException) -> Iterator[str]:
    """Yield the lines of a traceback, what each error says on one: it may quote the letter."""
    import traceback

    before = error.__cause__ or error.__context__
    if before:
        yield from _traceback(before)
        yield "\n"
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__qualname__}: {one_line(str(error))}\n"
    yield from (
        f"{line}\n" for note in getattr(error, "__notes__", ()) for line in map(one_line, note.split("\n"))
    )
