"""The rounds of a batch: which forms go out with its letters, written down before any of them does."""

from typing import Any

from dispatch import decree, letter
from dispatch.batch.plan import BatchPlan, CheckedRows
from dispatch.forms import structure_of
from dispatch.forms.rounds import Round
from dispatch.letter import Form
from dispatch.model import BieuMau, CongVan
from dispatch.text.marks import bare, runs


def rounds_of(planned: BatchPlan, checked: CheckedRows) -> list[Round]:
    """Return the forms that go out with a batch, each once, whose unit is left blank."""
    maker = planned.maker
    rows = [planned.rows[index] for index in checked.good] if maker.request.forms else []
    same_for_all = "bieu_mau" not in maker.reader.varying | maker.reader.chosen_by_rows
    found: dict[str, Round] = {}
    for row in rows[:1] if same_for_all else rows:
        loaded = maker.reader.read(row)
        letter_data = loaded.letter_data
        for said, form in zip(letter_data.bieu_mau, letter.forms_of(letter_data), strict=True):
            made = _round(said, form.handed_out_with(loaded.source), letter_data)
            found.setdefault(made.identity.round + made.identity.version, made)
    return list(found.values())


def _round(said: BieuMau, form: Form, letter_data: CongVan) -> Round:
    return Round(
        identity=form.identity._replace(unit="", unit_name=""),
        structure=structure_of(form.table),
        title=tuple(bare(title) for title in form.titles),
        unit_of_measure=form.unit,
        landscape=form.landscape,
        summary=said.tong_hop or "",
        letter=letter_facts(letter_data),
    )


def letter_facts(letter_data: CongVan) -> dict[str, Any]:
    """Return what a later letter says of this one, and takes over from it."""
    day, month, year = letter_data.ngay
    return {
        "loai": decree.TYPES[letter_data.loai][0],
        "so": letter_data.so.strip(),
        "ky_hieu": letter.symbol(letter_data),
        "ngay": f"{day:02}/{month:02}/{year}" if day and month and year else "",
        "cua": letter_data.co_quan.called,
        "trich_yeu": bare(runs(letter_data.trich_yeu)),
        "co_quan": letter_data.co_quan.model_dump(exclude_unset=True, mode="json"),
        "don_vi_soan": letter_data.don_vi_soan,
        "nguoi_ky": [each.model_dump(exclude_unset=True, mode="json") for each in letter_data.nguoi_ky],
        "noi_nhan": list(letter_data.noi_nhan),
    }
