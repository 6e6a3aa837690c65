"""Marks that were typed and are printed anyway, where it depends on what stands around them.

They are printed once. Those that are always printed around a key are told when the letter is read (K040).
"""

from collections.abc import Iterator

from dispatch.letter.assignments import IN_ONE_PARAGRAPH, first_line, task_line, way_of
from dispatch.letter.body_tree import numbered_parts, sign_of
from dispatch.letter.form_lines import printed_twice
from dispatch.letter.head import register_number
from dispatch.letter.signs import SignedText
from dispatch.model import CongVan, VanBan
from dispatch.model.shares import Assignments, assignments_in
from dispatch.model.trees import Tree, trees_of
from dispatch.problem import N_, Fault, Path, Problem, shorten
from dispatch.rules.body import bases
from dispatch.rules.book import INFO, rule
from dispatch.text import wording

Signed = tuple[Path, SignedText]


@rule(
    "CV330",
    "PL I.II.6.đ",
    N_("gõ cả dấu đầu mục '{typed}': công cụ tự in, nên chỉ in một lần"),
    N_("chỉ ghi chữ theo sau"),
    INFO,
)
def _sign_once(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Số, chữ, gạch đầu dòng do công cụ in trước mỗi khoản, điểm, việc; gõ sẵn thì không in hai lần."""
    for path, line in _signed(letter_data):
        if line.typed and not line.is_another:
            yield fault.at(path=path, typed=line.typed)


@rule(
    "CV331",
    "PL I.II.6.đ",
    N_("gõ số '{typed}' ở chỗ tự đánh số là '{ours}': in số đã gõ"),
    N_("bỏ số để công cụ tự đánh, hoặc ghi số (`so`) cho mọi mục cùng loại"),
)
def _number_as_counted(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Số gõ sẵn khác số tự đánh thì in số đã gõ; mục sau vẫn đếm từ đầu, nên dễ trùng hoặc nhảy số."""
    for path, line in _signed(letter_data):
        if line.is_another:
            yield fault.at(path=path, typed=line.typed, ours=line.ours)


def _signed(letter_data: CongVan) -> Iterator[Signed]:
    """Yield every line that a sign may open, of every tree and of assignments."""
    for path, tree in trees_of(letter_data):
        yield from _in_tree(tree, path)
    for path, said in assignments_in(letter_data):
        yield from _in_assignments(said, path) if way_of(said) != IN_ONE_PARAGRAPH else ()


def _in_assignments(said: Assignments, path: Path) -> Iterator[Signed]:
    for index, share in enumerate(said.shares):
        yield (*path, index, "don_vi"), first_line(share, index, said)
        for number, task in enumerate(share.viec):
            yield (*path, index, "viec", number), task_line(task, share, said)


def _in_tree(parts: Tree, path: Path) -> Iterator[Signed]:
    for numbered in numbered_parts(parts, path):
        part = numbered.part
        if part.la_chu:
            yield (*numbered.path, "tieu_de" if part.tieu_de else part.kieu), sign_of(numbered)


@rule(
    "CV339",
    "PL I.II.3.c",
    N_("số gõ cả ký hiệu: '{text}'; công cụ tự in ký hiệu, nên chỉ in một lần"),
    N_("chỉ ghi '{printed}'"),
    INFO,
)
def _symbol_once(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Ký hiệu in sau số và dấu gạch chéo; gõ cả ký hiệu ấy trong số thì không in hai lần."""
    printed = register_number(letter_data)
    if printed != letter_data.so:
        yield fault.at(path=("so",), text=shorten(letter_data.so), printed=printed)


@rule(
    "CV333",
    "PL III",
    N_("'{text}' in là '{printed}': chữ của mẫu do công cụ in, nên chỉ in một lần"),
    N_("chỉ ghi '{printed}'"),
    INFO,
)
def _words_of_a_form_once(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Mẫu in sẵn 'Thời gian:', 'Chủ trì:', 'Tới dự'…; gõ cả chữ ấy thì không in hai lần."""
    for key, typed, printed in printed_twice(letter_data):
        yield fault.at(path=(key,), text=shorten(typed), printed=shorten(printed))


@rule(
    "CV332",
    "PL I.II.6.a",
    N_("căn cứ gõ cả dấu cuối '{typed}': công cụ tự in dấu, nên chỉ in một lần"),
    N_("chỉ ghi chữ trước dấu"),
    INFO,
)
def _basis_closed_once(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Giữa các căn cứ là dấu chấm phẩy, sau căn cứ cuối là dấu của cả nhóm; gõ sẵn thì không in hai lần."""
    for path, act, group in bases(letter_data):
        is_last = act is group.van_ban[-1]
        end, text = _end_of_basis(path, act, group.ve if is_last else "")
        closed_by_mark = not is_last or (bool(group.ket) and not group.ket[0].isalpha())
        typed = text.removeprefix(wording.close(text, ";")[:-1]).strip()
        if typed and closed_by_mark:
            yield fault.at(path=end, typed=typed)


def _end_of_basis(path: Path, act: VanBan, shared: str) -> tuple[Path, str]:
    """Return the text that ends a basis as it is printed, and its path."""
    if shared and not act.ve:
        return (*path[:2], "ve"), shared
    key = next(key for key in ("ve", "cua", "ngay", "so", "ten", "loai") if getattr(act, key))
    return (*path, key), getattr(act, key)
