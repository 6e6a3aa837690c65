"""`congvan check`: everything that is wrong with letters, or with finished Word files of any office."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from dispatch.cli.base import REFUSED, WROTE, TranslatedCommand, problems_as_json
from dispatch.cli.language import translator
from dispatch.cli.screen import worded, write_data, write_lines, write_problems, write_wording
from dispatch.problem import N_, Severity, errors

if TYPE_CHECKING:
    from dispatch.jobs.check import CheckedFile

SUMMARY = N_("đã soát {files} tệp: {errors} lỗi, {rest} điều cần xem")
IN_FOLDER = N_("{file}: {errors} lỗi, {warnings} cảnh báo, {notes} lưu ý{codes}")
ONE_WORD_FILE = N_("--annotate ghi bản sao của một tệp Word (.docx)")
WORD = ".docx"


@click.command(
    cls=TranslatedCommand,
    help=N_(
        "Soát tệp YAML, hoặc tệp Word của bất cứ nơi nào; thư mục thì mỗi tệp một dòng.\n\n"
        "Ví dụ: congvan check thu.yaml\n\n"
        "Ví dụ: congvan check thu-cua-ai-do.docx --annotate soat.docx"
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path())
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", help=N_("Dạng kết quả.")
)
@click.option(
    "--annotate",
    type=click.Path(dir_okay=False),
    help=N_("Ghi bản sao tệp Word, có lời ghi chú (comment) ở từng chỗ."),
)
@click.option("--force", is_flag=True, help=N_("Ghi đè tệp đã có."))
def check(files: tuple[str, ...], form: str, annotate: str | None, *, force: bool) -> None:
    """Check letters and measured Word files."""
    from dispatch.jobs.check import check_files
    from dispatch.world import Disk

    found = [_annotated(files, annotate, force=force)] if annotate else [*check_files(Disk(), files)]
    problems = [problem for checked in found for problem in checked.problems]
    if form == "json":
        write_data(problems_as_json(problems))
    elif form == "sarif":
        from dispatch.cli.sarif import problems_as_sarif

        write_data(problems_as_sarif(problems))
    else:
        _write_text(found)
        bad = len(errors(problems))
        write_wording(SUMMARY, files=len(found), errors=bad, rest=len(problems) - bad)
    if annotate and not errors(problems):
        write_wording(WROTE, target=annotate, err=form != "text")
    sys.exit(REFUSED if errors(problems) else 0)


def _annotated(files: tuple[str, ...], output: str, *, force: bool) -> "CheckedFile":
    """Return what was found in a Word file, written beside its paragraphs in a copy."""
    from dispatch.jobs.annotate import write_annotated
    from dispatch.jobs.check import CheckedFile
    from dispatch.world import Disk

    if len(files) > 1 or not files[0].lower().endswith(WORD):
        raise click.UsageError(translator()(ONE_WORD_FILE))
    problems = write_annotated(Disk(), files[0], output, translator(), force=force)
    return CheckedFile(files[0], tuple(problems))


def _write_text(found: "Iterable[CheckedFile]") -> None:
    """Write the problems of files that were named, and a line for each file of a folder."""
    for checked in found:
        if checked.of_folder:
            write_lines(_line(checked))
        else:
            write_problems(checked.problems)


def _line(checked: "CheckedFile") -> Iterator[str]:
    counts = Counter(problem.severity for problem in checked.problems)
    codes = Counter(problem.code for problem in checked.problems if problem.severity is not Severity.INFO)
    told = ", ".join(f"{code} ×{count}" if count > 1 else code for code, count in sorted(codes.items()))
    yield worded(
        IN_FOLDER,
        file=checked.file,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.INFO],
        codes=f" · {told}" if told else "",
    )
