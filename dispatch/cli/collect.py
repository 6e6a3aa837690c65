"""`congvan collect`: what came back becomes one summary."""

import sys
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from dispatch.cli.base import WROTE, TranslatedCommand
from dispatch.cli.language import translator
from dispatch.cli.screen import worded, write_lines, write_problems, write_wording
from dispatch.problem import N_

if TYPE_CHECKING:
    from dispatch.jobs.collect import Collected
    from dispatch.returns.deciding import Decision
    from dispatch.returns.fates import FileFate

LINE = N_("{fate}: {name}{unit}{reason}")
COUNTS = N_("{count} tệp, {new} tệp mới: {classes}")
SHARE = N_("đã báo cáo {sent}/{units} đơn vị")
REMARKS = N_("{count} lưu ý")


@click.command(
    cls=TranslatedCommand,
    help=N_(
        "Tổng hợp biểu gửi về: tệp nào của ai, tệp nào tính, số liệu vào một bảng.\n\n"
        "Ví dụ: congvan collect out/ ve/ -o tong-hop.xlsx\n\n"
        "Ví dụ: congvan collect out/ --excuse 'UBND xã Ia Ly' --reason 'sáp nhập trong kỳ'"
    ),
)
@click.argument("folder", type=click.Path(file_okay=False))
@click.argument("sources", nargs=-1, type=click.Path())
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    help=N_("Tệp tổng hợp: .xlsx, .docx, hay .yaml (phụ lục để sửa tiếp)."),
)
@click.option("--last", type=click.Path(file_okay=False), help=N_("Thư mục của kỳ trước, để so số liệu."))
@click.option("--pin", help=N_("Chọn tệp này làm bản tính của đơn vị."))
@click.option("--excuse", help=N_("Đơn vị này được miễn báo cáo."))
@click.option("--received", nargs=2, help=N_("Tệp nào thật ra nhận ngày nào, ví dụ vì bản giấy đến trước."))
@click.option("--from-unit", "named", nargs=2, help=N_("Tệp nào (bản chụp, bản in) là của đơn vị nào."))
@click.option("--enter", help=N_("Nhập số liệu của đơn vị này, mỗi ô một --value."))
@click.option(
    "--value", "values", multiple=True, help=N_("Một ô khi nhập: d2.nguoi=25 là dòng 2, cột nguoi.")
)
@click.option("--form", default="", help=N_("Mã biểu, khi đợt có nhiều biểu."))
@click.option("--reason", default="", help=N_("Lý do của quyết định; cần có."))
@click.option("--by", default="", help=N_("Ai quyết định."))
@click.option("--force", is_flag=True, help=N_("Ghi đè tệp đã có."))
def collect(
    folder: str, sources: tuple[str, ...], output: str | None, *, force: bool, last: str | None, **said: Any
) -> None:
    """Take in what came back and sum up what counts."""
    from dispatch.jobs.collect import Collecting, collect_returns
    from dispatch.returns.amendments import amendments
    from dispatch.returns.left_out import entries_left_out
    from dispatch.world import Disk

    asked = Collecting(folder, sources, output or "", force, last or "")
    collected = collect_returns(Disk(), asked, list(_decisions(said)))
    write_lines(map(_file_line, sorted(collected.files, key=_order)))
    _write_counts(collected)
    ledger = collected.ledger
    write_problems([*amendments(ledger), *entries_left_out(ledger.expected, ledger.decisions)])
    sys.exit(0)


def _decisions(said: dict[str, Any]) -> "Iterator[Decision]":
    from dispatch.returns import journal
    from dispatch.returns.deciding import Decision

    told = {"form": said["form"], "reason": said["reason"], "by": said["by"]}
    if said["pin"]:
        yield Decision(journal.PINNED, said["pin"], **told)
    if said["excuse"]:
        yield Decision(journal.EXCUSED, said["excuse"], **told)
    for name, kind in (("received", journal.DATED), ("named", journal.NAMED)):
        if said[name]:
            yield Decision(kind, *said[name], **told)
    if said["enter"]:
        yield Decision(journal.ENTERED, said["enter"], values=said["values"], **told)


def _order(file: "FileFate") -> tuple[int, str]:
    from dispatch.returns.fates import Fate

    return [*Fate].index(file.fate), file.receipt.name


def _file_line(file: "FileFate") -> str:
    tell = translator()
    unit = f" · {file.unit.name}" if file.unit else ""
    reason = f" · {file.reason.text(tell)}" if file.reason else _remarks(file)
    return worded(LINE, fate=tell(file.fate.value), name=file.receipt.name, unit=unit, reason=reason)


def _remarks(file: "FileFate") -> str:
    count = len(file.problems)
    return f" · {worded(REMARKS, count=count)}" if count else ""


def _write_counts(collected: "Collected") -> None:
    from dispatch.returns.fates import Fate
    from dispatch.returns.status import share_of

    counts = Counter(file.fate for file in collected.files)
    classes = " · ".join(f"{translator()(fate.value)} {counts[fate]}" for fate in Fate if counts[fate])
    write_wording(COUNTS, count=len(collected.files), new=collected.new, classes=classes)
    share = share_of(collected.ledger.status())
    write_wording(SHARE, sent=share.sent, units=share.units)
    if collected.target:
        write_wording(WROTE, target=collected.target)
