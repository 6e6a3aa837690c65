"""`congvan batch`: one letter for each recipient."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from dispatch.cli.frame import REFUSED, Spoken, say, show
from dispatch.problem import N_

if TYPE_CHECKING:
    from collections.abc import Callable

    from dispatch.jobs import Outcome

NEEDS_ONE = N_("cần đúng một trong hai: --to hoặc --units")
SUMMARY = N_("đã ghi {wrote}, giữ nguyên {skipped}, không làm được {failed}; danh sách ở {manifest}")
LEFT_OVER = N_("không còn trong bảng, tệp cũ vẫn giữ: {name}")
STOPPED = N_("chưa ghi gì: {failed} dòng có lỗi (--strict)")
PREFLIGHT = N_("đã soát {rows} dòng: {failed} dòng có lỗi")


@click.command(
    cls=Spoken,
    help=N_(
        "Làm công văn cho từng nơi nhận trong bảng, hoặc cho từng xã, phường của một tỉnh.\n\n"
        "Ví dụ: congvan batch thu.yaml --units 'Gia Lai' -o out/"
    ),
)
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--to", "table", type=click.Path(dir_okay=False), help=N_("Bảng nơi nhận: .xlsx, .csv hoặc .yaml."))
@click.option("--units", "province", help=N_("Mọi xã, phường, đặc khu của một tỉnh vào ngày của công văn."))
@click.option("--only", multiple=True, help=N_("Chỉ những nơi này; dùng được nhiều lần."))
@click.option("--except", "but", multiple=True, help=N_("Trừ những nơi này; dùng được nhiều lần."))
@click.option("-o", "--output", required=True, type=click.Path(file_okay=False), help=N_("Thư mục ghi vào."))
@click.option("--name", "pattern", default="{stt:03} {don_vi}", help=N_("Mẫu tên tệp, với tên cột trong ngoặc nhọn."))
@click.option("--template", type=click.Path(dir_okay=False), help=N_("Mẫu Word của riêng đơn vị."))
@click.option("--strict", is_flag=True, help=N_("Không ghi gì nếu có một dòng lỗi."))
@click.option("--dry-run", is_flag=True, help=N_("Chỉ soát, không ghi tệp."))
@click.option("--force", is_flag=True, help=N_("Làm lại cả những tệp đã xong."))
@click.option("--quiet", is_flag=True, help=N_("Không hiện tiến độ."))
def batch(file: str, table: str | None, province: str | None, output: str, pattern: str, **how: Any) -> None:
    """Make one letter for each row."""
    from datetime import date

    from dispatch import jobs
    from dispatch.world import Disk

    if (table is None) == (province is None):
        raise click.UsageError(say()(NEEDS_ONE))
    world = Disk()
    rows = jobs.from_table(world, table) if table else jobs.from_units(world, province or "", file, date.today())  # noqa: DTZ011
    planned = jobs.plan(world, file, rows, pattern, how["only"], how["but"])
    wrong = jobs.preflight(world, planned, how["template"])
    for index, problems in wrong:
        click.echo(f"{planned.rows[index].place}: {planned.stems[index]}", err=True)
        show(problems)
    if how["dry_run"] or (how["strict"] and wrong):
        said = PREFLIGHT if how["dry_run"] else STOPPED
        click.echo(say()(said).format(rows=len(planned.rows), failed=len(wrong)))
        sys.exit(REFUSED if wrong else 0)
    strays = jobs.left_over(world, planned, output)
    told = {planned.numbers[index] for index, _ in wrong}
    with _progress(len(planned.rows), told, quiet=how["quiet"]) as done:
        entries = jobs.batch(world, planned, output, template=how["template"], force=how["force"], done=done)
    counts = done.counts
    for name in strays:
        click.echo(say()(LEFT_OVER).format(name=name))
    click.echo(say()(SUMMARY).format(**counts, manifest=f"{output.rstrip('/')}/manifest.jsonl"))
    sys.exit(REFUSED if len(entries) > counts["wrote"] + counts["skipped"] else 0)


class _Counter:
    """Counts what became of each row, and moves the bar along."""

    def __init__(self, move: "Callable[[int], None]", told: set[int]) -> None:
        self.move = move
        self.told = told
        self.counts = {"wrote": 0, "skipped": 0, "failed": 0}

    def __call__(self, outcome: "Outcome") -> None:
        self.counts[outcome.how] += 1
        if outcome.how == "failed" and outcome.entry.stt not in self.told:
            show(outcome.problems)
        self.move(1)


@contextmanager
def _progress(count: int, told: set[int], *, quiet: bool) -> Iterator[_Counter]:
    """Show a bar with rate and remaining time on a terminal, and nothing elsewhere."""
    hidden = quiet or not sys.stderr.isatty()
    with click.progressbar(length=count, file=sys.stderr, hidden=hidden, show_pos=True) as bar:
        yield _Counter(bar.update, told)
