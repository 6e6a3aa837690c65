"""`congvan new`: a letter in two minutes, asked for or told by flags."""

import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

from dispatch.cli.base import WROTE, TranslatedCommand
from dispatch.cli.language import translator
from dispatch.cli.screen import write_drawing, write_problems, write_wording
from dispatch.problem import N_

if TYPE_CHECKING:
    from dispatch.drafting import TypedAnswers
    from dispatch.jobs.draft import DraftLetter

HERE = "thu.yaml"
ONE_OF = N_("chỉ dùng một trong hai: --like hoặc --from")
ONLY_FROM = N_("--earlier chỉ dùng cùng --from")
NOT_LIKE = N_("{flag} không dùng cùng --like; sửa thẳng trong tệp chép ra")
NOT_FROM = N_("--deadline không dùng cùng --from; thời hạn lấy theo cấp trên, --earlier cho sớm hơn")
NEXT = N_("xem các chỗ ghi 'xem lại', rồi: congvan check {file}")
UNLIKE = ("kind", "deadline", "title", "signer")


@click.command(
    cls=TranslatedCommand,
    help=N_(
        "Lập công văn mới: hỏi từng câu, hoặc lấy hết từ tham số; ghi tệp YAML có ghi chú.\n\n"
        "Ví dụ: congvan new\n\n"
        "Ví dụ: congvan new --from cap-tren.docx --agency 'UBND xã Hoài Ân, tỉnh Gia Lai' -o thu.yaml"
    ),
)
@click.option("--agency", default="", help=N_("Cơ quan ban hành: tên gọi, hoặc tên trong configs/co-quan."))
@click.option("--kind", default="", help=N_("Loại văn bản; mặc định là công văn."))
@click.option("--subject", default="", help=N_("Trích yếu, không gồm chữ 'V/v'."))
@click.option("--to", multiple=True, help=N_("Kính gửi ai, mỗi nơi một lần hoặc cách nhau dấu chấm phẩy."))
@click.option("--basis", "bases", multiple=True, help=N_("Căn cứ: 'số ký hiệu; ngày; cơ quan; về việc'."))
@click.option("--deadline", default="", help=N_("Thời hạn, ví dụ 'trước ngày 30/11/2026'."))
@click.option("--form", "forms", multiple=True, help=N_("Biểu mẫu kèm theo, tên trong configs/bieu-mau."))
@click.option("--day", default="", help=N_("Ngày ban hành, biết đến đâu ghi đến đó; mặc định là năm nay."))
@click.option("--drafter", default="", help=N_("Chữ viết tắt đơn vị soạn thảo, ví dụ VHXH."))
@click.option(
    "--title", default="", help=N_("Quyền hạn; chức vụ của người ký: 'KT. CHỦ TỊCH; PHÓ CHỦ TỊCH'.")
)
@click.option("--signer", default="", help=N_("Họ tên người ký."))
@click.option(
    "--like", type=click.Path(dir_okay=False), help=N_("Chép theo một công văn có sẵn (.yaml, .docx).")
)
@click.option(
    "--from",
    "above",
    type=click.Path(dir_okay=False),
    help=N_("Công văn cấp trên: .yaml, hoặc tệp của bất cứ nơi nào (.docx, .doc, .pdf, .txt)."),
)
@click.option("--earlier", type=click.IntRange(min=0), help=N_("Thời hạn sớm hơn cấp trên mấy ngày."))
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), help=N_("Tệp ghi vào; mặc định là thu.yaml.")
)
@click.option("--force", is_flag=True, help=N_("Ghi đè tệp đã có."))
def new(like: str | None, above: str | None, earlier: int | None, output: str | None, **how: Any) -> None:
    """Begin a letter."""
    from dispatch.drafting import TypedAnswers

    force = how.pop("force")
    typed = TypedAnswers(**how)
    _refuse_mixed(typed, like, above, earlier)
    if _must_ask(typed, like, above):
        typed, output = _ask_for_answers(typed, output, above or "", force=force)
    _write_letter(typed, output or HERE, like or "", above or "", earlier or 0, force=force)


def _refuse_mixed(typed: "TypedAnswers", like: str | None, above: str | None, earlier: int | None) -> None:
    if like and above:
        raise click.UsageError(translator()(ONE_OF))
    if earlier is not None and not above:
        raise click.UsageError(translator()(ONLY_FROM))
    if above and typed.deadline:
        raise click.UsageError(translator()(NOT_FROM))
    for field in UNLIKE if like else ():
        if getattr(typed, field):
            raise click.UsageError(translator()(NOT_LIKE).format(flag=f"--{field}"))


def _must_ask(typed: "TypedAnswers", like: str | None, above: str | None) -> bool:
    """Say whether something is missing that somebody sitting here can be asked for."""
    enough = bool(like) or bool(typed.agency and (typed.subject or above))
    return not enough and sys.stdin.isatty() and sys.stdout.isatty()


def _ask_for_answers(
    typed: "TypedAnswers", output: str | None, above: str, *, force: bool
) -> "tuple[TypedAnswers, str]":
    from dispatch.cli.questions import ask_for_letter
    from dispatch.world import Disk

    return ask_for_letter(Disk(), typed, output or "", above, force=force)


def _write_letter(
    typed: "TypedAnswers", file: str, like: str, above: str, earlier: int, *, force: bool
) -> None:
    from dispatch.drafting.letter_yaml import LOOK
    from dispatch.jobs import draft
    from dispatch.world import Disk

    world = Disk()
    outputs = draft.draft_outputs(world, like, above, force=force)
    outputs.refuse([file])
    letter = (
        draft.draft_like(world, typed, file, like)
        if like
        else draft.draft_letter(world, typed, file, above, earlier)
    )
    _show(letter)
    draft.write_draft(outputs, letter)
    write_wording(WROTE, target=file)
    write_problems(letter.problems)
    if LOOK in letter.text:
        write_wording(NEXT, file=file)


def _show(draft: "DraftLetter") -> None:
    """Show the letter where somebody is looking."""
    from dispatch.preview.terminal import draw

    if sys.stdout.isatty():
        lines = draw.draw_letter(draft.whole, shutil.get_terminal_size().columns)
        write_drawing(draw.as_styled(lines))
