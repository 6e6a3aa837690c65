"""`congvan units`: provinces, and what each is divided into."""

import click

from dispatch.cli.base import TranslatedCommand
from dispatch.cli.screen import write_data
from dispatch.plain_text import as_csv, as_json, one_line
from dispatch.problem import N_

Rows = list[tuple[str, str, str, str]]


@click.command(
    cls=TranslatedCommand,
    help=N_(
        "Liệt kê xã, phường, đặc khu của một tỉnh; không có tên thì liệt kê tỉnh.\n\n"
        "Ví dụ: congvan units 'Gia Lai'"
    ),
)
@click.argument("name", required=False)
@click.option(
    "--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", help=N_("Dạng kết quả.")
)
def units(name: str | None, form: str) -> None:
    """List units."""
    from dispatch.jobs.units import list_units
    from dispatch.world import Disk

    rows: Rows = [(unit.code, unit.kind, unit.name, unit.full) for unit in list_units(Disk(), name)]
    write_data(_LISTS[form](rows))


def _as_lines(rows: Rows) -> str:
    return "".join(f"{code:<6} {one_line(full)}\n" for code, _, _, full in rows)


def _as_csv(rows: Rows) -> str:
    from dispatch.units import LIST_COLUMNS

    return as_csv([LIST_COLUMNS, *rows])


def _as_objects(rows: Rows) -> str:
    from dispatch.units import LIST_COLUMNS

    return as_json([dict(zip(LIST_COLUMNS, row, strict=True)) for row in rows]) + "\n"


_LISTS = {"text": _as_lines, "csv": _as_csv, "json": _as_objects}
