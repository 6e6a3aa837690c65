"""Forms of text: whether every blank that was named is there, once, and apart from the others."""

from collections.abc import Iterator

from dispatch.forms.text_blanks import NAMED
from dispatch.letter.text_forms import text_form
from dispatch.model import BieuMau, CongVan
from dispatch.model.body import parts_of
from dispatch.problem import N_, Fault, Path, Problem, Severity
from dispatch.rules.book import rule

CLAUSE = "PL I.III.1"


def _text_forms(letter_data: CongVan) -> Iterator[tuple[Path, BieuMau]]:
    for index, form in enumerate(letter_data.bieu_mau):
        if form.noi_dung:
            yield ("bieu_mau", index, "noi_dung"), form


def _named(form: BieuMau) -> list[str]:
    """Return the short names of blanks as they were typed, in order."""
    texts = (text for part in parts_of(form.noi_dung) for text in (part.tieu_de, part.chu) if "{" in text)
    return [match[1] for text in texts for match in NAMED.finditer(text)]


@rule(
    "CV341",
    CLAUSE,
    N_("chỗ điền '{name}' của biểu mẫu bằng chữ {why}"),
    N_("mỗi chỗ điền một tên ngắn riêng, có chữ đứng giữa hai chỗ điền"),
    Severity.ERROR,
)
def _each_blank_stands_apart(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Câu trả lời được nhận ra nhờ chữ đứng hai bên; hai chỗ điền liền nhau, hay cùng tên, thì không tách được."""
    for path, form in _text_forms(letter_data):
        names = _named(form)
        leaves = [leaf.key for leaf in text_form(form)[1].leaves]
        for name in dict.fromkeys(names):
            if names.count(name) > 1:
                yield fault.at(path=path, name=name, why=N_("có hai lần"))
            elif name not in leaves:
                yield fault.at(path=path, name=name, why=N_("liền với chỗ điền đứng trước"))


@rule(
    "CV342",
    CLAUSE,
    N_("nội dung của biểu mẫu bằng chữ không có chỗ điền {name}"),
    N_("chỗ điền là dấu chấm (……) hoặc tên ngắn trong ngoặc nhọn"),
    Severity.ERROR,
)
def _blanks_are_there(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Biểu mẫu phát ra để điền; chỗ điền đã mô tả mà không có trong nội dung thì không ai điền được."""
    for path, form in _text_forms(letter_data):
        names = set(_named(form))
        for index, column in enumerate(form.o_dien):
            if column.khoa not in names:
                yield fault.at(path=(*path[:-1], "o_dien", index), name=f"'{column.khoa}'")
        if not text_form(form)[1].leaves:
            yield fault.at(path=path, name=N_("nào"))
