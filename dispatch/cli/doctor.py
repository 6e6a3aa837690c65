"""`congvan doctor`: what this machine has for making pages, and what is missing."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from dispatch.cli.base import REFUSED, TranslatedCommand
from dispatch.cli.language import translator
from dispatch.cli.screen import worded, write_data, write_lines
from dispatch.plain_text import as_json
from dispatch.problem import N_

if TYPE_CHECKING:
    from dispatch.jobs.doctor import Diagnosis, TriedEngine

ENGINES = N_("Bộ dựng trang (để xem trước và in ra PDF):")
USABLE = N_("dùng được; Times New Roman vẽ bằng {fonts}")
ASKED = N_("chỉ dùng khi có --engine {name}: {why}")
UNUSABLE = N_("không dùng được: {why}")
ADVICE = N_("Để được nhiều hơn:")


@click.command(
    cls=TranslatedCommand,
    help=N_("Xem máy này có gì để dựng trang, còn thiếu gì.\n\nVí dụ: congvan doctor"),
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help=N_("Dạng kết quả.")
)
def doctor(form: str) -> None:
    """Show what there is."""
    from dispatch.jobs.doctor import diagnose
    from dispatch.world import Disk

    diagnosis = diagnose(Disk())
    write_data(_as_json(diagnosis)) if form == "json" else write_lines(_lines(diagnosis))
    sys.exit(0 if diagnosis.ready else REFUSED)


def _lines(diagnosis: "Diagnosis") -> Iterator[str]:
    tell = translator()
    yield f"congvan {diagnosis.congvan}, Python {diagnosis.python}, {diagnosis.system}"
    yield tell(ENGINES)
    for tried in diagnosis.engines:
        yield f"  {tried.engine.name:<10} {tried.engine.version or '–':<12} {_state(tried)}"
    if diagnosis.advice:
        yield tell(ADVICE)
    yield from (f"  - {tell(advice)}" for advice in diagnosis.advice)


def _state(tried: "TriedEngine") -> str:
    tell = translator()
    if tried.why:
        return worded(UNUSABLE, why=tell(tried.why))
    if tried.engine.caution:
        return worded(ASKED, name=tried.engine.name, why=tell(tried.engine.caution))
    return worded(USABLE, fonts=", ".join(tried.fonts))


def _as_json(diagnosis: "Diagnosis") -> str:
    tell = translator()
    rows = [
        {
            "name": tried.engine.name,
            "version": tried.engine.version,
            "usable": not tried.why,
            "why": tell(tried.why),
            "caution": tell(tried.engine.caution),
            "fonts": list(tried.fonts),
        }
        for tried in diagnosis.engines
    ]
    report = {**diagnosis._asdict(), "engines": rows, "advice": [tell(advice) for advice in diagnosis.advice]}
    return as_json(report) + "\n"
