"""`congvan batch`: one letter for each recipient."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from dispatch.cli.base import REFUSED, WROTE, TranslatedCommand
from dispatch.cli.batch_report import print_pack, show_pages, show_samples
from dispatch.cli.language import translator
from dispatch.cli.screen import progress_bar, worded, write_line, write_lines, write_problems, write_wording
from dispatch.problem import N_

if TYPE_CHECKING:
    from dispatch.batch.collect import Gathering
    from dispatch.batch.plan import BatchPlan, CheckedRows
    from dispatch.batch.run import Make, Outcome
    from dispatch.recipients.row import Row
    from dispatch.world import CachingReader

NEEDS_ONE = N_("cần đúng một trong hai: --to hoặc --units")
NOT_BOTH = N_("--jobs và --executor không dùng cùng nhau")
NOT_DASK = N_("--executor viết như dask://may-chu:8786")
SUMMARY = N_("đã ghi {wrote}, giữ nguyên {skipped}, không làm được {failed}; danh sách ở {manifest}")
KEPT_EDITED = N_("{count} công văn đã có người sửa, giữ nguyên như thế")
LEFT_OVER = N_("không còn trong bảng, tệp cũ vẫn giữ: {name}")
STOPPED = N_("chưa ghi gì: {failed} dòng có lỗi (--strict)")
PREFLIGHT = N_("đã soát {rows} dòng: {failed} dòng có lỗi")
AND_OTHERS = N_("  (và {count} dòng khác cũng vậy)")


@click.command(
    cls=TranslatedCommand,
    help=N_(
        "Làm công văn cho từng nơi nhận trong bảng, hoặc cho từng xã, phường của một tỉnh.\n\n"
        "Ví dụ: congvan batch thu.yaml --units 'Gia Lai' -o out/"
    ),
)
@click.argument("file", type=click.Path(dir_okay=False))
@click.option(
    "--to",
    "table",
    type=click.Path(dir_okay=False),
    help=N_("Bảng nơi nhận: .xlsx, .ods, .csv hoặc .yaml; một trang của bảng: ds.xlsx#Trang2."),
)
@click.option("--units", "province", help=N_("Mọi xã, phường, đặc khu của một tỉnh vào ngày của công văn."))
@click.option("--only", multiple=True, help=N_("Chỉ những nơi này; dùng được nhiều lần."))
@click.option("--except", "but", multiple=True, help=N_("Trừ những nơi này; dùng được nhiều lần."))
@click.option("-o", "--output", required=True, type=click.Path(file_okay=False), help=N_("Thư mục ghi vào."))
@click.option(
    "--name", "pattern", default="{stt:03} {don_vi}", help=N_("Mẫu tên tệp, với tên cột trong ngoặc nhọn.")
)
@click.option("--template", type=click.Path(dir_okay=False), help=N_("Mẫu Word của riêng đơn vị."))
@click.option("--forms", is_flag=True, help=N_("Làm cả biểu mẫu để điền của từng đơn vị, vào thư mục bieu/."))
@click.option("--bare", is_flag=True, help=N_("Tệp Word không mang theo nguồn YAML."))
@click.option(
    "--zip", "archive", type=click.Path(dir_okay=False), help=N_("Gói mọi tệp đã làm vào một tệp .zip.")
)
@click.option(
    "--pack", type=click.Path(dir_okay=False), help=N_("Gộp mọi công văn vào một tệp .docx hoặc .pdf để in.")
)
@click.option(
    "--preview", "samples", type=click.IntRange(min=1), help=N_("Xem trước chừng ấy công văn rồi mới ghi.")
)
@click.option(
    "--pages", is_flag=True, help=N_("Cho biết số trang, và công văn nào tràn vài dòng sang trang mới.")
)
@click.option("--engine", help=N_("Bộ dựng trang; xem congvan doctor."))
@click.option("--jobs", default=1, type=click.IntRange(1, 256), help=N_("Số tiến trình cùng làm."))
@click.option("--executor", help=N_("Làm trên cụm Dask, ví dụ dask://may-chu:8786."))
@click.option(
    "--keep-going/--strict",
    default=True,
    help=N_("Có dòng lỗi thì vẫn làm các dòng khác, hoặc không ghi gì."),
)
@click.option("--dry-run", is_flag=True, help=N_("Chỉ soát, không ghi tệp."))
@click.option("--force", is_flag=True, help=N_("Làm lại cả những tệp đã xong."))
@click.option("--quiet", is_flag=True, help=N_("Không hiện tiến độ."))
def batch(file: str, table: str | None, province: str | None, output: str, **how: Any) -> None:
    """Make one letter for each row."""
    from dispatch.batch.collect import Gathering, letters_to_write, refuse_products
    from dispatch.batch.incremental.maker import BatchRequest
    from dispatch.batch.plan import check_rows, column_names, plan_batch
    from dispatch.world import Disk, Outputs, SourceWorld

    _refuse_usage(table, province, how)
    reading = SourceWorld(Disk())
    rows = _rows(reading, file, table, province)
    request = BatchRequest(file, column_names(rows), how["template"], how["forms"], how["bare"])
    planned = plan_batch(reading, request, rows, how["pattern"], how["only"], how["but"])
    checked = check_rows(planned)
    gathering = Gathering(Outputs(Disk(), reading, force=how["force"]), planned, output)
    refuse_products(gathering, [target for target in (how["archive"], how["pack"]) if target])
    _tell(planned, checked)
    if how["samples"]:
        show_samples(planned, checked, how["samples"])
    if how["dry_run"] or (checked.wrong and not how["keep_going"]):
        wording = PREFLIGHT if how["dry_run"] else STOPPED
        write_wording(wording, rows=len(planned.rows), failed=len(checked.wrong))
        unprinted = (
            show_pages(letters_to_write(planned, checked), how) if how["pages"] and how["dry_run"] else 0
        )
        sys.exit(REFUSED if checked.wrong or unprinted else 0)
    counts = _run(gathering, checked, how)
    unprinted = _gather(gathering, how)
    sys.exit(REFUSED if counts["failed"] or unprinted else 0)


def _gather(gathering: "Gathering", how: dict[str, Any]) -> int:
    """Put the letters together as asked for, and tell of their pages.

    Return how many could not be printed.
    """
    from dispatch.batch.collect import write_pack, write_zip, written_letters

    on_paper = (how["pack"] or "").lower().endswith(".pdf")
    for target, write in ((how["archive"], write_zip), (how["pack"] if not on_paper else None, write_pack)):
        if target:
            write(gathering, target)
            write_wording(WROTE, target=target)
    if on_paper:
        print_pack(gathering, how["pack"], how)
        return 0
    return show_pages(written_letters(gathering), how) if how["pages"] else 0


def _refuse_usage(table: str | None, province: str | None, how: dict[str, Any]) -> None:
    if (table is None) == (province is None):
        raise click.UsageError(translator()(NEEDS_ONE))
    if how["executor"] and how["jobs"] > 1:
        raise click.UsageError(translator()(NOT_BOTH))
    if how["executor"] and not how["executor"].startswith("dask://"):
        raise click.UsageError(translator()(NOT_DASK))


def _rows(world: "CachingReader", file: str, table: str | None, province: str | None) -> "list[Row]":
    from dispatch.recipients.choose import read_recipients, rows_of_province

    if table is None:
        return rows_of_province(world, province or "", file)
    recipients = read_recipients(world, table)
    write_problems(recipients.notes)
    return recipients.rows


def _tell(planned: "BatchPlan", checked: "CheckedRows") -> None:
    """Write what is wrong with each bad row, and what was noticed on the others, once each."""
    for index, problems in checked.wrong.items():
        write_line(f"{planned.rows[index].place}: {planned.stems[index]}", err=True)
        write_problems(problems)
    for note, count in checked.notes.items():
        write_problems([note])
        if 1 < count < len(planned.rows) - len(checked.wrong):
            write_wording(AND_OTHERS, count=count - 1, err=True)


def _run(gathering: "Gathering", checked: "CheckedRows", how: dict[str, Any]) -> dict[str, int]:
    """Write the letters, show how it goes, and sum it up."""
    from dispatch.batch.records import leftover_letters
    from dispatch.batch.run import run_batch

    outputs, planned, output = gathering
    strays = leftover_letters(outputs.world, output, planned.everyone)
    with (
        _workers(planned, output, how) as make,
        _progress(len(planned.rows), checked, quiet=how["quiet"]) as done,
    ):
        try:
            run_batch(outputs, planned, checked, output, make=make, done=done)
        finally:
            done.summary = worded(SUMMARY, **done.counts, manifest=f"{output.rstrip('/')}/manifest.jsonl")
    if done.counts["kept"]:
        write_wording(KEPT_EDITED, count=done.counts["kept"])
    for name in strays:
        write_wording(LEFT_OVER, name=name)
    return done.counts


def _workers(planned: "BatchPlan", output: str, how: dict[str, Any]) -> "AbstractContextManager[Make]":
    from dispatch.batch.executors.local import in_processes, in_this_process

    if how["executor"]:
        from dispatch.batch.executors.dask import on_cluster

        return on_cluster(planned, how["executor"])
    return (
        in_processes(planned, how["jobs"], output)
        if how["jobs"] > 1
        else nullcontext(in_this_process(planned))
    )


def _stay(*_: int) -> None:
    """Move nothing: there is no bar yet."""


class _Counter:
    """Counts what became of each row, and moves the bar along."""

    def __init__(self, checked: "CheckedRows") -> None:
        self.move: Callable[[int, int], None] = _stay
        self.told = {id(problem) for problems in checked.wrong.values() for problem in problems}
        self.counts = {"wrote": 0, "skipped": 0, "kept": 0, "failed": 0}
        self.summary = ""
        self.began = monotonic()

    def __call__(self, outcome: "Outcome") -> None:
        self.counts[outcome.how] += 1
        if outcome.problems:
            write_problems(problem for problem in outcome.problems if id(problem) not in self.told)
        self.move(1, outcome.entry.stt)

    def rate(self, _: int | None) -> str:
        """Return how many letters a second are made."""
        return f"{self.counts['wrote'] / max(monotonic() - self.began, 0.001):.0f}/s"


@contextmanager
def _progress(count: int, checked: "CheckedRows", *, quiet: bool) -> Iterator[_Counter]:
    """Show a bar with rate and remaining time on a terminal, and nothing elsewhere."""
    counter = _Counter(checked)
    try:
        if quiet or not sys.stderr.isatty():
            yield counter
            return
        with progress_bar(count, counter.rate) as bar:
            counter.move = bar.update
            yield counter
    finally:
        write_lines([counter.summary] if counter.summary else [])
