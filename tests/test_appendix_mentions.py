"""Which appendices a text names, and whose they are: a sentence, and what is read in it."""

import pytest

from dispatch.rules.appendix_mentions import mentions, names_all, unnumbered

COUNTS = ("hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
BEHIND = (
    "và",
    "hoặc",
    "đến",
    "tới",
    "của",
    "tại",
    "trong",
    "thuộc",
    "ban",
    "được",
    "kèm",
    "đính",
    "gửi",
    "này",
)
KINDS = [
    *("Nghị quyết", "Quyết định", "Chỉ thị", "Quy chế", "Quy định", "Thông cáo", "Thông báo", "Hướng dẫn"),
    *(
        "Chương trình",
        "Kế hoạch",
        "Phương án",
        "Đề án",
        "Dự án",
        "Báo cáo",
        "Biên bản",
        "Tờ trình",
        "Hợp đồng",
    ),
    *("Công văn", "Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Nghị định", "Thông tư", "Văn bản"),
]
OURS = {  # text -> the appendices of this letter that it names
    "xem Phụ lục I": "I",
    "xem phụ lục I": "I",
    "xem PHỤ LỤC I": "I",
    "xem Phụ lục\u00a0I": "I",
    "xem Phụ\u00a0lục I": "I",
    "xem Phụ lục số 01": "1",
    "xem Phụ lục 1": "1",
    "xem Phụ lục 9": "9",
    "xem Phụ lục 10": "10",
    "xem Phụ lục 99": "99",
    "xem Phụ lục XCIX": "XCIX",
    "xem Phụ lục VIII": "VIII",
    "Phụ lục I và II": "I II",
    "Phụ lục I, II": "I II",
    "Phụ lục I,II": "I II",
    "Phụ lục I; II": "I II",
    "Phụ lục I/II": "I II",
    "Phụ lục I & II": "I II",
    "Phụ lục I hoặc II": "I II",
    "Phụ lục I, và II": "I II",
    "Phụ lục I và Phụ lục II": "I II",
    "Phụ lục I, phụ lục II": "I II",
    "Phụ lục số I, số II": "I II",
    "Phụ lục I, II và III": "I II III",
    "Phụ lục I, II, III kèm theo": "I II III",
    "các Phụ lục I, II, III kèm theo Công văn này": "I II III",
    "Phụ lục I-III": "I II III",
    "Phụ lục I - III": "I II III",
    "Phụ lục I–III": "I II III",
    "Phụ lục I đến III": "I II III",
    "Phụ lục I tới III": "I II III",
    "từ Phụ lục I đến Phụ lục IV": "I II III IV",
    "Phụ lục I-II": "I II",
    "Phụ lục I-III, V": "I II III V",
    "Phụ lục III-I": "III I",
    "Phụ lục I và III": "I III",
    "Phụ lục 1, 2": "1 2",
    "Phụ lục 1, 2 và 3": "1 2 3",
    "Phụ lục 1 và 2 kèm theo": "1 2",
    "Phụ lục 1, 2 của Công văn này": "1 2",
    "Phụ lục 1-3": "1 2 3",
    "Phụ lục I. Phụ lục II.": "I II",
    "Phụ lục I nêu rõ, Phụ lục II thì không": "I II",
    # what only looks like the next number
    "Phụ lục I, V/v báo cáo": "I",
    "Phụ lục I, Vụ": "I",
    "Phụ lục I, 5/2026": "I",
    "Phụ lục 1, 15.000 đồng": "1",
    "Phụ lục 1, 1,5 km": "1",
    "Phụ lục 1, 05 bản": "1",
    "Phụ lục II và 03 biểu": "II",
    "Phụ lục 1 thì 2": "1",
    # what is no number
    "xem Phụ lục": "",
    "Phụ lục Việt": "",
    "Phụ lục IA": "",
    "Phụ lục IIX": "",
    "Phụ lục 0": "",
    "Phụ lục 100": "",
    "Phụ lục 1.2": "",
    "Phụ lục 1/2": "",
    "phụ lục v": "",
    "Phụ lụcI": "",
    "mục I": "",
    # this letter's, whatever is said of it
    "Phụ lục I này": "I",
    "Phụ lục I kèm theo": "I",
    "Phụ lục I đính kèm để thực hiện": "I",
    "Phụ lục I gửi kèm": "I",
    "Phụ lục I được gửi kèm": "I",
    "Phụ lục I kèm theo Công văn này": "I",
    "Phụ lục I kèm công văn này": "I",
    "Phụ lục I kèm theo văn bản này": "I",
    "Phụ lục I kèm theo Công văn./.": "I",
    "Phụ lục I kèm theo công văn)": "I",
    "Phụ lục I của Công văn này": "I",
    "Phụ lục I của Kế hoạch này": "I",
    "Phụ lục I tại Thông báo này": "I",
    "Phụ lục I ban hành kèm theo Quyết định này": "I",
    "Phụ lục I hướng dẫn cách đo": "I",
    "Phụ lục I trong đó": "I",
    "Phụ lục I (danh sách)": "I",
    "Phụ lục I, công văn": "I",
    "Thực hiện Công văn số 12/SM ngày 05/5/2026 của Sở Mẫu, báo cáo theo Phụ lục I": "I",
    "Thực hiện Công văn số 12/SM (Phụ lục I kèm theo)": "I",
    "Kỳ 6/2026, Phụ lục I": "I",
    "Kỳ 6/__, Phụ lục I": "I",
    "Kỳ 6/-, Phụ lục I": "I",
    "Phụ lục I ghi rõ, II": "I",
    "Phụ lục I kèm theo văn bản./.": "I",
    "Phụ lục I, III-V": "I III IV V",
    "Phụ lục I nêu rõ trách nhiệm của Sở Mẫu": "I",
    "Phụ lục I nêu rõ Nghị định số 5/NĐ": "I",
    **{f"Công văn số 5/SM của Sở A{mark} việc riêng, Phụ lục I": "I" for mark in ",;.()"},
}
ELSEWHERE = [  # of another document
    "Phụ lục I của Nghị định",
    "Phụ lục I của Bộ Y tế",
    "Phụ lục I tại Công văn số 12/SM kèm theo",
    "Phụ lục I thuộc Đề án",
    "Phụ lục I và II của Nghị định số 30/2020/NĐ-CP",
    "Phụ lục I ban hành theo Thông tư",
    "Phụ lục I ban hành kèm theo Quyết định số 12/QĐ-SM",
    "Phụ lục I kèm theo Nghị định",
    "Phụ lục I đính kèm Công văn số 12/SM",
    "Phụ lục I kèm theo công văn số 12/SM",
    "Phụ lục I kèm theo các Quyết định",
    "Phụ lục I kèm theo dự thảo Thông tư",
    "Phụ lục I quy định tại Thông tư số 5/2021/TT-BYT",
    "Phụ lục I nêu trong Thông tư số 5/2021/TT-BYT",
    "Phụ lục I trong Nghị định",
    "Phụ lục I theo Hướng dẫn số 5/HD-SM",
    "Phụ lục I Nghị định số 30/2020/NĐ-CP",
    "Phụ lục I, Nghị định số 30/2020/NĐ-CP",
    "Phụ lục I (Nghị định số 30/2020/NĐ-CP)",
    "Phụ lục I - Nghị định số 30/2020/NĐ-CP",
    "Phụ lục I – Luật Giá",
    "Phụ lục I {nd30}",
    "Phụ lục I, {nd30}",
    "Phụ lục I của {nd30}",
    "Nghị định số 30/2020/NĐ-CP, Phụ lục I",
    "Nghị định số 30/2020/NĐ-CP (Phụ lục I)",
    "Nghị định số 30/2020/NĐ-CP (tại Phụ lục I)",
    "Nghị định số 30/2020/NĐ-CP (xem các Phụ lục I, II)",
    "Nghị định số 30/2020/NĐ-CP (theo Phụ lục I)",
    "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020, Phụ lục I",
    "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ, Phụ lục I",
    "Nghị định số 30/2020/NĐ-CP của Chính phủ (Phụ lục I)",
    "{nd30}, Phụ lục I",
    "Công văn số 5/S, Phụ lục I",
    "Phụ lục I của Nghị định số 5 và Công văn này",
    "Công văn số 5/SM-VP (Phụ lục I)",
    "Phụ lục I gửi kèm Công văn số 12/SM",
    "Phụ lục I được gửi kèm Công văn số 12/SM",
    *(f"Phụ lục I {kind} số 5" for kind in KINDS),
    *(f"Phụ lục I kèm theo {kind.lower()} số 5" for kind in KINDS),
]


def named(text, *, elsewhere):
    return " ".join(m.name.removeprefix("Phụ lục ") for m in mentions(text) if m.elsewhere is elsewhere)


@pytest.mark.parametrize(("text", "expected"), OURS.items(), ids=list(OURS))
def test_a_text_names_appendices_of_its_letter(text, expected):
    assert named(text, elsewhere=False) == expected
    assert named(text, elsewhere=True) == ""


@pytest.mark.parametrize("text", ELSEWHERE)
def test_a_text_names_an_appendix_of_another_document(text):
    assert named(text, elsewhere=True)
    assert named(text, elsewhere=False) == ""


@pytest.mark.parametrize("word", BEHIND)
def test_a_figure_counts_appendices_before_such_a_word(word):
    assert [mention.number for mention in mentions(f"Phụ lục 1, 2 {word}")] == [1, 2]


def test_a_mention_knows_its_number():
    assert [mention.number for mention in mentions("Phụ lục I-IV; Phụ lục 07")] == [1, 2, 3, 4, 7]


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "các Phụ lục kèm theo": True,
        "Các phụ lục": True,
        "những phụ lục sau": True,
        "mọi phụ lục": True,
        "tất cả phụ lục": True,
        "toàn bộ phụ lục": True,
        "hệ thống phụ lục": True,
        "02 phụ lục": True,
        "2 phụ lục": True,
        "12 phụ lục": True,
        "10 phụ lục": True,
        "03 (ba) phụ lục": True,
        **{f"{count} phụ lục": True for count in COUNTS},
        "các Phụ lục kèm theo Công văn này": True,
        "các Phụ lục kèm theo và Phụ lục I": True,
        "các Phụ lục I, II": False,
        "các Phụ lục kèm theo Nghị định số 30/2020/NĐ-CP": False,
        "Nghị định số 30/2020/NĐ-CP (các Phụ lục)": False,
        "Phụ lục kèm theo": False,
        "01 phụ lục": False,
        "1 phụ lục": False,
        "một phụ lục": False,
        "2026 phụ lục": False,
        "các mục": False,
        "báphụ lục": False,
        "xcác phụ lục": False,
        "các phụ lụcx": False,
    }.items(),
)
def test_a_text_speaks_of_all_appendices_at_once(text, expected):
    assert names_all(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "Phụ lục kèm theo": ["Phụ lục"],
        "phụ lục gửi kèm": ["phụ lục"],
        "phụ lục đính kèm": ["phụ lục"],
        "(có Phụ lục kèm)": ["Phụ lục"],
        "(Kèm theo Phụ lục)": ["Phụ lục"],
        "gửi kèm các phụ lục": ["phụ lục"],
        "theo biểu mẫu kèm theo": ["biểu mẫu"],
        "mẫu biểu gửi kèm": ["mẫu biểu"],
        "kèm theo phụ lục và biểu mẫu đính kèm": ["phụ lục", "biểu mẫu"],
        "chi tiết tại Phụ lục": ["Phụ lục"],
        "(chi tiết tại Phụ lục)": ["Phụ lục"],
        "(xem Phụ lục).": ["Phụ lục"],
        "Danh sách theo Phụ lục.": ["Phụ lục"],
        "tại các Phụ lục; còn lại": ["Phụ lục"],
        "tại Phụ lục, gửi trước ngày 5": ["Phụ lục"],
        "Phụ lục kèm theo Công văn này": ["Phụ lục"],
        "tại Phụ lục hợp đồng": [],
        "lập phụ lục.": [],
        "tại Phụ lục I": [],
        "Phụ lục I kèm theo": [],
        "kèm theo Phụ lục II": [],
        "Phụ lục kèm theo Công văn số 12/SM": [],
        "theo Phụ lục (Nghị định số 30/2020/NĐ-CP)": [],
        "kèm theo Công văn này": [],
        "Nghị định số 30/2020/NĐ-CP (xem Phụ lục)": [],
        "tại Phụ lục; xem thêm Phụ lục I": ["Phụ lục"],
        "có kèmx phụ lục": [],
        "Phụ lục kèmx": [],
        "xtại Phụ lục.": [],
    }.items(),
)
def test_a_text_points_to_something_enclosed_without_a_number(text, expected):
    assert list(unnumbered(text)) == expected
