"""Ask for a letter, question by question: a mistake is told and asked again, `<` goes back."""

import contextlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dispatch.cli.language import translator
from dispatch.cli.screen import ask_line, write_problems, write_wording
from dispatch.drafting import TypedAnswers
from dispatch.jobs import draft, draft_questions
from dispatch.problem import N_, Refused
from dispatch.world import World

BACK = "<"
HERE = "thu.yaml"
INTRO = N_(
    "Enter là nhận giá trị trong ngoặc vuông; '<' là quay lại câu trước; Ctrl-C là thôi, không ghi gì."
)


class Question(NamedTuple):
    """A question, and the answer it is for."""

    field: str
    text: str


QUESTIONS = (
    Question("agency", N_("Cơ quan ban hành (ví dụ: UBND xã Hoài Ân, tỉnh Gia Lai)")),
    Question("kind", N_("Loại văn bản")),
    Question("subject", N_("Trích yếu (không gồm chữ 'V/v')")),
    Question("to", N_("Kính gửi (nhiều nơi thì cách nhau dấu chấm phẩy)")),
    Question("bases", N_("Căn cứ (số ký hiệu; ngày; cơ quan; về việc), không có thì Enter")),
    Question("deadline", N_("Thời hạn, không có thì Enter")),
    Question("forms", N_("Biểu mẫu kèm theo, không có thì Enter")),
)
FILE = N_("Ghi vào tệp")
SEVERAL = ("to", "forms")


def ask_for_letter(
    world: World, typed: TypedAnswers, output: str, above: str, *, force: bool
) -> tuple[TypedAnswers, str]:
    """Ask for every answer that was not given, and for the file; return all of them."""
    if output:
        draft.draft_outputs(world, above, force=force).refuse([output])
    draft_questions.refuse_answers(world, typed, output or HERE, above)
    write_wording(INTRO)
    asks = [question for question in QUESTIONS if not (above and question.field == "deadline")]
    open_ones = [question for question in asks if not getattr(typed, question.field)]
    at = 0
    while True:
        if at < len(open_ones):
            answered = _answer(world, typed, open_ones[at], output or HERE, above)
            typed, at = (typed, max(at - 1, 0)) if answered is None else (answered, at + 1)
            continue
        file = output or _file(world, above, force=force)
        if file != BACK:
            return typed, file
        at -= 1


def _answer(
    world: World, typed: TypedAnswers, question: Question, file: str, above: str
) -> TypedAnswers | None:
    """Ask one question until its answer can be read; nothing if the one before is to be asked again."""
    before = getattr(typed, question.field)
    default = "; ".join(before) if isinstance(before, tuple) else before
    default = default or draft_questions.propose_answer(world, typed, question.field, file, above)
    with complete_with(draft_questions.known_answers(world, question.field, file)):
        while True:
            text = ask_line(translator()(question.text), default)
            if text == BACK:
                return None
            answered = TypedAnswers(**{**typed._asdict(), question.field: _value(question.field, text)})
            try:
                draft_questions.refuse_answer(world, answered, question.field, file)
            except Refused as refusal:
                write_problems(refusal.problems)
                continue
            return answered


def _value(field: str, text: str) -> str | tuple[str, ...]:
    if field in SEVERAL:
        return tuple(filter(None, (part.strip() for part in text.split(";"))))
    if field == "bases":
        return (text,) if text else ()
    return text


def _file(world: World, above: str, *, force: bool) -> str:
    while True:
        file = ask_line(translator()(FILE), HERE)
        try:
            if file != BACK:
                draft.draft_outputs(world, above, force=force).refuse([file])
        except Refused as refusal:
            write_problems(refusal.problems)
            continue
        return file


@contextlib.contextmanager
def complete_with(choices: Sequence[str]) -> Iterator[None]:
    """Let Tab complete an answer, where the terminal's own line editor is there."""
    try:
        import readline
    except ImportError:
        yield
        return
    before, marks = readline.get_completer(), readline.get_completer_delims()
    readline.set_completer(lambda text, index: _completion(choices, text, index))
    readline.set_completer_delims(";")
    readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        readline.set_completer(before)
        readline.set_completer_delims(marks)


def _completion(choices: Sequence[str], text: str, index: int) -> str | None:
    from dispatch.units import bare_key

    typed = bare_key(text)
    beginning = [choice for choice in choices if choice.isprintable() and bare_key(choice).startswith(typed)]
    return beginning[index] if index < len(beginning) else None
