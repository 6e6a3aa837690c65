"""`congvan status`: who has sent what came back, who is late, what cannot be used."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from dispatch.cli.base import WROTE, TranslatedCommand
from dispatch.cli.language import translator
from dispatch.cli.screen import worded, write_data, write_lines, write_wording
from dispatch.plain_text import as_csv, as_json
from dispatch.problem import N_, Problem

if TYPE_CHECKING:
    from dispatch.jobs.status import RoundStatus
    from dispatch.returns.status import UnitStatus

KEYS = (
    *("dot", "ky", "don_vi", "ma", "bieu", "tinh_hinh", "ngay_nhan", "muon_ngay", "tep", "ly_do"),
    *("tinh_den", "han"),
)
BAR_WIDE = 30
FULL, EMPTY = "█", "░"
HEAD = N_("{folder}: {bar} {sent}/{units} đơn vị đã báo cáo, đúng hạn {percent} %")
UNTIL = N_("tính đến ngày {day}, hạn {deadline}")
NO_DEADLINE = N_("không ghi")
LATE = N_("{state} {days} ngày")
OVERDUE = N_("{state}, quá hạn {days} ngày")
UNIT = N_("  {unit}{form}: {state}{reason}")
SIDE_BY_SIDE = N_("  {unit}: {states}")


@click.command(
    cls=TranslatedCommand,
    help=N_(
        "Ai đã gửi, ai chậm mấy ngày, tệp nào chưa dùng được; nhiều kỳ thì xem cạnh nhau.\n\n"
        "Ví dụ: congvan status out/ --at 20/6/2026\n\n"
        "Ví dụ: congvan status thang-5/ thang-6/ --format csv > tinh-hinh.csv\n\n"
        "Ví dụ: congvan status out/ --png hinh/"
    ),
)
@click.argument("folders", nargs=-1, required=True, type=click.Path(file_okay=False))
@click.option("--at", default="", help=N_("Tính đến ngày nào; mặc định là hôm nay."))
@click.option(
    "--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", help=N_("Dạng kết quả.")
)
@click.option("--png", type=click.Path(file_okay=False), help=N_("Vẽ bảng thành hình PNG vào thư mục này."))
@click.option("--force", is_flag=True, help=N_("Ghi đè tệp đã có."))
def status(folders: tuple[str, ...], at: str, form: str, png: str | None, *, force: bool) -> None:
    """Tell how far rounds have come."""
    from dispatch.jobs.status import round_statuses
    from dispatch.world import Disk

    rounds = round_statuses(Disk(), folders, at)
    if png:
        from dispatch.jobs.status_picture import write_status_pictures

        for target in write_status_pictures(Disk(), rounds, png, force=force):
            write_wording(WROTE, target=target)
        return
    if form == "text":
        write_lines(_lines(rounds))
        return
    rows = [_cells(each, unit) for each in rounds for unit in each.units]
    write_data(
        as_csv([KEYS, *rows])
        if form == "csv"
        else as_json([dict(zip(KEYS, row, strict=True)) for row in rows]) + "\n"
    )


def _lines(rounds: "Sequence[RoundStatus]") -> Iterator[str]:
    """Yield each round with a bar; of one round who still owes, of several how each unit did in each."""
    for each in rounds:
        share = each.share
        done = BAR_WIDE * share.sent // share.units if share.units else 0
        bar = FULL * done + EMPTY * (BAR_WIDE - done)
        yield worded(HEAD, folder=each.folder, bar=bar, **share._asdict(), percent=share.percent)
        deadline = f"{each.deadline:%d/%m/%Y}" if each.deadline else translator()(NO_DEADLINE)
        yield "  " + worded(UNTIL, day=f"{each.day:%d/%m/%Y}", deadline=deadline)
    yield from _owing(rounds[0]) if len(rounds) == 1 else _beside(rounds)


def _owing(only: "RoundStatus") -> Iterator[str]:
    from dispatch.returns.status import State

    several = len({unit.form for unit in only.units}) > 1
    for unit in only.units:
        if unit.state is not State.IN_TIME:
            form = f" ({unit.form})" if several else ""
            yield worded(UNIT, unit=unit.unit.name, form=form, state=_state(unit), reason=_reason(unit))


def _beside(rounds: "Sequence[RoundStatus]") -> Iterator[str]:
    """Yield each unit with how it did in each round; one that a round did not ask stands with a dash."""
    names = {unit.unit.code: unit.unit.name for each in rounds for unit in each.units}
    for code, name in names.items():
        states = (", ".join(_state(u) for u in each.units if u.unit.code == code) for each in rounds)
        yield worded(SIDE_BY_SIDE, unit=name, states=" | ".join(state or "-" for state in states))


def _state(unit: "UnitStatus") -> str:
    from dispatch.returns.status import State

    state = translator()(unit.state.value)
    wording = LATE if unit.state is State.LATE else OVERDUE
    return worded(wording, state=state, days=unit.days_late) if unit.days_late else state


def _reason(unit: "UnitStatus") -> str:
    said = unit.reason.text(translator()) if isinstance(unit.reason, Problem) else unit.reason
    return f" · {said}" if said else ""


def _cells(each: "RoundStatus", unit: "UnitStatus") -> tuple[str | int, ...]:
    reason = unit.reason.text() if isinstance(unit.reason, Problem) else unit.reason
    return (
        *(each.folder, each.period, unit.unit.name, unit.unit.code, unit.form, unit.state.value),
        *(unit.received.isoformat() if unit.received else "", unit.days_late, unit.file, reason),
        *(each.day.isoformat(), each.deadline.isoformat() if each.deadline else ""),
    )
