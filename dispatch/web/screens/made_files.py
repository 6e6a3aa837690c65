"""What was written for what came back, reminders and the report, to be carried away."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from dispatch.batch.records import read_products
from dispatch.jobs.desk import batch_folder
from dispatch.problem import N_, Fault, Refused
from dispatch.returns.journal import REMINDED
from dispatch.returns.ledger import Ledger
from dispatch.web.site import Answer, Asked, Site
from dispatch.world import link_problem
from dispatch.world.outputs import READ_MOST

NO_PRODUCT = Fault("S023", N_("chưa làm tệp '{name}'"), N_("xem danh sách ở trang Biểu gửi về"))
REMINDER_FOLDER, REPORT_FOLDER = "{stem}-don-doc", "{stem}-bao-cao"
KINDS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".yaml": "text/plain; charset=utf-8",
}
BYTES, ZIP = "application/octet-stream", "application/zip"
UP = ".."


def shown_follow_ups(site: Site, file: str, ledger: Ledger) -> list[dict[str, Any]]:
    """Return the reminders and the report that were written, each with its files."""
    made = _products(site, file)
    reminded = {event.facts["folder"]: event.facts for event in ledger.events if event.kind == REMINDED}
    return [
        {
            "folder": folder,
            "letters": [name for name in names if _is_letter(name)],
            "forms": sum(not _is_letter(name) for name in names),
            **_reminded(reminded.get(f"{UP}/{folder}")),
        }
        for folder, names in made.items()
    ]


def _reminded(facts: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return whom a reminder reminds, and until when; nothing of a report."""
    if facts is None:
        return {"units": 0, "deadline": ""}
    year, month, day = facts["deadline"].split("-")
    return {"units": len(facts.get("units", ())), "deadline": f"{day}/{month}/{year}"}


def _is_letter(name: str) -> bool:
    return "/" not in name and PurePath(name).suffix in KINDS


def _products(site: Site, file: str) -> dict[str, list[str]]:
    """Return what was written beside the letter for its returns, by folder: only what the batch recorded."""
    stems = tuple(pattern.format(stem=PurePath(file).stem) for pattern in (REMINDER_FOLDER, REPORT_FOLDER))
    found: dict[str, list[str]] = {}
    for name in read_products(site.world, batch_folder(file)):
        up, *inside = PurePath(name).parts
        if up == UP and len(inside) > 1 and inside[0].startswith(stems) and UP not in inside:
            found.setdefault(inside[0], []).append("/".join(inside[1:]))
    return found


def get_product(site: Site, asked: Asked) -> Answer:
    """Return a letter that was written, or all files of its folder in one archive."""
    file = site.file_of(asked.path["name"])
    folder, name = asked.query.get("folder", ""), asked.query.get("file", "")
    names = _products(site, file).get(folder, [])
    if name in names:
        kind = KINDS.get(PurePath(name).suffix, BYTES)
        return Answer(_read(site, file, folder, name), kind, file_name=PurePath(name).name)
    if name or not names:
        raise Refused([NO_PRODUCT.at(name=name or folder)])
    from dispatch.word.package.archive import stream_archive

    pieces = stream_archive((each, _read(site, file, folder, each)) for each in names)
    return Answer(b"".join(pieces), ZIP, file_name=f"{folder}.zip")


def _read(site: Site, file: str, folder: str, name: str) -> bytes:
    path = str(PurePath(file).parent / folder / name)
    if site.world.is_link(path):
        raise Refused([link_problem(path)])
    return site.world.read(path, READ_MOST)
