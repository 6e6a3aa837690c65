"""Every command: what it takes, the one job it asks for, what it prints."""

import os
import sys
from typing import TYPE_CHECKING

import click

from dispatch import __version__
from dispatch.cli.agencies import agencies, new_agency
from dispatch.cli.base import REFUSED, WROTE, TranslatedGroup, language_option, show_problems, translator
from dispatch.cli.batch import batch
from dispatch.cli.doctor import doctor
from dispatch.cli.extract import extract
from dispatch.cli.new import new
from dispatch.cli.preview import preview
from dispatch.cli.tasks import tasks
from dispatch.problem import N_, Problem

if TYPE_CHECKING:
    from dispatch.jobs.build import BuiltFile
    from dispatch.jobs.inspect_form import InspectedForm

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for plugins of others costs 14 ms a start
YAML = click.Path(dir_okay=False)
Rows = list[tuple[str, str, str, str]]


ABOUT = N_(
    "Soạn công văn đúng Nghị định 30/2020/NĐ-CP từ tệp YAML.\n\n"
    "Ví dụ: congvan build examples/stttt-bac-giang.yaml -o out/"
)


@click.group(
    cls=TranslatedGroup,
    help=ABOUT,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", message="congvan %(version)s", help=N_("Hiện phiên bản."))
@language_option
def main(lang: str | None) -> None:
    """Hold every command; the language is read where something is said."""


main.add_command(batch)
main.add_command(preview)
main.add_command(doctor)
main.add_command(extract)
main.add_command(tasks)
main.add_command(agencies)
main.add_command(new_agency)
main.add_command(new)


@main.command(help=N_("Soát tệp YAML hoặc tệp Word đã làm, không ghi gì.\n\nVí dụ: congvan check thu.yaml"))
@click.argument("files", nargs=-1, required=True, type=YAML)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=N_("Dạng kết quả."))
def check(files: tuple[str, ...], form: str) -> None:
    """Check letters and measured Word files."""
    from dispatch.jobs.check import check_file
    from dispatch.problem import errors
    from dispatch.world import Disk

    problems = [problem for file in files for problem in check_file(Disk(), file)]
    if form == "json":
        click.echo(_as_json(problems))
    else:
        show_problems(problems)
        bad = len(errors(problems))
        click.echo(translator()(SUMMARY).format(files=len(files), errors=bad, rest=len(problems) - bad))
    sys.exit(REFUSED if errors(problems) else 0)


SUMMARY = N_("đã soát {files} tệp: {errors} lỗi, {rest} điều cần xem")
FILLED = N_("  đã điền {count} ô")
WOULD_WRITE = N_("sẽ ghi {target}")


@main.command(help=N_("Làm tệp Word từ tệp YAML.\n\nVí dụ: congvan build examples/stttt-bac-giang.yaml -o out/"))
@click.argument("files", nargs=-1, required=True, type=YAML)
@click.option("-o", "--output", type=click.Path(), help=N_("Tệp hoặc thư mục ghi vào; mặc định là cạnh tệp YAML."))
@click.option("--template", type=click.Path(dir_okay=False), help=N_("Mẫu Word của riêng đơn vị."))
@click.option("--split", is_flag=True, help=N_("Mỗi phụ lục, biểu mẫu một tệp riêng."))
@click.option("--bare", is_flag=True, help=N_("Tệp Word không mang theo nguồn YAML."))
@click.option("--force", is_flag=True, help=N_("Ghi đè tệp đã có."))
@click.option("--dry-run", is_flag=True, help=N_("Làm mọi việc nhưng không ghi tệp."))
def build(files: tuple[str, ...], output: str | None, template: str | None, **how: bool) -> None:
    """Build letters."""
    from dispatch.jobs.build import build_letters
    from dispatch.world import Disk

    how["dry"] = how.pop("dry_run")
    sys.exit(0 if build_letters(Disk(), files, output, template=template, done=_report, **how) else REFUSED)


def _report(built: "BuiltFile") -> None:
    show_problems(built.problems)
    for target in built.targets:
        click.echo(translator()(WROTE if built.written else WOULD_WRITE).format(target=target))


@main.command(
    help=N_(
        "Làm biểu mẫu để phát ra (Word và Excel), hoặc xem một biểu gửi về.\n\n"
        "Ví dụ: congvan form examples/stttt-bac-giang.yaml -o bieu/"
    )
)
@click.argument("files", nargs=-1, required=True, type=YAML)
@click.option("-o", "--output", type=click.Path(), help=N_("Thư mục ghi vào; mặc định là cạnh tệp YAML."))
@click.option("--unit", help=N_("Đơn vị mà biểu được phát cho, ví dụ 'UBND xã Ia Ly'."))
@click.option("--inspect", is_flag=True, help=N_("Đọc biểu gửi về: của ai, kỳ nào, phiên bản nào, bị sửa ở đâu."))
@click.option("--force", is_flag=True, help=N_("Ghi đè tệp đã có."))
def form(files: tuple[str, ...], output: str | None, unit: str | None, *, inspect: bool, force: bool) -> None:
    """Hand out forms, or look at one that came back."""
    from dispatch.jobs.build import hand_out_forms
    from dispatch.world import Disk

    if not inspect:
        sys.exit(0 if hand_out_forms(Disk(), files, output, unit=unit or "", force=force, done=_report) else REFUSED)
    sys.exit(max([_inspected(file) for file in files]))


def _inspected(file: str) -> int:
    """Show what one form says; a file that is no form does not hide the others."""
    from dispatch.jobs.inspect_form import inspect_form
    from dispatch.problem import Refused
    from dispatch.world import Disk

    try:
        return _shown(inspect_form(Disk(), file), file)
    except Refused as refusal:
        show_problems(refusal.problems)
        return REFUSED


def _shown(found: "InspectedForm", file: str) -> int:
    from dispatch.forms.identity import NAMES
    from dispatch.problem import errors

    tell = translator()
    click.echo(file)
    for name, value in found.identity._asdict().items():
        click.echo(f"  {tell(NAMES[name])}: {value}")
    click.echo(tell(FILLED).format(count=len(found.values)))
    for one in found.values:
        click.echo(f"    {one.place}: {one.key} = {one.value}")
    show_problems(found.problems)
    return REFUSED if errors(found.problems) else 0


@main.command(
    help=N_("In JSON Schema của tệp YAML, cho trình soạn thảo.\n\nVí dụ: congvan schema > cong-van.schema.json")
)
def schema() -> None:
    """Print the JSON Schema."""
    from dispatch.model.schema import schema_text

    click.echo(schema_text(), nl=False)


@main.command(help=N_("Liệt kê các mẫu Word trong templates/docx.\n\nVí dụ: congvan templates"))
def templates() -> None:
    """List templates."""
    from dispatch.jobs.templates import list_templates
    from dispatch.world import Disk

    for file in list_templates(Disk()):
        click.echo(file)


@main.command(
    help=N_(
        "Liệt kê xã, phường, đặc khu của một tỉnh; không có tên thì liệt kê tỉnh.\n\nVí dụ: congvan units 'Gia Lai'"
    )
)
@click.argument("name", required=False)
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", help=N_("Dạng kết quả."))
def units(name: str | None, form: str) -> None:
    """List units."""
    from dispatch.jobs.units import list_units
    from dispatch.world import Disk

    rows: Rows = [(unit.code, unit.kind, unit.name, unit.full) for unit in list_units(Disk(), name)]
    click.echo(_LISTS[form](rows), nl=False)


def _as_lines(rows: Rows) -> str:
    return "".join(f"{code:<6} {full}\n" for code, _, _, full in rows)


def _as_csv(rows: Rows) -> str:
    import csv
    import io

    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([("ma", "loai", "ten", "ten_day_du"), *rows])
    return buffer.getvalue()


def _as_objects(rows: Rows) -> str:
    import json

    keys = ("ma", "loai", "ten", "ten_day_du")
    return json.dumps([dict(zip(keys, row, strict=True)) for row in rows], ensure_ascii=False, indent=2) + "\n"


_LISTS = {"text": _as_lines, "csv": _as_csv, "json": _as_objects}


def _as_json(problems: list[Problem]) -> str:
    import json

    tell = translator()
    rows = [
        {
            "file": p.place.file if p.place else "",
            "line": p.place.line if p.place else 0,
            "column": p.place.column if p.place else 0,
            "severity": p.severity.name.lower(),
            "code": p.code,
            "message": p.said(tell),
            "hint": p.advice(tell),
            "path": list(p.path),
        }
        for p in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)
