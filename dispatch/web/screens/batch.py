"""One letter for each recipient: a list or a province, every row looked at, then written and packed."""

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from dispatch.jobs.desk import batch_folder
from dispatch.jobs.send_many import CheckedBatch, Recipients, asks_for_forms, check_batch, write_batch
from dispatch.problem import N_, Fault, Problem, Refused, in_reading_order
from dispatch.web.rendering import page, told_problems
from dispatch.web.site import Answer, Asked, Site
from dispatch.world import write_to_cache

NOBODY = Fault("S016", N_("chưa nói gửi những nơi nào"), N_("gửi tệp bảng, dán danh sách, hoặc chọn tỉnh"))
NO_TABLE = Fault("S017", N_("chưa đọc được bảng '{name}'"), N_("gửi tệp .xlsx, .ods, .csv hoặc .yaml"))
TABLES = (".xlsx", ".ods", ".csv", ".yaml")
TOLD_MOST = 100
ZIP = "application/zip"
ARCHIVE_MOST = 500_000_000


def show_batch(site: Site, asked: Asked) -> Answer:
    """Ask who is written to."""
    return _page(site, asked, Recipients(forms=True), ())


def send_batch(site: Site, asked: Asked) -> Answer:
    """Look at every row; write the letters if that is asked for."""
    file = site.file_of(asked.path["name"])
    to = Recipients(forms=bool(asked.said("forms")))
    try:
        to = _recipients(site, asked)
        with site.writing:
            batch = check_batch(site.world, file, to)
            if asked.said("act") != "write":
                return _page(site, asked, to, batch.notes, batch=batch)
            written = write_batch(batch, file)
    except Refused as refusal:
        return _page(site, asked, to, refusal.problems, status=422)
    problems = [*batch.notes, *written.problems]
    return _page(site, asked, to, problems, batch=batch, counts=written.counts)


def _page(
    site: Site,
    asked: Asked,
    to: Recipients,
    problems: Sequence[Problem],
    *,
    batch: CheckedBatch | None = None,
    counts: Counter[str] | None = None,
    status: int = 200,
) -> Answer:
    return page(
        site,
        asked,
        "batch.html",
        status,
        name=asked.path["name"],
        to=to,
        has_forms=asks_for_forms(site.world, site.file_of(asked.path["name"])),
        table=PurePath(to.table).name,
        out=PurePath(batch_folder(asked.path["name"])).name,
        rows=len(batch.planned.rows) if batch else 0,
        wrong=[(unit, _at_cells(found, asked)) for unit, found in batch.wrong[:TOLD_MOST]] if batch else [],
        failed=len(batch.wrong) if batch else 0,
        counts=counts,
        problems=_at_cells(problems, asked),
    )


def _at_cells(problems: Sequence[Problem], asked: Asked) -> list[dict[str, Any]]:
    """Return problems with the cell or the line at which each stands."""
    ordered = in_reading_order(problems)
    return [
        {**told, "at": PurePath(str(problem.place)).name if problem.place else ""}
        for told, problem in zip(told_problems(ordered, asked.language), ordered, strict=True)
    ]


def _recipients(site: Site, asked: Asked) -> Recipients:
    """Return who is written to: a table that is sent or pasted, the one sent before, or a province."""
    name, forms = asked.path["name"], bool(asked.said("forms"))
    sent = next(iter(asked.sent("table")), None)
    if sent:
        suffix = PurePath(sent.name).suffix.lower()
        if suffix not in TABLES:
            raise Refused([NO_TABLE.at(name=sent.name)])
        site.tables[name] = write_to_cache(site.world, f"noi-nhan-{PurePath(name).stem}{suffix}", sent.data)
    elif pasted := asked.text("pasted").strip():
        where = f"noi-nhan-{PurePath(name).stem}.csv"
        site.tables[name] = write_to_cache(site.world, where, f"{pasted}\n".encode())
    elif province := asked.said("province").strip():
        return Recipients(province=province, forms=forms)
    if name not in site.tables:
        raise Refused([NOBODY.at()])
    return Recipients(site.tables[name], forms=forms)


def get_archive(site: Site, asked: Asked) -> Answer:
    """Return the archive of a batch."""
    archive = PurePath(batch_folder(site.file_of(asked.path["name"]))).with_suffix(".zip")
    return Answer(site.world.read(str(archive), ARCHIVE_MOST), ZIP, file_name=archive.name)
