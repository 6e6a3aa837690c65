"""The summary as a file of the kind that its name asks for: a workbook, a Word file, YAML to go on with."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from dispatch.problem import N_, Fault, Place, Refused
from dispatch.returns.fates import FileFate
from dispatch.returns.ledger import Ledger, summaries_of
from dispatch.returns.summary import Summary
from dispatch.world import World
from dispatch.world.overlay import OverlayWorld

UNKNOWN_KIND = Fault(
    "R069", N_("không biết ghi bảng tổng hợp vào tệp đuôi '{end}'"), N_("đặt tên .xlsx, .docx hoặc .yaml")
)
WORKBOOK, WORD_FILE, YAML = ".xlsx", ".docx", (".yaml", ".yml")


def refuse_kind(file: str) -> None:
    """Refuse a name for the summary that asks for no kind of file that it can be."""
    end = PurePath(file).suffix.lower()
    if end not in (WORKBOOK, WORD_FILE, *YAML):
        raise Refused([UNKNOWN_KIND.at(Place(file), end=end)])


def summary_file(
    world: World, file: str, ledger: Ledger, files: Sequence[FileFate], links: Mapping[str, str]
) -> bytes:
    """Return the summary as the kind of file that its name asks for."""
    summaries, end = summaries_of(ledger), PurePath(file).suffix.lower()
    if end == WORD_FILE:
        return _as_word_file(world, file, ledger, summaries)
    if end in YAML:
        from dispatch.returns.summary_appendix import appendices_yaml

        return appendices_yaml(summaries, ledger.last_day).encode()
    from dispatch.returns.workbook import summary_workbook

    return summary_workbook(ledger, summaries, files, links)


def _as_word_file(world: World, file: str, ledger: Ledger, summaries: Sequence[Summary]) -> bytes:
    """Return the summary as the report would have it behind it, each form an appendix."""
    from dispatch.building.products import letter_products
    from dispatch.returns.report import report_yaml
    from dispatch.word.merge import merge_letters

    letter = str(PurePath(file).with_suffix(".yaml"))
    text = report_yaml(ledger, summaries, ledger.last_day, ()).encode()
    products, _ = letter_products(OverlayWorld(world, letter, text), letter, None, split=True, bare=True)
    made = [(product.suffix, product.data) for product in products[1 : 1 + len(summaries)]]
    return made[0][1] if len(made) == 1 else merge_letters(made)
