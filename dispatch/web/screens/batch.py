"""One letter for each recipient: a list or a province, every row looked at, then written and packed."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from dispatch.jobs.desk import batch_folder, batch_state
from dispatch.jobs.edit_letter import fingerprint
from dispatch.jobs.send_many import (
    CheckedBatch,
    Recipients,
    asks_for_forms,
    check_batch,
    first_and_longest,
    sample_letter,
)
from dispatch.problem import N_, Fault, Problem, Refused, in_reading_order
from dispatch.recipients.choose import unit_of
from dispatch.web.batch_runs import BatchRun
from dispatch.web.rendering import page, told_problems
from dispatch.web.screens.letter import shown_pages
from dispatch.web.site import Answer, Asked, Site
from dispatch.world import write_to_cache

NOBODY = Fault("S016", N_("chưa nói gửi những nơi nào"), N_("gửi tệp bảng, dán danh sách, hoặc chọn tỉnh"))
NO_TABLE = Fault("S017", N_("chưa đọc được bảng '{name}'"), N_("gửi tệp .xlsx, .ods, .csv hoặc .yaml"))
NO_SAMPLE = Fault(
    "S030", N_("không có dòng '{number}' để xem thử"), N_("bấm Soát trước, rồi chọn nơi cần xem")
)
CHOICE_MOST = 5_000
TABLES = (".xlsx", ".ods", ".csv", ".yaml")
TOLD_MOST = 100
ZIP = "application/zip"
ARCHIVE_MOST = 500_000_000


def send_batch(site: Site, asked: Asked) -> Answer:
    """Look at every row; write the letters if that is asked for, and show how far that is."""
    name = asked.path["name"]
    file = site.file_of(name)
    to = Recipients(forms=bool(asked.said("forms")))
    try:
        to = _recipients(site, asked)
        batch = site.checked[name] = check_batch(site.world, file, to)
    except Refused as refusal:
        return _page(site, asked, to, refusal.problems, status=422)
    if asked.said("act") != "write":
        return _page(site, asked, to, batch.notes, batch=batch)
    run = site.runs.begin(name, batch, file)
    if run.is_alive:
        return Answer(goal=f"/letters/{quote(name)}/batch")
    return _after(site, asked, to, run)


def show_batch(site: Site, asked: Asked) -> Answer:
    """Ask who is written to; where letters are being written, show how far that is, then what came of it."""
    run = site.runs.of(asked.path["name"])
    to = Recipients(forms=True)
    return _after(site, asked, to, run) if run else _page(site, asked, to, ())


def stop_batch(site: Site, asked: Asked) -> Answer:
    """Stop writing after the letter at work; running again does only what is missing."""
    site.file_of(asked.path["name"])
    site.runs.stop(asked.path["name"])
    return Answer(goal=f"/letters/{quote(asked.path['name'])}/batch")


def _after(site: Site, asked: Asked, to: Recipients, run: BatchRun) -> Answer:
    """Show how far a run is, or what came of it."""
    told = run.written.problems if run.written else []
    problems = [*run.batch.notes, *told, *run.problems]
    return _page(site, asked, to, problems, batch=run.batch, run=run, status=422 if run.problems else 200)


def _page(
    site: Site,
    asked: Asked,
    to: Recipients,
    problems: Sequence[Problem],
    *,
    batch: CheckedBatch | None = None,
    run: BatchRun | None = None,
    status: int = 200,
) -> Answer:
    name = asked.path["name"]
    return page(
        site,
        asked,
        "batch.html",
        status,
        name=name,
        to=to,
        has_forms=asks_for_forms(site.world, site.file_of(name)),
        table=PurePath(to.table or site.tables.get(name, "")).name,
        out=PurePath(batch_folder(name)).name,
        rows=len(batch.planned.rows) if batch else 0,
        wrong=[(unit, _at_cells(found, asked)) for unit, found in batch.wrong[:TOLD_MOST]] if batch else [],
        failed=len(batch.wrong) if batch else 0,
        run=run,
        samples=first_and_longest(batch) if batch and batch.checked.good and not run else [],
        good=[(at, unit_of(batch.planned.rows[at])) for at in batch.checked.good[:CHOICE_MOST]]
        if batch
        else [],
        stands=batch_state(site.world, site.file_of(name)),
        has_archive=site.world.exists(_archive(site.file_of(name))),
        counts=run.written.counts if run and run.written else None,
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


def show_sample(site: Site, asked: Asked) -> Answer:
    """Show the letter of a row as it would be written: pages that nobody has yet."""
    name, number = asked.path["name"], asked.query.get("at", "")
    site.file_of(name)
    batch, run = site.checked.get(name), site.runs.of(name)
    is_busy = run is not None and run.is_alive  # a batch is made by one thread at a time
    if batch is None or is_busy or not number.isdecimal() or int(number) >= len(batch.planned.rows):
        raise Refused([NO_SAMPLE.at(number=number)])
    with site.writing:
        sample = sample_letter(batch, int(number))
    file = write_to_cache(site.world, f"xem-thu-{PurePath(name).stem}.docx", sample.data)
    shown = shown_pages(site, site.drawn.draw_file(file, fingerprint(sample.data)))
    return page(site, asked, "sample.html", name=name, unit=sample.unit, pages=shown["pictures"])


def get_archive(site: Site, asked: Asked) -> Answer:
    """Return the archive of a batch."""
    archive = _archive(site.file_of(asked.path["name"]))
    return Answer(site.world.read(archive, ARCHIVE_MOST), ZIP, file_name=PurePath(archive).name)


def _archive(file: str) -> str:
    return str(PurePath(batch_folder(file)).with_suffix(".zip"))
